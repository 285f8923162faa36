"""How likely a draft is an event that careful readers would note: a small linear model over what grammar tells of it.

Weights in ``models/events.tsv`` (feature, weight; "bias" and "threshold" among them), made by ``tools/train_events.py``
from annotated documents. Without the file the rules of :mod:`judge` decide alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from maydan.reading import linear
from maydan.reading.context import Context
from maydan.reading.events.retold import Retold, retold_names
from maydan.reading.events.setting import setting_names
from maydan.reading.events.spot import Draft
from maydan.reading.linear import Block, Sums
from maydan.reading.topics import cue, topics_of
from maydan.tables import lexicon


def weights() -> dict[str, float]:
    """Weight of each feature; empty where the package holds no model."""
    return linear.weights("events")


@cache
def _sums() -> Sums:
    return Sums(weights(), names)


_CALM = 0.08  # how much surer the model must be in a text that speaks of no war


def keeps(blocks: tuple[Block, ...], calm: bool, threshold: float) -> bool:
    """Whether a draft of these traits is an event; ``calm``: whether its text speaks of no war."""
    return _sums().chance(blocks) >= threshold + (_CALM if calm else 0.0)


_LEANING = (-3.0, -1.0, 1.0, 3.0, 5.0, 7.0)
_NEAR = (-2.0, -0.7, 0.3, 1.2, 2.2, 3.5)
_WAR = (1, 3, 6, 10, 16)


def _step(value: float, limits: tuple[float, ...]) -> int:
    return sum(value >= limit for limit in limits)


class Around:
    """What the document says of its subject: leaning, cues of war, the kinds of its parties."""

    def __init__(self, context: Context, retold: Retold) -> None:
        self.retold = retold
        topics = topics_of(context)
        self.topics, self.context = topics, context
        self._weights: dict[int, int] = {}
        self.kinds: dict[str, str] = {a.id: a.kind for a in context.actors}
        self.leaning = _step(topics.mean(), _LEANING)
        short = min(1.0, topics.words / 80)
        self.war = _step(sum(topics.seen.values()) / max(0.25, short), _WAR)
        self.calm = self.leaning < 3 and self.war < 3
        self.mood = "calm" if self.calm else "war" if self.war >= 4 else "between"

    def _weight(self, number: int) -> int:
        """Sum of the cues of a sentence."""
        found = self._weights.get(number)
        if found is None:
            seen = self.topics.seen
            found = self._weights[number] = sum([seen[c] for c in self.topics.cues[number]])
        return found

    def traits(self, n: int, draft: Draft, twin: str) -> tuple[Block, ...]:
        """What the document and the sentence of draft ``n`` speak of, and whether others tell it too."""
        number = draft.grammar.number
        near = _step(self.topics.around(number), _NEAR)
        seen, cues = self.topics.seen, self.topics.cues[number]
        here = self._weight(number)
        if here:
            own = {cue(self.context.tokens[t].word)[0] for t in range(draft.at, draft.last)}
            for c in own:
                if c in cues:
                    here -= seen[c]
        beside = 0 if not here else 1 if here < 3 else 2 if here < 6 else 3
        kinds = {self.kinds.get(a, "unknown") for a in (*draft.refs_who, *draft.refs_whom)} or {"nobody"}
        mood, row = self.mood, draft.row
        return (
            ("around", self.leaning, self.war, mood, _beside(self.context, draft.at - 1),
             _beside(self.context, draft.last)),
            ("subject", draft.type, row.word, row.grade, mood, near, beside, twin),
            *[("party", draft.type, mood, kind) for kind in kinds],
            self.retold.traits(n),
        )


@cache
def _beside_words() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon("cue_words"))


def _beside(context: Context, at: int) -> str:
    """A cue word itself, else what kind of token stands there."""
    if not 0 <= at < len(context.tokens):
        return "edge"
    word = context.tokens[at].word
    if word.kind != "ar":
        return {"،": "comma", ".": "stop", ":": "colon"}.get(word.form, word.kind)
    key, known = word.key, _beside_words()
    return key if key in known else key[1:] if key[0] == "و" and key[1:] in known else "other"


def describe(draft: Draft, ruled: bool, twin: str, crowd: int, place: int, words: int) -> tuple[Block, ...]:
    """Traits of a draft, in blocks that many drafts share.

    Args:
        ruled: whether the rules of :mod:`judge` keep it. twin: "", "same" (told in the same sentence) or "before".
        crowd: drafts in its sentence. place: number of its sentence among those read. words: tokens of the document.
    """
    row, noun = draft.row, draft.noun
    who, whom, where = len(draft.refs_who), len(draft.refs_whom), len(draft.refs_where)
    form = draft.part
    if noun is not None:
        form += "-def" if noun.article else "-its" if noun.enclitic else ""
    return (
        ("row", row.word, row.frame, row.grade, draft.type, form, noun is not None, draft.before, ruled),
        ("slots", draft.type, who > 0, whom > 0, where > 0, min(who, 2), bool(draft.who), bool(draft.whom),
         bool(draft.where)),
        ("chain", draft.chain[0].row.kind if draft.chain else "none", min(max(len(draft.chain), 1), 2), draft.status,
         draft.grammar.clauses[draft.clause].kind, draft.dropped),
        ("told", twin, draft.echo, min(crowd, 5), min(place, 3), words > 700),
        ("has", draft.things > 0, bool(draft.victims), draft.cause is not None, draft.when is not None,
         draft.when_at >= 0, bool(draft.weapons)),
    )


def names(block: Block) -> Iterator[str]:
    """Features of a block of traits."""
    return _NAMES[str(block[0])](*block[1:])


def _around(leaning: int, war: int, mood: str, behind: str, ahead: str) -> Iterator[str]:
    yield from (f"leaning={leaning}", f"war={war}", f"mood={mood}", f"prev={behind}", f"next={ahead}")


def _subject(kind: str, word: str, grade: str, mood: str, near: int, beside: int, twin: str) -> Iterator[str]:
    yield from (f"type={kind}&mood={mood}", f"row={word}&mood={mood}", f"near={near}", f"grade={grade}&near={near}",
                f"beside={beside}", f"type={kind}&beside={min(beside, 2)}", f"type={kind}&twin={twin}")


def _party(kind: str, mood: str, party: str) -> Iterator[str]:
    yield from (f"party={party}", f"party={party}&mood={mood}", f"type={kind}&party={party}")


def _row(word: str, frame: str, grade: str, kind: str, form: str, noun: bool, before: str,
         ruled: bool) -> Iterator[str]:
    yield from (f"row={word}", f"frame={frame}", f"grade={grade}", f"type={kind}", f"form={form}",
                f"type={kind}&form={form}", f"before={before if noun else 'verb'}", f"before={before}&form={form}",
                f"ruled={ruled}", f"grade={grade}&ruled={ruled}")


def _slots(kind: str, who: bool, whom: bool, where: bool, doers: int, *own: bool) -> Iterator[str]:
    slots = f"{who:d}{whom:d}{where:d}"
    yield from (f"slots={slots}", f"type={kind}&slots={slots}", f"parties={doers}",
                f"own={''.join(str(int(o)) for o in own)}")


def _chain(kind: str, links: int, status: str, clause: str, dropped: str) -> Iterator[str]:
    yield from (f"chain={kind}", f"links={links}", f"status={status}", f"clause={clause}", f"drop={dropped}")


def _told(twin: str, echo: bool, crowd: int, place: int, long: bool) -> Iterator[str]:
    yield from (f"twin={twin}", f"echo={echo}", f"crowd={crowd}", f"sentence={place}", f"long={long}")


def _has(things: bool, victims: bool, cause: bool, when: bool, dated: bool, armed: bool) -> Iterator[str]:
    yield from (f"things={things}", f"victims={victims}", f"cause={cause}", f"when={when}", f"dated={dated}")
    if armed:
        yield "armed"


_NAMES: dict[str, Callable[..., Iterator[str]]] = {
    "around": _around, "subject": _subject, "party": _party, "row": _row, "slots": _slots, "chain": _chain,
    "told": _told, "has": _has, "retold": retold_names, "setting": setting_names,
}
