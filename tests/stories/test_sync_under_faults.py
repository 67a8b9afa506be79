"""Three notebooks, one team server, and a line that loses, cuts, delays and lies: at the end all three hold the same, and
nothing that was ever typed is gone.

SEED=… repeats a run.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from core import Brain, View
from core.store.cluster import Cluster
from sync.syncing import Sync
from tests.fixtures.devices import device, joined
from tests.fixtures.faults import FAULTS, BadLine, Fault, bad_line, by_chance

Signed = Callable[..., dict[str, str]]
_TURNS = 60
_SHARE = 0.35  # of the requests meet a fault
_LINES = 6


@dataclass
class Life:
    """What three people's worth of devices do to the same notes."""

    brains: list[Brain]
    syncs: list[Sync]
    chance: random.Random
    typed: set[str] = field(default_factory=set)
    ids: list[UUID] = field(default_factory=list)

    def turn(self) -> None:
        """Somebody writes on some device, and perhaps it syncs."""
        number = self.chance.randrange(len(self.brains))
        for _ in range(self.chance.randint(1, 3)):
            self._do(self.brains[number])
        if self.chance.random() < 0.6:
            self.round(number)

    def round(self, number: int) -> str:
        """A person asks for a round; how it ended."""
        self.syncs[number].now()
        return str(self.syncs[number].once().words)

    def create(self, brain: Brain) -> None:
        text = "\n\n".join(f"{self._word()} {line}" for line in range(_LINES))
        self.ids.append(brain.create_memory(text, tags=[self._tag()]).memory)
        self.typed.add(text)

    def _do(self, brain: Brain) -> None:
        here = [each for each in self.ids if brain.summaries([each])]
        if not here or self.chance.random() < 0.1:
            return self.create(brain)
        note = self.chance.choice(here)
        deeds = (self._write, self._write, self._write, self._tag_it, self._property, self._trash)
        return self.chance.choice(deeds)(brain, note)

    def _write(self, brain: Brain, note: UUID) -> None:
        lines = brain.memory(note).content.split("\n\n")
        place = self.chance.randrange(len(lines))
        lines[place] = f"{self._word()} {place}"
        if self.chance.random() < 0.2:
            lines.insert(place, self._word())
        text = "\n\n".join(lines)
        brain.update_memory(note, text)
        self.typed.add(text)

    def _tag_it(self, brain: Brain, note: UUID) -> None:
        (brain.tag if self.chance.random() < 0.6 else brain.untag)(note, self._tag())

    def _property(self, brain: Brain, note: UUID) -> None:
        key = self.chance.choice(("status", "place"))
        if self.chance.random() < 0.7:
            brain.update_memory(note, set_metadata={key: self._word()})
        else:
            brain.update_memory(note, unset_metadata=[key])

    def _trash(self, brain: Brain, note: UUID) -> None:
        (brain.delete if self.chance.random() < 0.5 else brain.restore)(note)

    def _word(self) -> str:
        return f"word{self.chance.randrange(1_000_000)}"

    def _tag(self) -> str:
        return self.chance.choice(("home", "work", "travel"))


@pytest.fixture
def three(cluster: Cluster, template_database: str, tmp_path: Path) -> Iterator[list[Brain]]:
    with ExitStack() as stack:
        yield [
            stack.enter_context(device(cluster, template_database, tmp_path, name))
            for name in ("faulty_laptop", "faulty_desktop", "faulty_tablet")
        ]


@pytest.fixture
def line(team_url: str) -> Iterator[BadLine]:
    with bad_line(team_url) as proxy:
        yield proxy


@pytest.mark.timeout(180)
def test_three_devices_on_a_bad_line_end_equal_and_keep_all_that_was_typed(
    three: list[Brain], line: BadLine, signed: Signed, chance: random.Random
) -> None:
    with ExitStack() as stack:
        syncs = [stack.enter_context(joined(brain, line.url, signed("ada"))) for brain in three]
        life = Life(three, syncs, chance)
        for _ in range(4):
            life.create(three[0])
        for number in range(3):
            assert life.round(number) == "synced"
        line.choose = by_chance(random.Random(chance.random()), _SHARE)
        for _ in range(_TURNS):
            life.turn()
        line.choose = lambda _: Fault.NONE
        assert sum(line.met[fault] for fault in FAULTS) > 10, line.met
        for brain in three:
            brain.replica.retry()  # what was answered with a 413 or five times a 500
        for number in (0, 1, 2, 0, 1, 2, 0, 1, 2):
            ended = life.round(number)
            assert ended.startswith("synced"), (ended, life.syncs[number].status())
    _equal(three)
    for brain in three:
        assert not life.typed - _ever(brain), brain.home.name


def _equal(brains: list[Brain]) -> None:
    for brain in brains:
        assert brain.replica.waiting() == 0
        assert not brain.replica.set_aside()
        assert brain.replay().equal
        assert brain.replica.digest("") == brains[0].replica.digest("")
        assert _notes(brain) == _notes(brains[0])


def _notes(brain: Brain) -> dict[UUID, object]:
    return {each: brain.memory(each) for each in _ids(brain)}


def _ids(brain: Brain) -> list[UUID]:
    """All notes, those in the trash too."""
    return sorted({*brain.memory_ids(View()), *brain.memory_ids(View(trash=True))})


def _ever(brain: Brain) -> set[str]:
    """Every text that any note has, had, or brought together."""
    told = [version for each in _ids(brain) for version in brain.history(each)]
    return {each.memory.content for each in told} | {text.text for each in told for text in each.typed}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_line_is_as_bad_as_it_is_told(team_url: str, fault: Fault) -> None:
    with bad_line(team_url, lambda _: fault) as proxy:
        if fault.isdecimal():
            answer = httpx.get(f"{proxy.url}/health")
            assert (answer.status_code, answer.headers["Retry-After"]) == (int(fault), "1")
        elif fault is Fault.SLOW:
            assert httpx.get(f"{proxy.url}/health").is_success
        else:
            with pytest.raises(httpx.TransportError):
                httpx.get(f"{proxy.url}/health")
        assert proxy.met == {fault: 1}
