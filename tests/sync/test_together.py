"""Two notebooks and the real team server: each through its own HTTP client, over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import Brain
from core.store.cluster import Cluster
from tests.fixtures.devices import Signed, device, joined


@pytest.fixture
def two(cluster: Cluster, template_database: str, tmp_path: Path) -> Iterator[tuple[Brain, Brain]]:
    with (
        device(cluster, template_database, tmp_path, "laptop") as laptop,
        device(cluster, template_database, tmp_path, "desktop") as desktop,
    ):
        yield laptop, desktop


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
    assert desktop.upkeep.replay().equal


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
        assert brain.upkeep.replay().equal
    assert laptop.replica.digest("") == desktop.replica.digest("")
