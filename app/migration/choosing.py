"""The fourth page: how to decide what the files leave open.

Owns the words of every choice. What is chosen comes out as the core's `Choices`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic, Literal, TypeVar

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app import words
from app.migration.sheet import CAUTION, INDENT, Marked, Sheet
from app.migration.ticks import Pick, Tick
from app.theme import GRID, Theme
from core import Choices, Duplicates, Owner, Owners, Plan

T = TypeVar("T")
Whose = Literal["mine", "property", "only"]

_DUPLICATES = (
    (Duplicates.SKIP, "Leave what is here as it is", "The row is set aside, and the report names it."),
    (Duplicates.UPDATE, "Update it to what the file says", "What it was stays in the note's history."),
    (Duplicates.COPY, "Import it as a second note", "The second one has a link to the one that is here."),
)
_VECTORS = (
    (
        True,
        "Keep them beside the new ones",
        "They tell which notes are related. Search by meaning makes vectors of its own.",
    ),
    (False, "Only embed anew", "Takes less room; notes are read for their meaning in the background."),
)
_WHOSE: tuple[tuple[Whose, str, str], ...] = (
    ("mine", "All notes are mine", "Who had them in version 2 is kept in each note's properties."),
    ("property", "All notes, with their owner to be seen", "Each note gets the property “owner”."),
    ("only", "Only the notes of these people", "Notes without an owner always come."),
)


class Choosing(Sheet):
    """Choosing what the files leave open."""

    def __init__(self, theme: Theme, plan: Plan, choices: Choices, *, attachments: bool) -> None:
        """`choices` and `attachments` are what was chosen so far."""
        super().__init__(theme, "How shall they come?")
        self._before = choices
        self._boxes: dict[str, Tick] = {}
        self.head("Owners")
        self._whose: Radios[Whose] | None = None
        self._nobody: Marked | None = None
        if plan.owners:
            self._choose_owners(plan.owners, choices)
        else:
            self.say("The files name no owners, so all notes are yours.")
        self.head("A note that is here already, but is another one there")
        self._duplicates = Radios(self, _DUPLICATES, choices.duplicates)
        self.head("Vectors of version 2")
        self._vectors = Radios(self, _VECTORS, choices.keep_vectors)
        self._attachments: Tick | None = None
        if plan.sources.attachments:
            self.head("Attachments")
            self._attachments = Tick(theme, "Import the attachments")
            self._attachments.setChecked(attachments)
            self.choice(self._attachments, "Each goes to the note that it belongs to.")

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
        return wrong

    @property
    def attachments(self) -> bool:
        """Whether attachments shall come."""
        return self._attachments is None or self._attachments.isChecked()

    def _choose_owners(self, owners: Sequence[Owner], choices: Choices) -> None:
        kept: Whose = "property" if choices.owners is Owners.PROPERTY else "mine"
        self._whose = Radios(self, _WHOSE, "only" if choices.only else kept)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(INDENT, 0, 0, 0)
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
        self._nobody = Marked(self.theme, *CAUTION, "Choose somebody, or let all notes come.")
        self._nobody.hide()
        self.add(self._nobody)


class Radios(Generic[T]):
    """One of several ways, each with a sentence about it. The arrow keys go from one to the next."""

    def __init__(self, sheet: Sheet, ways: Sequence[tuple[T, str, str]], chosen: T) -> None:
        self._group = QButtonGroup(sheet)
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
