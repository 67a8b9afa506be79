"""Sync as the window and the command line know it: when it calls, when it is quiet, and what it says."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

import pytest

from core import Account, Answer, BrainError, Outgoing, Received, Stop, never
from sync.far import FeedPage, RateLimited, Refused, Server, SignInAgain, Unreachable, Unwell
from sync.round import Round
from sync.state import Word
from sync.syncing import Status, Sync
from tests.sync.devices import ME, device_at, edit, write
from tests.sync.simulation.faults import Line
from tests.sync.simulation.notebook import Notebook
from tests.sync.simulation.teamserver import TeamServer


class Clock:
    """Seconds that go by when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Steady:
    """A pace without chance: ten seconds, or what the server said."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock

    def failed(self, retry_after: float | None = None) -> float:
        return self.clock() + (retry_after or 10)

    def succeeded(self) -> None: ...

    def hurry(self) -> None: ...


class Moody(TeamServer):
    """A server that answers everything with the problem it has, if any, and waits for news as the real one."""

    problem: BrainError | None = None
    polls: int = 0
    waits: bool = False
    pushes: int = 0

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        if self.problem:
            raise self.problem
        self.pushes += 1
        return super().push(batch)

    def pull(self, cursor: str, wait: float = 0, stop: Stop = never) -> FeedPage:
        self.polls += bool(wait)
        self.waits = bool(wait)
        ends = time.monotonic() + min(wait, 30)
        while True:
            if self.problem:
                self.calls += 1
                raise self.problem
            page = super().pull(cursor)
            if page.events or time.monotonic() >= ends or stop():
                self.waits = False
                return page
            self.calls -= 1
            time.sleep(0.005)


class Desk:
    """One device with its sync, and what it told."""

    def __init__(self, server: TeamServer | None = None) -> None:
        self.clock = Clock()
        self.server = server or Moody()
        self.notebook: Notebook = device_at(self.server)
        self.told: list[Status] = []
        self.received: list[Received] = []
        self.sync = Sync(
            self.notebook,
            lambda _: self.server,
            Steady(self.clock),
            received=self.received.append,
            changed=self.told.append,
            clock=self.clock,
        )

    @contextmanager
    def working(self) -> Iterator[None]:
        """Both loops on threads of their own."""
        stop = threading.Event()
        threads = [
            threading.Thread(target=loop, args=(stop.is_set,)) for loop in (self.sync.run, self.sync.listen)
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join(60)
            assert not any(thread.is_alive() for thread in threads)


def until(what: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something to become true."""
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.005)


def words(desk: Desk) -> str:
    return desk.sync.status().words


def test_a_round_at_once_sends_and_says_synced() -> None:
    desk = Desk()
    write(desk.notebook, "note")
    status = desk.sync.once()
    assert (status.word, status.words, status.waiting) == (Word.SYNCED, "synced", 0)
    assert len(desk.server.feed) == 1


def test_what_another_device_wrote_arrives_without_asking() -> None:
    desk = Desk()
    other = device_at(desk.server, 2)
    with desk.working():
        until(lambda: words(desk) == "synced")
        calls = desk.server.calls
        note = write(other, "from afar")
        began = time.monotonic()
        line = Line(desk.server, [])
        Round(other, line.face()).run()
        until(lambda: note.id in desk.notebook.notes)
        assert time.monotonic() - began < 20
        until(lambda: words(desk) == "synced")
    polls = desk.server.calls - calls - line.calls
    assert polls <= 2, "the page that the long poll brought was fetched again"
    assert [each.changes.memories for each in desk.received] == [{note.id}]


def test_what_is_written_here_goes_out_when_it_is_poked() -> None:
    desk = Desk()
    with desk.working():
        until(lambda: words(desk) == "synced")
        write(desk.notebook, "written")
        desk.sync.poke()
        until(lambda: desk.server.feed)
        until(lambda: desk.told[-1].words == "synced")
    assert "saving to the server, 1 left" in [status.words for status in desk.told]


def test_without_a_network_it_waits_and_goes_on_when_that_is_back() -> None:
    server = Moody()
    desk = Desk(server)
    write(desk.notebook, "in the train")
    server.problem = Unreachable("No network.")
    assert desk.sync.once().words == "offline, 1 waiting"
    with desk.working():
        until(lambda: words(desk) == "offline, 1 waiting")
        server.problem = None
        desk.sync.online()
        until(lambda: words(desk) == "synced")
    assert len(server.feed) == 1


def test_after_a_failure_nothing_but_the_next_round_calls() -> None:
    server = Moody()
    desk = Desk(server)
    with desk.working():
        until(lambda: server.polls)
        server.problem = RateLimited("Too often.", retry_after=100)
        until(lambda: words(desk) == "fetching from the server" and desk.told[-1].detail == "Too often.")
        calls = server.calls
        desk.clock.now += 99
        desk.sync.poke()
        time.sleep(0.7)
        assert server.calls == calls
        server.problem = None
        desk.clock.now += 2
        until(lambda: words(desk) == "synced")


def test_a_queue_that_stands_still_becomes_an_alarm() -> None:
    server = Moody()
    desk = Desk(server)
    write(desk.notebook, "stuck")
    server.problem = Unwell("Not now.")
    with desk.working():
        until(lambda: words(desk) == "saving to the server, 1 left")
        for _ in range(7):
            assert desk.told[-1].word is Word.SAVING
            desk.clock.now += 11
            desk.sync.now()
            until(lambda: desk.told[-1].detail == "Not now.")
        until(lambda: desk.told[-1].word is Word.NEEDS_YOU)
        server.problem = None
        desk.sync.now()
        until(lambda: desk.told[-1].words == "synced")


def test_a_note_written_after_a_quiet_hour_is_no_alarm() -> None:
    desk = Desk()
    desk.sync.once()
    desk.clock.now += 3_600
    write(desk.notebook, "fresh")
    assert desk.sync.status().word is Word.SAVING


def test_a_server_that_does_not_know_us_is_left_alone_and_the_queue_stays() -> None:
    server = Moody()
    desk = Desk(server)
    write(desk.notebook, "kept")
    server.problem = SignInAgain("You were signed out.")
    with desk.working():
        until(lambda: words(desk) == "sign in again, 1 waiting")
        calls = server.calls
        desk.clock.now += 3_600
        desk.sync.poke()
        desk.sync.online()
        time.sleep(0.7)
        assert server.calls == calls
        server.problem = None
        desk.sync.joined()
        until(lambda: words(desk) == "synced")


def test_paused_nothing_travels() -> None:
    desk = Desk()
    with desk.working():
        until(lambda: words(desk) == "synced")
        desk.sync.pause()
        time.sleep(0.1)  # a poll that was under way ends
        calls = desk.server.calls
        write(desk.notebook, "later")
        desk.sync.poke()
        desk.sync.now()
        time.sleep(0.7)
        assert (desk.server.calls, words(desk)) == (calls, "paused, 1 waiting")
        desk.sync.resume()
        until(lambda: words(desk) == "synced")


def test_a_pause_outlives_a_restart() -> None:
    desk = Desk()
    desk.sync.pause()
    calls = desk.server.calls
    again = Sync(desk.notebook, lambda _: desk.server, Steady(desk.clock))
    assert again.once().word is Word.PAUSED
    assert desk.server.calls == calls


def test_nobody_signed_in_is_quiet() -> None:
    server = TeamServer()
    sync = Sync(Notebook(UUID(int=5)), lambda _: server, Steady(Clock()))
    assert sync.once().words == "signed out"
    assert server.calls == 0


def test_rounds_that_did_something_are_written_down() -> None:
    server = Moody()
    desk = Desk(server)
    write(desk.notebook, "one")
    for _ in range(3):
        desk.sync.once()
    server.problem = Unreachable("No network.")
    for _ in range(3):
        desk.sync.once()
    server.problem = None
    desk.sync.once()
    notes = [(note.outcome, note.pushed, note.words) for note in reversed(desk.notebook.rounds())]
    assert notes == [("synced", 1, ""), ("offline", 0, "No network."), ("synced", 0, "")]


def test_a_refusal_says_why_and_is_tried_again_later() -> None:
    server = Moody()
    desk = Desk(server)
    server.problem = Refused("This server is newer.", "Update Second Brain.", "UPGRADE_REQUIRED")
    with desk.working():
        until(lambda: words(desk) == "needs you")
        status = desk.sync.status()
        assert (status.detail, status.hint) == ("This server is newer.", "Update Second Brain.")
        server.problem = None
        desk.clock.now += 11
        until(lambda: words(desk) == "synced")


def test_comparing_on_request_tells_what_came_of_it() -> None:
    desk = Desk()
    note = write(desk.notebook, "note")
    desk.sync.once()
    event = desk.server.streams.pop(note.id)[0]
    del desk.server.places[event.event_id]
    with desk.working():
        until(lambda: words(desk) == "synced")
        desk.sync.verify()
        until(lambda: desk.sync.status().compared and not desk.sync.status().waiting)
        until(lambda: words(desk) == "synced")
    compared = desk.sync.status().compared
    assert compared is not None
    assert compared.mended == {note.id}
    assert "even now: 1" in desk.notebook.rounds()[0].words


def test_a_bug_gets_out_and_the_loop_can_begin_again() -> None:
    desk = Desk()

    def broken(_: Account) -> Server:
        raise RuntimeError("a bug")

    sync = Sync(desk.notebook, broken, Steady(desk.clock))
    with pytest.raises(RuntimeError):
        sync.run(never)
    assert sync.status().word is Word.NEEDS_YOU


def test_another_account_gets_another_server() -> None:
    first, second = TeamServer(), TeamServer()
    servers = {"https://first": first, "https://second": second}
    notebook = Notebook(UUID(int=101))
    write(notebook, "mine")
    sync = Sync(notebook, lambda account: servers[account.server], Steady(Clock()))
    for name, server in servers.items():
        notebook.join(Account(name, "me", ME, server.log, "laptop"))
        sync.once()
    assert [len(server.feed) for server in servers.values()] == [1, 1]


def test_edits_during_a_round_go_out_soon() -> None:
    desk = Desk()
    note = write(desk.notebook, "one")
    with desk.working():
        for number in range(20):
            edit(desk.notebook, note, f"text {number}")
            desk.sync.poke()
        until(lambda: len(desk.server.feed) == 21)
        until(lambda: words(desk) == "synced")
