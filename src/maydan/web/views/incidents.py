"""Incidents as a list and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from maydan.case import Case, query, schema
from maydan.errors import SettingError, UnknownError
from maydan.picture.tables import Row
from maydan.web.asking import Filters, Where, incidents_where
from maydan.web.settings import COUNTED
from maydan.web.snapshot import Snapshot

_ROW = """i.no, i.incident_id, i.class, i.type, i.types, i.reports, i.sources, i.records, i.day_from, i.day_to,
  i.confidence, i.denied_by, i.who, i.who_counts, i.whom, i.whom_counts, i."where", i.where_counts, i.lat, i.lon,
  i.killed_low, i.killed_best, i.killed_high, i.wounded_low, i.wounded_best, i.wounded_high, i.disagreements"""
_SORTS = {
    "date": "i.day_from ASC NULLS LAST, i.no", "-date": "i.day_from DESC NULLS LAST, i.no DESC",
    "killed": "i.killed_best ASC NULLS LAST, i.no", "-killed": "i.killed_best DESC NULLS LAST, i.no",
    "sources": "i.sources ASC, i.no", "-sources": "i.sources DESC, i.no",
    "confidence": "i.confidence ASC, i.no", "-confidence": "i.confidence DESC, i.no",
}
_MEMBERS = 500  # members of one incident that are shown


def incidents(
    snapshot: Snapshot, filters: Filters, *, sort: str = "date", limit: int = 50, offset: int = 0
) -> tuple[list[Row], int]:
    """Rows of incidents, and how many there are (counted up to one more than :data:`COUNTED`)."""
    where = incidents_where(snapshot, filters)
    # the page is chosen by its number first: the wide columns are read for its rows alone
    page = [no for (no,) in snapshot.tuples(
        f"SELECT i.no FROM incidents i {where} ORDER BY {_SORTS[sort]} LIMIT ? OFFSET ?",
        [*where.values, limit, offset])]
    return of_numbers(snapshot, page), counted(snapshot, "incidents i", where)


def checked(sort: str) -> str:
    """An order of incidents as it was asked for.

    Raises:
        SettingError: there is none of that name.
    """
    if sort not in _SORTS:
        raise SettingError(f"{sort!r} is no order", f"use one of {', '.join(_SORTS)}")
    return sort


def counted(snapshot: Snapshot, table: str, where: Where) -> int:
    """How many rows meet the conditions, counted up to one more than :data:`COUNTED`."""
    return int(snapshot.one(f"SELECT count(*) FROM (SELECT 1 FROM {table} {where} LIMIT {COUNTED + 1})", where.values))


def of_numbers(snapshot: Snapshot, numbers: Sequence[int]) -> list[Row]:
    """Rows of incidents in the order of their numbers as given, with the names of their places."""
    if not numbers:
        return []
    marks = ", ".join("?" * len(numbers))
    found = {row.pop("no"): row for row in snapshot.rows(f"SELECT {_ROW} FROM incidents i WHERE i.no IN ({marks})",
                                                         list(numbers))}
    for row in found.values():
        row["place_names"] = [[p, *snapshot.label("place", p)] for p in row["where"]]
    return [found[n] for n in numbers if n in found]


def with_quotes(snapshot: Snapshot, case: Case, rows: list[Row]) -> list[Row]:
    """The rows with ``first_quote``, the words of one of their reports, and ``first_record``, its id."""
    ids = [row["incident_id"] for row in rows]
    if not ids:
        return rows
    marks = ", ".join("?" * len(ids))
    first = dict(snapshot.tuples(
        f"SELECT i.incident_id, min(m.record_id) FROM incidents i JOIN members m USING (no) "
        f"WHERE i.incident_id IN ({marks}) AND m.stance = 'tells' GROUP BY i.incident_id", ids))
    words = {q["record_id"]: q for q in case.quotes([*first.values()])}
    for row in rows:
        quote = words.get(first.get(row["incident_id"], ""), {})
        row["first_quote"], row["first_record"] = quote.get("quote") or "", quote.get("record_id")
    return rows


def incident(snapshot: Snapshot, case: Case, incident_id: str) -> dict[str, Any]:
    """One incident with its members in the documents, why they are one, and what people judged.

    Raises:
        UnknownError: there is none of that id now.
    """
    number = snapshot.one("SELECT no FROM incidents WHERE incident_id = ?", (incident_id,))
    if number is None:
        raise UnknownError(f"the case has no incident {incident_id}",
                           "after a change its reports may belong to another: look for it in the list")
    members = snapshot.tuples("SELECT record_id, stance FROM members WHERE no = ? LIMIT ?", (number, _MEMBERS))
    stances = dict(members)
    documents = {}
    rows = []
    for row in records(case, list(stances)):
        name = row["document_id"]
        if name not in documents:
            documents[name] = document_head(case, name)
        rows.append({**row, "stance": stances[row["record_id"]], "document": documents[name]})
    rows.sort(key=lambda r: (r.get("day_from") or "9999", r["document_id"], r["start"]))
    pairs = snapshot.rows(
        "SELECT * EXCLUDE (no) FROM pairs WHERE no = ? ORDER BY score DESC LIMIT ?", (number, 2 * _MEMBERS))
    judged = [
        {"seq": j.seq, "at": j.at, "action": j.action, "reviewer": j.reviewer, "a": j.record_id,
         "b": (j.content or {}).get("with"), "reason": j.reason}
        for action in ("join", "split") for j in case.judgements(action)
        if j.record_id in stances or (j.content or {}).get("with") in stances]
    return {"incident": of_numbers(snapshot, [number])[0], "members": rows, "pairs": pairs, "judgements": judged}


def records(case: Case, ids: list[str]) -> list[Row]:
    """Records as they stand, with their kinds; unknown ones are left out."""
    with case.store.read() as connection:
        return query.records_by_id(connection, ids)


def document_head(case: Case, document_id: str) -> Row:
    """What a list says of a document."""
    table = schema.documents
    with case.store.read() as connection:
        row = connection.execute(
            select(table.c.document_id, table.c.name, table.c.title, table.c.source, table.c.reference_date)
            .where(table.c.document_id == document_id)).first()
    return dict(row._mapping) if row is not None else {"document_id": document_id}
