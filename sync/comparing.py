"""Comparing a notebook with the server: by digests, down to the notes that differ, and bringing those together.

Owns the way from one digest to the notes. It refuses to know when to compare, and what a person is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sync.round import Round

WHOLE_IDS = 4
"""Digits of a prefix from which on a digest names whole ids."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it: notes that differed and are the same now, and notes that differ still."""

    mended: frozenset[UUID] = frozenset()
    differing: frozenset[UUID] = frozenset()


def compare(by: Round) -> Compared:
    """Compare after a round that came to its end, fetch the histories that differ, and send again what the server
    turns out to have lost. Notes that were set aside differ for a known reason and are left out."""
    found = _differing(by)
    if not found:
        return Compared()
    by.take_streams(found)
    by.push()
    left = _differing(by)
    if left:
        by.restart()
        by.pull()
        by.push()
        left = _differing(by)
    return Compared(found - left, left)


def _differing(by: Round) -> frozenset[UUID]:
    known = {each.memory_id for each in by.replica.set_aside()}
    return frozenset(UUID(each) for each in _drill(by, "")) - known


def _drill(by: Round, prefix: str) -> Iterator[str]:
    """The ids, as digits, whose digests differ below a prefix."""
    here, there = by.replica.digest(prefix), by.server.digest(prefix)
    for key in sorted(here.keys() | there.keys()):
        if here.get(key) == there.get(key):
            continue
        if len(prefix) >= WHOLE_IDS:
            yield key
        else:
            yield from _drill(by, prefix + key)
