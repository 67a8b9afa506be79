"""The hybrid clock: order whatever the wall clock does."""

from __future__ import annotations

from threading import Thread

from hypothesis import given
from hypothesis import strategies as st

from core.clock import COUNTER_BITS, HybridClock, milliseconds


@given(st.lists(st.integers(0, 2**44), min_size=1), st.lists(st.integers(0, 2**60)))
def test_readings_grow_although_the_wall_clock_lies(walls: list[int], observed: list[int]) -> None:
    times = iter(walls)
    clock = HybridClock(wall=lambda: next(times))
    last = 0
    for number in range(len(walls)):
        if number < len(observed):
            clock.observe(observed[number])
            last = max(last, observed[number])
        reading = clock.tick()
        assert reading > last
        assert milliseconds(reading) >= walls[number]
        last = reading


def test_a_reading_follows_the_wall_clock() -> None:
    assert milliseconds(HybridClock(wall=lambda: 1_700_000_000_000).tick()) == 1_700_000_000_000


def test_a_clock_goes_on_from_what_the_log_has_seen() -> None:
    seen = (2**43) << COUNTER_BITS
    assert HybridClock(seen).tick() == seen + 1


def test_threads_never_get_the_same_reading() -> None:
    clock = HybridClock(wall=lambda: 1)
    readings: list[int] = []

    def work() -> None:
        readings.extend(clock.tick() for _ in range(2_000))

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(readings)) == len(readings) == 8_000
