"""The sixth page: an import tells where it is, rests, stops, goes on, also in another run of the program."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.migration.found import Failed, Working
from app.migration.told import Told
from app.migration.wizard import Wizard
from app.session import Session
from app.window import Window
from core.brain import Brain
from core.v2.migration import Migration
from tests.app.migration.conftest import (
    bring,
    buttons,
    read,
    start,
    wait_for,
    words_of,
    write_dump,
)
from tests.fixtures.desktop import OpenSession

MANY = 6_000  # more than an import reads ahead


def many(path: Path) -> Path:
    return write_dump(path, [f"Note {number}" for number in range(MANY)])


def begun(qtbot: QtBot, wizard: Wizard, path: Path) -> Working:
    """An import of many notes that has just begun."""
    read(qtbot, wizard, many(path))
    wizard.show_safety()
    start(wizard)
    return wait_for(qtbot, wizard, Working)


def test_the_import_ends_with_counts_that_add_up(
    qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path
) -> None:
    said = words_of(bring(qtbot, wizard, write_dump(path, ["Bread", "Compost", "Damp"], broken=2)))
    assert "3 notes imported" in said
    assert "Complete: every row is accounted for" in said
    assert "Keep version 2 until you have verified" in said
    assert brain.counts().memories == 3


def test_on_the_way_it_says_how_far_it_is(qtbot: QtBot, wizard: Wizard, path: Path) -> None:
    told: list[str] = []
    read(qtbot, wizard, write_dump(path, [f"Note {number}" for number in range(3_000)]))
    wizard.told.connect(told.append)
    wizard.show_safety()
    start(wizard)
    assert "Importing 3 000 notes" in words_of(wizard)
    wait_for(qtbot, wizard, Told)
    assert any(words.startswith("Importing notes · ") for words in told)
    assert told[-1] == ""


def test_a_pause_is_a_pause(qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path) -> None:
    begun(qtbot, wizard, path)
    buttons(wizard)["Pause"].click()
    assert "Paused · Importing notes" in words_of(wizard)
    rested = [-1]

    def rests() -> bool:
        """What was read by then is still written."""
        rested.append(brain.counts().memories)
        qtbot.wait(500)
        return rested[-2] == rested[-1]

    qtbot.waitUntil(rests)
    assert rested[-1] < MANY
    buttons(wizard)["Go on"].click()
    assert "Pause" in buttons(wizard)
    wait_for(qtbot, wizard, Told)
    assert brain.counts().memories == MANY


def test_what_is_paused_can_be_stopped(qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path) -> None:
    begun(qtbot, wizard, path)
    buttons(wizard)["Pause"].click()
    buttons(wizard)["Stop"].click()
    assert "Stopped after" in words_of(wait_for(qtbot, wizard, Told))


def test_what_came_before_a_stop_stays_and_going_on_brings_the_rest(
    qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path
) -> None:
    begun(qtbot, wizard, path)
    buttons(wizard)["Stop"].click()
    said = words_of(wait_for(qtbot, wizard, Told))
    there = brain.counts().memories
    assert f"Stopped after {there:,} notes".replace(",", " ") in said
    assert there < MANY and "Complete" not in said
    buttons(wizard)["Go on importing"].click()
    said = words_of(wait_for(qtbot, wizard, Told, "imported"))
    assert brain.counts().memories == MANY
    assert "Complete" in said


def test_a_checklist_offers_to_go_on_with_what_was_stopped(
    qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path
) -> None:
    begun(qtbot, wizard, path)
    buttons(wizard)["Stop"].click()
    wait_for(qtbot, wizard, Told)
    wizard.show_checklist()
    qtbot.waitUntil(lambda: "Go on with it" in buttons(wizard), timeout=10_000)
    assert "The import of backup.sql was not finished" in words_of(wizard)
    buttons(wizard)["Go on with it"].click()
    wait_for(qtbot, wizard, Told, "imported")
    assert brain.counts().memories == MANY


def window_of(session: Session) -> Window:
    assert session.notebook is not None
    window = session.notebook.window()
    assert isinstance(window, Window)
    return window


def wizard_of(session: Session) -> Wizard:
    window_of(session).actions_["import.v2"].trigger()
    found = window_of(session).findChild(Wizard)
    assert isinstance(found, Wizard)
    return found


def test_closing_the_program_half_way_and_starting_again_offers_to_go_on(
    qtbot: QtBot, open_session: OpenSession, brain: Brain, path: Path
) -> None:
    first = open_session()
    begun(qtbot, wizard_of(first), path)
    qtbot.waitUntil(lambda: brain.counts().memories > 0, timeout=30_000)
    with qtbot.waitSignal(first.ended, timeout=30_000):
        window_of(first).close()
    first.close()
    first._instance.release()
    assert 0 < brain.counts().memories < MANY
    second = open_session()
    notice = window_of(second).notice
    qtbot.waitUntil(notice.isVisible, timeout=10_000)
    assert "The import of backup.sql was not finished." in words_of(notice)
    buttons(notice)["Go on importing"].click()
    found = window_of(second).findChild(Wizard)
    assert isinstance(found, Wizard)
    wait_for(qtbot, found, Told, "imported")
    assert brain.counts().memories == MANY
    assert not notice.isVisible()


def test_a_failure_is_told_with_what_is_safe_and_another_try(
    qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path
) -> None:
    read(qtbot, wizard, write_dump(path, ["Bread"]))
    wizard.show_safety()
    path.unlink()
    start(wizard)
    assert "The import has stopped" in words_of(wait_for(qtbot, wizard, Failed))
    write_dump(path, ["Bread"])
    buttons(wizard)["Try again"].click()
    assert "1 note imported" in words_of(wait_for(qtbot, wizard, Told))


def test_nothing_is_read_or_written_on_the_windows_thread(
    qtbot: QtBot, wizard: Wizard, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, there = threading.current_thread(), []

    def watched(name: str) -> Callable[..., Any]:
        real = getattr(Migration, name)

        def called(*args: Any, **named: Any) -> Any:
            there.append((name, threading.current_thread() is window))
            return real(*args, **named)

        return called

    names = ("recognize", "plan", "run", "batches", "resumable", "verify", "undoing", "undo", "report")
    for name in names:
        monkeypatch.setattr(Migration, name, watched(name))
    bring(qtbot, wizard, write_dump(path, ["Bread"]))
    buttons(wizard)["Verify"].click()
    qtbot.waitUntil(lambda: "Verified:" in words_of(wizard), timeout=10_000)
    buttons(wizard)["Undo import…"].click()
    qtbot.waitUntil(lambda: "Undo the import?" in words_of(wizard) and not wizard.busy, timeout=10_000)
    assert {name for name, _ in there} >= {"recognize", "plan", "run", "verify", "undoing"}
    assert [name for name, on_window in there if on_window] == []
