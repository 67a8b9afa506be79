"""Two devices write and sync without a pause, and now the server dies, now one of them, in the middle of whatever it does:
at the end all have the same, and every text that a notebook said to have is in the history of both.

SEED=… repeats who dies when, KILLS=… makes it longer.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from core import Brain, open_brain
from core.store.cluster import Cluster
from sync.server.settings import Settings
from tests.fixtures.devices import Signed, assert_even, ever_written, signed_in
from tests.fixtures.mortal import Mortal
from tests.fixtures.postgres import create_database, drop_database
from tests.fixtures.serving import MortalServer
from tests.stories.writer import heard, write

_KILLS = int(os.environ.get("KILLS", "16"))
_LONGEST_LIFE = 1.0  # seconds from one death to the next
_LONGEST_DEATH = 0.3  # seconds that something stays dead
_PATIENCE = 60.0  # seconds
_ROUNDS = 3
"""Rounds of each device after the last death, as in I16 of `sync/SPEC.md`."""


@dataclass
class Writer:
    """A device: its notebook, and the program that writes there."""

    home: Path
    database: str
    token: str

    def __post_init__(self) -> None:
        self._said = self.home.with_suffix(".said")
        words = self.home.with_suffix(".words")
        self.program = Mortal(words, write, self.home, self.database, self.token, self._said)

    def said(self) -> set[str]:
        """The texts that the notebook had, by its own words."""
        return heard(self._said)


@dataclass
class World:
    """Everything that can die."""

    server: MortalServer
    writers: list[Writer]
    chance: random.Random

    @property
    def mortals(self) -> list[Mortal]:
        return [self.server, *(each.program for each in self.writers)]

    def begin(self) -> None:
        for each in self.writers:
            each.program.start()
        deadline = time.monotonic() + _PATIENCE
        while not all(each.said() for each in self.writers):
            assert time.monotonic() < deadline, [each.program.words() for each in self.writers]
            time.sleep(0.02)

    def let_die(self) -> None:
        """One of them, soon and for a short time."""
        time.sleep(self.chance.uniform(0, _LONGEST_LIFE))
        victim = self.chance.choice(self.mortals)
        victim.kill()
        time.sleep(self.chance.uniform(0, _LONGEST_DEATH))
        victim.start()


@pytest.fixture
def world(
    cluster: Cluster,
    template_database: str,
    team_settings: Settings,
    signed: Signed,
    chance: random.Random,
    tmp_path: Path,
) -> Iterator[World]:
    """A server and two devices that are signed in; at the end nothing runs."""
    with ExitStack() as stack:
        server = MortalServer(team_settings, tmp_path / "server.words")
        stack.callback(server.kill)
        server.start()
        server.await_ready()
        token = signed("ada")["Authorization"].removeprefix("Bearer ")
        writers = []
        for name in ("killed_laptop", "killed_desktop"):
            create_database(cluster, name, template_database)
            stack.callback(drop_database, cluster, name)
            writers.append(writer := Writer(tmp_path / name, cluster.url(name), token))
            stack.callback(writer.program.kill)
            with open_brain(writer.home, writer.database) as brain, signed_in(brain, server.url, token):
                pass
        yield World(server, writers, chance)


@pytest.mark.slow
@pytest.mark.timeout(1200 + 4 * _KILLS)
def test_whoever_is_killed_all_end_equal_and_nothing_that_was_saved_is_gone(world: World) -> None:
    world.begin()
    for _ in range(_KILLS):
        world.let_die()
    for each in world.mortals:
        each.kill()
    said = set().union(*(each.said() for each in world.writers))
    assert len(said) > _KILLS, "hardly anything was written"
    world.server.start()
    world.server.await_ready()
    with ExitStack() as stack:
        brains = [stack.enter_context(open_brain(each.home, each.database)) for each in world.writers]
        there = _synced(world, brains)
        assert_even(brains)
        assert brains[0].replica.digest("") == there
        for brain in brains:
            assert not said - ever_written(brain), brain.home.name


def _synced(world: World, brains: list[Brain]) -> dict[str, tuple[int, str]]:
    """The digest of the server, behind a few rounds of each device."""
    with ExitStack() as stack:
        met = [
            stack.enter_context(signed_in(brain, world.server.url, writer.token))
            for brain, writer in zip(brains, world.writers, strict=True)
        ]
        for sync, _ in met * _ROUNDS:
            sync.now()
            assert sync.once().words == "synced"
        return dict(met[0][1].digest(""))
