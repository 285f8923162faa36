"""The step of the reader that finds actors: each word that may tell of one, then lists, references and sums."""

from __future__ import annotations

from functools import cache

from maydan.arabic.tokens import Word
from maydan.reading.actors.again import find_again
from maydan.reading.actors.civilians import read_civilians
from maydan.reading.actors.collect import collect, unify
from maydan.reading.actors.focus import focus_of, is_general
from maydan.reading.actors.generic import head_nouns, read_head, resolve
from maydan.reading.actors.groups import read_group
from maydan.reading.actors.known import is_everyday, read_name
from maydan.reading.actors.latter import find_latter
from maydan.reading.actors.lexicon import Cue, cues
from maydan.reading.actors.numbered import read_numbered
from maydan.reading.actors.outlets import may_begin, read_outlet
from maydan.reading.actors.person_names import may_be_first_name, read_plain, read_verb
from maydan.reading.actors.persons import envoy, read_title
from maydan.reading.actors.phrases import is_modifier, read_act, read_force, read_nisba
from maydan.reading.actors.roster import find_rosters, find_tribes
from maydan.reading.actors.scan import Found, Scan, vocabulary
from maydan.reading.actors.speaking import correspondent, named_in_speech, signature, surnames
from maydan.reading.context import Context
from maydan.reading.metonymy import match_keys
from maydan.theatre.names import STRONG
from maydan.theatre.tables import lexicon


@cache
def _heads() -> dict[str, str]:
    return head_nouns(lexicon("actor_heads"))


def may_tell(word: Word) -> bool:
    """Whether a word can begin a mention by itself: a cue, a first name. Nisbas are known to theatres."""
    return may_begin(word) or (word.kind == "ar" and (bool(cues(word)) or may_be_first_name(word)))


def find_actors(context: Context) -> None:
    """Fill ``context.actors`` and add every mention of an actor to ``context.mentions``."""
    theatre = context.theatre
    scan = Scan(context, context.tokens, vocabulary(theatre), {m.first: m for m in context.names})
    scan.focus = context.focus = focus_of(theatre, context.tokens, context.names)
    scan.readers = {"title": read_title, "force": read_force, "head": read_group, "again": read_head}
    for match in context.names:
        if not is_general(match_keys(context.tokens, match)) and not is_everyday(context.tokens, match):
            scan.strong.update(s.id for s in match.senses if s.kind in ("actor", "person") and s.strength == STRONG)
    scan.war = _speaks_of_war(scan)
    forms, may_act = context.forms, scan.vocabulary.may_act
    acting = {m.first for m in context.names if may_act(m, forms[m.first])}
    free = 0
    for i in sorted({*context.telling("actors"), *acting}):
        if i < free:
            continue
        found = _read(scan, i, i in acting) if forms[i].kind == "ar" else signature(scan, i)
        if found is not None:
            scan.found.append(found)
            free = found.last
    find_rosters(scan)
    find_tribes(scan)
    surnames(scan)
    find_again(scan)
    find_latter(scan)
    scan.found.sort(key=lambda f: (f.start, f.nested))
    scan.found = resolve(scan, _heads())
    unify(scan)
    collect(scan)


_FIGHTING = {"قصف", "غاره", "هجوم", "ضربه", "عدوان", "صاروخ", "قذيفه", "حصار"}


_FIGHTERS = {"جيش", "مسلح", "مقاتل", "فصيل"}


def speaks_of_war(word: Word) -> bool:
    """Whether a word names fighting or fighters."""
    return any(
        (c.entry.cls == "act" and c.entry.noun in _FIGHTING) or (c.entry.cls == "force" and c.entry.noun in _FIGHTERS)
        for c in cues(word)
    )


def _speaks_of_war(scan: Scan) -> bool:
    """Whether armed groups are named, or fighting is spoken of more than once."""
    armed = {"armed-group", "alliance"}
    if any((entry := scan.actor(ident)) is not None and entry.kind in armed for ident in scan.strong):
        return True
    return len(scan.context.telling("war")) > 1


def _read(scan: Scan, i: int, acting: bool) -> Found | None:
    if acting:
        found = _modified_force(scan, i) or read_name(scan, i)
        if found is not None:
            title = any(c.entry.cls == "title" and c.entry.sub == "office" for c in scan.cues_at(i))
            return envoy(scan, found) if title else found
    if may_begin(scan.tokens[i].word):
        found = read_outlet(scan, i) or correspondent(scan, i)
        if found is not None:
            return found
    readings = scan.cues_at(i)
    for cue in readings:
        if cue.entry.cls == "head" and (unit := read_numbered(scan, i, cue)) is not None:
            return unit
    for cue in readings:
        found = _by_cue(scan, i, cue)
        if found is not None:
            return found
    if readings:
        return None
    return read_nisba(scan, i) or read_plain(scan, i)


def _modified_force(scan: Scan, i: int) -> Found | None:
    """A general word for forces whose owner follows (الميليشيات التابعة لها) is not the name that it could be alone."""
    match = scan.names_at[i]
    if match.last - i > 2 or (match.last - i == 2 and not is_modifier(scan.tokens[i + 1].word.key)):
        return None
    for cue in scan.cues_at(i):
        if cue.entry.cls == "force" and not cue.entry.rest and not cue.enclitic:
            found = read_force(scan, i, cue)
            return found if found is not None and found.rule.startswith(("loyal", "belonging", "supported")) else None
    return None


def _by_cue(scan: Scan, i: int, cue: Cue) -> Found | None:
    match cue.entry.cls:
        case "title":
            return read_title(scan, i, cue)
        case "force":
            return read_force(scan, i, cue)
        case "act":
            return read_act(scan, i, cue)
        case "head":
            return read_group(scan, i, cue) or read_head(scan, i, cue)
        case "civilian":
            return read_civilians(scan, i, cue)
        case _:
            return read_verb(scan, i) or named_in_speech(scan, i + 1)
