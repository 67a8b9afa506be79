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

import httpx
import pytest

from core import Brain
from core.store.cluster import Cluster
from sync.syncing import Sync
from tests.fixtures.devices import assert_even, device, ever_written, joined
from tests.fixtures.faults import FAULTS, BadLine, Fault, bad_line, by_chance
from tests.fixtures.hands import Hands

Signed = Callable[..., dict[str, str]]
_TURNS = 60
_SHARE = 0.35  # of the requests meet a fault


@dataclass
class Life:
    """What three people's worth of devices do to the same notes."""

    brains: list[Brain]
    syncs: list[Sync]
    chance: random.Random
    typed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.hands = Hands(self.chance, self.typed.add)

    def turn(self) -> None:
        """Somebody writes on some device, and perhaps it syncs."""
        number = self.chance.randrange(len(self.brains))
        for _ in range(self.chance.randint(1, 3)):
            self.hands.do(self.brains[number])
        if self.chance.random() < 0.6:
            self.round(number)

    def round(self, number: int) -> str:
        """A person asks for a round; how it ended."""
        self.syncs[number].now()
        return str(self.syncs[number].once().words)


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


@pytest.mark.timeout(1200)
def test_three_devices_on_a_bad_line_end_equal_and_keep_all_that_was_typed(
    three: list[Brain], line: BadLine, signed: Signed, chance: random.Random
) -> None:
    with ExitStack() as stack:
        syncs = [stack.enter_context(joined(brain, line.url, signed("ada"))) for brain in three]
        life = Life(three, syncs, chance)
        for _ in range(4):
            life.hands.create(three[0])
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
    assert_even(three)
    for brain in three:
        assert not life.typed - ever_written(brain), brain.home.name


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
