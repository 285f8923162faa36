"""``maydan serve``: the explorer of a case in a browser on this machine."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from concurrent.futures import ThreadPoolExecutor

import click
from rich.console import Console

from maydan.case import Case
from maydan.cli.common import EXIT_OK, guarded
from maydan.cli.opening import case_argument, open_case
from maydan.errors import SettingError
from maydan.web.settings import HOST, PORT, THREADS

_TRIED = 50  # ports after the first


@click.command("serve")
@case_argument
@click.option("--port", type=click.IntRange(1, 65535), help=f"Port; without it {PORT} or the next free one.")
@click.option("--open/--no-open", "open_", default=True, show_default=True, help="Open the page in a browser.")
@click.option("--reviewer", default="", help="Name under which decisions are taken, until the page is told another.")
@guarded
def command(case: str, port: int | None, open_: bool, reviewer: str) -> None:
    """Explore a case in a browser: read, review, map, timeline, network. Answers on this machine alone.

    CASE is a file (with or without .maydan) or postgresql://USER@HOST/DATABASE?case=NAME. Ctrl-C ends it.
    """
    with open_case(case) as opened:
        serve(opened, port=port, open_=open_, reviewer=reviewer)
    sys.exit(EXIT_OK)


def serve(case: Case, *, port: int | None, open_: bool, reviewer: str = "") -> None:
    """Answer for a case until Ctrl-C.

    Raises:
        SettingError: the port is taken.
    """
    import uvicorn
    from litestar.concurrency import set_asyncio_executor

    from maydan.web.app import create_app

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    listener = listen(port)
    set_asyncio_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="maydan-answer"))
    address = f"http://{HOST}:{listener.getsockname()[1]}/"
    server = uvicorn.Server(uvicorn.Config(
        create_app(case, reviewer=reviewer), log_level="error", access_log=False, server_header=False,
        ws="none", proxy_headers=False, timeout_graceful_shutdown=3))
    console.print(f"{case.store.name}: {address} (Ctrl-C ends it)", markup=False)
    if open_:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # uvicorn has ended in good order and passes the signal on
    finally:
        listener.close()
    console.print("ended", markup=False)


def listen(port: int | None) -> socket.socket:
    """A socket that listens on this machine: on a port, or (None) on the usual one or the next that is free.

    Raises:
        SettingError: the port is taken.
    """
    for number in [port] if port is not None else range(PORT, PORT + _TRIED):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((HOST, number))
            made.listen(128)
        except OSError as error:
            made.close()
            if port is not None:
                raise SettingError(f"port {port} cannot be used: {error.strerror}",
                                   "name another with --port, or none") from None
        else:
            return made
    raise SettingError(f"no port from {PORT} to {PORT + _TRIED - 1} is free", "name one with --port")
