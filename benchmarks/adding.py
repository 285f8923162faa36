"""What adding documents to a case costs: reading, storing, and working out the picture, in processor time.

    python benchmarks/adding.py FILE... [--documents 1000] [--before 0]

Takes documents in as ``maydan case add`` does, into an empty case or (``--before``) into one that holds others of the
same files and has its picture; the picture is worked out once after.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from maydan import native
from maydan.case import Case, add
from maydan.intake import documents as intake
from maydan.records import Document


def adding(case: Case, found: Sequence[Document]) -> None:
    """Add documents, ask for the picture, and print what each part cost."""
    spent = 0.0
    read = add.read_document

    def timed(*arguments: Any, **named: Any) -> Any:
        nonlocal spent
        begun = time.process_time()
        try:
            return read(*arguments, **named)
        finally:
            spent += time.process_time() - begun

    add.read_document = timed
    begun = time.process_time()
    try:
        report = case.add_documents(found)
    finally:
        add.read_document = read
    store = time.process_time() - begun - spent
    begun = time.process_time()
    picture = case.picture()
    merge = time.process_time() - begun
    whole = spent + store + merge
    print(f"{report.added} documents, {report.records} records, {len(picture.incidents)} incidents: reading "
          f"{spent:.1f} s, store {store:.1f} s ({store / (spent + store):.0%} of adding), picture {merge:.1f} s; store "
          f"and picture {(store + merge) / whole:.0%} of all", flush=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="what adding documents to a case costs")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--before", type=int, default=0, help="documents that the case holds already")
    parser.add_argument("--theatre", default="syria")
    arguments = parser.parse_args()
    gc.set_threshold(50_000, 20, 20)  # as the command line has it
    every = (d for d in intake(arguments.files, published="2023-01-01") if isinstance(d, Document))
    found = list(itertools.islice(every, arguments.before + arguments.documents))
    print(f"reader {native.state().name}", flush=True)
    with tempfile.TemporaryDirectory() as folder, Case.create(
            Path(folder) / "added", theatre=arguments.theatre) as case:
        if arguments.before:
            adding(case, found[:arguments.before])
        adding(case, found[arguments.before:])


if __name__ == "__main__":
    main()
