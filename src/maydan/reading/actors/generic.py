"""General words resolved within the document: التنظيم، هذه القوات، الجيش، قواته، المسلحون الموالون لها."""

from __future__ import annotations

from maydan.arabic.fold import fold
from maydan.reading.actors.latter import WAIT as LATTER
from maydan.reading.actors.latter import meant
from maydan.reading.actors.lexicon import Cue, phrase_ends, phrase_words
from maydan.reading.actors.phrases import allies_of, arm_of, default_body, forces_of, loyal_to
from maydan.reading.actors.scan import Found, Scan

_SEVERAL = ("ي", "ات", "ين", "ان", "ايل")  # of two names behind one head noun the noun means either (تنظيمي X وY)
_MASCULINE_POSSESSOR = {"ه"}


def read_head(scan: Scan, i: int, cue: Cue) -> Found | None:
    """A head noun with the article that points back to a name (التنظيم، المرصد، هذه الحركة)."""
    if not cue.entry.definite or not cue.entry.refers or cue.enclitic:
        return None
    last = i + 1 + len(cue.entry.rest)
    after, before = scan.word(last), scan.word(i - 1)
    if after is not None and after.key.startswith("ال") and after.key not in phrase_words("epithet") \
            and after.key not in phrase_ends() and after.key.endswith(("يه", "ي", "ه")):
        return None
    if before is not None and before.key.removeprefix("ال") in phrase_words("ground"):
        return None
    return scan.make(i, last, "", "refers", cue.pro, wait="head", key=cue.entry.noun,
                     generic=True)


def resolve(scan: Scan, heads: dict[str, str]) -> list[Found]:
    """Give every waiting word its actor, or drop it.

    Args:
        scan: with ``found`` in order of the text.
        heads: folded form of a head noun -> the noun of its lexicon row.
    """
    by_head: dict[str, str] = {}
    by_title: dict[str, str] = {}
    previous: Found | None = None
    last_air = last_army = last_any = before_any = ""
    first_by_head = _first_by_head(scan, heads)
    kept: list[Found] = []
    for found in scan.found:
        if found.wait == "head":
            found.ref = by_head.get(found.key) or first_by_head.get(found.key, "")
        elif found.wait == "title":
            found.ref = by_title.get(found.key, "")
        elif found.wait == "general":
            found.ref = _of_who_tells(scan, found, kept) or (
                _army_told(scan, found, kept) if found.key == "جيش" else "") or _general(
                scan, found, last_air, last_army)
        elif found.wait == "possessive":
            found.ref = _of_person(scan, found, kept) or (arm_of(scan, last_any, found.arm) if last_any else "")
        elif found.wait == LATTER:
            found.ref = meant(scan, found, kept)
        elif found.wait == "loyal":
            found.ref = _loyal(scan, last_any, before_any)
        elif found.wait == "allied":
            found.ref = allies_of(scan, last_any) if last_any else ""
        elif found.last == found.first + 1 and found.rule.startswith("name") and _is_army(scan, found):
            found.ref = _of_who_tells(scan, found, kept, "army") or _army_told(scan, found, kept) or found.ref
        if not found.ref:
            continue
        kept.append(found)
        if found.nested or found.ref == "civilians":
            continue
        if found.title:
            by_title.update(dict.fromkeys(found.title.split("|"), found.ref))
        own = _heads_of(scan, found, heads)
        if not own and previous is not None and previous.last == found.first and found.pro.startswith("و") \
                and scan.tokens[previous.first].word.key.endswith(_SEVERAL):
            own = _heads_of(scan, previous, heads)
        if previous is not None and previous.last == found.first and found.pro.startswith("و") \
                and found.ref.startswith("person:") and _counts_as_forces(scan, previous, found):
            found.ref = forces_of(scan.vocabulary.theatre, found.ref) or found.ref
        previous = found
        for head in own:
            by_head[head] = found.ref
        arm = found.arm or _arm_of_name(scan, found)
        if arm == "air":
            last_air = found.ref
        entry = scan.actor(found.ref)
        if entry is not None and entry.kind in ("armed-group", "alliance", "state", "political"):
            if found.ref != last_any:
                before_any = last_any
            last_any = found.ref
            if arm == "army":
                last_army = found.ref
    return kept


def _army_told(scan: Scan, found: Found, kept: list[Found]) -> str:
    """The army of another country that "the army" means: the one told as an army right before, where the army of the
    country that the document is about is not told; "" without."""
    home = default_body(scan, "army")
    armies = [f for f in kept if not f.ref.startswith("person:") and any(
        _ARMY in scan.tokens[t].word.key for t in range(f.first, f.last))]
    told = [f for f in armies if f.first < found.first and not f.generic and f.last > f.first + 1]
    if not told or any(f.ref == home for f in armies):
        return ""
    near = scan.tokens[found.first].sentence - scan.tokens[told[-1].first].sentence
    return told[-1].ref if near <= _ARMY_NEAR and len({f.ref for f in told}) == 1 else ""


_ARMY = "جيش"
_ARMY_NEAR = 3  # sentences back to an army by its name


def _of_person(scan: Scan, found: Found, kept: list[Found]) -> str:
    """The forces of the person who is named last before "his forces" in the sentence (أكد X أن قواته ...)."""
    last = next((f for f in reversed(kept) if f.first < found.first and not f.nested), None)
    his = last is not None and (found.key == "ه" or (found.key == "هم" and _speaks_for(scan, last)))
    if last is None or not his or not last.ref.startswith("person:") or (
            scan.tokens[last.first].sentence != scan.tokens[found.first].sentence):
        return ""
    ref = arm_of(scan, last.ref, found.arm)
    return "" if ref.startswith("person:") else ref


def _speaks_for(scan: Scan, person: Found) -> bool:
    """Whether somebody speaks in the name of a body (قال الناطق باسم X فلان إن قواتهم)."""
    return any(scan.tokens[t].word.key == "باسم" for t in range(max(0, person.first - _NAME_BACK), person.last))


_NAME_BACK = 6  # tokens from "in the name of" to who speaks


def _counts_as_forces(scan: Scan, group: Found, person: Found) -> bool:
    """Whether a person joined to a group means his forces: a short name, or forces named before both."""
    if person.last - person.first == 1:
        entry = scan.actor(group.ref)
        return entry is not None and entry.kind == "armed-group"
    titled = bool(scan.cues_at(person.first)) or scan.title_at(person.first) is not None
    return not titled and _arm_of_name(scan, group) in ("militia", "army")


def _loyal(scan: Scan, last: str, before: str) -> str:
    """The irregulars that fight for the actor named last, or for the one before a state that has none by a name."""
    found = loyal_to(scan, last) if last else ""
    entry = scan.actor(last)
    if found == last and before and entry is not None and entry.kind == "state":
        other = loyal_to(scan, before)
        return other if other != before else found
    return found


def _arm_of_name(scan: Scan, found: Found) -> str:
    """The arm that the first word of a name tells (طائرات التحالف)."""
    for cue in scan.cues_at(found.first):
        if cue.entry.cls == "force" and not cue.entry.rest:
            return cue.entry.sub
    return ""


def _general(scan: Scan, found: Found, last_air: str, last_army: str) -> str:
    if found.arm == "air":
        return last_air or default_body(scan, "air")
    if found.arm == "army":
        if found.key == "قوه":
            return last_army or ""
        return default_body(scan, "army") or last_army
    if found.arm == "government" and found.key in ("حكومه", "نظام", "سلطه"):
        return default_body(scan, "government")
    return ""


_THAT = frozenset(("ان", "بان"))
_TELLS_BACK, _THAT_AHEAD = 6, 4
_WITH_FORCES = frozenset(("armed-group", "alliance", "state"))


def _is_army(scan: Scan, found: Found) -> bool:
    """Whether a name is the one word for the army of the country that the document is about (الجيش)."""
    word = scan.tokens[found.first].word
    return found.ref == default_body(scan, "army") and any(rest == "الجيش" for _, rest in word.proclitics)


def _of_who_tells(scan: Scan, found: Found, kept: list[Found], arm: str = "") -> str:
    """The forces of who says what they did (قال المتحدث باسم X إن القوات ...); "" without any."""
    arm = arm or found.arm
    if arm not in ("army", "air"):
        return ""
    sentence = scan.tokens[found.first].sentence
    for teller in reversed(kept[-_TELLS_BACK:]):
        if scan.tokens[teller.first].sentence != sentence or teller.last > found.first:
            return ""
        behind = range(teller.last, min(found.first, teller.last + _THAT_AHEAD))
        if not any(scan.tokens[t].word.key in _THAT for t in behind):
            continue
        before = range(max(0, teller.first - _TELLS_BACK), teller.first)
        if not any(c.entry.cls == "verb" for t in before if scan.tokens[t].sentence == sentence
                   for c in scan.cues_at(t)):
            return ""
        body = arm_of(scan, teller.ref, arm)
        entry = scan.actor(body)
        return body if entry is not None and entry.kind in _WITH_FORCES else ""
    return ""


def _heads_of(scan: Scan, found: Found, heads: dict[str, str]) -> list[str]:
    """Head nouns under which an actor may be meant again."""
    text = scan.context.text[found.core[0]: found.core[1]]
    names = [scan.vocabulary.first_words(text)]
    entry = scan.actor(found.ref)
    if entry is not None:
        names.append(scan.vocabulary.first_words(entry.name_ar))
    result: list[str] = []
    for keys in names:
        if not keys:
            continue
        key = keys[0]
        noun = heads.get(key) or (heads.get(key[2:]) if key.startswith("ال") else None)
        if noun is not None and noun not in result:
            result.append(noun)
    return result


def _first_by_head(scan: Scan, heads: dict[str, str]) -> dict[str, str]:
    first: dict[str, str] = {}
    for found in scan.found:
        if found.ref and not found.wait:
            for head in _heads_of(scan, found, heads):
                first.setdefault(head, found.ref)
    return first


def head_nouns(rows: list[dict[str, str]]) -> dict[str, str]:
    """Folded form of a head noun -> folded noun, single words only."""
    found: dict[str, str] = {}
    for row in rows:
        noun = fold(row["head"])
        for form in (row["head"], *row.get("forms", "").split("|")):
            keys = form.split()
            if len(keys) == 1:
                found.setdefault(fold(keys[0]), noun)
    return found
