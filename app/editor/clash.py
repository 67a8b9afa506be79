"""Two texts of one note that could not be merged, side by side, and one press to settle it.

Owns how they are shown and chosen. What a conflict is, and what settling it means, the notebook knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.editor.plaintext import as_typed, units
from app.editor.version_text import VersionText
from app.sizes import BESIDE, SIDE_BY_SIDE, TEXT_LEAST
from app.theme import GRID, Theme
from app.words import exactly
from app.workspace import Workspace
from core import BrainError, Changes, Conflict, Splice, VersionConflict, changed_words, tr


class Clash(QWidget):
    """The conflicts of one note, one at a time, oldest first."""

    left = Signal()
    """There is nothing to choose any more, or the person wants to go on without choosing."""
    found = Signal()
    """There is something to choose."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self.note: UUID | None = None
        """The note whose texts these are."""
        self._conflict: Conflict | None = None
        self._wide: bool | None = None
        self.setAccessibleName(tr("Two versions of the note"))
        self.heading = QLabel(tr("Two versions of this note could not be merged"), self)
        self.heading.setFont(theme.font("heading2"))
        self.heading.setWordWrap(True)
        self._hint = QLabel(
            tr("What differs is marked. The text that you do not keep stays in the note's history."), self
        )
        self._hint.setObjectName("muted")
        self._hint.setWordWrap(True)
        self.present = _Side(theme, tr("In the note now"), tr("Keep this one"), self)
        self.other = _Side(theme, tr("Typed elsewhere"), tr("Keep the other"), self)
        self.both = _Side(theme, tr("Both, merged"), tr("Keep both"), self)
        self.later = QPushButton(tr("Decide later"), self)
        self._lay_out()
        for side in (self.present, self.other, self.both):
            side.button.clicked.connect(lambda _=False, side=side: self._keep(side))
            for part in (side.text, side.button):
                part.installEventFilter(self)
        self.later.clicked.connect(self.left)
        theme.changed.connect(self._show)

    def show_note(self, memory_id: UUID) -> None:
        """Show what there is to choose in a note; `found` or `left` tells whether there is something."""
        self.note = memory_id
        self._workspace.read(
            lambda brain: (brain.conflicts.of(memory_id), brain.device_id),
            self._arrived,
            owner=self,
            latest="clash",
        )

    def take_focus(self) -> None:
        """Put the focus on the first choice."""
        self.present.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt: what has the keyboard is in sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched, 0, 2 * GRID)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt: Esc decides nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: narrow panes have one text above the other, and scroll where all do not fit, with the hint below
        them where it has no room beside the button."""
        super().resizeEvent(event)
        beside = event.size().width() >= BESIDE
        if beside is not (self._foot.indexOf(self._hint) == 0):
            for layout in (self._foot, self._grid):
                layout.removeWidget(self._hint)
            if beside:
                self._foot.insertWidget(0, self._hint, 1)
            else:
                self._grid.addWidget(self._hint, 9, 0)
        self._place(wide=event.size().width() >= SIDE_BY_SIDE)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._area = QScrollArea(self)
        self._area.setWidget(page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._place(wide=True)
        foot = self._foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.later, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * GRID, 5 * GRID, 6 * GRID, 3 * GRID)
        column.setSpacing(3 * GRID)
        column.addWidget(self.heading)
        column.addWidget(self._area, 1)
        column.addLayout(foot)

    def _place(self, *, wide: bool) -> None:
        """Two beside each other, whose texts begin at one height, and the third below; or all below each other."""
        if wide == self._wide:
            return
        self._wide = wide
        for side in (self.present, self.other, self.both):
            for part in side.parts:
                self._grid.removeWidget(part)
        last = 3 if wide else 6
        for side, row, column, columns in (
            (self.present, 0, 0, 1),
            (self.other, 0 if wide else 3, 1 if wide else 0, 1),
            (self.both, last, 0, 2 if wide else 1),
        ):
            side.parts[0].setContentsMargins(0, 2 * GRID if row else 0, 0, 0)
            for further, part in enumerate(side.parts):
                self._grid.addWidget(part, row + further, column, 1, columns, side.stands(part))
        for row in range(9):
            self._grid.setRowStretch(row, (2 if row > last else 3) if row % 3 == 1 and row < last + 3 else 0)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if wide or column == 0 else 0)

    def _arrived(self, told: tuple[tuple[Conflict, ...], UUID]) -> None:
        conflicts, here = told
        self._conflict = conflicts[0] if conflicts else None
        if self._conflict is None:
            self.left.emit()
            return
        typed = self._conflict.other
        moment = exactly(typed.occurred_at, datetime.now(UTC).astimezone())
        self.other.set_title(
            tr("Typed on this device, {moment}", moment=moment)
            if typed.device_id == here
            else tr("Typed on another device, {moment}", moment=moment)
        )
        self._show()
        self.found.emit()

    def _show(self) -> None:
        if (conflict := self._conflict) is None:
            return
        present, other, both = (
            as_typed(each) for each in (conflict.present, conflict.other.text, conflict.both)
        )
        words = changed_words(present, other)
        self.present.show_text(present, ((each.at, each.removed) for each in words))
        self.other.show_text(other, _inserted(words))
        self.both.show_text(both, _inserted(changed_words(present, both)))

    def _keep(self, side: _Side) -> None:
        note, conflict = self.note, self._conflict
        if note is None or conflict is None:
            return
        texts = {self.present: conflict.present, self.other: conflict.other.text, self.both: conflict.both}
        text, self._conflict = texts[side], None

        def settled(_: Changes) -> None:
            self._look_again(note)

        def not_settled(error: Exception) -> None:
            self._look_again(note)  # somebody wrote meanwhile: what is chosen from is another text now
            if isinstance(error, BrainError) and not isinstance(error, VersionConflict):
                self._workspace.trouble.emit(error)
            elif not isinstance(error, BrainError):
                raise error

        self._workspace.write(
            lambda brain: brain.conflicts.settle(note, conflict, text),
            settled,
            owner=self,
            failed=not_settled,
        )

    def _look_again(self, note: UUID) -> None:
        if self.note == note:
            self.show_note(note)  # the next one, if there is one


class _Side(QObject):
    """One text with its title and the button that keeps it."""

    def __init__(self, theme: Theme, title: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._first = 0  # where the first difference is
        self._title = QLabel(parent)
        self._title.setObjectName("muted")
        self._title.setWordWrap(True)
        self.text = VersionText(parent)
        self.text.setMinimumHeight(TEXT_LEAST)
        self.text.installEventFilter(self)
        self.button = QPushButton(verb, parent)
        self.parts: tuple[QWidget, ...] = (self._title, self.text, self.button)
        self.set_title(title)

    def stands(self, part: QWidget) -> Qt.AlignmentFlag:
        """How a part stands in its place."""
        if part is self.button:
            return Qt.AlignmentFlag.AlignLeft
        return Qt.AlignmentFlag.AlignTop if part is self._title else Qt.AlignmentFlag(0)

    def set_title(self, title: str) -> None:
        """Say what this text is."""
        self._title.setText(title)
        self.text.setAccessibleName(title)
        self.button.setAccessibleDescription(title)

    def show_text(self, text: str, marked: Iterable[tuple[int, int]]) -> None:
        """Show a text with some of it marked: places and lengths in characters."""
        self.text.setFont(self._theme.text_font("body"))
        self.text.setPlainText(text)
        look = QTextCharFormat()
        look.setBackground(self._theme.colors.found)
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)  # for eyes that see no colors
        marks: list[QTextEdit.ExtraSelection] = []
        for at, length in marked:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(start := units(text[:at]))
            cursor.setPosition(start + units(text[at : at + length]), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.text.setExtraSelections(marks)
        self._first = marks[0].cursor.selectionStart() if marks else 0
        self._look_at_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt: what differs stays in sight."""
        if watched is self.text and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._look_at_first)  # when the text has its new size
        return super().eventFilter(watched, event)

    def _look_at_first(self) -> None:
        self.text.verticalScrollBar().setValue(0)
        cursor = self.text.textCursor()
        cursor.setPosition(self._first)
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()


def _inserted(splices: Iterable[Splice]) -> list[tuple[int, int]]:
    """Where what splices insert is in the text that they make."""
    places, moved = [], 0
    for at, removed, inserted in splices:
        places.append((at + moved, len(inserted)))
        moved += len(inserted) - removed
    return places
