"""Holdings that events bring: a capture takes, a siege encircles, an attempt to take contests."""

from __future__ import annotations

import msgspec

from maydan.arabic.fold import fold
from maydan.arabic.tokens import Token
from maydan.reading.context import Context, Mention
from maydan.reading.events.rows import event_lexicon
from maydan.reading.holdings.chart import EXCEPT, Chart
from maydan.reading.holdings.entering import enters
from maydan.reading.holdings.former import last_holder, measured
from maydan.reading.holdings.make import kinds_of
from maydan.records import Event, Holding
from maydan.records.statements import Why

_CHANGE = {
    "capture": "takes", "recapture": "takes", "siege": "encircles", "siege-broken": "breaks-siege",
}
_TURNED = "بات تحت السيطرة"
_LEAVES = ("تندحر", "يندحر", "تنسحب", "ينسحب", "تتراجع", "يتراجع", "تغادر", "يغادر", "تنسحبون", "ينسحبون")
_LEAVING = frozenset(("withdraw", "retreat"))
_WAYS = frozenset(("من", "نحو", "الي", "باتجاه", "صوب", "في"))
_WATER = frozenset(("river",))
_WIDE = frozenset(("country", "countryside", "border", "river", "corridor"))
_HOLDERS = frozenset(("armed-group", "alliance", "state"))
_HOLD_NOTHING = frozenset(("media", "civilian"))
_AGENT = frozenset(("قبل", "جانب"))  # من قبل, من جانب
_TRYING = frozenset((  # words that leave open whether the act behind them was done
    "محاوله", "محاولات", "يستهدف", "تستهدف", "بمحاوله", "لمحاوله", "حاول", "حاولت", "حاولوا", "يحاول", "تحاول",
    "يحاولون", "يسعي", "تسعي", "يسعون", "سعي", "سعيا", "سعيها", "سعيه", "مساعي", "لمحاولاتها", "محاولتها", "محاولته",
    "محاولتهم",
))
_AIMING = frozenset(("بهدف", "هدف", "الهدف", "هدفها", "هدفه", "اجل", "بغيه", "سبيل"))  # what an operation is for
_STRUGGLES = ("معارك", "اشتباك", "تتقاتل", "يتقاتل", "قتال", "مواجه", "تتنافس", "يتنافس", "صراع", "تتصارع")
_TRIES = ("حاول", "يحاول", "تحاول", "محاول", "سعي", "يسعي", "تسعي", "يسعون", "مساعي")
_STILL_HAS = ("استمر", "يستمر", "تستمر", "مستمر", "مواصل", "واصل", "يواصل", "تواصل", "بقاء", "ابقاء")
_STILL_BACK = 3
_AREAS = frozenset(("مواقع", "مناطق", "المناطق", "منطقه", "نقاط", "لمواقع", "لمناطق", "بمناطق", "ومواقع", "ومناطق",
                    "مساحه", "رقعه", "خارطه", "خريطه", "تحت", "نطاق", "دائره"))
_CONTROL = frozenset(("سيطره", "سيطرته", "سيطرتها", "سيطرتهم"))
_BESIDE = frozenset((  # words by which a place only tells where the thing taken lies, or what it leads to
    "القريب", "القريبه", "المجاور", "المجاوره", "المطل", "المطله", "المحاذي", "المحاذيه", "المؤدي", "المؤديه", "الرابط",
    "الرابطه", "الواصل", "الواصله", "المتحكم", "المتحكمه", "المشرف", "المشرفه", "المتاخم", "المتاخمه", "يربط", "تربط",
    "تصل", "يصل", "تمتد", "يمتد", "يؤدي", "تؤدي", "تفصل", "يفصل", "يطل", "تطل", "قرب", "بالقرب", "المحيط", "المحيطه",
    "مقربه", "مشارف", "بمحاذاه", "باتجاه", "صوب",
))
_DIVIDED = frozenset(("تتقاسم", "يتقاسم", "تقاسم", "يتقاسمان", "تتقاسمان", "تقاسمت", "وتتقاسم"))
_MEANS = frozenset(("تعني", "يعني", "تفتح", "ستفتح", "ستعني", "ستمكن", "ستسمح", "تتيح", "ستتيح", "تمثل", "ستمثل",
                    "كافيه", "كفيله"))
_BUILDINGS = frozenset((
    "جامعه", "الجامعه", "مبني", "المبني", "مباني", "مستشفي", "مشفي", "مدرسه", "فندق", "مصنع", "معمل", "مجمع", "مسجد",
    "جامع", "ملعب", "سوق", "حديقه", "محطه", "محكمه", "كليه", "مكتب", "مكاتب", "بنك", "مصرف", "سجن", "نقطه", "نقاط",
    "انتاج", "طن", "القمح", "قمح", "النفط", "اسلحه", "ذخائر", "اموال", "مبلغ", "دبابات", "شاحنات", "عربات", "مخازن",
    "مستودع", "مستودعات", "سيارات", "اليات", "معدات", "مقطع",
    "اجزاء", "جزء", "قرية", "قريه", "قري", "مزارع", "مزرعه", "منزل", "منازل", "شارع", "شوارع",
))
_ON_IT = frozenset(("عليها", "عليه", "عليهما", "منها", "منه", "فيها"))
_APPROACH = frozenset(("نحو", "اتجاه", "تخوم", "اطراف", "ابواب", "مداخل"))
_INSIDE = frozenset(("في", "بضواحي", "بريف", "بمحيط", "داخل", "ضمن"))
_MEANWHILE = frozenset(("وسط", "فيما", "بينما", "حيث", "عقب", "اثر", "تمهيدا", "بهدف", "بالتزامن"))
_LONG = 5  # letters
_SEVERAL = frozenset(("الاحياء", "احياء", "القري", "قري", "البلدات", "بلدات", "المواقع", "مواقع", "المناطق", "مناطق",
                      "مدن", "المدن", "النقاط", "نقاط"))
_NAMED = 25  # tokens between them and the names of some
_LOST = frozenset(("فقد", "فقدت", "فقدوا", "فقدان", "خسر", "خسرت", "خساره"))
_EXPELLING = ("طرد", "دحر", "اخراج")
_LOSING = ("خسر", "خسار", "فقد")
_GAINING = frozenset(("لصالح", "لمصلحه", "امام", "الي", "بيد", "يد"))
_SUBJECT = 25  # tokens between who drives others out and the verb
_FROM_IT = frozenset(("منها", "منه", "منهما"))
_FROM = frozenset(("from", "من"))
_OF_IT = ("ها", "ه", "هما")
_PAST = frozenset(("كان", "كانت", "كانتا", "كانوا", "قام", "قامت"))
_YET = frozenset(("يتبقي", "تعتزم", "يعتزم", "تنوي", "ينوي", "استعدت", "تستعد", "يستعد", "ينتظر", "تنتظر",
                  "بانتظار", "انتظار"))  # it is still to be done
_SOON = frozenset(("قريبا", "وشيكا", "قريب", "وشيك", "اقترب"))
_SOON_REACH = 4  # tokens behind the act and its place
_BATTLE = frozenset(("معركه", "معارك", "عمليه", "عمليات", "حمله", "هجوم", "خطه", "ساعه", "قرب", "اقتراب", "بدء"))
_WON = ("نجح", "تمكن", "استطاع", "ادي", "ادت", "اسفر", "انته", "اكمل", "اتم", "افض")  # what came of it is told
_TRYING_BACK = 7
_STRUGGLED = 12  # tokens between a struggle and what it is for
_SLOTS = {"who": "holder", "where": "place", "whom": "from", "when": "when", "status": "status"}
_KEPT = {"whom": "holder", "where": "place"}  # of ground that is still to be taken: its holder is the one acted on


def _tried(event: Event) -> str | None:
    """ "takes" for an offensive that is told as an attempt to take."""
    row = event_lexicon().by_row.get(event.rule.partition(":")[2]) if event.type == "offensive" else None
    return "takes" if row is not None and row.type in ("capture", "recapture") else None


class Changes:
    """Turns the events of one document into holdings."""

    def __init__(self, context: Context, chart: Chart) -> None:
        self.chart = chart
        self.actors = {m.start: m for m in chart.actors}
        self.tokens = context.starts if context.events else {}
        self.kinds = kinds_of(context)
        self.places = {p.name_en: p.kind for p in context.places}
        self.last: tuple[int, list[str]] = (-9, [])

    def of(self, event: Event) -> list[Holding]:
        """The holdings that one event states, one for each doer and place."""
        if event.type in _LEAVING:
            return self._left(event)
        change = _CHANGE.get(event.type) or _tried(event)
        if change is None and enters(self.chart.context, event, self.tokens):
            change = "takes"
        if change is None:
            return []
        if event.rule.endswith(_TURNED) or fold(event.trigger).removeprefix("ال").startswith("مسيطر"):
            return []  # read as a state
        if change == "takes" and fold(event.trigger) in _CONTROL and any(
                t.key in _AREAS for t in self._before(event, 1)):
            return []  # the areas under somebody's control, a state
        if event.status == "denied" or (change == "takes" and measured(self.chart.context, event, self.tokens)):
            return []
        if change == "encircles" and fold(event.trigger).removeprefix("ال").startswith("محاصر") and not _AGENT & set(
                fold(event.quote).split()):
            return []  # "the besieged town" tells no besieger
        if change == "encircles" and any(w.slot == "whom" for w in event.why) and not any(
                w.slot == "where" for w in event.why):
            return []  # people are surrounded, and not a place
        if change == "takes" and (gone := self._gone(event)) is not None:
            return gone
        status = event.status
        tried = change == "takes" and self._attempted(event)
        aimed = change == "takes" and not tried and any(t.key in _AIMING for t in self._before(event, _TRYING_BACK))
        if change == "breaks-siege" and fold(event.trigger).startswith("ل"):
            status = "planned" if status in ("happened", "ongoing") else status  # معركة لفك الحصار
        if change == "takes" and (self._soon(event) or any(
                t.key in _YET for t in self._before(event, _TRYING_BACK))):
            status = "planned" if status in ("happened", "ongoing") else status
        meant = change == "takes" and (tried or aimed or status in ("planned", "called-for") or self._meant(event))
        if meant:
            told = self._taken_from(event)
            losers = [w for w in event.whom if self.kinds.get(w) not in _HOLD_NOTHING and w not in event.who
                      and (w in told or not (tried or aimed))]
            if losers:
                return self._records(event, "holds", "ongoing", losers, None, "still")
            if not (tried or aimed) and (status == "happened" or event.type == "capture"):
                return []
        if tried and (status in ("ongoing", "happened") or (status == "planned" and self._tries(event))):
            if len(event.who) > 1:
                return []
            change, status = "contests", "ongoing"
        elif aimed:
            status = "planned" if status in ("happened", "ongoing") else status
        elif change == "takes" and fold(event.trigger).removeprefix("ال").startswith("سيطر") and any(
                t.key.lstrip("و").startswith(_STILL_HAS) for t in self._before(event, _STILL_BACK)):
            change, status = "holds", "ongoing" if status == "happened" else status
        elif change == "takes" and status == "ongoing":
            if "خسر" in fold(event.trigger):
                return []  # what others lose
            change = "holds"  # the present tense tells a state
        if event.type == "siege" and status == "happened" and not any(
                t.key.lstrip("و") in _PAST for t in self._before(event, 5)):
            status = "ongoing"
        former = next((w for w in event.whom if w != "civilians" and w not in event.who), None)
        if change == "takes" and self._supposed(event):
            return []
        if former is None and change == "takes":
            former = last_holder(self.chart.context, self.chart, event, self.tokens)
        if change not in ("takes", "breaks-siege"):
            former = None
        holders = self._holders(event) or (self._gone_on(event) if change == "takes" and status == "happened" else [])
        if change == "takes" and status == "happened" and holders:
            self.last = (event.sentence, holders)
        if former is not None and former in self._joined(event):
            holders, former = [*holders, former], None  # one who took it too, read as who lost it
        if change == "takes" and status == "happened" and not holders and former is not None and (
                event.trigger.endswith(_OF_IT) and any(w.slot == "whom" and w.reason in _FROM for w in event.why)):
            return self._records(event, "loses", status, [former], None, "freed")  # by whom is not told
        return self._records(event, change, status, holders, former, event.type)

    def _gone(self, event: Event) -> list[Holding] | None:
        """What losing and driving out tell where nobody is named who took the ground: its holder has it no more."""
        tokens, at = self.chart.context.tokens, self.tokens.get(event.trigger_start)
        if at is None:
            return None
        key = fold(event.trigger).removeprefix("ال")
        sentence = self.chart.context.sentences[event.sentence]
        if key.lstrip("ويت").startswith(_LOSING):
            behind = [self.actors[w.start] for w in event.why if w.slot == "who" and w.start in self.actors]
            if any(m.first > at and (m.pro.endswith("ل") or tokens[m.first - 1].key in _GAINING) for m in behind):
                return None
            return []  # read as a turn
        if key.lstrip("يتو").startswith(_EXPELLING):
            out_of_it = at + 1 < sentence.last and tokens[at + 1].key in _FROM_IT
            driven = self.chart.actor_after(at + 1 + out_of_it, sentence, 1)
            whom = self.chart.actor_after(driven.last, sentence, 0) if driven is not None else None
            out_of_it = out_of_it or (driven is not None and driven.last < sentence.last and (
                tokens[driven.last].key in _FROM_IT or tokens[driven.last].key == "من"))
            if driven is None or not (out_of_it or event.rule.startswith("masdar:")) or driven.pro or (
                    whom is not None and not whom.pro) or driven.ref not in event.who or driven.ref in event.whom:
                return None
            if event.status != "happened":
                return []
            subject = self.chart.subject_before(at, sentence, _SUBJECT) if event.rule.startswith("verb:") else None
            if subject is not None and subject.ref != driven.ref:
                return self._records(event, "takes", "happened", [subject.ref], driven.ref, "expelled")
            return self._records(event, "loses", "happened", [driven.ref], None, "expelled")
        return None

    def _left(self, event: Event) -> list[Holding]:
        """Who withdraws or flees from a place no longer has it: for places behind the preposition of leaving."""
        tokens = self.chart.context.tokens
        key = fold(event.trigger).lstrip("وف")
        if event.status != "happened" or key.startswith("ال") or key.startswith(_LEAVES):
            return []  # "the withdrawal" is mostly one that is asked for, or judged
        ground = [m.ref for m in self.chart.places_between(event.start, event.end) if m.ref in event.where
                  and self.places.get(m.ref) not in _WIDE - {"corridor"} and next((
                      t.key for t in reversed(tokens[max(0, m.first - 3):m.first]) if t.key in _WAYS), "") == "من"]
        left = [w for w in self._holders(event) if self.kinds.get(w) in _HOLDERS]
        return [r for r in self._records(event, "loses", "happened", left, None, event.type) if r.place in ground]

    def _records(
        self, event: Event, change: str, status: str, holders: list[str], former: str | None, rule: str,
    ) -> list[Holding]:
        slots = _SLOTS if rule == event.type else _KEPT
        why = (
            Why(slot="change", text=event.trigger, start=event.trigger_start, end=event.trigger_end,
                reason=event.rule),
            *(msgspec.structs.replace(w, slot=slots.get(w.slot, w.slot)) for w in event.why if w.slot in slots),
        )
        start, end = event.start, event.end
        if rule == "still":  # the words of the act may end before its ground
            sentence = self.chart.context.sentences[event.sentence]
            named = [m for m in self.chart.places_in(sentence) if m.ref in event.where and m.start >= start]
            end = max([end, *(m.end for m in named[:1])])
        return [
            Holding(
                quote=self.chart.context.text[start:end], start=start, end=end, sentence=event.sentence, holder=holder,
                place=place, change=change, from_=former, status=status,  # type: ignore[arg-type]
                when=event.when if rule == event.type else None, rule=f"holding.{rule}", why=why,
            )
            for holder in holders for place in self._ground(event)
        ]

    def _gone_on(self, event: Event) -> list[str]:
        """Who took ground in the sentence before, where this one goes on without naming anybody."""
        sentence = self.chart.context.sentences[event.sentence]
        near = self.last[1] if 0 < event.sentence - self.last[0] <= 1 else []
        return near if near and self.chart.actor_after(sentence.first, sentence, sentence.last) is None else []

    def _taken_from(self, event: Event) -> set[str]:
        """Those that the words of an event name as who held the ground: behind "from", or driven out of it."""
        at = self.tokens.get(event.trigger_start, 0)
        expels = fold(event.trigger).removeprefix("ال").lstrip("يتو").startswith(_EXPELLING)
        told = [self.actors[w.start] for w in event.why if w.slot == "whom" and w.start in self.actors and (
            w.reason in _FROM or (expels and 0 < self.actors[w.start].first - at <= 2))]
        return {m.ref for mention in told for m in self.chart.coordinated(mention)}

    def _supposed(self, event: Event) -> bool:
        """Whether the taking is only spoken of: what it would mean or open, or ground that two divide."""
        at, tokens = self.tokens.get(event.trigger_start), self.chart.context.tokens
        if at is None:
            return False
        if any(w.slot == "who" and w.reason == "hand" for w in event.why):
            return False  # فقد X معاقله بسقوط Y بيد Z
        before = self._before(event, _TRYING_BACK + 3)
        if any(t.key in _DIVIDED for t in before) or any(
                rest in _LOST for t in before[-_TRYING_BACK:] for _, rest in t.word.proclitics
                if t.key != "فقد" or t.index + 1 != at or not event.rule.startswith("verb:")):
            return True  # divided, or what somebody lost the control of
        noun = fold(event.trigger).removeprefix("ال").startswith("سيطر") and event.rule.startswith("masdar:")
        near = tokens[at + 1:at + _TRYING_BACK]
        return noun and any(t.key in _MEANS and t.sentence == tokens[at].sentence for t in near)

    def _holders(self, event: Event) -> list[str]:
        """The doers that the event's own words name, with those joined to them; all where none is named."""
        found = [w for w in event.who if self.kinds.get(w) not in _HOLD_NOTHING]
        joined = self._joined(event)
        own = [w for w in found if w in joined]
        if own or len(found) < 2:
            return own or found
        lost = {self.actors[w.start].ref for w in event.why if w.slot == "whom" and w.reason in _FROM
                and w.start in self.actors}
        return [w for w in found if w not in lost][:1]  # of doers told elsewhere the likeliest

    def _joined(self, event: Event) -> set[str]:
        """The doers that the event's own words name, and those that و joins to them."""
        told = [self.actors[w.start] for w in event.why if w.slot == "who" and w.start in self.actors]
        return {m.ref for mention in told for m in self.chart.coordinated(mention)}

    def _ground(self, event: Event) -> list[str]:
        """The places of an event without those that only tell where the others lie."""
        inside = [m for m in self.chart.places_between(event.start, event.end) if m.ref in event.where]
        if _CHANGE.get(event.type) == "takes":
            if named := self._named(event):
                return named
            if inside and not (inside := self._taken(event, inside)):
                return []
            if not inside and (passed := self._approached(event)):
                return [name for name in event.where if name not in passed]
        told = {m.ref for m in self.chart.narrowed(inside)}
        if event.type == "siege" and len(told) > 1:
            told = self._nearest(event, inside)
        exact = [name for name in event.where if name in told] or list(event.where)
        exact = [name for name in exact if self.places.get(name) not in _WATER]
        if event.type == "siege":
            return [name for name in exact if self.places.get(name) != "country"]
        return [name for name in exact if self.places.get(name) != "country"] or exact

    def _approached(self, event: Event) -> set[str]:
        """The places of an event that its sentence names only as what somebody nears."""
        tokens, at = self.chart.context.tokens, self.tokens.get(event.trigger_start, 0)
        near: dict[str, bool] = {}
        if any(t.key in _ON_IT for t in tokens[at + 1:at + 4]):
            return set()  # said of a place before it
        for m in self.chart.places_in(self.chart.context.sentences[event.sentence]):
            words = {t.key for t in tokens[max(0, m.first - 2):m.first]}
            near[m.ref] = near.get(m.ref, True) and bool(words & (_BESIDE | _APPROACH))
        return {ref for ref, only in near.items() if only}

    def _named(self, event: Event) -> list[str]:
        """The places behind "as follows", "among them" where several that are not named themselves are taken."""
        at, tokens = self.tokens.get(event.trigger_start), self.chart.context.tokens
        if at is None:
            return []
        sentence = self.chart.context.sentences[event.sentence]
        ahead = range(at + 1, min(at + _TRYING_BACK, sentence.last))
        head = next((j for j in ahead if tokens[j].key in _SEVERAL), None)
        if head is None:
            return []
        found = self.chart.places_named(head, sentence, _NAMED)
        return list(dict.fromkeys(m.ref for m in found))

    def _taken(self, event: Event, inside: list[Mention]) -> list[Mention]:
        """Of the places behind the act those up to a word by which the rest only tell where that lies."""
        at, tokens = self.tokens.get(event.trigger_start, 0), self.chart.context.tokens
        behind = [m for m in inside if m.first > at]
        kept: list[Mention] = [m for m in inside if m.first <= at]
        last = at + 1
        for mention in behind:
            between = tokens[last:mention.first]
            if any(t.key == "بين" for t in between) or (not kept and behind[0] is not mention and any(
                    t.key == "بين" for t in tokens[at + 1:behind[0].first])):
                continue  # a road, a part of one
            if not (between and between[-1].key == "وعلي") and any(
                    rest in _BESIDE for t in between for _, rest in t.word.proclitics):
                continue
            if not kept and any(t.key in _BUILDINGS for t in between) and any(t.key in _INSIDE for t in between):
                continue  # a building, or so many villages, in the place
            if any(t.key in EXCEPT for t in tokens[at + 1:mention.first]):
                break  # all but that
            if kept and any(t.key in _MEANWHILE for t in between):
                break
            after = tokens[mention.last].key if mention.last < len(tokens) else ""
            if after.startswith("ل") and after.endswith(("ه", "ها")) and len(after) > _LONG:
                continue  # regains its calm, its part
            kept.append(mention)
            last = mention.last
        own = [m for m in kept if m.first > at]
        if any(t.key in _ON_IT for t in tokens[at + 1:at + 4]):
            return kept  # said of a place before it
        if own and tokens[own[0].first - 1].key not in _INSIDE:
            return own
        return [m for m in kept if m.first > at or not any(
            t.key in _BESIDE or t.key in _APPROACH for t in tokens[max(0, m.first - 2):m.first])]

    def _nearest(self, event: Event, inside: list[Mention]) -> set[str]:
        """The place next to the trigger, one behind it first, with those joined to it."""
        at = self.tokens.get(event.trigger_start, 0)
        k = min(range(len(inside)), key=lambda n: (abs(inside[n].first - at) + (0 if inside[n].first > at else 2), n))
        first = last = k
        while first and inside[first].pro.startswith("و"):
            first -= 1
        while last + 1 < len(inside) and inside[last + 1].pro.startswith("و"):
            last += 1
        return {m.ref for m in inside[first:last + 1]}

    def _attempted(self, event: Event) -> bool:
        """Whether the act was tried, or beaten back, and not done."""
        if any(w.slot == "status" and w.reason.startswith(("attempt:", "foil:")) for w in event.why):
            return True
        before = self._before(event, _TRYING_BACK)
        return any(t.key in _TRYING or t.key.removeprefix("و") in _TRYING for t in before) or (
            any(t.key in _AIMING for t in before) and any(
                t.key.lstrip("وب").startswith(_STRUGGLES) for t in self._before(event, _STRUGGLED)))

    def _tries(self, event: Event) -> bool:
        """Whether a verb of trying stands before the act: it goes on already."""
        return any(t.key.lstrip("و").startswith(_TRIES) for t in self._before(event, _TRYING_BACK))

    def _meant(self, event: Event) -> bool:
        """Whether the act is only what something else is for: "launched to free", "the battle for"."""
        at = self.tokens.get(event.trigger_start)
        if at is None:
            return False
        key, word = self.chart.context.tokens[at].key, self.chart.context.tokens[at].word
        near = self._before(event, 2)
        for_it = key.startswith("ل") and any(pro.endswith("ل") for pro, _ in word.proclitics)
        won = any(rest.startswith(_WON) for t in self._before(event, _TRYING_BACK) for _, rest in t.word.proclitics)
        return not won and (for_it or any(t.key in _BATTLE for t in near[-1:]))

    def _soon(self, event: Event) -> bool:
        """Whether the act is told as near (تحرير المدينة بات قريبا)."""
        at = self.tokens.get(event.trigger_start)
        if at is None or not event.rule.startswith("masdar:"):
            return False
        context = self.chart.context
        last = max([at + 1, *(m.last for m in self.chart.places_between(event.trigger_start, event.end))])
        stop = min(last + _SOON_REACH, context.sentences[context.tokens[at].sentence].last)
        return any(t.key in _SOON for t in context.tokens[last:stop])

    def _before(self, event: Event, count: int) -> list[Token]:
        """Words of the sentence before the trigger, at most so many."""
        tokens, at = self.chart.context.tokens, self.tokens.get(event.trigger_start)
        if at is None:
            return []
        return [t for t in tokens[max(0, at - count):at] if t.sentence == tokens[at].sentence]
