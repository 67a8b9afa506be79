"""A notebook as one of several copies: what it sends, what it takes, and that nothing is lost or doubled on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from core import open_brain
from core.brain import Brain
from core.replica import Answer, Replica
from core.store.copies import Copy
from core.store.database import Database
from tests.fixtures.exchange import Exchange, pull, push, round_of


@pytest.fixture
def server() -> Exchange:
    return Exchange()


@pytest.fixture
def here(brain: Brain, server: Exchange) -> Brain:
    """A notebook that is signed in."""
    brain.replica.join(server.account())
    return brain


@pytest.fixture
def there(other_database_url: str, tmp_path: Path, server: Exchange) -> Iterator[Brain]:
    """The same person's notebook on another device."""
    with open_brain(tmp_path / "there", other_database_url) as opened:
        opened.replica.join(server.account("there"))
        yield opened


def texts(brain: Brain) -> dict[UUID, str]:
    return {memory_id: brain.memory(memory_id).content for memory_id in brain.memory_ids()}


def agree(server: Exchange, *brains: Brain) -> None:
    """Everybody holds what the server has, and every notebook is what its log says."""
    for brain in brains:
        assert brain.upkeep.replay().equal
        assert brain.replica.waiting() == 0
        assert brain.replica.outgoing(10, 1 << 20) is None
        for prefix in ("", *{memory_id.hex[:5] for memory_id in server.streams}):
            assert brain.replica.digest(prefix) == server.digest(prefix)
        assert [check for check in brain.upkeep.health().checks if not check.ok] == []
    assert len({tuple(sorted(texts(brain).items())) for brain in brains}) == 1


def test_a_note_that_is_gone_for_good_is_not_compared(here: Brain, there: Brain, server: Exchange) -> None:
    kept, purged = here.create_memory("kept").memory, here.create_memory("gone").memory
    push(here.replica, server)
    here.delete(purged)
    here.purge(purged)
    push(here.replica, server)
    pull(there.replica, server)
    assert here.replica.digest("").keys() == {kept.hex[0]}
    agree(server, here, there)


def test_what_was_written_before_signing_in_waits_and_is_sent_once(brain: Brain, server: Exchange) -> None:
    note = brain.create_memory("one", tags=["a"]).memory
    brain.update_memory(note, "two")
    replica: Replica = brain.replica
    assert replica.account() is None
    assert replica.outgoing(10, 1 << 20) is None
    replica.join(server.account())
    assert replica.waiting() == 2
    push(replica, server)
    assert [event.event_type for event in server.streams[note]] == ["memory.created", "memory.updated"]
    round_of(replica, server)
    assert len(server.feed) == 2
    assert len(brain._log.all_of(note)) == 2
    agree(server, brain)


def test_a_new_device_gets_every_note(here: Brain, there: Brain, server: Exchange) -> None:
    first, second = (here.create_memory(text, tags=["t"]).memory for text in ("one", "two"))
    here.link(first, second)
    here.update_memory(first, "one and more", set_metadata={"k": 1})
    here.delete(second)
    here.create_memory("gone")
    round_of(here.replica, server)
    received = round_of(there.replica, server)
    assert received.applied == len(server.feed)
    assert received.changes.memories == set(server.streams)
    assert received.changes.tags
    assert there.memory(first).user_id == there.user_id
    assert there.memory(second).deleted_at is not None
    agree(server, here, there)


def test_different_notes_are_written_on_two_devices(here: Brain, there: Brain, server: Exchange) -> None:
    here.create_memory("from here")
    there.create_memory("from there")
    for brain in (here, there, here):
        round_of(brain.replica, server)
    assert sorted(texts(here).values()) == ["from here", "from there"]
    agree(server, here, there)


def test_a_batch_under_way_is_given_out_again_as_it_was(here: Brain, server: Exchange) -> None:
    notes = [here.create_memory(f"note {number}").memory for number in range(5)]
    batch = here.replica.outgoing(3, 1 << 20)
    assert batch is not None
    here.create_memory("later")
    again = here.replica.outgoing(50, 1 << 20)
    assert again == batch
    assert [event.aggregate_id for event in batch.events] == notes[:3]
    server.push(batch)  # the answer is lost
    push(here.replica, server)
    assert len(server.feed) == 6
    agree(server, here)


def test_a_batch_that_was_given_up_waits_again_under_another_key(here: Brain) -> None:
    here.create_memory("note")
    batch = here.replica.outgoing(3, 1 << 20)
    assert batch is not None
    here.replica.give_up(batch)
    other = here.replica.outgoing(3, 1 << 20)
    assert other is not None
    assert other.key != batch.key
    assert other.events == batch.events


def test_a_batch_holds_as_many_bytes_as_it_may_and_at_least_one_event(here: Brain) -> None:
    for _ in range(4):
        here.create_memory("x" * 10_000)
    sizes = []
    for largest in (1, 22_000, 1 << 20):
        batch = here.replica.outgoing(50, largest)
        assert batch is not None
        sizes.append(len(batch.events))
        here.replica.settle(batch, [Answer(event.event_id, "stored") for event in batch.events])
    assert sizes == [1, 2, 1]


def test_what_comes_back_counts_as_sent(here: Brain, server: Exchange) -> None:
    here.create_memory("note")
    batch = here.replica.outgoing(3, 1 << 20)
    assert batch is not None
    server.push(batch)
    here.replica.give_up(batch)
    received = pull(here.replica, server)
    assert received.applied == 0
    agree(server, here)


def test_signing_in_again_goes_on_where_it_was(here: Brain, server: Exchange) -> None:
    here.create_memory("note")
    round_of(here.replica, server)
    here.replica.leave()
    before = here.replica.account()
    assert before is not None
    assert not before.signed_in
    here.replica.join(server.account())
    after = here.replica.account()
    assert after is not None
    assert (after.cursor, after.pushed, after.signed_in) == (before.cursor, before.pushed, True)
    assert here.replica.waiting() == 0


def test_a_batch_under_way_to_another_log_is_forgotten(here: Brain, server: Exchange) -> None:
    here.create_memory("note")
    batch = here.replica.outgoing(10, 1 << 20)
    assert batch is not None
    here.replica.restart_feed(uuid4())
    assert here.replica.outgoing(0, 0) is None
    again = here.replica.outgoing(10, 1 << 20)
    assert again is not None
    assert again.key != batch.key


def test_another_server_gets_everything(here: Brain, server: Exchange) -> None:
    here.create_memory("note")
    round_of(here.replica, server)
    other = Exchange()
    here.replica.join(other.account())
    assert here.replica.waiting() == 1
    round_of(here.replica, other)
    assert len(other.feed) == 1
    agree(other, here)


def test_a_restored_server_gets_what_it_lost(here: Brain, there: Brain, server: Exchange) -> None:
    kept = here.create_memory("kept").memory
    round_of(here.replica, server)
    round_of(there.replica, server)
    there.update_memory(kept, "kept, and lost")
    lost = there.create_memory("lost").memory
    round_of(there.replica, server)
    round_of(here.replica, server)
    restored = server.restored(1)
    for brain in (here, there, here):
        if brain.replica.account().log_id != restored.log_id:  # type: ignore[union-attr]  # they are signed in
            brain.replica.restart_feed(restored.log_id)
        round_of(brain.replica, restored)
    assert {kept, lost} == set(restored.streams)
    assert len(restored.feed) == 3
    agree(restored, here, there)


def test_pausing_and_the_rest_of_the_account_are_kept(here: Brain) -> None:
    here.replica.configure(paused=True, device_name="attic")
    account = here.replica.account()
    assert account is not None
    assert (account.paused, account.device_name, account.plain) == (True, "attic", False)


def test_few_rows_are_kept_of_what_came(
    here: Brain, there: Brain, server: Exchange, database: Database
) -> None:
    for number in range(30):
        there.create_memory(f"note {number}")
    round_of(there.replica, server)
    here.create_memory("waits")
    pull(here.replica, server, limit=7)
    assert database.fetch("select count(*) from received", ()) == [(1,)]
    assert here.replica.waiting() == 1
    push(here.replica, server)
    assert database.fetch("select count(*) from received", ()) == [(0,)]
    assert here.replica.account().pushed == here.replica.seen()[0]  # type: ignore[union-attr]  # it is signed in


def test_imports_themselves_stay_here(here: Brain, server: Exchange) -> None:
    here._log.record("import.started", uuid4(), here.user_id, {})
    here.create_memory("note")
    assert here.replica.waiting() == 1
    round_of(here.replica, server)
    assert [event.event_type for event in server.feed] == ["memory.created"]


def test_a_batch_that_was_read_ahead_is_under_way_as_soon_as_the_one_before_is_answered(
    here: Brain, server: Exchange
) -> None:
    notes = [here.create_memory(f"note {number}").memory for number in range(4)]
    replica = here.replica
    first = replica.outgoing(2, 1 << 20)
    assert first is not None
    second = replica.read_ahead(first, 2, 1 << 20)
    assert second is not None
    assert [event.aggregate_id for event in second.events] == notes[2:]
    assert replica.outgoing(2, 1 << 20) == first, "the one under way stays until it is answered"
    replica.settle(first, server.push(first))
    restarted = Copy(
        here._database, here._log, here.files.blobs
    )  # which knows nothing but what is in the database
    assert restarted.outgoing(0, 0) == second == replica.outgoing(0, 0)
    replica.settle(second, server.push(second))
    assert replica.outgoing(2, 1 << 20) is None
    agree(server, here)


def test_what_was_read_ahead_and_gave_way_meanwhile_is_not_sent(
    here: Brain, there: Brain, server: Exchange
) -> None:
    note = here.create_memory("# list\n\nmilk").memory
    round_of(here.replica, server)
    round_of(there.replica, server)
    there.update_memory(note, "# list\n\nmilk, bread", expected_version=1)
    round_of(there.replica, server)
    here.update_memory(note, "# shopping\n\nmilk", expected_version=1)
    other = here.create_memory("another").memory
    first = here.replica.outgoing(1, 1 << 20)
    assert first is not None
    second = here.replica.read_ahead(first, 2, 1 << 20)
    assert second is not None and [event.aggregate_id for event in second.events] == [other]
    here.replica.settle(first, server.push(first))
    assert here.replica.outgoing(0, 0) is None, "a conflict may have changed what waits"
    push(here.replica, server)
    round_of(there.replica, server)
    agree(server, here, there)


def test_the_place_behind_what_was_sent_is_kept(here: Brain, server: Exchange) -> None:
    here.create_memory("note")
    batch = here.replica.outgoing(3, 1 << 20)
    assert batch is not None
    (answer,) = server.push(batch)
    here.replica.settle(batch, [replace(answer, cursor="behind")])
    assert here.replica.seen()[1] == "behind"


def test_a_place_that_is_left_meanwhile_is_not_returned_to(here: Brain, server: Exchange) -> None:
    here.create_memory("note")
    batch = here.replica.outgoing(3, 1 << 20)
    assert batch is not None
    (answer,) = server.push(batch)
    here.replica.receive([], "elsewhere")
    here.replica.settle(batch, [replace(answer, cursor="behind")])
    assert here.replica.seen()[1] == "elsewhere"
