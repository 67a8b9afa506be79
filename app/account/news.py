"""What is told of notes that came in, when it is more than that they are there.

Pure: which notes, in which words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from core import Received, tr, tr_n


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
    ids = received.clashed or received.refused or received.copies or received.revived
    if not ids:
        return None
    number, title = len(ids), titles.get(next(iter(ids)), "") or tr("Untitled")
    if received.clashed:
        said = tr_n(
            "“{title}” was changed here and on another device, in the same place.",
            "{n} notes were changed here and on another device, in the same place.",
            number,
            title=title,
        )
        safe = tr("Both versions are kept. The note shows one, and is marked until you choose.")
        return News(said, safe, _only(ids), conflict=True)
    if received.refused:
        said = tr_n(
            "“{title}” was shared with you to read, or not any more, when you changed it.",
            "{n} notes were shared with you to read, or not any more, when you changed it.",
            number,
            title=title,
        )
        safe = tr("It is as the others have it. What you wrote is kept as a note of your own.")
        return News(said, safe, _only(received.copies))
    if received.copies:
        said = tr_n(
            "“{title}” was deleted for good on another device while you wrote in it.",
            "{n} notes were deleted for good on another device while you wrote in it.",
            number,
            title=title,
        )
        return News(said, tr("What you wrote is kept as a note of its own."), _only(ids))
    said = tr_n(
        "“{title}” was deleted on one device and edited on another.",
        "{n} notes were deleted on one device and edited on another.",
        number,
        title=title,
    )
    safe = tr_n(
        "An edit counts more, so it is here again.", "An edit counts more, so they are here again.", number
    )
    return News(said, safe, _only(ids))


def _only(ids: Collection[UUID]) -> UUID | None:
    return next(iter(ids)) if len(ids) == 1 else None
