"""The picture of a case: stored, worked out anew after a change, and open to people's judgements."""

from __future__ import annotations

import msgspec
from conftest import KOBANI, MENAGH, document
from sqlalchemy import delete, select

from maydan.case import Case, schema
from maydan.case.codec import pack
from maydan.errors import CaseError
from maydan.reading.reader import read_document

OTHER = ("أعلنت مصادر محلية أن قوات سوريا الديمقراطية سيطرت على مطار منغ العسكري في 11 شباط 2016. "
         "وقتل 9 مدنيين في غارات شنها الطيران الحربي على بلدة تل رفعت في 11 شباط 2016.")


def test_the_picture_follows_the_records(small: Case) -> None:
    first = small.picture()
    assert first.incidents and first.intervals and small.picture() == first
    small.add_documents([document(OTHER, source="Desk C", name="other"),
                         document(MENAGH + " ", source="Desk D", name="copy")])
    now = small.picture()
    assert now != first
    groups = {now.originals[d["document_id"]] for d in small.documents()}
    assert len(small.documents()) == 4 and len(groups) == 3  # the copy counts with its original
    rows = small.holder("مطار منغ العسكري", on="2016-02-20")
    assert {r["account"] for r in rows} >= {"Desk A", "Desk C", "*"}
    assert rows[-1]["account"] == "*" and list(rows[-1]["holders"]) == ["sdf"] and rows[-1]["sources"] == 2
    assert small.holder("منغ", on="2016-02-20", by="Desk C")[0]["quotes"][0]["quote"] in OTHER
    holding = small.records("holdings", actor="sdf")[0]
    small.decide(holding["record_id"], "correct", reviewer="a", changes={"holder": "ypg"})
    assert any("ypg" in r["holders"] for r in small.holder("منغ", on="2016-02-20"))
    small.purge([small.documents()[-1]["document_id"]], reviewer="a")
    assert small.picture() != now


def test_people_join_and_split(small: Case) -> None:
    small.add_documents([document(OTHER, source="Desk C", name="other")])
    members = small.picture().members
    by_incident: dict[str, list[str]] = {}
    for member in members:
        by_incident.setdefault(member["incident_id"], []).append(member["record_id"])

    def together(a: str, b: str) -> bool:
        return any({a, b} <= {m["record_id"] for m in small.picture().members if m["incident_id"] == i["incident_id"]}
                   for i in small.incidents())

    apart = [ids[0] for ids in by_incident.values()][:2]
    made = small.join(*apart, reviewer="a", reason="the same")
    assert together(*apart)
    small.take_back(made.seq, reviewer="a")
    assert not together(*apart)
    one = next((ids for ids in by_incident.values() if len(ids) > 1), None)
    if one:
        small.split(one[0], one[1], reviewer="a")
        assert not together(one[0], one[1])
    for a, b in ((apart[0], apart[0]), (apart[0], small.records("holdings")[0]["record_id"])):
        try:
            small.join(a, b, reviewer="a")
        except CaseError:
            continue
        raise AssertionError("joined what cannot be joined")


def test_people_settle_forecasts(small: Case) -> None:
    outlook = next((r for r in small.ledger()), None)
    if outlook is None:
        where = small.documents()[0]["document_id"]
        start = MENAGH.index("الهدنة")
        small.add_record(where, "outlooks", {"kind": "forecast", "by": "author", "polarity": "likely"},
                         start=start, end=start + 6, reviewer="a")
        outlook = small.ledger()[0]
    small.settle(outlook["record_id"], "came", reviewer="a")
    row = next(r for r in small.ledger() if r["record_id"] == outlook["record_id"])
    assert (row["outcome"], row["settled_by"]) == ("came", "person")
    assert small.forecasters()[0]["forecasts"] >= 1


def _same(case: Case) -> bytes:
    """The picture with what is kept from the one before, which must be, byte for byte, that without it."""
    with case.store.read() as connection:
        kept = set(connection.execute(select(schema.derived.c.name)).scalars())
    made = case.picture()
    assert made == case.picture()  # the same values, whether worked out now or before
    grown = pack(made)
    with case.store.write() as connection:
        connection.execute(delete(schema.derived))
    whole = pack(case.picture())
    assert grown == whole
    with case.store.write() as connection:  # the next one starts from what this one kept
        connection.execute(delete(schema.derived).where(schema.derived.c.name == "picture"))
    assert pack(case.picture()) == whole
    assert kept in (set(), {"texts", "pairs", "picture"})
    return whole


def test_grown_or_made_as_a_whole_the_picture_is_the_same(case: Case) -> None:
    seen = [_same(case)]
    case.add_documents([document(OTHER, source="Desk C", name="other"),
                        document(MENAGH + " ", source="Desk D", name="copy")])
    seen.append(_same(case))
    case.add_documents([document(OTHER.replace("9 مدنيين", "11 مدنياً"), source=f"Desk {n}", name=f"late {n}",
                                 published=f"2016-02-1{n}") for n in (1, 2, 5)])
    seen.append(_same(case))
    events = case.records("events")
    case.decide(events[0]["record_id"], "correct", reviewer="a", changes={"when": "2016-02"})
    seen.append(_same(case))
    case.decide(events[-1]["record_id"], "reject", reviewer="a")
    seen.append(_same(case))
    case.undo(events[-1]["record_id"], reviewer="a")
    apart = list({m["incident_id"]: m["record_id"] for m in case.picture().members}.values())[:2]
    made = case.join(*apart, reviewer="a")
    seen.append(_same(case))
    case.take_back(made.seq, reviewer="a")
    pair = next(p for p in case.picture().pairs if p.why == "score")
    case.split(pair.a, pair.b, reviewer="a")
    seen.append(_same(case))
    doc = document(KOBANI, source="Desk B", published="2015-01-27", name="two")
    reading = read_document(doc, theatre="syria")
    moved = msgspec.structs.replace(reading.reference_date, value="2016-02-12", earliest="2016-02-12",
                                    latest="2016-02-12")
    case.add_readings([(doc, msgspec.structs.replace(reading, events=reading.events[1:], reader="9.9",
                                                     reference_date=moved))])
    seen.append(_same(case))
    case.purge([case.documents()[0]["document_id"]], reviewer="a")
    seen.append(_same(case))
    assert len(set(seen)) == len(seen)
