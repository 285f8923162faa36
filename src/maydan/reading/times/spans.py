"""Amounts of time: durations, so much ago, and periods in the plural."""

from __future__ import annotations

from maydan.arabic.tokens import Token
from maydan.reading.times.expressions import Expression
from maydan.reading.times.lexicons import CLOCK_UNITS, ISO_UNIT, MANY_YEARS, Unit, approximators, numbers, unit_of
from maydan.reading.times.points import form_at, key_at, relation_at

_AGO = {"قبل", "وقبل", "قبيل"}
_SINCE = {"منذ", "ومنذ", "مذ"}
_SPAN = {
    "خلال", "وخلال", "مده", "لمده", "طوال", "طيله", "مدي", "مدار", "بعد", "وبعد", "غضون", "ظرف", "طول", "امد",
    "فتره", "لفتره", "لنحو", "لقرابه", "لحوالي", "لاكثر", "استغرق", "استغرقت", "تستغرق", "يستغرق",
}
_BETWEEN = {"نحو", "حوالي", "قرابه", "زهاء", "من", "اكثر", "اقل", "عن", "علي", "يقارب", "ما", "يزيد", "مضي"}
_AGE = {
    "العمر", "عمر", "عمره", "عمرها", "عمرهم", "اعمارهم", "سن", "البالغ", "البالغه", "يبلغ", "تبلغ", "ابن", "ابنه",
    "بعمر", "بسن", "والبالغ", "والبالغه",
}
_LASTS = {
    "استمر", "استمرت", "يستمر", "تستمر", "تدوم", "يدوم", "دام", "دامت", "المستمر", "المستمره", "نحو", "حوالي", "مدتها",
    "مدته", "بالسجن", "السجن",
}
_AGES = {"اعمار", "اعمارهم", "اعمارهن"}  # of several, between two numbers
_FEW = {"عده", "بضعه", "بضع", "بعض"}
_ADJECTIVES = {"قليله", "القليله", "طويله", "الطويله", "معدوده", "كامله", "متتاليه", "متواصله", "متواليه", "كاملا"}
_DETERMINED = {"ال", "لل"}


_REFS = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


class Governor:
    """What stands before an amount: the governing preposition, how far back it starts, and the modifier between."""

    __slots__ = ("first", "kind", "mod")

    def __init__(self, tokens: list[Token], i: int) -> None:
        self.kind, self.first = "", i
        self.mod: str | None = None
        at = i
        for _ in range(4):
            at -= 1
            key = key_at(tokens, at)
            if key in _AGO:
                self.kind, self.first = "ago", at
            elif key in _SINCE:
                self.kind, self.first = "since", i
            elif key in _SPAN:
                self.kind = self.kind or "span"
                if key in ("مده", "فتره", "طوال") or key == "مرور":
                    continue
            elif key in _BETWEEN:
                self._modify(tokens, at)
                continue
            break

    def _modify(self, tokens: list[Token], at: int) -> None:
        hit = approximators().at(tokens, at)
        if hit is not None:
            self.mod = hit.value[0]


def iso(amount: float, code: str) -> str:
    """The ISO 8601 duration of an amount of a unit; decades and centuries in years, 1.5 years in months."""
    amount *= MANY_YEARS.get(code, 1)
    unit = ISO_UNIT[code]
    if amount != int(amount):
        smaller = {"Y": ("M", 12), "m": ("D", 30), "W": ("D", 7), "D": ("H", 24), "H": ("M", 60)}.get(code)
        if smaller is not None:
            amount, unit = float(round(amount * smaller[1])), smaller[0]
            return f"P{'T' if code in 'DH' else ''}{int(amount)}{unit}"
    whole = int(amount) if amount == int(amount) else amount
    return f"P{'T' if code in CLOCK_UNITS else ''}{whole}{unit}"


def amount_at(tokens: list[Token], i: int) -> Expression | None:
    """A quantity of time at token ``i``, governed by what stands before it."""
    found = _counted(tokens, i) or _definite(tokens, i) or _single(tokens, i)
    if found is None:
        return None
    amount, code, last, definite = found
    relation = relation_at(tokens, last)
    governor = Governor(tokens, i)
    if _is_age(tokens, i, last, governor):
        return Expression("skip", i, last, rule="age")
    if code in ("L",) and governor.kind != "ago":
        return None
    if amount and relation is None and not definite:
        half = _half(tokens, last, code)
        if half:
            amount, last = amount + 0.5, half
    if relation is not None:
        direction, same, end = relation
        if same:
            return None
        if amount:
            return Expression("duration", i, end, rule="duration-relative", value=iso(amount, code))
        return Expression("ref", i, end, rule="periods-relative", value=_REFS[direction + 1])
    if governor.kind == "ago":
        return _ago(tokens, i, last, amount, code, governor)
    if not amount:
        if governor.kind == "since":
            return Expression("ref", i, last, rule="since-some", value="PAST_REF")
        return None
    if definite and not governor.kind and not (amount > 2 and tokens[i].word.kind == "ar" and last > i + 1):
        return None
    if tokens[i].word.kind == "ar" and last == i + 1 and not governor.kind and not _dual(tokens, i):
        return None
    return Expression("duration", i, last, rule="duration", value=iso(amount, code), mod=governor.mod)


def _dual(tokens: list[Token], i: int) -> bool:
    unit = unit_of(tokens[i].word.form)
    return unit is not None and unit.number == "two" and not unit.article


def _ago(tokens: list[Token], i: int, last: int, amount: float, code: str, governor: Governor) -> Expression | None:
    """قبل ثلاثة أيام; before an event where من follows."""
    if key_at(tokens, last) == "من" and key_at(tokens, last + 1) not in ("الان", "اليوم"):
        if not amount:
            return None
        return Expression("anchored", governor.first, last, rule="before-event", value=None, amount=amount, unit=code)
    if not amount:
        return Expression("ref", governor.first, last, rule="some-ago", value="PAST_REF")
    if code in CLOCK_UNITS and amount < 12:
        return Expression("ref", governor.first, last, rule="hours-ago", value="PAST_REF")
    return Expression("ago", governor.first, last, rule="ago", amount=amount, unit=code, relation=-1, mod=governor.mod)


def _counted(tokens: list[Token], i: int) -> tuple[float, str, int, bool] | None:
    """A number and a unit (ثلاثة أيام, 24 ساعة, عدة أشهر, نصف ساعة): (amount or 0, unit, token after, definite)."""
    at, definite = i, False
    if key_at(tokens, at) in _DETERMINED and at + 1 < len(tokens) and tokens[at + 1].word.kind == "num":
        at, definite = at + 1, True
    if at >= len(tokens):
        return None
    if key_at(tokens, at) in _FEW:
        unit = _unit(tokens, at + 1)
        return (0, unit.code, at + 2, False) if unit is not None and unit.number == "many" and not unit.pro else None
    number = numbers().at("", tokens, at)
    if number is None:
        return None
    unit = _unit(tokens, number.last)
    if unit is None or unit.pro:
        return None
    if number.value is None:
        return 0, unit.code, number.last + 1, False
    if number.form == "fraction" and unit.article:
        return None
    if unit.code == "Y" and len(key_at(tokens, number.last + 1)) == 4 and key_at(tokens, number.last + 1).isdecimal():
        return None  # "584 thousand in the year 2013"
    if unit.article and not definite and unit.code == "D" and number.form == "digits":
        return None  # "173 today"
    if unit.article and not definite and number.form == "words" and number.value not in {0.5, 0.25}:
        return None
    if number.form == "digits" and isinstance(number.value, int) and number.value > 999 and unit.code != "Y":
        return None
    return float(number.value), unit.code, _adjective(tokens, number.last + 1), definite


def _unit(tokens: list[Token], i: int) -> Unit | None:
    return unit_of(tokens[i].word.form) if i < len(tokens) else None


def _adjective(tokens: list[Token], at: int) -> int:
    return at + 1 if key_at(tokens, at) in _ADJECTIVES else at


def _definite(tokens: list[Token], i: int) -> tuple[float, str, int, bool] | None:
    """الأيام الثلاثة, الساعات الأربع والعشرين, الأيام القليلة, اليومين, الأسابيع."""
    unit = _unit(tokens, i)
    if unit is None or not unit.article:
        return None
    if unit.number == "one":
        governor = Governor(tokens, i)
        return (1.0, unit.code, i + 1, False) if governor.kind == "ago" and governor.mod else None
    if unit.number == "two":
        return 2.0, unit.code, i + 1, True
    if i + 1 < len(tokens):
        head = numbers().word(tokens[i + 1].word.form)
        if key_at(tokens, i + 1) == "ال" and i + 2 < len(tokens) and tokens[i + 2].word.kind == "num":
            number = numbers().at("", tokens, i + 2)
            if number is not None and number.value is not None:
                return float(number.value), unit.code, number.last, True
        if head is not None and (head.article or head.kind == "digits") and not head.pro:
            number = numbers().at("", tokens, i + 1)
            if number is not None and number.value is not None:
                return float(number.value), unit.code, number.last, True
    return 0, unit.code, _adjective(tokens, i + 1), True


def _single(tokens: list[Token], i: int) -> tuple[float, str, int, bool] | None:
    """A unit alone: يومين, أسبوع (governed), أيام (governed), شهر واحد."""
    unit = _unit(tokens, i)
    if unit is None or unit.article or unit.pro not in ("", "ل", "و"):
        return None
    if unit.number == "one" and unit.pro == "ل" and key_at(tokens, i + 1) in ("كامل", "كامله"):
        return 1.0, unit.code, i + 2, False
    if unit.number == "two":
        return 2.0, unit.code, _adjective(tokens, i + 1), False
    if unit.number == "many":
        return 0, unit.code, _adjective(tokens, i + 1), False
    if key_at(tokens, i + 1) in ("واحد", "واحدا", "واحده"):
        return 1.0, unit.code, i + 2, False
    if unit.pro or not Governor(tokens, i).kind or unit.code == "L":
        return None
    after = _unit(tokens, i + 1)
    return None if after is not None else (1.0, unit.code, _adjective(tokens, i + 1), False)


def _half(tokens: list[Token], at: int, code: str) -> int:
    """Token after ونصف [الشهر] at ``at``, or 0."""
    if key_at(tokens, at) not in ("ونصف", "والنصف"):
        return 0
    unit = _unit(tokens, at + 1)
    return at + 2 if unit is not None and unit.code == code and unit.article else at + 1


def _is_age(tokens: list[Token], i: int, last: int, governor: Governor) -> bool:
    """Whether the amount is somebody's age, which is neither time nor figure."""
    if key_at(tokens, last) in ("من",) and key_at(tokens, last + 1) in ("العمر", "عمره", "عمرها"):
        return True
    if form_at(tokens, i - 1) == "(" and form_at(tokens, last) == ")":
        return True
    if governor.kind:
        return False
    if any(key_at(tokens, i - k) in _AGE for k in (1, 2, 3)) or any(
            key_at(tokens, i - k) in _AGES for k in range(3, 7)):
        return True
    unit, before = unit_of(tokens[last - 1].word.form), key_at(tokens, i - 1)
    listed = form_at(tokens, last) in ("،", ",", ".", "؛", "") or key_at(tokens, last)[:1] == "و"
    years = unit is not None and unit.code in "Ym" and unit.number != "two" and tokens[i].word.kind == "num"
    return years and listed and len(before) > 2 and before not in _LASTS and tokens[i - 1].word.kind == "ar"
