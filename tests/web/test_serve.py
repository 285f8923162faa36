"""``maydan serve``: a port, a page, a clean end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from maydan.case import Case
from maydan.cli.serve import listen
from maydan.errors import SettingError
from maydan.web.settings import PORT


def test_a_taken_port_is_said_and_the_next_is_taken() -> None:
    first = listen(None)
    second = listen(None)
    try:
        ports = [s.getsockname()[1] for s in (first, second)]
        assert PORT <= ports[0] < ports[1]
        with pytest.raises(SettingError, match=f"port {ports[0]} cannot be used"):
            listen(ports[0])
        assert first.getsockname()[0] == "127.0.0.1"
    finally:
        first.close()
        second.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_serve_answers_and_ends_cleanly(tmp_path: Path) -> None:
    with Case.create(tmp_path / "small", title="Served"):
        pass
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "maydan", "serve", str(tmp_path / "small"), "--no-open", "--port", str(port),
         "--reviewer", "r1"], stderr=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "200"})
    try:
        data = None
        until = time.monotonic() + 120
        while data is None and process.poll() is None and time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/case", timeout=60) as answer:
                    data = json.load(answer)
            except OSError:  # it does not listen yet
                time.sleep(0.1)
        assert data is not None
        assert (data["title"], data["reviewer"]) == ("Served", "r1")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said
    assert "ended" in said


def test_errors_are_one_line(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "maydan", "serve", str(tmp_path / "none")], capture_output=True,
                          text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
