"""Slots of verbal nouns and participles: possessor or object, nisba adjectives, parties behind "between"."""

from __future__ import annotations

from maydan.reading.clauses import Arg, Clause, Grammar
from maydan.reading.events.memory import SPEAKER, Memory, number_of, person_of
from maydan.reading.events.roles import is_victim, object_head, put, put_phrases, subject_args
from maydan.reading.events.spot import Draft
from maydan.reading.frames import Frame
from maydan.records.vocabulary import EVENT_GROUPS


def fill_masdar(draft: Draft, frame: Frame, after: list[Arg], memory: Memory) -> None:
    noun = draft.noun
    assert noun is not None
    grammar = draft.grammar
    if draft.type in _WORDS and not draft.chain and _aside(grammar, draft.at):
        speaker = _who_speaks(draft)
        if speaker:  # قالت X إن ... ، مطالبة Y بكذا
            put(draft, "who", speaker)
            put_phrases(draft, frame, after, frame.object)
            return
    rest = [a for a in after if a.marker != "بين" or not _of_quarrel(draft, a)]
    genitive: list[Arg] = []
    counted = noun.ending == "dual" or _counted(grammar, draft.at)
    if not noun.article and not counted:
        for arg in rest:
            if arg.marker != "bare" or (genitive and not arg.joined):
                break
            if (arg.mention is not None and arg.mention.kind == "time") or arg.at - draft.last > 5:
                break
            if arg.mention is None or arg.mention.kind == "figure":
                if genitive:
                    break
                if object_head(arg.head, grammar) or is_victim(arg, grammar):
                    break
                continue
            if object_head(arg.head, grammar) or arg.mention.kind == "place":
                break
            genitive.append(arg)
    elif frame.genitive in ("agent", "who"):
        genitive = _nisba(rest, grammar, draft.last)
    role = frame.genitive
    if genitive and noun.article:
        role = "who"
    elif genitive and role == "agent":
        later = [a for a in rest if a not in genitive]
        target = any(_is_target(a, frame, grammar) for a in later)
        carried = any(
            c.verb and c.row.kind in ("support", "phase", "achieve", "attempt", "plan") for c in draft.chain
        )
        role = "who" if target or not carried or _is_nisba(genitive[0], grammar) else frame.object
        head = genitive[0].mention
        if draft.row.word == _TARGETED and head is not None and grammar.bare_key(head.first) in _THINGS:
            role = "whom"  # استهداف آليات تابعة لـX
        if all(a.mention is not None and a.mention.ref == "civilians" for a in genitive):
            role = "whom"  # استهداف المدنيين: those without arms suffer it
    elif genitive and role == "target" and frame.name == "siege":
        later = [
            a for a in rest if a not in genitive and a.mention is not None and a.marker in ("bare", "على", "ل", "عن")
        ]
        role = "who" if later else "whom"
    elif genitive and role in ("whom", "target") and frame.name in _ON_PEOPLE and _takes_people(genitive, rest):
        role = "who"  # اختطاف مليشيات X أربعة أطفال
    if noun.enclitic:
        holders = _own_subject(draft, noun.enclitic) or memory.fitting(person_of(noun.enclitic))
        nominal = frame.genitive in ("agent", "who") or frame.name in ("move", "movetr", "massacre")
        if nominal and frame.object in ("target", "whom") and _done_by(draft):
            somebody = _somebody(draft) if noun.enclitic == "ه" else None
            if somebody is None:
                put(draft, frame.object, holders)  # استهدافه من قبل مجهولين
            else:
                draft.victims.append(somebody)
        elif nominal:
            put(draft, "who", holders)
        else:
            put(draft, frame.genitive, holders)
    if genitive:
        put(draft, role, genitive)
    taken = {id(a) for a in genitive}
    if frame.name == "clash":
        _both_sides(draft, memory)
    put_phrases(
        draft,
        frame,
        [a for a in rest if id(a) not in taken],
        "target"
        if counted and draft.before == "ب"
        else frame.object
        if frame.object != "none"
        else frame.genitive
        if frame.genitive in ("whom", "target")
        else "none",
    )


def _done_by(draft: Draft) -> bool:
    """Whether "by" stands behind a verbal noun, the means between them, so that its possessor is who suffers it."""
    grammar = draft.grammar
    stop = min(grammar.clauses[draft.clause].end, draft.last + _MEANS)
    for t in range(draft.last, stop):
        mark = grammar.markers.get(t)
        if mark is not None and mark[0].name == "agent":
            return True
        if grammar.inside.get(t) is not None or grammar.token(t).word.kind == "punct":
            return False
    return False


_MEANS = 5  # tokens between a verbal noun and who did it (استهدافه بطلق ناري من قبل مجهولين)
_SOMEBODY = 6  # tokens from a person to the act that befell him


def _somebody(draft: Draft) -> Arg | None:
    """A person without a name who was just told of and whom a pronoun then means (قتل شاب إثر استهدافه)."""
    grammar = draft.grammar
    for t in range(draft.at - 1, max(grammar.first, draft.at - _SOMEBODY) - 1, -1):
        if grammar.inside.get(t) is not None:
            return None
        if any(c in grammar.sense(t).classes for c in ("person", "civil")):
            return Arg("bare", grammar.bare_key(t), None, t, t + 1)
    return None


_ON_PEOPLE = frozenset(("take", "kill", "wound"))


def _takes_people(genitive: list[Arg], rest: list[Arg]) -> bool:
    """Whether people follow right behind the party that a verbal noun of taking or killing belongs to."""
    last = genitive[-1].mention
    if last is None or last.ref == "civilians" or last.ref.startswith("person:"):
        return False
    return any(
        a.marker == "bare" and not a.joined and a not in genitive and (
            (a.mention is not None and a.mention.first == last.last and not a.mention.pro
             and a.mention.kind in ("figure", "actor")) or (a.mention is None and a.at == last.last))
        for a in rest)


def _own_subject(draft: Draft, enclitic: str) -> list[Arg]:
    """The subject of the clause of a verbal noun if its possessive agrees with it (تستمر القوات بتكثيف قصفها)."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    if not 0 <= clause.verb < draft.at:
        return []
    found = subject_args(grammar, clause)
    if not found or found[0].at > draft.at:
        return []
    number = "3mp" if len(found) > 1 else number_of(found, grammar)
    return found if number == person_of(enclitic) or (enclitic == "ها" and number != "3ms") else []


def _counted(grammar: Grammar, at: int) -> bool:
    """Whether a number or a word of quantity stands before a noun, so that what follows it is no possessor."""
    if at == grammar.first or grammar.sense(at).clitic:  # في عام 2015 بسيطرة
        return False
    return grammar.token(at - 1).word.kind == "num" or "quantity" in grammar.sense(at - 1).classes


_TALKED_OF = frozenset(("حول", "بشان", "لبحث", "لمناقشه", "علي", "في"))
_QUARRELS = frozenset(("توتر", "خلاف", "خلافات", "نزاع", "صراع", "حرب", "علاقات", "ازمه", "قتال", "اشتباكات", "مواجهات",
                       "معارك", "تصعيد", "حدود", "مواجهه"))


_TARGETED = "استهدف"
_THINGS = frozenset(("اليات", "اليه", "دبابات", "دبابه", "مدرعات", "مدرعه", "عربات", "عربه", "سيارات", "سياره", "رتل",
                     "ارتال", "شاحنات", "مواقع", "نقاط", "مقرات", "تجمعات", "حواجز", "عناصر", "مسلحي", "مسلحين"))



def _of_quarrel(draft: Draft, arg: Arg) -> bool:
    """Whether "between" belongs to a quarrel that is talked of, and not to the talks (مشاورات حول التوتر بين X وY)."""
    if draft.row.frame not in ("talks", "agree"):
        return False
    grammar, seen = draft.grammar, False
    for t in range(draft.last, arg.at):
        seen = seen or grammar.key(t) in _TALKED_OF
        if seen and grammar.bare_key(t) in _QUARRELS:
            return True
    return False


_ADJECTIVES = 4  # words between fighting and "between"
_SIDES = {"الطرفين", "الجانبين", "الطرفان", "الجانبان", "الفريقين"}


def _both_sides(draft: Draft, memory: Memory) -> None:
    """ "Between the two sides": the parties of the last fighting; else parties told in clauses behind "between"."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    between = next(
        (t for t in range(draft.last, clause.end) if (m := grammar.markers.get(t)) and m[0].name == "بين"), -1
    )
    if between >= 0 and not any(t in grammar.mention_at for t in range(between, clause.end)):
        for t in range(clause.end, min(grammar.last, clause.end + 30)):
            if t in grammar.markers and grammar.markers[t][0].kind in ("sub", "comp", "result"):
                break
            put(draft, "who", [Arg("بين", "", m, m.first, m.last) for m in grammar.starts(t) if m.kind == "actor"])
    elif between >= 0 and between - draft.last <= _ADJECTIVES and between + 1 < clause.end and not any(
            m.kind == "actor" for t in range(between, clause.end) for m in grammar.starts(t)) and (
            grammar.key(between + 1) not in _SIDES):
        draft.unnamed = between + 1  # people of no name fight each other
    stop = min(grammar.clauses[draft.clause].end, draft.last + 12)
    if memory.parties and any(grammar.key(t) in _SIDES for t in range(draft.last, stop)):
        put(draft, "who", memory.parties)


def _nisba(rest: list[Arg], grammar: Grammar, last: int) -> list[Arg]:
    """The doer named by an adjective behind a definite noun (الغارات الروسية)."""
    for arg in rest[:2]:
        m = arg.mention
        if m is None:
            continue
        if arg.marker == "bare" and m.first - last <= 2 and _is_nisba(arg, grammar) and (
                m.first == last or grammar.key(m.first).startswith("ال")):
            return [arg]
        break
    return []


def _is_nisba(arg: Arg, grammar: Grammar) -> bool:
    """Whether a party is named by an adjective alone (غارات روسية)."""
    m = arg.mention
    if m is None or m.kind != "actor" or m.last - m.first != 1:
        return False
    return grammar.key(m.first).removeprefix("ال").endswith(("ي", "يه", "يين", "يتين", "يان"))


def _is_target(arg: Arg, frame: Frame, grammar: Grammar) -> bool:
    if arg.mention is None:
        return arg.marker in ("على", "bare", "ل") and object_head(arg.head, grammar)
    if arg.mention.kind not in ("actor", "place"):
        return False
    role = frame.object if arg.marker == "bare" else frame.phrases.get(arg.marker, "none")
    return role in ("target", "whom", "lam") or (role == "where" and arg.marker == "على")


_WORDS = frozenset(EVENT_GROUPS["word"])


def _aside(grammar: Grammar, at: int) -> bool:
    """Whether a feminine form right behind a comma may tell what a speaker does at once."""
    return at > grammar.first and grammar.key(at).endswith("ه") and not grammar.sense(at).clitic and (
        grammar.token(at - 1).word.form in ("،", ","))


def _who_speaks(draft: Draft) -> list[Arg]:
    """Who spoke last in the sentence before a participle of words, where he was last named."""
    grammar = draft.grammar
    context = grammar.context
    first, start = context.tokens[grammar.first].start, context.tokens[draft.at].start
    speaker = next((s.speaker for s in reversed(context.sayings) if first <= s.start < start), None)
    if not speaker:
        return []
    for t in range(draft.at - 1, grammar.first - 1, -1):
        for m in grammar.starts(t):
            if m.kind == "actor" and m.ref == speaker:
                return [Arg(SPEAKER, "", m, m.first, m.last)]
    return []


def fill_participle(draft: Draft, frame: Frame, clause: Clause, after: list[Arg]) -> None:
    grammar = draft.grammar
    if draft.part == "active":
        subject = subject_args(grammar, clause) if clause.verb != draft.at else []
        if draft.type in _WORDS and grammar.key(draft.at).endswith("ا"):
            subject = _who_speaks(draft) or subject  # قال X إن Y فعلوا كذا، متهما Z
        put(draft, frame.subject, subject)
        put_phrases(draft, frame, after, frame.object)
        return
    head = grammar.scan(max(clause.start, draft.at - 6), draft.at)
    for arg in head[::-1]:
        if arg.mention is not None and arg.mention.kind in ("place", "actor"):
            put(draft, "target" if frame.object in ("target", "none") else frame.object, [arg])
            break
    put_phrases(draft, frame, after, "none")
