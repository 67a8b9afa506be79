"""A room of a notebook is opened once, however many ask for it at the same time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from core import chronicle
from core.brain import Brain


def test_all_who_ask_at_once_get_the_same_room(brain: Brain, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(chronicle.Chronicle):
        def __init__(self, *given: object) -> None:
            time.sleep(0.2)
            super().__init__(*given)  # type: ignore[arg-type]  # what came is handed on

    monkeypatch.setattr(chronicle, "Chronicle", Slow)
    with ThreadPoolExecutor(4) as threads:
        rooms = list(threads.map(lambda _: brain.chronicle, range(4)))
    assert all(room is rooms[0] is brain.chronicle for room in rooms)
