"""The phrases and shapes that give boilerplate away, compiled once from ``lexicons/ar/boilerplate.tsv``."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from maydan.intake.lines import bare
from maydan.tables import lexicon, values

MONTHS = (
    "يناير|فبراير|مارس|[اأإ]بريل|مايو|ماي|يونيو|يونيه|يوليو|يوليه|[اأ]غسطس|سبتمبر|[اأ]كتوبر|نوفمبر|ديسمبر|"
    "كانون|شباط|[اآأ]ذار|نيسان|[اأ]يار|حزيران|تموز|[اآ]ب|[اأ]يلول|تشرين|جانفي|فيفري|أفريل|جوان|جويلية|أوت|"
    "محرم|صفر|ربيع|جماد[ىي]|رجب|شعبان|رمضان|شوال|ذو|january|february|march|april|may|june|july|august|september|"
    "october|november|december"
)
_DAY = "(?:ال)?(?:سبت|[اأ]حد|[اإ]ثنين|ثلاثاء|[اأ]ربعاء|خميس|جمعة)"
_NUMBER = "[0-9٠-٩]"
NUMERIC_DATE = re.compile(rf"{_NUMBER}{{1,4}}\s*[-/.\\]\s*{_NUMBER}{{1,2}}\s*[-/.\\]\s*{_NUMBER}{{2,4}}")
WORD_DATE = re.compile(
    rf"{_NUMBER}{{1,2}}\s*(?:من\s+)?(?:{MONTHS})|(?:{MONTHS})\s+{_NUMBER}{{1,2}},?\s+{_NUMBER}{{4}}", re.IGNORECASE
)
CLOCK = re.compile(rf"{_NUMBER}{{1,2}}\s*:\s*{_NUMBER}{{2}}")
_DATE_WORDS = re.compile(
    rf"{_NUMBER}+|{MONTHS}|{_DAY}|ال[اأ]ول|الثاني|ثان[يى]?|[اأ]ول|[اآ]خر|الحجة|القعدة|تحديث|نشر|فى|في|تاريخ|التاريخ|"
    r"الساعة|بتوقيت|دمشق|غرينتش|جرينتش|مكة|المكرمة|بيروت|القاهرة|ت|م|ص|ه[ـ]?|gmt|utc|am|pm|من|يوم|عام|تم|[\s\-–—/.|,،:؛()•\\]",
    re.IGNORECASE,
)
COUNTER = re.compile(
    rf"^{_NUMBER}[0-9٠-٩٬,.]*\s*(?:زيارة|مشاهدة|مشاهدات|قراءة|تعليق|تعليقات|views?|دقائق للقراءة|دقيقة)?$"
)
AGO = re.compile(
    rf"^(?:منذ|قبل)?\s*(?:{_NUMBER}{{1,2}})?\s*(?:ثانية|ثواني|دقيقة|دقائق|ساعة|ساعات|ساعتين|يوم|أيام|يومين)\s*(?:مضت|مضى)?$"
)
SIGNATURE = re.compile(r"^[—–-]+ .{0,80}\(@\w{1,20}\).{0,40}$")
HASHTAGS = re.compile(r"^(?:#[\w_]+[\s,،|]*)+$")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+$")
INLINE = re.compile(
    "[(\\[]?(?:[اإأ]قر[أاؤ](?:وا)?|طالع(?:وا)?|شاهد(?:وا)?)[ \\xa0]+(?:[أا]يض[اًا]{1,2}|المزيد|كذلك)[ \\xa0]*[:\\]»|)]"
    "|رابط[ \\xa0]+الخبر[ \\xa0]+ب"
)
TAGS = re.compile(r"(?<=\s)سمات[ \xa0]+(?=[^\n.،؛:]{2,200}\s*\Z)")
"""The word before the tags that a page puts behind its last sentence."""
_INLINE_HINTS = ("اقرأ", "إقرأ", "اقرا", "أقرأ", "إقرا", "طالع", "شاهد ", "شاهدوا ",
                 "رابط الخبر", "سمات ")
FINAL = ".؟!…"
CLOSERS = "\"'»”’)]} \u200f\u200e\xa0"


class Rule(msgspec.Struct, frozen=True):
    """One row of the lexicon for one way of matching. See the columns of ``boilerplate.tsv``."""

    form: str
    kind: str
    takes: str


class Rules(msgspec.Struct, frozen=True):
    """The lexicon by way of matching; keys are folded, without punctuation.

    Attributes:
        line: whole lines. start: by first word, the forms that begin a line, longest first. colon: what stands before
            a colon. words: of which rows of buttons are made. tail: credits at the end of captions.
    """

    line: dict[str, Rule]
    start: dict[str, tuple[tuple[str, Rule], ...]]
    colon: dict[str, Rule]
    words: dict[str, Rule]
    tail: dict[str, Rule]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The compiled lexicon."""
    tables: dict[str, dict[str, Rule]] = {"line": {}, "colon": {}, "words": {}, "tail": {}}
    start: dict[str, list[tuple[str, Rule]]] = {}
    for row in lexicon("boilerplate"):
        key = bare(row["form"])
        ways = zip(values(row["kind"]), values(row["match"]), values(row["takes"]), strict=True)
        for kind, match, takes in ways:
            rule = Rule(row["form"], kind, takes)
            if match == "start":
                start.setdefault(key.split(" ", 1)[0], []).append((key, rule))
            else:
                tables[match][key] = rule
    longest = {first: tuple(sorted(forms, key=lambda f: -len(f[0]))) for first, forms in start.items()}
    return Rules(tables["line"], longest, tables["colon"], tables["words"], tables["tail"])


def phrase(key: str, raw: str) -> Rule | None:
    """The lexicon row that a short line matches, by its whole, its beginning, a colon or as a row of buttons.

    Args:
        key: :func:`bare` of the line. raw: the line itself.
    """
    table = rules()
    if rule := table.line.get(key):
        return rule
    first = key.split(" ", 1)[0]
    for form, rule in table.start.get(first, ()):
        if key.startswith(form) and (len(key) == len(form) or key[len(form)] == " "):
            return rule
    colon = raw.find(":", 0, 24)
    if colon > 0 and (rule := table.colon.get(bare(raw[:colon]))):
        return rule
    return _buttons(key, table)


def _buttons(key: str, table: Rules) -> Rule | None:
    words = key.split()
    if not 1 <= len(words) <= 20 or (words[0] not in table.words and " ".join(words[:2]) not in table.words):
        return None
    at = 0
    while at < len(words):
        for size in (3, 2, 1):
            if " ".join(words[at : at + size]) in table.words:
                at += size
                break
        else:
            return None
    return next(iter(table.words.values()))


def is_date_line(raw: str) -> bool:
    """Whether a line is a printed date or time of day and little else."""
    if len(raw) > 70 or not any(map(str.isdigit, raw)):
        return False
    if not (NUMERIC_DATE.search(raw) or WORD_DATE.search(raw) or CLOCK.search(raw)):
        return False
    return not _DATE_WORDS.sub("", raw).strip()


def opens_with_date(raw: str) -> bool:
    """Whether a short line begins with a full date: "الاثنين 6 آب 2012 الساعة 10 / مراسلنا"."""
    if len(raw) > 110:
        return False
    match = NUMERIC_DATE.search(raw) or WORD_DATE.search(raw)
    return match is not None and match.start() <= 14 and any(map(str.isdigit, raw[match.start() : match.start() + 30]))


def credit(raw: str) -> bool:
    """Whether a line ends in the credit of a picture: "... - أرشيفية", "... (رويترز)", ".../ فيسبوك"."""
    text = raw.rstrip(CLOSERS + "*")
    if not text or text[-1] in FINAL:
        return False
    at = max(text.rfind(mark) for mark in "-–—ـ/(|")
    if at < 8 or len(text) - at > 40 or text[:at].rstrip(CLOSERS)[-1:] in FINAL:
        return False
    tail = bare(text[at:])
    return tail in rules().tail or (tail.split(" ", 1)[0] in rules().tail and len(tail.split()) <= 3)


def credit_or_outlet(raw: str) -> bool:
    """Whether one side of a dash in a short line is an outlet, an agency or "متابعات"."""
    table = rules()
    parts = [bare(part) for part in re.split(r"\s*[-–—ـ/]\s*", raw)]
    return any(part in table.tail or part in table.line or part in table.colon for part in parts if part)


def ends_sentence(raw: str) -> bool:
    """Whether a line ends as a sentence does."""
    text = raw.rstrip(CLOSERS)
    return bool(text) and text[-1] in FINAL


def may_hold_inline(text: str) -> bool:
    """Whether it is worth looking for :data:`INLINE` links in a text."""
    return any(hint in text for hint in _INLINE_HINTS)
