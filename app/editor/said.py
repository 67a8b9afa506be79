"""What the editor says about the open note, in whole sentences.

Owns the words alone: each function says one thing by the notice. It refuses to know when that is true.
"""

from __future__ import annotations

from app.editor.notice import Notice
from core import BrainError, tr, tr_n, tr_noop

CLASH = tr_noop("Two versions of this note could not be merged. Both are kept.")


def unsaved(notice: Notice, error: BrainError) -> None:
    """What was typed could not be saved."""
    words = tr(
        "What you typed is not saved yet. {why} It stays here, and saving is tried again.", why=error.words
    )
    notice.say("unsaved", words)


def copied(notice: Notice) -> None:
    """What was typed became a note of its own."""
    notice.say(
        "copy",
        tr(
            "This note was deleted for good elsewhere while you wrote. What you wrote is a new note now, and it is the"
            " one you see."
        ),
    )


def gone(notice: Notice) -> None:
    """The note is not there any more."""
    words = tr("This note was deleted for good elsewhere. If you change its text, that becomes a new note.")
    notice.say("gone", words)


def removed(notice: Notice, count: int) -> None:
    """Some of what was pasted was left out."""
    words = tr_n(
        "One character was left out, because a note cannot hold them.",
        "{n} characters were left out, because a note cannot hold them.",
        count,
    )
    notice.say("removed", words)
