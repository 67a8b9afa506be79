"""After a failure it is tried again: soon at first, then more and more seldom, and never by all at once."""

from __future__ import annotations

import pytest

from sync.pace import LONGEST, SHORTEST, FullJitter


def waits(chance: float, failures: int) -> list[float]:
    pace = FullJitter(lambda: 0.0, lambda: chance)
    return [pace.failed() for _ in range(failures)]


def test_the_wait_doubles_up_to_five_minutes() -> None:
    longest = waits(1.0, 14)
    assert longest[:4] == [2, 3, 5, 9]
    assert longest[-1] == SHORTEST + LONGEST
    assert all(wait >= SHORTEST for wait in waits(0.0, 14))


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_the_servers_own_word_is_kept(chance: float) -> None:
    pace = FullJitter(lambda: 100.0, lambda: chance)
    assert 130 <= pace.failed(30) <= 160


def test_success_or_a_person_who_asks_begins_anew() -> None:
    pace = FullJitter(lambda: 0.0, lambda: 1.0)
    for _ in range(9):
        pace.failed()
    pace.succeeded()
    assert pace.failed() == 2
    pace.failed()
    pace.hurry()
    assert pace.failed() == 2
