"""Points on the calendar: days, weekdays, months, years, periods told from now, and their edges and parts."""

from __future__ import annotations

from maydan.arabic.calendars import GREGORIAN_YEARS, HIJRI_YEARS, numeric_date
from maydan.arabic.tokens import Token
from maydan.reading.times.expressions import Expression
from maydan.reading.times.lexicons import Sign, calendar, numbers, ordinals, signs, unit_of

_OPENERS = {"(", "،", ",", "[", "|", "-", "–", "/"}
_CLOSERS = {")", "]"}
_YEAR_WORDS = {"عامي", "اعوام", "الاعوام", "سنوات", "عام", "العام", "سنه", "السنه", "لعام", "لسنه", "للعام"}
_CE = {"م", "ميلادي", "ميلاديه", "للميلاد"}
_AH = {"ه", "هجري", "هجريه", "للهجره"}
_RUNNING = {"الجاري", "الحالي", "الماضي", "المقبل"}  # of the month, behind a day in digits
_INTO = {"في", "وفي", "منذ", "حتي", "يوم", "بتاريخ"}
_THIS = {"هذا", "هذه"}
_WEEK = {"الاسبوع", "اسبوع"}
_WEEKS = 5  # of a month at most
_BEFORE_VERBS = {"الذي", "التي", "ما", "لا", "لم", "لن", "كان", "ان", "قد"}
_PERIODS = frozenset("DWmYL")
_MODERN = range(1900, 2101)
DECADES = {
    "خمسينيات": 195, "خمسينات": 195, "ستينيات": 196, "ستينات": 196, "سبعينيات": 197, "سبعينات": 197, "ثمانينيات": 198,
    "ثمانينات": 198, "تسعينيات": 199, "تسعينات": 199,
}


def key_at(tokens: list[Token], i: int) -> str:
    """Folded form of token ``i``, "" outside the text."""
    return tokens[i].word.key if 0 <= i < len(tokens) else ""


def form_at(tokens: list[Token], i: int) -> str:
    """Written form of token ``i``, "" outside the text."""
    return tokens[i].word.form if 0 <= i < len(tokens) else ""


def sign_at(tokens: list[Token], i: int, kind: str) -> tuple[Sign, int, str] | None:
    """(sign, token after, proclitics) where a time word of class ``kind`` starts at token ``i``."""
    hit = signs().at(tokens, i)
    return (hit.value, hit.last, hit.pro) if hit is not None and hit.value.kind == kind else None


def relation_at(tokens: list[Token], i: int) -> tuple[int, bool, int] | None:
    """(direction, whether "the same", token after) of the adjective of time at token ``i``."""
    if key_at(tokens, i) == "قبل" and key_at(tokens, i + 1) in ("الماضي", "الماضيه"):
        return -2, False, i + 2
    hit = signs().at(tokens, i)
    if hit is None or hit.value.kind != "rel" or hit.pro:
        return None
    same = key_at(tokens, i) in ("نفسه", "نفسها", "ذاته", "ذاتها")
    return int(hit.value.value), same, hit.last


def year_at(tokens: list[Token], i: int, *, word: bool) -> tuple[int, bool, int] | None:
    """(year, whether Hijri, token after) of a year at ``i``; ``word`` asks for عام or سنة before it."""
    at = i
    if word:
        if key_at(tokens, at) not in _YEAR_WORDS:
            unit = unit_of(form_at(tokens, at)) if at < len(tokens) else None
            if unit is None or unit.code != "Y" or unit.number != "one":
                return None
        at += 1
    if at >= len(tokens):
        return None
    number = numbers().at("", tokens, at) if tokens[at].word.kind == "num" or word else None
    if number is None or not isinstance(number.value, int) or number.form not in ("digits", "words"):
        return None
    if number.form == "digits" and not (len(key_at(tokens, at)) == 4 and key_at(tokens, at).isdecimal()):
        return None
    year, last = number.value, number.last
    after = key_at(tokens, last)
    if after in _AH and year in HIJRI_YEARS:
        return year, True, last + 1
    if after in _CE:
        last += 1
    if year in HIJRI_YEARS and word:
        return year, True, last
    return (year, False, last) if year in (GREGORIAN_YEARS if word else _MODERN) else None


def _day_number(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """(day, token after) of a day of the month at ``i``, in digits or as an ordinal."""
    if i >= len(tokens):
        return None
    word = tokens[i].word
    if word.kind == "num":
        short = word.key.isdecimal() and len(word.key) <= 2 and 1 <= int(word.key) <= 31
        return (int(word.key), i + 1) if short else None
    hit = ordinals().at(tokens, i)
    return (hit.value, hit.last) if hit is not None else None


def month_of_date(tokens: list[Token], i: int, found: Expression) -> int:
    """Read [شهر] month [year] [adjective] at ``i`` into ``found``; the token after, or 0."""
    named = key_at(tokens, i) in ("شهر", "لشهر", "بشهر", "الشهر")
    at = i + 1 if named else i
    month = calendar().month(tokens, at) if at < len(tokens) else None
    if month is None or (month.pro and at > i and month.pro != ""):
        return 0
    if key_at(tokens, at) == "يوليه" and key_at(tokens, at - 1) in _BEFORE_VERBS:
        return 0  # "which he pays", and no July
    found.month, found.hijri = month.number, month.calendar == "hijri"
    last = month.last
    sure = month.sure or named or found.day is not None
    after = _year_after(tokens, last, found)
    if after:
        return after
    relation = relation_at(tokens, last)
    if relation is not None:
        found.relation, found.same, last = relation
        return last
    if not sure:
        found.month = None
        return 0
    return last


def _year_after(tokens: list[Token], at: int, found: Expression) -> int:
    """Read the year that may follow a month, with its connecting words; the token after, or 0."""
    start = at
    if form_at(tokens, at) in ("،", ",", "/", "-") or key_at(tokens, at) in ("من", "في"):
        at += 1
    year = year_at(tokens, at, word=True) or year_at(tokens, at, word=False)
    if year is not None:
        if form_at(tokens, start) in ("/", "-") and year[1]:
            return 0
        found.year, hijri, last = year
        if hijri and not found.hijri:
            return 0
        if found.hijri and not hijri and found.year not in HIJRI_YEARS:
            pass  # a Hijri month in a year of the common era names the month of that year
        relation = relation_at(tokens, last)
        return relation[2] if relation is not None else last
    unit = unit_of(form_at(tokens, at)) if at < len(tokens) else None
    if unit is not None and unit.code == "Y" and unit.article and not unit.pro:
        relation = relation_at(tokens, at + 1)
        if relation is not None:
            found.relation, found.same, last = relation
            found.period = "Y"
            digits = year_at(tokens, last, word=False)
            if digits is not None and not digits[1]:
                found.year, last = digits[0], digits[2]
                found.relation, found.same, found.period = None, False, ""
            return last
    return 0


def day_date(tokens: list[Token], i: int, found: Expression) -> int:
    """Read a day of a month at ``i`` (numeric, or day and month name) into ``found``; the token after, or 0."""
    if i >= len(tokens):
        return 0
    numeric = numeric_date(tokens, i)
    if numeric is not None:
        found.year, found.month, found.day = numeric.year, numeric.month, numeric.day
        found.hijri = numeric.calendar == "hijri"
        last = numeric.last
        if key_at(tokens, last) in _AH | _CE and form_at(tokens, last) != "":
            last += 1
        return _skip_clock(tokens, last)
    day = _day_number(tokens, i)
    if day is None:
        return 0
    number, at = day
    written = tokens[i].word.kind == "num"
    found.day = number
    at = _skip_first_of_range(tokens, at, found)
    if form_at(tokens, at) in ("/", "-") and at + 1 < len(tokens) and calendar().month(tokens, at + 1) is not None:
        at += 1
    if key_at(tokens, at) == "منه" and not written:
        found.period, found.same = "m", True  # the eleventh of it: of the month told before
        return at + 1
    if key_at(tokens, at) == "من":
        at += 1
        unit = unit_of(form_at(tokens, at)) if at < len(tokens) else None
        if unit is not None and unit.code == "m" and unit.article:
            relation = relation_at(tokens, at + 1)
            if relation is not None:
                found.period, (found.relation, found.same, last) = "m", relation
                return last
            if key_at(tokens, at - 1) in _THIS:
                found.period, found.relation = "m", 0
                return at + 1
            if not key_at(tokens, at + 1).startswith("ال"):
                found.period = "m"  # of the month, without saying which
                return at + 1
        if key_at(tokens, at) in _THIS and key_at(tokens, at + 1) == "الشهر":
            found.period, found.relation = "m", 0
            return at + 2
    elif written and found.day2 is None and key_at(tokens, at) in _RUNNING and key_at(tokens, i - 1) in _INTO:
        relation = relation_at(tokens, at)
        if relation is not None:
            found.period, (found.relation, found.same, last) = "m", relation
            return last
    elif not written and form_at(tokens, at) != "شهر" and calendar().month(tokens, at) is None:
        found.day = None
        return 0
    last = month_of_date(tokens, at, found)
    if not last:
        found.day = None
        return 0
    return last


def _skip_first_of_range(tokens: list[Token], at: int, found: Expression) -> int:
    """Token of the month name where "5 و6 آذار" or "5-6 آذار" names two days; else ``at``."""
    form = form_at(tokens, at)
    if form in ("و", "-", "–", "الى", "إلى", "حتى", "وحتى") and at + 1 < len(tokens):
        other = _day_number(tokens, at + 1)
        if other is not None:
            after = other[1] + (key_at(tokens, other[1]) == "من")
            if calendar().month(tokens, after) is not None:
                found.day2 = other[0]
                found.split = at + 1 if form == "و" else 0
                return after
    return at


def _skip_clock(tokens: list[Token], at: int) -> int:
    """Token after "| 11:56", "- 14:51" behind a printed date, else ``at``."""
    mark = form_at(tokens, at) in ("|", "-", "–", "،") and form_at(tokens, at + 2) == ":"
    return at + 4 if mark and key_at(tokens, at + 1).isdecimal() and key_at(tokens, at + 3).isdecimal() else at


def english_date(tokens: list[Token], i: int, found: Expression) -> int:
    """Read "November 29, 2024" or "29 November 2024" at ``i``; the token after, or 0."""
    if tokens[i].word.kind != "lat":
        return 0
    month = calendar().month(tokens, i)
    day = _day_number(tokens, i + 1) if month is not None else None
    if month is None or day is None:
        return 0
    last = day[1] + (form_at(tokens, day[1]) == ",")
    year = year_at(tokens, last, word=False)
    if year is None:
        return 0
    found.year, found.month, found.day = year[0], month.number, day[0]
    return year[2]


def weekday_at(tokens: list[Token], i: int, found: Expression) -> int:
    """Read [يوم] weekday [weekday] [adjective] at ``i`` into ``found``; the token after, or 0."""
    named = key_at(tokens, i) in ("يوم", "ليوم", "بيوم", "يومي", "ايام")
    at = i + 1 if named else i
    day = calendar().weekday(tokens, at) if at < len(tokens) else None
    if day is None or (named and day[2]):
        return 0
    found.weekday, last, _ = day
    night = _second_weekday(tokens, last, found.part == "NI")
    if night is not None:
        found.weekday2, last = night
    relation = relation_at(tokens, last)
    if relation is not None and not (relation[0] == -1 and key_at(tokens, last).startswith("الساب")):
        found.relation, found.same, last = relation
        found.period = "D"
    elif key_at(tokens, last) == "من" and key_at(tokens, last + 1) == "الاسبوع":
        relation = relation_at(tokens, last + 2)
        if relation is not None:
            found.period, (found.relation, found.same, last) = "W", relation
    return last


def _second_weekday(tokens: list[Token], at: int, night: bool) -> tuple[int, int] | None:
    """(weekday, token after) of the second day of "the night Sunday/Monday" at ``at``."""
    if form_at(tokens, at) in ("/", "-", "–", "\\"):
        at += 1
    while at < len(tokens) and not tokens[at].word.key:
        at += 1  # a direction mark that stands by itself
    second = calendar().weekday(tokens, at) if at < len(tokens) else None
    if second is None or (second[2] and not (second[2] in ("و", "ل") and night)):
        return None
    return second[0], second[1]


def period_at(tokens: list[Token], i: int, found: Expression) -> int:
    """Read a period told by a unit at ``i`` into ``found``; the token after, or 0.

    عام 2017, العام الجاري, الشهر الماضي كانون الثاني, هذا الأسبوع, شهر رمضان, الربع الأول من العام الحالي.
    """
    if i >= len(tokens):
        return 0
    year = year_at(tokens, i, word=True)
    if year is not None:
        found.year, found.hijri, last = year
        relation = relation_at(tokens, last)
        return relation[2] if relation is not None else last
    if key_at(tokens, i) in ("الربع", "ربع", "النصف"):
        return _part_of_year(tokens, i, found)
    if key_at(tokens, i) in _WEEK and (week := _week_of_month(tokens, i, found)):
        return week
    decade = key_at(tokens, i).removeprefix("ال")
    if decade in DECADES:
        found.decade = DECADES[decade]
        return i + 1 + (2 if key_at(tokens, i + 1) == "القرن" and relation_at(tokens, i + 2) is not None else 0)
    this = key_at(tokens, i) in _THIS
    unit = unit_of(form_at(tokens, i + this)) if i + this < len(tokens) else None
    if unit is not None and unit.number == "one" and unit.article and unit.code in "WmYDEC" and not (unit.pro and this):
        last = i + this + 1
        if this:
            found.relation, found.period = 0, unit.code
            return last
        relation = relation_at(tokens, last)
        if relation is None:
            return 0
        found.relation, found.same, last = relation
        found.period = unit.code
        if unit.code == "m":
            month = calendar().month(tokens, last)
            if month is not None and month.calendar == "gregorian" and not month.pro:
                found.month, last = month.number, month.last
        elif unit.code == "Y":
            digits = year_at(tokens, last, word=False)
            if digits is not None:
                found.year, last = digits[0], digits[2]
        return last
    return month_of_date(tokens, i, found)


def _part_of_year(tokens: list[Token], i: int, found: Expression) -> int:
    """Read الربع الأول من عام 2022, النصف الثاني من العام الماضي; the token after, or 0."""
    hit = ordinals().at(tokens, i + 1)
    if hit is None or hit.value > 4 or key_at(tokens, hit.last) != "من":
        return 0
    inner = Expression("point", i, i)
    last = period_at(tokens, hit.last + 1, inner)
    if not last and (year := year_at(tokens, hit.last + 1, word=False)) is not None:
        inner.year, inner.hijri, last = year
    if not last:
        return 0
    half = key_at(tokens, i) == "النصف"
    if inner.month is None and (inner.year is not None or inner.period == "Y"):
        found.year, found.relation, found.period, found.same = inner.year, inner.relation, inner.period, inner.same
        found.quarter = hit.value + (4 if half else 0)
        return last
    if half and (inner.month is not None or inner.period == "m"):
        found.year, found.month, found.relation, found.period = inner.year, inner.month, inner.relation, inner.period
        found.edge = "EARLY" if hit.value == 1 else "LATE"
        return last
    return 0


def _week_of_month(tokens: list[Token], i: int, found: Expression) -> int:
    """Read الأسبوع الأول من كانون الثاني 2015, الأسبوع الأخير من مارس; the token after, or 0."""
    hit = ordinals().at(tokens, i + 1)
    latest = key_at(tokens, i + 1) == "الاخير"
    at = i + 2 if latest else hit.last if hit is not None and hit.value <= _WEEKS else 0
    if not at or key_at(tokens, at) != "من":
        return 0
    inner = Expression("point", i, i)
    last = period_at(tokens, at + 1, inner)
    if not last or (inner.month is None and inner.period != "m"):
        return 0
    found.year, found.month, found.relation, found.period = inner.year, inner.month, inner.relation, inner.period
    found.same, found.hijri = inner.same, inner.hijri
    week = _WEEKS if latest or hit is None else hit.value
    found.edge = "EARLY" if week == 1 else "MID" if week < _WEEKS - 1 else "LATE"
    return last


def connector(tokens: list[Token], at: int) -> int:
    """Token after a comma, bracket or bar that may join two parts of one date, or ``at``."""
    return at + 1 if form_at(tokens, at) in _OPENERS else at


def closed(tokens: list[Token], at: int, opened: bool) -> int:
    """Token after a closing bracket where one was opened."""
    return at + 1 if opened and form_at(tokens, at) in _CLOSERS else at
