"""The bar over the list while several notes are selected: how many, and what can be done to all of them.

Owns how it looks and where it stands: in the line above the list, so that no row moves. It refuses to know what its buttons
do.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton

from app import words
from app.announcing import Calm
from app.library.list_pane import ListPane
from app.panes import holds_focus
from app.sizes import SELECTION_NARROW
from app.theme import GRID, Theme
from core import tr

_PADDING = 4 * GRID  # of a button, left and right together
_ICONS = ("tag-simple", "trash", "arrow-counter-clockwise", "dots-three")


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
        self.menu = QMenu(self)
        self.more.clicked.connect(self._open_menu)  # a menu of the button's own would hold the program up
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(GRID)
        row.addWidget(self._count, 1)
        self._buttons = (self.tags, self.trash, self.restore, self.more)
        for button in self._buttons:
            row.addWidget(button)
        pane.installEventFilter(self)
        theme.changed.connect(self._dress)
        self._dress()
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
        held = holds_focus(self)
        self._place()
        self.setVisible(count > 1)
        if held and count <= 1:
            self._pane.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in its line when that moves."""
        if watched is self._pane and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return super().eventFilter(watched, event)

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _place(self) -> None:
        self.trash.setText(tr("Trash") if self._pane.width() < SELECTION_NARROW else tr("Move to trash"))
        self._find_room()
        self.setGeometry(self._pane.band)
        self.raise_()

    def _find_room(self) -> None:
        """Some languages are long: where their words have no room, icons stand for them, and say them to who points."""
        room = self._pane.width() - 6 * GRID - self._count.sizeHint().width()
        for button in self._buttons:
            if not button.isHidden():
                room -= QFontMetrics(button.font()).horizontalAdvance(button.text()) + _PADDING + GRID
        words_fit = room >= 0
        style = Qt.ToolButtonStyle.ToolButtonTextOnly if words_fit else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._buttons:
            button.setToolButtonStyle(style)
            button.setToolTip("" if words_fit else button.text())

    def _dress(self) -> None:
        for button, icon in zip(self._buttons, _ICONS, strict=True):
            button.setIcon(self._theme.icon(icon))

    def _button(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(tr("{deed} of the selected notes", deed=text.replace("…", "")))
        button.setFont(self._theme.font("small"))
        return button
