"""What a command touched.

Every command of `Brain` returns one `Changes`, and that is the only way the rest of the program learns that something is
different. It says where to look, never what is there now: whoever cares, reads again.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Changes:
    """The places that one command, or all commands up to a position, have touched.

    `position` is the log's position after it; 0 when nothing was appended.
    """

    memories: frozenset[UUID] = frozenset()
    tags: bool = False
    position: int = 0

    @property
    def memory(self) -> UUID:
        """The one memory that was touched; a bug in the caller when there were none or several."""
        (only,) = self.memories
        return only

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.memories | other.memories, self.tags or other.tags, max(self.position, other.position)
        )

    def __bool__(self) -> bool:
        return bool(self.memories) or self.tags
