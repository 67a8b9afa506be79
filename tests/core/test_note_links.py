"""Links from note to note: where they lead, who links here, and what a new title does to them."""

from __future__ import annotations

from uuid import UUID

import pytest

from core.brain import Brain


@pytest.fixture
def notes(brain: Brain) -> dict[str, UUID]:
    texts = {
        "garden": "# Garden plan\n\nbeds",
        "lake": "Lake house",
        "one": "One\n\nsee [[Garden plan]] and [[Lake house|the house]]",
        "two": "Two\n\nsee [[garden  Plan#Beds]]",
        "three": "Three\n\nthe Garden plan, https://example.org",
        "emoji": "🌱",
        "four": "Four [[🌱]] [[C++ (notes)]]",
        "cpp": "C++ (notes)",
    }
    return {name: brain.create_memory(text).memory for name, text in texts.items()}


def linking(brain: Brain, note: UUID) -> list[str]:
    return [each.title.split()[0] for each in brain.note_links.linking_to(note, brain.memory(note).title)]


def test_a_link_leads_to_the_note_that_is_called_so(brain: Brain, notes: dict[str, UUID]) -> None:
    for title, name in (
        ("garden PLAN", "garden"),
        ("Lake house", "lake"),
        ("🌱", "emoji"),
        ("C++ (notes)", "cpp"),
    ):
        assert brain.note_links.target(title) == notes[name]
    assert brain.note_links.target("Nothing of the kind") is None
    brain.delete(notes["garden"])
    assert brain.note_links.target("Garden plan") is None, "what is in the trash is not linked to"


def test_notes_that_link_here_are_found_by_their_text(brain: Brain, notes: dict[str, UUID]) -> None:
    assert linking(brain, notes["garden"]) == ["Two", "One"]
    assert linking(brain, notes["lake"]) == ["One"]
    assert linking(brain, notes["emoji"]) == linking(brain, notes["cpp"]) == ["Four"]
    assert linking(brain, notes["three"]) == []
    brain.delete(notes["one"])
    assert linking(brain, notes["garden"]) == ["Two"]


def test_titles_are_offered_by_their_beginning_and_by_their_words(
    brain: Brain, notes: dict[str, UUID]
) -> None:
    def offered(typed: str) -> list[str]:
        return [each.title for each in brain.note_links.titled_like(typed, 3)]

    assert offered("Gar") == offered("pla") == offered("garden pl") == ["Garden plan"]
    assert offered("T") == ["Three", "Two", "C++ (notes)"], (
        "those that begin so come first, the newest before others"
    )
    assert len(offered("")) == 3
    assert offered("100%") == offered("xyz") == []


def test_links_follow_a_new_title_in_one_action_that_can_be_taken_back(
    brain: Brain, notes: dict[str, UUID]
) -> None:
    brain.update_memory(notes["garden"], "# Flower beds\n\nbeds")
    before = {name: brain.memory(note).content for name, note in notes.items()}
    ids = [each.id for each in brain.note_links.linking_to(notes["garden"], "Garden plan")]
    done = brain.note_links.retarget(ids, "Garden plan", "Flower beds")
    assert done.changes.memories == {notes["one"], notes["two"]}
    assert brain.memory(notes["one"]).content == "One\n\nsee [[Flower beds]] and [[Lake house|the house]]"
    assert sorted(linking(brain, notes["garden"])) == ["One", "Two"]
    brain.update_memory(notes["two"], "Two\n\nwritten since")
    brain.note_links.put_back(done)
    assert brain.memory(notes["one"]).content == before["one"]
    assert brain.memory(notes["two"]).content == "Two\n\nwritten since", (
        "what was written since is not undone"
    )
