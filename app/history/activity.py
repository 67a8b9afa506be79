"""What changed when: a chart of half a year, below it the days with what each device or import did, beside it their notes.

Owns how one leads to the other. It refuses to know how it is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.history.authors import NOBODY, Authors
from app.history.calendar import WEEKS, Calendar, today
from app.history.deeds_told import by, day, done, totals
from app.history.line_paint import LinePaint
from app.sizes import CHART_LOW
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import Deeds, tr, tr_noop

if TYPE_CHECKING:
    from core import Brain

_KEPT = Qt.ItemDataRole.UserRole
_SOON_MS = 400
_UNTITLED = tr_noop("Empty note")
_GONE = tr_noop("A note that is gone for good")
_Notes = tuple[Deeds, int | None, tuple[tuple[UUID, str], ...], int | None]


class Activity(QWidget):
    """A page that covers the notebook."""

    left = Signal()
    opened = Signal(object)
    """The id of a note that a person wants to see."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._ago = 0  # half years; the days go on while the page is open
        self._told: Sequence[Deeds] = ()
        self._authors = NOBODY
        self._after: int | None = None
        # The row and the note that the keyboard was on.
        self._on: tuple[tuple[object, ...], UUID] | None = None
        self._heading_font = theme.font("strong")
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Activity"))
        self.heading = QLabel(tr("Activity"), self)
        self.heading.setFont(theme.font("title"))
        self.back = QPushButton(tr("Back to the notes"), self)
        self.totals = _muted(self)
        self.earlier = QPushButton(tr("Earlier"), self)
        self.later = QPushButton(tr("Later"), self)
        self.chart = Calendar(theme, self)
        self.about = _muted(self)
        self.days = _list(tr("What was done, by day"), theme, self)
        self.notes = _list(tr("The notes that were touched"), theme, self)
        self.more = QPushButton(tr("Show more"), self)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.read)
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Show the half year that ends today."""
        self._ago = 0
        self.read()
        self.days.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Read the days that are shown again."""
        last = today() - timedelta(days=7 * WEEKS * self._ago)
        self._workspace.read(
            lambda brain: (last, brain.chronicle.activity(last, 7 * WEEKS), Authors.of(brain)),
            self._show,
            owner=self,
            latest="days",
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: where the page is low, the lists have the room."""
        super().resizeEvent(event)
        self.chart.setVisible(event.size().height() >= CHART_LOW)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.back)
        when = QHBoxLayout()
        when.setSpacing(2 * GRID)
        when.addWidget(self.totals, 1)
        when.addWidget(self.earlier)
        when.addWidget(self.later)
        lists = QHBoxLayout()
        lists.setSpacing(4 * GRID)
        lists.addWidget(self.days, 1)
        right = QVBoxLayout()
        right.addWidget(self.notes, 1)
        right.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        lists.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8 * GRID, 5 * GRID, 8 * GRID, 4 * GRID)
        column.setSpacing(3 * GRID)
        column.addLayout(top)
        column.addLayout(when)
        column.addWidget(self.chart)
        column.addWidget(self.about)
        column.addLayout(lists, 1)
        self.more.hide()

    def _connect(self) -> None:
        self.chart.chosen.connect(self._go_to)
        self.days.currentItemChanged.connect(lambda *_: self._chose())
        self.notes.itemActivated.connect(self._open)
        self.more.clicked.connect(self._read_notes)
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later.clicked.connect(lambda: self._turn(1))
        self.back.clicked.connect(self.left)
        self._workspace.changed.connect(lambda _: self._soon.start() if self.isVisible() else None)

    def _turn(self, by_pages: int) -> None:
        self._ago = max(0, self._ago - by_pages)
        self.read()

    def _show(self, told: tuple[date, tuple[Deeds, ...], Authors]) -> None:
        last, deeds, self._authors = told
        now = today()
        self._told = deeds
        self.later.setEnabled(self._ago > 0)
        counts: Counter[date] = Counter()
        for each in deeds:
            counts[each.day] += each.events
        self.chart.show_counts(last, counts)
        self.totals.setText(totals(deeds, now) if last == now else tr("up to {day}", day=day(last, now)))
        self.about.setText(self.chart.words_of(self.chart.day))
        self._list_days(now)

    def _list_days(self, now: date) -> None:
        kept = self._chosen()
        on = self.notes.currentItem().data(_KEPT) if self.notes.currentRow() >= 0 else None
        if kept is not None and isinstance(on, UUID):
            self._on = _of(kept), on
        seen = _part_in_sight(self.days)
        with QSignalBlocker(self.days):  # the notes stay in sight until those of another row are known
            self._fill_days(now, kept)
        chosen = self._chosen()
        if chosen is not None and kept is not None and _of(chosen) == _of(kept):
            seen()
        if chosen != kept:
            self._chose()

    def _fill_days(self, now: date, kept: Deeds | None) -> None:
        self.days.clear()
        heading: date | None = None
        several = self._authors.are_several(each.author for each in self._told)
        for each in self._told:
            if each.day != heading:
                heading = each.day
                item = _line(day(heading, now))
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                item.setFont(self._heading_font)
                self.days.addItem(item)
            item = _line(f"    {by(each, self._authors, several=several)}\n    {done(each)}")
            item.setData(_KEPT, each)
            self.days.addItem(item)
            if kept is not None and _of(each) == _of(kept):
                self.days.setCurrentItem(item)
        if not self._told:
            item = _line(tr("Nothing was changed in this half year. “Earlier” shows the one before."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.days.addItem(item)
        elif self._chosen() is None:
            self.days.setCurrentRow(1)

    def _chosen(self) -> Deeds | None:
        item = self.days.currentItem()
        kept = item.data(_KEPT) if self.days.currentRow() >= 0 else None
        return kept if isinstance(kept, Deeds) else None

    def _go_to(self, when: date) -> None:
        """To the day in the list, or the last one before it on which there was something."""
        self.about.setText(self.chart.words_of(when))
        for row in range(self.days.count()):
            kept = self.days.item(row).data(_KEPT)
            if isinstance(kept, Deeds) and kept.day <= when:
                self.days.setCurrentRow(row)
                self.days.scrollToItem(self.days.item(max(0, row - 1)), QListWidget.ScrollHint.PositionAtTop)
                return

    def _chose(self) -> None:
        self._after = None
        if (deeds := self._chosen()) is None:
            self.notes.clear()
            self.more.hide()
            return
        self._read_notes()
        if self.days.hasFocus():
            self.chart.choose(deeds.day)

    def _read_notes(self) -> None:
        deeds, after = self._chosen(), self._after
        if deeds is None:
            return

        def question(brain: Brain) -> _Notes:
            ids, rest = brain.chronicle.touched(deeds, after)
            titles = {row.id: row.title or tr(_UNTITLED) for row in brain.summaries(ids)}
            return deeds, after, tuple((each, titles.get(each, "")) for each in ids), rest

        self._workspace.read(question, self._show_notes, owner=self, latest="notes")

    def _show_notes(self, told: _Notes) -> None:
        deeds, after, notes, rest = told
        if deeds != self._chosen() or after != self._after:
            return
        self._after = rest
        seen = _part_in_sight(self.notes)
        if after is None:
            self.notes.clear()
        for memory_id, title in notes:
            item = _line(title or tr(_GONE))
            if title:
                item.setData(_KEPT, memory_id)
            else:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.notes.addItem(item)
            if self._on == (_of(deeds), memory_id):
                self.notes.setCurrentItem(item)
        seen()
        self.more.setVisible(self._after is not None)

    def _open(self, item: QListWidgetItem) -> None:
        memory_id = item.data(_KEPT)
        if isinstance(memory_id, UUID):
            self.opened.emit(memory_id)


def _of(deeds: Deeds) -> tuple[object, ...]:
    """What makes it the same row, however much was done by now."""
    return deeds.day, deeds.device_id, deeds.batch, deeds.author


def _part_in_sight(lines: QListWidget) -> Callable[[], None]:
    """What brings the line at the top of what is seen there again, after the list was filled anew."""
    top = lines.itemAt(lines.viewport().rect().center().x(), 1)
    kept = _key(top)
    behind = 0 if top is None else -lines.visualItemRect(top).top()

    def show() -> None:
        lines.doItemsLayout()
        items = (lines.item(row) for row in range(lines.count()))
        if kept is not None and (item := next((each for each in items if _key(each) == kept), None)):
            lines.scrollToItem(item, QListWidget.ScrollHint.PositionAtTop)
            bar = lines.verticalScrollBar()
            bar.setValue(bar.value() + behind)

    return show


def _key(item: QListWidgetItem | None) -> object:
    """What a line is about, however it is told by now; None of a heading."""
    kept = None if item is None else item.data(_KEPT)
    return _of(kept) if isinstance(kept, Deeds) else kept


def _muted(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName("muted")
    label.setWordWrap(True)
    return label


class _Lines(QListWidget):
    """Lines, of which those that have no room show all of their words to whoever hovers."""

    def viewportEvent(self, event: QEvent) -> bool:
        """No tooltip repeats what can be read anyway."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            item = self.itemAt(event.pos())
            if (
                item is None
                or self.sizeHintForIndex(self.indexFromItem(item)).width() <= self.viewport().width()
            ):
                QToolTip.hideText()
                return True
        return super().viewportEvent(event)


def _line(words: str) -> QListWidgetItem:
    """A line that is read aloud, and shown to whoever hovers, with all of its words."""
    whole = "\n".join(each.strip() for each in words.splitlines())
    item = QListWidgetItem(words)
    # Long words are wrapped in a text with marks only.
    item.setToolTip(f"<p>{escape(whole).replace(chr(10), '<br>')}</p>")
    item.setData(Qt.ItemDataRole.AccessibleTextRole, whole.replace("\n", ", "))
    return item


def _list(name: str, theme: Theme, parent: QWidget) -> QListWidget:
    made = _Lines(parent)
    made.setItemDelegate(LinePaint(theme, made))
    made.setObjectName("timeline")
    made.setAccessibleName(name)
    made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    return made
