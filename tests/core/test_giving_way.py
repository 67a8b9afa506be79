"""Long work beside a window that is at something: it rests, but not for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from core import giving_way
from core.giving_way import FirstThread


class Clocks:
    """Time as the test tells it: `busy` says whether the window's thread uses all of it."""

    def __init__(self) -> None:
        self.now, self.used, self.slept = 0.0, 0.0, 0
        self.busy: Callable[[float], bool] = lambda _now: False

    def pass_by(self, seconds: float) -> None:
        self.used += seconds if self.busy(self.now) else 0
        self.now += seconds

    def sleep(self, seconds: float) -> None:
        self.slept += 1
        self.pass_by(seconds)

    def perf_counter(self) -> float:
        return self.now

    def clock_gettime(self, _clock: int) -> float:
        return self.used

    def pthread_getcpuclockid(self, _thread: int) -> int:
        return 0


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    clocks = Clocks()
    monkeypatch.setattr(giving_way, "time", clocks)
    return clocks


def step_elsewhere(first: FirstThread) -> None:
    thread = threading.Thread(target=first)
    thread.start()
    thread.join()


def test_work_goes_on_at_once_beside_a_window_that_rests(clocks: Clocks) -> None:
    first = FirstThread()
    clocks.pass_by(0.010)
    step_elsewhere(first)
    assert clocks.slept == 0


def test_work_rests_until_the_window_is_done(clocks: Clocks) -> None:
    first = FirstThread()
    clocks.busy = lambda now: now < 0.030
    clocks.pass_by(0.010)
    step_elsewhere(first)
    assert 0.030 <= clocks.now < 0.036


def test_beside_a_window_that_is_busy_for_long_work_takes_a_step_now_and_then(clocks: Clocks) -> None:
    first = FirstThread()
    clocks.busy = lambda _now: True
    clocks.pass_by(0.010)
    step_elsewhere(first)
    assert 0.055 <= clocks.now < 0.065


def test_who_rested_works_for_as_long_before_it_rests_again(clocks: Clocks) -> None:
    first, rested = FirstThread(), []
    clocks.busy = lambda _now: True

    def work() -> None:
        clocks.pass_by(0.010)
        for _ in range(40):
            began = clocks.now
            first()
            rested.append(clocks.now - began)
            clocks.pass_by(0.010)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert 0.45 < sum(rested) / clocks.now < 0.51


def test_the_window_waits_for_nobody(clocks: Clocks) -> None:
    first = FirstThread()
    clocks.busy = lambda _now: True
    clocks.pass_by(0.010)
    first()
    assert clocks.slept == 0
