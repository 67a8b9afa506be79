"""What a file or folder is, told by looking into it: a dump, vectors of Qdrant, or attachments.

Owns the order in which the readers are asked. Refuses to know how any of them tells.
"""

from __future__ import annotations

from pathlib import Path

from core.errors import BrainError
from core.language import tr
from core.v2.plan import Recognized
from core.v2.sources.attachments import recognize_files
from core.v2.sources.forms import Unrecognized
from core.v2.sources.pg_dump import recognize
from core.v2.sources.qdrant import recognize_points

_HEAD = 1 << 20  # bytes: a whole block of what packs in blocks


def recognized(path: Path) -> Recognized:
    """The file as what it can be used as. Raises BrainError when no v2 left such a thing, or it cannot be read."""
    try:
        found = recognize(path)
    except Unrecognized:
        # What no dump can be may still be points or files, which may be packed in more ways.
        packed = _packed(path)
        if packed is None:
            raise
        return packed
    if found.kind == "qdrant" and not recognize_points(_head(path)):
        raise BrainError(
            tr("{path} is a JSON file, but it holds no points of Qdrant.", path=path.name),
            tr("Nothing was changed. Choose the file that your export of Qdrant wrote."),
        )
    return Recognized(path.name, found.kind, found.words, found.size)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _packed(path: Path) -> Recognized | None:
    try:
        if path.is_dir() or not path.stat().st_size:
            return None
        if recognize_points(_head(path)):
            return Recognized(path.name, "qdrant", tr("an export of Qdrant, packed"), path.stat().st_size)
        words = recognize_files(path)
        return Recognized(path.name, "attachments", words, path.stat().st_size) if words else None
    except (OSError, BrainError):
        return None
