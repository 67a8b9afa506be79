"""How the capture window looks, and which keys it knows: a frame of its own that opens over everything else.

Owns the widgets. It refuses to know what becomes of the text.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextDocumentLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.announcing import announce
from app.editor.line_keys import in_list_or_table
from app.editor.sheet import Sheet
from app.editor.tags import Tags
from app.editor.text import NoteText
from app.sizes import CAPTURE, CAPTURE_LEAST, CAPTURE_MORE
from app.theme import GRID, Theme
from core import tr


class CaptureText(NoteText):
    """The note's text, in which Ctrl+Enter means that it is done."""

    done = Signal()
    hint = ""
    """What stands there while nothing is written. Qt's own stands above the line and does not grow with the text."""

    def takes_tab(self) -> bool:
        """Tab leads to the tags, but from within a list or a table."""
        return super().takes_tab() and in_list_or_table(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt."""
        super().paintEvent(event)
        if not self.document().isEmpty():
            return
        caret, room = self.cursorRect(), self.viewport().rect()
        if caret.center().x() < room.center().x():
            room.setLeft(caret.right() + 1)
        else:  # it is read from right to left
            room.setRight(caret.left() - 1)
        room.setTop(caret.top())
        room.setBottom(caret.bottom())
        painter = QPainter(self.viewport())
        painter.setFont(self._theme.text_font("body"))
        painter.setPen(self._theme.colors.muted)
        shown = painter.fontMetrics().elidedText(self.hint, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignLeft if room.left() > 0 else Qt.AlignmentFlag.AlignRight
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt. When tags or files below take room, the line that is written stays in sight."""
        super().resizeEvent(event)
        self.ensureCursorVisible()

    def event(self, event: QEvent) -> bool:
        """Called by Qt. Ctrl+Enter ends the writing here, whatever it means in a note."""
        if isinstance(event, QKeyEvent) and _ends(event):
            if event.type() is QEvent.Type.KeyPress:
                self.done.emit()
            event.accept()
            return True
        return super().event(event)


class Frame(QWidget):
    """The window itself. It has no title bar; it is moved by its upper edge."""

    save_wanted = Signal()
    left = Signal()
    """Esc, or the window was closed: what is written is kept for later."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self._may_close = False
        self.setObjectName("capture")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Quick capture · Second Brain"))
        self.setAccessibleName(tr("Quick capture"))
        self.setMinimumSize(CAPTURE_LEAST)
        self.text = CaptureText(theme, self)
        self.text.hint = tr("What is on your mind?")
        self.tags = Tags(theme, self)
        self._files = self._label(tr("Files of the note"))
        self._state = self._label(tr("Whether it is kept"))
        self._state.setWordWrap(True)
        self._later, self._save, self._close = (
            QPushButton(tr("Later"), self),
            QPushButton(tr("Save"), self),
            QToolButton(self),
        )
        self._lay_out()
        self._connect()
        self._dress()
        more = CAPTURE_MORE * max(theme.text_size - 100, 0) // 100
        self.resize(CAPTURE.width(), CAPTURE.height() + more)

    def come_forward(self) -> None:
        """Show the window in front of all others, with the cursor in the text."""
        if not self.isVisible():
            self._go_to_middle()
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.verticalScrollBar().setValue(0)
        self.text.ensureCursorVisible()

    def show_sheet(self, sheet: Sheet) -> None:
        """Write on this sheet from now on."""
        self.text.show_document(sheet.document, sheet.page)

    def let_go(self) -> None:
        """The sheet is about to end, and this window ends after it: Qt would go on asking for the sheet's document."""
        document = QTextDocument(self)
        document.setDocumentLayout(QPlainTextDocumentLayout(document))
        self.text.setDocument(document)
        self.deleteLater()

    def show_files(self, names: list[str]) -> None:
        """The files that the note will have."""
        self._files.setText("  ".join(names))
        self._files.setVisible(bool(names))

    def say(self, words: str, *, trouble: bool = False) -> None:
        """How it stands with what is written."""
        if words != self._state.text():
            self._state.setText(words)
            if trouble:
                announce(self, words)

    @property
    def words(self) -> str:
        """What it says about what is written."""
        return self._state.text()

    def hold(self, still: bool) -> None:
        """Let nothing be changed while it is on its way."""
        self.text.setReadOnly(still)
        self._save.setEnabled(not still)

    def close_for_good(self) -> None:
        """Close without asking anybody."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Called by Qt, as when the system closes the window: the same as Esc."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it aside, Ctrl+Enter saves, wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif _ends(event):
            self.save_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Called by Qt: whatever is no text and no button moves the window."""
        if event.button() is Qt.MouseButton.LeftButton and (handle := self.windowHandle()) is not None:
            handle.startSystemMove()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self.text.set_column(event.size().width())

    def _lay_out(self) -> None:
        title = self._label("")
        title.setText(tr("Quick capture"))
        for button, tip in (
            (self._save, tr("Make a note of it (Ctrl+Enter)")),
            (self._later, tr("Keep it for later (Esc)")),
        ):
            button.setToolTip(tip)
        self._save.setProperty("primary", True)
        self._close.setToolTip(tr("Keep it for later (Esc)"))
        self._close.setAccessibleName(tr("Close, and keep it for later"))
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._close)
        foot.setSpacing(2 * GRID)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._later)
        foot.addWidget(self._save)
        side = 6 * GRID
        head.setContentsMargins(side, 2 * GRID, 2 * GRID, 0)
        below = QVBoxLayout()
        below.setContentsMargins(side, 2 * GRID, 4 * GRID, 3 * GRID)
        below.setSpacing(2 * GRID)
        below.addWidget(self._files)
        below.addWidget(self.tags)
        below.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addLayout(below)
        self.show_files([])

    def _connect(self) -> None:
        self.text.done.connect(self.save_wanted)
        self._save.clicked.connect(self.save_wanted)
        self._later.clicked.connect(self.left)
        self._close.clicked.connect(self.left)
        self.tags.left.connect(lambda: self.text.setFocus(Qt.FocusReason.OtherFocusReason))
        self._theme.changed.connect(self._dress)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName("muted")
        label.setFont(self._theme.font("small"))
        label.setAccessibleDescription(name)
        return label

    def _go_to_middle(self) -> None:
        """Into the upper half of the screen where the pointer is."""
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.move(
            room.topLeft() + QPoint((room.width() - self.width()) // 2, (room.height() - self.height()) // 3)
        )

    def _dress(self) -> None:
        self._close.setIcon(self._theme.icon("x"))


def _ends(event: QKeyEvent) -> bool:
    keypad = Qt.KeyboardModifier.KeypadModifier
    controlled = event.modifiers() & ~keypad == Qt.KeyboardModifier.ControlModifier
    return controlled and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
