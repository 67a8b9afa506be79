"""What is said between the search box and what was found: what cannot be understood, what may be meant, what was left out.

Owns these lines. A line with nothing to say takes no room.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import words
from app.announcing import announce
from app.sizes import SMALL_ICON
from app.theme import GRID, Theme
from core import Coverage, QueryError, SearchResult, tr


class Said(QWidget):
    """Some quiet lines and at most one thing to do."""

    taken = Signal(str)
    """The whole query that was suggested and taken."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._suggested = ""
        self._icon = QLabel(self)
        self._wrong = self._line(theme, "")
        self._link = QPushButton(self)
        self._link.setObjectName("link")
        self._link.clicked.connect(lambda: self.taken.emit(self._suggested))
        self._more = self._line(theme, "muted")
        self._more.setContentsMargins(GRID, 0, 0, 0)  # in line with the words on the link
        self._error = QWidget(self)
        row = QHBoxLayout(self._error)
        row.setContentsMargins(GRID, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._wrong, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 4 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._error)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._more)
        theme.changed.connect(self._dress)
        self._dress()
        self.hush()

    @property
    def suggestion(self) -> str:
        """The query that may be meant, in place of one that cannot be understood; empty when there is none."""
        return self._suggested if not self._error.isHidden() else ""

    @property
    def lines(self) -> list[str]:
        """Everything that is said now."""
        shown = (
            self._wrong.text() if not self._error.isHidden() else "",
            self._link.text(),
            self._more.text(),
        )
        return [line for line in shown if line]

    def hush(self) -> None:
        """Say nothing."""
        self._say("", "", "")

    def misread(self, error: QueryError) -> None:
        """Say what cannot be understood and what may be meant."""
        self._say(error.words, error.suggestion, error.hint if not error.suggestion else "")
        announce(self, " ".join(self.lines))

    def told(self, result: SearchResult) -> None:
        """Say what should be known beside the results; of meaning only where it was asked."""
        more = [*result.cut, _coverage(result.coverage) if result.understood.by_meaning else ""]
        self._say("", result.suggestion or "", " ".join(line for line in more if line))

    def _say(self, wrong: str, suggestion: str, more: str) -> None:
        self._suggested = suggestion
        self._wrong.setText(wrong)
        self._error.setVisible(bool(wrong))
        self._link.setText(tr("Did you mean “{words}”?", words=_short(suggestion)) if suggestion else "")
        self._link.setToolTip(tr("Enter takes it") if wrong and suggestion else "")
        self._link.setVisible(bool(suggestion))
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setVisible(bool(wrong or suggestion or more))

    def _line(self, theme: Theme, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setFont(theme.font("small"))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _dress(self) -> None:
        self._icon.setPixmap(self._theme.icon("warning").pixmap(SMALL_ICON, SMALL_ICON))
        self._link.setFont(self._theme.font("small"))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"


def _coverage(coverage: Coverage | None) -> str:
    if coverage is None or coverage.embedded >= coverage.total:
        return ""
    done, notes = words.figure(coverage.embedded), words.notes(coverage.total)
    if coverage.paused:
        return tr("{done} of {notes} can be found by meaning yet; that is paused.", done=done, notes=notes)
    return tr("{done} of {notes} can be found by meaning yet.", done=done, notes=notes)
