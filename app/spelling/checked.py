"""One text that is checked: its marks, its menu, the way from word to word, and by which dictionaries.

Owns when they are chosen anew. It refuses to know whether checking is wanted at all.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextDocument

from app.editor.text import NoteText
from app.parts import Shell
from app.spelling.marking import Marking
from app.spelling.menu import SpellingMenu
from app.spelling.own import OwnWords
from app.spelling.stepping import Stepping
from core import Dictionaries, SpelledBy, spelled_by

_REST_MS = 1_500  # after which a text may have become one of another language
_LOOK_AT = 1_000  # characters


class Checked(QObject):
    """What checks one text. `note` tells which note it is, None where it is none; `language` what the note says of that."""

    doubted = Signal()
    """The text may be in another language by now: call `choose`."""

    def __init__(
        self,
        text: NoteText,
        note: Callable[[], UUID | None],
        language: Callable[[], str],
        shell: Shell,
        dictionaries: Dictionaries,
        own: OwnWords,
    ) -> None:
        super().__init__(text)
        self.text = text
        self.by = SpelledBy(())
        """The dictionaries that were chosen last."""
        self._note = note
        self._language = language
        self._tasks = shell.workspace.tasks
        self._own = own
        self.marking = Marking(text, shell.workspace, shell.theme, dictionaries, own)
        self.menu = SpellingMenu(text, self.marking, shell.workspace, dictionaries)
        self.menu.ignored.connect(self._ignore)
        self.stepping = Stepping(text, self.marking)
        self.rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self.rest.timeout.connect(self.doubted)
        text.typed.connect(self.rest.start)

    def stop(self) -> None:
        """Mark nothing."""
        self.by = SpelledBy(())
        self.marking.use((), None)

    def choose(self, installed: tuple[str, ...], wanted: tuple[str, ...], on: Callable[[], bool]) -> None:
        """Check by the dictionaries for this text from now on, if `on` still says so when they are found."""
        note = self._note()
        if note is None or not installed or not on():
            self.stop()
            return
        self.marking.go_to(note)
        said, head = self._language(), _beginning(self.text.document())

        def found(chosen: SpelledBy) -> None:
            if note == self._note() and on():
                self.by = chosen
                self.marking.use(chosen.tags, note)

        self._tasks.read(
            lambda: spelled_by(installed, wanted, said, head), found, owner=self, latest="language"
        )

    def _ignore(self, word: str) -> None:
        if (note := self._note()) is not None:
            self._own.ignore(word, note)
            self.marking.look_again()


def _beginning(document: QTextDocument) -> str:
    """Enough of a text to tell its language."""
    lines: list[str] = []
    block, length = document.begin(), 0
    while block.isValid() and length < _LOOK_AT:
        lines.append(block.text()[:_LOOK_AT])
        length += len(lines[-1]) + 1
        block = block.next()
    return "\n".join(lines)
