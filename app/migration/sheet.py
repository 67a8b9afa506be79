"""The parts that pages of words are made of: a heading, sentences, a mark with its words, a row of buttons.

Owns their spacing and fonts, so that every page looks alike. It refuses to know what is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.announcing import announce
from app.contents import Contents
from app.flow import Flow
from app.one_line import OneLine
from app.theme import GRID, Role, Theme

INDENT = 7 * GRID  # as an icon and the space after it
"""How far words stand in that belong to something to tick or to choose."""
Ink = Literal["text", "muted", "accent", "good", "caution", "danger"]
Sign = tuple[str, Ink]
"""An icon and its color. The words beside it mean the same."""

GOOD: Sign = ("check-circle", "good")
CAUTION: Sign = ("warning", "caution")
BAD: Sign = ("warning", "danger")


class Mark(QWidget):
    """An icon in a color that means something. Beside it is always a word that means the same."""

    def __init__(self, theme: Theme, icon: str, ink: Ink, side: int = 20) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._ink = ink
        self.setFixedSize(QSize(side, side))
        theme.changed.connect(self.update)

    def say(self, icon: str, ink: Ink) -> None:
        """From now on it is another one."""
        self._icon, self._ink = icon, ink
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        color: QColor = getattr(self._theme.colors, self._ink)
        painter = QPainter(self)
        self._theme.paint_icon(painter, QRectF(self.rect()), self._icon, color)
        painter.end()


class Sheet(QWidget):
    """A page: what is added comes below what was added before. Its row of buttons, and a top and a list of its parts where
    it has them, are widgets of their own, so that whoever shows the page can keep them in sight."""

    sought = Signal(QWidget)
    """This part of the page shall be at its top."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.theme = theme
        self.top: QWidget | None = None
        self.contents: Contents | None = None
        self.row = QWidget()
        self._buttons = Flow(self.row, 2 * GRID)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4 * GRID)
        self.setAccessibleName(title)
        self.title = self.say(title, role="title")

    def rename(self, title: str) -> None:
        """The page has another title from now on."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def keep_on_top(self, *widgets: QWidget) -> None:
        """The title and these stay in sight above the page, however far one scrolls."""
        self._column.removeWidget(self.title)
        self.top = QWidget()
        column = QVBoxLayout(self.top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for widget in (self.title, *widgets):
            column.addWidget(widget)

    def read_at(self, place: int) -> None:
        """One reads the page so many pixels below its top."""

    def step_back(self) -> bool:
        """Whether Esc had something to take back on the page itself; where not, it leaves the page."""
        return False

    def say(self, words: str, *, role: Role = "body", muted: bool = False, tight: bool = False) -> QLabel:
        """A paragraph; a `tight` one belongs to what is above, and stands in as far as words with a mark do."""
        label = label_of(self.theme, words, role, muted=muted)
        self.add(label, tight=tight)
        return label

    def head(self, words: str) -> None:
        """The heading of a part."""
        self._column.addSpacing(2 * GRID)
        self._column.addWidget(label_of(self.theme, words, "strong"))
        self._column.addSpacing(-2 * GRID)

    def mark(self, icon: str, ink: Ink, words: str, role: Role = "body") -> QLabel:
        """Words with a mark before them."""
        marked = Marked(self.theme, icon, ink, words, role)
        self._column.addWidget(marked)
        return marked.words

    def choice(self, button: QAbstractButton, about: str = "") -> None:
        """Something to tick or to choose, and a sentence about it. Several in a row stand closer together."""
        last = self._column.itemAt(self._column.count() - 1)
        if last is not None and isinstance(last.widget(), Offered):
            self._column.addSpacing(-2 * GRID)
        self._column.addWidget(Offered(self.theme, button, about))

    def lines(self, told: Iterable[str]) -> None:
        """A list of things, a line each."""
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for words in told:
            column.addWidget(OneLine(self.theme, words))
        self._column.addWidget(place)

    def add(self, widget: QWidget, *, tight: bool = False) -> None:
        """Something else."""
        if tight:
            above = self._column.itemAt(self._column.count() - 1)
            if above is not None and isinstance(above.widget(), Marked):
                stand_in(widget)
            self._column.addSpacing(-3 * GRID)
        self._column.addWidget(widget)

    def act(self, *buttons: QPushButton) -> None:
        """Buttons that belong to what stands above them."""
        place = QWidget()
        row = Flow(place, 2 * GRID)
        for button in buttons:
            row.addWidget(button)
        self._column.addWidget(place)

    def offer(self, words: str, pressed: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """A button in the row of buttons, from left to right. The primary one is where the keyboard begins."""
        button = button_of(words, pressed, primary=primary)
        self._buttons.addWidget(button)
        return button

    def begin_keyboard(self) -> None:
        """Put the keyboard on the primary button, or the first thing that takes it."""
        able = [button for button in self.row.findChildren(QPushButton) if button.isEnabled()]
        primary = [button for button in able if button.property("primary")]
        tabbed = (each for each in self.findChildren(QWidget) if _takes_keyboard(each))
        first = next(iter(primary), None) or next(tabbed, None) or next(iter(able), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


class Offered(QWidget):
    """Something to tick or to choose, and below it a sentence about it."""

    def __init__(self, theme: Theme, button: QAbstractButton, about: str) -> None:
        super().__init__()
        button.setAccessibleDescription(about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(button)
        if about:
            label = label_of(theme, about, muted=True)
            stand_in(label)
            column.addWidget(label)


class Marked(QWidget):
    """Words with a mark before them, which can both become others."""

    def __init__(self, theme: Theme, icon: str, ink: Ink, words: str, role: Role = "body") -> None:
        super().__init__()
        self.words = label_of(theme, words, role)
        self._mark = Mark(theme, icon, ink)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def say(self, icon: str, ink: Ink, words: str) -> None:
        """From now on it says this."""
        self._mark.say(icon, ink)
        self.words.setText(words)
        announce(self, words)


def stand_in(words: QWidget) -> None:
    """Let words begin where those beside a mark or a box begin."""
    mirrored = words.isRightToLeft()  # what is within a label, Qt does not mirror
    words.setContentsMargins(0 if mirrored else INDENT, 0, INDENT if mirrored else 0, 0)


def _takes_keyboard(widget: QWidget) -> bool:
    return bool(
        isinstance(widget, QAbstractButton | QLineEdit)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and not widget.isHidden()
    )


def button_of(
    words: str, pressed: Callable[[], object], *, primary: bool = False, name: str = ""
) -> QPushButton:
    """A button. `name` is what a screen reader says where the words alone do not tell what they are about."""
    button = QPushButton(words)
    button.setProperty("primary", primary)
    button.setAccessibleName(name or words)
    button.clicked.connect(lambda: pressed())  # noqa: PLW0108 - what is pressed takes no word of a check
    return button


def label_of(theme: Theme, words: str, role: Role = "body", *, muted: bool = False) -> QLabel:
    """Words in the font of a role, which can be selected with the mouse. Never understood as HTML."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(role))
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if muted:
        label.setObjectName("muted")
    return label
