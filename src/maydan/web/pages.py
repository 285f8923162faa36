"""The page and its parts, from the package's folder ``assets``; a plain page where it was not built."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter

ASSETS = Path(__file__).parent / "assets"
_TYPES = {
    ".html": "text/html", ".js": "text/javascript", ".css": "text/css",
    ".mjs": "text/javascript", ".json": "application/json", ".geojson": "application/geo+json",
    ".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon", ".woff2": "font/woff2", ".woff": "font/woff",
    ".webmanifest": "application/manifest+json", ".txt": "text/plain", ".wasm": "application/wasm",
}
_UNBUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Maydan</title></head><body>
<h1>The explorer's page is not built</h1>
<p>This copy of Maydan was installed from its source. Run <code>make web</code> in its folder (it needs Node),
then load this page again. Programs can use the routes under <code>/api/</code> without it.</p>
<p lang="ar" dir="rtl">لم تُبنَ صفحة المستكشف بعد. شغّل
<code dir="ltr">make web</code> في مجلد المصدر ثم أعد تحميل الصفحة.</p>
</body></html>
"""


def page_routes(assets: Path = ASSETS) -> list[Any]:
    """Routes that serve the page: its files by name, ``index.html`` for every other address outside ``/api``."""

    def found(path: str) -> Response[bytes] | None:
        name = path.strip("/")
        try:
            file = (assets / name).resolve()
            if not name or not file.is_relative_to(assets.resolve()) or not file.is_file():
                return None
        except (OSError, ValueError):  # no name of a file: too long, or with letters that none may have
            return None
        hashed = name.startswith("assets/")  # Vite puts a hash of the content into these names
        return Response(
            file.read_bytes(), media_type=_TYPES.get(file.suffix.lower(), "application/octet-stream"),
            headers={"cache-control": "private, max-age=31536000, immutable" if hashed else "no-cache"})

    def index() -> Response[Any]:
        file = assets / "index.html"
        if not file.is_file():
            return Response(_UNBUILT, media_type=MediaType.HTML, status_code=503, headers={"cache-control": "no-store"})
        return Response(file.read_bytes(), media_type=_TYPES[".html"], headers={"cache-control": "no-cache"})

    @get("/", sync_to_thread=True)
    def start() -> Response[Any]:
        return index()

    @get("/{path:path}", sync_to_thread=True)
    def page(path: Annotated[str, PathParameter()]) -> Response[Any]:
        name = path.strip("/")
        if name.startswith("assets/") or name == "api" or name.startswith("api/"):
            part = found(name) if name.startswith("assets/") else None
            if part is None:
                raise NotFoundException
            return part
        return found(name) or index()

    return [start, page]
