"""After an import: that all is still here, trying again what was set aside, and taking it all back."""

from __future__ import annotations

import gzip
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from core.brain import Brain
from core.errors import BrainError, NotFound
from core.store.imports import only_import
from core.v2.batch import BatchState
from core.v2.choices import Choices, Duplicates, Sources
from core.v2.manifest import NAME, read_manifest
from core.v2.report import Report
from tests.core.v2.importing import VECTOR, bring, link, note, outcome, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "backup.sql"


def batch_of(report: Report) -> UUID:
    assert report.batch is not None
    return report.batch


def folder_of(brain: Brain, report: Report) -> Path:
    return brain.home / "imports" / str(report.batch)


def events_of(brain: Brain) -> list[str]:
    return [event.event_type for event in brain._log.since(0, 100_000)]


def test_everything_is_there_right_after_the_import(brain: Brain, path: Path) -> None:
    report = bring(brain, write(path, [note(f"note {n}") for n in range(5)]))
    told = brain.migration.verify(report.batch)
    assert (told.checked, told.same, told.changed, told.lost) == (5, 5, 0, 0)
    assert told.sound and told.manifest_intact
    assert brain.migration.verify() == told


def test_verifying_names_what_a_person_changed_since_and_when(brain: Brain, path: Path) -> None:
    ids = [uuid4() for _ in range(5)]
    bring(brain, write(path, [note(f"note {n}", key) for n, key in enumerate(ids)]))
    brain.update_memory(ids[0], "by hand")
    brain.delete([ids[1], ids[2]])
    brain.purge(ids[2])
    brain.tag(ids[3], "kept")
    told = brain.migration.verify()
    assert (told.same, told.changed, told.lost, told.sound) == (2, 3, 0, True)
    assert {(each.memory_id, each.kind) for each in told.deviations} == {
        (ids[0], "changed"),
        (ids[1], "deleted"),
        (ids[2], "purged"),
    }
    assert all(each.device == str(brain.device_id) and each.since for each in told.deviations)
    assert {each.title for each in told.deviations} >= {"by hand"}


def test_verifying_finds_what_no_event_explains(brain: Brain, path: Path) -> None:
    ids = [uuid4() for _ in range(3)]
    bring(brain, write(path, [note(f"note {n}", key) for n, key in enumerate(ids)]))
    brain._database.ask(lambda db: db.execute("update memories set content = 'x' where id = %s", (ids[0],)))
    brain._database.ask(lambda db: db.execute("delete from memories where id = %s", (ids[1],)))
    told = brain.migration.verify()
    assert (told.same, told.lost, told.sound) == (1, 2, False)
    assert [each.kind for each in told.deviations] == ["altered", "missing"]


def test_a_manifest_that_was_changed_is_noticed_and_one_that_is_gone_too(brain: Brain, path: Path) -> None:
    report = bring(brain, write(path, [note("one"), note("two")]))
    manifest = folder_of(brain, report) / NAME
    told = gzip.decompress(manifest.read_bytes())
    manifest.write_bytes(gzip.compress(told.replace(b"created", b"updated", 1)))
    changed = brain.migration.verify()
    assert (changed.manifest_intact, changed.sound, changed.same) == (False, False, 2)
    manifest.unlink()
    gone = brain.migration.verify()
    assert (gone.manifest_intact, gone.sound, gone.same) == (None, True, 2)


def test_the_manifest_has_every_row(brain: Brain, path: Path) -> None:
    one, two = uuid4(), uuid4()
    bad = note("bad")
    bad[0] = "no id"
    report = bring(brain, write(path, [note("one", one), note("two", two), bad], [link(one, two)]))
    lines = list(read_manifest(folder_of(brain, report)))
    assert [(line.kind, line.outcome, line.code) for line in lines] == [
        ("row", "set_aside", "no-uuid"),
        ("note", "created", ""),
        ("note", "created", ""),
        ("link", "created", ""),
    ]
    finished = [event for event in brain._log.imports() if event.event_type == "import.finished"]
    assert len(finished[0].data["manifest"]) == 64


def test_the_report_is_kept_as_values_and_as_a_page(brain: Brain, path: Path) -> None:
    report = bring(brain, write(path, [note("one <script>"), note("two")]))
    kept = brain.migration.report(batch_of(report))
    assert kept.as_json() == report.as_json()
    page = (folder_of(brain, report) / "report.html").read_text()
    assert "Every row is accounted for" in page
    assert "<svg" in page
    assert "<script" not in page
    with pytest.raises(BrainError, match="no import"):
        brain.migration.report(uuid4())


def test_what_was_set_aside_can_be_tried_again(brain: Brain, path: Path) -> None:
    one = uuid4()
    mine = brain.create_memory("mine", id=one).memory
    report = bring(brain, write(path, [note("v2's", one), note("two")]), duplicates=Duplicates.SKIP)
    assert outcome(report) == (1, 0, 1)
    brain.delete(mine)
    brain.purge(mine)
    still = brain.migration.retry(batch_of(report))
    assert outcome(still) == (1, 0, 1)
    assert [batch.set_aside for batch in brain.migration.batches()] == [1]


def test_a_retry_leaves_alone_what_a_later_import_updated(brain: Brain, path: Path) -> None:
    one = uuid4()
    first = bring(brain, write(path, [note("as it was", one)]), duplicates=Duplicates.UPDATE)
    newer = write(path.with_name("newer.sql"), [note("as v2 has it now", one)])
    bring(brain, newer, duplicates=Duplicates.UPDATE, backup=False)
    again = brain.migration.retry(batch_of(first))
    assert (outcome(again), again.count("updated")) == ((1, 0, 0), 0)
    assert brain.memory(one).content == "as v2 has it now"


def test_a_link_that_was_set_aside_comes_when_its_note_is_here(brain: Brain, path: Path) -> None:
    one, late = uuid4(), uuid4()
    report = bring(brain, write(path, [note("one", one)], [link(one, late)]))
    assert outcome(report, "links") == (0, 0, 1)
    brain.create_memory("late", id=late)
    again = brain.migration.retry(batch_of(report))
    assert (outcome(again), outcome(again, "links")) == ((1, 0, 0), (1, 0, 0))
    assert brain.memory(one).links[0].target == late
    assert brain.migration.verify().sound
    assert brain.migration.report(batch_of(report)).count("created", "links") == 1


def test_a_link_that_a_person_removed_does_not_come_back(brain: Brain, path: Path) -> None:
    one, two = uuid4(), uuid4()
    write(path, [note("one", one), note("two", two)], [link(one, two)])
    bring(brain, path)
    brain.unlink(one, two, "extends")
    again = bring(brain, path)
    assert outcome(again, "links") == (0, 1, 0)
    assert brain.memory(one).links == ()


def test_undoing_leaves_a_notebook_as_if_nothing_had_been_imported(brain: Brain, path: Path) -> None:
    mine = brain.create_memory("mine").memory
    one, two = uuid4(), uuid4()
    report = bring(
        brain, write(path, [note("one", one, VECTOR, tags=["v2"]), note("two", two)], [link(one, two)])
    )
    before = events_of(brain)
    told = brain.migration.undoing(batch_of(report))
    assert (told.removed, told.kept, told.done) == (2, 0, False)
    assert events_of(brain) == before
    done = brain.migration.undo(batch_of(report))
    assert (done.removed, done.kept, done.done) == (2, 0, True)
    assert [row.id for row in brain.memories().items] == [mine]
    assert [tag.tag for tag in brain.tags()] == []
    assert brain.search("two").hits == ()
    with pytest.raises(NotFound):
        brain.memory(one)
    assert events_of(brain)[: len(before)] == before  # the log only grew
    assert brain.migration.batches()[0].state is BatchState.UNDONE
    assert brain.upkeep.replay().equal


def test_what_was_used_since_is_listed_and_kept_unless_it_is_to_go_too(brain: Brain, path: Path) -> None:
    ids = [uuid4() for _ in range(6)]
    report = bring(brain, write(path, [note(f"note {n}", key) for n, key in enumerate(ids)]))
    mine = brain.create_memory("mine").memory
    brain.update_memory(ids[0], "edited")
    brain.tag(ids[1], "kept")
    brain.link(ids[2], mine)
    brain.link(mine, ids[3])
    brain.save_draft(ids[4], "typing", 1)
    told = brain.migration.undoing(batch_of(report))
    assert {each.memory_id: each.how for each in told.touched} == {
        ids[0]: "edited",
        ids[1]: "tagged",
        ids[2]: "linked",
        ids[3]: "linked to",
        ids[4]: "edited",
    }
    done = brain.migration.undo(batch_of(report))
    assert (done.removed, done.kept) == (1, 5)
    assert brain.counts().memories == 6
    all_of_it = brain.migration.undo(batch_of(report), everything=True)
    assert (all_of_it.removed, all_of_it.kept) == (5, 0)
    assert [row.id for row in brain.memories().items] == [mine]
    assert brain.upkeep.replay().equal


def test_undoing_an_undoing_is_importing_again(brain: Brain, path: Path) -> None:
    one, two = uuid4(), uuid4()
    write(path, [note("one", one, VECTOR), note("two", two)], [link(one, two)])
    first = bring(brain, path)
    brain.migration.undo(batch_of(first))
    second = bring(brain, path)
    assert (outcome(second), outcome(second, "links")) == ((2, 0, 0), (1, 0, 0))
    assert brain.memory(one).content == "one"
    assert brain.memory(one).links[0].target == two
    assert brain.migration.verify().sound
    assert brain.upkeep.replay().equal
    # What was taken back stays taken back: undoing the first import again takes nothing from the second.
    assert brain.migration.undo(batch_of(first)).removed == 0
    assert brain.counts().memories == 2
    assert brain.migration.undo(batch_of(second)).removed == 2
    assert brain.counts().memories == 0


def test_undoing_an_update_gives_back_what_was_there(brain: Brain, path: Path) -> None:
    one = uuid4()
    bring(brain, write(path, [note("as it was", one, tags=["old"], place="house")]))
    newer = write(path, [note("as v2 has it now", one, tags=["new"], mood="good")])
    report = bring(brain, newer, duplicates=Duplicates.UPDATE)
    done = brain.migration.undo(batch_of(report))
    assert (done.removed, done.restored) == (0, 1)
    memory = brain.memory(one)
    assert (memory.content, memory.tags) == ("as it was", ("old",))
    assert (memory.metadata["place"], "mood" in memory.metadata) == ("house", False)
    assert brain.migration.undo(batch_of(report)).restored == 0
    again = bring(brain, newer, duplicates=Duplicates.UPDATE)
    assert again.count("updated") == 1
    assert brain.upkeep.replay().equal


def test_an_import_that_was_stopped_can_be_found_and_gone_on_with(brain: Brain, path: Path) -> None:
    write(path, [note(f"note {n}") for n in range(2_000)])
    assert brain.migration.resumable() is None
    asked = iter([False, False, True])
    stopped = brain.migration.run(Sources(dump=path), Choices(), cancelled=lambda: next(asked))
    assert not stopped.finished
    found = brain.migration.resumable()
    assert found is not None and found.id == stopped.batch
    assert found.names == ("backup.sql",)
    rest = brain.migration.resume(found.id)
    assert (outcome(rest), rest.complete) == ((2_000, 0, 0), True)
    assert brain.migration.resumable() is None
    with pytest.raises(BrainError, match="finished"):
        brain.migration.resume(found.id)


def test_an_import_whose_file_is_gone_is_not_offered(brain: Brain, path: Path) -> None:
    write(path, [note(f"note {n}") for n in range(2_000)])
    asked = iter([False, False, True])
    brain.migration.run(Sources(dump=path), cancelled=lambda: next(asked))
    path.unlink()
    assert brain.migration.resumable() is None


def test_an_import_is_not_gone_on_with_from_another_file(brain: Brain, path: Path) -> None:
    report = bring(brain, write(path, [note("one")]))
    write(path, [note("two")])
    with pytest.raises(BrainError, match="not as they were"):
        brain.migration.retry(batch_of(report))
    assert brain.counts().memories == 1


def test_two_imports_at_once_are_refused_in_words(brain: Brain, path: Path) -> None:
    write(path, [note("one")])
    with only_import(brain._database.address), pytest.raises(BrainError, match="Another import"):
        brain.migration.run(Sources(dump=path))
    assert brain.counts().memories == 0
    assert bring(brain, path).complete


def test_nothing_to_import_is_said_in_words(brain: Brain) -> None:
    with pytest.raises(BrainError, match="nothing to import"):
        brain.migration.run(Sources())


def test_whoever_imports_twice_compares_all_of_it_all_the_same(brain: Brain, path: Path) -> None:
    one, two = uuid4(), uuid4()
    bring(brain, write(path, [note("one", one), note("two", two)], [link(one, two)]))
    brain.update_memory(one, "by hand")
    bring(brain, path)
    told = brain.migration.verify()
    assert (told.checked, told.same, told.changed, told.lost) == (2, 1, 1, 0)
    assert [(each.kind, each.checked) for each in told.others] == [("link", 1)]
    assert told.sound


def test_the_list_of_imports_tells_what_came_so_far_and_what_stayed(brain: Brain, path: Path) -> None:
    one = uuid4()
    bad = note("bad")
    bad[0] = "no id"
    write(path, [note(f"note {n}") for n in range(3_000)] + [note("one", one), bad], [link(one, uuid4())])
    asked = iter([False] * 5 + [True])
    stopped = brain.migration.run(Sources(dump=path), cancelled=lambda: next(asked))
    [batch] = brain.migration.batches()
    assert batch.created == stopped.count("created") > 0
    report = bring(brain, path)
    brain.tag(one, "kept")
    assert [batch.set_aside for batch in brain.migration.batches()] == [2]
    brain.migration.undo(batch_of(report))
    assert [batch.kept for batch in brain.migration.batches()] == [1]
