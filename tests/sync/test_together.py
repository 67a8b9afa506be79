"""Two notebooks and the real team server: each through its own HTTP client, over a real socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from core import Account, Brain, open_brain
from core.store.cluster import Cluster
from sync.account import connected
from sync.client import Client
from sync.pace import FullJitter
from sync.syncing import Sync
from sync.vault import Kept, Vault
from tests.fixtures.postgres import create_database, drop_database

Signed = Callable[..., dict[str, str]]


class Memory(Vault):
    """A vault that asks no keyring."""

    def __init__(self, access: str) -> None:
        super().__init__("test")
        self._kept, self._looked = Kept(access, "", 0.0), True


@contextmanager
def device(cluster: Cluster, template: str, place: Path, name: str) -> Iterator[Brain]:
    create_database(cluster, name, template)
    try:
        with open_brain(place / name, cluster.url(name)) as brain:
            yield brain
    finally:
        drop_database(cluster, name)


@pytest.fixture
def two(cluster: Cluster, template_database: str, tmp_path: Path) -> Iterator[tuple[Brain, Brain]]:
    with (
        device(cluster, template_database, tmp_path, "laptop") as laptop,
        device(cluster, template_database, tmp_path, "desktop") as desktop,
    ):
        yield laptop, desktop


@contextmanager
def joined(brain: Brain, url: str, headers: dict[str, str]) -> Iterator[Sync]:
    """Sync of a notebook that has signed in."""
    vault = Memory(headers["Authorization"].removeprefix("Bearer "))
    brain.replica.join(Account(url, "ada", UUID(int=0), UUID(int=0), brain.home.name))
    client = connected(brain, vault)
    assert client is not None
    me = client.whoami()
    brain.replica.join(Account(url, me.username, me.user_id, me.log_id, brain.home.name))

    def connect(_: Account) -> Client:
        assert client is not None
        return client

    try:
        yield Sync(brain.replica, connect, FullJitter())
    finally:
        client.line.close()


def test_what_is_written_on_one_device_is_on_the_other(
    two: tuple[Brain, Brain], team_url: str, signed: Signed
) -> None:
    laptop, desktop = two
    with joined(laptop, team_url, signed("ada")) as here, joined(desktop, team_url, signed("ada")) as there:
        note = laptop.create_memory("# Train\nwritten on the way", tags=["travel"]).memory
        assert here.once().words == "synced"
        assert there.once().words == "synced"
    came = desktop.memory(note)
    assert (came.content, came.tags) == ("# Train\nwritten on the way", ("travel",))
    assert desktop.replay().equal


def test_both_edit_the_same_note_and_nothing_is_lost(
    two: tuple[Brain, Brain], team_url: str, signed: Signed
) -> None:
    laptop, desktop = two
    with joined(laptop, team_url, signed("ada")) as here, joined(desktop, team_url, signed("ada")) as there:
        note = laptop.create_memory("one\n\ntwo\n\nthree\n").memory
        here.once()
        there.once()
        laptop.update_memory(note, "one, by laptop\n\ntwo\n\nthree\n")
        desktop.update_memory(note, "one\n\ntwo\n\nthree, by desktop\n")
        desktop.tag(note, "kept")
        for each in (here, there, here, there):
            each.once()
    for brain in two:
        memory = brain.memory(note)
        assert memory.content == "one, by laptop\n\ntwo\n\nthree, by desktop\n"
        assert memory.tags == ("kept",)
        assert brain.replay().equal
    assert laptop.replica.digest("") == desktop.replica.digest("")
