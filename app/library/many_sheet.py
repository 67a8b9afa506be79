"""The sheet for many notes at once: their tags, or what is about to happen to very many of them.

Owns the fields and the words. Which notes these are, it refuses to know: it is told how many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app import words
from app.chip import Chip
from app.editor.tags import Field
from app.flow import Flow
from app.popover import Popover
from app.sizes import SHEET
from app.theme import GRID, Theme
from core import TagCount, tr

_MOST = 24  # tags that are listed; the others can be removed in the side bar


class ManyTags(Popover):
    """Collects what is to be added and removed, and says so before it is done."""

    chosen = Signal(tuple, tuple)
    """The tags to add and those to remove."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._beside = over
        self._count = 0
        self._there: dict[str, int] = {}
        self._known: dict[str, str] = {}
        self._more: list[str] = []
        self._fewer: list[str] = []
        self._heading = QLabel(self)
        self._heading.setFont(theme.font("strong"))
        self._chips = QWidget(self)
        self._flow = Flow(self._chips, GRID)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._chips.setSizePolicy(policy)
        self.field = Field(theme, self)
        self.field.entered.connect(self._add)
        self.field.left.connect(self.dismiss)
        self._told = QLabel(self)
        self._told.setObjectName("muted")
        self._told.setWordWrap(True)
        self.button = QPushButton(tr("Apply"), self)
        self.button.setProperty("primary", True)
        self.button.setToolTip(tr("Ctrl+Enter"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves what is typed to `_apply`
        self.button.clicked.connect(self._apply)
        self.field.textChanged.connect(self._allow)
        self.field.agreed.connect(self.button.click)
        row = QHBoxLayout()
        row.addWidget(self._told, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(2 * GRID)
        for each in (self._heading, self._chips, self.field):
            column.addWidget(each)
        column.addLayout(row)

    def ask(self, count: int, beside: QWidget) -> None:
        """For so many notes."""
        self._count, self._there, self._more, self._fewer = count, {}, [], []
        self._heading.setText(tr("Tags of {notes}", notes=words.notes(count)))
        self.setAccessibleName(self._heading.text())
        self._beside = beside
        self._show()

    def know(self, there: Sequence[TagCount], tags: Iterable[str]) -> None:
        """The tags that the notes have, and all that exist."""
        self._there = {each.tag: each.count for each in there}
        self._known = {tag.casefold(): tag for tag in tags}
        self.field.offer(sorted(self._known.values(), key=str.casefold))
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        left = [tag for tag in self._there if tag not in self._fewer]
        for tag in [*self._more, *left[:_MOST]]:
            self._flow.addWidget(self._chip(tag))
        self._chips.setVisible(bool(self._more or left))
        self._told.setText(self._said())
        self._allow()
        self._flow.invalidate()
        self._chips.updateGeometry()
        self.open_beside(self._beside, QRect(0, 0, self._beside.width(), self._beside.height()), SHEET)
        self._flow.activate()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _allow(self) -> None:
        """There is something to do; a tag that is typed needs no Enter first."""
        self.button.setEnabled(bool(self._more or self._fewer or self.field.text().strip()))

    def _chip(self, tag: str) -> Chip:
        some = self._there.get(tag, self._count)
        text = tag if tag in self._more or some == self._count else f"{tag} · {words.figure(some)}"
        said = tr(
            "{some} of {notes} have it. Backspace removes it from all of them.",
            some=words.figure(some),
            notes=words.notes(self._count),
        )
        chip = Chip(text, self._theme, self._chips, name=tr("Tag {tag}", tag=tag), description=said)
        chip.removed.connect(lambda: self._remove(tag))
        chip.left.connect(self.dismiss)
        chip.show()
        return chip

    def _said(self) -> str:
        all_of_them, more = words.notes(self._count), ", ".join(_quoted(tag) for tag in self._more)
        parts = [tr("Adds {tags} to {notes}.", tags=more, notes=all_of_them)] if more else []
        parts += [
            tr("Removes {tag} from {notes}.", tag=_quoted(tag), notes=words.notes(self._there[tag]))
            for tag in self._fewer
        ]
        return " ".join(parts) or tr("Type a tag to add, or remove one.")

    def _add(self, typed: str) -> None:
        tag = " ".join(typed.split()).lstrip("#").strip()
        tag = self._known.get(tag.casefold(), tag)
        if tag in self._fewer:
            self._fewer.remove(tag)
        elif tag and tag not in self._more and self._there.get(tag, 0) < self._count:
            self._more.append(tag)
        if self.isVisible():  # not where a click elsewhere has closed it
            self._show()

    def _remove(self, tag: str) -> None:
        if tag in self._more:
            self._more.remove(tag)
        else:
            self._fewer.append(tag)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # the chip goes
        self._show()

    def event(self, event: QEvent) -> bool:
        """Called by Qt. Here Ctrl+Enter does what the sheet is for; it is no shortcut of the window's."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _agrees(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        if _agrees(event) and self.button.isEnabled():
            self._apply()
        else:
            super().keyPressEvent(event)

    def _apply(self) -> None:
        self.field.enter()
        self.dismiss()
        if self._more or self._fewer:
            self.chosen.emit(tuple(self._more), tuple(self._fewer))


def _agrees(event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(control) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Preview(Popover):
    """Says what is about to happen to very many notes, with the first of them, and waits for the verb."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._act: Callable[[], None] = lambda: None
        self._heading = QLabel(self)
        self._heading.setFont(theme.font("strong"))
        self._heading.setWordWrap(True)
        self.titles = QLabel(self)
        self.titles.setObjectName("muted")
        self.titles.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(self)
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self._agreed)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self._heading)
        column.addWidget(self.titles)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)

    def ask(
        self, said: str, titles: Sequence[str], more: int, verb: str, beside: QWidget, act: Callable[[], None]
    ) -> None:
        """Say it; `more` notes stand behind the ones with these titles."""
        self._act = act
        self._heading.setText(" ".join((said, tr("Undo takes it back."))))
        self.setAccessibleName(self._heading.text())
        shown = [title if len(title) <= 40 else f"{title[:39]}…" for title in titles]
        shown += [tr("and {more} more", more=words.figure(more))] if more else []
        self.titles.setText("\n".join(shown))
        self.button.setText(verb)
        self.button.setAccessibleDescription(f"{self._heading.text()} {', '.join(shown)}")
        self.open_beside(beside, QRect(0, 0, beside.width(), beside.height()), SHEET)
        self.button.setFocus(Qt.FocusReason.PopupFocusReason)

    def _agreed(self) -> None:
        self.dismiss()
        self._act()


def _quoted(tag: str) -> str:
    return tr("“{text}”", text=tag)
