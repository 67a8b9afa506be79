"""The notebook of another day on the screen: side bar, list, search and note as they were, under a bar that says so.

Owns how a moment that is asked for comes into the panes. They are the panes of today over another workspace (`Then`), so
what is possible in them looks the same; nothing in them can be changed. It refuses to know what bringing back means.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from app.history.bar import Bar
from app.history.note_then import NoteThen
from app.history.then import Then
from app.library.list_pane import ListPane
from app.library.places import Places
from app.panes import holds_focus, put_in_reading_order
from app.pictures import Pictures
from app.sizes import LIST, NARROW, NARROWER, NOTE_THEN_LEAST, PANES, SIDE_BAR
from app.theme import Theme
from app.workspace import Workspace
from core import BrainError, Memory, NotFound, Page, query_toggled, tag_filter, tr


class PastPage(QWidget):
    """A page that covers the notebook of today."""

    left = Signal()
    """Back to today."""
    returned = Signal(object)
    """The ids of notes that are to be as they were, a sequence; None for all that are another today."""
    elsewhere = Signal(str)
    """The id of an action that leads to the notes of today."""

    def __init__(self, today: Workspace, theme: Theme) -> None:
        super().__init__()
        self._today = today
        self.then = Then(today, self)
        self._chosen: UUID | None = None
        self._texts_read = False
        self._brought = False  # what a person came for is back, and nothing else was looked for since
        self.setObjectName("past")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("The notebook as it was"))
        self.bar = Bar(theme, self)
        self.all = QPushButton(tr("Bring everything back"), self)
        self.all.setToolTip(
            tr("Every note of then that is another today becomes as it was; newer notes stay as they are")
        )
        selected = QAction(theme.icon("arrow-counter-clockwise"), tr("Bring the selected notes back"), self)
        selected.triggered.connect(self._return_selected)
        theme.changed.connect(lambda: selected.setIcon(theme.icon("arrow-counter-clockwise")))
        nothing = QAction(tr("As it was then"), self)
        nothing.setEnabled(False)
        self.places = Places(self.then, theme, self)
        self.pane = ListPane(self.then, theme, selected, nothing, self)
        self.pane.nothing = tr("No notes at that time.")
        self.note = NoteThen(theme, Pictures(today, self), self)
        self._lay_out()
        self._connect()

    @property
    def moment(self) -> datetime:
        """The moment that is shown."""
        return self.bar.moment

    def begin(self, moment: datetime) -> None:
        """Show this moment."""
        self.bar.set_moment(moment)
        self._ask(moment)
        self.bar.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bar.field.selectAll()

    def end(self) -> None:
        """Nobody looks any more."""
        self.then.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc steps back: from the note to the list, out of a search, and then to today; at once after notes were brought
        back. Search is where it always is."""
        shift = Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Find) or (
            event.key() == Qt.Key.Key_F and event.modifiers() == Qt.KeyboardModifier.ControlModifier | shift
        ):
            self.pane.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._brought:
            self.left.emit()
        elif holds_focus(self.note):
            self.pane.take_keyboard(Qt.FocusReason.ShortcutFocusReason)
        elif self.pane.search.searching:
            self.pane.search.clear()
        else:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: where it is narrow, the side bar folds, as that of today does; the list only becomes narrow."""
        super().resizeEvent(event)
        self.places.setVisible(event.size().width() >= NARROW)
        if (event.oldSize().width() < NARROWER) is not (event.size().width() < NARROWER):
            self._panes.setSizes(PANES)

    def _lay_out(self) -> None:
        panes = self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        for at, (widget, limits) in enumerate(
            ((self.places, SIDE_BAR), (self.pane, LIST), (self.note, None))
        ):
            panes.addWidget(widget)
            panes.setStretchFactor(at, 1 if limits is None else 0)
            if limits is not None:
                widget.setMinimumWidth(limits[0])
                widget.setMaximumWidth(limits[1])
        self.note.setMinimumWidth(NOTE_THEN_LEAST)
        panes.setSizes(PANES)
        put_in_reading_order(panes)
        self.bar.add(self.all)
        for one, other in pairwise(
            (self.all, self.bar.back, self.bar.field, *self.bar.often, self.bar.slider)
        ):
            self.setTabOrder(one, other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(panes, 1)

    def _connect(self) -> None:
        self.bar.asked.connect(self._ask)
        self.bar.left.connect(self.left)
        self.bar.stopped.connect(self.then.stop)
        self.then.arrived.connect(self._arrived)
        self.then.progressed.connect(self.bar.say)
        self.all.clicked.connect(lambda: self._return(None))
        self.places.chosen.connect(self.pane.go)
        self.places.entered.connect(self.pane.enter)
        self.places.searched.connect(lambda saved: self.pane.search.setText(saved.query))
        self.places.narrowed.connect(self._narrow)
        self.pane.search.textChanged.connect(self.places.show_search)
        self.pane.search.textChanged.connect(self._look_on)
        self.pane.search.escaped.connect(self.pane.enter)
        self.pane.asking.found.connect(lambda *_: self._read_texts())
        self.pane.asked.connect(self.elsewhere)
        self.pane.list.opened.connect(self._open)
        self.pane.list.entered.connect(lambda: self.note.text.setFocus(Qt.FocusReason.OtherFocusReason))
        self.note.wanted.connect(self._return_open)
        self.note.left.connect(lambda: self.pane.take_keyboard(Qt.FocusReason.ShortcutFocusReason))

    def _look_on(self) -> None:
        self._brought = False

    def _ask(self, moment: datetime) -> None:
        self._brought = False
        self._texts_read = False
        self.then.go(moment, self.pane.view)

    def _arrived(self, page: Page) -> None:
        """The first rows are shown at once; everything else reads again by itself."""
        if self.pane.search.searching:
            self.pane.asking.ask(self.pane.search.text())
        else:
            self.pane.list.doubt_all()
            self.pane.go(self.pane.view, page)
        self.places.read()
        if self._chosen is not None:
            self._open(self._chosen)
        self._today.read(
            lambda brain: brain.past.first_moment(), self._know_first, owner=self, latest="first"
        )

    def _know_first(self, first: datetime | None) -> None:
        if first is not None:
            self.bar.set_range(first)

    def _read_texts(self) -> None:
        """The first search of a moment reads what it needs to find everything, and asks again."""
        if not self._texts_read:
            self._texts_read = True
            self.then.read_texts()

    def _narrow(self, tag: str) -> None:
        search = self.pane.search
        search.setText(query_toggled(search.text(), tag_filter(tag)))

    def _open(self, memory_id: UUID) -> None:
        self._brought = self._brought and memory_id == self._chosen
        self._chosen = memory_id
        self.then.read(
            lambda brain: brain.memory(memory_id),
            self._show,
            owner=self,
            failed=self._not_there,
            latest="note",
        )

    def _show(self, memory: Memory) -> None:
        if memory.id == self._chosen:
            self.note.show_note(memory)

    def _not_there(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.note.show_nothing(tr("This note was not there then."))
        elif isinstance(error, BrainError):
            self.then.trouble.emit(error)
        else:
            raise error

    def _return_selected(self) -> None:
        if chosen := self.pane.list.selected:
            self._return(chosen)

    def _return_open(self) -> None:
        if self.note.memory is not None:
            self._return([self.note.memory.id])

    def _return(self, ids: Sequence[UUID] | None) -> None:
        """The keyboard goes to the list, where Undo is the notebook's."""
        self._brought = True
        self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.returned.emit(ids)
