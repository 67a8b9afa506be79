"""The contents of files between two notebooks and the real team server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import pytest

from core import Brain, Cancelled, Fetching, FileWait, Stop
from core.store.cluster import Cluster
from sync.client import Client
from sync.files import Files
from sync.syncing import Sync
from tests.fixtures.devices import Signed, device, signed_in

CHUNK = 1 << 16


@dataclass
class Desk:
    """A device that is signed in."""

    brain: Brain
    sync: Sync
    client: Client
    files: Files

    def attach(self, place: Path, name: str, content: bytes) -> tuple[UUID, str]:
        note = self.brain.create_memory(f"# {name}").memory
        (place / name).write_bytes(content)
        self.brain.files.attach(note, place / name)
        return note, self.brain.memory(note).attachments[0].sha256

    def has(self, sha256: str) -> bool:
        return self.brain.files.blobs.has(sha256)

    def all_files(self) -> None:
        while self.files.step():
            pass


@pytest.fixture
def desks(
    cluster: Cluster, template_database: str, tmp_path: Path, team_url: str, signed: Signed
) -> Iterator[tuple[Desk, Desk]]:
    with ExitStack() as stack:

        def desk(name: str) -> Desk:
            brain = stack.enter_context(device(cluster, template_database, tmp_path, name))
            token = signed("ada")["Authorization"].removeprefix("Bearer ")
            sync, client = stack.enter_context(signed_in(brain, team_url, token))
            brain.replica.configure(fetching=Fetching.ALWAYS)
            return Desk(brain, sync, client, Files(brain, client, chunk=CHUNK))

        yield desk("laptop"), desk("desktop")


def test_a_file_attached_on_one_device_is_opened_on_the_other(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    laptop, desktop = desks
    content = os.urandom(3 * CHUNK + 7)
    _, sha256 = laptop.attach(tmp_path, "ticket.pdf", content)
    laptop.sync.once()
    laptop.all_files()
    desktop.sync.once()
    desktop.all_files()
    with desktop.brain.files.open(sha256) as file:
        assert file.read() == content
    assert laptop.brain.replica.file_waits() == desktop.brain.replica.file_waits() == ()


def test_sync_itself_lets_files_travel_behind_the_notes(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    laptop, desktop = desks
    _, sha256 = laptop.attach(tmp_path, "ticket.pdf", b"seat 61")
    for each in (laptop, desktop):
        each.sync._files = each.files.step
        assert each.sync.once().words == "synced"
    assert desktop.has(sha256)


def test_an_upload_and_a_download_go_on_where_they_were_broken_off(
    desks: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, desktop = desks
    content = os.urandom(40 * CHUNK)
    _, sha256 = laptop.attach(tmp_path, "film.mp4", content)
    laptop.sync.once()
    looks = iter([False, False, True])
    with pytest.raises(Cancelled):
        laptop.files.step(lambda: next(looks))
    sent: list[str] = []
    plain = laptop.client.plain

    def watched(method: str, path: str, *rest: object, **more: object) -> object:
        if method == "PUT":
            sent.append(rest[1]["Content-Range"])  # type: ignore[index]  # the headers
        return plain(method, path, *rest, **more)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(laptop.client, "plain", watched)
    laptop.all_files()
    assert sent[0].startswith(f"bytes {2 * CHUNK}-")
    assert len(sent) == 38

    desktop.sync.once()
    with pytest.raises(Cancelled):
        desktop.files.step(lambda: True)
    part = desktop.brain.files.blobs.coming(sha256)
    came = part.stat().st_size
    assert 0 < came < len(content)
    part.write_bytes(content[:came])
    statuses: list[int] = []
    save = desktop.client.save

    def noted(path: str, into: BinaryIO, largest: int, stop: Stop) -> int:
        statuses.append(save(path, into, largest, stop))
        return statuses[-1]

    monkeypatch.setattr(desktop.client, "save", noted)
    desktop.all_files()
    assert statuses == [206]
    with desktop.brain.files.open(sha256) as file:
        assert file.read() == content


def test_a_damaged_download_is_refused_and_fetched_again(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    laptop, desktop = desks
    _, sha256 = laptop.attach(tmp_path, "ticket.pdf", os.urandom(5 * CHUNK))
    laptop.sync.once()
    laptop.all_files()
    desktop.sync.once()
    desktop.brain.files.blobs.coming(sha256).write_bytes(b"rotten")
    desktop.all_files()
    assert not desktop.has(sha256)
    (wait,) = desktop.brain.replica.file_waits()
    assert (wait.tries, wait.words) == (
        1,
        "What came is not the file that was attached, so it was thrown away.",
    )
    desktop.files.bring(sha256)
    assert desktop.brain.files.blobs.verify(sha256)


def test_a_file_that_is_too_large_is_told_and_the_rest_goes_on(
    desks: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, _ = desks
    monkeypatch.setattr(laptop.files, "_largest", 1 << 20)
    laptop.attach(tmp_path, "film.mp4", b"x" * ((1 << 20) + 1))
    laptop.attach(tmp_path, "ticket.pdf", b"seat 61")
    laptop.sync.once()
    laptop.all_files()
    (wait,) = laptop.brain.replica.file_waits()
    assert (wait.name, wait.words) == ("film.mp4", "The file is larger than the 1 MB that the server takes.")
    assert not laptop.files.step(), "it rests"
    laptop.files.hurry()  # the server has been given more room, and the person says so
    laptop.all_files()
    assert laptop.brain.replica.file_waits() == ()


def test_while_nothing_changes_the_contents_are_looked_at_once(
    desks: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, _ = desks
    note, _ = laptop.attach(tmp_path, "ticket.pdf", b"seat 61")
    laptop.sync.once()
    laptop.all_files()
    replica, looks = laptop.brain.replica, [0]
    file_waits = replica.file_waits

    def counted(limit: int = 100) -> tuple[FileWait, ...]:
        looks[0] += 1
        return file_waits(limit)

    monkeypatch.setattr(replica, "file_waits", counted)
    for _ in range(3):
        laptop.brain.tag(note, "travel")
        assert not laptop.files.step()
    assert looks == [0]
    (tmp_path / "map.png").write_bytes(b"a map")
    laptop.brain.files.attach(note, tmp_path / "map.png")
    laptop.sync.once()
    laptop.all_files()
    assert file_waits() == ()
    replica.restart_feed(UUID(int=7))
    assert laptop.files.step(), "another server has nothing yet"


def test_where_files_come_as_needed_none_comes_until_it_is_asked_for(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    laptop, desktop = desks
    desktop.brain.replica.configure(fetching=Fetching.NEEDED)
    _, sha256 = laptop.attach(tmp_path, "ticket.pdf", b"seat 61")
    laptop.sync.once()
    laptop.all_files()
    desktop.sync.once()
    assert not desktop.files.step()
    assert not desktop.has(sha256)
    desktop.files.bring(sha256)
    assert desktop.has(sha256)
    assert not desktop.files.step()


def test_a_file_that_is_not_here_comes_when_it_is_opened(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    laptop, desktop = desks
    _, sha256 = laptop.attach(tmp_path, "map.png", b"a map")
    laptop.sync.once()
    laptop.all_files()
    desktop.brain.replica.configure(fetching=Fetching.NEEDED)
    desktop.sync.once()
    assert not desktop.has(sha256)
    desktop.brain.files.fetch = desktop.files.bring
    desktop.brain.files.save_as(sha256, tmp_path / "saved.png")
    assert (tmp_path / "saved.png").read_bytes() == b"a map"
