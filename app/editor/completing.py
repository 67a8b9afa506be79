"""The titles that are offered while a link to a note is typed, and behind a `#` the headings of that note.

Owns where a link begins and what a chosen title writes. Both are asked for away from the window's thread.
"""

from __future__ import annotations

import re

from PySide6.QtGui import QTextCursor

from app.editor.edits import points
from app.editor.note_parts import folded, headings
from app.editor.offering import Offering
from app.editor.plaintext import units
from app.editor.text import NoteText
from app.theme import Theme
from app.workspace import Workspace
from core import Brain, Summary, link_begun, linkable, tr

_MOST = 8  # titles
_REST = re.compile(r"[^\[\]|\n]*(?=\]\]|\|[^\[\]\n]*\]\])")
"""What stands behind the caret of the target of a link that has its end already."""
_PART = re.compile(r"(?<!!)\[\[([^\[\]|#\n]{1,200}#[^\[\]|#^\n]{0,200})$")
_LOOKED_AT = 200_000  # characters of a note whose headings are offered
_KEEP = QTextCursor.MoveMode.KeepAnchor


class Completing(Offering):
    """Offers titles in one text."""

    def __init__(self, text: NoteText, workspace: Workspace, theme: Theme) -> None:
        super().__init__(text, theme, tr("Notes to link to"))
        self._workspace = workspace

    def begun_in(self, before: str) -> str | None:
        """What stands behind two open brackets."""
        part = _PART.search(before)
        return part[1] if part else link_begun(before)

    def ask(self, begun: str) -> None:
        """The titles that are most like it, or the headings of the note that it names."""
        title, sign, typed = begun.partition("#")
        if sign:
            self._workspace.read(
                lambda brain: _headings_of(brain, title.strip(), typed),
                lambda found: self.offer(begun, [f"{title}#{each}" for each in found]),
                owner=self,
                latest="titles",
            )
            return

        def found(notes: tuple[Summary, ...]) -> None:
            self.offer(begun, list(dict.fromkeys(title for each in notes if (title := linkable(each.title)))))

        self._workspace.read(
            lambda brain: brain.note_links.titled_like(begun, _MOST), found, owner=self, latest="titles"
        )

    def take(self, begun: str, word: str) -> None:
        """Write the chosen title in the place of what was typed of it, with the end of the link."""
        cursor = self._text.textCursor()
        text = cursor.block().text()
        after = text[points(text, cursor.positionInBlock()) :]
        inside = _REST.match(after)
        rest, at = inside[0] if inside else "", cursor.position()
        cursor.beginEditBlock()
        cursor.setPosition(at - units(begun))
        cursor.setPosition(at + units(rest), _KEEP)
        cursor.insertText(word if inside else f"{word}]]")
        if inside and after[len(rest) :].startswith("]]"):
            cursor.setPosition(cursor.position() + len("]]"))
        cursor.endEditBlock()
        self._text.setTextCursor(cursor)


def _headings_of(brain: Brain, title: str, typed: str) -> list[str]:
    """The headings of the note of that title that hold what was typed, in their order."""
    note = brain.note_links.target(title)
    text = brain.memory(note).content[:_LOOKED_AT] if note else ""
    wanted = folded(typed)
    named = (linkable(heading) for _, heading in headings(text) if not wanted or wanted in folded(heading))
    return list(dict.fromkeys(filter(None, named)))[:_MOST]
