"""Parties that the text shows as one: they hold or take ground together, are named together as one side, or agree.

Two armed bodies joined by و are allied where they hold positions or act as one (مواقع X وY, نجح X وY في, X وY من جهة),
not where the words before them set them apart (بين, ضد) or only count those from whose ground fire comes; nor where
the document has them fight each other. The parties of an agreement that was made agree with each other.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from maydan.arabic.tokens import Word
from maydan.reading.context import Context, Mention
from maydan.reading.holdings.words import holding_word

_TAKING = frozenset(("capture", "recapture", "advance", "offensive"))
_FIRE = frozenset(("airstrike", "shelling", "missile-strike"))
_AGREED = frozenset(("agreement", "ceasefire"))
_APART = frozenset(("بين", "ضد", "وبين", "ينتمون", "تنتمي", "ينتمي", "تتقاسم", "يتقاسم", "مصدره", "مصدرها", "قصف",
                    "لقصف", "بقصف", "قصفا", "قبل", "سيطره", "لسيطره", "تسيطر", "يسيطر", "الخاضعه", "نفوذ", "تحت", "مثل",
                    "مناطق", "لدي", "ومن", "سواء", "تبادل", "تبادلت", "يتبادل", "تتبادل", "تبادلا"))
_AMONG = frozenset(("منها", "ومنها", "بينها", "وبينها", "ابرزها", "وابرزها", "منهم", "بينهم", "يضم",
                    "تضم"))  # some of more
_APART_NEAR = 5  # tokens before the pair among which a word may set it apart
_SIDE = frozenset(("جهه", "طرف", "جانب", "ناحيه"))
_SIDE_NEAR = 5
_UNITS = frozenset(("ووحدات", "وعناصر", "ومسلحي", "ومقاتلي", "ومسلحو", "ومقاتلو", "وافراد", "ورجال", "وقوات", "من",
                    "وفصائل", "وميليشيات", "ومليشيات", "وكتائب"))
_JOINED_REACH = 3  # tokens between two that are joined
_MEN = frozenset(("ميليشيات", "مليشيات", "ميليشيا", "مليشيا"))
_SHARED = 2  # tokens of a name that shares the word for its men with another
_HELD_BACK = 6  # tokens between positions and a holder behind a preposition
_ARMED = frozenset(("armed-group", "alliance"))
_PARTIES = frozenset(("armed-group", "alliance", "state", "political", "international", "person", "other"))
_UNIT = frozenset(("لواء", "كتيبه", "فرقه", "فوج", "منطقه", "سريه", "لجنه", "وحده", "كتائب", "جهاز", "قوات", "هيئه",
                   "اداره", "غرفه", "دائره", "مديريه"))
_BREAKING = frozenset(("خرق", "خروقات", "خرقت", "انتهاك", "انتهاكات", "بخرق", "رغم", "ينتهك", "تنتهك", "يخرق", "تخرق"))
_BREAKING_BACK = 3
_ARMY = frozenset(("جيش", "قوات", "فيلق", "فرقه", "لواء", "حركه", "حراك", "جماعه", "حرس", "حشد"))
_JOINT = frozenset(("مشترك", "مشتركه", "مشتركا", "المشترك", "المشتركه", "مشتركتين"))
_JOINT_REACH = 8  # tokens between two and what they do jointly
_OPERATIONS = frozenset(("عمليه", "عمليات", "انزال", "انزالا", "حمله", "هجوم", "هجوما", "دوريه", "دوريات", "مداهمه",
                         "تدريبات", "مناورات", "تمرين"))
_BOTH = frozenset(("يجريان", "تجريان", "اجريا", "اجرتا", "ينفذان", "تنفذان", "نفذا", "نفذتا", "يشنان", "تشنان"))
_BOTH_NEAR = 3  # tokens between two and their dual verb
_EXERCISES = frozenset(("تدريبات", "مناورات", "تمرين", "تمرينا", "تمارين"))
_INSIDE = frozenset(("في", "ضمن", "من"))
_UNIT_KINDS = frozenset(("armed-group", "other", "media"))
_GIFT = 30  # tokens of an act of giving that are looked through
_GIVERS = frozenset(("armed-group", "alliance", "state", "political"))
_WEAPONS = frozenset(("سلاح", "سلاحا", "اسلحه", "ذخائر", "ذخيره", "صواريخ", "مسيرات", "دبابات", "مدرعات", "عتاد",
                      "عتادا", "مقاتلات", "قنابل"))
_MOST_PARTIES = 2
_STATE_SECTORS = frozenset(("MIL", "COP", "GOV", "SPY"))
_NOBODYS_ALLY = frozenset(("is", "opposition"))


def _is_position(word: Word) -> bool:
    row = holding_word(word)
    return row is not None and row.pattern == "position" and not row.pronoun


class Together:
    """The pairs of one document that stand together."""

    def __init__(
        self, context: Context, actors: list[Mention], kinds: dict[str, str], tied: set[tuple[str, str]],
        add: Callable[[str, Mention, Mention, str, tuple[int, int] | None], bool],
        forces: Callable[[Mention], Mention | None],
    ) -> None:
        """``actors``: mentions in order. ``tied``: pairs with a tie, both ways. ``add``: relation, a, b, rule, span.
        ``forces``: those known by a person's name."""
        self.context = context
        self.actors = actors
        self.kinds = kinds
        self.tied = tied
        self.add = add
        self.forces = forces
        taking: set[frozenset[str]] = set()
        fought: dict[frozenset[str], int] = {}
        for event in context.events:
            if event.type in _TAKING:
                taking.update(frozenset((a, b)) for a in event.who for b in event.who if a < b)
            pairs = [frozenset((a, b)) for a in event.who for b in event.whom]
            if event.type == "clash" and len(event.who) == _MOST_PARTIES:
                pairs.append(frozenset(event.who))
            for pair in pairs:
                fought[pair] = fought.get(pair, 0) + 1
        self.taking = taking
        self.acting = {frozenset((a, b)) for event in context.events if event.type not in ("clash", *_AGREED) and (
            event.status in ("happened", "ongoing")) for a in event.who for b in event.who if a < b}
        self.fought = fought
        self.side_by_side: dict[frozenset[str], int] = {}
        for x, y in pairwise(actors):
            if self._joined(x, y):
                pair = frozenset((x.ref, y.ref))
                self.side_by_side[pair] = self.side_by_side.get(pair, 0) + 1

    def allies(self) -> None:
        """Make the alliances of armed bodies that are named as one."""
        tokens = self.context.tokens
        for k, (x, y) in enumerate(pairwise(self.actors)):
            if x.ref == y.ref or (x.ref, y.ref) in self.tied or not self._joined(x, y):
                continue
            men = any(t.key in _MEN for t in tokens[x.first:x.last])
            if men and y.ref.startswith("person:"):  # the militias of X and of a person
                own = self.forces(y)
                if own is not None and (x.ref, own.ref) not in self.tied:
                    self.add("allied-with", x, own, "joint", None)
                continue
            kinds = {self.kinds.get(x.ref), self.kinds.get(y.ref)}
            if not kinds <= _ARMED or "armed-group" not in kinds:
                continue
            back = range(max(0, x.first - (_HELD_BACK if x.pro else 1)), x.first)
            held = any(_is_position(tokens[j].word) for j in back)
            shared = men and y.last - y.first <= _SHARED
            pair = frozenset((x.ref, y.ref))
            apart = any(t.key in _APART for t in tokens[max(0, x.first - _APART_NEAR):x.first])
            if kinds == {"armed-group"} and y.first - x.last <= 1 and not apart and not pair & {"is"} and (
                    held or shared or pair in self.taking):
                self.add("allied-with", x, y, "joint", None)
            elif self.fought.get(pair, 0) < self.side_by_side.get(pair, 0) and not pair & _NOBODYS_ALLY and (
                    self._one_party(k, apart=apart)) and not any(
                    t.key in _AMONG for t in tokens[max(0, x.first - _APART_NEAR):x.first]):
                self.add("allied-with", x, y, "one-party", None)

    def _joined(self, x: Mention, y: Mention, *, quoted: bool = False) -> bool:
        if y.first - x.last > _JOINED_REACH:
            return False
        between = self.context.tokens[x.last:y.first]
        words = [t for t in between if t.word.kind == "ar"]
        if any(t.key not in _UNITS and not (quoted and t.key == "و") for t in words):
            return False
        if any(t.word.kind == "punct" and t.word.form not in "\"”“«»'" for t in between):
            return False
        return bool(words and words[0].key.startswith("و")) or (not words and y.pro == "و")

    def _one_party(self, k: int, *, apart: bool) -> bool:
        """Whether actors ``k`` and ``k + 1`` are named alone and as one side."""
        x, y = self.actors[k], self.actors[k + 1]
        if (k > 0 and self._joined(self.actors[k - 1], x)) or (
                k + 2 < len(self.actors) and self._joined(y, self.actors[k + 2])):
            return False  # a list
        if any(self.context.theatre.data.actors[m.ref].kind == "state" or m.ref.endswith("-air")
               for m in (x, y) if m.ref in self.context.theatre.data.actors):
            return False
        tokens = self.context.tokens
        side = any(t.key in _SIDE for t in tokens[y.last:y.last + _SIDE_NEAR])
        sense = self.context.senses[y.last] if y.last < len(tokens) else None
        acting = frozenset((x.ref, y.ref)) in self.acting or (
            sense is not None and bool(sense.verbs) and not sense.nouns)
        return side or (not apart and acting and not self._of_one_state(x.ref, y.ref))

    def _of_one_state(self, a: str, b: str) -> bool:
        """Whether two are forces of one state."""
        known = self.context.theatre.data.actors
        return a in known and b in known and bool(known[a].country) and known[a].country == known[b].country and (
            known[a].sector in _STATE_SECTORS and known[b].sector in _STATE_SECTORS)

    def operations(self) -> None:
        """Ally those who act in one joint operation (نفذ X وY عملية مشتركة), one of them an armed body."""
        tokens = self.context.tokens
        for x, y in pairwise(self.actors):
            kinds = {self.kinds.get(x.ref), self.kinds.get(y.ref)}
            near = tokens[x.first].sentence == tokens[y.first].sentence and y.first - x.last <= _JOINED_REACH
            if x.ref == y.ref or not near or not kinds <= _ARMED | {"state"} or (
                    not (y.pro == "و" or self._joined(x, y, quoted=True))):
                continue
            if any(t.key in _APART for t in tokens[max(0, x.first - _APART_NEAR):x.first]):
                continue
            behind = [t for t in tokens[y.last:y.last + _JOINT_REACH] if t.sentence == tokens[y.first].sentence]
            at = next((k for k, t in enumerate(behind) if t.key in _JOINT), None)
            if at is None and any(t.key in _BOTH for t in behind[:_BOTH_NEAR]):
                at = len(behind)
            told = _OPERATIONS if kinds & _ARMED else _EXERCISES
            if at is not None and any(t.key.removeprefix("ال") in told for t in behind[:at]):
                self.add("allied-with", x, y, "operation", None)

    def units(self) -> None:
        """Make units parts of the army that they are said to be in (اللواء X في الجيش Y, كتيبة X بقوات Y)."""
        tokens = self.context.tokens
        for x, y in pairwise(self.actors):
            if x.ref == y.ref or (x.ref, y.ref) in self.tied or tokens[x.first].key.removeprefix("ال") not in _UNIT:
                continue
            inside = (y.first == x.last and y.pro == "ب") or (
                y.first == x.last + 1 and not y.pro and tokens[x.last].key in _INSIDE)
            army = any(rest.removeprefix("ال") in _ARMY for _, rest in tokens[y.first].word.proclitics)
            if inside and army and self.kinds.get(y.ref) == "armed-group" and self.kinds.get(x.ref) in _UNIT_KINDS:
                self.add("part-of", x, y, "unit", None)

    def agreements(self) -> None:
        """Make the ties of two parties to an agreement that the text says was made."""
        named: dict[str, Mention] = {}
        for mention in self.actors:
            named.setdefault(mention.ref, mention)
        for event in self.context.events:
            if event.type not in _AGREED or event.status not in ("happened", "ongoing"):
                continue
            at = self.context.starts.get(event.trigger_start, 0)
            if any(t.key in _BREAKING for t in self.context.tokens[max(0, at - _BREAKING_BACK):at]):
                continue  # of an agreement that is broken, not made
            inside = {m.ref for m in self.actors if event.start <= m.start < event.end}
            parties = [named[ref] for ref in dict.fromkeys(event.who)
                       if ref in inside and self.kinds.get(ref) in _PARTIES]
            if len(parties) == _MOST_PARTIES == len(set(event.who)) and not self._kin(parties[0].ref, parties[1].ref):
                a, b = (self._near(m, event.trigger_start) for m in parties)
                self.add("agrees-with", a, b, "agreement", (event.start, event.end))

    def deliveries(self) -> None:
        """Make those who give weapons arm those who get them (زودت X Y بصواريخ, يرسل X أسلحة إلى Y)."""
        for event in self.context.events:
            if event.type != "military-aid" or event.status not in ("happened", "ongoing"):
                continue
            at = self.context.starts.get(event.start, 0)
            words = [t for t in self.context.tokens[at:at + _GIFT] if t.start < event.end]
            if not any(rest.removeprefix("ال") in _WEAPONS for t in words for _, rest in t.word.proclitics):
                continue
            near = {m.ref: m for m in self.actors if event.start <= m.start < event.end}
            for a in event.who:
                for b in event.whom:
                    if a in near and b in near and near[a].first < near[b].first and (
                            self.kinds.get(a) in _GIVERS and self.kinds.get(b) in _GIVERS) and (
                            (a, b) not in self.tied):
                        self.add("arms", near[a], near[b], "delivery", (event.start, event.end))

    def _kin(self, a: str, b: str) -> bool:
        """Whether one is a part of the other, which makes no agreement."""
        known = self.context.theatre.data.actors
        return any(known[x].parent == y for x, y in ((a, b), (b, a)) if x in known)

    def _near(self, mention: Mention, at: int) -> Mention:
        """The mention of the same actor that stands nearest to a character offset."""
        return min((m for m in self.actors if m.ref == mention.ref), key=lambda m: abs(m.start - at))
