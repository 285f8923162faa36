"""Event triggers of a sentence: verbs, verbal nouns, event nouns, participles, and the lexicon row of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from maydan.arabic.memo import within
from maydan.arabic.verbs import VerbReading
from maydan.reading.clauses import Arg, Grammar
from maydan.reading.cutting import IMPERFECT, only_present
from maydan.reading.events.asks import met
from maydan.reading.events.rows import EventLexicon, LightRow, TriggerRow, event_lexicon
from maydan.reading.frames import frames
from maydan.reading.words import NounReading

_BEHIND, _AHEAD = 5, 9  # words around a trigger in which the words that its row asks for may stand


@dataclass(slots=True)
class Light:
    """A light verb or its verbal noun that carries a trigger: row, token, and whether it is a finite verb."""

    row: LightRow
    at: int
    verb: bool
    agent: list[Arg] = field(default_factory=list)
    enclitic: str = ""


@dataclass(slots=True, eq=False)
class Draft:
    """An event in the making.

    Attributes:
        at, last: trigger tokens, last exclusive. part: "verb", "masdar", "active", "passive".
        chain: light verbs that carry it, the nearest first.
        who, whom, where: phrases that fill the slots; when: value or None.
        before: marker right before a noun trigger ("cause", "bare", "ب", ...).
        cause: the event that brought it about, or None. host: the event noun that is the subject of a verb, or None.
        things: phrases of plain words that name what is acted on or where (مواقع، أحد المراكز).
        used: tokens that the quote must cover. unnamed: token of people of no name who did it, or -1.
        resumed: the clause above a complete relative one behind which the trigger stands, or -1.
    """

    grammar: Grammar
    at: int
    last: int
    row: TriggerRow
    part: str
    verb: VerbReading | None = None
    noun: NounReading | None = None
    type: str = ""
    chain: list[Light] = field(default_factory=list)
    who: list[Arg] = field(default_factory=list)
    whom: list[Arg] = field(default_factory=list)
    where: list[Arg] = field(default_factory=list)
    spare_where: list[Arg] = field(default_factory=list)
    victims: list[Arg] = field(default_factory=list)
    things: int = 0
    when: str | None = None
    when_at: int = -1
    before: str = "bare"
    status: str = "happened"
    cause: Draft | None = None
    host: Draft | None = None
    used: set[int] = field(default_factory=set)
    refs_who: list[str] = field(default_factory=list)
    refs_whom: list[str] = field(default_factory=list)
    refs_where: list[str] = field(default_factory=list)
    weapon: str | None = None
    weapons: frozenset[str] = frozenset()
    dropped: str = ""
    echo: bool = False
    passive: bool = False
    rule: str = ""
    civilians: bool = False
    fighters: bool = False
    killed: bool = False
    unnamed: int = -1
    resumed: int = -1

    @property
    def clause(self) -> int:
        """Number of the clause of the trigger, or of the one that it belongs to."""
        return self.resumed if self.resumed >= 0 else self.grammar.clause_of[self.at - self.grammar.first]


_CIVILIANS = "civilians"  # whose dead are named with them (قتلى مدنيين)
_SUMMIT = frozenset(("القمه", "قمه"))  # bodies are named by their meetings (القمة العربية)


def spot(grammar: Grammar, lexicon: EventLexicon, telling: list[int]) -> list[Draft]:
    """Triggers of a sentence in order; of two readings of one word the more specific row wins.

    Args:
        telling: tokens of the sentence whose words may be triggers.
    """
    found: list[Draft] = []
    tokens, senses, markers = grammar.context.tokens, grammar.senses, grammar.markers
    free = grammar.first
    for i in sorted({*telling, *markers}) if markers else telling:
        if i < free:
            continue
        inside = grammar.inside.get(i)
        if inside is not None and not (inside.kind == "actor" and inside.first == i and (
                inside.generic or inside.ref == _CIVILIANS or grammar.key(i) in _SUMMIT)):
            continue
        mark = markers.get(i)
        if mark is not None:
            told = _beyond(grammar, i, mark[0].length, lexicon)
            if told is not None:
                found.append(told)
            free = told.last if told is not None else i + mark[0].length
            continue
        sense = senses[i]
        draft = _verb(grammar, i, lexicon) if sense.verbs else None
        if draft is None and sense.nouns:
            draft = _noun(grammar, i, lexicon, grammar.words.nouns_at(tokens, i, grammar.last))
        if draft is not None:
            if not (
                draft.row.word in _ARMS
                and any(draft.at - d.last <= 8 and d.row.frame in _FIRE_FRAMES for d in found[-2:])
            ):
                found.append(draft)
            free = draft.last
    return found


def _beyond(grammar: Grammar, i: int, length: int, lexicon: EventLexicon) -> Draft | None:
    """An event noun of more words than the marker that begins with the same word (دعما عسكريا, دعما ل)."""
    readings = grammar.words.nouns_at(grammar.context.tokens, i, grammar.last) if grammar.senses[i].nouns else ()
    longer = tuple(r for r in readings if r.length > max(1, length))
    return _noun(grammar, i, lexicon, longer) if longer else None


_ARMS = {"سقطت براميل", "سيارة مفخخة", "عبوة ناسفة"}  # weapons that tell an attack only where no other word does
_FIRE_FRAMES = {"strike", "blast", "attack", "fall", "reach"}


def _verb(grammar: Grammar, i: int, lexicon: EventLexicon) -> Draft | None:
    reading, present = grammar.verb_at(i), only_present(grammar, i)
    if reading is None:
        return None
    best: tuple[int, TriggerRow, VerbReading] | None = None
    for candidate in grammar.sense(i).verbs:
        if present and candidate.form.tense not in IMPERFECT:
            continue
        if candidate.form.person[0] == "2" and candidate.form.tense != "imperative":
            continue
        if candidate.form.tense == "jussive" and _shortened(grammar, i, candidate):
            continue
        for row in lexicon.by_verb.get(candidate.form.verb, ()):
            if candidate.enclitic and frames()[row.frame].object == "none":
                continue
            if candidate.form.verb != reading.form.verb and not (row.near or row.asks):
                continue
            value = weigh(grammar, i, i + 1, row)
            if value > 0 and row.frame == "fallto" and not _falls(grammar, i, i + 1):
                continue
            if value > 0 and row.word in _FELL and _expects(grammar, i):
                continue
            if value > 0 and row.word == _HIT and not _thing_hit(grammar, i, row, candidate):
                continue
            if value > 0 and row.word == _TARGET and i + 1 < grammar.last and grammar.key(i + 1) in _MEANT:
                continue
            if value > 0 and (best is None or value > best[0]):
                best = (value, row, candidate)
    if best is None:
        return None
    return Draft(grammar, i, i + 1, best[1], "verb", verb=best[2], type=best[1].type)


_FELL = frozenset(("وقع قتلى", "أوقع قتلى"))
_RISES = frozenset(("ارتفاع", "ازدياد", "زياده", "سقوط", "وقوع", "حدوث", "تزايد"))


def _expects(grammar: Grammar, i: int) -> bool:
    """Whether somebody expects what looks like dead that fall (توقع الدفاع المدني ارتفاع الضحايا)."""
    if not grammar.key(i).endswith("توقع") or i + 1 >= grammar.last:
        return False
    return grammar.key(i + 1) in _RISES or any(m.kind == "actor" for m in grammar.starts(i + 1))


_MARCH = "خرج في مسيرة"
_HIT = "أصاب هدفا"
_HIT_NEAR = 2  # tokens


def _thing_hit(grammar: Grammar, i: int, row: TriggerRow, verb: VerbReading) -> bool:
    """Whether it is a thing right beside a passive that is hit, and nobody who is wounded (أصيب الشاب قرب منزله)."""
    if not verb.form.passive and verb.form.person != "1s":
        return True
    return any(grammar.bare_key(t) in row.near_words for t in range(
        max(grammar.first, i - _HIT_NEAR), min(grammar.last, i + 1 + _HIT_NEAR)) if t != i)


_TARGET = "استهدف"
_MEANT = frozenset((  # what something is meant for, where it looks like what is targeted (تستهدف زعزعة الأمن)
    "الحد", "تعزيز", "زعزعه", "تحقيق", "تنميه", "اثاره", "توفير", "تحسين", "نشر", "زياده", "دعم", "تطوير", "خفض",
    "خلق", "النيل",
    "تقويض", "تفتيت", "رفع", "تشويه", "اقامه", "بث", "اشاعه", "تهيئه", "ايجاد", "بناء", "تسهيل", "توسيع", "ترسيخ",
    "معالجه",
))


def _shortened(grammar: Grammar, i: int, candidate: VerbReading) -> bool:
    """Whether a form can only be a jussive and nothing before it asks for one (تعد is no form of عاد then)."""
    verb = candidate.form.verb
    if any(v.form.verb == verb and v.form.tense == "present" for v in grammar.sense(i).verbs):
        return False
    return not candidate.pro.endswith("ل") and not grammar.clause(i).negative


_GROUND = frozenset((
    "مدينه", "بلده", "قريه", "بلدات", "قري", "مدن", "محافظه", "منطقه", "قاعده", "مطار", "معبر", "معسكر", "العاصمه",
    "المدينه", "البلده", "القريه", "المنطقه", "القاعده", "المطار", "المعبر", "المعسكر", "الموصل", "حي", "احياء",
    "الحي", "المحافظه", "نظام", "النظام",
))
_HANDS = frozenset(("بيد", "بايدي", "يد", "ايدي", "قبضه", "سيطره", "لسيطره", "السيطره", "سيطرته", "سيطرتها"))


def _falls(grammar: Grammar, i: int, last: int) -> bool:
    """Whether what falls is ground: into hands, or a place as the subject (no aircraft that falls on a market)."""
    if any(grammar.key(t) in _HANDS for t in range(last, min(grammar.last, last + 12))):
        return True
    if last < grammar.last and (
            grammar.key(last) in _GROUND or any(m.kind == "place" and not m.pro for m in grammar.starts(last))):
        return True
    clause = grammar.clause(i)
    if clause.verb != i:
        return False
    span = grammar.subject_span(clause)
    before = grammar.scan(*span) if span else grammar.antecedent_args(clause)[:1]
    return any(a.mention is not None and a.mention.kind == "place" and a.marker == "bare" for a in before)


def _noun(grammar: Grammar, i: int, lexicon: EventLexicon, readings: tuple[NounReading, ...]) -> Draft | None:
    best: tuple[int, TriggerRow, NounReading] | None = None
    if _names_office(grammar, i):
        return None
    for reading in readings:
        for row in lexicon.rows(reading):
            if _purpose_verb(grammar, i, reading):
                continue
            if reading.part != "masdar" and not _participle_tells(grammar, i, row, reading):
                continue
            if row.word == _MARCH and reading.pro.endswith("ب"):
                continue  # what marchers demand (تطالب بخروج X)
            if reading.enclitic in ("هم", "هما") and row.frame in ("seize", "siege", "cut", "handover"):
                continue
            value = weigh(grammar, i, i + reading.length, row)
            if value > 0 and row.frame == "fallto" and not _falls(grammar, i, i + reading.length):
                continue
            if value > 0:
                value += 20 * (reading.length - 1) + (5 if reading.part == "masdar" else 0) - len(reading.pro)
                if best is None or value > best[0]:
                    best = (value, row, reading)
    if best is None:
        return None
    _, row, noun = best
    return Draft(grammar, i, i + noun.length, row, noun.part, noun=noun, type=row.type)


_OFFICES = frozenset((
    "مسؤول", "مسؤوله", "مسؤولي", "مسول", "مسوول", "مدير", "مديره", "مديريه", "اداره", "هيئه", "لجنه", "لجان", "وزير",
    "وزاره", "مكتب", "شعبه", "دائره", "قسم", "خبير", "خبراء", "اركان", "مجموعات", "مركز", "وفد", "غرفه", "جهاز",
    "منظومه", "كتيبه", "ضابط", "ضباط", "مستشار", "مجلس", "كليه", "اكاديميه", "معهد", "نظام", "نظم", "جهه", "شرطه",
))


def _names_office(grammar: Grammar, i: int) -> bool:
    """Whether a noun only says what an office is for (مسؤول التسليح، هيئة التفاوض، أركان حرب)."""
    if i == grammar.first:
        return False
    before = grammar.key(i - 1)
    return (before in _OFFICES or (before[:1] in "وبل" and before[1:] in _OFFICES)) and not grammar.sense(i).clitic


def _purpose_verb(grammar: Grammar, i: int, reading: NounReading) -> bool:
    """Whether what looks like a verbal noun of pattern V is a verb (لتقدم طرحا، تقدمه قوات X)."""
    if reading.enclitic and grammar.key(i).lstrip("وف").startswith("ت"):
        after = grammar.starts(i + 1)
        return bool(after) and after[0].kind == "actor" and not after[0].pro
    if not reading.pro.endswith("ل") or reading.article or reading.enclitic or ":V" not in reading.key:
        return False
    return i + 1 >= grammar.last or grammar.key(i + 1).endswith("ا")


_ACTIVE = {
    "strike", "siege", "cut", "accuse", "tell", "tellto", "tellabout", "press", "praise", "rejects", "promise", "seize",
    "threat", "destroy",
}
_PASSIVE = {"siege", "destroy", "seize"}


def _participle_tells(grammar: Grammar, i: int, row: TriggerRow, reading: NounReading) -> bool:
    """Whether a participle tells an act: a state of the doer (مستهدفة المدنيين), or a passive with its doer."""
    if reading.article or reading.pro not in ("", "و", "ف"):
        return reading.part == "passive" and row.frame in _PASSIVE and _agent_follows(grammar, i)
    if reading.part == "active":
        if row.frame not in _ACTIVE or i + 1 >= grammar.last:
            return False
        if i == grammar.first:
            return grammar.key(i).endswith("ا")
        before = grammar.token(i - 1).word
        return before.kind == "punct" or grammar.inside.get(i - 1) is not None or grammar.key(i).endswith("ا")
    return row.frame in _PASSIVE and (
        _agent_follows(grammar, i) or grammar.clause(i).verb == i - 1 or i - grammar.clause(i).start <= 1
    )


def _agent_follows(grammar: Grammar, i: int) -> bool:
    return any(
        (m := grammar.markers.get(j)) is not None and m[0].name == "agent"
        for j in range(i + 1, min(i + 4, grammar.last))
    )


def weigh(grammar: Grammar, i: int, last: int, row: TriggerRow) -> int:
    """How well a row fits the words around tokens ``i`` to ``last``; 0 if it does not."""
    if row.never and near(grammar, i, last, row.never_words, row.never_runs, row.never_ends, _BEHIND):
        return 0
    if not row.near and not row.asks:
        return 10
    if row.near and near(grammar, i, last, row.near_words, row.near_runs, row.near_ends, 3):
        return 15
    return 15 if row.asks and met(grammar, i, last, row.asks) else 0


def _asked(grammar: Grammar) -> frozenset[str]:
    """Spellings of the words of a sentence that some row of the lexicon asks for or forbids."""
    if grammar.asked is None:
        asked = event_lexicon().asked
        found: set[str] = set()
        forms = grammar.context.forms
        for t in within(grammar.context.telling("asked"), grammar.first, grammar.last):
            found |= asked[forms[t]]
        grammar.asked = frozenset(found)
    return grammar.asked


def near(grammar: Grammar, i: int, last: int, words: frozenset[str], runs: tuple[str, ...], ends: frozenset[str],
         behind: int) -> bool:
    """Whether one of some folded words, or runs of words, stands close around a stretch, in its sentence.

    Args:
        ends: the last words of the runs.
    """
    if runs and ends.isdisjoint(grammar.keys):
        runs = ()
    if not runs and words.isdisjoint(_asked(grammar)):
        return False
    forms, spellings = grammar.context.forms, event_lexicon().asked
    keys: list[str] = []
    hit = False
    for j in range(max(grammar.first, i - behind), min(grammar.last, last + _AHEAD)):
        if i < j < last:
            continue
        word = forms[j]
        if word.kind == "punct":
            if word.form in ".؟!":
                break
            continue
        if not hit and not words.isdisjoint(spellings[word]):
            hit = True
            if not runs:
                return True
        keys.append(word.key)
    if hit or not runs:
        return hit
    line = f" {' '.join(keys)} "
    return any(f" {run} " in line or f"و{run} " in line for run in runs)
