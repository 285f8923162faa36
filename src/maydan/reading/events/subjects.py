"""Doers that stand elsewhere than right before or behind their verb: a party that says that it did something itself
("that" with a pronoun), whose deed it is that does something; and what stands behind a relative clause."""

from __future__ import annotations

from maydan.reading.clauses import Arg, Clause, Grammar
from maydan.reading.events.memory import SPEAKER, agrees
from maydan.reading.events.roles import OFFICES, deed, first_bare, is_civil, put, put_phrases, subject_args
from maydan.reading.events.spot import Draft
from maydan.reading.frames import Frame

_WITH_PRONOUN = ("انه", "انها", "انهم", "انهما")
_PERSONS = {"3ms": "انه", "3fs": "انها", "3mp": "انهم"}
_ACTING = frozenset(("state", "armed-group", "alliance"))
_NEAR = 1  # tokens between the pronoun and its verb (إنها قد استهدفت)


def pronoun_subject(grammar: Grammar, clause: Clause) -> list[Arg]:
    """Whom the pronoun of "that he, that they" means: the subject of the clause before."""
    if clause.start <= grammar.first or not grammar.key(clause.start - 1).endswith(_WITH_PRONOUN) or clause.parent < 0:
        return []
    return subject_args(grammar, grammar.clauses[clause.parent])


def announced(draft: Draft, frame: Frame, clause: Clause) -> list[Arg]:
    """The party in arms, or the state, that says that it did what follows to what follows (أعلنت X أنها استهدفت رتلا).

    [] where others speak: their "that it" is nobody, and the verb may be passive (ذكر المصدر أنه قتل خمسة جنود).
    """
    grammar, verb = draft.grammar, draft.verb
    if verb is None or verb.enclitic or verb.form.passive or frame.subject != "who" or clause.kind != "that" or (
            draft.at - clause.start > _NEAR or not _object_follows(grammar, draft.last, clause.end)):
        return []
    person = verb.form.person
    if person not in _PERSONS or not grammar.key(clause.start - 1).endswith(_PERSONS[person]):
        return []
    found = pronoun_subject(grammar, clause)
    kinds = grammar.context.kinds
    if not found or not all(a.mention is not None and kinds.get(a.mention.ref) in _ACTING for a in found):
        return []
    return found if person == "3mp" or agrees(person, found, grammar, "و") else []


def _object_follows(grammar: Grammar, at: int, stop: int) -> bool:
    """Whether a noun without a preposition stands behind a verb, a time between them or not."""
    while at < stop and (time := grammar.inside.get(at)) is not None and time.kind == "time":
        at = max(time.last, at + 1)
    return at < stop and at not in grammar.markers and grammar.token(at).word.kind != "punct" and (
        not grammar.sense(at).clitic)


def acts_on(draft: Draft, subject: list[Arg]) -> bool:
    """Whether a party in arms, or a state, stands before a verb and an object behind it (أن X اعتقلت مجموعة من)."""
    grammar = draft.grammar
    kinds = grammar.context.kinds
    whole = all(a.mention is not None and not a.head and kinds.get(a.mention.ref) in _ACTING for a in subject)
    return whole and _object_follows(grammar, draft.last, grammar.clauses[draft.clause].end)


def acts_on_people(actor: Arg, bare: list[Arg]) -> bool:
    """Whether people follow the party right behind a verb: it kills or takes them (قتلت جماعة الحوثي ثلاثة مدنيين،
    اعتقلت X الناشط فلانا)."""
    first = actor.mention
    if first is None or is_civil(actor) or first.ref.startswith("person:") or first.first != actor.at:
        return False
    return any(
        a.mention is not None and not a.mention.pro and (
            (a.mention.first == first.last and (a.mention.kind == "figure" or is_civil(a)))
            or (a.at == actor.at and not a.joined and a.mention.first >= first.last
                and a.mention.ref.startswith("person:")))
        for a in bare)


_CALLED = frozenset(("يدعي", "يلقب", "الملقب", "المدعو", "ويدعي", "المعروف", "المكني", "يكني"))


def called(actor: Arg, grammar: Grammar) -> bool:
    """Whether the name of a body's man follows, who then is told of once more (قيادي في X يدعى فلان)."""
    mention = actor.mention
    return mention is not None and mention.last < grammar.last and grammar.key(mention.last) in _CALLED


def whole(actor: Arg, grammar: Grammar) -> bool:
    """Whether a party is named as a body, which is not killed or taken as people are (اعتقل الجيش فلانا)."""
    mention = actor.mention
    if mention is None or actor.head or is_civil(actor) or mention.ref.startswith("person:"):
        return False
    sense = grammar.sense(mention.first)
    key = grammar.bare_key(mention.first).removeprefix("ال")
    people = any(c in sense.classes for c in ("civil", "fighter", "person")) or key.endswith(_PEOPLE) or key in OFFICES
    return not people and mention.first == actor.at


_PEOPLE = ("ين", "ون", "ي", "يه", "يان", "اء", "ان")  # endings of those who are of a party


_UNDONE = frozenset(("destroy", "kill", "wound"))


def by_deed(draft: Draft, frame: Frame) -> bool:
    """Fill a verb whose subject is a deed with the doer of that (دمر قصف قوات X منازل في Y); whether it has one."""
    grammar = draft.grammar
    if frame.name not in _UNDONE or draft.verb is None or draft.verb.enclitic or not deed(grammar, draft.last):
        return False
    after = grammar.args_after(draft.last)
    doers = first_bare(after[:2], grammar)
    if not doers:
        return False
    put(draft, "who", doers)
    put_phrases(draft, frame, [a for a in after if a not in doers], frame.object)
    return True


_TELLERS = frozenset((
    "ناشطون", "ناشطين", "نشطاء", "اهالي", "الاهالي", "سكان", "السكان", "منظمه", "منظمات", "حقوقيون", "معارضون",
    "محللون",
    "مراقبون", "مسؤولون", "مسوولون", "صحفيون", "صحافيون", "متظاهرون", "محتجون", "ناشط", "محلل", "خبراء", "شهود",
))


_TELL = frozenset(("accuse", "tell", "tellto", "press", "ask", "rejects", "praise"))


def by_others(draft: Draft, frame: Frame, clause: Clause) -> int:
    """The token of people of no name who are the subject right behind a verb of accusing or asking, or before it (اتهم
    ناشطون X، منظمات تناشد X): a party behind it is whom they speak to; -1 without."""
    grammar = draft.grammar
    if frame.name not in _TELL or draft.verb is None:
        return -1
    at = draft.last
    if at < grammar.last and grammar.inside.get(at) is None and grammar.key(at) in _TELLERS:
        return at
    span = grammar.subject_span(clause)
    if span is None or any(grammar.inside.get(t) is not None for t in range(*span)):
        return -1
    return next((t for t in range(*span) if grammar.key(t) in _TELLERS), -1)


_ADDRESSED = frozenset(("new:international-community",))


def addressed(draft: Draft, frame: Frame, after: list[Arg]) -> list[Arg]:
    """Those who are only ever spoken to, right behind a joined verb of asking: its subject is that of the verb before
    it (أدان X المجزرة وطالب المجتمع الدولي بالتحرك)."""
    if frame.name not in _TELL or draft.verb is None or draft.verb.pro[:1] != "و":
        return []
    first = first_bare(after, draft.grammar)
    return first if first and first[0].mention is not None and first[0].mention.ref in _ADDRESSED else []


CROWDS = frozenset((
    "مظاهره", "مظاهرات", "مظاهرتان", "مسيره", "مسيرات", "احتجاج", "احتجاجات", "وقفه", "وقفات", "اعتصام", "اعتصامات",
    "متظاهرون", "متظاهرين", "محتجون", "محتجين", "هتافات", "لافتات",
))
"""Words for people, or what they do and hold up, who ask for something together."""


def asked_at_once(draft: Draft, frame: Frame) -> bool:
    """Whether what is asked for stands right behind a verb of asking (طالبت برحيل X): parties behind it do not ask."""
    grammar, at = draft.grammar, draft.last
    if frame.name != "tell" or at >= grammar.last or grammar.inside.get(at) is not None:
        return False
    return grammar.sense(at).clitic == "ب" or any(
        pro == "ب" and (rest in _ASKED or rest.startswith("ال")) for pro, rest in grammar.token(at).word.proclitics)


_ASKED = frozenset((
    "رحيل", "اسقاط", "محاسبه", "وقف", "انهاء", "فتح", "رفع", "فرض", "طرد", "خروج", "اخراج", "تحسين", "توفير", "كشف",
    "معرفه", "اطلاق", "تحقيق", "محاكمه", "اقاله", "استقاله", "تنحي", "تسليم", "حمايه", "عوده", "اعاده", "ضمان", "تشكيل",
    "الغاء", "سحب", "انسحاب", "ادخال", "اجراء", "تنفيذ", "تطبيق", "فك", "تقديم", "دفع", "منع", "حل", "مغادره",
))


def beyond_relative(draft: Draft, breaks: set[int]) -> list[Arg]:
    """Phrases behind a relative clause that is complete with its own subject: they are of the verb before it (قصفت X
    التي تدعمها Y بلدة كذا)."""
    grammar, number = draft.grammar, draft.clause + 1
    if draft.part != "verb" or number >= len(grammar.clauses):
        return []
    clause = grammar.clauses[number]
    if clause.kind != "rel" or clause.verb < 0 or clause.reading is None or not clause.reading.enclitic:
        return []
    whose = [a.mention for a in grammar.antecedent_args(clause)[:1]]
    if not whose or whose[0] is None or whose[0].kind != "actor":
        return []
    subject = next((m for m in grammar.starts(clause.verb + 1) if m.kind == "actor" and not m.pro), None)
    found = grammar.args_after(subject.last - 1, breaks=breaks) if subject is not None else []
    return found if found and not found[0].joined else []


def speaker_of(grammar: Grammar, at: int) -> list[Arg]:
    """Who says "we" or "I" at a token: the speaker of the words quoted there, where he was last named."""
    context = grammar.context
    start = context.tokens[at].start
    speaker = next((s.speaker for s in reversed(context.sayings) if s.start <= start < s.end), None)
    if not speaker:
        return []
    for t in range(at, max(-1, at - _BACK), -1):
        for m in grammar.mention_at.get(t, ()):
            if m.kind == "actor" and m.ref == speaker:
                return [Arg(SPEAKER, "", m, m.first, m.last)]
    return []


_BACK = 60  # tokens behind which a speaker is no longer looked for
