"""Groups and organisations that no theatre knows, found by the noun that heads their names."""

from __future__ import annotations

import re
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.tokens import Word
from maydan.reading.actors.known import read_name
from maydan.reading.actors.lexicon import Cue, phrase_ends, phrase_words
from maydan.reading.actors.numbered import read_numbered
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.actors.slugs import slug
from maydan.reading.actors.speaking import speaking_body
from maydan.reading.places.vocabulary import everyday
from maydan.theatre.names import STRONG, NameMatch

_OPEN = {'"': '"', "«": "»", "“": "”", "‘": "’", "”": "“"}
_CLOSE = {'"', "»", "”", "“", ")", "’"}
_QUOTED_LIMIT = 6
_LIMIT = 5
_ADJECTIVES = 3
_COMMON_NOUNS = {"حركه": "moving", "تجمع": "gathered", "موقع": "channel"}
_LOOK_BACK = 200  # mentions
_INNER_OFFICES = {"بعثه", "لجنه", "مفوضيه"}  # bodies of their own inside a larger one
_COMMON_HEADS = {"مؤسسه", "موقع", "جبهه", "فرع", "تشكيل", "مركز", "مكتب", "تنظيم"}  # with adjectives mostly no names
_PARTS = {"فرع", "مكتب", "اداره", "موقع", "مركز", "جبهه"}  # of a group, not the group
_CLAUSE_ENDS = ("ته", "تها", "وا", "تهم")


def read_group(scan: Scan, i: int, cue: Cue) -> Found | None:
    """A group named at token ``i`` after its head noun: quoted, or a chain that ends with a definite noun."""
    if cue.enclitic:
        return None
    head_end = i + 1 + len(cue.entry.rest)
    if _no_group(scan, i, head_end, cue):
        return None
    known = _known(scan, i, head_end, cue) or read_numbered(scan, i, cue)
    if known is not None:
        return known
    if cue.entry.names == "nisba":
        found = _chain(scan, i, head_end, cue) or speaking_body(scan, i, head_end, cue)
    elif cue.entry.names == "speaks":
        found = speaking_body(scan, i, head_end, cue)
    else:
        found = _quoted(scan, i, head_end, cue) or _inside_quotes(scan, i, cue) or _chain(scan, i, head_end, cue) \
            or speaking_body(scan, i, head_end, cue)
    if found is None:
        return None
    text = scan.context.text[found.core[0]: found.core[1]]
    partial = _part_of_known(scan, text) if found.rule == "group:quoted" else ""
    if partial:
        found.ref, found.rule = partial, "group:part"
        return found
    found.ref = f"new:{slug(text)}"
    found.kind = cue.entry.sub
    return found


def _no_group(scan: Scan, i: int, j: int, cue: Cue) -> bool:
    """Whether the words are a place's name (قناة السويس), a cabinet, a movement of people, a channel of messages."""
    whole, after = scan.names_at.get(i), scan.word(j)
    if whole is not None and whole.last > j and all(s.kind in ("place", "area") for s in whole.senses):
        return True
    if any(c.entry.cls == "force" and c.entry.rest and not c.enclitic for c in scan.cues_at(i)):
        return True  # the council of ministers
    if after is not None and after.form in _OPEN and cue.entry.noun == "موقع":
        after = scan.word(j + 1)
    if after is None or after.kind != "ar":
        return False
    if cue.entry.names == "nisba" and cue.entry.rest and cue.entry.rest[-1].startswith("ال") \
            and not after.key.startswith("ال"):
        return True  # media that do something
    if after.key.startswith("و") and any(pro == "و" and len(rest) > 3 and rest in everyday()
                                         for pro, rest in after.proclitics):
        return True
    kind = _COMMON_NOUNS.get(cue.entry.noun, "")
    return bool(kind) and after.key in phrase_words(kind)


def _known(scan: Scan, i: int, j: int, cue: Cue) -> Found | None:
    """A name of the theatre right behind the noun, in quotation marks or not."""
    tokens, n = scan.tokens, len(scan.tokens)
    opened = j < n and tokens[j].word.form in _OPEN
    at = j + 1 if opened else j
    match = scan.names_at.get(at)
    if match is None or match.pro or (cue.entry.definite and not opened):
        return None
    inner = read_name(scan, at)
    if inner is None or inner.ref.startswith("person:") or (entry := scan.actor(inner.ref)) is None:
        return None
    if cue.entry.noun in _INNER_OFFICES and entry.kind == "international":
        return _inner_office(scan, i, inner, cue)
    if entry.kind == "state" or cue.entry.noun in _PARTS:
        return None
    last = inner.last
    if opened and last < n and tokens[last].word.form in _CLOSE:
        last += 1
    found = scan.make(i, last, inner.ref, "head+name", cue.pro, confidence=0.9)
    found.core = (found.start, max(inner.end, tokens[last - 1].end))
    return found


def _inner_office(scan: Scan, i: int, inner: Found, cue: Cue) -> Found:
    """A body of an organisation in a country (بعثة الأمم المتحدة إلى ...): an actor of its own."""
    last = inner.last
    word, place = scan.word(last), scan.names_at.get(last + 1)
    if word is not None and word.key in ("الي", "في", "لدي") and place is not None:
        last = place.last
    found = scan.make(i, last, "", "group:office", cue.pro, kind="international", confidence=0.7)
    found.ref = f"new:{slug(scan.context.text[found.start: found.end])}"
    return found


def _inside_quotes(scan: Scan, i: int, cue: Cue) -> Found | None:
    """Quotation marks that hold the head noun and the name («جبهة ...», "إدارة ...")."""
    tokens, n = scan.tokens, len(scan.tokens)
    if cue.pro or i == 0 or tokens[i - 1].word.form not in _OPEN:
        return None
    for k in range(i + 1, min(n, i + _QUOTED_LIMIT)):
        word = tokens[k].word
        if word.form in _CLOSE:
            if not _says_which(scan, i + 1, k, cue.entry.definite):
                return None
            return scan.make(i, k, "?", "group:inside", confidence=0.7)
        if word.kind not in ("ar", "num") or any(c.entry.cls == "verb" for c in scan.cues_at(k)):
            return None
    return None


def _says_which(scan: Scan, first: int, last: int, definite: bool) -> bool:
    """Whether words tell one group from another: not only general adjectives, no particle but عن and في.

    Behind a head with the article a general adjective is enough ("الجبهة الإسلامية" in quotation marks).
    """
    ends, general, loose = phrase_ends(), phrase_words("general"), phrase_words("loose")
    specific = False
    for k in range(first, last):
        key = scan.tokens[k].word.key
        if key in ends and key not in ("عن", "في"):
            return False
        stem = key.removeprefix("و").removeprefix("ال")
        if scan.tokens[k].word.kind == "ar" and stem not in loose and (definite or stem not in general):
            specific = True
    return specific


def _quoted(scan: Scan, i: int, j: int, cue: Cue) -> Found | None:
    tokens, n = scan.tokens, len(scan.tokens)
    bracket = cue.entry.sub == "media" and j < n and tokens[j].word.form == "("
    if j >= n or cue.entry.definite or (tokens[j].word.form not in _OPEN and not bracket):
        return None
    close = ")" if bracket else _OPEN[tokens[j].word.form]
    for k in range(j + 1, min(n, j + 2 + _QUOTED_LIMIT)):
        if tokens[k].word.form == close or tokens[k].word.form in ('"', "»", "”", "“"):
            if k == j + 1 or tokens[k].sentence != tokens[i].sentence or not _says_which(scan, j + 1, k, False):
                return None
            found = scan.make(i, k + 1, "?", "group:quoted", cue.pro, confidence=0.8)
            found.core = (found.start, tokens[k].end)
            return found
        if tokens[k].word.kind == "line":
            return None
    return None


def _part_of_known(scan: Scan, text: str) -> str:
    """The actor found before whose name begins with what the quotation marks hold (فرق "الدفاع")."""
    words = fold(text).split('"')[-2:] if '"' in text else re.split("[«“”»]", fold(text))
    inside = next((w.strip() for w in words[1:] or words if w.strip()), "")
    for found in scan.found[: -_LOOK_BACK - 1: -1]:
        name = fold(scan.context.text[found.core[0]: found.core[1]])
        if inside and found.ref and not found.generic and (f" {name} ").find(f" {inside} ") >= 0:
            return found.ref
    return ""


class _Chain(NamedTuple):
    """What stands behind a head: where it ends, and what its words say."""

    last: int
    definite: bool
    specific: int
    adjectives: int
    place: bool
    nisba: bool


def _chain(scan: Scan, i: int, j: int, cue: Cue) -> Found | None:
    """Indefinite nouns until a definite one and the adjectives after it; or a definite head with its adjectives."""
    entry = cue.entry
    if not scan.war or (entry.noun.endswith("ه") and scan.tokens[j - 1].word.form.endswith("ه")):
        return None
    chain = _follow(scan, i, j, cue)
    if chain.last == j:
        return None
    civil = entry.sub in ("media", "other", "political")
    if entry.definite:
        if chain.adjectives >= 2 and chain.adjectives == chain.last - j and civil and entry.noun not in _COMMON_HEADS:
            return scan.make(i, chain.last, "?", "group:adjectives", cue.pro, confidence=0.5)
        if chain.nisba and entry.sub == "media" and entry.names != "quoted" and entry.noun != "شبكه":
            return scan.make(i, chain.last, "?", "group:media", cue.pro, confidence=0.6)
        return _with_purpose(scan, i, chain.last, cue)
    if entry.names == "quoted":
        if chain.place and chain.adjectives and civil:
            return scan.make(i, chain.last, "?", "group:place", cue.pro, confidence=0.5)
        return None
    if entry.names == "proper" and not chain.definite and chain.last - j <= 3 and chain.specific == chain.last - j \
            and not scan.tokens[j].word.key.endswith("ه") and scan.tokens[i].word.key.endswith("ه"):
        return scan.make(i, chain.last, "?", "group:proper", cue.pro, confidence=0.5)
    if chain.last == j + 1 and any(c.entry.cls == "head" and c.entry.definite for c in scan.cues_at(j)):
        return None  # forces of a group that the document has named
    if not chain.specific or not chain.definite or (chain.place and entry.sub == "media" and not chain.adjectives):
        return None
    return scan.make(i, chain.last, "?", "group:chain", cue.pro, confidence=0.5)


def _follow(scan: Scan, i: int, j: int, cue: Cue) -> _Chain:
    """Read the words behind a head at ``i``, from token ``j`` on."""
    tokens, n = scan.tokens, len(scan.tokens)
    ends, general, loose = phrase_ends(), phrase_words("general"), phrase_words("loose")
    last, seen_definite, sentence = j, cue.entry.definite, tokens[i].sentence
    specific = adjectives = 0
    with_place = with_nisba = False
    while last < n and last - j < _LIMIT and tokens[last].sentence == sentence:
        word = tokens[last].word
        key = word.key
        if word.kind != "ar" or (key in ends and not (key == "فجر" and last == j)):
            break
        place = scan.names_at.get(last)
        if place is not None and not place.pro and (last > j or not cue.entry.definite) and _is_place(place):
            seen_definite = with_place = True
            specific += 1
            last = place.last
            continue
        definite = key.startswith("ال") and len(key) > 4
        stem = key[2:] if definite else key
        if (seen_definite and not definite) or stem in loose or key.startswith(("بال", "وال", "لل", "كال", "فال")):
            break
        if not definite and _is_clause(word):
            break
        known = scan.cues_at(last)
        if not cue.entry.definite and not _may_follow(known, definite, last == j):
            break
        if any(c.pro for c in known) or key.endswith(_CLAUSE_ENDS):
            break
        nisba = scan.vocabulary.nisba(word) is not None
        with_nisba = with_nisba or nisba
        adjectives += definite and (nisba or stem in general or stem.endswith(("ي", "يه")))
        specific += stem not in general and (not nisba or cue.entry.sub == "media")
        seen_definite = seen_definite or definite
        last += 1
    return _Chain(last, seen_definite, specific, adjectives, with_place, with_nisba)


def _may_follow(known: tuple[Cue, ...], definite: bool, first: bool) -> bool:
    """Whether a word with these readings may stand in a name behind an indefinite head."""
    classes = {c.entry.cls for c in known if not c.pro}
    if not definite and classes & {"verb", "title"}:
        return False
    return not (first and classes & {"title", "force", "act", "civilian"})


_JOINED = frozenset(("ولا", "ولم", "وهو", "وهي", "وقد", "ولن", "ووضع"))


def _is_clause(word: Word) -> bool:
    """Whether a word without the article opens a clause about the group (تتولى، يقودها، لتحل)."""
    key = word.key
    if key.startswith(("تت", "لت", "لي")) and len(key) > 3:
        return True
    if key in _JOINED or (len(key) > 3 and key.endswith("ت") and not key.endswith(("ات", "يت", "وت"))):
        return True  # سرية أذنت بنشرها
    if any(pro == "ل" and len(rest) > 3 and rest in everyday() for pro, rest in word.proclitics):
        return True  # قوة لضمان
    return key.startswith(("ت", "ي")) and word.form.endswith(("ى", "ها", "هم"))


def _adjective(word: Word) -> bool:
    """Whether a word is an adjective of what a body is for (للقوات المسلحة)."""
    key = word.key
    return word.kind == "ar" and key.startswith("ال") and key.endswith(("ه", "ي")) and len(key) > _LIMIT \
        and key not in phrase_ends()


def _is_place(match: NameMatch) -> bool:
    return any(s.kind == "place" and s.strength == STRONG for s in match.senses)


def _with_purpose(scan: Scan, i: int, last: int, cue: Cue) -> Found | None:
    """A definite head with adjectives that says what it is for (المركز الإعلامي للمقاومة، الشبكة ... لحقوق الإنسان)."""
    tokens, n = scan.tokens, len(scan.tokens)
    if cue.entry.sub not in ("media", "other", "political") or cue.entry.noun == "موقع":
        return None
    if last >= n or tokens[last].sentence != tokens[i].sentence:
        return None
    key = tokens[last].word.key
    if key.startswith("لل") and len(key) > 4:
        end = last + 1
        while end < n and end - last < _ADJECTIVES and tokens[end].sentence == tokens[i].sentence and (
                _adjective(tokens[end].word)):
            end += 1
        return scan.make(i, end, "?", "group:purpose", cue.pro, confidence=0.6)
    after = scan.word(last + 1)
    if key.startswith("ل") and len(key) > 3 and key not in phrase_ends() and after is not None \
            and after.key.startswith("ال"):
        return scan.make(i, last + 2, "?", "group:purpose", cue.pro, confidence=0.6)
    return None
