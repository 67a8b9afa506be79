"""The gate: what would take much away is held until a person has looked, however it comes in."""

from __future__ import annotations

from uuid import UUID

import pytest

from core import Risk, never
from sync.far import FeedPage, Unreachable
from sync.pace import FullJitter
from sync.round import Holding, Round, Tally
from sync.rounds import Other, Rounds
from sync.state import Finished, HeldBack, Lost
from tests.sync.devices import device_at, edit, travel, write
from tests.sync.simulation.notebook import Notebook
from tests.sync.simulation.teamserver import TeamServer


def two_devices() -> tuple[TeamServer, Notebook, Notebook]:
    """Two devices with the same 100 notes."""
    server = TeamServer(page=100)
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    for number in range(100):
        write(laptop, f"note {number}")
    travel(laptop, server)
    travel(desktop, server)
    return server, laptop, desktop


def many_deleted(count: int) -> tuple[TeamServer, Notebook, Notebook]:
    """Those, and so many notes deleted on the first and sent."""
    server, laptop, desktop = two_devices()
    for memory in list(laptop.notes.values())[:count]:
        laptop.write(memory.delete())
    travel(laptop, server)
    return server, laptop, desktop


def test_mass_deletion_is_held_and_nothing_of_it_is_applied() -> None:
    server, _, desktop = many_deleted(21)
    before, seen = dict(desktop.notes), desktop.seen()
    write(desktop, "meanwhile")
    for _ in range(2):
        with pytest.raises(Holding) as held:
            Round(desktop, server).run()
    assert len(held.value.risk.deleted) == 21
    assert {key: desktop.notes[key] for key in before} == before
    assert desktop.seen()[1] == seen[1]
    assert desktop.waiting() == 1, "nothing is sent either"
    Round(desktop, server, accepted=held.value.risk.deleted).run()
    assert sum(memory.deleted_at is not None for memory in desktop.notes.values()) == 21
    assert desktop.waiting() == 0


def test_what_was_accepted_does_not_let_more_through() -> None:
    server, laptop, desktop = many_deleted(21)
    with pytest.raises(Holding) as held:
        Round(desktop, server).run()
    for memory in list(laptop.notes.values())[30:60]:
        laptop.write(memory.delete())
    travel(laptop, server)
    with pytest.raises(Holding) as again:
        Round(desktop, server, accepted=held.value.risk.deleted).run()
    assert len(again.value.risk.deleted) == 51


def test_twenty_deleted_notes_are_nothing_to_ask_about() -> None:
    server, _, desktop = many_deleted(20)
    travel(desktop, server)
    assert sum(memory.deleted_at is not None for memory in desktop.notes.values()) == 20


@pytest.mark.parametrize(("notes", "taken"), [(10, 20), (400, 20), (1_000, 50), (100_000, 5_000)])
def test_held_is_what_is_more_than_twenty_notes_and_more_than_one_in_twenty(notes: int, taken: int) -> None:
    ids = [UUID(int=number) for number in range(taken + 1)]
    half = taken // 2
    for risk in (
        Risk(frozenset(ids[:taken]), frozenset(), notes),
        Risk(frozenset(), frozenset(ids[:taken]), notes),
        Risk(frozenset(ids[:half]), frozenset(ids[half:taken]), notes),
    ):
        assert not risk.held
    assert Risk(frozenset(ids), frozenset(), notes).held
    assert Risk(frozenset(ids[:half]), frozenset(ids[half:]), notes).held
    assert not Risk(frozenset(ids[:taken]), frozenset(ids[:taken]), notes).held, "each counts once"


def test_what_takes_nothing_away_is_applied_page_by_page_and_a_deletion_behind_it_is_held() -> None:
    server, laptop, desktop = two_devices()
    written = list(laptop.notes.values())
    for number in range(60):
        write(laptop, f"harmless {number}")
    for memory in written[:60]:
        laptop.write(memory.delete())
    travel(laptop, server)
    server.page = 15
    with pytest.raises(Holding) as held:
        Round(desktop, server).run()
    assert len(held.value.risk.deleted) == 60
    assert len(desktop.notes) == 160, (
        "what is harmless is there, and was not kept in memory until the rest was"
    )
    assert not any(memory.deleted_at for memory in desktop.notes.values())


def test_a_deletion_in_portions_is_held_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.round.LOOK_AHEAD", 1)  # each page is weighed alone
    server, _, desktop = many_deleted(60)
    server.page = 15
    with pytest.raises(Holding):
        Round(desktop, server).run()
    assert sum(memory.deleted_at is not None for memory in desktop.notes.values()) == 15


def test_a_deletion_over_rounds_that_break_off_is_held_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.round.LOOK_AHEAD", 1)  # each page is weighed alone
    server, _, desktop = many_deleted(60)
    server.page = 15
    breaking = Halting(server)
    rounds = Rounds(desktop, Other(lambda _: breaking), FullJitter())
    assert isinstance(rounds.run(Tally(), never), Lost)
    assert sum(memory.deleted_at is not None for memory in desktop.notes.values()) == 15
    held = rounds.run(Tally(), never)
    assert isinstance(held, HeldBack) and len(held.risk.deleted) == 30
    assert sum(memory.deleted_at is not None for memory in desktop.notes.values()) == 15


def test_notes_that_come_and_go_in_one_catch_up_are_nothing_to_ask_about() -> None:
    server, laptop, desktop = two_devices()
    written = [write(laptop, f"a draft of it, number {number}") for number in range(60)]
    for memory in written[:30]:
        laptop.write(laptop.notes[memory.id].delete())
    for memory in written[30:]:
        edit(laptop, memory, "gone")
    travel(laptop, server)
    server.page = 60  # they come on one page and go on the next
    Round(desktop, server).run()
    assert [desktop.notes[memory.id].deleted_at is None for memory in written].count(False) == 30


def test_notes_that_came_in_an_earlier_round_of_the_catch_up_are_nothing_to_ask_about() -> None:
    server, laptop, desktop = two_devices()
    written = [write(laptop, f"a draft of it, number {number}") for number in range(60)]
    for memory in written:
        laptop.write(laptop.notes[memory.id].delete())
    travel(laptop, server)
    server.page = 60
    breaking = Halting(server)
    rounds = Rounds(desktop, Other(lambda _: breaking), FullJitter())
    assert isinstance(rounds.run(Tally(), never), Lost)
    assert len(desktop.notes) == 160
    assert isinstance(rounds.run(Tally(), never), Finished)
    assert sum(memory.deleted_at is not None for memory in desktop.notes.values()) == 60

    # What came in that catch-up is here for the next one.
    for memory in list(laptop.notes.values())[:21]:
        laptop.write(memory.delete())
    travel(laptop, breaking)
    assert isinstance(rounds.run(Tally(), never), HeldBack)


def test_what_was_written_here_while_it_catches_up_is_not_lost_without_a_question() -> None:
    server, laptop, desktop = two_devices()
    breaking = Halting(server)
    rounds = Rounds(desktop, Other(lambda _: breaking), FullJitter())
    made = [write(desktop, f"mine, number {number}") for number in range(60)]
    assert isinstance(rounds.run(Tally(), never), Lost), "it broke off behind the push"
    travel(laptop, breaking)
    for memory in made:
        laptop.write(laptop.notes[memory.id].delete())
    travel(laptop, breaking)
    held = rounds.run(Tally(), never)
    assert isinstance(held, HeldBack)
    assert held.risk.deleted == {memory.id for memory in made}


def test_what_comes_with_conflicts_passes_the_same_gate() -> None:
    server = TeamServer(page=100)
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    notes = [write(laptop, f"a long text about the matter {number}") for number in range(100)]
    travel(laptop, server)
    travel(desktop, server)
    for memory in notes[:30]:
        edit(desktop, memory, f"{memory.content}, and more")
    assert desktop.outgoing(200, 1 << 20) is not None, "it is under way when the program ends"
    for memory in notes[:30]:
        edit(laptop, memory, "gone")
    travel(laptop, server)
    for _ in range(2):
        with pytest.raises(Holding) as held:
            Round(desktop, server).run()
    assert len(held.value.risk.overwritten) == 30
    assert desktop.waiting() == 30
    assert all(desktop.notes[memory.id].content.endswith("more") for memory in notes[:30])
    Round(desktop, server, accepted=held.value.risk.overwritten).run()
    assert desktop.waiting() == 0
    assert [desktop.notes[memory.id].clashes == () for memory in notes].count(False) == 30


class Halting(TeamServer):
    """Cannot be reached for its second page, once."""

    def __init__(self, inner: TeamServer) -> None:
        super().__init__(inner.page)
        self.become(inner)
        self.pages = 0

    def pull(self, cursor: str, wait: float = 0, stop: object = None) -> FeedPage:
        self.pages += 1
        if self.pages == 2:
            raise Unreachable("No network.")
        return super().pull(cursor)
