"""Work that makes very many small rows, without Python's search for rings among them.

Rows of a case hold texts and numbers and never each other in rings; looking all of them over again and again, while
hundreds of thousands are made, costs up to a sixth of a picture.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_at_work: list[bool] = []  # for each that is at such work, in all threads: whether the search was on when it began


@contextmanager
def many_rows() -> Iterator[None]:
    """No search for rings meanwhile; as it was before, when the last that is at such work has done."""
    with _lock:
        _at_work.append(gc.isenabled() or any(_at_work))
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            was_on = _at_work.pop()
            if was_on and not _at_work:
                gc.enable()
