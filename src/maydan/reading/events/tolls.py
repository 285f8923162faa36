"""How many people a word of harm, arrest or flight counts: figures beside it, else single people behind it."""

from __future__ import annotations

from maydan.reading.clauses import Grammar
from maydan.reading.context import Context
from maydan.reading.events.spot import Draft
from maydan.records.statements import Toll

_COUNTED = {"harm", "casualties", "kill-civilians", "arrest", "abduct", "displace"}
_HARMED = {"harm", "casualties", "kill-civilians"}
_TOLL_OF = {"arrest": "captured", "abduct": "abducted", "displace": "displaced"}


def toll_of(context: Context, draft: Draft) -> tuple[Toll, ...]:
    """Counts of people in the clauses of a harm event: what each figure counts, else what the trigger tells.

    A count behind "among them" is a part of the one before it and bears the people it counts in ``who``.
    """
    if draft.type not in _COUNTED:
        return ()
    grammar = draft.grammar
    ends = [t for t in (*draft.used, draft.at) if grammar.first <= t < grammar.last]
    found: list[Toll] = []
    part = False
    for t in range(max(grammar.first, min(ends) - 8), min(grammar.last, max(ends) + 9)):
        key = grammar.bare_key(t)
        if key in _PARTS:
            part = bool(found)
        elif key in _WOUNDED or key in _KILLED:
            part = False
        for m in grammar.starts(t):
            if m.kind != "figure" or not 0 <= m.index < len(context.figures):
                continue
            figure = context.figures[m.index]
            if draft.type in _HARMED and _both(grammar, t):
                most = figure.high if figure.value is None else figure.value
                top = most - 1 if most is not None and most > 1 else None
                found += [Toll(of=of, low=1, best=None, high=top) for of in ("killed", "wounded")]
                continue
            counted: str = figure.of
            if counted in ("people", "other"):
                before = {grammar.bare_key(j) for j in range(max(grammar.first, t - 4), t)}
                wounded = bool(before & _WOUNDED) or not draft.killed
                counted = _TOLL_OF.get(draft.type, "wounded" if wounded else "killed")
            if counted in ("killed", "wounded", "displaced", "captured", "abducted"):
                low = figure.low if figure.value is None else figure.value
                high = figure.high if figure.value is None else figure.value
                more = 0 if part or found else _with(draft, t, counted)
                found.append(Toll(
                    of=counted, low=None if low is None else low + more,
                    best=None if figure.value is None else figure.value + more,
                    high=None if high is None else high + more, who=figure.about or "?" if part else ""))
    counted_of = {toll.of for toll in found}
    found += [toll for toll in _singly(draft, ends) if toll.of not in counted_of]
    return tuple(found)


def _both(grammar: Grammar, t: int) -> bool:
    """Whether one number counts the dead and the wounded together (قتل وجرح عشرون، مقتل وإصابة العشرات)."""
    for j in range(t - 1, max(grammar.first, t - 4), -1):
        if grammar.bare_key(j) in _WOUNDED and grammar.key(j)[:1] == "و":
            return grammar.bare_key(j - 1) in _KILLED
    return False


def _with(draft: Draft, t: int, counted: str) -> int:
    """Single people right behind the word of harm whom a number of others joins (قتل ضابط وأربعة من مرافقيه)."""
    grammar = draft.grammar
    if draft.type not in _HARMED or grammar.key(t)[:1] != "و":
        return 0
    first, last = _people(grammar, draft.at + 1)
    wounded = grammar.bare_key(draft.at) in _WOUNDED or not draft.killed
    if counted != ("wounded" if wounded else "killed") or grammar.key(first) in _ONE:
        return 0
    between = {grammar.bare_key(j) for j in range(last, t + 1)} & (_WOUNDED | _KILLED)
    return last - first if last > first and last <= t <= last + _JOINED and not between else 0


_JOINED = 4  # words between somebody and those who join him


def _singly(draft: Draft, ends: list[int]) -> list[Toll]:
    """One killed or wounded where a singular follows the word of harm, and those joined to it (مقتل امرأة وطفل)."""
    if draft.type not in _HARMED:
        return []
    grammar, found = draft.grammar, {"killed": 0, "wounded": 0}
    counted = -1  # token behind the people counted last: a party between is a word of the event as well
    for t in sorted(set(ends)):
        first, last = _people(grammar, t + 1)
        if first == last and grammar.bare_key(t) in _ONE and not any(m.kind == "figure" for m in grammar.starts(t - 1)):
            first, last = t, t + 1
        if first < counted:
            continue
        wounded = grammar.bare_key(t) in _WOUNDED or not draft.killed
        found["wounded" if wounded else "killed"] += last - first
        counted = last
    return [Toll(of=of, low=n, best=n, high=n) for of, n in found.items() if n]


def _people(grammar: Grammar, t: int) -> tuple[int, int]:
    """Tokens of the single people that stand from token ``t`` on, joined by و: first and last exclusive.

    A party between is the one who did it (قتلت قوات النظام شابا); one with the article is named (قتل الشاب فلان).
    """
    doer = next((m for m in grammar.starts(t) if m.kind == "actor" and "one" not in _classes(grammar, t)), None)
    if doer is not None:
        t = doer.last
    number = 0
    while t < grammar.last and not any(m.kind == "figure" for m in grammar.starts(t)):
        key = grammar.key(t)
        if (number and key[:1] != "و") or "one" not in _classes(grammar, t, 1 if number else 0):
            break
        number, t = number + 1, t + 1
    return t - number, t


def _classes(grammar: Grammar, t: int, skip: int = 0) -> set[str]:
    if t >= grammar.last:
        return set()
    return grammar.words.classes.get(grammar.key(t)[skip:].removeprefix("ال"), set())


_ONE = frozenset(("قتيل", "شهيد", "جريح"))
_PARTS = {
    "بينهم", "بينهن", "بينها", "منهم", "منهن", "ضمنهم", "ضمنهن", "فيهم", "فيهن", "وبينهم", "ومنهم", "احدهم", "نصفهم",
    "معظمهم", "غالبيتهم", "اغلبهم",
}
_KILLED = {"قتل", "مقتل", "ومقتل", "وقتل", "بمقتل", "لمقتل", "استشهاد", "استشهد", "مصرع"}
_WOUNDED = {
    "اصابه", "اصيب", "اصاب", "اصابت", "جرح", "وجرح", "واصابه", "واصيب", "اصابات", "باصابه",
    "اصيبت", "واصيبت", "اصيبوا", "اصيبا", "جرحت", "وجرحت", "جرحوا", "جرحا",
}
