"""Spaces, as a person changes them from one of their devices: each call asks the server, and answers with all spaces as
they are then.

Owns the words for what can go wrong. It refuses to know what is kept of spaces here (`core.spaces`), and windows.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from core import Account, Brain, BrainError, Shared, Space, tr
from sync.account import connected
from sync.client import Client
from sync.far import Refused
from sync.line import NotThere
from sync.protocol import API, SpaceContents, SpaceRole
from sync.protocol import Space as Told
from sync.protocol import Spaces as AllTold
from sync.vault import Vault

_SPACES = f"{API}/spaces"
_AT_ONCE = 1_000  # notes in one call
_PATIENCE = 20.0  # seconds in which a note that was just written may reach the server
_LOOK = 0.5


class SpacesThere:
    """The spaces of the account that a notebook is signed in to. Every call blocks, and raises BrainError in words."""

    def __init__(
        self, brain: Brain, vault: Vault | None = None, hurry: Callable[[], object] = lambda: None
    ) -> None:
        """`hurry` makes the notebook send what waits, on another thread."""
        account = brain.replica.account()
        client = connected(brain, vault)
        if account is None or client is None:
            raise BrainError(
                tr("Nobody is signed in to a server here, so there is nobody to share with."),
                tr("Sign in first: your notes stay on this device."),
            )
        self._brain = brain
        self._account: Account = account
        self._client: Client = client
        self._hurry = hurry

    def close(self) -> None:
        """Close the connection."""
        self._client.line.close()

    def all(self) -> Shared:
        """All spaces, and what is in them. What the server says is kept in the notebook."""
        told = AllTold.model_validate_json(self._ask("GET")).spaces
        people = {who: name for each in told for who, name in _people(each) if who is not None}
        return self._brain.spaces.learn([self._known(each) for each in told], people)

    def make(self, name: str) -> Shared:
        """Make a space, with nobody else in it."""
        self._ask("POST", values={"name": _named(name), "members": []})
        return self.all()

    def change(
        self, space: Space, *, name: str | None = None, members: Mapping[str, bool] | None = None
    ) -> Shared:
        """Give a space another name, or other members, each with whether they may write."""
        who = space.members if members is None else members
        wanted = {
            "name": space.name if name is None else _named(name),
            "members": [{"username": each, "role": _role(may)} for each, may in who.items()],
        }
        new = [each for each in who if each not in space.members]
        try:
            self._ask("PUT", f"/{space.id}", wanted)
        except Refused as problem:
            if problem.code != "VALIDATION_ERROR" or not new:
                raise
            raise BrainError(
                tr("There is no user {names} on this server.", names=", ".join(new)),
                tr("Nothing was changed. Ask for the name that they sign in with."),
            ) from problem
        return self.all()

    def delete(self, space: Space) -> Shared:
        """End a space of one's own. Each note goes on with whoever it belongs to."""
        self._ask("DELETE", f"/{space.id}")
        return self.all()

    def leave(self, space: Space) -> Shared:
        """Leave a space that somebody else made, with one's own notes."""
        self._ask("POST", f"/{space.id}/leave")
        return self.all()

    def put_in(self, space: Space, notes: Collection[UUID]) -> Shared:
        """Put notes of one's own into a space. One that did not reach the server yet is waited for, a while. Where that does
        not work for all of them, the BrainError says for how many it did; putting them in once more does no harm."""
        path = f"/{space.id}/memories"
        _in_parts(notes, lambda some: self._when_there("POST", path, some), partial(_put_in_part, space))
        return self.all()

    def take_out(self, space: Space, notes: Collection[UUID]) -> Shared:
        """Take notes of one's own out of a space; the BrainError as that of `put_in`."""
        path = f"/{space.id}/memories"
        _in_parts(notes, lambda some: self._ask("DELETE", path, some), partial(_taken_in_part, space))
        return self.all()

    def _when_there(self, method: str, path: str, values: Mapping[str, Any]) -> None:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self._ask(method, path, values)
            except NotThere as problem:
                if self._brain.replica.waiting() == 0 or time.monotonic() > until:
                    raise BrainError(
                        tr(
                            "The server does not have one of these notes as yours. Only notes of your own can be put into"
                            " a space, once they are synced."
                        ),
                        tr("Nothing was shared. Sync, and share them once more."),
                    ) from problem
            else:
                return
            self._hurry()
            time.sleep(_LOOK)

    def _known(self, told: Told) -> Space:
        inside = SpaceContents.model_validate_json(self._ask("GET", f"/{told.id}/memories"))
        me = self._account.username.casefold()
        members = {each.username: each.role is SpaceRole.WRITE for each in told.members}
        own = told.owner.casefold() == me
        return Space(
            told.id,
            told.name,
            told.owner,
            own,
            own or any(may for each, may in members.items() if each.casefold() == me),
            members,
            frozenset(inside.mine),
            frozenset(inside.others),
        )

    def _ask(self, method: str, path: str = "", values: Mapping[str, Any] | None = None) -> bytes:
        content = None if values is None else json.dumps(values).encode()
        try:
            return self._client.plain(method, f"{_SPACES}{path}", content).body
        except NotThere as problem:
            if path.endswith("/memories") and method == "POST":
                raise
            raise BrainError(
                tr("This space is not there any more, or you are not in it.")
                if path
                else tr("This server knows no spaces."),
                tr("Your own notes are safe, and stay yours.")
                if path
                else tr("Ask whoever runs it for a newer one."),
            ) from problem
        except Refused as problem:
            if problem.code != "AUTHORIZATION_ERROR":
                raise
            raise BrainError(
                tr("Only who made this space can do that, or who may write in it."),
                tr("Nothing was changed. Whoever made it can give you the right to write."),
            ) from problem


def _people(told: Told) -> Iterator[tuple[UUID | None, str]]:
    """Who is in a space: the ids, which an older server does not say, and the names."""
    yield told.owner_id, told.owner
    yield from ((each.user_id, each.username) for each in told.members)


def _in_parts(
    notes: Collection[UUID],
    ask: Callable[[Mapping[str, Any]], object],
    in_part: Callable[[int, int, BrainError], BrainError],
) -> None:
    """Ask for some of the notes after the other. What goes wrong after some were done is told by `in_part`: how many those
    are, of how many, and why."""
    every = list(notes)
    for done in range(0, len(every), _AT_ONCE):
        try:
            ask({"memory_ids": [str(each) for each in every[done : done + _AT_ONCE]]})
        except BrainError as problem:
            if not done:
                raise
            raise in_part(done, len(every), problem) from problem


def _put_in_part(space: Space, done: int, total: int, problem: BrainError) -> BrainError:
    return BrainError(
        tr(
            "{done} of {total} notes are in “{space}” now; sharing the others did not work. {why}",
            done=done,
            total=total,
            space=space.name,
            why=problem.words,
        ),
        tr("Share them all once more when that is mended: those that are in it stay there."),
    )


def _taken_in_part(space: Space, done: int, total: int, problem: BrainError) -> BrainError:
    return BrainError(
        tr(
            "{done} of {total} notes are out of “{space}” now; taking out the others did not work. {why}",
            done=done,
            total=total,
            space=space.name,
            why=problem.words,
        ),
        tr("Take them all out once more when that is mended."),
    )


def _named(name: str) -> str:
    if not name.strip():
        raise BrainError(tr("A space needs a name."), tr("Nothing was changed."))
    return name.strip()


def _role(may_write: bool) -> str:
    return (SpaceRole.WRITE if may_write else SpaceRole.READ).value
