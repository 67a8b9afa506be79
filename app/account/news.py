"""What is told of notes that came in, when it is more than that they are there.

Pure: which notes, in which words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from app import words
from core import Received


@dataclass(frozen=True, slots=True)
class News:
    """A sentence, one that says what is safe, and the note that it is about, if it is one."""

    words: str
    hint: str
    note: UUID | None = None
    conflict: bool = False
    """Whether somebody has to choose between texts."""


def noteworthy(received: Received) -> list[UUID]:
    """The notes that are to be told of by name."""
    return sorted(received.clashed | received.revived | received.copies | received.refused)


def news(received: Received, titles: Mapping[UUID, str]) -> News | None:
    """What to say; None when everything went as it should, silently. A text to choose comes before everything else."""
    if received.clashed:
        return News(
            f"{_named(received.clashed, titles)} changed here and on another device, in the same place.",
            "Both versions are kept. The note shows one, and is marked until you choose.",
            _only(received.clashed),
            conflict=True,
        )
    if received.refused:
        return News(
            f"{_named(received.refused, titles)} shared with you to read, or not any more, when you changed it.",
            "It is as the others have it. What you wrote is kept as a note of your own.",
            _only(received.copies),
        )
    if received.copies:
        return News(
            f"{_named(received.copies, titles)} deleted for good on another device while you wrote in it.",
            "What you wrote is kept as a note of its own.",
            _only(received.copies),
        )
    if received.revived:
        many = "it is" if len(received.revived) == 1 else "they are"
        return News(
            f"{_named(received.revived, titles)} deleted on one device and edited on another.",
            f"An edit counts more, so {many} here again.",
            _only(received.revived),
        )
    return None


def _named(ids: Collection[UUID], titles: Mapping[UUID, str]) -> str:
    """ "“Bread” was", "3 notes were"."""
    if len(ids) > 1:
        return f"{words.notes(len(ids))} were"
    return f"“{titles.get(next(iter(ids)), '') or 'Untitled'}” was"


def _only(ids: Collection[UUID]) -> UUID | None:
    return next(iter(ids)) if len(ids) == 1 else None
