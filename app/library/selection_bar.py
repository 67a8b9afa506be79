"""The bar over the list while several notes are selected: how many, and what can be done to all of them.

Owns how it looks and where it stands: in the line above the list, so that no row moves. It refuses to know what its buttons
do.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QMenu, QToolButton

from app import words
from app.announcing import Calm
from app.library.list_pane import ListPane
from app.theme import GRID, Theme
from core import tr

_NARROW = 380  # pixels of the pane


class SelectionBar(QFrame):
    """Over one list."""

    def __init__(self, pane: ListPane, theme: Theme) -> None:
        super().__init__(pane)
        self._pane = pane
        self._theme = theme
        self.setObjectName("selectionBar")
        self.setAccessibleName(tr("Selected notes"))
        self.setAutoFillBackground(True)
        self._count = QLabel(self)
        self._calm = Calm(self)
        self._count.setFont(theme.font("strong"))
        self.tags = self._button(tr("Tags…"))
        self.trash = self._button(tr("Move to trash"))
        self.restore = self._button(tr("Restore"))
        self.more = self._button(tr("More"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(GRID)
        row.addWidget(self._count, 1)
        for button in (self.tags, self.trash, self.restore, self.more):
            row.addWidget(button)
        pane.installEventFilter(self)
        self.hide()

    def offer(self, action: QAction) -> None:
        """One more in the menu of the last button."""
        self.menu.addAction(action)

    def show_count(self, count: int, *, trash: bool) -> None:
        """So many notes are selected, in the trash or outside of it; the bar is there for two and more."""
        self._count.setText(tr("{count} selected", count=words.figure(count)))
        if count > 1:
            self._calm.say(self._count.text())
        else:
            self._calm.hush()
        self.tags.setHidden(trash)
        self.trash.setHidden(trash)
        self.restore.setVisible(trash)
        focus = QApplication.focusWidget()
        held = focus is not None and self.isAncestorOf(focus)
        self._place()
        self.setVisible(count > 1)
        if held and count <= 1:
            self._pane.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in its line when that moves."""
        if watched is self._pane and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.trash.setText(tr("Trash") if self._pane.width() < _NARROW else tr("Move to trash"))
        self.setGeometry(self._pane.band)
        self.raise_()

    def _button(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(tr("{deed} of the selected notes", deed=text.replace("…", "")))
        button.setFont(self._theme.font("small"))
        return button
