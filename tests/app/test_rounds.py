"""Work in the background: it begins by itself, misses no change, and leaves alone who writes on while it cannot be done."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.rounds import Rests, Rounds, ring_within
from app.tasks import Progress
from app.workspace import Workspace
from core import BrainError, Changes

LONG = 30_000
SOON = Rests(start=20, change=20, failure=600_000)


class Work:
    """Counts its rounds, and each waits until it may end."""

    def __init__(self) -> None:
        self.begun = 0
        self.goes_on = Event()
        self.goes_on.set()
        self.trouble: Exception | None = None

    def __call__(self, progress: Progress) -> None:
        self.begun += 1
        while not (self.goes_on.wait(0.01) or progress.cancelled()):
            pass
        if self.trouble is not None:
            raise self.trouble


@pytest.fixture
def work() -> Work:
    """What is done in a round."""
    return Work()


@pytest.fixture
def rounds(workspace: Workspace, work: Work) -> Rounds:
    """Rounds that do not wait long."""
    return Rounds(workspace, work, SOON, workspace)


def write(workspace: Workspace) -> None:
    """Something changes."""
    workspace.tell(Changes(tags=True))


def at_rest(qtbot: QtBot, rounds: Rounds) -> None:
    """Wait until there is no round, and none comes at once."""
    qtbot.waitUntil(lambda: not rounds.under_way, timeout=LONG)
    qtbot.wait(200)
    assert not rounds.under_way


def test_a_round_begins_after_the_start_and_after_a_change(
    qtbot: QtBot, workspace: Workspace, work: Work, rounds: Rounds
) -> None:
    rounds.begin()
    qtbot.waitUntil(lambda: work.begun == 1, timeout=LONG)
    at_rest(qtbot, rounds)
    write(workspace)
    qtbot.waitUntil(lambda: work.begun == 2, timeout=LONG)
    at_rest(qtbot, rounds)
    assert work.begun == 2


def test_changes_while_a_round_is_under_way_are_one_more_round(
    qtbot: QtBot, workspace: Workspace, work: Work, rounds: Rounds
) -> None:
    work.goes_on.clear()
    rounds.begin(0)
    qtbot.waitUntil(lambda: work.begun == 1, timeout=LONG)
    write(workspace)
    write(workspace)
    qtbot.wait(100)
    assert work.begun == 1
    work.goes_on.set()
    qtbot.waitUntil(lambda: work.begun == 2, timeout=LONG)
    at_rest(qtbot, rounds)
    assert work.begun == 2


def test_what_cannot_be_done_is_not_tried_again_at_each_change(
    qtbot: QtBot, workspace: Workspace, work: Work, rounds: Rounds
) -> None:
    work.trouble = BrainError("The store does not answer.")
    rounds.begin(0)
    qtbot.waitUntil(lambda: work.begun == 1, timeout=LONG)
    at_rest(qtbot, rounds)
    write(workspace)
    qtbot.wait(300)
    assert work.begun == 1
    work.trouble = None
    rounds.begin(0)
    qtbot.waitUntil(lambda: work.begun == 2, timeout=LONG)
    at_rest(qtbot, rounds)
    write(workspace)
    qtbot.waitUntil(lambda: work.begun == 3, timeout=LONG)


def test_who_wants_it_at_once_just_when_it_failed_is_heard(
    qtbot: QtBot, workspace: Workspace, work: Work, rounds: Rounds
) -> None:
    work.trouble = BrainError("The store does not answer.")
    work.goes_on.clear()
    rounds.begin(0)
    qtbot.waitUntil(lambda: work.begun == 1, timeout=LONG)
    ((thread, _),) = workspace.tasks._long.values()
    work.goes_on.set()
    thread.join()  # its end is on its way to the window
    rounds.begin(0)
    qtbot.waitUntil(lambda: work.begun == 2, timeout=LONG)


def test_who_ends_it_has_peace_until_something_changes(
    qtbot: QtBot, workspace: Workspace, work: Work, rounds: Rounds
) -> None:
    work.goes_on.clear()
    rounds.begin(0)
    qtbot.waitUntil(lambda: work.begun == 1, timeout=LONG)
    rounds.end()
    at_rest(qtbot, rounds)
    assert work.begun == 1
    work.goes_on.set()
    write(workspace)
    qtbot.waitUntil(lambda: work.begun == 2, timeout=LONG)


def test_who_begins_again_before_it_rests_is_not_forgotten(qtbot: QtBot, work: Work, rounds: Rounds) -> None:
    work.goes_on.clear()
    rounds.begin(0)
    qtbot.waitUntil(lambda: work.begun == 1, timeout=LONG)
    rounds.begin(0)
    qtbot.wait(100)
    work.goes_on.set()
    qtbot.waitUntil(lambda: work.begun == 2, timeout=LONG)


def test_what_is_to_begin_soon_begins_no_later_when_it_is_wanted_later_too(qtbot: QtBot) -> None:
    timer = QTimer(singleShot=True)
    ring_within(timer, 50_000)
    ring_within(timer, 90_000)
    assert timer.interval() == 50_000
    ring_within(timer, 20_000)
    assert timer.interval() == 20_000
