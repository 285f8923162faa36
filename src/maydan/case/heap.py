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
_at_work: dict[object, bool] = {}  # by each that is at such work, in all threads: whether the search was on before


@contextmanager
def many_rows() -> Iterator[None]:
    """No search for rings meanwhile; as it was before, when the last that is at such work has done.

    Threads may overlap and end in any order. The block must not yield to a caller who may never come back.
    """
    mine = object()
    try:  # around the entry too: an interrupt there must not leave the search off for good
        with _lock:
            _at_work[mine] = gc.isenabled() or any(_at_work.values())
            gc.disable()
        yield
    finally:
        with _lock:
            if _at_work.pop(mine, False) and not _at_work:
                gc.enable()
