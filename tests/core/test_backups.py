"""A backup counts when it was read back and was the same, and notes come back from it without a step back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import psycopg
import pytest

from core import Backup, Brain, BrainError, open_brain
from core.backup_folder import BackupFolder, Kept
from core.events import new_id
from core.progress import Stop
from core.store import backup
from core.store.backup import put_back


def filled(brain: Brain, tmp_path: Path) -> tuple[list[str], Backup]:
    """Three notes, one with a file, and their backup."""
    ids = [brain.create_memory(f"# Note {number}", tags=["kept"]).memory for number in range(3)]
    brain.update_memory(ids[0], "# Note 0\n\nas it was")
    (tmp_path / "plan.txt").write_text("the plan")
    brain.files.attach(ids[0], tmp_path / "plan.txt")
    return [str(each) for each in ids], brain.backups.make()


def test_what_was_backed_up_comes_back_on_top_of_what_happened_since(
    brain: Brain, other_database_url: str, tmp_path: Path, quick_proof: None
) -> None:
    _, made = filled(brain, tmp_path)
    first, second, third = sorted(brain.memory_ids())
    assert made.good
    assert (made.notes, made.files, made.files_missing) == (3, 1, 0)
    assert brain.backups.standing().last_proven == made.proven_at
    assert not brain.backups.due()
    assert brain.backups.due(datetime.now(UTC) + timedelta(days=1))

    brain.update_memory(first, "spoiled")
    brain.untag(first, "kept")
    brain.delete([second, third])
    brain.purge(third)
    since = brain.create_memory("written since").memory
    before = brain.position()
    would = brain.backups.restore(made.path, dry_run=True)
    assert (would.changed, would.trashed, would.removed, would.same) == (1, 1, 1, 0)
    assert brain.position() == before

    back = brain.backups.restore(made.path)
    assert back.brought == 3
    assert brain.memory(first).content == "# Note 0\n\nas it was"
    assert brain.memory(first).tags == ("kept",)
    assert "spoiled" in [each.memory.content for each in brain.history(first)]
    assert brain.memory(since).content == "written since"
    assert brain.counts().trash == 0
    assert sorted(each.title for each in brain.memories().items) == [
        "Note 0",
        "Note 1",
        "Note 2",
        "written since",
    ]
    assert brain.upkeep.replay().equal

    with open_brain(tmp_path / "new computer", other_database_url) as elsewhere:
        assert elsewhere.backups.restore(made.path, [first]).missing == 1
        assert elsewhere.counts().memories == 1
        events = [each.event.event_id for each in elsewhere.history(first)]
        assert events == [each.event.event_id for each in brain.history(first)][: len(events)]
        (file,) = elsewhere.memory(first).attachments
        with elsewhere.files.open(file.sha256) as content:
            assert content.read() == b"the plan"
        assert elsewhere.upkeep.replay().equal


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_content_that_was_lost_comes_back_though_its_note_is_as_it_was(
    brain: Brain, tmp_path: Path, quick_proof: None, damage: str
) -> None:
    _, made = filled(brain, tmp_path)
    (note,) = [each for each in brain.memory_ids() if brain.memory(each).attachments]
    (file,) = brain.memory(note).attachments
    content = brain.files.blobs.path(file.sha256)
    if damage == "gone":
        content.unlink()
    else:
        content.chmod(0o600)
        content.write_bytes(b"the")
    before = brain.position()
    would = brain.backups.restore(made.path, dry_run=True)
    assert (would.same, would.files, [(each.id, each.how) for each in would.listed]) == (
        2,
        1,
        [(note, "files")],
    )
    assert brain.backups.restore(made.path).brought == 1
    assert brain.files.blobs.verify(file.sha256)
    assert brain.position() == before, "the note is not written anew"
    assert brain.backups.restore(made.path).brought == 0


def test_devices_that_were_set_up_at_one_moment_do_not_take_each_others_backups_for_their_own(
    tmp_path: Path,
) -> None:
    one, other = (BackupFolder(tmp_path, str(new_id())) for _ in range(2))
    now = datetime(2026, 11, 28, 9, tzinfo=UTC)
    assert one.name(now) != other.name(now)
    under_way = one.name(now).with_name(f".{one.name(now).name}.whole")
    under_way.touch()
    other.begin()
    assert under_way.exists()
    one.begin()
    assert not under_way.exists()


def test_a_clock_that_was_ahead_and_is_right_again_keeps_no_backup_from_being_made(
    brain: Brain, quick_proof: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ahead(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Ahead:
            return cls.fromtimestamp(datetime.now(UTC).timestamp() + 400 * 86_400, tz)

    brain.create_memory("a note")
    with monkeypatch.context() as patched:
        patched.setattr("core.backups.datetime", Ahead)
        brain.backups.make()
        assert not brain.backups.due()
    assert brain.backups.due(), "nothing would be backed up for more than a year"
    brain.backups.make()
    assert not brain.backups.due()
    assert brain.backups.due(datetime.now(UTC) + timedelta(days=1))


def test_reading_a_backup_back_never_fills_the_disk_that_the_notebook_is_on(
    brain: Brain, tmp_path: Path, quick_proof: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Free:
        free = 150 << 20

    def disk(folder: Path) -> Free | Roomy:
        return Roomy() if folder == tmp_path / "usb" else Free()

    class Roomy:
        free = 1 << 40

    brain.create_memory("the only note")
    made = brain.backups.make()
    monkeypatch.setattr("core.backup_folder.shutil.disk_usage", disk)
    for work in (
        brain.backups.make,
        lambda: brain.backups.prove(made.path),
        lambda: brain.backups.restore(made.path),
    ):
        with pytest.raises(BrainError, match="too full for a backup: 150 MB are free"):
            work()
    (tmp_path / "usb").mkdir()
    brain.backups.configure(folder=tmp_path / "usb")
    monkeypatch.setattr("core.backups.Backups._on_same_disk", lambda *_: False)
    with pytest.raises(BrainError, match=f"The disk of {brain.home} is too full"):
        brain.backups.make()


def test_a_disk_that_fills_up_while_a_backup_is_read_back_is_told_as_that(
    brain: Brain, quick_proof: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        "pg_restore: error: COPY failed for table: ERROR:  could not extend file: No space left on device",
        "HINT:  Check free disk space.",
        "CONTEXT:  COPY events, line 819",
    )
    fails = "import sys; sys.stderr.write(sys.argv[1]); sys.exit(1)"
    real = backup._start

    def start(command: list[str], *rest: Any) -> subprocess.Popen[bytes]:
        restoring = Path(command[0]).stem == "pg_restore"
        return real([sys.executable, "-c", fails, "\n".join(said)] if restoring else command, *rest)

    monkeypatch.setattr("core.store.backup._start", start)
    with pytest.raises(BrainError, match="could not extend file: No space left on device") as told:
        brain.backups.make()
    assert told.value.hint == "Your notes are safe. Free some space and try again."


def test_a_backup_that_does_not_come_back_as_it_was_does_not_count(
    brain: Brain, quick_proof: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    brain.create_memory("the only note")

    def lose_a_word(address: str, path: Path, cancelled: Stop) -> None:
        put_back(address, path, cancelled)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("set session_replication_role to replica")  # past the guard of the log
            connection.execute('update events set data = data || \'{"content": "the note"}\'')

    monkeypatch.setattr("core.store.proof.put_back", lose_a_word)
    with pytest.raises(BrainError, match=r"is not what the notebook was; it differs in: events"):
        brain.backups.make()
    assert brain.backups.list() == ()
    assert "does not count" in brain.backups.standing().trouble
    assert not brain.backups.due()  # not every minute: in an hour
    assert list(brain.backups.plan().folder.iterdir()) == []


def test_a_damaged_backup_is_told_and_a_folder_that_is_gone_too(
    brain: Brain, tmp_path: Path, quick_proof: None
) -> None:
    _, made = filled(brain, tmp_path)
    content = made.path.read_bytes()
    made.path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(BrainError, match="damaged"):
        brain.backups.prove(made.path)
    assert [each.good for each in brain.backups.list()] == [False]
    with pytest.raises(BrainError, match="is not there"):
        brain.backups.configure(folder=tmp_path / "unplugged")
    (tmp_path / "disk").mkdir()
    brain.backups.configure(folder=tmp_path / "disk")
    (tmp_path / "disk").rmdir()
    with pytest.raises(BrainError, match="is not there"):
        brain.backups.make()
    assert "Plug its disk in" in brain.backups.standing().trouble
    assert not (tmp_path / "disk").exists()


def test_why_a_backup_failed_is_said_in_the_language_of_whoever_reads_it(
    brain: Brain, tmp_path: Path, quick_proof: None, speaking: Callable[[Mapping[str, str]], None]
) -> None:
    german = {
        "The backup {name} is damaged: it is not what was written.": "Die Sicherung {name} ist beschädigt.",
        "The folder for backups is not there: {folder}.": "Der Ordner fehlt: {folder}.",
        "Your notes are safe. Plug its disk in, or choose another folder.": "Schließ die Platte an.",
    }
    _, made = filled(brain, tmp_path)
    folder = made.path.parent
    made.path.write_bytes(b"x")
    speaking(german)
    with pytest.raises(BrainError, match="beschädigt"):
        brain.backups.prove(made.path)
    (tmp_path / "disk").mkdir()
    brain.backups.configure(folder=tmp_path / "disk")
    (tmp_path / "disk").rmdir()
    with pytest.raises(BrainError, match="fehlt"):
        brain.backups.make()
    assert (
        brain.backups.standing().trouble == f"Der Ordner fehlt: {tmp_path / 'disk'}. Schließ die Platte an."
    )
    speaking({})
    assert brain.backups.standing().trouble.endswith(
        "disk. Your notes are safe. Plug its disk in, or choose another folder."
    )
    brain.backups.configure(folder=folder)
    (listed,) = brain.backups.list()
    assert listed.trouble == f"The backup {made.path.name} is damaged: it is not what was written."
    with pytest.raises(BrainError, match="damaged"):  # noted down again, in English this time
        brain.backups.prove(made.path)
    speaking(german)
    (listed,) = brain.backups.list()
    assert listed.trouble == f"Die Sicherung {made.path.name} ist beschädigt."


_MAKES_ONE = """
import sys
from core import open_brain
with open_brain(sys.argv[1], sys.argv[2]) as brain:
    brain.create_memory("a note")
    brain.backups.make(lambda words, done, total: print(words, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_kill_in_the_middle_leaves_nothing_that_counts(database_url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    making = subprocess.Popen(
        [sys.executable, "-c", _MAKES_ONE, str(home), database_url], stdout=subprocess.PIPE, text=True
    )
    assert making.stdout is not None
    for line in making.stdout:
        if line.startswith("Reading it back"):
            break
    os.kill(making.pid, signal.SIGKILL)
    making.wait()
    making.stdout.close()
    with open_brain(home, database_url) as brain:
        assert brain.backups.list() == ()
        assert brain.backups.due()
        assert brain.backups.make().good
        assert len(brain.backups.list()) == 1
    deadline = time.monotonic() + 90
    while list(home.glob("proving-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(home.glob("proving-*")) == []
    assert [path.name for path in (home / "backups").glob(".*")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be put on the disk there")
def test_a_backup_counts_when_its_files_and_their_names_are_on_the_disk_too(
    brain: Brain, tmp_path: Path, quick_proof: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk: list[int] = []
    before: list[int] = []
    fsync, keep = os.fsync, BackupFolder.keep

    def noted(handle: int) -> None:
        fsync(handle)
        on_disk.append(os.fstat(handle).st_ino)

    def counts(self: BackupFolder, known: Kept) -> None:
        before[:] = on_disk
        keep(self, known)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(BackupFolder, "keep", counts)
    _, made = filled(brain, tmp_path)
    (content,) = (made.path.parent / "files").glob("??/*")
    for each in (content, content.parent, content.parent.parent):
        assert each.stat().st_ino in before, each.name
    assert made.path.parent.stat().st_ino in on_disk

    on_disk.clear()
    brain.backups.make()
    assert content.stat().st_ino not in on_disk, "each content once, not with every backup"
