"""The list of notes: a view over `NoteRows` for mouse and keyboard, in which one note or several are chosen.

Owns what a key and a click mean. It refuses to know which notes are shown, what happens to them, and what stays where it is
while others are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app import words
from app.library.note_paint import NotePaint
from app.library.note_rows import ROW as ROW_OF
from app.library.note_rows import Listed, NoteRow, NoteRows
from app.library.staying import Staying
from app.pictures import Pictures
from app.theme import ROW, SIDE_ROW, Theme
from app.workspace import Workspace
from core import Hit, MemoryIds, Summary, Unsaved, tr

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_BESIDE = (1, -1, 2, -2)
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_KEEP = QItemSelectionModel.SelectionFlag.NoUpdate


class NoteList(QTableView):
    """Notes, one below the other. A table view, because other views ask for every row before they show the first."""

    opened = Signal(object)
    """The UUID of the note that a person moved to."""
    entered = Signal()
    """Enter or a double click: on to the text."""
    dropped = Signal()
    """The delete key."""
    selection_changed = Signal()
    asked_why = Signal(object, object)
    """The UUID of a note and the area, in the viewport, that says in a word why it was found."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = NoteRows(workspace, self)
        self._theme = theme
        self._pictures = Pictures(workspace, self, far=False)
        self._paint = NotePaint(theme, self._pictures, self)
        self._following: UUID | None = None
        self._quiet = False
        self.setObjectName("notes")
        self.setAccessibleName(tr("Notes"))
        self.setModel(self._rows)
        self._staying = Staying(self, self._rows)
        self.setItemDelegate(self._paint)
        self._lay_out()
        self.selectionModel().currentChanged.connect(self._moved)
        self.selectionModel().selectionChanged.connect(self._selection_moved)
        self.doubleClicked.connect(self.entered)
        for wanted in (theme.changed, self._pictures.arrived):
            wanted.connect(self.viewport().update)

    @property
    def ids(self) -> MemoryIds:
        """The ids of the notes that are shown."""
        return self._rows.ids

    @property
    def known(self) -> frozenset[UUID]:
        """The notes whose words are there to be shown."""
        return self._rows.known

    @property
    def selected(self) -> list[UUID]:
        """The ids of the selected notes, in the order of the list."""
        return self._staying.chosen

    @property
    def count_selected(self) -> int:
        """How many notes are selected."""
        return sum(each.height() for each in self.selectionModel().selection().toList())

    def show_place(self, listed: Listed, known: Sequence[Summary] = (), *, anew: bool = False) -> None:
        """Show these notes; selection and place stay where they are, unless it is `anew`, from the top."""
        self._paint.look_for("")
        self._show(lambda: self._rows.show_place(listed.ids, known), listed.headings, anew=anew)

    def show_hits(self, query: str, hits: Sequence[Hit], *, anew: bool = False) -> None:
        """Show what was found, best first. Unless it is `anew`, the row under the pointer or else the chosen one stays
        where it is, though others come and go above it."""
        self._paint.look_for(query)
        self._show(lambda: self._rows.show_hits(hits), anew=anew, in_hand=True)
        if anew:
            self.scrollToTop()  # the same notes may answer another question

    def show_unsaved(self, unsaved: Sequence[Unsaved]) -> None:
        """Say in the rows of these notes what is typed there just now."""
        self._rows.show_unsaved(unsaved)

    def doubt(self, ids: Sequence[UUID] | frozenset[UUID]) -> None:
        """Read these notes again when they are in sight."""
        self._rows.doubt(ids)

    def doubt_all(self) -> None:
        """Read all notes again that are in sight."""
        self._rows.doubt_all()

    def follow(self, memory_id: UUID | None) -> None:
        """Select the note that is open, now or as soon as the list shows it, without opening it again."""
        self._following = memory_id
        self._pictures.try_again()  # what the note before shows may have been fetched for it
        if memory_id is None:
            self._quietly(self.clearSelection)
            self._quietly(lambda: self.setCurrentIndex(QModelIndex()))
        elif self._staying.current != memory_id:
            self._quietly(lambda: self._select(self._rows.ids.position_of(memory_id)))

    def stand_of(self, memory_id: UUID) -> int | None:
        """How far below the upper edge a note stands; None when it is not in sight."""
        area = self.area_of(memory_id)
        number = self._rows.ids.position_of(memory_id)
        return None if area.isEmpty() or number is None else self.rowViewportPosition(number)

    def stand(self, memory_id: UUID, below: int) -> None:
        """Scroll until a note stands so far below the upper edge."""
        self._staying.stand(memory_id, below)

    def show_followed(self) -> None:
        """Bring the open note into sight, if it is in the list."""
        if self.selected and self._at_followed:
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def neighbor(self, leaving: Sequence[UUID]) -> UUID | None:
        """The note that is next when these leave the list: below the last of them, else above the first."""
        ids = self._rows.ids
        rows = [number for each in leaving if (number := ids.position_of(each)) is not None]
        if not rows:
            return None
        gone = set(rows)
        below = next((number for number in range(max(rows) + 1, len(ids)) if number not in gone), None)
        above = next((number for number in range(min(rows) - 1, -1, -1) if number not in gone), None)
        number = above if below is None else below
        return None if number is None else ids[number]

    def beside(self, memory_id: UUID) -> list[UUID]:
        """The notes just below and above this one, the nearest first."""
        ids, number = self._rows.ids, self._rows.ids.position_of(memory_id)
        near = () if number is None else (number + by for by in _BESIDE)
        return [ids[each] for each in near if 0 <= each < len(ids)]

    def step(self, by: int) -> None:
        """Go to the next note (1) or the one before (-1)."""
        count = self._rows.rowCount()
        if count:
            stands = bool(self.selected) or self._at_followed
            now = self.currentIndex().row() if stands else (-1 if by > 0 else count)
            self._open(min(max(now + by, 0), count - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the text, Esc to one note where several are chosen; everything else as in any list. With Ctrl the
        keyboard goes from row to row, and neither chooses nor opens one."""
        control = event.modifiers() == _CONTROL
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.currentIndex().isValid() and not (self.selected and self._at_followed):
                self._open(self.currentIndex().row())
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.count_selected > 1:
            self._open(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif event.key() in _STEPS and not event.modifiers() and not self.selected:
            self.step(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self.step(len(self.ids) * (1 if event.key() == Qt.Key.Key_End else -1))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and event.modifiers() == _SHIFT:
            self._reach(len(self.ids) - 1 if event.key() == Qt.Key.Key_End else 0)
        elif control:
            self._quietly(lambda: QTableView.keyPressEvent(self, event))
        else:
            super().keyPressEvent(event)

    def area_of(self, memory_id: UUID) -> QRect:
        """Where a note stands in the viewport; nowhere when it is not in sight."""
        number = self._rows.ids.position_of(memory_id)
        row = QRect() if number is None else self.visualRect(self._rows.index(number, 0))
        return row & self.viewport().rect()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a heading is not one on the note below it."""
        index = self.indexAt(event.position().toPoint())
        headed = index.isValid() and index.row() in self._rows.headings
        if headed and event.position().y() < self.visualRect(index).top() + SIDE_ROW:
            return
        self._quietly(lambda: QTableView.mousePressEvent(self, event))
        if index.isValid() and not self._at_followed and self.selectionModel().isSelected(index):
            self._moved(index)  # not one that Ctrl took out of those that are chosen

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Called by Qt when selected notes are dragged."""
        with self._paint.ticket.shown(words.notes(self.count_selected), self):
            super().startDrag(actions)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Over the word that says why, the pointer says that it can be asked."""
        super().mouseMoveEvent(event)
        there = self._why_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if there else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on that word asks why."""
        super().mouseReleaseEvent(event)
        why = self._why_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if why is not None:
            self.asked_why.emit(*why)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt. All of the ground is painted here, so nothing behind it is, and scrolling moves what is there."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colors.base)
        painter.end()
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done now, where the pointer is, or below the row of the keyboard, which is at the first one then."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Notes"))
        menu.addActions([each for each in self.actions() if each.isEnabled()])
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        row = self.visualRect(self.currentIndex()).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(row) if by_key else event.globalPos())
        if by_key and menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def keyboardSearch(self, search: str) -> None:
        """Typing letters does not search row by row: that would fetch every note. There is a search for this."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt goes to the first row then, so that it is seen where the keyboard is; that opens no note."""
        self._quietly(lambda: QTableView.focusInEvent(self, event))

    def _lay_out(self) -> None:
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(ROW)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    @property
    def _at_followed(self) -> bool:
        """Whether the keyboard is at the note that is open, or will be in a moment."""
        return self._following is not None and self._staying.current == self._following

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid() and not self._quiet:
            self._following = self._rows.ids[index.row()]
            self.opened.emit(self._following)

    def _open(self, number: int) -> None:
        """Go to a row as a person does, even when the keyboard stood there without having chosen it."""
        self._quietly(lambda: self._select(number))
        self._moved(self.currentIndex())

    def _reach(self, number: int) -> None:
        """Choose everything from where the choice began to a row; in a table, Shift with these keys goes along the row."""
        now = self.currentIndex().row()
        spans = ((each.top(), each.bottom()) for each in self.selectionModel().selection().toList())
        top, bottom = next((span for span in spans if span[0] <= now <= span[1]), (now, now))
        ends = sorted((bottom if now == top else top, number))
        chosen = QItemSelection(*(self._rows.index(max(each, 0), 0) for each in ends))
        self.selectionModel().select(chosen, _SELECT)
        self.selectionModel().setCurrentIndex(self._rows.index(number, 0), _KEEP)

    def _selection_moved(self) -> None:
        self.selection_changed.emit()

    def _select(self, number: int | None) -> None:
        if number is None:
            self.clearSelection()
        else:
            self.selectionModel().setCurrentIndex(self._rows.index(number, 0), _SELECT)

    def _show(
        self,
        rows: Callable[[], None],
        headings: Mapping[int, str] | None = None,
        *,
        anew: bool,
        in_hand: bool = False,
    ) -> None:
        self._quietly(
            lambda: self._staying.show(rows, headings or {}, self._following, anew=anew, in_hand=in_hand)
        )

    def _quietly(self, change: Callable[[], object]) -> None:
        """Change the selection without telling that a person moved."""
        self._quiet = True
        try:
            change()
        finally:
            self._quiet = False

    def _why_at(self, point: QPointF) -> tuple[UUID, QRect] | None:
        index = self.indexAt(point.toPoint())
        row = index.data(ROW_OF) if index.isValid() else None
        if not isinstance(row, NoteRow) or not row.why:
            return None
        area = self._paint.why_area(self.visualRect(index), row, self.layoutDirection())
        return (row.id, area.toAlignedRect()) if area.contains(point) else None
