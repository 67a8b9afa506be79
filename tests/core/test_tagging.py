"""Tags as a tree, and what is done to one of them in all notes."""

from __future__ import annotations

from uuid import UUID

import pytest

from core import BrainError, InvalidMemory
from core.brain import Brain


def tree(brain: Brain) -> list[tuple[str, int, bool]]:
    return [(node.tag, node.count, node.parent) for node in brain.tagging.tree()]


@pytest.fixture
def notes(brain: Brain) -> list[UUID]:
    """Notes below two tags; one has a tag and one below it, and one is in the trash."""
    tags = (["house"], ["house", "house/roof"], ["house/roof/tiles"], ["garden"], ["house/roof"])
    made = [brain.create_memory(f"Note {at}", tags=each).memory for at, each in enumerate(tags)]
    brain.delete(made[-1])
    return made


def test_a_tag_counts_the_notes_below_it_each_once(brain: Brain, notes: list[UUID]) -> None:
    assert tree(brain) == [
        ("garden", 1, False),
        ("house", 3, True),
        ("house/roof", 2, True),
        ("house/roof/tiles", 1, False),
    ]
    assert [node.name for node in brain.tagging.tree()] == ["garden", "house", "roof", "tiles"]
    assert brain.tagging.affected("house").notes == 4
    assert brain.tagging.affected("house").tags == ("house", "house/roof", "house/roof/tiles")


def test_what_stands_below_is_renamed_with_it_and_all_of_it_is_taken_back(
    brain: Brain, notes: list[UUID]
) -> None:
    done = brain.tagging.rename("house", "home")
    assert (done.notes, done.finished) == (4, True)
    assert done.changes.memories == {notes[0], notes[1], notes[2], notes[4]}
    assert [tag for tag, _, _ in tree(brain)] == ["garden", "home", "home/roof", "home/roof/tiles"]
    assert brain.memory(notes[4]).tags == ("home/roof",)
    offer = brain.undo.offers().undo
    assert offer is not None
    assert offer.words == "rename tag “house” to “home”"
    brain.undo.undo()
    assert [set(brain.memory(each).tags) for each in notes[:3]] == [
        {"house"},
        {"house", "house/roof"},
        {"house/roof/tiles"},
    ]
    brain.undo.redo()
    assert brain.memory(notes[1]).tags == ("home", "home/roof")
    assert brain.upkeep.replay().equal


def test_a_tag_is_merged_into_another_one_and_comes_apart_again(brain: Brain, notes: list[UUID]) -> None:
    brain.tagging.rename("house/roof", "garden")
    assert tree(brain)[0] == ("garden", 3, True)
    offer = brain.undo.offers().undo
    assert offer is not None
    assert offer.words == "merge tag “house/roof” into “garden”"
    brain.undo.undo()
    assert tree(brain)[0] == ("garden", 1, False)


def test_a_tag_and_what_is_below_it_leaves_all_notes(brain: Brain, notes: list[UUID]) -> None:
    brain.tagging.remove("house")
    assert tree(brain) == [("garden", 1, False)]
    assert brain.memory(notes[4]).tags == ()
    brain.undo.undo()
    assert brain.tagging.affected("house").notes == 4


def test_what_is_no_tag_is_refused_before_anything_changes(brain: Brain, notes: list[UUID]) -> None:
    position = brain.position()
    with pytest.raises(InvalidMemory):
        brain.tagging.rename("house", " ")
    with pytest.raises(BrainError, match="No note has the tag"):
        brain.tagging.rename("House", "home")
    assert brain.position() == position


def test_renaming_that_was_stopped_is_taken_back_as_far_as_it_came(
    brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.bulk._AT_ONCE", 2)
    for number in range(5):
        brain.create_memory(f"Note {number}", tags=["old"])
    done = brain.tagging.rename("old", "new", cancelled=lambda: True)
    assert (done.notes, done.finished) == (2, False)
    assert tree(brain) == [("new", 2, False), ("old", 3, False)]
    brain.undo.undo()
    assert tree(brain) == [("old", 5, False)]


def test_it_is_told_what_a_tag_is_called_that_notes_had(brain: Brain) -> None:
    roof = [
        brain.create_memory(f"Note {at}", tags=["house/roof", "blue"] + ["house"] * (at == 0)).memory
        for at in range(3)
    ]
    brain.tagging.rename("house", "home")
    assert brain.tagging.went_to("house", roof) == "home"
    assert brain.tagging.went_to("house", roof[:1]) == "home"
    assert brain.tagging.went_to("house/roof", roof) == "home/roof"
    assert brain.tagging.went_to("home", roof) == "home"
    brain.undo.undo()
    assert brain.tagging.went_to("home", roof) == "house"
    assert brain.tagging.went_to("blue", roof) == "blue"
    brain.delete(roof[0])
    brain.tagging.remove("blue")
    assert brain.tagging.went_to("blue", roof) is None
    brain.untag(roof[1], "house/roof")
    assert brain.tagging.went_to("house", roof[1:2]) == "house", "it may have been the last note, and no more"
