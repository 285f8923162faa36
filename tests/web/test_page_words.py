"""The page's words stand in both languages, every key in use is there, and the page's styles turn with the language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from maydan.picture.classes import CLASS_OF
from maydan.records.vocabulary import CHANGES, EVENT_GROUPS, EVENT_TYPES, FIGURE_OF, PLACE_KINDS, RELATIONS, STATUSES
from maydan.tables import lexicon

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
SOURCES = sorted([*(WEB / "src").rglob("*.svelte"), *(WEB / "src").rglob("*.ts")])
PARTS = sorted(p.stem for p in (WEB / "src/i18n/en").glob("*.json"))
_PLURALS = ("zero", "one", "two", "few", "many", "other")
# Left and right have a meaning where time runs from left to right or the map lies; there alone.
_PHYSICAL = re.compile(r"(?<![-\w])(?:margin|padding|border)-(?:left|right)\s*:|text-align\s*:\s*(?:left|right)"
                       r"|float\s*:|(?<![-\w])(?:left|right)\s*:\s*[\d-]")


def words(language: str, part: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((WEB / f"src/i18n/{language}/{part}.json").read_text(encoding="utf-8"))
    return found


CATALOGUE = {language: {f"{part}.{key}": value for part in PARTS for key, value in words(language, part).items()}
             for language in ("en", "ar")}


def test_both_languages_have_the_same_parts() -> None:
    assert PARTS
    assert sorted(p.stem for p in (WEB / "src/i18n/ar").glob("*.json")) == PARTS


@pytest.mark.parametrize("part", PARTS)
def test_every_string_stands_in_both_languages(part: str) -> None:
    english, arabic = words("en", part), words("ar", part)
    assert set(english) == set(arabic)
    for key in english:
        assert english[key].strip() and arabic[key].strip(), key
        assert _named(english[key]) == _named(arabic[key]), key


def _named(message: str) -> set[str]:
    """Names of the values that a message takes: after a brace, before a comma or the closing brace, at top level or in
    a plural's branches."""
    return set(re.findall(r"{(\w+)(?:,|})", re.sub(r"\b(?:zero|one|two|few|many|other|=\d+)\s*{[^{}]*}", "", message)))


@pytest.mark.parametrize("part", PARTS)
def test_arabic_plurals_have_all_forms(part: str) -> None:
    for key, text in words("ar", part).items():
        for match in re.finditer(r",\s*plural,", text):
            branch = text[match.end():]
            for form in _PLURALS:
                assert re.search(rf"\b{form}\s*{{", branch), f"{part}.{key} lacks the form {form}"


def test_every_key_in_use_is_there() -> None:
    missing = []
    for file in SOURCES:
        text = file.read_text(encoding="utf-8")
        for key in re.findall(r"""(?<![\w.])t\(\s*["']([\w-]+\.[\w-]+)["']""", text):
            missing += [f"{file.name}: {key}"] if key not in CATALOGUE["en"] else []
        for start in re.findall(r"""(?<![\w.])t\(\s*`([\w-]+\.[\w-]*)\$""", text):
            missing += [f"{file.name}: {start}…"] if not any(k.startswith(start) for k in CATALOGUE["en"]) else []
    assert not missing


def test_every_term_has_words() -> None:
    kinds = ("event", "holding", "tie", "saying", "outlook", "figure", "time")
    states = ("machine", "accepted", "corrected", "rejected", "added", "held", "contested", "shared", "unknown")
    figures = {row["unit"] for row in lexicon("units") if row["unit"]}
    figures |= {row["mod"] for row in lexicon("approximators")}
    weapons = {"chemical", "blast", "aircraft", "rocket", "artillery"}
    wanted = {*EVENT_TYPES, *EVENT_GROUPS, *STATUSES, *CHANGES, *RELATIONS, *FIGURE_OF, *PLACE_KINDS, *figures,
              *weapons, *CLASS_OF.values(), *kinds, *states,
              "forecast", "aim", "condition", "likely", "unlikely", "possible"}
    have = words("en", "terms")
    assert not {w for w in wanted if w not in have} - {"places"}


def test_no_catalogue_key_is_left_over() -> None:
    used = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES)
    starts = tuple(re.findall(r"`([\w-]+\.[\w-]*)\$", used))
    views = {f"shell.{name}" for name in re.findall(r"^  (\w+): {", used, re.M)}
    left = [key for key in CATALOGUE["en"] if not key.startswith("terms.") and key not in views
            and f'"{key}"' not in used and f"'{key}'" not in used and not (starts and key.startswith(starts))]
    assert not left


def test_styles_turn_with_the_language() -> None:
    found = []
    for file in [*SOURCES, *(WEB / "src").rglob("*.css")]:
        text = file.read_text(encoding="utf-8")
        styles = "".join(re.findall(r"<style>(.*?)</style>", text, re.S)) if file.suffix == ".svelte" else text
        if file.suffix in (".svelte", ".css"):
            found += [f"{file.name}: {m.group(0)}" for m in _PHYSICAL.finditer(styles)]
    assert not found


def test_nothing_comes_from_elsewhere() -> None:
    """No markup from strings, no inline style attributes (the policy forbids them), no address of another host."""
    for file in SOURCES:
        text = file.read_text(encoding="utf-8")
        assert "{@html" not in text and "innerHTML" not in text, file.name
        assert not re.search(r"<[a-z][^>]*\sstyle=", text), file.name
        for address in re.findall(r"https?://[^\s\"'`<>)]+", text):
            assert address.startswith(("http://www.w3.org/", "http://127.0.0.1")), f"{file.name}: {address}"


def test_the_lock_file_holds_no_address_of_a_registry() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())
    versions = [p.get("version", "") for p in lock["packages"].values()]
    assert versions and not any("http" in v for v in versions)
