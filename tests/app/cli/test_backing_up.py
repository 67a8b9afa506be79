"""`second-brain backup`: made, listed, brought back from."""

from __future__ import annotations

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


def test_where_and_how_often_is_set(second_brain: CommandLine) -> None:
    place = second_brain.home.parent / "disk"
    place.mkdir()
    told = second_brain.json("backup", "--folder", place, "--every", "week")
    assert (told["folder"], told["every"], told["backups"]) == (str(place), "week", [])
    assert "once a week" in second_brain.text("backup", "--list")
    assert second_brain("backup", "--list", "--prove").exit_code == 2
