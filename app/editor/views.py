"""What is shown of a note: its text, how it reads, both beside each other, two versions of it, or that none is open.

Owns which of these is on the screen and how they share the room. It refuses to know what is in them.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.editor.clash import Clash
from app.editor.preview import Preview
from app.editor.text import NoteText
from app.panes import put_in_reading_order
from app.sizes import HALVES
from app.theme import GRID
from core import tr


class Show(Enum):
    """How a note is shown."""

    TEXT = auto()
    PREVIEW = auto()
    BESIDE = auto()


class Views(QStackedWidget):
    """The room above the foot of the editor."""

    begun = Signal()
    """Where no note is open, a person wants to begin one."""

    def __init__(self, text: NoteText, preview: Preview, clash: Clash, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._preview = preview
        self._clash = clash
        self._begin = QPushButton(tr("New note"))
        self._nothing = self._make_nothing()
        self._desk = QSplitter(Qt.Orientation.Horizontal, self)
        self._desk.setHandleWidth(1)
        self._desk.setChildrenCollapsible(False)
        for view in (text, preview):
            self._desk.addWidget(view)
        put_in_reading_order(self._desk)
        self._desk.splitterMoved.connect(self._fit)
        for page in (self._nothing, self._desk, clash):
            self.addWidget(page)
        self.currentChanged.connect(self.updateGeometry)
        preview.hide()

    @property
    def shown(self) -> Show | None:
        """How the note is shown; None when no note is, or two versions of one."""
        if self.currentWidget() is not self._desk:
            return None
        if self._preview.isHidden():
            return Show.TEXT
        return Show.PREVIEW if self._text.isHidden() else Show.BESIDE

    @property
    def compares(self) -> bool:
        """Whether two versions are shown."""
        return self.currentWidget() is self._clash

    def minimumSizeHint(self) -> QSize:
        """Called by Qt: what is not shown needs no room."""
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()

    def show_note(self, how: Show) -> None:
        """Show the note; the focus stays in it when it was there."""
        focused = any(view.hasFocus() for view in (self._text, self._preview, self._clash))
        self.setCurrentWidget(self._desk)
        self._text.setVisible(how is not Show.PREVIEW)
        self._preview.setVisible(how is not Show.TEXT)
        if how is Show.BESIDE and 0 in self._desk.sizes():
            self._desk.setSizes(HALVES)
        self._fit()
        if focused:
            (self._preview if how is Show.PREVIEW else self._text).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Put the caret into the text; the keyboard to the button where no note is open."""
        here = self._begin if self.currentWidget() is self._nothing else self._text
        here.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_clash(self) -> None:
        """Show two versions."""
        self.setCurrentWidget(self._clash)

    def show_nothing(self) -> None:
        """Say that no note is open."""
        self.setCurrentWidget(self._nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: keeps the columns in the middle."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.shown is Show.BESIDE
        left, right = self._desk.sizes() if beside else (self.width(), self.width())
        self._text.set_column(left)
        self._preview.set_column(right)

    def _make_nothing(self) -> QWidget:
        page = QWidget(self)
        words = QLabel(
            tr("Here you read and write a note. Begin a new one, or choose one from the list."), page
        )
        words.setObjectName("muted")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._begin.clicked.connect(self.begun)
        column = QVBoxLayout(page)
        column.setSpacing(3 * GRID)
        column.addStretch()
        column.addWidget(words)
        column.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        return page
