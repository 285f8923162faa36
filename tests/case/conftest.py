"""Stores to hold the same contract to: SQLite, SQLCipher where it is installed, PostgreSQL where a server can start."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from maydan.case import Case
from maydan.intake import from_text
from maydan.records import Document

MENAGH = (
    "سيطرت قوات سوريا الديمقراطية على مطار منغ العسكري في ريف حلب الشمالي يوم 11 شباط 2016. "
    "وقتل 7 مدنيين في غارات شنها الطيران الحربي على بلدة تل رفعت، ووقعت اشتباكات مع فصائل المعارضة.\n"
    "وقال متحدث باسم المعارضة إن الهدنة لن تصمد طويلاً."
)
KOBANI = (
    "دخلت وحدات حماية الشعب مدينة عين العرب يوم 26 كانون الثاني 2015، وانسحب تنظيم الدولة من أحيائها الشرقية. "
    "وأسفرت المعارك عن مقتل 12 مقاتلاً."
)
SECRET = "a long secret with a ' in it"


def document(text: str = MENAGH, *, source: str = "Desk A", published: str = "2016-02-12", name: str = "one",
             ) -> Document:
    """A document at hand."""
    return from_text(text, published=published, source=source, name=name, title="خبر")


def _server(folder: Path) -> tuple[str, Callable[[], None]] | None:
    """The address of a PostgreSQL server started in a folder, and how to stop it; None where none can be started."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").is_dir() else []
    there = shutil.which("initdb")
    binaries = found[-1] if found else Path(there).parent if there else None
    if binaries is None:
        return None
    user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        subprocess.run([binaries / "initdb", "-D", data, "-U", "maydan", "-A", "trust", "-E", "UTF8", "--locale=C"],
                       check=True, capture_output=True, user=user, cwd=folder, timeout=120)
        subprocess.run([binaries / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"],
                       check=True, capture_output=True, user=user, cwd=folder, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None

    def stop() -> None:
        subprocess.run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], capture_output=True, user=user,
                       cwd=folder, timeout=60, check=False)

    return f"postgresql://maydan@127.0.0.1:{port}/postgres", stop


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server for these tests."""
    folder = Path(tempfile.mkdtemp(prefix="maydan-pg-"))
    started = _server(folder)
    if started is None:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip("no PostgreSQL server can be started here")
    address, stop = started
    yield address
    stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "sqlcipher", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str | None]:
    """Where a new case may be made, and its passphrase: once for each store."""
    if request.param == "postgresql":
        return f"{request.getfixturevalue('postgres')}?case=t{uuid.uuid4().hex[:12]}", None
    if request.param == "sqlcipher":
        if importlib.util.find_spec("sqlcipher3") is None:
            pytest.skip("SQLCipher is not installed")
        return str(tmp_path / "secret"), SECRET
    return str(tmp_path / "open"), None


@pytest.fixture
def case(place: tuple[str, str | None]) -> Iterator[Case]:
    """A new case with two documents, in each store."""
    with Case.create(place[0], passphrase=place[1], theatre="syria", title="Two reports") as made:
        made.add_documents([document(), document(KOBANI, source="Desk B", published="2015-01-27", name="two")])
        yield made


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Case]:
    """The same in SQLite alone, for what does not hang on the store."""
    with Case.create(tmp_path / "small", theatre="syria") as made:
        made.add_documents([document(), document(KOBANI, source="Desk B", published="2015-01-27", name="two")])
        yield made
