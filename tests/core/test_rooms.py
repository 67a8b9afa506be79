"""A room of a notebook is opened once, however many ask for it at the same time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest

from core import chronicle
from core.brain import Brain
from core.store import blobs


def test_all_who_ask_at_once_get_the_same_room(brain: Brain, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(chronicle.Chronicle):
        def __init__(self, *given: object) -> None:
            time.sleep(0.2)
            super().__init__(*given)  # type: ignore[arg-type]  # what came is handed on

    monkeypatch.setattr(chronicle, "Chronicle", Slow)
    with ThreadPoolExecutor(4) as threads:
        rooms = list(threads.map(lambda _: brain.chronicle, range(4)))
    assert all(room is rooms[0] is brain.chronicle for room in rooms)


def test_two_who_open_rooms_that_need_each_other_s_do_not_wait_for_ever(
    brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(blobs.Blobs):
        def __init__(self, *given: object) -> None:
            time.sleep(0.3)
            super().__init__(*given)  # type: ignore[arg-type]  # what came is handed on

    monkeypatch.setattr(blobs, "Blobs", Slow)
    first = Thread(target=lambda: brain.files, daemon=True)
    second = Thread(target=lambda: brain.far_files, daemon=True)
    first.start()
    time.sleep(0.1)
    second.start()
    for thread in (first, second):
        thread.join(10)
        assert not thread.is_alive()
