"""What is typed, around the text at once: a note that was just begun, the words of one that is changed.

Owns when the panes are told. What is typed becomes history when the hand rests; until then the list shows each note as it
will be then, and where, the side bar counts it, and the line under it has its time. It refuses to know how that looks.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.parts import Shell

_SOON_MS = 100


class UnsavedNotes(QObject):
    """Between the text and the panes of one window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._editor = shell.notebook.editor
        self._pane, self._places = shell.notebook.pane, shell.notebook.places
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._tell)
        for written in (self._editor.text.textChanged, self._editor.foot.tags.changed):
            written.connect(self._tell_soon)
        for settled in (self._editor.opened, shell.workspace.changed, self._editor.state_changed):
            settled.connect(self._tell)

    def end(self) -> None:
        """Nothing is kept here."""

    def _tell_soon(self, *_: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _tell(self, *_: object) -> None:
        unsaved, note = self._editor.typed, self._editor.note
        self._pane.show_unsaved(unsaved)
        self._places.show_unsaved(unsaved)
        self._editor.foot.show_typed(next((each.moment for each in unsaved if each.id == note), None))
