"""What a file is, told by its first bytes and never by its name.

Owns the marks of the forms that a v2 backup may have, and the words for those that cannot be read yet.
"""

from __future__ import annotations

from core.errors import BrainError

HEAD = 4096
"""Bytes: how much of a file `require_plain_dump` wants to see."""

_PLAIN = (
    "Nothing was changed. Make a plain dump of your v2 database (pg_dump without -F) and choose that file."
)
_UNPACK = "Nothing was changed. Unpack it first, then choose the file that was in it."


def require_plain_dump(head: bytes) -> None:
    """Returns when the first bytes of a file may be those of a plain dump. Raises BrainError with what it is instead."""
    if not head.strip():
        raise BrainError("This file is empty.", "Nothing was changed. Choose the backup of your v2 database.")
    if found := _packed(head):
        raise BrainError(f"This is {found}, which is not read yet.", _UNPACK)
    if head.startswith(b"PGDMP"):
        raise BrainError("This is a dump in pg_dump's custom format, which is not read yet.", _PLAIN)
    if head[257:262] == b"ustar":
        raise BrainError("This is a tar archive, which is not read yet.", _PLAIN)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BrainError(
            "This file is written in UTF-16, as PowerShell does, which is not read yet.",
            "Nothing was changed. Make the dump again with pg_dump --file=backup.sql and choose that file.",
        )
    if b"\0" in head:
        raise BrainError("This file is no text, so it is no plain dump of a v2 database.", _PLAIN)


def _packed(head: bytes) -> str:
    marks = {
        b"\x1f\x8b": "a file packed with gzip",
        b"PK\x03\x04": "a zip archive",
        b"BZh": "a file packed with bzip2",
        b"\xfd7zXZ": "a file packed with xz",
        b"\x28\xb5\x2f\xfd": "a file packed with zstd",
    }
    return next((words for mark, words in marks.items() if head.startswith(mark)), "")
