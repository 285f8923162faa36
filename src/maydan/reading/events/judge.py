"""What counts as an event: a party or a place, grown-up evidence for weak words, and nothing told twice."""

from __future__ import annotations

from maydan.reading.events.spot import Draft

_NO_PARTY_NEEDED = {"bombing", "casualties", "kill-civilians", "clash", "airstrike", "shelling", "missile-strike"}
_WORD_TYPES = {"demand", "reject", "accuse", "threaten", "promise", "support-statement"}
_TALK = {
    "ceasefire",
    "retreat",
    "intervene",
    "election",
    "agreement",
    "meeting",
    "mediate",
    "negotiation-round",
    "leave-talks",
}
_FAMILY = {
    "offensive": 0,
    "advance": 0,
    "capture": 0,
    "recapture": 0,
    "clash": 0,
    "airstrike": 1,
    "shelling": 1,
    "missile-strike": 1,
    "bombing": 1,
    "chemical-attack": 1,
    "kill-civilians": 2,
    "casualties": 2,
}


def family(kind: str) -> str | int:
    """What types of one kind of happening share."""
    return _FAMILY.get(kind, kind)


def is_event(draft: Draft) -> bool:
    """Whether a draft has what its grade asks for."""
    who, whom, where = draft.refs_who, draft.refs_whom, draft.refs_where
    if draft.echo or is_state(draft):
        return False
    if draft.type == "ceasefire" and draft.when_at >= 0 and draft.noun is not None:
        return True
    if not (who or whom or where):
        return (bool(draft.victims or draft.things) and draft.row.grade == "s") or _counted(draft)
    if draft.type in _WORD_TYPES:
        return bool(who) and (bool(whom) or draft.row.grade == "s")
    if draft.type == "negotiation-round":
        return len(who) > 1 or bool(where)
    if draft.type in ("meeting", "agreement", "mediate"):
        return bool(who) and (len(who) > 1 or draft.row.grade == "s" or bool(where) or bool(draft.chain))
    if draft.type == "clash":
        return bool(where) or len(who) > 1 or draft.row.grade == "s"
    if draft.row.grade == "w":
        return bool(who or whom) and (bool(where) or (bool(who) and bool(whom)))
    if draft.part in ("active", "passive") and draft.row.grade != "s":
        return bool(who or whom) and bool(where or whom)
    return True


def _counted(draft: Draft) -> bool:
    """Whether a source counts the dead: a verb of counting, and a number right before their noun."""
    grammar = draft.grammar
    return draft.row.frame == "harmnoun" and any(c.row.kind == "count" for c in draft.chain) and any(
        m.kind == "figure" for t in range(max(grammar.first, draft.at - 4), draft.at) for m in grammar.starts(t))


_OUTSIDE = {"خارج", "خارجه", "الخارجه", "خارجا", "الخارج", "خارجين", "الخارجين", "بعيدا", "بعيده", "بمناي"}
_PASSAGES = frozenset(("شريان", "منفذ", "بوابه", "ممر", "معبر", "رءه", "متنفس"))
_TO_BRING = frozenset(("لدخول", "لادخال", "لعبور", "لوصول", "لايصال", "لمرور", "لنقل"))
_PASSING = 6  # tokens between a passage and the aid for which it serves
_AREAS = frozenset(("مناطق", "منطقه", "نقاط", "نقطه", "اماكن", "مواقع", "مراكز", "خريطه", "خارطه"))
_SPREAD = "انتشر"
_WAS = frozenset(("كان", "كانت", "كانوا"))
_HELD = {"تحت", "hand", "ل", "من", "خارج"}


_LEADING = frozenset(("ان", "لن", "قد", "كي", "حتي", "لا"))  # words behind which "lies under" is what may come
_UNDER = 6  # tokens behind "lies" within which "under the control of" stands


def is_state(draft: Draft) -> bool:
    """Whether words of control tell a state (يسيطر على، مناطق سيطرة), which is a holding and no event."""
    if draft.row.word == _SPREAD and draft.part == "verb" and draft.status == "ongoing":
        kind = draft.grammar.clauses[draft.clause].kind  # منطقة ينتشر فيها الجيش
        return kind in ("rel", "asyndetic") and draft.verb is not None and draft.verb.form.tense == "present"
    if draft.type == "deploy" and draft.part == "masdar" and draft.at > draft.grammar.first:
        return draft.grammar.bare_key(draft.at - 1) in _AREAS  # مناطق انتشار القوات
    if draft.type == "humanitarian-aid" and draft.part == "masdar":
        words = [draft.grammar.key(t) for t in range(max(draft.grammar.first, draft.at - _PASSING), draft.last)]
        goes = next((n for n, word in enumerate(words) if word in _TO_BRING), 0)
        return any(word.removeprefix("ال") in _PASSAGES for word in words[:goes])  # المنفذ الوحيد لإدخال المساعدات
    if draft.row.frame == "fallto" and draft.verb is not None and draft.verb.form.tense != "past":
        return not draft.verb.future and not draft.chain and _lies(draft)
    if draft.row.frame != "seize":
        return False
    moved = any(
        c.row.kind in ("achieve", "attempt", "plan", "phase", "announce", "deny", "fail", "foil", "support", "call")
        for c in draft.chain
    )
    if draft.part == "verb":
        present = draft.verb is not None and draft.verb.form.tense != "past" and not draft.verb.future
        was = draft.status == "happened" and any(  # كانت تسيطر: a state that is over
            draft.grammar.key(t).lstrip("و") in _WAS for t in range(max(draft.grammar.first, draft.at - 5), draft.at))
        return present and draft.row.word in ("سيطر", "احتل") and not moved and (draft.status == "ongoing" or was)
    if draft.row.word == "احتل" and draft.noun is not None and draft.noun.article:
        return True  # الاحتلال: the occupier or the occupation
    if draft.row.word != "سيطر" or moved:
        return False
    before = draft.grammar.key(draft.at - 1) if draft.at > draft.grammar.first else ""
    if before == "عن" and draft.at - 2 >= draft.grammar.first and draft.grammar.key(draft.at - 2) in _OUTSIDE:
        return True  # المناطق الخارجة عن سيطرته
    return draft.before in ("تحت", "hand") or before.endswith(
        ("مناطق", "مناطقه", "لسيطره", "الخاضعه", "خارج", "تحت", "نسبه")
    )


def _lies(draft: Draft) -> bool:
    """Whether a main clause tells under whose control a place lies (تقع X تحت سيطرة Y)."""
    grammar = draft.grammar
    return grammar.clauses[draft.clause].kind == "main" and (
        grammar.key(max(grammar.first, draft.at - 1)) not in _LEADING) and any(
        grammar.key(t) == "تحت" for t in range(draft.last, min(grammar.last, draft.last + _UNDER)))


_RESCUES = frozenset(("إسعاف", "نقل الجرحى", "أنقذ مصابين"))
HURT = frozenset((
    "المصابين", "المصاب", "المصابه", "الجرحي", "مصابين", "جرحي", "الضحايا", "الشهداء", "القتلي", "العالقين", "جثث",
    "جثامين",
    "الجثامين", "الجثث", "جثه", "جثمان", "الجريح", "الناجين", "الاصابات", "المدنيين",
))
_TEAMS = frozenset((
    "فرق", "فريق", "طواقم", "الطواقم", "سياره", "سيارات", "عناصر", "كوادر", "منظومه", "هيئه", "وفرق", "وسيارات",
    "انقاذ",
    "الانقاذ", "بسيارات", "عمليه", "عمليات",
))
_HURT_NEAR = 5  # tokens from a word of rescue to those rescued


def rescues(draft: Draft) -> bool:
    """Whether the wounded or the dead are brought away: reports tell so in few words, which a model of whole texts
    doubts (أسعفت فرق الدفاع المدني المصابين)."""
    grammar = draft.grammar
    if draft.row.word not in _RESCUES or draft.status not in ("happened", "ongoing") or draft.dropped:
        return False
    if draft.part != "verb" and draft.at > grammar.first and grammar.key(draft.at - 1) in _TEAMS:
        return False
    if draft.noun is not None and draft.noun.article:
        return False
    enclitic = draft.noun.enclitic if draft.noun is not None else draft.verb.enclitic if draft.verb is not None else ""
    return enclitic in ("هم", "ه", "ها") or any(
        grammar.key(t) in HURT for t in range(draft.last, min(grammar.last, draft.last + _HURT_NEAR)))


_BROUGHT = frozenset((  # what brings a truce about, or tells who made it
    "سريان", "سريانها", "سريانه", "يسري", "تسري", "بدا", "بدات", "بدء", "دخل", "دخلت", "دخول", "حيز", "اعلن", "اعلنت",
    "اعلان",
    "تمديد", "مدد", "مددت", "توصل", "توصلت", "التوصل", "الموقع", "الموقعه", "موقع", "موقعه", "وقعه", "وقعت", "وقعته",
    "وقع",
    "توقيع", "المبرم", "المبرمه", "ابرم", "ابرمت", "ابرمه", "ابرام", "نص", "ينص", "بين", "بضمانه", "برعايه", "بوساطه",
    "انهار",
    "انهارت", "انهيار", "اقرار", "فرض", "دعت", "دعا", "اتفق", "اتفقت", "تخضع", "يخضع", "خاضعه", "لمده", "قرار", "بقرار",
    "انتهاء", "انتهت", "صمدت", "صامده", "تحقيق", "تنفيذ", "تطبيق", "اقترح", "اقترحت", "عرض", "عرضت", "مفاوضات",
    "يشمل", "تشمل",
))
_PACT = ("اتفاق", "اتفاقيه", "اتفاقي", "اتفاقات")
_DE_ESCALATION = ("خفض", "التهدءه", "التهدئه")
_NAMED_BACK, _NAMED_AHEAD, _REFUSED = 6, 14, 8  # tokens around a truce


def is_named(draft: Draft, before: list[Draft]) -> bool:
    """Whether a truce is but named, as what is kept, endangered or refused (احترام الهدنة، رغم اتفاق وقف إطلاق النار):
    no words around it tell when, between whom or how it came.

    Args:
        before: the drafts of its sentence.
    """
    grammar = draft.grammar
    if draft.type != "ceasefire" or draft.noun is None:
        return False
    if any(d.row.frame == "rejects" and 0 <= draft.at - d.last <= _REFUSED for d in before):
        return True
    if any(c.row.kind not in ("aim", "assist") for c in draft.chain):
        return False
    first = max(grammar.first, draft.at - _NAMED_BACK)
    pact = any(grammar.bare_key(t).removeprefix("ل").removeprefix("ب") in _PACT for t in range(first, draft.at))
    pact = pact and not draft.who and not draft.where
    if not (grammar.key(draft.at).startswith(("ال", "لل", "بال")) or pact or (
            grammar.bare_key(draft.at) in _DE_ESCALATION)):
        return False
    for t in range(first, min(grammar.last, draft.last + _NAMED_AHEAD)):
        if grammar.key(t).removeprefix("و") in _BROUGHT or any(m.kind == "time" for m in grammar.starts(t)):
            return False
    return True


_ASKED_BY = frozenset(("معه", "معها", "معهم"))
_PRESS_NEAR = 5  # tokens


def is_interview(draft: Draft) -> bool:
    """Whether somebody only speaks to the press (في اتصال هاتفي مع صحيفة X، في لقاء أجرته معه قناة X)."""
    if draft.type != "meeting" or draft.part != "masdar":
        return False
    grammar = draft.grammar
    kinds = grammar.context.kinds
    for t in range(draft.last, min(grammar.last, draft.last + _PRESS_NEAR)):
        m = next((m for m in grammar.starts(t) if m.kind == "actor"), None)
        if m is not None:
            return kinds.get(m.ref) == "media"
        if grammar.key(t) in _ASKED_BY and grammar.key(t - 1).startswith("اجر"):
            return True
    return False


_LEAVES = frozenset(("leave-talks", "withdraw", "sanction", "reject"))
_LEFT_FOR = 8  # tokens


_PROGRESS = "حقق تقدما"
_BROUGHT_ABOUT = frozenset(("تحقيق", "احراز", "اي", "لاي", "بتحقيق", "باحراز"))


def is_progress(draft: Draft, before: list[Draft]) -> bool:
    """Whether progress is that of talks (اختتمت المشاورات دون تحقيق تقدم)."""
    before_it = draft.grammar.key(max(draft.grammar.first, draft.at - 1))
    return draft.type == "advance" and draft.part == "masdar" and (
        before_it in _BROUGHT_ABOUT or draft.row.word == _PROGRESS) and any(
        d.type in ("negotiation-round", "meeting", "mediate") and d.at < draft.at and not d.dropped for d in before)


def is_reason(draft: Draft, before: list[Draft]) -> bool:
    """Whether "in protest" only tells why somebody leaves or refuses (غادر الوفد جنيف احتجاجا على القصف)."""
    if draft.type != "protest" or draft.grammar.key(draft.at) != "احتجاجا":
        return False
    return (draft.at > draft.grammar.first and draft.grammar.key(draft.at - 1) == "وذلك") or any(
        d.type in _LEAVES and 0 < draft.at - d.at <= _LEFT_FOR for d in before)


_NEAR = 12  # sentences within which a second telling may stand


def distinct(drafts: list[Draft]) -> list[Draft]:
    """Leave out what is told twice: the same family, parties, places and time, and nothing new."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((d for d in reversed(kept[-24:]) if _told_already(d, draft)), None)
        if twin is None:
            kept.append(draft)
        elif _weight(draft) > _weight(twin):
            kept[kept.index(twin)] = draft
    return kept


def twins(drafts: list[Draft], ruled: list[Draft]) -> list[str]:
    """For each draft "same" or "before" if one that the rules keep tells it already (in its sentence, before) or ""."""
    keeping = {id(d) for d in ruled}
    found: list[str] = []
    seen: list[Draft] = []
    for draft in drafts:
        twin = next((d for d in reversed(seen[-24:]) if _told_already(d, draft)), None)
        found.append("" if twin is None else "same" if twin.grammar is draft.grammar else "before")
        if id(draft) in keeping:
            seen.append(draft)
    return found


def _told_already(first: Draft, draft: Draft) -> bool:
    if first.status != draft.status or not _same_type(first, draft):
        return False
    same = first.grammar is draft.grammar
    if same and abs(first.at - draft.at) <= 12:
        return (
            set(draft.refs_where) <= set(first.refs_where)
            and set(draft.refs_who) <= set(first.refs_who)
            and set(draft.refs_whom) <= set(first.refs_whom)
        )
    if draft.grammar.number - first.grammar.number > _NEAR or not draft.refs_where:
        return False
    if first.when and draft.when and first.when != draft.when:
        return False
    if _another(draft):
        return False
    return (
        set(first.refs_where) == set(draft.refs_where)
        and _agree(first.refs_who, draft.refs_who)
        and _agree(first.refs_whom, draft.refs_whom)
    )


def _same_type(first: Draft, draft: Draft) -> bool:
    """The same type, or the same family where one of the words (shelling, targeting) leaves the weapon open."""
    if first.type == draft.type:
        return True
    if _FAMILY.get(first.type, first.type) != _FAMILY.get(draft.type, draft.type):
        return False
    return draft.row.type in ("fire", "harm") and not draft.weapons and first.grammar is not draft.grammar


def _agree(one: list[str], other: list[str]) -> bool:
    return not one or not other or bool(set(one) & set(other))


_ANOTHER = {"اخري", "اخر", "اخرين", "اخريين", "مماثل", "مماثله", "ثانيه", "ثالثه", "رابعه", "جديده", "جديد"}


def _another(draft: Draft) -> bool:
    grammar = draft.grammar
    return any(grammar.key(t) in _ANOTHER for t in range(draft.last, min(draft.last + 3, grammar.last)))


def _weight(draft: Draft) -> int:
    if draft.type in ("casualties", "kill-civilians"):
        return 0
    return (
        (2 if draft.part == "verb" or draft.chain else 0) + (1 if draft.refs_who else 0) + (1 if draft.refs_whom else 0)
    )
