"""Pinning notes to the top of every list that they are in, and taking them down again.

Owns what the action is about and what it says. Where the mark is drawn is the list's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from app.parts import Shell
from core import Summary

_REST_MS = 200  # how long a choice stays before it is asked whether all of it is pinned
_SURE = 200  # chosen notes that are looked at to know whether all of them are pinned


class Pinning(QObject):
    """The action in one window."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._ask)
        self._actions = shell.window.actions_
        self._actions.on("note.pin", self.pin)
        notebook = shell.notebook
        notebook.pane.list.addAction(self._actions["note.pin"])
        for moved in (notebook.pane.list.selection_changed, notebook.pane.listed):
            moved.connect(self._look)
        notebook.editor.opened.connect(self._opened)
        shell.workspace.changed.connect(self._changed)
        self._look()

    def pin(self) -> None:
        """Pin what is chosen; what is pinned already, all of it, is taken down."""
        chosen = self._chosen()
        self._look()  # the check mark follows what is so, not the click
        self._shell.notebook.editor.flush()  # a note that was just begun is in the list before it is in the notebook
        workspace = self._shell.workspace
        workspace.settled(
            lambda: workspace.read(lambda brain: brain.summaries(chosen), self._decide, owner=self)
        )

    def _decide(self, rows: Sequence[Summary]) -> None:
        wanted = not all(row.pinned for row in rows)
        ids = [row.id for row in rows if row.pinned is not wanted and row.deleted_at is None]
        if ids:
            self._shell.deeds.pin(ids, wanted)

    def _chosen(self) -> list[UUID]:
        notebook = self._shell.notebook
        open_note = notebook.editor.note
        return notebook.pane.list.selected or ([] if open_note is None else [open_note])

    def _opened(self, _note: UUID | None) -> None:
        """An open note says it itself, so the menu that a click opens with it has the right mark."""
        memory = self._shell.notebook.editor.memory
        self._actions.check("note.pin", memory is not None and memory.metadata.get("pinned") is True)
        self._look()

    def _changed(self) -> None:
        """During a sync they change all the time."""
        if not self._rest.isActive():
            self._look()

    def _look(self, *_told: object) -> None:
        """Whether it is possible, and soon whether what is chosen is pinned: who goes through a list waits for notes."""
        pane = self._shell.notebook.pane
        self._actions.allow("note.pin", bool(self._chosen()) and not pane.in_trash)
        self._rest.start()

    def _ask(self) -> None:
        chosen = self._chosen()
        self._shell.workspace.read(
            lambda brain: brain.summaries(chosen[:_SURE]), self._know, owner=self, latest="pinned"
        )

    def _know(self, rows: Sequence[Summary]) -> None:
        self._actions.check("note.pin", bool(rows) and all(row.pinned for row in rows))
