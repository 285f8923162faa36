"""Killed at any moment, driver or worker, a run ends with the tables of an undisturbed one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from engine_makers import archive, contents
from engine_stress import disturbed_driver, disturbed_worker

from maydan.engine import run

KILLS = 3


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("calm")
    source = archive(folder / "in.jsonl.gz", 900)
    run(source, folder / "out", workers=2)
    return source, contents(folder / "out")


def test_driver_killed(tmp_path: Path, calm: tuple[Path, dict[str, bytes]]) -> None:
    source, expected = calm
    kills = disturbed_driver(source, tmp_path / "out", KILLS, random.Random(7))
    assert kills == KILLS
    assert contents(tmp_path / "out") == expected


def test_worker_killed(tmp_path: Path, calm: tuple[Path, dict[str, bytes]]) -> None:
    source, expected = calm
    summary, lost = disturbed_worker(source, tmp_path / "out", KILLS, random.Random(8))
    assert lost >= KILLS
    assert summary.errors == 0
    assert contents(tmp_path / "out") == expected
