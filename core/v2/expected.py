"""What should be in the notebook after an import: by its manifest, or else by the log.

Owns how a line of either is read. Refuses to know what is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import UUID

from core.events import ATTACHED, CREATED, LINKED
from core.store.database import Database
from core.store.imports import Brought, brought_by
from core.v2.manifest import Line, read_manifest

Kind = Literal["note", "link", "vector", "file"]


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that an import brought. `sha256` is that of a note's text, of a vector or of a file; `target` and `name` are
    of a link; `name` is of a file too. A file may belong to no note."""

    kind: Kind
    memory_id: UUID | None
    sha256: str = ""
    target: UUID | None = None
    name: str = ""


def of_manifest(folder: Path) -> Iterator[Expected]:
    """All that the import created or changed, or found here already: whoever imports twice compares all of it with either.
    Raises BrainError where the manifest cannot be read."""
    for line in read_manifest(folder):
        if line.outcome != "set_aside":
            yield from _of_line(line)


def of_log(database: Database, batch: UUID) -> Iterator[Expected]:
    """All that the import created, where the manifest is not at hand, or is not what it was."""
    after = 0
    while told := database.ask(brought_by, batch, after):
        after = told[-1].position
        for brought in told:
            yield from _of_event(brought)


def _of_line(line: Line) -> Iterator[Expected]:
    match line.kind:
        case "note" if line.memory is not None:
            yield Expected("note", line.memory, line.sha256)
            if line.vector:
                yield Expected("vector", line.memory, line.vector)
        case "link":
            source, rest = line.id.split(" ", 1)
            kind, target = rest.rsplit(" ", 1)
            yield Expected("link", UUID(source), target=UUID(target), name=kind)
        case "vector" if line.memory is not None and line.sha256:
            yield Expected("vector", line.memory, line.sha256)
        case "file":
            yield Expected("file", line.memory, line.sha256, name=line.id)


def _of_event(told: Brought) -> Iterator[Expected]:
    if told.event_type == LINKED:
        yield Expected("link", told.memory_id, target=told.target, name=told.kind)
    elif told.event_type == ATTACHED:
        yield Expected("file", told.memory_id, told.file, name=told.name)
    else:
        if told.event_type == CREATED:
            yield Expected("note", told.memory_id, told.text)
        if told.vector:
            yield Expected("vector", told.memory_id, told.vector)
