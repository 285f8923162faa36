"""Reading measured by corpus, length of document and step, against a bare scan for the same names and other tools.

    python benchmarks/reading.py [CORPUS ...] [--documents 200] [--repeat 5] [--brief] [--json FILE]

CORPUS is a folder of texts, or JSON Lines; without it the packaged sample is read. Of several, the first documents of
each are taken; the table by corpus has a row for each and one for all, whole reading and mentions alone (times, places,
actors, figures); steps are those of the first. MAYDAN_PURE=1 in the environment measures the sources where the reader
is compiled. All figures are processor seconds of this process; of several repetitions the least counts for each
document, since others only add to it.
The floor is one pass of a multi-pattern matcher (ahocorasick_rs) over the same text for the names of the same theatre.
dateparser, farahidi and HeidelTime (``--heideltime``: folder of its jar) are run beside it where they are installed;
they are comparators for development only.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import itertools
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from maydan import native
from maydan.arabic.fold import fold
from maydan.arabic.tokens import Token, tokenize
from maydan.engine.pool import settle, warm
from maydan.intake import documents
from maydan.reading import reader
from maydan.reading.context import Context
from maydan.records.document import Document
from maydan.tables import package_data
from maydan.theatre.choose import choose_theatre
from maydan.theatre.compiled import Theatre
from maydan.theatre.compiled import theatre as load_theatre
from maydan.theatre.names import all_names

LENGTHS = (100, 300, 1_000, 3_000)  # words: bounds of the groups
MENTIONS = ("find_times", "find_actors", "find_places", "find_figures")
Row = dict[str, Any]


def words(text: str) -> int:
    """Words of a text, by white space."""
    return len(text.split())


def least(work: Callable[[], object], repeat: int) -> float:
    """Processor seconds of the quickest of several repetitions."""
    best = float("inf")
    for _ in range(repeat):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def by_corpus(corpora: dict[str, list[Document]], repeat: int) -> tuple[list[Row], list[float]]:
    """Cost of a word and documents of 300 words a second, whole reading and mentions alone, for each corpus and all.

    Returns:
        the rows, and the seconds of whole reading of each document.
    """
    found = [d for some in corpora.values() for d in some]
    whole, mentions = [float("inf")] * len(found), [float("inf")] * len(found)
    for _ in range(repeat):  # passes over all, so that a disturbance meets one repetition of a document and not all
        for best, work in ((whole, reader.read_document), (mentions, _mentions)):
            for n, document in enumerate(found):
                best[n] = min(best[n], least(lambda w=work, d=document: w(d), 1))
    rows: list[Row] = []
    first = 0
    for name, some in [*corpora.items(), ("all", found)]:
        first = 0 if name == "all" else first
        here = slice(first, first + len(some))
        first += len(some)
        count = sum(words(d.text) for d in some)
        seconds, alone = sum(whole[here]), sum(mentions[here])
        rows.append({
            "corpus": name, "documents": len(some), "words": count, "us_a_word": seconds / count * 1e6,
            "ms_a_document": seconds / len(some) * 1e3, "of_300_words_a_second": count / 300 / seconds,
            "mentions_alone": count / 300 / alone,
        })
    return (rows if len(corpora) > 1 else rows[:1]), whole


def by_length(found: Sequence[Document], best: Sequence[float]) -> list[Row]:
    """Microseconds a word and documents of 300 words a second, for each group of lengths."""
    costs = [(words(d.text), seconds) for d, seconds in zip(found, best, strict=True)]
    rows = []
    for low, high in itertools.pairwise((0, *LENGTHS, 10**9)):
        group = [(n, seconds) for n, seconds in costs if low <= n < high]
        if group:
            rows.append(_row(f"{low}-{high if high < 10**9 else ''} words", group))
    rows.append(_row("all", costs))
    return rows


def _row(name: str, group: list[tuple[int, float]]) -> Row:
    total, seconds = sum(n for n, _ in group), sum(s for _, s in group)
    return {"documents": name, "count": len(group), "words": total, "us_a_word": seconds / total * 1e6,
            "documents_of_300_words_a_second": total / 300 / seconds}


def by_step(found: Sequence[Document], repeat: int) -> list[Row]:
    """Share of each step; a step's cost is that of its least repetition, document by document."""
    names = ["tokens and theatre", "names", *(step.__name__ for step in reader.STEPS)]
    cost = dict.fromkeys(names, 0.0)
    for document in found:
        best = dict.fromkeys(names, float("inf"))
        for _ in range(repeat):
            for name, seconds in _steps(document).items():
                best[name] = min(best[name], seconds)
        for name, seconds in best.items():
            cost[name] += seconds
    total, count = sum(cost.values()), sum(words(d.text) for d in found)
    return [{"step": name, "us_a_word": seconds / count * 1e6, "share": seconds / total}
            for name, seconds in cost.items()]


def _steps(document: Document) -> dict[str, float]:
    clock = time.process_time
    begun = clock()
    tokens, theatre = _tokens(document)
    taken = {"tokens and theatre": clock() - begun}
    begun = clock()
    context = _context(document, tokens, theatre)
    taken["names"] = clock() - begun
    for step in reader.STEPS:
        begun = clock()
        step(context)
        taken[step.__name__] = clock() - begun
    context.close()
    return taken


def _tokens(document: Document) -> tuple[list[Token], Theatre]:
    tokens = tokenize(document.text)
    return tokens, load_theatre(choose_theatre(document.text, tokens))


def _context(document: Document, tokens: list[Token], theatre: Theatre) -> Context:
    return Context.of(
        document.text, theatre, tokens=tokens, published=document.published, title=document.title or "",
        source=document.source or "", doc=document.name,
        skipped=tuple((s.start, s.end) for s in document.repeats if s.reads == "nothing"),
        quiet=tuple((s.start, s.end) for s in document.repeats if s.reads != "nothing"),
    )


def _mentions(document: Document) -> None:
    context = _context(document, *_tokens(document))
    for step in reader.STEPS:
        if step.__name__ in MENTIONS:
            step(context)


def floor(found: Sequence[Document], repeat: int) -> Row | None:
    """One scan for all names of the theatre, with nothing made of what is found; None without ahocorasick_rs."""
    if importlib.util.find_spec("ahocorasick_rs") is None:
        return None
    matcher: Any = importlib.import_module("ahocorasick_rs")
    names = sorted({fold(name) for name, _ in all_names(load_theatre("syria").data)} - {""})
    automaton = matcher.AhoCorasick(names)
    texts = [fold(d.text) for d in found]
    seconds = sum(least(lambda t=t: automaton.find_matches_as_indexes(t), repeat) for t in texts)
    count = sum(words(d.text) for d in found)
    return {"tool": "bare multi-pattern scan", "patterns": len(names), "us_a_word": seconds / count * 1e6,
            "words_a_second": count / seconds}


def others(found: Sequence[Document], heideltime: Path | None) -> list[Row]:
    """Tools beside Maydan, where they are installed, on the first documents."""
    some = found[:20]
    count = sum(words(d.text) for d in some)
    rows: list[Row] = []

    def add(tool: str, what: str, work: Callable[[], object]) -> None:
        rows.append({"tool": tool, "does": what, "us_a_word": least(work, 1) / count * 1e6})

    if importlib.util.find_spec("dateparser"):
        search = importlib.import_module("dateparser.search").search_dates
        add("dateparser", "times", lambda: [search(d.text, languages=["ar"]) for d in some])
    if importlib.util.find_spec("farahidi"):
        analyse = getattr(importlib.import_module("farahidi"), "analyze", None)
        if analyse is not None:
            add("farahidi", "morphology", lambda: [analyse(w) for d in some for w in d.text.split()])
    if heideltime is not None:
        from compare_times import heideltime as tagger  # runs Java: its seconds are of the wall clock

        begun = time.perf_counter()
        for document in some:
            tagger(heideltime)(document.text, document.published)
        rows.append({"tool": "HeidelTime", "does": "times (wall clock, with its start-up)",
                     "us_a_word": (time.perf_counter() - begun) / count * 1e6})
    return rows


def growth(found: Sequence[Document]) -> list[Row]:
    """Cost of one line without end, ten times and a hundred times as long: linear where a word costs the same."""
    seed = " ".join(d.text.replace("\n", " ").replace(".", " ") for d in found[:30])
    rows = []
    for size in (10_000, 100_000, 1_000_000):
        text = (seed * (size // len(seed) + 1))[:size]
        seconds = least(lambda text=text: reader.read(text), 1)
        rows.append({"letters": size, "seconds": seconds, "us_a_word": seconds / words(text) * 1e6})
    return rows


def show(title: str, rows: Sequence[Row]) -> None:
    """A table of rows, as text."""
    if not rows:
        return
    print(f"\n{title}")
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_cell(row.get(name, "")) for name in names] for row in rows]
    widths = [max(len(name), *(len(line[n]) for line in cells)) for n, name in enumerate(names)]
    for line in (names, *cells):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    return f"{value:,.3f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", metavar="CORPUS", type=Path, nargs="*")
    parser.add_argument("--documents", type=int, default=200, help="taken from each corpus")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--brief", action="store_true", help="the table by corpus alone")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--heideltime", type=Path)
    parser.add_argument("--long", action="store_true", help="also one line of up to a million letters")
    args = parser.parse_args()
    corpora = {path.name: [d for d in itertools.islice(documents([path]), args.documents) if isinstance(d, Document)]
               for path in args.corpora or [Path(str(package_data("sample")))]}
    found = [d for some in corpora.values() for d in some]
    first = next(iter(corpora.values()))
    warm()
    warm("syria")
    for document in found:
        reader.read_document(document)
    settle()
    print(f"reader: {native.state().name}")
    rows, best = by_corpus(corpora, args.repeat)
    result: dict[str, Any] = {"by_corpus": rows}
    if not args.brief:
        result |= further(found, first, best, args)
    for title, rows in result.items():
        show(title.replace("_", " "), rows)
    if args.json:
        args.json.write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")


def further(
    found: list[Document], first: list[Document], best: list[float], args: argparse.Namespace,
) -> dict[str, Any]:
    """Tables by length and step, and of the tools beside."""
    result: dict[str, Any] = {"by_length": by_length(found, best), "by_step": by_step(first, args.repeat)}
    least_cost = floor(found, args.repeat)
    whole = result["by_length"][-1]["us_a_word"]
    beside = [] if least_cost is None else [least_cost]
    beside += others(found, args.heideltime)
    for row in beside:
        row["reading_costs_times"] = whole / row["us_a_word"]
    result["beside"] = beside
    if args.long:
        result["long"] = growth(found)
    return result


if __name__ == "__main__":
    main()
