"""Spaces on the command line: the commands `second-brain spaces …`, each of which asks the server and tells how it is then.

Owns which space and which notes are meant. What is done to them is known to `sync`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.asked import Asked, note_id
from app.cli.screen import short_id

if TYPE_CHECKING:
    from app.account.engine import SpacesThere
    from core import Brain, Shared, Space

Name = Annotated[str, typer.Argument(metavar="SPACE", help="Its name.")]
Who = Annotated[str, typer.Argument(metavar="USER", help="The name that they sign in with.")]
Notes = Annotated[list[str], typer.Argument(metavar="ID…", help="Six characters of each are enough.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
_Work = Callable[["SpacesThere", "Brain"], "Shared"]


def list_spaces(asked: Asked) -> None:
    """List your spaces: who is in them, and what each may do."""
    _do(asked, lambda there, _: there.all())


def make(asked: Asked, name: Name) -> None:
    """Make a space. Nobody else is in it yet."""
    _do(asked, lambda there, _: there.make(name))


def rename(asked: Asked, space: Name, name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Give a space of yours another name."""
    _do(asked, lambda there, _: there.change(_meant(there.all(), space), name=name))


def invite(
    asked: Asked,
    space: Name,
    user: Who,
    write: Annotated[
        bool, typer.Option("--write", help="They may write, too; else they may only read.")
    ] = False,
) -> None:
    """Let somebody into a space of yours, or change what they may do there."""

    def work(there: SpacesThere, _: Brain) -> Shared:
        found = _meant(there.all(), space)
        others = {name: may for name, may in found.members.items() if name.casefold() != user.casefold()}
        return there.change(found, members={**others, user: write})

    _do(asked, work)


def remove(asked: Asked, space: Name, user: Who) -> None:
    """Let somebody in a space of yours get nothing further. Their own notes leave with them."""
    from core import BrainError

    def work(there: SpacesThere, _: Brain) -> Shared:
        found = _meant(there.all(), space)
        left = {name: may for name, may in found.members.items() if name.casefold() != user.casefold()}
        if len(left) == len(found.members):
            raise BrainError(f"{user} is not in “{found.name}”.", "Nothing was changed.")
        return there.change(found, members=left)

    _do(asked, work)


def leave(asked: Asked, space: Name, yes: Yes = False) -> None:
    """Leave a space that somebody else made. Your own notes leave with you; theirs stay here as they are now."""
    _agreed(asked, f"Leave “{space}”?", yes)
    _do(asked, lambda there, _: there.leave(_meant(there.all(), space)))


def delete(asked: Asked, space: Name, yes: Yes = False) -> None:
    """Delete a space of yours. Each note goes on with whoever wrote it."""
    _agreed(asked, f"Delete the space “{space}”?", yes)
    _do(asked, lambda there, _: there.delete(_meant(there.all(), space)))


def put(asked: Asked, space: Name, notes: Notes) -> None:
    """Put notes of yours into a space."""
    _do(
        asked,
        lambda there, brain: there.put_in(
            _meant(there.all(), space), [note_id(brain, each) for each in notes]
        ),
    )


def take(asked: Asked, space: Name, notes: Notes) -> None:
    """Take notes of yours out of a space. The others keep what they have, and get nothing further."""
    _do(
        asked,
        lambda there, brain: there.take_out(
            _meant(there.all(), space), [note_id(brain, each) for each in notes]
        ),
    )


def space_values(space: Space) -> dict[str, Any]:
    """One space."""
    return {
        "id": str(space.id),
        "name": space.name,
        "owner": space.owner,
        "own": space.own,
        "may_write": space.may_write,
        "members": [{"username": name, "may_write": may} for name, may in space.members.items()],
        "mine": sorted(map(str, space.mine)),
        "others": sorted(map(str, space.others)),
    }


def _do(asked: Asked, work: _Work) -> None:
    """Do it at the server, and tell all spaces."""
    from app.account.server import TeamServer
    from app.account.space_words import standing, who

    with asked.brain() as brain:
        team = TeamServer()

        def hurry() -> None:
            engine = team.connection(brain, lambda _: None, lambda _: None)
            if engine is not None:
                engine.once(lambda: False)
                engine.close()

        there = team.spaces(brain, hurry)
        try:
            shared = work(there, brain)
        finally:
            there.close()
    rows = [(each.name, who(each), standing(each)) for each in shared.spaces]
    asked.screen.answer(
        {"spaces": [space_values(each) for each in shared.spaces]}, lambda: asked.screen.table(rows, wide=1)
    )
    if not rows and not asked.screen.as_json:
        asked.screen.aside("You are in no space. Make one with: second-brain spaces make NAME")


def _meant(shared: Shared, name: str) -> Space:
    from core import BrainError

    found = [
        each
        for each in shared.spaces
        if name.casefold() in (each.name.casefold(), short_id(each.id), str(each.id))
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BrainError(f"You are in no space “{name}”.", "List them with: second-brain spaces")
    raise BrainError(
        f"Several spaces are called “{name}”.", "Say the id that --json prints in place of the name."
    )


def _agreed(asked: Asked, question: str, yes: bool) -> None:
    if asked.screen.as_json and not yes:
        raise typer.BadParameter("with --json nobody can be asked: say --yes")
    if not yes and not typer.confirm(question, err=True):
        asked.screen.line("Nothing was changed.")
        raise typer.Exit(1)
