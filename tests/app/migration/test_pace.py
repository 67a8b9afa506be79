"""How far a reading is, in the words of a person who waits for it."""

from __future__ import annotations

import pytest

from app.migration.pace import Pace
from app.words import THIN


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("passed", "done", "told"),
    [
        (1.0, 50, ""),  # too early to know
        (10.0, 0, ""),
        (10.0, 100, ""),
        (10.0, 80, "some seconds left"),
        (10.0, 20, f"40{THIN}s left"),
        (100.0, 50, f"2{THIN}min left"),
        (7_200.0, 50, "about 2 hours left"),
    ],
)
def test_the_time_that_is_left_is_a_round_figure(passed: float, done: int, told: str) -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now = passed
    assert pace.left(done, 100) == told


def test_a_pause_is_no_time_at_all() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now = 10.0
    pace.rest()
    clock.now = 1_000.0
    assert pace.left(20, 100) == f"40{THIN}s left"
    pace.go_on()
    clock.now = 1_010.0
    assert pace.left(40, 100) == f"30{THIN}s left"


@pytest.mark.parametrize(
    ("passed", "done", "told"),
    [
        (1.0, 50, ""),  # too early to know
        (10.0, 0, ""),
        (10.0, 43, "4 rows a second"),
        (10.0, 123_456, f"12{THIN}000 rows a second"),
        (100.0, 5, "3 rows a minute"),
    ],
)
def test_how_fast_it_goes_is_a_round_figure(passed: float, done: int, told: str) -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now = passed
    assert pace.rate(done) == told
