"""The exact type of an event whose trigger leaves it open: by weapon, by aircraft, by who the victims are."""

from __future__ import annotations

from itertools import pairwise

from maydan.reading.events.roles import gunmen
from maydan.reading.events.spot import Draft

_WEAPONS = ("chemical", "blast", "aircraft", "rocket", "artillery")
_ARMED = frozenset(_WEAPONS)
_RESCUERS = {"white-helmets", "new:white-helmets", "new:red-crescent", "new:sarc"}
_ANSWERED = "استجاب لهجوم"  # what rescuers alone are said to do
_MOVED = {"إسعاف", "أنقذ مصابين", "نقل الجرحى"}  # rescue and transfer, whoever does it
_FIRE = {"airstrike", "shelling", "missile-strike", "bombing", "chemical-attack"}


def weapons_around(draft: Draft) -> frozenset[str]:
    """Weapon classes named in the clause of the trigger, up to the next event, and right before it."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    stop = min(clause.end, draft.last + 25)
    found: set[str] = set()
    start = draft.at
    while (
        start > max(clause.start, draft.at - 6)
        and start - 1 not in grammar.markers
        and (grammar.token(start - 1).word.kind != "punct" or grammar.token(start - 1).word.form in _MARKS)
    ):
        start -= 1
    if draft.row.word == _LAUNCHED and clause.kind in ("rel", "asyndetic"):  # طائرة مسيرة أطلقها X
        start = max(draft.grammar.first, min(start, clause.start) - _WHAT_FLEW)
    if draft.part == "verb" and start == draft.at and _flown(draft):
        found.add("aircraft")
    for j in range(start, stop):
        mark = grammar.markers.get(j)
        if j > draft.last and mark is not None and mark[0].name in _OTHER_MATTERS:
            break
        classes = grammar.senses[j].classes
        if classes and not (j > grammar.first and grammar.bare_key(j - 1) in _OF_THE_AIR):
            found |= {"rocket"} if _launcher(draft, j) else classes & _ARMED
        if grammar.key(j) in _BY_HAND:
            found.add("blast")
    return frozenset(found)


_OF_THE_AIR = frozenset(("مخابرات", "استخبارات", "دفاعات", "دفاع"))  # services and defences, no aircraft
_FLOWN = 9  # tokens before a verb that stands behind a comma


def _flown(draft: Draft) -> bool:
    """Whether aircraft are the subject before a comma (طائرة مسيرة مجهولة المصدر، استهدفت منزلا)."""
    grammar = draft.grammar
    comma = draft.at - 1
    if comma <= grammar.first or grammar.token(comma).word.form not in ("،", ","):
        return False
    if draft.verb is None or draft.verb.form.person not in ("3fs", "3fp", "3fd") or draft.who:
        return False
    for t in range(comma - 1, max(grammar.first, comma - _FLOWN) - 1, -1):
        if grammar.bare_key(t) in _CRAFT:
            return t == grammar.first or t - 1 not in grammar.markers or grammar.key(t - 1).endswith("ان")
        if grammar.token(t).word.kind == "punct" or t in grammar.markers:
            return False
    return False


_CRAFT = frozenset(("طاءره", "طائره", "طاءرات", "طائرات", "مسيره", "مسيرات", "مروحيه", "مروحيات", "مقاتلات", "مقاتله"))


def _launcher(draft: Draft, j: int) -> bool:
    """Whether what may be a bomber is a thrower of rockets or shells (قاذفات صواريخ، قاذف آر بي جي)."""
    grammar = draft.grammar
    return grammar.key(j).lstrip("بوال").startswith("قاذف") and j + 1 < grammar.last and (
        grammar.bare_key(j + 1) in _THROWN)


_TARGETED = "استهدف"
_BY_HAND = frozenset(("يدويه", "يدويتين"))  # grenades
_SMALL_ARMS = frozenset(("بالرصاص", "برصاص", "بالقناصات", "بالقناصه", "قنصا", "الرشاشه", "الخفيفه", "باطلاق"))
_ARMS_NEAR = 14  # tokens


def _small_arms(draft: Draft) -> bool:
    grammar = draft.grammar
    for t in range(draft.last, min(grammar.last, draft.last + _ARMS_NEAR)):
        if grammar.key(t) in _SMALL_ARMS:
            return True
        if grammar.token(t).word.form in ("،", ",", "؛"):
            break
    return False


_LANDINGS = frozenset(("انزال", "الانزال", "انزالا", "بانزال"))
_LANDED_NEAR = 8  # tokens


def _landed(draft: Draft) -> bool:
    """Whether those landed from the air do it, not aircraft (في عملية إنزال جوي استهدفوا قياديا)."""
    grammar = draft.grammar
    return any(grammar.key(t) in _LANDINGS for t in range(max(grammar.first, draft.at - _LANDED_NEAR), draft.at))


_MARKS = frozenset(("“", "”", '"', "«", "»", "'"))
_THROWN = frozenset(("صواريخ", "صاروخ", "هاون", "قذاءف", "قذيفه", "قنابل", "لهب", "ار", "اربيجي"))
_LAUNCHED = "أطلق صاروخا"
_WHAT_FLEW = 3  # tokens of what is launched, before the verb that describes it
_OTHER_MATTERS = {"amid", "cause", "after", "before", "reply", "source", "aim", "concess", "while", "with"}


_ALOFT = {"saudi-coalition", "us-coalition", "israel", "nato"}  # they strike from the air unless it is said otherwise


def _from_the_air(draft: Draft) -> bool:
    """Whether fire of which no weapon is told comes from parties that are known for strikes from the air alone."""
    return bool(draft.refs_who) and set(draft.refs_who) <= _ALOFT


_DONE = {"casualties", "destroy", "retreat"}  # what has happened once it is told


def refine(draft: Draft) -> None:
    """Settle type and weapon."""
    draft.weapons = draft.weapons or weapons_around(draft)
    kinds = set(draft.weapons)
    for arg in draft.who:
        if arg.mention is not None and (
                arg.mention.ref.endswith(("-air", "air-force")) or (
                    "air-force" in arg.mention.ref and "intelligence" not in arg.mention.ref)):
            kinds.add("aircraft")
        if arg.mention is not None:
            first = draft.grammar.sense(arg.mention.first).classes | draft.grammar.words.classes.get(
                arg.head, frozenset()
            )
            if "aircraft" in first:
                kinds.add("aircraft")
    if draft.row.frame == "aidwounded":
        draft.type = (
            "humanitarian-aid"
            if draft.row.word == _ANSWERED
            or (draft.row.word not in _MOVED
            and any(a.mention is not None and a.mention.ref in _RESCUERS for a in draft.who))
            else "evacuate"
        )
    if draft.type == "fire" and draft.row.word == "ضربة" and not kinds:
        kinds = {"aircraft"}  # strikes of which no weapon is told come from the air
    if draft.type == "fire" and not kinds and not draft.who and _of_raids(draft):
        kinds = {"aircraft"}
    if draft.type == "fire" and draft.row.word == _TARGETED and draft.part == "verb" and _landed(draft):
        draft.type = "offensive"
    if draft.type == "fire" and draft.row.word == _TARGETED and not kinds and (gunmen(draft) or _small_arms(draft)):
        draft.type = "offensive"
    if draft.type == "fire":
        draft.type = fire_type(kinds if kinds or not _from_the_air(draft) else {"aircraft"})
    elif (
        draft.row.type == "offensive"
        and draft.row.frame == "attack"
        and draft.row.word in ("هجوم", "هاجم", "كثف هجماته")
    ):
        near = _adjacent(draft) or _means(draft)
        if "chemical" in near:
            draft.type = "chemical-attack"
        elif "blast" in near:
            draft.type = "bombing"
        elif "aircraft" in near or (
            "aircraft" in kinds and draft.row.word == "هاجم" and not draft.weapons & {"artillery"}
        ):
            draft.type = "airstrike"
        elif "rocket" in near and "artillery" not in near:
            draft.type = "missile-strike"
    elif draft.row.word in _SHOTS and draft.part == "verb" and _flies(draft):
        draft.type = "airstrike"
    elif draft.row.word == _OPENED and draft.part == "verb" and any("رشاش" in draft.grammar.key(t) for t in range(
            draft.at, min(draft.grammar.last, draft.at + _GUNS))):
        draft.type = "shelling"
    elif draft.row.word == _BATTLE and _begun(draft):
        draft.type = "offensive"
        against = {a.mention.ref for a in (*draft.who, *draft.whom) if a.marker == "ضد" and a.mention is not None}
        draft.refs_whom += [r for r in draft.refs_who if r in against and r not in draft.refs_whom]
        draft.refs_who = [r for r in draft.refs_who if r not in against]
    elif draft.type in ("capture", "recapture"):
        draft.type = _taken(draft)
    elif draft.row.word == "طهر" and not draft.dropped and draft.status != "ongoing" and not any(
            c.row.kind == "phase" and c.row.word not in _ENDS for c in draft.chain):
        draft.type = "capture"  # once it is done; before that it is an offensive
    elif draft.type == "ceasefire" and (any(c.row.word == _ENDED for c in draft.chain) or (
            draft.at > draft.grammar.first and draft.grammar.key(draft.at - 1) in _OVER)):
        draft.type = "ceasefire-collapsed"  # أنهى X وقف إطلاق النار
        draft.dropped = "" if draft.dropped == "stopped" else draft.dropped
    elif (draft.row.frame == "cut" or draft.row.word == _STORMED) and _crowd(draft):
        draft.type = "protest"
    elif draft.row.word in _SHOTS and draft.part == "verb" and (draft.row.word == _SHOT or draft.refs_who):
        draft.type = "offensive"  # one side shoots
    elif draft.type == "harm":
        draft.type = "kill-civilians" if draft.civilians and draft.killed and not draft.fighters else "casualties"
    draft.weapon = next((w for w in _WEAPONS if w in kinds), None) if draft.type in _FIRE else None
    if draft.row.frame == "oblige" and not draft.who:
        draft.dropped = "nobody"  # nobody is told who says so
    if draft.status == "ongoing" and draft.row.word == "صنف إرهابيا":
        draft.dropped = "state"  # تصنفه تركيا منظمة إرهابية
    if draft.status == "ongoing" and draft.type in _DONE:
        draft.status = "happened"


_OVER = frozenset(("انتهاء", "انهيار", "بانتهاء", "بانهيار"))
_RAIDS = frozenset(("غارات", "غاره", "الغارات", "الغاره"))
_RAIDS_BACK = 20  # tokens from the noun to a verb behind what is put between


def _of_raids(draft: Draft) -> bool:
    """Whether a verb without a doer tells on of raids named before it (غارات، يرجح أنها لـX، استهدفت A)."""
    if draft.part != "verb" or draft.verb is None or draft.verb.form.person != "3fs" or draft.verb.pro:
        return False
    grammar = draft.grammar
    return any(grammar.key(t) in _RAIDS for t in range(max(grammar.first, draft.at - _RAIDS_BACK), draft.at))


_BATTLE = "معركة"
_BEGINS = frozenset(("أطلق", "شن", "بدأ", "باشر", "أعلن"))


def _begun(draft: Draft) -> bool:
    """Whether one side begins a battle (أطلقت X معركة لـ, أعلنت X بدء معركة)."""
    grammar, noun = draft.grammar, draft.noun
    if noun is None or noun.article or grammar.bare_key(draft.at) != "معركه" or not draft.refs_who:
        return False
    if any(a.marker in ("بين", "مع") for a in draft.who):
        return False
    return any(c.row.word in _BEGINS and c.at < draft.at and any(a.marker == "bare" for a in draft.who)
               for c in draft.chain)


_CROWD = frozenset(("محتجون", "المحتجون", "محتجين", "المحتجين", "متظاهرون", "المتظاهرون", "متظاهرين", "المتظاهرين",
                    "معتصمون", "المعتصمون", "معتصمين", "غاضبون", "مضربون"))


def collapsed(drafts: list[Draft]) -> None:
    """Let a collapse tell the truce that stands right behind it (انهار وقف إطلاق النار في درعا)."""
    for fall, truce in pairwise(drafts):
        if fall.row.frame == "collapse" and truce.type == "ceasefire" and not fall.dropped and (
                0 <= truce.at - fall.last <= 1) and fall.grammar is truce.grammar:
            fall.refs_who = fall.refs_who or list(truce.refs_who)
            fall.refs_where = fall.refs_where or list(truce.refs_where)
            fall.who, fall.where = fall.who or truce.who, fall.where or truce.where
            fall.used |= truce.used
            truce.dropped = "same"


def _crowd(draft: Draft) -> bool:
    """Whether a crowd that protests stands right behind or before the verb (قطع محتجون الطريق)."""
    grammar = draft.grammar
    return any(grammar.key(t) in _CROWD for t in (draft.at - 1, draft.last, draft.last + 1)
               if grammar.first <= t < grammar.last)


_AGAIN, _ENDED, _STORMED = "أعاد", "أنهى", "اقتحم"
_ENDS = frozenset(("استكمل", "اختتم"))


def _taken(draft: Draft) -> str:
    """An attempt to take ground is an offensive; taking it once more is a recapture."""
    if draft.row.frame == "seize" and any(c.row.kind == "attempt" for c in draft.chain) and (
            draft.status in ("happened", "ongoing")):
        return "offensive"
    return "recapture" if any(c.row.word == _AGAIN for c in draft.chain) else draft.type


_SHOT = "أطلق النار"
_OPENED = "فتح النار"
_GUNS = 7  # tokens from opening fire to machine guns
_SHOTS = frozenset((_OPENED, _SHOT))


def _flies(draft: Draft) -> bool:
    """Whether aircraft stand right behind or before the verb as its subject (فتح الطيران نيران رشاشاته)."""
    grammar = draft.grammar
    return any("aircraft" in grammar.sense(t).classes and not grammar.sense(t).clitic
               for t in (draft.last, draft.at - 1) if grammar.first <= t < grammar.last)


def fire_type(kinds: set[str]) -> str:
    """Type of fire by the weapons named."""
    if "chemical" in kinds:
        return "chemical-attack"
    if "aircraft" in kinds:
        return "airstrike"
    if "rocket" in kinds and "artillery" not in kinds:
        return "missile-strike"
    if "blast" in kinds and not kinds & {"artillery", "rocket"}:
        return "bombing"
    return "shelling"


def _adjacent(draft: Draft) -> set[str]:
    grammar = draft.grammar
    found: set[str] = set()
    for j in range(draft.last, min(draft.last + 4, grammar.last)):
        if j in grammar.markers or grammar.token(j).word.kind == "punct":
            break
        classes = grammar.senses[j].classes
        if classes:
            found |= {"rocket"} if _launcher(draft, j) else classes & _ARMED
    return found


_BY = frozenset(("عبر", "بواسطه", "باستخدام", "مستخدما", "مستخدمه", "مستخدمين"))
_MEANS_NEAR = 9  # tokens


def _means(draft: Draft) -> set[str]:
    """Weapons behind a word of means in the words on an attack (هجوم شنته X عبر طائرة مسيرة، هجوم بالطائرات)."""
    grammar = draft.grammar
    for j in range(draft.last, min(draft.last + _MEANS_NEAR, grammar.last)):
        mark = grammar.markers.get(j)
        if grammar.token(j).word.kind == "punct" or (mark is not None and mark[0].name in _OTHER_MATTERS):
            break
        key = grammar.key(j)
        at = j + 1 if key in _BY else j if key.startswith("ب") and grammar.sense(j).clitic else -1
        if 0 <= at < grammar.last and (classes := grammar.senses[at].classes & _ARMED):
            return {"rocket"} if _launcher(draft, at) else set(classes)
    return set()
