"""Pictures and files that are pasted into the open note or dropped on it become files of the note, with a link in its text.

Owns the order: first a content is durable, then the text names it, then the note has it. Nothing else waits meanwhile.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from app.capture.brought import Brought, keep_all, links_to, named_apart
from app.parts import Shell
from core import Attachment, Brain, NotFound


class Dropping(QObject):
    """The part of the window that takes files into the open note."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._workspace = shell.workspace
        self._editor = shell.notebook.editor
        self._editor.text.brought.connect(self._take)

    def end(self) -> None:
        """Nothing is kept here."""

    def _take(self, files: tuple[Brought, ...]) -> None:
        note = self._editor.note
        if note is not None and not self._editor.text.isReadOnly():
            keep_all(
                self._workspace,
                files,
                lambda kept: self._name(note, kept),
                owner=self,
                failed=self._workspace.trouble.emit,
            )

    def _name(self, note: UUID, kept: tuple[Attachment, ...]) -> None:
        def known(brain: Brain) -> tuple[Attachment, ...]:
            try:
                return brain.memory(note).attachments
            except NotFound:  # it begins here, and has no event yet
                return ()

        self._workspace.read(known, lambda has: self._give(note, named_apart(kept, has)), owner=self)

    def _give(self, note: UUID, files: tuple[Attachment, ...]) -> None:
        if self._editor.note == note:
            self._editor.text.insertPlainText(links_to(files))
        self._editor.flush()  # a note that begins here exists before it is given a file
        self._workspace.write(lambda brain: brain.files.give(note, *files), owner=self)
