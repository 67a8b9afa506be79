"""How far a reading is, in the words of a person who waits for it."""

from __future__ import annotations

import pytest

from app.migration.pace import Pace, size
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


def test_a_file_is_as_large_as_people_say_it() -> None:
    assert [size(of).replace(THIN, " ") for of in (3, 340_400, 1_240_000, 23_000_000, 2_300_000_000)] == [
        "1 kB",
        "340 kB",
        "1.2 MB",
        "23 MB",
        "2 300 MB",
    ]
