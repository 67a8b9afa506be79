"""The line under a note: its tags, how long it is, when it was changed, and the switch to the preview."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from app import words
from app.editor.tags import Tags
from app.sizes import BESIDE, FOOT, SWITCH, TAGS_LEAST
from app.theme import GRID, Theme
from core import Memory, tr

_EVERY_MS = 30_000  # how often "today 14:05" is looked at again


class Foot(QWidget):
    """Tags at the left, length, dates and switch at the right."""

    preview_wanted = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._memory: Memory | None = None
        self._typed_at: datetime | None = None
        self.tags = Tags(theme, self)
        self._dates = QLabel(self)
        self._dates.setObjectName("muted")
        self._dates.setFont(theme.font("small"))
        self.switch = QToolButton(self)
        self.switch.setCheckable(True)
        self.switch.setIcon(theme.icon("eye"))
        theme.changed.connect(lambda: self.switch.setIcon(theme.icon("eye")))
        self.switch.setToolTip(tr("Preview"))
        self.switch.setAccessibleName(tr("Preview"))
        self.switch.clicked.connect(self.preview_wanted)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(3 * GRID)
        self._length = QLabel(self)
        self._length.setObjectName("muted")
        self._length.setFont(theme.font("small"))
        self._length.setFixedHeight(FOOT)
        self._space = QLabel(self)
        self._space.setObjectName("muted")
        self._space.setFont(theme.font("small"))
        self._space.setFixedHeight(FOOT)
        self._row.addWidget(self.tags, 1)
        self._row.addWidget(self._space, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._length, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._dates, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        self._dates.setFixedHeight(FOOT)
        self.switch.setFixedSize(SWITCH)
        self.set_side(0)
        self._clock = QTimer(self, interval=_EVERY_MS)
        self._clock.timeout.connect(self._tell_dates)
        self._clock.start()
        theme.changed.connect(self.update)

    def set_side(self, side: int) -> None:
        """Leave this much room left and right, as the column of text does."""
        self._row.setContentsMargins(side, 2 * GRID, side, 2 * GRID)

    def show_space(self, words: str, more: str = "") -> None:
        """In which space the note is, in few words, and `more` of them for who asks; nothing where it is in none."""
        self._space.setText(words)
        self._space.setToolTip(more)
        self._space.setAccessibleDescription(more)
        self._space.setVisible(bool(words))
        self._make_room()

    def show_length(self, length: str) -> None:
        """How long the note is, in words."""
        self._length.setText(length)
        self._make_room()
        self._length.setAccessibleName(tr("Length: {length}", length=length))

    def show_memory(self, memory: Memory | None) -> None:
        """The dates of this note; none for one that is not saved yet."""
        self._memory = memory
        self._tell_dates()

    def show_typed(self, moment: datetime | None) -> None:
        """When something was typed into the note that is not in its history yet; None where nothing is."""
        if moment != self._typed_at:
            self._typed_at = moment
            self._tell_dates()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where there is little room the tags have it: the length gives way first, then the dates. In a narrow pane, mostly
        a low one, these are there only where the tags need no further row for it."""
        sides = self._row.contentsMargins()
        room = self.width() - sides.left() - sides.right() - self.switch.width()
        room -= 0 if self._space.isHidden() else self._space.sizeHint().width()
        narrow, alone = self.width() < BESIDE, room
        # A resizeEvent comes within the layout's own pass: what comes into sight there would begin another one.
        self._row.setEnabled(False)
        for told in (self._dates, self._length):
            room -= told.sizeHint().width() + 3 * GRID
            told.setVisible(
                room >= TAGS_LEAST and not (narrow and self._tags_high(room) > self._tags_high(alone))
            )
        self._row.setEnabled(True)

    def _tags_high(self, room: int) -> int:
        return self.tags.heightForWidth(room - self._row.spacing())

    def _tell_dates(self) -> None:
        memory, now = self._memory, datetime.now().astimezone()
        edited = self._typed_at or (memory.updated_at if memory else None)
        self._dates.setText(tr("Edited {moment}", moment=words.day(edited, now)) if edited else "")
        exact = [tr("Created {moment}", moment=words.exactly(memory.created_at, now))] if memory else []
        exact += [tr("Edited {moment}", moment=words.exactly(edited, now))] if edited else []
        self._dates.setToolTip("\n".join(exact))
        self._dates.setAccessibleDescription("\n".join(exact))
        self._make_room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt: a hairline keeps the text apart."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._theme.colors.hairline)
        painter.end()
