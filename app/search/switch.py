"""Words, Meaning or Both: by what notes are to be found. Three buttons of which one is down."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.direction import step_across
from app.theme import Theme
from core import Mode, tr, tr_noop

_WORDS = {
    Mode.WORDS: (tr_noop("Words"), tr_noop("Find by words"), tr_noop("Find notes that hold the words")),
    Mode.MEANING: (
        tr_noop("Meaning"),
        tr_noop("Find by meaning"),
        tr_noop("Find notes that say something alike, in whatever words"),
    ),
    Mode.BOTH: (
        tr_noop("Both"),
        tr_noop("Find by both"),
        tr_noop("Find notes by their words and by what they mean"),
    ),
}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Switch(QWidget):
    """A choice of one of three."""

    chosen = Signal(object)
    """The `core.Mode` that a person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("switch")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Find by words, meaning or both"))
        self._group = QButtonGroup(self)
        self._buttons = {mode: self._made(mode, theme) for mode in Mode}
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for button in self._buttons.values():
            row.addWidget(button)
        self.show_mode(Mode.BOTH)

    def sizeHint(self) -> QSize:
        """Called by Qt, and by whoever looks whether there is room before this was shown for the first time."""
        for button in self._buttons.values():
            button.ensurePolished()  # without its style a button is narrower
        return super().sizeHint()

    def show_mode(self, mode: Mode) -> None:
        """This one is down."""
        self._buttons[mode].setChecked(True)
        for each, button in self._buttons.items():  # Tab comes to the one that is down, arrows go from there
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if each is mode else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys choose the neighbor."""
        step = _STEPS.get(Qt.Key(event.key())) or step_across(event, self)
        if not step:
            super().keyPressEvent(event)
            return
        modes = list(Mode)
        at = next(number for number, mode in enumerate(modes) if self._buttons[mode].isChecked())
        mode = modes[(at + step) % len(modes)]
        self._choose(mode)
        self._buttons[mode].setFocus(Qt.FocusReason.TabFocusReason)

    def _made(self, mode: Mode, theme: Theme) -> QToolButton:
        button = QToolButton(self)
        words, name, tip = _WORDS[mode]
        button.setText(tr(words))
        button.setToolTip(tr(tip))
        button.setAccessibleName(tr(name))
        button.setCheckable(True)
        button.setFont(theme.font("small"))
        button.clicked.connect(lambda: self._choose(mode))
        self._group.addButton(button)
        return button

    def _choose(self, mode: Mode) -> None:
        self.show_mode(mode)
        self.chosen.emit(mode)
