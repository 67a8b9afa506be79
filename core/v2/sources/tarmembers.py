"""The members of a tar archive, packed or not.

Owns what each kind of member is in words, what a damaged place is, and how much an archive may unpack to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.errors import BrainError
from core.language import tr, tr_noop
from core.v2 import reasons
from core.v2.sources.members import Member, Refused, refused
from core.v2.sources.tarstream import Cut, TarStream

_CUT = tr_noop("The archive ends in the middle of it.")
_BOMB = tr_noop("The archive unpacks to far more than it can honestly hold; it was read no further.")


class _Bounded:
    """Bytes up to a bound; `burst` says that there were more, `told` that a member says so already."""

    def __init__(self, begun: bytes, read: Callable[[int], bytes], bound: int) -> None:
        self._begun = begun
        self._read = read
        self._left = bound
        self.burst = False
        self.told = False

    def read(self, size: int) -> bytes:
        data, self._begun = (self._begun, b"") if self._begun else (self._read(size), b"")
        self._left -= len(data)
        self.burst = self.burst or self._left < 0
        return b"" if self.burst else data


def tar_members(begun: bytes, read: Callable[[int], bytes], bound: int) -> Iterator[Member]:
    """Every member but folders. `begun` is what was read already, `bound` how many bytes all may be in all; whoever asks for
    the next member has done with the last one. Raises BrainError for a dump of a database in tar format.
    """
    bounded = _Bounded(begun, read, bound)
    tar = TarStream(bounded.read)
    first = True
    for found in tar.members():
        if first and found.path == "toc.dat":
            raise BrainError(
                tr("This is a dump of a database in tar format, not an archive of attachments."),
                tr("Nothing was changed. Choose it as the dump."),
            )
        first = False
        if found.kind == "file":
            yield Member(found.path, found.size, lambda: _chunks(tar, bounded))
        elif found.kind == "damaged":
            yield refused(
                "",
                "damaged",
                tr_noop("The archive is damaged here; the next file after it was looked for."),
                hides=True,
            )
        elif found.kind == "sparse file":
            yield refused(found.path, "sparse-file", tr_noop("It was stored with its empty parts left out."))
        elif found.kind != "folder":
            yield refused(found.path, "not-a-file", reasons.NOT_A_FILE.format(kind=found.kind))
    if bounded.burst and not bounded.told:
        yield refused("", "bomb", _BOMB, hides=True)
    elif not tar.whole:
        yield Member("", hides=True)


def _chunks(tar: TarStream, bounded: _Bounded) -> Iterator[bytes]:
    try:
        yield from tar.chunks()
    except Cut:
        bounded.told = bounded.burst
        raise (Refused("bomb", _BOMB) if bounded.burst else Refused("cut", _CUT)) from None
