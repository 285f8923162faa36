"""A theatre ready for matching, compiled once and kept in the user's cache folder.

The cache is a MessagePack file named after the versions of package and theatre; it is safe to delete and safe to
share between processes (written to a temporary name, then renamed).
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
import platformdirs

from maydan.arabic.fold import fold
from maydan.arabic.tokens import Word
from maydan.theatre.load import fingerprint, load
from maydan.theatre.model import ActorEntry, TheatreData
from maydan.theatre.names import NameIndex, all_names
from maydan.version import __version__

_FORMAT = 5  # raise when the layout of the cache file changes


class _Stored(msgspec.Struct):
    data: TheatreData
    names: dict[str, msgspec.Raw]


class Theatre:
    """A theatre's data with its compiled names.

    Attributes:
        data: all rows.
        names: the index over every name.
    """

    def __init__(self, data: TheatreData, names: NameIndex) -> None:
        self.data, self.names = data, names

    @property
    def label(self) -> str:
        """Name and version, as records carry it."""
        return f"{self.data.name} {self.data.version}"

    @cached_property
    def nisba(self) -> dict[str, ActorEntry]:
        """Folded nisba adjective in every regular form, without article -> the state or body that it points to."""
        found: dict[str, ActorEntry] = {}
        for actor in self.data.actors.values():
            for base in actor.nisba:
                stem = fold(base)
                for ending in ("", "ه", "ين", "ون", "ان", "تين", "تان", "ات"):
                    found.setdefault(stem + ending, actor)
            for plural in actor.nisba_plural:
                found.setdefault(fold(plural), actor)
        return found

    def nisba_of(self, word: Word) -> ActorEntry | None:
        """The state or body that a word points to as a nisba adjective, with the article or without, or None."""
        return self.nisba.get(word.key.removeprefix("ال")) if word.kind == "ar" else None

    @cached_property
    def outlets(self) -> dict[str, str]:
        """Folded name of an outlet -> its actor, of several the first."""
        found: dict[str, str] = {}
        for actor in self.data.actors.values():
            if actor.kind == "media":
                for name in actor.names:
                    found.setdefault(fold(name), actor.id)
        return found

    @cached_property
    def states(self) -> dict[str, str]:
        """ISO code of a country -> the actor that is its state."""
        return {a.country: a.id for a in self.data.actors.values() if a.kind == "state" and a.nisba}

    @cached_property
    def capitals(self) -> dict[str, ActorEntry]:
        """Folded capital -> the state that it speaks for."""
        return {fold(c): a for a in self.data.actors.values() for c in a.capitals}


def cache_folder() -> Path:
    """Where compiled theatres are kept: ``MAYDAN_CACHE``, else the user's cache folder."""
    return Path(os.environ.get("MAYDAN_CACHE") or platformdirs.user_cache_dir("maydan"))


@lru_cache(maxsize=8)
def theatre(name: str = "syria") -> Theatre:
    """A theatre by name or path, from the cache when it is there and of this version."""
    version = fingerprint(name)
    file = cache_folder() / f"theatre-{Path(name).name}-{version}-{__version__}-{_FORMAT}.msgpack"
    stored = _read(file)
    if stored is None:
        data = load(name)
        index = NameIndex.build(all_names(data))
        _write(file, data, index)
        return Theatre(data, index)
    return Theatre(stored.data, NameIndex(dict(stored.names)))


def _read(file: Path) -> _Stored | None:
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=_Stored)
    except (OSError, msgspec.DecodeError):
        return None


def _write(file: Path, data: TheatreData, index: NameIndex) -> None:
    """Best effort: a cache that cannot be written costs a second at the next start and nothing else."""
    encoded = msgspec.msgpack.encode({"data": data, "names": index.dump()})
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in file.parent.glob(f"theatre-{file.name.split('-')[1]}-*.msgpack"):
            old.unlink(missing_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(encoded)
        Path(temporary).replace(file)
