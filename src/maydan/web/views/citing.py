"""A record's words with those around them, and how it is cited."""

from __future__ import annotations

from maydan.case import Case
from maydan.picture.tables import Row
from maydan.records import Document

AROUND = 240  # code points before and after the words
_LONG = 300  # words of a citation


def context(text: str, start: int, end: int, around: int = AROUND) -> dict[str, str]:
    """The words of a record with those before and after, cut between words."""
    first, last = max(0, start - around), min(len(text), end + around)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return {"before": text[first:start], "quote": text[start:end], "after": text[end:last]}


def contexts(case: Case, rows: list[Row]) -> list[Row]:
    """Rows of records with their context; each text is fetched once."""
    texts: dict[str, Document] = {}
    found = []
    for row in rows:
        document_id = row["document_id"]
        if document_id not in texts:
            texts[document_id] = case.document(document_id)
        found.append({**row, "context": context(texts[document_id].text, row["start"], row["end"])})
    return found


def citation(case: Case, record: Row, document: Row) -> dict[str, str]:
    """How a record is cited, in Arabic and English, with the address of its page on this server."""
    words = " ".join(str(record["quote"]).split())
    words = words if len(words) <= _LONG else words[:_LONG].rsplit(" ", 1)[0] + " …"
    source, title = document["source"], document["title"] or document["name"]
    date = document["reference_date"]
    title_of_case = f" “{case.title}”" if case.title else ""
    number = f"{record['record_id']}, v{record['version']}"
    english = ", ".join(p for p in (source, f"“{title}”", date or "undated") if p)
    arabic = "، ".join(p for p in (source, f"«{title}»", date or "بلا تاريخ") if p)
    title_ar = f" «{case.title}»" if case.title else ""
    return {
        "text_en": f"{english}: “{words}”. Maydan case{title_of_case} ({case.case_id}), record {number}.",
        "text_ar": f"{arabic}: «{words}». ميدان، القضية{title_ar} ({case.case_id})، السجل {number}.",
        "address": f"/record/{record['record_id']}",
    }
