"""Persons: titles and offices before names, offices that stand for their holder, names that no theatre knows."""

from __future__ import annotations

from maydan.arabic.fold import fold
from maydan.arabic.tokens import Word
from maydan.reading.actors.known import read_name, standing_for
from maydan.reading.actors.lexicon import Cue, given_names, phrase_ends, phrase_words
from maydan.reading.actors.phrases import arm_of, read_force
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.actors.slugs import slug

_PARTICLES = {"بن", "ابن", "ابو", "ابي", "ام", "عبد", "ال", "ولد", "بنت", "ذو", "دي", "فان", "دو", "لو", "بو"}
_STRONG_TITLES = {"rank", "honorific", "named", "kin"}
_MAX_NAME = 5
_OFFICE_WORDS = 6
_QUOTES = {'"', "«", "»", "“", "”", "'"}


def read_title(scan: Scan, i: int, cue: Cue) -> Found | None:
    """A person introduced by a title or an office at token ``i``; or the body for which the office-holder acts."""
    if cue.entry.sub == "more" or (cue.entry.sub == "honorific" and _after_place_word(scan, i)):
        return None
    tokens, n = scan.tokens, len(scan.tokens)
    sentence = tokens[i].sentence
    j = i + 1 + len(cue.entry.rest)
    office = cue.entry.sub == "office"
    strong = cue.entry.sub in _STRONG_TITLES
    surely = cue.entry.sub == "rank" and cue.entry.definite
    body: Found | None = None
    states: list[str] = []
    placed = False
    titles = [cue.entry.noun]
    while j < n and j - i < 12 and tokens[j].sentence == sentence:
        word = tokens[j].word
        if word.kind == "punct" and word.form in ("،", ",") and (states or body is not None or placed) and j + 1 < n:
            following = _person_at(scan, j + 1, strong=False)
            if following is None and not _title_at(scan, j + 1):
                break
            j += 1
            continue
        if word.kind == "punct" and office and body is None and word.form in _QUOTES and j + 1 in scan.names_at:
            body = _body_at(scan, j + 1)
            if body is None or body.ref.startswith("person:"):
                return None
            j = body.last + (1 if body.last < n and tokens[body.last].word.form in _QUOTES else 0)
            continue
        if word.key in ("في", "لدي", "الي", "ب") and (office or strong) and j + 1 in scan.names_at \
                and any(s.kind in ("place", "area") for s in scan.names_at[j + 1].senses):
            j = scan.names_at[j + 1].last
            placed = True
            continue
        if word.kind != "ar":
            if word.form in _QUOTES and cue.entry.noun in ("المتمرد", "يدعي"):
                quoted = _quoted(scan, i, j, cue)
                if quoted is not None:
                    return quoted
            break
        nisba = scan.vocabulary.nisba(word)
        if nisba is not None and nisba.pro in ("", "و") and nisba.definite and not nisba.plural:
            states.append(nisba.actor)
            j += 1
            continue
        person = _person_at(scan, j, strong=strong or (office and word.key in given_names()), surely=surely)
        if person is not None:
            return _join(scan, i, cue, person, body, "|".join(titles))
        if body is None and office and (j in scan.names_at or any(
            c.entry.cls in ("force", "head") and not c.enclitic for c in scan.cues_at(j)
        )):
            body = _body_at(scan, j)
            if body is not None and body.ref and not body.ref.startswith("person:"):
                j = body.last
                continue
            general = _force_at(scan, j)
            body = None
            if general is None or general.entry.rest:
                break
            j += 1
            continue
        more = _title_at(scan, j)
        if more is not None and not more.pro:
            if more.entry.sub in _STRONG_TITLES:
                strong = True
                titles.append(more.entry.noun)
                surely = surely or (more.entry.sub == "rank" and more.entry.definite)
            j += 1 + len(more.entry.rest)
            continue
        break
    if office:
        person = _behind_office(scan, i, j)
        if person is not None:
            return _join(scan, i, cue, person, body, "|".join(titles))
    found = _office(scan, i, j, cue, states, body) if office else None
    last = i + 1 + len(cue.entry.rest)
    if found is None and j == last and cue.entry.definite and cue.entry.sub in ("office", "rank"):
        return scan.make(i, last, "", "title:again", cue.pro, wait="title", key=cue.entry.noun,
                         generic=True)
    return found


def _behind_office(scan: Scan, i: int, j: int) -> Found | None:
    """A person within a few words behind an office (قائد عمليات المنطقة اللواء فلان)."""
    tokens, ends = scan.tokens, phrase_ends()
    for k in range(j, min(len(tokens), j + _OFFICE_WORDS)):
        word = tokens[k].word
        if tokens[k].sentence != tokens[i].sentence:
            return None
        if word.kind != "ar" and word.form not in ("،", ",", '"', "»", "”"):
            return None
        if word.kind != "ar":
            continue
        if word.key in ends and word.key not in ("في", "علي"):
            return None
        if any(c.entry.cls == "verb" for c in scan.cues_at(k)):
            return None
        comma = k > j and tokens[k - 1].word.kind != "ar"
        title = _title_at(scan, k)
        if title is not None and title.entry.sub in ("rank", "honorific") and title.entry.definite and not title.pro:
            found = read_title(scan, k, title)
            if found is not None and found.ref.startswith("person:"):
                return found
            return None
        if (comma or k > j) and word.key in given_names() and not given_names()[word.key].common:
            found = unknown_name(scan, k, strong=False)
            if found is not None:
                return found
    return None


def _after_place_word(scan: Scan, i: int) -> bool:
    """Whether the word belongs to a place's name (قرية الشيخ عيسى)."""
    before = scan.word(i - 1)
    ground = phrase_words("ground")
    return before is not None and any(rest.removeprefix("ال") in ground for _, rest in before.proclitics)


def _title_at(scan: Scan, j: int) -> Cue | None:
    for cue in scan.cues_at(j):
        if cue.entry.cls == "title":
            return cue
    return None


def _force_at(scan: Scan, j: int) -> Cue | None:
    for cue in scan.cues_at(j):
        if cue.entry.cls == "force" and not cue.enclitic and cue.pro in ("", "ل"):
            return cue
    return None


def _body_at(scan: Scan, j: int) -> Found | None:
    if j in scan.names_at:
        found = read_name(scan, j)
        if found is not None:
            return found
    head = next((c for c in scan.cues_at(j) if c.entry.cls == "head" and not c.enclitic), None)
    if head is not None:
        found = scan.readers["head"](scan, j, head)
        if found is not None:
            return found
    cue = _force_at(scan, j)
    found = read_force(scan, j, cue) if cue is not None else None
    return found if found is not None and found.ref else None


def _person_at(scan: Scan, j: int, *, strong: bool, surely: bool = False) -> Found | None:
    match = scan.names_at.get(j)
    if match is not None:
        people = [s for s in match.senses if s.kind == "person"]
        if people and match.pro in ("", "ل", "ب"):
            found = scan.make(match.first, match.last, standing_for(scan, people[0].id), "name:person", match.pro)
            found.start, found.end, found.core = match.start, match.end, (match.start, match.end)
            longer = unknown_name(scan, j, strong=True)
            if people[0].strength != "strong" and longer is not None and longer.last > found.last:
                return longer
            return found
        if any(s.strength == "strong" for s in match.senses) and not _given(scan, j):
            return None
    return unknown_name(scan, j, strong=strong, surely=surely)


def _given(scan: Scan, j: int) -> bool:
    return scan.tokens[j].word.key in given_names()


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
    k, evidence, words = j, 0, 0
    pro = _proclitic(tokens[j].word)
    named = False  # whether the word before is a first name
    while k < n and words < _MAX_NAME and tokens[k].sentence == sentence:
        word = tokens[k].word
        key = word.key[len(pro):] if k == j else word.key
        if word.kind != "ar" or (key in ends if key != "علي" else not word.form.endswith("ي")):
            break
        name = names.get(key)
        if any(c.entry.cls == "title" and c.entry.sub in ("named", "office") for c in scan.cues_at(k)) \
                and (words > 1 or (not words and not pro)):
            break
        if name is not None:
            evidence += 1 if name.common and not words else 2
            named = True
        elif key in _PARTICLES or key.startswith(("عبدال", "ابو")):
            evidence += 2 if key != "ال" else 1
            named = True
        elif words:
            if not _name_like(scan, k) or (words > 1 and not _family_after(key, words, named)):
                break
            named = named and tokens[k - 1].word.key == "عبد"
        elif not strong or not _name_like(scan, k) or key.startswith("ال"):
            return None
        words += 1
        k += 1
    while k > j and tokens[k - 1].word.key in _PARTICLES:
        k -= 1
        words -= 1
    if evidence == 1 and words >= 2 and (_title_at(scan, k) is not None or (_title_at(scan, k + 1) is not None
                                         and tokens[k].word.form in ("،", ","))):
        evidence = 2
    alone = words == 1 and strong and named and evidence == 2 and tokens[j].word.key in names
    if not alone and (words < 2 or (evidence < 2 and not (strong and (evidence or surely)))):
        return None
    if words > 4 and evidence < 4:
        k = j + 3
    found = scan.make(j, k, "", "person:pattern", pro, kind="person", confidence=0.7)
    found.ref = f"person:{slug(scan.context.text[found.start: found.end])}"
    return found


def _family_after(key: str, words: int, named: bool) -> bool:
    """Whether an unknown word may be the third or a later one of a name; not one with the look of a verb."""
    if key.startswith("ال"):
        return True
    return named and words < 4 and not (key[0] in "تي" and len(key) > 3) and not (key[0] in "لب" and len(key) > 4)


def _proclitic(word: Word) -> str:
    """Proclitics before a known first name; "" where the word as written is one, or none is known."""
    names = given_names()
    for pro, rest in word.proclitics:
        if (name := names.get(rest)) is not None and (not pro or (not name.common and pro in ("و", "ل", "ول", "ب"))):
            return pro
    return ""


def _name_like(scan: Scan, k: int) -> bool:
    """Whether a word may be a family name: no cue, no nisba of a state, no proclitic that shows."""
    word = scan.tokens[k].word
    key = word.key
    if len(key) < 3 or any(not c.enclitic for c in scan.cues_at(k)):
        return False
    if scan.vocabulary.nisba(word) is not None:
        return False
    match = scan.names_at.get(k)
    if match is not None and not match.pro and any(s.kind in ("actor", "person") for s in match.senses):
        return False
    if (key.startswith("و") and len(key) > 4) or key.endswith("وا"):
        return False
    return not (key.startswith(("ست", "سي")) and len(key) > 5) and not key.startswith(("لل", "بال", "وال", "فال"))


def _join(scan: Scan, i: int, cue: Cue, person: Found, body: Found | None, titles: str) -> Found:
    """One mention over title and name; a body inside is kept as an actor of its own."""
    if body is not None:
        body.nested = True
        scan.found.append(body)
    found = scan.make(i, person.last, person.ref, f"title+{person.rule}", cue.pro, kind=person.kind)
    found.end, found.core, found.confidence = person.end, person.core, min(0.95, person.confidence + 0.1)
    found.title = titles
    return found


def _quoted(scan: Scan, i: int, j: int, cue: Cue) -> Found | None:
    tokens, n = scan.tokens, len(scan.tokens)
    for k in range(j + 1, min(n, j + 5)):
        if tokens[k].word.form in ('"', "»", "”", "'"):
            if k == j + 1:
                return None
            found = scan.make(i, k + 1, "", "person:quoted", cue.pro, kind="person", confidence=0.6)
            inside = scan.context.text[tokens[j + 1].start: tokens[k - 1].end]
            found.ref = f"person:{slug(inside)}"
            found.core = (tokens[j + 1].start, tokens[k - 1].end)
            return found
    return None


def _office(scan: Scan, i: int, last: int, cue: Cue, states: list[str], body: Found | None) -> Found | None:
    """An office without a name: its holder where the theatre knows one for the date, else the body."""
    if body is not None:
        found = scan.make(i, body.last, arm_of(scan, body.ref, "official"), "office:body", cue.pro)
        found.end, found.core, found.title = body.end, body.core, cue.entry.noun
        holder = _holder(scan, cue.entry.noun, found.ref)
        if holder and cue.entry.noun.startswith(("الرئيس", "رئيس")):
            found.ref, found.rule, found.core = holder, "office:holder", (found.start, found.end)
        return found
    if not states:
        return None
    result: Found | None = None
    for state in states:
        entry = scan.actor(state)
        ident = entry.government or state if entry is not None else state
        holder = _holder(scan, cue.entry.noun, ident) or _holder(scan, cue.entry.noun, state)
        if result is not None:
            scan.found.append(result)
        result = scan.make(i, last, holder or ident, "office:holder" if holder else "office:state", cue.pro,
                          generic=True, confidence=0.7, title=cue.entry.noun)
        if len(states) > 1 and scan.found and scan.found[-1].first == i:
            result.first, result.start, result.pro = last - 1, scan.start(last - 1, "و"), "و"
    return result


def _holder(scan: Scan, office: str, actor: str) -> str:
    """Who held an office on the day of the document; "" where the theatre does not say or two did."""
    reference = scan.context.reference
    day = (reference.value if reference is not None else None) or scan.context.published
    if not day:
        return ""
    names = {office, office.removeprefix("ال")}
    held = [o for o in scan.context.theatre.data.offices if o.actor == actor
            and _office_key(o.office_ar) in names and _covers(o.since, o.until, day)]
    people = {o.person for o in held}
    return people.pop() if len(people) == 1 else ""


def _office_key(office: str) -> str:
    words = fold(office).split()
    if not words:
        return ""
    return " ".join(words[:2]) if words[0] in ("وزير", "نائب") and len(words) > 1 else words[0]


def _covers(since: str, until: str, day: str) -> bool:
    return (not since or since <= day) and (not until or day[: len(until)] <= until)


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
        if word.kind != "ar" or word.key in ends or not _name_like(scan, k) or k in scan.names_at:
            return None
    if tokens[j].word.key.startswith("ال") or tokens[j].word.key.endswith("ه"):
        return None
    k = j + 3 if tokens[j + 2].word.form in ("،", ",") else j + 2
    title = _title_at(scan, k)
    if title is None or title.pro or title.entry.sub != "office":
        return None
    found = scan.make(j, j + 2, "", "person:apposition", kind="person", confidence=0.6)
    found.ref = f"person:{slug(scan.context.text[found.start: found.end])}"
    return found


def envoy(scan: Scan, office: Found) -> Found:
    """The person named right after an office that is an actor itself (المبعوث الأممي إلى ليبيا، فلان)."""
    j = office.last
    tokens = scan.tokens
    if j < len(tokens) and tokens[j].word.form in ("،", ","):
        j += 1
    if j >= len(tokens) or tokens[j].sentence != tokens[office.first].sentence:
        return office
    person = _person_at(scan, j, strong=False)
    if person is None or person.ref == office.ref:
        return office
    found = scan.make(office.first, person.last, person.ref, f"title+{person.rule}", office.pro, kind="person")
    found.end, found.core = person.end, person.core
    return found


def may_be_first_name(word: Word) -> bool:
    """Whether a plain name may start with a form."""
    key = word.key[len(_proclitic(word)):]
    return key in given_names() or key == "عبد" or _with_abd(key)


def _with_abd(key: str) -> bool:
    """Whether a word is a name of عبد and one of the names of God, written as one."""
    return key.startswith("عبدال") and len(key) > 7


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
    found = unknown_name(scan, i, strong=False)
    if found is None:
        return None
    keys = [key, *(scan.tokens[k].word.key for k in range(found.first + 1, found.last))]
    if (keys[-1] == "الدين" and len(keys) == 2) or any(_with_preposition(k) for k in keys[1:]):
        return None
    known = sum(k in names or _with_abd(k) for k in keys)
    family = keys[-1].startswith("ال") and all(k in names or k in _PARTICLES for k in keys[1:-1])
    after, number = scan.word(found.last), scan.word(found.last + 1)
    aged = after is not None and after.form == "(" and number is not None and number.kind == "num"
    if known >= 2 or (len(keys) >= 3 and keys[0] == "عبد") or family or aged:
        found.rule, found.confidence = "person:plain", 0.55
        return found
    return None


def _with_preposition(key: str) -> bool:
    """Whether an unknown word looks like ل or ب with a noun (لتلقي، بعدما)."""
    return key[0] in "لب" and len(key) > 4 and key not in given_names()
