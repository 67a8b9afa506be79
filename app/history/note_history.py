"""The history of one note in the place of its editor: its time line, what each step changed, and the way back to any of it.

Owns what is compared with what. All is read away from the window's thread, and a long text comes as what differs in it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app import words
from app.flow import Flow
from app.history.authors import NOBODY, Authors
from app.history.difference import Difference
from app.history.line_paint import LinePaint
from app.history.timeline import LINE, Line, Timeline
from app.migration.ticks import Tick
from app.sizes import HISTORY_LEAST, SIDE_BY_SIDE, VERSIONS
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import Changes, Piece, Step, tr

if TYPE_CHECKING:
    from core import Brain

_SOON_MS = 80  # after the row has changed: who runs through the rows waits for none of them
_PIECES = "pieces"
_Told = tuple[UUID, str, tuple[Step, ...], Authors]


class NoteHistory(QWidget):
    """One note's history."""

    left = Signal()
    """Back to the note."""
    restored = Signal(object, object)
    """The note's id and the `Line` that it is to be like."""
    copied = Signal()
    """A text is in the clipboard."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._note: UUID | None = None
        self._last = 0
        self.setObjectName("history")
        self.setMinimumWidth(HISTORY_LEAST)
        self.setAccessibleName(tr("History of the note"))
        self.rows = Timeline(self)
        self.back = QPushButton(tr("Back to the note"), self)
        self.list = QListView(self)
        self.list.setModel(self.rows)
        self.list.setObjectName("timeline")
        self.list.setItemDelegate(LinePaint(theme, self.list))
        self.list.setAccessibleName(tr("What happened to the note, the newest first"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(VERSIONS[0])
        self.list.setMaximumWidth(VERSIONS[1])
        self.heading = QLabel(tr("History of the note"), self)
        self.heading.setFont(theme.font("heading2"))
        self.heading.setWordWrap(True)
        self.about = QLabel(self)
        self.about.setObjectName("muted")
        self.about.setWordWrap(True)
        self.difference = Difference(theme, self)
        self.with_now = Tick(theme, tr("Compare with the note of today"))
        self.apart = Tick(theme, tr("Side by side"))
        self.copy = QPushButton(tr("Copy this text"), self)
        self.restore = QPushButton(tr("Restore this version"), self)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._compare)
        self._lay_out()
        self._connect()

    @property
    def note(self) -> UUID | None:
        """The note whose history this is."""
        return self._note

    @property
    def line(self) -> Line | None:
        """The chosen row."""
        line = self.list.currentIndex().data(LINE)
        return line if isinstance(line, Line) else None

    def show_note(self, memory_id: UUID) -> None:
        """Show what happened to this note, from its last step on."""
        self._note = memory_id
        self.rows.show_steps((), NOBODY)
        self.about.clear()
        self.difference.show_pieces((), "", "")
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the note."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self.apart.setVisible(event.size().width() >= SIDE_BY_SIDE)
        self.difference.set_apart(apart=self.apart.isChecked() and not self.apart.isHidden())

    def _lay_out(self) -> None:
        buttons = QWidget(self)
        flow = Flow(buttons, 2 * GRID)
        for button in (self.with_now, self.apart, self.copy, self.restore):
            flow.addWidget(button)
        for one, other in pairwise((self.with_now, self.apart, self.copy, self.restore)):
            self.setTabOrder(one, other)
        top = QHBoxLayout()
        top.setSpacing(4 * GRID)
        top.addWidget(self.heading, 1)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(2 * GRID)
        right.addWidget(self.about)
        right.addWidget(self.difference, 1)
        middle = QHBoxLayout()
        middle.setSpacing(4 * GRID)
        middle.addWidget(self.list, 2)
        middle.addLayout(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * GRID, 5 * GRID, 6 * GRID, 3 * GRID)
        column.setSpacing(3 * GRID)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addWidget(buttons)  # as wide as the page: where everything is large, they need the room

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda *_: self._soon.start())
        self.with_now.toggled.connect(self._compare)
        self.apart.toggled.connect(lambda apart: self.difference.set_apart(apart=apart))
        self.copy.clicked.connect(self._copy)
        self.restore.clicked.connect(self._restore)
        self.back.clicked.connect(self.left)
        self._workspace.changed.connect(self._something_changed)

    def _something_changed(self, changes: Changes) -> None:
        if self._note in changes.memories and self.isVisible():
            self._read()

    def _read(self) -> None:
        note = self._note
        if note is None:
            return

        def question(brain: Brain) -> _Told:
            return (
                note,
                next(iter(row.title for row in brain.summaries([note])), ""),
                brain.chronicle.steps(note),
                Authors.of(brain),
            )

        self._workspace.read(question, self._arrived, owner=self, latest="steps")

    def _arrived(self, told: _Told) -> None:
        note, title, steps, authors = told
        if note != self._note:
            return
        before = self.line
        self.heading.setText(tr("History of “{title}”", title=title or tr("Empty note")))
        self._last = len(steps)
        self.rows.show_steps(steps, authors)
        row = self.rows.row_of(before) if before is not None else 0
        self.list.setCurrentIndex(self.rows.index(row or 0, 0))
        if before is None:  # nobody runs through the rows yet
            self._soon.stop()
            self._compare()

    def _compare(self) -> None:
        note, line = self._note, self.line
        if note is None or line is None:
            return
        version, aside = line.step.version, line.aside
        other = None if self.with_now.isChecked() else version - 1
        self._workspace.read(
            lambda brain: (line, brain.chronicle.difference(note, version, other, aside)),
            self._show,
            owner=self,
            latest=_PIECES,
        )

    def _show(self, told: tuple[Line, tuple[Piece, ...]]) -> None:
        line, pieces = told
        if line != self.line:
            return
        now = datetime.now(UTC).astimezone()
        number, moment = line.step.version, words.day(line.moment, now)
        this = tr("version {number}, {moment}", number=number, moment=moment)
        if line.aside is not None:
            old = tr("what was typed {moment}", moment=moment)
            new = tr("the merged text, version {number}", number=number)
        elif self.with_now.isChecked():
            old, new = this, tr("the note of today, version {number}", number=self._last)
        else:
            old = tr("version {number}", number=number - 1) if number > 1 else tr("nothing")
            new = this
        self.about.setText(line.words.strip())
        self.about.setToolTip(words.exactly(line.moment, now))
        self.about.setAccessibleDescription(self.about.toolTip())
        self.restore.setText(tr("Use this text") if line.aside is not None else tr("Restore this version"))
        self.restore.setEnabled(line.aside is not None or line.step.version != self._last)
        self.difference.show_pieces(pieces, old, new)

    def _copy(self) -> None:
        note, line = self._note, self.line
        if note is not None and line is not None:
            self._workspace.read(
                lambda brain: brain.chronicle.text(note, line.step.version, line.aside),
                self._keep,
                owner=self,
            )

    def _keep(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit()

    def _restore(self) -> None:
        if self._note is not None and self.line is not None:
            self.restored.emit(self._note, self.line)
