"""Whether what came out of an S3 store is the content that was asked for. Pure; refuses to know where it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from core.errors import BrainError
from core.language import tr


class Damaged(BrainError):
    """What the store has is something else."""


def checked(pieces: Iterable[bytes], sha256: str, size: int) -> Iterator[bytes]:
    """The pieces, unless they are together something else: then Damaged comes in the place of what is too much, or of their
    end. So nobody fills the disk with what is no file of a note."""
    digest, left = hashlib.sha256(), size
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            break
        digest.update(piece)
        yield piece
    if left or digest.hexdigest() != sha256:
        raise damaged_there()


def damaged_there() -> Damaged:
    """As it is told to a person."""
    return Damaged(
        tr("What the S3 store has of this file is damaged: it is not what was attached."),
        tr("It was not kept and is not shown. Remove it there, and copy it again from where it is whole."),
    )
