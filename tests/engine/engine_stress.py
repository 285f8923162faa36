"""Runs disturbed by kill -9, for the tests and for ``benchmarks/stress.py``."""

from __future__ import annotations

import multiprocessing
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

from maydan.engine import run
from maydan.engine.local import Summary


def disturbed_driver(source: Path, out: Path, kills: int, chance: random.Random, within: float = 6.0) -> int:
    """Start a run again and again, killing the driver at a random moment of each; the last is let end."""
    command = [sys.executable, "-m", "maydan", "run", str(source), str(out), "--workers", "2"]
    done = 0
    while done < kills:
        driver = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            driver.wait(chance.uniform(0.3, within))
            break
        except subprocess.TimeoutExpired:
            driver.kill()
            driver.wait()
            done += 1
    last = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if last.returncode:
        raise AssertionError(last.stderr)
    return done


def disturbed_worker(source: Path, out: Path, kills: int, chance: random.Random) -> tuple[Summary, int]:
    """One run whose workers are killed at random moments."""
    done = 0
    over = threading.Event()

    def strike() -> None:
        nonlocal done
        while done < kills and not over.is_set():
            time.sleep(chance.uniform(0.2, 2.0))
            workers = multiprocessing.active_children()
            if workers and not over.is_set():
                chance.choice(workers).kill()
                done += 1

    thread = threading.Thread(target=strike, daemon=True)
    thread.start()
    summary = run(source, out, workers=2)
    over.set()
    thread.join()
    return summary, done
