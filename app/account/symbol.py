"""How the notebook and the server stand, as one symbol with words in the status bar.

Owns how it is drawn. It refuses to know what the words mean; a click asks for the page behind them.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.sizes import SMALL_ICON
from app.theme import Theme
from core import tr

_APART = "\N{THIN SPACE}"  # Qt leaves hardly any room between the two


class Symbol(QToolButton):
    """Not there until it has something to say."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = ""
        self.setObjectName("sync")
        self.setFont(theme.font("small"))
        self.setIconSize(QSize(SMALL_ICON, SMALL_ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()
        theme.changed.connect(self._draw)

    def say(self, icon: str, told: str, more: str = "") -> None:
        """From now on it says this; `more` is what a person reads who rests on it."""
        self._icon_name = icon
        self.setText(f"{_APART}{told}" if told else "")
        self.setAccessibleName(tr("Server: {state}", state=told))
        self.setAccessibleDescription(more)
        self.setToolTip(more)
        self.setVisible(bool(told))
        self._draw()

    def _draw(self) -> None:
        if self._icon_name:
            self.setIcon(self._theme.icon(self._icon_name))
