"""A memory: commands record events, events make memories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidMemory, VersionConflict
from core.events import Event
from core.memory import Memory, evolve

ME = uuid4()


def folded(events: tuple[Event, ...]) -> Memory:
    memory = None
    for event in events:
        memory = evolve(memory, event)
    assert memory is not None
    return memory


def test_creating_records_exactly_one_event() -> None:
    memory = Memory.create(content="Test", user_id=uuid4(), tags=["test"])
    assert memory.content == "Test"
    assert memory.tags == ("test",)
    assert len(memory._events) == 1
    assert memory._events[0].event_type == "memory.created"


def test_times_of_an_import_are_kept() -> None:
    created, updated = datetime(1999, 5, 1, tzinfo=UTC), datetime(2020, 5, 1, tzinfo=UTC)
    memory = Memory.create("x", ME, created_at=created, updated_at=updated)
    again = folded(memory.collect_events())
    assert (again.created_at, again.updated_at) == (created, updated)


def test_every_command_records_one_event_and_the_events_give_the_same_memory() -> None:
    other = uuid4()
    memory = (
        Memory.create("# A\n\n" + "text " * 100, ME, ["a", "b"], metadata={"k": 1, "drop": [1]})
        .update("# B\n\n" + "text " * 100)
        .update(set_metadata={"k": 2, "new": {"deep": [None, 1.5]}}, unset_metadata=["drop", "never"])
        .tag(["c", "a"])
        .untag(["b"])
        .link(other, "cites", {"page": 3})
        .link(other)
        .unlink(other)
        .delete()
        .restore()
    )
    assert memory.version == 10 == len(memory.collect_events())
    assert folded(memory.collect_events()) == memory
    assert memory.title == "B"
    assert memory.tags == ("a", "c")
    assert memory.metadata == {"k": 2, "new": {"deep": [None, 1.5]}}
    assert [(link.target, link.kind) for link in memory.links] == [(other, "cites")]


def test_a_command_that_changes_nothing_records_nothing() -> None:
    memory = Memory.create("x", ME, ["a"], metadata={"k": 1})
    same = memory.update("x", set_metadata={"k": 1}).tag(["a"]).untag(["b"]).unlink(uuid4()).restore()
    assert same is memory


def test_only_text_and_properties_change_when_a_note_was_updated() -> None:
    memory = Memory.create("x", ME, created_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert memory.tag(["a"]).link(uuid4()).delete().updated_at == memory.updated_at
    pinned = memory.update(set_metadata={"pinned": True})
    assert pinned.update(unset_metadata=["pinned"]).updated_at == pinned.updated_at == memory.updated_at
    assert memory.update("y").updated_at > memory.updated_at + timedelta(days=1)
    assert memory.update("y", set_metadata={"pinned": True}).updated_at > memory.updated_at
    assert memory.update(set_metadata={"pinned": True, "color": "red"}).updated_at > memory.updated_at


def test_a_small_edit_of_a_long_note_is_a_small_event() -> None:
    memory = Memory.create("word " * 4_000, ME)
    event = memory.update("word " * 2_000 + "typed " + "word " * 2_000).collect_events()[-1]
    assert "content" not in event.data
    assert len(str(event.data)) < 200


def test_the_whole_text_comes_back_as_a_key_frame_now_and_then() -> None:
    memory = Memory.create("word " * 400, ME)
    for number in range(120):
        memory = memory.update(memory.content + f"{number} ")
    whole = [event.stream_version for event in memory.collect_events() if "content" in event.data]
    assert whole == [1, 50, 100]
    assert folded(memory.collect_events()).content == memory.content


@given(st.lists(st.text(max_size=200), max_size=60))
def test_any_sequence_of_texts_is_folded_back_exactly(texts: list[str]) -> None:
    memory = Memory.create("", ME)
    for text in texts:
        if "\0" not in text:
            memory = memory.update(text + "\n" + memory.content[: len(text) * 3])
    assert folded(memory.collect_events()) == memory


def test_a_history_that_was_tampered_with_is_noticed() -> None:
    memory = Memory.create("word " * 100, ME).update("word " * 99 + "changed")
    created, updated = memory.collect_events()
    forged = Event(
        created.event_id, created.aggregate_id, created.event_type, 1, ME, created.occurred_at,
        {**created.data, "content": "other " * 100},
    )  # fmt: skip
    with pytest.raises(InvalidMemory, match="does not fit its history"):
        evolve(evolve(None, forged), updated)


def test_an_event_out_of_order_is_a_conflict_that_knows_the_present_version() -> None:
    memory = Memory.create("x", ME)
    late = memory.tag(["a"]).tag(["b"]).collect_events()[-1]
    with pytest.raises(VersionConflict) as raised:
        evolve(memory, late)
    assert raised.value.present == 1


@pytest.mark.parametrize("text", ["a\0b", "\ud83d"])
def test_what_cannot_be_stored_unchanged_is_refused(text: str) -> None:
    with pytest.raises(InvalidMemory):
        Memory.create(text, ME)
    with pytest.raises(InvalidMemory):
        Memory.create("x", ME, [text])
    with pytest.raises(InvalidMemory):
        Memory.create("x", ME, metadata={"deep": [{text: 1}]})
    with pytest.raises(InvalidMemory):
        Memory.create("x", ME, metadata={"deep": [text]})


@pytest.mark.parametrize("metadata", [{"x": float("nan")}, {"x": object()}, {"x": float("inf")}])
def test_properties_must_be_json(metadata: dict[str, object]) -> None:
    with pytest.raises(InvalidMemory, match="not JSON"):
        Memory.create("x", ME, metadata=metadata)


def test_a_backslash_u_in_text_is_only_text() -> None:
    assert Memory.create("x", ME, metadata={"k": "\\u0000"}).metadata == {"k": "\\u0000"}


def test_tags_are_trimmed_and_kept_once() -> None:
    assert Memory.create("x", ME, [" a ", "a", "B"]).tags == ("a", "B")
    with pytest.raises(InvalidMemory):
        Memory.create("x", ME, ["  "])


def test_a_purged_memory_keeps_nothing_and_stays_purged() -> None:
    gone = Memory.create("secret", ME, ["a"], metadata={"k": 1}).link(uuid4()).delete().purge()
    assert (gone.content, gone.tags, gone.metadata, gone.links, gone.purged) == ("", (), {}, (), True)
    assert gone.purge() is gone
    with pytest.raises(InvalidMemory, match="removed for good"):
        gone.update("back")
