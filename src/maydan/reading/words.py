"""What each written word may be in a clause: a finite verb, an event noun, a marker, a word of some class.

The answer for a form is worked out once and remembered (:meth:`Words.sense`); a text costs one dictionary
look-up a token. The lexicons behind it are ``triggers``, ``light_verbs``, ``verbs``, ``markers`` and
``word_classes`` (``lexicons/ar``). Other readers may ask for further lexicons by :func:`words_of`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Token, Word
from maydan.arabic.verbs import VerbReading, VerbTable
from maydan.theatre.names import name_keys
from maydan.theatre.tables import Row, lexicon, values

SOFT = {"،", ",", "؛", ":", ";"}
_DIACRITIC_DAMMA = "\u064f"
_MARKS_END = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_NO_CLASS: frozenset[str] = frozenset()
_NEVER_VERBS = frozenset(("وزير", "واثنين", "اثنين"))  # names and numbers that some rare form of a verb is written like
_POSSESSED = ("ته", "تها", "تهم", "تهما", "تنا")
_JOINED_ARTICLE = ("وال", "بال", "فال", "كال", "لل", "وبال", "ولل")
_OPENED = ("ف", "تحت")  # فتحت: she opened, hardly "and so under"
_NOUN_PRO = {"", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل"}


class Marker(NamedTuple):
    """A preposition, conjunction or particle of one or several words.

    Attributes:
        name: the role that it gives ("على", "agent", "cause", "if", ...). kind: prep, cause words are preps too;
            "sub", "comp", "rel", "result" begin a clause; "neg" and "part" stand before a verb; "none" looks like one,
            and is none (بدون طيار).
        length: words.
    """

    name: str
    kind: str
    length: int


class NounReading(NamedTuple):
    """A verbal noun, event noun or participle as it stands in a word.

    Attributes:
        key: what was looked up: "verb:<root:form>" for regular derivatives or "row:<word>" of a trigger row.
        part: "masdar", "active", "passive".
        pro: proclitics. article: whether ال stands. enclitic: possessive pronoun or "".
        rest: the folded words that must follow.
        ending: "", "dual", "acc" (tanwin with alif) or "bound" (before a pronoun).
    """

    key: str
    part: str
    pro: str
    article: bool
    enclitic: str
    rest: tuple[str, ...] = ()
    ending: str = ""

    @property
    def length(self) -> int:
        """Words."""
        return 1 + len(self.rest)


@dataclass(slots=True)
class Sense:
    """All that a form may be (see the module)."""

    verbs: tuple[VerbReading, ...] = ()
    nouns: tuple[NounReading, ...] = ()
    classes: frozenset[str] = frozenset()
    conj: str = ""
    clitic: str = ""
    article: bool = False
    passive_mark: bool = False
    present: bool = False


@dataclass(slots=True)
class NounTable:
    """Forms of verbal and event nouns: first word -> (rest of the words, key, part, ending)."""

    forms: dict[str, list[tuple[tuple[str, ...], str, str, str]]] = field(default_factory=dict)

    def add(self, noun: str, key: str, part: str) -> None:
        """Enter a noun with its regular inflections."""
        keys = name_keys(noun)
        if not keys:
            return
        first, rest = keys[0], keys[1:]
        if first.startswith("ال") and rest:
            self._put(first, rest, key, part, "")
            return
        for form, ending in inflections(first):
            self._put(form, rest, key, part, ending)

    def _put(self, first: str, rest: tuple[str, ...], key: str, part: str, ending: str) -> None:
        known = self.forms.setdefault(first, [])
        entry = (rest, key, part, ending)
        if not any(e[:3] == entry[:3] for e in known):
            known.append(entry)


def inflections(noun: str) -> list[tuple[str, str]]:
    """A folded noun in its regular forms: itself, with tanwin, dual, and before a pronoun."""
    if noun.endswith("ه") and len(noun) > 2:
        stem = noun[:-1]
        return [
            (noun, ""),
            (stem + "ت", "bound"),
            (stem + "تان", "dual"),
            (stem + "تين", "dual"),
            (stem + "تي", "dual"),
            (stem + "تا", "dual"),
            (stem + "ات", ""),
        ]
    found = [(noun, "")]
    if noun.endswith("ي") and len(noun) > 3:
        found.append((noun[:-1] + "ا", "bound"))
    if noun.endswith("اء"):
        found += [(noun[:-1] + "ئ", "bound"), (noun[:-1] + "ؤ", "bound")]
    elif not noun.endswith(("ات", "ين", "ون", "ا", "ي")):
        found += [(noun + "ا", "acc"), (noun + "ين", "dual"), (noun + "ان", "dual")]
    return found


class Words:
    """Senses of written forms, from the lexicons.

    Attributes:
        classes: folded word -> its classes.
        senses: word -> what it may be. markers: word -> markers that it may begin, () for none.
        stems: word -> its key without conjunction, preposition and article, as far as a lexicon knows the rest.
        plain: verbs whose short forms are read as verbs where no noun is known.
    """

    def __init__(
        self,
        verbs: VerbTable,
        nouns: NounTable,
        markers: list[Row],
        classes: list[Row],
        plain: frozenset[str] = frozenset(),
    ) -> None:
        self.verbs, self._nouns, self.plain = verbs, nouns, plain
        self._markers: dict[str, list[tuple[tuple[str, ...], Marker]]] = {}
        for row in markers:
            keys = name_keys(row["words"])
            marker = Marker(row["marker"], row["kind"], len(keys))
            self._markers.setdefault(keys[0], []).append((keys[1:], marker))
        for known in self._markers.values():
            known.sort(key=lambda m: -len(m[0]))
        self.classes: dict[str, set[str]] = {}
        for row in classes:
            for word in values(row["words"]):
                self.classes.setdefault(fold(word), set()).add(row["class"])
        self.senses: Memo[Word, Sense] = Memo(self._make, FEW)
        self.stems: Memo[Word, str] = Memo(self._stem, FEW)
        self.markers: Memo[Word, tuple[tuple[tuple[str, ...], tuple[Marker, str]], ...]] = Memo(self._starts, FEW)

    def sense(self, word: Word) -> Sense:
        """What a form may be; remembered."""
        return self.senses[word]

    def stem(self, word: Word) -> str:
        """Folded word without conjunction, preposition and article, as far as a lexicon knows the rest; remembered."""
        return self.stems[word]

    def turns(self, word: Word) -> bool:
        """Whether a clause may turn at a word: a comma, or what may be a verb."""
        sense = self.senses[word]
        return bool(sense.verbs) or sense.present or word.form in SOFT

    def _stem(self, word: Word) -> str:
        for split in word.splits if word.kind == "ar" else ():
            if not split.enclitic and (split.stem in self.classes or (split.article and len(split.stem) > 1)):
                return split.stem
        return word.key

    def spellings(self, word: Word) -> frozenset[str]:
        """Ways in which a lexicon may write a word of a text: with and without clitics and endings."""
        key, stem = word.key, self.stems[word]
        ways = {key, stem, key.removeprefix("ال")}
        if len(key) > 3 and key[0] in "وبلف":
            ways.add(key[1:])
        ways |= {stem[:-cut] for cut in (1, 2, 3) if len(stem) - cut >= 4}
        for its in _POSSESSED:  # قاعدتها: قاعده
            if stem.endswith(its) and len(stem) - len(its) >= 3:
                ways.add(f"{stem[:-len(its)]}ه")
        for joined in _JOINED_ARTICLE:
            if key.startswith(joined) and len(key) - len(joined) >= 3:
                ways.add(key[len(joined):])
        return frozenset(ways)

    def _starts(self, word: Word) -> tuple[tuple[tuple[str, ...], tuple[Marker, str]], ...]:
        """(further words, (marker, conjunction)) of each marker that may begin with a word, in order of trial."""
        if word.kind != "ar":
            return ()
        return tuple(
            (rest, (marker, pro))
            for pro, stem in word.proclitics
            if pro in ("", "و", "ف") and (pro, stem) != _OPENED
            for rest, marker in self._markers.get(stem, ())
        )

    def marker(self, tokens: list[Token], i: int, stop: int) -> tuple[Marker, str] | None:
        """The longest marker that starts at token ``i``, with the conjunction before it."""
        following = ""
        for rest, found in self.markers[tokens[i].word]:
            if not rest:
                return found
            last = i + 1 + len(rest)
            if last > stop:
                continue
            following = following or tokens[i + 1].word.key
            if rest[0] != following and not (rest[0] == "ل" and last == i + 2 and following[:1] == "ل"):
                continue
            if rest[0] == "سيطره" and _over_ground(tokens, i, stop):
                continue
            if all(_same(tokens[i + 1 + n].word, key, n + 1 == len(rest)) for n, key in enumerate(rest) if n):
                return None if found[0].kind == "none" else found
        return None

    def nouns_at(self, tokens: list[Token], i: int, stop: int) -> tuple[NounReading, ...]:
        """Event nouns that start at token ``i``, the longest first."""
        sense = self.senses[tokens[i].word]
        if not sense.nouns:
            return ()
        found = []
        following: tuple[str, ...] = ()
        for reading in sense.nouns:
            if not reading.rest:
                found.append(reading)
            elif i + reading.length <= stop:
                if not following:
                    key = tokens[i + 1].word.key
                    following = key, key.removesuffix("ا"), key.removeprefix("ال"), key.removesuffix("ه")
                if reading.rest[0] in following and all(
                    _stem_same(tokens[i + 1 + n].word, key) for n, key in enumerate(reading.rest)
                ):
                    found.append(reading)
        if len(found) > 1:
            found.sort(key=lambda r: -r.length)
        return tuple(found)

    def _make(self, word: Word) -> Sense:
        if word.kind != "ar":
            return Sense()
        marbuta = word.form.rstrip(_MARKS_END).endswith("ة")
        tanwin = "\u064b" in word.form
        verbs = (
            []
            if tanwin or word.key in _NEVER_VERBS
            else sorted((v for v in self.verbs.read(word) if not (marbuta and v.enclitic == "ه")), key=_likely)
        )
        nouns: list[NounReading] = []
        classes: set[str] = set()
        clitic = ""
        for split in word.splits:
            if split.pro not in _NOUN_PRO:
                continue
            if (split.enclitic in ("ني", "ي") and not split.article) or (marbuta and split.enclitic == "ه"):
                continue
            for rest, key, part, ending in self._nouns.forms.get(split.stem, ()):
                if (
                    (ending == "bound") != bool(split.enclitic)
                    and (ending or split.enclitic)
                    and not (split.enclitic and not ending and not rest and not split.stem.endswith("ه"))
                ):
                    continue
                if ending == "acc" and split.pro[-1:] in ("ب", "ل", "ك"):
                    continue  # بحثا is no ب + حثا: behind a preposition nouns take no such ending
                nouns.append(NounReading(key, part, split.pro, split.article, split.enclitic, rest, ending))
            known = self.classes.get(split.stem)
            if not known and split.article:
                known = self.classes.get("ال" + split.stem)
            if known and (len(split.stem) > 2):
                classes |= known
                clitic = clitic or split.pro[-1:] if split.pro[-1:] in ("ب", "ل", "ك") else clitic
        if not clitic:
            for n in nouns:
                if n.pro[-1:] in ("ب", "ل", "ك"):
                    clitic = n.pro[-1]
                    break
        key = word.key
        conj = ""
        if len(key) > 3 and key[0] in "وف" and key not in self.classes:
            conj = key[0]
        body = key[1:] if conj else key
        if not clitic:
            if body.startswith(("بال", "كال")) and len(body) > 4:
                clitic = body[0]
            elif body.startswith("لل") and len(body) > 3:
                clitic = "ل"
        article = body.startswith("ال") or (clitic != "" and body[1:].startswith(("ال", "ل")))
        present = any(v.form.tense in ("present", "jussive") for v in verbs)
        if (
            not verbs
            and not nouns
            and not classes
            and len(body) > 3
            and body[0] == "ي"
            and not body.endswith(("ه", "ا"))
        ):
            present = True
        if not (verbs or nouns or classes):
            return _bare(conj, clitic, article, _DIACRITIC_DAMMA in word.form[:3], present)
        return Sense(
            tuple(verbs),
            tuple(dict.fromkeys(nouns)),
            frozenset(classes) if classes else _NO_CLASS,
            conj,
            clitic,
            article,
            _DIACRITIC_DAMMA in word.form[:3],
            present,
        )


@cache
def _bare(conj: str, clitic: str, article: bool, passive_mark: bool, present: bool) -> Sense:
    """The sense of a form that is in no lexicon; one for all such forms."""
    return Sense((), (), _NO_CLASS, conj, clitic, article, passive_mark, present)


def _likely(reading: VerbReading) -> tuple[bool, bool, bool, bool]:
    """Order of readings: third person, no pronoun, no imperative, past before present where both are written alike."""
    form = reading.form
    return form.tense == "imperative", form.person[0] != "3", bool(reading.enclitic), form.tense not in ("past",)


_LEADING = frozenset(("الي", "عن"))
_OVER = 7  # tokens behind the word of control among which stands what it is over
_SPITE = frozenset(("الرغم", "رغم", "حد", "خلفيه", "اثر", "ايدي", "يد"))


def _over_ground(tokens: list[Token], i: int, stop: int) -> bool:
    """Whether control is an act that is led to (أدى إلى سيطرة X على Y), and not whose hands something comes into."""
    if tokens[i].word.key not in _LEADING:
        return False
    for t in range(i + 3, min(i + 2 + _OVER, stop - 1)):
        word = tokens[t].word
        if word.kind == "punct":
            return False
        if word.key == "علي":
            return tokens[t + 1].word.key not in _SPITE
    return False


def _same(word: Word, key: str, last: bool) -> bool:
    """Whether a word of a text is the next word of a marker; its last word may bear the clitic that it governs."""
    if word.key == key:
        return True
    return last and key == "ل" and word.key.startswith("ل")


def _stem_same(word: Word, key: str) -> bool:
    own = word.key
    return own == key or own == key + "ا" or own == "ال" + key or own == key + "ه"


_NOUNS_TOO = {
    "دور:I/a~u",
    "حدث:I",
    "عمد:I",
    "علق:II",
    "نقل:I",
    "نشر:I",
    "حكم:I",
    "دعم:I",
    "ضغط:I",
    "حشد:I",
    "زرع:I",
    "كتب:I",
    "بين:II",
    "سجل:II",
    "علم:I",
    "عرف:I",
    "رصد:I",
    "ختم:I",
    "عبر:II",
    "قرر:II",
}
_THINGS = {"aircraft", "member", "fighter", "civil", "person", "target"}


@cache
def words_of(*extra: str) -> Words:
    """Senses from the packaged lexicons; ``extra`` names further lexicons with ``verb`` and ``nouns`` columns."""
    verbs = VerbTable(lexicon("verb_forms"))
    nouns = NounTable()
    classes = lexicon("word_classes")
    people = {fold(w) for row in classes if row["class"] in _THINGS for w in values(row["words"])}
    for name in ("triggers", "light_verbs", *extra):
        for row in lexicon(name):
            unused = {fold(n[1:]) for n in values(row.get("nouns", "")) if n.startswith("-")} | people
            for verb in values(row.get("verb", "")):
                for masdar in verbs.masdar.get(verb, ()):
                    if masdar not in unused:
                        nouns.add(masdar, f"verb:{verb}", "masdar")
                for part, table in (("active", verbs.active), ("passive", verbs.passive)):
                    if table.get(verb):
                        nouns.add(table[verb], f"verb:{verb}", part)
                        if not table[verb].endswith("ي"):
                            nouns.add(table[verb] + "ه", f"verb:{verb}", part)
                            nouns.add(table[verb] + "ون", f"verb:{verb}", part)
            for noun in values(row.get("nouns", "")):
                if not noun.startswith("-"):
                    nouns.add(noun, f"row:{name}:{row['word']}", "masdar")
    plain = {v for name in ("triggers", "light_verbs", *extra) for row in lexicon(name) for v in values(row["verb"])}
    plain |= {row["verb"] for row in lexicon("verbs") if row["kind"] in ("say", "copula")}
    return Words(verbs, nouns, lexicon("markers"), classes, frozenset(plain - _NOUNS_TOO))
