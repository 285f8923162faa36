"""Where clauses begin and end: markers, finite verbs, and words that only look like verbs."""

from __future__ import annotations

from maydan.arabic.verbs import VerbReading
from maydan.reading.clauses import Clause, Grammar
from maydan.reading.words import SOFT, Marker


def mark(grammar: Grammar, begins: list[int]) -> None:
    """Find the markers of the sentence; those inside a name are part of it.

    Args:
        begins: tokens of the sentence whose words may begin a marker.
    """
    tokens, inside, markers = grammar.context.tokens, grammar.inside, grammar.markers
    find, last, free = grammar.words.marker, grammar.last, grammar.first
    for i in begins:
        if i < free:
            continue
        name = inside.get(i)
        if name is not None and name.kind != "time":
            continue
        found = find(tokens, i, last)
        if found is not None and found[0].name == "qad" and found[1] == "ف" and not _verb_follows(grammar, i + 1):
            continue  # فقد خمسة أطفال حياتهم: the verb of losing, no particle
        if found is not None:
            markers[i] = found
            free = i + found[0].length


def _verb_follows(grammar: Grammar, i: int) -> bool:
    """Whether a verb stands at a token, or what may stand between it and its particle."""
    return i >= grammar.last or bool(grammar.sense(i).verbs) or grammar.key(i) in _BETWEEN


_BETWEEN = frozenset(("لا", "كان", "كانت", "كانوا"))
_OPENERS = ("sub", "comp", "rel", "result")


def cut(grammar: Grammar, turns: list[int]) -> None:
    """Cut the sentence into clauses at conjunctions and finite verbs.

    Args:
        turns: tokens of the sentence at which a mention begins, or a clause may turn (see :class:`Words`).
    """
    tokens, senses, markers = grammar.context.tokens, grammar.senses, grammar.markers
    clauses = grammar.clauses
    current = Clause(grammar.first, grammar.last)
    clauses.append(current)
    headed = heading(grammar)
    if headed > grammar.first:
        current.end = headed
        current = Clause(headed, grammar.last)
        clauses.append(current)
    soft = -1  # last comma of the current clause
    negative = particle = ""
    denied = 0  # behind the last word of negation
    free = headed
    for i in sorted({*turns, *markers}) if markers else turns:
        if i < free:
            continue
        mark = markers.get(i)
        if mark is not None:
            marker, _ = mark
            if marker.kind in _OPENERS:
                begin = i if marker.kind == "result" else i + marker.length
                current.end = i
                kind = marker.name if marker.kind != "rel" else "rel"
                current = Clause(
                    begin, grammar.last, kind, antecedent=i if marker.kind == "rel" else -1, parent=len(clauses) - 1
                )
                clauses.append(current)
                soft, negative, particle = -1, "", ""
                if marker.kind == "result":
                    reading = _finite_at(grammar, i + 1)
                    if reading is not None:
                        current.verb, current.reading, current.subject_first = i + 1, reading, -1
                    free = i + 2
                    continue
            elif marker.kind == "neg":
                negative, denied = marker.name, i + marker.length
            elif marker.kind == "part":
                particle = marker.name
            free = i + marker.length
            continue
        word = tokens[i].word
        if word.kind == "punct":
            if word.form in SOFT:
                soft = i
            continue
        inside = grammar.inside.get(i)
        if inside is not None:
            if inside.first == i:
                free = inside.last
            continue
        reading = _finite(grammar, i, current)
        if reading is None:
            if senses[i].present:
                negative = ""
            continue
        if current.verb < 0 or (current.reading is not None and _auxiliary(current, i)):
            if current.verb < 0:
                current.subject_first = current.start if current.start < i else -1
            elif current.subject_first < 0 and current.verb + 1 < i:
                current.subject_first = current.verb + 1  # كانت القوات قد سيطرت: the subject behind the auxiliary
            current.verb, current.reading = i, reading
        else:
            start, kind = i, "join" if reading.pro.startswith(("و", "ف")) else "asyndetic"
            if kind == "asyndetic" and soft > current.verb:
                start = _before_verb(grammar, soft + 1, i)
                kind = "join" if start < i else kind
            parent = len(clauses) - 1
            current.end = start
            current = Clause(
                start,
                grammar.last,
                kind,
                i,
                reading,
                parent=parent,
                antecedent=i if kind == "asyndetic" else -1,
                subject_first=start if start < i else -1,
            )
            clauses.append(current)
            soft = -1
        current.negative, current.particle = negative if i - denied <= 1 else "", particle
        current.conj = reading.pro.startswith(("و", "ف"))
        negative = particle = ""
    for n, clause in enumerate(clauses):
        upto = clauses[n + 1].start if n + 1 < len(clauses) else grammar.last
        clause.end = min(clause.end, upto)
    numbers: list[int] = []
    for n, clause in enumerate(clauses[1:]):
        numbers += [n] * (min(clause.start, grammar.last) - grammar.first - len(numbers))
    numbers += [len(clauses) - 1] * (grammar.last - grammar.first - len(numbers))
    grammar.clause_of = numbers


def heading(grammar: Grammar) -> int:
    """The token behind a place and colon that open a sentence (حلب::, دمشق:); the sentence's first token without."""
    first = grammar.first
    place = grammar.inside.get(first)
    if place is None or place.kind != "place" or place.last >= grammar.last - 1 or place.pro:
        return first
    behind = place.last
    while behind < grammar.last and grammar.token(behind).word.form == ":":
        behind += 1
    return behind if place.last < behind < grammar.last else first


def _auxiliary(clause: Clause, i: int) -> bool:
    """Whether a clause has كان or a sister of it before the verb at ``i`` (the subject may stand between)."""
    return clause.reading is not None and clause.reading.form.verb in _COPULAS and i - clause.verb <= 7


_QUOTED = frozenset(('"', "“", "«", "'"))
_NAMED_SO = frozenset(("عمليه", "معركه", "حمله", "غزوه", "غرفه", "قوات", "فصيل", "لواء", "كتيبه", "حركه", "جبهه"))
_CALLED = frozenset(("تدعى", "يدعى"))
_SO_CALLED = {"يسمي", "تسمي", "يعرف", "تعرف"}
_COPULAS = {"كون:I/a~u", "زول:I/a~a", "ليس:I", "عود:I/a~u", "صبح:IV", "بيت:I/a~i"}


def _before_verb(grammar: Grammar, start: int, verb: int) -> int:
    """Where a clause with its subject before the verb begins: after the comma if a bare phrase stands there."""
    if start >= verb:
        return verb
    mark = grammar.markers.get(start)
    if mark is not None and mark[0].kind == "prep":
        return verb
    here = grammar.mention_at.get(start)
    if here and here[0].kind in ("time", "figure"):
        return verb
    if here and here[0].pro[-1:] in ("ب", "ل", "ك"):
        return verb
    if here and here[0].kind == "actor":
        return start
    sense = grammar.sense(start)
    return start if sense.nouns and not sense.clitic and verb - start <= 5 else verb


def _finite_at(grammar: Grammar, i: int) -> VerbReading | None:
    readings = grammar.sense(i).verbs if i < grammar.last else ()
    return readings[0] if readings else None


def _finite(grammar: Grammar, i: int, clause: Clause) -> VerbReading | None:
    """The reading of token ``i`` as a finite verb where it is one here."""
    sense = grammar.sense(i)
    if not sense.verbs or (i > grammar.first and grammar.key(i - 1) == "ما" and grammar.key(i) in _SO_CALLED):
        return None
    if grammar.token(i).word.form in _CALLED:
        return None  # جماعة تدعى X
    if i - 1 > grammar.first and grammar.token(i - 1).word.form in _QUOTED and grammar.bare_key(i - 2) in _NAMED_SO:
        return None  # معركة "فجر الحرية"
    word = grammar.token(i).word
    readings = sense.verbs
    if only_present(grammar, i):
        return next(r for r in readings if r.form.tense in IMPERFECT)
    plain = [r for r in readings if not r.enclitic] or list(readings)
    best = plain[0]
    noun = bool(sense.nouns) or bool(sense.classes)
    if noun and best.form.tense == "past" and (_of_her(grammar, i) or _of_others(grammar, i, best, clause)):
        return None
    before = i - 1
    previous = grammar.markers.get(before) if before >= grammar.first else None
    mark = _marker_before(grammar, i)
    if mark is not None and mark.kind == "prep" and mark.name not in ("منذ",):
        return None
    if mark is not None and mark.kind == "neg" and mark.name == "without":
        return None
    if noun and sense.conj and i > grammar.first and grammar.sense(i - 1).nouns and clause.verb != i - 1 and not mark:
        return None
    if before >= grammar.first and grammar.key(before) == "يكون" and best.form.tense == "past" and (
            best.form.person == "3ms"):
        return best  # نفى أن يكون قصف المدينة
    if sense.passive_mark:
        passive = [r for r in readings if r.form.passive]
        return passive[0] if passive else best
    if before >= grammar.first and grammar.key(before) in _CONSTRUCT and best.form.tense == "past" and not best.pro:
        return None
    if best.enclitic and best.pro[-1:] == "ل" and best.form.tense != "past" and i > grammar.first and (
            grammar.token(i - 1).word.form in SOFT and _doer_behind(grammar, i)):
        return best  # انسحبت X من Y، لتدخلها Z
    free = mark is None or mark.kind not in ("rel", "neg", "part")
    if free and best.enclitic and best.form.person == "3fs" and any(
            n.part == "masdar" and n.enclitic for n in sense.nouns):
        return None  # سيطرته, a noun that ends like a verb with its object
    sure = _sure(word.key, best, noun) or (
        not noun
        and best.form.verb in grammar.words.plain
        and not best.enclitic
        and best.form.person not in ("3md", "3fd")
    )
    if sure or (best.enclitic and not noun and _doer_behind(grammar, i)):
        return best
    if mark is not None and (mark.kind in ("rel", "neg") or (mark.kind == "part")):
        return best
    asserts = mark is not None and (mark.name == "that" or (mark.name in _ASSERTING and grammar.key(i - 1) in _THAT))
    if mark is not None and mark.kind in ("sub", "comp") and not asserts:
        return best if _verb_first(grammar, i, clause) else None
    if asserts and best.form.tense == "past":
        return best if _of_pronoun(grammar, i, best) else None
    if asserts:
        return best
    if _after_accusative(grammar, i, clause, best) or _after_subject(grammar, i, clause, best):
        return best
    if _verb_first(grammar, i, clause):
        return best
    del previous
    return None


IMPERFECT = frozenset(("present", "subjunctive", "jussive"))
_NOT_PAST = frozenset(("لن", "لم", "سوف", "كي", "لكي"))
_MAY = ("المقرر", "المفترض", "المتوقع", "المنتظر", "المرتقب", "المرجح", "المزمع", "الممكن", "المحتمل", "المامول", "يجب",
        "يمكن", "ينبغي", "يفترض", "يتوقع", "ينتظر", "يرجح", "يشترط", "شرط", "شريطه", "يتعين")


def only_present(grammar: Grammar, i: int) -> bool:
    """Whether a form that may be read in several ways stands where only a present can (من المقرر أن تدخل، لم تدخل)."""
    if i == grammar.first or not any(v.form.tense in IMPERFECT for v in grammar.sense(i).verbs):
        return False
    before = grammar.key(i - 1).lstrip("وف")
    if before in _NOT_PAST:
        return True
    return grammar.token(i - 1).word.form == "أن" and i - 1 > grammar.first and (
        grammar.key(i - 2).lstrip("وف").startswith(_MAY))


def _of_pronoun(grammar: Grammar, i: int, reading: VerbReading) -> bool:
    """Whether "that it" stands before a past form of its person: its verb, hardly a noun (قال الجيش إنه قصف)."""
    return not reading.pro and not reading.enclitic and grammar.key(i - 1).endswith(
        _PERSONS.get(reading.form.person, "-"))


_PERSONS = {"3ms": "انه", "3fs": "انها", "3mp": "انهم"}


def _doer_behind(grammar: Grammar, i: int) -> bool:
    """Whether an actor stands right behind a form as the subject of a verb with its object (صاروخ أطلقه X)."""
    if grammar.key(i) in _AMONG:
        return False
    here = grammar.mention_at.get(i + 1) if i + 1 < grammar.last else None
    return bool(here and here[0].kind == "actor" and not here[0].pro)


_AMONG = frozenset(  # "among them", no verb of showing
    f"{lead}بين{whom}" for lead in ("", "و", "من") for whom in ("هم", "هما", "ها", "هن", "ه", "نا", "كم"))
_ASSERTING = frozenset(("but", "also", "because", "for", "as"))  # behind these "that" asserts, and a noun follows it
_THAT = frozenset(("ان", "لان", "بان"))
_CONSTRUCT = frozenset((  # heads that a noun must follow (قوات أمن الحدود)
    "قوات", "قوي", "عناصر", "رجال", "افراد", "اجهزه", "جهاز", "قوه", "مجلس", "وزاره", "وحدات", "ضباط", "جنود",
    "احد", "احدي", "ابرز", "كبار", "اخطر",
))


def _marker_before(grammar: Grammar, i: int) -> Marker | None:
    for back in (1, 2, 3, 4):
        j = i - back
        if j < grammar.first:
            return None
        found = grammar.markers.get(j)
        if found is not None:
            return found[0] if found[0].length == back else None
    return None


def _sure(key: str, reading: VerbReading, noun: bool) -> bool:
    """Whether the form can hardly be a noun."""
    form = reading.form
    stem = key[len(reading.pro.rstrip("س")) :] if reading.pro else key
    if reading.future:
        return True
    if form.tense in ("present", "jussive"):
        if stem[0] == "ي":
            return True
        return not noun and len(stem) > 3 and stem[0] == "ت" and not reading.enclitic
    if form.tense == "imperative":
        return False
    if noun:
        return form.person in ("3mp",) and stem.endswith("وا")
    if form.person in ("3fs", "3fd", "3mp", "3fp"):
        return len(stem) > 3
    return len(stem) > 3 and not reading.enclitic and form.person == "3ms"


def _after_accusative(grammar: Grammar, i: int, clause: Clause, reading: VerbReading) -> bool:
    """Whether "that" and an indefinite subject stand before a past form (إن رجلا فجر، أن شابا مسلحا قتل)."""
    if clause.verb >= 0 or reading.form.tense != "past" or reading.form.person != "3ms" or reading.pro:
        return False
    j = i
    while j > grammar.first and i - j < 2 and _indefinite(grammar.key(j - 1)):
        j -= 1
        mark = _marker_before(grammar, j)
        if mark is not None:
            return mark.name == "that"
    return False


def _indefinite(key: str) -> bool:
    return len(key) > 3 and key[-1] == "ا" and not key.startswith("ال")


def _after_subject(grammar: Grammar, i: int, clause: Clause, reading: VerbReading) -> bool:
    """Whether an actor stands as subject right before token ``i`` in a clause without a verb."""
    if clause.verb >= 0 or i == grammar.first:
        return False
    if _stands_behind_phrase(grammar, i, clause):
        return True
    m = grammar.inside.get(i - 1)
    j = i - 1
    if grammar.token(j).word.form in SOFT:
        m = grammar.inside.get(j - 1)
    if m is None or m.kind != "actor" or m.pro[-1:] in ("ب", "ل", "ك"):
        return False
    return m.first == clause.start or (_marker_before(grammar, m.first) is None and m.first - clause.start <= 3)


_CLOSING = {"»", "”", '"', "’", ")"}


def _stands_behind_phrase(grammar: Grammar, i: int, clause: Clause) -> bool:
    """Whether a form that may be a noun closes a clause behind its subject (قياديا بتنظيم X قتل في ...)."""
    before = i - 1
    while before > clause.start and grammar.token(before).word.form in _CLOSING:
        before -= 1
    if before < clause.start or clause.start in grammar.markers or grammar.sense(clause.start).clitic:
        return False
    m = grammar.inside.get(before)
    form = grammar.token(before).word.form
    named = (m is not None and m.kind == "actor") or form.endswith(("\u064b", "\u064b\u0627", "\u0627\u064b"))
    if not named or (m is not None and m.first == clause.start and m.pro[-1:] in ("ب", "ل")):
        return False
    after = i + 1
    if after >= grammar.last:
        return True
    mark = grammar.markers.get(after)
    return (mark is not None and mark[0].kind == "prep") or grammar.token(after).word.kind == "punct"


def _of_her(grammar: Grammar, i: int) -> bool:
    """Whether a verbal noun that looks like a verb of a masculine stands before a feminine doer, so that it is no verb
    (قصف قوات X مواقع Y)."""
    here = grammar.mention_at.get(i + 1) if i + 1 < grammar.last else None
    return here is not None and len(here) > 0 and here[0].kind == "actor" and not here[0].pro and (
        grammar.bare_key(i) in _DEEDS) and grammar.bare_key(here[0].first).removeprefix("ال").endswith(_FEMININE)


def _of_others(grammar: Grammar, i: int, reading: VerbReading, clause: Clause) -> bool:
    """Whether a verbal noun that looks like a verb of a masculine is joined to what a feminine or several did, before
    those acted on (أعلنت القوات سيطرتها على X وطرد الحوثيين منها)."""
    if reading.form.person != "3ms" or not grammar.sense(i).conj or clause.reading is None or (
            clause.reading.form.person not in ("3fs", "3mp")):
        return False
    return oblique(grammar, i + 1)


def oblique(grammar: Grammar, i: int) -> bool:
    """Whether a party in the plural stands at a token in the case of those acted on (الحوثيين)."""
    here = grammar.mention_at.get(i) if i < grammar.last else None
    return here is not None and len(here) > 0 and here[0].kind == "actor" and not here[0].pro and (
        grammar.key(i).startswith("ال") and grammar.key(i).endswith("ين"))


_DEEDS = frozenset(("قصف", "قتل", "ضرب", "نسف", "خطف", "اسر", "حرق", "نهب", "طرد", "فتح"))
_FEMININE = ("ه", "ات")


_GUNMEN = frozenset(("مجهولون", "مسلحون", "مقاتلون", "انتحاري", "انتحاريان", "انتحاريون"))


def _verb_first(grammar: Grammar, i: int, clause: Clause) -> bool:
    """Whether a form that may be a noun opens its clause and is followed by a subject as verbs are."""
    word = grammar.token(i).word
    sense = grammar.sense(i)
    opened = (
        i == clause.start
        or grammar.token(i - 1).word.kind == "punct"
        or sense.conj != ""
        or ((found := grammar.markers.get(i - 1)) is not None and found[0].kind in ("sub", "part"))
    )
    if not opened or i + 1 >= grammar.last:
        return False
    here = grammar.mention_at.get(i + 1)
    if here and here[0].kind in ("actor", "figure", "time") and not here[0].pro:
        return True
    if sense.nouns and all(n.part != "masdar" for n in sense.nouns) and not grammar.sense(i + 1).clitic:
        return True
    after = grammar.sense(i + 1)
    following = grammar.token(i + 1).word
    if after.clitic:
        return False
    if "civil" in after.classes or "fighter" in after.classes or "person" in after.classes or (
            following.key in _GUNMEN):
        return True
    if sense.nouns and following.key.startswith("ال") is False and not after.classes:
        return False
    return (
        following.key.startswith("ال")
        or following.kind == "num"
        or ("member" in after.classes)
        or (not sense.nouns and len(word.key) > 3)
    )
