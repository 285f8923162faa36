"""Who did it, to whom, where: the phrases around a trigger put into its slots by the frame of its row."""

from __future__ import annotations

from maydan.reading.clauses import Arg, Clause, Grammar
from maydan.reading.events.spot import Draft, Light
from maydan.reading.frames import Frame, frames

_EVENT_NOUN_FRAMES = {"strike", "attack", "blast", "clash", "ambush", "massacre"}
_VICTIM = ("civil", "fighter", "person")


def fill(draft: Draft, breaks: set[int], memory: Memory) -> None:
    """Fill who, whom, where and victims of a draft from its clause, its light verbs and its relative clause."""
    grammar = draft.grammar
    frame = frames()[draft.row.frame]
    others = breaks - set(range(draft.at, draft.last))
    after = grammar.args_after(draft.last - 1, breaks=others)
    clause = grammar.clauses[draft.clause]
    if draft.part == "verb":
        _fill_verb(draft, frame, clause, after, memory)
    elif draft.part == "masdar":
        _fill_masdar(draft, frame, after, memory)
    else:
        _fill_participle(draft, frame, clause, after)
    for light in draft.chain:
        _from_light(draft, frame, light, others, memory)
    if draft.type in ("airstrike",) and draft.who:
        memory.air = list(draft.who)
    if draft.type in ("clash", "offensive", "fire") and len(draft.who) + len(draft.whom) > 1:
        memory.parties = [*draft.who, *draft.whom]
    if draft.row.frame in ("accuse", "threat", "tell", "tellto", "press", "rejects", "praise") and draft.who and not draft.whom:
        _word_target(draft)
    if not draft.where:
        draft.where = draft.spare_where
    if not draft.where:
        _fronted(draft, clause)
    draft.where = _narrowest(draft.where, grammar)
    if not draft.where:
        _same_place(draft, memory)
    places = [a for a in draft.where if a.mention is not None]
    if places:
        memory.places = places[-1:]


def _word_target(draft: Draft) -> None:
    """Whom words are aimed at where no phrase of the verb names them: the first other party in what is said."""
    grammar = draft.grammar
    own = {a.mention.ref for a in draft.who if a.mention is not None}
    for t in range(draft.last, min(grammar.last, draft.last + 25)):
        for m in grammar.starts(t):
            mark = grammar.markers.get(t - 1)
            if mark is not None and mark[0].name in ("لدى", "source"):
                continue
            if m.kind == "actor" and m.ref not in own and not any(
                    a.mention is not None and a.mention.first <= t < a.mention.last for a in draft.who):
                draft.whom.append(Arg("content", "", m, m.first, m.last))
                return


_GENERIC = {"المدينه", "البلده", "القريه", "المنطقه", "المحافظه", "الحي", "المخيم", "المكان", "الموقع", "القضاء", "المعسكر",
            "القاعده", "المطار", "الناحيه", "الضاحيه", "المعبر", "الميناء"}


def _same_place(draft: Draft, memory: Memory) -> None:
    """"The town", "the area": the place of the event told before."""
    grammar = draft.grammar
    stop = min(grammar.clauses[draft.clause].end, draft.last + 14)
    if not memory.places:
        return
    for t in range(draft.last, stop):
        key = grammar.key(t)
        word = key if key in _GENERIC else "ا" + key[1:] if key.startswith("لل") else key[1:] if key[:1] in ("ب", "و") else key
        if (word in _GENERIC or (key.startswith("لل") and "ال" + key[2:] in _GENERIC)) and grammar.inside.get(t) is None:
            draft.where = list(memory.places)
            draft.used.add(t)
            return


_WIDE_AFTER = {"ب", "في", "على", "bare", "حول"}


def _narrowest(args: list[Arg], grammar: Grammar) -> list[Arg]:
    """Places without those that only say where the one before lies (بلدة X بريف Y)."""
    kept: list[Arg] = []
    last: Arg | None = None
    for arg in sorted(args, key=lambda a: a.mention.first if a.mention else a.at):
        m = arg.mention
        if m is None:
            continue
        if last is not None and last.mention is not None and not m.pro.startswith("و") and arg.marker in _WIDE_AFTER \
                and 0 <= m.first - last.mention.last <= 6 and not _listed(grammar, last.mention.last, m.first):
            last = arg
            continue
        kept.append(arg)
        last = arg
    return kept


def _listed(grammar: Grammar, start: int, stop: int) -> bool:
    """Whether a comma or و parts two places, so that they stand side by side."""
    return any(grammar.token(t).word.form in ("،", ",", "و") or grammar.sense(t).conj for t in range(start, stop))


class Memory:
    """The subjects of the last clauses, for verbs without one of their own."""

    __slots__ = ("air", "last_sentence", "last_where", "parties", "places", "strike_sentence", "strike_type", "striker", "subjects")

    def __init__(self) -> None:
        self.subjects: list[tuple[list[Arg], str]] = []
        self.air: list[Arg] = []
        self.parties: list[Arg] = []
        self.places: list[Arg] = []
        self.last_where: list[str] = []
        self.last_sentence = -9
        self.striker: list[str] = []
        self.strike_type = ""
        self.strike_sentence = -9

    def note(self, args: list[Arg], grammar: Grammar) -> None:
        """Remember the subject of a clause."""
        actors = [a for a in args if a.mention is not None and a.mention.kind == "actor"]
        if actors:
            self.subjects.append((actors, _number(actors, grammar)))
            del self.subjects[:-6]

    def fitting(self, person: str) -> list[Arg]:
        """The last subject that agrees with a verb of this person."""
        for actors, number in reversed(self.subjects):
            if number == person or (person == "3mp" and number in ("3mp", "3fs")):
                return actors
        return self.subjects[-1][0] if self.subjects else []


_FEMININE = {"قوات", "فصائل", "كتائب", "الويه", "روسيا", "تركيا", "ايران", "سوريا", "سوريه", "اسرائيل", "فرنسا",
             "بريطانيا", "المانيا", "واشنطن", "موسكو", "دمشق", "انقره", "طهران", "قسد", "قوي", "وحدات", "عصابات",
             "السلطات", "الامم", "حماس", "فرق", "مصادر", "شرطه", "عشائر", "قبائل", "حركات", "دول", "اطراف", "مقاتلات", "طائرات"}


def _number(actors: list[Arg], grammar: Grammar) -> str:
    """Agreement of a subject: 3fs, 3ms or 3mp."""
    mention = actors[0].mention
    head = actors[0].head
    if mention and (not head or "quantity" in grammar.words.classes.get(head, set()) or head.isdigit()):
        head = grammar.bare_key(mention.first)
    if mention and mention.pro and head.startswith(mention.pro):
        head = head[len(mention.pro):]
    bare = head.removeprefix("ال")
    if bare in _FEMININE or bare.endswith(("ه", "ات")):
        return "3fs"
    if bare.endswith(("ون", "وا")) or bare in ("عناصر", "مقاتلو", "مسلحو", "ثوار", "متمردين", "حوثيون"):
        return "3mp"
    return "3ms"


def subject_args(grammar: Grammar, clause: Clause) -> list[Arg]:
    """The subject of a clause's verb: before it, or the first bare phrase behind it; [] if it has none of its own."""
    span = grammar.subject_span(clause)
    if span is not None:
        found = _first_bare(grammar.scan(*span), grammar)
        if found:
            return found
    if clause.verb < 0:
        return []
    return _first_bare(grammar.args_after(clause.verb), grammar)


def _first_bare(args: list[Arg], grammar: Grammar) -> list[Arg]:
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


def object_head(head: str, grammar: Grammar) -> bool:
    """Whether a phrase with this head is what is acted on."""
    known = grammar.words.classes.get(head)
    return known is not None and "target" in known and "member" not in known


def _fill_verb(draft: Draft, frame: Frame, clause: Clause, after: list[Arg], memory: Memory) -> None:
    grammar = draft.grammar
    verb = draft.verb
    assert verb is not None
    if draft.host is not None:
        _phrases(draft, frame, after, frame.object)
        return
    span = grammar.subject_span(clause)
    before = grammar.scan(*span) if span else []
    subject = _first_bare(before, grammar)
    if not subject and not span and frame.subject == "who":
        rest_subject = _first_bare(after, grammar)
        if rest_subject and not agrees(verb.form.person, rest_subject, grammar):
            _fill_pro_drop(draft, frame, clause, after, memory)
            return
    passive = _is_passive(draft, frame, subject, before, after)
    draft.passive = passive
    victims_before = [a for a in before if a.mention is None and a.marker == "bare" and _victim(a, grammar)]
    rest = list(after)
    own = bool(subject)
    if not subject and not victims_before and not verb.enclitic:
        antecedent = _antecedent(grammar, clause)
        first = _first_bare(rest, grammar) if not _object_first(rest, grammar) else []
        if first:
            subject, own = first, True
        elif antecedent:
            subject, own = antecedent, True
    elif not subject and verb.enclitic:
        subject = _first_bare(rest, grammar)
        own = bool(subject)
        _put_object(draft, frame, _antecedent(grammar, clause) or memory.fitting(_person(verb.enclitic)))
    elif subject and verb.enclitic and span:
        _put_object(draft, frame, memory.fitting(_person(verb.enclitic)))
    taken = {id(a) for a in subject}
    rest = [a for a in rest if id(a) not in taken]
    if frame.subject in ("who", "whom") and not passive and draft.verb and draft.verb.form.person not in ("1s", "1p"):
        if not own and frame.subject == "who" and not victims_before:
            if _air_at(grammar, draft.at):
                subject = memory.air
            elif not _names_unknown(grammar, draft.at):
                subject = memory.fitting(verb.form.person)
        _put(draft, frame.subject, subject)
    elif passive:
        _put(draft, "whom" if frame.object in ("whom", "target", "whomword", "who") else frame.object, subject)
    elif frame.subject == "where":
        for a in before + rest[:1]:
            if a.mention is not None and a.mention.kind == "place" and a.marker == "bare":
                draft.where.append(a)
    if own and not passive:
        memory.note(subject, grammar)
    draft.victims += victims_before
    role = frame.object if not passive else (frame.object if frame.object != "who" else "whom")
    _phrases(draft, frame, rest, role)
    if passive:
        _places_before(draft, before)


def _fill_pro_drop(draft: Draft, frame: Frame, clause: Clause, after: list[Arg], memory: Memory) -> None:
    """A verb whose next phrase cannot be its subject by gender or number: that phrase is the object."""
    verb = draft.verb
    assert verb is not None
    grammar = draft.grammar
    if grammar.sense(draft.at).passive_mark:
        draft.passive = True
    subject = _antecedent(grammar, clause) or (memory.fitting(verb.form.person) if frame.subject == "who" else [])
    _put(draft, frame.subject, subject)
    _phrases(draft, frame, after, frame.object)


def agrees(person: str, subject: list[Arg], grammar: Grammar) -> bool:
    """Whether what stands behind a verb may be its subject: singular verbs before it agree in gender only."""
    if person not in ("3ms", "3fs", "3mp"):
        return True
    if person == "3mp":
        return False
    number = _number(subject[:1], grammar)
    if person == "3fs":
        return number != "3ms" or not _surely_masculine(subject[0], grammar)
    return number != "3fs"


_MASCULINE = {"جيش", "تنظيم", "نظام", "طيران", "تحالف", "حزب", "داعش", "مجلس", "رئيس", "وزير", "مرصد", "سلاح", "حوثيون",
              "مدنيين", "مدنيون"}


def _surely_masculine(arg: Arg, grammar: Grammar) -> bool:
    mention = arg.mention
    return mention is not None and not arg.head and grammar.bare_key(mention.first).removeprefix("ال") in _MASCULINE


def _names_unknown(grammar: Grammar, at: int) -> bool:
    """Whether a definite noun that names nobody known stands as subject right behind a verb."""
    j = at + 1
    if j >= grammar.last or j in grammar.markers or grammar.inside.get(j) is not None:
        return False
    word = grammar.token(j).word
    sense = grammar.sense(j)
    return word.kind == "ar" and sense.article and not sense.clitic and "target" not in sense.classes and not sense.nouns


def _antecedent(grammar: Grammar, clause: Clause) -> list[Arg]:
    if clause.kind not in ("rel", "asyndetic"):
        return []
    for arg in grammar.antecedent_args(clause):
        if arg.mention is not None and arg.mention.kind == "actor":
            return [arg]
        if arg.mention is not None and arg.mention.kind == "place":
            return []
    return []


def _object_first(rest: list[Arg], grammar: Grammar) -> bool:
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


def _air_at(grammar: Grammar, at: int) -> bool:
    """Whether aircraft that are not named whose stand behind a verb as its subject (طائرة أخرى، المقاتلات)."""
    j = at + 1
    return j < grammar.last and "aircraft" in grammar.sense(j).classes and not grammar.sense(j).clitic and bool(
        grammar.inside.get(j) is None)


def _victim(arg: Arg, grammar: Grammar) -> bool:
    known = grammar.words.classes.get(arg.head)
    return known is not None and any(c in known for c in _VICTIM)


def _is_passive(draft: Draft, frame: Frame, subject: list[Arg], before: list[Arg], after: list[Arg]) -> bool:
    """Whether a form written alike in both voices is passive here."""
    verb = draft.verb
    assert verb is not None
    grammar = draft.grammar
    if verb.enclitic or frame.name in ("harm", "move", "displaced", "clash", "talks", "agree", "fall", "reach"):
        return False
    if grammar.sense(draft.at).passive_mark:
        return True
    if draft.chain and any(c.row.kind == "happen" for c in draft.chain):
        return True
    if not any(r.form.passive and r.form.verb == verb.form.verb for r in grammar.sense(draft.at).verbs):
        return False
    if any(a.marker == "agent" for a in after):
        return True
    if frame.name in ("kill", "wound", "take"):
        bare = [a for a in after if a.marker == "bare"]
        actor_first = next((a for a in bare if a.mention is not None and a.mention.kind == "actor"), None)
        victim = [a for a in bare if a.mention is None and _victim(a, grammar)]
        figure = [a for a in bare if a.mention is not None and a.mention.kind == "figure"]
        things = victim or figure
        if subject or any(_victim(a, grammar) for a in before):
            if verb.form.tense == "past" and verb.form.person == "3mp" and not things:
                return True
            if things and things[0].at - draft.at <= 3 and not any(_victim(a, grammar) for a in before):
                return False
            return not (subject and bare and bare[0].mention is not None and bare[0].mention.kind == "actor")
        if verb.form.person == "3mp" and verb.pro in ("ف", "و"):
            return not things
        if frame.name == "wound":
            return True
        if actor_first is not None and not _is_civil(actor_first) and (
            not things or actor_first.at < things[0].at) and actor_first.head in ("", grammar.bare_key(actor_first.at)):
            later = [a for a in bare if a.at > actor_first.at and not a.joined]
            return not later
        if verb.form.person == "3fs" and things and verb.pro != "":
            key = grammar.key(things[0].at)
            return key.endswith("ه") or "امرا" in key
        return True
    bare_actor = _first_bare(after, grammar)
    return not subject and not bare_actor and verb.form.person in ("3ms", "3fs") and not verb.pro and (
        draft.grammar.clauses[draft.clause].kind not in ("rel",))


def _is_civil(arg: Arg) -> bool:
    return arg.mention is not None and arg.mention.ref == "civilians"


def _person(enclitic: str) -> str:
    return {"ها": "3fs", "هم": "3mp", "هما": "3mp"}.get(enclitic, "3ms")


def _put_object(draft: Draft, frame: Frame, args: list[Arg]) -> None:
    _put(draft, frame.object if frame.object != "none" else "whom", args)


def _fill_masdar(draft: Draft, frame: Frame, after: list[Arg], memory: Memory) -> None:
    noun = draft.noun
    assert noun is not None
    grammar = draft.grammar
    rest = list(after)
    genitive: list[Arg] = []
    counted = noun.ending == "dual" or _counted(grammar, draft.at)
    if not noun.article and not counted:
        for arg in rest:
            if arg.marker != "bare" or (genitive and not arg.joined):
                break
            if arg.mention is not None and arg.mention.kind in ("time",):
                continue
            if arg.mention is None or arg.mention.kind == "figure":
                if genitive:
                    break
                if object_head(arg.head, grammar) or _victim(arg, grammar):
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
        carried = any(c.verb and c.row.kind in ("support", "phase", "achieve", "attempt", "plan", "undergo")
                      for c in draft.chain)
        role = "who" if target or not carried else frame.object
    elif genitive and role == "target" and frame.name == "siege":
        later = [a for a in rest if a not in genitive and a.mention is not None and a.marker in ("bare", "على", "ل", "عن")]
        role = "who" if later else "whom"
    if noun.enclitic:
        holders = _own_subject(draft, noun.enclitic) or memory.fitting(_person(noun.enclitic))
        nominal = frame.genitive in ("agent", "who") or frame.name in ("move", "movetr", "massacre")
        if nominal:
            _put(draft, "who", holders)
        else:
            _put(draft, frame.genitive, holders)
    if genitive:
        _put(draft, role, genitive)
    taken = {id(a) for a in genitive}
    if frame.name == "clash":
        _both_sides(draft, memory)
    _phrases(draft, frame, [a for a in rest if id(a) not in taken],
             "target" if counted and draft.before == "ب" else frame.object if frame.object != "none" else frame.genitive if frame.genitive in ("whom", "target") else "none")


def _own_subject(draft: Draft, enclitic: str) -> list[Arg]:
    """The subject of the clause of a verbal noun if its possessive agrees with it (تستمر القوات بتكثيف قصفها)."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    if not 0 <= clause.verb < draft.at:
        return []
    found = subject_args(grammar, clause)
    if not found or found[0].at > draft.at:
        return []
    number = "3mp" if len(found) > 1 else _number(found, grammar)
    return found if number == _person(enclitic) or (enclitic == "ها" and number != "3ms") else []


def _counted(grammar: Grammar, at: int) -> bool:
    """Whether a number or a word of quantity stands before a noun, so that what follows it is no possessor."""
    if at == grammar.first:
        return False
    return grammar.token(at - 1).word.kind == "num" or "quantity" in grammar.sense(at - 1).classes


_SIDES = {"الطرفين", "الجانبين", "الطرفان", "الجانبان", "الفريقين"}


def _both_sides(draft: Draft, memory: Memory) -> None:
    """"Between the two sides": the parties of the last fighting; else parties told in clauses behind "between"."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    between = next((t for t in range(draft.last, clause.end) if (m := grammar.markers.get(t)) and m[0].name == "بين"), -1)
    if between >= 0 and not any(t in grammar.mention_at for t in range(between, clause.end)):
        for t in range(clause.end, min(grammar.last, clause.end + 30)):
            if t in grammar.markers and grammar.markers[t][0].kind in ("sub", "comp", "result"):
                break
            _put(draft, "who", [Arg("بين", "", m, m.first, m.last) for m in grammar.starts(t) if m.kind == "actor"])
    stop = min(grammar.clauses[draft.clause].end, draft.last + 12)
    if memory.parties and any(grammar.key(t) in _SIDES for t in range(draft.last, stop)):
        _put(draft, "who", memory.parties)


def _nisba(rest: list[Arg], grammar: Grammar, last: int) -> list[Arg]:
    """The doer named by an adjective behind a definite noun (الغارات الروسية)."""
    for arg in rest[:2]:
        m = arg.mention
        if m is None:
            continue
        key = grammar.key(m.first).removeprefix("ال")
        if arg.marker == "bare" and m.kind == "actor" and m.first - last <= 2 and m.last - m.first == 1 and key.endswith(
                ("ي", "يه", "يين", "يتين", "يان")):
            return [arg]
        break
    return []


def _is_target(arg: Arg, frame: Frame, grammar: Grammar) -> bool:
    if arg.mention is None:
        return arg.marker in ("على", "bare", "ل") and object_head(arg.head, grammar)
    if arg.mention.kind not in ("actor", "place"):
        return False
    role = frame.object if arg.marker == "bare" else frame.phrases.get(arg.marker, "none")
    return role in ("target", "whom", "lam") or (role == "where" and arg.marker == "على")


def _fill_participle(draft: Draft, frame: Frame, clause: Clause, after: list[Arg]) -> None:
    grammar = draft.grammar
    if draft.part == "active":
        subject = subject_args(grammar, clause) if clause.verb != draft.at else []
        _put(draft, frame.subject, subject)
        _phrases(draft, frame, after, frame.object)
        return
    head = grammar.scan(max(clause.start, draft.at - 6), draft.at)
    for arg in head[::-1]:
        if arg.mention is not None and arg.mention.kind in ("place", "actor"):
            _put(draft, "target" if frame.object in ("target", "none") else frame.object, [arg])
            break
    _phrases(draft, frame, after, "none")


def _from_light(draft: Draft, frame: Frame, light: Light, breaks: set[int], memory: Memory) -> None:
    """Take the subject of a light verb (or the possessor of its verbal noun) as the doer, or as its kind asks."""
    grammar = draft.grammar
    kind = light.row.kind
    draft.used.add(light.at)
    if not light.verb:
        if kind in ("undergo",):
            bare = [a for a in grammar.scan(light.at + 1, draft.at) if a.marker == "bare"]
            if not any(a.mention is not None and a.mention.kind == "place" for a in draft.where if a.marker != "في"):
                draft.where = []
            _put(draft, "target", bare)
        elif light.agent and not draft.who and frame.name not in ("harm", "harmnoun", "wound"):
            _put(draft, "who" if frame.subject != "whom" else "whom", light.agent[-1:])
        return
    clause = grammar.clause(light.at)
    if kind in ("cause", "effect", "accompany", "expect", "deny", "call", "foil", "prevent", "happen", "claim",
                "threat", "allow"):
        if kind == "happen" and light.at > draft.at:
            extra = grammar.args_after(light.at, breaks=breaks)
            _phrases(draft, frame, extra, "none")
        if kind == "prevent":
            _put(draft, "who", subject_args(grammar, clause) or memory.fitting(_verb_person(clause)))
        if kind == "foil" and not draft.whom:
            _put(draft, "whom", subject_args(grammar, clause) or memory.fitting(_verb_person(clause)))
        return
    span = grammar.subject_span(clause)
    before = grammar.scan(*span) if span else []
    between = grammar.scan(light.at + 1, draft.at) if light.at < draft.at else []
    if kind == "undergo" or kind == "see":
        args = before if span else between
        bare = [a for a in args if a.marker == "bare" and a.mention is not None]
        places = [a for a in bare if a.mention is not None and a.mention.kind == "place"]
        actors = [a for a in bare if a.mention is not None and a.mention.kind == "actor"]
        if not places and not actors:
            actors = _antecedent(grammar, clause)
            places = [a for a in grammar.antecedent_args(clause)[:2] if a.mention is not None and a.mention.kind == "place"]
        draft.where += [a for a in places if a not in draft.where]
        if kind == "undergo" and frame.name not in ("harm", "harmnoun", "wound"):
            draft.whom += [a for a in actors if a not in draft.whom]
        elif frame.name in ("harm", "harmnoun", "wound"):
            draft.whom += [a for a in actors if a not in draft.whom]
        if not places:
            draft.where += [a for a in between if a.mention is not None and a.mention.kind == "place" and a.marker in (
                "في", "ب") and a not in draft.where]
        return
    if light.enclitic and light.at > draft.at:
        extra = grammar.args_after(light.at, breaks=breaks)
        subject = _first_bare(extra, grammar)
        if not subject and clause.reading is not None and light.enclitic != "rel":
            subject = memory.fitting(clause.reading.form.person)
        elif not subject:
            extra = extra
        taken = {id(a) for a in subject}
        if frame.subject in ("who", "none") or frame.name == "clash":
            _put(draft, "who", subject)
            memory.note(subject, grammar)
        _phrases(draft, frame, [a for a in extra if id(a) not in taken], "none")
        draft.used.add(light.at)
        return
    subject = _first_bare(before, grammar) or _first_bare(between, grammar) or _antecedent(grammar, clause)
    if subject:
        memory.note(subject, grammar)
    elif _air_at(grammar, light.at):
        subject = memory.air
    elif clause.reading is not None and clause.reading.form.person not in ("1s", "1p") and not (
            light.at < draft.at and _names_unknown(grammar, light.at)):
        subject = memory.fitting(clause.reading.form.person)
    if kind == "announce" and not subject:
        subject = [a for a in (before or between) if a.mention is not None and a.mention.kind == "actor"][:1]
    if kind in ("announce",):
        if draft.who or draft.row.frame in ("harm", "harmnoun", "wound", "clash", "fall", "blast", "damage") or (draft.noun and draft.noun.article):
            return
        if draft.row.frame in ("kill", "seize", "take", "attack", "strike", "destroy", "siege", "move", "aidcut", "agree"):
            _put(draft, "who", subject)
        return
    if draft.who and kind != "assist":
        return
    role = frame.subject if frame.subject in ("who", "whom") else "who"
    if frame.name in ("harm", "harmnoun", "wound", "damage"):
        role = "whom" if kind == "support" else "who"
        if kind in ("support",) and light.row.word in ("ألحق", "أوقع"):
            role = "who"
    _put(draft, role, subject)
    draft.spare_where += [a for a in before + between if a.mention is not None and a.mention.kind == "place" and a.marker in ("في", "ب")]


def _verb_person(clause: Clause) -> str:
    return clause.reading.form.person if clause.reading else "3ms"


def _put(draft: Draft, role: str, args: list[Arg]) -> None:
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
                    arg.mention is not a.mention for a in draft.whom):
                draft.whom.append(arg)
                draft.used.add(m.first)


def _phrases(draft: Draft, frame: Frame, args: list[Arg], bare_role: str) -> None:
    """Slots from the phrases behind the trigger, by their markers."""
    grammar = draft.grammar
    bare = bare_role
    seen_break = False
    last_role = last_marker = ""
    for arg in args:
        if arg.mention is None:
            if arg.marker in ("bare", "على", "في", "ب", "ل", "إلى", "نحو") and object_head(arg.head, grammar):
                draft.things += 1
                draft.used.add(arg.at)
            if (_victim(arg, grammar) or arg.head in ("اخرين", "اخرون", "منهم", "بينهم")) and arg.marker in ("bare", "من", "ranks", "بين", "على", "ل", "ضد"):
                draft.victims.append(arg)
            continue
        if arg.mention.kind in ("time", "figure"):
            continue
        marker = arg.marker
        if marker in ("amid", "lead", "support", "reply", "before", "aim", "prepare", "concess", "مقابل", "away"):
            seen_break = True
        elif marker in ("cause", "after"):
            seen_break = True
        if seen_break and marker not in ("agent",):
            continue
        if marker == "bare":
            role = bare
            if arg.mention.kind == "place" and role in ("whom", "none", "who"):
                role = "where"
            if arg.mention.kind == "actor" and role == "target" and arg.head and not object_head(arg.head, grammar) \
                    and not draft.who and frame.subject == "who" and draft.part == "verb" and not draft.passive:
                role = "who"
        elif marker in ("during", "means", "لدى"):
            continue
        else:
            role = frame.phrases.get(marker, "none")
        if arg.mention.kind == "place" and role in ("who", "whom", "lam", "none", "lamwhom", "targetwhom", "target") and marker in (
                "في", "ب", "على", "إلى", "ل", "bare", "من", "بين"):
            if role == "none" and marker not in ("في", "ب"):
                continue
            role = "where"
        if arg.joined and last_role and marker == last_marker:
            role = last_role
        elif role == "lam":
            if object_head(arg.head, grammar):
                role = "target"
            elif draft.who:
                role = "target"
            else:
                role = "who" if not _possessor(arg, args, grammar) else "whom"
        elif role in ("source", "from"):
            role = "who" if frame.name == "strike" and arg.mention.kind == "actor" and not arg.head else "none"
            if arg.mention.kind == "place":
                role = "none"
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
        _put(draft, role, [arg])


def _possessor(arg: Arg, args: list[Arg], grammar: Grammar) -> bool:
    """Whether "ل" names the owner of the thing before it (مواقع للنظام)."""
    n = args.index(arg)
    return any(a.mention is None and object_head(a.head, grammar) and a.marker in ("على", "bare", "ل") for a in args[:n][-1:])


def _places_before(draft: Draft, before: list[Arg]) -> None:
    for arg in before:
        if arg.mention is not None and arg.mention.kind == "place" and arg.marker == "bare" and arg not in draft.where:
            draft.where.append(arg)


def _fronted(draft: Draft, clause: Clause) -> None:
    """A place set before the verb or the noun: وفي محافظة حمص، نفذ ..."""
    grammar = draft.grammar
    for arg in grammar.scan(clause.start, draft.at):
        if arg.mention is not None and arg.mention.kind == "place" and arg.marker in ("في", "ب"):
            draft.where.append(arg)
