"""What sources disagree on, and forecasts with what became of them."""

from __future__ import annotations

from maydan.case import Case
from maydan.errors import SettingError
from maydan.picture.tables import Row
from maydan.web.asking import Where, keys
from maydan.web.settings import COUNTED
from maydan.web.snapshot import Snapshot
from maydan.web.views.incidents import counted, records

QUOTES = 5  # of one value, and of what bears on one forecast
_OUTCOMES = ("came", "not", "open")
_ACTORS = ("holder", "who", "whom")


def contradictions(
    snapshot: Snapshot, case: Case, *, kind: str | None = None, place: str | None = None, since: str | None = None,
    until: str | None = None, limit: int = 50, offset: int = 0,
) -> tuple[list[Row], int]:
    """Facts on which independent sources differ, weightiest first, each value with outlets and words."""
    where = Where()
    if kind:
        where.add("c.kind = ?", kind)
    if place:
        numbers = keys(snapshot, "place", [place]) or [0]
        where.add(f"c.place IN (SELECT id FROM used WHERE key IN ({', '.join('?' * len(numbers))}))", *numbers)
    if since:
        where.add("c.day >= ?::DATE", since)
    if until:
        where.add("c.day <= ?::DATE", until)
    rows = snapshot.rows(f"SELECT c.* EXCLUDE (no) FROM contradictions c {where} ORDER BY c.no LIMIT ? OFFSET ?",
                         [*where.values, limit, offset])
    total = counted(snapshot, "contradictions c", where)
    told = {r["record_id"]: r for r in records(case, list(dict.fromkeys(i for c in rows for i in c["records"][:60])))}
    return [_with_words(snapshot, row, told) for row in rows], total


def _with_words(snapshot: Snapshot, row: Row, told: dict[str, Row]) -> Row:
    values = []
    for value, outlets in zip(row.pop("value_list"), row.pop("outlets"), strict=True):
        ar, en = snapshot.label("actor", value) if row["kind"] in _ACTORS else (value, value)
        quotes = [told[r] for r in row["records"] if r in told and value in _says(told[r], row["kind"])]
        values.append({"value": value, "label_ar": ar, "label_en": en, "sources": outlets,
                       "quotes": [_quote(q) for q in quotes[:QUOTES]]})
    return {**row, "place_names": snapshot.label("place", row["place"]) if row["place"] else None, "values": values}


def _says(record: Row, kind: str) -> tuple[str, ...]:
    """The values that a record gives for what is disputed, written as the picture writes them."""
    if kind == "holder":
        return tuple(str(record[s]) for s in ("holder", "from_holder") if record.get(s))
    if kind in ("who", "whom"):
        return tuple(record.get(kind) or ())
    if kind == "when":
        return (str(record.get("day_from")),)
    best = record.get(f"{kind}_best")
    return () if best is None else (f"{best:g}",)


def _quote(record: Row) -> Row:
    return {k: record.get(k) for k in ("record_id", "document_id", "source", "quote")}


def outlooks(
    snapshot: Snapshot, case: Case, *, kind: str = "forecast", outcome: str | None = None, by: str | None = None,
    limit: int = 50, offset: int = 0,
) -> tuple[list[Row], int]:
    """Forecasts as the ledger has them, newest first, or other outlooks; ``by`` "?" for nobody named."""
    if outcome is not None and outcome not in _OUTCOMES:
        raise SettingError(f"{outcome!r} is no outcome", f"use one of {', '.join(_OUTCOMES)}")
    if kind != "forecast":
        return _others(snapshot, case, kind, by, limit, offset)
    where = Where()
    if outcome:
        where.add("l.outcome = ?", outcome)
    if by:
        where.add('coalesce(l."by", \'?\') = ?', by)
    rows = snapshot.rows(f"SELECT l.* EXCLUDE (no) FROM ledger l {where} ORDER BY l.made DESC NULLS LAST, l.no "
                         "LIMIT ? OFFSET ?", [*where.values, limit, offset])
    wanted = [row["record_id"] for row in rows] + [r for row in rows for r in row["records"][:QUOTES]]
    words = {q["record_id"]: q for q in case.quotes(list(dict.fromkeys(wanted)))}
    for row in rows:
        row["kind"] = kind
        row["quote"] = words.get(row["record_id"], {}).get("quote") or ""
        row["quotes"] = [words[r] for r in row["records"][:QUOTES] if r in words]
    return rows, counted(snapshot, "ledger l", where)


def _others(
    snapshot: Snapshot, case: Case, kind: str, by: str | None, limit: int, offset: int
) -> tuple[list[Row], int]:
    where = Where().add("o.type = ?", kind)
    if by == "?":
        where.add('o."by" IS NULL')
    elif by:
        where.any_of('o."by"', keys(snapshot, "actor", [by]) or [0])
    made = dict(snapshot.tuples(
        f"SELECT o.record_id, o.made::VARCHAR FROM outlooks o {where} ORDER BY o.made DESC NULLS LAST, o.rec "
        "LIMIT ? OFFSET ?", [*where.values, limit, offset]))
    rows = [{
        "record_id": r["record_id"], "document_id": r["document_id"], "source": r.get("source"), "kind": kind,
        "by": r.get("by"), "polarity": r.get("polarity"), "made": made.get(r["record_id"]),
        "horizon_to": r.get("day_to"), "about": r.get("about") or "", "quote": r["quote"], "outcome": None,
        "settled_by": None, "records": [], "quotes": [], "brier": None,
    } for r in records(case, list(made))]
    return rows, counted(snapshot, "outlooks o", where)


def forecasters(snapshot: Snapshot) -> list[Row]:
    """For each who foretold: how many, how many came, and the mean Brier score of those settled; most first."""
    rows = snapshot.rows(
        """SELECT coalesce("by", '?') AS "by", count(*) AS forecasts, count(*) FILTER (outcome = 'came') AS came,
             count(*) FILTER (outcome = 'not') AS "not", count(*) FILTER (outcome = 'open') AS open,
             round(avg(brier), 4) AS brier
           FROM ledger GROUP BY ALL ORDER BY forecasts DESC, "by" LIMIT ?""", (COUNTED,))
    for row in rows:
        row["name_ar"], row["name_en"] = snapshot.label("actor", row["by"]) if row["by"] != "?" else ("", "")
    return rows


