"""Holdings told by how ground changes hands or stays: X keeps, loses, retakes Y; Y falls out of the hand of X.

These stand beside the changes that events bring (:mod:`maydan.reading.holdings.changes`) and yield to them: a word
that triggered an event is not read again here.
"""

from __future__ import annotations

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Word
from maydan.reading.context import Context, Mention
from maydan.reading.holdings.chart import Chart
from maydan.reading.holdings.make import made
from maydan.reading.holdings.words import Turn, positioned, turn_of
from maydan.records import Holding

_HANDS = frozenset(("يد", "ايدي", "قبضه", "سيطره"))
_OUT_OF = frozenset(("من", "عن"))
_LEAVING = frozenset(("خرج", "خرجت", "يخرج", "تخرج", "خروج", "اخراج", "خارج", "تحرر", "تحررت"))
_FALLING = frozenset(("سقط", "سقطت", "وقعت", "سقطتا", "وقع"))
_REMAINS = frozenset(("يبق", "يبقي", "يتبق", "يتبقي", "تبق", "تبقي", "تتبق", "تتبقي"))
_NOT = frozenset(("لم", "ولم", "لا", "ولا", "لن", "ولن", "فلم"))
_OF_HIM = frozenset(("بيد", "سيطره", "يد", "قبضه"))
_BUT = frozenset(("سوي", "الا", "غير"))
_FOR_HIM = frozenset(("له", "لها", "لهم", "لديه", "لديها", "لديهم"))
_CLEAR = frozenset(("خاليه", "خاليا", "خال", "خاليين"))
_GAVE = frozenset(("سلم", "سلمت", "سلموا", "تسلم", "تسلمت", "تسلموا"))
_BECAME = frozenset(("بات", "باتت", "اصبح", "اصبحت", "اضحت", "غدت", "اضحي"))
_LEFT = frozenset(("خروج", "انسحاب", "فرار", "اخلاء", "جلاء", "مغادره", "هروب", "ترحيل"))
_EXPELLED = frozenset(("طرد", "طردت", "طردوا", "اخرج", "اخرجت", "اخرجوا", "دحر", "دحرت"))
_AIMS = {  # verbal nouns of taking and of driving out
    "استعاده": "take", "تحرير": "take", "انتزاع": "take", "استرداد": "take", "السيطره": "take", "استرجاع": "take",
    "الاستيلاء": "take", "تطهير": "take", "سيطره": "take", "طرد": "expel", "دحر": "expel", "اخراج": "expel",
}
_THEM = ("ه", "ها", "هم")
_FOR_IT = frozenset(("بهدف", "بغيه", "قصد", "اجل", "سبيل", "محاوله", "محاولات", "سعيا", "بمحاوله"))
_IT = ("ه", "ها")
_ATTACKS = frozenset(("offensive", "advance"))
_OPERATIONS = ("عملي", "حمل", "خط")
_AFTER_AIM = frozenset(("من", "علي", "الي", "بهدف", "بغيه", "قصد", "اجل", "سبيل", "محاوله", "محاولات", "دون"))
_AIMED = frozenset(("", "ل", "ب", "ول", "وب"))
_WON = ("نجح", "تمكن", "استطاع", "انته", "اكمل", "اتم", "تمت", "بعد", "عقب", "اثر", "منذ")  # it has been done
_PASSING = ("انتقل", "انتقال", "تنتقل")
_MAY = frozenset(("تصبح", "يصبح", "ستصبح", "سيصبح", "قد"))
_TRIES = frozenset(("تحاول", "يحاول", "يحاولون", "حاولت", "حاول", "حاولوا", "محاوله", "محاولات", "تسعي",
                    "يسعي", "يسعون"))
_WAS = frozenset(("كان", "كانت", "وكان", "وكانت"))
_ON_IT = frozenset(("عليها", "عليه", "عليهما"))
_HUNDREDTH = frozenset(("بالمئه", "بالمائه", "المئه", "المائه"))
_ORDINAL = frozenset(("اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "اخر", "احد", "احدي", "اكبر", "ابرز"))
_SLIGHT = frozenset((  # words that may stand between a verb and the place it acts on
    "السيطره", "علي", "معظم", "كامل", "كل", "كافه", "جميع", "اجزاء", "جزء", "واسعه", "كبيره", "من", "مدينه",
    "بلده", "قريه", "حي", "احياء", "في", "اغلب", "غالبيه", "جانبا", "سيطرته", "سيطرتها", "سيطرتهم", "مدن",
    "بلدات", "قري", "الان", "مؤخرا", "ايضا",
    "كذلك", "امس", "اليوم",
))
_POSTS = frozenset(("حاميه", "معسكر", "ثكنه", "قاعده", "مطار", "معبر", "ميناء", "مركز", "منطقه", "محور", "جبل", "تله"))
_WHO = frozenset(("التي", "الذي", "الذين", "اللتان", "اللذان"))
_NEAR = 4
_ATTACK_BACK = 15  # tokens between an attack and what it is for
_OF_THEM = 12  # tokens between a party and the pronoun for it
_FAR = 9


def tells(word: Word) -> bool:
    """Whether a form may tell how ground changes hands or stays."""
    key = word.key
    return word.kind == "ar" and (turn_of(word) is not None or key in _HANDS or key in _REMAINS
                                   or key in _EXPELLED or key in _CLEAR or key.lstrip("وف") in _GAVE
                                   or bool(_aim(word)))


def _aim(word: Word) -> str:
    """What kind of aim a form may name, "" for none; "expel-them" with a pronoun for those who are driven out."""
    for pro, rest in word.proclitics:
        if pro in _AIMED and rest in _AIMS:
            return _AIMS[rest]
        if pro in _AIMED and any(rest.endswith(end) and _AIMS.get(rest[:-len(end)]) == "expel" for end in _THEM):
            return "expel-them"
        if pro in _AIMED and any(rest.endswith(end) and _AIMS.get(
                rest[:-len(end) - 1] + "ه" if rest[:-len(end)].endswith("ت") else rest[:-len(end)]) == "take"
                for end in _IT):
            return "take-it"
    return ""


class Turns:
    """Finds the turns of one document, sentence by sentence."""

    def __init__(self, context: Context, chart: Chart) -> None:
        self.context, self.chart = context, chart
        self.found: list[Holding] = []
        self.triggers = {e.trigger_start for e in context.events}
        self.sides = {a.id for a in context.actors}
        self.attacks = [  # what they may be for is told behind them
            e for e in context.events if e.type in _ATTACKS and e.status in ("happened", "ongoing") and e.who]
        self.captures = [e for e in context.events if e.type in ("capture", "recapture")]

    def sentence(self, s: Sentence, telling: list[int]) -> None:
        """Try the words of a sentence that may tell how ground changes hands."""
        tokens = self.context.tokens
        for i in telling:
            word = tokens[i].word
            turn = turn_of(word)
            if turn is not None:
                getattr(self, "_" + turn.pattern)(i, turn, s)
            key = word.key
            aim = _aim(word)
            if aim and tokens[i].start not in self.triggers:
                self._aim(i, aim, s)
            if key in _HANDS and i > s.first:
                self._out_of_hand(i, s)
            elif key in _REMAINS and i > s.first and tokens[i - 1].key in _NOT:
                self._remains(i, s)
            elif key in _EXPELLED and i + 1 < s.last and tokens[i + 1].key == "من":
                self._expelled(i, s)
            elif key in _CLEAR and i + 1 < s.last and tokens[i + 1].key == "من":
                self._clear(i, s)
            elif key.lstrip("وف") in _GAVE and i > s.first - 1:
                self._gave(i, s)

    # -- patterns -------------------------------------------------------------------------------------------------

    def _keep(self, i: int, turn: Turn, s: Sentence) -> None:
        """تحتفظ X بـY; X يحتفظ بـY; تمسك X بـY."""
        owners, at, where = self._subject(i, s)
        tokens = self.context.tokens
        described = owners and at < s.last and tokens[at].key in _WHO  # X التي تساند Z
        places = self.chart.places_after(at, s, _FAR if described else 2)
        if not owners or not places or (described and not places[0].pro.endswith("ب") and not any(
                t.key[:1] == "ب" for t in tokens[places[0].first - 1:places[0].first])):
            return
        if turn.marker == "ب":
            marked = places[0].pro.endswith("ب") or any(t.key[:1] == "ب" for t in tokens[at:places[0].first])
        else:
            marked = any(t.key == "علي" for t in tokens[at:places[0].first])
        if marked:
            self._add(owners, places, "holds", i, s, f"keep.{where}")

    def _lose(self, i: int, turn: Turn, s: Sentence) -> None:
        """خسر X Y; Y التي خسرها X; خسارة X Y; فقدت X السيطرة على Y."""
        if turn.pronoun:
            owner = self.chart.actor_after(i + 1, s, 2)
            if owner is not None:
                self._add(self.chart.coordinated(owner), self._meant(i, s), "loses", i, s, "lose.relative")
            return
        if self.context.tokens[i].key == "فقد" and i + 1 < s.last and self.context.senses[i + 1].verbs and (
                not self.context.senses[i + 1].nouns):
            return  # the particle before a past verb
        if turn.shape == "present" and i > s.first and self.context.tokens[i - 1].key == "ان":
            return  # that they may lose it is feared, hoped or expected
        owners, at, where = self._subject(i, s)
        if turn.shape == "noun" and where != "verb":
            return  # "the loss of Y" beside somebody who only speaks of it
        places = self.chart.places_after(at, s, _NEAR)
        tokens = self.context.tokens
        if not owners or not places or places[0].pro:
            return
        if any(t.key not in _SLIGHT and t.key not in _POSTS for t in tokens[at:places[0].first]):
            return
        if any(t.key == "في" for t in tokens[at:places[0].first]) and not any(
                t.key == "السيطره" for t in tokens[at:places[0].first]):
            return
        self._add(owners, places, "loses", i, s, f"lose.{where}")

    def _vacate(self, i: int, turn: Turn, s: Sentence) -> None:
        """أخلت X نقطة لها في Y, أخلت X قاعدة Y: who clears out of his posts has the place no more."""
        tokens = self.context.tokens
        owners, at, where = self._subject(i, s)
        if turn.pronoun or turn.shape == "present" or where != "verb" or at >= s.last:
            return
        post = next((j for j in range(at, min(at + 3, s.last)) if positioned(tokens[j].word)), None)
        places = self.chart.places_after(at if post is None else post, s, _NEAR)
        based = places and self.chart.kinds.get(places[0].ref) in ("base", "airport") and places[0].first - at <= 1
        if (post is not None or based) and places:
            self._add(owners, places, "loses", i, s, "vacate")

    def _retake(self, i: int, turn: Turn, s: Sentence) -> None:
        """Y التي استعادها X; ثم استعادها X: with a pronoun only, the rest is read with the events."""
        if not turn.pronoun or self.context.tokens[i].start in self.triggers:
            return
        owner = self.chart.actor_after(i + 1, s, 2)
        if owner is not None and i + 1 < s.last and self.context.tokens[i + 1].key == "من":
            return  # the verbal noun: to retake it from somebody
        if owner is not None and not owner.pro:
            change = "holds" if turn.shape == "present" else "takes"
            was = change == "holds" and i > s.first and self.context.tokens[i - 1].key in _WAS
            self._add(self.chart.coordinated(owner), self._meant(i, s), change, i, s, "retake", was=was)

    def _enter(self, i: int, turn: Turn, s: Sentence) -> None:
        """دخل X Y بعد انسحاب Z: who enters what another has left takes it."""
        if turn.pronoun or turn.shape != "past":
            return
        owners, at, _ = self._subject(i, s)
        places = self.chart.places_after(at, s, _NEAR)
        if not owners or not places or places[0].pro:
            return
        tokens = self.context.tokens
        for j in range(places[-1].last, min(places[-1].last + 6, s.last - 1)):
            if tokens[j].key in ("بعد", "عقب", "اثر", "بعدما") and tokens[j + 1].key in _LEFT:
                former = self.chart.actor_after(j + 2, s, _NEAR)
                self._add(owners, places, "takes", i, s, "enter", former)
                return

    def _out_of_hand(self, i: int, s: Sentence) -> None:
        """Y يخرج من يد X, خرجت عن سيطرة X; سقطت Y في يد X."""
        tokens = self.context.tokens
        owner = self.chart.actor_after(i + 1, s, 1)
        if owner is None:
            return
        before = tokens[i - 1].key
        for j in range(i - 1, max(s.first - 1, i - 7), -1):
            if before in _OUT_OF and any(rest in _LEAVING for _, rest in tokens[j].word.proclitics):
                if any(t.key in _MAY for t in tokens[max(s.first, j - 6):j]):
                    return  # only feared or hoped for
                places = [p for p in self.chart.places_after(j + 1, s, 1) if p.last < i] or self._meant(j, s)
                self._add(self.chart.coordinated(owner), places, "loses", i, s, "out-of-hand")
                return

    def _remains(self, i: int, s: Sentence) -> None:
        """لم يبق لـX سوى Y."""
        tokens = self.context.tokens
        owners: list[Mention] = []
        at = i + 1
        for j in range(i + 1, min(i + 4, s.last)):
            if tokens[j].key in _FOR_HIM:
                last = self.chart.actor_before(i, s, 40)
                owners, at = ([last] if last else []), j + 1
                break
        if not owners:
            owner = self.chart.actor_after(i + 1, s, 5)
            if owner is None or not (owner.pro.endswith("ل") or any(
                    t.key in _OF_HIM or t.key.startswith("لل") for t in tokens[i + 1:owner.first + 1])):
                return
            owners, at = self.chart.coordinated(owner), owner.last
        for j in range(at, min(at + 6, s.last)):
            if tokens[j].key in _BUT:
                self._add(owners, self.chart.places_after(j + 1, s, 6), "holds", i, s, "remains")
                return

    def _expelled(self, i: int, s: Sentence) -> None:
        """X الذي طُرد من Y; طردت X من Y leaves the loser behind the verb to the events."""
        tokens = self.context.tokens
        places = self.chart.places_after(i + 2, s, 2)
        owner = self.chart.actor_before(i, s, 6)
        if owner is not None and places and tokens[i].start not in self.triggers:
            self._add([owner], places, "loses", i, s, "expelled")

    def _aim(self, i: int, kind: str, s: Sentence) -> None:
        """لاستعادة Y من X, لطرد X من Y: X has Y still; تحاول X السيطرة على Y: X contests Y."""
        tokens = self.context.tokens
        if kind == "expel-them":  # تمكينها من طردهم من Y
            owner = self.chart.actor_before(i, s, _OF_THEM)
            aimed = tokens[i].key.startswith("ل") or (i > s.first and tokens[i - 1].key in _AFTER_AIM)
            if owner is not None and aimed and i + 1 < s.last and tokens[i + 1].key == "من" and not any(
                    rest.startswith(_WON) for t in tokens[max(s.first, i - _NEAR):i] for _, rest in t.word.proclitics):
                self._add([owner], self.chart.places_after(i + 2, s, 1), "holds", i, s, "still")
            return
        if kind == "expel" and any(rest.startswith(_WON) for t in tokens[max(s.first, i - _NEAR):i]
                                   for _, rest in t.word.proclitics):
            return
        if kind == "expel":
            owner = self.chart.actor_after(i + 1, s, 2)
            if owner is not None and owner.last < s.last and tokens[owner.last].key == "من":
                places = self.chart.places_after(owner.last + 1, s, 3)
                by = places[-1].last if places else s.last
                if by + 1 < s.last and tokens[by].key == "علي" and tokens[by + 1].key in _HANDS:
                    winner = self.chart.actor_after(by + 2, s, 1)
                    self._add([winner] if winner is not None else [], places, "takes", i, s, "driven-out", owner)
                    return
                self._add([owner], places, "holds", i, s, "still")
            return
        it = kind == "take-it" or (i + 1 < s.last and tokens[i + 1].key in _ON_IT)
        places = [] if kind == "take-it" else self.chart.places_after(i + 1, s, _NEAR)
        if not places and it:
            places = self._meant(i, s)
        if not places:
            return
        if any(t.key.lstrip("وف").startswith(_PASSING) for t in tokens[max(s.first, i - 2):i]):
            self._passed(i, places, s)
            return
        won = any(rest.startswith(_WON) for t in tokens[max(s.first, i - _NEAR):i] for _, rest in t.word.proclitics)
        attacks = {e.trigger_start for e in self.attacks}
        if any(t.start in self.triggers and t.start not in attacks for t in tokens[max(s.first, i - _NEAR):i]):
            return  # part of an act that was read: wrested the control of it from somebody
        at = max(i + 1 + it, places[-1].last)
        for j in range(at, min(at + _NEAR, s.last)):
            if tokens[j].key == "من":
                owner = self.chart.actor_after(j + 1, s, 1)
                if owner is not None and not owner.pro:
                    change, rule = ("loses", "driven-out") if won else ("holds", "still")
                    self._add(self.chart.coordinated(owner), places, change, i, s, rule)
                    return
        if any(t.key in _TRIES for t in tokens[max(s.first, i - _FAR):i]):
            owner = self.chart.actor_before(i, s, _NEAR)
            if owner is not None and owner.pro[-1:] not in ("ب", "ل"):
                self._add([owner], places, "contests", i, s, "tries")
                return
        if not won:
            self._attacked(i, places, s)

    def _attacked(self, i: int, places: list[Mention], s: Sentence) -> None:
        """شن X هجوما بهدف السيطرة على Y: who attacks for it contests Y; an operation launched for it is to take it."""
        tokens = self.context.tokens
        if not (tokens[i].key.startswith("ل") or any(t.key in _FOR_IT for t in tokens[max(s.first, i - 3):i])):
            return
        for event in reversed(self.attacks):
            if event.sentence == s.number and tokens[max(s.first, i - _ATTACK_BACK)].start <= event.trigger_start < (
                    tokens[i].start):
                doers = {w.start for w in event.why if w.slot == "who"}
                owners = [m for m in self.chart.actors if m.start in doers and m.ref in event.who]
                owners = [m for first in owners[:1] for m in self.chart.coordinated(first) if m.ref in event.who]
                planned = any(rest.removeprefix("ال").startswith(_OPERATIONS) for t in tokens[s.first:i]
                              if event.start <= t.start < event.end for _, rest in t.word.proclitics)
                self._add(owners, places, "takes" if planned else "contests", i, s, "attacked", planned=planned)
                return

    def _passed(self, i: int, places: list[Mention], s: Sentence) -> None:
        """انتقلت السيطرة على Y من X إلى Z."""
        tokens, former, at = self.context.tokens, None, places[-1].last
        if at + 1 < s.last and tokens[at].key == "من":
            former = self.chart.actor_after(at + 1, s, 1)
            at = former.last if former is not None else at
        owner = self.chart.actor_after(at + (tokens[min(at, s.last - 1)].key == "الي"), s, 1)
        if owner is not None and (owner.pro.endswith("ل") or tokens[owner.first - 1].key == "الي"):
            self._add(self.chart.coordinated(owner), places, "takes", i, s, "passed", former)
        elif former is not None:
            self._add([former], places, "loses", i, s, "passed")

    def _clear(self, i: int, s: Sentence) -> None:
        """أعلن X Y خالية من Z: who declares a place clear of the others has it."""
        tokens = self.context.tokens
        places = self.chart.place_before(i, s, 1)
        if not places:
            return
        owner = self.chart.actor_before(places[0].first, s, 6)
        announced = any(t.key in ("اعلن", "اعلنت", "يعلن", "تعلن", "واعلن", "واعلنت")
                        for t in tokens[max(s.first, places[0].first - 8):places[0].first])
        former = self.chart.actor_after(i + 2, s, 2)
        before = tokens[max(s.first, places[0].first - 2):i]
        became = any(rest in _BECAME for t in before for _, rest in t.word.proclitics)
        if owner is not None and announced:
            self._add([owner], places, "takes", i, s, "clear", former)
        elif became and former is not None:
            self._add([former], places, "loses", i, s, "cleared")

    def _gave(self, i: int, s: Sentence) -> None:
        """سلّم X Y إلى Z, سلّم X Y لـZ; تسلّم Z Y من X: Z takes Y from X."""
        tokens = self.context.tokens
        if tokens[i].start in self.triggers and any(e.trigger_start == tokens[i].start for e in self.captures):
            return
        owners, at, where = self._subject(i, s)
        places = self.chart.places_after(at, s, _NEAR)
        if not owners or where != "verb" or not places or places[0].pro or any(
                t.key not in _SLIGHT for t in tokens[at:places[0].first]):
            return
        last = places[-1].last
        for j in range(last, min(last + _NEAR, s.last)):
            other = self.chart.actor_after(j, s, 0)
            if other is None:
                continue
            received = tokens[i].key.lstrip("وف").startswith("ت")
            marked = tokens[j - 1].key == "من" if received else (other.pro.endswith("ل") or tokens[j - 1].key == "الي")
            if marked and received:
                self._add(owners, places, "takes", i, s, "received", other)
            elif marked:
                self._add(self.chart.coordinated(other), places, "takes", i, s, "given", owners[0])
            return

    # -- slots ----------------------------------------------------------------------------------------------------

    def _subject(self, i: int, s: Sentence) -> tuple[list[Mention], int, str]:
        """Subject of the verb at ``i``, behind or before it, the token where its object may start, and the side."""
        owner = self.chart.actor_after(i + 1, s, 1)
        if owner is not None and not owner.pro:
            owners = self.chart.coordinated(owner)
            return owners, owners[-1].last, "verb"
        owner = self.chart.actor_before(i, s, 4)
        if owner is None or owner.pro[-1:] in tuple("بلك"):
            return [], i + 1, ""
        return [owner], i + 1, "subject"

    def _meant(self, i: int, s: Sentence) -> list[Mention]:
        """The place that a pronoun at ``i`` speaks of; behind "it is the fourth" that of the sentence before."""
        tokens = self.context.tokens
        head = [t.key for t in tokens[s.first:s.first + 4]]
        told_again = head and head[0] in ("وهو", "وهي", "وهما") and any(k in _ORDINAL for k in head[1:])
        if not told_again:
            return self.chart.meant(i, s, _FAR)
        return self.chart.meant(s.first, s, 0)

    def _add(
        self, owners: list[Mention], places: list[Mention], change: str, i: int, s: Sentence, rule: str,
        former: Mention | None = None, *, was: bool = False, planned: bool = False,
    ) -> None:
        tokens = self.context.tokens
        share = change == "holds" and any(
            t.word.form == "%" or t.key in _HUNDREDTH for p in places for t in tokens[max(0, p.first - 4):p.first])
        places = [p for p in places if share or self.chart.kinds.get(p.ref) != "country"]
        status = "planned" if planned else "ongoing" if change in ("holds", "contests") and not was else "happened"
        self.found.extend(made(
            self.context, [o for o in owners if o.ref in self.sides], places, change, i, s, f"holding.{rule}", status,
            former, "PAST_REF" if was else None))
