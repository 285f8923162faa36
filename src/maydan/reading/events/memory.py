"""What stays in mind from clause to clause: subjects, parties, strikers, places; and who agrees with a verb."""

from __future__ import annotations

from bisect import bisect_left

from maydan.reading.clauses import Arg, Grammar
from maydan.reading.context import Mention

SPEAKER = "speaker"  # marker of a doer who does it by what he says
SUFFERER = "sufferer"  # marker of a party to whom an act happens (تعرضت X لهجوم)
POINTED = "anaphor"  # marker of a place that words like "the two towns" point back to
_OF_GENDER = {
    "احياء": frozenset(("neighbourhood",)), "المطار": frozenset(("airport", "base")),
    "المدينه": frozenset(("town",)), "البلده": frozenset(("town", "village")), "القريه": frozenset(("village",)),
    "المعبر": frozenset(("crossing",)), "الحي": frozenset(("neighbourhood",)),
    "القاعده": frozenset(("base", "airport")),
    "ها": frozenset(("town", "village", "base", "district", "countryside", "other")),
    "ه": frozenset(("airport", "crossing", "neighbourhood", "oilfield", "port", "base")),
}
_RECENT = 12  # places among which a pair is looked for

_FEMININE = {
    "قوات",
    "فصائل",
    "كتائب",
    "الويه",
    "روسيا",
    "تركيا",
    "ايران",
    "سوريا",
    "سوريه",
    "اسرائيل",
    "فرنسا",
    "بريطانيا",
    "المانيا",
    "واشنطن",
    "موسكو",
    "دمشق",
    "انقره",
    "طهران",
    "قسد",
    "قوي",
    "وحدات",
    "عصابات",
    "السلطات",
    "الامم",
    "حماس",
    "فرق",
    "مصادر",
    "شرطه",
    "عشائر",
    "قبائل",
    "حركات",
    "دول",
    "اطراف",
    "مقاتلات",
    "طائرات",
}


_MASCULINE = {
    "جيش",
    "تنظيم",
    "نظام",
    "طيران",
    "تحالف",
    "حزب",
    "داعش",
    "مجلس",
    "رئيس",
    "وزير",
    "مرصد",
    "سلاح",
    "حوثيون",
    "مدنيين",
    "مدنيون",
    "مجتمع",
    "اتحاد",
    "ائتلاف",
    "مبعوث",
    "برلمان",
    "كونغرس",
}


class Memory:
    """The subjects of the last clauses, for verbs without one of their own."""

    __slots__ = (
        "air",
        "grounds",
        "last_sentence",
        "last_where",
        "parties",
        "places",
        "strike_sentence",
        "strike_type",
        "striker",
        "subjects",
    )

    def __init__(self, grounds: list[Mention] | None = None) -> None:
        self.grounds = grounds or []  # mentions of places, in order
        self.subjects: list[tuple[list[Arg], str]] = []
        self.air: list[Arg] = []
        self.parties: list[Arg] = []
        self.places: list[Arg] = []
        self.last_where: list[str] = []
        self.last_sentence = -9
        self.striker: list[str] = []
        self.strike_type = ""
        self.strike_sentence = -9

    def ground(self, start: int, enclitic: str, kinds: dict[str, str]) -> list[Arg]:
        """The place told last before a code point that an object pronoun may stand for, by its gender."""
        wanted = _OF_GENDER.get(enclitic)
        upto = bisect_left(self.grounds, start, key=lambda m: m.start)
        for m in reversed(self.grounds[max(0, upto - _RECENT):upto]):
            if wanted and kinds.get(m.ref) in wanted:
                return [Arg(POINTED, "", m, m.first, m.last)]
        return []

    def called(self, grammar: Grammar, at: int) -> list[Arg]:
        """The place told last that "the airport", "the town" at a token points back to."""
        if at >= grammar.last or grammar.inside.get(at) is not None or grammar.key(at) not in _OF_GENDER:
            return []
        return self.ground(grammar.token(at).start, grammar.key(at), grammar.context.kinds)

    def pair(self, start: int) -> list[Arg]:
        """The last two places told side by side (X and Y) before a code point, of those shortly before it."""
        upto = bisect_left(self.grounds, start, key=lambda m: m.start)
        for n in range(upto - 1, max(0, upto - _RECENT), -1):
            one, two = self.grounds[n - 1], self.grounds[n]
            if two.pro.startswith("و") and two.first - one.last <= 1 and one.ref != two.ref:
                return [Arg(POINTED, "", m, m.first, m.last) for m in (one, two)]
        return []

    def note(self, args: list[Arg], grammar: Grammar) -> None:
        """Remember the subject of a clause."""
        actors = [a for a in args if a.mention is not None and a.mention.kind == "actor"]
        if actors:
            self.subjects.append((actors, number_of(actors, grammar)))
            del self.subjects[:-6]

    def fitting(self, person: str) -> list[Arg]:
        """The last subject that agrees with a verb of this person."""
        for actors, number in reversed(self.subjects):
            if number == person or (person == "3mp" and number in ("3mp", "3fs")):
                return actors
        return self.subjects[-1][0] if self.subjects else []


def number_of(actors: list[Arg], grammar: Grammar) -> str:
    """Agreement of a subject: 3fs, 3ms or 3mp."""
    mention = actors[0].mention
    head = actors[0].head
    if mention and (not head or "quantity" in grammar.words.classes.get(head, set()) or head.isdigit()):
        head = grammar.bare_key(mention.first)
    if mention and mention.pro and head.startswith(mention.pro):
        head = head[len(mention.pro) :]
    bare = head.removeprefix("ال")
    if bare in _FEMININE or bare.endswith(("ه", "ات")):
        return "3fs"
    if bare.endswith(("ون", "وا")) or bare in ("عناصر", "مقاتلو", "مسلحو", "ثوار", "متمردين", "حوثيون"):
        return "3mp"
    return "3ms"


def agrees(person: str, subject: list[Arg], grammar: Grammar, pro: str = "") -> bool:
    """Whether what stands behind a verb may be its subject: singular verbs before it agree in gender only.

    Newspapers write the short name of the Islamic State as a feminine too where nothing joins the verb to another
    subject (``pro``).
    """
    if person not in ("3ms", "3fs", "3mp"):
        return True
    if person == "3mp":
        return False
    number = number_of(subject[:1], grammar)
    if person == "3fs":
        if not pro and grammar.key(subject[0].at) == "داعش":
            return True
        return number != "3ms" or not _surely_masculine(subject[0], grammar)
    return number != "3fs"


def _surely_masculine(arg: Arg, grammar: Grammar) -> bool:
    mention = arg.mention
    return mention is not None and not arg.head and grammar.bare_key(mention.first).removeprefix("ال") in _MASCULINE


def person_of(enclitic: str) -> str:
    return {"ها": "3fs", "هم": "3mp", "هما": "3mp"}.get(enclitic, "3ms")
