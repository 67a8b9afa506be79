"""Comparing a notebook with the server: a difference names its notes, and is mended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core import never
from sync.comparing import compare
from sync.pace import FullJitter
from sync.round import Round, Tally
from sync.rounds import Other, Rounds
from tests.sync.devices import device_at, edit, travel, write
from tests.sync.simulation.teamserver import TeamServer


def test_two_ends_that_are_even_are_compared_by_one_call() -> None:
    server = TeamServer()
    laptop = device_at(server)
    for number in range(50):
        write(laptop, f"note {number}")
    travel(laptop, server)
    before = server.calls
    compared = compare(Round(laptop, server))
    assert not compared.mended | compared.differing
    assert server.calls - before == 1


def test_a_difference_names_the_note_and_is_mended() -> None:
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    notes = [write(laptop, f"note {number}") for number in range(50)]
    travel(laptop, server)
    travel(desktop, server)
    edit(laptop, notes[7], "what the feed will not tell")
    travel(laptop, server)
    last = server.feed.pop()  # the feed lost it, the stream has it
    assert last.aggregate_id == notes[7].id
    travel(desktop, server)
    compared = compare(Round(desktop, server))
    assert compared.mended == {notes[7].id}
    assert not compared.differing
    assert desktop.notes == laptop.notes


def test_what_the_server_lost_without_a_word_is_sent_again() -> None:
    server = TeamServer()
    laptop = device_at(server)
    kept, lost = write(laptop, "kept"), write(laptop, "lost")
    travel(laptop, server)
    event = server.streams.pop(lost.id)[0]
    del server.places[event.event_id]
    compared = compare(Round(laptop, server))
    assert compared.mended == {lost.id}
    assert set(server.streams) == {kept.id, lost.id}
    assert laptop.notes.keys() == {kept.id, lost.id}


def test_a_note_that_was_set_aside_is_no_difference() -> None:
    server = TeamServer()
    laptop = device_at(server)
    note = write(laptop, "sent")
    travel(laptop, server)
    edit(laptop, note, "refused")
    server.refused.add(laptop.streams[note.id][-1].event_id)
    travel(laptop, server)
    assert laptop.set_aside()
    compared = compare(Round(laptop, server))
    assert not compared.mended | compared.differing


def test_it_is_compared_once_a_day_also_after_the_clock_was_wrong() -> None:
    server = TeamServer()
    laptop = device_at(server)
    rounds = Rounds(laptop, Other(lambda _: server), FullJitter())

    def compared_again() -> bool:
        before, rounds.compared = rounds.compared, None
        rounds.run(Tally(), never)
        again, rounds.compared = rounds.compared, before
        return again is not None

    assert compared_again()
    assert not compared_again()
    for noted in (timedelta(days=-2), timedelta(days=400)):
        laptop.verified(datetime.now(UTC) + noted)
        assert compared_again(), f"noted {noted} from now"
