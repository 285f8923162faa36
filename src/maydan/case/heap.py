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
_inside = 0  # how many are at such work, in all threads
_was_on = False


@contextmanager
def many_rows() -> Iterator[None]:
    """No search for rings meanwhile; as it was before, when the last that is at such work has done."""
    global _inside, _was_on
    with _lock:
        if not _inside:
            _was_on = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside and _was_on:
                gc.enable()
