"""Support told by a noun: دعم X لـY, الدعم الروسي للنظام, دعمها لـY, توفير غطاء جوي لـY.

The helper stands right behind the noun, is its pronoun or its adjective, or offers the help (الدعم الذي تقدمه X); the
helped stands behind لـ.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token, Word
from maydan.reading.context import Mention
from maydan.tables import lexicon

_PRONOUNS = ("ها", "هم", "ه")
_OFFERS = frozenset(("تقدمه", "يقدمه", "قدمته", "قدمه", "تقدمها", "يقدمها", "تتلقاه", "توفره", "يوفره", "وفرته", "وفره",
                     "تقدمانه"))
_BELONGING = frozenset(("تابع", "تابعه", "التابع", "التابعه"))
_GIVING = ("قدم", "قديم", "وفر", "وفير", "رسل", "رسال", "واصل", "استمر", "منح", "زياده", "غطاء", "تلق")
_GIVING_BACK = 5
_TO = "ل"
_TOWARDS = "الي"
_REACH = 6  # tokens between the helper, or the noun, and the helped
_BACK = 12  # tokens between a helper and the noun behind it
_ADJECTIVES = 3  # words behind the noun among which an adjective of state may stand
_HELPED = frozenset(("armed-group", "alliance", "state", "political"))
_HELPERS = _HELPED | {"person", "international"}
_OBJECT_NOUNS = frozenset(("arms", "finances"))  # with whom they are done right behind: تسليح X, تمويل X
_FIGHTERS = frozenset(("armed-group", "alliance"))
_GIVER_BACK = 3  # tokens between who gives or gets and the noun
_GETTING = ("حظي", "حظو", "لقي", "لقت", "لقى", "لقا", "حصل", "نال", "لقو", "لق")
_RELYING = frozenset(("يعتمد", "تعتمد", "اعتمد", "اعتمدت", "يعتمدون"))  # on somebody's support
_ENJOYING = ("حظي", "حظون")
_GETTING_BACK = 6
_NOBODYS = frozenset(("الخارجي", "الدولي", "الشعبي", "المعنوي", "السياسي", "الاقليمي", "الانساني", "الذاتي"))
_PEACE = frozenset(("انساني", "انسانيه", "الانساني", "الانسانيه", "اغاثيه", "الاغاثيه", "غذائيه", "طبيه", "ماليه"))


class Noun(NamedTuple):
    """A noun of support in a text: its relation, the prepositions before it, its article and its pronoun."""

    relation: str
    pro: str
    article: bool
    pronoun: str


@cache
def _table() -> dict[str, str]:
    return {fold(row["form"]): row["relation"] for row in lexicon("tie_nouns")}


def _noun(word: Word) -> Noun | None:
    table = _table()
    for pro, rest in word.proclitics:
        if pro.endswith("س"):
            continue
        bare = rest.removeprefix("ال")
        if bare in table or (bare.endswith("ا") and bare[:-1] in table):
            return Noun(table.get(bare) or table[bare[:-1]], pro, bare != rest, "")
        for pronoun in _PRONOUNS:
            stem = rest[: -len(pronoun)]
            stem = stem[:-1] + "ه" if stem.endswith("ت") and stem not in table else stem
            if rest.endswith(pronoun) and stem in table:
                return Noun(table[stem], pro, False, pronoun)
    return None


noun_of: Callable[[Word], Noun | None] = Memo(_noun, FEW).__getitem__
"""The noun of support that a form is, or None."""


class Help(NamedTuple):
    """Helpers and helped of one noun, and the token behind the last word that tells the tie."""

    helpers: list[Mention]
    helped: list[Mention]


def helping(
    i: int, noun: Noun, s: Sentence, tokens: list[Token], *, kinds: dict[str, str],
    after: Callable[[int, int], Mention | None], before: Callable[[int], Mention | None],
    nisba: Callable[[int, int], Mention | None], joined: Callable[[Mention], list[Mention]],
    doer: Callable[[int], Mention | None],
) -> Help | None:
    """The two sides of a noun of support at token ``i``, or None where one is not told.

    Args:
        kinds: of actors by id. after: (token, reach) -> the first actor from there on within reach, in the sentence.
        before: token -> the actor that ends last before it, in the sentence. nisba: (first, last) -> the state that an
        adjective in the range names. joined: those joined to an actor by و. doer: token -> who does what it is part of.
    """
    if any(t.key in _PEACE for t in tokens[i + 1:min(i + 4, s.last)]):
        return None
    if noun.article and i + 1 < s.last and tokens[i + 1].key in _NOBODYS:
        return None
    helper: list[Mention] = []
    at = i + 1
    first = after(i + 1, _REACH)
    got = _received(i, s, tokens, after, before, joined, nisba)
    if got is not None:
        return got if all(kinds.get(m.ref, "state") in _HELPERS for m in got.helpers) and all(
            kinds.get(m.ref) in (*_HELPED, "person") for m in got.helped) else None
    if noun.relation in _OBJECT_NOUNS and not noun.pronoun and first is not None and first.first == i + 1 and (
            not first.pro) and kinds.get(first.ref) in _FIGHTERS:
        giver, behind = before(i), after(first.last, _REACH)
        if giver is not None and i - giver.last <= _GIVER_BACK and giver.ref != first.ref and (
                kinds.get(giver.ref) in _HELPED) and (behind is None or not behind.pro.endswith(_TO)):
            return Help([giver], [first, *[m for m in joined(first) if kinds.get(m.ref) in _HELPED]])
    if noun.pronoun:
        owner = before(i)
        helper = [owner] if owner is not None and i - owner.last <= _BACK else []
    elif noun.pro.endswith(_TO) and first is not None and first.first == i + 1 and not first.pro:
        owner = doer(i) or before(i)
        if owner is not None and owner.first and tokens[owner.first - 1].key == "ضد":
            return None  # named as the enemy of who helps
        served = [m for m in (first, *joined(first)) if kinds.get(m.ref) in _HELPED]
        if owner is None or kinds.get(owner.ref, "state") not in _HELPERS or not served or owner.ref == served[0].ref:
            return None
        return Help([owner], served)
    elif first is not None and first.first - i <= 2 and not first.pro and not noun.article:
        if tokens[i].key.endswith("ا") and first.first == i + 1:
            return None
        helper = [first, *joined(first)]
        at = helper[-1].last
    else:
        state = nisba(i + 1, min(i + 1 + _ADJECTIVES, first.first + 1 if first is not None else s.last, s.last))
        if state is not None:
            helper, at = [state], state.last
        else:
            owner = _offering(i, s, tokens, after) or (doer(i) if tokens[i].key.endswith("ا") else None)
            if owner is None and (named := before(i)) is not None and i - named.last <= _BACK and any(
                    any(stem in t.key for stem in _GIVING) for t in (
                        *tokens[max(named.last, i - _GIVING_BACK):i],
                        *tokens[max(s.first, named.first - 1):named.first])):
                owner = named
            helper = [owner] if owner is not None else []
    whom = after(at, _REACH)
    if not helper and noun.article and whom is not None and whom.pro.endswith(_TO) and whom.last < s.last and (
            tokens[whom.last].key == "من" and (given := after(whom.last + 1, 0)) is not None):
        return Help([given, *joined(given)], [whom]) if kinds.get(given.ref, "state") in _HELPERS and (
            kinds.get(whom.ref) in _HELPED) else None
    if whom is not None and helper and whom.first == helper[0].first:
        whom = after(helper[-1].last, _REACH)
    if not helper or whom is None or not (whom.pro.endswith(_TO) or tokens[whom.first - 1].key == _TOWARDS):
        return None
    if any(t.key in _BELONGING for t in tokens[i + 1:whom.first]):
        return None  # a camp of training that belongs to somebody
    goods = tokens[whom.first - 1].key == _TOWARDS  # of what the help is may be listed before "to"
    if any((t.word.kind == "punct" and t.word.form not in "\"«»“”()") or (
            t.key[:1] == "و" and len(t.key) > 4 and not goods) for t in tokens[max(i + 1, helper[-1].last):whom.first]):
        return None
    good = [m for m in helper if kinds.get(m.ref, "state") in _HELPERS]
    found = [m for m in (whom, *joined(whom)) if kinds.get(m.ref) in _HELPED]
    return Help(good, found) if good and found else None


def _received(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None], joined: Callable[[Mention], list[Mention]],
    nisba: Callable[[int, int], Mention | None],
) -> Help | None:
    """Support that somebody gets from somebody (تلقت X دعما من Y), or None."""
    if i - 1 > s.first and tokens[i - 1].key == "علي" and any(
            t.key.lstrip("و") in _RELYING for t in tokens[max(s.first, i - _GETTING_BACK):i]):
        helper, helped = after(i + 1, 0), before(i)
        if helper is None or helper.pro or helped is None or i - helped.last > _GIVER_BACK:
            return None
        return Help([helper, *joined(helper)], [helped])
    if not any(t.key.lstrip("ويت").startswith(_GETTING) for t in tokens[max(s.first, i - _GETTING_BACK):i]):
        return None
    enjoyed = any(stem in t.key for t in tokens[max(s.first, i - _GETTING_BACK):i] for stem in _ENJOYING)
    if enjoyed and tokens[i].key.startswith("ب"):
        helper, helped = after(i + 1, 0), before(i)
        if helper is None or helper.pro or helped is None or i - helped.last > _GIVER_BACK:
            return None
        return Help([helper, *joined(helper)], [helped])
    by = next((j for j in range(i + 1, min(i + 1 + _ADJECTIVES, s.last)) if tokens[j].key == "من"), None)
    helper = after(by + 1, 2) if by is not None else nisba(i + 1, min(i + 3, s.last))
    helped = before(i)
    near = helper is not None and helped is not None and helper.ref != helped.ref and i - helped.last <= _GIVER_BACK
    return Help([helper, *joined(helper)], [helped]) if near and helper is not None and helped is not None else None


def _offering(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
) -> Mention | None:
    """The subject of "that ... offers" behind the noun."""
    for j in range(i + 1, min(i + 6, s.last)):
        if tokens[j].key in _OFFERS:
            return after(j + 1, 1)
    return None
