"""Many notes at once: what the bar over the list does to those that are selected, where they are dragged, and what is said
before.

Owns from how many notes on a person is told first. What is done and how it is taken back is the deeds' business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from app import words
from app.library.many_sheet import ManyTags, Preview
from app.library.place_rows import Place
from app.library.selection_bar import SelectionBar
from app.parts import Shell
from core import Summary, TagCount, tr

if TYPE_CHECKING:
    from core import Brain

_MANY = 100  # notes: from here on it is said first what will happen
_TITLES = 5


class Many(QObject):
    """The selected notes of one window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._pane = pane = shell.notebook.pane
        self.bar = SelectionBar(pane, shell.theme)
        self.tags = ManyTags(shell.theme, shell.window)
        self.preview = Preview(shell.theme, shell.window)
        actions = shell.window.actions_
        actions.on("note.tag", self._tag)
        actions.on("note.join", self._join)
        self.bar.tags.clicked.connect(self._tag)
        self.bar.trash.clicked.connect(actions["note.delete"].trigger)
        self.bar.restore.clicked.connect(actions["note.restore"].trigger)
        for name in ("note.pin", "note.join", "note.share", "export.notes", "note.purge", "edit.select_all"):
            self.bar.offer(actions[name])
        self.tags.chosen.connect(self._change_tags)
        shell.notebook.places.list.notes_carried.connect(self._carried)
        pane.list.selection_changed.connect(self._selected)
        pane.listed.connect(self._selected)
        shell.deeds.asked = self._say_first
        self._chosen: Sequence[UUID] = ()
        self._selected()

    def end(self) -> None:
        """A selection does not outlive the window."""

    def _selected(self) -> None:
        count, trash = self._pane.list.count_selected, self._pane.in_trash
        self.bar.show_count(count, trash=trash)
        self._pane.list.setDragEnabled(not trash)
        if count > 1:
            self._shell.window.actions_.allow("note.tag", not trash)
        self._shell.window.actions_.allow("note.join", 1 < count < _MANY and not trash)

    def _tag(self) -> None:
        chosen = self._pane.list.selected
        if len(chosen) < 2:
            self._shell.notebook.editor.focus_tags()
            return
        self._chosen = chosen
        self._shell.notebook.editor.flush()
        self.tags.ask(len(chosen), self.bar)

        def found(answer: tuple[Sequence[TagCount], Sequence[str]]) -> None:
            self.tags.know(*answer)

        self._shell.workspace.read(partial(_tags, ids=chosen), found, owner=self, latest="tags")

    def _change_tags(self, more: tuple[str, ...], fewer: tuple[str, ...]) -> None:
        self._shell.deeds.change_tags(self._chosen, more, fewer)

    def _carried(self, place: Place, leave: bool) -> None:
        """The selected notes were dropped on a tag or the trash."""
        chosen = self._pane.list.selected
        if not chosen or self._pane.coming:  # they left the list while they were dragged, or will in a moment
            return
        if place.tag is None:
            self._shell.window.actions_["note.delete"].trigger()
        else:
            self._shell.notebook.editor.flush()
            here = None if self._pane.search.searching else self._pane.view.tag
            fewer = [here] if leave and here is not None and here != place.tag else []
            tag, many = place.tag, words.notes(len(chosen))
            said = tr("{notes} will get the tag “{tag}”.", notes=many, tag=tag)
            if fewer:
                said = tr(
                    "{notes} will leave the tag “{old}” for “{tag}”.", notes=many, old=fewer[0], tag=tag
                )
            change = partial(self._shell.deeds.change_tags, chosen, [tag], fewer)
            self._say_first(chosen, said, tr("Change tags"), change)

    def _join(self) -> None:
        chosen = self._pane.list.selected
        if len(chosen) > 1:
            self._shell.notebook.editor.flush()
            self._say(
                chosen,
                tr("Join {notes} into the first of them?", notes=words.notes(len(chosen))),
                tr("Join"),
                lambda: self._shell.deeds.join(chosen, lambda: self._shell.notebook.show_note(chosen[0])),
            )

    def _say_first(self, ids: Sequence[UUID], said: str, verb: str, act: Callable[[], None]) -> None:
        if len(ids) < _MANY:
            act()
        else:
            self._say(ids, said, verb, act)

    def _say(self, ids: Sequence[UUID], said: str, verb: str, act: Callable[[], None]) -> None:
        beside = self.bar if self.bar.isVisible() else self._pane.heading

        def found(first: Sequence[Summary]) -> None:
            titles = [each.title or tr("Untitled") for each in first]
            self.preview.ask(said, titles, len(ids) - len(titles), verb, beside, act)

        self._shell.workspace.read(
            lambda brain: brain.summaries(ids[:_TITLES]), found, owner=self, latest="preview"
        )


def _tags(brain: Brain, ids: Sequence[UUID]) -> tuple[Sequence[TagCount], Sequence[str]]:
    return brain.tagging.counts_among(ids), tuple(each.tag for each in brain.tags())
