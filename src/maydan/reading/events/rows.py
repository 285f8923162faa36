"""The event lexicon as look-up tables: which rows a verb or a noun may stand for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, LIMIT, Memo
from maydan.arabic.tokens import Word
from maydan.reading.words import NounReading, words_of
from maydan.theatre.tables import lexicon, values


class TriggerRow(NamedTuple):
    """One row of ``triggers.tsv``.

    Attributes:
        word: its citation form, unique. type: event type, or "fire" / "harm", which context settles.
        frame: name in ``frames.tsv``.
        near, never: folded words of which one must (none may) stand close by; single words and runs apart as well, and
            the last words of the runs, without which none can stand there.
        asks: conditions (:mod:`maydan.reading.events.asks`), one group of which does as well as a word of ``near``.
        grade: "s" stands alone, "m" needs a party, place or weapon, "w" needs a party to the conflict as well,
            "x" makes no event of its own, "p" only turns up another.
    """

    word: str
    type: str
    frame: str
    near: tuple[str, ...]
    never: tuple[str, ...]
    near_words: frozenset[str]
    near_runs: tuple[str, ...]
    never_words: frozenset[str]
    never_runs: tuple[str, ...]
    grade: str
    near_ends: frozenset[str]
    never_ends: frozenset[str]
    asks: tuple[tuple[str, ...], ...] = ()


class LightRow(NamedTuple):
    """One row of ``light_verbs.tsv``: a verb that carries another (kind, and the status it sets or "")."""

    word: str
    kind: str
    status: str


class EventLexicon(NamedTuple):
    """Rows by verb ("root:form") and by noun key (see :class:`~maydan.reading.words.NounReading`).

    Attributes:
        asked: word -> spellings of it that some row asks for or forbids beside it.
        by_noun: noun key -> the rows that a noun may stand for.
    """

    by_verb: dict[str, tuple[TriggerRow, ...]]
    by_row: dict[str, TriggerRow]
    light_verb: dict[str, LightRow]
    light_row: dict[str, LightRow]
    asked: Memo[Word, frozenset[str]]
    by_noun: Memo[str, tuple[TriggerRow, ...]]

    def rows(self, reading: NounReading) -> tuple[TriggerRow, ...]:
        """Rows that a noun may stand for."""
        return self.by_noun[reading.key]

    def tells(self, word: Word) -> bool:
        """Whether some reading of a word stands for a row."""
        sense = words_of().sense(word)
        return any(v.form.verb in self.by_verb for v in sense.verbs) or any(map(self.rows, sense.nouns))

    def light(self, reading: NounReading) -> LightRow | None:
        """The light verb of which a noun is the verbal noun, if any."""
        kind, _, rest = reading.key.partition(":")
        if kind == "verb":
            return self.light_verb.get(rest) if reading.part == "masdar" else None
        name, _, word = rest.partition(":")
        return self.light_row.get(word) if name == "light_verbs" else None


def _parts(wanted: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Single words, and runs of several words."""
    return frozenset(w for w in wanted if " " not in w), tuple(w for w in wanted if " " in w)


def _ends(wanted: tuple[str, ...]) -> frozenset[str]:
    """Last words of the runs of several words."""
    return frozenset(w.rsplit(" ", 1)[1] for w in wanted if " " in w)


_NONE: frozenset[str] = frozenset()  # one for all words, which most share


@cache
def event_lexicon() -> EventLexicon:
    """The packaged lexicon."""
    by_verb: dict[str, list[TriggerRow]] = {}
    by_row: dict[str, TriggerRow] = {}
    for row in lexicon("triggers"):
        wanted = values(row["with"])
        near, never = tuple(fold(v) for v in wanted if v[0] != "@"), tuple(fold(v) for v in values(row["without"]))
        asks = tuple(tuple(part.removeprefix("@") for part in v.split("+")) for v in wanted if v[0] == "@")
        trigger = TriggerRow(
            row["word"], row["type"], row["frame"], near, never, *_parts(near), *_parts(never), row["grade"] or "m",
            _ends(near), _ends(never), asks,
        )
        by_row[trigger.word] = trigger
        for verb in values(row["verb"]):
            by_verb.setdefault(verb, []).append(trigger)
    light_verb: dict[str, LightRow] = {}
    light_row: dict[str, LightRow] = {}
    for row in lexicon("light_verbs"):
        light = LightRow(row["word"], row["kind"], row.get("status", ""))
        light_row[light.word] = light
        for verb in values(row["verb"]):
            light_verb.setdefault(verb, light)
    asked = frozenset(w for row in by_row.values() for w in (*row.near_words, *row.never_words))
    spellings = words_of().spellings
    rows_of = {verb: tuple(rows) for verb, rows in by_verb.items()}
    return EventLexicon(rows_of, by_row, light_verb, light_row,
                        Memo(lambda word: (spellings(word) & asked) or _NONE, LIMIT // 4),
                        Memo(lambda key: _rows_of_noun(key, rows_of, by_row), FEW))


def _rows_of_noun(
    key: str, by_verb: dict[str, tuple[TriggerRow, ...]], by_row: dict[str, TriggerRow],
) -> tuple[TriggerRow, ...]:
    kind, _, rest = key.partition(":")
    if kind == "verb":
        return by_verb.get(rest, ())
    name, _, word = rest.partition(":")
    row = by_row.get(word) if name == "triggers" else None
    return (row,) if row else ()
