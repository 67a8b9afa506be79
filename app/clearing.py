"""The cross in a field that empties it, from the program's own set of icons, with a name for a screen reader."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from app.theme import Theme
from core import tr

_QTS_OWN = "_q_qlineeditclearaction"


def make_clearable(field: QLineEdit, theme: Theme) -> None:
    """Show the cross while something is in the field."""
    field.setClearButtonEnabled(True)
    cross = field.findChild(QAction, _QTS_OWN)
    if cross is None:  # Qt has another name for it by now: its own picture stays
        return
    cross.setText(tr("Clear"))
    cross.setIcon(theme.icon("x"))
    theme.changed.connect(lambda: cross.setIcon(theme.icon("x")))
