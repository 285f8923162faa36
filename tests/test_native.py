"""The compiled reader is used when it was made of what is there, and reads the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from maydan import native

ROOT = Path(__file__).parent.parent
TOOL = ROOT / "tools" / "compile_reader.py"
SUM = "def add(a: int, b: int) -> int:\n    return a + b\n"
DOUBLE = "from maydan.arabic.sums import add\n\n\ndef twice(a: int) -> int:\n    return add(a, a)\n"
PAIRS = """from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Pair(NamedTuple):
    one: int
    two: str = "x"

    @property
    def twice(self) -> int:
        return 2 * self.one


@dataclass(slots=True)
class Bag:
    name: str
    held: list[int] = field(default_factory=list)


def told() -> tuple[int, str, int, bool, bool, int, list[int]]:
    pair, bag = Pair(1), Bag("a")
    bag.held.append(7)
    return (pair.twice, pair.two, pair._replace(one=3).one, pair == Pair(1, "x") and pair != Pair(1, "y"),
            Bag("b").held == [], len({pair, Pair(1), Pair(2)}), bag.held)
"""
TOLD = "from maydan.reading import pairs; print(pairs.told(), isinstance(pairs.Pair(1), tuple))"
ASK = """
from maydan import native
from maydan.reading import double
print(double.twice(4), native.running(), type(double.twice).__name__)
"""


def package(root: Path) -> Path:
    """A package of two modules, one of which imports the other."""
    for folder in ("", "arabic", "reading"):
        (root / "maydan" / folder).mkdir(parents=True)
        (root / "maydan" / folder / "__init__.py").write_text("", encoding="utf-8")
    (root / "maydan" / "__init__.py").write_text("from maydan import native\n\nnative.install()\n", encoding="utf-8")
    (root / "maydan" / "native.py").write_bytes(Path(native.__file__).read_bytes())
    (root / "maydan" / "arabic" / "sums.py").write_text(SUM, encoding="utf-8")
    (root / "maydan" / "reading" / "double.py").write_text(DOUBLE, encoding="utf-8")
    (root / "maydan" / "reading" / "pairs.py").write_text(PAIRS, encoding="utf-8")
    return root


def run(*command: str, **environment: str) -> str:
    env = {k: v for k, v in os.environ.items() if k not in (native.OFF, "PYTHONPATH")} | environment
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_edit_is_never_hidden_by_what_was_compiled_before_it(tmp_path: Path) -> None:
    root = package(tmp_path / "src")
    before = run("-c", ASK, PYTHONPATH=str(root))
    assert before == "8 False function"
    said = run(str(TOOL), "--root", str(root), "--work", str(tmp_path / "work"))
    if "uncompiled" in said:  # a machine without a compiler
        assert "install" in said
        assert run("-c", ASK, PYTHONPATH=str(root)) == before
        return
    assert run("-c", ASK, PYTHONPATH=str(root)) == "8 True builtin_function_or_method"
    assert run("-c", ASK, PYTHONPATH=str(root), MAYDAN_PURE="1") == before
    assert run("-c", TOLD, PYTHONPATH=str(root)) == "(2, 'x', 3, True, True, 2, [7]) False", "made in machine code"
    assert run("-c", TOLD, PYTHONPATH=str(root), MAYDAN_PURE="1") == "(2, 'x', 3, True, True, 2, [7]) True"
    assert "compiled" in run(str(TOOL), "--root", str(root), "--work", str(tmp_path / "work"))

    sums = root / "maydan" / "arabic" / "sums.py"
    sums.write_text(SUM.replace("a + b", "a + b + 1"), encoding="utf-8")
    assert run("-c", ASK, PYTHONPATH=str(root)) == "9 False function"
    assert native.state(root).differs == ("maydan/arabic/sums.py",)
    sums.write_text(SUM, encoding="utf-8")
    assert run("-c", ASK, PYTHONPATH=str(root)).startswith("8 True")


def test_a_manifest_counts_only_whole(tmp_path: Path) -> None:
    root = package(tmp_path)
    folder = root / "maydan" / native.FOLDER
    assert native.state(root).name == "not compiled"
    folder.mkdir()
    manifest = native.manifest_of(folder)
    manifest.write_text("{", encoding="utf-8")
    assert native.state(root).name == "not compiled"
    sources = {name: native.digest(root / name) for name in ("maydan/arabic/sums.py", "maydan/reading/double.py")}
    made = {"library": "reader.so", "modules": ["maydan.arabic.sums"], "sources": sources}
    manifest.write_text(json.dumps(made), encoding="utf-8")
    assert native.state(root).name == "not compiled", "its library is missing"
    (folder / "reader.so").write_bytes(b"")
    assert native.state(root) == native.State("compiled", frozenset(made["modules"]), folder / "reader.so")
    (root / "maydan" / "reading" / "double.py").unlink()
    assert native.state(root) == native.State("stale", differs=("maydan/reading/double.py",))


def test_a_library_that_does_not_load_leaves_the_sources(tmp_path: Path) -> None:
    root = package(tmp_path)
    folder = root / "maydan" / native.FOLDER
    folder.mkdir()
    (folder / "reader.so").write_bytes(b"no library")
    native.manifest_of(folder).write_text(json.dumps(
        {"library": "reader.so", "modules": ["maydan.reading.double"], "sources": {}}), encoding="utf-8")
    assert run("-c", ASK, PYTHONPATH=str(root)) == "8 False function"


def test_line_ends_are_no_change(tmp_path: Path) -> None:
    for name, text in (("a", b"x\ny\n"), ("b", b"x\r\ny\r\n")):
        (tmp_path / name).write_bytes(text)
    assert native.digest(tmp_path / "a") == native.digest(tmp_path / "b") != native.digest(tmp_path / "c")


def test_every_module_that_the_compiled_ones_import_is_watched() -> None:
    code = ("import sys; sys.path.insert(0, 'tools'); import compile_reader as c; r = c.ROOT / 'src';"
            "w = c.wanted(r); print(*[p.as_posix() for p in w]); print(*[p.as_posix() for p in c.reached(r, w)])")
    wanted, reached = (line.split() for line in run("-c", f"import os; os.chdir({str(ROOT)!r}); {code}").splitlines())
    assert {"maydan/arabic/tokens.py", "maydan/reading/reader.py", "maydan/theatre/names.py"} <= set(wanted)
    assert not any("/llm/" in name or name.endswith("__init__.py") for name in wanted)
    assert set(wanted) | {"maydan/records/mentions.py", "maydan/theatre/compiled.py", "maydan/tables.py",
                          "maydan/reading/events/__init__.py"} <= set(reached)


def test_the_text_is_made_ready_for_the_compiler() -> None:
    """Constants are marked, what the compiler breaks off on is written otherwise, and every line stays where it is."""
    text = ("from __future__ import annotations\n\nimport re\n\n_WORDS = re.compile(\n    'x')\nMOST: int = 3\n"
            "T = TypeVar('T')\n_SEEN = 0\nStep = dict[str, int]\n\n\n"
            "def count() -> bool:\n    global _SEEN\n    _SEEN += 1\n    return _SEEN in ('نعم', *_WORDS)\n")
    code = (f"import sys; sys.path.insert(0, {str(TOOL.parent)!r}); import compile_reader as c\n"
            f"sys.stdout.reconfigure(encoding='utf-8'); print(c.with_finals({text!r}), end='')")
    assert run("-c", code).splitlines() == [
        "from __future__ import annotations; from typing import Final", "", "import re", "",
        "_WORDS: Final = re.compile(", "    'x')", "MOST: Final[int] = 3", *text.splitlines()[7:-1],
        "    return _SEEN in tuple(('نعم', *_WORDS))"]


def test_a_failing_compiler_and_one_that_cannot_count_are_told(tmp_path: Path) -> None:
    code = (f"import sys; sys.path.insert(0, {str(TOOL.parent)!r}); import compile_reader as c\n"
            f"from pathlib import Path; work = Path({str(tmp_path)!r})\n"
            "for ask in (lambda: c.counted([], work, work / 'x.so', [sys.executable], 1),\n"
            "            lambda: c.run_all([[sys.executable, '-c', 'raise SystemExit(\"no\")']], 1)):\n"
            "    try: ask()\n"
            "    except c.CannotError as why: print(str(why).strip())")
    assert run("-c", code).splitlines() == ["--profile needs gcc", "no"]


def test_both_forms_read_the_same() -> None:
    ask = ("import hashlib, itertools, msgspec; from pathlib import Path\n"
           "from maydan.intake import documents; from maydan.reading.reader import read_document\n"
           "from maydan.records.document import Document; from maydan.tables import package_data\n"
           "found = [d for d in documents([Path(str(package_data('sample')))]) if isinstance(d, Document)]\n"
           "print(len(found), *[hashlib.sha256(msgspec.json.encode(read_document(d))).hexdigest() for d in found])")
    compiled, plain = run("-c", ask), run("-c", ask, MAYDAN_PURE="1")
    assert int(plain.split()[0]) >= 80
    assert compiled == plain
