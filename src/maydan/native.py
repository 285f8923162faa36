"""The reader's compiled form: machine code of the typed modules, used only where it was made of what stands here.

``make fast`` compiles the modules of :mod:`maydan.arabic`, :mod:`maydan.reading` and a few beside them with
mypyc into one library in the folder ``_native``. Beside it a manifest says of which sources it was made: of every
module compiled, and of every module of Maydan that these import. At the first import of a compiled module the sources
are compared with the manifest. One letter changed, and Python imports the ``.py`` files as if there were no library:
an edit is never hidden by what was compiled before it. Both forms yield the same readings, which tests compare.

``MAYDAN_PURE=1`` in the environment leaves the library aside, as for a profile or a debugger.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

FOLDER = "_native"
LIBRARY = "maydan_native__mypyc"  # as mypyc names the library of the group "maydan_native"
STARTER = "maydan_native_start"  # a second module in the same file: starts what a capsule of the first holds
SUFFIX = importlib.machinery.EXTENSION_SUFFIXES[0]
OFF = "MAYDAN_PURE"


class State(NamedTuple):
    """Whether the reader runs compiled.

    Attributes:
        name: "compiled", "not compiled", "stale" (sources differ from those that were compiled) or "turned off".
        modules: names of the compiled modules; empty unless compiled.
        library: the file that holds them.
        differs: sources that are not those compiled, as paths from the root of the package.
    """

    name: str
    modules: frozenset[str] = frozenset()
    library: Path = Path()
    differs: tuple[str, ...] = ()


def digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits, line ends as "\\n"; "" where there is none."""
    import hashlib

    try:
        return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except OSError:
        return ""


def manifest_of(folder: Path) -> Path:
    """Where the manifest for this Python lies in a folder of libraries."""
    return folder / f"{LIBRARY}{SUFFIX}.json"


def state(root: Path | None = None) -> State:
    """What is compiled for this Python under ``root``, the folder that holds the package (by default its own)."""
    import json

    root = Path(__file__).parent.parent if root is None else root
    if os.environ.get(OFF, "") not in ("", "0"):
        return State("turned off")
    folder = root / "maydan" / FOLDER
    try:
        manifest: dict[str, Any] = json.loads(manifest_of(folder).read_bytes())
        library = folder / str(manifest["library"])
        sources: dict[str, str] = manifest["sources"]
        modules = frozenset(manifest["modules"])
    except (OSError, ValueError, KeyError, TypeError):
        return State("not compiled")
    if not library.is_file():
        return State("not compiled")
    differs = tuple(sorted(name for name, known in sources.items() if digest(root / name) != known))
    return State("stale", differs=differs) if differs else State("compiled", modules, library)


class _Starter(Loader):
    """Loads one module out of the library."""

    def __init__(self, library: ModuleType, start: ModuleType, source: Path) -> None:
        self._library, self._start, self._source = library, start, source

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Start the module; its body runs here, as that of any extension module."""
        capsule = getattr(self._library, f"init_{spec.name.replace('.', '___')}")
        module: ModuleType = self._start.start(capsule)
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Name the source; the body has run."""
        module.__file__ = str(self._source)

    def get_source(self, name: str) -> str:
        """The module's Python text, for tracebacks."""
        return self._source.read_text(encoding="utf-8")


class Finder(MetaPathFinder):
    """Finds the compiled modules; asks once, when the first of them is wanted, whether the library may be used."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: frozenset[str] | None = None
        self._library: ModuleType | None = None
        self._start: ModuleType | None = None

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a compiled module; None leaves the module to Python's own finders."""
        if not fullname.startswith(("maydan.arabic.", "maydan.reading.", "maydan.theatre.", "maydan.records.")):
            return None
        if self._names is None:
            self._open()
        if self._library is None or self._start is None or self._names is None or fullname not in self._names:
            return None
        source = self._root.joinpath(*fullname.split(".")).with_suffix(".py")
        return ModuleSpec(fullname, _Starter(self._library, self._start, source), origin=str(source))

    def _open(self) -> None:
        found = state(self._root)
        self._names = found.modules
        if found.name != "compiled":
            return
        try:
            self._library, self._start = _load(LIBRARY, found.library), _load(STARTER, found.library)
        except ImportError:  # made for another machine: the sources do
            self._library = None


def _load(name: str, file: Path) -> ModuleType:
    """An extension module from a file whose name need not be its own."""
    if name in sys.modules:
        return sys.modules[name]
    loader = importlib.machinery.ExtensionFileLoader(name, str(file))
    spec = importlib.util.spec_from_file_location(name, file, loader=loader)
    if spec is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module


def install() -> None:
    """Let imports find what is compiled; called once, by the package itself."""
    if not any(isinstance(finder, Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, Finder(Path(__file__).parent.parent))


def running() -> bool:
    """Whether the reader of this process is the compiled one."""
    return LIBRARY in sys.modules
