"""Names of the theatre in a text: which of their senses holds, and how far the name reaches."""

from __future__ import annotations

from functools import cache

from maydan.arabic.fold import fold
from maydan.arabic.tokens import Token
from maydan.reading.actors.focus import bodies, is_general
from maydan.reading.actors.lexicon import cues, phrase_ends, phrase_words
from maydan.reading.actors.namesakes import (
    another_person,
    describes,
    is_financial,
    named_otherwise,
    stands_as_place,
)
from maydan.reading.actors.numbered import is_ground
from maydan.reading.actors.occupier import is_occupation, occupier
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.metonymy import acts_as_government, match_keys, named_as_actor
from maydan.tables import lexicon
from maydan.theatre.names import STRONG, WEAK, NameMatch, Sense

_OPENERS = {"(", "[", '"', "«", "“", "”", "‘", "'", "–", "-"}
_TWO_GROUPS = {"تنظيمي", "تنظيما", "حركتي", "جماعتي"}  # the two organisations A and B
_BELONGING = {"التابع", "التابعه"}
_AIRCRAFT = {"طيران", "طائرات", "مروحيات", "مقاتلات"}
_CLOSERS = {")", "]", '"', "»", "”", "“", "’", "'"}


def read_name(scan: Scan, i: int) -> Found | None:
    """The actor or person whose name starts at token ``i``, or None."""
    match = scan.names_at.get(i)
    if match is None:
        return None
    sense = choose(scan, match)
    if sense is None or _anothers(scan, match, sense) or _flown_by_others(scan, match) or is_ground(scan, i):
        return None
    if sense.kind == "person" and is_memorial(scan, i):
        return None
    if scan.tokens[match.last - 1].word.key == _TODAY and (state := _of_today(scan, match)):
        return scan.make(match.first, match.last - 1, state, "name:actor", match.pro, confidence=0.9)
    found = scan.make(match.first, match.last, standing_for(scan, sense.id), f"name:{sense.kind}", match.pro)
    found.start, found.end = match.start, match.end
    found.core = (match.start, match.end)
    last = match.last
    if last < len(scan.tokens) and scan.tokens[last].word.form in _CLOSERS and _opened_inside(scan, match):
        found.last, found.end = last + 1, scan.tokens[last].end
        found.core = (found.start, found.end)
    if match.last - match.first > 2 and sense.kind == "actor":
        _persons_inside(scan, match)
    found.confidence = 0.95 if sense.strength == STRONG else 0.75
    return extend(scan, found)


_TODAY = "اليوم"
_OUTLET = frozenset(("قناه", "لقناه", "موقع", "لموقع", "وكاله", "لوكاله", "صحيفه", "لصحيفه", "مراسل"))


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(fold(row["weekday"]) for row in lexicon("weekdays"))


def _of_today(scan: Scan, match: NameMatch) -> str:
    """The state that is named where an outlet's name is a state's and "today" (قصفت X وروسيا اليوم الجمعة): behind
    "and", or before a weekday; "" where the outlet is meant."""
    before, after = scan.word(match.first - 1), scan.word(match.last)
    dated = after is not None and after.key in _weekdays()
    if match.last - match.first != 2 or not (dated or match.pro == "و") or (
            before is not None and before.key in _OUTLET):
        return ""
    name = scan.tokens[match.first].word.key.removeprefix(match.pro)
    actors = scan.vocabulary.theatre.data.actors
    return next((a.id for a in actors.values() if a.kind == "state" and fold(a.name_ar) == name), "")


def _flown_by_others(scan: Scan, match: NameMatch) -> bool:
    """Whether aircraft of no name are said to be somebody's right behind (الطيران المروحي التابع للتحالف)."""
    after, owner = scan.word(match.last), scan.word(match.last + 1)
    return after is not None and owner is not None and after.key in _BELONGING and (
        scan.tokens[match.first].word.key.removeprefix("ب").removeprefix("ال") in _AIRCRAFT) and any(
        pro == "ل" for pro, _ in owner.proclitics)


def is_memorial(scan: Scan, i: int) -> bool:
    """Whether the word before token ``i`` is one of things that are named after persons (a mosque, a street)."""
    for k in range(i - 1, max(-1, i - 4), -1):
        before = scan.tokens[k].word
        if before.kind != "ar" and not (k == i - 1 and before.form in _OPENERS):
            return False
        if any(rest.removeprefix("ال") in phrase_words("memorial") for _, rest in before.proclitics):
            return True
        if before.kind == "ar" and before.key not in _KUNYA:
            return False
    return False


def _anothers(scan: Scan, match: NameMatch, sense: Sense) -> bool:
    """Whether a nisba after general words gives them to another country (الجيش الأميركي)."""
    word = scan.word(match.last)
    if word is not None and any(scan.tokens[k].word.key.endswith("وزاره") for k in range(match.first, match.last)):
        word = scan.word(portfolios(scan, match.last))  # of the interior and municipalities
    nisba = scan.vocabulary.nisba(word) if word is not None else None
    if nisba is None or nisba.pro or not nisba.definite or nisba.plural:
        return False
    entry, other = scan.actor(sense.id), scan.actor(nisba.actor)
    if entry is None or other is None or other.kind != "state" or entry.country == other.country:
        return False
    return bool(entry.country) or is_general(match_keys(scan.tokens, match))


_AFFAIRS = {"وشؤون", "وشئون", "وشوون"}


def portfolios(scan: Scan, at: int) -> int:
    """Token after the further portfolios of a ministry that are joined at ``at`` (وشؤون المغتربين)."""
    while (word := scan.word(at)) is not None and (word.key.startswith("وال") or word.key in _AFFAIRS):
        at += 1 if word.key.startswith("وال") else 2
    return at


_KUNYA = {"ابو", "ابي", "بن", "ابن", "ام", "عبد", "الامام", "الشهيد", "الشيخ", "الخليفه"}
_REGIONS = {("العرب",), ("الدول",), ("اوروبا",), ("افريقيا",)}
_OFFICE_IDS = {"un-envoy"}  # an office that is an actor in its own right, whoever holds it


def standing_for(scan: Scan, ident: str) -> str:
    """The actor under which a person or a kind of civilians is listed."""
    person = scan.person(ident)
    if person is not None and person.actor in _OFFICE_IDS:
        return person.actor
    entry = scan.actor(ident)
    if entry is not None and entry.kind == "civilian" and "refugees" in ident:
        return "civilians"
    return ident


def _in_zone_name(scan: Scan, match: NameMatch) -> bool:
    """Whether a person's name only names a zone or a deal (منطقة "بوتين-أردوغان")."""
    for k in range(match.first - 1, max(-1, match.first - 6), -1):
        word = scan.tokens[k].word
        if word.kind == "ar":
            if any(rest in ("منطقه", "اتفاق", "اتفاقيه", "تفاهم") for _, rest in word.proclitics):
                return k < match.first - 1
            if k in scan.names_at:
                continue
            return False
        if word.form not in _OPENERS:
            return False
    return False


def choose(scan: Scan, match: NameMatch) -> Sense | None:
    """The sense of a name that holds here, among actors and persons; None for places and doubtful words."""
    actors = [s for s in match.senses if s.kind in ("actor", "person")]
    if match.last - match.first == 1 and scan.tokens[match.first].word.key in phrase_ends():
        return None
    if actors and is_occupation(scan, match):
        holder = occupier(scan)
        return Sense("actor", holder, STRONG) if holder else None
    if actors and (is_everyday(scan.tokens, match) or _people_only(scan, match)):
        actors = [s for s in actors if s.id in scan.strong]
        if not actors:
            return None
    if not actors:
        government = acts_as_government(scan.context, match)
        return Sense("actor", government, STRONG) if government else None
    if is_financial(scan, match):
        return None
    if match_keys(scan.tokens, match)[:1] in _REGIONS and not named_as_actor(scan.context, match):
        return None
    places = [s for s in match.senses if s.kind == "place"]
    if places or any(_is_bare_state(scan, s, match) for s in actors):
        state = next((s for s in actors if _is_bare_state(scan, s, match)), None)
        if state is not None:
            government = acts_as_government(scan.context, match)
            return Sense("actor", government, STRONG) if government else None
        if all(s.strength == WEAK for s in actors) and any(s.strength == STRONG for s in places):
            actors = [s for s in actors if s.id in scan.strong]
    if actors and match.last - match.first == 1 and _points_back(scan, match):
        return None
    if actors and actors[0].kind == "person" and (_in_zone_name(scan, match) or _not_him(scan, match, actors[0])):
        return None
    strong = [s for s in actors if s.strength == STRONG]
    keys = match_keys(scan.tokens, match)
    general = is_general(keys)
    if strong:
        best = _best(scan, actors if general else strong)
        if general and len(keys) == 1 and _is_seat(scan, best, keys[0]):
            return best
        if general and match.last - match.first == 1 and _is_common_use(scan, match, best.id in scan.strong):
            return None
        entry = scan.actor(best.id)
        if general and entry is not None and entry.country and scan.focus and not _supported(scan, best):
            return _general(scan, keys, [s for s in actors if s is not best])
        return best
    supported = [s for s in actors if (s.id in scan.strong and not general)
                 or (_supported(scan, s) and _is_noun(scan, match))]
    if supported:
        return _best(scan, supported)
    joined = _joined_person(scan, match, actors) or _speaking_leader(scan, match, actors) or _with_men(
        scan, match, actors)
    if joined is not None:
        return joined
    return _general(scan, keys, []) if general and len(keys) > 1 else None


def _not_him(scan: Scan, match: NameMatch, sense: Sense) -> bool:
    """Whether a known person's family name is another's here, an adjective, or a place's name."""
    if match.last - match.first > 1:
        return False
    person = scan.person(sense.id)
    if stands_as_place(scan, match) or describes(scan, match):
        return True
    if named_otherwise(scan, match.first):
        return True
    return not match.pro and person is not None and another_person(scan, match.first, person)


def _is_seat(scan: Scan, sense: Sense, key: str) -> bool:
    """Whether a word names the seat of one government only (البنتاغون، الكرملين)."""
    entry = scan.actor(sense.id)
    return entry is not None and any(fold(name) == key for name in entry.metonyms)


def _joined_person(scan: Scan, match: NameMatch, senses: list[Sense]) -> Sense | None:
    """A leader by his short name, joined to a group of the same war (ميليشيات الحوثي وصالح)."""
    before = scan.found[-1] if scan.found else None
    if before is None or before.last != match.first or match.pro != "و":
        return None
    group = scan.actor(before.ref)
    if group is None or group.kind not in ("armed-group", "alliance") or group.country != scan.focus:
        return None
    people = [s for s in senses if s.kind == "person" and (p := scan.person(s.id)) is not None
              and (body := scan.actor(p.actor)) is not None and body.country == group.country]
    return people[0] if len(people) == 1 else None


_LEADERS = frozenset(("قيادي", "القيادي", "قياديا", "قياديين", "القياديين", "قيادات", "اعضاء", "عضو", "عناصر"))


def _joined_group(scan: Scan, match: NameMatch) -> bool:
    """Whether "and" joins a name to that of an armed group right before it (داعش والقاعدة)."""
    for first in range(match.first - 1, max(-1, match.first - 4), -1):
        other = scan.names_at.get(first)
        if other is not None and other.last == match.first:
            return match.pro == "و" and any(
                s.kind == "actor" and s.strength == STRONG and (entry := scan.actor(s.id)) is not None
                and entry.kind == "armed-group" for s in other.senses)
    return False


def _with_men(scan: Scan, match: NameMatch, senses: list[Sense]) -> Sense | None:
    """A group by an everyday word, behind words for its fighters or leaders (عناصر من القاعدة، قيادي في القاعدة)."""
    before, after = scan.word(match.first - 1), scan.word(match.last)
    if before is not None and (_joined_group(scan, match) or before.key in _TWO_GROUPS):
        groups = [s for s in senses if (entry := scan.actor(s.id)) is not None and entry.kind == "armed-group"]
        return groups[0] if len(groups) == 1 else None
    if match.pro or before is None or match.first < 2 or (
            after is not None and after.key.startswith("ال") and after.key.endswith("يه")):
        return None
    fighters = before.key == "من" and any(
        c.entry.cls == "force" and c.entry.sub == "people" for c in scan.cues_at(match.first - 2))
    if not fighters and not (before.key == "في" and scan.tokens[match.first - 2].word.key in _LEADERS):
        return None
    groups = [s for s in senses if (entry := scan.actor(s.id)) is not None and entry.kind == "armed-group"]
    return groups[0] if len(groups) == 1 else None


def _speaking_leader(scan: Scan, match: NameMatch, senses: list[Sense]) -> Sense | None:
    """A leader of the country that the document is about, by his short name behind a verb of saying (قال فلان)."""
    if match.pro or not scan.focus or not match.first or not any(
            c.entry.cls == "verb" and not c.enclitic for c in scan.cues_at(match.first - 1)):
        return None
    people = [s for s in senses if s.kind == "person" and (p := scan.person(s.id)) is not None
              and (body := scan.actor(p.actor)) is not None and body.country == scan.focus]
    return people[0] if len(people) == 1 else None


_QUOTED = frozenset(("«", "“", "\""))


def is_everyday(tokens: list[Token], match: NameMatch) -> bool:
    """Whether a name of one word is also a verb of saying or a word for civilians (أفاد، طالبان)."""
    if match.last - match.first > 1 or (match.first and tokens[match.first - 1].word.form in _QUOTED):
        return False  # «طالبان»: a name
    return any(c.entry.cls in ("verb", "civilian") and not c.enclitic for c in cues(tokens[match.first].word))


def _is_common_use(scan: Scan, match: NameMatch, named: bool) -> bool:
    """Whether one general word (النظام) stands for no actor: no war in the document, or an order of things."""
    if not named and (not scan.war or not scan.focus):
        return True
    word, after = scan.tokens[match.first].word, scan.word(match.last)
    if not word.key.endswith("النظام") or after is None or scan.vocabulary.nisba(after) is not None:
        return False
    return after.key.startswith("ال") and after.key.endswith(("ي", "يه")) and after.key not in phrase_words("epithet")


_NAMED_ALONE = {"تحالف", "ائتلاف", "جيش", "قوات"}


def _points_back(scan: Scan, match: NameMatch) -> bool:
    """Whether the word is a head noun that may point back to another name (الشبكة، الهيئة)."""
    return any(c.entry.cls == "head" and c.entry.refers and c.entry.definite and c.entry.noun not in _NAMED_ALONE
               for c in cues(scan.tokens[match.first].word))


def _is_noun(scan: Scan, match: NameMatch) -> bool:
    """Whether a weak name starts with a word for forces, institutions or people, and not with a bare adjective."""
    if not scan.war:
        return False
    first = scan.tokens[match.first].word
    nouns = {c.entry.noun for c in cues(first) if c.entry.cls in ("force", "head", "civilian")}
    if nouns:
        return not nouns & {"حليف", "جبهه"}
    before = scan.word(match.first - 1)
    if not match.pro.startswith("و") and before is not None and any(r.startswith("ال") for _, r in before.proclitics):
        return False
    return first.key[len(match.pro):].startswith(("ال", "ل"))


def _people_only(scan: Scan, match: NameMatch) -> bool:
    """Whether a name is one word for fighters in general (المسلحين، المقاتلين)."""
    if match.last - match.first > 1:
        return False
    return any(c.entry.cls == "force" and c.entry.sub == "people" and c.entry.noun not in _NAMELIKE
               for c in cues(scan.tokens[match.first].word))


_NAMELIKE = {"فصيل", "ثائر", "موالي"}


def _is_bare_state(scan: Scan, sense: Sense, match: NameMatch) -> bool:
    """Whether the match is a country's own name and not a phrase for its government."""
    entry = scan.actor(sense.id) if sense.kind == "actor" else None
    if entry is None or entry.kind != "state":
        return False
    senses = match.senses
    if any(s.kind == "place" and scan.vocabulary.theatre.data.places[s.id].kind == "country" for s in senses):
        return True
    return match.last - match.first <= 1 and sense.strength == STRONG \
        and not is_general(match_keys(scan.tokens, match))


def _best(scan: Scan, senses: list[Sense]) -> Sense:
    def rank(sense: Sense) -> tuple[bool, bool, bool, bool]:
        entry = scan.actor(sense.id)
        local = entry is not None and bool(entry.country) and entry.country == scan.focus
        return sense.id in scan.strong, local, _supported(scan, sense), sense.strength == STRONG

    return max(senses, key=rank)


def _supported(scan: Scan, sense: Sense) -> bool:
    """Whether a weak name's actor is named in the document, belongs to its country, or sides with its government."""
    if sense.id in scan.strong:
        return True
    entry = scan.actor(sense.id)
    if entry is None or not scan.focus:
        return False
    if entry.country:
        return entry.country == scan.focus
    own = bodies(scan.vocabulary.theatre, scan.focus)
    sides = {body.side for body in (scan.actor(own.state), scan.actor(own.army)) if body is not None}
    return bool(entry.side) and entry.side in sides


def _general(scan: Scan, keys: tuple[str, ...], others: list[Sense]) -> Sense | None:
    """What general words (army, government, regime) mean in the country that the document is about."""
    supported = [s for s in others if _supported(scan, s)]
    if supported:
        return _best(scan, supported)
    known = bodies(scan.vocabulary.theatre, scan.focus)
    words = set(keys)
    if words & {"النظام", "الحكومه", "السلطات", "نظام", "السلطه", "حكومه"} and not words & {"قوات", "جيش", "عناصر"}:
        return Sense("actor", known.government, WEAK) if known.government else None
    if words & {"الجيش", "جيش", "القوات", "قوات"} and known.army:
        return Sense("actor", known.army, WEAK)
    return None


def _persons_inside(scan: Scan, match: NameMatch) -> None:
    """Actors of their own inside a body's name: a person's full name, a state that forces are said to fight for."""
    loyal = any(scan.tokens[k].word.key.removeprefix("ال").startswith("موال") for k in range(match.first, match.last))
    names = scan.vocabulary.theatre.names
    for k in range(match.first + 1, match.last):
        for inner in names.at(scan.context.text, scan.tokens, k):
            if inner.last - inner.first < 2 or inner.last > match.last:
                continue
            for sense in inner.senses:
                if sense.strength == STRONG and (sense.kind == "person" or (loyal and sense.kind == "actor")):
                    person = scan.make(inner.first, inner.last, standing_for(scan, sense.id), "name:inside", inner.pro)
                    person.nested = True
                    scan.found.append(person)
                    return


def _opened_inside(scan: Scan, match: NameMatch) -> bool:
    """Whether a quotation mark or bracket opens inside a name and does not close there."""
    inside = (scan.tokens[k].word.form for k in range(match.first + 1, match.last))
    return sum(form in _OPENERS or form in _CLOSERS for form in inside) % 2 == 1


def extend(scan: Scan, found: Found) -> Found:
    """Take in what belongs to the name: a second name of the same actor in brackets, a nisba of its own, an epithet."""
    tokens, n = scan.tokens, len(scan.tokens)
    j = found.last
    epithets = phrase_words("epithet")
    while j < n and tokens[j].word.kind == "ar" and (
        (tokens[j].word.key in epithets and _bears(scan, found.ref, tokens[j].word.key))
        or _own_nisba(scan, j, found.ref)
    ):
        j += 1
    if j + 2 < n and tokens[j].word.key == "المعترف" and tokens[j + 2].word.key == "دوليا":
        j += 3
    if j < n and j > found.last:
        found.last, found.end = j, tokens[j - 1].end
        found.core = (found.core[0], found.end)
    # "النظام السوري (...)": closing mark of an opened quotation belongs to what follows
    k = j
    if found.last > found.first + 1 and tokens[found.last - 1].word.kind == "punct":
        return found
    if k < n and tokens[k].word.form in _CLOSERS and tokens[k].word.form not in ("(", "["):
        k += 1
    if k < n and tokens[k].word.form in _OPENERS:
        second = scan.names_at.get(k + 1)
        if second is not None and any(s.id == found.ref for s in second.senses):
            last = second.last
            if last < n and tokens[last].word.form in _CLOSERS:
                last += 1
            found.last, found.end = last, tokens[last - 1].end
            found.core = (found.core[0], found.end)
    return found


def _bears(scan: Scan, ref: str, epithet: str) -> bool:
    """Whether an epithet may be an actor's own; behind who is of no opposition "the opposition" is another party."""
    entry = scan.actor(ref)
    return epithet != "المعارضه" or entry is None or entry.side == "opposition"


def _own_nisba(scan: Scan, j: int, ref: str) -> bool:
    nisba = scan.vocabulary.nisba(scan.tokens[j].word)
    if nisba is None or nisba.pro or not nisba.definite or nisba.plural:
        return False
    if nisba.actor == ref:
        return True
    entry, other = scan.actor(ref), scan.actor(nisba.actor)
    if entry is None or other is None:
        return False
    return bool(entry.country) and entry.country == other.country
