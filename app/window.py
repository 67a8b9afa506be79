"""The frame: menu bar, status bar, and in the middle first the steps of starting, then the notebook.

Owns the window's size and place, what the status bar says, and the toast. It refuses to know notes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QStatusBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.account.symbol import Symbol
from app.actions import Actions
from app.announcing import Calm, announce
from app.notice import Notice
from app.one_line import OneLine
from app.remembered import Remembered
from app.sizes import SMALL_ICON, STATUS, WINDOW, WINDOW_LEAST
from app.start import Steps
from app.theme import GRID, Mode, Theme
from app.toast import Toast
from core import tr, tr_noop

_FEW_FILES = 3  # that are read in a moment
_FEW = 20  # notes that are read for their meaning within a second or two
_CALM_MS = 2_000  # so long a state of what is written stands before it is said
_TELL_AGAIN_S = 20.0  # how often it is said how far a long work is
_ICONS = {tr_noop("saved here"): "check", tr_noop("not saved"): "warning"}
_RESHAPED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)
_WHILE_WRITING = (*_ICONS, tr_noop("saving…"), tr_noop("editing"))


class Window(QMainWindow):
    """The program's one window."""

    painted = Signal()
    """The window is on the screen for the first time."""
    closing = Signal()
    """The person closes the window. Whoever listens ends the program when all is written."""
    reshaped = Signal()
    """Its size, its place, or whether it fills the screen is another."""
    dropped = Signal(tuple)
    """The paths of files and folders that were dropped where nothing else takes them."""

    def __init__(self, theme: Theme, remembered: Remembered) -> None:
        super().__init__()
        self._remembered = remembered
        self._may_close = self._painted = False
        self.stays: Callable[[], bool] = lambda: False
        """Whether closing only takes the window away, because there is another way back to it."""
        self.takes_files: Callable[[], bool] = lambda: False
        """Whether somebody listens to `dropped` just now."""
        self.setAcceptDrops(True)
        self.setWindowTitle("Second Brain")
        self.setMinimumSize(WINDOW_LEAST)
        self.actions_ = Actions(self, theme)
        self.actions_.fill(self.menuBar())
        self.steps = Steps(theme, self)
        self.notice = Notice(theme, self)
        self._body = QVBoxLayout()
        self._shown: QWidget = self.steps
        self._lay_out()
        self.status = Status(theme, self)
        self.setStatusBar(self.status)
        self.toast = Toast(self.status, self.status.going_on)
        self._connect(theme)
        if remembered.geometry is None or not self.restoreGeometry(remembered.geometry):
            self.resize(WINDOW)

    def show_in_middle(self, page: QWidget) -> None:
        """Show the notebook, or a page that covers it, in place of what was there; that is hidden and stays alive."""
        if page is self._shown:
            return
        self._body.replaceWidget(self._shown, page)
        self._shown.hide()
        self._shown = page
        page.show()

    def come_forward(self) -> None:
        """Show the window to the person, whatever covers it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def close_for_good(self) -> None:
        """Close without asking anybody."""
        self._may_close = True
        self.close()

    def remember(self) -> None:
        """Keep size and place for the next start. Out of sight it has no frame, and would come back beside its place."""
        if self.isVisible():
            self._remembered.geometry = self.saveGeometry()

    def event(self, event: QEvent) -> bool:
        """Called by Qt."""
        done = super().event(event)
        if event.type() in _RESHAPED:
            self.reshaped.emit()
        return done

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers size and place, and never closes at once: the window is taken away where it `stays`, else the program
        ends a little later, when all is written."""
        self.remember()
        if self._may_close:
            event.accept()
        elif self.stays() and not _system_ends():
            event.ignore()
            self.hide()
        else:
            event.ignore()
            self.closing.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Called by Qt for what the widget under the pointer does not take."""
        if _paths(event) and self.takes_files():
            event.setDropAction(Qt.DropAction.CopyAction)  # what was moved, the other program would delete
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Called by Qt."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(_paths(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt when the window is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # when all of it is painted

    def _lay_out(self) -> None:
        middle = QWidget(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self.notice)
        self._body.addWidget(self.steps, 1)
        middle.setLayout(self._body)
        self.setCentralWidget(middle)

    def _connect(self, theme: Theme) -> None:
        def wear(mode: Mode) -> Callable[[], None]:
            def chosen() -> None:
                self._remembered.look = mode
                theme.set_mode(mode)

            return chosen

        for mode in Mode:
            self.actions_.on(f"look.{mode.value}", wear(mode))
        self.actions_.check(f"look.{theme.mode.value}")
        self.actions_.on("app.quit", self.closing.emit)


def _paths(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())


def _system_ends() -> bool:
    """Whether the system closes all windows because its session is over."""
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()


class Status(QStatusBar):
    """The line at the bottom: what is going on, how many notes, how the server stands, and whether all is saved here."""

    stop = Signal()
    """The person wants what is going on to stop."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = ""
        self._calm = Calm(self, _CALM_MS)
        self._told_at = 0.0
        self.setSizeGripEnabled(False)
        self.setMinimumHeight(STATUS)
        self._work = self._progress(tr("What is going on"))
        self._stop = QToolButton(self)
        self._stop.setText(tr("Stop"))
        self._stop.clicked.connect(self.stop)
        self._stop.hide()
        self._meaning = self._progress(tr("How far search by meaning is"))
        self._files = self._progress(tr("How far reading of files is"))
        self._count = self._label(tr("Number of notes"))
        self.sync = Symbol(theme, self)
        self._icon = QLabel(self)
        self._saved = self._label(tr("Whether all is saved"))
        self._saved.setMinimumWidth(max(_width(self._saved, tr(told)) for told in _WHILE_WRITING))
        self.addWidget(self._work)
        self.addWidget(self._stop)
        self.going_on = (self._work, self._stop)
        """What stands at the beginning of the line."""
        self.addPermanentWidget(self._together(self._files))
        self.addPermanentWidget(self._together(self._meaning))
        self.addPermanentWidget(self._count)
        self.addPermanentWidget(self.sync)
        self.addPermanentWidget(self._together(self._icon, self._saved))
        theme.changed.connect(self._draw)

    def say_count(self, told: str) -> None:
        """How many notes there are."""
        self._count.setText(told)

    def say_saved(self, told: str) -> None:
        """Whether all is saved, in the English words of whoever saves."""
        if tr(told) != self._saved.text():
            self._say_soon(told)
        self._saved.setText(tr(told))
        self._icon_name = _ICONS.get(told, "pencil-simple")
        self._draw()

    def say_meaning(self, done: int, total: int) -> None:
        """How many of all notes can be found by meaning, while that is worked at; nothing when few are missing."""
        far = total - done >= _FEW
        self._meaning.setText(
            tr(
                "{done} of {notes} ready for search by meaning",
                done=words.figure(done),
                notes=words.notes(total),
            )
            if far
            else ""
        )

    def hush_meaning(self) -> None:
        """Nothing is worked at for search by meaning."""
        self._meaning.setText("")

    def say_files(self, done: int, total: int) -> None:
        """How many of the files are read for search, while that is worked at; nothing when few are missing."""
        far = total - done >= _FEW_FILES
        told = tr("{done} of {files} read for search", done=words.figure(done), files=words.files(total))
        self._files.setText(told if far else "")

    def say_work(self, told: str, *, can_stop: bool = False) -> None:
        """What is going on, in words and figures; nothing when it is over."""
        if told and (not self._work.text() or monotonic() - self._told_at > _TELL_AGAIN_S):
            self._told_at = monotonic()
            announce(self, told)
        self._work.setText(told)
        self._stop.setVisible(can_stop and bool(told))

    def _say_soon(self, told: str) -> None:
        """A screen reader hears how it ends each time that something was written, and not the steps on the way."""
        self._calm.hush()
        if told in _ICONS and self._saved.text():  # that nothing is to be saved yet is no news
            self._calm.say(tr(told))

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName("muted")
        label.setFont(self._theme.font("small"))
        label.setAccessibleDescription(name)
        return label

    def _progress(self, name: str) -> OneLine:
        """A label that gives way where the line has no room for all: its beginning says what it is about."""
        label = OneLine(self._theme, "", "small", muted=True)
        label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        label.setMinimumWidth(1)
        label.setAccessibleDescription(name)
        return label

    def _together(self, *parts: QWidget) -> QWidget:
        group = QWidget(self)
        row = QHBoxLayout(group)
        row.setContentsMargins(2 * GRID, 0, 3 * GRID, 0)
        row.setSpacing(GRID)
        for part in parts:
            row.addWidget(part)
        return group

    def _draw(self) -> None:
        if self._icon_name:
            self._icon.setPixmap(self._theme.icon(self._icon_name).pixmap(SMALL_ICON, SMALL_ICON))


def _width(label: QLabel, told: str) -> int:
    """What a label needs for these words. What is beside words that change stays where it is when there is room for all."""
    label.setText(told)
    width = label.sizeHint().width()
    label.clear()
    return width
