"""Files of notes that have to travel."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.brain import Brain
from tests.core.store.test_replica import here, server, there
from tests.fixtures.exchange import Exchange, pull, round_of

__all__ = ["here", "server", "there"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "map.png"
    path.write_bytes(b"a picture")
    return path


def test_a_file_is_sent_from_one_device_and_fetched_on_the_other(
    here: Brain, there: Brain, server: Exchange, file: Path
) -> None:
    note = here.create_memory("note").memory
    here.files.attach(note, file)
    (waits,) = here.replica.file_waits()
    assert (waits.name, waits.size, waits.outgoing, waits.tries) == ("map.png", 9, True, 0)
    assert waits.memory_id == note
    round_of(here.replica, server)
    here.replica.file_sent(waits.sha256)
    assert here.replica.file_waits() == ()
    pull(there.replica, server)
    (wanted,) = there.replica.file_waits()
    assert (wanted.sha256, wanted.memory_id) == (waits.sha256, note)
    assert not wanted.outgoing
    there.files.blobs.put([b"a picture"])
    there.replica.file_sent(wanted.sha256)
    assert there.replica.file_waits() == ()


def test_a_file_that_was_taken_off_again_is_sent_for_the_sake_of_history(here: Brain, file: Path) -> None:
    note = here.create_memory("note").memory
    here.files.attach(note, file)
    sha256 = here.memory(note).attachments[0].sha256
    here.files.detach(note, sha256, "map.png")
    assert [(wait.sha256, wait.memory_id) for wait in here.replica.file_waits()] == [(sha256, None)]


def test_a_try_that_failed_is_told_and_comes_after_the_others(here: Brain, tmp_path: Path) -> None:
    note = here.create_memory("note").memory
    for number in range(3):
        (tmp_path / f"{number}").write_bytes(bytes([number]))
        here.files.attach(note, tmp_path / f"{number}")
    first = here.replica.file_waits(1)[0]
    here.replica.file_failed(first.sha256, "no way")
    here.replica.file_failed(first.sha256, "no way there")
    assert [(wait.name, wait.tries, wait.words) for wait in here.replica.file_waits()] == [
        ("1", 0, ""),
        ("2", 0, ""),
        ("0", 2, "no way there"),
    ]


def test_another_server_needs_the_files_too(here: Brain, file: Path) -> None:
    note = here.create_memory("note").memory
    here.files.attach(note, file)
    here.replica.file_sent(here.memory(note).attachments[0].sha256)
    here.replica.join(Exchange().account())
    assert len(here.replica.file_waits()) == 1
