"""The application: routes, page, errors and guard put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from litestar import Litestar
from litestar.di import Provide
from litestar.exceptions import HTTPException

from maydan.case import Case
from maydan.errors import MaydanError
from maydan.web.answers import Answer
from maydan.web.desk import Desk
from maydan.web.faults import deep_fault, http_fault, known_fault, unknown_fault
from maydan.web.guard import Guard
from maydan.web.once import Once
from maydan.web.pages import ASSETS, page_routes
from maydan.web.routes import all_routes
from maydan.web.settings import BODY_BYTES


def create_app(case: Case, *, reviewer: str = "", assets: Path = ASSETS) -> Litestar:
    """The explorer of a case as an ASGI application.

    Args:
        case: stays open as long as the application is used, and is not closed by it.
        reviewer: who decides where a request does not say.
        assets: folder of the built page.
    """
    desk = Desk(case, reviewer=reviewer)

    @asynccontextmanager
    async def life(_: Litestar) -> AsyncIterator[None]:
        desk.keeper.start()
        try:
            yield
        finally:
            desk.close()

    app = Litestar(
        route_handlers=[*all_routes(), *page_routes(assets)],
        dependencies={"desk": Provide(lambda: desk, sync_to_thread=False)},
        exception_handlers={MaydanError: known_fault, HTTPException: http_fault,
                            RecursionError: deep_fault, Exception: unknown_fault},
        response_class=Answer, request_max_body_size=BODY_BYTES, openapi_config=None, logging_config=None,
        lifespan=[life], debug=False,
    )
    app.asgi_handler = Guard(Once(app.asgi_handler), case.case_id)
    return app
