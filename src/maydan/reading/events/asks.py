"""What a row of the event lexicon may ask of the mentions around its word, where no list of words would do.

In the column ``with`` of ``triggers.tsv`` an entry "@force+@ground" asks for both. The conditions:

| condition | met where |
|---|---|
| force | an armed party, or fighters, stand close to the word |
| people | people stand behind it (a number of them, inhabitants, families), or before it as its subject |
| civil | inhabitants and no fighters stand there |
| held | a hand, or a grip, stands behind it |
| spot | a place stands close to it |
| ground | a settled place stands behind it (a town, a quarter, a base, a camp), "the town", or a pronoun for one |
| from | the same behind "from" |
| begun | a word of beginning stands before it |
| power | a state or an armed party stands before it, or fighters close to it |
| area | a place stands right behind it |
| trucks | a convoy or trucks stand close to it |
| ended | "their end" stands further behind it (لقي خمسة من عائلة واحدة في البلدة حتفهم) |
| relief | words of relief stand in the text around (what else does a convoy bring?) |
| named | a name in quotation marks stands behind it (an operation, a campaign) |
| placed | a place is named right behind it |
| its | it bears a pronoun and a place stands before it in the sentence |
| truce | a truce is named in the sentence |
| voiced | a verb of voicing stands before it |
| owned | it bears a pronoun, or "his country" stands behind it |
| fallen | a number of people or fighters stands right behind it |
| shot | one of the people or fighters stands right behind it, and fire close behind them (سقط متظاهر برصاص) |
| denied | it is a verb that is denied |
| turned | a place stands right behind or before it, and "under the control of" behind that |
| brink | "at the gates of", "at a distance of" stand behind it (باتت القوات على مشارف البلدة) |
| person | a person stands before it or right behind it |
| visited | a country, or a place right behind it |
| refugees | those who fled stand right behind it, counted or not (وصل نحو ألف نازح) |
| bound | it is a verb, and in its clause "to" or "to" joined to a verbal noun follows (ودعا الوزير الأطراف إلى) |
| against | "against" and a party stand behind it |
| done | a verb of carrying out stands before it |
| obliged | "on" or "to" and a party stand right behind it (يجب على تركيا) |
| perished | people stand right behind it or before it, and what kills people close by (قضى مدنيان بقصف) |
"""

from __future__ import annotations

from maydan.reading.clauses import Grammar

_SETTLED = frozenset((
    "town", "village", "neighbourhood", "airport", "base", "camp", "crossing", "port", "oilfield",
))
_FIGHTING = frozenset(("armed-group", "alliance"))
_POWERS = _FIGHTING | {"state"}
_GROUND = frozenset((
    "المدينه", "البلده", "القريه", "المنطقه", "الحي", "المخيم", "المعسكر", "القاعده", "المطار", "المعبر", "البلدتين",
    "المدينتين", "القريتين", "الحيين", "الاحياء", "البلدات", "القري", "المدن", "مخيم",
))
_PRONOUNS = frozenset(("منها", "منه", "منهما"))
_BEGUN = frozenset((
    "بدا", "بدات", "بداوا", "بدء", "يبدا", "تبدا", "اطلق", "اطلقت", "اطلقوا", "اطلاق", "انطلقت", "انطلق", "شن", "شنت",
))
_HEADS = frozenset(("شخص", "اشخاص", "نسمه"))
_HANDS = frozenset(("يد", "ايدي", "بيد", "بايدي", "قبضه", "بقبضه"))
_TRUCKS = frozenset(("قافله", "القافله", "قوافل", "القوافل", "شاحنه", "شاحنات", "الشاحنات"))
_FORCES = ("قوات", "القوات", "جيش", "الجيش", "مقاتل", "المقاتل", "مسلح", "المسلح", "فصائل", "الفصائل", "عناصر", "وحدات")
_BEHIND, _AHEAD, _GAP = 6, 7, 5


def met(grammar: Grammar, i: int, last: int, asks: tuple[tuple[str, ...], ...]) -> bool:
    """Whether one group of conditions is met around the words from token ``i`` to ``last``."""
    return any(all(_TESTS[name](grammar, i, last) for name in group) for group in asks)


def _force(grammar: Grammar, i: int, last: int) -> bool:
    verb = grammar.verb_at(i)
    back = _BEHIND if verb is None or not verb.enclitic else 4 * _BEHIND
    first, stop = max(grammar.first, i - back), min(grammar.last, last + _AHEAD)
    kinds = grammar.context.kinds
    for t in range(first, stop):
        for m in grammar.starts(t):
            if m.kind == "actor" and (kinds.get(m.ref) in _FIGHTING or m.ref.endswith("-army") or any(
                    _is_force(grammar.key(k)) for k in range(m.first, m.last))):
                return True
        if t != i and "fighter" in grammar.sense(t).classes and grammar.inside.get(t) is None:
            return True
    return False


def _is_force(key: str) -> bool:
    return key.startswith(_FORCES) or (key[:1] in "وبل" and key[1:].startswith(_FORCES))


def _people(grammar: Grammar, i: int, last: int) -> bool:
    first, stop = max(grammar.first, i - 4), min(grammar.last, last + _AHEAD)
    return any(grammar.sense(t).classes & {"civil", "fighter"} or grammar.key(t) in _HEADS
               for t in range(first, stop) if t != i)


def _civil(grammar: Grammar, i: int, last: int) -> bool:
    stretch = [t for t in range(max(grammar.first, i - 4), min(grammar.last, last + _AHEAD)) if t != i]
    return any("civil" in grammar.sense(t).classes or grammar.key(t) in _HEADS for t in stretch) and not any(
        "fighter" in grammar.sense(t).classes for t in stretch)


def _held(grammar: Grammar, i: int, last: int) -> bool:
    return any(grammar.key(t) in _HANDS for t in range(last, min(grammar.last, last + _AHEAD)))


def _spot(grammar: Grammar, i: int, last: int) -> bool:
    return any(grammar.key(t) in _GROUND or any(m.kind == "place" for m in grammar.starts(t))
               for t in range(max(grammar.first, i - _BEHIND), min(grammar.last, last + _AHEAD)))


def _ground(grammar: Grammar, i: int, last: int) -> bool:
    verb = grammar.verb_at(i)
    if verb is not None and verb.enclitic in ("ه", "ها", "هما"):
        return True
    gap = 0
    for t in range(last, min(grammar.last, last + 2 * _AHEAD)):
        if _place_at(grammar, t, bare=True):
            return True
        named = grammar.inside.get(t)
        mark = grammar.markers.get(t)
        if mark is not None and mark[0].kind in ("sub", "comp", "rel", "result"):
            return False
        if grammar.token(t).word.kind == "punct" or (named is None and (gap := gap + 1) > _GAP):
            return False
    return False


def _from(grammar: Grammar, i: int, last: int) -> bool:
    for t in range(last, min(grammar.last, last + 2 * _AHEAD)):
        key = grammar.key(t)
        if key in _PRONOUNS:
            return True
        if key == "من" and any(_place_at(grammar, k) for k in range(t + 1, min(grammar.last, t + 4))):
            return True
        if grammar.token(t).word.form in ".؛؟!":
            return False
    return False


def _place_at(grammar: Grammar, t: int, *, bare: bool = False) -> bool:
    key = grammar.key(t)
    if key in _GROUND:
        return not bare or t - 1 < grammar.first or grammar.key(t - 1) not in ("من", "عن")
    for m in grammar.starts(t):
        if m.kind == "place" and grammar.context.kinds.get(m.ref) in _SETTLED:
            return not bare or m.pro in ("", "و", "ف")
    return False


def _begun(grammar: Grammar, i: int, last: int) -> bool:
    return any(grammar.key(t).lstrip("وف") in _BEGUN for t in range(max(grammar.first, i - _BEHIND), i))


def _power(grammar: Grammar, i: int, last: int) -> bool:
    kinds = grammar.context.kinds
    return any(m.kind == "actor" and kinds.get(m.ref) in _POWERS for t in range(
        max(grammar.first, i - _BEHIND), i) for m in grammar.starts(t)) or _force(grammar, i, last)


def _area(grammar: Grammar, i: int, last: int) -> bool:
    return any(m.kind == "place" for t in range(last, min(grammar.last, last + 5)) for m in grammar.starts(t))


def _trucks(grammar: Grammar, i: int, last: int) -> bool:
    return any(grammar.key(t) in _TRUCKS for t in range(max(grammar.first, i - 3), min(grammar.last, last + 6)))


_ENDS = frozenset(("مصرعهم", "مصرعه", "مصرعها", "مصرعهما", "حتفهم", "حتفه", "حتفها", "حتفهما"))
_END_NEAR = 22  # tokens


def _ended(grammar: Grammar, i: int, last: int) -> bool:
    return any(grammar.key(t) in _ENDS for t in range(last, min(grammar.last, last + _END_NEAR)))


_RELIEF = frozenset((
    "مساعدات", "مساعده", "معونات", "معونه", "اغاثيه", "اغاثه", "انسانيه", "غذاءيه", "طبيه", "اغذيه", "ادويه", "غذاء",
    "الهلال", "هلال", "صليب", "الامم", "امم", "امميه", "يونيسف", "يونيسيف", "دواء", "طحين", "خيام", "حصارها", "محاصرين",
    "محاصره", "محاصر",
))
_TEXT = 120  # tokens to either side


def _relief(grammar: Grammar, i: int, last: int) -> bool:
    tokens = grammar.context.tokens
    for t in range(max(0, i - _TEXT), min(len(tokens), last + _TEXT)):
        key = tokens[t].key
        if key in _RELIEF or key.removeprefix("و").removeprefix("ب").removeprefix("ال").removeprefix("لل") in _RELIEF:
            return True
    return False


_QUOTES = frozenset("«“\"”„'‘")
_VOICING = frozenset((
    "اعلن", "اعلنت", "اعلنوا", "اكد", "اكدت", "اكدوا", "ابدي", "ابدت", "ابدوا", "اعرب", "اعربت", "اعربوا",
    "جدد", "جددت", "مؤكدا", "مؤكده", "معلنا", "معربا", "مجددا", "مبديا",
))
_OWN = frozenset(("بلاده", "بلادها", "بلدهم", "حكومته", "حكومتها", "بلادنا"))
_TRUCES = (
    " الهدنات ", " هدنات ", " هدنه ", " الهدنه ", " بالهدنه ", " للهدنه ", "وقف اطلاق النار", " التهدئه ",
    "خفض التصعيد",
)


def _named(grammar: Grammar, i: int, last: int) -> bool:
    return last + 1 < grammar.last and grammar.token(last).word.form[:1] in _QUOTES


def _placed(grammar: Grammar, i: int, last: int) -> bool:
    return any(m.kind == "place" and m.pro in ("", "و") for t in range(last, min(grammar.last, last + 2))
               for m in grammar.starts(t))


def _its(grammar: Grammar, i: int, last: int) -> bool:
    if not grammar.key(i).endswith(("ه", "ها", "هما")) or not any(n.enclitic for n in grammar.sense(i).nouns):
        return False
    return any(m.kind == "place" for t in range(max(grammar.first, i - 16), i) for m in grammar.starts(t))


def _truce(grammar: Grammar, i: int, last: int) -> bool:
    return any(words in grammar.line for words in _TRUCES)


def _voiced(grammar: Grammar, i: int, last: int) -> bool:
    return any(grammar.key(t).lstrip("وف") in _VOICING for t in range(max(grammar.first, i - 14), i))


def _owned(grammar: Grammar, i: int, last: int) -> bool:
    return any(n.enclitic for n in grammar.sense(i).nouns) or (last < grammar.last and grammar.key(last) in _OWN)


_COUNTED = 4  # tokens between a word and the people whose number follows it


def _fallen(grammar: Grammar, i: int, last: int) -> bool:
    number = False
    for t in range(last, min(grammar.last, last + _COUNTED)):
        sense = grammar.sense(t)
        if sense.clitic or grammar.key(t) == "من":
            return False
        if "quantity" in sense.classes or any(m.kind == "figure" for m in grammar.starts(t)):
            number = True
        elif number and (sense.classes & {"civil", "fighter"} or grammar.key(t) in _ONE):
            return True
    return False


_ONE = frozenset(("شخصا", "شخص", "اشخاص", "عسكريا", "جنديا", "عنصرا", "مدنيا", "مقاتلا", "مسلحا", "شهيدا", "قتيلا"))


_BULLETS = frozenset(("برصاص", "برصاصه", "برصاصات", "بنيران", "بالرصاص"))


def _shot(grammar: Grammar, i: int, last: int) -> bool:
    if last >= grammar.last or not (grammar.sense(last).classes & {"civil", "fighter"} or grammar.key(last) in _ONE):
        return False
    return any(grammar.key(t) in _BULLETS for t in range(last + 1, min(grammar.last, last + 2 * _AHEAD)))


def _denied(grammar: Grammar, i: int, last: int) -> bool:
    return grammar.verb_at(i) is not None and grammar.clause(i).negative in ("not", "wont", "without")


_UNDER = frozenset(("خاضعه", "خاضعا", "خاضعين", "تحت", "بيد", "بايدي", "في"))
_GRIP = frozenset((
    "سيطره", "السيطره", "سيطرته", "سيطرتها", "سيطرتهم", "لسيطره", "لسيطرته", "لسيطرتها", "قبضه", "قبضته", "قبضتها",
    "يد", "ايدي", "بيد", "بايدي",
))


def _turned(grammar: Grammar, i: int, last: int) -> bool:
    if grammar.clause(i).kind == "rel":
        return False  # a state (المنطقة التي باتت تحت سيطرته)
    near, before = range(last, min(grammar.last, last + 4)), range(max(grammar.first, i - 4), i)
    if not any(grammar.key(t) in _GROUND or grammar.key(t) in _WHOLE or any(
            m.kind == "place" for m in grammar.starts(t)) for t in (*near, *before)):
        return False
    for t in range(last, min(grammar.last - 1, last + 2 * _AHEAD)):
        if grammar.token(t).word.form in ".؛؟!" or grammar.key(t) in _AREAS or grammar.key(t) in _OTHERWISE:
            return False
        if grammar.key(t) in _GRIP and (grammar.key(t)[0] in "بل" or grammar.key(t - 1) in _UNDER):
            return True
    return False


_WHOLE = frozenset(("كامل", "معظم", "جميع", "غالبيه", "كل", "اغلب", "مركز", "مناطق"))
_AREAS = frozenset(("المناطق", "الاراضي"))
_OTHERWISE = frozenset(("بعد", "قبل", "حيث", "بسبب", "قريبه", "قريبا", "وشيكه", "وشيكا", "مهدده", "جراء"))
_EDGES = frozenset((
    "مشارف", "ابواب", "تخوم", "اعتاب", "اطراف", "بعد", "مسافه", "مقربه", "مرمي", "مداخل",
))


def _brink(grammar: Grammar, i: int, last: int) -> bool:
    for t in range(last, min(grammar.last - 1, last + _AHEAD + 3)):
        if grammar.token(t).word.form in ".؛؟!" or grammar.verb_at(t) is not None:
            return False  # بات يتحصن على مداخل المدينة
        if grammar.key(t) in ("علي", "عند") and grammar.key(t + 1) in _EDGES:
            return True
    return False


def _person(grammar: Grammar, i: int, last: int) -> bool:
    kinds = grammar.context.kinds
    return any(m.kind == "actor" and kinds.get(m.ref) == "person" for t in (
        *range(max(grammar.first, i - _BEHIND), i), *range(last, min(grammar.last, last + 4))
    ) for m in grammar.starts(t))


def _visited(grammar: Grammar, i: int, last: int) -> bool:
    for t in range(last, min(grammar.last, last + _AHEAD)):
        if grammar.token(t).word.kind == "punct":
            return False
        if any(m.kind == "place" and (t < last + 3 or grammar.context.kinds.get(m.ref) == "country")
               for m in grammar.starts(t)):
            return True
    return False


_FLED = frozenset((
    "نازح", "نازحا", "نازحين", "نازحون", "النازحون", "النازحين", "نازحه", "النازحه", "لاجئ", "لاجيء", "لاجئا", "لاجئين",
    "لاجئون", "اللاجئين", "اللاجئون", "مهجر", "مهجرا", "مهجرين", "مهجرون", "المهجرين", "المهجرون",
    "مهجري", "نازحي", "لاجئي",
))
_FAMILIES = frozenset((
    "عائله", "عائلات", "العائلات", "اسره", "اسر", "الاسر", "موجه", "موجات", "دفعه", "دفعات", "اعداد", "من",
))


def _refugees(grammar: Grammar, i: int, last: int) -> bool:
    if last < grammar.last and grammar.key(last) == "عدد":
        return False  # a sum, and no arrival
    counted = grammar.verb_at(i) is not None  # وصول اللاجئين alone tells no time
    for t in range(last, min(grammar.last, last + 6)):
        key = grammar.key(t)
        if key in _BATCHES:
            continue
        if key in _FLED:
            return counted
        counted = True
        if not (key in _FAMILIES or "quantity" in grammar.sense(t).classes or grammar.token(t).word.kind == "num"
                or any(m.kind == "figure" for m in grammar.starts(t)) or (
                    (m := grammar.inside.get(t)) is not None and m.kind == "figure")):
            return False
    return False


_BATCHES = frozenset((  # the batch of them that arrives (وصلت الدفعة الثانية من مهجري X)
    "دفعه", "الدفعه", "قافله", "القافله", "الاولي", "الثانيه", "الثالثه", "الرابعه", "الخامسه", "السادسه", "الاخيره",
    "جديده", "من",
))
_TO = 24  # tokens behind a call in which what it calls for begins


def _bound(grammar: Grammar, i: int, last: int) -> bool:
    if grammar.verb_at(i) is None or (grammar.key(i)[:1] == "ي" and grammar.key(i) in ("يدعي", "تدعي")):
        return False
    for t in range(last, min(grammar.last, last + _TO)):
        key = grammar.key(t)
        if key == "الي":
            return True
        if grammar.token(t).word.form in ".؛؟!" or grammar.verb_at(t) is not None:
            return False
        if key.startswith("ل") and any(n.part == "masdar" and n.pro.endswith("ل") for n in grammar.sense(t).nouns):
            return True
    return False


def _obliged(grammar: Grammar, i: int, last: int) -> bool:
    kinds = grammar.context.kinds
    on = last < grammar.last and grammar.key(last) == "علي"
    return any(m.kind == "actor" and kinds.get(m.ref) != "person" and (on or m.pro.endswith("ل"))
               for t in range(last + on, min(grammar.last, last + on + 3)) for m in grammar.starts(t))


_DONE = frozenset(("نفذ", "نفذت", "نفذوا", "تنفيذ", "ينفذ", "تنفذ", "شن", "شنت", "شنوا", "بتنفيذ", "نفذتها", "تنفذها"))


def _done(grammar: Grammar, i: int, last: int) -> bool:
    return any(grammar.key(t).lstrip("وف") in _DONE for t in range(max(grammar.first, i - 2 * _BEHIND), i))


def _against(grammar: Grammar, i: int, last: int) -> bool:
    kinds = grammar.context.kinds
    for t in range(last, min(grammar.last - 1, last + _AHEAD)):
        if grammar.key(t) == "ضد":
            return any(m.kind == "actor" and kinds.get(m.ref) in _POWERS for k in range(t + 1, min(grammar.last, t + 4))
                       for m in grammar.starts(k))
    return False


_DEADLY = (
    "قصف", "غار", "انفجار", "تفجير", "اشتباك", "معارك", "المعارك", "هجوم", "هجم", "متاثر", "جراح", "تحت التعذيب",
    "لغم", "الغام", "رصاص", "قناص", "قنص", "نيران", "غرقا", "كمين", "مجزره", "صاروخ", "قذيفه", "قذائف", "مواجهات",
    "اغتيال", "تعذيب", "استهداف", "عمليه", "مفخخ", "حصار", "جوعا", "زلزال", "المعتقل", "سجون", "براميل", "ضربه",
    "ضربات", "القتال",
)


def _perished(grammar: Grammar, i: int, last: int) -> bool:
    """People who perished; what the verb also means (spent a time, ruled, "put an end to") has none beside it."""
    if last >= grammar.last or grammar.key(last) in ("علي", "عليه", "عليها", "عليهم") or any(
            m.kind == "time" for m in grammar.starts(last)):
        return False
    stop = min(grammar.last, last + _COUNTED)
    people = any(grammar.sense(t).classes & {"civil", "fighter", "person"} or grammar.key(t) in _HEADS
                 for t in range(last, stop)) or any(
        grammar.sense(t).classes & {"civil", "fighter", "person"} or grammar.key(t).startswith("الذين")
        for t in range(max(grammar.first, i - 3), i))
    if not people and grammar.key(i)[-2:] != "وا" and not grammar.starts(last):
        return False
    if _fallen(grammar, i, last):
        return True
    line = " ".join(grammar.key(t) for t in range(max(grammar.first, i - 4), min(grammar.last, last + 3 * _AHEAD)))
    return any(f" {word}" in f" {line}" or f"ب{word}" in line or f"ال{word}" in line for word in _DEADLY)


_TESTS = {
    "force": _force, "people": _people, "civil": _civil, "held": _held, "spot": _spot, "ground": _ground,
    "from": _from, "begun": _begun, "power": _power, "area": _area, "trucks": _trucks, "named": _named,
    "relief": _relief, "ended": _ended,
    "placed": _placed, "its": _its, "truce": _truce, "voiced": _voiced, "turned": _turned, "brink": _brink,
    "person": _person, "visited": _visited, "refugees": _refugees, "perished": _perished, "bound": _bound,
    "against": _against, "done": _done, "obliged": _obliged, "owned": _owned, "fallen": _fallen, "shot": _shot,
    "denied": _denied,
}
