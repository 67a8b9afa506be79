"""What is begun in the capture window and not saved yet: everything of it but its text, which is a draft in the database.

Kept as one line of `window.ini`, so that a sudden end loses neither tags nor files. Pure: a line that cannot be read means
that nothing is begun, and the text of the draft becomes a note of its own at the next start.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from core import Attachment


@dataclass(frozen=True, slots=True)
class Begun:
    """The id that the note will have, and what it will get beside its text. The files' contents are kept already."""

    note: UUID
    tags: tuple[str, ...] = ()
    files: tuple[Attachment, ...] = ()

    def line(self) -> str:
        """As one line."""
        files = [asdict(each) for each in self.files]
        return json.dumps({"note": str(self.note), "tags": self.tags, "files": files})


def begun_in(line: str) -> Begun | None:
    """What such a line says; None for anything else."""
    try:
        told: Any = json.loads(line)
        files = tuple(
            Attachment(str(each["sha256"]), str(each["name"]), str(each["media_type"]), int(each["size"]))
            for each in told["files"]
        )
        return Begun(UUID(str(told["note"])), tuple(str(each) for each in told["tags"]), files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
