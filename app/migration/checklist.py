"""The first page: the checklist of the migration guide, with what the program has checked by itself.

Owns its words. It refuses to know how a check is made.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import words
from app.migration.checks import Checked
from app.migration.commands import Command
from app.migration.sheet import CAUTION, GOOD, Marked, Sheet, button_of, label_of
from app.migration.ticks import Tick
from app.theme import GRID, Theme
from core import Batch, BatchState, tr, tr_noop

_COMMANDS = (
    (
        tr_noop("The database, which holds your notes:"),
        "pg_dump -h localhost -U postgres -d secondbrain > backup_v2.sql",
    ),
    (
        tr_noop("Qdrant, if you used it:"),
        "python scripts/export_qdrant_data.py > qdrant_backup.json",
    ),
    (
        tr_noop("Attachments, if you have any:"),
        "tar -czf attachments_backup.tar.gz /path/to/attachments/",
    ),
)
_TASKS = (
    (
        tr_noop("I have written down my configuration"),
        tr_noop("Environment variables and API keys of version 2. Nothing of it is imported."),
    ),
    (
        tr_noop("I know which code of mine talks to version 2"),
        tr_noop("Version 3 has other addresses and asks for a token."),
    ),
    (
        tr_noop("I have read what is different in version 3"),
        tr_noop("Qdrant is not needed any more: words and meaning are found in one database."),
    ),
    (
        tr_noop("Whoever uses version 2 with me knows about it"),
        tr_noop("It may go on running; what is written there after the backup comes with the next import."),
    ),
)
_STATES = {
    BatchState.UNFINISHED: tr_noop("not finished"),
    BatchState.FINISHED: tr_noop("finished"),
    BatchState.UNDONE: tr_noop("taken back"),
}


class Checklist(Sheet):
    """Before an import."""

    resumed = Signal(object)
    """The person wants to go on with this `Batch`."""
    opened = Signal(object)
    """The person wants to see the report of this `Batch`."""

    def __init__(self, theme: Theme, ticked: set[str]) -> None:
        """`ticked` are the lines that the person has ticked; it is kept up to date."""
        super().__init__(theme, tr("Import from version 2"))
        self.say(
            tr(
                "Your notes are read first, and you see what was found before anything is imported. Version 2 itself is not"
                " touched, and an import can be taken back."
            )
        )
        self._before = _column()
        self._before.hide()
        self.add(self._before)
        self.head(tr("Checked for you"))
        self._checked = _column()
        self.add(self._checked)
        self._checking = Marked(theme, "dots-three-circle", "muted", tr("Looking at your notebook …"))
        self._put(self._checked, self._checking)
        self._backup = Marked(
            theme, "circle-dashed", "muted", tr("The backup of version 2: you choose it on the next page.")
        )
        trial = tr("A trial: the third page shows what would happen, and writes nothing.")
        back = tr("A way back: “Undo import” on the last page takes everything back.")
        for line in (self._backup, Marked(theme, *GOOD, trial), Marked(theme, *GOOD, back)):
            self._put(self._checked, line)
        self._tasks(ticked)
        self.head(tr("How to make the backup"))
        self.say(tr("Run these where version 2 runs, and bring the files here:"), muted=True)
        for about, command in _COMMANDS:
            self.add(Command(theme, tr(about), command))

    def say_backup(self, found: str) -> None:
        """The backup was chosen already: this is what it is."""
        self._backup.say(*GOOD, tr("The backup of version 2: {found}.", found=found))

    def show_checked(self, checked: Checked, now: datetime) -> None:
        """What was checked, and what was imported before."""
        self._checking.hide()
        for line in checked.lines:
            self._put(self._checked, Marked(self.theme, *(GOOD if line.good else CAUTION), line.words))
        if checked.unfinished is not None:
            self._offer_to_go_on(checked.unfinished, now)
        done = [batch for batch in checked.batches if batch.state is not BatchState.UNFINISHED]
        if done:
            self._list(done, now)

    def fail(self, told: str) -> None:
        """The notebook could not be looked at."""
        self._checking.say(*CAUTION, told)

    def _tasks(self, ticked: set[str]) -> None:
        self.head(tr("For you to see to"))
        for task, about in _TASKS:
            box = Tick(self.theme, tr(task))
            box.setChecked(task in ticked)
            box.toggled.connect(lambda on, task=task: (ticked.add if on else ticked.discard)(task))
            self.choice(box, tr(about))

    def _offer_to_go_on(self, batch: Batch, now: datetime) -> None:
        told = tr(
            "The import of {batch} was not finished ({day}).",
            batch=_names(batch),
            day=words.day(batch.started_at, now),
        )
        self._put(self._before, Marked(self.theme, *CAUTION, told, "strong"))
        self._put(
            self._before,
            label_of(
                self.theme,
                tr("What is here by now stays. Going on brings the rest, and nothing twice."),
                muted=True,
            ),
        )
        go_on = button_of(
            tr("Go on with it"),
            lambda: self.resumed.emit(batch),
            name=tr("Go on with the import of {batch}", batch=_names(batch)),
        )
        self._put(self._before, go_on)
        self._put(self._before, QWidget())  # some space

    def _list(self, batches: list[Batch], now: datetime) -> None:
        self._put(self._before, label_of(self.theme, tr("Imports so far"), "strong"))
        for batch in batches:
            self._put(self._before, self._line(batch, now))

    def _line(self, batch: Batch, now: datetime) -> QWidget:
        when = words.day(batch.finished_at or batch.started_at, now)
        told = f"{_names(batch)} · {words.notes(batch.created)} · {when} · {tr(_STATES[batch.state])}"
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label_of(self.theme, told), 1)
        name = tr("See the report of {batch}", batch=told)
        row.addWidget(button_of(tr("See report"), lambda: self.opened.emit(batch), name=name))
        return line

    def _put(self, place: QWidget, widget: QWidget) -> None:
        column = place.layout()
        assert isinstance(column, QVBoxLayout)  # made in `_column`
        left = Qt.AlignmentFlag.AlignLeft if isinstance(widget, QPushButton) else Qt.AlignmentFlag(0)
        column.addWidget(widget, 0, left)
        place.show()


def _names(batch: Batch) -> str:
    return ", ".join(batch.names) or tr("version 2")


def _column() -> QWidget:
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * GRID)
    return place
