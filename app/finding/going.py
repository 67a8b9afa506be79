"""Where one can go by a few letters: notes by their title, tags, places and saved searches; or a new note of that title.

Owns the order of what is offered. Notes are asked from the notebook; tags and places are those of the side bar, which knows
them already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from app import words
from app.finding.choice import Choice
from app.finding.matching import rank
from app.library.place_rows import SEARCHES, Place, view_of_tag
from app.parts import Shell
from core import Changes, TagNode, Titled, View, tr, tr_noop

if TYPE_CHECKING:
    from core import Brain

_Ranked = tuple[int, TagNode]

_NOTES, _FEW = 40, 5
_MANY = 500  # tags that are listed: who looks for one types a letter more
_UNTITLED = tr_noop("Empty note")


class Going(QObject):
    """Going to a note, a tag or a place in one window."""

    def __init__(
        self,
        shell: Shell,
        visited: Callable[[], list[UUID]],
        show: Callable[[list[Choice]], None],
        parent: QObject,
    ) -> None:
        """`visited` are the notes that were open, the last one first. `show` hears what is found for what was asked last."""
        super().__init__(parent)
        self._shell = shell
        self._visited = visited
        self._show = show

    def ask(self, typed: str) -> None:
        """Find out what answers these letters; `show` hears of it."""
        typed, tags = " ".join(typed.split()), self._shell.notebook.places.tags
        if typed.startswith("#"):
            self._shell.workspace.read(
                lambda _: _ranked(typed[1:], tags, _MANY), self._show_tags, owner=self, latest="go"
            )
        elif typed:
            self._shell.workspace.read(
                lambda brain: (brain.ways.called_like(typed, _NOTES), _ranked(typed, tags, _FEW)),
                partial(self._found, typed),
                owner=self,
                latest="go",
            )
        else:
            last = [each for each in self._visited() if each != self._shell.notebook.editor.note][:_NOTES]
            self._shell.workspace.read(
                lambda brain: _recent(brain, last), self._show_recent, owner=self, latest="go"
            )

    def create(self, title: str) -> None:
        """Make a note of that title and go on writing in it."""
        title = " ".join(title.split())
        if not title:
            return
        self._shell.workspace.write(
            lambda brain: brain.create_memory(f"# {title}\n\n"), self._created, owner=self
        )

    def _created(self, changes: Changes) -> None:
        self._go_to_note(changes.memory)

    def _show_recent(self, notes: list[Titled]) -> None:
        here = self._shell.notebook.editor.note
        self._show([self._note(each) for each in notes if each.id != here])

    def _found(self, typed: str, answer: tuple[tuple[Titled, ...], list[_Ranked]]) -> None:
        notes, tags = answer
        found = [self._note(each) for each in notes]
        others = [*self._places(typed), *self._tagged(tags)]
        exact = bool(notes) and rank(typed, notes[0].title) == 0
        # A tag or place that is called so comes before notes that merely hold the letters.
        best = [choice for place, choice in others if place <= 1]
        after = [choice for place, choice in others if 1 < place <= 3]
        new = Choice(
            tr("New note “{title}”", title=typed),
            lambda: self.create(typed),
            keys=QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText),
            icon="note-pencil",
        )
        self._show([*found[:_FEW], *best, *found[_FEW:], *after, *([] if exact else [new])])

    def _show_tags(self, tags: list[_Ranked]) -> None:
        found = [choice for _, choice in self._tagged(tags)]
        self._show(found or [Choice(tr("No tag is called so"), lambda: None, possible=False)])

    def _tagged(self, tags: list[_Ranked]) -> list[tuple[int, Choice]]:
        return [
            (
                place,
                Choice(each.tag, partial(self._go, view_of_tag(each)), words.notes(each.count), icon="hash"),
            )
            for place, each in tags
        ]

    def _places(self, typed: str) -> list[tuple[int, Choice]]:
        return [
            (number, Choice(place.name, partial(self._go_to_place, place), _kind(place), icon=place.icon))
            for place in self._shell.notebook.places.leading
            if (number := rank(typed, place.name)) is not None
        ]

    def _note(self, note: Titled) -> Choice:
        when = words.day(note.updated_at, datetime.now(UTC).astimezone())
        return Choice(note.title or tr(_UNTITLED), partial(self._go_to_note, note.id), when, icon="file-text")

    def _go_to_place(self, place: Place) -> None:
        if place.view is not None:
            self._go(place.view)
        elif place.search is not None:
            self._shell.notebook.pane.search_for(place.search.query)

    def _go(self, view: View) -> None:
        notebook = self._shell.notebook
        notebook.places.go(view)
        notebook.pane.search.clear()
        notebook.pane.enter()

    def _go_to_note(self, note: UUID) -> None:
        self._shell.notebook.show_note(note)
        self._shell.notebook.editor.focus_text()


def _kind(place: Place) -> str:
    return tr("place") if place.search is None or place.search in SEARCHES else tr("search")


def _ranked(typed: str, tags: Sequence[TagNode], most: int) -> list[_Ranked]:
    """The tags that answer these letters best. There can be many thousand, so this is for a lane."""
    ranked = [(place, each) for each in tags if (place := rank(typed, each.tag)) is not None]
    ranked.sort(key=lambda pair: (pair[0], -pair[1].count))
    return ranked[:most]


def _recent(brain: Brain, visited: list[UUID]) -> list[Titled]:
    """The notes that were open, then those that changed last."""
    rows = [*brain.summaries(visited), *brain.memories(limit=_NOTES).items]
    seen = {row.id: Titled(row.id, row.title, row.updated_at) for row in rows if row.deleted_at is None}
    return list(seen.values())[:_NOTES]
