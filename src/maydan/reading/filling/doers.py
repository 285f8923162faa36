"""Doers that did nothing: who only backs or owns the doer, and any party where the war as a whole took its toll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maydan.reading.context import Context, Mention
from maydan.reading.events.sources import SOURCE
from maydan.records import Event
from maydan.records.vocabulary import EVENT_GROUPS

_BACKED = frozenset((
    "المدعومه", "المدعوم", "المدعومين", "المدعومون", "مدعومه", "مدعوم", "مدعومين", "الممول", "الممولة", "الممولين",
    "المسنوده", "المسنودين", "مسنوده", "بدعم", "وبدعم", "بمسانده", "باسناد", "بمؤازره",
    *(f"{verb}{whom}" for verb in ("تساند", "يساند", "تدعم", "يدعم", "تؤازر", "يؤازر", "تسند", "يسند")
      for whom in ("ه", "ها", "هم")),
))
_WARRANTS = frozenset((  # who stands behind an agreement and breaks none
    "ترعاه", "ترعاها", "يرعاه", "رعته", "رعتها", "برعايه", "وبرعايه", "بضمانه", "وبضمانه", "بضمان", "بوساطه", "وبوساطه",
    "باشراف", "الضامن", "الضامنه", "الضامنين", "الضامنتان", "تضمنه", "تضمنها", "برقابه",
))
_SIGNED = frozenset(("الموقع", "الموقعه", "المبرم", "المبرمه", "الموقعين"))
_OWNED = frozenset((
    "التابع", "التابعه", "التابعين", "التابعون", "تابعه", "تابع", "تابعين", "الموالي", "المواليه", "الموالين", "مواليه",
    "موال", "موالين", "المنتمي", "المنتميه", "المنتمين", "المرتبط", "المرتبطه", "المرتبطين", "المتحالف", "المتحالفه",
    "المتحالفين", "المبايع", "المبايعه",
))
_TO = frozenset(("مع", "عن", "الي", "ل"))
_HARM = frozenset(EVENT_GROUPS["harm"])
_WAR = frozenset((
    "نزاعا", "نزاع", "النزاع", "صراعا", "صراع", "الصراع", "حربا", "حرب", "الحرب", "الازمه", "ازمه", "القتال",
    "الاقتتال",
))
_TOOK = frozenset((
    "تسبب", "تسببت", "ادي", "ادت", "اسفر", "اسفرت", "خلف", "خلفت", "اودي", "اودت", "اوقع", "اوقعت", "حصد", "حصدت",
    "شرد", "شردت", "راح", "الحق", "الحقت",
))
_OWNER = 3  # tokens between a party and its owner
_FAR = 14  # tokens before the harm
_NEAR = 9  # tokens between the war and the word of its toll


def doers(context: Context, event: Event, near: Sequence[Mention] | None = None) -> tuple[str, ...]:
    """The doers of an event without those who stand in its sentence only as backers or owners of another party.

    Args:
        near: mentions among which those of the sentence are; all of the document where nothing is given.
    """
    if len(event.who) == 1 and event.type in _HARM and _of_the_war(context, event):
        return ()
    if event.who and event.type in _HARM and _of_nature(context, event):
        return ()
    if not event.who:
        return ()
    sentence = context.sentences[event.sentence]
    first, last = context.tokens[sentence.first].start, context.tokens[sentence.last - 1].end
    free: set[str] = set()
    bound: set[str] = set()
    befallen: set[str] = set()  # owners of those acted on
    besides: set[str] = set()  # told only to say against whom, or under whom, somebody or something stands
    before: Mention | None = None
    behind = False
    for mention in context.mentions if near is None else near:
        if mention.kind != "actor" or not first <= mention.start < last:
            continue
        beside = behind and before is not None and mention.pro == "و" and mention.first - before.last <= 1
        warrants = event.type != "mediate" and (
            _warrants(context, mention, event) or (beside and event.type in _TRUCES))
        beside_it = mention.ref in event.who and _aside(context, mention, event)
        behind = warrants or beside_it or (mention.ref in event.who and _behind_another(context, mention))
        if beside_it:
            besides.add(mention.ref)
        if mention.ref in event.who:
            (bound if behind else free).add(mention.ref)
            if behind and before is not None and before.ref in event.whom and mention.first - before.last <= _OWNER:
                befallen.add(mention.ref)
        before = mention
    aside = {w for w in event.who if w in bound - free and w in besides}
    bound -= free
    if aside:
        return tuple(w for w in event.who if w not in bound)
    if bound and (len(bound) < len(event.who) or bound <= befallen):
        return tuple(w for w in event.who if w not in bound)
    return event.who


AIR = "-air"
"""How ids of air forces end."""
_FIRE = frozenset((*EVENT_GROUPS["fire"], "casualties", "kill-civilians", "destroy"))
_WORD = frozenset(EVENT_GROUPS["word"]) - {"accuse"}


def able(event: Event, who: tuple[str, ...], near: Sequence[Mention], kinds: Mapping[str, str]) -> tuple[str, ...]:
    """The doers without those who cannot be: who only gives the name of the area that is struck (مناطق سيطرة X), an air
    force that fires artillery, an outlet that demands."""
    if event.type in _WORD:
        return tuple(w for w in who if kinds.get(w) != "media")
    if not who or event.type not in _FIRE or any(w.reason == SOURCE for w in event.why):
        return who
    areas = [m for m in near if m.kind == "place" and m.ref in event.where and m.last - m.first > 1]
    holders: dict[str, bool] = {}
    for m in near if areas else ():
        if m.kind == "actor" and m.ref in who:
            inside = any(a.first <= m.first < a.last for a in areas)
            holders[m.ref] = holders.get(m.ref, True) and inside
    ground = event.type == "shelling" and event.weapon == "artillery"
    return tuple(w for w in who if not holders.get(w, False) and not (ground and w.endswith(AIR)))


def not_backers(context: Context, event: Event, near: Sequence[Mention] | None = None) -> tuple[str, ...]:
    """Those whom an act befell, without who stands in its sentence only as its doer's backer (هاجمت X تدعمها Y بلدة
    Z), or as whom it serves."""
    sentence = context.sentences[event.sentence]
    first, last = context.tokens[sentence.first].start, context.tokens[sentence.last - 1].end
    bound: dict[str, bool] = {}
    for mention in context.mentions if near is None else near:
        if mention.kind == "actor" and first <= mention.start < last and mention.ref in event.whom:
            bound[mention.ref] = bound.get(mention.ref, True) and (
                backs(context, mention) or _served(context, mention) or _has_arm(context, mention)
                or enemy(context, mention) or (event.type in HELPS and _fought(context, mention)))
    return tuple(w for w in event.whom if not bound.get(w, False))


_FOR = frozenset((
    "لدعم", "لمسانده", "لاسناد", "لموازره", "لحمايه", "لنصره", "لصالح", "لمصلحه", "دعم", "اسناد", "مسانده", "دعما",
    "اسنادا", "ودعم",
))


def _served(context: Context, mention: Mention) -> bool:
    """Whether a mention only says for whose sake a thing is done (حملة لدعم X، دعما لـ X)."""
    if not mention.first:
        return False
    key = context.tokens[mention.first - 1].word.key
    return key in _FOR and (not key.endswith("ا") or mention.pro[-1:] == "ل")


_ARMS = frozenset(("الذراع", "ذراع", "فرع", "الفرع", "جناح", "الجناح"))


def _has_arm(context: Context, mention: Mention) -> bool:
    """Whether a mention only says whose arm the party before it is (هيئة X الذراع السوري لتنظيم Y)."""
    if context.tokens[mention.first].word.key in _ARMS:
        return True
    keys = [context.tokens[i].word.key for i in range(max(0, mention.first - 3), mention.first)]
    return any(k in _ARMS for k in keys) and (mention.pro[-1:] == "ل" or keys[-1] in _ARMS)


def no_rescuers(event: Event, attackers: frozenset[str]) -> tuple[str, ...]:
    """Those who help, without who attacks in the text and is not named in the event's own words."""
    named = {w.start for w in event.why if w.slot == "who" and event.start <= w.start < event.end}
    return event.who if named else tuple(w for w in event.who if w not in attackers)


def backs(context: Context, mention: Mention) -> bool:
    """Whether a mention only says who backs the party before it (المدعومة من X، تسانده X)."""
    keys = [context.tokens[i].word.key for i in range(max(0, mention.first - 2), mention.first)]
    return bool(keys) and (keys[-1] in _BACKED or (keys[-1] == "من" and len(keys) > 1 and keys[-2] in _BACKED))


_TRUCES = frozenset(("ceasefire", "ceasefire-violated", "ceasefire-collapsed", "agreement"))


def _warrants(context: Context, mention: Mention, event: Event) -> bool:
    """Whether a mention only says who stands behind an agreement (برعاية X), or between whom that was signed which
    others broke."""
    keys = [context.tokens[i].word.key for i in range(max(0, mention.first - 2), mention.first)]
    if not keys:
        return False
    if keys[-1] in _WARRANTS or (keys[-1] == "من" and keys[0] in _WARRANTS):
        return True
    return event.type.startswith("ceasefire-") and keys[-1] == "بين" and keys[0] in _SIGNED


def _behind_another(context: Context, mention: Mention) -> bool:
    """Whether a mention only says who backs or owns the party before it (المدعومة من X، التابعة لـ X)."""
    keys = [context.tokens[i].word.key for i in range(max(0, mention.first - 2), mention.first)]
    if not keys:
        return False
    if backs(context, mention):
        return True
    if keys[-1] in _OWNED:
        return mention.pro[-1:] in ("ل", "ب")
    return keys[-1] in _TO and len(keys) > 1 and keys[-2] in _OWNED


_AGAINST = frozenset(
    f"{article}{word}{ending}" for article in ("", "ال")
    for word in ("مناهض", "معاد", "معادي", "مناوئ", "معارض") for ending in ("", "ه", "ون", "ين"))
"""Words for who stands against somebody; what they stand against follows behind "to"."""
_SERVING = frozenset(
    f"{word}{ending}" for word in ("مستشار", "مدرب", "خبير", "مترجم") for ending in ("", "ا", "ون", "ين", "ان")
) | {"خبراء"}
_UNDER = frozenset(
    f"{article}{word}{ending}" for article in ("", "ال")
    for word in ("محاصر", "محتل", "محتجز", "معتقل", "مختطف") for ending in ("ه", "ين", "ون", ""))
"""Words for what or whom somebody besieges or holds."""
_OF_SIEGES = frozenset(("siege", "siege-broken", "arrest", "abduct"))


def enemy(context: Context, mention: Mention) -> bool:
    """Whether a mention only says against whom the one before it stands (مقاتلون مناهضون لـ X)."""
    return mention.first > 0 and mention.pro[-1:] == "ل" and context.tokens[mention.first - 1].word.key in _AGAINST


_KILLED = frozenset(f"verb:{word}" for word in ("قتل", "أصيب", "جرح", "اغتال"))
_MEN = frozenset(("قيادي", "عنصر", "قائد", "مقاتل", "امير", "مسؤول", "شرعي", "ضابط", "عناصر", "عنصرين", "مسلح"))
_NEAR_VERB = 40  # characters from a verb to whose man was killed
HELPS = frozenset(("military-aid", "humanitarian-aid", "support-statement", "agreement", "meeting"))
"""Types of events that do somebody good; against whom they help is told behind words of war."""
_WARS = frozenset(("حرب", "حربه", "حربها", "حربهم", "الحرب", "معركتها", "معركته", "حملتها", "حملته"))
_FIGHTS = frozenset(f"{to}{word}" for to in ("", "ل", "في ", "ب") for word in (
    "محاربه", "قتال", "مواجهه", "مكافحه", "دحر", "هزيمه", "طرد", "القضاء"))
_WAR_NEAR = 3  # tokens before a party


def _fought(context: Context, mention: Mention) -> bool:
    """Whether a mention is against whom help is given (دعم X في حربها على Y، لقتال Y)."""
    keys = [context.tokens[i].word.key for i in range(max(0, mention.first - _WAR_NEAR), mention.first)]
    if not keys:
        return False
    war = any(k in _WARS for k in keys) and keys[-1] in ("علي", "ضد", "مع")
    return war or keys[-1] == "ضد" or any(k in _FIGHTS for k in keys[-2:])


def _aside(context: Context, mention: Mention, event: Event) -> bool:
    """Whether a mention only says against whom or whose adviser the one before it is, or who besieges the place (مدينة
    Y المحاصرة من قبل X)."""
    if enemy(context, mention):
        return True
    keys = [context.tokens[i].word.key for i in range(max(0, mention.first - 3), mention.first)]
    if keys and mention.pro[-1:] == "ل" and keys[-1] in _SERVING:
        return True
    if event.rule in _KILLED and len(keys) > 1 and keys[-1] in ("في", "من", "ب") and (
            any(k in _MEN for k in keys[:-1]) and 0 < mention.start - event.trigger_start < _NEAR_VERB):
        return True  # قتل قيادي بارز في X
    return event.type not in _OF_SIEGES and len(keys) > 2 and keys[-2:] in (["من", "قبل"], ["من", "جانب"]) and (
        keys[-3] in _UNDER)


_NATURE = frozenset(
    f"{conjunction}{by}{article}{to}{word}" for conjunction in ("", "و") for by in ("", "ب") for article in ("", "ال")
    for to in ("", "ل") for word in (
        "فيضانات", "فيضان", "سيول", "زلزال", "زلازل", "اعصار", "عاصفه", "عواصف", "انهيارات", "صاعقه"))
_ROAD = ("حادث", "سير")
_BY = frozenset(("جراء", "نتيجه", "اثر", "بسبب", "في", "عن", "من"))


def _of_nature(context: Context, event: Event) -> bool:
    """Whether harm is told as done by a flood, a quake or an accident on the road."""
    at = context.starts.get(event.trigger_start)
    if at is None:
        return False
    sentence, tokens = context.sentences[event.sentence], context.tokens
    for i in range(max(sentence.first, at - _NEAR), min(sentence.last, at + _NEAR)):
        key = tokens[i].word.key
        road = key.endswith(_ROAD[0]) and i + 1 < sentence.last and tokens[i + 1].word.key == _ROAD[1]
        if road or key in _NATURE:
            before = tokens[i - 1].word.key if i > sentence.first else ""
            if i < at:
                return before.removeprefix("و") in _TOOK or before in _TOOK
            return before in _BY or key[:1] == "ب"
    return False


def _of_the_war(context: Context, event: Event) -> bool:
    """Whether harm is told as the toll of a war and of nobody's attack (نزاع تسبب بمقتل ...)."""
    at = context.starts.get(event.trigger_start)
    if at is None:
        return False
    sentence = context.sentences[event.sentence]
    keys = [context.tokens[i].word.key for i in range(max(sentence.first, at - _FAR), at)]
    took = [n for n, key in enumerate(keys) if key.removeprefix("و") in _TOOK or key in _TOOK]
    return bool(took) and any(
        key in _WAR or (key[:1] in "وب" and key[1:] in _WAR) for key in keys[max(0, took[0] - _NEAR):took[0] + 2])
