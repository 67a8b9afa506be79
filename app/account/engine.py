"""Sync as the window uses it: the one place where the window and the engine meet.

Owns what the window expects of it: an engine for an open notebook, and the few things that are done once, as signing in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.account.told import Standing
    from core import Brain, BrainError, Received, Shared, Space

Stop = Callable[[], bool]
Came = Callable[["Received"], None]
"""Hears of what came in, on the engine's thread."""
Stood = Callable[["Standing"], None]
"""Hears how it stands, on the engine's thread."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person fills in to sign in."""

    server: str
    username: str
    password: str = field(repr=False)
    device_name: str
    ca_file: str = ""
    insecure: bool = False
    """Plain http was agreed to."""


@dataclass(frozen=True, slots=True)
class Device:
    """One of the devices that are signed in to an account; `behind` counts what it had not
    fetched when it last asked the server."""

    id: UUID
    name: str
    this: bool
    last_seen: datetime
    behind: int


class Engine(Protocol):
    """Sync of one notebook that is signed in: what the window uses of `sync.syncing.Sync`. `run` and `listen` do the work,
    on two threads; the others return at once. `close` it when nobody runs it any more."""

    def run(self, stop: Stop) -> None: ...
    def listen(self, stop: Stop) -> None: ...
    def poke(self) -> None: ...
    def now(self) -> None: ...
    def online(self) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def verify(self) -> None: ...
    def accept_held(self) -> None: ...
    def keep_held(self) -> None: ...
    def close(self) -> None: ...


class SpacesThere(Protocol):
    """The spaces of an account: what `sync.spaces.SpacesThere` does. Every call waits for the network, and gives all spaces
    as they are then."""

    def all(self) -> Shared: ...
    def make(self, name: str) -> Shared: ...
    def change(
        self, space: Space, *, name: str | None = None, members: Mapping[str, bool] | None = None
    ) -> Shared: ...
    def delete(self, space: Space) -> Shared: ...
    def leave(self, space: Space) -> Shared: ...
    def put_in(self, space: Space, notes: Collection[UUID]) -> Shared: ...
    def take_out(self, space: Space, notes: Collection[UUID]) -> Shared: ...
    def close(self) -> None: ...


class Server(Protocol):
    """What the window asks of `sync` beside the engine. Every call waits for disks, keyrings or the network."""

    def engine(self, brain: Brain, received: Came, changed: Stood) -> Engine | None: ...
    def need_keyring(self, brain: Brain) -> None: ...
    def sign_in(self, brain: Brain, entry: Entry) -> BrainError | None: ...
    def sign_out(self, brain: Brain) -> BrainError | None: ...
    def rename(self, brain: Brain, name: str) -> None: ...
    def devices(self, brain: Brain) -> Sequence[Device]: ...
    def forget(self, brain: Brain, device: UUID) -> None: ...
    def spaces(self, brain: Brain, hurry: Callable[[], object]) -> SpacesThere: ...
    def tokens(self, brain: Brain) -> str: ...
