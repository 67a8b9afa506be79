"""One window for one notebook: who comes second hands over its wish to the first.

Owns the lock and the socket in the home folder. The lock belongs to the process and is free as soon as that is gone, so a
socket left behind by a sudden end is known as such and replaced. It refuses to know what a wish means.

The path of a socket may have some 100 bytes only, so it is reached through the opened folder where the system allows that.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from core import BrainError, tr, try_lock, unusable

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

Wish = dict[str, Any]

_LOCK, _SOCKET = "window.lock", "window.socket"
_PATIENCE = 10.0  # seconds in which a first window that is just starting begins to listen
_AGAIN = 0.1
_ANSWER_MS = 3_000
_MOST_BYTES = 4_000_000  # of a wish: a long note, and no more
_SHORT = 100


class AlreadyOpen(BrainError):
    """Another window has this notebook and does not answer."""


class Instance(QObject):
    """This process's claim to be the window of a notebook."""

    wished = Signal(dict)
    """What a second start wants, such as {"note": "text of a new note"}; {} means to come forward."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._home = home
        self._lock: IO[str] | None = None
        self._folder: int | None = None
        self._server: QLocalServer | None = None
        self._heard: dict[QLocalSocket, bytes] = {}

    def claim(self, wish: Wish, patience: float | None = None) -> bool:
        """Become the window of this notebook; harmless when it is that. False when there is one already that has
        understood the wish, for which it has `patience` seconds.

        Raises AlreadyOpen when it does not answer, and BrainError when the home folder cannot be used.
        """
        if self._lock is not None:
            return True
        until = time.monotonic() + (_PATIENCE if patience is None else patience)
        while not self._take_lock():
            if self._hand_over(wish):
                return False
            if time.monotonic() > until:
                raise AlreadyOpen(
                    self._told_by_whom(),
                    tr("Your notes are safe. Go to its window, or end that program and start again."),
                )
            time.sleep(_AGAIN)
        return True

    def listen(self) -> None:
        """Hear from now on what later starts want; `wished` tells it."""
        from PySide6.QtNetwork import QLocalServer

        path = self._home / _SOCKET
        with suppress(OSError):  # nobody else can own it: the lock is ours
            if stat.S_ISSOCK(path.lstat().st_mode):
                path.unlink()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._someone)
        self._server.listen(self._address())

    def stop_listening(self) -> None:
        """Hear no more wishes: the program is about to end, and later starts wait for that."""
        if self._server is None:
            return
        for visitor in self._heard:
            visitor.blockSignals(True)
        self._heard.clear()
        self._server.close()
        shiboken6.delete(self._server)  # now, with its visitors: later they would outlive what they talk to
        self._server = None
        with suppress(OSError):
            (self._home / _SOCKET).unlink()

    def release(self) -> None:
        """Stop listening, and let another window have the notebook."""
        self.stop_listening()
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None

    def _take_lock(self) -> bool:
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            self._home.chmod(0o700)
            file = (self._home / _LOCK).open("a+")
        except OSError as error:
            raise unusable(self._home, error) from error
        if not try_lock(file):
            file.close()
            return False
        self._lock = file
        # On a full disk: whose window it is, only a later start would have liked to know.
        with suppress(OSError):
            os.truncate(file.fileno(), 0)
            os.write(file.fileno(), f"{os.getpid()}\n".encode())
        return True

    def _hand_over(self, wish: Wish) -> bool:
        """Whether the first window has understood the wish."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._address())
        return socket.waitForConnected(_ANSWER_MS) and _tell(socket, wish)

    def _address(self) -> str:
        path = self._home / _SOCKET
        if sys.platform == "win32":
            import hashlib

            return "second-brain-" + hashlib.sha256(str(self._home).lower().encode()).hexdigest()[:24]
        if len(os.fsencode(path)) <= _SHORT or not Path("/proc/self/fd").is_dir():
            return str(path)
        if self._folder is None:
            self._folder = os.open(self._home, os.O_RDONLY | os.O_DIRECTORY)
        return f"/proc/self/fd/{self._folder}/{_SOCKET}"

    def _told_by_whom(self) -> str:
        with suppress(OSError):
            if process := (self._home / _LOCK).read_text().strip():
                return tr(
                    "Second Brain is already open on this notebook (process {process}), but it does not answer.",
                    process=process,
                )
        return tr("Second Brain is already open on this notebook, but it does not answer.")

    def _someone(self) -> None:
        assert self._server is not None  # it has just told of a connection
        while self._server.hasPendingConnections():
            visitor = self._server.nextPendingConnection()
            self._heard[visitor] = b""
            visitor.readyRead.connect(partial(self._hear, visitor))
            visitor.disconnected.connect(partial(self._gone, visitor))
            self._hear(visitor)

    def _hear(self, visitor: QLocalSocket) -> None:
        """Take what has arrived; answer when it is a whole line that can be understood, and nothing after that."""
        if visitor not in self._heard:
            return
        heard = self._heard[visitor] = self._heard[visitor] + bytes(visitor.readAll().data())
        if b"\n" not in heard and len(heard) <= _MOST_BYTES:
            return
        wish = _understood(heard)
        if wish is None:
            visitor.disconnectFromServer()
            return
        self._heard[visitor] = b""
        visitor.write(b"ok\n")
        visitor.flush()
        self.wished.emit(wish)

    def _gone(self, visitor: QLocalSocket) -> None:
        if self._heard.pop(visitor, None) is not None:
            visitor.deleteLater()


def _tell(socket: QLocalSocket, wish: Wish) -> bool:
    socket.write(json.dumps(wish).encode() + b"\n")
    answer = b""
    while b"\n" not in answer and socket.waitForReadyRead(_ANSWER_MS):
        answer += bytes(socket.readAll().data())
    socket.abort()
    return answer.startswith(b"ok")


def _understood(heard: bytes) -> Wish | None:
    """The wish in a line; None for anything else, whoever sent it."""
    if len(heard) > _MOST_BYTES:
        return None
    try:
        wish = json.loads(heard.partition(b"\n")[0])
    except (ValueError, RecursionError):
        return None
    return wish if isinstance(wish, dict) else None
