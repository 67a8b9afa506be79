"""Files are copied in the process beside the window, which asks the window for the key."""

from __future__ import annotations

import threading
from functools import partial
from types import SimpleNamespace

import pytest

from app.library import copying_works
from core import Brain, BrainError, Cancelled, FarPlace, Orders, OwnProcess
from tests.core.far_files.test_far_files import note_with, standing
from tests.fixtures.far_store import Ring


def test_files_are_copied_beside_the_window_with_the_windows_key(
    brain: Brain, far_store: SimpleNamespace, far_place: FarPlace, far_ring: Ring, database_url: str
) -> None:
    beside = OwnProcess(brain, brain.home, database_url)
    try:
        asked: list[FarPlace] = []
        told: list[tuple[int, int]] = []

        def key(place: FarPlace) -> object:
            asked.append(place)
            return brain.far_files.key(place)

        note_with(brain, b"one", b"two")
        assert beside.do(copying_works.copy, Orders(), told.append, key) == 2
        assert (asked, told[-1], standing(brain), len(far_store.names())) == (
            [far_place],
            (2, 2),
            (2, 2, ""),
            2,
        )
        assert beside.do(copying_works.copy, Orders(), told.append, key) == 0
        assert len(asked) == 1  # where nothing waits, the keyring is left alone
        kept, far_ring.kept = far_ring.kept, {}
        with pytest.raises(BrainError, match="There is no key"):
            beside.do(partial(copying_works.copy, look=True), Orders(), told.append, key)
        assert "There is no key" in standing(brain)[2]
        far_ring.kept = kept
        note_with(brain, *(bytes([number]) * (4 << 20) for number in range(8)))
        orders = Orders()
        heard = threading.Event()

        def stop_at_once(far: tuple[int, int]) -> None:
            heard.set()
            orders.stop()

        try:
            copied = beside.do(copying_works.copy, orders, stop_at_once, key)
        except Cancelled:
            copied = standing(brain)[1] - 2
        assert heard.is_set() and copied < 8
    finally:
        beside.close()
