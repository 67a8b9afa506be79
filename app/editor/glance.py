"""A look at where a link leads, without going there: what the note says, how large the file is, or that there is none yet.

Owns when it is shown and how it goes: where the mouse rests, or by an action, and until the person goes on in any way. It
takes neither the keyboard nor the mouse, and never stands where the mouse is. Notes are asked away from the window's thread.
It refuses to know where a link leads (`Linking`), and how a note is drawn: it tells its words.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from app import words
from app.announcing import announce
from app.editor.below import Row
from app.editor.editor import Editor
from app.editor.linking import Nowhere
from app.editor.note_parts import line_of
from app.editor.pointer import address_at_caret, address_under
from app.popover import beside
from app.sizes import GLANCE
from app.theme import GRID, Theme
from core import Attachment, Memory, beginning_of, tr

_MODIFIERS = {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
_GOES_ON = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.ContextMenu,
    QEvent.Type.WindowDeactivate,
}


class Told(NamedTuple):
    """What is said of where a link leads: what that is called, its first lines, and what stands below them."""

    title: str
    lines: tuple[str, ...] = ()
    small: str = ""


class _Link(NamedTuple):
    """What is looked at: a link or a note, where on a widget it is, and whether the mouse rests there."""

    leads: str | UUID
    widget: QWidget
    area: QRect
    by_mouse: bool


class Glance(QFrame):
    """One for the links of the open note, and for the notes that are listed below it."""

    def __init__(self, editor: Editor, theme: Theme) -> None:
        super().__init__(editor.window())
        self._editor, self._over = editor, editor.window()
        self._link: _Link | None = None
        self._lines: tuple[str, ...] = ()
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title, self._words, self._small = (_label(self) for _ in range(3))
        self._small.setObjectName("muted")
        theme.changed.connect(partial(self._dress, theme))
        self._dress(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        for label in (self._title, self._words, self._small):
            column.addWidget(label)
        self.hide()
        for watched in (editor.text.viewport(), editor.preview.viewport(), *self._rows()):
            watched.installEventFilter(self)
        for text in (editor.text, editor.preview):
            text.verticalScrollBar().valueChanged.connect(self.go)
            text.textChanged.connect(self.go)
        editor.opened.connect(self.go)

    @property
    def told(self) -> Told | None:
        """What is said just now."""
        shown = (self._title.text(), self._lines, self._small.text())
        return None if self.isHidden() else Told(*shown)

    def look(self) -> None:
        """Show where the link with the keyboard leads, or the note in whose row it is."""
        link = self._with_keyboard(QApplication.focusWidget())
        if link is None:
            words = tr("Put the cursor into a link first, to see where it leads.")
            self._editor.notice.say("glance", words)
        else:
            self._ask(link)

    def go(self) -> None:
        """Show nothing more, nor what is on its way."""
        if self._link is not None:
            self._link = None
            _application().removeEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt, for all widgets while something is shown or on its way."""
        kind, link = event.type(), self._link
        if kind is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and isinstance(watched, QWidget):
            found = self._under(watched, event.pos())
            if found is not None and (link is None or found.leads != link.leads):
                self._ask(found)
            return found is not None
        if link is None:
            return False
        if isinstance(event, QKeyEvent) and kind is not QEvent.Type.KeyRelease:
            return self._key(event)
        left = link.by_mouse and watched is link.widget and self._left(link, event)
        if kind in _GOES_ON or left or (kind is QEvent.Type.Resize and watched is self._over):
            self.go()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Any key goes on, and is only for that if it is Esc; one that begins a click with it does not yet."""
        closes = event.key() == Qt.Key.Key_Escape and self.isVisible()
        if closes and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # else it may be a shortcut, and come as no key
        elif event.key() not in _MODIFIERS:
            self.go()
        return closes

    def _left(self, link: _Link, event: QEvent) -> bool:
        """Whether the mouse is over another thing now."""
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            under = self._under(link.widget, event.position().toPoint())
            return under is None or under.leads != link.leads
        return event.type() is QEvent.Type.Leave

    def _rows(self) -> list[Row]:
        return [row for panel in (self._editor.back_links, self._editor.related) for row in panel.rows]

    def _under(self, widget: QWidget, at: QPoint) -> _Link | None:
        """The link at a point of a widget, or the note of a row."""
        if isinstance(widget, Row):
            return None if widget.note is None else _Link(widget.note, widget, widget.rect(), True)
        if widget is self._editor.text.viewport():
            address = address_under(self._editor.text, at.toPointF())
            line = self._editor.text.cursorRect(self._editor.text.cursorForPosition(at))
        elif widget is self._editor.preview.viewport():
            address = self._editor.preview.anchorAt(at)
            line = self._editor.preview.cursorRect(self._editor.preview.cursorForPosition(at))
        else:
            return None
        line = QRect(at.x(), line.top(), 1, line.height()).united(QRect(at, at))
        return _Link(address, widget, line, True) if self._editor.linking.leads_within(address) else None

    def _with_keyboard(self, widget: QWidget | None) -> _Link | None:
        editor = self._editor
        if isinstance(widget, Row) and widget.note is not None:
            return _Link(widget.note, widget, widget.rect(), False)
        if editor.preview_shown:
            text: QWidget = editor.preview.viewport()
            address, area = editor.preview.textCursor().charFormat().anchorHref(), editor.preview.cursorRect()
        else:
            text, area = editor.text.viewport(), editor.text.cursorRect()
            address = address_at_caret(editor.text)
        return _Link(address, text, area, False) if editor.linking.leads_within(address) else None

    def _ask(self, link: _Link) -> None:
        if self._link is None:
            _application().installEventFilter(self)
        self._link = link
        self._editor.linking.find(link.leads, partial(self._found, link))

    def _found(self, link: _Link, part: str, found: Memory | Attachment | Nowhere) -> None:
        """What a link leads to is known. Where the person went on meanwhile, that is of no interest."""
        if link is self._link:
            self._show(link, _told(found, part))

    def _show(self, link: _Link, told: Told) -> None:
        self._title.setText(told.title)
        self._title.setVisible(bool(told.title))
        in_text = link.by_mouse and link.widget is self._editor.text.viewport()
        hint = tr("Ctrl and a click follow the link") if in_text else ""
        small = "\n".join(filter(None, (told.small, hint)))
        self._small.setText(small)
        self._small.setVisible(bool(small))
        over = self._over
        self.setFixedWidth(min(GLANCE, over.width() - 4 * GRID))
        room = over.rect().adjusted(2 * GRID, 2 * GRID, -2 * GRID, -2 * GRID)
        area = QRect(link.widget.mapTo(over, link.area.topLeft()), link.area.size())
        most = max(room.bottom() - area.bottom(), area.top() - room.top()) - GRID
        self._lines = told.lines
        while self._height() > most and self._lines:
            self._lines = self._lines[:-1]
        self.setGeometry(beside(area, QSize(self.width(), min(self._height(), most)), room))
        self.setAccessibleName("\n".join(filter(None, (told.title, *self._lines, small))))
        self.show()
        self.raise_()
        announce(self, self.accessibleName())

    def _height(self) -> int:
        self._words.setText("\n".join(self._lines))
        self._words.setVisible(bool(self._lines))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return layout.totalHeightForWidth(self.width())

    def _dress(self, theme: Theme) -> None:
        self._title.setFont(theme.font("strong"))
        self._words.setFont(theme.font("body"))
        self._small.setFont(theme.font("small"))


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    return label


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _told(found: Memory | Attachment | Nowhere, part: str) -> Told:
    if isinstance(found, Nowhere):
        return Told("", (found.words,))
    if isinstance(found, Attachment):
        return Told(found.name, small=words.size(found.size))
    text = found.content
    if (begins := line_of(text, part) if part else None) is not None:
        text = "\n".join(text.split("\n")[begins:])
    edited = tr("edited {moment}", moment=words.day(found.updated_at, datetime.now().astimezone()))
    return Told(found.title or tr("Empty note"), beginning_of(text), " · ".join((edited, *found.tags)))
