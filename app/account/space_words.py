"""How spaces are said: who is in one, what one may do there, and what becomes of notes. Pure, and knows no widget."""

from __future__ import annotations

from app import words
from core import Space

WHAT = (
    "A space holds notes that you share with people on your server. Who may write changes the same notes that you have; who"
    " may read sees them. Every note stays with whoever wrote it, and no device loses what it has."
)
DELETING = (
    "Each note goes on with whoever wrote it: yours stay yours. The others keep what is on their devices, as it is now, and"
    " get nothing further."
)
LEAVING = (
    "Your own notes leave with you and stay yours. The notes of the others stay on this device as they are now, to read and"
    " to copy, and get nothing further."
)
REMOVING = "Their own notes leave with them. What is on their devices stays there, and gets nothing further."
TAKING_OUT = "The others keep what they have, as it is now, and get nothing further."


def standing(space: Space) -> str:
    """Whose it is, what one may do, and how much is in it."""
    whose = (
        "You made it."
        if space.own
        else f"{space.owner} made it; {'you may write' if space.may_write else 'you may only read'}."
    )
    mine = f", {words.figure(len(space.mine))} of them yours" if space.mine and space.others else ""
    return f"{whose} {words.notes(len(space.notes))}{mine}."


def right(may_write: bool) -> str:
    """What somebody may do."""
    return "may write" if may_write else "may read"


def in_foot(space: Space) -> str:
    """Where a note is, in few words."""
    return f"In “{space.name}”"


def who(space: Space) -> str:
    """Everybody who sees what is in a space."""
    told = [f"{space.owner} (made it)", *(f"{name} ({right(may)})" for name, may in space.members.items())]
    return ", ".join(told)


def why_locked(space: Space | None) -> str:
    """Why a note cannot be written."""
    if space is None:
        return "This note is somebody else's and is not shared with you any more. It stays here as it was, to read."
    return f"This note is in the space “{space.name}” of {space.owner}, where you may only read."
