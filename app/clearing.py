"""The cross in a field that empties it, from the program's own set of icons, with a name for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from app.theme import Theme
from core import tr


def make_clearable(field: QLineEdit, theme: Theme) -> None:
    """Show the cross while something is in the field. Qt's own one would fade in and out, over the letters that come."""
    cross = field.addAction(theme.icon("x"), QLineEdit.ActionPosition.TrailingPosition)
    cross.setText(tr("Clear"))
    cross.triggered.connect(field.clear)
    cross.setVisible(bool(field.text()))
    field.textChanged.connect(lambda text: cross.setVisible(bool(text)))
    Dressed(cross, "x", theme)


class Dressed(QObject):
    """The icon of an action, drawn anew in each look for as long as the action is there."""

    def __init__(self, action: QAction, icon: str, theme: Theme) -> None:
        # It goes with the action, and Qt then ends the connection, as it does with no lambda.
        super().__init__(action)
        self._action, self._icon, self._theme = action, icon, theme
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._action.setIcon(self._theme.icon(self._icon))
