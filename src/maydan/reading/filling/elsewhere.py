"""Places of a sentence that tell something else than where its act took place: where people come from (شاب من أبناء
بلدة X), where who reports it is (قال ناشطون في X), where the wounded were taken (نقلوا إلى مشفى X)."""

from __future__ import annotations

from collections.abc import Sequence

from maydan.arabic.tokens import Token
from maydan.reading.context import Context, Mention
from maydan.records import Event

_HEADS = frozenset((
    "مدينه", "بلده", "قريه", "حي", "منطقه", "مخيم", "ريف", "محافظه", "ناحيه", "قضاء", "مديريه", "ولايه", "مدينتي",
    "بلدتي", "قريتي", "شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "قري", "بلدات", "مدن",
))
_NATIVES = frozenset(("ابناء", "اهالي", "اهل", "سكان", "قاطني", "مواليد", "نازحي", "مهجري", "وجهاء"))
_PEOPLE = frozenset((
    "عائله", "لعائله", "عايله", "اسره", "لاسره", "شاب", "الشاب", "شابا", "شابه", "مدني", "المدني", "مدنيا", "شخص",
    "شخصا", "شخصين", "رجل", "رجلا", "سيده", "امراه", "طفل", "طفلا", "طفله", "مواطن", "المواطن", "مواطنا", "نازح",
    "نازحا", "نازحين", "النازحين", "نازحون", "مهجر", "مهجرا", "مهجرين", "المهجرين", "عمال", "عمالا", "ينحدر", "تنحدر",
    "ينحدرون", "المنحدر", "المنحدره", "المنحدرين", "ينحدران", "اصله", "القادم", "القادمه", "القادمين", "شقيقين",
    "اشقاء", "شبان", "شابين", "عنصر", "مقاتل", "قيادي", "عائلات", "عوائل", "العوائل", "العائلات",
))
_SONS = frozenset(("ابن", "ابنه", "نجل", "المنحدر", "المنحدره"))
_TELLERS = frozenset((
    "مراسل", "مراسلنا", "مراسلو", "مراسلي", "مراسلونا", "مراسلته", "مراسلها", "ناشط", "الناشط", "ناشطون", "ناشطين",
    "نشطاء", "النشطاء", "ناشطو", "ناشطي", "مصدر", "مصادر", "المصادر", "مصادرنا", "شهود", "سكان", "مسؤول", "مسؤولون",
    "مندوب", "مكتب", "قناه", "وكاله", "صحيفه",
    "شبكه", "اعلامي", "الاعلامي", "صفحات", "شبكات", "تنسيقيه", "مدير", "المتحدث",
))
_BY_TELLERS = frozenset(f"{pro}{word}" for word in _TELLERS for pro in ("", "ل", "و"))
_SAYS = frozenset((
    "قال", "قالت", "اعلن", "اعلنت", "عبر", "عبرت", "اعرب", "اعربت", "دان", "دانت", "ادان", "ادانت", "اكد", "اكدت",
    "ندد", "نددت", "طالب", "طالبت", "دعا", "دعت", "رحب", "رحبت",
))
_CARE = frozenset(("مشفي", "المشفي", "مستشفي", "المستشفي", "مشافي", "مستشفيات", "نقطه", "النقاط", "نقاط", "مركز"))
_TO_CARE = _CARE | {f"ل{word}" for word in _CARE if word[0] == "م"}
_TAKEN = ("نقل", "اسعف", "ينقل", "تنقل", "اسعاف", "وصل", "يصل", "تحويل")
_CAUSE = frozenset(("بعد", "جراء", "اثر", "نتيجه", "عقب", "بسبب", "علي", "قصف", "استهدف", "استهداف"))
_BACK, _NAMED, _TAKING = 3, 5, 9  # tokens
_MOVED = frozenset(("displace", "evacuate"))  # of which the places whence and whither are their own


def of_act(context: Context, event: Event, near: Sequence[Mention]) -> tuple[str, ...]:
    """The places of an event without those that only tell where people come from or were taken, or, beside others,
    where who reports it is.

    Args:
        near: the mentions of its sentence, in order.
    """
    tokens, start = context.tokens, context.sentences[event.sentence].first
    free: set[str] = set()
    bound: dict[str, bool] = {}  # place -> whether it is surely none of the event's
    before: Mention | None = None  # the last place that tells something else
    for m in near:
        if m.kind != "place":
            continue
        theirs = event.type not in _MOVED and (native(tokens, m, start) or of_care(tokens, m, start) or (
            before is not None and _tells_of(tokens, before, m)))
        if theirs:
            before = m
        if m.ref not in event.where:
            continue
        if theirs or of_teller(tokens, m, start):
            bound[m.ref] = bound.get(m.ref, True) and theirs
        else:
            free.add(m.ref)
    kept = tuple(w for w in event.where if w not in bound or w in free)
    kept = kept or tuple(w for w in event.where if not bound.get(w, False))
    if not kept and before is not None:
        after = next((m for m in near if m.kind == "place" and m.first > before.last), None)
        if after is not None and _at(tokens, after, start) and not native(tokens, after, start) and not of_care(
                tokens, after, start):
            return (after.ref,)
    return kept or (event.where if event.type in _CARRIED_OFF else kept)


_CARRIED_OFF = frozenset(("abduct", "arrest"))  # from where people are they are taken, unless another place is told

_WHERE = frozenset(("في", "علي", "قرب", "عند", "داخل", "وسط", "بمحيط", "بالقرب", "من", "ضمن"))


def _at(tokens: Sequence[Token], mention: Mention, start: int) -> bool:
    """Whether a place stands behind a word for being there (في، قرب), no comma between it and the place before."""
    if mention.pro == "ب":
        return True
    at = opening(tokens, mention.first, start)
    key = tokens[at - 1].word.key if at > start else ""
    return tokens[at].word.key[:1] == "ب" or (key in _WHERE and (key != "من" or tokens[at - 2].word.key == "بالقرب"))


def _tells_of(tokens: Sequence[Token], before: Mention, mention: Mention) -> bool:
    """Whether a place right behind another tells where that lies (بلدة X بريف Y)."""
    between = tokens[before.last:mention.first]
    return len(between) <= 1 and mention.pro[:1] != "و" and not any(
        t.word.kind == "punct" or t.key[:1] == "و" for t in between)


def opening(tokens: Sequence[Token], first: int, start: int) -> int:
    """The first token of a phrase that names a place, with the words for what it is (بلدة، ريف)."""
    at = first
    while at > start and at > first - _BACK and tokens[at - 1].word.key in _HEADS:
        at -= 1
    return at


_TOPICS = frozenset((
    "الاوضاع", "اوضاع", "الوضع", "التطورات", "تطورات", "المستجدات", "مستجدات", "ملف", "الازمه", "مستقبل", "قضيه",
    "الحرب", "العمليه", "الهجوم", "التصعيد", "القصف", "الصراع", "الشان",
))
_OF_TOPIC = 4  # tokens between what is talked about and where that is


def held_at(context: Context, event: Event, near: Sequence[Mention]) -> tuple[str, ...]:
    """The places of talks without those that what is talked about lies in (بحثا في موسكو الأوضاع في إدلب); where no
    other is left, the one in which they talk."""
    tokens, start = context.tokens, context.sentences[event.sentence].first
    places = [m for m in near if m.kind == "place"]
    topics = {m.ref for m in places if m.ref in event.where and any(
        t.word.key in _TOPICS for t in tokens[max(start, m.first - _OF_TOPIC):m.first])}
    kept = tuple(w for w in event.where if w not in topics)
    if kept or not topics:
        return kept or event.where
    first = min(m.first for m in places if m.ref in topics)
    inside = [m for m in places if m.ref not in topics and m.first < first and m.start > event.trigger_start
              and (m.pro == "ب" or tokens[opening(tokens, m.first, start) - 1].word.key == "في")]
    return (inside[0].ref,) if inside else ()


def native(tokens: Sequence[Token], mention: Mention, start: int) -> bool:
    """Whether a place tells where somebody comes from (من أبناء بلدة X، شاب من X)."""
    at = opening(tokens, mention.first, start)
    if at - 2 < start:
        return False
    if tokens[at - 1].word.key == "الي" and any(
            t.word.key.endswith("تهريب") for t in tokens[max(start, at - 1 - _BACK):at - 1]):
        return True  # تهريب المخدرات إلى X
    before = tokens[at - 1].word.key
    if before in _SONS:
        return True
    if before in _NATIVES:
        return tokens[at - 2].word.key in ("من", "احد", "احدي")
    return before == "من" and tokens[at - 2].word.key in _PEOPLE


def of_teller(tokens: Sequence[Token], mention: Mention, start: int) -> bool:
    """Whether a place tells where who reports is (ناشطون في X، مراسل وكالة Y في X)."""
    at = opening(tokens, mention.first, start)
    inside = mention.pro[-1:] == "ب" or (tokens[at].word.key[:1] == "ب" and at < mention.first)
    if not inside:
        if at - 1 < start or tokens[at - 1].word.key not in ("في", "وفي"):
            return False
        at -= 1
    before = tokens[at - 1].word if at > start else None
    if (before is None or before.kind == "punct") and mention.last < len(tokens) and (
            tokens[mention.last].word.key in _SAYS):
        return True  # وفي X عبر الوزير عن ...
    for i in range(at - 1, max(start, at - _NAMED) - 1, -1):
        word = tokens[i].word
        if word.key in _BY_TELLERS:
            return True
        if word.key in ("ان", "انه", "في", "علي", "من", "الي") or word.form in ("،", ".", ":"):
            return False
    return False


def of_care(tokens: Sequence[Token], mention: Mention, start: int) -> bool:
    """Whether a place tells where the wounded were taken (نقلوا إلى مشفى X)."""
    at = mention.first
    first = max(start, at - _TAKING)
    for i in range(at, first - 1, -1):
        key = tokens[i].word.key
        if key in _CAUSE:
            return False
        if key in _TO_CARE:
            keys = [t.word.key for t in tokens[first:i]]
            return any(k.startswith(_TAKEN) or k.removeprefix("و").removeprefix("ت").startswith(_TAKEN) for k in keys)
    return False
