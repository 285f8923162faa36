"""Whether the name of a country or a capital stands for its government or for its ground.

The name acts when it is the subject or object of acts and speech (قالت واشنطن، دعم تركيا، بين موسكو وأنقرة); it is
ground after prepositions and nouns of place and motion (في روسيا، الحدود مع تركيا). Cue words are in
``lexicons/ar/metonymy_cues.tsv``.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from maydan.arabic.fold import fold
from maydan.arabic.tokens import Token, Word
from maydan.reading.context import Context
from maydan.theatre.names import NameMatch
from maydan.theatre.tables import lexicon

_GROUND, _ACTS, _FROM, _STATE = "ground", "acts", "from", "state"
_WINDOW = 3
_JOINED = 4  # names of a list that are followed back


@cache
def _cues() -> dict[str, dict[str, str]]:
    """Position ("before", "after", "near") -> folded word -> reading.

    "ground", "acts"; "from": the noun before it decides; "state": a country acts, a capital is acted upon.
    """
    found: dict[str, dict[str, str]] = {"before": {}, "after": {}, "near": {}}
    for row in lexicon("metonymy_cues"):
        found[row["position"]][fold(row["word"])] = row["reading"]
    return found


def match_keys(tokens: list[Token], match: NameMatch) -> tuple[str, ...]:
    """Folded words of a name as it stands in a text, proclitics left out and the article that ل swallows put back."""
    words = [t.word.key for t in tokens[match.first: match.last] if t.word.kind == "ar"]
    if not words or not match.pro:
        return tuple(words)
    at = len(match.pro)
    first = words[0][at:]
    if match.pro[-1] == "ل" and first.startswith("ل"):
        first = "ا" + first
    return (first, *words[1:])


def government_of(context: Context, match: NameMatch) -> tuple[str, bool] | None:
    """The state that a name could stand for, and whether the name is a capital; None for other names."""
    data = context.theatre.data
    tokens = context.tokens
    name = " ".join(match_keys(tokens, match))
    if not name:
        return None
    capital = context.theatre.capitals.get(name)
    if capital is not None:
        return capital.government or capital.id, True
    for sense in match.senses:
        if sense.kind == "actor":
            actor = data.actors[sense.id]
            if actor.kind == "state":
                return actor.id, False
    countries = {data.places[s.id].country for s in match.senses
                 if s.kind == "place" and data.places[s.id].kind == "country"}
    for actor in data.actors.values() if countries else ():
        if actor.kind == "state" and actor.country in countries and actor.nisba:
            return actor.id, False
    return None


def acts_as_government(context: Context, match: NameMatch) -> str | None:
    """The id of the state that a name stands for where it acts or is acted on; None where it is ground.

    Args:
        context: the document.
        match: a name of it.
    """
    state = government_of(context, match)
    if state is None:
        return None
    ident, capital = state
    return ident if _total(context, match, ident, capital) > 0 else None


def _total(context: Context, match: NameMatch, ident: str, capital: bool, depth: int = 0) -> float:
    """The weight of a name, with that of the name that it is joined to by و."""
    own = context.theatre.data.actors[ident].country in (context.theatre.data.country, context.focus)
    weight = _weigh(context, match, capital, own)
    if not match.pro.startswith("و") or depth >= _JOINED:
        return weight
    before = _ending_at(context.names, match.first)
    state = government_of(context, before) if before is not None else None
    if before is None or state is None:
        return weight
    if not any(s.kind in ("place", "area") for s in before.senses):
        return weight + 1.0  # joined to a party that is no ground (للنظام وروسيا)
    joined = _total(context, before, *state, depth + 1)
    return weight + (1.0 if joined > 0 else -1.0)


def _ending_at(names: list[NameMatch], token: int) -> NameMatch | None:
    """The name that ends right before a token."""
    at = bisect_left(names, token, key=lambda m: m.first) - 1
    return names[at] if at >= 0 and names[at].last == token else None


def named_as_actor(context: Context, match: NameMatch) -> bool:
    """Whether the name of a region or a group of states acts; ground unless something speaks."""
    return _weigh(context, match, True, True) > 0


def _weigh(context: Context, match: NameMatch, capital: bool, own: bool) -> float:
    """Above 0 when the name acts. Capitals and the theatre's own country are ground unless something speaks."""
    tokens, cues = context.tokens, _cues()
    score = -0.5 if capital or own else 0.4
    sentence = tokens[match.first].sentence
    before = _before(context, match.first)
    prep = match.pro[-1:] if match.pro else ""
    if not match.pro and _after_who_acts(context, match):
        return score + 1.6
    if prep == "ب":
        score -= 1.5
    elif prep == "ل":
        score += 0.5
    near, source = 0, False
    for k in range(match.first - 1, max(-1, match.first - 1 - _WINDOW), -1):
        word = tokens[k].word
        if tokens[k].sentence != sentence or word.kind == "line":
            break
        if word.kind != "ar":
            if word.form in ("،", ",", "؛", ":", "("):
                break
            continue
        near += 1
        joined = near == 2 and match.pro == "و"
        table = cues["before"] if joined or (near == 1 and not prep) else cues["near"]
        reading = _lookup(table, word)
        if reading is None and near == 1:
            reading = _lookup(cues["near"], word)
        if reading == _FROM:
            if (near == 1 or joined) and tokens[k - 1].word.key in _EACH and tokens[k - 1].sentence == sentence:
                within = tokens[k - 2].word.key in _WITHIN
                return score - 1.5 if within else score + 1.6
            score -= 1.0
            source = True
            continue
        if reading == _STATE:
            reading = _GROUND if capital or own else _ACTS
        if reading == _GROUND:
            return score - 2.5 if near == 1 else score - 1.2
        if reading == _ACTS:
            score += 1.6 if near == 1 else 2.2 if source else 0.8
            break
        if near == 1 and not match.pro and _feminine_verb(word):
            return score + 2.0
    after = tokens[match.last].word if match.last < len(tokens) else None
    if after is not None and after.kind == "ar" and tokens[match.last].sentence == sentence:
        reading = _lookup(cues["after"], after)
        if reading == _GROUND:
            score -= 1.5
        elif capital and _next_capital(context, match):
            score += 0.9
        elif reading == _ACTS or ((before is None or before in _SUBJECT_OPENERS) and _feminine_verb(after)):
            score += 1.6
    return score


_EACH = {"كل", "كلا", "كلاهما", "وكل"}  # each of them, before من
_WITHIN = {"في", "الي", "من", "بين"}
_QUOTES = {'"', "«", "“", "”", "»"}
_SUBJECT_OPENERS = {"ان", "لكن", "ولكن", "بان", "فان", "وان", "لان", "اما", "حيث", "بينما", "فيما", "وكانت", "كانت",
                    "كما"}


def _after_who_acts(context: Context, match: NameMatch) -> bool:
    """Whether a name stands right behind another government that is the subject of a verb (تتهم الرياض طهران)."""
    before = _ending_at(context.names, match.first)
    if before is None or before.pro or before.first < 1 or government_of(context, before) is None:
        return False
    tokens = context.tokens
    return tokens[before.first - 1].sentence == tokens[match.first].sentence and _feminine_verb(
        tokens[before.first - 1].word)


def _next_capital(context: Context, match: NameMatch) -> bool:
    """Whether another capital is joined to this one (موسكو وأنقرة): two governments more often than two towns."""
    following = context.tokens[match.last].word
    return any(pro == "و" and rest in context.theatre.capitals for pro, rest in following.proclitics)


def _before(context: Context, i: int) -> str | None:
    k = i - 1
    while k > 0 and context.tokens[k].word.form in _QUOTES:
        k -= 1
    if k < 0 or context.tokens[k].sentence != context.tokens[i].sentence:
        return None
    word = context.tokens[k].word
    return word.key if word.kind == "ar" else None


def _lookup(table: dict[str, str], word: Word) -> str | None:
    for _, rest in word.proclitics:
        found = table.get(rest)
        if found is not None:
            return found
        if rest.startswith("ال"):
            found = table.get(rest[2:])
            if found is not None:
                return found
    return None


def _feminine_verb(word: Word) -> bool:
    """Whether a word has the shape of a verb in the third person feminine (أعلنت، تحاول، ستواصل)."""
    for pro, rest in word.proclitics:
        if pro not in ("", "و", "ف", "س", "وس", "فس"):
            continue
        if rest.endswith("ت") and 3 <= len(rest) <= 7 and not rest.startswith("ال") and not rest.endswith("ات"):
            return rest not in _NOT_VERBS
        if rest.startswith("ت") and 4 <= len(rest) <= 7 and not rest.endswith(("ه", "ات", "ين")):
            return rest not in _NOT_VERBS
    return False


_NOT_VERBS = {"بيت", "وقت", "تحت", "تجاه", "توقيت", "صمت", "صوت", "بنت", "تدخل", "تعاون", "تنسيق", "تنظيم", "تقارب",
              "تفاهم", "تهديد", "تحالف", "تعزيز", "تشرين", "تقرير", "ترحيب", "تل", "تموز", "تقدم", "تصعيد", "تحذير"}
