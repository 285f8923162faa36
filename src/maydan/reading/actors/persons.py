"""Persons: titles and offices before names, and offices that stand for their holder."""

from __future__ import annotations

from functools import lru_cache

from maydan.arabic.fold import fold
from maydan.reading.actors.known import is_memorial, read_name, standing_for
from maydan.reading.actors.lexicon import Cue, given_names, phrase_ends, phrase_words
from maydan.reading.actors.namesakes import names_place
from maydan.reading.actors.person_names import unknown_name
from maydan.reading.actors.phrases import arm_of, read_force
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.actors.slugs import slug
from maydan.reading.actors.speaking import named_behind_office, quoted_name
from maydan.reading.places.vocabulary import everyday

_STRONG_TITLES = {"rank", "honorific", "named", "kin"}
_OFFICE_WORDS = 6
_DEPTH = 5
_OF_MANY = {"سفير", "سفيره", "مبعوث", "مبعوثه", "موفد", "قائد", "متحدث", "متحدثه", "مندوب", "مندوبه", "ناطق", "مستشار"}
_OF_PLACES = {"محافظ", "قائمقام", "قائممقام", "والي", "حاكم"}
_CORRESPONDENTS = {"مراسل", "مراسله"}  # an outlet stands in the quotation marks behind them
_QUOTES = {'"', "«", "»", "“", "”", "'"}


def read_title(scan: Scan, i: int, cue: Cue) -> Found | None:
    """A person introduced by a title or an office at token ``i``; or the body for which the office-holder acts."""
    if scan.depth >= _DEPTH:
        return None
    scan.depth += 1
    try:
        return _title(scan, i, cue)
    finally:
        scan.depth -= 1


def _title(scan: Scan, i: int, cue: Cue) -> Found | None:
    if cue.entry.sub == "more" or (cue.entry.sub in ("honorific", "kin") and _names_thing(scan, i, cue)):
        return None
    tokens, n = scan.tokens, len(scan.tokens)
    sentence = tokens[i].sentence
    j = i + 1 + len(cue.entry.rest)
    office = cue.entry.sub == "office"
    strong = cue.entry.sub in _STRONG_TITLES
    surely = cue.entry.sub == "rank" and cue.entry.definite
    body: Found | None = None
    states: list[tuple[int, str]] = []
    placed = False
    titles = [cue.entry.noun]
    while j < n and j - i < 12 and tokens[j].sentence == sentence:
        word = tokens[j].word
        if word.kind == "punct" and word.form in ("،", ",") and (states or body is not None or placed) and j + 1 < n:
            following = _person_at(scan, j + 1, strong=False)
            if following is None and not scan.title_at(j + 1):
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
        if office and j > i + 1 and j in scan.names_at and _force_at(scan, j - 1) is not None \
                and all(s.kind in ("place", "area") for s in scan.names_at[j].senses):
            j, placed = scan.names_at[j].last, True  # of the police of a place
            continue
        if office and word.key in phrase_words("ground") and j + 1 in scan.names_at and not scan.names_at[j + 1].pro \
                and any(s.kind in ("place", "area") for s in scan.names_at[j + 1].senses):
            j = scan.names_at[j + 1].last  # the police of the province of so-and-so
            placed = True
            continue
        if word.key == "في" and (office or strong) and body is None and j + 1 in scan.names_at:
            body = _body_at(scan, j + 1)
            if body is None or not body.ref or body.ref.startswith("person:"):
                body = None
                break
            j = body.last
            continue
        if (at := _general_seat(scan, j)) and (office or strong):
            j, placed = at, True
            continue
        if word.kind != "ar":
            if word.form in _QUOTES and cue.entry.noun in ("المتمرد", "يدعي"):
                quoted = _quoted(scan, i, j, cue)
                if quoted is not None:
                    return quoted
            elif word.form in _QUOTES and strong and j == i + 1 + len(cue.entry.rest) \
                    and tokens[i].word.key.removeprefix("و") not in _CORRESPONDENTS:
                quoted = quoted_name(scan, j)
                if quoted is not None:
                    return _join(scan, i, cue, quoted, body, "|".join(titles), states)
            break
        governs = cue.entry.noun in _OF_PLACES or scan.tokens[j - 1].word.key in _OF_PLACES  # نائب محافظ X
        if office and governs and (at := _place_at(scan, j)):
            j, placed = at, True  # the governor of Salah al-Din, who is no person
            continue
        nisba = scan.vocabulary.nisba(word)
        if nisba is not None and nisba.pro in ("", "و") and nisba.definite and not nisba.plural:
            states.append((j, nisba.actor))
            j += 1
            continue
        person = _person_at(scan, j, strong=strong or (office and word.key in given_names()), surely=surely)
        if person is not None:
            return _join(scan, i, cue, person, body, "|".join(titles), states)
        if body is None and office and not states and (j in scan.names_at or any(
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
        more = scan.title_at(j)
        if more is not None and not more.pro and more.entry.noun != _COUNTERPART:
            if more.entry.sub in _STRONG_TITLES:
                strong = True
                titles.append(more.entry.noun)
                surely = surely or (more.entry.sub == "rank" and more.entry.definite)
            j += 1 + len(more.entry.rest)
            continue
        break
    if office or strong:
        person = (_behind_office(scan, i, j) if office else None) or named_behind_office(scan, i, j)
        if person is not None:
            return _join(scan, i, cue, person, body, "|".join(titles), states)
    found = _office(scan, i, j, cue, [state for _, state in states], body) if office else None
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
        names = given_names()
        if word.key.startswith("و") and len(word.key) > 3 and not word.key.startswith("وال") and word.key not in names:
            return None
        comma = k > j and tokens[k - 1].word.kind != "ar"
        title = scan.title_at(k)
        if title is not None and title.entry.sub in ("rank", "honorific") and title.entry.definite and not title.pro:
            found = read_title(scan, k, title)
            if found is not None and found.ref.startswith("person:"):
                return found
            return None
        name = names.get(word.key) if comma or k > j else None
        if name is not None and (not name.common or _has_family(scan, k)):
            found = unknown_name(scan, k, strong=name.common)
            if found is not None:
                return found
    return None


def _has_family(scan: Scan, k: int) -> bool:
    """Whether a first name that is an everyday word too has a family name or another first name behind it."""
    after = scan.word(k + 1)
    if after is None or after.kind != "ar":
        return False
    name = given_names().get(after.key)
    if name is not None:
        return not name.common
    return after.key.startswith("ال") and after.key.endswith("ي") and scan.vocabulary.nisba(after) is None


def _general_seat(scan: Scan, j: int) -> int:
    """The token after "in the province", "of the movement" behind a title; 0 where nothing of the kind stands."""
    seats = phrase_words("seat")
    word, after = scan.tokens[j].word, scan.word(j + 1)
    if word.key in ("في", "لدي"):
        last = j + 2 if after is not None and after.key in seats else 0
    elif word.key.startswith(("ب", "ل")) and any(pro in ("ب", "ل") and rest in seats for pro, rest in word.proclitics):
        last = j + 1
    else:
        return 0
    named = j in scan.names_at or j + 1 in scan.names_at or _nisba_at(scan, j + 1) or _nisba_at(scan, j + 2)
    return 0 if named else last


def _nisba_at(scan: Scan, k: int) -> bool:
    word = scan.word(k)
    return word is not None and scan.vocabulary.nisba(word) is not None


def _names_thing(scan: Scan, i: int, cue: Cue) -> bool:
    """Whether an honorific or "son of" belongs to the name of a place, a hospital, a unit (مستشفى ابن خلدون)."""
    if is_memorial(scan, i):
        return True
    return cue.entry.sub == "honorific" and (_after_place_word(scan, i) or names_place(scan, i))


def _after_place_word(scan: Scan, i: int) -> bool:
    """Whether the word belongs to a place's name (قرية الشيخ عيسى)."""
    before = scan.word(i - 1)
    ground = phrase_words("ground")
    return before is not None and any(rest.removeprefix("ال") in ground for _, rest in before.proclitics)


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
            if people[0].strength != "strong" and longer is not None and longer.last > found.last and not (
                    longer.last == found.last + 1 and _adjective(scan, found.last)):
                return longer
            return found
        if any(s.strength == "strong" for s in match.senses) and not _given(scan, j) and not (surely and match.pro):
            return None
    unknown = unknown_name(scan, j, strong=strong, surely=surely)
    return None if unknown is not None and unknown.pro else unknown  # برقية is a telegram, and no "by Ruqayya"


def _adjective(scan: Scan, k: int) -> bool:
    """Whether the word behind a name is a feminine adjective of something before it (تصريحات فلان الأخيرة)."""
    key = scan.tokens[k].word.key
    return key.startswith("ال") and key.endswith("ه") and key in everyday()


def _place_at(scan: Scan, j: int) -> int:
    """The token after a name at ``j`` that may only be a place's, 0 without one."""
    match = scan.names_at.get(j)
    placed = match is not None and not match.pro and match.senses and all(
        s.kind in ("place", "area") for s in match.senses)
    return match.last if match is not None and placed else 0


def _given(scan: Scan, j: int) -> bool:
    return scan.tokens[j].word.key in given_names()


def _join(
    scan: Scan, i: int, cue: Cue, person: Found, body: Found | None, titles: str, states: list[tuple[int, str]],
) -> Found:
    """One mention over title and name; a body inside is kept as an actor of its own."""
    if body is not None:
        body.nested = True
        scan.found.append(body)
    for at, state in states if cue.entry.sub == "office" else ():
        entry = scan.actor(state)
        if entry is not None and entry.kind == "state" and entry.country != scan.focus:
            scan.found.append(scan.make(at, at + 1, state, "nisba:title", nested=True, generic=True, confidence=0.6))
    found = scan.make(i, person.last, person.ref, f"title+{person.rule}", cue.pro, kind=person.kind)
    found.end, found.core, found.confidence = person.end, person.core, min(0.95, person.confidence + 0.1)
    found.title = titles
    return found


def _quoted(scan: Scan, i: int, j: int, cue: Cue) -> Found | None:
    tokens, n = scan.tokens, len(scan.tokens)
    for k in range(j + 1, min(n, j + 5)):
        if tokens[k].word.form in ('"', "»", "”", "'"):
            first = tokens[j + 1].word.key
            alone = k == j + 2 and cue.entry.noun == "المتمرد"
            if k == j + 1 or not (alone or first.startswith("ابو") or first in given_names()):
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
    office = _same_office(scan, i) if cue.entry.noun == _COUNTERPART else cue.entry.noun
    for state in states:
        entry = scan.actor(state)
        ident = entry.government or state if entry is not None else state
        holder = _holder(scan, office, ident) or _holder(scan, office, state)
        if result is not None:
            scan.found.append(result)
        result = scan.make(i, last, holder or ident, "office:holder" if holder else "office:state", cue.pro,
                          generic=True, confidence=0.7, title=cue.entry.noun)
        if len(states) > 1 and scan.found and scan.found[-1].first == i:
            result.first, result.start, result.pro = last - 1, scan.start(last - 1, "و"), "و"
    return result


_COUNTERPART = "نظيره"


def _same_office(scan: Scan, i: int) -> str:
    """The office that a counterpart at token ``i`` holds too: that of who is named last before him in the sentence."""
    sentence = scan.tokens[i].sentence
    before = [f for f in scan.found if f.first < i and f.title and scan.tokens[f.first].sentence == sentence]
    return max(before, key=lambda f: f.first).title.split("|")[0] if before else ""


def _holder(scan: Scan, office: str, actor: str) -> str:
    """Who held an office on the day of the document; "" where the theatre does not say or two did."""
    reference = scan.context.reference
    day = (reference.value if reference is not None else None) or scan.context.published
    names = {office, office.removeprefix("ال")}
    if not day:  # the one of them whom the document names
        people = {o.person for o in scan.context.theatre.data.offices
                  if o.actor == actor and _office_key(o.office_ar) in names} & scan.strong
        return people.pop() if len(people) == 1 else ""
    held = [o for o in scan.context.theatre.data.offices if o.actor == actor
            and _office_key(o.office_ar) in names and _covers(o.since, o.until, day)]
    people = {o.person for o in held}
    entry = scan.actor(actor)
    if entry is not None and entry.kind == "state" and fold(office).removeprefix("ال") in _OF_MANY:
        people &= scan.strong  # a state has many ambassadors: the one whom the document names
    return people.pop() if len(people) == 1 else ""


@lru_cache(maxsize=1 << 10)
def _office_key(office: str) -> str:
    words = fold(office).split()
    if not words:
        return ""
    return " ".join(words[:2]) if words[0] in ("وزير", "نائب") and len(words) > 1 else words[0]


def _covers(since: str, until: str, day: str) -> bool:
    return (not since or since <= day) and (not until or day[: len(until)] <= until)


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
