"""Files of notes: attached, found, saved, taken off, and told again by the log alone."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from core import Attachment, Brain, BrainError, Channel, InvalidMemory, NotFound, open_brain
from core.memory import Memory
from core.store.database import Database

HELLO = hashlib.sha256(b"hello").hexdigest()


@pytest.fixture
def hello(tmp_path: Path) -> Path:
    path = tmp_path / "Hello World.txt"
    path.write_bytes(b"hello")
    return path


@pytest.fixture
def note(brain: Brain) -> UUID:
    return brain.create_memory("# A note\n\nwithout any file").memory


def found(brain: Brain, query: str) -> set[UUID]:
    return {hit.id for hit in brain.search(query).hits}


def test_a_file_becomes_a_part_of_the_note(brain: Brain, note: UUID, hello: Path) -> None:
    before = brain.memory(note)
    changes = brain.files.attach(note, hello)
    hello.write_text("changed afterwards")
    after = brain.memory(note)
    assert changes.memories == {note}
    assert after.attachments == (Attachment(HELLO, "Hello World.txt", "text/plain", 5),)
    assert (after.version, after.updated_at, after.content) == (2, before.updated_at, before.content)
    with brain.files.open(HELLO) as file:
        assert file.read() == b"hello"
    assert brain.history(note)[-1].memory == after
    assert brain.upkeep.replay().equal


def test_lists_know_the_first_picture_of_a_note(brain: Brain, note: UUID, hello: Path) -> None:
    brain.files.attach(note, hello)
    assert brain.memories().items[0].picture == ""
    kept = [brain.files.keep(name.encode(), name) for name in ("plan.svg", "wall.jpg", "bed.png")]
    brain.files.give(note, *kept)
    (row,) = brain.summaries([note])
    (hit,) = brain.search("without").hits
    assert row.picture == hit.picture == brain.memories().items[0].picture == kept[1].sha256
    brain.files.detach(note, kept[1].sha256, "wall.jpg")
    assert brain.memories().items[0].picture == kept[2].sha256


def test_a_replay_sees_a_file_that_the_log_does_not_tell_of(
    brain: Brain, note: UUID, hello: Path, database: Database
) -> None:
    brain.files.attach(note, hello)
    with database.cursor() as cursor:
        cursor.execute("update attachments set name = 'forged'")
        cursor.connection.commit()
    assert brain.upkeep.replay().differences["attachments"] == 2


def test_attaching_the_same_twice_changes_nothing(brain: Brain, note: UUID, hello: Path) -> None:
    brain.files.attach(note, hello)
    assert not brain.files.attach(note, hello)
    assert brain.files.attach(note, hello, "another name.bin")
    assert [(each.name, each.media_type) for each in brain.memory(note).attachments] == [
        ("Hello World.txt", "text/plain"),
        ("another name.bin", "application/octet-stream"),
    ]
    assert brain.upkeep.replay().equal


def test_a_file_that_was_taken_off_is_still_in_the_notes_history(
    brain: Brain, note: UUID, hello: Path
) -> None:
    brain.files.attach(note, hello)
    with_it = brain.memory(note)
    assert brain.files.detach(note, HELLO, "Hello World.txt")
    assert not brain.files.detach(note, HELLO, "Hello World.txt")
    assert brain.memory(note).attachments == ()
    assert brain.history(note)[1].memory == with_it
    assert brain.files.blobs.verify(HELLO)
    assert brain.upkeep.replay().equal


def test_search_knows_whether_a_note_has_a_file(brain: Brain, note: UUID, hello: Path) -> None:
    other = brain.create_memory("another").memory
    assert found(brain, "has:attachment") == set()
    brain.files.attach(note, hello)
    assert found(brain, "has:attachment") == {note}
    assert found(brain, "-has:attachment") == {other}
    brain.files.detach(note, HELLO, "Hello World.txt")
    assert found(brain, "has:attachment") == set()


def test_a_note_is_found_by_what_its_files_are_called(brain: Brain, note: UUID, hello: Path) -> None:
    brain.files.attach(note, hello, "Boiler-manual_2024.PDF")
    for query in ("boiler", "manual", "boiler pdf", "file 2024"):
        assert found(brain, query) == {note}, query
    (hit,) = brain.search("boiler").hits
    assert (hit.excerpt.text, hit.excerpt.marks) == ("without any file", ())
    assert [each.channel for each in brain.why(note, "boiler").evidence] == [Channel.WORDS]
    assert found(brain, "body:boiler") == found(brain, "title:boiler") == set()
    brain.files.attach(note, hello, "invoice.pdf")
    assert found(brain, "invoice boiler") == {note}
    brain.files.detach(note, HELLO, "invoice.pdf")
    assert found(brain, "invoice") == set()
    assert brain.upkeep.replay().equal


def test_a_note_with_thousands_of_files_is_indexed(brain: Brain, note: UUID) -> None:
    def many(known: Mapping[UUID, Memory]) -> list[Memory]:
        memory = known[note]
        for number in range(3_000):
            memory = memory.attach(f"{number:064x}", f"{number} " + "x" * 200, "", 1)
        return [memory]

    brain._log.append([note], many)
    assert len(brain.memory(note).attachments) == 3_000
    assert found(brain, "has:attachment") == {note}


def test_where_a_file_is_used_leaves_the_trash_out(brain: Brain, note: UUID, hello: Path) -> None:
    other = brain.create_memory("another").memory
    brain.files.attach(note, hello)
    brain.files.attach(other, hello, "called otherwise")
    assert {each.id for each in brain.files.where_used(HELLO)} == {note, other}
    brain.delete(other)
    assert [each.id for each in brain.files.where_used(HELLO)] == [note]
    assert brain.files.where_used("0" * 64) == ()


def test_a_purged_note_has_no_files(brain: Brain, note: UUID, hello: Path, database: Database) -> None:
    brain.files.attach(note, hello)
    brain.delete(note)
    brain.purge(note)
    assert database.fetch("select count(*) from attachments", ())[0][0] == 0
    assert brain.upkeep.replay().equal


def test_many_notes_come_with_their_files_in_one_append(brain: Brain) -> None:
    """As an import does it."""
    notes = [Memory.create(f"note {number}", brain.user_id) for number in range(40)]
    notes = [each.attach(f"{number:064x}", f"{number}.png", "", number) for number, each in enumerate(notes)]
    notes[7] = notes[7].attach("f" * 64, "second.pdf", "application/pdf", 1 << 40)
    brain._log.append((), lambda _: notes)
    assert brain.memory(notes[7].id).attachments == notes[7].attachments
    assert brain.memory(notes[3].id).attachments == (
        Attachment(f"{3:064x}", "3.png", "application/octet-stream", 3),
    )
    assert len(found(brain, "has:attachment")) == 20
    assert brain.upkeep.replay().equal


def test_a_saved_copy_is_what_was_attached(brain: Brain, note: UUID, hello: Path, tmp_path: Path) -> None:
    brain.files.attach(note, hello)
    goal = tmp_path / "copy.txt"
    brain.files.save_as(HELLO, goal)
    assert goal.read_bytes() == b"hello"
    goal.write_text("mine")
    with pytest.raises(BrainError, match="left alone"):
        brain.files.save_as(HELLO, goal)
    assert goal.read_text() == "mine"
    brain.files.save_as(HELLO, goal, replace=True)
    assert goal.read_bytes() == b"hello"
    with pytest.raises(BrainError, match="cannot be written"):
        brain.files.save_as(HELLO, tmp_path / "nowhere" / "copy.txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Hello World.txt", "copy.txt", "home"]


@pytest.mark.parametrize("knows_links", [True, False])
def test_what_gets_the_name_while_a_copy_is_written_is_left_alone(
    brain: Brain,
    note: UUID,
    hello: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    knows_links: bool,
) -> None:
    brain.files.attach(note, hello)
    goal, verify = tmp_path / "copy.txt", brain.files.blobs.verify

    def meanwhile(sha256: str) -> bool:
        goal.write_text("mine")
        return verify(sha256)

    def refuses(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    with monkeypatch.context() as patch:
        patch.setattr(brain.files.blobs, "verify", meanwhile)
        if not knows_links:
            patch.setattr("os.link", refuses)
        with pytest.raises(BrainError, match="left alone"):
            brain.files.save_as(HELLO, goal)
    assert goal.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Hello World.txt", "copy.txt", "home"]
    if not knows_links:
        monkeypatch.setattr("os.link", refuses)
    brain.files.save_as(HELLO, tmp_path / "another.txt")
    assert (tmp_path / "another.txt").read_bytes() == b"hello"


def test_a_damaged_content_is_not_handed_out(brain: Brain, note: UUID, hello: Path, tmp_path: Path) -> None:
    brain.files.attach(note, hello)
    brain.files.blobs.path(HELLO).write_bytes(b"hell0")
    with pytest.raises(BrainError, match="damaged"):
        brain.files.save_as(HELLO, tmp_path / "copy.txt")
    brain.files.blobs.path(HELLO).unlink()
    with pytest.raises(BrainError, match="not on this device"):
        brain.files.save_as(HELLO, tmp_path / "copy.txt")
    assert not (tmp_path / "copy.txt").exists()


def test_what_is_no_file_is_refused_in_words(brain: Brain, note: UUID, tmp_path: Path, hello: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(BrainError, match="is no file"):
            brain.files.attach(note, path)
    with pytest.raises(BrainError, match="cannot be read"):
        brain.files.attach(note, tmp_path / "not there")
    with pytest.raises(NotFound):
        brain.files.attach(uuid4(), hello)
    assert brain.memory(note).version == 1
    assert not brain.files.blobs.has(HELLO)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\a b.doc", "a b.doc"),
        ("folder/", "folder"),
        ("..", "file"),
        ("", "file"),
        ("\x00\n\t", "file"),
        ("photo\u202egnp.exe", "photo gnp.exe"),
        ("a\ud800b", "a b"),
        ("x" * 300 + ".pdf", "x" * 236 + ".pdf"),
        ("é" * 200, "é" * 120),
        (".env", ".env"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(given: str, kept: str) -> None:
    attached = Memory.create("x", uuid4()).attach(HELLO, given, "a\nb", 1)
    assert attached.attachments[0].name == kept
    assert attached.attachments[0].media_type == "a b"
    assert attached.attach(HELLO, attached.attachments[0].name, "", 1) is attached


@pytest.mark.parametrize(
    ("name", "on_disk"),
    [
        ("Invoice 2024.pdf", "Invoice 2024.pdf"),
        ("a: b? <c>.txt", "a_ b_ _c_.txt"),
        ("CON.txt", "_CON.txt"),
        (".bashrc", "_.bashrc"),
        ("ends with a dot.", "ends with a dot"),
        ("???...", "___"),
        ("今日.md", "今日.md"),
    ],
)
def test_every_system_takes_the_name_of_a_copy(name: str, on_disk: str) -> None:
    assert Attachment(HELLO, name, "", 5).file_name == on_disk


def test_a_copy_to_be_opened_has_its_name_and_cannot_be_written(
    brain: Brain, note: UUID, hello: Path, tmp_path: Path
) -> None:
    brain.files.attach(note, hello)
    (attachment,) = brain.memory(note).attachments
    (tmp_path / "opened").mkdir()
    copy = brain.files.copy_to(attachment, tmp_path / "opened")
    assert (copy.name, copy.read_bytes()) == ("Hello World.txt", b"hello")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert brain.files.copy_to(attachment, tmp_path / "opened") == copy
    with pytest.raises(BrainError, match="cannot be copied"):
        brain.files.copy_to(attachment, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("sha256", "size"), [("", 1), ("A" * 64, 1), (HELLO, -1), (HELLO, 1 << 70), (HELLO, True)]
)
def test_what_is_no_file_cannot_be_attached(sha256: str, size: int) -> None:
    with pytest.raises(InvalidMemory):
        Memory.create("x", uuid4()).attach(sha256, "name", "", size)


def test_an_export_describes_the_files_and_brings_them_back(
    brain: Brain, note: UUID, hello: Path, tmp_path: Path, bare_database_url: str
) -> None:
    brain.files.attach(note, hello)
    brain.export(tmp_path / "out.jsonl")
    line = json.loads((tmp_path / "out.jsonl").read_text())
    assert line["attachments"] == [
        {"sha256": HELLO, "name": "Hello World.txt", "media_type": "text/plain", "size": 5}
    ]
    assert "attachments" not in line["metadata"]
    with open_brain(tmp_path / "other", bare_database_url) as other:
        assert other.import_notes(tmp_path / "out.jsonl").created == 1
        again = other.memory(note)
        assert (again.attachments, again.metadata) == (brain.memory(note).attachments, {})
        assert found(other, "has:attachment") == {note}
        with other.files.open(HELLO) as content:
            assert content.read() == b"hello"


def test_what_other_programs_call_attachments_stays_a_property(brain: Brain, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": "x", "attachments": [{"name": "a.png"}]}))
    assert brain.import_notes(tmp_path / "in.jsonl").created == 1
    memory = brain.memory(next(iter(brain.memory_ids())))
    assert (memory.attachments, memory.metadata) == ((), {"attachments": [{"name": "a.png"}]})


def test_the_folder_of_files_is_for_its_owner_alone(brain: Brain, note: UUID, hello: Path) -> None:
    brain.files.attach(note, hello)
    assert stat.S_IMODE((brain.home / "blobs").stat().st_mode) == 0o700
