"""The text of the files of one notebook: reading what nobody has read yet, and what became of it.

`FileTexts` is this room's face, reached as `brain.file_texts`. One content after the other is read and kept, so that
stopping and even a kill lose at most the one under way. What cannot be read is remembered with the reason and not tried
again. Knows no SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from core.changes import Changes
from core.errors import BrainError, Cancelled
from core.file_texts.cutting import cut
from core.file_texts.kinds import PDF, is_pdf, is_read
from core.file_texts.pdf_process import read_pdf
from core.file_texts.pdf_reader import CHARACTERS
from core.file_texts.switch import is_on, switch
from core.language import tr
from core.progress import Progress, Stop, never, unheard
from core.search.file_text import FileReading, FileText, Lack
from core.store import file_words, vocabulary
from core.store.blobs import Blobs
from core.store.database import Database
from core.store.file_words import Unread
from core.text.decoding import decoded

RULES = 1
"""Number of the rules by which files are read. A change that finds more raises it, and every file is read again."""

_BEGINNING = 1_024
_COUNTED = 2_000  # documents at most whose words are counted after each file
_MOST_BYTES = 2 * CHARACTERS  # of a file of plain text


@dataclass(frozen=True, slots=True)
class Waiting:
    """Files that nobody has read yet: those that can be now, and those whose content is not on this device."""

    here: int = 0
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class FilesRead:
    """How many files search finds the text of, how many still wait, and those that could not be read as a whole: the note,
    its title, the name of the file, and why."""

    found: int
    waiting: int
    lacking: tuple[tuple[UUID, str, str, str], ...]


class FileTexts:
    """What the files of one notebook say. May be used from any thread."""

    def __init__(
        self, home: Path, database: Database, blobs: Blobs, pdf: Callable[[Path, Stop], FileText] = read_pdf
    ) -> None:
        """`pdf` reads a PDF."""
        self._home = home
        self._database = database
        self._blobs = blobs
        self._pdf = pdf

    @property
    def is_on(self) -> bool:
        """Whether files are read on this device."""
        return is_on(self._home)

    def switch(self, on: bool) -> None:
        """Read files from now on, or no more; what was read stays found. Raises BrainError; then it is as before."""
        switch(self._home, on)

    def standing(self) -> FilesRead:
        """How far reading is."""
        waiting, found = self.waiting(), self._database.ask(file_words.count_found)
        return FilesRead(found, waiting.here + waiting.elsewhere, self.lacking())

    def read_again(self, cancelled: Stop = never) -> Changes:
        """Read those once more of which search finds nothing, or not all: a limit may have been met only because the machine
        was busy. As `read`, and raises what that raises."""
        return self.read(cancelled=cancelled, only=self._database.ask(file_words.again))

    def waiting(self) -> Waiting:
        """How many files nobody has read yet."""
        here, elsewhere = self._sorted_out()
        return Waiting(len(here), elsewhere)

    def read(
        self, progress: Progress = unheard, cancelled: Stop = never, only: Collection[str] | None = None
    ) -> Changes:
        """Read what nobody has read yet and is on this device, newest first, until nothing is left or `cancelled` says so;
        `only` these contents, if any are named. Gives the notes that are found by more words now. `progress` hears of files.
        What was read stays; calling again goes on. Raises BrainError when the database fails, or the machine cannot read
        one of them just now; that one waits on, and the others were read. Reads nothing when that is switched off."""
        self._database.ask(file_words.tidy, RULES)
        if not self.is_on:
            return Changes()
        here, _ = self._sorted_out()
        waiting = here if only is None else [sha256 for sha256 in here if sha256 in only]
        notes: set[UUID] = set()
        unreadable: BrainError | None = None
        with suppress(Cancelled):
            for done, sha256 in enumerate(waiting):
                if cancelled():
                    break
                progress(done, len(waiting))
                try:
                    read = self._text_here(sha256, cancelled)
                except BrainError as error:
                    unreadable = error
                    continue
                if read is not None:
                    notes.update(self._keep(sha256, read, cancelled))
            else:
                progress(len(waiting), len(waiting))
        if unreadable is not None:
            raise unreadable
        return Changes(frozenset(notes))

    def of(self, contents: Collection[str]) -> dict[str, FileReading]:
        """What is known of the text of these contents, by their SHA-256; those that nobody read are missing."""
        return self._database.ask(file_words.readings, contents)

    def told(self, contents: Collection[str]) -> dict[str, str]:
        """The same in a sentence for a person."""
        return {sha256: reading.words for sha256, reading in self.of(contents).items()}

    def lacking(self) -> tuple[tuple[UUID, str, str, str], ...]:
        """The files of notes outside the trash of which search finds nothing, or not all: the note, its title, the name of
        the file, and why."""
        found = self._database.ask(file_words.lacking)
        return tuple((note, title, name, reading.words) for note, title, name, reading in found)

    def _sorted_out(self) -> tuple[list[str], int]:
        """The contents that can be read now, and how many are not here. Pictures and the like wait no longer."""
        waiting = self._database.ask(file_words.unread)
        passed = [each.sha256 for each in waiting if not _is_read(each)]
        if passed:
            self._database.ask(file_words.pass_over, passed)
        wanted = [each.sha256 for each in waiting if _is_read(each)]
        here = [sha256 for sha256 in wanted if self._blobs.has(sha256)]
        return here, len(wanted) - len(here)

    def _text_here(self, sha256: str, cancelled: Stop) -> FileText | None:
        """What a content says; None when somebody removed it meanwhile. Raises BrainError when it cannot be read now."""
        if not self._blobs.has(sha256):
            return None
        try:
            return self._text_of(self._blobs.path(sha256), cancelled)
        except OSError as error:
            raise BrainError(
                tr("A file of a note could not be read: {why}.", why=error.strerror),
                tr("No note was touched. Its text is read later."),
            ) from error

    def _keep(self, sha256: str, read: FileText, cancelled: Stop) -> list[UUID]:
        with cut(read.text, bool(read.pages), cancelled) as words:
            if not read.lack and next(words(), None) is None:
                read = FileText(pages=read.pages, lack=Lack.EMPTY)
            notes = self._database.ask(file_words.keep, sha256, read, words, RULES)
        # A file has as many words as many notes: too many to be left to the next search.
        self._database.ask(vocabulary.catch_up, _COUNTED, wait=True)
        return notes

    def _text_of(self, path: Path, cancelled: Stop) -> FileText:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
            if is_pdf(beginning):
                read = self._pdf(path, cancelled)
                if read.lack is not Lack.BROKEN or beginning.startswith(PDF):
                    return read  # else it is a text that only tells of PDF files
            file.seek(0)
            data = file.read(_MOST_BYTES + 1)
        text = decoded(data[:_MOST_BYTES])
        if text is None:
            return FileText(lack=Lack.BINARY)
        cut = len(data) > _MOST_BYTES or len(text) > CHARACTERS
        return FileText(text[:CHARACTERS], lack=Lack.LONG if cut else Lack.NONE)


def _is_read(waiting: Unread) -> bool:
    return any(is_read(name, media_type) for name, media_type in waiting.names)
