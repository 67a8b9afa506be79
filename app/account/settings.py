"""The page of the account: who is signed in where, what this device is called, which files come, and what travels.

Owns what can be set there. It refuses to know how anything is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import words
from app.account import told as say
from app.account.engine import Device
from app.account.fields import Field
from app.migration.choosing import Radios, said
from app.migration.sheet import Sheet, button_of
from app.one_line import OneLine
from app.theme import GRID, Theme
from core import Account, Fetching, tr, tr_noop

_FILES = (
    (
        Fetching.NEEDED,
        tr_noop("Fetch a file when it is opened"),
        tr_noop("Names and sizes are always here; contents come when you need them, and then stay."),
    ),
    (
        Fetching.ALWAYS,
        tr_noop("Fetch every file"),
        tr_noop("All files are on this device too, so that they open without a network. Takes room."),
    ),
)
TRAVELS = (
    tr_noop("Texts of notes, with every earlier version of them"),
    tr_noop("Tags, properties, links, and what is in the trash"),
    tr_noop("Files of notes"),
)
STAYS = (
    tr_noop("What you are typing, until your hand rests"),
    tr_noop("Searches that you keep, and the last ones"),
    tr_noop("Size, look and order of the window"),
    tr_noop("What makes notes findable by meaning: each device works it out for itself"),
    tr_noop("Backups, and reports of imports"),
    tr_noop("Your key for OpenAI, and what may be sent there"),
)


class AccountSheet(Sheet):
    """The account of this notebook."""

    renamed = Signal(str)
    """This device shall be called so."""
    fetching = Signal(object)
    """`core.Fetching`: which files shall come."""

    def __init__(self, theme: Theme, account: Account, now: datetime) -> None:
        super().__init__(theme, tr("Account"))
        user, since = account.username, account.signed_in_at
        if since:
            user = tr("{user}, since {day}", user=user, day=words.day(since, now))
        self.mark("user-circle", "accent", user, "strong")
        self.say(account.server, muted=True, tight=True)
        if account.ca_file:
            self.say(
                tr("Its certificate is trusted through {file}", file=account.ca_file),
                muted=True,
                tight=True,
            )
        self.head(tr("This device"))
        self._device = Field(theme, tr("What it is called on your other devices"), account.device_name)
        self._rename = button_of(tr("Rename"), self._renamed, name=tr("Rename this device"))
        self._device.beside(self._rename)
        self._device.entered(self._renamed)
        self._device.line.textChanged.connect(self._look)
        self._name = account.device_name
        self.add(self._device)
        self._look()
        self.head(tr("Files of notes"))
        self._files = Radios(self, said(_FILES), account.fetching)
        for way in Fetching:
            self._files.button(way).toggled.connect(self._chosen)
        self.head(tr("Devices"))
        self._devices = _Lines(theme)
        self.add(self._devices)
        self._devices.say([tr("Asking the server …")])
        for title, told in ((tr("What travels"), TRAVELS), (tr("What stays on this device"), STAYS)):
            self.head(title)
            self.lines(f"· {tr(each)}" for each in told)

    def tell_devices(self, devices: Sequence[Device]) -> None:
        """The devices that are signed in."""
        now = datetime.now().astimezone()
        self._devices.say([say.device(each, now) for each in devices])

    def no_devices(self) -> None:
        """The server did not say which devices there are."""
        self._devices.say([tr("The server is not reached just now, so they are not known.")])

    def called(self, name: str) -> None:
        """The device has another name by now."""
        self._name = name
        self._look()

    def _look(self) -> None:
        self._rename.setEnabled(self._device.text not in ("", self._name))

    def _renamed(self) -> None:
        if self._rename.isEnabled():
            self.renamed.emit(self._device.text)

    def _chosen(self, checked: bool) -> None:
        if checked:
            self.fetching.emit(self._files.value)


class _Lines(QWidget):
    """Lines that can become others."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)

    def say(self, told: Sequence[str]) -> None:
        """From now on they are these."""
        while item := self._column.takeAt(0):
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for line in told:
            self._column.addWidget(OneLine(self._theme, line))
