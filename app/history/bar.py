"""The bar over the notebook of another day: which moment it shows, in words, and the ways to another one and back.

Owns slider and field for one moment. It refuses to know what is shown of it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDateTime, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.migration.sheet import Mark
from app.theme import GRID, Theme

_SETTLE_MS = 60  # after the slider has moved: who drags it is followed, and not asked too often
_DAY, _MONTH = 24, 24 * 30  # steps of the slider are hours
_FIELD = "d MMM yyyy, HH:mm"


class Bar(QFrame):
    """Says which moment is shown, and asks for others."""

    asked = Signal(object)
    """The moment that a person wants to see, as a `datetime`."""
    left = Signal()
    """Back to today."""
    stopped = Signal()
    """What is being read shall stop."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._first = datetime.now(UTC)
        self._moment = self._first
        self.setObjectName("then")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = QLabel(self)
        self.heading.setFont(theme.font("strong"))
        self.heading.setWordWrap(True)
        self.told = QLabel(self)
        self.told.setFont(theme.font("small"))
        self._stop = QPushButton("Stop", self)
        self._stop.hide()
        self.back = QPushButton("Back to today", self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setSingleStep(_DAY)
        self.slider.setPageStep(_MONTH)
        self.slider.setAccessibleName(
            "Moment that is shown; left and right go by days, page up and down by months"
        )
        self.field = QDateTimeEdit(self)
        self.field.setDisplayFormat(_FIELD)
        self.field.setCalendarPopup(True)
        self.field.setKeyboardTracking(False)
        self.field.setAccessibleName("Day and time that is shown")
        self.begin, self.end = QLabel(self), QLabel("now", self)
        for label in (self.begin, self.end):
            label.setFont(theme.font("small"))
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._soon.timeout.connect(lambda: self.asked.emit(self._moment))
        self._lay_out(Mark(theme, "clock-counter-clockwise", "caution"))
        self._connect()

    @property
    def moment(self) -> datetime:
        """The moment that is shown or asked for."""
        return self._moment

    def set_range(self, first: datetime) -> None:
        """The notebook begins here, and ends now."""
        self._first = min(first, self._moment)
        now = datetime.now(UTC)
        local = self._first.astimezone()
        self.begin.setText(words.long_date(local))
        with QSignalBlocker(self.slider), QSignalBlocker(self.field):
            self.slider.setRange(0, max(1, _hours(now - self._first) + 1))
            self.field.setDateTimeRange(_field_time(self._first - timedelta(days=1)), _field_time(now))
        self._show()

    def set_moment(self, moment: datetime) -> None:
        """Show this moment; nobody is asked for it."""
        self._moment = moment
        self._show()

    def say(self, told: str, done: int = 0, total: int = 0) -> None:
        """What is being read, and how far; nothing when it is over."""
        far = f" · {words.figure(done)} of {words.figure(total)}" if total else ""
        self.told.setText(told + far)
        self._stop.setVisible(bool(told))

    def add(self, button: QWidget) -> None:
        """Put a button before the one that leads back."""
        self._top.insertWidget(self._top.count() - 1, button)

    def _lay_out(self, mark: Mark) -> None:
        top = self._top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        top.addWidget(mark)
        top.addWidget(self.heading, 1)
        top.addWidget(self.told)
        top.addWidget(self._stop)
        top.addWidget(self.back)
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self.begin)
        line.addWidget(self.slider, 1)
        line.addWidget(self.end)
        line.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addLayout(line)

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._slid)
        self.field.dateTimeChanged.connect(self._typed)
        self.back.clicked.connect(self.left)
        self._stop.clicked.connect(self.stopped)

    def _slid(self, hours: int) -> None:
        self._ask(min(self._first + timedelta(hours=hours), datetime.now(UTC)))

    def _typed(self, when: QDateTime) -> None:
        self._ask(datetime.fromtimestamp(when.toSecsSinceEpoch(), UTC))

    def _ask(self, moment: datetime) -> None:
        self._moment = moment
        self._show()
        self._soon.start()

    def _show(self) -> None:
        moment = self._moment.astimezone()
        self.heading.setText(f"As it was on {words.long_date(moment)}, {words.clock(moment)} · read only")
        self.setAccessibleName(self.heading.text())
        with QSignalBlocker(self.slider), QSignalBlocker(self.field):
            self.slider.setValue(_hours(self._moment - self._first))
            self.field.setDateTime(_field_time(self._moment))


def _hours(span: timedelta) -> int:
    return int(span.total_seconds() // 3_600)


def _field_time(moment: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
