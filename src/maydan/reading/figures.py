"""Figures: numbers with what they count.

A number counts the noun behind it, or, standing bare, whatever its sentence says befell those counted. Durations, ages,
dates, ordinals and numbers that are part of a name (a brigade, a resolution, an aircraft) are no figures.
"""

from __future__ import annotations

from typing import NamedTuple

from maydan.arabic.numbers import Amount, Number
from maydan.arabic.tokens import Token, Word
from maydan.reading.befallen import Earlier, kind_of, total_at
from maydan.reading.context import Context, Mention
from maydan.reading.counted import PEOPLE, Noun, befell_after, befell_before, dual_of, nouns, says
from maydan.reading.places.vocabulary import everyday
from maydan.reading.times.lexicons import approximators, numbers, ordinals, unit_of
from maydan.records import Figure
from maydan.records.vocabulary import FigureOf

_ABOUT = frozenset({None, "APPROX"})
_WRAPS = frozenset({"/", '"', "“", "”", "«", "»", "(", ")", "\\"})
_QUOTES = frozenset({'"', "“", "«"})
_ONLY_HARMED = frozenset({"طالب", "آخر"})  # duals that are other words where nobody is harmed
_TOLD_ONCE = 12
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_SHORT = 3  # letters
_TOLLS = frozenset({"killed", "wounded", "displaced"})
_KINDS: tuple[FigureOf, ...] = (
    "length", "distance", "share", "area", "people", "killed", "wounded", "displaced", "places", "money", "weapons",
    "other",
)


class Found(NamedTuple):
    """A figure while it is weighed: tokens, code points of its words, bounds, noun and kind."""

    first: int
    last: int
    start: int
    end: int
    pro: str
    value: Amount | None
    low: Amount | None
    high: Amount | None
    of: str
    unit: str
    about: str
    mod: str | None
    rule: str


def find_figures(context: Context) -> None:
    """Fill ``figures`` and the mentions of kind "figure" of a document; times must have been found."""
    taken = {at for m in context.mentions if m.kind == "time" for at in range(m.first, m.last)}
    taken.update(at for n in context.names if n.last - n.first > 1 for at in range(n.first, n.last))
    all_found: list[Found] = []
    before: Earlier | None = None
    free = 0
    for i in context.telling("figures"):
        if i < free or i in taken:
            continue
        found = _at(context, i, before)
        if found is not None:
            all_found.append(found)
            before, free = Earlier(found.first, found.last, found.of, found.value), found.last
        elif (whole := numbers().at(context.text, context.tokens, i)) is not None:
            free = whole.last  # five thousand of nothing is no thousands either
    kept = _first_statements(context, all_found)
    numbers_of: dict[int, int] = {}
    for at in sorted(set(kept)):
        numbers_of[at] = len(context.figures)
        _record(context, all_found[at])
    for found, at in zip(all_found, kept, strict=True):
        context.mentions.append(Mention(
            "figure", found.first, found.last, found.start, found.end, "" if found.value is None else str(found.value),
            found.pro, numbers_of[at],
        ))


def may_begin(word: Word) -> bool:
    """Whether a figure may start at a word."""
    return numbers().word(word.form) is not None or dual_of(word.form) is not None or nouns().begins(word)


def _first_statements(context: Context, found: list[Found]) -> list[int]:
    """For every figure the number of the one that states it: a headline's figure is the body's, and a toll of a dozen
    or more told again with the same number is told once."""
    quiet = [bool(context.quiet) and context.is_quiet(f.start) for f in found]
    stated: dict[tuple[Amount | None, Amount | None, bool], int] = {}
    told: dict[tuple[Amount, str, bool], int] = {}
    kept = list(range(len(found)))
    for at, figure in enumerate(found):
        if quiet[at]:
            continue
        stated.setdefault((figure.value, figure.low, figure.of in PEOPLE), at)
        if figure.value is not None and figure.value >= _TOLD_ONCE and figure.of in _TOLLS:
            kept[at] = told.setdefault((figure.value, figure.of, figure.mod in _ABOUT), at)
    for at, figure in enumerate(found):
        if quiet[at]:
            kept[at] = stated.setdefault((figure.value, figure.low, figure.of in PEOPLE), at)
    return kept


def _record(context: Context, found: Found) -> None:
    text = context.text
    kind: FigureOf = next((k for k in _KINDS if k == found.of), "other")
    context.figures.append(Figure(
        text=text[found.start: found.end], start=found.start, end=found.end, value=found.value, of=kind,
        unit=found.unit, low=found.low if found.low != found.value else None,
        high=found.high if found.high != found.value else None, mod=found.mod, about=found.about,
        quote=_clause(context, found), rule=found.rule,
    ))


def _clause(context: Context, found: Found) -> str:
    """The words from the mark before the figure to the mark after it, within its sentence."""
    tokens, sentence = context.tokens, context.tokens[found.first].sentence
    first, last = found.first, found.last
    while first > max(0, found.first - 20) and tokens[first - 1].sentence == sentence and not _mark(tokens[first - 1]):
        first -= 1
    while last < min(len(tokens), found.last + 15) and tokens[last].sentence == sentence and not _mark(tokens[last]):
        last += 1
    return context.words(first, last)


def _mark(token: Token) -> bool:
    return token.word.kind == "line" or token.word.form in ("،", ",", "؛", ".", ":", "؟", "!", "..")


def _at(context: Context, i: int, before: Earlier | None) -> Found | None:
    """The figure that starts at token ``i``."""
    tokens, text = context.tokens, context.text
    number = numbers().at(text, tokens, i)
    if number is not None:
        return _from_number(context, number, before)
    word = tokens[i].word
    dual = dual_of(word.form) if word.key[-2:] in ("ين", "ان") else None
    if dual is not None and i and not dual.pro:
        before_it = tokens[i - 1].word
        people = dual.noun.of == "people" and before_it.key.endswith(("ين", "ان")) and len(before_it.key) > 4
        if people or dual_of(before_it.form) is not None:
            return None  # an adjective of the dual before it
    if dual is not None:
        of = kind_of(tokens, i, i + 1, dual.noun, before, bare=False)
        if dual.article or (of == "people" and dual.noun.noun in _ONLY_HARMED):
            return None
        last = i + 1
        if last < len(tokens) and tokens[last].word.key in ("اثنين", "اثنان", "اثنتين", "اثنتان"):
            last += 1
        start = tokens[i].after(text, len(dual.pro)) if dual.pro else tokens[i].start
        return Found(i, last, start, tokens[last - 1].end, dual.pro, 2, 2, 2, of, dual.noun.unit, dual.noun.noun,
                     _modifier(tokens, i, last), "dual")
    hit = nouns().at(tokens, i)
    if hit is not None and hit.last < len(tokens) and numbers().word(tokens[hit.last].word.form) is not None:
        return _adjectival(context, i, hit.last, hit.value, hit.pro, before, article=hit.article)
    return None


def _adjectival(
    context: Context, i: int, at: int, noun: Noun, pro: str, before: Earlier | None, *, article: bool,
) -> Found | None:
    """A noun counted from behind: مدنيين اثنين, ضربة واحدة, الشبان الثلاثة."""
    tokens, text = context.tokens, context.text
    head = numbers().word(tokens[at].word.form)
    if head is None or head.pro or head.kind == "digits" or (not article and befell_before(tokens, i) is not None):
        return None
    start = tokens[i].after(text, len(pro)) if pro else tokens[i].start
    of_one = i > 0 and tokens[i - 1].word.key in ("من", "في", "علي")
    if head.kind == "one" and (of_one or noun.noun == "عائلة"):
        return None  # "of one family"
    if head.kind == "one" or (head.kind == "unit" and head.value == 2 and not head.article):
        of = kind_of(tokens, i, at + 1, noun, before, bare=False)
    elif article and head.article and head.kind == "unit" and noun.of in PEOPLE and i:
        of = (befell_before(tokens, i - 1) or "") if noun.of == "people" else noun.of
        if of not in ("killed", "wounded"):
            return None
    else:
        return None
    return Found(i, at + 1, start, tokens[at].end, pro, head.value, head.value, head.value, of, noun.unit, noun.noun,
                 _modifier(tokens, i, at + 1), "counted-behind")


def _from_number(context: Context, number: Number, before: Earlier | None) -> Found | None:
    tokens = context.tokens
    bare, number = number, _unwrapped(tokens, number)
    last = number.last
    prior = tokens[number.first - 1].word if number.first else None
    after = tokens[last].word if last < len(tokens) else None
    if before is not None and number.value == before.value and 0 < number.first - before.last <= 2:
        gap = tokens[before.last: number.first]
        if all(t.word.form in ("(", ")", "/", '"') for t in gap):
            return None  # the same number again, in digits and in words
    share = _share(tokens, number)
    if share is not None:
        return share
    if prior is not None and number.form == "digits" and (
            any(says(rest, "names") for _, rest in prior.proclitics) or prior.kind == "lat" or prior.form == "+"):
        return None
    if bare.last == last and _is_label(tokens, number):
        return None
    if after is not None and (says(after.key, "never") or after.kind == "lat"):
        return None
    ranged = _range(context, number)
    if ranged is not None:
        number, low, high = ranged
        last = number.last
        after = tokens[last].word if last < len(tokens) else None
    else:
        low, high = number.low, number.high
    if after is not None and unit_of(after.form) is not None and after.key != "اليوم":
        return None
    if number.form == "fraction":
        return _part(tokens, number)
    hit = nouns().at(tokens, last) if last < len(tokens) else None
    value = None if ranged is not None else number.value
    mod = _modifier(tokens, number.first, last)
    if hit is not None and hit.pro:
        hit = None
    if hit is None and after is not None and after.key == "من" and last + 1 < len(tokens):
        hit = nouns().at(tokens, last + 1)
        if hit is not None and (hit.pro or hit.value.of not in PEOPLE):
            hit = None
    if hit is not None:
        noun = hit.value
        of = kind_of(tokens, number.first, hit.last, noun, before, bare=False)
        end = tokens[hit.last - 1].end
        if of == "distance" and _near(tokens, number.first, "length") and not _near(tokens, number.first, "distance"):
            of = "length"
        return Found(number.first, hit.last, number.start, end, number.pro, value, low, high, of, noun.unit, noun.noun,
                     mod, "number-noun")
    if number.form == "vague":
        behind = last + (after is not None and after.key == "من")
        word = tokens[behind].word if behind < len(tokens) else None
        if word is not None and word.key.startswith("ال") and len(word.key) > 4 and not says(word.key, "no_noun"):
            of = _of_unknown(tokens, number.first, behind, before)
            return Found(number.first, behind + 1, number.start, tokens[behind].end, number.pro, value, low, high, of,
                         word.form, word.form, mod, "vague-word")
    other = after is not None and after.kind == "ar" and says(after.key, "others")
    unknown = after is not None and after.kind == "ar" and not other and _is_noun(tokens, last)
    unknown = unknown and not (number.value == 2 and number.form == "words")
    if unknown and after is not None:
        if number.article or _is_year(number, prior):
            return None
        of = _of_unknown(tokens, number.first, last, before)
        return Found(number.first, last + 1, number.start, tokens[last].end, number.pro, value, low, high, of,
                     after.form, after.form, mod, "number-word")
    of = kind_of(tokens, number.first, last, None, before, bare=True)
    if not of and after is not None and says(after.key, "total"):
        total = total_at(tokens, last + 1)
        of = total[0] if total is not None else "other"
    if not of and (number.form == "vague" or _of_people(tokens, last) or _their_number(tokens, number.first)):
        of = "people"
    if not of and before is not None and after is not None and after.key in ("منها", "منهما"):
        of = before.of
    if not of or (number.article and number.form != "vague"):
        return None
    if other:
        last += 1
    return Found(number.first, last, number.start, tokens[last - 1].end, number.pro, value, low, high, of, "", "", mod,
                 "bare-number")


def _of_unknown(tokens: list[Token], first: int, at: int, before: Earlier | None) -> str:
    """The kind where the noun counted, at ``at``, is in no lexicon: persons by its ending or by what befell them."""
    key = tokens[at].word.key
    of = kind_of(tokens, first, at + 1, Noun(key, "other", ""), before, bare=True)
    if key.endswith(("ين", "ون")):
        return "people" if of == "other" else of
    return "other" if of == "people" else of


def _part(tokens: list[Token], number: Number) -> Found | None:
    """Half, a third, a quarter of something definite (نصف المدينة, ثلث سكان البلدة)."""
    last = number.last
    if number.article or last >= len(tokens) or tokens[last].word.kind != "ar":
        return None
    key = tokens[last].word.key
    whole = key in ("سكان", "مساحه", "عدد", "اراضي", "السكان", "المساحه") or (
        key.startswith("ال") and len(key) > 4 and not key.startswith("النهائ")
    )
    if not whole or number.value is None:
        return None
    return Found(number.first, last + 1, number.start, tokens[last].end, number.pro, number.value, number.value,
                 number.value, "share", "part", tokens[last].word.form, _modifier(tokens, number.first, last), "part")


def _is_noun(tokens: list[Token], at: int) -> bool:
    """Whether the word at ``at`` may be the noun that a number counts: indefinite, no function word, no و before it."""
    key = tokens[at].word.key
    if len(key) < 3 or says(key, "no_noun") or says(key, "total") or key[0] in "وف" or key.endswith("وا"):
        return False
    word = tokens[at].word
    if key[0] in "بل" and key not in everyday() and any(
            len(pro) == 1 and len(rest) > _SHORT and rest in everyday() for pro, rest in word.proclitics):
        return False  # in a state of, for the execution of
    return not key.startswith(("ال", "بال", "لل")) and befell_after(tokens, at) is None and not says(key, "link")


def _is_year(number: Number, prior: Word | None) -> bool:
    """Whether digits before a word that is no known noun are a year (from 1996 to 2001)."""
    return number.form == "digits" and isinstance(number.value, int) and _FIRST_YEAR <= number.value <= _LAST_YEAR and (
        prior is not None and prior.key in ("من", "الي", "حتي", "منذ", "بين", "و", "في", "حرب", "ثوره"))


def _unwrapped(tokens: list[Token], number: Number) -> Number:
    """The number with the marks around it (/11/ مدنيا, "13" "إرهابيا"), where a word follows them."""
    last = number.last
    before = tokens[number.first - 1].word.form if number.first else ""
    if before in _WRAPS and last < len(tokens) and tokens[last].word.form in _WRAPS:
        last += 1
    if last < len(tokens) and tokens[last].word.form in _QUOTES:
        last += 1
    if last == number.last or last >= len(tokens) or nouns().at(tokens, last) is None:
        return number
    return number._replace(last=last)


def _of_people(tokens: list[Token], at: int) -> bool:
    """Whether a bare number counts people: "of them" for persons, or "of" and a body of persons behind it."""
    key = tokens[at].word.key if at < len(tokens) else ""
    if key in ("منهم", "منهن"):
        return True
    if key != "من" or at + 1 >= len(tokens):
        return False
    word = tokens[at + 1].word.key
    return word.endswith(("ين", "ون", "يه", "ينا", "يها", "يهم")) and nouns().at(tokens, at + 1) is None


def _their_number(tokens: list[Token], first: int) -> bool:
    """Whether "their number" stands within a few words before a bare number (بلغ عددهم نحو ...)."""
    return any(token.word.key in ("عددهم", "عددهن", "اعدادهم") for token in tokens[max(0, first - 4):first])


def _share(tokens: list[Token], number: Number) -> Found | None:
    """46%, 19 %, %46, خمسة في المئة."""
    last = number.last
    form = tokens[last].word.form if last < len(tokens) else ""
    if form in ("%", "٪") or (form and says(tokens[last].word.key, "share")):
        last += 1
    elif form == "في" and last + 1 < len(tokens) and tokens[last + 1].word.key in ("المئه", "المائه", "الميه"):
        last += 2
    elif not (number.first and tokens[number.first - 1].word.form in ("%", "٪") and number.form == "digits"):
        return None
    return Found(number.first, last, number.start, tokens[last - 1].end, number.pro, number.value, number.low,
                 number.high, "share", "percent", "", _modifier(tokens, number.first, last), "share")


def _is_label(tokens: list[Token], number: Number) -> bool:
    """List numbers, hours, scores, telephone numbers and parts of dates."""
    if number.form != "digits":
        hit = ordinals().at(tokens, number.first)
        teen = number.value == 10 and number.first > 0 and (
            ordinals().at(tokens, number.first - 1) is not None
            or numbers().word(tokens[number.first - 1].word.form) is not None
        )
        return (hit is not None and hit.last >= number.last) or teen
    i, last = number.first, number.last
    before = tokens[i - 1].word.form if i else "\n"
    after = tokens[last].word.form if last < len(tokens) else "\n"
    if (not i or tokens[i - 1].word.kind == "line") and (after in (".", "-", ")", "–", ":", "/") or after[:1] == "\n"):
        return True
    joined = bool(i) and before in ("-", "_", ":", "/", ".") and tokens[i - 1].end == tokens[i].start
    joined = joined or (after in (":", "/") and tokens[last].start == tokens[last - 1].end)
    return joined or (isinstance(number.value, int) and number.value > 10**12)


def _range(context: Context, number: Number) -> tuple[Number, Amount | None, Amount | None] | None:
    """ "40 إلى 50", "بين 40 و50", "ثلاثة أو أربعة": (number up to its last word, low, high)."""
    tokens, at = context.tokens, number.last
    if number.value is None or at + 1 >= len(tokens):
        return None
    key = tokens[at].word.key
    between = number.first > 0 and tokens[number.first - 1].word.key in ("بين", "وبين", "مابين")
    if key in ("الي", "او", "حتي", "-", "–"):
        at += 1
    elif key == "و" and between:
        at += 1
    elif not between:
        return None
    second = numbers().at(context.text, tokens, at)
    if second is None or second.value is None or (second.pro and not (between and second.pro == "و")):
        return None
    if at == number.last and second.pro != "و":
        return None
    low, high = number.value, second.value
    if low < 1000 <= high and high % 1000 == 0 and second.form == "mixed":
        low = low * (10**6 if high >= 10**6 else 1000)
    if low >= high:
        return None
    return number._replace(last=second.last, end=second.end, value=None), low, high


def _modifier(tokens: list[Token], first: int, last: int) -> str | None:
    """The approximator before the number (نحو, أكثر من) or behind it (تقريبا, على الأقل)."""
    for back in (5, 4, 3, 2, 1):
        hit = approximators().at(tokens, first - back) if first >= back else None
        if hit is not None and hit.last == first and hit.value[1] != "after":
            return hit.value[0]
    hit = approximators().at(tokens, last)
    return hit.value[0] if hit is not None and hit.value[1] != "before" else None


def _near(tokens: list[Token], i: int, role: str) -> bool:
    """Whether a word of this role stands within six words before or after token ``i``."""
    sentence = tokens[i].sentence
    return any(
        token.sentence == sentence and any(says(rest, role) for _, rest in token.word.proclitics)
        for token in tokens[max(0, i - 6): i + 6]
    )
