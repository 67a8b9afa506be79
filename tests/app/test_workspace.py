"""The open brain as panes see it: whatever changes is told once, whoever changed it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.workspace import Workspace
from core import BrainError, Changes, NotFound, new_id, open_brain
from core.brain import Brain


def test_a_command_is_done_first_and_then_told_to_everybody(qtbot: QtBot, workspace: Workspace) -> None:
    heard: list[str] = []
    workspace.changed.connect(lambda changes: heard.append(f"changed {len(changes.memories)}"))
    workspace.saved.connect(heard.append)
    owner = QObject()
    workspace.write(
        lambda brain: brain.create_memory("Bread"), lambda changes: heard.append("done"), owner=owner
    )
    assert workspace.writing
    qtbot.waitUntil(lambda: len(heard) == 4)
    assert heard == ["saving…", "saved here", "done", "changed 1"]
    assert not workspace.writing


def test_what_this_window_changed_is_not_told_a_second_time(qtbot: QtBot, workspace: Workspace) -> None:
    heard: list[Changes] = []
    workspace.changed.connect(heard.append)
    owner = QObject()
    for text in ("Bread", "Milk"):
        workspace.write(lambda brain, text=text: brain.create_memory(text), owner=owner)  # type: ignore[misc]  # a lambda's default
    qtbot.waitUntil(lambda: len(heard) == 2)
    for _ in range(3):
        workspace.look()
        qtbot.wait(30)
    assert len(heard) == 2


def test_what_another_program_changed_appears_by_itself(
    qtbot: QtBot, workspace: Workspace, database_url: str, tmp_path: Path
) -> None:
    heard: list[Changes] = []
    workspace.changed.connect(heard.append)
    with open_brain(tmp_path / "other", database_url) as other:
        created = other.create_memory("Written elsewhere")
        qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
        assert heard[0].memories == created.memories
        for number in range(1_100):
            if number % 110 == 0:
                other.tag(created.memory, f"tag {number}")
    workspace.look()
    qtbot.waitUntil(lambda: len(heard) > 1)
    assert heard[-1].tags


def test_a_foreign_change_is_told_even_when_this_window_writes_at_the_same_time(
    qtbot: QtBot, workspace: Workspace, brain: Brain
) -> None:
    heard: set[object] = set()
    workspace.changed.connect(lambda changes: heard.update(changes.memories))
    foreign = brain.create_memory("Elsewhere").memory
    owner = QObject()
    workspace.write(lambda brain: brain.create_memory("Here"), owner=owner)
    workspace.look()
    qtbot.waitUntil(lambda: foreign in heard, timeout=10_000)


def test_a_problem_that_nobody_handles_is_told_in_words(qtbot: QtBot, workspace: Workspace) -> None:
    owner = QObject()
    troubles: list[BrainError] = []
    workspace.trouble.connect(troubles.append)
    workspace.read(lambda brain: brain.memory(new_id()), lambda _: None, owner=owner)
    workspace.write(lambda brain: brain.delete(new_id()), owner=owner)
    qtbot.waitUntil(lambda: len(troubles) == 2)
    handled: list[Exception] = []
    workspace.read(lambda brain: brain.memory(new_id()), lambda _: None, owner=owner, failed=handled.append)
    qtbot.waitUntil(lambda: bool(handled))
    assert isinstance(handled[0], NotFound)
    assert len(troubles) == 2


def test_what_is_watched_is_asked_with_every_look(qtbot: QtBot, workspace: Workspace) -> None:
    answers = iter(("awake", "at rest"))
    heard: list[str] = []
    workspace.watch(lambda _brain: next(answers, "no more"), heard.append)
    workspace.look()
    qtbot.waitUntil(lambda: heard == ["awake"], timeout=10_000)
    workspace.look()
    qtbot.waitUntil(lambda: heard == ["awake", "at rest"], timeout=10_000)
