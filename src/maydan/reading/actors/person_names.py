"""Personal names that no theatre knows: a known first name, a title before, an office behind."""

from __future__ import annotations

from maydan.arabic.tokens import Word
from maydan.reading.actors.known import is_memorial
from maydan.reading.actors.lexicon import given_names, phrase_ends, phrase_words
from maydan.reading.actors.namesakes import another_person
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.actors.slugs import slug
from maydan.reading.places.vocabulary import everyday
from maydan.reading.places.words import heads
from maydan.theatre.names import STRONG

PARTICLES = {"بن", "ابن", "ابو", "ابي", "ام", "عبد", "ال", "ولد", "بنت", "ذو", "دي", "فان", "دو", "لو", "بو", "حاج"}
_MAX_NAME = 5
_DASHES = frozenset("-–—")
_DATELINE = 3  # words before the dash
_NEWS = frozenset(("المعارك", "النار", "الحرب", "القتال", "الهجوم", "القصف", "الضحايا", "الانباء", "الجيش"))
_NOT_FAMILY = ("ه", "ين", "ون", "ات")


_OF_OFFICIALS = frozenset((
    "كبير", "بارز", "رفيع", "سابق", "اخر", "مطلع", "مسؤول", "عسكري", "امني", "حكومي", "محلي", "ثان", "رسمي",
))


def unknown_name(scan: Scan, j: int, *, strong: bool, surely: bool = False) -> Found | None:
    """A personal name of two to five words at token ``j``.

    A known first name is needed; one that is an everyday word too after a title (``strong``); none after a military
    rank with the article (``surely``).
    """
    tokens, n = scan.tokens, len(scan.tokens)
    if j >= n or tokens[j].word.kind != "ar":
        return None
    names, ends = given_names(), phrase_ends()
    sentence = tokens[j].sentence
    if j + 1 < n and tokens[j + 1].word.key in _OF_OFFICIALS and scan.vocabulary.nisba(tokens[j].word) is not None:
        return None  # مسؤول تركي كبير: a Turkish official
    k, evidence, words = j, 0, 0
    pro = _proclitic(tokens[j].word)
    named = False  # whether the word before is a first name
    while k < n and words < _MAX_NAME and tokens[k].sentence == sentence:
        word = tokens[k].word
        key = word.key[len(pro):] if k == j else word.key
        ended = key in ends and not (words and key in names)
        that = words and word.form.startswith("بأن")
        if word.kind != "ar" or that or (ended if key != "علي" else not word.form.endswith("ي")):
            break
        if words and any(pro_ in ("و", "ف") and rest in ends for pro_, rest in word.proclitics):
            break
        name = names.get(key)
        if any(c.entry.cls == "title" and c.entry.sub in ("named", "office") for c in scan.cues_at(k)) \
                and (words > 1 or (not words and not pro)):
            break
        if name is not None:
            evidence += 1 if name.common and not words else 2
            named = True
        elif (key in PARTICLES and (words or key not in ("فان", "حاج"))) or key.startswith(("عبدال", "ابو")):
            evidence += 2 if key != "ال" else 1
            named = True
        elif words and _goes_on(scan, k):
            break
        elif words > 1 and _described(scan, k):
            break
        elif words:
            family = name_like(scan, k) or _family_too(scan, k, named and words == 1) or (
                evidence > (0 if strong else 1) and _shared_family(scan, k))
            before = tokens[k - 1].word.key
            if not family or (words > 1 and not _family_after(key, words, named, behind=before in PARTICLES)):
                break
            if words > 1 and before.startswith("ال") and not key.startswith("ال"):
                break  # what he is or does behind his family name (ملقاة، مرمية)
            named = named and tokens[k - 1].word.key == "عبد"
        elif not strong or not name_like(scan, k) or key.startswith("ال"):
            return None
        words += 1
        k += 1
    while k > j and tokens[k - 1].word.key in PARTICLES:
        k -= 1
        words -= 1
    if evidence == 1 and words >= 2 and (scan.title_at(k) is not None or (scan.title_at(k + 1) is not None
                                         and tokens[k].word.form in ("،", ","))):
        evidence = 2
    alone = words == 1 and strong and named and evidence == 2 and tokens[j].word.key in names
    if not alone and (words < 2 or (evidence < 2 and not (strong and (evidence or surely)))):
        return None
    if words > 4 and evidence < 4:
        k = j + 3
    known = _known_family(scan, k, sentence) if words < _MAX_NAME else ""
    found = scan.make(j, k + 1 if known else k, "", "person:pattern", pro, kind="person", confidence=0.7)
    found.ref = known or f"person:{slug(scan.context.text[found.start: found.end])}"
    return found


def _known_family(scan: Scan, k: int, sentence: int) -> str:
    """The known person whose family name stands at token ``k`` behind first names that may be his; "" if none."""
    match = scan.names_at.get(k)
    if match is None or match.last > k + 1 or match.pro or scan.tokens[k].sentence != sentence:
        return ""
    people = [s.id for s in match.senses if s.kind == "person"]
    person = scan.person(people[0]) if len(people) == 1 and len(match.senses) == 1 else None
    return person.id if person is not None and not another_person(scan, k, person) else ""


def _goes_on(scan: Scan, k: int) -> bool:
    """Whether a word behind a name is a verb of the clause (أصيب), or "in" with a word of place (بريف)."""
    word = scan.tokens[k].word
    if word.key in everyday() and not word.key.startswith("ال") and scan.context.senses[k].verbs:
        return True
    key = word.key
    if key.startswith("ف") and key.endswith("ه") and len(key) > _MAX_NAME and not word.form.endswith("ة"):
        return True  # and threw him down
    head = heads(word)
    return head is not None and head.pro in ("ب", "ل")


def _described(scan: Scan, k: int) -> bool:
    """Whether a definite word has a definite feminine adjective behind it: things and no name (دعا بن حلي الأطراف
    المعنية)."""
    after = scan.word(k + 1)
    key = scan.tokens[k].word.key
    return key.startswith("ال") and not key.endswith("ي") and after is not None and after.key.startswith("ال") and (
        after.key.endswith("ه") and len(after.key) > _ADJECTIVE)


_ADJECTIVE = 5  # letters


def _family_too(scan: Scan, k: int, named: bool) -> bool:
    """Whether an adjective of titles or a title (العسكري، القاضي) is a family name right behind a first name."""
    if named and scan.tokens[k].word.key in phrase_words("family"):
        after = scan.word(k + 1)
        return after is None or (after.key not in given_names() and scan.vocabulary.nisba(after) is None)
    cue = scan.title_at(k) if named else None
    return cue is not None and cue.entry.sub == "more" and cue.entry.definite and not cue.pro \
        and scan.tokens[k].word.key.endswith("ي") and scan.tokens[k].word.key != "الثاني"


def _shared_family(scan: Scan, k: int) -> bool:
    """Whether a word is the family name of somebody known, which others bear too."""
    match = scan.names_at.get(k)
    if match is None or match.last > k + 1 or match.pro:
        return False
    if not scan.tokens[k].word.key.startswith("ال"):
        person = next((p for s in match.senses if s.kind == "person" and (p := scan.person(s.id)) is not None), None)
        return person is not None and another_person(scan, k, person)
    return any(s.kind == "person" for s in match.senses) and all(
            s.kind == "person" or s.strength != STRONG for s in match.senses)


def _family_after(key: str, words: int, named: bool, *, behind: bool) -> bool:
    """Whether an unknown word may be the third or a later one of a name; not one with the look of a verb."""
    if key.startswith("ال"):
        return key not in _NEWS and not key.endswith(("ات", "ين", "ون", "ايا"))
    if key.endswith("ه") and key in everyday() and not behind:
        return False  # a noun or a verb behind the name (أسرة، رفضه)
    return named and words < 4 and not (key[0] in "تي" and len(key) > 3) and not (key[0] in "لب" and len(key) > 4)


def _proclitic(word: Word) -> str:
    """Proclitics before a known first name; "" where the word as written is one, or none is known."""
    names = given_names()
    for pro, rest in word.proclitics:
        if (name := names.get(rest)) is not None and (not pro or (not name.common and pro in ("و", "ل", "ول", "ب"))):
            return pro
    return ""


def name_like(scan: Scan, k: int) -> bool:
    """Whether a word may be a family name: no cue, no nisba of a state, no proclitic that shows."""
    word = scan.tokens[k].word
    key = word.key
    if len(key) < 3 or any(not c.enclitic for c in scan.cues_at(k)) or word.form.endswith(("اً", "ًا")):
        return False
    if key.startswith("ال") and key.endswith("ي") and k and _surely_first(scan.tokens[k - 1].word.key):
        return True  # a nisba or another's family name, behind a first name
    if scan.vocabulary.nisba(word) is not None:
        return False
    match = scan.names_at.get(k)
    if match is not None and not match.pro and any(s.kind in ("actor", "person") for s in match.senses):
        return False
    if (key.startswith("و") and len(key) > 4) or key.endswith("وا"):
        return False
    return not (key.startswith(("ست", "سي")) and len(key) > 5) and not key.startswith(("لل", "بال", "وال", "فال"))


def _surely_first(key: str) -> bool:
    name = given_names().get(key)
    return _with_abd(key) or (name is not None and not name.common)


def may_be_first_name(word: Word) -> bool:
    """Whether a plain name may start with a form."""
    key = word.key[len(_proclitic(word)):]
    return key in given_names() or key == "عبد" or _with_abd(key)


def _with_abd(key: str) -> bool:
    """Whether a word is a name of عبد and one of the names of God, written as one."""
    return key.startswith("عبدال") and len(key) > 7


def _signs(scan: Scan, i: int, last: int) -> bool:
    """Whether a name stands in the line that a report opens with, between its town and a colon (بغداد - فلان:)."""
    tokens = scan.tokens
    behind = scan.word(last)
    if behind is None or behind.form != ":" or i < 2 or tokens[i - 1].word.form not in _DASHES:
        return False
    first = scan.context.sentences[tokens[i].sentence].first
    return i - 1 - first <= _DATELINE


def read_plain(scan: Scan, i: int) -> Found | None:
    """A name that nothing announces: two known first names or more, or one with a family name that has the article."""
    names = given_names()
    word = scan.tokens[i].word
    key = word.key[len(_proclitic(word)):]
    name = names.get(key)
    if name is None and key != "عبد" and not _with_abd(key):
        return None
    if name is not None and name.common:
        after = scan.word(i + 1)
        second = names.get(after.key) if after is not None else None
        if second is None or second.common:
            return None
    if is_memorial(scan, i):
        return None
    found = unknown_name(scan, i, strong=False)
    if found is None or _signs(scan, i, found.last):
        return None
    keys = [key, *(scan.tokens[k].word.key for k in range(found.first + 1, found.last))]
    if len(keys) == 2 and (keys[1] == "الدين" or keys[1] in _NEWS or (
            keys[1].startswith("ال") and keys[1].endswith(_NOT_FAMILY))):
        return None
    if any(_with_preposition(k) for k in keys[1:]):
        return None
    known = sum(k in names or _with_abd(k) for k in keys)
    family = keys[-1].startswith("ال") and all(k in names or k in PARTICLES for k in keys[1:-1])
    after, number = scan.word(found.last), scan.word(found.last + 1)
    aged = after is not None and after.form == "(" and number is not None and number.kind == "num"
    middle = len(keys) > 2 and keys[1] in PARTICLES
    if known >= 2 or middle or (len(keys) >= 3 and keys[0] == "عبد") or family or aged or _listed(scan, i):
        found.rule, found.confidence = "person:plain", 0.55
        return found
    return None


def _listed(scan: Scan, i: int) -> bool:
    """Whether a person was named right before, so that a list of names goes on."""
    if not scan.found or not scan.found[-1].ref.startswith("person:"):
        return False
    gap = range(scan.found[-1].last, i)
    return len(gap) <= 1 and all(scan.tokens[k].word.form in ("،", ",", "(", ")") for k in gap)


def _with_preposition(key: str) -> bool:
    """Whether an unknown word looks like ل or ب with a noun (لتلقي، بعدما)."""
    return key[0] in "لب" and len(key) > 4 and key not in given_names()


def read_verb(scan: Scan, i: int) -> Found | None:
    """A person unknown to the theatre named right after a verb of saying (قال فلان الفلاني)."""
    found = unknown_name(scan, i + 1, strong=False) or _with_apposition(scan, i + 1)
    if found is not None:
        found.rule = "person:after-verb"
    return found


def _with_apposition(scan: Scan, j: int) -> Found | None:
    """Two words that nothing knows, with an office behind them (بختيار دوغان، الناطق باسم ...)."""
    tokens, ends = scan.tokens, phrase_ends()
    if j + 2 >= len(tokens) or tokens[j + 2].sentence != tokens[j].sentence:
        return None
    for k in (j, j + 1):
        word = tokens[k].word
        if word.kind != "ar" or word.key in ends or not name_like(scan, k) or k in scan.names_at:
            return None
    if tokens[j].word.key.startswith("ال") or tokens[j].word.key.endswith("ه"):
        return None
    k = j + 3 if tokens[j + 2].word.form in ("،", ",") else j + 2
    title = scan.title_at(k)
    if title is None or title.pro or title.entry.sub != "office":
        return None
    found = scan.make(j, j + 2, "", "person:apposition", kind="person", confidence=0.6)
    found.ref = f"person:{slug(scan.context.text[found.start: found.end])}"
    return found
