"""A note as it was: its text to read and copy, its tags and times, and the button that brings it back.

Owns how that looks. It refuses to know what bringing back means.
"""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app import words
from app.editor.preview import Preview
from app.editor.text import beside_column
from app.pictures import Pictures
from app.sizes import BESIDE, LOWEST
from app.theme import GRID, Theme
from core import Memory, tr, tr_noop

_NOTHING = tr_noop("Choose a note to read it as it was.")


class NoteThen(QWidget):
    """One note of another day."""

    wanted = Signal()
    """Bring this note back."""
    left = Signal()
    """Esc was pressed in the text."""

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._theme = theme
        self.memory: Memory | None = None
        """The note that is shown."""
        self.text = Preview(theme, pictures, self)
        self.text.setAccessibleName(tr("The note as it was"))
        self.about = QLabel(self)
        self.about.setObjectName("muted")
        self.about.setFont(theme.font("small"))
        self.about.setWordWrap(True)
        self.button = QPushButton(tr("Bring this back"), self)
        self.button.clicked.connect(self.wanted)
        self.nothing = QLabel(tr(_NOTHING), self)
        self.nothing.setObjectName("muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self._views = QStackedWidget(self)
        self._views.addWidget(self.nothing)
        self._views.addWidget(self.text)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(2 * GRID)
        self._foot.addWidget(self.about, 1)
        self._foot.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._views, 1)
        self._column.addLayout(self._foot)
        self.text.left.connect(self.left)
        theme.changed.connect(self._dress)
        pictures.arrived.connect(self._dress)
        self.show_nothing()

    def show_note(self, memory: Memory) -> None:
        """Show this note, from its top where it is another one."""
        same = self.memory is not None and self.memory.id == memory.id
        self.memory = memory
        self._pictures.show_files(memory.attachments)
        self.text.show_text(memory.content)
        if not same:
            self.text.verticalScrollBar().setValue(0)
        now = datetime.now(UTC).astimezone()
        facts = [
            tr("changed {moment}", moment=words.exactly(memory.updated_at, now)),
            *(f"#{tag}" for tag in memory.tags),
        ]
        if memory.deleted_at is not None:
            facts.append(tr("in the trash"))
        self.about.setText(" · ".join(facts))
        self.button.show()
        self._views.setCurrentWidget(self.text)

    def show_nothing(self, why: str = "") -> None:
        """Show no note, and say why: because none was chosen, if nothing else is said."""
        self.memory = None
        self.nothing.setText(why or tr(_NOTHING))
        self.about.clear()
        self.button.hide()
        self._views.setCurrentWidget(self.nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: keeps the column in the middle, and the button below the words where both have no room; where it
        is low, the text begins higher."""
        super().resizeEvent(event)
        width = event.size().width()
        self._column.setContentsMargins(0, 6 * GRID if event.size().height() >= LOWEST else 0, 0, 0)
        directions = QBoxLayout.Direction
        self._foot.setDirection(directions.LeftToRight if width >= BESIDE else directions.TopToBottom)
        side = beside_column(width)
        self.text.set_column(width)
        self._foot.setContentsMargins(side, 2 * GRID, side, 2 * GRID)

    def _dress(self) -> None:
        if self.memory is not None:
            self.show_note(self.memory)
