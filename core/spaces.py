"""What the server told last of spaces: which there are, who is in them, and which notes of this notebook are in which.

Owns that knowledge, in one file of the data folder: it is the server's, so it can be thrown away and asked for again, and
it is no part of the log. From it follows which notes may only be read here, and what the people are called who did something
to a note. It refuses to know networks, and what is in a note.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from core.whole import write_whole

FILE = "spaces.json"


@dataclass(frozen=True, slots=True)
class Space:
    """A set of notes that several people share. `owner` made it, and is not among the `members`, of whom each may
    write if the value says so. `mine` are the notes in it that are one's own, `others` those of others. `own`: one
    made it oneself."""

    id: UUID
    name: str
    owner: str
    own: bool
    may_write: bool
    members: Mapping[str, bool] = field(default_factory=dict)
    mine: frozenset[UUID] = frozenset()
    others: frozenset[UUID] = frozenset()

    @property
    def notes(self) -> frozenset[UUID]:
        """All notes in it."""
        return self.mine | self.others


@dataclass(frozen=True, slots=True)
class Shared:
    """All spaces of one account, by name. `lost` are notes of others that were in a space once, and are not any more: they
    stay here as they were, and what is written into them travels nowhere. `people` says what everybody is called who is in a
    space with one, or was when it was last told: what they did stays, so their names do."""

    spaces: tuple[Space, ...] = ()
    lost: frozenset[UUID] = frozenset()
    people: Mapping[UUID, str] = field(default_factory=dict)

    def space_of(self, memory_id: UUID) -> Space | None:
        """The space that a note is in."""
        return next((each for each in self.spaces if memory_id in each.notes), None)

    def is_mine(self, memory_id: UUID) -> bool:
        """Whether a note is one's own, as far as is known: nobody else's is."""
        return memory_id not in self.lost and all(memory_id not in each.others for each in self.spaces)

    def may_write(self, memory_id: UUID) -> bool:
        """Whether what is written into a note reaches those who have it."""
        space = self.space_of(memory_id)
        return memory_id not in self.lost and (space is None or space.may_write or memory_id in space.mine)

    def after(self, spaces: Iterable[Space], people: Mapping[UUID, str]) -> Shared:
        """The same when the server tells that these are the spaces now, and these people in them."""
        told = tuple(sorted(spaces, key=lambda each: (each.name.casefold(), each.id)))
        seen = self.lost.union(*(each.others for each in self.spaces))
        return Shared(told, seen.difference(*(each.notes for each in told)), {**self.people, **people})


class Spaces:
    """The knowledge of one notebook about spaces. Safe to share between threads and programs."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE

    def known(self) -> Shared:
        """What was told last; nothing where nothing was, or where it cannot be read."""
        try:
            return _read(json.loads(self._path.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return Shared()

    def learn(self, spaces: Iterable[Space], people: Mapping[UUID, str] | None = None) -> Shared:
        """Keep what the server tells, in place of what it told before; the names of people beside those that it told before,
        none of them where it is too old to tell who is who."""
        shared = self.known().after(spaces, people or {})
        self._keep(shared)
        return shared

    def _keep(self, shared: Shared) -> None:
        with contextlib.suppress(OSError):  # the server tells it again
            write_whole(self._path, json.dumps(_values(shared)))


def _values(shared: Shared) -> dict[str, Any]:
    return {
        "spaces": [
            {
                "id": str(each.id),
                "name": each.name,
                "owner": each.owner,
                "own": each.own,
                "may_write": each.may_write,
                "members": dict(each.members),
                "mine": sorted(map(str, each.mine)),
                "others": sorted(map(str, each.others)),
            }
            for each in shared.spaces
        ],
        "lost": sorted(map(str, shared.lost)),
        "people": {str(who): name for who, name in shared.people.items()},
    }


def _read(values: Mapping[str, Any]) -> Shared:
    spaces = [
        Space(
            UUID(each["id"]),
            each["name"],
            each["owner"],
            each["own"],
            each["may_write"],
            dict(each["members"]),
            frozenset(map(UUID, each["mine"])),
            frozenset(map(UUID, each["others"])),
        )
        for each in values["spaces"]
    ]
    people = {UUID(who): str(name) for who, name in dict(values.get("people", {})).items()}
    return Shared(tuple(spaces), frozenset(map(UUID, values["lost"])), people)
