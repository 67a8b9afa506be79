"""What the desktop is asked to open: a folder, an address of the web, a file of a note.

Owns what is said where no program opens it, so that nobody waits for a window that does not come, and which kinds of files
may be handed to other programs. It refuses to know where that is said.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from core import tr

Tell = Callable[[str, str, Callable[[], None]], object]
"""Says some words, and offers under a verb to do something about it."""
# Kinds whose programs show them and run nothing of theirs. Web pages are none: they may ask for things from elsewhere.
_CONTENT = frozenset(
    "pdf epub txt md log csv tsv json png jpg jpeg gif webp bmp tif tiff heic avif mp3 m4a ogg oga opus flac wav aac"
    " mp4 m4v mov webm mkv avi odt ods odp docx xlsx pptx rtf".split()
)


def may_open(name: str) -> bool:
    """Whether a file of this name is content that another program may be asked to show."""
    return Path(name).suffix.lower().removeprefix(".") in _CONTENT


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
