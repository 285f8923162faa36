"""Events of a sentence brought together: one attack told by several words, harm and the attack that caused it."""

from __future__ import annotations

import itertools

from maydan.reading.events.rows import EventLexicon
from maydan.reading.events.spot import Draft

ATTACK_TYPES = {"fire", "airstrike", "shelling", "missile-strike", "bombing", "chemical-attack", "offensive", "clash"}
HARM_TYPES = {"harm", "casualties", "kill-civilians", "destroy", "displace", "starve"}
_STRIKES = {"fire", "airstrike", "shelling", "missile-strike", "bombing", "chemical-attack"}
_THING = {"3ms", "3fs", "3fp", "3fd", "3md"}
_CAUSING = {"cause", "ب", "في", "during", "after", "amid", "means", "agent"}


def is_harm(draft: Draft) -> bool:
    """Whether a draft tells of death, wounds or wreck, which attacks cause."""
    return draft.type in HARM_TYPES


def is_attack(draft: Draft) -> bool:
    """Whether a draft may cause harm."""
    return draft.type in ATTACK_TYPES


def merge_mentions(drafts: list[Draft]) -> None:
    """Join a verb with the event noun that is its subject or object (قصف استهدف، الغارات استهدفت، استهدفت غارات)."""
    for n, draft in enumerate(drafts):
        if draft.dropped or draft.type not in ATTACK_TYPES:
            continue
        if draft.part != "verb":
            first = _instrument_of(drafts, n)
            if first is not None:
                absorb(first, draft)
            continue
        if draft.host is not None and not draft.host.dropped:
            absorb(draft.host, draft)


_WHOLE = {
    "breaksiege",
    "seize",
    "siege",
    "harm",
    "killobj",
    "clash",
    "massacre",
    "move",
    "agree",
    "violate",
    "collapse",
    "cut",
    "supportair",
    "mediate",
    "aid",
    "aidcut",
    "sanction",
    "kill",
    "expel",
    "take",
    "promise",
}


_MET = "لقي مصرعه"


def join_phrases(drafts: list[Draft]) -> None:
    """A verb that its lexicon row ties to a noun (فك الحصار، فرض سيطرته، سقط قتلى) tells one event with it."""
    for n, draft in enumerate(drafts):
        if draft.dropped or not draft.row.near or draft.row.frame not in _WHOLE:
            continue
        for other in drafts[n + 1 : n + 4]:
            if draft.row.word == _MET and draft.grammar.key(other.at).startswith("مصرع") and not other.dropped:
                absorb(draft, other)  # لقي عشرات من عناصر X، مصرعهم
                break
            if other.part == "verb" or _words_between(draft, other) > 6 or other.dropped or other.clause > draft.clause:
                continue
            if draft.row.frame in ("clash", "harm", "killobj") and other.type in ("destroy",):
                continue
            key = draft.grammar.bare_key(other.at)
            keys = {key, draft.grammar.key(other.at), key.rstrip("ا")}
            if (
                keys & set(draft.row.near)
                or other.row.word == draft.row.word
                or key.startswith(tuple(w for w in draft.row.near if len(w) > 4))
            ):
                absorb(draft, other)


def regain(drafts: list[Draft]) -> None:
    """Control that is won back (استعاد السيطرة على، استعادة السيطرة على) is one taking, told by the first word."""
    for n, draft in enumerate(drafts):
        if draft.dropped == "same event" or draft.type != "recapture":
            continue
        for other in drafts[n + 1 : n + 3]:
            if (
                other.type == "capture" and other.part == "masdar" and not other.dropped
                and other.before in ("bare", "gen", "obj") and other.clause == draft.clause
                and _words_between(draft, other) <= _CONTROL_WORDS
            ):
                absorb(draft, other)


_CONTROL_WORDS = 3  # words, names left out, between what is done with control and "control"
_HIT_WORDS = 4  # words, names left out, between an attack and the convoy that it hits


def hit(drafts: list[Draft]) -> None:
    """Aid that an attack hits is its target and no act of its own (قصفت طائرات X قافلة مساعدات)."""
    for first, second in itertools.pairwise([d for d in drafts if not d.dropped]):
        if second.row.word == _BUSES and is_attack(first) and first.part == "verb" and second.at - first.at <= _RIDE:
            absorb(first, second)  # استهدفوا حافلة تقل جنودا
        elif first.type == "aid-cut" and second.type == "humanitarian-aid" and second.at - first.last <= _CUT:
            absorb(first, second)  # منع دخول المساعدات
        elif (
            second.type == "humanitarian-aid" and second.part != "verb" and not second.chain
            and second.before in ("bare", "gen", "على") and is_attack(first) and first.type != "clash"
            and first.clause == second.clause and (
                first.part == "verb" or second.before == "على" or second.at == first.last)
            and not any(a.at < second.at for a in (*first.where, *first.victims) if a.at > first.at)
            and _words_between(first, second) <= _HIT_WORDS
        ):
            absorb(first, second)


_BUSES = "حافلات تقل"
_RIDE, _CUT = 8, 4  # tokens


def _words_between(draft: Draft, other: Draft) -> int:
    """Words between two triggers; those of parties and times do not count where nothing else parts the two."""
    between, inside = range(draft.last, other.at), draft.grammar.inside
    if len(between) > 20 or not all(t not in draft.grammar.markers for t in between):
        return len(between)
    return sum(1 for t in between if t not in inside or inside[t].kind == "place")


_NO_ACT = frozenset(("x", "p"))  # grades of words that tell no act themselves (كثف هجماته)


def _instrument_of(drafts: list[Draft], n: int) -> Draft | None:
    """The act of which a noun of fire is the means (استهدفت بغارات، قصف بغارات جوية)."""
    draft = drafts[n]
    if draft.type not in _STRIKES or draft.before not in ("ب", "من", "means") or n == 0:
        return None
    for other in reversed(drafts[max(0, n - 2) : n]):
        if (
            other.dropped or other.row.grade in _NO_ACT or other.clause != draft.clause
            or other.type not in _STRIKES | {"offensive"}
        ):
            continue
        if draft.where and other.where and other.part != "verb":
            continue
        if draft.at - other.last <= 30 and not (draft.before == "من" and draft.at - other.last > 6):
            return other
    return None


def subject_event(drafts: list[Draft], n: int) -> Draft | None:
    """The event noun that is the subject of the verb of draft ``n`` (الغارات استهدفت، قصف طال), or None."""
    draft = drafts[n]
    if (
        draft.part != "verb"
        or draft.type not in ATTACK_TYPES
        or draft.verb is None
        or draft.verb.form.person not in _THING
    ):
        return None
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    for other in reversed(drafts[max(0, n - 4) : n]):
        if other.dropped or other.type not in ATTACK_TYPES or (other.part == "verb" and clause.kind != "asyndetic"):
            continue
        if other.part == "verb" and other.type not in _STRIKES:
            continue
        span = grammar.subject_span(clause)
        if span and span[0] <= other.at < span[1] and other.before in ("bare", "") and other.at - span[0] <= 3:
            return other
        if (
            clause.kind in ("asyndetic", "rel")
            and 0 <= clause.antecedent - other.last <= 12
            and other.clause == draft.clause - 1
            and not (clause.kind == "asyndetic" and other.noun is not None and other.noun.article)
        ):
            return other
    if n + 1 < len(drafts):
        other = drafts[n + 1]
        if (
            other.part != "verb"
            and other.type in _STRIKES
            and other.before == "bare"
            and other.at - draft.at <= 2
            and not other.dropped
        ):
            return other
    return None


def absorb(keep: Draft, gone: Draft) -> None:
    """Put what one draft holds into another."""
    gone.dropped = "same event"
    for arg in gone.who:
        if not keep.who and arg not in keep.who:
            keep.who.append(arg)
    keep.whom += [a for a in gone.whom if a not in keep.whom]
    keep.where += [a for a in gone.where if a not in keep.where]
    keep.used |= gone.used | {gone.at}
    keep.victims += gone.victims
    keep.things += gone.things
    keep.weapons = keep.weapons | gone.weapons
    if keep.type == "fire" and gone.type in _STRIKES:
        keep.type = gone.type
    if keep.type == "offensive" and gone.type in _STRIKES - {"fire"}:
        keep.type = gone.type
    keep.rule = f"{keep.rule}+{gone.row.word}" if keep.rule else ""
    if keep.noun is not None and keep.noun.article and (gone.where or gone.whom):
        keep.echo = False


_BURST = "انفجر"


def link_causes(drafts: list[Draft], lexicon: EventLexicon, last_attack: Draft | None) -> Draft | None:
    """Give each harm the attack that caused it, in its sentence or just before; returns the last attack."""
    recent = last_attack
    for n, draft in enumerate(drafts):
        if draft.dropped == "same event":
            continue
        if _bursts(drafts[:n], draft):
            draft.dropped = "same event"
        elif is_harm(draft):
            draft.cause = _cause_of(drafts, n, lexicon, recent)
        elif is_attack(draft) and not draft.dropped and not draft.echo:
            recent = draft
    return recent


def _bursts(before: list[Draft], draft: Draft) -> bool:
    """Whether explosions are but what a strike told before them led to (قصفت المستودع ما أدى إلى انفجارات)."""
    if draft.row.word != _BURST or not (
            draft.grammar.clauses[draft.clause].kind == "result" or any(c.row.kind == "cause" for c in draft.chain)):
        return False
    return any(d.type in _STRIKES and d.row.word != _BURST and not d.dropped for d in before)


def _cause_of(drafts: list[Draft], n: int, lexicon: EventLexicon, recent: Draft | None) -> Draft | None:
    draft = drafts[n]
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    for other in drafts[n + 1 : n + 5]:
        if (
            is_harm(other)
            and other.type != "destroy"
            and (other.noun is None or not other.noun.pro.startswith("و"))
            and other.part == "verb"
            and other.verb is not None
            and not other.verb.pro.startswith("و")
        ):
            break
        if is_attack(other) and other.part != "verb" and other.dropped != "same event":
            if other.before in _CAUSING and other.clause - draft.clause <= 1:
                return other
            if draft.row.word == _TOLL and other.clause == draft.clause and not other.echo:
                return other  # ارتفعت حصيلة قتلى الغارة على X
            if other.clause == draft.clause and other.before != "bare":
                break
    causes = [c for c in draft.chain if c.row.kind == "cause"]
    before = [d for d in drafts[:n] if is_attack(d) and d.dropped != "same event"]
    for other in reversed(before):
        if other.echo and other.clause == draft.clause and _counted_of(other):
            return _real(other, before, recent)
    if causes or clause.kind == "result":
        anchor = causes[-1].at if causes else clause.start
        subject = [
            d
            for d in drafts
            if is_attack(d)
            and d.dropped != "same event"
            and d is not draft
            and (d.clause == grammar.clause_of[anchor - grammar.first] and abs(d.at - anchor) <= 8 and d.at < draft.at)
        ]
        if subject:
            return _real(subject[-1], before, recent)
        if before:
            return _real(before[-1], before, recent)
        return recent
    if (draft.noun is not None and draft.noun.pro.startswith("و")) or (
        draft.verb is not None and draft.verb.pro.startswith("و")
    ):
        for other in reversed(drafts[:n]):
            if is_harm(other) and other.cause is not None and draft.clause - other.clause <= 2:
                return other.cause
            break
    conj = (draft.noun.pro if draft.noun else draft.verb.pro if draft.verb else "")[:1]
    if conj == "و" and draft.row.type in ("harm", "casualties") and before and before[-1].clause >= draft.clause - 2:
        return before[-1]
    if before and before[-1].clause >= draft.clause - 1 and draft.verb is not None and draft.verb.pro == "ف":
        return before[-1]
    if draft.before == "after":
        return None
    if draft.before == "amid":
        return before[-1] if before else None
    if n and any(grammar.key(t) in _BESIDES for t in range(max(grammar.first, draft.at - 4), draft.at)):
        return next((d.cause for d in reversed(drafts[:n]) if is_harm(d) and d.cause is not None), None)
    return None


_TOLL = "بلغت الحصيلة"
_COUNTS = {"حصيله", "ضحايا", "عدد", "قتلي"}


def _counted_of(attack: Draft) -> bool:
    """Whether the victims of an attack are counted (بلغت حصيلة ذلك الهجوم ...)."""
    grammar = attack.grammar
    return any(grammar.bare_key(t) in _COUNTS for t in range(max(grammar.first, attack.at - 3), attack.at))


_BESIDES = {"اضافه", "فضلا", "علاوه", "بالاضافه", "واضافه"}


def _real(found: Draft, before: list[Draft], recent: Draft | None) -> Draft | None:
    """The event that an echo ("the shelling") points back to."""
    if not found.echo:
        return found
    earlier = [d for d in before if not d.echo and d is not found]
    return earlier[-1] if earlier else (recent or found)


_LOST_NEAR = 10  # tokens from the verb of losing to the control that is lost


def drop_broken(drafts: list[Draft]) -> None:
    """A truce named as what was broken is no ceasefire (خرق لوقف إطلاق النار); control that is lost is not taken by who
    loses it (فقدت X السيطرة على Y)."""
    for first, second in itertools.pairwise(drafts):
        if (first.row.frame == "lose" and second.row.frame == "seize" and second.part == "masdar"
                and first.clause == second.clause and second.at - first.last <= _LOST_NEAR):
            second.dropped = "broken"
            first.where = first.where or second.where
            first.used |= {second.at, *second.used}
        if first.type == "ceasefire-violated" and second.type == "ceasefire" and second.at - first.last <= 4:
            second.dropped = "broken"
