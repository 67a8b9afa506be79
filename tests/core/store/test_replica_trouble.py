"""What is in the way of sync: events that the server refuses or that cannot be understood here, and deletions to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from core import events
from core.brain import Brain
from core.events import Event, new_id
from core.memory import Memory
from core.replica import Answer, RoundNote
from tests.core.store.test_replica import agree, here, server, there
from tests.fixtures.exchange import Exchange, pull, push, round_of

__all__ = ["here", "server", "there"]


def of_a_device(*changes: Memory) -> list[Event]:
    """The events of notes as another device stamped them."""
    recorded = [event for memory in changes for event in memory.collect_events()]
    return [replace(event, device_id=UUID(int=9), clock=number) for number, event in enumerate(recorded)]


def some(server: Exchange, text: str = "from elsewhere") -> Memory:
    return Memory.create(text, server.user_id)


def test_an_event_that_is_refused_is_set_aside_with_its_note_and_the_rest_goes_on(
    here: Brain, server: Exchange
) -> None:
    bad, good = here.create_memory("bad").memory, here.create_memory("good").memory
    here.tag(bad, "behind")
    server.refuse = lambda event: event.aggregate_id == bad
    push(here.replica, server)
    here.tag(bad, "later")
    push(here.replica, server)
    assert set(server.streams) == {good}
    assert here.replica.waiting() == 0
    (aside,) = here.replica.set_aside()
    assert (aside.memory_id, aside.incoming, aside.code) == (bad, False, "TOO_BAD")
    assert aside.words == "This is not taken here."
    assert aside.events == 3
    assert here.memory(bad).tags == ("behind", "later")
    assert here.replica.digest("") == server.digest("")


def test_what_was_refused_waits_again_on_request(here: Brain, server: Exchange) -> None:
    bad = here.create_memory("bad").memory
    here.create_memory("good")
    here.tag(bad, "behind")
    here.create_memory("good too")
    server.refuse = lambda event: event.aggregate_id == bad
    push(here.replica, server)
    here.tag(bad, "later")
    pull(here.replica, server)
    server.refuse = lambda _: False
    assert here.replica.waiting() == 0
    here.replica.retry([new_id()])
    assert here.replica.waiting() == 0
    here.replica.retry([bad])
    assert here.replica.waiting() == 3
    assert here.replica.set_aside() == ()
    round_of(here.replica, server)
    agree(server, here)


def test_what_was_refused_and_turns_out_to_be_there_is_not_set_aside_any_more(
    here: Brain, server: Exchange
) -> None:
    note = here.create_memory("note").memory
    here.tag(note, "behind")
    batch = here.replica.outgoing(1, 1 << 20)
    assert batch is not None
    server.push(batch)
    here.replica.settle(batch, [Answer(batch.events[0].event_id, "rejected", "ODD", "Not so.")])
    assert here.replica.waiting() == 0
    round_of(here.replica, server)
    assert here.replica.set_aside() == ()
    assert len(server.feed) == 2
    agree(server, here)


def test_a_note_that_was_refused_and_goes_on_there_is_tried_again_behind_that(
    here: Brain, there: Brain, server: Exchange
) -> None:
    note = here.create_memory("note").memory
    round_of(here.replica, server)
    round_of(there.replica, server)
    here.tag(note, "refused")
    server.refuse = lambda event: event.event_type == events.TAGGED
    push(here.replica, server)
    server.refuse = lambda _: False
    there.tag(note, "theirs")
    push(there.replica, server)
    pull(here.replica, server)
    assert here.replica.set_aside() == ()
    assert here.replica.waiting() == 1
    for brain in (here, there):
        round_of(brain.replica, server)
    agree(server, here, there)


def newer(event: Event) -> Event:
    return replace(event, event_version=2, data={"unheard": "of"})


def unknown(event: Event) -> Event:
    return replace(event, event_type="memory.painted", data={"color": "red"})


def with_nul(event: Event) -> Event:
    return replace(event, event_type=events.TAGGED, data={"tags": ["a\0b"]})


def hidden_nul(event: Event) -> Event:
    return replace(event, event_type=events.TAGGED, data={"tags": ["a"], "note": "\0"})


def half_a_character(event: Event) -> Event:
    return replace(event, event_type=events.UPDATED, data={"content": "\ud800"})


def misfit(event: Event) -> Event:
    return replace(event, event_type=events.UPDATED, data={"splices": [[900, 1, ""]], "sha256": "no"})


def nonsense(event: Event) -> Event:
    return replace(event, event_type=events.TAGGED, data={"tags": 5})


def number_as_text(event: Event) -> Event:
    return replace(event, event_type=events.UPDATED, data={"content": 5})


def far_away(event: Event) -> Event:
    return replace(event, clock=1 << 63)


def created_twice(event: Event) -> Event:
    return replace(event, event_type=events.CREATED, data={"content": "again"})


def bad_file(event: Event) -> Event:
    data = {"sha256": "zz", "name": "a", "media_type": "b", "size": 1}
    return replace(event, event_type=events.ATTACHED, data=data)


def short_file(event: Event) -> Event:
    data = {"sha256": "abcd", "name": "a", "media_type": "b", "size": 1}
    return replace(event, event_type=events.ATTACHED, data=data)


def odd_link(event: Event) -> Event:
    return replace(event, event_type=events.LINKED, data={"target": str(event.event_id), "kind": 5})


def listed_properties(event: Event) -> Event:
    data: dict[str, Any] = {"metadata": {"set": [], "unset": []}}
    return replace(event, event_type=events.UPDATED, data=data)


def odd_vector(event: Event) -> Event:
    data = {"embedding": {"model": {}, "sha256": "00", "dimensions": 1}}
    return replace(event, event_type=events.EMBEDDED, data=data)


def no_zone(event: Event) -> Event:
    return replace(event, occurred_at=datetime(2026, 11, 28))  # noqa: DTZ001 - that it has none is the point


def before_all_time(event: Event) -> Event:
    return replace(event, occurred_at=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))))


POISONS = [
    newer,
    unknown,
    with_nul,
    hidden_nul,
    half_a_character,
    misfit,
    nonsense,
    number_as_text,
    far_away,
    created_twice,
    bad_file,
    short_file,
    odd_link,
    listed_properties,
    odd_vector,
    no_zone,
    before_all_time,
]


def test_what_cannot_be_understood_is_kept_and_everything_else_is_taken(
    here: Brain, server: Exchange
) -> None:
    made = [of_a_device(some(server, poison.__name__).tag(["x"])) for poison in POISONS]
    for poison, (first, second) in zip(POISONS, made, strict=True):
        server.put(first, poison(second))
    good = of_a_device(some(server))
    server.put(*good)
    received = pull(here.replica, server)
    assert received.set_aside == {first.aggregate_id for first, _ in made}
    assert {here.memory(memory_id).content for memory_id in here.memory_ids()} >= {"from elsewhere"}
    aside = {each.memory_id: each for each in here.replica.set_aside()}
    for poison, (first, second) in zip(POISONS, made, strict=True):
        told = aside[first.aggregate_id]
        assert told.incoming
        assert told.code == ("NEWER" if poison in (newer, unknown) else "UNREADABLE")
        if poison is not hidden_nul:  # that is only refused by the database, with its whole note
            assert here.memory(first.aggregate_id).content == poison.__name__
            assert told.event_id == second.event_id
    assert here.upkeep.replay().equal
    assert pull(here.replica, server).applied == 0
    assert here.replica.waiting() == 0
    for prefix in ("", good[0].aggregate_id.hex[:4]):
        assert here.replica.digest(prefix) == server.digest(prefix)


def test_what_comes_behind_it_is_kept_too_until_it_can_be_understood(
    here: Brain, server: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = some(server).tag(["x"]).tag(["y"])
    first, second, third = of_a_device(note)
    server.put(first, replace(second, event_version=2))
    pull(here.replica, server)
    server.put(third)
    assert pull(here.replica, server).set_aside == {note.id}
    here.tag(note.id, "mine")
    assert here.replica.waiting() == 0
    (told,) = here.replica.set_aside()
    assert told.events == 2
    assert here.replica.retry().set_aside == {note.id}
    assert here.replica.waiting() == 0
    monkeypatch.setitem(events.type_versions, events.TAGGED, 2)
    monkeypatch.setitem(events.upcasters, (events.TAGGED, 1), lambda data: data)
    received = here.replica.retry()
    assert received.applied == 2
    assert here.memory(note.id).tags == ("x", "y", "mine")
    assert here.replica.set_aside() == ()
    round_of(here.replica, server)
    agree(server, here)


def test_a_page_of_many_with_one_that_the_database_refuses(here: Brain, server: Exchange) -> None:
    notes = [some(server, f"note {number}") for number in range(40)]
    sent = of_a_device(*notes)
    sent[17] = replace(sent[17], data={**sent[17].data, "unheard": "\0"})
    server.put(*sent)
    received = pull(here.replica, server)
    assert received.applied == 39
    assert received.set_aside == {notes[17].id}
    assert here.counts().memories == 39
    assert here.upkeep.replay().equal
    assert [check for check in here.upkeep.health().checks if not check.ok] == []


# ---- the gate


@pytest.fixture
def many(here: Brain, server: Exchange) -> list[UUID]:
    """Thirty notes that the server has."""
    notes = [here.create_memory(f"a note of several words, number {number}").memory for number in range(30)]
    round_of(here.replica, server)
    return notes


def elsewhere(brain: Brain, ids: Sequence[UUID], change: Any) -> list[Event]:
    made = [change(brain.memory(memory_id)) for memory_id in ids]
    recorded = [event for memory in made for event in memory.collect_events()]
    return [replace(event, device_id=UUID(int=9), clock=1) for event in recorded]


def test_deletions_are_weighed_before_they_are_taken(here: Brain, many: list[UUID]) -> None:
    some_of_them = here.replica.weigh(elsewhere(here, many[:20], Memory.delete))
    assert some_of_them.deleted == set(many[:20])
    assert some_of_them.notes == 30
    assert not some_of_them.held
    assert here.replica.weigh(elsewhere(here, many[:21], Memory.delete)).held
    assert here.counts().trash == 0


def test_a_note_that_is_deleted_and_restored_is_not_at_risk(here: Brain, many: list[UUID]) -> None:
    back = elsewhere(here, many, lambda memory: memory.delete().restore())
    assert not here.replica.weigh(back).deleted


def test_what_is_in_the_trash_here_is_not_at_risk(here: Brain, many: list[UUID]) -> None:
    came = elsewhere(here, many, lambda memory: memory.delete().purge())
    here.delete(many)
    assert not here.replica.weigh(came).deleted


def test_what_is_here_already_takes_nothing(here: Brain, many: list[UUID]) -> None:
    gone = elsewhere(here, many, Memory.delete)
    here.replica.receive(gone, None)
    here.restore(many)
    assert not here.replica.weigh(gone).deleted


def test_notes_that_just_came_are_not_at_risk_until_somebody_here_writes_in_them(
    here: Brain, many: list[UUID]
) -> None:
    since = here.position()
    made = [Memory.create(f"from elsewhere, number {number}", here.user_id) for number in range(3)]
    created = [
        replace(event, device_id=UUID(int=9), clock=1) for each in made for event in each.collect_events()
    ]
    here.replica.receive(created, None)
    ids = [memory.id for memory in made]
    mine = here.create_memory("written here meanwhile").memory
    assert mine is not None
    gone = elsewhere(here, [*many[:2], *ids, mine], Memory.delete)
    assert here.replica.weigh(gone, since).deleted == {*many[:2], mine}
    assert here.replica.weigh(gone).deleted == {*many[:2], *ids, mine}
    here.update_memory(ids[0], "from elsewhere, and something of mine")
    gone = elsewhere(here, [*many[:2], *ids, mine], Memory.delete)
    assert here.replica.weigh(gone, since).deleted == {*many[:2], mine, ids[0]}


@pytest.mark.parametrize(
    ("text", "at_risk"),
    [
        ("", True),
        ("something else altogether was written here", True),
        ("a note", True),
        ("a note of several words, number 7 and many more words behind it", False),
        ("several words of a note number", False),
    ],
)
def test_texts_that_would_lose_more_than_half_are_weighed(
    here: Brain, many: list[UUID], text: str, *, at_risk: bool
) -> None:
    risk = here.replica.weigh(elsewhere(here, many, lambda memory: memory.update(text)))
    assert risk.overwritten == (set(many) if at_risk else set())


def test_typing_in_many_small_steps_is_no_risk(here: Brain, many: list[UUID]) -> None:
    def type_on(memory: Memory) -> Memory:
        for word in ("alpha", "beta", "gamma"):
            memory = memory.update(f"{memory.content} {word}").update(f"{memory.content} {word} {word}")
        return memory

    assert not here.replica.weigh(elsewhere(here, many, type_on)).overwritten


# ---- what is told of it


def test_the_last_rounds_are_kept(here: Brain) -> None:
    began = datetime(2026, 11, 28, tzinfo=UTC)
    for number in range(203):
        at = began + timedelta(minutes=number)
        here.replica.note_round(RoundNote(at, at, number, 0, "idle", "all is well"))
    kept = here.replica.rounds(1_000)
    assert [note.pushed for note in kept] == list(range(202, 2, -1))
    assert here.replica.rounds(1) == kept[:1]


def test_notes_on_a_plain_server_have_an_id_there(here: Brain) -> None:
    note = here.create_memory("note").memory
    assert here.replica.plain_id(note) is None
    here.replica.keep_plain_id(note, "abc", 1)
    here.replica.keep_plain_id(note, "abc", 2)
    assert here.replica.plain_id(note) == ("abc", 2)
    here.replica.keep_plain_id(note, "abc", 0)
    assert here.replica.plain_id(note) is None


def test_a_comparison_is_noted(here: Brain) -> None:
    at = datetime(2026, 11, 28, tzinfo=UTC)
    here.replica.verified(at)
    account = here.replica.account()
    assert account is not None
    assert account.verified_at == at
