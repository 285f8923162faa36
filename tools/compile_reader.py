"""Compile the typed modules of the reader to machine code (mypyc): reading then costs about half.

    python tools/compile_reader.py [--profile] [--jobs 2] [--strict] [--check]

Needs the development tools, a C compiler and the headers of Python. Where one is missing it says so in one line and
leaves the reader as it is, which runs from its sources (``--strict``: exit code 1). What was compiled is used only
while all sources are those it was made of (:mod:`maydan.native`), so that nothing has to be removed after an edit; run
again it compiles what has changed. ``--check`` only says whether it is compiled. ``--profile`` compiles twice
(gcc only): a first library counts, while it reads the packaged sample, which ways are taken; the second is laid out so.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from maydan import native  # noqa: E402

GROUP = native.LIBRARY.removesuffix("__mypyc")
FOLDERS = ("arabic", "reading")
SINGLE = ("theatre/names.py", "theatre/choose.py", "records/identity.py")
# Left to the interpreter: packages' own modules, classes of msgspec, which are machine code already, and the optional
# reader by a language model, which waits for its server.
LEFT = ("__init__.py", "reading/llm/")
CONSTANT = re.compile("_?[A-Z][A-Z0-9_]+")
# Classes whose objects hold none that could lead back to them: the collector of cycles need not look at them.
ACYCLIC = frozenset(("Token", "Word", "Mention", "Arg", "Clause"))
TUPLES = frozenset(("Sense", "Sign", "Subject", "Frame"))  # that are taken apart, or written to a file
EMPTY = {"list": "[]", "dict": "{}"}
FLAGS = ("-O2", "-g0", "-DNDEBUG", "-fwrapv", "-fPIC", "-fvisibility=hidden", "-fno-semantic-interposition", "-w")

COUNTING = ("-fprofile-generate", "-fprofile-update=single")
PASSES = 3  # over the packaged sample, for the counts

START = f"""
#include <Python.h>

static PyObject *start(PyObject *self, PyObject *capsule) {{
    const char *name = PyCapsule_GetName(capsule);
    if (name == NULL && PyErr_Occurred()) return NULL;
    void *init = PyCapsule_GetPointer(capsule, name);
    return init == NULL ? NULL : ((PyObject *(*)(void))init)();
}}

static PyMethodDef methods[] = {{
    {{"start", start, METH_O, "Start the module whose initialiser a capsule holds."}}, {{NULL, NULL, 0, NULL}}}};
static struct PyModuleDef definition = {{PyModuleDef_HEAD_INIT, "{native.STARTER}", NULL, -1, methods}};
PyMODINIT_FUNC PyInit_{native.STARTER}(void) {{ return PyModule_Create(&definition); }}
"""

TRAINING = f"""
from pathlib import Path
from maydan import native
from maydan.intake import documents
from maydan.reading import reader
from maydan.records.document import Document
from maydan.tables import package_data

if native.state().name != "compiled":
    raise SystemExit("the library that counts is not in use")
texts = [d for d in documents([Path(str(package_data("sample")))]) if isinstance(d, Document)]
for document in texts * {PASSES}:
    reader.read_document(document)
"""


class CannotError(Exception):
    """What is missing, and what to install."""


def wanted(root: Path) -> list[Path]:
    """The modules to compile, as paths from ``root`` (the folder that holds the package)."""
    package = root / "maydan"
    found = [p for folder in FOLDERS for p in (package / folder).rglob("*.py")] + [package / p for p in SINGLE]
    names = {p: p.relative_to(package).as_posix() for p in found}
    return sorted(p.relative_to(root) for p, name in names.items()
                  if p.is_file() and not any(name.startswith(x) or name.endswith("/" + x) for x in LEFT))


def module_name(path: Path) -> str:
    """Dotted name of a module's path."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def reached(root: Path, modules: Iterable[Path]) -> list[Path]:
    """Those modules and every module of the package that they import, wherever the import stands."""
    found: set[Path] = set()
    waiting = list(modules)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for node in ast.walk(ast.parse((root / path).read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in names:
                bare = Path(*name.split("."))
                waiting += [p for p in (bare.with_suffix(".py"), bare / "__init__.py")
                            if name.startswith("maydan.") and (root / p).is_file()]
    return sorted(found)


def compiler() -> list[str]:
    """Command of a C compiler.

    Raises:
        CannotError: there is none, or Python's headers are missing.
    """
    command = os.environ.get("CC", "").split() or [c for c in ("gcc", "cc", "clang") if shutil.which(c)][:1]
    if not command:
        raise CannotError("no C compiler: install gcc (Debian, Ubuntu: apt install gcc python3-dev)")
    if not Path(sysconfig.get_paths()["include"], "Python.h").is_file():
        raise CannotError("no Python.h: install Python's headers (Debian, Ubuntu: apt install python3-dev)")
    return command


def with_finals(text: str) -> str:
    """The text of a module with its constants marked ``Final``: what cannot change is not looked up each time.

    Marked are names of the module in capitals, and annotated ones, that are bound once. Lines stay where they are.
    ``x in (a, *b)``, on which mypyc 2.4 breaks off, becomes ``x in tuple((a, *b))``.
    """
    opening = "from __future__ import annotations\n"
    tree = ast.parse(text)
    if opening not in text:
        return text
    bound = Counter(n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    bound.update(name for n in ast.walk(tree) if isinstance(n, ast.Global) for name in n.names)
    raw = [line.encode() for line in text.splitlines(keepends=True)]
    sides = [side for node in ast.walk(tree) if isinstance(node, ast.Compare) for side in node.comparators
             if isinstance(side, ast.Tuple | ast.Set | ast.List) and any(isinstance(e, ast.Starred) for e in side.elts)]
    marks = [(s.lineno - 1, s.col_offset, b"tuple(") for s in sides]
    marks += [((s.end_lineno or 0) - 1, s.end_col_offset or 0, b")") for s in sides]
    for number, column, mark in sorted(marks, reverse=True):
        raw[number] = raw[number][:column] + mark + raw[number][column:]
    lines = [line.decode() for line in raw]
    below = ""
    for node in tree.body:
        at = node.lineno - 1
        if isinstance(node, ast.ClassDef):
            made = with_constructor(node, text, lines)
            if (made or node.name in ACYCLIC) and not lines[at - 1].strip():
                lines[at - 1] = "@mypyc_attr(acyclic=True)\n"
                below = "; from typing import TYPE_CHECKING\nif TYPE_CHECKING: from mypy_extensions import mypyc_attr"
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, node.value
            kind = value.func.id if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) else ""
            if bound[name] == 1 and CONSTANT.fullmatch(name) and kind not in ("TypeVar", "NewType", "ParamSpec"):
                lines[at] = f"{name}: Final{lines[at][len(name):]}"
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            name, note = node.target.id, ast.get_source_segment(text, node.annotation) or ""
            if bound[name] == 1 and "\n" not in note and not note.startswith(("Final", "TypeAlias")):
                lines[at] = lines[at].replace(f"{name}: {note}", f"{name}: Final[{note}]", 1)
    return "".join(lines).replace(
        opening + "\n" * bool(below), f"{opening.rstrip()}; from typing import Final{below}\n", 1)


def with_constructor(node: ast.ClassDef, text: str, lines: list[str]) -> bool:
    """Write out the constructor of a dataclass, or turn a named tuple into a class; whether it was one.

    Else making an object would run in the interpreter, and so would asking a named tuple for what it holds. What is
    written stands in the empty line behind the class. A class keeps what is asked of named tuples here: they are
    compared, hashed and copied with changes. Whatever takes one apart as a tuple is an error of types.
    """
    data = [d for d in node.decorator_list if isinstance(d, ast.Call) and ast.unparse(d.func) == "dataclass"]
    named = any(ast.unparse(base) == "NamedTuple" for base in node.bases) and node.name not in TUPLES
    end = node.end_lineno or 0
    fields = [f for f in node.body if isinstance(f, ast.AnnAssign) and isinstance(f.target, ast.Name)]
    if not (data or named) or not fields:
        return False
    if end == len(lines):
        lines.append("")
    wanted, body = [], []
    for field in fields:
        name, note = ast.unparse(field.target), ast.get_source_segment(text, field.annotation)
        default, value = field.value, name
        if default is None:
            wanted.append(f"{name}: {note}")
        elif isinstance(default, ast.Call) and ast.unparse(default.func) == "field":
            factory = next(ast.unparse(k.value) for k in default.keywords if k.arg == "default_factory")
            wanted.append(f"{name}: {note} | None = None")
            value = f"{EMPTY.get(factory, factory + '()')} if {name} is None else {name}"
        else:
            wanted.append(f"{name}: {note} = {ast.unparse(default)}")
            if named:
                lines[field.lineno - 1] = f"    {name}: {note}\n"
        body.append(f"self.{name} = {value}")
    lines[end] = f"    def __init__(self, {', '.join(wanted)}) -> None: {'; '.join(body)}\n"
    if data:
        lines[data[0].lineno - 1] = lines[data[0].lineno - 1].replace("@dataclass(", "@dataclass(init=False, ", 1)
        return False
    names = [ast.unparse(field.target) for field in fields]
    own = ", ".join(f"self.{n}" for n in names)
    same = " and ".join(f"self.{n} == other.{n}" for n in names)
    lines[end] += (
        f"    def __eq__(self, other: object) -> bool: return isinstance(other, {node.name}) and {same}\n"
        f"    def __hash__(self) -> int: return hash(({own},))\n"
        f"    def _replace(self, **more: object) -> {node.name}:\n"
        f"        found = {node.name}({own})\n"
        "        for name, value in more.items(): setattr(found, name, value)\n"
        "        return found\n")
    at = node.lineno - 1
    lines[at] = lines[at].replace("(NamedTuple)", "").replace("(NamedTuple, ", "(")
    return True


def to_c(root: Path, modules: Sequence[Path], out: Path) -> list[Path]:
    """Write the modules as C into a folder; the files to compile.

    Raises:
        CannotError: mypy is missing, or the modules have an error of types.
    """
    try:
        from mypy.errors import CompileError
        from mypy.fscache import FileSystemCache
        from mypy.main import process_options
        from mypyc.codegen import emitmodule
        from mypyc.common import RUNTIME_C_FILES
        from mypyc.errors import Errors
        from mypyc.options import CompilerOptions
    except ImportError as missing:
        raise CannotError(f"mypyc is missing ({missing}): pip install 'maydan[dev]'") from None
    import mypyc

    os.chdir(root)  # tracebacks name sources as paths from here
    config = ROOT / "pyproject.toml"
    cache = FileSystemCache()
    sources, options = process_options(
        [f"--config-file={config}", "--no-strict-equality", f"--cache-dir={out / 'mypy'}", *map(str, modules)],
        fscache=cache, mypyc=True)
    options.python_version = sys.version_info[:2]
    options.export_types = options.preserve_asts = options.show_traceback = True
    options.incremental = False
    for source in sources:
        options.per_module_options.setdefault(source.module, {})["mypyc"] = True
    settings = CompilerOptions(multi_file=True, target_dir=str(out), group_name=GROUP, include_runtime_files=False)
    groups = [(sorted(sources, key=lambda s: s.module), GROUP)]
    try:
        result = emitmodule.parse_and_typecheck(sources, options, settings, groups, cache)
        errors = Errors(options)
        written, contents, _ = emitmodule.compile_modules_to_c(result, settings, errors, groups)
        result.manager.metastore.close()
    except CompileError as wrong:
        raise CannotError("\n".join(wrong.messages)) from None
    except (AssertionError, SystemExit) as wrong:
        raise CannotError(f"mypyc breaks off: {wrong}") from None
    if errors.num_errors:
        raise CannotError("\n".join(m for m in errors.new_messages() if ": error:" in m))
    files = []
    for name, text in contents[0]:
        (out / name).write_text(text, encoding="utf-8")
        files.append(out / name)
    runtime = Path(mypyc.__file__).parent / "lib-rt"
    more = sorted(d.path for d in emitmodule.collect_source_dependencies(written))  # of the runtime, where called for
    (out / "start.c").write_text(START, encoding="utf-8")
    return [*(f for f in files if f.suffix == ".c"), *(runtime / name for name in [*RUNTIME_C_FILES, *more]),
            out / "start.c"]


def includes(work: Path) -> list[str]:
    """Where the compiler finds headers."""
    import mypyc

    return [f"-I{sysconfig.get_paths()['include']}", f"-I{Path(mypyc.__file__).parent / 'lib-rt'}", f"-I{work / 'c'}"]


def run_all(tasks: Sequence[list[str]], jobs: int) -> None:
    """Run commands, some at a time.

    Raises:
        CannotError: one fails.
    """
    def one(task: list[str]) -> str:
        done = subprocess.run(task, capture_output=True, text=True, check=False)
        return done.stderr or f"{task[-1]}: exit code {done.returncode}" if done.returncode else ""

    with ThreadPoolExecutor(jobs) as pool:
        for problem in pool.map(one, tasks):
            if problem:
                pool.shutdown(cancel_futures=True)
                raise CannotError(problem)


def counted(files: Sequence[Path], work: Path, library: Path, command: list[str], jobs: int) -> Path:
    """The folder of the counts: which ways a library took that was compiled to count them. It stands where the final
    one will, with its manifest, for as long as it reads the sample.

    Raises:
        CannotError: the compiler is another than gcc, or refuses; the sample cannot be read.
    """
    if "Free Software Foundation" not in subprocess.run(
            [*command, "--version"], capture_output=True, text=True, check=True).stdout:
        raise CannotError("--profile needs gcc")
    folder = work / "counts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    objects = [folder / f"{file.stem}.o" for file in files]
    options = [*FLAGS, *COUNTING, *includes(work)]
    biggest = sorted(zip(files, objects, strict=True), key=lambda pair: -pair[0].stat().st_size)
    run_all([[*command, *options, "-c", str(file), "-o", str(target)] for file, target in biggest], jobs)
    run_all([[*command, *COUNTING, "-shared", *map(str, objects), "-o", str(library)]], 1)
    root = library.parent.parent.parent
    done = subprocess.run([sys.executable, "-c", TRAINING], capture_output=True, text=True, check=False, cwd=root,
                          env={**os.environ, "PYTHONPATH": str(root), native.OFF: ""})
    if done.returncode:
        raise CannotError(f"the sample cannot be read for the counts: {done.stderr}")
    for target in objects:
        target.unlink()
    return folder


def to_library(
    files: Sequence[Path], work: Path, library: Path, command: list[str], jobs: int, counts: Path | None = None,
) -> int:
    """Compile C files and link them; how many had to be compiled: what is as it was is taken from ``work``.

    Args:
        counts: folder of :func:`counted`, by which code is laid out.

    Raises:
        CannotError: the compiler refuses.
    """
    import mypyc

    runtime = Path(mypyc.__file__).parent / "lib-rt"
    version = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True).stdout
    shared = hashlib.sha256(" ".join([*command, version, sys.version, *FLAGS]).encode())
    for header in sorted([*(work / "c").glob("*.h"), *runtime.glob("*.h")]):
        shared.update(header.read_bytes())
    kept = work / "objects"
    kept.mkdir(parents=True, exist_ok=True)
    objects: list[Path] = []
    missing: dict[Path, tuple[Path, list[str]]] = {}
    for file in sorted(files, key=lambda f: -f.stat().st_size):
        key, options = shared.copy(), [*FLAGS, *includes(work)]
        key.update(file.read_bytes())
        told = counts / f"{file.stem}.gcda" if counts is not None else None
        if told is not None and told.is_file():
            key.update(told.read_bytes())
            options.append("-fprofile-use")
        objects.append(kept / f"{file.stem}.{key.hexdigest()[:24]}.o")
        if not objects[-1].is_file():
            # gcc finds the counts of a file by the name of its object
            part = told.with_suffix(".o") if told is not None else objects[-1].with_suffix(f".{os.getpid()}.part")
            missing[objects[-1]] = part, [*command, *options, "-c", str(file), "-o", str(part)]
    run_all([task for _, task in missing.values()], jobs)
    for target, (part, _) in missing.items():
        part.replace(target)
    for old in set(kept.iterdir()) - set(objects):
        old.unlink()
    link = ["-bundle", "-undefined", "dynamic_lookup"] if sys.platform == "darwin" else ["-shared", "-Wl,-s"]
    whole = library.with_suffix(".part")
    run_all([[*command, *link, *map(str, objects), "-o", str(whole)]], 1)
    whole.replace(library)
    return len(missing)


def compile_reader(root: Path, out: Path, work: Path, jobs: int, *, profile: bool = False) -> str:
    """Compile what is wanted under ``root`` into ``out``, the package's folder for it; what was done, in words.

    Args:
        profile: compile twice, the second time by what the first library counted.

    Raises:
        CannotError: something is missing.
    """
    command = compiler()
    begun = time.monotonic()
    modules = wanted(root)
    sources = {p.as_posix(): native.digest(root / p) for p in reached(root, modules)}  # before they are read
    generated, copied = work / "c", work / "src"
    for folder in (generated, copied):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for path in root.joinpath("maydan").rglob("*.py"):
        relative = path.relative_to(root)
        text = path.read_text(encoding="utf-8")
        (copied / relative).parent.mkdir(parents=True, exist_ok=True)
        (copied / relative).write_text(with_finals(text) if relative in modules else text, encoding="utf-8")
    out.mkdir(parents=True, exist_ok=True)
    files = to_c(copied, modules, generated)
    key = hashlib.sha256(json.dumps(sources, sort_keys=True).encode()).hexdigest()[:12]
    library = out / f"reader-{key}{native.SUFFIX}"
    manifest = native.manifest_of(out)
    told = json.dumps({"library": library.name, "modules": [module_name(p) for p in modules], "sources": sources},
                      indent=0)
    counts = None
    if profile:
        manifest.write_text(told, encoding="utf-8")
        try:
            counts = counted(files, work, library, command, jobs)
        finally:
            manifest.unlink()  # nobody else reads with what counts
            library.unlink(missing_ok=True)
    count = to_library(files, work, library, command, jobs, counts)
    part = manifest.with_suffix(".part")
    part.write_text(told, encoding="utf-8")
    part.replace(manifest)
    for old in out.glob(f"reader-*{native.SUFFIX}"):
        if old != library:
            old.unlink()
    return f"compiled {len(modules)} modules, {count} files of C, in {time.monotonic() - begun:.0f} seconds"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--root", type=Path, default=ROOT / "src", help="folder that holds the package")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "native", help="for C and object files")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--profile", action="store_true", help="compile twice, laid out by a reading of the sample")
    parser.add_argument("--strict", action="store_true", help="exit code 1 where the reader stays uncompiled")
    parser.add_argument("--check", action="store_true", help="only say whether it is compiled")
    args = parser.parse_args()
    root = args.root.resolve()
    found = native.state(root)
    if args.check or found.name == "turned off" or (found.name == "compiled" and not args.profile):
        print(f"reader: {found.name}")
        sys.exit(args.strict and found.name != "compiled")
    print("compiling the reader, some minutes; later only what has changed", flush=True)
    try:
        print("reader:", compile_reader(root, root / "maydan" / native.FOLDER, args.work.resolve(), args.jobs,
                                        profile=args.profile))
    except CannotError as why:
        print(f"the reader runs uncompiled, at about half the speed: {why}")
        sys.exit(args.strict)


if __name__ == "__main__":
    main()
