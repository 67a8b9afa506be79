"""What this machine keeps of each import: its sources and choices, its manifest and its report.

Owns the folder `imports/` in the data folder. No password is written there. The log tells that an import was, and what it
brought; this tells from where, row by row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from core.errors import BrainError
from core.language import tr
from core.store.whereabouts import address_without_secrets
from core.v2.choices import Choices, Duplicates, Owners, Sources
from core.v2.manifest import NAME
from core.v2.report import Report
from core.v2.reportfile import save_report
from core.whole import write_whole

_SOURCES, _REPORT, _PAGE = "sources.json", "report.json", "report.html"
_ENDS = 1 << 16  # bytes at each end of a file that it is known again by


class Records:
    """The records of one notebook's imports."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "imports"

    def folder(self, batch: UUID) -> Path:
        """Where the records of an import are, made if need be. Raises BrainError when it cannot be made."""
        folder = self._folder / str(batch)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise BrainError(
                tr("The folder {folder} cannot be made: {reason}.", folder=folder, reason=error.strerror),
                tr(
                    "Nothing was imported. Make the data folder writable for you, or free some space, and "
                    "try again."
                ),
            ) from error
        return folder

    def with_manifest(self) -> list[Path]:
        """The records of the imports that came to their end on this machine."""
        return [each.parent for each in self._folder.glob(f"*/{NAME}")]

    def begin(self, batch: UUID, sources: Sources, choices: Choices) -> None:
        """Write down what an import reads, so that it can be gone on with."""
        told = {
            "database": _shareable(sources),
            "dump": str(sources.dump.absolute()) if sources.dump else None,
            "qdrant": [str(path.absolute()) for path in sources.qdrant],
            "attachments": [str(path.absolute()) for path in sources.attachments],
            "choices": choices_as_json(choices),
            "known_by": _fingerprint(sources),
        }
        self._write(batch, _SOURCES, told)

    def sources(self, batch: UUID) -> tuple[Sources, Choices] | None:
        """What an import read and how; None when this machine does not know."""
        told = self._read(batch, _SOURCES)
        if told is None:
            return None
        try:
            sources = Sources(
                dump=Path(told["dump"]) if told["dump"] else None,
                database=told["database"],
                qdrant=tuple(map(Path, told["qdrant"])),
                attachments=tuple(map(Path, told["attachments"])),
            )
            return sources, choices_from_json(told["choices"])
        except (KeyError, TypeError, ValueError):
            return None

    def is_of(self, batch: UUID, sources: Sources, choices: Choices) -> bool:
        """Whether an import began with these very sources and choices."""
        told = self._read(batch, _SOURCES)
        wanted = choices_as_json(choices)
        return (
            told is not None
            and told.get("known_by") == _fingerprint(sources)
            and {**told.get("choices", {}), "backup": None} == {**wanted, "backup": None}
        )

    def is_still_there(self, batch: UUID) -> bool:
        """Whether the files of an import are where they were, as they were."""
        told, found = self._read(batch, _SOURCES), self.sources(batch)
        if told is None or found is None:
            return False
        sources = found[0]
        return all(path.exists() for path in sources.files) and told.get("known_by") == _fingerprint(sources)

    def finish(self, batch: UUID, report: Report) -> None:
        """Keep the report, for the program and for people."""
        folder = self.folder(batch)
        save_report(report, folder / _REPORT)
        save_report(report, folder / _PAGE)

    def report(self, batch: UUID) -> Report | None:
        """The report of an import; None when this machine has none."""
        told = self._read(batch, _REPORT)
        try:
            return None if told is None else Report.from_json(told)
        except (KeyError, TypeError, ValueError):
            return None

    def page(self, batch: UUID) -> Path | None:
        """The report of an import as a page for people; None when this machine has none."""
        path = self._folder / str(batch) / _PAGE
        return path if path.is_file() else None

    def _write(self, batch: UUID, name: str, told: Mapping[str, Any]) -> None:
        path = self.folder(batch) / name
        try:
            write_whole(path, json.dumps(told, indent=1))
        except OSError as error:
            raise BrainError(
                tr("The file {path} cannot be written: {reason}.", path=path, reason=error.strerror),
                tr("What was imported is safe. Free some space and try again."),
            ) from error

    def _read(self, batch: UUID, name: str) -> dict[str, Any] | None:
        try:
            told = json.loads((self._folder / str(batch) / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return told if isinstance(told, dict) else None


def choices_as_json(choices: Choices) -> dict[str, Any]:
    """The choices as JSON values."""
    return {
        "duplicates": choices.duplicates.value,
        "owners": choices.owners.value,
        "only": sorted(choices.only),
        "keep_vectors": choices.keep_vectors,
        "backup": choices.backup,
    }


def choices_from_json(told: Mapping[str, Any]) -> Choices:
    """The choices that `choices_as_json` wrote. Raises KeyError or ValueError on anything else."""
    return Choices(
        Duplicates(told["duplicates"]),
        Owners(told["owners"]),
        frozenset(told["only"]),
        bool(told["keep_vectors"]),
        bool(told["backup"]),
    )


def _shareable(sources: Sources) -> str | None:
    return None if sources.database is None else address_without_secrets(sources.database)


def _fingerprint(sources: Sources) -> str:
    """What the sources are known again by: sizes, and the bytes at both ends of each file. Not their names: people move
    files. Raises nothing: what cannot be read has no bytes."""
    digest = hashlib.sha256()
    digest.update(repr(_shareable(sources)).encode())
    for path in sources.files:
        try:
            if path.is_dir():
                digest.update(str(path.absolute()).encode("utf-8", "surrogateescape"))
                continue
            with path.open("rb") as file:
                size = path.stat().st_size
                digest.update(f"\0{size}\0".encode() + file.read(_ENDS))
                file.seek(max(0, size - _ENDS))
                digest.update(file.read(_ENDS))
        except OSError:
            digest.update(b"\0unreadable")
    return digest.hexdigest()
