"""Places in the log as the opaque words that a device keeps.

Owns their form. A cursor of the feed names a position, how many events of the row there were told already, and a check of
what that row was, so that a log that was restored from a backup and went on in another way is noticed. It may also name a
*witness*: a later row, behind everything that its keeper was told or was told to be stored before it came so far. Pure.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import dataclass, replace
from enum import Enum
from uuid import UUID

from sync.server.problems import Problem

_FORM = struct.Struct(">c16sqi8s16s")
_WITNESS = struct.Struct(">q8s")  # behind it, where there is one
_NOWHERE = UUID(int=0)
START = bytes(8)
"""The check of position 0, where there is no row."""


class Kind(Enum):
    """What a cursor is a place in."""

    FEED = b"f"
    SNAPSHOT = b"s"
    STREAM = b"e"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the log with this id.

    Of the feed: everything up to `position` was told, but for an `offset` above 0 only so many events of the row there. Of a
    snapshot: everything up to `offset` events of `stream_id`, and the feed goes on from `position`. Of a stream: `offset`
    events of it. `check` is of the row at `position`. This log also has to have the row at `witness`, unless that is 0, with
    the check `witness_check`.
    """

    kind: Kind
    log_id: UUID
    position: int = 0
    offset: int = 0
    check: bytes = START
    stream_id: UUID = _NOWHERE
    witness: int = 0
    witness_check: bytes = START

    def moved(self, position: int, check: bytes, offset: int = 0) -> Cursor:
        """Further on in the feed. The witness stays while it is still ahead."""
        there = replace(self, position=position, check=check, offset=offset)
        return there if there.witness > position else replace(there, witness=0, witness_check=START)

    def seeing(self, head: Cursor) -> Cursor:
        """The same place, with the feed's last one as the witness."""
        if head.position <= self.position:
            return self
        return replace(self, witness=head.position, witness_check=head.check)

    def __str__(self) -> str:
        packed = _FORM.pack(
            self.kind.value, self.log_id.bytes, self.position, self.offset, self.check, self.stream_id.bytes
        )
        witness = _WITNESS.pack(self.witness, self.witness_check) if self.witness else b""
        return base64.urlsafe_b64encode(packed + witness).decode()


def read_cursor(text: str, kind: Kind) -> Cursor | None:
    """The cursor that was written so; None for an empty text, the beginning. Problem 410 for anything else."""
    if not text:
        return None
    try:
        packed = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        letter, log, position, offset, check, stream = _FORM.unpack(packed[: _FORM.size])
        witness = _WITNESS.unpack(packed[_FORM.size :]) if len(packed) > _FORM.size else (0, START)
        cursor = Cursor(Kind(letter), UUID(bytes=log), position, offset, check, UUID(bytes=stream), *witness)
    except (ValueError, struct.error):
        raise gone() from None
    if cursor.kind is not kind or min(position, offset, cursor.witness) < 0 or text != str(cursor):
        raise gone()
    return cursor


def check_of(
    audience_id: UUID, stream_id: UUID, first_version: int, last_version: int, mark: int = 0
) -> bytes:
    """What a row of the feed was, in eight bytes. Its mark is 0 where it is from before there were any."""
    text = f"{audience_id} {stream_id} {first_version} {last_version}" + (f" {mark}" if mark else "")
    return hashlib.blake2b(text.encode(), digest_size=len(START)).digest()


def gone() -> Problem:
    """The place is not one of this log as it is now."""
    return Problem(410, "This place is not in the log any more. Take a snapshot; delete nothing.")
