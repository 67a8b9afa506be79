"""Reading ahead changes nothing but the time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from core.ahead import ahead


def test_every_item_arrives_in_order() -> None:
    assert list(ahead(range(10_001))) == list(range(10_001))
    assert list(ahead([])) == []


def test_an_error_comes_after_the_items_before_it() -> None:
    def source() -> Iterator[int]:
        yield from range(3)
        raise ValueError("broken at 3")

    seen: list[int] = []
    with pytest.raises(ValueError, match="broken at 3"):
        seen.extend(ahead(source()))
    reading = ahead(source())
    assert list(islice(reading, 3)) == [0, 1, 2]


def test_a_reader_that_stops_early_stops_the_source() -> None:
    closed: list[bool] = []

    def source() -> Iterator[int]:
        try:
            number = 0
            while True:
                yield number
                number += 1
        finally:
            closed.append(True)

    reading = ahead(source())
    assert list(islice(reading, 5)) == [0, 1, 2, 3, 4]
    reading.close()
    assert closed == [True]


def test_a_source_is_not_read_without_bound() -> None:
    read = 0

    def source() -> Iterator[int]:
        nonlocal read
        for number in range(1_000_000):
            read = number
            yield number

    reading = ahead(source())
    next(reading)
    assert read < 10_000


def test_heavy_items_are_read_less_far_ahead() -> None:
    read = 0

    def source() -> Iterator[bytes]:
        nonlocal read
        for _ in range(1_000):
            read += 1
            yield b"heavy"

    reading = ahead(source(), lambda _: 10_000_000)
    next(reading)
    assert read <= 12
