"""What the desktop is asked to open: a folder, or an address of the web.

Owns what is said where no program opens it, so that nobody waits for a window that does not come. It refuses to know where
that is said.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDir, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from core import tr

Tell = Callable[[str, str, Callable[[], None]], object]
"""Says some words, and offers under a verb to do something about it."""


def open_outside(url: QUrl, tell: Tell) -> None:
    """Let the desktop open this; where it cannot, `tell` what it was, to be copied."""
    if QDesktopServices.openUrl(url):
        return
    if url.isLocalFile():
        place = QDir.toNativeSeparators(url.toLocalFile())
        verb = tr("Copy the path")
    else:
        place, verb = url.toString(QUrl.ComponentFormattingOption.FullyEncoded), tr("Copy the address")
    words = tr("No program was found on this computer that opens {place}", place=place)
    tell(words, verb, lambda: QGuiApplication.clipboard().setText(place))
