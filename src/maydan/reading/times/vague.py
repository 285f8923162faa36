"""Adjectives that place their noun in time, and counted days in a row."""

from __future__ import annotations

from maydan.arabic.tokens import Token
from maydan.reading.times.expressions import Expression
from maydan.reading.times.lexicons import ordinals, unit_of
from maydan.reading.times.points import form_at, key_at

_RECENT = {"الاخير", "الاخيره", "الاخيرين", "الاخيرتين"}
_COMING = {"المقبل", "المقبله", "المقبلين", "القادم", "القادمه"}
# Nouns with which "last" ends a series instead of lying near in time.
_SERIES_END = {
    "المره", "اللمسات", "الفرصه", "الطلقه", "الانفاس", "الكلمه", "المعقل", "الامداد", "الملاذ", "المطاف", "هذا", "هذه",
    "انفاسهم", "انفاسها", "انفاسه", "الرمق", "الوداع", "الجيب", "قبل", "الصفحه", "المحطه", "الخندق",
}
_ROW = {"التوالي", "توالي"}


def adjective_at(tokens: list[Token], i: int) -> Expression | None:
    """الأخيرة, المقبلة after a definite noun that is no unit of time."""
    key = tokens[i].word.key
    recent = key in _RECENT
    if not recent and key not in _COMING:
        return None
    before = key_at(tokens, i - 1)
    if not before or tokens[i - 1].word.kind != "ar" or before in _SERIES_END:
        return None
    if not recent and key_at(tokens, i + 1) in ("من", "عبر", "الي", "باتجاه"):
        return None
    definite = len(before) > 4 and before.startswith(("ال", "وال", "لل", "بال"))
    possessed = before.endswith(("ها", "هم", "اته")) and len(before) > 4 and unit_of(before) is None
    if not (definite or possessed) or not _agree(before, key):
        return None
    return Expression("ref", i, i + 1, rule="adjective", value="PAST_REF" if recent else "FUTURE_REF")


def _agree(noun: str, adjective: str) -> bool:
    """A feminine adjective may follow a plural; a masculine one never follows a feminine noun."""
    feminine = adjective.endswith("ه")
    return feminine or not noun.endswith(("ه", "ات"))


def ordinal_run(tokens: list[Token], i: int) -> Expression | None:
    """لليوم الثالث على التوالي: the day of the report; اليوم التالي: the day after the time told before."""
    unit = unit_of(tokens[i].word.form)
    if unit is None or not unit.article or unit.number != "one" or unit.code not in "DWmYL":
        return None
    hit = ordinals().at(tokens, i + 1)
    if hit is not None and unit.pro.endswith("ل"):
        row = key_at(tokens, hit.last) == "علي" and key_at(tokens, hit.last + 1) in _ROW
        if row or unit.code in "DWm":
            return Expression("point", i, hit.last + 2 * row, rule="in-a-row", relation=0, period=unit.code)
    if unit.code == "D" and form_at(tokens, i + 1) in ("التالي", "الذي") and form_at(tokens, i + 1) == "التالي":
        return Expression("back", i, i + 2, rule="next-day", offset=1)
    return None
