"""Keeping what is here against what the server would take away: all is taken, and what went is put back by new events.

So nothing is rewound, and all devices agree. Owns how a note is put back. It refuses to know Qt, and how notes travel.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core import Brain, Changes, Memory, Risk


def remember(brain: Brain, risk: Risk) -> tuple[Memory, ...]:
    """The notes that would lose something, as they are now. Ask right before the server's are taken."""
    return tuple(brain.memory(each) for each in sorted(risk.deleted | risk.overwritten))


def put_back(brain: Brain, before: Sequence[Memory]) -> Changes:
    """Have these notes as they were: out of the trash, with their texts. One that was deleted for good becomes a new one of
    the same text. What was touched."""
    from core import Changes

    changes = Changes()
    for memory in before:
        changes |= _put_back(brain, memory)
    return changes


def _put_back(brain: Brain, before: Memory) -> Changes:
    from core import Changes, NotFound

    try:
        now = brain.memory(before.id)
    except NotFound:
        now = None
    if now is None or now.purged:
        return brain.create_memory(before.content, tags=before.tags, metadata=before.metadata)
    changes = Changes()
    if now.deleted_at is not None and before.deleted_at is None:
        changes |= brain.restore(before.id)
    if now.content != before.content:
        changes |= brain.update_memory(before.id, before.content)
    return changes
