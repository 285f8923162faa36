"""Kill -9 of the driver at random moments, and of a worker at random moments; the tables must come out the same.

    python benchmarks/stress.py [--kills 20] [--documents 4000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "engine"))

from engine_makers import archive, contents
from engine_stress import disturbed_driver, disturbed_worker

from maydan.engine import run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = archive(folder / "in.jsonl.gz", args.documents)
        begun = time.monotonic()
        run(source, folder / "calm", workers=2)
        calm = time.monotonic() - begun
        expected = contents(folder / "calm")
        kills = disturbed_driver(source, folder / "driver", args.kills, chance, within=max(2.0, calm / 6))
        same = contents(folder / "driver") == expected
        print(f"driver killed {kills} times: tables {'identical' if same else 'DIFFER'}")
        summary, lost = disturbed_worker(source, folder / "worker", args.kills, chance)
        equal = contents(folder / "worker") == expected
        print(f"{lost} workers lost: tables {'identical' if equal else 'DIFFER'}")
    return 0 if same and equal and not summary.errors else 1


if __name__ == "__main__":
    sys.exit(main())
