"""Files of notes on their way in: their contents are kept before a note names them, and a dry run only counts them.

Owns how a file that was found becomes what a note says of it. It refuses to know where it was found.
"""

from __future__ import annotations

import mimetypes
import stat
from pathlib import Path
from typing import Any, BinaryIO

from core.store.blobs import Blobs, hashed, pieces


class Placing:
    """Takes the files of one import. `placed` counts those that came, `missing` those that a note names and nobody has,
    of which `first_missing` is one."""

    def __init__(self, blobs: Blobs, *, dry_run: bool) -> None:
        self._blobs = blobs
        self._dry_run = dry_run
        self.placed = 0
        self.missing = 0
        self.first_missing = ""

    def apart(self) -> Placing:
        """Another one, which keeps nothing, and whose counts are nobody's."""
        return Placing(self._blobs, dry_run=True)

    def miss(self, name: str) -> None:
        """A note names this file, and nobody has it."""
        self.missing += 1
        self.first_missing = self.first_missing or name

    def place(
        self, name: str, file: BinaryIO, media_type: str = "", *, counted: bool = True
    ) -> dict[str, Any]:
        """What a note says of this file; its content is kept when this returns. One that is made here is not `counted`.
        Raises BrainError when the disk refuses."""
        chunks = pieces(file)
        sha256, size = hashed(chunks) if self._dry_run else self._blobs.put(chunks)
        self.placed += counted
        kind = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return {"sha256": sha256, "name": name, "media_type": kind, "size": size}

    def bring(self, sha256: str, copy: Path, name: str = "") -> None:
        """Keep the content that an export of ours put beside its notes. What is not there, or is not what its SHA-256 says,
        counts as missing unless it is here already. Raises BrainError when the disk refuses."""
        try:
            if not stat.S_ISREG(copy.lstat().st_mode):  # a link, which may lead anywhere
                raise OSError
            with copy.open("rb") as file:
                whole = hashed(pieces(file))[0] == sha256
                file.seek(0)
                if whole and not self._dry_run and not self._blobs.renew(sha256):
                    self._blobs.put(pieces(file))
        except OSError:
            whole = False
        self.placed += whole
        if not whole and not self._blobs.has(sha256):
            self.miss(name)
