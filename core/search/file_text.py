"""What could be read of a file, and in words what could not. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.language import thousands, tr, tr_noop


class Lack(StrEnum):
    """Why nothing of a file's text is found, or not all of it."""

    NONE = ""
    LOCKED = "locked"
    BROKEN = "broken"
    SLOW = "slow"
    SCANNED = "scanned"
    BINARY = "binary"
    EMPTY = "empty"
    LONG = "long"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of one content. `pages` is how many it has, 0 for what has none; pages of the text are divided by form feeds,
    and the first `read` of them are there."""

    text: str = ""
    pages: int = 0
    lack: Lack = Lack.NONE
    read: int = 0


@dataclass(frozen=True, slots=True)
class FileReading:
    """What is known of the text of a file: whether it is searchable, at least in part, and what is missing of it."""

    searchable: bool
    pages: int = 0
    read: int = 0
    lack: Lack = Lack.NONE

    @property
    def words(self) -> str:
        """It in a sentence for a person."""
        if self.pages and self.lack in _WORDS_OF_PAGES:
            return tr(_WORDS_OF_PAGES[self.lack], read=thousands(self.read), pages=thousands(self.pages))
        return tr(_WORDS[self.lack])


_WORDS = {
    Lack.NONE: tr_noop("Search finds its text."),
    Lack.LOCKED: tr_noop("It asks for a password, so search does not find its text."),
    Lack.BROKEN: tr_noop("It is damaged, or needs too much memory, so search does not find its text."),
    Lack.SLOW: tr_noop("It took too long to be read, so search does not find its text."),
    Lack.SCANNED: tr_noop("Its pages are pictures without text, so search does not find it by words."),
    Lack.BINARY: tr_noop("It is no text, so search does not look into it."),
    Lack.EMPTY: tr_noop("There are no words in it."),
    Lack.LONG: tr_noop("It is very long. Search finds the beginning of its text."),
    Lack.DAMAGED: tr_noop("It is damaged. Search finds the beginning of its text."),
}
_WORDS_OF_PAGES = {
    Lack.LONG: tr_noop("Search finds the first {read} of its {pages} pages."),
    Lack.DAMAGED: tr_noop("It is damaged. Search finds the first {read} of its {pages} pages."),
}
