"""Where a dataset lies: OUT/<table>/<key>.parquet, OUT/manifests/<key>.json, OUT/dataset.json.

A file comes into being whole: it is written under another name and renamed. A shard counts as finished when its
manifest, written last, stands there and the files that it names have the sizes that it tells.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import msgspec

from maydan.picture.tables import COLUMNS

FORMAT = 1
KEPT = "readings"  # documents and readings whole, for the import into a case
ERRORS = "errors"
TABLES = (*COLUMNS, ERRORS, KEPT)


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a finished shard holds.

    Attributes:
        documents: read. errors: set aside. doubled: left out, since they stand in the shard or before it already.
        records: rows of statements. words: of the documents read. files: table -> bytes of its file.
        removed: documents left out since an earlier shard has them; it is read again when that shard goes.
    """

    key: str
    name: str
    documents: int
    errors: int
    doubled: int
    records: int
    words: int
    files: dict[str, int]
    removed: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What every shard of a dataset was read with; ``shards`` in the order of the input, once the run is complete."""

    format: int = FORMAT
    reader: str
    theatre: str
    fingerprint: str
    complete: bool = False
    shards: tuple[str, ...] = ()


class Store:
    """A dataset's folder."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)

    def table(self, table: str, key: str) -> Path:
        """The file of a shard's rows of a table."""
        return self.root / table / f"{key}.parquet"

    def manifest(self, key: str) -> Manifest | None:
        """The manifest of a finished shard, or None."""
        try:
            found = msgspec.json.decode((self.root / "manifests" / f"{key}.json").read_bytes(), type=Manifest)
            whole = all(self.table(table, key).stat().st_size == size for table, size in found.files.items())
        except (OSError, msgspec.DecodeError):
            return None
        return found if whole else None

    def finished(self) -> list[str]:
        """Keys of shards with a manifest, in the order of their names."""
        return sorted(p.stem for p in (self.root / "manifests").glob("*.json"))

    def settings(self) -> Settings | None:
        """The settings of the dataset, or None where there is none yet."""
        try:
            return msgspec.json.decode((self.root / "dataset.json").read_bytes(), type=Settings)
        except (OSError, msgspec.DecodeError):
            return None

    def prepare(self) -> None:
        """Make the folders."""
        for folder in (*TABLES, "manifests", ".part"):
            (self.root / folder).mkdir(parents=True, exist_ok=True)

    def sweep(self) -> None:
        """Clear away what is in the making: what a killed run left behind, or nothing at the end of a run."""
        shutil.rmtree(self.root / ".part", ignore_errors=True)

    def part(self, key: str) -> Path:
        """A fresh folder for files in the making."""
        folder = self.root / ".part" / f"{key}.{os.getpid()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def publish(self, part: Path, manifest: Manifest) -> None:
        """Put a shard's files in their places, its manifest last."""
        for table in manifest.files:
            (part / f"{table}.parquet").replace(self.table(table, manifest.key))
        self._put(self.root / "manifests" / f"{manifest.key}.json", msgspec.json.encode(manifest), part)
        shutil.rmtree(part, ignore_errors=True)

    def save(self, settings: Settings) -> None:
        """Write the dataset's settings."""
        self._put(self.root / "dataset.json", msgspec.json.encode(settings), self.root / ".part")

    def _put(self, path: Path, data: bytes, part: Path) -> None:
        temporary = part / f"{path.name}.{os.getpid()}"
        temporary.write_bytes(data)
        temporary.replace(path)

    def drop(self, key: str) -> None:
        """Remove a shard: the manifest first, so that it counts as unfinished from then on."""
        (self.root / "manifests" / f"{key}.json").unlink(missing_ok=True)
        for table in TABLES:
            self.table(table, key).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove the dataset's own files; what else lies in the folder stays."""
        for key in {p.stem for folder in (*TABLES, "manifests") for p in (self.root / folder).glob("*.*")}:
            self.drop(key)
        (self.root / "dataset.json").unlink(missing_ok=True)


def error_schema() -> Any:
    """Arrow schema of the table ``errors``: what was set aside, and why."""
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in ("document_id", "name", "reason", "hint", "sha256_bytes")])


def kept_schema() -> Any:
    """Arrow schema of the table ``readings``: the document without its text, its text and its reading, as JSON."""
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in ("document_id", "document", "text", "reading")])
