"""Where a person is led when the tag that they look at has another name all at once, or none.

Owns that one stays with the notes: a tag that is renamed, merged, or called as before again is followed to its name, also
when another device did it. It refuses to know who renamed it.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from app.library.list_pane import ListPane
from app.library.place_rows import ALL
from app.library.places import Places
from app.workspace import Workspace
from core import MemoryIds, View

_ENOUGH = 50  # notes that are asked where they went


class TagFollowing(QObject):
    """In one window."""

    def __init__(self, places: Places, pane: ListPane, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._places = places
        self._workspace = workspace
        pane.emptied.connect(self._follow)

    def _follow(self, view: View, notes: MemoryIds) -> None:
        tag, here = view.tag, self._places.view
        if tag is None or tag != here.tag:
            return

        def went(to: str | None) -> None:
            if here == self._places.view and to != tag:
                self._places.go(ALL if to is None else replace(here, tag=to))

        self._workspace.read(
            lambda brain: brain.tagging.went_to(tag, list(notes[:_ENOUGH])), went, owner=self, latest="went"
        )
