"""One window for one notebook, whatever the first one went through."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from app.instance import AlreadyOpen, Instance, Wish
from tests.architecture.source import ROOT

SECOND = """
import sys
from pathlib import Path
from app.instance import Instance
print(Instance(Path(sys.argv[1])).claim({"note": "from the second"}), flush=True)
"""
HOLD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.instance import Instance
application = QCoreApplication([])
instance = Instance(Path(sys.argv[1]))
assert instance.claim({})
instance.listen()
print("listening", flush=True)
application.exec()
"""


@pytest.fixture(params=["short", "a path with spaces that is " + "too long " * 12])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return tmp_path / str(request.param).strip()


@contextmanager
def program(code: str, home: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_hands_its_wish_to_the_first_window(qtbot: QtBot, folder: Path) -> None:
    first = Instance(folder)
    assert first.claim({})
    first.listen()
    heard: list[Wish] = []
    first.wished.connect(heard.append)
    with program(SECOND, folder) as second:
        qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert said(second) == "False"
    assert heard == [{"note": "from the second"}]
    assert folder.stat().st_mode & 0o777 == 0o700
    first.release()


def test_after_a_sudden_end_the_next_start_is_the_window(folder: Path) -> None:
    with program(HOLD, folder) as first:
        assert said(first) == "listening"
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert (folder / "window.socket").exists()
    second = Instance(folder)
    assert second.claim({})
    second.listen()
    socket_ = QLocalSocket()
    socket_.connectToServer(second._address())
    assert socket_.waitForConnected(1_000)
    socket_.abort()
    second.release()
    assert not (folder / "window.socket").exists()


def test_a_first_window_that_does_not_answer_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.instance._PATIENCE", 0.2)
    first = Instance(tmp_path)
    assert first.claim({})  # and never listens
    with pytest.raises(AlreadyOpen) as told:
        Instance(tmp_path).claim({})
    assert str(os.getpid()) in told.value.words
    first.release()


def test_strangers_words_on_the_socket_do_no_harm(qtbot: QtBot, tmp_path: Path) -> None:
    first = Instance(tmp_path)
    assert first.claim({})
    first.listen()
    heard: list[Wish] = []
    first.wished.connect(heard.append)
    for words in (b"no json\n", b"[]\n", b"\xff\xfe\n", b"[" * 100_000 + b"\n", b"unfinished"):
        with socket.socket(socket.AF_UNIX) as stranger:
            stranger.connect(str(tmp_path / "window.socket"))
            stranger.sendall(words)
            until = time.monotonic() + 0.1
            qtbot.waitUntil(lambda until=until: time.monotonic() > until)  # type: ignore[misc]  # a lambda's default
    assert heard == []
    first.release()


def test_a_home_that_cannot_be_used_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    from core import BrainError

    with pytest.raises(BrainError, match="cannot be used"):
        Instance(tmp_path / "file").claim({})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_full_disk_keeps_no_window_from_opening(tmp_path: Path) -> None:
    (tmp_path / "window.lock").symlink_to("/dev/full")
    first = Instance(tmp_path)
    assert first.claim({})
    first.release()
