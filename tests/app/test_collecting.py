"""Python's collector in a program with a window: it never runs beside the thread that draws."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app import collecting
from app.collecting import collect_here


def test_what_is_left_over_is_collected_in_the_thread_that_draws_alone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[str] = []

    def heard(_phase: str, _info: dict[str, int]) -> None:
        where.append(threading.current_thread().name)

    def leave_cycles() -> None:
        for _ in range(50_000):
            cycle: list[object] = []
            cycle.append(cycle)

    gc.callbacks.append(heard)
    monkeypatch.setattr("app.collecting._EVERY_MS", 10)
    monkeypatch.setattr("app.collecting._BEGINNING", 0)
    parent = QObject()
    gc.enable()
    collect_here(parent)
    thread = threading.Thread(target=leave_cycles, name="elsewhere")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(where))
    gc.callbacks.remove(heard)
    assert {*where} == {threading.main_thread().name}


def test_what_the_start_made_is_not_looked_through_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.collecting._EVERY_MS", 10)
    monkeypatch.setattr("app.collecting._BEGINNING", 1)
    looked: list[int] = []
    monkeypatch.setattr("app.collecting._collect", lambda: looked.append(gc.get_freeze_count()))
    parent, before = QObject(), gc.get_freeze_count()
    collect_here(parent)
    try:
        qtbot.waitUntil(lambda: bool(looked))
    finally:
        parent.deleteLater()
        gc.unfreeze()
    assert looked[0] > before


def test_all_is_not_looked_through_while_an_import_makes_very_many_objects(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[int] = []
    monkeypatch.setattr("gc.collect", looked.append)
    monkeypatch.setattr("gc.get_threshold", lambda: (700, 10, 200))
    for counts in ((90_000, 11, 201), (1_000, 11, 201)):
        monkeypatch.setattr("gc.get_count", lambda counts=counts: counts)
        collecting._collect()
    assert looked == [1, 2]
