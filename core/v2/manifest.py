"""The manifest of an import: what became of every single row, with the hash of what it held, in one file that
cannot change unnoticed.

Owns the file's form: gzip of JSON lines, one a row, in the order in which they were decided: {"kind", "table", "line", "id",
"outcome", "memory", "sha256", "vector", "code"}; what does not apply is left out. Its SHA-256, over the lines before they
are packed, is written into the log when the import ends. Refuses to know what the rows are.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from core.errors import BrainError
from core.language import tr
from core.v2.values import SetAside, V2File, V2Link, V2Memory, V2Point

NAME = "manifest.jsonl.gz"

Row = V2Memory | V2Link | V2Point | V2File


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the manifest. `kind` is "note", "link", "vector", "file" or "row"; `sha256` is that of a note's text, of a
    vector or of a file, `vector` that of the vector that a note came with."""

    kind: str
    table: str
    line: int
    id: str
    outcome: str
    memory: UUID | None
    sha256: str
    code: str
    vector: str = ""


class ManifestWriter:
    """A manifest in the making. It has its name only after `keep`: the one of an earlier attempt stays until the log has
    sealed the new one. Raises BrainError when the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._new = _new(folder)
        self._hash = hashlib.sha256()
        self._closed = False
        with _translating(folder):
            self._file = gzip.GzipFile(self._new, "wb", compresslevel=1, mtime=0)

    def row(self, item: Row, outcome: str, memory_id: UUID | None, text: str | None = None) -> None:
        """A row that was taken, or was here already. `text` is that of a note which was made of something else."""
        kind, name, sha256 = _seen(item)
        if text is not None:
            kind, sha256 = "note", _text_hash(text)
        with_it = _vector_hash(item) if kind == "note" and outcome != "identical" else ""
        self._write(kind, item.table, item.line, name, outcome, memory_id, sha256, "", with_it)

    def aside(self, row: SetAside) -> None:
        """A row that was not taken."""
        self._write("row", row.table, row.line, row.id or "", "set_aside", None, "", row.code)

    def close(self) -> str:
        """Finish the file, on the disk; its hash, which is to be sealed before `keep`."""
        with _translating(self._new.parent):
            self._file.close()
            with self._new.open("rb+") as file:
                os.fsync(file.fileno())
        self._closed = True
        return self._hash.hexdigest()

    def keep(self) -> None:
        """Put the file that was closed in its place."""
        with _translating(self._new.parent):
            self._new.replace(self._path)

    def give_up(self) -> None:
        """Leave nothing of a manifest that was not closed; the one that was there before stays."""
        if not self._closed:
            with suppress(OSError):
                self._file.close()
            self._new.unlink(missing_ok=True)

    def _write(
        self,
        kind: str,
        table: str,
        line: int,
        name: str,
        outcome: str,
        memory_id: UUID | None,
        sha256: str,
        code: str,
        vector: str = "",
    ) -> None:
        told: dict[str, Any] = {"kind": kind, "table": table, "line": line, "id": name, "outcome": outcome}
        if memory_id is not None:
            told["memory"] = str(memory_id)
        if sha256:
            told["sha256"] = sha256
        if vector:
            told["vector"] = vector
        if code:
            told["code"] = code
        text = (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode(
            "utf-8", "backslashreplace"
        )
        self._hash.update(text)
        with _translating(self._new.parent):
            self._file.write(text)


def settle(folder: Path, sealed: str) -> None:
    """Put a manifest in its place that the log has sealed: its program may have been killed in between."""
    new = _new(folder)
    if sealed and new.exists() and _hash_of(new) == sealed:
        with _translating(folder):
            new.replace(folder / NAME)


def manifest_hash(folder: Path) -> str | None:
    """The hash of what a folder's manifest says; None when there is none, empty when it cannot be read."""
    return _hash_of(folder / NAME)


def _hash_of(path: Path) -> str | None:
    digest = hashlib.sha256()
    try:
        with gzip.open(path) as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except FileNotFoundError:
        return None
    except (OSError, EOFError, zlib.error):
        return ""
    return digest.hexdigest()


def read_manifest(folder: Path) -> Iterator[Line]:
    """The rows of a manifest. Raises BrainError where it cannot be read."""
    try:
        with gzip.open(folder / NAME, "rt", encoding="utf-8") as file:
            for text in file:
                told = json.loads(text)
                memory = UUID(told["memory"]) if "memory" in told else None
                yield Line(
                    told["kind"],
                    told["table"],
                    told["line"],
                    told["id"],
                    told["outcome"],
                    memory,
                    told.get("sha256", ""),
                    told.get("code", ""),
                    told.get("vector", ""),
                )
    except (OSError, EOFError, zlib.error, ValueError, KeyError) as error:
        raise BrainError(
            tr("The manifest in {folder} cannot be read.", folder=folder),
            tr("Your notes are safe, and the history still tells what the import brought."),
        ) from error


def _seen(item: Row) -> tuple[str, str, str]:
    """What a row is, what it is called in its source, and the hash of what it holds."""
    match item:
        case V2Memory():
            return "note", str(item.id), _text_hash(item.content)
        case V2Link():
            return "link", f"{item.source} {item.kind} {item.target}", ""
        case V2Point():
            return "vector", item.point_id, _vector_hash(item)
        case V2File():
            return "file", item.path, item.sha256


def _vector_hash(item: Row) -> str:
    if isinstance(item, V2Memory | V2Point) and item.embedding:
        return hashlib.sha256(item.embedding).hexdigest()
    return ""


def _new(folder: Path) -> Path:
    return folder / f".{NAME}.new"


@contextmanager
def _translating(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BrainError(
            tr(
                "The manifest of the import cannot be written in {folder}: {reason}.",
                folder=folder,
                reason=error.strerror or error,
            ),
            tr(
                "What was imported is safe. Free some space, or make the folder writable for you, and "
                "import again to go on."
            ),
        ) from error


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
