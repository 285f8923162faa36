"""Phrases that name an actor through a general noun: القوات الروسية، طائرات التحالف، غارات تركية، عناصر من التنظيم.

The noun says which arm is meant (army, aircraft, government, its people), the nisba adjective or the possessor
whose it is.
"""

from __future__ import annotations

from functools import lru_cache

from maydan.reading.actors.focus import bodies
from maydan.reading.actors.known import portfolios, read_name
from maydan.reading.actors.lexicon import Cue, phrase_ends, phrase_words
from maydan.reading.actors.numbered import read_numbered
from maydan.reading.actors.scan import Found, Nisba, Scan
from maydan.reading.actors.slugs import slug
from maydan.theatre.compiled import Theatre
from maydan.theatre.names import STRONG, Sense

_ALLIED = "متحالف"
_MODIFIERS = frozenset(("تابع", "موال", "مدعوم", "منتم", "مقرب", _ALLIED))  # without endings
_BACKED = {"مدعوم", "ممول", "مسلح", "موجه", "مسير"}
_LOYAL = ("موال", "مدعوم")
_LIMIT = 4
_DEPTH = 5
_TALKS = {"محادثات", "لقاء", "اتفاق", "تفاهم", "توافق", "هدنه", "قرار", "وجود", "جهود"}
_SINGLE = ("طائره", "مقاتله", "مروحيه")  # one aircraft is not an air force
_REGULAR = {"المسلحه", "النظاميه", "الحكوميه", "الامنيه", "البريه", "البحريه"}
_INSTITUTIONS = {"وزاره", "رئاسه", "شرطه", "مجلس الوزراء"}
_BUILDINGS = {"مبني", "مقر", "مكتب", "محيط", "قرب", "امام", "بمبني", "لمبني", "مباني", "مقار"}
_NISBA_ONLY = {"جانب", "طرف"}
_ALONE = {"قوات جويه", "جيش", "قوه", "طيران", "طائره", "مقاتله", "مروحيه", "سلاح الجو", "حكومه", "نظام", "سلطه"}
_NOT_HELD = {"صفوف", "قائد", "قياده", "زعيم", "فرد", "رجل", "وحده", "مجموعه", "فرقه", "تشكيل", "بقايا"}
_HELD = {"army", "air", "militia", "people", "soldier"}  # arms that a pronoun may own (قواته)
_OPENING = frozenset(("\"", "«", "“", "'"))
_BELONGING = {"في", "من", "لدي", "ب"}


def arm_of(scan: Scan, ident: str, arm: str) -> str:
    """The body that an arm of an actor is: its army, its aircraft, its government; the actor itself otherwise."""
    if ident.startswith("person:"):
        person = scan.person(ident)
        forces = forces_of(scan.vocabulary.theatre, ident) if arm not in ("government", "official") else ""
        ident = forces or (person.actor if person is not None and person.actor else ident)
    entry = scan.actor(ident)
    if entry is None:
        return ident
    if arm in ("army", "soldier"):
        return entry.army or ident
    if arm == "air":
        return entry.air or entry.army or ident
    if arm in ("government", "official"):
        return entry.government or ident
    if arm == "militia" and entry.kind == "state":
        return loyal_to(scan, ident)
    return ident


@lru_cache(maxsize=1 << 12)
def forces_of(theatre: Theatre, person: str) -> str:
    """The body that the theatre calls somebody's forces (قوات صالح); "" without one."""
    entry = theatre.data.persons.get(person)
    for name in (*entry.weak_names, *entry.names) if entry is not None else ():
        for sense in theatre.names.senses(f"قوات {name}"):
            if sense.kind == "actor" and sense.strength == STRONG:
                return sense.id
    return ""


def loyal_to(scan: Scan, ident: str) -> str:
    """The irregular forces that fight for an actor, as the theatre names them; the actor's army where it has none."""
    entry = scan.actor(ident)
    names = scan.vocabulary.theatre.names
    owners = [entry] if entry is not None else []
    parent = scan.actor(entry.parent) if entry is not None and entry.parent else None
    owners += [parent] if parent is not None else []
    for owner in owners:
        for name in (owner.name_ar, *owner.names):
            joined = "ل" + name[1:] if name.startswith("ال") else "ل" + name
            for noun in ("الميليشيات الموالية", "القوات الموالية"):
                for sense in names.senses(f"{noun} {joined}"):
                    if sense.kind == "actor" and sense.strength == STRONG:
                        return sense.id
    return ident


def read_force(scan: Scan, i: int, cue: Cue) -> Found | None:
    """An actor named by a force noun or an institution at token ``i``; None deeper than a few phrases inside others."""
    if scan.depth >= _DEPTH:
        return None
    scan.depth += 1
    try:
        return _force(scan, i, cue)
    finally:
        scan.depth -= 1


def _force(scan: Scan, i: int, cue: Cue) -> Found | None:
    entry = cue.entry
    arm = entry.sub
    if scan.tokens[i].word.key == "وصف":
        return None  # "described", and no "and the rank of"
    head_end = i + 1 + len(entry.rest)
    if cue.enclitic:
        if arm not in _HELD or entry.noun in _NOT_HELD:
            return None
        return scan.make(i, head_end, "", f"possessive:{arm}", cue.pro, wait="possessive", arm=arm, generic=True,
                         key=cue.enclitic)
    tokens, n = scan.tokens, len(scan.tokens)
    if entry.noun == "موالي":
        return _modified(scan, i, i, cue, "موال")
    sentence = tokens[i].sentence
    j = head_end
    general = entry.definite
    while j < n and j - head_end <= _LIMIT and tokens[j].sentence == sentence:
        word = tokens[j].word
        if word.kind == "punct" and word.form in ('"', "«", "“", "(", "'") and (
            j == head_end or (j + 1 < n and scan.vocabulary.nisba(tokens[j + 1].word) is not None)
        ):
            j += 1
            continue
        if word.kind != "ar":
            break
        owner = _owner(scan, i, j, cue, head_end)
        if owner is not None and not (j == head_end and arm == "people" and _apart(scan, tokens[i].word.key, j)):
            return owner
        nisba = scan.vocabulary.nisba(word)
        if nisba is not None and nisba.pro in ("", "و") and (j > head_end or not nisba.pro):
            found = _by_nisba(scan, i, j, cue, nisba)
            if found is not None:
                return found
        if is_modifier(word.key):
            return _modified(scan, i, j, cue, word.key.removeprefix("ال"))
        if _is_middle(word.key, general):
            j += 1
            continue
        if entry.noun == "وزاره" and (further := portfolios(scan, j)) > j:
            j = further
            continue
        break
    return _bare(scan, i, j, cue, head_end)


def _apart(scan: Scan, head: str, j: int) -> bool:
    """Whether people in the plural with its full ending are not those of the name behind them (اتهم ناشطون النظام)."""
    if not head.endswith(("ون", "ين")):
        return False
    after, name = scan.tokens[j].word.key, scan.names_at.get(j)
    bare = name is not None and not name.pro and not after.endswith(_ADJECTIVES)
    return bare or after.startswith("ال") or after in _BODIES


_ADJECTIVES = ("ون", "ين", "يه", "ي")
_BODIES = frozenset(("قوات", "جيش", "ميليشيات", "ميليشيا", "مليشيات", "فصائل", "حركه", "تنظيم", "هيئه", "نظام"))


def is_modifier(key: str) -> bool:
    """Whether a word says for whom forces fight or to whom they belong (الموالية، تابعون)."""
    return key.removeprefix("ال").rstrip("هنوي") in _MODIFIERS


def _is_middle(key: str, definite: bool) -> bool:
    middle = phrase_words("middle")
    if key in middle or (key.startswith("ال") and key[2:] in middle):
        return True
    return definite and key.startswith("ال") and key.endswith(("يه", "ي")) and key not in phrase_ends()


def _owner(scan: Scan, i: int, j: int, cue: Cue, head_end: int) -> Found | None:
    """The possessor that a name gives at token ``j``: directly after a noun in construct, or behind ل."""
    if cue.entry.noun in _NISBA_ONLY:
        return None
    match = scan.names_at.get(j)
    construct = j == head_end and not cue.entry.definite
    owner: Found | None = None
    if match is not None:
        if match.pro not in ("", "ل") or (not match.pro and cue.entry.definite):
            return None
        if match.pro and cue.entry.sub in ("soldier", "people", "official") and not cue.entry.definite:
            return None
        owner = read_name(scan, j)
        told = scan.actor(owner.ref) if owner is not None and match.pro and cue.entry.sub == "official" else None
        if told is not None and told.kind == "media":
            return None  # the official speaks to the outlet (قال المسؤول لوكالة كذا)
    elif construct and scan.tokens[j].word.kind == "ar":
        titled = _titled(scan, j)
        if titled is not None:
            titled.nested = True
            scan.found.append(titled)
            return _owned(scan, i, cue, titled)
    if owner is None and construct:
        nested = next((c for c in scan.cues_at(j) if c.entry.cls == "force" and not c.enclitic), None)
        if nested is not None and not nested.pro:
            owner = read_force(scan, j, nested)
        if owner is None:
            owner = next((u for c in scan.cues_at(j) if c.entry.cls == "head" and not c.pro
                          and (u := read_numbered(scan, j, c)) is not None), None)
        pointing = next((c for c in scan.cues_at(j) if c.entry.cls == "head" and c.entry.definite and not c.pro), None)
        if owner is None and pointing is not None and cue.entry.sub in ("people", "army", "air", "militia"):
            owner = scan.readers["again"](scan, j, pointing)
    if owner is None and match is not None and not match.pro:
        weak = [s for s in match.senses if _may_own(scan, s, cue)]
        if len(weak) == 1 and cue.entry.sub in ("people", "army", "air", "militia", "government"):
            owner = scan.make(j, match.last, weak[0].id, "name:owned")
    if owner is None or (owner.wait and owner.wait not in ("general", "head")):
        return None
    return _owned(scan, i, cue, owner)


def _may_own(scan: Scan, sense: Sense, cue: Cue) -> bool:
    """Whether a weak name may be the owner of a force: a person of this war, or a group behind "members of"."""
    if sense.kind == "person":
        person = scan.person(sense.id)
        actor = scan.actor(person.actor) if person is not None else None
        return sense.id in scan.strong or (actor is not None and bool(scan.focus) and actor.country == scan.focus)
    actor = scan.actor(sense.id)
    return actor is not None and cue.entry.sub == "people" and cue.entry.noun not in ("صفوف", "ناشط") and (
        sense.id in scan.strong or not actor.country or actor.country == scan.focus
    )


def _titled(scan: Scan, j: int) -> Found | None:
    """A person behind a title (قوات الرئيس فلان)."""
    for inner in scan.cues_at(j):
        if inner.entry.cls == "title" and not inner.pro and inner.entry.sub in ("office", "rank", "honorific"):
            found = scan.readers["title"](scan, j, inner)
            return found if found is not None and scan.person(found.ref) is not None else None
    return None


def _owned(scan: Scan, i: int, cue: Cue, owner: Found) -> Found | None:
    """The body that a noun and its owner make."""
    if cue.entry.sub == "government" and scan.actor(owner.ref) is None and not owner.wait:
        person = scan.person(owner.ref)
        if person is None or not person.actor:
            return None
    ref = owner.ref if owner.wait else arm_of(scan, owner.ref, cue.entry.sub)
    carrier = cue.entry.sub in ("people", "soldier", "official") or owner.rule == "unit:number"
    civil = bool(owner.wait) and owner.arm == "government"  # the forces of the police are no army
    arm = owner.arm if civil else cue.entry.sub
    found = scan.make(i, owner.last, ref, f"owned:{cue.entry.sub}", cue.pro, arm=arm)
    found.end = owner.end
    found.wait, found.key = owner.wait, owner.key
    found.core = owner.core if carrier else (found.start, owner.end)
    found.confidence = owner.confidence - 0.03
    return found


def _by_nisba(scan: Scan, i: int, j: int, cue: Cue, nisba: Nisba) -> Found | None:
    """The force noun's owner is the nisba adjective at token ``j``; a second one joined by و is an actor of its own."""
    if cue.entry.sub in ("people", "official") and scan.actor(nisba.actor) is not None:
        actor = scan.actor(nisba.actor)
        if actor is not None and actor.kind == "state" and cue.entry.sub == "people" \
                and cue.entry.noun not in ("وحده", "فرقه", "كتيبه", "قياده"):
            return None
    if cue.entry.definite and not nisba.definite:
        return None
    entry = scan.actor(nisba.actor)
    if entry is not None and entry.kind == "civilian" and not entry.army:
        return None
    ref = arm_of(scan, nisba.actor, cue.entry.sub)
    found = scan.make(i, j + 1, ref, f"nisba:{cue.entry.sub}", cue.pro, arm=cue.entry.sub, generic=True)
    entry = scan.actor(ref)
    if cue.entry.sub == "militia" and entry is not None and entry.kind == "state":
        found.ref, found.kind = f"new:{slug(scan.context.text[found.start: found.end])}", "armed-group"
    nxt = scan.word(j + 1)
    second = scan.vocabulary.nisba(nxt) if nxt is not None else None
    if second is not None and second.pro == "و" and second.definite == nisba.definite:
        other = scan.make(j + 1, j + 2, arm_of(scan, second.actor, cue.entry.sub), f"nisba:{cue.entry.sub}", "و",
                          arm=cue.entry.sub, generic=True)
        scan.found.append(found)
        return other
    return found


def _modified(scan: Scan, i: int, j: int, cue: Cue, stem: str) -> Found | None:
    """Forces told by whom they belong to or fight for: التابعة لـ، الموالية للنظام، الموالون له."""
    tokens, n = scan.tokens, len(scan.tokens)
    loyal = stem.startswith(_LOYAL)
    k = j + 1
    while k < n and tokens[k].word.key in ("من", "قبل", "ل", "لـ"):
        k += 1
    if k >= n or tokens[k].sentence != tokens[i].sentence:
        return None
    word = tokens[k].word
    owner: Found | None = None
    if stem.startswith(_ALLIED):
        return _allied(scan, i, k, cue) if cue.entry.sub not in ("people", "official") else None
    if word.key in ("له", "لها", "لهم", "لهما", "منه", "منها", "به", "بها"):
        rule = "loyal:pronoun" if loyal else "belonging:pronoun"
        return scan.make(i, k + 1, "", rule, cue.pro, wait="loyal", arm=cue.entry.sub, generic=True, key=word.key[1:])
    if k in scan.names_at:
        owner = read_name(scan, k)
    else:
        inner = next((c for c in scan.cues_at(k) if c.entry.cls in ("force", "title")), None)
        if inner is not None and not inner.enclitic:
            owner = scan.readers[inner.entry.cls](scan, k, inner)
    if owner is None or not owner.ref:
        return None
    person = owner.ref.startswith("person:")
    entry = scan.actor(owner.ref)
    irregular = cue.entry.sub in ("people", "militia") and entry is not None and entry.kind == "state"
    ref = loyal_to(scan, owner.ref) if (loyal or irregular) and not person else arm_of(scan, owner.ref, cue.entry.sub)
    if person:
        owner.nested = True
        scan.found.append(owner)
    found = scan.make(i, owner.last, ref, "loyal" if loyal else "belonging", cue.pro, arm=cue.entry.sub, generic=True)
    found.end = owner.end
    found.core = (found.start, owner.end)
    if loyal and ref == owner.ref and stem.startswith("موال") and entry is not None and entry.kind == "state":
        text = scan.context.text[found.start: found.end]
        found.ref, found.kind, found.rule = f"new:{slug(text)}", "armed-group", "loyal:unknown"
        owner.nested = True
        scan.found.append(owner)
    elif loyal and ref == owner.ref:
        found.first, found.start, found.pro = owner.first, owner.start, owner.pro
        found.core, found.rule = owner.core, "supported"
    return found


def _allied(scan: Scan, i: int, k: int, cue: Cue) -> Found | None:
    """Forces told only as allied with somebody (القوات المتحالفة معها، المتحالفة مع X): bodies of their own."""
    tokens = scan.tokens
    if tokens[k].word.key in ("معها", "معهم", "معه", "معهما"):
        return scan.make(i, k + 1, "", "allied:pronoun", cue.pro, wait="allied", arm=cue.entry.sub, kind="armed-group",
                         generic=True, key=tokens[k].word.key[2:])
    owner = read_name(scan, k + 1) if tokens[k].word.key == "مع" and k + 1 in scan.names_at else None
    if owner is None or not owner.ref or owner.ref.startswith("person:"):
        return None
    found = scan.make(i, owner.last, allies_of(scan, owner.ref), "allied", cue.pro, kind="armed-group", generic=True)
    found.end, found.core = owner.end, (found.start, owner.end)
    owner.nested = True
    scan.found.append(owner)
    return found


def allies_of(scan: Scan, ident: str) -> str:
    """The id of an actor's allies where no more is told of them: its irregulars where the theatre names them."""
    irregulars = loyal_to(scan, ident)
    return irregulars if irregulars != ident else f"new:{ident.removeprefix('new:')}-allies"


def _bare(scan: Scan, i: int, j: int, cue: Cue, head_end: int) -> Found | None:
    """No owner beside the noun: an actor behind في or من, or the body that the document is about."""
    tokens, n = scan.tokens, len(scan.tokens)
    entry = cue.entry
    if entry.sub in ("people", "official", "soldier"):
        k = j
        if k + 2 < n and tokens[k].word.key in _BELONGING and tokens[k + 1].word.key in ("هذه", "هذا", "تلك"):
            k += 1
        if k + 2 < n and tokens[k].word.key == "من" and tokens[k + 1].word.form in _OPENING and k + 2 in scan.names_at:
            inner = read_name(scan, k + 2)  # عناصر من "X"
            if inner is not None and inner.ref and not inner.ref.startswith("person:"):
                found = scan.make(i, inner.last, arm_of(scan, inner.ref, entry.sub), "member", cue.pro, arm=entry.sub)
                found.end, found.core, found.title = inner.end, inner.core, entry.noun
                return found
        if k + 1 < n and (k > j or tokens[k].word.key in _BELONGING) and tokens[k + 1].sentence == tokens[i].sentence:
            inner = read_name(scan, k + 1) if k + 1 in scan.names_at else None
            if inner is None:
                nested = next((c for c in scan.cues_at(k + 1) if c.entry.cls == "force" and not c.enclitic
                               and c.entry.sub not in ("people", "official")), None)
                inner = read_force(scan, k + 1, nested) if nested is not None else None
            if inner is not None and (inner.ref or inner.wait == "general") and not inner.ref.startswith("person:"):
                ref = arm_of(scan, inner.ref, entry.sub) if inner.ref else ""
                found = scan.make(i, inner.last, ref, "member", cue.pro, arm=inner.arm if inner.wait else entry.sub)
                found.end, found.core, found.title = inner.end, inner.core, entry.noun
                found.wait, found.key, found.generic = inner.wait, inner.key, inner.generic
                return found
        if entry.noun == "مصدر" and entry.definite and j == head_end:
            return scan.make(i, head_end, "", "source", cue.pro, wait="title", key=entry.noun, generic=True)
        return None
    before = scan.word(i - 1)
    if entry.noun in _INSTITUTIONS and before is not None and before.key.removeprefix("ال") in _BUILDINGS:
        return None
    whole = j > head_end or entry.rest or (entry.definite and entry.noun == "شرطه")
    if entry.noun in _INSTITUTIONS and scan.war and whole:
        return scan.make(i, j, "", "general:institution", cue.pro, wait="general", arm="government", key="حكومه",
                         generic=True)
    if not entry.definite or entry.noun not in _ALONE or not scan.war:
        return None
    if entry.sub == "air" and ("ب" in cue.pro or tokens[i].word.key.endswith(_SINGLE)):
        return None
    last = j if entry.sub == "air" else head_end
    regular = entry.noun == "قوه" and j > head_end and tokens[head_end].word.key in _REGULAR
    return scan.make(i, j if regular else max(last, head_end), "", f"general:{entry.sub}", cue.pro, wait="general",
                     arm=entry.sub, key="جيش" if regular else entry.noun, generic=True)


def read_act(scan: Scan, i: int, cue: Cue) -> Found | None:
    """The actor behind an act noun with a nisba (القصف الروسي، دعم تركي): the adjective is its mention."""
    if cue.enclitic:
        return None
    tokens, n = scan.tokens, len(scan.tokens)
    sentence = tokens[i].sentence
    j = i + 1 + len(cue.entry.rest)
    for k in range(j, min(n, j + _LIMIT)):
        word = tokens[k].word
        if tokens[k].sentence != sentence or word.kind != "ar" or (k in scan.names_at and k == j):
            return None
        nisba = scan.vocabulary.nisba(word)
        if nisba is not None and not nisba.pro and nisba.definite == cue.entry.definite and not nisba.plural:
            entry = scan.actor(nisba.actor)
            if cue.entry.noun in _TALKS and entry is not None and entry.country == scan.focus:
                return None
            found = scan.make(k, k + 1, _actor_of_act(scan, nisba.actor), "nisba:act", generic=True)
            nxt = scan.word(k + 1)
            second = scan.vocabulary.nisba(nxt) if nxt is not None else None
            if second is not None and second.pro == "و" and second.definite == nisba.definite:
                scan.found.append(found)
                return scan.make(k + 1, k + 2, _actor_of_act(scan, second.actor), "nisba:act", "و", generic=True)
            return found
        if not _is_middle(word.key, cue.entry.definite) and not (
            not cue.entry.definite and word.key.endswith(("يه", "ي", "يا")) and word.key not in phrase_ends()
        ):
            return None
    return None


def _actor_of_act(scan: Scan, ident: str) -> str:
    return arm_of(scan, ident, "government")


def read_nisba(scan: Scan, i: int) -> Found | None:
    """Persons named by where they belong, the adjective standing alone: الحوثيون، الروس."""
    nisba = scan.vocabulary.nisba(scan.tokens[i].word)
    if nisba is None:
        return None
    entry = scan.actor(nisba.actor)
    if entry is None:
        return None
    if entry.kind == "state" and _backs(scan, i):
        return scan.make(i, i + 1, nisba.actor, "nisba:backed", generic=True, confidence=0.8)
    if entry.kind == "state":
        if not (nisba.plural and nisba.definite) or entry.country == scan.focus or entry.id.startswith("new:") or (
            not nisba.pro.startswith("و") and _qualifies(scan, i)
        ):
            return None
        return scan.make(i, i + 1, nisba.actor, "nisba:people", nisba.pro, generic=True, confidence=0.6)
    if entry.kind not in ("armed-group", "political", "alliance") or (not nisba.pro and _is_plain_adjective(scan, i)):
        return None
    return scan.make(i, i + 1, nisba.actor, "nisba:members", nisba.pro, confidence=0.9)


def _backs(scan: Scan, i: int) -> bool:
    """Whether the adverb tells who backs what stands before it (المدعومة أمريكيا)."""
    before = scan.word(i - 1)
    return scan.tokens[i].word.key.endswith("يا") and before is not None and (
        before.key.removeprefix("ال").rstrip("هنوي") in _BACKED)


def _is_plain_adjective(scan: Scan, i: int) -> bool:
    """Whether the feminine adjective goes with a thing before it (المناطق الكردية)."""
    return scan.tokens[i].word.key.endswith("يه") and scan.tokens[i].word.key.startswith("ال")


def _qualifies(scan: Scan, i: int) -> bool:
    """Whether the adjective goes with a noun before it (الضباط الروس)."""
    before = scan.word(i - 1)
    if before is None or scan.tokens[i - 1].sentence != scan.tokens[i].sentence or before.kind != "ar":
        return False
    return any(rest.startswith("ال") for _, rest in before.proclitics)


def default_body(scan: Scan, arm: str) -> str:
    """The army, air force or government of the country that the document is about."""
    known = bodies(scan.vocabulary.theatre, scan.focus)
    return {"army": known.army, "air": known.air, "government": known.government}.get(arm, "")
