"""Who speaks, though nothing but the report of speech tells it: names and bodies between a verb of saying and "that".

A name of foreign sound (two words that are no everyday words), the last words behind an office, an organisation told by
a noun that heads many things (مركز، معهد), a correspondent's outlet. Each needs the frame of reported speech.
"""

from __future__ import annotations

from maydan.arabic.tokens import Word
from maydan.reading.actors.lexicon import Cue, given_names, phrase_ends
from maydan.reading.actors.person_names import PARTICLES, name_like
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.actors.slugs import slug
from maydan.reading.places.vocabulary import everyday
from maydan.reading.sayings.words import OPENING, THAT, signed, source_role, verb_of
from maydan.theatre.names import STRONG

_FAR = 14  # tokens between a speaker and "that": adverbs, "in a statement"
_OFFICE = 9  # tokens between a title and the end of the name behind it
_ADVERBS = frozenset(("امس", "اليوم", "ايضا", "كذلك", "قد", "مساء", "صباح", "بدوره", "بدورها"))
_CLAUSES = frozenset(("وهو", "وهي", "الذي", "التي"))
_QUALITIES = frozenset((
    "العامه", "العليا", "العام", "الاعلي", "الموحده", "الموحد", "المشتركه", "المشترك", "المستقله", "المستقل", "الدائمه",
    "المتحده", "المتحد", "المحلي", "المحليه", "الحاكم", "المنظمه", "المكلفه",
))
_WITHIN = frozenset(("في", "ب"))
_OUTLETS = frozenset(("راديو", "تلفزيون", "قناه", "وكاله", "شبكه", "اذاعه", "موقع", "صحيفه", "فضائيه", "جريده"))
_CORRESPONDENTS = frozenset(("مراسل", "مراسله", "مراسلو", "مراسلي", "موفد", "مندوب"))


def says(word: Word) -> bool:
    """Whether a form reports speech by itself, as past or present."""
    verb = verb_of(word)
    return verb is not None and verb.shape != "participle" and not verb.needs_that and word.key not in ("بين", "وبين")


def speech_at(scan: Scan, k: int) -> bool:
    """Whether reported words start at token ``k``: "that", a colon or a quotation mark."""
    if k >= len(scan.tokens):
        return False
    word = scan.tokens[k].word
    return word.key in THAT or word.form == ":" or word.form in OPENING


def after_verb(scan: Scan, i: int) -> bool:
    """Whether a verb of saying stands right before token ``i``, but for adverbs and an opening mark."""
    k = i - 1
    while k >= 0 and k > i - 4 and (scan.tokens[k].word.key in _ADVERBS or scan.tokens[k].word.form in OPENING):
        k -= 1
    return k >= 0 and says(scan.tokens[k].word)


def _foreign(scan: Scan, k: int) -> bool:
    """Whether a token may be a part of a name: without article, no name or word of reporting that is known."""
    word = scan.tokens[k].word
    key = word.key
    if word.kind != "ar" or len(key) < 3 or key.startswith("ال") or key in phrase_ends() or key in _CLAUSES:
        return False
    if word.form.endswith(("ة", "اً", "ًا")) or source_role(word) or not name_like(scan, k):
        return False
    match = scan.names_at.get(k)
    return match is None or not any(s.strength == STRONG for s in match.senses) or key in given_names()


def _told(scan: Scan, first: int, last: int) -> bool:
    """Whether the words are a name: one is a first name, or none is an everyday word."""
    names, common = given_names(), everyday()
    keys = [scan.tokens[k].word.key for k in range(first, last)]
    if any((name := names.get(key)) is not None and not name.common for key in keys):
        return True
    return not any(key in common for key in keys)


def named_in_speech(scan: Scan, i: int) -> Found | None:
    """A name of two or three words that nothing knows, right behind a verb of saying (قال فلان فلاني إن)."""
    tokens = scan.tokens
    last = i
    while last < min(len(tokens), i + 4) and tokens[last].sentence == tokens[i].sentence and (
            _foreign(scan, last) or (last > i and _family(scan, last))):
        last += 1
    if last - i < 2 or last >= len(tokens):
        return None
    if last - i > 3 or not _told(scan, i, last):
        return None
    word = tokens[last].word
    behind = speech_at(scan, last) or word.key in _CLAUSES or word.form == "(" or scan.title_at(last) is not None or (
        word.form in ("،", ",") and (speech_at(scan, last + 1) or scan.title_at(last + 1) is not None))
    return _person(scan, i, last, "person:speaking") if behind else None


def _family(scan: Scan, k: int) -> bool:
    """Whether a word may be a family name with the article, or holds a name together."""
    word = scan.tokens[k].word
    return word.key in PARTICLES or (word.key.startswith("ال") and len(word.key) > 4 and name_like(scan, k) and (
        word.key not in everyday()))


def named_behind_office(scan: Scan, i: int, j: int) -> Found | None:
    """The last words of an office's phrase before the speech, where nothing knows them (وزير الصحة فلان فلاني إن).

    Args:
        i: token of the title. j: first token behind what was understood of it.
    """
    tokens = scan.tokens
    ends = phrase_ends()
    for k in range(j, min(len(tokens), i + _OFFICE + 1)):
        if tokens[k].sentence != tokens[i].sentence:
            return None
        word = tokens[k].word
        if word.kind == "ar" and k > j + 1 and says(word) and word.key[0] not in "وف":
            return _tail(scan, i, j, k)
        if speech_at(scan, k) or word.form in ("،", ",", "("):
            return _tail(scan, i, j, k) if after_verb(scan, i) else None
        if word.kind != "ar" or (word.key in ends and word.key not in _WITHIN):
            return None
    return None


def _tail(scan: Scan, i: int, j: int, last: int) -> Found | None:
    first = last - 2
    if first < j or not (_foreign(scan, first) and (_foreign(scan, first + 1) or _family(scan, first + 1))):
        return None
    if first - 1 >= j and _foreign(scan, first - 1) and _told(scan, first - 1, first):
        first -= 1
    before = scan.tokens[first - 1].word
    settled = first == j or before.key.startswith("ال") or any(
        m.last == first for m in (scan.names_at.get(k) for k in range(max(i, first - 4), first)) if m is not None)
    if not settled or not _told(scan, first, last):
        return None
    return _person(scan, first, last, "person:speaking")


def _person(scan: Scan, first: int, last: int, rule: str) -> Found:
    found = scan.make(first, last, "", rule, kind="person", confidence=0.6)
    found.ref = f"person:{slug(scan.context.text[found.start: found.end])}"
    return found


def speaking_body(scan: Scan, i: int, j: int, cue: Cue) -> Found | None:
    """An organisation behind a verb of saying: its noun at ``i``, what follows to its last definite word or place.

    The noun alone is not enough; reported words must follow.
    """
    if cue.pro or cue.enclitic or not after_verb(scan, i):
        return None
    tokens, n = scan.tokens, len(scan.tokens)
    sentence, ends = tokens[i].sentence, phrase_ends()
    last, definite, told = j, cue.entry.definite, 0
    while last < n and last - i < 7 and tokens[last].sentence == sentence:
        word = tokens[last].word
        place = scan.names_at.get(last)
        is_place = place is not None and any(s.kind == "place" and s.strength == STRONG for s in place.senses)
        if is_place and place is not None and place.pro in ("", "ب", "ل"):
            told, definite, last = told + 1, True, place.last
            continue
        if word.kind != "ar" or word.key in ends or says(word):
            break
        article = word.key.startswith(("ال", "لل"))
        if cue.entry.definite and last == j and not (word.key.endswith(("يه", "ي")) or word.key in _QUALITIES):
            return None
        if definite and not (article or word.key.startswith(("ل", "ب", "وال"))):
            break
        if definite and word.key.startswith("ب") and not (last + 1 in scan.names_at or scan.word(last + 1) is None):
            break
        told += 1
        definite = definite or article
        last += 1
    if told < 1 + cue.entry.definite or not definite or last == j:
        return None
    if not any(speech_at(scan, k) for k in range(last, min(n, last + _FAR)) if tokens[k].sentence == sentence):
        return None
    found = scan.make(i, last, "?", "group:speaking", cue.pro, confidence=0.6)
    if i and tokens[i - 1].word.form in OPENING and last < n and tokens[last].word.form in "\"»”“":
        found.confidence = 0.7
    return found


def quoted_name(scan: Scan, j: int) -> Found | None:
    """A name of two to four words alone in quotation marks that open at token ``j`` behind a title."""
    tokens = scan.tokens
    last = j + 1
    while last < min(len(tokens), j + 6) and tokens[last].word.kind == "ar" and (
            tokens[last].word.key in given_names() or tokens[last].word.key not in phrase_ends()):
        last += 1
    closed = last < len(tokens) and tokens[last].word.form in "\"»”“"
    if not closed or not 2 <= last - j - 1 <= 4:
        return None
    return _person(scan, j + 1, last, "person:quoted")


def signature(scan: Scan, i: int) -> Found | None:
    """The person who signs a quoted post, where nothing knows the name."""
    bracket = signed(scan.tokens, i)
    last = i + 1
    while last < bracket and scan.tokens[last].word.kind == "ar":
        last += 1
    if not bracket or not 2 <= last - i - 1 <= 4 or any(k in scan.names_at for k in range(i + 1, last)) or any(
            c.entry.cls in ("head", "force") for c in scan.cues_at(i + 1)):
        return None
    return _person(scan, i + 1, last, "person:signature")


def correspondent(scan: Scan, i: int) -> Found | None:
    """The outlet right behind its correspondent, without quotation marks (قال مراسل إذاعة كذا إن)."""
    tokens, n = scan.tokens, len(scan.tokens)
    if not any(rest in _CORRESPONDENTS for _, rest in tokens[i].word.proclitics) or i + 2 >= n:
        return None
    match = scan.names_at.get(i + 1)
    if match is not None and not match.pro:
        for sense in match.senses:
            entry = scan.actor(sense.id) if sense.kind == "actor" else None
            if entry is not None and entry.kind == "media":
                return scan.make(i + 1, match.last, entry.id, "outlet:correspondent", kind="media", confidence=0.8)
    if not after_verb(scan, i):
        return None
    last = i + 1
    while last < min(n, i + 6) and tokens[last].sentence == tokens[i].sentence and (
            tokens[last].word.kind in ("ar", "lat") and tokens[last].word.key not in phrase_ends()
            and not speech_at(scan, last)):
        last += 1
    word = tokens[i + 1].word
    if last == i + 1 or last >= n or not (word.kind == "lat" or word.key in _OUTLETS):
        return None
    if word.key in _OUTLETS and last == i + 2:
        return None
    found = scan.make(i + 1, last, "", "outlet:correspondent", kind="media", confidence=0.6)
    found.ref = f"new:{slug(scan.context.text[found.start: found.end])}"
    return found


def surnames(scan: Scan) -> None:
    """Find who is named by a family name alone as who speaks (وقال فلان إن), and in full before: two words of which the
    second is that name and the first a first name, or neither an everyday word."""
    tokens = scan.tokens
    taken: set[int] = set()
    for found in scan.found:
        taken.update(range(found.first, found.last))
    for i in scan.context.telling("sayings"):
        k = i + 1
        if k + 1 >= len(tokens) or k in taken or not says(tokens[i].word):
            continue
        after = tokens[k + 1]
        if not (speech_at(scan, k + 1) or after.word.form in ("،", ",") or after.key in _BEHIND_NAMES or (
                after.key.startswith("ل") and speech_at(scan, k + 2))):
            continue
        key = tokens[k].word.key
        if not (_foreign(scan, k) or _family(scan, k)) or key in everyday() or (key[0] == "م" and key[-1] == "و"):
            continue
        at = next((j for j in range(i - 1, 0, -1) if tokens[j].key == key and j not in taken), 0)
        if at < 1 or at - 1 in taken or not _first_name(scan, at - 1):
            continue
        first = at - 1
        while first > 0 and at - first < 3 and first - 1 not in taken and tokens[first - 1].key in given_names() and (
                tokens[first - 1].sentence == tokens[at].sentence):
            first -= 1
        person = _person(scan, first, at + 1, "person:surname")
        scan.found.append(person)
        taken.update(range(first, at + 1))


def _first_name(scan: Scan, k: int) -> bool:
    word = scan.tokens[k].word
    if word.kind != "ar" or scan.tokens[k + 1].sentence != scan.tokens[k].sentence:
        return False
    if given_names().get(word.key) is not None:
        return True
    if (k and scan.tokens[k - 1].key in _BEFORE_VERBS) or word.form.endswith("ى"):
        return False
    return _foreign(scan, k) and word.key not in everyday() and not scan.context.senses[k].verbs


_BEFORE_VERBS = frozenset(("لم", "ولم", "لا", "ولا", "ان", "قد", "لن", "كي", "الذي", "التي"))
_BEHIND_NAMES = frozenset(("في", "الي", "علي", "عن", "خلال", "ل"))
