"""Finding and replacing in the open note: a bar below its text.

Owns the two fields, the figure, and the step from place to place. What is a place is decided in `finding`, away from the
window's thread; the text paints them.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from app import words
from app.announcing import announce
from app.editor.finding import Found, Place, Wanted, find_all, nearest, replacement
from app.editor.plaintext import text_of, without_impossible
from app.editor.text import NoteText, beside_column
from app.sizes import BESIDE
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import tr

_REST_MS = 80
_ANY = "\N{LEFT-TO-RIGHT MARK}.*\N{LEFT-TO-RIGHT MARK}"  # a pattern runs its own way in a window read from the right, too
_KEEP = QTextCursor.MoveMode.KeepAnchor
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """Finds in one text. Hidden until it is asked for."""

    left = Signal()
    """Esc was pressed, or the cross."""

    def __init__(self, text: NoteText, workspace: Workspace, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._workspace = workspace
        self._theme = theme
        self._found = Found()
        self._revision = -1
        self._wide: bool | None = None
        self._then: Callable[[], None] | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._look)
        self._build()
        self._lay_out()
        text.textChanged.connect(self._changed)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def figure(self) -> str:
        """What is said of the places now."""
        return self._figure.text()

    def put_behind(self, before: QWidget) -> None:
        """Have Tab come here from this widget: the bar is made last, and stands above what is below the note."""
        switches = (self.by_case, self.pattern, self._back, self._on, self._close)
        for widget in (self.field, self.written, *switches, self._one, self._all):
            self.setTabOrder(before, widget)
            before = widget

    def begin(self) -> None:
        """Look for something: for what is selected, if that is within a line."""
        chosen = self._text.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self.field.setText(chosen)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._look()

    def end(self) -> None:
        """Look for nothing any more."""
        self.hide()
        self._rest.stop()
        self._found = Found()
        self._text.show_found(())
        self.left.emit()

    def look_again(self) -> None:
        """Another note is open."""
        self._text.show_found(())
        self._look()

    def step(self, *, back: bool = False) -> None:
        """On to the next place, or back to the one before."""
        if self.isHidden():
            self.begin()
        else:
            self._when_known(lambda: self._go(back))

    def replace(self) -> None:
        """Replace the place that is selected, and go on; go to the first one when none is."""
        self._when_known(self._replace_here)

    def replace_all(self) -> None:
        """Replace every place, as one step that can be undone."""
        self._when_known(self._replace_all)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt for the keys that the fields leave."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in _ENTER and self.field.hasFocus():
            self.step(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in _ENTER and self.written.hasFocus():
            self.replace()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: stands below the column of text, in more rows where that is narrow."""
        self._place(wide=event.size().width() >= BESIDE)
        side = beside_column(event.size().width())
        self._grid.setContentsMargins(side, 2 * GRID, side, 2 * GRID)
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt: a hairline keeps the text apart."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._theme.colors.hairline)
        painter.end()

    # ---- building

    def _build(self) -> None:
        self.setAccessibleName(tr("Find in the note"))
        self.field = self._line(tr("Find"), tr("Find in the note"))
        self.written = self._line(tr("Replace with"), tr("Replace with"))
        self.by_case = self._switch("Aa", tr("Capital letters count"))
        self.pattern = self._switch(
            _ANY, tr("Regular expression: \\1 in the replacement is what the first group caught")
        )
        self._figure = QLabel(self)
        self._figure.setObjectName("muted")
        self._back = self._button("caret-up", tr("Previous"), lambda: self.step(back=True))
        self._on = self._button("caret-down", tr("Next"), self.step)
        self._close = self._button("x", tr("Close"), self.end)
        self._one = QPushButton(tr("Replace"), self)
        self._one.clicked.connect(self.replace)
        self._all = QPushButton(tr("Replace all"), self)
        self._all.clicked.connect(self.replace_all)
        self.field.textChanged.connect(self._rest.start)

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        first, second = self._rows = (QHBoxLayout(), QHBoxLayout())
        first.setSpacing(GRID)
        second.setSpacing(2 * GRID)
        for widget in (self.by_case, self.pattern, self._back, self._on, self._figure):
            first.addWidget(widget)
        first.addStretch()
        first.addWidget(self._close)
        for button in (self._one, self._all):
            second.addWidget(button)
        second.addStretch()
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._place(wide=True)

    def _place(self, *, wide: bool) -> None:
        """Each field with its buttons beside it; or the fields beside each other, and the buttons below them."""
        if wide == self._wide:
            return
        self._wide = wide
        for at, (field, buttons) in enumerate(zip((self.field, self.written), self._rows, strict=True)):
            self._grid.removeWidget(field)
            self._grid.removeItem(buttons)
            self._grid.addWidget(field, at if wide else 0, 0 if wide else at)
            self._grid.addLayout(buttons, at if wide else at + 1, 1 if wide else 0, 1, 1 if wide else 2)

    def _line(self, hint: str, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(hint)
        line.setAccessibleName(name)
        return line

    def _switch(self, sign: str, name: str) -> QToolButton:
        switch = QToolButton(self)
        switch.setText(sign)
        switch.setCheckable(True)
        switch.setToolTip(name)
        switch.setAccessibleName(name)
        switch.toggled.connect(self._look)
        return switch

    def _button(self, icon: str, name: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon_name", icon)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _dress(self) -> None:
        for button in (self._back, self._on, self._close):
            button.setIcon(self._theme.icon(button.property("icon_name")))

    # ---- looking

    @property
    def _wanted(self) -> Wanted:
        return Wanted(self.field.text(), self.by_case.isChecked(), self.pattern.isChecked())

    def _changed(self) -> None:
        if not self.isHidden():
            self._rest.start()

    def _look(self) -> None:
        if self.isHidden():
            return
        self._rest.stop()
        self._revision = -1  # what is known is of another text, or of other words, until the answer is there
        document, wanted = self._text.document(), self._wanted
        text, revision = text_of(document), document.revision()

        def answer(found: Found) -> None:
            if (
                document is self._text.document()
                and revision == document.revision()
                and wanted == self._wanted
            ):
                self._show(found, revision)

        self._workspace.read(lambda _: find_all(text, wanted), answer, owner=self, latest="places")

    def _show(self, found: Found, revision: int) -> None:
        self._found, self._revision = found, revision
        self._text.show_found(tuple((place.start, place.end) for place in found.places))
        self._tell()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _tell(self) -> None:
        found, cursor = self._found, self._text.textCursor()
        count = f"{words.figure(len(found.places))}{'+' if found.more else ''}"
        here = (cursor.selectionStart(), cursor.selectionEnd())
        at = next((n for n, each in enumerate(found.places) if (each.start, each.end) == here), None)
        told = (
            tr("{count} found", count=count)
            if at is None
            else tr("{place} of {count}", place=words.figure(at + 1), count=count)
        )
        self._say(found.trouble or (told if self.field.text() else ""))
        some = bool(found.places)
        for widget, possible, beside in (
            (self._back, some, self.field),
            (self._on, some, self.field),
            (self._one, some, self.written),
            (self._all, some and not found.more, self.written),
        ):
            if not possible and widget.hasFocus():  # Qt would go on to whatever comes next, outside this bar
                beside.setFocus(Qt.FocusReason.OtherFocusReason)
            widget.setEnabled(possible)

    def _say(self, told: str) -> None:
        if told != self._figure.text() and self.isVisible():
            announce(self, told)
        self._figure.setText(told)

    def _when_known(self, act: Callable[[], None]) -> None:
        """Do something with the places of the text as it is now."""
        fresh = self._revision == self._text.document().revision() and not self._rest.isActive()
        if fresh:
            act()
        else:
            self._then = act
            self._look()

    def _go(self, back: bool) -> None:
        if self._found.places:
            cursor = self._text.textCursor()
            at = cursor.selectionStart() if back else cursor.selectionEnd()
            self._choose(self._found.places[nearest(self._found.places, at, back=back)])

    def _choose(self, place: Place) -> None:
        cursor = self._text.textCursor()
        cursor.setPosition(place.start)
        cursor.setPosition(place.end, _KEEP)
        self._text.setTextCursor(cursor)
        self._text.ensureCursorVisible()
        self._tell()

    def _replace_here(self) -> None:
        cursor = self._text.textCursor()
        here = (cursor.selectionStart(), cursor.selectionEnd())
        place = next((each for each in self._found.places if (each.start, each.end) == here), None)
        if place is not None and not self._text.isReadOnly():
            cursor.insertText(self._replacement(place))
            self._text.setTextCursor(cursor)
        self._when_known(lambda: self._go(back=False))

    def _replace_all(self) -> None:
        if self._text.isReadOnly() or self._found.more:
            return
        cursor, places = QTextCursor(self._text.document()), self._found.places
        cursor.beginEditBlock()
        for place in reversed(places):
            cursor.setPosition(place.start)
            cursor.setPosition(place.end, _KEEP)
            cursor.insertText(self._replacement(place))
        cursor.endEditBlock()
        self._then = lambda: self._say(tr("{count} replaced", count=words.figure(len(places))))
        self._look()

    def _replacement(self, place: Place) -> str:
        return without_impossible(replacement(place, self.written.text(), self._wanted))[0]
