"""Writes ``lexicons/ar/verb_forms.tsv``: every written form of each verb that the event lexicons name.

Run after adding a verb to ``triggers.tsv``, ``light_verbs.tsv`` or ``verbs.tsv``::

    python tools/build_verb_forms.py

A verb is named there by root and pattern ("قصف:I", "هدف:X", "قوم:I/a~u"). The forms come from mazini, which is
needed here only; the table it leaves is all that the reader needs. Forms are folded (no vowel marks, one alef),
so those that newspapers write alike stand once.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mazini import MaziniError, conjugate
from mazini.lexicon import attested_wazns

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from maydan.arabic.fold import fold  # noqa: E402
from maydan.theatre.tables import lexicon, values  # noqa: E402

PERSONS = ("3ms", "3fs", "3md", "3fd", "3mp", "3fp", "1s", "1p", "2ms", "2mp")
COLUMNS = {
    "past": "past_{}",
    "past_passive": "past_pass_{}",
    "present": "ind_{}",
    "present_passive": "ind_pass_{}",
    "subjunctive": "sub_{}",
    "jussive": "juss_{}",
    "jussive_passive": "juss_pass_{}",
}
NAMES = {
    "II": "فعّل",
    "III": "فاعل",
    "IV": "أفعل",
    "V": "تفعّل",
    "VI": "تفاعل",
    "VII": "انفعل",
    "VIII": "افتعل",
    "IX": "افعلّ",
    "X": "استفعل",
    "Iq": "فعلل",
    "IIq": "تفعلل",
    "IVq": "افعللّ",
}
FORM_ONE = ("فعَل يفعُل", "فعَل يفعِل", "فعَل يفعَل", "فعِل يفعَل", "فعُل يفعُل", "فعِل يفعِل")
LEXICONS = ("triggers", "light_verbs", "verbs")


def pattern_of(root: str, code: str) -> str:
    """The name of a pattern: "I" alone takes the first attested one of its kind."""
    if code.startswith("I/"):
        return code
    if code != "I":
        return NAMES[code]
    known = attested_wazns(root)
    return next((w for w in FORM_ONE if w in known), FORM_ONE[0])


def row_of(verb: str) -> list[str]:
    """One line of the table."""
    root, _, code = verb.partition(":")
    reduced = code.endswith("*")
    try:
        made = conjugate(root, pattern_of(root, code.rstrip("*")), passive=True, reduced=reduced)
    except MaziniError:
        made = conjugate(root, pattern_of(root, code.rstrip("*")), reduced=reduced)
    cells = [verb, fold(made.lemma if isinstance(made.lemma, str) else made.slots["past_3ms"][0].form)]
    for slot in COLUMNS.values():
        forms = []
        for person in PERSONS:
            name = slot.format("2d" if person == "2d" else person)
            forms.append("/".join(dict.fromkeys(fold(f.form) for f in made.slots.get(name, []))))
        cells.append("|".join(forms).rstrip("|"))
    for name in ("imp_2ms", "imp_2mp"):
        cells.append("/".join(dict.fromkeys(fold(f.form) for f in made.slots.get(name, []))))
    for name in ("ap", "pp"):
        cells.append("/".join(dict.fromkeys(fold(f.form) for f in made.slots.get(name, []) if f.form != "?")))
    vn = [] if code.startswith("I/") or code == "I" else [fold(f.form) for f in made.slots.get("vn", [])]
    cells.append("/".join(dict.fromkeys(f for f in vn if f != "?")))
    return cells


def main() -> int:
    """Read the verbs of all lexicons and write the table."""
    verbs = sorted({v for name in LEXICONS for row in lexicon(name) for v in values(row.get("verb", ""))})
    header = ["verb", "word", *COLUMNS, "imperative", "imperative_plural", "active", "passive", "masdar"]
    lines = ["\t".join(header)]
    failed = []
    for verb in verbs:
        try:
            lines.append("\t".join(row_of(verb)))
        except (MaziniError, KeyError) as error:
            failed.append(f"{verb}: {error}")
    out = ROOT / "src" / "maydan" / "lexicons" / "ar" / "verb_forms.tsv"
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} verbs")
    print("\n".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
