"""Work away from the window: one outcome each, on the window's thread, in order where order matters."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.tasks import PATIENCE, Progress, Tasks


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_the_answer_arrives_once_and_on_the_windows_thread(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    heard: list[tuple[int, bool]] = []
    main = threading.current_thread()
    tasks.read(
        lambda: 6 * 7,
        lambda answer: heard.append((answer, threading.current_thread() is main)),
        owner=owner,
        failed=lambda error: heard.append((0, False)),
    )
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(20)
    assert heard == [(42, True)]


def test_one_can_wait_for_an_answer_a_moment_and_no_longer(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    done, answers, go_on = list[str](), list[str](), threading.Event()

    def work(word: str, before: float) -> str:
        time.sleep(before)
        done.append(word)
        return word

    began = time.monotonic()
    tasks.read(lambda: work("quick", 0.05), answers.append, owner=owner, patience=20)
    assert done == ["quick"] and time.monotonic() - began < 10
    assert not answers, "it comes by the window's own turn"
    qtbot.waitUntil(lambda: answers == ["quick"])
    began = time.monotonic()
    tasks.read(go_on.wait, lambda _: answers.append("slow"), owner=owner, patience=0.05)
    assert 0.04 < time.monotonic() - began < 10
    go_on.set()
    qtbot.waitUntil(lambda: answers == ["quick", "slow"])


def test_an_exception_comes_back_to_whoever_asked(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    errors: list[Exception] = []
    answers: list[float] = []
    tasks.read(lambda: 1 / 0, answers.append, owner=owner, failed=errors.append)
    tasks.write(lambda: 1 / 0, answers.append, owner=owner, failed=errors.append)
    qtbot.waitUntil(lambda: len(errors) == 2)
    assert [type(error) for error in errors] == [ZeroDivisionError, ZeroDivisionError]
    assert answers == []


def test_an_exception_that_nobody_takes_reaches_the_windows_handler_of_bugs(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    with qtbot.captureExceptions() as bugs:
        tasks.read(lambda: 1 / 0, lambda _: None, owner=owner)
        qtbot.waitUntil(lambda: bool(bugs))
    assert bugs[0][0] is ZeroDivisionError


def test_of_several_questions_with_one_name_only_the_last_is_answered(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    go = threading.Event()
    heard: list[str] = []

    def ask(text: str) -> None:
        tasks.read(
            lambda: (go.wait(5), text)[1], heard.append, owner=owner, failed=lambda _: None, latest="search"
        )

    other = QObject()
    tasks.read(lambda: "another pane's", heard.append, owner=other, latest="search")
    for typed in ("s", "se", "sea", "search"):
        ask(typed)
    go.set()
    qtbot.waitUntil(lambda: "search" in heard)
    qtbot.wait(50)
    assert sorted(heard) == ["another pane's", "search"]


def test_an_answer_for_a_closed_pane_is_dropped(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    go = threading.Event()
    heard: list[object] = []
    tasks.read(lambda: go.wait(5), heard.append, owner=owner, failed=heard.append)
    tasks.read(lambda: (go.wait(5), 1 / 0), heard.append, owner=owner, failed=heard.append)
    shiboken6.delete(owner)
    go.set()
    qtbot.wait(100)
    assert heard == []


def test_writes_happen_in_their_order_even_for_a_pane_that_is_gone(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    written: list[int] = []
    gone = QObject()

    def write(number: int) -> int:
        time.sleep(0.001 * (number % 3))
        written.append(number)
        return number

    heard: list[int] = []
    for number in range(20):
        tasks.write(partial(write, number), heard.append, owner=gone if number % 2 else owner)
    shiboken6.delete(gone)
    qtbot.waitUntil(lambda: len(heard) == 10 and len(written) == 20)
    assert written == list(range(20))
    assert heard == list(range(0, 20, 2))


def test_closing_waits_for_what_is_being_written_and_leaves_out_what_is_only_read(
    qtbot: QtBot, owner: QObject
) -> None:
    tasks = Tasks()
    written: list[int] = []
    read: list[object] = []

    def write(number: int) -> None:
        time.sleep(0.02)
        written.append(number)

    for number in range(5):
        tasks.write(partial(write, number), lambda _: None, owner=owner)
    for _ in range(50):
        tasks.read(lambda: time.sleep(0.05), read.append, owner=owner)
    tasks.close()
    assert written == list(range(5))
    qtbot.wait(20)
    assert read == []
    tasks.read(lambda: 1, read.append, owner=owner)
    qtbot.wait(20)
    assert read == []
    tasks.close()


def test_long_work_tells_how_far_it_is_and_stops_when_asked(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    told: list[tuple[str, int, int]] = []
    ended: list[int] = []

    def count(progress: Progress) -> int:
        number = 0
        while not progress.cancelled() and number < 1_000_000:
            number += 1
            progress("Counting", number, 1_000_000)
            time.sleep(0.0001)
        return number

    running = tasks.long(count, ended.append, owner=owner, progressed=lambda *words: told.append(words))
    qtbot.waitUntil(lambda: len(told) > 3)
    running.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert told[0][0] == "Counting"
    assert [step[1] for step in told] == sorted({step[1] for step in told})
    assert 0 < ended[0] < 1_000_000


def test_closing_asks_long_work_to_stop(qtbot: QtBot, owner: QObject) -> None:
    tasks = Tasks()
    stopped: list[bool] = []

    def wait(progress: Progress) -> None:
        while not progress.cancelled():
            time.sleep(0.005)
        stopped.append(True)

    tasks.long(wait, lambda _: None, owner=owner, progressed=lambda *_: None)
    tasks.close()
    assert stopped == [True]


def test_paused_work_rests_until_it_may_go_on(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    steps: list[int] = []

    def work(progress: Progress) -> None:
        while not progress.cancelled():
            steps.append(1)
            time.sleep(0.001)

    running = tasks.long(work, lambda _: None, owner=owner, progressed=lambda *_: None)
    qtbot.waitUntil(lambda: bool(steps))
    running.pause(True)
    qtbot.wait(50)
    rested = len(steps)
    qtbot.wait(100)
    assert running.paused and len(steps) == rested
    running.pause(False)
    qtbot.waitUntil(lambda: len(steps) > rested)


def test_paused_work_can_be_stopped_and_rests_no_more(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    def work(progress: Progress) -> str:
        while not progress.cancelled():
            time.sleep(0.001)
        return "stopped"

    done: list[str] = []
    running = tasks.long(work, done.append, owner=owner, progressed=lambda *_: None)
    running.pause(True)
    running.cancel()
    qtbot.waitUntil(lambda: done == ["stopped"])
    running.pause(True)
    assert not running.paused


def test_closing_ends_work_that_is_paused(qtbot: QtBot, owner: QObject) -> None:
    lanes = Tasks()
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while not progress.cancelled():
            time.sleep(0.001)

    running = lanes.long(work, lambda _: None, owner=owner, progressed=lambda *_: None)
    assert begun.wait(60)
    running.pause(True)
    before = time.monotonic()
    lanes.close()
    assert time.monotonic() - before < PATIENCE


def test_closing_does_not_wait_for_work_that_hangs_on_a_server(qtbot: QtBot, owner: QObject) -> None:
    lanes, answered = Tasks(), threading.Event()
    heard: list[bool] = []
    lanes.long(lambda _: answered.wait(60), heard.append, owner=owner, patience=0.1)
    before = time.monotonic()
    lanes.close()
    assert time.monotonic() - before < 20
    lanes.deleteLater()
    qtbot.wait(20)
    answered.set()  # the answer comes when nobody is there any more
    qtbot.wait(50)
    assert heard == []
