"""The real program, watched: says when its window was first painted and when its notes were, then ends or waits.

Run as a program of its own: `python -m tests.bench.watched_window WHAT HOME`, where WHAT is `bare` (a window with a label
and nothing else), `notes` (end when the notes are on screen) or `idle` (stay until the standard input closes).
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable


def _say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    class Bare(QMainWindow):
        """A window that tells of its first paint."""

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, self._painted)

        def _painted(self) -> None:
            _say("painted")
            QApplication.quit()

    application = QApplication(["bare"])
    window = Bare()
    window.setCentralWidget(QLabel("A window"))
    window.resize(1_120, 720)
    window.show()
    application.exec()


def _watched(home: str, when_shown: Callable[[], None]) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget

    import app.window
    from app.desktop import run

    class Watched(app.window.Window):
        """The window itself, telling what is on the screen."""

        def show_in_middle(self, notebook: QWidget) -> None:
            super().show_in_middle(notebook)
            QTimer.singleShot(0, self._notes)

        def _notes(self) -> None:
            self.repaint()
            _say("notes")
            when_shown()

    def painted() -> None:
        _say("painted")

    initialize = Watched.__init__

    def watched_from_the_start(self: Watched, *arguments: object) -> None:
        initialize(self, *arguments)  # type: ignore[arg-type]  # whatever the window takes
        self.painted.connect(painted)

    Watched.__init__ = watched_from_the_start  # type: ignore[method-assign,assignment]  # a probe, not a design
    app.window.Window = Watched  # type: ignore[misc]  # the one place where the program is looked at from inside
    sys.exit(run(home))


def _end() -> None:
    os.kill(os.getpid(), 15)


def _end_with_input() -> None:
    def wait() -> None:
        sys.stdin.read()
        _end()

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    what, place = sys.argv[1:]
    if what == "bare":
        _bare()
    else:
        _watched(place, _end if what == "notes" else _end_with_input)
