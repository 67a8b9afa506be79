"""The history of the open note: when it takes the place of the editor, and what restoring from it does.

Owns how one comes there and back. It refuses to know what is shown of a history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from app.history.note_history import NoteHistory
from app.history.returning import say_done
from app.history.timeline import Line
from app.panes import show_instead
from app.parts import Shell
from core import Returned, new_id, tr

if TYPE_CHECKING:
    from core import Brain

_LEAD_AWAY = ("note.new", "note.open", "note.preview", "note.compare", "note.tag", "go.past", "go.activity")
_PRESSED = QEvent.Type.KeyPress


class OneNote(QObject):
    """The way to a note's history and back."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self.pane: NoteHistory | None = None
        """The history that is shown; None while the editor is."""
        actions = shell.window.actions_
        actions.on("note.history", self.show)
        actions.allow("note.history", shell.notebook.editor.note is not None)
        actions.watch(self._about_to)
        shell.notebook.editor.opened.connect(self._opened)
        shell.notebook.folding.crowded.connect(lambda: self.leave(focus=False))

    def show(self) -> None:
        """Show the open note's history when all that was typed is in it; back to the note when it is shown."""
        note = self._shell.notebook.editor.note
        if self.pane is not None:
            self.leave()
        elif note is not None:
            self._shell.notebook.editor.flush()
            self._shell.workspace.settled(lambda: self._open(note))

    def leave(self, *, focus: bool = True) -> None:
        """Back to the note."""
        pane, self.pane = self.pane, None
        if pane is None:
            return
        notebook = self._shell.notebook
        notebook.removeEventFilter(self)
        show_instead(notebook, notebook.editor, pane)
        notebook.folding.fit()
        pane.setParent(None)
        pane.deleteLater()
        if focus:
            notebook.editor.focus_text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt while the history is shown: Esc in the list leads back too, and the keyboard stays there."""
        if isinstance(event, QKeyEvent) and event.type() == _PRESSED and event.key() == Qt.Key.Key_Escape:
            self.leave(focus=False)
            return True
        return super().eventFilter(watched, event)

    def _open(self, note: UUID) -> None:
        if self.pane is not None or self._shell.notebook.isHidden():
            return
        pane = self.pane = NoteHistory(self._shell.workspace, self._shell.theme)
        pane.left.connect(self.leave)
        pane.restored.connect(self._restore)
        pane.copied.connect(lambda: self._shell.window.toast.say(tr("Copied the text")))
        notebook = self._shell.notebook
        show_instead(notebook, pane, notebook.editor)
        notebook.setStretchFactor(notebook.indexOf(pane), 1)
        notebook.folding.fit()
        notebook.installEventFilter(self)
        pane.show_note(note)
        pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _opened(self, note: UUID | None) -> None:
        self._shell.window.actions_.allow("note.history", note is not None)
        if self.pane is None:
            return
        if note is None:
            self.leave(focus=False)
        elif note != self.pane.note:
            self.pane.show_note(note)

    def _about_to(self, action: str) -> None:
        if action in _LEAD_AWAY:
            self.leave(focus=False)

    def _restore(self, note: UUID, line: Line) -> None:
        version, aside, action = line.step.version, line.aside, new_id()

        def command(brain: Brain) -> Returned:
            if aside is None:
                return brain.past.bring_back({note: version}, action)
            return brain.past.use_text(note, brain.chronicle.text(note, version, aside), action)

        self._shell.workspace.write(
            command, lambda done: self._restored(note, version, done, action), owner=self
        )

    def _restored(self, note: UUID, version: int, done: Returned, action: UUID) -> None:
        self._shell.workspace.tell(done.changes)
        if not done.changes:
            self._shell.window.toast.say(tr("Nothing to restore: it is so today"))
            return
        say_done(self._shell, tr("Restored version {number}", number=version), action)
        if self.pane is not None and self.pane.note == note:
            self.leave()  # to see it
        if done.made:
            self._shell.notebook.show_note(done.made[0])
