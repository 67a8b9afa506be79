"""Three notebooks, one team server, and a line that loses, cuts, delays and lies: at the end all three hold the same, and
nothing that was ever typed is gone.

SEED=… repeats a run.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from core import Brain, BrainError, Fetching
from core.store.cluster import Cluster
from sync.files import Files
from sync.syncing import Sync
from tests.fixtures.devices import assert_even, device, ever_written, joined, signed_in
from tests.fixtures.faults import FAULTS, BadLine, Fault, bad_line, by_chance
from tests.fixtures.hands import Hands

Signed = Callable[..., dict[str, str]]
_TURNS = 60
_SHARE = 0.35  # of the requests meet a fault
_FILES = 8
_CHUNK = 1 << 14


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


def test_files_on_a_bad_line_arrive_as_they_were_attached(
    three: list[Brain], line: BadLine, signed: Signed, chance: random.Random, tmp_path: Path
) -> None:
    token = signed("ada")["Authorization"].removeprefix("Bearer ")
    hours = itertools.count(step=7 * 3_600.0)  # a file rests for six hours at most
    with ExitStack() as stack:
        travelers = []
        for brain in three[:2]:
            sync, client = stack.enter_context(signed_in(brain, line.url, token))
            brain.replica.configure(fetching=Fetching.ALWAYS)
            files = Files(brain, client, chunk=_CHUNK, clock=lambda: next(hours))
            travelers.append((sync, files))
        line.choose = by_chance(random.Random(chance.random()), _SHARE)
        attached = {}
        for number in range(_FILES):
            brain, (sync, files) = three[number % 2], travelers[number % 2]
            content = chance.randbytes(chance.choice((0, 1, _CHUNK, chance.randrange(8 * _CHUNK))))
            (tmp_path / f"file {number}").write_bytes(content)
            brain.files.attach(brain.create_memory(f"note {number}").memory, tmp_path / f"file {number}")
            attached[hashlib.sha256(content).hexdigest()] = content
            sync.now()
            sync.once()
            _carry(files, steps=3)
        line.choose = lambda _: Fault.NONE
        for brain in three[:2]:
            brain.replica.retry()  # what was answered with a 413
        for sync, files in travelers * 3:
            sync.now()
            assert sync.once().words == "synced"
            _carry(files, steps=2 * _FILES)
    assert sum(line.met[fault] for fault in FAULTS) > 5, line.met
    for brain in three[:2]:
        assert brain.replica.file_waits() == ()
        for sha256, content in attached.items():
            with brain.files.open(sha256) as file:
                assert file.read() == content


def _carry(files: Files, steps: int) -> None:
    """Let so many files travel, as far as the line lets them."""
    for _ in range(steps):
        with suppress(BrainError):
            files.step()


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
