"""Devices that share one note through a server, in memory: what tests of merging play with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from core.events import Event
from core.history import text_at, typed_texts
from core.memory import Memory, evolve
from core.merge import Integrated, integrate, typed_over
from core.timeline import has_text

ME = uuid4()
NOTE = uuid4()
START = datetime(2026, 1, 1, tzinfo=UTC)


def folded(stream: Sequence[Event]) -> Memory:
    memory = None
    for event in stream:
        memory = evolve(memory, event)
    assert memory is not None
    return memory


@dataclass
class Server:
    """Takes an event where it follows the last one."""

    stream: list[Event] = field(default_factory=list)

    def push(self, batch: Sequence[Event]) -> bool:
        """Store what follows; False at the first that does not."""
        for event in batch:
            if event.stream_version != len(self.stream) + 1:
                return False
            self.stream.append(event)
        return True


@dataclass
class Device:
    """A copy of one stream, and how much of it waits."""

    name: UUID = field(default_factory=uuid4)
    stream: list[Event] = field(default_factory=list)
    waiting: int = 0
    clock: int = 0
    typed: set[str] = field(default_factory=set)
    copies: list[Memory] = field(default_factory=list)
    last: Integrated = field(default_factory=Integrated)

    def do(self, command: Callable[[Memory], Memory]) -> None:
        """Do something to the note, offline."""
        before = folded(self.stream)
        self._record(command(before).collect_events())

    def create(self, content: str, tags: Sequence[str] = ()) -> None:
        self._record(Memory.create(content, ME, tags, id=NOTE).collect_events())

    def write(self, text: str) -> None:
        self.do(lambda memory: memory.update(text))

    def type_over(self, text: str, back: int) -> None:
        """Type a text over the one that the note had some versions ago, as an editor does that was open since."""
        memory = folded(self.stream)
        base = text_at(self.stream, max(1, len(self.stream) - back)) or ""
        self._record(typed_over(memory, self.stream, text, base, self.name).collect_events())
        self.typed.add(text)

    def text(self) -> str:
        return folded(self.stream).content

    def pull(self, server: Server, after: int | None = None) -> Integrated:
        """Take what the server has beyond what was sent."""
        known = len(self.stream) - self.waiting if after is None else after
        done = integrate(self.stream, self.waiting, server.stream[known:])
        assert not done.gap
        gone = set(done.superseded)
        kept = [event for event in self.stream if event.event_id not in gone]
        if done.appended:
            self.waiting = len(done.appended) - done.received
        else:
            self.waiting = len(kept) - len(server.stream)
        self.stream = [*kept, *done.appended]
        self.clock = max([self.clock, *(event.clock or 0 for event in done.appended)])
        if done.copy is not None:
            self.copies.append(done.copy)
        assert done.memory == (folded(self.stream) if self.stream else None)
        self.last = done
        return done

    def sync(self, server: Server) -> None:
        """Pull, push."""
        self.pull(server)
        assert server.push(self.stream[len(self.stream) - self.waiting :])
        self.waiting = 0

    def _record(self, recorded: Sequence[Event]) -> None:
        for event in recorded:
            self.clock += 1 << 16
            stamped = replace(
                event,
                device_id=self.name,
                clock=self.clock,
                occurred_at=START + timedelta(seconds=self.clock),
            )
            self.stream.append(stamped)
            self.waiting += 1
            if has_text(event) and "merged" not in event.data:  # what came of a merge nobody typed
                self.typed.add(folded(self.stream).content)


def pair(text: str, tags: Sequence[str] = ()) -> tuple[Server, Device, Device]:
    """A note that the laptop and the desktop both have."""
    server, laptop, desktop = Server(), Device(), Device()
    laptop.create(text, tags)
    laptop.sync(server)
    desktop.sync(server)
    return server, laptop, desktop


def meet(server: Server, *devices: Device) -> Memory:
    """Everybody syncs, twice, so that all have all."""
    for device in (*devices, *devices):
        device.sync(server)
    memory = folded(server.stream)
    for device in devices:
        assert folded(device.stream) == memory
        assert [each.event_id for each in device.stream] == [each.event_id for each in server.stream]
    return memory


def told(stream: Sequence[Event]) -> set[str]:
    """Every text in a history, also those that gave way to a merged one."""
    found: set[str] = set()
    memory = None
    for event in stream:
        memory = evolve(memory, event)
        found.add(memory.content)
        found.update(typed.text for typed in typed_texts(stream, event.stream_version))
    return found
