"""What stands before every route: whom the server answers, which headers it sends, what need not be sent again."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

from litestar.types import ASGIApp, Message, Receive, Send

from maydan.case.codec import dumps
from maydan.web.settings import CASE, HEADERS, MARK, NAMES, PRIVATE

_ASKING = {"GET", "HEAD", "OPTIONS"}  # every other method counts as a change
_KEEP_BYTES = 64 << 20  # answers up to this size get an ETag
_HOST = re.compile(r"([A-Za-z0-9.-]+)(?::(\d{1,5}))?")


class Guard:
    """An ASGI application around another one.

    It refuses a Host that is not this machine (DNS rebinding), anything that another origin asks, and changes without
    the page's own Origin and the ``X-Maydan`` header; sets the headers of :data:`HEADERS`; and gives answers to GET
    an ETag. A change that names another case than the one served (a page left open while the server was started anew
    with another one) is refused with 409.
    """

    def __init__(self, app: ASGIApp, case_id: str = "") -> None:
        self.app = app
        self.case_id = case_id.encode()

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": None})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = {}
        doubled = False
        for name, value in scope["headers"]:
            doubled = doubled or (name in (b"host", b"origin") and name in headers)
            headers[name] = value
        why = "the request names its host twice" if doubled else refused(scope["method"], scope["path"], headers)
        out = _Out(send, scope["method"], headers.get(b"if-none-match", b""))
        if why is not None:
            await out.refuse(why)
        elif scope["method"] not in _ASKING and headers.get(CASE, self.case_id) != self.case_id:
            await out.refuse("this server serves another case than the page was loaded from", 409,
                             "load the page again; what was decided in the other case waits until that one is served",
                             case="another")
        else:
            await self.app(scope, receive, out)


def refused(method: str, path: str, headers: dict[bytes, bytes]) -> str | None:
    """Why a request is not answered, or None."""
    host = headers.get(b"host", b"").decode("latin-1")
    named = _HOST.fullmatch(host)
    if named is None or named.group(1).lower() not in NAMES:
        return "this server answers on this machine alone"
    origin = headers.get(b"origin")
    if origin is not None and not _same(origin.decode("latin-1"), host):
        return "a page of another origin may not ask this server"
    if path.lstrip("/").startswith("api") and headers.get(b"sec-fetch-site", b"none") not in (b"same-origin", b"none"):
        return "a page of another origin may not ask this server"
    if method not in _ASKING:
        if origin is None:
            return "a change needs the page's own Origin"
        if headers.get(MARK) != b"1":
            return "a change needs the header X-Maydan: 1"
    return None


def _same(origin: str, host: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme == "http" and parts.netloc.lower() == host.lower() and not parts.path


class _Out:
    """Passes an answer on: headers set, an ETag for GET, and no body where the asker has it."""

    def __init__(self, send: Send, method: str, known: bytes) -> None:
        self.send = send
        self.method = method
        self.known = {t.strip().removeprefix(b"W/") for t in known.split(b",")} if known else set()
        self.start: dict[str, Any] | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {n.lower() for n, _ in message["headers"]}
            more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in names]
            if b"cache-control" not in names:
                more.append((b"cache-control", PRIVATE.encode()))
            self.start = {**message, "headers": [*message["headers"], *more]}
            return
        if self.start is not None and message["type"] == "http.response.body":
            start, self.start = self.start, None
            whole = not message.get("more_body") and len(message["body"]) <= _KEEP_BYTES
            if whole and self.method in ("GET", "HEAD") and start["status"] == 200:
                body = message["body"]
                tag = b'"' + hashlib.blake2b(body, digest_size=16).hexdigest().encode() + b'"'
                if self.method == "GET":
                    start["headers"].append((b"etag", tag))
                if tag in self.known and self.method == "GET":
                    start["status"] = 304
                    start["headers"] = [(n, v) for n, v in start["headers"]
                                        if n.lower() not in (b"content-length", b"content-type")]
                    message = {"type": "http.response.body", "body": b"", "more_body": False}
            await self.send(start)  # type: ignore[arg-type]
        await self.send(message)

    async def refuse(self, why: str, status: int = 403,
                     advice: str = "open the address that maydan serve printed", **more: str) -> None:
        """Answer without asking the application."""
        body = dumps({"error": why, "advice": advice, **more}).encode()
        await self({"type": "http.response.start", "status": status, "headers": [
            (b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]})
        await self({"type": "http.response.body", "body": body, "more_body": False})
