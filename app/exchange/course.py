"""The pages of one piece of work on files, and where it is told while they are not looked at.

Owns when a page covers the notebook, and that what ended while nobody looked, or waits for an answer, is shown first. It
refuses to know the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from app.exchange.pages import Pages
from app.exchange.working import Working
from app.migration.found import Failed
from app.migration.found import Working as WorkingSheet
from app.migration.sheet import Sheet
from app.parts import Shell
from core import BrainError, tr


class Course(QObject):
    """The course of an import or of an export."""

    begun = Signal()
    """The first page is wanted."""

    def __init__(self, shell: Shell, wrong: str, parent: QObject) -> None:
        """`wrong` is the title of the page that says what went wrong."""
        super().__init__(parent)
        self._shell = shell
        self._wrong = wrong
        self._unread = False
        self._waits = ""
        self.pages = Pages(shell.theme)
        """What covers the notebook."""
        self.work = Working(shell.workspace, self)
        self.pages.left.connect(self.leave)
        self.pages.hide()
        self.pages.gone.connect(self._say_waiting)
        self.work.told.connect(self._tell)
        self.work.failed.connect(self._failed)
        shell.window.status.stop.connect(self._stop_unseen)

    def begin(self) -> None:
        """Ask for the first page, or show what is under way, or what ended while nobody looked."""
        if self.work.busy or self._unread:
            self.cover()
            self._unread = False
            self.pages.begin_keyboard()
        else:
            self.begun.emit()

    def cover(self) -> None:
        """Put the pages before the person, in place of the notebook."""
        self._shell.arrival.cover(self.pages)
        self._shell.window.notice.withdraw(self)
        self._shell.window.status.say_work("")

    def show(self, sheet: Sheet, *, waits: str = "") -> bool:
        """Show a page; whether somebody looks at it now. `waits` says what waits on it for an answer: over the notes, while
        something else than the person's own no led there."""
        self._unread = self.pages.isHidden()
        self._waits = waits
        self.pages.show_sheet(sheet)
        if self._unread:
            self._say_waiting()
        return not self._unread

    def show_work(self, title: str, promise: str, *, brief: bool = False) -> None:
        """Show a page for what is about to begin; one can leave it, or stop the work. What is `brief` is waited for: Enter,
        pressed once more, does not lead away from it."""
        sheet = WorkingSheet(self._shell.theme, title, promise, "reading", tr("Beginning …"))
        sheet.offer(tr("Go on using Second Brain"), self.leave, primary=True).setProperty("brief", brief)
        sheet.offer(tr("Stop"), self.work.stop)
        self.show(sheet)

    def leave(self) -> None:
        """Back to where the person came from; while something is under way, to the notes."""
        self._waits = ""
        if self.work.busy:
            self._shell.arrival.go_to_notes()
        else:
            self._shell.arrival.go_back()

    def ask(self, title: str, mode: QFileDialog.FileMode, kinds: Sequence[str] = ()) -> QFileDialog:
        """Ask for a file or a folder, without stopping the program; whoever wants it listens to `fileSelected`. Files of
        the first of these `kinds` are offered, the others can be chosen there."""
        dialog = QFileDialog(self.pages, title, str(Path.home()))
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
        dialog.setNameFilters(kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _say_waiting(self) -> None:
        if self._waits:
            self._unread = True
            self._shell.window.notice.offer(
                self._waits,
                tr("Nothing is changed yet."),
                tr("Go back to it"),
                self.begin,
                yields=True,
                whose=self,
            )

    def _failed(self, error: BrainError) -> None:
        sheet = Failed(self._shell.theme, self._wrong, error.words, error.hint)
        sheet.offer(tr("Back"), self.begun.emit, primary=True)
        sheet.offer(tr("Not now"), self.leave)
        if not self.show(sheet):
            self._shell.workspace.trouble.emit(error)

    def _tell(self, told: str, share: float) -> None:
        if self.pages.isHidden():
            self._shell.window.status.say_work(told, can_stop=bool(told))
        if told and isinstance(self.pages.sheet, WorkingSheet):
            self.pages.sheet.tell(told, share)

    def _stop_unseen(self) -> None:
        if self.pages.isHidden():
            self.work.stop()
