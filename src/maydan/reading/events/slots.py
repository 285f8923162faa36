"""Who did it, to whom, where: the phrases around a trigger put into its slots by the frame of its row."""

from __future__ import annotations

from maydan.reading.clauses import Arg, Clause, Grammar
from maydan.reading.events.carriers import from_light
from maydan.reading.events.link import ATTACK_TYPES
from maydan.reading.events.memory import POINTED, Memory, agrees, person_of
from maydan.reading.events.nouns import fill_masdar, fill_participle
from maydan.reading.events.order import armed_side, beyond_place, meant_ahead, object_case, opens, told_of_doer
from maydan.reading.events.origins import stationed
from maydan.reading.events.places import described_place, fronted, lies, narrowest, places_before, same_place, told_of
from maydan.reading.events.roles import (
    KILLS,
    acting,
    air_at,
    antecedent,
    armed,
    first_bare,
    gunmen_behind,
    heads_unknown,
    is_civil,
    is_victim,
    nameless,
    names_unknown,
    object_first,
    put,
    put_phrases,
    subject_args,
    unnamed,
    weapon_at,
)
from maydan.reading.events.spot import Draft
from maydan.reading.events.subjects import (
    CROWDS,
    acts_on,
    acts_on_people,
    addressed,
    announced,
    asked_at_once,
    beyond_relative,
    by_deed,
    by_others,
    called,
    pronoun_subject,
    speaker_of,
    whole,
)
from maydan.reading.frames import Frame, frames


def fill(draft: Draft, breaks: set[int], memory: Memory) -> None:
    """Fill who, whom, where and victims of a draft from its clause, its light verbs and its relative clause."""
    grammar = draft.grammar
    frame = frames()[draft.row.frame]
    others = breaks - set(range(draft.at, draft.last))
    main = opens(draft)
    if main >= 0:
        others.add(main)
    after = [*grammar.args_after(draft.last - 1, breaks=others), *beyond_relative(draft, others)]
    clause = grammar.clauses[draft.clause]
    if draft.part == "verb":
        _fill_verb(draft, frame, clause, beyond_place(frame, after, grammar), memory)
    elif draft.part == "masdar":
        fill_masdar(draft, frame, after, memory)
    else:
        fill_participle(draft, frame, clause, after)
    for light in draft.chain:
        from_light(draft, frame, light, others, memory)
    if main >= 0 and not draft.who and frame.subject == "who":
        put(draft, "who", meant_ahead(draft, clause))
    draft.who = [_owner(grammar, a) for a in draft.who]
    if draft.type in ("airstrike",) and draft.who:
        memory.air = list(draft.who)
    if draft.type in ("clash", "offensive", "fire") and len(draft.who) + len(draft.whom) > 1:
        memory.parties = [*draft.who, *draft.whom]
    if draft.row.frame in _AIMED_WORDS and draft.who and not draft.whom:
        _word_target(draft)
    if draft.row.word == _READY and not draft.who:
        put(draft, "who", _ready(grammar, clause, draft.at))
    if frame.name == "oblige":
        draft.who = _teller(grammar, clause)
    if draft.row.word in _ARRIVE or draft.row.word in _DEPART:
        column = _whose_column(draft, clause, 2 if draft.row.word in _DEPART else clause.end)
        if column:
            draft.who = []
            put(draft, "who", column)
    if draft.where and draft.who and draft.type in ATTACK_TYPES:
        _without_origins(draft)
    if not draft.where:
        draft.where = draft.spare_where
    if draft.part == "masdar" and frame.name == "fallto":  # سقوط المطار: other places tell what it means for them
        fell = [Arg(POINTED, a.head, a.mention, a.at, a.end) for a in draft.where
                if a.mention is not None and 0 <= a.mention.first - draft.last <= 1]
        draft.where = memory.called(grammar, draft.last) or fell or draft.where
    if not draft.where and frame.name in _REMARKED and draft.part == "verb":
        draft.where = _behind_remark(draft, _REMARKED[frame.name])
    if not draft.where and frame.name in _LEAVES:
        draft.where = _left(draft, memory)
    if not draft.where:
        lies(draft)
        fronted(draft, clause)
    if not draft.where:
        draft.where = told_of(grammar, clause)
    draft.where = narrowest(draft.where, grammar)
    if not draft.where:
        same_place(draft, memory)
    places = [a for a in draft.where if a.mention is not None]
    if places and draft.type not in _TALKS:
        memory.places = places[-1:]


def _without_origins(draft: Draft) -> None:
    """Leave out the places of an attack at which only its doers stand."""
    grammar = draft.grammar
    doers = {a.mention.last for a in draft.who if a.mention is not None}
    tokens = grammar.context.tokens
    draft.where = [a for a in draft.where if a.mention is None or not stationed(
        tokens, a.mention.first, grammar.first, doers)]


_OWNED = frozenset(("التابع", "التابعه", "تابع", "تابعه"))


def _owner(grammar: Grammar, arg: Arg) -> Arg:
    """A doer of general words, or for it the party behind them whose it is (للطيران المروحي التابع لـ X)."""
    mention = arg.mention
    if mention is None or mention.last >= grammar.last or grammar.key(mention.last) not in _OWNED or not (
            mention.generic or "aircraft" in grammar.sense(mention.first).classes):
        return arg
    for t in range(mention.last + 1, min(mention.last + 4, grammar.last)):
        for m in grammar.starts(t):
            if m.kind == "actor":
                return Arg(arg.marker, arg.head, m, arg.at, m.last, arg.joined, arg.clause)
    return arg


_TALKS = frozenset(("meeting", "negotiation-round", "agreement", "mediate"))  # nobody goes on about where they were
_READY = "مستعد ل"


def _ready(grammar: Grammar, clause: Clause, at: int) -> list[Arg]:
    """Who is ready: the party right before the adjective, else who says so of himself (أكدت روسيا أنها مستعدة)."""
    named = [a for a in grammar.scan(clause.start, at) if a.mention is not None and a.mention.kind == "actor"
             and a.marker == "bare"]
    if named:
        return named[-1:]
    return _teller(grammar, clause)


def _teller(grammar: Grammar, clause: Clause) -> list[Arg]:
    """The subject of the nearest clause above that has one: who says what a clause says."""
    while clause.parent >= 0:
        clause = grammar.clauses[clause.parent]
        found = subject_args(grammar, clause)
        if found:
            return found
    return []


_REMARKED = {"seize": ("على",), "enter": ("bare", "إلى")}


def _behind_remark(draft: Draft, markers: tuple[str, ...]) -> list[Arg]:
    """What is taken or entered, told behind a clause that describes who does so (سيطر X الذي تدعمه Y على Z)."""
    grammar = draft.grammar
    number = draft.clause + 1
    if number >= len(grammar.clauses) or grammar.clauses[number].kind not in ("rel", "asyndetic"):
        return []
    remark = grammar.clauses[number]
    if remark.verb < 0:
        return []
    found = grammar.args_after(remark.verb)
    return [a for a in found if a.marker in markers and a.mention is not None and a.mention.kind == "place"]


_LEAVES = frozenset(("exit", "leave", "move", "expel"))
_OUT_OF = {"منها": "ها", "منه": "ه"}
_OUT = 6  # tokens behind a verb of leaving


def _left(draft: Draft, memory: Memory) -> list[Arg]:
    """What a pronoun behind "from" means where somebody leaves: the place told last that agrees with it."""
    grammar = draft.grammar
    for t in range(draft.last, min(grammar.last, draft.last + _OUT)):
        pronoun = _OUT_OF.get(grammar.key(t))
        if pronoun is not None:
            draft.used.add(t)
            return memory.ground(grammar.token(t).start, pronoun, grammar.context.kinds)
    return []


_AIMED_WORDS = frozenset(("accuse", "threat", "tell", "tellto", "press", "rejects", "praise"))


def _word_target(draft: Draft) -> None:
    """Whom words are aimed at where no phrase of the verb names them: the first other party in what is said."""
    grammar = draft.grammar
    own = {a.mention.ref for a in draft.who if a.mention is not None}
    for t in range(draft.last, min(grammar.last, draft.last + 25)):
        for m in grammar.starts(t):
            mark = grammar.markers.get(t - 1)
            if mark is not None and mark[0].name in ("لدى", "source", "ضد"):
                continue
            if (
                m.kind == "actor"
                and m.ref not in own and m.ref != "civilians" and not told_of_doer(draft, m, t)
                and not any(a.mention is not None and a.mention.first <= t < a.mention.last for a in draft.who)
            ):
                draft.whom.append(Arg("content", "", m, m.first, m.last))
                return


def _fill_verb(draft: Draft, frame: Frame, clause: Clause, after: list[Arg], memory: Memory) -> None:
    grammar = draft.grammar
    verb = draft.verb
    assert verb is not None
    if frame.name == "deadly":
        lives = next((t for t in range(draft.last, min(clause.end, draft.last + 8)) if grammar.key(t) in _LIVES), -1)
        put_phrases(draft, frame, grammar.args_after(lives) if lives >= 0 else [], frame.object)
        return
    if draft.host is not None:
        put_phrases(draft, frame, after, frame.object)
        return
    if by_deed(draft, frame):
        return
    others = by_others(draft, frame, clause)
    if others >= 0:
        draft.unnamed = others
        put_phrases(draft, frame, after, frame.object)
        return
    if asked_at_once(draft, frame):
        after = []
        if draft.at > grammar.first and not verb.pro and grammar.key(draft.at - 1) in CROWDS:
            draft.unnamed = draft.at - 1
            return
    if spoken_to := addressed(draft, frame, after):
        put(draft, "who", memory.fitting(verb.form.person))
        put(draft, "whom", spoken_to)
        return
    itself = announced(draft, frame, clause)
    if itself:
        put(draft, "who", itself)
        memory.note(itself, grammar)
        put_phrases(draft, frame, after, frame.object)
        return
    span = grammar.subject_span(clause)
    before = grammar.scan(*span) if span else []
    subject = first_bare(before, grammar)
    if not subject and not span and frame.subject == "who":
        rest_subject = first_bare(after, grammar)
        if rest_subject and not agrees(verb.form.person, rest_subject, grammar, verb.pro):
            _fill_pro_drop(draft, frame, clause, after, memory)
            return
    body = acting(grammar, clause, draft.at) if not subject and not span and frame.subject == "who" else []
    subject = subject or body
    nobodys = air_at(grammar, draft.at) and nameless(grammar, draft.last)
    passive = not body and not nobodys and _is_passive(draft, frame, subject, before, after)
    if passive and span and not grammar.sense(draft.at).passive_mark and frame.name in _ARMED:
        draft.unnamed = armed(grammar, unnamed(grammar, clause))
        passive = draft.unnamed < 0
    draft.passive = passive
    victims_before = [a for a in before if a.mention is None and a.marker == "bare" and is_victim(a, grammar)]
    rest = list(after)
    own = bool(subject)
    if not subject and not victims_before and not verb.enclitic and clause.kind == "that" and span is None:
        subject = pronoun_subject(grammar, clause) if not first_bare(after, grammar) else []
        own = bool(subject)
    if not subject and not victims_before and not verb.enclitic:
        described = antecedent(grammar, clause)
        first = first_bare(rest, grammar) if not object_first(rest, grammar) else []
        if not first and frame.name in ("take", "kill") and not passive:
            first = _of_post(rest, grammar)
        if first:
            subject, own = first, True
        elif described:
            subject, own = described, True
    elif not subject and verb.enclitic:
        subject = first_bare(rest, grammar)
        own = bool(subject)
        described = described_place(grammar, clause) or antecedent(grammar, clause)
        if frame.name in _TAKES_GROUND:
            described = [Arg(POINTED, a.head, a.mention, a.at, a.end, a.joined, a.clause) for a in described]
        _put_object(draft, frame, described or _meant(draft, frame, verb.enclitic, memory))
    elif subject and verb.enclitic and span:
        _put_object(draft, frame, _meant(draft, frame, verb.enclitic, memory))
    if not passive and subject and not span and object_case(draft, frame, subject):
        put(draft, "whom", subject)  # وأعدمت أربعة مدنيين
        rest = [a for a in rest if a not in subject]
        subject, own = [], False
    taken = {id(a) for a in subject}
    rest = [a for a in rest if id(a) not in taken and not (body and a.mention is body[0].mention)]
    if frame.subject in ("who", "whom") and not passive and draft.verb and draft.verb.form.person not in ("1s", "1p"):
        if not own and frame.subject == "who" and not victims_before:
            draft.unnamed = max(draft.unnamed, unnamed(grammar, clause), gunmen_behind(grammar, draft.at))
            if air_at(grammar, draft.at):
                draft.unnamed = draft.last if nobodys else draft.unnamed
                subject = [] if nobodys else memory.air
            elif draft.unnamed < 0 and not (names_unknown(grammar, draft.at) or weapon_at(grammar, draft.at) or (
                    frame.object == "none" and heads_unknown(grammar, draft.at))):
                subject = memory.fitting(verb.form.person)
        put(draft, frame.subject, subject)
    elif frame.subject == "who" and not passive and draft.verb and draft.verb.form.person in ("1s", "1p"):
        put(draft, "who", speaker_of(grammar, draft.at))
    elif passive:
        put(draft, "whom" if frame.object in ("whom", "target", "whomword", "who") else frame.object, subject)
    elif frame.subject == "where":
        for a in before + rest[:1]:
            if a.mention is not None and a.mention.kind == "place" and a.marker == "bare":
                draft.where.append(a)
    if own and not passive:
        memory.note(subject, grammar)
    draft.victims += victims_before
    if frame.name in _COUNTED and (passive or frame.subject == "whom"):
        _counted_before(draft, before)
    role = frame.object if not passive else (frame.object if frame.object != "who" else "whom")
    put_phrases(draft, frame, rest, role)
    if passive:
        places_before(draft, before)


_ARMED = frozenset(("strike", "attack", "seize", "enter", "siege"))  # what armed people of no name do, or suffer
_COUNTED = frozenset(("harm", "kill", "wound", "take"))


def _counted_before(draft: Draft, before: list[Arg]) -> None:
    """Numbers of people, and the parties they are of, that stand before their verb (40 من مقاتلي X و3 من Y قتلوا)."""
    figures = [a for a in before if a.mention is not None and a.mention.kind == "figure"]
    if not figures:
        return
    draft.used |= {a.at for a in figures}
    draft.things += len(figures)
    put(draft, "whom", [a for a in before if a.marker in ("bare", "من") and a.mention is not None
                        and a.mention.kind == "actor" and a.at >= figures[0].at])


_LIVES = frozenset((  # what an act took (أودى بحياة، حصد أرواح)
    "بحياه", "بارواح", "بحياته", "بحياتهم", "بحياتها", "ارواح", "حياه",
))
def _fill_pro_drop(draft: Draft, frame: Frame, clause: Clause, after: list[Arg], memory: Memory) -> None:
    """A verb whose next phrase cannot be its subject by gender or number: that phrase is the object."""
    verb = draft.verb
    assert verb is not None
    grammar = draft.grammar
    if grammar.sense(draft.at).passive_mark:
        draft.passive = True
    subject = antecedent(grammar, clause) or (memory.fitting(verb.form.person) if frame.subject == "who" else [])
    put(draft, frame.subject, subject)
    put_phrases(draft, frame, after, frame.object)


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
    if draft.row.word == _INFLICTS or (frame.name == "take" and _held_by(draft, after)):
        return False
    if frame.name in ("kill", "wound", "take"):
        bare = [a for a in after if a.marker == "bare"]
        actor_first = next((a for a in bare if a.mention is not None and a.mention.kind == "actor"), None)
        victim = [a for a in bare if a.mention is None and is_victim(a, grammar)]
        figure = [a for a in bare if a.mention is not None and a.mention.kind == "figure"]
        things = victim or figure
        if not subject and actor_first is not None and called(actor_first, grammar):
            return True
        if not subject and actor_first is not None and (
                acts_on_people(actor_first, bare) or whole(actor_first, grammar)):
            return False
        if not subject and _of_post(after, grammar):
            return False
        if subject or any(is_victim(a, grammar) for a in before):
            if verb.form.tense == "past" and verb.form.person == "3mp" and not things:
                return frame.name != "take" or not after or not armed_side(subject, grammar)
            if things and things[0].at - draft.at <= 8 and not any(is_victim(a, grammar) for a in before):
                return False
            if subject and acts_on(draft, subject):
                return False
            return not (subject and bare and bare[0].mention is not None and bare[0].mention.kind == "actor")
        if verb.form.person == "3mp" and verb.pro in ("ف", "و"):
            return not things
        if frame.name == "wound":
            return True
        if (
            actor_first is not None
            and not is_civil(actor_first)
            and not (things and _dies_with(actor_first, things[0], grammar))
            and (not things or _behind(things[0], actor_first))
            and actor_first.head in ("", grammar.bare_key(actor_first.at))
        ):
            person = actor_first.mention is not None and actor_first.mention.ref.startswith("person:")
            return not any(_behind(a, actor_first) and not a.joined and (not person or a in things) and not (
                a.mention is not None and a.mention.pro[:1] == "و") for a in bare)
        if verb.form.person == "3fs" and things and verb.pro != "":
            key = grammar.key(things[0].at)
            return things[0] not in figure and (key.endswith("ه") or "امرا" in key)  # five men are not "she"
        return True
    bare_actor = first_bare(after, grammar)
    return (
        not subject
        and not bare_actor
        and verb.form.person in ("3ms", "3fs")
        and not verb.pro
        and (draft.grammar.clauses[draft.clause].kind not in ("rel",))
    )


def _behind(arg: Arg, other: Arg) -> bool:
    """Whether a phrase begins behind another; two parties that no word parts are in one (اعتقلت X فلانا).

    What is no party behind a person says who that is (اعتقل فلان القيادي في X).
    """
    if arg.mention is None and other.mention is not None and other.mention.ref.startswith("person:"):
        return False
    if arg.mention is not None and other.mention is not None:
        return arg.mention.first >= other.mention.last
    return arg.at > other.at


_POSTS = frozenset(("دوريه", "دوريات", "حاجز", "حواجز"))


def _of_post(after: list[Arg], grammar: Grammar) -> list[Arg]:
    """Whose patrol or checkpoint acts: that of a party right behind it (حواجز X، دورية تابعة لـ X)."""
    if not after or after[0].marker != "bare" or after[0].head not in _POSTS:
        return []
    for arg in after[:3]:
        if arg.mention is None or arg.mention.kind != "actor":
            continue
        of = arg.mention.first - arg.at <= 1 and arg.head in _POSTS
        by = arg.marker == "ل" and (arg.at == after[0].end or grammar.key(arg.at - 1).startswith("تابع"))
        return [arg] if of or by else []
    return []


def _dies_with(actor: Arg, people: Arg, grammar: Grammar) -> bool:
    """Whether people are joined to a person right behind a verb of killing (قتل فلان وثلاثة آخرون)."""
    named = actor.mention is not None and actor.mention.ref.startswith("person:")
    return named and any(grammar.sense(t).conj for t in range(actor.end, people.end))


_INFLICTS = "كبده خسائر"  # always with a doer before and those who bear the losses behind it
_HOLD = frozenset(("القبض", "قبض"))


def _held_by(draft: Draft, after: list[Arg]) -> bool:
    """Whether a party stands between the verb and what it lays on somebody (ألقى الحوثيون القبض على)."""
    grammar = draft.grammar
    party = next((a for a in after if a.marker == "bare" and a.mention is not None and a.mention.kind == "actor"), None)
    if party is None:
        return False
    return any(grammar.key(t) in _HOLD for t in range(party.end, min(party.end + 5, grammar.last)))


_ARRIVE = frozenset(("وصول تعزيزات", "تعزيزات", "تحركت تعزيزات", "انطلق رتل", "دخل رتل", "توجه رتل", "وصل رتل"))
_DEPART = frozenset(("انسحب",))  # whose column it is stands right behind
_COLUMNS = frozenset(("تعزيزات", "التعزيزات", "رتل", "الرتل", "رتلا", "ارتال", "امدادات", "قافله", "قوافل"))
_ITS_OWNER = 4  # words behind a column among which stands whose it is


def _whose_column(draft: Draft, clause: Clause, reach: int) -> list[Arg]:
    """Whose the reinforcements are that come (تعزيزات عسكرية روسية، رتل للقوات التركية), or the column that goes."""
    grammar = draft.grammar
    for t in range(draft.at, min(clause.end, grammar.last, draft.at + reach)):
        if grammar.bare_key(t) not in _COLUMNS and grammar.key(t) not in _COLUMNS:
            continue
        for k in range(t + 1, min(t + 1 + _ITS_OWNER, grammar.last)):
            for m in grammar.starts(k):
                if m.kind == "actor" and m.pro in ("", "ل", "لل"):
                    return [Arg("bare", "", m, m.first, m.last)]
            if k in grammar.markers or grammar.verb_at(k) is not None:
                break
    return []


_TAKES_GROUND = frozenset(("enter", "exit", "leave", "seize", "siege"))


def _meant(draft: Draft, frame: Frame, enclitic: str, memory: Memory) -> list[Arg]:
    """Whom or what an object pronoun means: for acts upon ground the place told last that agrees with it."""
    kinds = draft.grammar.context.kinds
    place = memory.ground(draft.grammar.token(draft.at).start, enclitic, kinds) if frame.name in _TAKES_GROUND else []
    if frame.name in KILLS and enclitic[:1] == "ه" and draft.grammar.clauses[draft.clause].kind in ("rel", "asyndetic"):
        return place  # رفات أشخاص أعدمهم X: those before it
    return place or memory.fitting(person_of(enclitic))


def _put_object(draft: Draft, frame: Frame, args: list[Arg]) -> None:
    put(draft, frame.object if frame.object != "none" else "whom", args)
