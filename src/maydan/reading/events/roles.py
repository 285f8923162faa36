"""Phrases into roles: subjects, victims, and the slots that the markers of a frame give."""

from __future__ import annotations

from maydan.reading.clauses import Arg, Clause, Grammar
from maydan.reading.events.origins import POSTS
from maydan.reading.events.spot import Draft
from maydan.reading.frames import Frame

_VICTIM = ("civil", "fighter", "person")


def object_head(head: str, grammar: Grammar) -> bool:
    """Whether a phrase with this head is what is acted on."""
    known = grammar.words.classes.get(head)
    return known is not None and "target" in known and "member" not in known


def is_victim(arg: Arg, grammar: Grammar) -> bool:
    known = grammar.words.classes.get(arg.head)
    return known is not None and any(c in known for c in _VICTIM)


def first_bare(args: list[Arg], grammar: Grammar) -> list[Arg]:
    """The first bare actor with those coordinated with it, unless an object head stands before it."""
    found: list[Arg] = []
    for arg in args:
        if arg.mention is None or arg.mention.kind in ("time", "figure"):
            continue
        if arg.marker != "bare" or arg.mention.kind == "place" or object_head(arg.head, grammar):
            if found and arg.joined and arg.mention.kind == "actor" and arg.marker == "bare":
                found.append(arg)
                continue
            if found or arg.marker == "bare":
                break
            continue
        if found and not arg.joined:
            break
        found.append(arg)
    return found


def subject_args(grammar: Grammar, clause: Clause) -> list[Arg]:
    """The subject of a clause's verb: before it, or the first bare phrase behind it; [] if it has none of its own."""
    span = grammar.subject_span(clause)
    if span is not None:
        found = first_bare(grammar.scan(*span), grammar)
        if found:
            return found
    if clause.verb < 0:
        return []
    return first_bare(grammar.args_after(clause.verb), grammar)


def antecedent(grammar: Grammar, clause: Clause) -> list[Arg]:
    if clause.kind not in ("rel", "asyndetic"):
        return []
    for arg in grammar.antecedent_args(clause):
        if arg.mention is not None and arg.mention.kind == "actor":
            return [arg]
        if arg.mention is not None and arg.mention.kind == "place":
            return []
    return []


def object_first(rest: list[Arg], grammar: Grammar) -> bool:
    """Whether what follows the verb is an object (مواقع النظام) and no subject."""
    for arg in rest:
        if arg.marker != "bare":
            return False
        if arg.mention is None:
            if object_head(arg.head, grammar):
                return True
            continue
        if arg.mention.kind in ("time", "figure"):
            continue
        return arg.mention.kind == "place" or object_head(arg.head, grammar)
    return False


def names_unknown(grammar: Grammar, at: int) -> bool:
    """Whether a definite noun that names nobody known stands as subject right behind a verb."""
    j = at + 1
    if j >= grammar.last or j in grammar.markers or grammar.inside.get(j) is not None:
        return False
    word = grammar.token(j).word
    sense = grammar.sense(j)
    return (
        word.kind == "ar" and sense.article and not sense.clitic and "target" not in sense.classes and not sense.nouns
    )


_WEAPONS = frozenset(("artillery", "rocket", "blast"))


def weapon_at(grammar: Grammar, at: int) -> bool:
    """Whether a shell or a charge that nobody is told to have sent stands right behind a verb as its subject."""
    j = at + 1
    return j < grammar.last and bool(grammar.sense(j).classes & _WEAPONS) and not grammar.sense(j).clitic


def heads_unknown(grammar: Grammar, at: int) -> bool:
    """Whether a noun with its owner that names nobody known stands as subject right behind a verb (وقع طرفا النزاع)."""
    j = at + 1
    if j + 1 >= grammar.last or j in grammar.markers or grammar.inside.get(j) is not None:
        return False
    sense, key = grammar.sense(j), grammar.key(j)
    plain = grammar.token(j).word.kind == "ar" and not (sense.clitic or sense.conj or sense.nouns or sense.classes)
    return plain and not key.startswith("ال") and len(key) > 3 and (
        grammar.key(j + 1).startswith("ال") and grammar.inside.get(j + 1) is None)


_BODIES = frozenset((
    "قوات", "قوه", "مجموعه", "مجموعات", "خلايا", "خليه", "دوريه", "عصابه", "عصابات", "مسلحون", "مجهولون",
))


NOBODYS = frozenset(("مجهول", "مجهوله", "المجهول", "المجهوله", "مجهولين", "مجهولون"))


def nameless(grammar: Grammar, at: int) -> bool:
    """Whether the words at a token say that nobody knows whose it is (طائرات حربية مجهولة الهوية)."""
    return any(grammar.key(t) in NOBODYS for t in range(at, min(at + 4, grammar.last)))


def unnamed(grammar: Grammar, clause: Clause) -> int:
    """The token of people without a name who are the subject of a clause's verb, before it (أن مسلحين هاجموا) or as
    those whom it describes (مهربين حاولوا التسلل); -1 where there are none."""
    span = grammar.subject_span(clause)
    if span is not None:
        first, stop = span
    elif clause.kind in ("rel", "asyndetic") and clause.antecedent > grammar.first:
        first, stop = clause.antecedent - 1, clause.antecedent
    else:
        return -1
    named = [m for t in range(first, stop) if (m := grammar.inside.get(t)) is not None and m.kind == "actor"]
    if any(m.ref != "civilians" for m in named):
        return -1
    if named and span is None:
        return named[-1].first
    if not named and (nobody := next((t for t in range(first, stop) if grammar.key(t) in NOBODYS), -1)) >= 0:
        return nobody
    for t in range(first, stop):
        sense = grammar.sense(t)
        if t in grammar.markers or sense.clitic or grammar.inside.get(t) is not None:
            return -1
        if any(c in sense.classes for c in _VICTIM) or grammar.bare_key(t) in _BODIES:
            return t
    return -1


_ACTING = frozenset((  # whose they are is told behind them; with an ending of the accusative they are acted on
    "دوريه", "حاجز", "خليه", "مجموعه", "قوه", "دوريات", "قذيفه", "قذائف", "مدفعيه", "مسيره", "طائره", "قناص", "قناصه",
    "صاروخ", "صواريخ", "طائرات", "عناصر", "مسلحون", "انتحاري", "انتحاريان", "انتحاريون",
))
_MASS = frozenset(("عناصر", "مسلحون", "مجموعه", "قذائف", "صواريخ"))  # with "from" or "of" they may be acted on
_THEMSELVES = frozenset(("نفسه", "نفسها", "نفسيهما", "انفسهم"))
_PASSING = frozenset(("دخول", "مرور", "خروج", "عبور", "وصول", "ادخال", "اخراج", "نقل"))
_FIRES = frozenset(("النار", "النيران", "نيران", "نيرانه", "نيرانها", "رصاصه", "الرصاص"))


def acting(grammar: Grammar, clause: Clause, at: int) -> list[Arg]:
    """The party whose men or weapons of no name are the subject right behind a verb, before what they act on (اعتقلت
    دورية تابعة لـ X شابا، أصابت قذيفة لـ X منزلا); [] without."""
    t = at + 1
    if t >= clause.end or t in grammar.markers or grammar.inside.get(t) is not None or grammar.key(t) not in _ACTING:
        return []
    for first in range(t + 1, min(t + 1 + _ITS, clause.end)):
        if grammar.token(first).word.kind == "punct":
            continue
        named = next((m for m in grammar.starts(first) if m.kind == "actor"), None)
        if named is None:
            continue
        mark = next((grammar.markers[i][0] for i in range(t + 1, first + 1) if i in grammar.markers), None)
        name = mark.name if mark is not None else named.pro[-1:]
        if name not in ("of", "من", "ل") or named.ref == "civilians" or (
                name != "of" and grammar.key(t) in _MASS):
            return []
        then = named.last
        if then < clause.end and grammar.token(then).word.form in _CLOSING:
            then += 1
        if then >= clause.end or then in grammar.markers or grammar.token(then).word.kind == "punct":
            return []
        acted = grammar.sense(then).classes or grammar.starts(then) or grammar.key(then) in _ACTED or any(
            n.part == "masdar" for n in grammar.sense(then).nouns)
        joined = grammar.sense(then).conj or grammar.sense(then).clitic or grammar.key(then)[:1] == "و"
        return [Arg("bare", "", named, named.first, named.last)] if acted and not joined else []
    return []


_ACTED = _FIRES | _THEMSELVES | _PASSING
_ITS = 5  # tokens between men of no name and whose they are
_CLOSING = frozenset(('"', "”", "»", ")", "“"))


def deed(grammar: Grammar, at: int) -> bool:
    """Whether a verbal noun stands at a token, what a verb before it then tells of (دمر قصف قوات X منازل)."""
    if at >= grammar.last or grammar.inside.get(at) is not None or grammar.verb_at(at) is not None:
        return False
    sense = grammar.sense(at)
    return not sense.clitic and not sense.conj and any(n.part == "masdar" for n in sense.nouns)


def armed(grammar: Grammar, at: int) -> int:
    """The token itself where it tells of people in arms, else -1."""
    told = at >= 0 and ("fighter" in grammar.sense(at).classes or grammar.bare_key(at) in _BODIES
                        or grammar.key(at) in NOBODYS)
    return at if told else -1


def air_at(grammar: Grammar, at: int) -> bool:
    """Whether aircraft that are not named whose stand behind a verb as its subject (طائرة أخرى، المقاتلات)."""
    j = at + 1
    return (
        j < grammar.last
        and "aircraft" in grammar.sense(j).classes
        and not grammar.sense(j).clitic
        and bool(grammar.inside.get(j) is None)
    )


def put(draft: Draft, role: str, args: list[Arg]) -> None:
    """Put phrases into a slot."""
    for arg in args:
        m = arg.mention
        if m is None:
            continue
        if m.kind == "place":
            if role in ("where", "target", "wherefrom") and arg not in draft.where:
                draft.where.append(arg)
                draft.used.add(m.first)
        elif m.kind == "actor":
            if role == "who" and all(arg.mention is not a.mention for a in draft.who):
                draft.who.append(arg)
                draft.used.add(m.first)
            elif role in ("whom", "target", "targetwhom", "lamwhom", "whomword") and all(
                arg.mention is not a.mention for a in draft.whom
            ):
                draft.whom.append(arg)
                draft.used.add(m.first)


_ALSO = frozenset(("ومدفعي", "وصاروخي", "وبري", "وجوي"))  # قصف جوي لـ X ومدفعي لـ Y
_OTHERS = ("اخرين", "اخرون", "منهم", "بينهم")
_VICTIM_MARKERS = ("bare", "من", "ranks", "بين", "على", "ل", "ضد")
_COUNTED = {"take", "kill", "harm", "wound", "harmnoun", "killobj", "evacuate", "displaced", "displace"}


def put_phrases(draft: Draft, frame: Frame, args: list[Arg], bare_role: str) -> None:
    """Slots from the phrases behind the trigger, by their markers."""
    grammar = draft.grammar
    bare = bare_role
    seen_break = False
    last_role = last_marker = ""
    for arg in args:
        if arg.mention is None:
            if arg.marker == "agent" and arg.head in _GUNMEN:
                draft.unnamed = arg.at
            if arg.marker in ("bare", "على", "في", "ب", "ل", "إلى", "نحو") and object_head(arg.head, grammar):
                draft.things += 1
                draft.used.add(arg.at)
            if (
                (is_victim(arg, grammar) or arg.head in _OTHERS)
                and (arg.marker in _VICTIM_MARKERS or (frame.name == "deadly" and arg.marker == "ب"))
            ):
                draft.victims.append(arg)
            continue
        if arg.mention.kind == "figure" and arg.marker in ("bare", "على", "من") and frame.name in _COUNTED:
            draft.things += 1
        if arg.mention.kind in ("time", "figure"):
            continue
        marker = arg.marker
        if marker in ("amid", "lead", "support", "reply", "before", "aim", "prepare", "concess", "مقابل", "away"):
            seen_break = True
        elif marker in ("cause", "after"):
            seen_break = True
        aside = seen_break and marker == "bare" and arg.mention.kind == "place" and last_role in ("who", "")
        if seen_break and marker not in ("agent",) and not aside:
            continue
        if marker == "bare":
            role = bare
            if arg.mention.kind == "place" and role in ("whom", "none", "who"):
                role = "where"
            if (
                arg.mention.kind == "actor"
                and role == "target"
                and arg.head
                and not object_head(arg.head, grammar)
                and not draft.who
                and frame.subject == "who"
                and draft.part == "verb"
                and not draft.passive
            ):
                role = "who"
        elif marker in ("during", "means", "لدى"):
            continue
        else:
            role = frame.phrases.get(marker, "none")
        if (
            arg.mention.kind == "place"
            and role in ("who", "whom", "lam", "none", "lamwhom", "targetwhom", "target")
            and marker in ("في", "ب", "على", "إلى", "ل", "bare", "من", "بين")
        ):
            if role == "none" and marker not in ("في", "ب"):
                continue
            role = "where"
        if arg.joined and last_role and marker == last_marker:
            role = last_role
        elif role == "lam":
            if object_head(arg.head, grammar):
                role = "target"
            elif draft.who and arg.mention.first > grammar.first and (
                    grammar.key(arg.mention.first - 1) in _ALSO):
                role = "who"
            elif draft.who or _carried(draft) or gunmen(draft):
                role = "target"
            else:
                role = "who" if not _possessor(arg, args, grammar) else "whom"
        elif marker == "ل" and arg.mention.kind == "actor" and _owns_agent(arg, args, grammar):
            role = "who"
        elif marker == "من" and arg.mention.kind == "actor" and _of_agent(arg, grammar):
            role = "who"
        elif role in ("source", "from") and marker == "من" and arg.mention.kind == "actor" and _member_of(arg, draft):
            role = "whom"
        elif role in ("source", "from"):
            fires = not arg.head or arg.head in _POSTS
            sent = frame.name == "strike" or (frame.name == "attack" and draft.part != "verb" and not draft.who)
            role = "who" if sent and arg.mention.kind == "actor" and fires else "none"
            if role == "who":
                last_role, last_marker = role, marker
                put(draft, role, [arg])
                continue
            if arg.mention.kind == "place":
                role = "where" if _part_of(arg, args) else "none"
        elif role in ("second", "event"):
            role = "none"
        elif role == "wherefrom":
            if arg.mention.kind == "place":
                draft.spare_where.append(arg)
                draft.used.add(arg.mention.first)
            continue
        if role == "where" and arg.mention.kind == "actor":
            role = "whom" if object_head(arg.head, grammar) and frame.object in ("target", "whom") else "none"
        if role == "who" and object_head(arg.head, grammar) and frame.name not in ("clash", "ambush", "talks"):
            role = "whom"
        last_role, last_marker = role, marker
        put(draft, role, [arg])


_POSTS = POSTS | {"جهه", "مناطق"}
_GUNMEN = frozenset((
    "مسلحون", "مسلحين", "المسلحون", "المسلحين", "مسلح", "مجهولون", "مجهولين", "مجهول", "ملثمون", "ملثمين",
))


_WHOSE = frozenset(("من", "تابعون", "تابعين", "التابعون", "التابعين", "ينتمون", "موالون", "موالين", "يتبعون"))


def gunmen_behind(grammar: Grammar, at: int) -> int:
    """The token behind a verb of armed people of no name and nobody's, its subject (هاجم مسلحون مجهولون); else -1."""
    j = at + 1
    if j >= grammar.last or grammar.bare_key(j) not in _GUNMEN or grammar.inside.get(j) is not None:
        return -1
    behind = j + 1 + (j + 1 < grammar.last and grammar.bare_key(j + 1) in _GUNMEN)
    theirs = behind < grammar.last and (grammar.key(behind) in _WHOSE or grammar.inside.get(behind) is not None)
    return -1 if theirs else j


def gunmen(draft: Draft) -> bool:
    """Whether armed people of no name are the subject right before or behind the verb of a draft."""
    grammar = draft.grammar
    return draft.part == "verb" and any(
        grammar.key(t) in _GUNMEN for t in (draft.at - 2, draft.at - 1, draft.last, draft.last + 1)
        if grammar.first <= t < grammar.last)


_CARRIES = frozenset(("support", "phase", "achieve"))


def _carried(draft: Draft) -> bool:
    """Whether a verb with a subject of its own carries a noun (وجهت X ضربات لـ Y)."""
    for light in draft.chain:
        if light.verb and light.row.kind in _CARRIES and light.at < draft.at and not light.enclitic:
            clause = draft.grammar.clause(light.at)
            if clause.verb == light.at and subject_args(draft.grammar, clause):
                return True
    return False


def _of_agent(arg: Arg, grammar: Grammar) -> bool:
    """Whether "from" tells whose men or weapon an agent's are (برصاص قناص من X، على يد مسلحين من X)."""
    for t in range(arg.at - 1, max(grammar.first, arg.at - 1 - _MEMBERS) - 1, -1):
        mark = grammar.markers.get(t)
        if mark is not None:
            return mark[0].name == "agent" and t + mark[0].length < arg.at
        if grammar.inside.get(t) is not None or grammar.token(t).word.kind == "punct":
            return False
    return False


_OWNED = frozenset(("تابع", "تابعه", "تابعين", "التابع", "التابعه", "التابعين", "تتبع", "يتبع"))
_AGENTS = 6  # tokens between an agent and whose it is


def _owns_agent(arg: Arg, args: list[Arg], grammar: Grammar) -> bool:
    """Whether a party is the one whose patrol or vehicle an agent is (على يد دورية تابعة لـ X)."""
    at = arg.mention.first - 1 if arg.mention is not None else -1
    return at > grammar.first and grammar.key(at) in _OWNED and any(
        a.marker == "agent" and 0 < arg.at - a.at <= _AGENTS for a in args)


_PARTS = frozenset(("مناطق", "قري", "بلدات", "احياء", "اجزاء", "مواقع", "نقاط"))
_OF_PARTS = 3  # tokens from a word for parts to what they are of


def _part_of(arg: Arg, args: list[Arg]) -> bool:
    """Whether "from" tells what the places are of on which something fell (على مناطق متفرقة من X)."""
    n = args.index(arg)
    return n > 0 and args[n - 1].mention is None and args[n - 1].marker == "على" and args[n - 1].head in _PARTS and (
        arg.at - args[n - 1].at <= _OF_PARTS)


_MEMBERS = 3  # tokens before "from" among which a person is told


def _member_of(arg: Arg, draft: Draft) -> bool:
    """Whether "from" tells whose man somebody is (استهدفت عنصرا سابقا من تنظيم X; not لعشرات الهجمات من X)."""
    grammar, first = draft.grammar, arg.at
    begun = draft.at if draft.at < first else grammar.first
    return any(
        any(c in grammar.sense(t).classes for c in _VICTIM) and grammar.inside.get(t) is None
        for t in range(max(grammar.first, begun, first - _MEMBERS), first))


def _possessor(arg: Arg, args: list[Arg], grammar: Grammar) -> bool:
    """Whether "ل" names the owner of the thing before it (مواقع للنظام)."""
    n = args.index(arg)
    return any(
        a.mention is None and object_head(a.head, grammar) and a.marker in ("على", "bare", "ل", "في")
        for a in args[:n][-1:]
    )


def is_civil(arg: Arg) -> bool:
    return arg.mention is not None and arg.mention.ref == "civilians"


KILLS = frozenset(("kill", "take"))


def acted_on(arg: Arg, grammar: Grammar) -> bool:
    """Whether people without arms, or two or more of a party's men, stand in the case of an object (عنصرين من X)."""
    if arg.mention is None:
        return False
    first = grammar.key(arg.mention.first)
    if arg.mention.ref == "civilians" and arg.head in _COUNTS:
        return True  # واعتقلت عشرين امرأة
    return (arg.mention.ref == "civilians" and first.endswith("ين")) or first in _MEN or arg.head in _MEN


_COUNTS = frozenset(("عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين", "مئتين", "ماءتين"))
_MEN = frozenset(("عنصرين", "جنديين", "مقاتلين", "مسلحين", "قياديين", "ضابطين", "شرطيين", "قائدين"))
OFFICES = frozenset((
    "مسؤول", "قائد", "زعيم", "امير", "متزعم", "نائب", "رئيس", "مدير", "محافظ", "ضابط", "عميد", "عقيد", "ناطق", "متحدث",
    "وزير", "عضو", "عنصر", "مقاتل", "مسلح", "قناص", "حارس", "مرافق", "عميل", "مخبر", "خبير", "مستشار", "معاون", "مساعد",
    "احد", "اخطر", "ابرز",
))
"""Words for one of a body's people."""
