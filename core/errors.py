"""The errors that may be shown to a person as they stand.

Owns the words of what can go wrong in the notebook. Anything that is not a `BrainError` is a bug, and whoever shows errors
treats it as one. It refuses to know databases, files and windows: each edge translates its own exceptions into these.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID


class BrainError(Exception):
    """Something that a person can understand and act on.

    `words` say what happened and what is safe; `hint` says what to do next and may be empty.
    """

    def __init__(self, words: str, hint: str = "") -> None:
        super().__init__(words, hint)
        self.words = words
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.words} {self.hint}".strip()


class NotFound(BrainError):
    """There is no such memory in this brain."""

    def __init__(self, memory_id: UUID | str) -> None:
        super().__init__(f"There is no note with the id {memory_id}.", "Search for it, or look in the trash.")
        self.memory_id = memory_id


class NotYetThere(NotFound):
    """There is such a memory, but at the moment that was asked for it had not been written."""

    def __init__(self, memory_id: UUID, moment: datetime, written: datetime) -> None:
        super().__init__(memory_id)
        asked, began = (f"{each.astimezone():%Y-%m-%d %H:%M:%S}" for each in (moment, written))
        self.words = f"The note was not there yet on {asked}. It was written on {began}."
        self.hint = "Its history tells every step."


class InvalidMemory(BrainError):
    """A memory was to be given something that it cannot hold; nothing was changed."""


class VersionConflict(BrainError):
    """The memory changed since it was read; nothing was written. `present` is its version now."""

    def __init__(self, memory_id: UUID, expected: int, present: int) -> None:
        super().__init__(
            f"The note changed while you were editing it (you had version {expected}, it is at {present} now).",
            "Both versions are safe. Read the note again, then save once more.",
        )
        self.memory_id = memory_id
        self.expected = expected
        self.present = present


class DatabaseUnavailable(BrainError):
    """The notebook's database cannot be reached or does not answer."""


class DatabaseUnsuitable(BrainError):
    """The database answers but cannot hold a brain: version, extension, rights, or a newer schema."""


class Cancelled(Exception):
    """Somebody asked for the work to stop. Neither a problem nor a bug: what was done is kept, nothing is half done."""


class TimedOut(Cancelled):
    """A question to the database ran longer than it may, and was stopped."""
