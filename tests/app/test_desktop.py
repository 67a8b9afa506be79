"""The program as it is started: with and without a display, a second time, and ended from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core import open_brain
from core.brain import Brain
from tests.app.cli.test_program import on_a_terminal
from tests.architecture.source import ROOT

START = """
import sys
from app.desktop import run
sys.exit(run(sys.argv[1], sys.argv[2] or None, wish={"note": sys.argv[3]} if len(sys.argv) > 3 else None))
"""
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(database_url: str, home: Path) -> Iterator[Start]:
    """Starts the program on this test's notebook."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, **environment: str) -> subprocess.Popen[str]:
        told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
        command = [sys.executable, "-c", START, str(home), database_url, *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=told, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def wait_for(what: Callable[[], object]) -> None:
    until = time.monotonic() + 180
    while not what():
        assert time.monotonic() < until, "waited three minutes"
        time.sleep(0.05)


def contents(brain: Brain) -> list[str]:
    return sorted(brain.memory(row.id).content for row in brain.memories().items)


@pytest.mark.parametrize("display", ["", ":4711"])
def test_without_a_display_it_says_so_and_names_the_command_line(start: Start, display: str) -> None:
    process = start(QT_QPA_PLATFORM="", DISPLAY=display, WAYLAND_DISPLAY="")
    _, told = process.communicate(timeout=180)
    assert process.returncode == 1
    assert "no display" in told
    assert "second-brain capture" in told
    assert "Traceback" not in told


def test_a_second_start_gives_its_note_to_the_first_window(
    start: Start, brain: Brain, database_url: str
) -> None:
    first = start("Brought by the first start")
    wait_for(lambda: contents(brain) == ["Brought by the first start"])
    second = start("Brought by the second")
    assert second.wait(180) == 0
    wait_for(lambda: len(contents(brain)) == 2)
    first.terminate()
    assert first.wait(180) == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_request_to_end_is_followed_and_leaves_nothing_behind(
    start: Start, brain: Brain, home: Path, how: signal.Signals
) -> None:
    process = start("So that one knows when it is open")
    wait_for(lambda: contents(brain))
    process.send_signal(how)
    assert process.wait(180) == 0
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    assert not (home / "window.socket").exists()
    log = home / "log" / "window.log"
    assert not log.exists() or log.read_text() == ""


def test_what_crashed_while_it_was_typed_is_a_note_at_the_next_start(
    start: Start, brain: Brain, home: Path, database_url: str
) -> None:
    from core import new_id

    with open_brain(home, database_url) as same_device:
        same_device.save_draft(new_id(), "Half a sentence", 0)
    start()
    wait_for(lambda: contents(brain) == ["Half a sentence"])


def test_after_a_sudden_end_the_next_start_says_that_all_is_safe_and_leads_to_the_log(
    database_url: str, home: Path
) -> None:
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def lived(how: str) -> tuple[int, str]:
        command = [sys.executable, "-c", LIFE, str(home), database_url, how]
        done = subprocess.run(
            command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=180, check=False
        )
        return done.returncode, done.stdout

    safe = "The program ended suddenly last time. What you wrote is safe."
    assert lived("until it is closed") == (0, "")
    assert lived("until it dies of itself") == (-signal.SIGSEGV, "")
    assert lived("until it is killed from outside") == (
        -signal.SIGKILL,
        f"{safe}|Details|Log: in die_of_itself\n",
    )
    assert lived("until it is closed") == (0, ""), "who killed it knows"


LIFE = """
import faulthandler, os, signal, sys
from PySide6.QtCore import QTimer
from app import desktop, session
from app.help.reader import Reader

def die_of_itself():
    faulthandler._sigsegv()

def live(window):
    notice = window.notice
    if notice.isVisible():
        notice._act.click()
        (log,) = [each for each in window.findChildren(Reader) if each.isVisible()]
        where = "in die_of_itself" if "in die_of_itself" in log.text.toPlainText() else "nothing"
        print(notice._words.text(), notice._act.text(), f"{log.windowTitle()}: {where}", sep="|", flush=True)
    if sys.argv[3] == "until it dies of itself":
        die_of_itself()
    if sys.argv[3] == "until it is killed from outside":
        os.kill(os.getpid(), signal.SIGKILL)
    window.close()

real = session.Session._opened
def opened(self, told):
    real(self, told)
    QTimer.singleShot(0, self, lambda: live(self._window))
session.Session._opened = opened
sys.exit(desktop.run(sys.argv[1], sys.argv[2]))
"""


def test_links_that_a_mac_brings_to_the_running_program_are_opened(database_url: str, home: Path) -> None:
    """One comes while the program is starting, one later, and one is none of ours."""
    command = [sys.executable, "-c", ON_A_MAC, str(home), database_url]
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.stdout.splitlines() == [
        "Buy milk with errand",
        "Süß & gut: 100 % with errand",
        "The link is none that Second Brain knows.",
        "a file is not taken",
    ], done.stderr


ON_A_MAC = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from app import desktop, linked, session
from app.capture.capturing import Capturing

def bring(link):
    QCoreApplication.sendEvent(QCoreApplication.instance(), QFileOpenEvent(QUrl(link)))

def show(card):
    print(card.text, "with", *card.tags, flush=True)
    card.window.text.clear()
    card.put_aside()

def live(window):
    (capturing,) = window.findChildren(Capturing)
    show(capturing.card)
    bring("secondbrain://capture?text=S%C3%BC%C3%9F%20%26%20gut%3A%20100%20%25")
    show(capturing.card)
    bring("secondbrain://delete?id=1")
    print(window.notice._words.text().splitlines()[0], flush=True)
    taken = linked.Application.event(QCoreApplication.instance(), QFileOpenEvent("/etc/hosts"))
    print("a file is not taken" if not taken else "taken", flush=True)
    window.close()

real = session.Session._opened
def opened(self, told):
    real(self, told)
    QTimer.singleShot(0, self, lambda: live(self._window))
session.Session._opened = opened
made = linked.Application.__init__
def make(self, arguments):
    made(self, arguments)
    bring("secondbrain://capture?text=Buy%20milk&tag=errand")
linked.Application.__init__ = make
sys.exit(desktop.run(sys.argv[1], sys.argv[2]))
"""


def test_a_database_that_is_not_there_is_told_in_the_window(start: Start, home: Path) -> None:
    command = [sys.executable, "-c", UNREACHABLE, str(home)]
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.stdout.startswith("The notebook did not open|")
    assert "Try again" in done.stdout
    assert "secret" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals of this kind")
def test_a_folder_that_cannot_be_used_is_told_on_the_terminal_that_was_typed_in(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    seen = on_a_terminal([sys.executable, "-c", START, str(tmp_path / "file"), ""])
    assert f"The folder {tmp_path / 'file'} cannot be used: " in seen
    assert "No note was touched." in seen


@pytest.mark.parametrize(
    ("language", "title", "safe", "again"),
    [
        ("en_US", "The notebook did not open", "No note was touched.", "Try again"),
        (
            "de_DE",
            "Das Notizbuch ließ sich nicht öffnen",
            "Keine Notiz wurde angerührt.",
            "Noch einmal versuchen",
        ),
    ],
)
def test_who_clicked_on_an_icon_is_told_in_a_window_and_goes_on_there(
    database_url: str, tmp_path: Path, language: str, title: str, safe: str, again: str
) -> None:
    home = tmp_path / "home"
    home.write_text("in the way")
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": f"{language}.UTF-8", "LANGUAGE": language}
    command = [sys.executable, "-c", CLICKED, str(home), database_url]
    done = subprocess.run(
        command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=180, check=False
    )
    first, second, opened = done.stdout.splitlines()
    assert first.startswith(f"{title}|") and str(home) in first and safe in first and again in first
    assert second == first, "nothing was mended in between"
    assert opened == "Written after it was mended"
    assert done.returncode == 0, done.stderr


def test_who_closes_that_window_has_ended_the_program(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    command = [sys.executable, "-c", UNREACHABLE, str(tmp_path / "home"), database_url]
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.stdout.startswith("The notebook did not open|")
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "home").read_text() == "in the way"


CLICKED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from app import desktop, session, start

home, tried = Path(sys.argv[1]), []
real = start.Steps.fail
def fail(self, words, hint):
    real(self, words, hint)
    labels = [each.text() for each in self.findChildren(QLabel) if each.text()]
    (again,) = self.findChildren(QPushButton)
    print("|".join([*labels, again.text()]).replace("\\n", " "), flush=True)
    if tried:
        home.unlink()
    tried.append(words)
    QTimer.singleShot(0, again.click)
start.Steps.fail = fail
opened = session.Session._opened
def look(self, told):
    opened(self, told)
    brain = self._workspace.brain
    brain.create_memory("Written after it was mended")
    print(brain.memories().items[0].title, flush=True)
    QTimer.singleShot(0, self._window.close)
session.Session._opened = look
sys.exit(desktop.run(home, sys.argv[2]))
"""
UNREACHABLE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from app import desktop, start

real = start.Steps.fail
def fail(self, words, hint):
    real(self, words, hint)
    labels = [each.text() for each in self.findChildren(QLabel) if each.text()]
    print("|".join(labels), [each.text() for each in self.findChildren(QPushButton)], flush=True)
    QTimer.singleShot(0, self.window().close)
start.Steps.fail = fail
sys.exit(desktop.run(sys.argv[1], "postgresql://somebody:secret@127.0.0.1:9/none"))
"""
