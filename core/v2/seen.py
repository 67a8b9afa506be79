"""Which ids a file has shown already, in little memory: 16 bytes an id and room to spare."""

from __future__ import annotations

import secrets
from array import array
from uuid import UUID

_HALF = (1 << 64) - 1


class SeenIds:
    """A set of UUIDs that only grows. Exact; holds a million ids in 64 MB at most, where a set of UUIDs takes 200."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(16 * 1024))
        self._count = 0
        self._nil = False
        self._salt = secrets.randbits(64)  # nobody can write a file whose ids all want the same place

    def add(self, memory_id: UUID) -> bool:
        """Takes the id in; True when it was not there yet."""
        high, low = memory_id.int >> 64, memory_id.int & _HALF
        if not high and not low:  # two zeros mark a free slot
            new, self._nil = not self._nil, True
            return new
        if 4 * self._count >= len(self._slots):
            self._grow()
        if not self._put(high, low):
            return False
        self._count += 1
        return True

    def __contains__(self, memory_id: UUID) -> bool:
        high, low = memory_id.int >> 64, memory_id.int & _HALF
        if not high and not low:
            return self._nil
        at = self._place(high, low)
        return bool(self._slots[at] or self._slots[at + 1])

    def _put(self, high: int, low: int) -> bool:
        at = self._place(high, low)
        if self._slots[at] or self._slots[at + 1]:
            return False
        self._slots[at], self._slots[at + 1] = high, low
        return True

    def _place(self, high: int, low: int) -> int:
        """Where the id is, or the free slot where it belongs."""
        slots = self._slots
        at = hash((high ^ self._salt, low)) * 2 % len(slots)
        while (slots[at] or slots[at + 1]) and (slots[at], slots[at + 1]) != (high, low):
            at = (at + 2) % len(slots)
        return at

    def _grow(self) -> None:
        before = self._slots
        self._slots = array("Q", bytes(16 * len(before)))
        for at in range(0, len(before), 2):
            if before[at] or before[at + 1]:
                self._put(before[at], before[at + 1])
