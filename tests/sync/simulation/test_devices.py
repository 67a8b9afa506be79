"""Three devices, one server, lying clocks, and everything that can go wrong: nothing typed is lost, and all end equal.

`SYNC_RUNS=50000` tries more of them than the 800 of every run of the tests. The seed is printed with a failure;
`SEED=…` repeats it and takes the time to make it small.
"""

from __future__ import annotations

import os
import random
import sys
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from core import Account, BrainError, Memory, Outgoing, Received, evolve
from core.clock import HybridClock
from core.timeline import has_text
from core.typed import text_hash
from sync.comparing import Compared, compare
from sync.round import BatchSize, Round, Tally
from tests.sync.simulation.faults import Fault, Killed, Life, Line
from tests.sync.simulation.notebook import Notebook
from tests.sync.simulation.teamserver import TeamServer

ME = UUID(int=1)
IMPORTED = UUID(int=7)
DEVICES = 3
BOUND = 3
"""Rounds of each device, one after the other, after which nothing may wait and all have to be equal."""
RUNS = int(os.environ.get("SYNC_RUNS", "800"))
SEED = int(os.environ.get("SEED") or random.randrange(1_000_000))
SMALLER = (Phase.shrink,) if "SEED" in os.environ else ()


@dataclass
class Device:
    """A notebook, and what its process holds in memory."""

    number: int
    notebook: Notebook
    hours: int = 0
    size: BatchSize = field(default_factory=BatchSize)
    saved: set[tuple[UUID, str]] = field(default_factory=set)
    """The notes and texts that a person typed here, and did not purge here."""
    written: int = 0

    def note(self, which: int) -> Memory | None:
        """One of the notes that can still be written to."""
        notes = [each for each in self.notebook.notes.values() if not each.purged]
        return notes[which % len(notes)] if notes else None

    def save(self, memory: Memory) -> None:
        """A command of a person."""
        recorded = memory.collect_events()
        if recorded:
            self.notebook.write(memory)
        if memory.purged:
            self.saved = {each for each in self.saved if each[0] != memory.id}
        elif any(
            has_text(event) for event in recorded
        ):  # a tag on a text that a merge made is no typing of it
            self.saved.add((memory.id, memory.content))


DEVICE = st.sampled_from(range(DEVICES))
EDITS = (
    "append",
    "first",
    "last",
    "all",
    "tag",
    "untag",
    "title",
    "delete",
    "restore",
    "purge",
    "create",
    "import",
)


class Devices(RuleBasedStateMachine):
    """What persons, networks, disks and clocks do, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.server = TeamServer()
        self.backup = self.server.backup()
        self.late: list[Outgoing] = []
        self.authors: dict[UUID, set[UUID]] = {}
        self.devices = [self._device(number) for number in range(DEVICES)]

    def _device(self, number: int) -> Device:
        device = Device(number, Notebook(UUID(int=100 + number)))
        device.notebook.clock = HybridClock(wall=lambda: 1_800_000_000_000 + device.hours * 3_600_000)
        device.notebook.join(Account("https://team", "me", ME, self.server.log, str(number)))
        return device

    # ---- what happens

    @initialize(notes=st.integers(1, 2))
    def begin(self, notes: int) -> None:
        """Two notes at most, so that edits meet; all devices have them, or none has heard of the others."""
        first = self.devices[0]
        for number in range(notes):
            first.save(Memory.create(f"note {number}\nhas three\nlines", ME))
        for device in self.devices:
            self._travel(device)

    @rule(
        at=DEVICE,
        edits=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(EDITS)), min_size=1, max_size=3),
    )
    def write(self, at: int, edits: list[tuple[int, str]]) -> None:
        for which, how in edits:
            self._edit(self.devices[at], which, how)

    @rule(edits=st.tuples(*[st.sampled_from(EDITS)] * DEVICES), which=st.integers(0, 2))
    def write_everywhere(self, edits: tuple[str, ...], which: int) -> None:
        """All change the same note, and none knows of the others."""
        for device, how in zip(self.devices, edits, strict=True):
            self._edit(device, which, how)

    @rule(
        at=DEVICE,
        fault=st.sampled_from(Fault),
        call=st.integers(1, 4),
        killed=st.sampled_from((0, 0, 0, 3, 4, 5, 6, 7, 8)),
        after=st.booleans(),
    )
    def travel(self, at: int, fault: Fault, call: int, killed: int, after: bool) -> None:
        self._travel(self.devices[at], Life(self.devices[at].notebook, killed, after), fault, call)

    @rule(at=DEVICE, other=st.none() | DEVICE, which=st.integers(0, 2), how=st.sampled_from(EDITS))
    def be_restored_behind_a_push(self, at: int, other: int | None, which: int, how: str) -> None:
        """A device hears that its push was stored and is killed before it pulls; the server loses what was stored."""
        device = self.devices[at]
        self._travel(device)
        self._edit(device, which, how)
        self.backup = self.server.backup()
        self._travel(device, None, Fault.NO_ANSWER, 2)  # the push
        if other is not None:
            self._travel(self.devices[other])
        self._travel(device, None, Fault.KILLED_BEFORE, 2)  # the pull behind the same push
        self.server.become(self.backup)

    @rule(order=st.permutations(range(DEVICES)))
    def travel_everywhere(self, order: list[int]) -> None:
        for at in order:
            self._travel(self.devices[at])

    @rule(at=DEVICE, mishap=st.sampled_from(("late", "early", "back up", "back up", "restore", "new")))
    def meet_mishap(self, at: int, mishap: str) -> None:
        """A clock lies, or the server is not what it was."""
        if mishap == "late":
            self.devices[at].hours -= 20
        elif mishap == "early":
            self.devices[at].hours += 20
        elif mishap == "back up":
            self.backup = self.server.backup()
        else:
            self.server.become(self.backup if mishap == "restore" else TeamServer())

    # ---- what always holds

    @invariant()
    def nothing_typed_is_gone(self) -> None:
        for device in self.devices:
            assert lost(device.saved, device.notebook) == []

    def teardown(self) -> None:
        """The faults stop: everything is sent soon, a comparison finds nothing to mend, and all are equal."""
        self._finish()
        for device in self.devices:
            by = self._round(device, Life(device.notebook), Line(self.server, self.late))
            assert compare(by) == Compared()
        saved = set().union(*(device.saved for device in self.devices))
        first = self.devices[0].notebook
        for device in self.devices:
            assert device.notebook.notes == first.notes
            assert device.notebook.digests() == first.digests()
            assert device.notebook.digest("") == self.server.digest("")
            assert lost(saved, device.notebook) == []

    def _finish(self) -> None:
        for _ in range(BOUND):
            for device in self.devices:
                self._round(device, Life(device.notebook), Line(self.server, self.late)).run()
        for device in self.devices:
            assert device.notebook.waiting() == 0
            assert device.notebook.aside == {}

    # ---- within

    def _edit(self, device: Device, which: int, how: str) -> None:
        device.written += 1
        token = f"{device.number}.{device.written}"
        note = device.note(which)
        if how == "create" or note is None:
            device.save(Memory.create(f"note {token}\nof three\nlines", ME))
        elif how == "import":  # the same one on two devices
            if IMPORTED not in device.notebook.notes:
                device.save(Memory.create(f"imported {device.number % 2}", ME, id=IMPORTED))
        else:
            device.save(_edited(note, how, token, which))

    def _travel(
        self, device: Device, life: Life | None = None, fault: Fault = Fault.NONE, call: int = 0
    ) -> None:
        try:
            self._round(
                device, life or Life(device.notebook), Line(self.server, self.late, fault, call)
            ).run()
        except BrainError:
            pass
        except Killed:
            device.size = BatchSize()

    def _round(self, device: Device, life: Life, line: Line) -> Round:
        tally = Tally(took=lambda received: self._echo_never_conflicts(device, received))
        return Round(life.face(), line.face(), device.size, tally)

    def _echo_never_conflicts(self, device: Device, received: Received) -> None:
        for stream in self.server.streams.values():
            for event in stream:
                assert event.device_id is not None
                self.authors.setdefault(event.aggregate_id, set()).add(event.device_id)
        for memory_id in received.merged | received.clashed | received.revived:
            assert self.authors[memory_id] - {device.notebook.device}, "an echo conflicted"


def _edited(note: Memory, how: str, token: str, which: int) -> Memory:
    lines = note.content.split("\n")
    texts = {
        "append": [*lines, token],
        "first": [f"{lines[0]} {token}", *lines[1:]],
        "last": [*lines[:-1], f"{token} {lines[-1]}"],
        "all": [f"all {token}"],
    }
    if how in texts:
        return note.update("\n".join(texts[how]))
    changed = {
        "tag": note.tag([f"tag{which}"]),
        "untag": note.untag([f"tag{which}"]),
        "title": note.update(set_metadata={"title": token}),
        "delete": note.delete(),
        "restore": note.restore(),
        "purge": note.purge(),
    }
    return changed[how]


def lost(saved: set[tuple[UUID, str]], notebook: Notebook) -> list[str]:
    """The texts that the history of a notebook cannot show."""
    shown = texts_of(notebook)
    return sorted(text for _, text in saved if text_hash(text) not in shown)


def texts_of(notebook: Notebook) -> set[str]:
    """Hashes of every text that the history of a notebook can show."""
    found: set[str] = set()
    for stream in notebook.streams.values():
        memory = None
        for event in stream:
            memory = evolve(memory, event)
            found.add(text_hash(memory.content))
            found.update(each["sha256"] for each in event.data.get("merged", {}).get("typed", ()))
    return found


@pytest.mark.slow
@pytest.mark.timeout(1200 + RUNS // 2)
def test_three_devices_lose_nothing_and_end_equal() -> None:
    sys.stdout.write(f"SEED={SEED}\n")
    machine = seed(SEED)(Devices)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=12,
            deadline=None,
            database=None,
            phases=(Phase.generate, *SMALLER),
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
