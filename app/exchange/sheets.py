"""The pages of an import of other programs' notes: choosing, what was found, what came, and of an export.

Owns their words. It refuses to know what happens when a button is pressed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import words
from app.migration.choosing import Radios
from app.migration.counts import Counts
from app.migration.files import DropHere
from app.migration.sheet import CAUTION, GOOD, OneLine, Sheet, button_of, label_of
from app.theme import GRID, Theme
from core import Batch, BatchState, Exported, Imported, TableCount

Form = Literal["markdown", "jsonl"]
LISTED = 20
_FORMATS = {
    "markdown": "A folder of Markdown files",
    "obsidian": "A vault of Obsidian",
    "joplin": "An archive of Joplin",
    "jsonl": "A file of JSON lines",
}
_STATES = {
    BatchState.UNFINISHED: "not finished",
    BatchState.FINISHED: "",
    BatchState.UNDONE: "taken back",
}


class Choose(Sheet):
    """What is to be imported."""

    folder = Signal()
    file = Signal()
    undo = Signal(object)
    """The `Batch` of an import that is to be taken back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Import notes")
        self.say(
            "A folder of Markdown files, a vault of Obsidian, an archive that Joplin exported (.jex), or JSON lines."
            " Which of them is found out by looking, and you see what would come before anything is changed."
        )
        drop = DropHere(theme)
        drop.place.addWidget(button_of("Choose a folder…", self.folder.emit))
        drop.place.addWidget(button_of("Choose a file…", self.file.emit))
        self.add(drop)

    def show_batches(self, found: Sequence[Batch], now: datetime) -> None:
        """The imports that were made, the newest first."""
        if found:
            self.head("Imports so far")
        for batch in found[:LISTED]:
            about = [", ".join(batch.names), words.notes(batch.created), words.day(batch.started_at, now)]
            state = _STATES[batch.state]
            place = QWidget()
            row = QHBoxLayout(place)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2 * GRID)
            row.addWidget(OneLine(self.theme, " · ".join([*about, *([state] if state else [])])), 1)
            if batch.state is not BatchState.UNDONE:
                row.addWidget(_taker(self, batch))
            self.add(place, tight=batch is not found[0])


class Planned(Sheet):
    """What an import would do. Nothing was changed yet."""

    def __init__(self, theme: Theme, plan: Imported, name: str) -> None:
        title = f"{words.notes(plan.created)} to import" if plan.created else "Nothing new to import"
        super().__init__(theme, title)
        self.say(f"{name} · {_FORMATS[plan.format]}", muted=True, tight=True)
        _say_counts(self, plan, "found")
        self.lines(_beside(plan, coming=True))
        _say_set_aside(self, plan)


class Came(Sheet):
    """What an import did."""

    def __init__(self, theme: Theme, came: Imported, name: str) -> None:
        if not came.finished:
            title = f"Stopped after {words.notes(came.created)}"
        elif came.created or not came.identical:
            title = f"{words.notes(came.created)} imported"
        else:
            title = "All of these notes were here already"
        super().__init__(theme, title)
        self.say(f"{name} · {_FORMATS[came.format]}", muted=True, tight=True)
        if not came.finished:
            verdict = "What came is here. Import it again to go on: nothing comes twice."
        elif came.complete:
            verdict = "Every note is accounted for."
        else:
            verdict = "The counts do not add up. Import it again: nothing comes twice."
        self.mark(*(GOOD if came.complete else CAUTION), verdict, "strong")
        _say_counts(self, came, "told")
        self.lines(_beside(came, coming=False))
        _say_set_aside(self, came)


class ToExport(Sheet):
    """What is to be written, and how."""

    def __init__(self, theme: Theme, selected: int) -> None:
        super().__init__(theme, "Export notes")
        self.say(
            "Into a new folder or file at a place that you choose. Nothing that is there is written over, and importing it"
            " gives the same notes again."
        )
        self._which: Radios[bool] | None = None
        if selected:
            self.head("Which notes")
            chosen = (True, f"The selected ones: {words.notes(selected)}", "")
            self._which = Radios(self, (chosen, (False, "All notes", "Those in the trash too.")), True)
        self.head("How")
        self._form: Radios[Form] = Radios(
            self,
            (
                (
                    "markdown",
                    "Markdown files in a folder",
                    "A file for each note, which any editor opens. Pictures and files lie beside them.",
                ),
                ("jsonl", "JSON lines", "One file, a note a line, for other programs. Files lie beside it."),
            ),
            "markdown",
        )

    @property
    def only_selected(self) -> bool:
        """Whether only the selected notes shall go out."""
        return self._which is not None and self._which.value

    @property
    def form(self) -> Form:
        """How they are written."""
        return self._form.value


class Wrote(Sheet):
    """What an export wrote."""

    def __init__(self, theme: Theme, told: Exported) -> None:
        super().__init__(theme, f"{words.notes(told.notes)} exported")
        self.mark(*GOOD, told.path)
        also = [words.size(told.size)]
        also += [f"{words.files(told.files)} beside them"] if told.files else []
        also += [f"{words.figure(told.trash)} from the trash"] if told.trash else []
        self.say(" · ".join(also), muted=True)
        if told.files_missing:
            self.mark(
                *CAUTION,
                f"{words.files(told.files_missing)} of notes could not be written: the content is not whole on this device.",
            )


def _taker(sheet: Choose, batch: Batch) -> QWidget:
    name = f"Take back the import of {', '.join(batch.names)}"
    return button_of("Take back…", lambda: sheet.undo.emit(batch), name=name)


def _say_counts(sheet: Sheet, told: Imported, state: Literal["found", "told"]) -> None:
    counts = Counts(sheet.theme, state)
    counts.show_tables(
        (
            TableCount(
                table="notes",
                role="memories",
                shape="",
                source=told.source,
                created=told.created,
                identical=told.identical,
                set_aside=told.set_aside,
                updated=0,
            ),
        )
    )
    sheet.add(counts)


def _beside(told: Imported, *, coming: bool) -> Iterator[str]:
    """What belongs to the notes, and what stays behind, a line each."""
    if told.created:
        tags = "1 tag" if told.tags == 1 else f"{words.figure(told.tags)} tags"
        yield f"{tags} and {words.links(told.links)} between notes {'come' if coming else 'came'} with them."
    if told.files:
        yield f"{words.files(told.files)} of notes {'come' if coming else 'came'} along."
    if told.files_missing:
        first = f", such as {told.first_missing}" if told.first_missing else ""
        yield f"{words.files(told.files_missing)} that notes name {_was(told.files_missing)} not found{first}."
    if told.passed_over:
        belong = "belongs" if told.passed_over == 1 else "belong"
        yield f"{words.files(told.passed_over)} {belong} to no note, and {_stay(told.passed_over)}."


def _stay(number: int) -> str:
    return "stays where it is" if number == 1 else "stay where they are"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _say_set_aside(sheet: Sheet, told: Imported) -> None:
    if not told.set_aside:
        return
    sheet.head(f"Set aside: {words.notes(told.set_aside)}")
    for number, row in enumerate(told.listed[:LISTED]):
        place = f"{row.file}, line {row.line}" if row.line else row.file
        sheet.add(OneLine(sheet.theme, place), tight=number > 0)
        sheet.add(label_of(sheet.theme, f"{row.reason} {row.remedy}", muted=True), tight=True)
    if told.set_aside > LISTED:
        sheet.say(f"… and {words.figure(told.set_aside - LISTED)} more.", muted=True)
