"""Two histories of one note, made into one; and two edits of one text: merged, or a conflict.

Pure. The server's order is the truth: what it has comes first, and what was done here and is not there yet is done
again behind it. So every device that has what the server has holds the same, whatever it went through. Refuses to
know where events are kept and how they travel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from core.events import Event
from core.memory import Memory
from core.text.threeway import weave


@dataclass(frozen=True, slots=True)
class MergedText:
    """The text that comes of two edits of a third one. `clash` says that they changed the same place in different
    ways: then the text is theirs there, and `proposal` is one that has both, one behind the other, for a person to
    look at."""

    text: str
    clash: bool = False
    proposal: str = ""


def merge_text(base: str, ours: str, theirs: str) -> MergedText:
    """Three-way merge by lines, then by words within lines that both changed. Without `clash`, every change of
    either side is in it. Never writes marks into the text. `merge_text(b, x, y)` and `merge_text(b, y, x)` give the
    same unless they clash."""
    if ours in (base, theirs):
        return MergedText(theirs)
    if theirs == base:
        return MergedText(ours)
    text, both, clash = weave(base, ours, theirs)
    return MergedText(text, clash, both if clash else "")


@dataclass(frozen=True, slots=True)
class Integrated:
    """What a stream has to become so that it begins with what the server has.

    `superseded` are ids of events here that no longer count; `appended` follow behind the last event that stays: the
    server's, with their own ids, then ours made anew, with new ids, the clock, time and device of the event that
    each stands for, whose id is their `causation_id`. `echoes` were here already. `copy` is a new note for a text
    whose note is gone for good. A `gap` means that events before the received ones are missing: nothing is to be
    done before they are fetched.
    """

    superseded: tuple[UUID, ...] = ()
    appended: tuple[Event, ...] = ()
    received: int = 0
    """How many of `appended`, from the first, are the server's."""
    echoes: tuple[UUID, ...] = ()
    clash: bool = False
    revived: bool = False
    copy: Memory | None = None
    gap: bool = False
    memory: Memory | None = None
    """The note after it; None where the stream is still empty."""


def integrate(stream: Sequence[Event], waiting: int, received: Sequence[Event]) -> Integrated:
    """Take the server's events into a stream whose last `waiting` events it does not have yet.

    `stream` is the whole stream as it counts here, `received` are events of the same stream, ascending by version.
    Raises BrainError or ValueError where a received event does not fold: the caller sets the stream aside.
    """
    raise NotImplementedError
