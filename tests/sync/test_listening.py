"""The long poll: it waits long, rests when nothing came, and rests longer and longer when it fails."""

from __future__ import annotations

import pytest

from core import Stop, never
from sync.far import FeedPage, Unwell
from sync.listening import LEAST_BETWEEN, LONGEST_POLL, Listening
from sync.round import Arrived
from tests.sync.devices import device_at, travel, write
from tests.sync.simulation.teamserver import TeamServer


class Clock:
    """Seconds that go by when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Hasty(TeamServer):
    """Answers a long poll at once, whether there is something or not."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []
        self.unwell = False

    def pull(self, cursor: str, wait: float = 0, stop: Stop = never) -> FeedPage:
        self.waits.append(wait)
        if self.unwell:
            raise Unwell("Not now.")
        return super().pull(cursor, wait, stop)


def test_idle_there_is_at_most_one_request_a_minute() -> None:
    """However soon the server answers a long poll that brought nothing."""
    server, clock = Hasty(), Clock()
    laptop = device_at(server)
    travel(laptop, server)
    server.waits.clear()
    listening = Listening(laptop, lambda _: server, clock)
    began = clock.now
    for _ in range(10):
        assert listening.poll(never) is None
        assert listening.rests_until >= clock.now + LEAST_BETWEEN
        clock.now = listening.rests_until
    assert server.waits == [LONGEST_POLL] * 10
    assert clock.now - began >= 600


def test_polls_that_fail_are_further_and_further_apart() -> None:
    server, clock = Hasty(), Clock()
    laptop = device_at(server)
    travel(laptop, server)
    server.unwell = True
    listening = Listening(laptop, lambda _: server, clock)
    rests: list[float] = []
    for _ in range(8):
        with pytest.raises(Unwell):
            listening.poll(never)
        rests.append(listening.rests_until - clock.now)
        clock.now = listening.rests_until
    assert rests == sorted(rests)
    assert (rests[0], rests[-1]) == (5, 300)


def test_polls_that_fail_for_weeks_while_rounds_succeed_still_only_rest() -> None:
    """As behind a proxy that ends every long answer."""
    server, clock = Hasty(), Clock()
    laptop = device_at(server)
    travel(laptop, server)
    server.unwell = True
    listening = Listening(laptop, lambda _: server, clock)
    for _ in range(3_000):
        with pytest.raises(Unwell):
            listening.poll(never)
    assert listening.rests_until == clock.now + 300


def test_news_are_handed_over_and_the_same_news_are_not_asked_for_in_a_hurry() -> None:
    server, clock = Hasty(), Clock()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    travel(laptop, server)
    write(desktop, "news")
    travel(desktop, server)
    listening = Listening(laptop, lambda _: server, clock)
    arrived = listening.poll(never)
    assert isinstance(arrived, Arrived)
    assert len(arrived.page.events) == 1
    assert listening.rests_until <= clock.now
    assert listening.poll(never) == arrived  # nobody took it
    assert listening.rests_until == clock.now + LEAST_BETWEEN


def test_before_the_first_round_there_is_nothing_to_listen_to() -> None:
    server, clock = Hasty(), Clock()
    listening = Listening(device_at(server), lambda _: server, clock)
    assert listening.poll(never) is None
    assert server.waits == []
    assert listening.rests_until > clock.now
