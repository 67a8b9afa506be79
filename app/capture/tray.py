"""The icon in the system's tray, where there is one: a click captures, its menu has the other ways in.

Never the only way to anything. Owns the icon; what is chosen is done by the window's own actions.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.own_icon import own_icon
from app.theme import Theme
from app.window import Window
from core import tr

_IN_MENU = ("note.capture", "note.today")


class Tray(QObject):
    """The icon of one window."""

    def __init__(self, window: Window, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._icon = QSystemTrayIcon(self)
        self._icon.setToolTip(tr("Second Brain: click to capture a thought"))
        self.menu = QMenu(window)
        for name in _IN_MENU:
            self.menu.addAction(window.actions_[name])
        self.menu.addAction(tr("Open Second Brain")).triggered.connect(window.come_forward)
        self.menu.addSeparator()
        self.menu.addAction(window.actions_["app.quit"])
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
        theme.changed.connect(self._dress)
        self._dress()

    @staticmethod
    def possible() -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def stay(self, wanted: bool) -> None:
        """Have the window closed into the tray while the icon is there, or ended by closing."""
        self._window.stays = lambda: wanted and self.shown

    @property
    def shown(self) -> bool:
        """Whether the icon is there."""
        return self._icon.isVisible()

    def show(self, shown: bool) -> None:
        """Show the icon, or take it away."""
        self._icon.setVisible(shown and self.possible())

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._window.actions_["note.capture"].trigger()

    def _dress(self) -> None:
        self._icon.setIcon(own_icon(self._theme))
