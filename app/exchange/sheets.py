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
from app.announcing import Calm
from app.exchange.unsure import ask_for_folders, ask_for_tags, say_lost_links, say_unread
from app.exchange.works import Form
from app.migration.choosing import Radios
from app.migration.counts import Counts
from app.migration.files import DropHere
from app.migration.sheet import CAUTION, GOOD, Sheet, button_of, label_of
from app.one_line import OneLine
from app.theme import GRID, Theme
from core import Batch, BatchState, Exported, Extent, Folders, Imported, TableCount, Taking, tr, tr_n, tr_noop

_FOLDERS: tuple[tuple[Folders, str, str], ...] = (
    (
        "came",
        tr_noop("The folders that notes came from"),
        tr_noop(
            "Imported notes go back to theirs, under their own names; all others go by their first tags."
        ),
    ),
    (
        "tags",
        tr_noop("A folder for each first tag"),
        tr_noop("A note tagged house/roof lies in the folder roof in the folder house."),
    ),
    ("flat", tr_noop("All in one folder"), tr_noop("Links between notes work in each of these.")),
)
LISTED = 20
_NAMED = 3  # files that stay where they are
_FORMATS = {
    "markdown": tr_noop("A folder of Markdown files"),
    "obsidian": tr_noop("A vault of Obsidian"),
    "joplin": tr_noop("An archive of Joplin"),
    "jsonl": tr_noop("A file of JSON lines"),
    "several": tr_noop("Of several kinds"),
}
_STATES = {
    BatchState.UNFINISHED: tr_noop("not finished"),
    BatchState.FINISHED: "",
    BatchState.UNDONE: tr_noop("taken back"),
}


class Choose(Sheet):
    """What is to be imported."""

    folder = Signal()
    file = Signal()
    resumed = Signal(object)
    """The `Batch` of an import that is to go on."""
    undo = Signal(object)
    """The `Batch` of an import that is to be taken back."""

    def __init__(
        self, theme: Theme, batches: Sequence[Batch], resumable: Batch | None, now: datetime
    ) -> None:
        """`batches` are the imports that were made, the newest first; the `resumable` one of them can go on."""
        super().__init__(theme, tr("Import notes"))
        self.say(
            tr(
                "A folder of Markdown files, a vault of Obsidian, an archive that Joplin exported (.jex), or JSON"
                " lines. Which of them is found out by looking, and you see what would come before anything is changed."
            )
        )
        drop = DropHere(theme)
        drop.place.addWidget(button_of(tr("Choose a folder…"), self.folder.emit))
        drop.place.addWidget(button_of(tr("Choose files…"), self.file.emit))
        self.add(drop)
        if batches:
            self.head(tr("Imports so far"))
        for batch in batches[:LISTED]:
            can_go_on = resumable is not None and batch.id == resumable.id
            self.add(self._line(batch, now, can_go_on), tight=batch is not batches[0])

    def _line(self, batch: Batch, now: datetime, can_go_on: bool) -> QWidget:
        names, state = ", ".join(batch.names), tr(_STATES[batch.state])
        about = [names, words.notes(batch.created), words.day(batch.started_at, now), state]
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(OneLine(self.theme, " · ".join(filter(None, about))), 1)
        if can_go_on:
            name = tr("Go on with the import of {batch}", batch=names)
            row.addWidget(button_of(tr("Go on"), lambda: self.resumed.emit(batch), name=name))
        if batch.state is not BatchState.UNDONE:
            name = tr("Take back the import of {names}", names=names)
            row.addWidget(button_of(tr("Take back…"), lambda: self.undo.emit(batch), name=name))
        return place


class Planned(Sheet):
    """What an import would do. Nothing was changed yet."""

    def __init__(self, theme: Theme, plan: Imported, name: str) -> None:
        title = (
            tr("{notes} to import", notes=words.notes(plan.created))
            if plan.created
            else tr("Nothing new to import")
        )
        super().__init__(theme, title)
        self.say(f"{name} · {tr(_FORMATS[plan.format])}", muted=True, tight=True)
        _say_counts(self, plan, "found")
        self.lines(_beside(plan, coming=True))
        self._folders = ask_for_folders(self, plan)
        self._tags = ask_for_tags(self, plan)
        say_unread(self, plan)
        say_lost_links(self, plan)
        _say_set_aside(self, plan)

    @property
    def taking(self) -> Taking:
        """What shall become tags of the notes."""
        folders, tags = (tick is None or tick.isChecked() for tick in (self._folders, self._tags))
        return Taking(folders, tags)


class Came(Sheet):
    """What an import did."""

    def __init__(self, theme: Theme, came: Imported, name: str) -> None:
        if not came.finished:
            title = tr("Stopped after {notes}", notes=words.notes(came.created))
        elif came.created or not came.identical:
            title = tr("{notes} imported", notes=words.notes(came.created))
        else:
            title = tr("All of these notes were here already")
        super().__init__(theme, title)
        self.say(f"{name} · {tr(_FORMATS[came.format])}", muted=True, tight=True)
        if not came.finished:
            verdict = tr("What came is here. Import it again to go on: nothing comes twice.")
        elif came.complete:
            verdict = tr("Every note is accounted for.")
        else:
            verdict = tr("The counts do not add up. Import it again: nothing comes twice.")
        self.mark(*(GOOD if came.complete else CAUTION), verdict, "strong")
        _say_counts(self, came, "told")
        self.lines(_beside(came, coming=False))
        say_unread(self, came)
        say_lost_links(self, came)
        _say_set_aside(self, came)


class ToExport(Sheet):
    """What is to be written, and how."""

    changed = Signal()
    """Something else is chosen."""

    def __init__(self, theme: Theme, selected: int) -> None:
        super().__init__(theme, tr("Export notes"))
        self.say(
            tr(
                "Into a new folder or file at a place that you choose. Nothing that is there is written over, and"
                " importing it gives the same notes again."
            )
        )
        self._which: Radios[bool] | None = None
        if selected:
            self.head(tr("Which notes"))
            chosen = (True, tr("The selected ones: {notes}", notes=words.notes(selected)), "")
            self._which = Radios(
                self, (chosen, (False, tr("All notes"), tr("Those in the trash too."))), True
            )
            self._which.changed.connect(self.changed)
        self.head(tr("How"))
        self._form: Radios[Form] = Radios(
            self,
            (
                (
                    "markdown",
                    tr("Markdown files in a folder"),
                    tr(
                        "A file for each note, for any editor, or as a vault for Obsidian. Files lie beside them."
                    ),
                ),
                (
                    "jsonl",
                    tr("JSON lines"),
                    tr("One file, a note a line, for other programs. Files lie beside it."),
                ),
            ),
            "markdown",
        )
        self._form.changed.connect(self.changed)
        self.head(tr("In which folders"))
        ways = tuple((way, tr(title), tr(about)) for way, title, about in _FOLDERS)
        self._folders: Radios[Folders] = Radios(self, ways, "came")
        self._form.changed.connect(self._offer_folders)
        self.head(tr("How much"))
        self._extent = self.say("")
        self._aloud = Calm(self._extent)

    @property
    def only_selected(self) -> bool:
        """Whether only the selected notes shall go out."""
        return self._which is not None and self._which.value

    @property
    def form(self) -> Form:
        """How they are written."""
        return self._form.value

    @property
    def folders(self) -> Folders:
        """In which folders Markdown lies."""
        return self._folders.value

    def _offer_folders(self) -> None:
        """Lines of JSON are one file."""
        for way, _, _ in _FOLDERS:
            self._folders.button(way).setEnabled(self.form == "markdown")

    def tell(self, extent: Extent) -> None:
        """How much that would be."""
        told = " ".join(_how_much(extent))
        self._extent.setText(told)
        self._aloud.say(told)


class Wrote(Sheet):
    """What an export wrote."""

    def __init__(self, theme: Theme, told: Exported) -> None:
        super().__init__(theme, tr("{notes} exported", notes=words.notes(told.notes)))
        self.mark(*GOOD, told.path)
        also = [tr("{size} of text", size=words.size(told.size))]
        if told.files:
            size = words.size(told.file_size)
            also.append(tr("{files} beside them, {size}", files=words.files(told.files), size=size))
        also += [tr("{number} from the trash", number=words.figure(told.trash))] if told.trash else []
        self.say(" · ".join(also), muted=True, tight=True)
        if told.files_missing:
            self.mark(
                *CAUTION,
                tr_n(
                    "{n} file of notes could not be written: the content is not whole on this device.",
                    "{n} files of notes could not be written: the content is not whole on this device.",
                    told.files_missing,
                ),
            )


def _how_much(extent: Extent) -> Iterator[str]:
    """What would be written, a sentence each."""
    if not extent.notes:
        yield tr("There is no note to be written.")
        return
    size = words.size(extent.size)
    yield tr_n(
        "{n} note, {size} of text.",
        "{n} notes, {size} of text.",
        extent.notes,
        size=size,
    )
    if extent.trash:
        yield tr_n("{n} of them is in the trash.", "{n} of them are in the trash.", extent.trash)
    if extent.files:
        size = words.size(extent.file_size)
        yield tr_n("{n} file beside them, {size}.", "{n} files beside them, {size}.", extent.files, size=size)


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
    if told.created and told.format == "joplin":
        yield tr("A to-do is a task to tick off here.")
    if told.created and told.folders and not coming and told.taking.folders:
        yield (
            tr("The notebooks stand among the tags in the side bar.")
            if told.format == "joplin"
            else tr("The folders stand among the tags in the side bar.")
        )
    if told.created:
        tags = tr_n("{n} tag", "{n} tags", told.tags)
        links = words.links(told.links)
        if coming:
            yield tr("{tags} and {links} between notes come with them.", tags=tags, links=links)
        else:
            yield tr("{tags} and {links} between notes came with them.", tags=tags, links=links)
    if told.converted:
        yield tr_n(
            "{n} note in HTML becomes Markdown, and its HTML a file of the note.",
            "{n} notes in HTML become Markdown, and their HTML files of the notes.",
            told.converted,
        )
    if told.files and coming:
        yield tr_n("{n} file of notes comes along.", "{n} files of notes come along.", told.files)
    elif told.files:
        yield tr_n("{n} file of notes came along.", "{n} files of notes came along.", told.files)
    if told.files_missing:
        yield _not_found(told.files_missing, told.first_missing)
    if told.passed_over:
        yield _left(told.passed_over, told.passed_over_listed)


def _left(number: int, names: Sequence[str]) -> str:
    """Files that do not come, a few by their names."""
    if not names:
        return tr_n(
            "{n} file belongs to no note, and stays where it is.",
            "{n} files belong to no note, and stay where they are.",
            number,
        )
    named = ", ".join(names[:_NAMED])
    if (more := number - len(names[:_NAMED])) > 0:
        named = tr("{named} and {more} more", named=named, more=words.figure(more))
    return tr_n(
        "{n} file belongs to no note, and stays where it is: {named}",
        "{n} files belong to no note, and stay where they are: {named}",
        number,
        named=named,
    )


def _not_found(number: int, first: str) -> str:
    if not first:
        return tr_n(
            "{n} file that notes name was not found.", "{n} files that notes name were not found.", number
        )
    return tr_n(
        "{n} file that notes name was not found, such as {first}.",
        "{n} files that notes name were not found, such as {first}.",
        number,
        first=first,
    )


def _say_set_aside(sheet: Sheet, told: Imported) -> None:
    """What does not come, and why: paths that hold nothing of the kind, and notes."""
    paths = len(told.refused)
    refused = tr_n("Not taken: {n} file or folder", "Not taken: {n} files and folders", paths)
    aside = tr("Set aside: {notes}", notes=words.notes(told.set_aside))
    for head, rows, number in ((refused, told.refused, paths), (aside, told.listed, told.set_aside)):
        if number:
            sheet.head(head)
        for row in rows[:LISTED]:
            place = tr("{file}, line {line}", file=row.file, line=row.line) if row.line else row.file
            sheet.add(OneLine(sheet.theme, place), tight=row is not rows[0])
            sheet.add(
                label_of(
                    sheet.theme, " ".join(tr(each) for each in (row.reason, row.remedy) if each), muted=True
                ),
                tight=True,
            )
        if number > LISTED:
            sheet.say(tr("… and {number} more.", number=words.figure(number - LISTED)), muted=True)
