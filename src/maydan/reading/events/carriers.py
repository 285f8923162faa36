"""What a light verb hands on to the noun that it carries: its subject as the doer, or as its kind asks."""

from __future__ import annotations

from maydan.reading.clauses import Arg, Clause, Grammar
from maydan.reading.events.memory import SUFFERER, Memory, person_of
from maydan.reading.events.roles import (
    air_at,
    antecedent,
    first_bare,
    names_unknown,
    put,
    put_phrases,
    subject_args,
    unnamed,
)
from maydan.reading.events.spot import Draft, Light
from maydan.reading.frames import Frame


def from_light(draft: Draft, frame: Frame, light: Light, breaks: set[int], memory: Memory) -> None:
    """Take the subject of a light verb (or the possessor of its verbal noun) as the doer, or as its kind asks."""
    grammar = draft.grammar
    kind = light.row.kind
    draft.used.add(light.at)
    if not light.verb:
        if kind in ("undergo",):
            bare = _undergoing(grammar.scan(light.at + 1, draft.at))
            if not any(a.mention is not None and a.mention.kind == "place" for a in draft.where if a.marker != "في"):
                draft.where = []
            put(draft, "target", [
                Arg(SUFFERER, a.head, a.mention, a.at, a.end, a.joined, a.clause)
                if a.mention is not None and a.mention.kind == "actor" else a for a in bare])
        elif kind == "attempt" and not draft.who and frame.subject == "who" and (theirs := _theirs(grammar, light.at)):
            put(draft, "who", theirs)
        elif kind == "assist" and not draft.who and frame.subject == "who" and grammar.key(light.at).endswith(_ITS):
            clause = grammar.clause(light.at)
            if 0 <= clause.verb < light.at:
                put(draft, "who", subject_args(grammar, clause))  # نفى X مشاركته في اقتحام Y
        elif light.agent and not draft.who and frame.name not in ("harm", "harmnoun", "wound"):
            put(draft, "who" if frame.subject != "whom" else "whom", light.agent[-1:])
        return
    clause = grammar.clause(light.at)
    if kind in (
        "cause",
        "effect",
        "accompany",
        "expect",
        "deny",
        "call",
        "foil",
        "prevent",
        "happen",
        "claim",
        "count",
        "threat",
        "allow",
    ):
        if kind == "happen" and light.at > draft.at:
            extra = grammar.args_after(light.at, breaks=breaks)
            put_phrases(draft, frame, extra, "none")
        if kind == "prevent":
            put(draft, "who", subject_args(grammar, clause) or memory.fitting(_verb_person(clause)))
        if kind == "foil" and not draft.whom:
            put(draft, "whom", subject_args(grammar, clause) or memory.fitting(_verb_person(clause)))
        return
    if kind == "compel":
        _compelled(draft, frame, light, memory)
        return
    span = grammar.subject_span(clause)
    before = grammar.scan(*span) if span else []
    between = grammar.scan(light.at + 1, draft.at) if light.at < draft.at else []
    if kind in {"undergo", "see"}:
        args = before if span else between
        bare = [a for a in _undergoing(args) if a.mention is not None]
        places = [a for a in bare if a.mention is not None and a.mention.kind == "place"]
        actors = [a for a in bare if a.mention is not None and a.mention.kind == "actor"]
        if not places and not actors:
            actors = antecedent(grammar, clause)
            places = [
                a for a in grammar.antecedent_args(clause)[:2] if a.mention is not None and a.mention.kind == "place"
            ]
        draft.where += [a for a in places if a not in draft.where]
        if kind == "undergo" and frame.name not in ("harm", "harmnoun", "wound"):
            draft.whom += [Arg(SUFFERER, a.head, a.mention, a.at, a.end, a.joined, a.clause) for a in actors
                           if a not in draft.whom]
        elif frame.name in ("harm", "harmnoun", "wound"):
            draft.whom += [a for a in actors if a not in draft.whom]
        if not places:
            draft.where += [
                a
                for a in between
                if a.mention is not None
                and a.mention.kind == "place"
                and a.marker in ("في", "ب")
                and a not in draft.where
            ]
        return
    if light.enclitic and light.at > draft.at:
        extra = grammar.args_after(light.at, breaks=breaks)
        subject = first_bare(extra, grammar)
        if not subject and clause.reading is not None and light.enclitic != "rel":
            subject = memory.fitting(clause.reading.form.person)
        taken = {id(a) for a in subject}
        if frame.subject in ("who", "none") or frame.name == "clash":
            put(draft, "who", subject)
            memory.note(subject, grammar)
        put_phrases(draft, frame, [a for a in extra if id(a) not in taken], "none")
        draft.used.add(light.at)
        return
    subject = first_bare(before, grammar) or first_bare(between, grammar) or antecedent(grammar, clause)
    if subject:
        memory.note(subject, grammar)
    elif air_at(grammar, light.at):
        subject = memory.air
    elif (
        clause.reading is not None
        and clause.reading.form.person not in ("1s", "1p")
        and not (light.at < draft.at and names_unknown(grammar, light.at))
    ):
        draft.unnamed = unnamed(grammar, clause)
        if draft.unnamed < 0:
            subject = memory.fitting(clause.reading.form.person)
    if kind == "announce" and not subject:
        subject = [a for a in (before or between) if a.mention is not None and a.mention.kind == "actor"][:1]
    if kind in ("announce",):
        if (
            draft.who
            or draft.row.frame in ("harm", "harmnoun", "wound", "clash", "fall", "blast", "damage")
            or (draft.noun and draft.noun.article and draft.row.frame != "seize")
        ):
            return
        if draft.row.frame in ("evacuate", "aidwounded") and light.row.word == "أعلن":
            put(draft, "who", subject)  # who makes a rescue known
        if draft.row.frame in (
            "kill",
            "seize",
            "take",
            "attack",
            "strike",
            "destroy",
            "siege",
            "move",
            "aidcut",
            "agree",
            "praise",
            "promise",
            "rejects",
            "accuse",
        ):
            put(draft, "who", subject)
        return
    if draft.who and kind != "assist":
        return
    role = frame.subject if frame.subject in ("who", "whom") else "who"
    if frame.name in ("harm", "harmnoun", "wound", "damage"):
        role = "whom" if kind == "support" else "who"
        if kind in ("support",) and light.row.word in ("ألحق", "أوقع", "حقق", "ارتكب", "نفذ", "شن"):
            role = "who"
    put(draft, role, subject)
    draft.spare_where += [
        a for a in before + between if a.mention is not None and a.mention.kind == "place" and a.marker in ("في", "ب")
    ]


def _theirs(grammar: Grammar, at: int) -> list[Arg]:
    """Whose attempt "their attempt" is: the party named last before it (مقتل عناصر من X خلال محاولتهم التسلل)."""
    if not grammar.key(at).endswith(_THEIR):
        return []
    for t in range(at - 1, grammar.first - 1, -1):
        mention = grammar.inside.get(t)
        if mention is not None and mention.kind == "actor":
            return [Arg("bare", "", mention, mention.first, mention.last)]
    return []


_ITS = ("مشاركته", "مشاركتها", "مشاركتهم", "اسهامه", "اسهامها")
_THEIR = ("محاولتهم", "محاولتهما", "محاولاتهم")


def _undergoing(args: list[Arg]) -> list[Arg]:
    """Phrases of what an act befalls: bare ones, and whose the first thing is (تعرض رتل للقوات التركية لانفجار)."""
    found = [a for a in args if a.marker == "bare"]
    if len(args) > 1 and args[0].marker == "bare" and args[0].mention is None and args[1].marker == "ل" and (
            args[1].mention is not None and args[1].mention.kind == "actor" and args[1].at - args[0].at <= _WHOSE):
        owner = args[1]
        found.append(Arg("bare", owner.head, owner.mention, owner.at, owner.end, owner.joined, owner.clause))
    return found


_WHOSE = 3  # tokens from a thing to whose it is


def _compelled(draft: Draft, frame: Frame, light: Light, memory: Memory) -> None:
    """The doer of a forced act is the one forced, the last party before it (أجبر الجيش المسلحين على الانسحاب)."""
    found = [a for a in draft.grammar.scan(light.at + 1, draft.at)
             if a.marker == "bare" and a.mention is not None and a.mention.kind == "actor"]
    if not found and light.enclitic:
        found = memory.fitting(person_of(light.enclitic))
    if not draft.who and not draft.whom:
        put(draft, frame.subject if frame.subject in ("who", "whom") else "who", found[-1:])


def _verb_person(clause: Clause) -> str:
    return clause.reading.form.person if clause.reading else "3ms"
