"""Status from grammar: negation, future, hedges, conditions, plans, calls, and what light verbs say."""

from __future__ import annotations

from maydan.reading.clauses import Arg, Clause, Grammar
from maydan.reading.events.spot import Draft

_REPORTED = {"ورد:I", "سجل:II", "ذكر:I", "وقع:I", "حدث:I", "حصل:I", "شهد:I", "صوب:IV", "سفر:IV", "ءدي:II"}
_TAKES_LAM = {"cause", "undergo", "plan", "foil", "call", "effect", "allow", "expect", "phase", "accompany"}
_ACT_KINDS = {"support", "happen", "cause", "undergo", "see", "phase", "stop", "achieve", "claim", "assist"}


def set_status(draft: Draft) -> None:
    """Set ``draft.status``, and ``draft.dropped`` where the words state a goal and no act."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    status = ""
    if draft.before in ("without", "not", "wont") or (
            draft.part == "masdar" and (_unheard_of(draft) or _rumoured(draft))) or (
            draft.part == "verb" and _said_not_to_be(draft)):
        draft.status = "denied"
        return
    for light in draft.chain:
        kind, fixed = light.row.kind, light.row.status
        if kind == "fail" and draft.row.frame == "attack":  # an assault that failed was made
            status = status or "happened"
        elif kind in ("deny", "prevent", "fail"):
            status = "denied"
        elif kind in ("plan", "threat"):
            status = status or "planned"
        elif kind == "call":
            status = status or "called-for"
        elif kind == "expect":
            status = status or "forecast"
        elif kind in ("phase", "attempt") and (fixed == "ongoing" or (light.verb and _present(grammar, light.at))):
            status = status or "ongoing"
        elif kind == "stop" and not fixed:
            draft.dropped = "stopped"
        elif kind == "foil":
            status = status or "happened"
        elif kind == "aim" and light.verb and draft.row.frame == "seize":
            status = status or "planned"  # what is aimed at is not held yet
        if light.verb:
            verbal = _verb_status(grammar, grammar.clause(light.at), draft)
            if kind == "doubt" and verbal == "denied":
                verbal = "forecast"  # not ruled out
            elif kind == "doubt" and not status and verbal in ("", "happened", "ongoing"):
                status = "denied"  # ruled out
                continue
            if verbal in ("denied", "forecast", "planned", "conditional"):
                status = verbal if status != "denied" else ("happened" if verbal == "denied" else status)
            elif verbal == "ongoing" and kind in _ACT_KINDS:
                status = status or "ongoing"
    if draft.part == "verb":
        verbal = _verb_status(grammar, clause, draft)
        status = (
            status if status in ("denied", "planned", "called-for") else (verbal if verbal != "happened" else status)
        )
        if draft.row.frame == "oblige":
            status = "happened"  # he says so; what ought to be done has not happened
        elif status in ("", "forecast", "planned", "ongoing") and _ought(grammar, clause):
            status = "called-for"
    elif not any(light.verb for light in draft.chain) and clause.kind in ("if", "else", "unless"):
        status = "conditional"
    if (
        not status
        and draft.part != "verb"
        and clause.negative in ("not", "without")
        and 0 <= clause.verb < draft.at
        and (clause.reading is not None and clause.reading.form.verb in _REPORTED)
    ):
        status = "denied"
    if draft.part == "masdar" and not draft.chain and _obliged(draft):
        status = status or "called-for"
    if draft.part == "masdar" and status in ("", "happened", "ongoing"):
        status = _would_mean(draft) or status
    carried = any(c.row.kind in _TAKES_LAM or (c.row.kind == "support" and not c.verb) for c in draft.chain)
    if draft.before in ("aim", "pretext", "try") or (draft.before == "ل" and not carried and not _blamed(draft)):
        draft.dropped = "goal"
    if draft.part == "masdar" and draft.at > grammar.first and grammar.key(draft.at - 1) in _EASING:
        draft.dropped = "goal"
    if draft.before == "ل" and draft.at > grammar.first and grammar.bare_key(draft.at - 1) in _MADE_FOR:
        draft.dropped = "goal"  # عبوات معدة للتفجير
    if draft.before == "aim" and draft.type in _DEADLY:
        status = status or "planned"
    if draft.before == "مقابل" and not status and draft.row.frame in _EXCHANGED:
        status = "conditional"  # ضمان الهدنة مقابل انسحاب X
    if draft.before == "prepare":
        status = "planned"
        draft.dropped = ""
    if not status and draft.part == "masdar":
        status = _going_on(draft) or _maybe(draft) or _yet_to_begin(draft) or _likely(draft)
    if status in ("", "happened") and _habitual(grammar, clause):
        status = "ongoing"
    if status == "denied" and draft.part == "verb" and draft.row.word in _DENIED_IS_NO:
        draft.type, status = "reject", "happened"
    if draft.part == "masdar" and status != "denied" and draft.at > grammar.first and grammar.key(draft.at - 1) == "اي":
        draft.dropped = "any"  # سترد على أي خرق للهدنة
    draft.status = status or "happened"


_EXCHANGED = frozenset(("move", "exit", "leave", "handover", "breaksiege", "evacuate"))  # what is given in return
_BLAME = frozenset((
    "ادانه", "استنكار", "شجب", "تنديد", "رفض", "استهجان", "ندد", "اسف", "حصيله", "نتيجه", "اوليه", "تعرض", "ردا",
    "استياء",
))
_ITS_WHICH = frozenset(("الذي", "التي", "اللذين", "اللتين", "الاخيره", "الاخير"))
_WHICH_NEAR = 5  # tokens


def _blamed(draft: Draft) -> bool:
    """Whether "ل" joins an attack to what is said of it, and it is no goal (إدانته للتفجير الذي استهدف X)."""
    if draft.part != "masdar" or draft.type not in _ATTACKS or draft.noun is None:
        return False
    grammar = draft.grammar
    if draft.at > grammar.first and _BLAME & {grammar.bare_key(draft.at - 1), _bare(grammar.key(draft.at - 1))}:
        return True
    return draft.noun.article and any(
        grammar.key(t) in _ITS_WHICH for t in range(draft.last, min(grammar.last, draft.last + _WHICH_NEAR)))


def _bare(key: str) -> str:
    """A word without what is joined to it (إدانتها، استنكارهم)."""
    for end in ("هما", "هم", "ها", "ه"):
        if key.endswith(end) and len(key) > len(end) + 2:
            stem = key.removesuffix(end)
            return (stem.removesuffix("ت") + "ه" if stem.endswith("ت") else stem).removeprefix("ال")
    return key.removeprefix("ال")


_ATTACKS = frozenset(("bombing", "airstrike", "missile-strike", "shelling", "fire", "offensive", "chemical-attack"))
_DEADLY = frozenset(("bombing", "airstrike", "missile-strike", "shelling", "fire", "offensive"))
_MADE_FOR = frozenset(("معد", "معده", "معدين", "جاهز", "جاهزه", "مجهز", "مجهزه", "مهيا", "مهياه"))
_EASING = frozenset((  # what is done for the sake of an act that is none yet (لتسهيل السيطرة)
    "لتسهيل", "لضمان", "لتجنب", "لتفادي", "لتبرير", "تبرير", "لتمهيد", "لتامين",
))
_DENIED_IS_NO = frozenset(("أيد", "لم يقبل", "وافق"))  # who will not support or accept refuses


def _would_mean(draft: Draft) -> str:
    """ "conditional" for an act of which is told what it would mean, and "forecast" for what that would be (أخذ A سيعني
    قطع الإمداد)."""
    grammar = draft.grammar
    for t in range(draft.last, min(grammar.last, draft.last + _MEANING)):
        if grammar.token(t).word.kind == "punct":
            break
        if grammar.key(t) in _MEANS:
            return "conditional"
        if grammar.verb_at(t) is not None:
            break
    before = draft.at - 1
    return "forecast" if before > grammar.first and grammar.key(before) in _MEANS else ""


_MEANS = frozenset(("سيعني", "ستعني"))
_MEANING = 10  # tokens from an act to what it would mean


def _yet_to_begin(draft: Draft) -> str:
    """ "planned" for an act whose beginning or doing is what something is meant for (لبدء عملية عسكرية)."""
    light = draft.chain[-1] if draft.chain else None
    if light is None or light.verb or light.row.kind not in ("phase", "support"):
        return ""
    if any(reading.enclitic for reading in draft.grammar.sense(light.at).nouns):
        return ""  # لقيامها باعتقال X: what somebody is blamed for was done
    clitic = draft.grammar.sense(light.at).clitic
    before = draft.grammar.key(light.at - 1) if light.at > draft.grammar.first else ""
    return "planned" if clitic == "ل" and before not in ("بالاضافه", "اضافه", "نتيجه", "ادي", "ادت") else ""


_HABITS = (
    " بشكل شبه يومي ", " بشكل يومي ", " بشكل متكرر ", " بشكل مستمر ", " بين الحين والاخر ", " بين الفينه والاخري ",
    " دائما ", " ودائما ", " غالبا ", " وغالبا ", " باستمرار ", " عاده ", " شبه يوميه ", " شبه اليوميه ", " كل يوم ",
    " يوميا ",
)


def _habitual(grammar: Grammar, clause: Clause) -> bool:
    """Whether a sentence says that things happen again and again, by a present verb above the act."""
    reading = clause.reading or next((c.reading for c in grammar.clauses if c.reading is not None), None)
    if reading is None or reading.form.tense not in ("present", "jussive") or reading.future:
        return False
    line = grammar.line
    return any(words in line for words in _HABITS)


_LASTING = frozenset((
    "مستمر", "مستمره", "متواصل", "متواصله", "دائر", "دائره", "جاريه", "يومي", "يوميه", "متكرر", "متكرره",
))


def _going_on(draft: Draft) -> str:
    """ "ongoing" where an adjective says that an act lasts (القصف المتواصل)."""
    grammar = draft.grammar
    for t in range(draft.last, min(draft.last + 3, grammar.last)):
        if grammar.bare_key(t) in _LASTING:
            return "ongoing"
        if grammar.token(t).word.kind != "ar" or grammar.starts(t):
            break
    return ""


def _maybe(draft: Draft) -> str:
    """ "forecast" for an act without article that a verb behind قد or ربما may bring (قد تتضمن حملة)."""
    clause = draft.grammar.clauses[draft.clause]
    reading = clause.reading
    if reading is None or draft.chain or draft.noun is None or draft.noun.article or draft.noun.enclitic:
        return ""
    unsure = clause.particle in ("qad", "maybe") and reading.form.tense in ("present", "jussive")
    return "forecast" if unsure and 0 <= clause.verb < draft.at else ""


_LIKELY = frozenset(("محتمل", "محتمله", "وشيك", "وشيكه", "متوقع", "متوقعه", "مرتقب", "مرتقبه"))


def _likely(draft: Draft) -> str:
    """ "forecast" for an act that an adjective right behind it calls likely or imminent (هجوم محتمل)."""
    grammar = draft.grammar
    return "forecast" if any(
        grammar.bare_key(t).removeprefix("ال") in _LIKELY
        for t in range(draft.last, min(grammar.last, draft.last + _ADJECTIVES))) else ""


_ADJECTIVES = 2  # tokens behind an act among which an adjective tells of it

_NOT = frozenset(("دون", "بدون", "لم", "ولم", "لا", "ولا", "عدم", "وعدم", "بعدم", "بلا"))
_NEWS = frozenset((  # words between a negation and the harm of which nothing is heard
    "ورود", "ترد", "يرد", "وردت", "تسجيل", "تسجل", "يسجل", "وقوع", "سقوط", "حدوث", "وجود", "تحدث", "تقع",
    "تسفر", "يسفر", "تؤد", "يؤد", "معرفه", "انباء", "معلومات", "معلومه", "تفاصيل", "تقارير", "عن", "في", "الي",
    "اي", "او", "حجم", "حول", "توفر", "تتوفر", "ذكر", "تذكر", "يبلغ", "الابلاغ", "اعلان", "اضرار", "خسائر",
    "اصابات", "ضحايا", "قتلي", "ماديه", "بشريه", "وقوعها", "جديده", "اخري", "مؤكده", "دقيقه", "مزيد", "من",
    "تسببه", "تسبب", "يسبب", "ان", "ذلك",
))
_HARMED = frozenset(("harm", "harmnoun", "wound", "damage", "destroy", "massacre"))
_HEARD = 8  # tokens


def _unheard_of(draft: Draft) -> bool:
    """Whether harm is told as not reported (دون ورود أنباء عن إصابات، ولم تسجل خسائر)."""
    if draft.row.frame not in _HARMED:
        return False
    grammar = draft.grammar
    for t in range(draft.at - 1, max(grammar.first - 1, draft.at - _HEARD), -1):
        key = grammar.key(t)
        if key in _NOT:
            return True
        plain = key[1:] if len(key) > 3 and key[0] in "وب" else key
        if key not in _NEWS and plain not in _NEWS:
            return False
    return False


_RUMOURS = frozenset(("الانباء", "انباء", "الاخبار", "اخبار", "الشاءعات", "الشائعات", "شائعات", "المعلومات", "معلومات",
                      "التقارير", "تقارير", "تردد", "اشيع", "الادعاءات", "ادعاءات", "المزاعم", "مزاعم"))
_DENYING = frozenset(("نفي", "نفت", "نفوا", "ينفي", "تنفي", "نافيا", "نافيه", "كذب", "كذبت", "فند", "فندت", "دحض"))
_RUMOUR_BACK = 7  # tokens between a rumour and the act it tells of, and between its denial and it


def _rumoured(draft: Draft) -> bool:
    """Whether an act is only what a denied rumour tells (نفت الوزارة الأنباء التي تحدثت عن اعتقال ...)."""
    grammar = draft.grammar
    for t in range(draft.at - 1, max(grammar.first - 1, draft.at - _RUMOUR_BACK), -1):
        if grammar.key(t) in _RUMOURS:
            return any(grammar.key(k).removeprefix("و") in _DENYING
                       for k in range(max(grammar.first, t - _RUMOUR_BACK), t))
    return False


_BE = frozenset(("تكون", "يكون", "يكونوا", "تكن"))
_THAT_BACK, _DENY_BACK = 5, 7  # tokens from an act back to "that", and from there to what denies it


def _said_not_to_be(draft: Draft) -> bool:
    """Whether somebody denies that an act took place (نفت دمشق أن تكون قواتها قصفت ...)."""
    grammar = draft.grammar
    if grammar.sense(draft.at).conj:
        return False
    for t in range(draft.at - 1, max(grammar.first - 1, draft.at - _THAT_BACK - 1), -1):
        if grammar.key(t) in _BE and t > grammar.first and grammar.key(t - 1) in ("ان", "بان"):
            return any(grammar.key(k).removeprefix("و") in _DENYING
                       for k in range(max(grammar.first, t - 1 - _DENY_BACK), t - 1))
    return False


_OUGHT = frozenset(("يجب", "ينبغي", "يتعين", "يتوجب", "وجب", "يلزم"))


def _ought(grammar: Grammar, clause: Clause) -> bool:
    """Whether a clause behind "that" hangs on a verb of obligation, or on a party behind "on" (على تركيا أن تنسحب)."""
    if clause.kind != "that" or clause.parent < 0:
        return False
    above = grammar.clauses[clause.parent]
    if above.verb >= 0:
        return grammar.key(above.verb).lstrip("وف") in _OUGHT and clause.start - above.verb <= 8
    mark = grammar.markers.get(above.start)
    return mark is not None and mark[0].name == "على" and any(
        m.kind == "actor" and m.last == clause.start for m in grammar.starts(above.start + 1))


def _obliged(draft: Draft) -> bool:
    """Whether a verbal noun is what somebody ought to do (على الهيئة مغادرة المفاوضات); that party is the doer."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    if not draft.chain and 0 <= clause.verb < draft.at and grammar.key(clause.verb).lstrip("وف") in _OUGHT:
        return True
    mark = grammar.markers.get(clause.start)
    if mark is None or mark[0].name != "على" or clause.verb >= 0:
        return False
    for m in grammar.starts(clause.start + 1):
        if m.kind == "actor" and m.last == draft.at:
            draft.who = draft.who or [Arg("على", "", m, m.first, m.last)]
            return True
    return False


def _present(grammar: Grammar, i: int) -> bool:
    reading = grammar.clause(i).reading
    return reading is not None and reading.form.tense in ("present", "jussive") and not reading.form.passive


def _verb_status(grammar: Grammar, clause: Clause, draft: Draft) -> str:
    """Status that the finite verb of a clause gives by its tense and the particles before it."""
    reading = clause.reading
    if reading is None:
        return ""
    if clause.kind in ("if", "else", "unless"):
        return "conditional"
    if clause.negative == "wont":
        return "denied"
    if clause.negative in ("not", "without"):
        return "denied"
    if reading.future or clause.particle == "will":
        certain = draft.who or reading.form.person in ("1s", "1p") or any(c.row.kind == "happen" for c in draft.chain)
        return "planned" if certain else "forecast"
    if clause.kind in (
        "when",
        "before",
        "for",
        "where",
        "main",
        "join",
        "asyndetic",
        "rel",
        "while",
        "also",
        "that",
        "but",
        "result",
        "then",
        "source",
        "as",
        "because",
        "until",
    ) and reading.form.tense in ("present", "jussive"):
        if clause.particle in ("qad", "maybe"):
            return "forecast"
        if clause.kind in ("before", "until") and reading.form.tense != "past":
            return "happened"
        if _past_auxiliary(grammar, clause):
            return "happened"
        if clause.kind == "that":
            return _after_that(grammar, clause)
        return "ongoing"
    return "happened"


def _after_that(grammar: Grammar, clause: Clause) -> str:
    """Status of a present verb behind أن/إن: what the verb before asks for, hopes or expects."""
    opener = grammar.key(clause.start - 1) if clause.start > grammar.first else ""
    if opener != "ان" or clause.verb != clause.start:
        return "ongoing"
    if clause.start - 2 >= grammar.first and grammar.bare_key(clause.start - 2) in _WITHOUT:
        return "denied"  # دون أن تقع اشتباكات
    return "forecast"


_WITHOUT = frozenset(("دون", "بدون"))


def _past_auxiliary(grammar: Grammar, clause: Clause) -> bool:
    start = max(clause.start, clause.verb - 6)
    return any(grammar.key(j) in _WAS for j in range(start, clause.verb))


_WAS = {"كان", "كانت", "كانوا", "وكان", "وكانت", "وكانوا", "كانا", "كانتا"}
