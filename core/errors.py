"""The errors that may be shown to a person as they stand.

Owns the words of what can go wrong in the notebook. Anything that is not a `BrainError` is a bug, and whoever shows errors
treats it as one. It refuses to know databases, files and windows: each edge translates its own exceptions into these.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from core.language import tr, tr_noop


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

    def __reduce__(self) -> tuple[Any, ...]:
        """It travels between processes as it is: the words are not made anew, whatever its kind is made of."""
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[BrainError], args: tuple[Any, ...], state: dict[str, Any]) -> BrainError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class NotFound(BrainError):
    """There is no such memory in this brain."""

    def __init__(self, memory_id: UUID | str) -> None:
        super().__init__(
            tr("There is no note with the id {id}.", id=memory_id), tr("Search for it, or look in the trash.")
        )
        self.memory_id = memory_id


class NotYetThere(NotFound):
    """There is such a memory, but at the moment that was asked for it had not been written."""

    def __init__(self, memory_id: UUID, moment: datetime, written: datetime) -> None:
        super().__init__(memory_id)
        asked, began = (f"{each.astimezone():%Y-%m-%d %H:%M:%S}" for each in (moment, written))
        self.words = tr(
            "The note was not there yet on {asked}. It was written on {began}.", asked=asked, began=began
        )
        self.hint = tr("Its history tells every step.")


class InvalidMemory(BrainError):
    """A memory was to be given something that it cannot hold; nothing was changed. `kept` are words and hint in English, as
    they are written into reports."""

    def __init__(self, words: str, hint: str = "") -> None:
        super().__init__(tr(words), tr(hint) if hint else "")
        self.kept = words, hint


REMOVED = tr_noop("This note was removed for good and cannot change any more.")


class VersionConflict(BrainError):
    """The memory changed since it was read; nothing was written. `present` is its version now."""

    def __init__(self, memory_id: UUID, expected: int, present: int) -> None:
        super().__init__(
            tr(
                "The note changed while you were editing it (you had version {expected}, it is at "
                "{present} now).",
                expected=expected,
                present=present,
            ),
            tr("Both versions are safe. Read the note again, then save once more."),
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
