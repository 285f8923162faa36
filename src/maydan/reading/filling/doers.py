"""Doers that did nothing: who only backs or owns the doer, and any party where the war as a whole took its toll."""

from __future__ import annotations

from maydan.reading.context import Context, Mention
from maydan.records import Event
from maydan.records.vocabulary import EVENT_GROUPS

_BACKED = frozenset((
    "المدعومه", "المدعوم", "المدعومين", "المدعومون", "مدعومه", "مدعوم", "مدعومين", "الممول", "الممولة", "الممولين",
    "المسنوده", "المسنودين", "مسنوده", "بدعم", "وبدعم", "بمسانده", "باسناد", "بمؤازره",
    *(f"{verb}{whom}" for verb in ("تساند", "يساند", "تدعم", "يدعم", "تؤازر", "يؤازر", "تسند", "يسند")
      for whom in ("ه", "ها", "هم")),
))
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
_FAR = 14  # tokens before the harm
_NEAR = 9  # tokens between the war and the word of its toll


def doers(context: Context, event: Event) -> tuple[str, ...]:
    """The doers of an event without those who stand in its sentence only as backers or owners of another doer."""
    if len(event.who) < 2:
        if event.who and event.type in _HARM and _of_the_war(context, event):
            return ()
        return event.who
    sentence = context.sentences[event.sentence]
    first, last = context.tokens[sentence.first].start, context.tokens[sentence.last - 1].end
    free: set[str] = set()
    bound: set[str] = set()
    for mention in context.mentions:
        if mention.kind == "actor" and first <= mention.start < last and mention.ref in event.who:
            (bound if _behind_another(context, mention) else free).add(mention.ref)
    bound -= free
    if bound and len(bound) < len(event.who):
        return tuple(w for w in event.who if w not in bound)
    return event.who


def not_backers(context: Context, event: Event) -> tuple[str, ...]:
    """Those whom an act befell, without who stands in its sentence only as its doer's backer (هاجمت X تدعمها Y بلدة
    Z), or as whom it serves."""
    sentence = context.sentences[event.sentence]
    first, last = context.tokens[sentence.first].start, context.tokens[sentence.last - 1].end
    bound: dict[str, bool] = {}
    for mention in context.mentions:
        if mention.kind == "actor" and first <= mention.start < last and mention.ref in event.whom:
            bound[mention.ref] = bound.get(mention.ref, True) and (
                backs(context, mention) or _served(context, mention))
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


def backs(context: Context, mention: Mention) -> bool:
    """Whether a mention only says who backs the party before it (المدعومة من X، تسانده X)."""
    keys = [context.tokens[i].word.key for i in range(max(0, mention.first - 2), mention.first)]
    return bool(keys) and (keys[-1] in _BACKED or (keys[-1] == "من" and len(keys) > 1 and keys[-2] in _BACKED))


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
