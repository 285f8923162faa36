"""How likely a draft is an event that careful readers would note: a small linear model over what grammar tells of it.

Weights in ``models/events.tsv`` (feature, weight; "bias" and "threshold" among them), made by ``tools/train_events.py``
from annotated documents. Without the file the rules of :mod:`judge` decide alone.
"""

from __future__ import annotations

from functools import cache

from maydan.reading import linear
from maydan.reading.context import Context
from maydan.reading.events.retold import Retold
from maydan.reading.events.spot import Draft
from maydan.reading.topics import cue, topics_of
from maydan.tables import lexicon


def weights() -> dict[str, float]:
    """Weight of each feature; empty where the package holds no model."""
    return linear.weights("events")


def chance(features: set[str]) -> float:
    """Probability of the model, 0..1."""
    return linear.chance("events", features)


_CALM = 0.08  # how much surer the model must be in a text that speaks of no war


def keeps(features: set[str], threshold: float) -> bool:
    """Whether a draft with these features is an event."""
    return chance(features) >= threshold + (_CALM if "mood=calm" in features else 0.0)


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

    def _weight(self, number: int) -> int:
        """Sum of the cues of a sentence."""
        found = self._weights.get(number)
        if found is None:
            seen = self.topics.seen
            found = self._weights[number] = sum([seen[c] for c in self.topics.cues[number]])
        return found

    def features(self, n: int, draft: Draft) -> set[str]:
        """Features of draft ``n``: what its document and its sentence speak of, and whether others tell it too."""
        number = draft.grammar.number
        near = _step(self.topics.around(number), _NEAR)
        own = {cue(self.context.tokens[t].word)[0] for t in range(draft.at, draft.last)}
        here = self._weight(number) - sum(self.topics.seen[c] for c in own & self.topics.cues[number])
        beside = 0 if not here else 1 if here < 3 else 2 if here < 6 else 3
        kinds = {self.kinds.get(a, "unknown") for a in (*draft.refs_who, *draft.refs_whom)} or {"nobody"}
        calm = "calm" if self.leaning < 3 and self.war < 3 else "war" if self.war >= 4 else "between"
        found = {
            f"leaning={self.leaning}", f"near={near}", f"war={self.war}", f"beside={beside}", f"mood={calm}",
            f"type={draft.type}&mood={calm}", f"row={draft.row.word}&mood={calm}",
            f"grade={draft.row.grade}&near={near}", f"type={draft.type}&beside={min(beside, 2)}",
            f"prev={_beside(self.context, draft.at - 1)}", f"next={_beside(self.context, draft.last)}",
        }
        for kind in kinds:
            found |= {f"party={kind}", f"party={kind}&mood={calm}", f"type={draft.type}&party={kind}"}
        found |= self.retold.features(n)
        return found


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


def describe(draft: Draft, ruled: bool, twin: str, crowd: int, place: int, words: int) -> set[str]:
    """Features of a draft.

    Args:
        ruled: whether the rules of :mod:`judge` keep it. twin: "", "same" (told in the same sentence) or "before".
        crowd: drafts in its sentence. place: number of its sentence among those read. words: tokens of the document.
    """
    row, grammar = draft.row, draft.grammar
    clause = grammar.clauses[draft.clause]
    noun = draft.noun
    who, whom, where = len(draft.refs_who), len(draft.refs_whom), len(draft.refs_where)
    chain = [c.row.kind for c in draft.chain] or ["none"]
    form = draft.part
    if noun is not None:
        form += "-def" if noun.article else "-its" if noun.enclitic else ""
    slots = f"{min(who, 1)}{min(whom, 1)}{min(where, 1)}"
    found = {
        f"row={row.word}",
        f"type={draft.type}",
        f"frame={row.frame}",
        f"grade={row.grade}",
        f"form={form}",
        f"type={draft.type}&form={form}",
        f"type={draft.type}&slots={slots}",
        f"slots={slots}",
        f"before={draft.before if noun is not None else 'verb'}",
        f"chain={chain[0]}",
        f"links={min(len(chain), 2)}",
        f"status={draft.status}",
        f"clause={clause.kind}",
        f"ruled={ruled}",
        f"grade={row.grade}&ruled={ruled}",
        f"drop={draft.dropped}",
        f"echo={draft.echo}",
        f"twin={twin}",
        f"type={draft.type}&twin={twin}",
        f"crowd={min(crowd, 5)}",
        f"sentence={min(place, 3)}",
        f"long={words > 700}",
        f"own={_own(draft)}",
        f"things={draft.things > 0}",
        f"victims={bool(draft.victims)}",
        f"cause={draft.cause is not None}",
        f"when={draft.when is not None}",
        f"dated={draft.when_at >= 0}",
        f"parties={min(who, 2)}",
        f"before={draft.before}&form={form}",
    }
    if draft.weapons:
        found.add("armed")
    return found


def _own(draft: Draft) -> str:
    """Which slots its own words fill, as against what other events lent it."""
    return f"{int(bool(draft.who))}{int(bool(draft.whom))}{int(bool(draft.where))}"
