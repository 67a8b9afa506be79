"""The bar over the notebook of another day: which moment it shows, in words, and the ways to another one and back.

Owns field and slider for one moment. A moment is typed as people say it; what is not understood stays where it was typed.
It refuses to know what is shown of a moment.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.announcing import Calm, announce
from app.history.scale import POSITIONS, Marks, Scale, step_of
from app.migration.sheet import Mark
from app.sizes import FIELD_WIDE, NARROWER
from app.theme import GRID, Theme
from core import UnreadableDate, read_moment, tr, tr_noop

_SETTLE_MS = 60  # after the slider has moved: who drags it is followed, and not asked too often
_OFTEN = (
    (tr_noop("An hour ago"), ""),
    (tr_noop("Yesterday"), tr_noop("As it was when yesterday ended")),
    (tr_noop("A week ago"), tr_noop("To the minute")),
)
_TAKES = tr_noop("“18:28”, “an hour ago”, “yesterday 9:00”, “28 Nov 2026, 18:28”, “2026-11-28” or “week-1”")
_KEYS = tr_noop("Up and Down go by days, with Shift by hours, Page Up and Page Down by months")


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
        self._moment = datetime.now(UTC)
        self._scale = Scale(self._moment, self._moment)
        self.setObjectName("then")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = QLabel(self)
        self.heading.setFont(theme.font("strong"))
        self.heading.setWordWrap(True)
        self._calm = Calm(self)
        self.told = QLabel(self)
        self.told.setFont(theme.font("small"))
        self._stop = QPushButton(tr("Stop"), self)
        self._stop.hide()
        self.back = QPushButton(tr("Back to today"), self)
        self.field = QLineEdit(self)
        self.field.setMinimumWidth(FIELD_WIDE)
        self.field.setPlaceholderText(tr("10 minutes ago"))
        self.field.setAccessibleName(tr("Day and time that is shown"))
        examples, keys = tr(_TAKES), tr(_KEYS)
        self.field.setAccessibleDescription(tr("Takes {examples}. {keys}.", examples=examples, keys=keys))
        self.field.setToolTip(tr("Takes {examples}, then Enter.\n{keys}.", examples=examples, keys=keys))
        self.often = [self._button(text, tip) for text, tip in _OFTEN]
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, POSITIONS)
        self.slider.setPageStep(POSITIONS // 20)
        self.slider.setToolTip(tr("{keys}; Home goes to the first note, End to now.", keys=keys))
        self.slider.setAccessibleName(
            tr("Moment that is shown, on a scale that has the most room for the last hours")
        )
        self.marks = Marks(theme, self)
        self.begin, self.end = QLabel(self), QLabel(tr("now"), self)
        for label in (self.begin, self.end, self.said):
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
        self._scale = Scale(min(first, self._moment), datetime.now(UTC))
        self.begin.setText(words.long_date(self._scale.first.astimezone()))
        self.marks.set_scale(self._scale)
        self._show()

    def set_moment(self, moment: datetime) -> None:
        """Show this moment; nobody is asked for it."""
        self._moment = moment
        self._say("")
        self.field.setModified(False)
        self._show()

    def say(self, told: str, done: int = 0, total: int = 0) -> None:
        """What is being read, and how far; nothing when it is over."""
        if total:
            told = tr(
                "{doing} · {done} of {all}", doing=told, done=words.figure(done), all=words.figure(total)
            )
        self.told.setText(told)
        self._stop.setVisible(bool(told))

    def add(self, button: QWidget) -> None:
        """Put a button before the one that leads back."""
        self._leading.insertWidget(0, button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: where it is narrow, buttons stand below the words, and moments are typed or found on the slider."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROWER
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        for button in self.often:
            button.setVisible(not narrow)

    def hideEvent(self, event: QHideEvent) -> None:
        """Called by Qt. Nobody waits for another moment any more."""
        super().hideEvent(event)
        self._soon.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that go by hours, days and months; Esc takes back what was typed, before it leads away."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if (step := step_of(event, self.slider if watched is self.slider else None)) is not None:
            self._go(step)
            return True
        if event.key() == Qt.Key.Key_Escape and watched is self.field and self.field.isModified():
            self.set_moment(self._moment)
            self.field.selectAll()
            return True
        return super().eventFilter(watched, event)

    def read(self) -> None:
        """Go to the moment that is typed, or say why not."""
        if not self.field.isModified():
            return
        text, now = self.field.text(), datetime.now(UTC)
        try:
            # naive: the rules of this place for another day may not be those of now
            moment = read_moment(text, now.astimezone().replace(tzinfo=None)).astimezone(UTC)
        except UnreadableDate as unreadable:
            said = [unreadable.words, tr("The field takes {examples}.", examples=tr(_TAKES))]
            if unreadable.instead:
                said.insert(1, tr("Did you mean {date}?", date=unreadable.instead))
            self._say(" ".join(said))
            return
        self._ask(moment)
        self.field.selectAll()

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(tr(text), self)
        button.setToolTip(tr(tip) if tip else "")
        button.clicked.connect(lambda: self._ask_in_words(text))
        return button

    def _ask_in_words(self, text: str) -> None:
        self.field.setText(text)
        self.field.setModified(True)
        self.read()

    def _lay_out(self, mark: Mark) -> None:
        said = QHBoxLayout()
        for widget, share in ((mark, 0), (self.heading, 1), (self.told, 0), (self._stop, 0)):
            said.addWidget(widget, share)
        self._leading = QHBoxLayout()
        self._leading.addWidget(self.back)
        top = self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.addLayout(said, 1)
        top.addLayout(self._leading)
        typed = QHBoxLayout()
        typed.addWidget(self.field)
        for button in self.often:
            typed.addWidget(button)
        typed.addWidget(self.said, 1)
        scaled = QVBoxLayout()
        scaled.setSpacing(0)
        scaled.addWidget(self.slider)
        scaled.addWidget(self.marks)
        line = QHBoxLayout()
        line.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(scaled, 1)
        line.addWidget(self.end, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for row in (said, self._leading, top, typed, line):
            row.setSpacing(2 * GRID)
        for row in (top, typed, line):
            column.addLayout(row)

    def _connect(self) -> None:
        self.slider.valueChanged.connect(lambda position: self._ask(self._scale.moment(position)))
        self.slider.installEventFilter(self)
        self.field.installEventFilter(self)
        self.field.editingFinished.connect(self.read)
        self.field.textEdited.connect(lambda: self._say(""))
        self.back.clicked.connect(self.left)
        self._stop.clicked.connect(self.stopped)

    def _go(self, step: timedelta) -> None:
        """So far from the moment that is shown: days keep the time of the day."""
        local = self._moment.astimezone()
        if abs(step) < timedelta(days=1):
            self._ask(self._moment + step)
        else:
            self._ask((local.replace(tzinfo=None) + step).astimezone(UTC))

    def _ask(self, moment: datetime) -> None:
        now = datetime.now(UTC)
        self.set_moment(min(moment, now))
        if moment > now:
            to_come = words.exactly(moment, now.astimezone())
            self._say(tr("{moment}, is yet to come. This is now.", moment=to_come))
        self._soon.start()

    def _say(self, said: str) -> None:
        """A line beside the field, which is read aloud, too."""
        shown = said or tr("Or type: {example}", example=tr("10 minutes ago"))
        if shown != self.said.text():
            self.said.setText(shown)
            if said:
                announce(self.field, said)

    def _show(self) -> None:
        moment = self._moment.astimezone()
        self.heading.setText(
            tr(
                "As it was on {date}, {time} · read only",
                date=words.long_date(moment),
                time=words.clock(moment),
            )
        )
        self.setAccessibleName(self.heading.text())
        self._calm.say(self.heading.text())
        with QSignalBlocker(self.slider):
            self.slider.setValue(self._scale.position(self._moment))
        shown = words.exactly(self._moment, moment)
        self.slider.setAccessibleDescription(shown)
        if not self.field.isModified() and self.field.text() != shown:  # what somebody is typing is theirs
            self.field.setText(shown)
            if self.field.hasFocus():  # elsewhere it would look as if the keyboard were here
                self.field.selectAll()
