"""Who did something, and on which device, in words: "Maria, on Desktop", "you, on this device".

Owns how users and devices are called wherever it is told what happened, also on the command line. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from app import words
from core import tr

if TYPE_CHECKING:
    from core import Brain


@dataclass(frozen=True, slots=True)
class Authors:
    """What is known of those who write in a notebook: this `device`, the `user` whose notebook it is, what the devices of
    their account are called, and the people whom they share a space with, or did."""

    device: UUID
    user: UUID
    devices: Mapping[UUID, str]
    people: Mapping[UUID, str]

    @classmethod
    def of(cls, brain: Brain) -> Authors:
        """Those of an open notebook. Reads files."""
        return cls(brain.device_id, brain.user_id, brain.devices.names(), brain.spaces.known().people)

    def are_several(self, authors: Iterable[UUID]) -> bool:
        """Whether somebody else is among these: only then it is worth saying what was done by oneself."""
        return any(author != self.user for author in authors)

    def where(self, device: UUID | None) -> str:
        """On which device: "this device", or another one by its name, else by the end of its id."""
        if device is None:
            return tr("an unknown device")
        return words.device(str(device), str(self.device), self.devices.get(device, ""))

    def name(self, author: UUID) -> str:
        """What somebody else is called; empty for oneself, and where the server never told."""
        return "" if author == self.user else self.people.get(author, "")

    def told(self, author: UUID, device: UUID | None, *, several: bool) -> str:
        """Who did it, and on which device. Of a person with a name no device is told that has none: a server tells
        nobody what the devices of others are called, and an id would say less than the name does."""
        if author == self.user:
            return tr("you, on {device}", device=self.where(device)) if several else self.where(device)
        name = self.name(author)
        if name and device != self.device and device not in self.devices:
            return name
        return tr("{who}, on {device}", who=name or tr("somebody else"), device=self.where(device))


NOBODY = Authors(UUID(int=0), UUID(int=0), {}, {})
"""Those of no notebook."""
