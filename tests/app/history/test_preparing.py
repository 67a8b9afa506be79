"""The past is made ready while nobody waits for it, and again after a change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.history.preparing import Preparing, Rests
from app.workspace import Workspace
from core import Changes
from core.brain import Brain

LONG = 30_000


def test_the_past_is_ready_before_anybody_looks_back_and_after_a_change(
    qtbot: QtBot, brain: Brain, workspace: Workspace
) -> None:
    brain.create_memory("# Boiler\n\nThe first text")
    preparing = Preparing(workspace, Rests(start=20, step=1), workspace)
    assert brain.past.behind() == 1
    preparing.begin()
    qtbot.waitUntil(lambda: brain.past.behind() == 0, timeout=LONG)
    workspace.write(lambda brain: brain.create_memory("# Cellar"), owner=workspace)
    qtbot.waitUntil(lambda: brain.position() == 2 and brain.past.behind() == 0, timeout=LONG)


def test_a_change_during_a_step_that_takes_long_is_not_missed(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Callable[[bool], None]] = []
    monkeypatch.setattr(workspace, "read", lambda _, done, **__: asked.append(done))
    preparing = Preparing(workspace, Rests(start=20, step=1), workspace)
    preparing.begin()
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=LONG)
    workspace.tell(Changes(tags=True))
    qtbot.wait(200)
    asked[0](False)
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=5_000)
