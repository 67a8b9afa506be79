"""The first thing in an empty notebook: the ways to begin, one sentence each.

Owns what is offered. It refuses to know what becomes of it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.announcing import announce
from app.migration.sheet import Mark, label_of
from app.sizes import WELCOME
from app.theme import GRID, Theme
from app.welcome.choice import Choice
from core import tr


class Welcome(QScrollArea):
    """Where a newcomer begins."""

    empty = Signal()
    """Start with no notes."""
    import_v2 = Signal()
    """Bring the notes of version 2 along."""
    notes = Signal()
    """Bring the notes of another program along."""
    sign_in = Signal()
    """Have the notes of other devices here."""
    sample = Signal()
    """Look around with notes that come with the program."""

    def __init__(self, theme: Theme, *, sample: bool, parent: QWidget | None = None) -> None:
        """`sample` says whether there are sample notes to offer."""
        super().__init__(parent)
        self.choices = QWidget()
        self._doing = label_of(theme, "", muted=True)
        self._doing.hide()
        self._title = label_of(theme, tr("Welcome to Second Brain"), "title")
        self._empty = self._choice(
            theme, "note-pencil", tr("Start empty"), tr("Write your first note; it is saved while you type.")
        )
        self._import = self._choice(
            theme,
            "download-simple",
            tr("Import from version 2…"),
            tr("See what is in your dump first, then bring it all along."),
        )
        self._notes = self._choice(
            theme,
            "file-text",
            tr("Import from another program…"),
            tr("Obsidian, Joplin, or Markdown files: see what would come first."),
        )
        self._sign_in = self._choice(
            theme,
            "cloud",
            tr("Sign in to your server…"),
            tr("The notes of your other devices come here too."),
        )
        self._sample = self._choice(
            theme,
            "books",
            tr("Look around with sample notes"),
            tr("Some 200 notes of an invented person, to try everything with."),
        )
        self._sample.setVisible(sample)
        self._empty.clicked.connect(self.empty)
        self._import.clicked.connect(self.import_v2)
        self._notes.clicked.connect(self.notes)
        self._sign_in.clicked.connect(self.sign_in)
        self._sample.clicked.connect(self.sample)
        self._lay_out(theme)

    def begin_keyboard(self) -> None:
        """The page was put before the person: the keyboard begins here."""
        self._empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, told: str) -> None:
        """What is going on; meanwhile nothing else can be chosen."""
        self._doing.setText(told)
        self._doing.setVisible(bool(told))
        announce(self, told)
        self.choices.setEnabled(not told)

    def _choice(self, theme: Theme, icon: str, title: str, about: str) -> Choice:
        return Choice(theme, icon, title, about, self.choices)

    def _lay_out(self, theme: Theme) -> None:
        cards = QVBoxLayout(self.choices)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(2 * GRID)
        for choice in (self._empty, self._import, self._notes, self._sign_in, self._sample):
            cards.addWidget(choice)
        frame = QWidget()
        frame.setMaximumWidth(WELCOME)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Mark(theme, "brain", "accent", 40))
        column.addSpacing(4 * GRID)
        column.addWidget(self._title)
        column.addSpacing(2 * GRID)
        column.addWidget(
            label_of(theme, tr("Your notes stay on this computer. How would you like to begin?"), muted=True)
        )
        column.addSpacing(5 * GRID)
        column.addWidget(self.choices)
        column.addSpacing(4 * GRID)
        column.addWidget(self._doing)
        self.setWidget(_in_the_middle(frame))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _in_the_middle(frame: QWidget) -> QWidget:
    middle = QWidget()
    middle.setObjectName("page")
    # As high as the words need at this width: by itself, the area would ask how high the narrowest page were.
    middle.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(frame, 100)
    row.addStretch(1)
    column = QVBoxLayout(middle)
    column.setContentsMargins(8 * GRID, 3 * GRID, 8 * GRID, 3 * GRID)
    column.addStretch(2)
    column.addLayout(row)
    column.addStretch(3)
    return middle
