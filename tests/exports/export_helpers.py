"""A small case as plain tables: two reports of one strike, a private person, a hostile headline."""

from __future__ import annotations

from typing import Any

from maydan.exports import Bundle, bundle
from maydan.picture.tables import COLUMNS
from maydan.theatre.model import ActorEntry, PersonEntry, PlaceEntry, TheatreData

TEXTS = {
    "d1": "قصفت طائرات روسية بلدة الزهراء وقتل سبعة مدنيين، وقال سامر الحلواني إن المشفى دمر.",
    "d2": "غارة على الزهراء توقع ثمانية قتلى.",
}
HOSTILE = '=HYPERLINK("http://example.org","x")'


def theatre() -> TheatreData:
    """A theatre of one province with its districts, two states and one public person."""
    def place(key: str, kind: str, en: str, ar: str, lat: float, lon: float, **more: str) -> PlaceEntry:
        return PlaceEntry(id=key, kind=kind, name_en=en, name_ar=ar, lat=lat, lon=lon, country="SY", **more)

    return TheatreData(
        name="toy", version="7",
        actors={
            "russia-air": ActorEntry(id="russia-air", kind="state", name_en="Russian Air Force",
                                     name_ar="الطيران الروسي", sector="MIL", country="RU", side="russia"),
            "civilians": ActorEntry(id="civilians", kind="civilian", name_en="civilians", name_ar="المدنيون",
                                    sector="CVL"),
            "is": ActorEntry(id="is", kind="armed-group", name_en="Islamic State", name_ar="تنظيم الدولة", sector="REB",
                             side="is"),
            "hts": ActorEntry(id="hts", kind="armed-group", name_en="Hayat Tahrir al-Sham", name_ar="هيئة تحرير الشام",
                              sector="REB", country="SY", side="hts"),
        },
        persons={"person:minister": PersonEntry(id="person:minister", name_en="The Minister", name_ar="الوزير",
                                                actor="russia-air")},
        places={
            "P": place("P", "province", "Aleppo province", "حلب", 36.2, 37.5),
            "D": place("D", "district", "Azaz district", "اعزاز", 36.55, 37.05, admin1="حلب"),
            "Z": place("Z", "town", "al-Zahra", "الزهراء", 36.51, 36.98, admin1="حلب", admin2="اعزاز"),
        },
    )


def _full(table: str, **values: Any) -> dict[str, Any]:
    row = {c: [] if kind == "list" else None for c, kind in COLUMNS[table].items()}
    return {**row, **values}


def tables() -> dict[str, list[dict[str, Any]]]:
    """Flat tables of the two reports."""
    def quote(document: str, words: str) -> dict[str, Any]:
        start = TEXTS[document].index(words)
        return {"document_id": document, "source": f"desk {document}", "quote": words, "start": start,
                "end": start + len(words), "status": "happened", "voice": "author", "confidence": 0.8, "rule": "r"}

    found: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for document, day in (("d1", "2016-02-03"), ("d2", "2016-02-04")):
        found["documents"].append(_full(
            "documents", document_id=document, name=f"/home/reporter/{document}.txt", source=f"desk {document}",
            title=HOSTILE if document == "d1" else "غارة", author="كاتبة الخبر", url=f"https://example.org/{document}",
            published=day, reference_date=day, language="ar", sha256_text="0" * 64, length=len(TEXTS[document])))
        found["places"] += [
            _full("places", place="Z", document_id=document, name_ar="الزهراء", name_en="al-Zahra", kind="town",
                  lat=36.51, lon=36.98, radius_km=1.0, admin1="حلب", country="SY"),
            _full("places", place="x:SY:مشفي:36.50,37.00", document_id=document, name_ar="المشفى", name_en="Hospital",
                  kind="other", lat=36.5123, lon=36.9876, radius_km=2.0, country="SY"),
        ]
    strike = {"type": "airstrike", "family": "fire", "who": ["russia-air"], "whom": ["civilians"], "weapon": "aircraft"}
    found["events"] = [
        _full("events", record_id="e1", **quote("d1", "قصفت طائرات روسية بلدة الزهراء وقتل سبعة مدنيين"), **strike,
              where=["Z", "x:SY:مشفي:36.50,37.00"], day_from="2016-02-03", day_to="2016-02-03", day_inferred=False,
              killed_low=7.0, killed_best=7.0, killed_high=7.0),
        _full("events", record_id="e2", **quote("d2", "غارة على الزهراء توقع ثمانية قتلى"), **strike, where=["Z"],
              day_from="2016-02-03", day_to="2016-02-03", day_inferred=False, killed_low=8.0, killed_best=8.0,
              killed_high=8.0),
        _full("events", record_id="e3", **{**quote("d2", "غارة على"), "status": "planned"}, type="offensive",
              who=["is"], where=["Z"], day_from="2016-03-01", day_to="2016-03-31", day_inferred=False),
    ]
    found["actors"] = [
        _full("actors", actor="russia-air", document_id="d1", name_ar="الطيران الروسي", name_en="Russian Air Force",
              kind="state", known=True),
        _full("actors", actor="person:samer-halwani", document_id="d1", name_ar="سامر الحلواني",
              name_en="Samer al-Halwani", kind="person", known=False),
        _full("actors", actor="person:minister", document_id="d2", name_ar="الوزير", name_en="The Minister",
              kind="person", known=True),
    ]
    found["sayings"] = [_full("sayings", record_id="s1", **quote("d1", "إن المشفى دمر"),
                              speaker="person:samer-halwani", verb="قال", kind="indirect")]
    found["ties"] = [
        _full("ties", record_id="t1", **quote("d1", "سامر الحلواني"), a="person:samer-halwani", relation="commands",
              b="hts"),
        _full("ties", record_id="t2", **quote("d2", "غارة"), a="hts", relation="hostile-to", b="is"),
    ]
    return found


def toy() -> Bundle:
    """The bundle of the two reports with their incident."""
    incident = {
        "incident_id": "i0123456789ab", "class": "violence", "type": "airstrike", "types": ["airstrike"], "reports": 2,
        "sources": 2, "records": 2, "day_from": "2016-02-03", "day_to": "2016-02-03", "confidence": 0.8,
        "denied_by": [], "who": ["russia-air"], "who_counts": [2], "whom": ["civilians"], "whom_counts": [2],
        "where": ["Z", "x:SY:مشفي:36.50,37.00"], "where_counts": [2, 1], "lat": 36.51, "lon": 36.98,
        "killed_low": 7.0, "killed_best": 7.5, "killed_high": 8.0, "wounded_low": None, "wounded_best": None,
        "wounded_high": None, "disagreements": ["killed"],
    }
    members = [{"incident_id": "i0123456789ab", "record_id": r, "document_id": d, "stance": "tells"}
               for r, d in (("e1", "d1"), ("e2", "d2"))]
    return bundle(tables(), incidents=[incident], members=members, theatres=[theatre()], title="toy",
                  made="2026-01-02T03:04:05Z")
