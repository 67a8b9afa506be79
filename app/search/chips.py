"""How a query was understood, as chips: one for each piece of its text, each of which can be taken away.

Owns the row of chips. What is understood is told from outside, and what is left of the text is told there.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from app.chip import Chip
from app.flow import Flow
from app.sizes import CHIP
from app.theme import GRID, Theme
from core import Part, Query, tr, without

_FEW = 8  # chips; of a longer query the others are shown when somebody asks


class Chips(QWidget):
    """The pieces of one query. Hidden while its words say all there is to say."""

    changed = Signal(str)
    """The text of the query without a piece that was taken away."""
    left = Signal()
    """Esc, or the last chip is gone: back to the box."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._query = Query()
        self._all = False
        self.comes_after: QWidget = self  # from which widget Tab leads to the chips
        self._flow = Flow(self, GRID)
        self._chips: list[Chip] = []
        self._more = QToolButton(self)
        self._more.setFont(theme.font("small"))
        self._more.setFixedHeight(CHIP)
        self._more.clicked.connect(self._show_all)
        self._more.hide()
        self.setAccessibleName(tr("How the query was understood"))
        self.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def words(self) -> list[str]:
        """What the chips say, in their order."""
        return [chip.text() for chip in self._chips] if not self.isHidden() else []

    def show_query(self, query: Query) -> None:
        """Show how this was understood."""
        before, self._query = self._query, query
        if [_told(each) for each in before.parts] != [_told(each) for each in query.parts]:
            self._all = self._all and bool(query.parts)
            self._renew()
        self.setVisible(says_more(query))

    def _renew(self) -> None:
        at = next((number for number, chip in enumerate(self._chips) if chip.hasFocus()), None)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self._more)
        parts = self._query.parts if self._all else self._query.parts[:_FEW]
        self._chips = [self._made(number, part) for number, part in enumerate(parts)]
        hidden = len(self._query.parts) - len(parts)
        self._more.setVisible(hidden > 0)
        if hidden:
            self._more.setText(tr("and {more} more", more=hidden))
            self._flow.addWidget(self._more)
        if at is not None:
            if self._chips:
                self._chips[min(at, len(self._chips) - 1)].setFocus()
            else:
                self.left.emit()
        before = self.comes_after
        for widget in (*self._chips, self._more):  # Tab goes through them here, though they were made last
            QWidget.setTabOrder(before, widget)
            before = widget
        self.updateGeometry()

    def _made(self, number: int, part: Part) -> Chip:
        chip = Chip(
            part.words,
            self._theme,
            self,
            name=tr("Looked for: {words}", words=part.words),
            description=tr("Backspace takes it out of the query."),
        )
        chip.removed.connect(lambda: self._remove(number))
        chip.moved.connect(lambda step: self._move(number + step))
        chip.left.connect(self.left)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _remove(self, number: int) -> None:
        self.changed.emit(without(self._query, self._query.parts[number]))

    def _move(self, number: int) -> None:
        if 0 <= number < len(self._chips):
            self._chips[number].setFocus()

    def _show_all(self) -> None:
        self._all = True
        self._renew()
        self._chips[_FEW].setFocus()


def says_more(query: Query) -> bool:
    """Whether something was understood as more than a word to be found."""
    return any(
        part.kind != "word" or part.words != tr("“{text}”", text=query.text[part.start : part.end])
        for part in query.parts
    )


def _told(part: Part) -> tuple[str, str]:
    return part.words, part.kind
