"""How spaces are said: who is in one, what one may do there, and what becomes of notes. Pure, and knows no widget."""

from __future__ import annotations

from app import words
from core import Space, tr, tr_noop

WHAT = tr_noop(
    "A space holds notes that you share with people on your server. Who may write changes the same notes that you have; who"
    " may read sees them. Every note stays with whoever wrote it, and no device loses what it has."
)
DELETING = tr_noop(
    "Each note goes on with whoever wrote it: yours stay yours. The others keep what is on their devices, as it is now, and"
    " get nothing further."
)
LEAVING = tr_noop(
    "Your own notes leave with you and stay yours. The notes of the others stay on this device as they are now, to read and"
    " to copy, and get nothing further."
)
REMOVING = tr_noop(
    "Their own notes leave with them. What is on their devices stays there, and gets nothing further."
)
TAKING_OUT = tr_noop("The others keep what they have, as it is now, and get nothing further.")


def standing(space: Space) -> str:
    """Whose it is, what one may do, and how much is in it."""
    if space.own:
        whose = tr("You made it.")
    elif space.may_write:
        whose = tr("{owner} made it; you may write.", owner=space.owner)
    else:
        whose = tr("{owner} made it; you may only read.", owner=space.owner)
    inside = words.notes(len(space.notes))
    if space.mine and space.others:
        inside = tr("{notes}, {mine} of them yours", notes=inside, mine=words.figure(len(space.mine)))
    return f"{whose} {inside}."


def right(may_write: bool) -> str:
    """What somebody may do."""
    return tr("may write") if may_write else tr("may read")


def in_foot(space: Space, may_write: bool) -> str:
    """Where a note is, in few words."""
    return (
        tr("In “{space}”", space=space.name) if may_write else tr("In “{space}”, to read", space=space.name)
    )


def who(space: Space) -> str:
    """Everybody who sees what is in a space."""
    told = [
        tr("{owner} (made it)", owner=space.owner),
        *(f"{name} ({right(may)})" for name, may in space.members.items()),
    ]
    return ", ".join(told)


def why_locked(space: Space | None) -> str:
    """Why a note cannot be written."""
    if space is None:
        return tr(
            "This note is somebody else's and is not shared with you any more. It stays here as it was, to read."
        )
    return tr(
        "This note is in the space “{space}” of {owner}, where you may only read.",
        space=space.name,
        owner=space.owner,
    )
