"""The middle pane: search box, what is listed, and the list of notes or what is said in its place.

Owns which notes are listed: those of a place, or those that a search found. It reads them again when something changed.
It refuses to know what happens to a note.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app import words
from app.library.empty import Empty
from app.library.note_list import NoteList
from app.library.place_rows import ALL, name_of
from app.search.box import SearchBox
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import Changes, MemoryIds, Page, SearchResult, View

_SOON_MS = 120


class ListPane(QWidget):
    """What is listed in one window."""

    listed = Signal()
    """Other notes are listed, or other ones in the same place."""
    asked = Signal(str)
    """The id of the action that the button in an empty place stands for."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        new_note: QAction,
        empty_trash: QAction,
        parent: QWidget | None = None,
    ) -> None:
        """`new_note` and `empty_trash` are the actions that have a button here."""
        super().__init__(parent)
        self._workspace = workspace
        self._view = ALL
        self._shown: View | None = None
        self._button = ""
        self.search = SearchBox(workspace, theme, self)
        self.list = NoteList(workspace, theme, self)
        self.heading = QLabel(self)
        self._empty = Empty(theme, self)
        self._stack = QStackedWidget(self)
        self._sweep = self._button_for(empty_trash)
        self._lay_out(theme, self._button_for(new_note))
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._read)
        workspace.changed.connect(self._something_changed)
        self.search.found.connect(self._show_found)
        self.search.cleared.connect(self._read)
        self.search.entered.connect(self.enter)
        self._empty.pressed.connect(lambda: self.asked.emit(self._button))

    @property
    def view(self) -> View:
        """The place whose notes are listed, or will be when the search is over."""
        return self._view

    def go(self, view: View, page: Page | None = None) -> None:
        """List the notes of another place; what was searched is forgotten. A first page that is known is shown at once."""
        self._view = view
        if page is not None:
            self._show(view, MemoryIds(row.id for row in page.items), page)
        if self.search.searching:
            self.search.clear()  # which reads
        else:
            self._read()

    def enter(self) -> None:
        """Go on to the list, if there is something in it."""
        if len(self.list.ids):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.list.selected:
                self.list.step(1)

    def _button_for(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self, theme: Theme, begin: QToolButton) -> None:
        self.heading.setObjectName("muted")
        self.heading.setFont(theme.font("small"))
        self._sweep.setFont(theme.font("small"))
        self._sweep.hide()
        top = QHBoxLayout()
        top.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, GRID)
        top.setSpacing(GRID)
        top.addWidget(self.search, 1)
        top.addWidget(begin)
        line = QHBoxLayout()
        line.setContentsMargins(4 * GRID, 0, 4 * GRID, 2 * GRID)
        line.addWidget(self.heading, 1)
        line.addWidget(self._sweep)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(line)
        column.addWidget(self._stack, 1)

    def _something_changed(self, changes: Changes) -> None:
        self.list.doubt(changes.memories)
        if not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        if self.search.searching:
            return  # the box asks again by itself
        view = self._view
        self._workspace.read(
            lambda brain: brain.memory_ids(view),
            lambda ids: self._show(view, ids),
            owner=self,
            latest="ids",
        )

    def _show(self, view: View, ids: MemoryIds, page: Page | None = None) -> None:
        if self.search.searching:
            return
        self.list.show_place(ids, page.items if page else (), anew=view != self._shown)
        self._shown = view
        # The first page alone does not know how many there are.
        whole = page is None or page.after is None
        self.heading.setText(_heading(view, len(ids)) if whole else name_of(view))
        self._say_or_list(_empty_place(view))

    def _show_found(self, result: SearchResult, anew: bool) -> None:
        self.list.show_hits(result.query, result.hits, anew=anew)
        self._shown = None
        self.heading.setText(_told(result))
        self._say_or_list(
            ("magnifying-glass", f"No note holds “{result.query}”. Try fewer words or another one.", "")
        )

    def _say_or_list(self, empty: Sequence[str]) -> None:
        icon, sentence, self._button = empty
        self._empty.say(icon, sentence, _BUTTONS.get(self._button, ""))
        self._sweep.setVisible(self._shown is not None and self._shown.trash and len(self.list.ids) > 0)
        self._stack.setCurrentWidget(self.list if len(self.list.ids) else self._empty)
        self.listed.emit()


def _heading(view: View, count: int) -> str:
    every = not (view.tag or view.untagged or view.trash)
    return words.notes(count) if every else f"{name_of(view)} · {words.notes(count)}"


def _told(result: SearchResult) -> str:
    """How much was found, in words."""
    if not result.total:
        return "The search took too long. Try another word." if result.at_least else "Nothing found"
    more = "more than " if result.at_least else ""
    if result.total > len(result.hits):
        return f"{more}{words.notes(result.total)} found · the best {len(result.hits)}".capitalize()
    return f"{words.notes(result.total)} found"


_BUTTONS = {"note.new": "New note", "go.all": "Show all notes"}


def _empty_place(view: View) -> tuple[str, str, str]:
    """Icon, sentence and action of an empty place."""
    if view.trash:
        return (
            "trash",
            "The trash is empty. What you delete waits here until you delete it for good.",
            "go.all",
        )
    if view.untagged:
        return "tag-simple", "Every note has a tag. Notes without one are listed here.", "go.all"
    if view.tag is not None:
        return "hash", f"No note has the tag “{view.tag}” now.", "note.new"
    return "note", "Nothing here yet. Write your first note; it is saved while you type.", "note.new"
