"""Notes that are listed below the open one, each with a reason, in a quiet panel that can be folded.

Owns the panel and when it reads: only when a note has been open for a moment, so that stepping through a list asks nothing.
It refuses to know which notes those are: a `Listing` asks for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QToolButton, QVBoxLayout, QWidget

from app import words
from app.direction import line_flags, placed
from app.library.note_paint import ground, ring
from app.sizes import ABOVE, EACH, HIGH, LOW, LOWEST, PANEL_ROW, TINY_ICON
from app.theme import GRID, SIDE_ROW, Theme
from app.workspace import Workspace
from core import Brain, BrainError, Changes, NotFound, tr
from core import Related as RelatedNote

REST_MS = 400
_FEW = 2
"""So many notes are listed in any case, and one more for so many pixels of the editor above that height."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a panel lists: its heading, the words for folding, how many notes at most, and the question."""

    heading: str
    name: str
    most: int
    ask: Callable[[Brain, UUID], tuple[RelatedNote, ...]]
    anything: bool = False
    """Whether a change of any note may change what is listed; else only of those that are."""


class NotesBelow(QWidget):
    """The notes that one listing has for one note at a time. Takes no room when there are none."""

    chosen = Signal(object)
    """The UUID of the note that a person wants to see."""
    folded = Signal(bool, bool)
    """The person folded the panel, or unfolded it; and whether that was in a low editor."""

    def __init__(
        self, listing: Listing, workspace: Workspace, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._listing = listing
        self._workspace = workspace
        self._theme = theme
        self._note: UUID | None = None
        self._found: tuple[RelatedNote, ...] = ()
        self._shown: tuple[RelatedNote, ...] = ()
        self._wanted = True
        self._opened = {False: True, True: False}  # by whether the editor is low
        self._side = 0
        self._shown_in = self._room
        self._head = QToolButton(self)  # before the rows: Tab goes in the order in which they are made
        self.rows = [Row(theme, self) for _ in range(listing.most)]
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        self._lay_out()
        workspace.changed.connect(self._changed)
        theme.changed.connect(self._dress)
        if parent is not None:
            parent.installEventFilter(self)
        self.hide()

    @property
    def titles(self) -> list[str]:
        """What is listed now, or would be if the panel were unfolded."""
        return [row.title for row in self.rows[: len(self._shown)]] if self._wanted else []

    @property
    def is_folded(self) -> bool:
        """Whether the heading stands alone."""
        return not self._opened[self._low]

    def set_wanted(self, wanted: bool) -> None:
        """Whether the person wants to see these notes at all."""
        self._wanted = wanted
        if wanted:
            self._rest.start()
        self._show(self._found)

    def set_folded(self, folded: bool, *, low: bool) -> None:
        """Show the heading alone, or the notes too, where the editor is low or where it is not."""
        self._opened[low] = not folded
        self._show(self._found)

    def set_side(self, side: int) -> None:
        """Leave this much room left and right, as the column of text does."""
        self._side = max(side - 2 * GRID, 0)
        above, below = (1, 0) if self.is_folded else (GRID, 2 * GRID)
        self._column.setContentsMargins(self._side, above, self._side, below)

    def follow(self, note: UUID | None) -> None:
        """This note is open. What was shown for another one stays pale until the answer is here, so that nothing jumps."""
        if note == self._note:
            return
        self._note = note
        if note is None:
            self._rest.stop()
            self._show(())
            return
        for row in self.rows:
            row.setEnabled(False)
        self._rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt: the editor became higher or lower."""
        if event.type() is QEvent.Type.Resize and self._room != self._shown_in:
            self._show(self._found)
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt: a hairline keeps the text apart."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._theme.colors.hairline)
        painter.end()

    def _lay_out(self) -> None:
        self.setAccessibleName(self._listing.name.capitalize())
        self._head.setAutoRaise(True)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._head.clicked.connect(self.turn)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
        for number, row in enumerate(self.rows):
            row.clicked.connect(lambda _=False, at=number: self.chosen.emit(self._shown[at].id))
            row.stepped.connect(lambda by, at=number: self._step(at + by))
            self._column.addWidget(row)
        self.set_side(0)
        self._dress()

    def _dress(self) -> None:
        self._head.setFont(self._theme.font("small"))
        self._head.setIcon(self._theme.icon("caret-right" if self.is_folded else "caret-down", TINY_ICON))
        self._head.setIconSize(QSize(TINY_ICON, TINY_ICON))

    def turn(self) -> None:
        """Fold the panel, or unfold it, as a person does."""
        low = self._low
        self.set_folded(self._opened[low], low=low)
        self.folded.emit(not self._opened[low], low)

    def _changed(self, changes: Changes) -> None:
        touched = {self._note, *(each.id for each in self._shown)}
        if self._note is not None and (self._listing.anything or touched & changes.memories):
            self._rest.start()

    def _ask(self) -> None:
        note = self._note
        if note is None or not self._wanted:
            return
        self._workspace.read(
            lambda brain: self._listing.ask(brain, note),
            lambda found: self._answer(note, found),
            owner=self,
            failed=lambda error: self._failed(note, error),
            latest="below",
        )

    def _answer(self, note: UUID, found: tuple[RelatedNote, ...]) -> None:
        if note == self._note:
            self._show(found)

    def _failed(self, note: UUID, error: Exception) -> None:
        """A note that is not there yet, or not any more, has no others; of one that cannot be asked, none are known."""
        if not isinstance(error, BrainError):
            raise error
        self._answer(note, ())
        if not isinstance(error, NotFound):
            self._workspace.trouble.emit(error)

    def _show(self, found: tuple[RelatedNote, ...]) -> None:
        count = len(found)
        self._found, self._shown_in = found, self._room
        self._shown = found = found[: self._most]
        for number, row in enumerate(self.rows):
            if number < len(found):
                row.show_note(found[number])
            row.setEnabled(True)
            row.setVisible(number < len(found) and not self.is_folded)
        counted = self.is_folded or count > len(found)
        heading, name = self._listing.heading, self._listing.name
        self._head.setText(f"{heading} · {words.notes(count)}" if counted else heading)
        self._head.setAccessibleName(
            tr("Show {list}", list=name) if self.is_folded else tr("Fold {list}", list=name)
        )
        self._dress()
        self.set_side(self._side + 2 * GRID)
        there = not self.is_folded or self._height >= LOWEST
        self.setVisible(self._wanted and bool(found) and there)

    @property
    def _height(self) -> int:
        """Of the editor. Where it is low, as where everything is large, the text has the room."""
        around = self.parentWidget()
        return HIGH if around is None else around.height()

    @property
    def _low(self) -> bool:
        return self._height < LOW

    @property
    def _most(self) -> int:
        """How many notes are listed."""
        return min(self._listing.most, max(_FEW, (self._height - ABOVE) // EACH))

    @property
    def _room(self) -> tuple[bool, bool, int]:
        """What the height decides."""
        return self._height < LOWEST, self._low, self._most

    def _step(self, number: int) -> None:
        if 0 <= number < len(self._shown):
            self.rows[number].setFocus(Qt.FocusReason.TabFocusReason)


class Row(QAbstractButton):
    """One note: its title, and at the right why it is here."""

    stepped = Signal(int)
    """An arrow key: on to a neighbor."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.note: UUID | None = None
        self.title = ""
        self._reason = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(SIDE_ROW - 2)
        self.hide()

    def show_note(self, note: RelatedNote) -> None:
        """Show this note."""
        self.note, self.title, self._reason = note.id, note.title or tr("Empty note"), note.reason
        self.setAccessibleName(f"{self.title}, {note.reason}")
        self.update()

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(PANEL_ROW, SIDE_ROW - 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt: the arrow keys go from note to note, Enter opens."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Called by Qt."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        theme, colors = self._theme, self._theme.colors
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            ground(painter, self.rect(), colors.hover)
        if self.hasFocus():
            ring(painter, self.rect(), colors.accent)
        room = self.rect().adjusted(2 * GRID, 0, -2 * GRID, 0)
        painter.setFont(theme.font("small"))
        painter.setPen(colors.muted)
        metrics = painter.fontMetrics()
        needed = QFontMetrics(theme.font("body")).horizontalAdvance(self.title) + 3 * GRID
        most = max(room.width() // 2, room.width() - needed)  # a short title leaves its room
        reason = metrics.elidedText(self._reason, Qt.TextElideMode.ElideRight, most)
        painter.drawText(room, line_flags(reason, self.layoutDirection(), at_end=True), reason)
        left = QRectF(room)
        left.setRight(left.right() - metrics.horizontalAdvance(reason) - 3 * GRID)
        left = placed(left, QRectF(room), self.layoutDirection())
        painter.setFont(theme.font("body"))
        painter.setPen(colors.text if self.isEnabled() else colors.muted)
        cut = painter.fontMetrics().elidedText(self.title, Qt.TextElideMode.ElideRight, int(left.width()))
        title = words.at_a_word(self.title, cut)
        painter.drawText(left, line_flags(title, self.layoutDirection()), title)
        painter.end()
