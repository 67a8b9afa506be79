"""A member of a folder or an archive, as every way of reading them yields it, and why one is not taken.

Owns the words for what is set aside. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from core.language import tr_noop

_AS_A_FILE = tr_noop(
    "Put the file itself there, if you need it, and import again: what is here already does not come twice."
)
_ANEW = tr_noop("Make the archive again, see that it ends without an error, and import the new one.")
_BY_HAND = tr_noop("If you need it, unpack the archive yourself and choose the folder.")

REMEDIES: Mapping[str, str] = {
    "not-a-file": _AS_A_FILE,
    "sparse-file": tr_noop("Make the archive again without --sparse, or choose the folder itself."),
    "too-large": tr_noop("Keep it where it is, and write its place into the note."),
    "bomb": _BY_HAND,
    "encrypted": tr_noop("Unpack it with its password, and choose the folder."),
    "cut": _ANEW,
    "damaged": _ANEW,
    "unreadable": tr_noop(
        "Check that you may read it, and import again: what is here already does not come twice."
    ),
    "vanished": tr_noop(
        "If you need it, put it back and import again: what is here already does not come twice."
    ),
    "junk": tr_noop("Nothing needs to be done."),
}
"""What helps, by the code of a file that was set aside."""


class Refused(Exception):
    """A member that cannot be taken: the code, and why in words."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason


@dataclass(frozen=True, slots=True)
class Member:
    """One member. `chunks` gives its bytes, once, and raises Refused where they cannot be had; None where `refused` says
    why before they were asked for. `size` is what the archive claims. `hides` says that there may be more behind it which
    nobody can count.
    """

    path: str
    size: int = 0
    chunks: Callable[[], Iterator[bytes]] | None = None
    refused: Refused | None = None
    hides: bool = False


def refused(path: str, code: str, reason: str, hides: bool = False) -> Member:
    """A member that is not taken."""
    return Member(path, refused=Refused(code, reason), hides=hides)
