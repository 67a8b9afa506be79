"""The same note, gone on with on two devices: both end with the same, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from psycopg import errors as pg

from core.brain import Brain
from core.replica import Received
from core.store.database import Database
from tests.core.store.test_replica import agree, here, server, there
from tests.fixtures.exchange import Exchange, pull, push, round_of

__all__ = ["here", "server", "there"]

Edit = Callable[[Brain, UUID], object]


@pytest.fixture
def note(here: Brain, there: Brain, server: Exchange) -> UUID:
    """A note that both devices have."""
    made = here.create_memory("first line\nsecond line\nthird line\n", tags=["old"]).memory
    round_of(here.replica, server)
    round_of(there.replica, server)
    return made


def both(here: Brain, there: Brain, server: Exchange) -> Received:
    """Rounds until everybody has everything; what became of the device that came second."""
    round_of(here.replica, server)
    received = round_of(there.replica, server)
    round_of(here.replica, server)
    agree(server, here, there)
    return received


def test_tags_and_properties_of_both(note: UUID, here: Brain, there: Brain, server: Exchange) -> None:
    here.tag(note, "here")
    here.update_memory(note, set_metadata={"a": 1, "both": "here"})
    there.tag(note, "there")
    there.update_memory(note, set_metadata={"b": 2, "both": "there"})
    received = both(here, there, server)
    assert received.merged == {note}
    for brain in (here, there):
        memory = brain.memory(note)
        assert set(memory.tags) == {"old", "here", "there"}
        assert memory.metadata == {"a": 1, "b": 2, "both": "there"}


def test_texts_that_changed_in_different_places(
    note: UUID, here: Brain, there: Brain, server: Exchange
) -> None:
    here.update_memory(note, "FIRST line\nsecond line\nthird line\n")
    there.update_memory(note, "first line\nsecond line\nTHIRD line\n")
    received = both(here, there, server)
    assert received.merged == {note}
    assert not received.clashed
    assert there.memory(note).content == "FIRST line\nsecond line\nTHIRD line\n"


def test_texts_that_changed_in_the_same_place(
    note: UUID, here: Brain, there: Brain, server: Exchange
) -> None:
    here.update_memory(note, "one text\n")
    there.update_memory(note, "another thing\n")
    received = both(here, there, server)
    assert received.clashed == {note}
    assert here.memory(note).content == "one text\n"
    typed = [event for event in there._log.all_of(note) if "another thing" in str(event.data)]
    assert len(typed) == 2


def test_what_gave_way_stays_in_the_log_and_is_only_read_on_request(
    note: UUID, here: Brain, there: Brain, server: Exchange, database: Database
) -> None:
    here.tag(note, "mine")
    there.tag(note, "theirs")
    push(there.replica, server)
    round_of(here.replica, server)
    whole = here._log.all_of(note)
    assert [event.data.get("tags") for event in whole] == [["old"], ["mine"], ["theirs"], ["mine"]]
    assert [event.stream_version for event in whole] == [1, 2, 2, 3]
    assert [event.data.get("tags") for event in here._log.stream(note)] == [["old"], ["theirs"], ["mine"]]
    mark = "select superseded_by from events where event_id = %s"
    assert database.fetch(mark, (whole[1].event_id,)) == [(whole[2].position,)]
    assert whole[3].causation_id == whole[1].event_id
    assert (whole[3].clock, whole[3].occurred_at) == (whole[1].clock, whole[1].occurred_at)
    told = here.upkeep.replay()
    assert (told.events, told.gave_way, told.of_others) == (3, 1, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "update events set superseded_by = 9 where superseded_by is not null",
        "update events set superseded_by = null where superseded_by is not null",
        "update events set superseded_by = 9, data = '{}'",
        "update events set data = '{}'",
        "delete from events",
    ],
)
def test_the_log_takes_one_mark_and_nothing_else(
    note: UUID, here: Brain, there: Brain, server: Exchange, database: Database, statement: str
) -> None:
    here.tag(note, "mine")
    there.tag(note, "theirs")
    push(there.replica, server)
    pull(here.replica, server)
    with pytest.raises(pg.RestrictViolation, match="append-only"), database.connection() as connection:
        connection.execute(statement.encode())


@pytest.mark.parametrize("deletes_first", [True, False])
def test_a_note_that_one_deletes_while_the_other_writes_lives(
    note: UUID, here: Brain, there: Brain, server: Exchange, *, deletes_first: bool
) -> None:
    one, other = (here, there) if deletes_first else (there, here)
    one.delete(note)
    other.update_memory(note, "still wanted\n")
    received = both(here, there, server)
    assert received.revived == {note}
    assert here.memory(note).deleted_at is None
    assert here.memory(note).content == "still wanted\n"


def test_a_text_whose_note_is_gone_for_good_becomes_a_note_of_its_own(
    note: UUID, here: Brain, there: Brain, server: Exchange
) -> None:
    here.delete(note)
    here.purge(note)
    there.update_memory(note, "still wanted\n")
    received = both(here, there, server)
    (copy,) = received.copies
    assert copy in received.changes.memories
    assert here.memory(copy).content == "still wanted\n"
    assert [(link.target, link.kind) for link in here.memory(copy).links] == [(note, "conflict")]


def test_the_same_import_on_two_devices_is_one_note(here: Brain, there: Brain, server: Exchange) -> None:
    same, other = UUID(int=5), UUID(int=6)
    for brain, word in ((here, "here"), (there, "there")):
        brain.create_memory("the same", id=same)
        brain.create_memory(f"not the same {word}", id=other)
    both(here, there, server)
    assert [event.event_type for event in server.streams[same]] == ["memory.created"]


def test_edits_go_on_through_a_batch_that_was_under_way(
    note: UUID, here: Brain, there: Brain, server: Exchange
) -> None:
    """The batch was built before the other device's edit arrived, and its answer is a conflict."""
    there.tag(note, "theirs")
    here.tag(note, "mine")
    batch = here.replica.outgoing(10, 1 << 20)
    assert batch is not None
    push(there.replica, server)
    here.update_memory(note, set_metadata={"later": True})
    assert here.replica.settle(batch, server.push(batch)) == Received()
    received = pull(here.replica, server)
    assert received.applied == 1
    assert received.merged == {note}
    both(here, there, server)
    assert set(there.memory(note).tags) == {"old", "mine", "theirs"}
    assert there.memory(note).metadata == {"later": True}


def test_a_conflict_after_what_was_sent_came_by_a_pull(
    note: UUID, here: Brain, there: Brain, server: Exchange
) -> None:
    there.tag(note, "theirs")
    here.tag(note, "mine")
    batch = here.replica.outgoing(10, 1 << 20)
    assert batch is not None
    push(there.replica, server)
    pull(here.replica, server)
    again = here.replica.outgoing(10, 1 << 20)
    assert again is not None
    assert again.key == batch.key
    received = here.replica.settle(again, server.push(again))
    assert received.applied == 0
    both(here, there, server)


def test_earlier_events_that_are_missing_are_named_and_the_place_stays(
    note: UUID, here: Brain, there: Brain, server: Exchange
) -> None:
    for tag in "abc":
        there.tag(note, tag)
    push(there.replica, server)
    _, cursor = here.replica.seen()
    received = here.replica.receive(server.streams[note][2:], "later")
    assert received.gaps == {note}
    assert received.applied == 0
    assert here.replica.seen()[1] == cursor
    assert here.replica.receive(server.streams[note], "later").applied == 3
    assert here.replica.seen()[1] == "later"


def test_a_server_that_was_restored_and_went_on(
    note: UUID, here: Brain, there: Brain, server: Exchange
) -> None:
    here.tag(note, "lost")
    round_of(here.replica, server)
    restored = server.restored(1)
    there.replica.restart_feed(restored.log_id)
    there.tag(note, "new")
    round_of(there.replica, restored)
    here.replica.restart_feed(restored.log_id)
    both(here, there, restored)
    assert set(there.memory(note).tags) == {"old", "lost", "new"}
