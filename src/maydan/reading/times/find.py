"""Finding time expressions: one pass over the tokens, the longest reading at each place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Token, Word
from maydan.reading.context import Context
from maydan.reading.times.expressions import Expression
from maydan.reading.times.lexicons import calendar, first_words, numbers, ordinals, signs, unit_of
from maydan.reading.times.points import (
    DECADES,
    closed,
    connector,
    day_date,
    english_date,
    form_at,
    key_at,
    month_of_date,
    period_at,
    relation_at,
    sign_at,
    weekday_at,
    year_at,
)
from maydan.reading.times.spans import amount_at
from maydan.reading.times.vague import adjective_at, ordinal_run

_PAST_HOUR = {"والنصف": 30, "ونصف": 30, "والربع": 15, "وربع": 15, "والثلث": 20, "وثلث": 20}  # minutes
_YEAR_BEFORE = {"بحلول", "في", "منذ", "حتي", "بين", "من", "الي", "خلال", "ومنذ", "وحتي", "وفي", "قبل", "بعد", "و"}
_NOT_A_DAY = {"عين", "المصري", "خطبه", "صلاه", "بين", "كلا", "كلي", "جريده", "صحيفه", "روسيا", "ملحق"}
_COUNTS = {"عده", "بضعه", "بضع", "بعض", "ال", "لل"}
_DAY_WORDS = {"يوم", "ليوم", "بيوم", "يومي", "ايام", "ويوم"}
_PERIOD_WORDS = {
    "هذا", "هذه", "وهذا", "وهذه", "الربع", "ربع", "النصف", "الصيف", "الشتاء", "الربيع", "الخريف", "شهر", "لشهر", "بشهر",
    "الشهر", "عامي", "اعوام", "الاعوام", *DECADES, *("ال" + d for d in DECADES),
}
_OTHERS = _COUNTS | _DAY_WORDS | _PERIOD_WORDS
_YEARS_OF = {
    "مواليد", "عامي", "اعوام", "الاعوام", "حرب", "حدود", "انتفاضه", "ثوره", "عدوان", "اتفاق", "انتخابات", "نكبه",
}
_AT = {"عند", "في", "حوالي", "قرابه"}
_WORLD_DAY = {"العالمي", "الوطني", "الدولي", "السابع"}  # "the day" as a feast or a newspaper
_SEPTEMBER_11 = {"احداث", "هجمات", "اعتداءات", "هجوم", "تفجيرات", "لجنه"}
_OF_OLD = {"سابقا", "سابقه"}  # "(formerly so-and-so)" places nothing in time
_LONG = 3  # letters
_ADVERBS = {"فجرا", "صباحا", "ليلا", "ظهرا", "عصرا", "نهارا"}
_GOES_ON = {"و", "حتي", "الي", "في", "علي", "من", "عندما"}
_WAS = {"كان", "كانت", "يكون", "تكون", "وكان"}
_NO_FUTURE = (  # how words begin that only look like a verb of the future
    "ستين", "ستون", "سيد", "سينا", "سيطر", "سيار", "سياد", "سياس", "سياق", "سيول", "سيره", "سنوات", "سنوي", "سانا",
    "ستار",
)
_HOURS_OF = {"الاولي", "المتاخره", "الاخيره", "المبكره"}  # which hours of a part of a day
_AHEAD = {"سوف", "المقرر", "المزمع", "المرتقب", "المتوقع", "المنتظر", "ستعقد", "سيعقد"}


def find(context: Context) -> list[Expression]:
    """All time expressions of a document, in order, none overlapping; values are not yet settled."""
    tokens, text = context.tokens, context.text
    found: list[Expression] = []
    named = {at for name in context.names if name.last - name.first > 1 for at in range(name.first, name.last)}
    free = 0
    for i in context.telling("times"):
        if i < free:
            continue
        expression = _at(tokens, i, _CONSTRUCTIONS[context.forms[i]])
        if expression is None or expression.last <= i or (i in named and _inside_name(tokens, i, expression, named)):
            continue
        if expression.kind == "clock" and found and found[-1].day is not None and _printed_with(tokens, found[-1], i):
            expression.kind = "skip"  # the hour of a printed date
        if expression.kind != "skip":
            first = expression.first
            if found and first < found[-1].last:
                expression.first = first = i
            expression.start = _start(text, tokens, first)
            expression.end = tokens[expression.last - 1].end
            found.append(expression)
            free = _second_day(text, tokens, expression, found) or expression.last
            continue
        free = expression.last
    return found


def _second_day(text: str, tokens: list[Token], both: Expression, found: list[Expression]) -> int:
    """Split "5 و6 آذار" into its two days; the token after the second, or 0 where there is one day only."""
    if not both.split:
        return 0
    second = dataclasses.replace(both, first=both.split, day=both.day2, day2=None, split=0, weekday=None, offset=None)
    second.start = tokens[both.split].start
    both.last, both.end, both.day2, both.split = both.split - 1, tokens[both.split - 2].end, None, 0
    found.append(second)
    return second.last


def _printed_with(tokens: list[Token], date: Expression, at: int) -> bool:
    """Whether only a line end stands between a printed date and the hour at token ``at``."""
    return all(token.word.kind in ("line", "punct") for token in tokens[date.last: at])


def _inside_name(tokens: list[Token], i: int, expression: Expression, named: set[int]) -> bool:
    """Whether the words are part of a longer name (روسيا اليوم, فجر ليبيا) and no date of their own."""
    return all(at in named for at in range(i, expression.last)) and not any(
        tokens[at].word.kind == "num" for at in range(i, expression.last)
    )


def _start(text: str, tokens: list[Token], first: int) -> int:
    """Where the expression starts, proclitics of its first word left out."""
    token = tokens[first]
    pro = _proclitics(token)
    return token.after(text, pro) if pro else token.start


def _proclitics(token: Token) -> int:
    unit = unit_of(token.word.form)
    if unit is not None:
        return len(unit.pro)
    number = numbers().word(token.word.form)
    if number is not None:
        return len(number.pro)
    for table in (signs(), ordinals()):
        hit = table.at([token], 0)
        if hit is not None:
            return len(hit.pro)
    months = calendar()
    month = months.month([token], 0)
    if month is not None:
        return len(month.pro)
    day = months.weekday([token], 0)
    if day is not None:
        return len(day[2])
    return 1 if token.word.key in ("وقبل", "ومنذ", "ويوم", "وكل", "وكانون", "وتشرين", "وجمادي") else 0


Construction = Callable[[list[Token], int], Expression | None]


def constructions(word: Word) -> tuple[Construction, ...]:
    """The constructions that may start at a word; () for most words."""
    form = word.form
    if word.kind == "num":
        return (_point, amount_at, _clock, _bare_year)
    if word.kind not in ("ar", "lat") or (form[-1] == "\u0640" and len(form) > 3) or form[0] == "\u0640":
        return ()
    first = first_words()
    if not (word.key in _OTHERS or any(
            rest in first or (rest.startswith("ال") and rest[2:] in first) for _, rest in word.proclitics)):
        return ()
    kinds = {sign.kind for sign in signs().values(word)}
    unit, number, named = unit_of(form), numbers().word(form), calendar().begins(word)
    counted, ordinal = number is not None or word.key in _COUNTS, ordinals().begins(word)
    found: list[Construction] = []
    if kinds & {"now", "past", "future", "set", "back"}:
        found.append(_fixed)
    if "edge" in kinds:
        found.append(_edge)
    if kinds & {"late", "part", "day"} or named or ordinal or word.key in _DAY_WORDS:
        found.append(_point)
    if unit is not None or counted:
        found.append(amount_at)
    if unit is not None or named or "season" in kinds or word.key in _PERIOD_WORDS:
        found.append(_period)
    if (unit is not None and unit.code == "H" and unit.article) or (ordinal and word.key.endswith("ه")):
        found.append(_clock)
    if unit is not None and unit.article:
        found.append(ordinal_run)
    if "rel" in kinds:
        found.append(adjective_at)
    return tuple(found)


_CONSTRUCTIONS: Memo[Word, tuple[Construction, ...]] = Memo(constructions, FEW)


def _at(tokens: list[Token], i: int, tried: tuple[Construction, ...]) -> Expression | None:
    """The longest expression that starts at token ``i``, the first of those equally long."""
    best: Expression | None = None
    for read in tried:
        found = read(tokens, i)
        if found is not None and (best is None or found.last > best.last):
            best = found
    return best


def _was_one(key: str) -> bool:
    """Whether a word is somebody or something indefinite as an object, which "former" behind it describes."""
    return len(key) > _LONG and key.endswith("ا") and not key.endswith("وا")


def _fixed(tokens: list[Token], i: int) -> Expression | None:
    """Words and phrases whose value is settled, and references to the time told before."""
    hit = signs().at(tokens, i)
    if hit is None:
        return None
    kind, value = hit.value
    if key_at(tokens, i) in _OF_OLD and (form_at(tokens, hit.last) == ")" or _was_one(key_at(tokens, i - 1))):
        return None
    if key_at(tokens, i) == "قريبا" and (key_at(tokens, i - 1) in _WAS or key_at(tokens, hit.last) in ("من", "جدا")):
        return None
    if kind in ("now", "past", "future"):
        return Expression("ref", i, hit.last, rule=kind, value=value)
    if kind == "set":
        return Expression("set", i, hit.last, rule="set", value=value)
    if kind == "back":
        return Expression("back", i, hit.last, rule="back")
    return None


def _point(tokens: list[Token], i: int) -> Expression | None:
    """A day: part of day, day told from today, weekday and date, in this order, each at most once."""
    found = Expression("point", i, i, rule="point")
    at = i
    late = sign_at(tokens, at, "late")
    if late is not None:
        at = late[1]
    part = sign_at(tokens, at, "part")
    if part is not None:
        found.part, at = part[0].value, part[1]
        if key_at(tokens, at) == "من" and sign_at(tokens, at + 1, "day") is not None:
            at += 1
    elif late is not None:
        at = i
    opened, start = False, at
    day = sign_at(tokens, at, "day")
    if day is not None and (at == i or not day[2]):
        if _ordinal_day(tokens, day[1], day[0].value) or (at == i and key_at(tokens, at - 1) in _NOT_A_DAY):
            return None
        found.offset, at = int(day[0].value), day[1]
    joined = connector(tokens, at) if found.offset is not None else at
    last = weekday_at(tokens, joined, found)
    if last and (joined > i or key_at(tokens, i - 1) not in _NOT_A_DAY):
        opened, at = form_at(tokens, joined - 1) == "(" and joined > at, last
    else:
        found.weekday = found.weekday2 = None
    if at > start or at == i or part is not None:
        at = _date_part(tokens, at, found, opened)
    if not found.is_day:
        return _part_alone(tokens, i, at, found)
    if (found.month, found.day, found.year) == (9, 11, None) and key_at(tokens, i - 1) in _SEPTEMBER_11:
        found.year = 2001
    at = closed(tokens, at, opened)
    tail = sign_at(tokens, at, "part")
    if tail is not None and not found.part and not tail[2]:
        found.part, at = tail[0].value, tail[1]
    found.last = at
    return found


def _date_part(tokens: list[Token], at: int, found: Expression, opened: bool) -> int:
    """Read the calendar date that may stand at ``at`` or behind a joining mark; the token after, or ``at``."""
    told = found.offset is not None or found.weekday is not None
    joined = connector(tokens, at) if told else at
    if told and key_at(tokens, joined) in ("الموافق", "الموافقه", "المصادف"):
        joined += 1
        joined = connector(tokens, joined)
    before = (found.day, found.month, found.year, found.relation, found.period, found.same)
    last = day_date(tokens, joined, found) or (english_date(tokens, joined, found) if joined < len(tokens) else 0)
    if last:
        return closed(tokens, last, joined > at and form_at(tokens, joined - 1) == "(")
    found.day, found.month, found.year, found.relation, found.period, found.same = before
    return closed(tokens, at, opened) if opened else at


def _ordinal_day(tokens: list[Token], at: int, offset: str) -> bool:
    """Whether "the day" is counted (اليوم الثاني) and so not today."""
    if offset != "0" or at >= len(tokens):
        return False
    return ordinals().at(tokens, at) is not None or tokens[at].word.key in _WORLD_DAY


def _part_alone(tokens: list[Token], i: int, at: int, found: Expression) -> Expression | None:
    """A part of a day that is not named: adverbs (فجرا), or the definite noun behind a preposition (منذ الصباح)."""
    if not found.part or at <= i:
        return None
    key = tokens[at - 1].word.key
    key = key[1:] if key[1:] in _ADVERBS else key
    before = key_at(tokens, i - 1)
    if tokens[at - 1].word.form[-1:] in ("\u064c", "\u064d"):
        return None  # a noun in another case, no adverb
    adverb = key in _ADVERBS or (key == "مساء" and before not in ("في", "كل"))
    noun = key.startswith("ال") and before in ("منذ", "في", "خلال", "حتي", "مع", "ومنذ", "وخلال", "من")
    hours = at - i > 1 and key.startswith("ال")
    if hours and key_at(tokens, at) in _HOURS_OF:
        at += 1
    elif not (adverb or noun or hours) or ordinals().at(tokens, at) is not None:
        return None
    found.kind, found.last, found.rule = "part", at, "part"
    return found


def _edge(tokens: list[Token], i: int) -> Expression | None:
    """The beginning, middle or end of a period."""
    hit = sign_at(tokens, i, "edge")
    if hit is None:
        return None
    found = Expression("point", i, i, rule="edge", edge=hit[0].value)
    at = hit[1]
    last = period_at(tokens, at, found)
    if not last:
        season = sign_at(tokens, at, "season")
        year = year_at(tokens, at, word=False)
        if season is not None:
            inner = _season(tokens, at)
            if inner is not None:
                inner.first, inner.edge = i, hit[0].value
                return inner
        if year is not None:
            found.year, found.hijri, last = year
        elif key_at(tokens, at) in ("الاسبوع", "الشهر", "العام"):
            unit = unit_of(tokens[at].word.form)
            found.relation, found.period, last = 0, unit.code if unit else "", at + 1
        else:
            found.day = None
            return None
    found.last = last
    return found


def _season(tokens: list[Token], i: int) -> Expression | None:
    """صيف 2012, شتاء العام الماضي, الصيف الماضي."""
    hit = signs().at(tokens, i)
    if hit is None or hit.value.kind != "season":
        key = key_at(tokens, i).removeprefix("و")
        if not key.startswith("ال") or relation_at(tokens, i + 1) is None:
            return None
        inner = signs().at([_bare(tokens[i])], 0) if len(key) > 4 else None
        if inner is None or inner.value.kind != "season":
            return None
        direction, same, last = relation_at(tokens, i + 1) or (0, False, i + 1)
        return Expression("point", i, last, rule="season", season=inner.value.value, relation=direction, same=same,
                          period="S")
    found = Expression("point", i, i, rule="season", season=hit.value.value)
    at = hit.last
    year = year_at(tokens, at, word=True) or year_at(tokens, at, word=False)
    if year is not None:
        found.year, found.hijri, found.last = year
        return found
    unit = unit_of(form_at(tokens, at)) if at < len(tokens) else None
    relation = relation_at(tokens, at + 1)
    if unit is not None and unit.code == "Y" and unit.article and relation is not None:
        found.relation, found.same, found.last = relation
        found.period = "Y"
        return found
    return None


def _bare(token: Token) -> Token:
    """A token of the word without its article."""
    from maydan.arabic.tokens import word

    return Token(word(token.word.key.removeprefix("و").removeprefix("ال")), 0, 0, 0)


def _period(tokens: list[Token], i: int) -> Expression | None:
    """Months, years, weeks and quarters."""
    season = _season(tokens, i)
    if season is not None:
        return season
    found = Expression("point", i, i, rule="period")
    last = period_at(tokens, i, found) or english_month(tokens, i, found)
    if not last or (key_at(tokens, i - 1) in ("الراي", "المؤتمر", "القطاع", "الامين") and found.year is None):
        return None
    found.last = last
    return found


def english_month(tokens: list[Token], i: int, found: Expression) -> int:
    """Read a date in Latin letters; the token after, or 0."""
    return english_date(tokens, i, found)


def _clock(tokens: list[Token], i: int) -> Expression | None:
    """الساعة 5:30 مساء, 5:48 م, الساعة التاسعة."""
    at, named = i, key_at(tokens, i) in ("الساعه", "والساعه")
    hour_word = not named and tokens[i].word.key.endswith("ه") and key_at(tokens, i - 1) in _AT
    if named:
        at += 1
    if at >= len(tokens):
        return None
    hour, minute, last = -1, 0, at
    key = key_at(tokens, at)
    if tokens[at].word.kind == "num" and key.isdecimal() and len(key) <= 2:
        hour, last = int(key), at + 1
        if form_at(tokens, last) == ":" and key_at(tokens, last + 1).isdecimal():
            minute, last = int(key_at(tokens, last + 1)), last + 2
        elif not named:
            return None
    elif (named or hour_word) and (hit := ordinals().at(tokens, at)) is not None and hit.value <= 12:
        hour, last = hit.value, hit.last
        minute = _PAST_HOUR.get(key_at(tokens, last), 0)
        last += minute > 0
    if not 0 <= hour <= 24 or not 0 <= minute < 60:
        return None
    half = key_at(tokens, last)
    part = sign_at(tokens, last, "part")
    late = {"م": 12, "ص": 0}.get(half)
    if late is None and part is not None:
        late, last = 12 if part[0].value in ("EV", "AF", "NO") or (part[0].value == "NI" and hour >= 6) else 0, part[1]
    elif late is not None:
        last += 1
    elif not named:
        return None
    if late == 12 and hour < 12:
        hour += 12
    if named and part is None and key_at(tokens, last) == "من":
        day = _point(tokens, last + 1) if last + 1 < len(tokens) else None
        if day is not None and day.kind == "point" and day.is_day:
            day.first, day.rule = i, "clock-day"
            return day
    return Expression("clock", i, last, rule="clock", clock=f"{hour:02}:{minute:02}")


def _bare_year(tokens: list[Token], i: int) -> Expression | None:
    """A year in digits behind a preposition or in brackets."""
    year = year_at(tokens, i, word=False)
    if year is None:
        return None
    before = key_at(tokens, i - 1) or form_at(tokens, i - 1)
    bracket = form_at(tokens, i - 1) == "(" and form_at(tokens, i + 1) == ")"
    after = tokens[i + 1].word if i + 1 < len(tokens) else None
    opens = before == "وفي" and tokens[i - 2].word.kind != "ar" if i > 1 else False
    free = after is None or after.kind in ("punct", "line") or after.key in _GOES_ON or opens
    told = key_at(tokens, i + 1) == "م" or before in _YEARS_OF
    if not (bracket or told or (before in _YEAR_BEFORE and year[0] < 2040 and (free or before in ("منذ", "ومنذ")))):
        return None
    return Expression("point", i, year[2], rule="year", year=year[0], hijri=year[1])


def future_clause(tokens: list[Token], expression: Expression) -> bool:
    """Whether words of the future (سيعقد, من المقرر) stand within eight words before the expression."""
    sentence = tokens[expression.first].sentence
    for at in range(expression.first - 1, max(-1, expression.first - 9), -1):
        token = tokens[at]
        if token.sentence != sentence:
            return False
        key = token.word.key
        verb = len(key) > 4 and key[0] == "س" and ("س", key[1:]) in token.word.proclitics \
            and not token.word.form.startswith("سا")  # ساعات، ساحات: the future of the first person has its hamza
        if key in _AHEAD or (verb and not key.startswith(_NO_FUTURE)):
            return True
    return False


__all__ = ["find", "future_clause", "month_of_date"]
