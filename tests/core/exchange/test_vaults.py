"""Two vaults whose files have the same paths both come, and each is known again, also where it was moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import Brain
from core.exchange import Imported, intake
from tests.core.exchange.test_folder_tags import texts, vault

SHARED = {"Inbox.md": "mine", "Daily/Monday.md": "I slept", "Templates/Day.md": "## Day"}
OTHERS = {"Inbox.md": "ours", "Daily/Monday.md": "We met", "Templates/Day.md": "## Day"}


def home(folder: Path, name: str = "Private") -> Path:
    return vault(folder / name, SHARED | {f"Home {number}.md": f"Home {number}" for number in range(8)})


def work(folder: Path, name: str = "Work") -> Path:
    return vault(folder / name, OTHERS | {f"Work {number}.md": f"Work {number}" for number in range(8)})


def counts(told: Imported) -> tuple[int, int, int]:
    return told.created, told.identical, told.set_aside


def contents(brain: Brain) -> list[str]:
    return sorted(brain.memory(each).content for each in brain.memory_ids())


@pytest.mark.parametrize("mark", [".obsidian", "no vault"])
def test_two_vaults_with_the_same_paths_come_whole_and_are_known_again(
    brain: Brain, tmp_path: Path, mark: str
) -> None:
    one, other = home(tmp_path), work(tmp_path)
    for each in (one, other):
        (each / ".obsidian").rename(each / mark)
    assert counts(brain.import_notes(one)) == (11, 0, 0)
    assert counts(brain.import_notes(other, dry_run=True)) == (11, 0, 0)
    assert counts(brain.import_notes(other)) == (11, 0, 0)
    assert [sum(f"{each}" in text for text in contents(brain)) for each in ("mine", "ours", "## Day")] == [
        1,
        1,
        2,
    ]
    for each in (one, other):
        assert counts(brain.import_notes(each)) == (0, 11, 0)
    (tmp_path / "elsewhere").mkdir()
    for number, each in enumerate((one, other)):
        moved = each.rename(tmp_path / "elsewhere" / f"renamed {number}")
        assert counts(brain.import_notes(moved)) == (0, 11, 0)
        (moved / "Inbox.md").write_text("written in since")
        (moved / "New.md").write_text(f"New {number}")
        assert counts(brain.import_notes(moved)) == (1, 10, 1), "and nothing that is here is overwritten"
        assert counts(brain.import_notes(moved)) == (0, 11, 1)
    assert brain.upkeep.replay().equal


def test_two_vaults_that_are_dropped_together_come_whole_and_a_copy_does_not(
    brain: Brain, tmp_path: Path
) -> None:
    one, other, copy = home(tmp_path), work(tmp_path), home(tmp_path, "Copy")
    paths = [one, other, copy]
    plan = brain.exchange.plan(paths)
    assert counts(plan) == (22, 11, 0)
    assert counts(brain.exchange.bring(paths)) == (22, 11, 0)
    assert counts(brain.exchange.bring([other])) == (0, 11, 0)
    assert counts(brain.exchange.bring(paths[::-1])) == (0, 33, 0)


def test_a_small_vault_that_was_written_in_is_known_by_its_place(brain: Brain, tmp_path: Path) -> None:
    brain.import_notes(home(tmp_path))
    small = vault(tmp_path / "Small", {"Inbox.md": "little"})
    assert counts(brain.import_notes(small)) == (1, 0, 0)
    (small / "Inbox.md").write_text("something else by now")
    assert counts(brain.import_notes(small)) == (0, 0, 1)
    assert any("little" in each for each in contents(brain))


def test_a_vault_of_which_half_came_goes_on_as_the_same(
    brain: Brain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brain.import_notes(home(tmp_path))
    monkeypatch.setattr(intake, "_BATCH", 2)
    heard: list[int] = []
    brain.exchange.bring([work(tmp_path)], lambda done, _: heard.append(done), lambda: len(heard) > 1)
    batch = brain.exchange.resumable()
    assert batch is not None
    assert counts(brain.exchange.resume(batch.id)) == (7, 4, 0)
    assert brain.counts().memories == 22
    brain.exchange.undo(batch.id)
    assert counts(brain.exchange.bring([tmp_path / "Work"])) == (11, 0, 0)


def test_both_vaults_go_out_beside_one_another_and_come_back(
    brain: Brain, other_brain: Brain, tmp_path: Path
) -> None:
    brain.exchange.bring([home(tmp_path), work(tmp_path)])
    brain.export(tmp_path / "out", "markdown")
    out = texts(tmp_path / "out")
    assert len(out) == 22
    assert counts(brain.import_notes(tmp_path / "out")) == (0, 22, 0)
    vault(tmp_path / "out", {"Written there.md": "new"})
    for _ in range(2):
        again = other_brain.import_notes(tmp_path / "out")
    assert counts(again) == (0, 23, 0)
    assert contents(other_brain) == sorted([*contents(brain), "# Written there\n\nnew"])
