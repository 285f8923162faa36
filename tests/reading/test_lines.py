"""One line of everyday reporting each: what is read of it, slot by slot.

``lines.tsv`` holds the lines (written for these tests), of which country they tell (a sentence on its war stands before
them), and what must be read of them, records parted by ";". An event:
``type|who|whom|where``; a tie: ``tie|a|relation|b``; a holding: ``holding|holder|change|place``; an outlook:
``outlook|kind|by``; several values of a slot are parted by "+", "?" stands for any. ``!`` before one says that nothing
like it may be read.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from maydan.reading.reader import read
from maydan.records import Reading

BEFORE = {
    "syria": "تعيش مناطق شمال غربي سوريا وشرقها منذ سنوات حرباً بين قوات النظام والمعارضة وقوات سوريا الديمقراطية "
             "وتنظيم داعش، ويعاني سكانها من الفقر والجوع ونقص الدواء.\n",
    "yemen": "تشهد اليمن منذ سنوات حرباً بين الحوثيين والقوات الحكومية المدعومة من التحالف العربي بقيادة السعودية.\n",
    "iraq": "يشهد العراق منذ سنوات حرباً على تنظيم الدولة الإسلامية تشارك فيها القوات العراقية والحشد "
            "الشعبي والبيشمركة.\n",
    "libya": "تشهد ليبيا منذ سنوات صراعاً بين حكومة الوفاق وقوات حفتر.\n",
    "palestine": "تشهد الأراضي الفلسطينية منذ سنوات مواجهات مع الجيش الإسرائيلي.\n",
}


@cache
def rows() -> tuple[tuple[str, str, str], ...]:
    lines = (Path(__file__).parent / "lines.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple((line, of, told) for line, of, told in (row.split("\t") for row in lines))


def records(reading: Reading, first: int) -> list[tuple[str, ...]]:
    """All records from a character on, written as in the table."""

    def some(values: tuple[str, ...]) -> str:
        return "+".join(sorted(values))

    return [
        *((e.type, some(e.who), some(e.whom), some(e.where)) for e in reading.events if e.start >= first),
        *(("tie", t.a, t.relation, t.b) for t in reading.ties if t.start >= first),
        *(("holding", h.holder or "", h.change, h.place) for h in reading.holdings if h.start >= first),
        *(("outlook", o.kind, o.by or "") for o in reading.outlooks if o.start >= first),
        *(("saying", s.speaker or "") for s in reading.sayings if s.start >= first),
    ]


def like(found: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    return len(found) == len(asked) and all(a in ("?", f) for f, a in zip(found, asked, strict=True))


@pytest.mark.parametrize(("line", "of", "told"), rows(), ids=[str(n) for n in range(len(rows()))])
def test_what_a_line_tells(line: str, of: str, told: str) -> None:
    before = BEFORE[of]
    reading = read(before + line, theatre="syria" if of == "syria" else "auto", published="2022-03-04")
    found = records(reading, len(before))
    for asked in told.split(";"):
        slots = tuple("+".join(sorted(s.split("+"))) for s in asked.removeprefix("!").split("|"))
        assert any(like(f, slots) for f in found) != asked.startswith("!"), (line, asked, found)
