"""The tags that are offered while `#` and some letters are typed into the capture window's text.

Owns where a tag begins, and that choosing one takes its letters out of the text: from then on it stands among the tags. A
`#` that nobody chooses for stays what it is, such as a heading. It refuses to know what becomes of the tag.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor

from app.editor.offering import Offering
from app.editor.plaintext import units
from app.editor.text import NoteText
from app.theme import Theme
from app.workspace import Workspace
from core import tr

_MOST = 4  # tags: as many as fit into the small window
_BEGUN = re.compile(r"(?:^|\s)#([^\s#]{1,100})$")


class Tagging(Offering):
    """Offers the tags that exist."""

    chosen = Signal(str)
    """The note shall have this tag."""

    def __init__(self, text: NoteText, workspace: Workspace, theme: Theme) -> None:
        super().__init__(text, theme, tr("Tags that exist"))
        self._workspace = workspace

    def begun_in(self, before: str) -> str | None:
        """What stands behind a `#` that begins a word."""
        found = _BEGUN.search(before)
        return found[1] if found else None

    def ask(self, begun: str) -> None:
        """The tags that contain it; those that begin with it come first."""
        letters = begun.casefold()

        def like(tags: list[str]) -> None:
            fitting = [each for each in tags if letters in each.casefold()]
            fitting.sort(key=lambda each: (not each.casefold().startswith(letters), each.casefold()))
            self.offer(begun, fitting[:_MOST])

        self._workspace.read(
            lambda brain: [each.tag for each in brain.tags()], like, owner=self, latest="tagging"
        )

    def take(self, begun: str, word: str) -> None:
        """Move it from the text to the tags."""
        self.chosen.emit(word)  # first, so that it is always somewhere
        cursor = self._text.textCursor()
        cursor.setPosition(cursor.position() - units(f"#{begun}"), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._text.setTextCursor(cursor)
