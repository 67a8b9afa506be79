"""Long work is done in a process beside the window, and it feels as if it were done here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from core import (
    Brain,
    BrainError,
    Cancelled,
    InProcess,
    Orders,
    OwnProcess,
    VersionConflict,
    new_id,
    translate_with,
)
from core.background import process as process_module
from core.own_process import own_process
from tests.core.background import works


@pytest.fixture
def beside(brain: Brain, database_url: str) -> Iterator[OwnProcess]:
    """A process beside this one, on the same notebook."""
    made = OwnProcess(brain, brain.home, database_url)
    yield made
    made.close()


def alive(number: int) -> bool:
    """Whether there is such a process, dead ones that nobody buried left out."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(true: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def test_a_note_written_beside_is_here(beside: OwnProcess, brain: Brain) -> None:
    first = beside.do(partial(works.write_note, text="from beside"), Orders())
    second = beside.do(partial(works.write_note, text="once more"), Orders())
    assert first == second != os.getpid()
    assert brain.counts().memories == 2


def test_what_went_wrong_arrives_as_it_was(beside: OwnProcess) -> None:
    note = new_id()
    with pytest.raises(VersionConflict) as caught:
        beside.do(partial(works.clash, note=note), Orders())
    assert (caught.value.memory_id, caught.value.expected, caught.value.present) == (note, 3, 5)
    assert str(caught.value) == str(VersionConflict(note, 3, 5))


@pytest.mark.parametrize(
    ("work", "kind", "words"),
    [
        (works.stumble, ZeroDivisionError, "of all things"),
        (works.stumble_strangely, RuntimeError, "Unpackable"),
    ],
)
def test_a_bug_says_where_it_is(beside: OwnProcess, work: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words) as caught:
        beside.do(work, Orders())
    assert "works.py" in caught.value.__notes__[0]


@pytest.mark.timeout(90)
def test_what_comes_out_and_cannot_travel_is_a_bug_and_no_end_of_waiting(beside: OwnProcess) -> None:
    with pytest.raises(TypeError, match="pickle"):
        beside.do(works.give_a_lock, Orders())
    assert beside.do(partial(works.ask, question=1), Orders(), answers=str) == "1"


@pytest.mark.timeout(90)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_cannot_be_read_here_is_a_bug_and_no_end_of_waiting(beside: OwnProcess, brain: Brain) -> None:
    with pytest.raises(BrainError, match="ended unexpectedly"):
        beside.do(works.give_what_nobody_can_read, Orders())
    beside.do(partial(works.write_note, text="goes on"), Orders())
    assert brain.counts().memories == 1


def test_everything_told_arrives_in_order_and_the_last_shown_does(beside: OwnProcess) -> None:
    heard: list[tuple[str, int]] = []
    assert beside.do(partial(works.count_up, most=300), Orders(), heard.append) == 300
    assert [number for kind, number in heard if kind == "told"] == list(range(300))
    shown = [number for kind, number in heard if kind == "shown"]
    assert shown[-1] == 29_999
    assert len(shown) < 1_000


def test_work_stops_when_it_is_to(beside: OwnProcess) -> None:
    orders = Orders()
    assert beside.do(works.until_stopped, orders, lambda _: orders.stop()) == "stopped in good order"


def test_work_that_was_stopped_before_it_began_ends_at_once(beside: OwnProcess) -> None:
    orders = Orders()
    orders.stop()
    assert beside.do(works.until_stopped, orders) == "stopped in good order"


def test_work_rests_and_goes_on(beside: OwnProcess) -> None:
    orders, heard = Orders(), list[float]()
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(beside.do, works.until_stopped, orders, heard.append)
        wait_until(lambda: len(heard) > 3)
        orders.pause(True)
        time.sleep(0.5)
        resting = len(heard)
        time.sleep(0.3)
        assert len(heard) == resting
        orders.pause(False)
        wait_until(lambda: len(heard) > resting)
        orders.pause(True)
        orders.stop()
        assert done.result(60) == "stopped in good order"


def test_orders_arrive_in_their_order_those_given_early_as_well(beside: OwnProcess) -> None:
    orders = Orders()
    orders.give("early")

    def heard(_told: object) -> None:
        for number in range(50):
            orders.give(number)

    assert beside.do(partial(works.repeat_orders, number=51), orders, heard) == ["early", *range(50)]


def test_orders_arrive_where_the_work_is_done_here_in_the_end(
    beside: OwnProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_module, "own_process", lambda *_: (["/bin/true"], {}))
    orders = Orders()
    orders.give("early")
    too_late = Timer(20, orders.stop)
    too_late.start()
    taken = beside.do(partial(works.repeat_orders, number=2), orders, lambda _: orders.give("later"))
    too_late.cancel()
    assert taken == ["early", "later"]


def test_a_question_is_answered_and_one_that_cannot_be_says_why(beside: OwnProcess) -> None:
    assert beside.do(partial(works.ask, question=20), Orders(), answers=lambda asked: asked + 1) == 21

    def locked(_question: object) -> object:
        raise BrainError("The keyring is locked.", "Unlock it.")

    with pytest.raises(BrainError, match="keyring is locked"):
        beside.do(partial(works.ask, question=20), Orders(), answers=locked)


def test_words_are_said_in_the_windows_language(brain: Brain, database_url: str) -> None:
    translate_with(lambda text, _number: "Das Meer ist {color}." if text.startswith("The sea") else "")
    beside = OwnProcess(brain, brain.home, database_url)
    try:
        with pytest.raises(BrainError, match=r"Das Meer ist blue\."):
            beside.do(works.say_in_words, Orders())
    finally:
        translate_with(None)
        beside.close()


def test_two_pieces_of_work_go_on_side_by_side(beside: OwnProcess) -> None:
    stopped = Orders()
    with ThreadPoolExecutor(1) as thread:
        heard: list[float] = []
        first = thread.submit(beside.do, works.until_stopped, stopped, heard.append)
        wait_until(lambda: bool(heard))
        assert beside.do(partial(works.ask, question="meanwhile"), Orders(), answers=str) == "meanwhile"
        assert not first.done()
        stopped.stop()
        assert first.result(60) == "stopped in good order"


def test_a_process_that_was_killed_says_what_is_safe_and_the_next_work_is_done(
    beside: OwnProcess, brain: Brain
) -> None:
    with pytest.raises(BrainError, match="ended unexpectedly") as caught:
        beside.do(works.be_killed, Orders())
    assert "kept" in caught.value.hint
    assert brain.counts().memories == 1
    beside.do(partial(works.write_note, text="goes on"), Orders())
    assert brain.counts().memories == 2


def test_closing_stops_what_is_under_way_and_ends_the_process(brain: Brain, database_url: str) -> None:
    beside, heard = OwnProcess(brain, brain.home, database_url), list[float]()
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(beside.do, works.until_stopped, Orders(), heard.append)
        wait_until(lambda: bool(heard))
        beside.close()
        assert done.result(60) == "stopped in good order"
    assert not alive(int(heard[0]))
    with pytest.raises(Cancelled):
        beside.do(works.stumble, Orders())


def test_work_that_asks_at_its_end_does_not_hold_up_closing(brain: Brain, database_url: str) -> None:
    beside, heard = OwnProcess(brain, brain.home, database_url), list[float]()
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(beside.do, works.ask_at_the_end, Orders(), heard.append)
        wait_until(lambda: bool(heard))
        beside.close()
        with pytest.raises(EOFError):
            done.result(60)


def test_where_no_process_can_be_started_the_work_is_done_here(
    beside: OwnProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_module, "own_process", lambda *_: (["/nowhere/at/all"], {}))
    assert beside.do(partial(works.write_note, text="here"), Orders()) == os.getpid()


def test_where_it_ends_before_it_takes_work_the_work_is_done_here(
    beside: OwnProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_module, "own_process", lambda *_: (["/bin/true"], {}))
    assert beside.do(partial(works.write_note, text="here"), Orders()) == os.getpid()


def test_what_a_library_prints_does_no_harm(beside: OwnProcess) -> None:
    assert beside.do(works.print_something, Orders())


def test_in_this_program_it_is_the_same(brain: Brain) -> None:
    here, heard, orders = InProcess(brain), list[Any](), Orders()
    assert here.do(partial(works.write_note, text="here"), orders) == os.getpid()
    assert here.do(partial(works.count_up, most=1), orders, heard.append) == 1
    assert heard[0] == ("told", 0)
    Timer(0.1, orders.stop).start()
    assert here.do(works.until_stopped, orders) == "stopped in good order"


_WINDOW = """
import sys
from core import Orders, OwnProcess, open_brain
from tests.core.background import works

brain = open_brain(sys.argv[1], sys.argv[2])
OwnProcess(brain, brain.home, sys.argv[2]).do(works.until_stopped, Orders(), lambda told: print(told, flush=True))
"""


def test_it_ends_when_the_window_is_killed(tmp_path: Path, database_url: str) -> None:
    root = str(Path(works.__file__).parents[3])
    window = subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(tmp_path / "home"), database_url],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
        cwd=root,
    )
    assert window.stdout is not None
    number = int(window.stdout.readline())
    window.send_signal(signal.SIGKILL)
    window.wait()
    wait_until(lambda: not alive(number))
    window.stdout.close()


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="sessions have no priority here")
def test_the_window_goes_first_on_the_processor(beside: OwnProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_module, "own_process", own_process)  # which other tests have changed
    number = beside.do(partial(works.write_note, text="a note"), Orders())
    assert os.getpriority(os.PRIO_PROCESS, number) > os.getpriority(os.PRIO_PROCESS, 0)
    assert Path(f"/proc/{number}/autogroup").read_text().split()[-1] == "10"


def test_it_ends_when_there_is_nothing_to_do_and_begins_anew(brain: Brain, database_url: str) -> None:
    beside = OwnProcess(brain, brain.home, database_url, idle=0.3)
    first = beside.do(partial(works.write_note, text="one"), Orders())
    wait_until(lambda: not alive(first))
    second = beside.do(partial(works.write_note, text="two"), Orders())
    assert first != second
    beside.close()
    assert brain.counts().memories == 2
