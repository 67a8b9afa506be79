"""Builds the window, in order, once: the only place where its parts are wired together.

First the window is on the screen, with the steps of starting in words. Only then is the notebook opened, away from the
window's thread, and the first notes are shown before anything else is read. At the end everything that was typed is written
before the program goes. It refuses to know what the parts do.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core import BrainError, go_first, home_folder

if TYPE_CHECKING:
    from app.instance import Instance, Wish
    from app.session import Session
    from app.window import Window

ACTIVATION = "activation"
"""In a wish: Wayland's leave for a window to come forward, which the one who started this has given."""
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - no secret
_FALLBACK_MS = 1_000  # a window that is started out of sight is never painted
_WITHOUT_DISPLAY = {"offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs"}


def run(
    home: str | os.PathLike[str] | None = None, database: str | None = None, *, wish: Wish | None = None
) -> int:
    """Show the window until the person quits; the exit code. `wish` says what to begin with: see `Session.wish`.

    When a window has this notebook already, the wish is handed to it and this returns at once. What keeps the notebook from
    opening is said on the terminal in words, with exit code 1; where nobody sees one, in the window, which can try again.
    """
    wish = dict(wish or {})
    if token := os.environ.pop(_TOKEN, ""):
        wish[ACTIVATION] = token
    try:
        place = home_folder(home)
        _need_display()
        from app.instance import Instance

        instance = Instance(place)
    except BrainError as error:
        return _refuse(error)
    try:
        if not instance.claim(wish):
            return 0
    except BrainError as error:
        code = _refuse(error)
        if at_a_terminal():
            return code
    try:
        return _show(place, database, instance, wish)
    finally:
        instance.release()


def at_a_terminal() -> bool:
    """Whether whoever started this sees what is written there. Who clicked on an icon does not."""
    return sys.stderr is not None and sys.stderr.isatty()


def _refuse(error: BrainError) -> int:
    if sys.stderr is not None:  # a bundle without a console has none
        sys.stderr.write(f"{error.words}\n{error.hint}\n")
    return 1


def _show(home: Path, database: str | None, instance: Instance, wish: Wish) -> int:
    from app.collecting import collect_here
    from app.remembered import Remembered
    from app.theme import Theme, make_application
    from app.translation import speak
    from app.window import Window

    remembered = Remembered(home)
    application = make_application(remembered.window_size)
    collect_here(application)
    go_first()
    speak(application, remembered.language)
    theme = Theme(application, remembered.look)
    theme.set_text_size(remembered.text_size)
    window = Window(theme, remembered)
    with ExitStack() as stack:

        def begin() -> Session:
            # Imported only now: until here every millisecond is one before the window is on the screen.
            from app.errors import Bugs, write_log
            from app.session import Session

            stack.enter_context(Bugs(lambda: window, lambda text: application.clipboard().setText(text)))
            session = Session(window, theme, remembered, instance, home, database)
            died = stack.enter_context(write_log(home))
            stack.enter_context(_signals(lambda: session.end(whatever=True)))
            session.ended.connect(application.quit)
            if wish:
                session.wish(wish)
            session.begin(died=died)
            application.bring_links_to(session.open_link)
            return session

        beginning = _Beginning(window, lambda: instance.claim(wish, patience=0), begin)
        window.show()
        code = application.exec()
        if beginning.session is not None:
            beginning.session.close()
    return code


class _Beginning:
    """Begins the session once the window is on the screen. Where the notebook cannot be had, the window says so, and it is
    tried again when the person wants that."""

    def __init__(self, window: Window, claim: Callable[[], bool], begin: Callable[[], Session]) -> None:
        from PySide6.QtCore import QTimer

        self.session: Session | None = None
        self._window = window
        self._claim, self._begin = claim, begin
        self._tried = False
        window.painted.connect(self._first)
        window.steps.again.connect(self._try)
        window.closing.connect(self._given_up)
        QTimer.singleShot(_FALLBACK_MS, window, self._first)

    def _first(self) -> None:
        if not self._tried:
            self._try()

    def _try(self) -> None:
        if self.session is not None:
            return
        self._tried = True
        try:
            if self._claim():
                self.session = self._begin()
            else:  # somebody else has the notebook by now, and the wish
                self._end(0)
        except BrainError as error:
            self._window.steps.fail(error.words, error.hint)

    def _given_up(self) -> None:
        if self.session is None:
            self._end(1)

    def _end(self, code: int) -> None:
        from PySide6.QtCore import QCoreApplication

        QCoreApplication.exit(code)


@contextmanager
def _signals(end: Callable[[], None]) -> Iterator[None]:
    """A request to terminate, or Ctrl+C in the terminal, ends the program as closing its window does."""
    from PySide6.QtCore import QSocketNotifier

    # Python's own handlers wait for Python code to run, which an idle window does not do; this pipe wakes it up.
    reader, writer = socket.socketpair()
    for end_of_pipe in (reader, writer):
        end_of_pipe.setblocking(False)
    wakened = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)

    def asked() -> None:
        reader.recv(64)
        end()

    wakened.activated.connect(asked)
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    descriptor = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(descriptor)
        for number, handler in before.items():
            signal.signal(number, handler)
        wakened.setEnabled(False)
        reader.close()
        writer.close()


def _need_display() -> None:
    """Raise BrainError where a window cannot be: Qt itself would end the program with words for its developers."""
    if sys.platform in ("win32", "darwin"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in _WITHOUT_DISPLAY or os.environ.get("WAYLAND_DISPLAY") or _x11_answers():
        return
    raise BrainError(
        "There is no display here, so the window cannot open. Your notes are safe.",
        "Use the command line: `second-brain capture`, `second-brain search` and `second-brain list` work without a"
        " display; `second-brain --help` tells all of it.",
    )


def _x11_answers() -> bool:
    """Whether the X server that DISPLAY names is there. One on another machine is taken at its word."""
    display = os.environ.get("DISPLAY", "")
    host, _, number = display.rpartition(":")
    if host not in ("", "unix") or not number:
        return bool(display)
    name = f"/tmp/.X11-unix/X{number.partition('.')[0]}"  # noqa: S108 - where X servers listen
    for address in (name, f"\0{name}"):
        with socket.socket(socket.AF_UNIX) as door, suppress(OSError):
            door.connect(address)
            return True
    return False
