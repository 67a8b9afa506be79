"""The pages of spaces: all of them, one of one's own, and the choice of one for notes.

Owns how they are laid out, and says what a person wants. It refuses to know how any of it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import words
from app.account import space_words as say
from app.account.fields import Field
from app.account.sections import Row, Section
from app.migration.choosing import Radios
from app.migration.sheet import BAD, Marked, Sheet, button_of, label_of
from app.one_line import OneLine
from app.theme import GRID, Theme
from core import BrainError, Shared, Space, tr


class Asking(Sheet):
    """A page whose buttons ask the server: it says what goes on, and what went wrong."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self.wrong = Marked(theme, *BAD, "")
        self.wrong.hide()

    def work(self, told: str) -> None:
        """What is going on; meanwhile nothing can be changed. Nothing when it is over."""
        for each in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            each.setEnabled(not told)
        if told:
            self.wrong.say("arrows-clockwise", "muted", told)
        self.wrong.setEnabled(True)
        self.wrong.setVisible(bool(told))

    def refuse(self, error: BrainError) -> None:
        """It did not work, and why."""
        self.work("")
        self.wrong.say(*BAD, f"{error.words}\n{error.hint}".strip())
        self.wrong.show()


class SpacesSheet(Asking):
    """All spaces that one made or is in."""

    made = Signal(str)
    """A space of this name is wanted."""
    wanted = Signal(object)
    """The `Space` of one's own that is to be changed."""
    left = Signal(object)
    """The `Space` to leave."""
    seen = Signal(object)
    """The `Space` whose notes are to be shown."""

    def __init__(self, theme: Theme, shared: Shared) -> None:
        super().__init__(theme, tr("Spaces"))
        self.shared = shared
        """What it shows."""
        self.say(tr(say.WHAT), muted=True)
        self.name = Field(theme, tr("Name of a new space"), hint=tr("Garden"))
        self.name.beside(button_of(tr("Make a space"), self._make))
        self.name.entered(self._make)
        self.add(self.name)
        self.add(self.wrong)
        for space in shared.spaces:
            self.add(self._section(space))

    def _section(self, space: Space) -> Section:
        def button(verb: str, signal: Callable[[Space], object]) -> QPushButton:
            return button_of(verb, partial(signal, space), name=f"{verb} {space.name}")

        more = button(tr("People…"), self.wanted.emit) if space.own else button(tr("Leave…"), self.left.emit)
        section = Section(self.theme, space.name, button(tr("Show its notes"), self.seen.emit), more)
        people = [Row(name, say.right(may)) for name, may in space.members.items()]
        section.say(say.standing(space), people or [Row(tr("Nobody else is in it yet."))])
        return section

    def _make(self) -> None:
        if self.name.text:
            self.made.emit(self.name.text)


class SpaceSheet(Asking):
    """One space of one's own."""

    renamed = Signal(str)
    """It is to be called so."""
    members = Signal(object)
    """These are to be in it: names, and whether each may write."""
    removed = Signal(str)
    """This person is to be asked about, and to go."""
    ended = Signal()
    """It is to be deleted."""

    def __init__(self, theme: Theme, space: Space) -> None:
        super().__init__(theme, tr("Space “{space}”", space=space.name))
        self._space = space
        self.say(say.standing(space), muted=True, tight=True)
        self.name = Field(theme, tr("What it is called"), space.name)
        self.name.beside(button_of(tr("Rename"), self._rename, name=tr("Rename this space")))
        self.name.entered(self._rename)
        self.add(self.name)
        self.head(tr("People"))
        self.add(self.wrong)
        for name, may in space.members.items():
            self.add(self._person(name, may))
        if not space.members:
            self.say(tr("Nobody else is in it yet."), muted=True)
        self.user = Field(theme, tr("Invite somebody by the name that they sign in with"))
        self.user.beside(button_of(tr("Invite to read"), partial(self._invite, False)))
        self.user.beside(button_of(tr("Invite to write"), partial(self._invite, True)))
        self.user.entered(partial(self._invite, False))
        self.add(self.user)
        self.say(
            tr("Whoever is invited gets every note that is in the space, with its earlier versions."),
            muted=True,
            tight=True,
        )
        self.head(tr("Delete this space"))
        self.say(tr(say.DELETING), muted=True)
        self.act(button_of(tr("Delete this space…"), self.ended.emit))

    def _person(self, name: str, may_write: bool) -> QWidget:
        place, text, actions = QWidget(), QVBoxLayout(), QHBoxLayout()
        text.setSpacing(0)
        text.addWidget(OneLine(self.theme, name))
        text.addWidget(label_of(self.theme, say.right(may_write), "small", muted=True))
        actions.setSpacing(2 * GRID)
        other = tr("Let only read") if may_write else tr("Let write")
        actions.addWidget(button_of(other, partial(self._let, name, not may_write), name=f"{other}: {name}"))
        actions.addWidget(
            button_of(tr("Remove…"), partial(self.removed.emit, name), name=tr("Remove {name}", name=name))
        )
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(text, 1)
        line.setSpacing(3 * GRID)
        line.addLayout(actions)
        place.setAccessibleName(f"{name}, {say.right(may_write)}")
        return place

    def _rename(self) -> None:
        if self.name.text not in ("", self._space.name):
            self.renamed.emit(self.name.text)

    def _invite(self, may_write: bool) -> None:
        if self.user.text:
            self._let(self.user.text, may_write)

    def _let(self, name: str, may_write: bool) -> None:
        self.members.emit({**self._space.members, name: may_write})


class ShareSheet(Asking):
    """In which space notes are to be."""

    chosen = Signal(object)
    """The `Space`, or None for no space."""

    def __init__(self, theme: Theme, shared: Shared, notes: int, present: UUID | None) -> None:
        super().__init__(theme, tr("Share {notes} in a space", notes=words.notes(notes)))
        self._spaces = {each.id: each for each in shared.spaces if each.may_write}
        self.say(tr(say.WHAT), muted=True)
        self.add(self.wrong)
        ways: list[tuple[UUID | None, str, str]] = [
            (each.id, each.name, tr("Seen by {people}.", people=say.who(each)))
            for each in self._spaces.values()
        ]
        ways.append((None, tr("In no space"), tr(say.TAKING_OUT) if present else tr("Only you have it.")))
        first = present if present in self._spaces else next(iter(self._spaces), None)
        self.spaces: Radios[UUID | None] = Radios(self, ways, first)
        self.offer(tr("Save"), self._choose, primary=True)

    def _choose(self) -> None:
        chosen = self.spaces.value
        self.chosen.emit(None if chosen is None else self._spaces[chosen])
