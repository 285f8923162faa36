"""Holdings that a text states outright: positions of X in Y, Y under the control of X, Y which X holds."""

from __future__ import annotations

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token
from maydan.reading.context import Context, Mention
from maydan.reading.holdings.chart import VAGUE, Chart
from maydan.reading.holdings.hands import Hands
from maydan.reading.holdings.make import kinds_of, made
from maydan.reading.holdings.told import is_base
from maydan.reading.holdings.words import ASSAULTS, HoldingWord, holding_word, positioned
from maydan.records import Holding, Place

_ON_IT = frozenset(("عليه", "عليها", "عليهما", "عليهم", "فيه", "فيها", "فيهما", "به", "بها", "بهما", "بداخله",
                    "بداخلها", "داخله", "داخلها"))
_STRONGHOLDS = frozenset(("معقل", "معاقل", "معقلا", "المعقل"))
_CALLED = frozenset(("شكلت", "شكل", "مثلت", "تمثل", "يمثل", "ظلت", "بقيت", "تبقي",
                     "تعد", "يعد", "تعتبر", "يعتبر", "كانت", "كان", "باتت", "اصبحت", "تشكل"))
_CALLED_BACK = 6  # tokens between "is counted" and a stronghold: what is counted one
_HAS = frozenset(("فيه", "فيها", "به", "بها", "تضم", "يضم", "تحوي", "يحوي", "حيث", "وجود", "تحتوي", "يحتوي", "تضمان"))
_RELATIVE = frozenset(("التي", "الذي", "اللتين", "اللتان", "الذين", "حيث"))
_IN = frozenset(("في", "علي", "داخل", "ضمن", "حول", "قرب", "وسط", "بكل", "محيط", "عند"))
_SINGULAR = ("موقعه", "مركزه", "موقعهم")
_VACATED = frozenset(("اخلت", "اخلي", "اخلوا", "واخلت", "واخلي", "اخلاء", "انسحبوا", "انسحبت", "انسحب", "انسحاب",
                      "غادروا", "غادرت", "بانسحاب"))
_AROUND = frozenset(("حول", "قرب", "عن"))  # who stands around a place does not stand in it
_OUT = frozenset(("من", "الي", "ضمن", "داخل", "نحو", "صوب"))
_WITHIN = frozenset(("ضمن", "في", "داخل"))
_LIES = frozenset(("تقع", "يقع", "الواقعه", "الواقع", "واقعه", "الواقعتين", "ضمن", "وتقع"))
_NEAR = frozenset(("بالقرب", "قرب", "مقربه"))
_SNIPERS = frozenset(("القناصه", "القناصين", "القناصون", "المسلحين", "المسلحون"))  # of a side that is not named
_THAT = frozenset(("ان", "انه", "انها"))
_THAT_NOT = frozenset(("ان", "لن", "ولن", "لا", "ولا"))
_FOR_HIM = frozenset(("له", "لها", "لهم"))
_STANDS = frozenset(("تمركز", "تواجد", "تجمع"))  # areas where somebody stands
_PAST = frozenset(("كان", "كانت", "كانتا", "كانوا", "وكانت", "وكان"))
_TO_CONTROL = frozenset(("لهيمنه", "لسيطرتي", "لسيطره", "لسيطرتها", "لسيطرته", "لسيطرتهم", "لنفوذ",
                         "لنفوذها", "لنفوذه", "للسيطره", "للنفوذ"))
_BUILDING = frozenset(("نصب", "نصبت", "نصبوا", "تنصب", "ينصب", "تقيم", "يقيم", "تنشئ",
                       "تنشي", "انشا", "انشات", "اقام", "اقامت", "استحدث", "استحدثت", "تملك", "يملك", "تمتلك", "يمتلك",
                       "اسس", "اسست", "لديها", "لديه", "ثبتت", "ثبت"))
_GATHERING = frozenset(("تجمع", "تجمعا"))  # also the name of a body
_HOUSES = frozenset(("مقر", "مقرا", "مقره", "مقرها", "مقرهم", "مستودع", "مستودعات", "مخزن", "مخازن", "مقرات", "مقار"))
_FIGHTERS = frozenset(("armed-group", "alliance"))
_LOST = frozenset(("خساره", "خسارته", "خسارتها", "خسارتهم", "فقدان", "فقدانهم", "فقدانها", "خسر", "خسرت", "خسروا"))
_BASES = frozenset(("base", "airport", "crossing", "port", "oilfield"))
_OFFICES = frozenset(("الامانه", "وزاره", "مجلس", "رئاسه", "شركه", "جامعه", "سفاره", "بعثه", "محطه"))
_WILL_BE = frozenset(("ستكون", "سيكون", "ستصبح", "سيصبح", "تصبح", "يصبح", "ستبقي", "سيبقي", "ستقع", "سيقع"))
_OPENED = frozenset(("،", ",", "(", "“", "«"))
_STATED_OF = frozenset(("كان", "كانت", "وكان", "وكانت", "التي", "الذي", "تزال", "يزال", "زالت", "قري", "قريه", "قريتين",
                        "بلدات", "بلده", "بلدتين", "مدن", "مدينه", "احياء"))
_ACTS = frozenset(("عمليه", "العمليه", "غاره", "قصف", "هجوم", "تفجير", "انفجار", "سقوط", "تحطم", "اشتباك", "كمين"))
_WHOLE_OF = frozenset(("منه", "منها", "منهما", "معظمه", "معظمها", "اغلبه", "اغلبها", "كامله", "كاملها",
                       "نصفه", "نصفها"))
_WHOLE_REACH = 5  # tokens between "over" and what of it
_TYPES = frozenset(("منطقه", "قريه", "بلده", "مدينه", "مديريه", "وادي", "جبل", "حي", "ناحيه", "قضاء"))
_OF_PEOPLE = frozenset(("قبيله", "تنظيم", "حركه", "جماعه", "حزب", "ميليشيا", "مليشيا", "قوات", "عشيره", "قبائل"))
_LAST_OF = frozenset(("اخر", "ابرز", "اهم", "اكبر", "احد"))  # the last pocket, one of the strongholds
_POCKETS = frozenset(("جيب", "جيوب", "معاقل", "معقل", "مواقع", "نقاط", "موقع"))
_SHARE = frozenset(("نسبه", "نسب", "مساحه"))
_WEB = frozenset(("الرسميه", "الرسمي", "الالكتروني", "الالكترونيه", "الاليكتروني", "الانترنت", "انترنت", "التواصل",
                  "الاخباري", "الاخباريه"))
_ELSEWHERE = frozenset(("بعد", "باتجاه", "نحو", "كما", "فيما", "بينما", "اثر", "خلال", "قبل", "بهدف", "صوب",
                        "وبعد", "عقب", "انطلاقا"))
_EDGES = frozenset(("محيط", "اطراف", "حدود", "تخوم"))
_OWNERS = 5  # tokens between a position and its owner
_PLACES = 8  # tokens between the owner and the places
_STATIONED = 4  # the same behind "stationed"
_ASIDE = 25  # tokens that a remark between a verb and its object may take
_AGAIN = frozenset(("المنطقه", "المدينه", "البلده", "القريه", "المحافظه", "الحي"))
_AREAS = frozenset(("مناطق", "المناطق", "منطقه", "المنطقه", "لمناطق", "بمناطق", "ومناطق", "الجيب", "الاراضي", "اراض",
                    "اراضي", "المدن", "البلدات", "القري", "المواقع", "مواقع", "مساحات", "المساحات", "اجزاء"))


def _is_area(token: Token) -> bool:
    """Whether a token names areas, behind a preposition too."""
    return token.key in _AREAS or any(rest in _AREAS or (pro and f"ال{rest}" in _AREAS and token.key.startswith("لل"))
                                      for pro, rest in token.word.proclitics)


def _area_word(key: str) -> str:
    at = max(key.find("مناطق"), key.find("منطقه"), 0)
    return key[at - 2 * (key[:at].endswith("ال")):]


_THE_FORCE = frozenset(("القوه", "الفصيل", "الجهه", "الطرف"))
_ASSAULT_BACK = 3  # tokens between the word of an attack and who made it


class States(Hands):
    """Finds the states of one document, sentence by sentence; ``owner`` carries over for "other positions in"."""

    def __init__(self, context: Context, chart: Chart) -> None:
        self.context, self.chart = context, chart
        self.found: list[Holding] = []
        self.owner: list[Mention] = []
        self.triggers = {e.trigger_start for e in context.events}
        self.taken = {e.trigger_start for e in context.events
                      if e.type in ("capture", "recapture") and e.status == "happened"}
        self.sides = kinds_of(context)

    def sentence(self, s: Sentence, telling: list[int]) -> None:
        """Try the words of a sentence that may state who holds ground."""
        for i in telling:
            row = holding_word(self.context.forms[i])
            if row is not None:
                getattr(self, "_" + row.pattern.replace("-", "_"))(i, row, s)

    # -- patterns -------------------------------------------------------------------------------------------------

    def _position(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """مواقع قوات X في Y; مواقع أخرى في Y; مقر لـ X في Y."""
        tokens = self.context.tokens
        if any(t.start in self.taken or any(rest in _VACATED for _, rest in t.word.proclitics)
               for t in tokens[max(s.first, i - 6):i]):
            return  # positions that their holder has left or lost
        if (tokens[i].key.lstrip("و") not in _STRONGHOLDS and any(
                t.key in _THAT for t in tokens[i + 1:min(i + 4, s.last)])) or tokens[i].key.startswith("ك"):
            return  # sites on the web that report something; what is used as a base
        if tokens[i].key == "الموقع" or self.chart.names_actor(i) or any(
                t.key in _WEB for t in tokens[i + 1:min(i + 5, s.last)]):
            return  # also: signed; a site on the web; a body's name
        if row.pronoun:
            if any(stem in tokens[i].key for stem in _SINGULAR):
                return  # its position, its centre: where a thing lies
            owners = [o for o in self._owner_of_pronoun(i, s) if self.sides.get(o.ref) != "tribe"]
            after = i + 1
        elif i + 1 < s.last and tokens[i + 1].key in _FOR_HIM and not any(
                rest in _GATHERING for _, rest in tokens[i].word.proclitics):
            owners, after = self._owner_of_pronoun(i, s), i + 2  # pockets of theirs
        elif i + 1 < s.last and tokens[i + 1].key in ("اخري", "مماثله", "اضافيه"):
            own = self.chart.actor_after(i + 2, s, 0)
            owners = self.chart.coordinated(own) if own is not None and own.pro.endswith("ل") else self.owner
            after = owners[-1].last if owners and owners[0] is own else i + 2
        else:
            owner = self.chart.actor_after(i + 1, s, 1 if tokens[i].key in _GATHERING else _OWNERS)
            if owner is None or not self._joined(i + 1, owner) or not self._belongs(i, owner):
                owner = self._nisba(i, s) or self._builder(i, s)
            if owner is None:
                return
            owners = self.chart.coordinated(owner)
            after = max(i + 1, owners[-1].last)
        if not owners:
            return
        places = self._places_in(after, s)
        if tokens[i].key.lstrip("و") in _STRONGHOLDS and not any(self.chart.kinds.get(p.ref) in VAGUE for p in places):
            places = self._called(i, s) or places
        wide = ("country",) if tokens[i].key.lstrip("و") not in _STRONGHOLDS else VAGUE
        if all(self.chart.kinds.get(p.ref) in wide for p in places):
            places = self._beside(i, after, s) or places
        if not places:
            places = self.chart.there(after, s)
        if not places and owners[0].generic and (base := self._base(i, owners[0])) is not None:
            places = [base]
        if not places and tokens[i].key in _STANDS and i > s.first and _is_area(tokens[i - 1]):
            places = self._unnamed_area(i - 1, owners)
        if places:
            self.owner = owners
        if any(rest in _HOUSES for _, rest in tokens[i].word.proclitics):
            owners = [o for o in owners if self.sides.get(o.ref) in _FIGHTERS or self._is_army(o)]
        if any(rest in _LOST for t in tokens[max(s.first, i - 2):i] for _, rest in t.word.proclitics):
            row = row._replace(change="loses")
        if places:
            self._listed(i, owners)
        self._add([o for o in owners if o.ref in self.sides], places, row, i, s, "position")

    def _is_army(self, owner: Mention) -> bool:
        """Whether a state's forces, and not its offices, are named."""
        actor = self.context.theatre.data.actors.get(owner.ref)
        return actor is not None and (actor.army == owner.ref != actor.government or any(
            t.key.lstrip("ول").startswith(("قوات", "القوات", "جيش", "الجيش", "لجيش")) for t in self.context.tokens[
                owner.first:owner.last]))

    def _is_called(self, i: int, s: Sentence) -> bool:
        """Whether "is counted", "was" stands before a stronghold."""
        return any(rest in _CALLED for t in self.context.tokens[max(s.first, i - _CALLED_BACK):i]
                   for _, rest in t.word.proclitics)

    def _called(self, i: int, s: Sentence) -> list[Mention]:
        """شكلت مدينة Y أبرز معاقل X في Z: the place that is called a stronghold, not where it lies."""
        return self.chart.place_before(i, s, 3) if self._is_called(i, s) else []

    def _beside(self, i: int, after: int, s: Sentence) -> list[Mention]:
        """الرقة، معقل X; معقل X الرقة; Y حيث يوجد مقر لـX: the place stands before, or is the other name."""
        tokens = self.context.tokens
        if tokens[i].key.lstrip("و") in _STRONGHOLDS:
            called = self._is_called(i, s)
            found = self.chart.meant(i, s, _PLACES) if called else (
                self.chart.right_before(i, s, 2) if not tokens[i].key.startswith("و") else [])
            named = self.chart.places_after(after, s, 1)
            return found or (named if named and not named[0].pro else [])
        if i > s.first and tokens[i - 1].key in _LAST_OF and tokens[i].key in _POCKETS:
            return self.chart.place_before(i - 1, s, 3)
        if any(t.key in _HAS for t in tokens[max(s.first, i - 3):i]):
            return self.chart.place_before(i, s, _PLACES) or self.chart.meant(i, s, _PLACES)
        return []

    def _area(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """مناطق X [في Y]: the holder stands right behind, without a preposition."""
        owner = self.chart.actor_after(i + 1, s, 0)
        if owner is None or owner.pro or owner.generic or owner.ref.startswith("person:"):
            return
        key = self.context.tokens[owner.first].key
        if key in _GATHERING or (owner.last - owner.first == 1 and key.endswith(("يه", "ي")) and key[:2] != "ال"):
            return  # where people gather; a Kurdish region
        if self.sides.get(owner.ref, "") not in ("armed-group", "alliance", "political", "state"):
            return
        owners = self.chart.coordinated(owner)
        places = self._places_in(owners[-1].last, s, close=True) or self._unnamed_area(i, owners)
        self._add(owners, places, row, i, s, "area")

    def _nisba(self, i: int, s: Sentence) -> Mention | None:
        """The state that an adjective right behind a position names (القاعدة الأميركية, نقطة تركية)."""
        tokens, known = self.context.tokens, self.context.theatre.nisba
        for j in range(i + 1, min(i + 3 + is_base(tokens[i].key), s.last)):
            actor = known.get(tokens[j].key.removeprefix("ال"))
            if actor is not None:
                ident = actor.army or actor.id
                return Mention("actor", j, j + 1, tokens[j].start, tokens[j].end, ident, generic=True)
            if tokens[j].word.kind != "ar" or tokens[j].key in _IN:
                return None
        return None

    def _builder(self, i: int, s: Sentence) -> Mention | None:
        """Who sets up positions, or has them, before the word for them (أنشأت X قواعد في Y)."""
        tokens = self.context.tokens
        if not any(rest in _BUILDING for t in tokens[max(s.first, i - 5):i] for _, rest in t.word.proclitics):
            return None
        return self.chart.actor_before(i, s, 4)

    def _own_position(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """معسكر/مركز تابع لـ X في Y: only with an owner behind a preposition."""
        owner = self.chart.actor_after(i + 1, s, 3)
        if owner is not None and owner.pro.endswith("ل"):
            self._add(self.chart.coordinated(owner), self._places_in(owner.last, s), row, i, s, "position")

    def _own(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """معقلهم في Y."""
        self._add(self._owner_of_pronoun(i, s), self._places_in(i + 1, s), row, i, s, "position")

    def _stationed(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """X المتمركزة في Y; Y التي يتحصن بها X."""
        tokens = self.context.tokens
        if i + 1 < s.last and tokens[i + 1].key in _ON_IT:
            owner = self.chart.actor_after(i + 2, s, 2)
            if owner is not None:
                self._add(self.chart.coordinated(owner), self.chart.place_before(i, s, 4), row, i, s, "relative")
            return
        behind = self.chart.actor_after(i + 1, s, 1) if tokens[i].key.lstrip("وف")[:1] in ("ت", "ي") else None
        if behind is not None and not behind.pro:
            owners = self.chart.coordinated(behind)
            places = self._places_in(owners[-1].last, s, _STATIONED)
            if not places and i > s.first and tokens[i - 1].key == "حيث":
                places = self.chart.place_before(i - 1, s, 2)  # Y، حيث تتمركز X
            self._add(owners, places, row, i, s, "stationed")
            return
        owner = self.chart.actor_before(i, s, 3)
        if owner is not None and owner.generic and owner.last == i and tokens[owner.first].key in _THE_FORCE:
            owner = self.chart.actor_before(owner.first, s, 2)  # تعد X القوة المسيطرة في Y
        if owner is not None and not any(positioned(t.word) or t.key in _SNIPERS for t in tokens[owner.last:i]):
            places = self._places_in(i + 1, s, _STATIONED) or self.chart.there(i + 1, s)
            self._add([owner], places, row, i, s, "stationed")

    def _control_noun(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """Y تحت سيطرة X, Y الخاضعة لسيطرة X; سيطرة X على Y."""
        tokens, word = self.context.tokens, self.context.tokens[i].word
        before = tokens[i - 1].key if i > s.first else ""
        under = before == "تحت" or word.key in _TO_CONTROL
        whose = self._nisba(i, s) if under and word.key.startswith(("ال", "لل")) else None
        if whose is not None:
            self._listed(i, [whose])
            row = row._replace(change="holds")
            self._add([whose], self.chart.place_before(i - 1, s, 6), row, i, s, "under-control")
        if whose is not None or row.change == "takes":
            return  # السيطرة على: an act, read with the events
        owner = None if row.pronoun else self.chart.actor_after(i + (before != "تحت"), s, 3)
        if under:
            places = self.chart.place_before(i - 1, s, 6)
            owners = self._owner_of_pronoun(i, s) if row.pronoun else self.chart.coordinated(owner) if owner else []
            area = next((k for k in range(i - 1, max(s.first, i - 5) - 1, -1) if _is_area(tokens[k])), None)
            if area is not None and self._said_of(area, s):
                places = self.chart.back_to(area, s) or places
                area = area if not places else None
            if owners and area is not None and (not places or tokens[area].key.startswith("ال") or any(
                    t.key in _OUT for t in tokens[places[-1].last:area])):
                places = self._unnamed_area(area, owners, i + 1 if row.pronoun else 0)
            if owners and not places:
                behind = self._places_in(i + 1, s)
                places = [p for p in behind if not any(t.key in _NEAR for t in tokens[i + 1:p.first])]
            self._add(owners, places, row, i, s, "under-control")
        elif _is_area(tokens[i - 1]) and row.pronoun:
            owners = self._owner_of_pronoun(i, s)
            if owners:
                places = self._places_in(i + 1, s, 2, close=True) or self._unnamed_area(i - 1, owners, i + 1)
                self._add(owners, places, row, i, s, "area-of-control")
        elif before in _SHARE and owner is not None:
            self._add([owner], self.chart.places_after(owner.last, s, _PLACES), row, i, s, "share")
        elif _is_area(tokens[i - 1]) and owner is not None:
            owners = self.chart.coordinated(owner)
            within = i - 2 >= s.first and tokens[i - 2].key in _WITHIN and any(
                rest in _LIES for t in tokens[max(s.first, i - 10):i - 2] for _, rest in t.word.proclitics)
            places = (self.chart.place_before(i - 2, s, 6) if within else []) or (
                self._places_in(owners[-1].last, s, close=True)) or self._unnamed_area(i - 1, owners)
            self._add(owners, places, row, i, s, "area-of-control")

    def _verb(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """Y التي يسيطر عليها X; يسيطر X على Y; X يسيطر على Y. The past is an act, read here only when relative."""
        tokens = self.context.tokens
        j = i + 1
        if i > s.first and tokens[i - 1].key in _THAT_NOT:
            return  # before they took it, that they may take it
        if j < s.last and tokens[j].key in _ON_IT and not (j + 1 < s.last and tokens[j + 1].key == "علي"):
            owner = self.chart.actor_after(j + 1, s, 2)
            if owner is not None and any(t.key in _IN for t in tokens[j + 1:owner.first]):
                return  # over which somebody else, not named, holds sway
            if owner is None and row.change == "holds" and any(_is_area(t) for t in tokens[max(s.first, i - 3):i]):
                self._add(self._owner_of_pronoun(i, s), self._places_in(j + 1, s, 1), row, i, s, "relative")
            elif owner is not None:
                owners = self.chart.coordinated(owner)
                areas = next((k for k in range(i - 1, max(s.first, i - 4), -1) if _is_area(tokens[k])), None)
                if areas is not None:  # some area, known only by who holds it, or by where it lies
                    places = self._places_in(owners[-1].last, s, 2) or (
                        self._unnamed_area(areas, owners) if row.change == "holds" else [])
                else:
                    who = i - 1 if tokens[i - 1].key in _RELATIVE else i
                    ahead = tokens[who - 1]
                    stated = (ahead.word.kind == "punct" and who == i) or ahead.key in _STATED_OF
                    places = (self.chart.place_before(i, s, 5) or self._places_in(owners[-1].last, s, 3, close=True)
                              or (self.chart.meant(i, s, 12) if stated else []))
                if tokens[j].key != "عليهما" or len(places) > 1:  # else two towns without a name
                    self._add(owners, places, row, i, s, "relative")
            elif row.change == "holds" and (owner := self.chart.actor_before(i, s, 0)) is not None and (
                    owner.pro[-1:] not in ("ل", "ب")):  # X holds it
                self._add([owner], self.chart.meant(i, s, 12), row, i, s, "pronoun")
            elif row.change == "takes":  # X had taken it
                owner = self.chart.subject_before(i, s, 25)
                if owner is not None and not owner.pro.endswith(("ل", "ب")):
                    meant = [p for p in self.chart.meant(i, s, 7) if self.chart.kinds.get(p.ref) != "country"]
                    self._add([owner], meant, row, i, s, "pronoun")
            return
        if row.change == "takes":
            return
        owner = self.chart.actor_after(j, s, 2)
        if owner is not None and i > s.first and tokens[i - 1].key in _RELATIVE and self._part_of_it(owner, s):
            self._add(self.chart.coordinated(owner), self.chart.place_before(i - 1, s, 3), row, i, s, "relative")
            return
        before = owner is None
        if owner is None:
            joined = tokens[i].key.startswith("و")
            owner = self.chart.subject_before(i, s, 25) if joined else self.chart.actor_before(i, s, 7)
        if owner is None:
            return
        owners = [owner] if before else self.chart.coordinated(owner)
        at = j if before else owners[-1].last
        places = (self.chart.places_named(at, s) or self.chart.pointed(at, s)
                  or self.chart.places_after(at, s, _PLACES) or self._over(at, s))
        if not places and not before and tokens[i - 1].key == "حيث" and row.change == "holds":
            places = self.chart.place_before(i - 1, s, 2)  # Y، حيث تسيطر X
        area = next((k for k in range(i - 1, max(s.first, i - 3) - 1, -1) if _is_area(tokens[k])), None)
        if not places and area is not None and not before:
            places = self._unnamed_area(area, owners)
        self._add(owners, places, row, i, s, "verb")

    def _part_of_it(self, owner: Mention, s: Sentence) -> bool:
        """Whether the owner is said to hold part of what is spoken of (على جزء كبير منه, على معظمها)."""
        tokens = self.context.tokens
        at = self.chart.coordinated(owner)[-1].last
        return at < s.last and tokens[at].key == "علي" and any(
            t.key in _WHOLE_OF for t in tokens[at + 1:min(at + _WHOLE_REACH, s.last)])

    def _over(self, at: int, s: Sentence) -> list[Mention]:
        """What a verb of control reaches over words put between, behind على; "the area" is the place before."""
        tokens = self.context.tokens
        for j in range(at, min(at + _ASIDE, s.last - 1)):
            if tokens[j].key == "علي":
                return self.chart.place_before(j, s, _ASIDE) if tokens[j + 1].key in _AGAIN else (
                    self.chart.places_after(j + 1, s, _PLACES))
        return []

    def _unnamed_area(self, first: int, owners: list[Mention], last: int = 0) -> list[Mention]:
        """مناطق سيطرة X: an area of its own, known only by who holds it; it is entered among the places."""
        context, tokens = self.context, self.context.tokens
        last = last or owners[-1].last
        known = self.chart.place_over(first, owners[0])
        if known is not None:
            return [known]
        quoted = last < len(tokens) and tokens[last].word.form in "\"»”" and any(
            t.word.form in "\"«“" for t in tokens[first:last])
        last += quoted
        start, end = tokens[first].after(context.text, len(tokens[first].key) - len(_area_word(tokens[first].key))), (
            tokens[last - 1].end)
        actors = context.theatre.data.actors
        who = " and ".join(actors[o.ref].name_en if o.ref in actors else o.ref.split(":")[-1] for o in owners)
        name = f"Areas held by {who}"
        if all(p.name_en != name for p in context.places):
            context.places.append(Place(
                text=context.text[start:end], name_en=name, kind="other", lat=None, lon=None, radius_km=100.0,
                mentions=((start, end),), relation="held-by", rule="place.held-by", confidence=0.6,
            ))
            self.chart.kinds[name] = "other"
        return [Mention("place", first, last, start, end, name)]

    # -- slots ----------------------------------------------------------------------------------------------------

    def _belongs(self, i: int, owner: Mention) -> bool:
        """Whether an actor behind a position with the article has it: by an adjective or لـ right behind."""
        tokens = self.context.tokens
        if not tokens[i].key.startswith("ال"):
            return True
        near = tokens[owner.first - 1:min(owner.first + 2, owner.last)]
        of_them = any(pro == "ل" and rest in _OF_PEOPLE for t in near for pro, rest in t.word.proclitics)
        return (owner.generic or owner.pro.endswith("ل") or of_them) and owner.first - i <= 3 and not any(
            t.key.startswith("و") for t in tokens[i + 1:owner.first])

    def _joined(self, first: int, owner: Mention) -> bool:
        """Whether only type words or adjectives stand between a position and its owner: no preposition but لـ."""
        tokens = self.context.tokens
        between = tokens[first:owner.first]
        if any(t.key in _IN or t.key in _ACTS or t.key in _OFFICES for t in between):
            return False
        return all(t.word.kind != "punct" or t.word.form in "\"«“”»" for t in between)

    def _places_in(self, first: int, s: Sentence, reach: int = _PLACES, *, close: bool = False) -> list[Mention]:
        """Places behind في, على or بـ within reach; ``close``: with no comma before them."""
        tokens = self.context.tokens
        places = self.chart.places_after(first, s, reach)
        if not places or (close and any(
                t.word.form in _OPENED or t.key in _ACTS for t in tokens[first:places[0].first])):
            return []
        between = tokens[first:places[0].first]
        if any(t.key in _ELSEWHERE or (close and t.key == "علي") for t in between):
            return []
        clause = next((k for k, t in enumerate(between) if t.key in _RELATIVE), None)
        if clause is not None and not (clause + 1 < len(between) and (
                holding_word(between[clause + 1].word) is not None or between[clause + 1].key in _LIES)):
            return []  # what they did, and where
        if any(self._is_verb(t.index) for t in between[:2] if close):
            return []  # what starts from there
        inside = any(t.key in _IN for t in between) or places[0].pro.endswith("ب") or any(
            t.key[:1] == "ب" and len(t.key) > 3 for t in between)
        return places if inside else []

    def _is_verb(self, i: int) -> bool:
        """Whether a token can only be a verb."""
        sense = self.context.senses[i]
        return bool(sense.verbs) and not sense.nouns

    def _owner_of_pronoun(self, i: int, s: Sentence) -> list[Mention]:
        owner = self.chart.actor_before(i, s, 40)
        tokens = self.context.tokens
        if owner is not None and tokens[i - 1].key in ("علي", "ضد") and i - owner.last <= _ASSAULT_BACK and any(
                rest in ASSAULTS for t in tokens[max(s.first, owner.first - _ASSAULT_BACK):i]
                for _, rest in t.word.proclitics):
            owner = self.chart.actor_before(owner.first, s, 40)  # هجوم شنه X على نقاطهم: whom it befell
        return [owner] if owner is not None else []

    # -- records --------------------------------------------------------------------------------------------------

    def _add(
        self, owners: list[Mention], places: list[Mention], row: HoldingWord, i: int, s: Sentence, rule: str,
    ) -> None:
        tokens = self.context.tokens
        if rule in ("position", "stationed"):
            places = [p for p in places if tokens[p.first - 1].key not in _AROUND]
            if places and self.chart.is_vague(places[0]):
                places = []
            places = [p for p in places if not self.chart.is_vague(p) and self.chart.kinds.get(p.ref) != "country"]
            places = [p for p in places if self.chart.kinds.get(p.ref) != "province" or not any(
                t.key in _EDGES for t in tokens[max(s.first, p.first - 2):p.first])]
            if any(self.chart.kinds.get(p.ref) not in VAGUE for p in places):
                many = sum(p.pro.startswith("و") for p in places) > 0
                places = [p for p in places if self.chart.kinds.get(p.ref) not in VAGUE or p.pro.startswith("و") or (
                    many and p is places[0])]
        if rule in ("position", "stationed") and places and self.chart.kinds.get(places[0].ref) == "province" and any(
                t.key.removeprefix("ب").removeprefix("و") in _TYPES for t in tokens[i + 1:places[0].first - 1]):
            places = []  # in a town of no known name
        if row.change == "loses" and rule == "position":
            rule = "lost-position"
        past = self._past(i, owners, places, s)
        status = "happened" if past or row.change in ("takes", "loses") else "ongoing"
        if status == "ongoing" and any(t.key in _WILL_BE for t in tokens[max(s.first, i - 6):i]):
            status = "forecast"
        when = self.chart.since(i, owners, places, s)
        self.found.extend(made(self.context, owners, places, row.change, i, s, f"holding.{rule}", status,
                               when=when or ("PAST_REF" if past and row.change == "holds" else None)))

    def _past(self, i: int, owners: list[Mention], places: list[Mention], s: Sentence) -> bool:
        """Whether the state is told as over: كان before it, with nothing but its own words between."""
        tokens = self.context.tokens
        own = {k for m in (*owners, *places) for k in range(m.first, m.last)}
        steps = 0
        for j in range(i - 1, s.first - 1, -1):
            if tokens[j].key in _PAST:
                return True
            steps += j not in own
            if steps > 2:
                return False
        return False

