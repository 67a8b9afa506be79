"""What is typed, in the list of notes at once: a note that was just begun, the words of one that is changed.

Owns when the list is told. What is typed becomes history when the hand rests; until then the list shows each note as it will
be then, and where. It refuses to know how a row looks and where it stands.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.parts import Shell

_SOON_MS = 100


class UnsavedRows(QObject):
    """Between the editor and the list of one window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._editor = shell.notebook.editor
        self._pane = shell.notebook.pane
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
        self._pane.show_unsaved(self._editor.typed)
