"""From the command line: what was done last is taken back and done again, and a tag changes in all notes."""

from __future__ import annotations

from tests.app.cli.conftest import CommandLine


def test_whatever_was_done_is_taken_back_and_done_again(second_brain: CommandLine) -> None:
    assert second_brain.text("undo").strip() == "There is nothing to take back."
    note = second_brain.capture("Boiler")
    second_brain.text("delete", note)
    assert second_brain.text("undo", "--dry-run").strip() == "It would take back: delete “Boiler”."
    assert second_brain.text("undo").strip() == "Took back: delete “Boiler”."
    assert second_brain.json("show", note)["deleted_at"] is None
    told = second_brain.json("redo")
    assert told == {"action": "delete “Boiler”", "changed": [note], "left": 0, "gone": 0, "finished": True}
    assert second_brain.json("redo") == {
        "action": None,
        "changed": [],
        "left": 0,
        "gone": 0,
        "finished": True,
    }


def test_a_tag_is_renamed_and_removed_in_all_notes(second_brain: CommandLine) -> None:
    note = second_brain.capture("Roof", "--tag", "house/roof")
    assert second_brain.json("tag-rename", "house", "home", "--dry-run") == {
        "notes": 1,
        "tags": ["house/roof"],
    }
    assert second_brain.text("tag-rename", "house", "home").startswith("Renamed “house” to “home” in 1 note.")
    assert second_brain.json("show", note)["tags"] == ["home/roof"]
    assert second_brain.json("tag-remove", "home") == {"changed": [note], "finished": True}
    assert second_brain.json("undo")["action"] == "remove tag “home” from all notes"
    assert second_brain.json("show", note)["tags"] == ["home/roof"]
    assert second_brain("tag-remove", "house").exit_code == 1
