"""Kill a process at random moments of adding, reviewing and merging; check that nothing accepted is lost.

    python benchmarks/stress_case.py [--kills 50] [--seed 1] [--database postgresql://...]

A child process adds documents, decides on records and asks for the picture, and reports each thing done on its standard
output, after the call returned. It is killed (SIGKILL) after a random time; then everything it reported must be in the
case, and the case must verify.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from maydan.case import Case
from maydan.intake import from_text

PLACES = ("حلب", "منبج", "الباب", "جرابلس", "تل رفعت", "عفرين", "اعزاز", "الرقة", "دير الزور", "تدمر")
SEEN = 8.0  # seconds within which a kill falls, after the child is ready


def text_of(number: int) -> str:
    """A report that differs from every other."""
    place = PLACES[number % len(PLACES)]
    return (f"سيطرت قوات سوريا الديمقراطية على بلدة {place} يوم {number % 28 + 1} شباط 2016، وقتل {number + 2} مدنيين "
            f"في غارات شنها الطيران الحربي على مدينة {place}. وقال مصدر إن الهدنة رقم {number} لن تصمد.")


def work(where: str) -> None:
    """The child: add, decide, undo, ask for the picture, without end; say what is done."""
    with Case.open(where) as case:
        number = len(case.documents())
        print("ready", flush=True)
        while True:
            done = []
            for _ in range(5):
                done.append(from_text(text_of(number), published="2016-03-01", source=f"desk {number % 3}"))
                number += 1
            case.add_documents(done)
            print("added", *(d.document_id for d in done), flush=True)
            for row in case.records("events", document=done[0].document_id)[:3]:
                result = case.decide(row["record_id"], "accept", reviewer="child", reason=f"number {number}",
                                     seen=row["version"])
                print("decided", result.record_id, result.seq, result.state, flush=True)
                if row["who"]:
                    result = case.decide(row["record_id"], "correct", reviewer="child", seen=result.version,
                                         changes={"who": [f"new:doer-{number}"]})
                    print("decided", result.record_id, result.seq, result.state, flush=True)
            if number % 20 == 0:
                case.reread(force=True)
                case.picture()
                print("pictured", flush=True)


def one_kill(where: str, rng: random.Random, span: float = SEEN) -> tuple[float, int]:
    """Start the child, kill it, check the case.

    Returns:
        Seconds after which it was killed, and how many things it had reported.

    Raises:
        AssertionError: something reported is not there, or the case does not verify.
    """
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        with said.open("w") as out:
            child = subprocess.Popen([sys.executable, __file__, "--child", where], stdout=out)
        for _ in range(1200):
            if child.poll() is not None or "ready" in said.read_text():
                break
            time.sleep(0.05)
        after = rng.uniform(0.0, span)
        time.sleep(after)
        assert child.poll() is None, f"the child ended by itself with {child.returncode}"
        child.kill()
        child.wait()
        lines = [line.split() for line in said.read_text().splitlines(keepends=True) if line.endswith("\n")]
    with Case.open(where) as case:
        found = case.verify()
        assert found.ok, found.problems
        there = {d["document_id"] for d in case.documents()}
        last: dict[str, tuple[int, str]] = {}
        for what, *rest in lines:
            if what == "added":
                assert set(rest) <= there, f"documents are lost: {set(rest) - there}"
            elif what == "decided":
                last[rest[0]] = (int(rest[1]), rest[2])
        for record, (seq, state) in last.items():
            assert seq in [d.seq for d in case.history(record)], f"decision {seq} is lost"
            newer = case.history(record)[-1].seq > seq
            assert newer or case.record(record)["state"] == state, f"{record} is not {state}"
    return after, len(lines)


def stress(where: str, kills: int, seed: int, span: float = SEEN) -> int:
    """Kill ``kills`` times, all on one case; how many things were reported and found."""
    rng = random.Random(seed)
    return sum(one_kill(where, rng, span)[1] for _ in range(kills))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--span", type=float, default=SEEN, help="a kill falls within so many seconds")
    parser.add_argument("--database", help="PostgreSQL address with ?case=NAME; a file by default")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        work(arguments.child)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        where = arguments.database or str(Path(folder) / "stressed")
        Case.create(where, theatre="syria").close()
        things = stress(where, arguments.kills, arguments.seed, arguments.span)
        with Case.open(where) as case:
            status = case.status()
    print(f"{arguments.kills} kills in {time.monotonic() - begun:.0f} s: {things} things reported, none lost; "
          f"{status['documents']} documents, {status['decisions']} decisions, verified after each kill")


if __name__ == "__main__":
    main()
