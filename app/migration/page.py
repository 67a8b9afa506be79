"""The page that brings notes in from version 2, from choosing a file to the report.

Owns the order of its sheets and what their buttons do. It covers the notebook while it is shown, and the import goes on
when the person goes back to their notes. It refuses to know what is in a file.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app import words
from app.migration.bringing import Bringing
from app.migration.sheet import Sheet
from app.migration.sheets import Choosing, Failed, Found, Told, Working
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import BrainError, Report, save_report

_WIDTH = 640
_DUMPS = "Dumps (*.sql *.dump *.backup *.txt);;All files (*)"
_REPORTS = "Text (*.txt);;JSON (*.json)"


class ImportPage(QScrollArea):
    """Import from version 2."""

    left = Signal()
    """The person wants to go back to where they came from."""
    told = Signal(str)
    """What is going on, in words and figures; empty when nothing is."""
    brought = Signal(object)
    """The `Report` of an import that has ended."""
    saved = Signal(str)
    """In words, that the report was saved."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._path = Path()
        self._notes = 0
        self._unread = False  # what came while the person was elsewhere
        self._folder = str(Path.home())
        self._bringing = Bringing(workspace, self)
        self._sheet: Sheet | None = None
        self._place = QHBoxLayout()
        self._lay_out()
        self._bringing.told.connect(self._tell)
        self._bringing.looked.connect(self._looked)
        self._bringing.brought.connect(self._brought)
        self._bringing.failed.connect(self._failed)

    @property
    def busy(self) -> bool:
        """Whether something is being read or imported."""
        return self._bringing.busy

    def begin(self) -> None:
        """Say what to choose. While something is under way, or ended while nobody looked, that is shown instead."""
        if self.busy or self._unread:
            self._unread = False
            self.begin_keyboard()
            return
        sheet = Choosing(self._theme)
        sheet.offer("Choose a file…", self.choose, primary=True)
        sheet.offer("Not now", self.left.emit)
        self._show(sheet)

    def begin_keyboard(self) -> None:
        """The page was put before the person: the keyboard begins here."""
        if self._sheet is not None:
            self._sheet.begin_keyboard()

    def choose(self) -> None:
        """Ask for a file, without stopping the program."""
        dialog = QFileDialog(self, "Choose the dump of version 2", self._folder, _DUMPS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.look(Path(name)))
        dialog.open()

    def look(self, path: Path) -> None:
        """Read a file and say what is in it. Nothing is written."""
        if self.busy:
            return
        self._path = path
        self._folder = str(path.parent)
        sheet = Working(self._theme, f"Reading {path.name}", "Nothing is imported yet.")
        sheet.offer("Stop", self._bringing.stop)
        self._show(sheet)
        self._bringing.look(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to where the person came from; what is under way goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def stop(self) -> None:
        """Stop what is under way."""
        self._bringing.stop()

    def bring(self) -> None:
        """Import the file that was read last."""
        title = f"Importing {words.notes(self._notes)}"
        sheet = Working(
            self._theme,
            title,
            "You can stop at any time: what is here by then stays, and importing the file again goes on from there.",
        )
        sheet.offer("Go to your notes meanwhile", self.left.emit)
        sheet.offer("Stop", self.stop)
        self._show(sheet)
        self._bringing.bring(self._path, self._notes)

    def _tell(self, told: str, share: float) -> None:
        self.told.emit(told)
        if isinstance(self._sheet, Working):
            self._sheet.tell(told, share)

    def _looked(self, report: Report) -> None:
        self.told.emit("")
        if not report.finished:
            self.begin()
            return
        self._notes = report.count("created")
        sheet = Found(self._theme, self._path, report, datetime.now().astimezone())
        links = report.count("created", "links")
        if self._notes or links:
            verb = words.notes(self._notes) if self._notes else words.links(links)
            sheet.offer(f"Import {verb}", self.bring, primary=True)
        sheet.offer("Choose another file…", self.choose)
        sheet.offer("Not now" if self._notes else "Go to your notes", self.left.emit)
        self._show(sheet)

    def _brought(self, report: Report) -> None:
        self.told.emit("")
        sheet = Told(self._theme, self._path, report)
        sheet.offer("Go to your notes", self.left.emit, primary=True)
        if not report.finished:
            sheet.offer("Go on importing", self.bring)
        sheet.offer("Save report…", lambda: self._save(report))
        self._show(sheet)
        self.brought.emit(report)

    def _failed(self, error: BrainError) -> None:
        self.told.emit("")
        sheet = Failed(self._theme, self._path, error)
        sheet.offer("Choose another file…", self.choose, primary=True)
        sheet.offer("Try again", lambda: self.look(self._path))
        sheet.offer("Not now", self.left.emit)
        self._show(sheet)
        if self._unread:
            self._workspace.trouble.emit(error)

    def _save(self, report: Report) -> None:
        """Ask where to, then write; the answer is a word in the window."""

        def chosen(name: str) -> None:
            path = Path(name)
            self._workspace.tasks.write(
                lambda: save_report(report, path),
                lambda _: self.saved.emit(f"Saved the report as {path.name}"),
                owner=self,
                failed=self._not_saved,
            )

        name = str(Path(self._folder) / "import-report.txt")
        dialog = QFileDialog(self, "Save the report", name, _REPORTS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, BrainError):
            raise error
        self._workspace.trouble.emit(error)

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setObjectName("page")
        frame = QWidget()
        frame.setMaximumWidth(_WIDTH)
        frame.setLayout(self._place)
        self._place.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(frame, 100)
        row.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(8 * GRID, 16 * GRID, 8 * GRID, 8 * GRID)
        column.addLayout(row)
        column.addStretch(1)
        self.setWidget(middle)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _show(self, sheet: Sheet) -> None:
        if self._sheet is not None:
            self._place.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = sheet
        self._place.addWidget(sheet)
        sheet.show()  # now, not with the next event: the keyboard can only go to what is shown
        self.verticalScrollBar().setValue(0)
        self._unread = not self.isVisible()
        if self.isVisible():
            self.begin_keyboard()
            announced = QAccessibleAnnouncementEvent(self, sheet.accessibleName())
            QAccessible.updateAccessibility(announced)
