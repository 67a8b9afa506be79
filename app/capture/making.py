"""Two ways to a note that does not begin empty: today's note, and a template with a title of one's own.

Owns the actions and the sheet on which a template is chosen. What a note begins with, and whether the day has its note, is
decided in the core.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from app.parts import Shell
from app.popover import Popover
from app.sizes import MAKING
from app.theme import GRID, SIDE_ROW, Theme
from core import Summary, tr, tr_noop

_ROWS = 8
_NONE = tr_noop(
    "No note is a template yet. Give one the tag “template”, and it is listed here; {{date}}, {{time}} and {{title}}"
    " in it are filled in."
)


class Making(QObject):
    """The part of the window that begins notes with something in them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self.sheet = TemplateSheet(shell)
        self.sheet.chosen.connect(self._make)
        shell.window.actions_.on("note.today", self.open_today)
        shell.window.actions_.on("note.from_template", self._choose)

    def end(self) -> None:
        """Nothing is kept here."""

    def open_today(self) -> None:
        """Open the note of today; make it if there is none."""
        now, tag = datetime.now().astimezone(), self._shell.remembered.journal_tag
        self._shell.workspace.read(  # which need not wait for what is written
            lambda brain: brain.templates.note_of(now.date(), tag),
            lambda found: self._show(found) if found else self._begin(now, tag),
            owner=self,
            latest="today",
        )

    def _begin(self, now: datetime, tag: str) -> None:
        self._shell.workspace.write(
            lambda brain: brain.templates.begin_day(now.date(), tag, now),
            lambda changes: self._show(changes.memory),
            owner=self,
        )

    def _choose(self) -> None:
        self._shell.arrival.go_to_notes()
        self._shell.workspace.read(
            lambda brain: brain.templates.listed(), self.sheet.open_with, owner=self, latest="templates"
        )

    def _make(self, template: UUID, title: str) -> None:
        now = datetime.now().astimezone()
        self._shell.workspace.write(
            lambda brain: brain.templates.begin(template, title, now),
            lambda changes: self._show(changes.memory),
            owner=self,
        )

    def _show(self, note: UUID) -> None:
        """Open the note with the cursor behind what is there; where it is open already, the cursor stays."""
        self._shell.arrival.go_to_notes()
        if self._shell.notebook.places.view.trash:
            self._shell.window.actions_["go.all"].trigger()  # where the note is listed
        editor = self._shell.notebook.editor

        def opened(which: UUID | None) -> None:
            if which == note:
                editor.text.moveCursor(QTextCursor.MoveOperation.End)

        if editor.note != note:
            editor.opened.connect(opened, Qt.ConnectionType.SingleShotConnection)
        self._shell.notebook.show_note(note)
        editor.focus_text()


class TemplateSheet(Popover):
    """The templates, and a line for the title of what is made of one. The keyboard stays in the line; arrows choose."""

    chosen = Signal(object, str)
    """The id of a template, and the title for the new note; empty when nobody typed one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.notebook)
        self._theme: Theme = shell.theme
        self._window = shell.window
        self.setAccessibleName(tr("New note from a template"))
        self.title = _Line(self)
        self.title.setPlaceholderText(tr("Title of the new note"))
        self.title.setAccessibleName(tr("Title of the new note"))
        self.title.setAccessibleDescription(tr("The arrow keys choose a template, Enter makes the note."))
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Templates"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none = QLabel(tr(_NONE), self)
        self._none.setObjectName("muted")
        self._none.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        for widget in (self.title, self.list, self._none):
            column.addWidget(widget)
        self.title.moved.connect(self._move)
        self.title.returnPressed.connect(self._take)
        self.list.itemClicked.connect(self._take)

    def open_with(self, found: tuple[Summary, ...]) -> None:
        """Show these templates."""
        self.list.clear()
        for each in found:
            item = QListWidgetItem(self._theme.icon("file-text"), each.title or tr("Untitled"))
            item.setData(Qt.ItemDataRole.UserRole, str(each.id))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(min(len(found), _ROWS) * SIDE_ROW + 2)
        self.title.clear()
        for widget in (self.title, self.list):
            widget.setVisible(bool(found))
        self._none.setVisible(not found)
        middle = self._window.centralWidget()
        assert middle is not None  # the window has one from its beginning
        self.open_beside(middle, QRect((middle.width() - MAKING) // 2, 16 * GRID, 0, 0), MAKING)
        if found:
            self.title.setFocus(Qt.FocusReason.PopupFocusReason)

    def _move(self, by: int) -> None:
        self.list.setCurrentRow(max(0, min(self.list.currentRow() + by, self.list.count() - 1)))

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.close_quietly()
            self.chosen.emit(UUID(item.data(Qt.ItemDataRole.UserRole)), self.title.text().strip())


class _Line(QLineEdit):
    """A line that lends its arrow keys to the list below."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        steps = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
        if event.key() in steps:
            self.moved.emit(steps[event.key()])
        else:
            super().keyPressEvent(event)
