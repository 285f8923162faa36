"""A change that is sent twice is made once: two pages of one browser share the store of decisions that wait."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send

KEPT = 5000  # answers remembered, the newest
LONGEST = 100  # letters of a name
MOST_BYTES = 1 << 16  # larger answers are not remembered


class Once:
    """An ASGI application around another one: a POST with ``X-Maydan-Once`` gets the answer of the first of that name.

    The second of two waits for the first. Answers that say that the server could not (500 and above) are forgotten, so
    that the change may be sent again.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._answers: OrderedDict[tuple[str, bytes], asyncio.Future[list[Message] | None]] = OrderedDict()

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer a request, or as the first time."""
        name = next((v for k, v in scope.get("headers", ()) if k == b"x-maydan-once"), b"")
        if scope["type"] != "http" or scope["method"] != "POST" or not 0 < len(name) <= LONGEST:
            await self.app(scope, receive, send)
            return
        key = (scope["path"], name)
        while (known := self._answers.get(key)) is not None:
            messages = await asyncio.shield(known)
            if messages is not None:
                for message in messages:
                    await send(message)
                return
            # the first one failed: whoever comes now makes the change
        await self._first(key, scope, receive, send)

    async def _first(self, key: tuple[str, bytes], scope: Any, receive: Receive, send: Send) -> None:
        answer: asyncio.Future[list[Message] | None] = asyncio.get_running_loop().create_future()
        self._answers[key] = answer
        kept: list[Any] = []

        async def keep(message: Message) -> None:
            kept.append(message)
            await send(message)

        done = False
        try:
            await self.app(scope, receive, keep)
            size = sum(len(m.get("body", b"")) for m in kept)
            done = bool(kept) and kept[0].get("status", 500) < 500 and size <= MOST_BYTES
        finally:
            if not done:
                del self._answers[key]
            answer.set_result(kept if done else None)
        while len(self._answers) > KEPT:
            oldest = next(iter(self._answers))
            if not self._answers[oldest].done():
                break
            del self._answers[oldest]
