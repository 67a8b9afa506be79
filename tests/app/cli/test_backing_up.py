"""`second-brain backup`: made, listed, brought back from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from core import BrainError, open_brain
from tests.app.cli.conftest import CommandLine


def test_a_backup_is_made_listed_and_brought_back_from(second_brain: CommandLine, quick_proof: None) -> None:
    memory_id = second_brain.capture("the recipe")
    assert "There is no proven backup" in second_brain.json("backup", "--restore", code=1)["error"]["words"]
    made = second_brain.json("backup")["backup"]
    assert made["good"]
    second_brain.json("delete", memory_id)
    listed = second_brain.json("backup", "--list")
    assert listed["backups"] == [made]
    assert listed["last_proven"] == made["proven_at"]
    told = second_brain.text("backup", "--restore", made["path"], memory_id[-8:])
    assert "1 note of 1 came back" in told
    assert second_brain.json("list")["notes"][0]["id"] == memory_id
    _ids_alone_mean_the_newest_backup(second_brain, memory_id)


def _ids_alone_mean_the_newest_backup(second_brain: CommandLine, memory_id: str) -> None:
    second_brain.json("delete", memory_id)
    second_brain.json("purge", memory_id, "--yes")
    newer = second_brain.capture("written since")
    words = second_brain.json("backup", "--restore", newer, code=1)["error"]["words"]
    assert words == f"The backup has no note with the id {newer}."
    told = second_brain.text("backup", "--restore", memory_id[:13], "--dry-run")
    (listed,) = second_brain.json("backup", "--restore", memory_id[:13])["listed"]
    assert f"its new id is {listed['new_id']}" in told
    assert (listed["id"], listed["how"]) == (memory_id, "removed")
    assert second_brain.json("show", listed["new_id"])["content"] == "the recipe"


def test_where_and_how_often_is_set(second_brain: CommandLine) -> None:
    place = second_brain.home.parent / "disk"
    place.mkdir()
    told = second_brain.json("backup", "--folder", place, "--every", "week")
    assert (told["folder"], told["every"], told["backups"]) == (str(place), "week", [])
    assert "once a week" in second_brain.text("backup", "--list")
    assert second_brain("backup", "--list", "--prove").exit_code == 2


def test_a_backup_that_failed_in_a_german_window_is_told_in_english_here(
    second_brain: CommandLine, speaking: Callable[[Mapping[str, str]], None]
) -> None:
    place = second_brain.home.parent / "disk"
    place.mkdir()
    second_brain.json("backup", "--folder", place)
    place.rmdir()
    speaking({"The folder for backups is not there: {folder}.": "Der Ordner fehlt: {folder}."})
    with (
        open_brain(second_brain.home, second_brain.database) as window,
        pytest.raises(BrainError, match="Der Ordner fehlt"),
    ):
        window.backups.make()
    speaking({})
    assert f"The last try failed: The folder for backups is not there: {place}. Your notes are safe." in (
        second_brain.text("backup", "--list")
    )
    assert second_brain.json("backup", "--list")["trouble"].startswith("The folder for backups is not there")
