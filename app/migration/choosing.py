"""The fourth page: how to decide what the files leave open.

Owns the words of every choice. What is chosen comes out as the core's `Choices`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic, Literal, TypeVar

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app import words
from app.announcing import announce
from app.migration.sheet import CAUTION, Marked, Sheet, stand_in
from app.migration.ticks import Pick, Tick
from app.theme import GRID, Theme
from core import Choices, Duplicates, Owner, Owners, Plan, tr, tr_noop

T = TypeVar("T")
Whose = Literal["mine", "property", "only"]

_DUPLICATES = (
    (
        Duplicates.SKIP,
        tr_noop("Leave what is here as it is"),
        tr_noop("The row is set aside, and the report names it."),
    ),
    (
        Duplicates.UPDATE,
        tr_noop("Update it to what the file says"),
        tr_noop("What it was stays in the note's history."),
    ),
    (
        Duplicates.COPY,
        tr_noop("Import it as a second note"),
        tr_noop("The second one has a link to the one that is here."),
    ),
)
_VECTORS = (
    (
        True,
        tr_noop("Keep them beside the new ones"),
        tr_noop("They tell which notes are related. Search by meaning makes vectors of its own."),
    ),
    (
        False,
        tr_noop("Only embed anew"),
        tr_noop("Takes less room; notes are read for their meaning in the background."),
    ),
)
_WHOSE: tuple[tuple[Whose, str, str], ...] = (
    (
        "mine",
        tr_noop("All notes are mine"),
        tr_noop("Who had them in version 2 is kept in each note's properties."),
    ),
    (
        "property",
        tr_noop("All notes, with their owner to be seen"),
        tr_noop("Each note gets the property “owner”."),
    ),
    ("only", tr_noop("Only the notes of these people"), tr_noop("Notes without an owner always come.")),
)


class Choosing(Sheet):
    """Choosing what the files leave open."""

    def __init__(self, theme: Theme, plan: Plan, choices: Choices, *, attachments: bool) -> None:
        """`choices` and `attachments` are what was chosen so far."""
        super().__init__(theme, tr("How shall they come?"))
        self._before = choices
        self._boxes: dict[str, Tick] = {}
        self.head(tr("Owners"))
        self._whose: Radios[Whose] | None = None
        self._nobody: Marked | None = None
        if plan.owners:
            self._choose_owners(plan.owners, choices)
        else:
            self.say(tr("The files name no owners, so all notes are yours."))
        self.head(tr("A note that is here already, but is another one there"))
        self._duplicates = Radios(self, said(_DUPLICATES), choices.duplicates)
        self.head(tr("Vectors of version 2"))
        self._vectors = Radios(self, said(_VECTORS), choices.keep_vectors)
        self._attachments: Tick | None = None
        if plan.sources.attachments:
            self.head(tr("Attachments"))
            self._attachments = Tick(theme, tr("Import the attachments"))
            self._attachments.setChecked(attachments)
            self.choice(self._attachments, tr("Each goes to the note that it belongs to."))

    @property
    def choices(self) -> Choices:
        """What is chosen now."""
        whose = "mine" if self._whose is None else self._whose.value
        only = frozenset(owner for owner, box in self._boxes.items() if box.isChecked())
        return replace(
            self._before,
            owners=Owners.PROPERTY if whose == "property" else Owners.MINE,
            only=only if whose == "only" else frozenset(),
            duplicates=self._duplicates.value,
            keep_vectors=self._vectors.value,
        )

    @property
    def wrong(self) -> bool:
        """Whether this cannot be meant; then it is said on the page."""
        some = self._whose is not None and self._whose.value == "only"
        wrong = some and not any(box.isChecked() for box in self._boxes.values())
        if self._nobody is not None:
            self._nobody.setVisible(wrong)
            announce(self._nobody, self._nobody.words.text() if wrong else "")
        return wrong

    @property
    def attachments(self) -> bool:
        """Whether attachments shall come."""
        return self._attachments is None or self._attachments.isChecked()

    def _choose_owners(self, owners: Sequence[Owner], choices: Choices) -> None:
        kept: Whose = "property" if choices.owners is Owners.PROPERTY else "mine"
        self._whose = Radios(self, said(_WHOSE), "only" if choices.only else kept)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        stand_in(place)
        column.setSpacing(GRID)
        for owner in owners:
            box = Tick(self.theme, f"{owner.name} · {words.notes(owner.notes)}")
            box.setChecked(not choices.only or owner.id in choices.only)
            column.addWidget(box)
            self._boxes[owner.id] = box
        only = self._whose.button("only")
        place.setEnabled(only.isChecked())
        only.toggled.connect(place.setEnabled)
        self.add(place, tight=True)
        self._nobody = Marked(self.theme, *CAUTION, tr("Choose somebody, or let all notes come."))
        self._nobody.hide()
        self.add(self._nobody)


def said(ways: Sequence[tuple[T, str, str]]) -> list[tuple[T, str, str]]:
    """The ways of a table, in the language of the window."""
    return [(value, tr(title), tr(about)) for value, title, about in ways]


class Radios(Generic[T]):
    """One of several ways, each with a sentence about it. The arrow keys go from one to the next."""

    def __init__(self, sheet: Sheet, ways: Sequence[tuple[T, str, str]], chosen: T) -> None:
        self._group = QButtonGroup(sheet)
        self.changed = self._group.buttonClicked
        """The person has chosen one."""
        self._buttons: list[tuple[T, Pick]] = []
        for value, title, about in ways:
            button = Pick(sheet.theme, title)
            self._group.addButton(button)
            button.setChecked(value == chosen)
            sheet.choice(button, about)
            self._buttons.append((value, button))

    @property
    def value(self) -> T:
        """The one that is chosen."""
        return next(value for value, button in self._buttons if button.isChecked())

    def button(self, of: T) -> Pick:
        """The one for this value."""
        return next(button for value, button in self._buttons if value == of)
