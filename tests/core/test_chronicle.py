"""What happened to a note is told step by step, with every text that was ever typed into it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core import Brain, Kind, Memory, NotFound, new_id
from core.events import IMPORT_STARTED


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


def test_days_say_what_was_done_by_which_device_or_import(brain: Brain) -> None:
    first, second = (brain.create_memory(text).memory for text in ("One", "Two"))
    brain.tag([first, second], "house")
    brain.update_memory(first, "One and a half")
    old = Memory.create("Old", brain.user_id, created_at=datetime(2020, 1, 1, tzinfo=UTC))
    batch = new_id()
    brain._log.record(
        IMPORT_STARTED, batch, brain.user_id, {"system": "v2", "names": ["backup.sql"], "choices": {}}
    )
    brain._log.append((), lambda _: [old], correlation_id=batch)
    today = datetime.now().astimezone().date()
    here, imported = sorted(brain.chronicle.activity(today, 7), key=lambda each: each.source)
    assert (here.day, here.device_id, here.batch, here.events) == (today, brain.device_id, None, 5)
    assert here.notes == {"memory.created": 2, "memory.tagged": 2, "memory.updated": 1}
    assert (imported.source, imported.batch, imported.notes) == ("backup.sql", batch, {"memory.created": 1})
    assert brain.chronicle.touched(here) == ((first, second), None)
    some, after = brain.chronicle.touched(here, limit=1)
    assert some == (first,)
    assert brain.chronicle.touched(here, after)[0] == (second,)
    assert brain.chronicle.touched(imported) == ((old.id,), None)
    assert brain.chronicle.activity(today - timedelta(days=1), 7) == ()
