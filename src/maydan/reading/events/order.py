"""What the order of words and their endings tell of subject and object: a pronoun whose party follows, those in the
case of the object right behind a verb."""

from __future__ import annotations

from maydan.reading.clauses import Arg, Clause, Grammar
from maydan.reading.context import Mention
from maydan.reading.cutting import oblique
from maydan.reading.events.memory import agrees, person_of
from maydan.reading.events.roles import KILLS, acted_on, is_victim, subject_args
from maydan.reading.events.spot import Draft
from maydan.reading.frames import Frame

_OPENING = frozenset(("after", "before", "during"))


def opens(draft: Draft) -> int:
    """The verb of the main clause that a noun with a pronoun only leads up to (بعد سيطرته على X، واصل الجيش تقدمه), or
    -1."""
    grammar, noun = draft.grammar, draft.noun
    verb = grammar.clauses[draft.clause].verb
    if noun is None or not noun.enclitic or draft.before not in _OPENING or verb < draft.last:
        return -1
    return verb if any(grammar.token(t).word.form in _COMMAS for t in range(draft.last, verb)) else -1


_COMMAS = ("،", ",")


def meant_ahead(draft: Draft, clause: Clause) -> list[Arg]:
    """The subject of the main clause, where the pronoun of the noun before it agrees."""
    found = subject_args(draft.grammar, clause)
    person = person_of(draft.noun.enclitic) if draft.noun is not None else ""
    return found if found and agrees(person, found, draft.grammar, "و") else []


def beyond_place(frame: Frame, after: list[Arg], grammar: Grammar) -> list[Arg]:
    """The phrases behind a verb of harm or arrest, people behind the place as its object (قتلت في حماة عشرة مسلحين): a
    place by its name ends its phrase."""
    if len(after) > 1 and after[0].marker == "bare" and after[1].marker == "ل" and after[0].mention is not None and (
            after[0].mention.kind == "actor" and after[0].end == after[1].at - 1
            and grammar.key(after[0].end) in _OF_SUBJECT):
        after = [after[0], *after[2:]]  # أسقطت الدفاعات التابعة لـX صواريخ
    if frame.name not in _ON_PEOPLE:
        return after
    found: list[Arg] = []
    stop = -1  # token behind the last place
    for arg in after:
        mention = arg.mention
        start = mention.first if mention is not None else arg.at
        if mention is not None and mention.kind == "place":
            stop = mention.last if arg.marker == "في" else -1
        elif arg.marker == "في" and not arg.joined and 0 <= start - stop <= _COUNT and stop > 0 and (
                is_victim(arg, grammar) if mention is None else mention.kind == "figure"):
            arg = Arg("bare", arg.head, mention, start, arg.end, arg.joined, arg.clause)
        found.append(arg)
    return found


_OF_SUBJECT = frozenset(("التابعه", "التابع", "التابعين", "التابعون", "المواليه", "الموالي", "الموالين", "الموالون"))
_COUNT = 2  # tokens between a place and the people behind it: a number
def armed_side(subject: list[Arg], grammar: Grammar) -> bool:
    """Whether those before a verb of taking people are known as an armed body, which takes and is not taken."""
    kinds = grammar.context.kinds
    return any(a.mention is not None and kinds.get(a.mention.ref) in ("armed-group", "alliance") for a in subject)


_ON_PEOPLE = frozenset(("kill", "wound", "take"))
_ACTS_ON = frozenset(("whom", "target"))


def object_case(draft: Draft, frame: Frame, subject: list[Arg]) -> bool:
    """Whether what stands behind an active verb is in the case of those acted on (واعتقلت عشرين امرأة)."""
    grammar = draft.grammar
    if frame.name in KILLS and all(acted_on(a, grammar) for a in subject):
        return True
    at = draft.last
    while (day := grammar.inside.get(at)) is not None and day.kind == "time":
        at = day.last  # وطردت الاثنين الحوثيين
    return frame.subject == "who" and frame.object in _ACTS_ON and frame.name not in _WORDS and (
        subject[0].at in (draft.last, at) and oblique(grammar, at))


def told_of_doer(draft: Draft, mention: Mention, t: int) -> bool:
    """Whether a party at token ``t`` is named only in what is told of who speaks (تتهم X التي تحكم A بدعم تركي Y)."""
    grammar = draft.grammar
    first = next((k for k in range(draft.last, t) if grammar.key(k) in _RELATIVE), -1)
    if first < 0 or not any(a.mention is not None and a.mention.last == first for a in draft.who):
        return False
    return bool(mention.generic or mention.pro or grammar.key(t - 1) in _GOVERNED)


_RELATIVE = frozenset(("الذي", "التي", "الذين"))
_GOVERNED = frozenset(("من", "على", "علي", "في", "مع", "ضد", "عن", "الي", "بدعم", "بقياده", "قبل"))
_WORDS = frozenset(("accuse", "tell", "tellto", "threat", "praise"))  # reporters mix up cases most behind these
