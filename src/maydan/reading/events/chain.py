"""What carries a trigger: light and phase verbs (شن، واصل، تمكن من، حاول), and the marker before a noun."""

from __future__ import annotations

from maydan.reading.clauses import Arg, Clause, Grammar
from maydan.reading.events.order import opens
from maydan.reading.events.rows import EventLexicon, LightRow
from maydan.reading.events.spot import Draft, Light

_NOUN_GAP = 9  # words between a light noun and the trigger that it carries
_VERB_GAP = 34
_THROUGH = {"ب", "في", "من", "إلى", "ل", "على", "عن", "try"}
_AGAINST = frozenset((  # what somebody does because of an act is not the act (احتجاجا على قصف X)
    "احتجاجا", "تنديدا", "رفضا", "استنكارا", "تضامنا", "وتنديدا", "للتنديد",
    "مناهضه", "مناهضا", "مندده", "منددا", "منددين", "رافضه", "المناهضه", "المندده", "الرافضه",
))
_UPON = frozenset((  # what is asked for or done upon an act that was (التحقيق في قصف X، محاسبة المسؤولين عن)
    "تحقيق", "تحقيقا", "تحقيقات", "ادانه", "محاسبه", "مساءله", "ملابسات", "مسؤولين", "مسؤولون", "متورطين", "متسببين",
    "مرتكبي", "ضالعين", "شجب", "استنكار",
))
_CLITICS = ("وال", "بال", "لل", "ال", "و", "ب", "ل")
_STRICT = {"deny", "fail", "prevent"}
_MEANT = {"expect", "plan", "call"}  # kinds whose verbs may stand above the place or occasion of an act
_STOP = {
    "cause",
    "after",
    "before",
    "during",
    "amid",
    "aim",
    "prepare",
    "reply",
    "source",
    "concess",
    "means",
    "support",
    "agent",
    "pretext",
    "ضد",
    "lead",
    "co",
    "hand",
    "from",
}


def attach(draft: Draft, lexicon: EventLexicon, heads: dict[int, Draft]) -> None:
    """Fill ``draft.chain`` and ``draft.before`` by walking back from the trigger; ``heads`` are earlier triggers."""
    grammar = draft.grammar
    if draft.part == "verb":
        _verb_chain(draft, lexicon)
        return
    _resume(draft, lexicon)
    clause = grammar.clauses[draft.clause]
    noun = draft.noun
    marker = ""
    if noun and noun.pro[-1:] in ("ب", "ل", "ك"):
        marker = noun.pro[-1]
    joined = bool(noun and noun.pro.startswith("و") and not marker)
    j = draft.at - 1
    nearest = ""
    outer = noun.pro[-1:] if noun and noun.pro[-1:] in ("ب", "ل") else ""  # before the outermost noun of the chain
    agents: list[Arg] = []
    reach = draft.at
    passed = False  # a phrase of its own stands between: prepositions before it govern that phrase
    while j >= clause.start:
        found = _marker_ending(grammar, j)
        if found is not None:
            name, begin = found
            j = begin - 1
            if passed and name not in ("without", "not", "wont"):
                passed = True
                continue
            if not nearest and not marker:
                nearest = marker = name
            if not outer and not passed:
                outer = name
            if name in _STOP or (
                name not in _THROUGH and name not in ("qad", "will", "maybe", "without", "not", "wont")
            ):
                break
            continue
        inside = grammar.inside.get(j)
        if inside is not None and inside.kind != "figure":
            if inside.kind == "actor":
                agents.append(Arg("bare", "", inside, inside.first, inside.last))
            j = inside.first - 1
            passed = True
            continue
        if not nearest and not marker and not passed:
            sense = grammar.sense(j)
            pro = inside.pro[-1:] if inside is not None else sense.clitic if "quantity" in sense.classes else ""
            if pro in ("ب", "ل"):
                marker = pro
        if grammar.token(j).word.kind == "punct":
            passed = True
            j -= 1
            continue
        if grammar.key(j) in _AGAINST or upon(grammar.key(j)):
            nearest = marker = "reply"
            break
        if j == clause.verb and outer in _OUTCOME and _outer_verb(draft, clause, lexicon):
            break
        if j == clause.verb:
            light = _light_verb(grammar, j, lexicon)
            if light is not None and light.kind == "support" and draft.row.frame in _HARM and draft.part != "verb" and (
                    clause.reading is not None and clause.reading.enclitic):
                break  # المجزرة التي ارتكبتها X: it carries the noun before it
            if light is not None and draft.at - j <= _VERB_GAP and _fits(light, outer) and _utters(
                    light, draft, outer) and _anew(grammar, light, j, draft.at):
                draft.chain.append(Light(light, j, True, [], clause.reading.enclitic if clause.reading else ""))
            break
        if j in heads:
            if joined and heads[j] is not draft:
                first = heads[j]
                draft.before = first.before
                draft.chain = [c for c in first.chain if c.row.kind != "stop" or c.row.status]
                return
            if _subject_side(grammar, j, draft.at):
                j -= 1
                continue
            if not draft.chain and not nearest and not marker:
                nearest = "gen" if draft.at - j <= 2 else ""
            if grammar.clause_of[j - grammar.first] == draft.clause and clause.verb < j and clause.verb >= 0:
                j -= 1
                if reach - j > _NOUN_GAP:
                    break
                continue
            j -= 1
            if reach - j > _NOUN_GAP:
                break
            continue
        light_noun = _light_noun(grammar, j, lexicon)
        if light_noun is not None and reach - j <= _NOUN_GAP and _anew(grammar, light_noun, j, draft.at):
            draft.chain.append(Light(light_noun, j, False, agents))
            agents = []
            reach = j
            outer = noun_pro = grammar.sense(j).clitic
            if noun_pro and not nearest:
                nearest = noun_pro
            marker = marker or noun_pro
        j -= 1
    draft.before = marker or nearest or "bare"
    if clause.verb > draft.at and clause.subject_first <= draft.at and not draft.chain and opens(draft) < 0:
        _later_verb(draft, lexicon)
    _parent_chain(draft, lexicon)


def _resume(draft: Draft, lexicon: EventLexicon) -> None:
    """Give a noun to the clause that goes on behind a relative one that is complete (قامت X التي تدعمها Y بقصف Z): its
    light verb governs what stands behind the relative verb's own subject."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    if clause.kind not in ("rel", "asyndetic") or clause.parent < 0 or clause.reading is None or (
            not clause.reading.enclitic or draft.at <= clause.verb):
        return
    subject = next((m for m in grammar.starts(clause.verb + 1) if m.kind == "actor" and not m.pro), None)
    light = light_verb(grammar, grammar.clauses[clause.parent].verb, lexicon)
    if subject is None or light is None or subject.last > draft.at:
        return
    found = grammar.markers.get(subject.last)
    governs = found[0].name if found is not None else grammar.sense(subject.last).clitic
    wanted = light.word.rsplit(" ", 1)[-1] if " " in light.word else ""
    fits = governs == wanted or (light.kind == "phase" and governs in ("", "ب", "في"))
    if fits and draft.at - subject.last <= _NOUN_GAP:
        draft.resumed = clause.parent


_HARM = frozenset(("harm", "harmnoun", "wound", "damage"))
_OUTCOME = frozenset(("عن", "إلى", "ب"))
_EFFECTS = frozenset(("cause", "effect"))


def _outer_verb(draft: Draft, clause: Clause, lexicon: EventLexicon) -> bool:
    """Attach the verb of effect above a relative clause (أسفر الهجوم الذي شنه X على Y عن مقتل), whose own verb carries
    the noun before it alone; whether there is one."""
    if clause.parent < 0 or clause.kind not in ("rel", "asyndetic") or clause.reading is None or (
            not clause.reading.enclitic):
        return False
    at = draft.grammar.clauses[clause.parent].verb
    light = light_verb(draft.grammar, at, lexicon)
    if light is None or light.kind not in _EFFECTS:
        return False
    draft.chain.append(Light(light, at, True, [], ""))
    return True


def upon(key: str) -> bool:
    """Whether a word tells what is done upon an act that was (التحقيق، بمحاسبة)."""
    return key in _UPON or any(key.startswith(c) and key[len(c):] in _UPON for c in _CLITICS)


def _fits(light: LightRow, outer: str) -> bool:
    """Whether the preposition before the outermost noun is the one that its verb governs."""
    if light.kind in _MEANT and outer == "في":
        return light.word.endswith(" في")
    return light.kind not in _STRICT or outer not in ("في", "على") or light.word.endswith(" " + outer)


_AGAIN = "أعاد"
_BACK = "تراجع عن"
_ENABLES = "مكن من"
_REFUSES = "رفض"


def _anew(grammar: Grammar, light: LightRow, at: int, stop: int) -> bool:
    """Whether what is done once more is the act itself: names alone stand between (أعادت رسم خرائط السيطرة is not)."""
    return light.word != _AGAIN or all(
        grammar.inside.get(t) is not None or grammar.token(t).word.kind != "ar" for t in range(at + 1, stop))


_ANSWER = "رد ب"  # its past with "and" looks like that of "to come" (وردت)
_WORDS = frozenset(("accuse", "threat", "tell", "tellto", "press", "rejects", "praise", "promise", "tellabout"))


def _utters(light: LightRow, draft: Draft, outer: str) -> bool:
    """Whether a verb of voicing carries words (أعرب عن رفضه), one of forcing an act that is forced (أجبر على), one of
    answering what it is done with (رد بقصف)."""
    if light.kind == "voice":
        return draft.row.frame in _WORDS
    if light.kind == "compel":
        return outer == "من" if light.word == _ENABLES else outer in ("على", "إلى")
    if light.word == _BACK:
        return outer == "عن"
    if light.word == _REFUSES:  # what has an article is there already, and is condemned (رفضت X القصف على Y)
        return draft.noun is None or not draft.noun.article
    return light.word != _ANSWER or outer == "ب"


def _later_verb(draft: Draft, lexicon: EventLexicon) -> None:
    """An event noun as subject before its verb: غارات ... شنتها, اشتباكات ... اندلعت."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    light = _light_verb(grammar, clause.verb, lexicon)
    if light is not None and clause.verb - draft.at <= 12:
        enclitic = clause.reading.enclitic if clause.reading else ""
        draft.chain.append(Light(light, clause.verb, True, [], enclitic))


def _parent_chain(draft: Draft, lexicon: EventLexicon) -> None:
    """Follow relative and asyndetic verbs behind an event noun: قصف نفذته, غارات شنتها, التي نفذتها."""
    grammar = draft.grammar
    number = draft.clause
    if number + 1 >= len(grammar.clauses):
        return
    after = grammar.clauses[number + 1]
    if after.kind not in ("rel", "asyndetic") or after.verb < 0:
        return
    gap = (after.antecedent if after.antecedent >= 0 else after.start) - draft.last
    if gap > 6 or any(
        grammar.inside.get(t) is not None and grammar.inside[t].kind == "place"
        for t in range(draft.last, max(draft.last, after.antecedent))
    ):
        return
    if _named_under(grammar, after.antecedent):
        return
    light = _light_verb(grammar, after.verb, lexicon)
    if light is not None and light.kind in ("support", "happen", "phase"):
        enclitic = after.reading.enclitic if after.reading else ""
        launched = light.word == _LAUNCHED and draft.row.frame in _STOPPING  # اعتراض طائرة أطلقتها X
        if not launched and (enclitic or light.kind == "happen" or (
                after.reading and after.reading.form.passive)):
            draft.chain.append(Light(light, after.verb, True, [], enclitic or "rel"))


_LAUNCHED = "أطلق"
_STOPPING = frozenset(("destroy", "damage", "take"))


def _named_under(grammar: Grammar, antecedent: int) -> bool:
    """Whether a party behind a preposition stands right before a relative clause (معارك مع الهيئة التي تقودها ...)."""
    named = grammar.inside.get(antecedent - 1) if antecedent > grammar.first else None
    if named is None or named.kind != "actor" or named.first <= grammar.first:
        return False
    return _marker_ending(grammar, named.first - 1) is not None or named.pro[-1:] in ("ب", "ل")


def _verb_chain(draft: Draft, lexicon: EventLexicon) -> None:
    """A verb behind أن after a light verb (تمكن من أن، يحاول أن), or behind a phase verb (بدأت تقصف)."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    if clause.parent < 0:
        return
    parent = grammar.clauses[clause.parent]
    if parent.verb < 0:
        return
    light = _light_verb(grammar, parent.verb, lexicon)
    if light is None:
        return
    if (
        clause.kind == "that"
        and clause.start - parent.verb <= 12
        and light.kind not in ("announce", "support", "assist")
    ):
        present = draft.verb is not None and draft.verb.form.tense != "past"
        if (present and clause.verb - clause.start <= 1) or light.kind == "deny":
            draft.chain.append(Light(light, parent.verb, True))
    elif clause.kind == "asyndetic" and light.kind in ("phase", "attempt") and draft.at - parent.verb <= 8:
        draft.chain.append(Light(light, parent.verb, True))


def _subject_side(grammar: Grammar, j: int, at: int) -> bool:
    """Whether the noun at ``j`` is the subject behind a cause or phase verb (أسفر القصف عن مقتل)."""
    clause = grammar.clause(j)
    return 0 <= clause.verb < j and j - clause.verb <= 3


def _light_verb(grammar: Grammar, i: int, lexicon: EventLexicon) -> LightRow | None:
    read = grammar.verb_at(i)
    if read is not None:
        answer = lexicon.light_row.get(_ANSWER)
        other = any(lexicon.light_verb.get(r.form.verb) is answer for r in grammar.sense(i).verbs)
        return lexicon.light_verb.get(read.form.verb) or (answer if other else None)
    for reading in grammar.sense(i).verbs:
        row = lexicon.light_verb.get(reading.form.verb)
        if row is not None:
            return row
    return None


def light_verb(grammar: Grammar, i: int, lexicon: EventLexicon) -> LightRow | None:
    """The light-verb row of the verb at token ``i``, if it has one."""
    return _light_verb(grammar, i, lexicon) if i >= 0 else None


def _light_noun(grammar: Grammar, i: int, lexicon: EventLexicon) -> LightRow | None:
    for reading in grammar.sense(i).nouns:
        row = lexicon.light(reading)
        if row is not None:
            return row
    return None


def _marker_ending(grammar: Grammar, j: int) -> tuple[str, int] | None:
    """The marker whose last word is token ``j``, with its first token."""
    for back in range(4):
        found = grammar.markers.get(j - back)
        if found is not None:
            marker, _ = found
            return (
                (marker.name, j - back)
                if marker.length == back + 1 and marker.kind in ("prep", "neg", "part")
                else None
            )
    return None
