"""Contents that nothing asks for any more are found and removed; what history, undo, the trash, sync, an import or a begun
thought could still want never is."""

from __future__ import annotations

import gzip
import json
import os
import threading
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from core import Account, Brain, BrainError, View, open_brain
from core.store.blobs import Blobs
from core.store.database import Database
from core.store.imports import only_import

DAY = 86_400


def kept(brain: Brain, content: bytes) -> str:
    return brain.files.keep(content, "file.bin").sha256


def attached(brain: Brain, note: UUID, content: bytes) -> str:
    file = brain.files.keep(content, "file.bin")
    brain.files.give(note, file)
    return file.sha256


def age(brain: Brain, days: float = 2) -> None:
    """As if all contents had come so many days ago."""
    at = time.time() - days * DAY
    for path in (brain.home / "blobs").glob("??/*"):
        os.utime(path, (at, at))


def contents(brain: Brain) -> set[str]:
    return {path.name for path in (brain.home / "blobs").glob("??/*")}


def test_only_what_nothing_ever_named_is_removed_and_its_size_is_told(brain: Brain) -> None:
    note = brain.create_memory("a note").memory
    wanted, given_up = attached(brain, note, b"wanted"), kept(brain, b"given up" * 100)
    assert (brain.unused.find().files, brain.unused.find().lately) == (0, 1)  # it came a moment ago
    age(brain)
    found = brain.unused.find()
    assert (found.files, found.size, found.lately) == (1, 800, 0)
    assert contents(brain) == {wanted, given_up}  # looking removes nothing
    assert brain.unused.remove() == found
    assert contents(brain) == {wanted}
    assert (brain.unused.remove().files, brain.upkeep.replay().equal) == (0, True)


def test_whatever_can_come_back_keeps_its_file(brain: Brain) -> None:
    """A note in the trash, one gone for good, a file that was taken off, one whose text gave way."""
    notes = [brain.create_memory(f"note {number}").memory for number in range(4)]
    files = [attached(brain, note, bytes([number]) * 9) for number, note in enumerate(notes)]
    brain.delete(notes[:2])
    brain.purge(notes[1])
    brain.files.detach(notes[2], files[2], "file.bin")
    version_with = brain.memory(notes[3]).version
    brain.files.detach(notes[3], files[3], "file.bin")
    age(brain)
    assert brain.unused.remove().files == 0 and contents(brain) == set(files)
    brain.undo.undo()
    assert brain.memory(notes[3]).attachments[0].sha256 == files[3]
    brain.restore(notes[0])
    brain.past.bring_back({notes[1]: 2, notes[3]: version_with})
    (again,) = {each.id for each in brain.memories(View()).items} - set(notes)
    for note, file in ((notes[0], files[0]), (again, files[1]), (notes[3], files[3])):
        assert [each.sha256 for each in brain.memory(note).attachments] == [file]
        with brain.files.open(file) as content:
            assert content.read()


def test_what_gave_way_or_could_not_be_taken_keeps_its_file(brain: Brain, database: Database) -> None:
    """Events that sync superseded or set aside name files, too; and so does one that waits to be sent."""
    note = brain.create_memory("a note").memory
    gave_way, set_aside = attached(brain, note, b"gave way"), kept(brain, b"set aside")
    with database.cursor() as cursor:
        cursor.execute(
            "update events set superseded_by = (select position from log_head) where event_type = 'memory.attached'"
        )
        cursor.execute("delete from attachments")
        cursor.execute(
            "insert into set_aside (event_id, memory_id, incoming, stream_version, event, code, words)"
            " values (%s, %s, true, 2, %s, 'unknown', '')",
            (uuid4(), note, json.dumps({"data": {"newer": {"sha256": set_aside}}})),
        )
        cursor.connection.commit()
    brain.replica.join(Account("https://notes.example.org", "maria", UUID(int=1), UUID(int=2), "desk"))
    age(brain)
    assert brain.unused.remove().files == 0 and contents(brain) == {gave_way, set_aside}


def test_what_an_import_brought_and_what_is_begun_in_the_capture_window_stays(brain: Brain) -> None:
    brought, begun = kept(brain, b"of no note"), kept(brain, b"begun")
    folder = brain.home / "imports" / str(uuid4())
    folder.mkdir(parents=True)
    row = {"kind": "file", "table": "", "line": 1, "id": "a.png", "outcome": "created", "sha256": brought}
    with gzip.open(folder / "manifest.jsonl.gz", "wt") as file:
        file.write(json.dumps(row) + "\n")
    (brain.home / "window.ini").write_text(
        f'[capture]\nbegun="{{\\"files\\": [{{\\"sha256\\": \\"{begun}\\"}}]}}"\n'
    )
    age(brain)
    assert brain.unused.remove().files == 0
    (brain.home / "window.ini").write_text("[capture]\nbegun=\n")
    assert brain.unused.remove().files == 1 and contents(brain) == {brought}
    (folder / "manifest.jsonl.gz").write_bytes(b"damaged")
    for look in (brain.unused.find, brain.unused.remove):
        with pytest.raises(BrainError, match="cannot be read"):
            look()
    assert contents(brain) == {brought}


def test_a_content_that_is_brought_again_stays(brain: Brain, tmp_path: Path) -> None:
    """Somebody is about to name it, and has not done so yet."""
    kept(brain, b"again")
    renewed = kept(brain, b"renewed")
    age(brain)
    written = brain.files.blobs.path(renewed).stat().st_mtime
    assert brain.unused.find().files == 2
    kept(brain, b"again")
    assert brain.files.blobs.renew(renewed) and not brain.files.blobs.renew("0" * 64)
    assert brain.unused.remove().files == 0
    assert brain.files.blobs.path(renewed).stat().st_mtime == written  # undoing an import goes by that


def test_one_that_comes_while_others_are_removed_is_never_lost(brain: Brain) -> None:
    """Two hands at once: whoever was told that a content is kept finds it afterwards."""
    blobs = Blobs(brain.home / "blobs")
    kept(brain, b"0")
    lost: list[str] = []
    over = threading.Event()

    def remove() -> None:
        while not over.is_set():
            for sha256 in list(blobs.beside(())[0]):
                blobs.remove(sha256)

    remover = threading.Thread(target=remove)
    remover.start()
    try:
        for number in range(60):
            sha256, _ = blobs.put([b"%d" % (number % 7)])
            if not blobs.has(sha256):
                lost.append(sha256)
            past = time.time() - 2 * DAY
            os.utime(blobs.path(sha256), (past, past))
    finally:
        over.set()
        remover.join()
    assert lost == []


def test_a_folder_that_another_notebook_uses_is_left_alone(brain: Brain, bare_database_url: str) -> None:
    mine = kept(brain, b"mine")
    with open_brain(brain.home, bare_database_url) as other:
        theirs = attached(other, other.create_memory("theirs").memory, b"theirs")
        age(brain)
        for each in (brain, other):
            with pytest.raises(BrainError) as refused:
                each.unused.remove()
            assert "Another notebook" in refused.value.words and "No file was removed." in refused.value.hint
    assert contents(brain) == {mine, theirs}


def test_a_content_that_another_notebook_only_found_here_is_wanted_by_it(
    brain: Brain, bare_database_url: str
) -> None:
    """It brought none itself: an import of it named what lay here already."""
    found = kept(brain, b"found here")
    with open_brain(brain.home, bare_database_url) as other:
        assert other.files.blobs.renew(found)
        age(brain)
        with pytest.raises(BrainError, match="Another notebook"):
            brain.unused.remove()
    assert contents(brain) == {found}


def test_what_lay_here_before_anybody_noted_whose_it_is_stays(brain: Brain) -> None:
    """An earlier version of this program kept it, perhaps for another notebook."""
    old, _ = Blobs(brain.home / "blobs").put([b"whose?"])
    age(brain)
    assert brain.unused.remove().files == 0
    new = kept(brain, b"mine")
    assert brain.unused.find().files == 0
    notebooks = brain.home / "blobs" / "notebooks"
    since, mine = notebooks.read_text().split()
    notebooks.write_text(f"{int(since) - 3 * DAY}\n{mine}\n")  # as if all that had been days ago
    past = time.time() - 4 * DAY
    age(brain)
    os.utime(brain.files.blobs.path(old), (past, past))
    assert brain.unused.remove().files == 1 and contents(brain) == {old} and new not in contents(brain)


def test_no_note_is_given_a_file_that_went_with_the_unused_ones(brain: Brain) -> None:
    """It was dropped on a window that stayed open for days, while another program removed what was unused."""
    note = brain.create_memory("a note").memory
    dropped = brain.files.keep(b"dropped", "plan.png")
    age(brain)
    assert brain.unused.remove().files == 1
    with pytest.raises(BrainError) as refused:
        brain.files.give(note, dropped)
    assert "plan.png" in refused.value.words and "Drop the file again" in refused.value.hint
    assert brain.memory(note).attachments == ()


def test_a_large_file_of_the_data_folder_is_looked_into_to_its_end(brain: Brain) -> None:
    begun = kept(brain, b"begun")
    (brain.home / "window.ini").write_text("x" * (9 << 20) + f' "{begun}"')
    age(brain)
    assert brain.unused.remove().files == 0 and contents(brain) == {begun}


def test_nothing_is_removed_while_an_import_runs(brain: Brain) -> None:
    """What it brought for no note is written down at its end only."""
    kept(brain, b"of a running import")
    age(brain)
    running = only_import(brain._database.address)
    with running, pytest.raises(BrainError, match="import into this notebook is running"):
        brain.unused.remove()
    assert len(contents(brain)) == 1 and brain.unused.remove().files == 1


def test_an_event_that_sync_brings_waits_for_the_removal_or_goes_before_it(brain: Brain) -> None:
    """A pull names a content: either the removal sees that, or the content counts as not here and is fetched."""
    note = brain.create_memory("a note").memory
    sha256 = kept(brain, b"both have it")
    age(brain)
    with brain._log.locked():
        remover = threading.Thread(target=brain.unused.remove)
        remover.start()
        remover.join(0.3)
        assert remover.is_alive() and contents(brain) == {sha256}  # it waits for the log
    remover.join()
    assert contents(brain) == set()
    brain._change(note, lambda memory: memory.attach(sha256, "both.png", "image/png", 12))
    (wait,) = [each for each in brain.replica.file_waits(10) if not each.outgoing]
    assert wait.sha256 == sha256


def test_nothing_strange_in_the_folder_is_touched(brain: Brain) -> None:
    kept(brain, b"a")
    folder = brain.home / "blobs"
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab" / "notes.txt").write_text("mine")
    (folder / ("f" * 64)).write_text("at the top")
    age(brain)
    assert brain.unused.remove().files == 1
    assert (folder / "ab" / "notes.txt").read_text() == "mine" and (folder / ("f" * 64)).exists()
