"""Pictures and files that are pasted or dropped into the open note, or chosen, become files of it, with a link in its text;
and leave it again.

Owns the order: first a content is durable, then the text names it, then the note has it. Nothing else waits meanwhile, and
how large a file may be is said where files are chosen. What leaves can be undone; the text stays as it is typed.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from app.capture.brought import Brought, Kept, keep_all, links_to, named_apart
from app.parts import Shell
from core import Attachment, Brain, Limits, NotFound, new_id, tr


class Dropping(QObject):
    """The part of the window that takes files into the open note."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._window = shell.window
        self._workspace = shell.workspace
        self._deeds = shell.deeds
        self._editor = shell.notebook.editor
        self._editor.text.brought.connect(self._take)
        self._editor.files.unwanted.connect(self._take_away)
        shell.window.actions_.on("note.attach", self._ask_limits)

    def end(self) -> None:
        """Nothing is kept here."""

    def _ask_limits(self) -> None:
        self._workspace.read(lambda brain: brain.files.limits(), self._choose, owner=self, latest="limits")

    def _choose(self, limits: Limits) -> None:
        if self._editor.note is None or self._editor.text.isReadOnly():
            self._window.toast.say(tr("Open a note first. Then files can be attached to it."))
            return
        dialog = QFileDialog(self._window, tr("Attach files. {limits}", limits=limits.words))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Attach"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def take(self, paths: list[str]) -> None:
        """Attach these files to the open note."""
        self._take(tuple(Brought(Path(each).name, Path(each)) for each in paths))

    def _take(self, files: tuple[Brought, ...]) -> None:
        note = self._editor.note
        if note is not None and not self._editor.text.isReadOnly():
            keep_all(
                self._workspace,
                files,
                lambda kept: self._came(note, kept),
                owner=self,
                failed=self._workspace.trouble.emit,
            )

    def _came(self, note: UUID, kept: Kept) -> None:
        if kept.refused is not None:
            self._workspace.trouble.emit(kept.refused)
        if kept.stays:
            self._window.toast.say(kept.stays)
        if kept.files:
            self._name(note, kept.files)

    def _name(self, note: UUID, kept: tuple[Attachment, ...]) -> None:
        def known(brain: Brain) -> tuple[Attachment, ...]:
            try:
                return brain.memory(note).attachments
            except NotFound:  # it begins here, and has no event yet
                return ()

        self._workspace.read(known, lambda has: self._give(note, named_apart(kept, has)), owner=self)

    def _give(self, note: UUID, files: tuple[Attachment, ...]) -> None:
        if self._editor.note == note:
            self._editor.text.insert_apart(links_to(files))
        self._editor.flush()  # a note that begins here exists before it is given a file
        self._workspace.write(lambda brain: brain.files.give(note, *files), owner=self)

    def _take_away(self, file: Attachment) -> None:
        note = self._editor.note
        if note is None:
            return

        action = new_id()
        self._workspace.write(
            lambda brain: brain.files.detach(note, file.sha256, file.name, action=action),
            lambda _: self._window.toast.say(
                tr("Took {name} from the note", name=file.name),
                lambda: self._deeds.undo_wanted.emit(action),
                logged=True,
            ),
            owner=self,
        )
