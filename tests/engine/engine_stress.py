"""Runs disturbed by kill -9, for the tests and for ``benchmarks/stress.py``."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from maydan.engine import run
from maydan.engine.local import Summary

ROUNDS = 40
"""Fresh starts after which too few kills are a failure: a run may end before its kill comes, on a fast machine."""


def disturbed_driver(source: Path, out: Path, kills: int, chance: random.Random, within: float = 6.0) -> int:
    """Start a run again and again, killing the driver at a random moment of each; the last is let end.

    A run that ends before its kill is begun afresh, with kills that come sooner.
    """
    command = [sys.executable, "-m", "maydan", "run", str(source), str(out), "--workers", "2"]
    done = 0
    for _ in range(kills + ROUNDS):
        if done == kills:
            break
        begun = time.monotonic()
        driver = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            driver.wait(chance.uniform(min(0.3, within / 4), within))
        except subprocess.TimeoutExpired:
            driver.kill()
            driver.wait()
            done += 1
        else:
            within = min(within, time.monotonic() - begun) * 0.8
            shutil.rmtree(out)
    last = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if last.returncode:
        raise AssertionError(last.stderr)
    return done


def disturbed_worker(source: Path, out: Path, kills: int, chance: random.Random) -> tuple[Summary, int]:
    """A run whose workers are killed at random moments, begun afresh until so many are lost; the last's summary."""
    lost, within = 0, 2.0
    for _ in range(ROUNDS):
        summary = _struck(source, out, kills - lost, chance, within)
        lost += summary.workers_lost
        if lost >= kills:
            break
        within *= 0.6
    return summary, lost


def _struck(source: Path, out: Path, kills: int, chance: random.Random, within: float) -> Summary:
    over = threading.Event()

    def strike() -> None:
        for _ in range(kills):
            if over.wait(chance.uniform(within / 10, within)):
                return
            workers = multiprocessing.active_children()
            if workers:
                chance.choice(workers).kill()

    thread = threading.Thread(target=strike, daemon=True)
    thread.start()
    summary = run(source, out, workers=2, resume=False)
    over.set()
    thread.join()
    return summary
