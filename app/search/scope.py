"""Where is searched: in all notes, or only in the place where one is. The query says it, as it says all else.

Owns the line that tells and turns it. It refuses to know how a place is listed.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from app.flow import Flow
from app.library.place_rows import name_of
from app.theme import GRID, Theme
from core import View, query_holds, query_toggled, tag_filter, tr

_LONG = 20  # letters of a place


class Scope(QWidget):
    """One line; it takes no room where nothing is searched, or where the place is all notes."""

    turned = Signal(str)
    """The query that searches there, or everywhere again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._piece = self._text = ""
        self._where = QLabel(self)
        self._where.setObjectName("muted")
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        self._turn = QPushButton(self)
        self._turn.setObjectName("link")
        self._turn.clicked.connect(self.turn)
        row = Flow(self, GRID)
        row.addWidget(self._where)
        row.addWidget(self._turn)
        self.setContentsMargins(4 * GRID, 0, 4 * GRID, GRID)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def told(self) -> str:
        """Where is searched, in words; empty where there is nothing to say."""
        return "" if self.isHidden() else self._where.text()

    @property
    def narrow(self) -> bool:
        """Whether only this place is searched."""
        return bool(self._piece and query_holds(self._text, self._piece))

    @property
    def turns(self) -> bool:
        """Whether there is another way to search from here."""
        return bool(self._piece) and not self.isHidden()

    def show_scope(self, view: View, text: str) -> None:
        """This is searched for by somebody who is there."""
        self._piece, self._text = _piece_of(view), text
        name = name_of(view)
        name = name if len(name) <= _LONG else f"{name[:_LONG]}…"
        self._where.setText(tr("Only in “{place}”", place=name) if self.narrow else tr("In all notes"))
        self._turn.setText(tr("Search all notes") if self.narrow else tr("Only in “{place}”", place=name))
        self._turn.setVisible(bool(self._piece))
        elsewhere = bool(self._piece or view.space)
        self.setVisible(bool(text.strip()) and elsewhere)

    def turn(self) -> None:
        """Search there only, or everywhere again."""
        if self._piece:
            self.turned.emit(query_toggled(self._text, self._piece))

    def _dress(self) -> None:
        for each in (self._where, self._turn):
            each.setFont(self._theme.font("small"))


def _piece_of(view: View) -> str:
    """What a query says to search in a place only; empty where none can, or need."""
    if view.tag is not None:
        return tag_filter(view.tag)
    return "is:trashed" if view.trash else "is:untagged" if view.untagged else ""
