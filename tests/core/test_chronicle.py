"""What happened to a note is told step by step, with every text that was ever typed into it."""

from __future__ import annotations

import pytest

from core import Brain, Kind, NotFound, new_id


def test_each_step_says_what_it_was_and_how_much_of_the_text_came_and_went(brain: Brain) -> None:
    text = (
        "The boiler is cold, and it has been so for a week; call the plumber, and then call the landlord." * 2
    )
    note = brain.create_memory(text, tags=["house"]).memory
    brain.update_memory(note, text.replace("cold", "warm", 1))
    brain.tag(note, "done")
    brain.update_memory(note, set_metadata={"type": "repair"})
    brain.delete(note)
    steps = brain.chronicle.steps(note)
    assert [step.event_type for step in steps] == [
        f"memory.{name}" for name in ("created", "updated", "tagged", "updated", "deleted")
    ]
    assert [(step.came, step.went) for step in steps[:2]] == [(len(text), None), (4, 4)]
    assert {(step.came, step.went) for step in steps[2:]} == {(None, None)}
    assert steps[2].told == {"tags": ["done"]}
    assert all(step.device_id == brain.device_id and not step.imported for step in steps)
    with pytest.raises(NotFound):
        brain.chronicle.steps(new_id())


def test_every_text_can_be_read_and_compared(brain: Brain) -> None:
    note = brain.create_memory("one two three").memory
    for number in range(60):  # beyond a key frame
        brain.update_memory(note, f"one two three\n\n{'word ' * 40}{number}")
    assert [brain.chronicle.text(note, version) for version in (1, 2, 51, 61)] == [
        version.memory.content for version in brain.history(note) if version.version in (1, 2, 51, 61)
    ]
    pieces = brain.chronicle.difference(note, 61, 60)
    assert [(piece.kind, piece.text) for piece in pieces][-2:] == [(Kind.GONE, "58"), (Kind.NEW, "59")]
    assert brain.chronicle.difference(note, 60) == pieces, "without another one it is the present one"
    assert brain.chronicle.difference(note, 1, 0)[0].kind is Kind.NEW
    with pytest.raises(NotFound):
        brain.chronicle.text(note, 62)
    with pytest.raises(NotFound):
        brain.chronicle.difference(note, 1, 99)


def test_a_text_that_lost_a_merge_is_there_to_read(brain: Brain) -> None:
    note = brain.create_memory("Train at 9:30 from platform 4").memory
    brain.update_memory(note, "Train at 10:15 from platform 4")
    brain.write(note, "Train at 8:45 from platform 4", 1)
    step = brain.chronicle.steps(note)[-1]
    assert step.clash
    assert [aside.device_id for aside in step.aside] == [brain.device_id]
    assert brain.chronicle.text(note, step.version, 0) == "Train at 8:45 from platform 4"
    pieces = brain.chronicle.difference(note, step.version, aside=0)
    assert [(piece.kind, piece.text) for piece in pieces if piece.kind in (Kind.GONE, Kind.NEW)] == [
        (Kind.GONE, "8:45"),
        (Kind.NEW, "10:15"),
    ]
    with pytest.raises(NotFound):
        brain.chronicle.text(note, step.version, 1)
