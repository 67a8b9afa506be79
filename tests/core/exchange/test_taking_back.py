"""An import of other programs' notes is one thing in the notebook: gone on with, seen, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import BatchState, BrainError, Cancelled, Extent, Taking
from core.brain import Brain
from core.exchange import intake
from core.v2 import undoing


def vault(folder: Path, count: int = 4) -> Path:
    """A vault with some notes, each with a tag and a link to the next one."""
    (folder / ".obsidian").mkdir(parents=True)
    for number in range(count):
        (folder / f"note {number}.md").write_text(f"Words #garden [[note {number + 1}]]")
    return folder


def test_a_plan_says_what_would_come_and_the_import_can_be_taken_back(brain: Brain, tmp_path: Path) -> None:
    path = vault(tmp_path / "Vault")
    plan = brain.exchange.plan([path])
    assert (plan.source, plan.created, plan.tags, plan.links, plan.batch) == (4, 4, 1, 4, None)
    assert brain.exchange.batches() == ()

    came = brain.exchange.bring([path])
    (batch,) = brain.exchange.batches()
    assert (batch.id, batch.names, batch.system, batch.created) == (came.batch, ("Vault",), "obsidian", 4)
    assert brain.undo.offers().undo is None
    assert brain.migration.batches() == ()

    ids = list(brain.memory_ids())
    brain.update_memory(ids[0], "# note 0\n\nMine now")
    assert (brain.exchange.undoing(batch.id).removed, brain.exchange.undoing(batch.id).kept) == (3, 1)
    done = brain.exchange.undo(batch.id)
    assert (done.removed, done.kept) == (3, 1)
    assert list(brain.memory_ids()) == ids[:1]
    assert [each.state for each in brain.exchange.batches()] == [BatchState.UNDONE]
    assert brain.upkeep.replay().equal

    again = brain.exchange.bring([path])
    assert (again.created, again.identical) == (3, 1)
    assert len(brain.exchange.batches()) == 2


def test_a_stopped_import_goes_on_as_the_same_one(
    brain: Brain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_BATCH", 2)
    path = vault(tmp_path / "Vault")
    heard: list[int] = []
    stopped = brain.exchange.bring([path], lambda done, _: heard.append(done), lambda: bool(heard))
    assert (stopped.finished, stopped.created) == (False, 2)
    (batch,) = brain.exchange.batches()
    assert (batch.state, batch.created) == (BatchState.UNFINISHED, 2)
    went_on = brain.exchange.bring([path])
    assert (went_on.batch, went_on.created, went_on.identical) == (batch.id, 2, 2)
    (batch,) = brain.exchange.batches()
    assert (batch.state, batch.created) == (BatchState.FINISHED, 4)
    assert brain.exchange.undo(batch.id).removed == 4


def test_taking_back_that_was_stopped_tells_all_notes_when_it_is_gone_on_with(
    brain: Brain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "_CHUNK", 2)
    batch = brain.exchange.bring([vault(tmp_path / "Vault")]).batch
    assert batch is not None
    heard: list[int] = []
    with pytest.raises(Cancelled):
        brain.exchange.undo(batch, progress=lambda done, _: heard.append(done), cancelled=lambda: bool(heard))
    assert (brain.counts().memories, brain.exchange.undoing(batch).removed) == (2, 2)
    assert brain.exchange.undo(batch).removed == 4, "also when nothing but the word of it was missing"
    assert brain.exchange.undo(batch).removed == 0, "what was told is not told again"


def test_several_paths_come_as_one_import_and_what_is_none_is_told(brain: Brain, tmp_path: Path) -> None:
    vault(tmp_path / "Vault", 2)
    (tmp_path / "list.md").write_text("Leads to [[note 1]]")
    (tmp_path / "song.mp3").write_bytes(b"no note")
    paths = [
        tmp_path / "Vault",
        tmp_path / "list.md",
        tmp_path / "song.mp3",
        tmp_path / "Vault" / "note 0.md",
    ]
    plan = brain.exchange.plan(paths)
    assert (plan.source, plan.created, plan.links_lost, plan.format) == (3, 3, 1, "several")
    assert [each.file for each in plan.refused] == ["song.mp3"]
    came = brain.exchange.bring(paths)
    assert (came.created, came.complete, [each.file for each in came.refused]) == (3, True, ["song.mp3"])
    (batch,) = brain.exchange.batches()
    assert batch.created == 3
    assert brain.exchange.undo(batch.id).removed == 3
    with pytest.raises(BrainError, match=r"song\.mp3"):
        brain.exchange.plan(paths[2:3])


def test_a_folder_does_not_swallow_a_file_in_it_that_was_named_as_well(brain: Brain, tmp_path: Path) -> None:
    folder = vault(tmp_path / "Vault", 2)
    lines = folder / "more.jsonl"
    lines.write_text('{"text": "One of many"}\n')
    paths = [folder, lines, folder / "note 1.md"]
    assert brain.exchange.plan([folder]).created == 2
    assert brain.exchange.bring(paths).created == 3
    (hit,) = brain.search("many").hits
    assert brain.memory(hit.id).content == "One of many"


def test_what_was_not_finished_goes_on_from_its_own_files_as_it_was_chosen(
    brain: Brain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_BATCH", 2)
    path = vault(tmp_path / "Vault")
    assert brain.exchange.resumable() is None
    heard: list[int] = []
    brain.exchange.bring(
        [path], lambda done, _: heard.append(done), lambda: bool(heard), taking=Taking(text_tags=False)
    )
    path.rename(tmp_path / "elsewhere")
    assert brain.exchange.resumable() is None
    (tmp_path / "elsewhere").rename(path)
    batch = brain.exchange.resumable()
    assert batch is not None
    came = brain.exchange.resume(batch.id)
    assert (came.batch, came.created, came.identical, came.tags) == (batch.id, 2, 2, 0)
    assert brain.exchange.resumable() is None


def test_how_much_would_go_out_is_told_before(brain: Brain, tmp_path: Path) -> None:
    one, other, gone = (brain.create_memory(text).memory for text in ("Grün", "ab", "c"))
    for name, content in (("a.bin", b"12345"), ("b.bin", b"12345"), ("c.bin", b"1")):
        (tmp_path / name).write_bytes(content)
        brain.files.attach(one, tmp_path / name)
    brain.files.attach(other, tmp_path / "a.bin")
    brain.delete(gone)
    assert brain.exchange.extent() == Extent(notes=3, trash=1, size=8, files=2, file_size=6)
    assert brain.exchange.extent("markdown") == Extent(notes=3, trash=1, size=8, files=3, file_size=11)
    assert brain.exchange.extent("markdown", [other]) == Extent(1, 0, 2, 1, 5)
    assert brain.exchange.extent("jsonl", [gone]) == Extent(1, 1, 1, 0, 0)
    for form in ("jsonl", "markdown"):
        told, before = brain.exchange.export(tmp_path / form, form), brain.exchange.extent(form)
        assert (told.notes, told.trash, told.files) == (before.notes, before.trash, before.files)


def test_only_these_notes_go_out(brain: Brain, tmp_path: Path) -> None:
    ids = [brain.create_memory(f"# Note {number}").memory for number in range(3)]
    told = brain.exchange.export(tmp_path / "out", "markdown", [ids[2], ids[0]])
    assert (told.notes, sorted(each.name for each in (tmp_path / "out").iterdir())) == (
        2,
        ["Note 0.md", "Note 2.md"],
    )
