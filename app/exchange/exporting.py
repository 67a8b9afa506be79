"""Exporting notes in the window: all or the selected ones, into a folder that is chosen, with a way to look at it.

Owns the order of its pages, and under which new name an export is put into the folder: nothing is written over. It refuses
to know how notes are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QFileDialog

from app import words
from app.exchange import works
from app.exchange.course import Course
from app.exchange.sheets import ToExport, Wrote
from app.exchange.works import Form
from app.opening import open_outside
from app.parts import Shell
from core import Exported, Extent, Folders, tr


class Exporting(QObject):
    """The export of one window."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._selected: Sequence[UUID] = ()
        self.course = Course(shell, tr("This could not be exported"), self)
        self.course.begun.connect(lambda: self._choose(opening=True))
        self.course.work.stopped.connect(self._stopped)

    def show(self) -> None:
        """Begin, with the notes that are selected now."""
        if self._shell.notebook.isVisible():
            chosen = self._shell.notebook.pane.list.selected
            self._selected = chosen if len(chosen) > 1 else ()
            self._shell.notebook.editor.flush()
        self.course.begin()

    def write(self, folder: Path, form: Form, only: Sequence[UUID] | None, folders: Folders = "came") -> None:
        """Write the notes into something new in this folder."""
        path = new_name(folder, form, date.today())  # noqa: DTZ011 - the person's own day
        self.course.show_work(
            tr("Exporting to {name}", name=path.name), tr("Nothing is there until all of it is there.")
        )
        self.course.work.begin(
            tr("Exporting notes"),
            partial(works.export, path=path, form=form, only=only, folders=folders),
            self._wrote,
        )

    def _choose(self, *, opening: bool = False) -> None:
        """The first page, whole as soon as it is known how much there is. `opening` puts it in place of the notebook."""
        sheet = ToExport(self._shell.theme, len(self._selected))
        sheet.offer(tr("Choose a folder and export…"), lambda: self._ask(sheet), primary=True)
        sheet.offer(tr("Not now"), self.course.leave)

        shown = False

        def known(extent: Extent) -> None:
            nonlocal shown
            sheet.tell(extent)
            if not shown and not self.course.work.busy:
                shown = True
                if opening:
                    self.course.cover()
                self.course.show(sheet)

        def measure() -> None:
            form, only = sheet.form, self._only(sheet)
            self._shell.workspace.read(
                lambda brain: brain.exchange.extent(form, only), known, owner=sheet, latest="extent"
            )

        sheet.changed.connect(measure)
        self._shell.workspace.changed.connect(sheet.changed)
        self._shell.workspace.settled(measure)  # with what was typed a moment ago

    def _only(self, sheet: ToExport) -> Sequence[UUID] | None:
        return self._selected if sheet.only_selected else None

    def _ask(self, sheet: ToExport) -> None:
        form, only, folders = sheet.form, self._only(sheet), sheet.folders
        dialog = self.course.ask(tr("Choose the folder to export into"), QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.write(Path(name), form, only, folders))

    def _wrote(self, told: Exported) -> None:
        path = Path(told.path)
        open_folder = partial(self._open, path if path.is_dir() else path.parent)
        sheet = Wrote(self._shell.theme, told)
        sheet.offer(tr("Open folder"), open_folder, primary=True)
        sheet.offer(tr("Close"), self.course.leave)
        if not self.course.show(sheet):
            said = tr("{notes} exported to {name}", notes=words.notes(told.notes), name=path.name)
            self._shell.window.toast.say(said, open_folder, tr("Open folder"))

    def _open(self, folder: Path) -> None:
        notice = self._shell.window.notice
        open_outside(QUrl.fromLocalFile(str(folder)), notice.offer_instead)

    def _stopped(self) -> None:
        self._choose()
        self._shell.window.toast.say(tr("The export was stopped. Nothing was written."))


def new_name(folder: Path, form: Form, day: date) -> Path:
    """What is not there yet in a folder, named after the day."""
    ending = ".jsonl" if form == "jsonl" else ""
    number, path = 1, folder / f"Notes {day.isoformat()}{ending}"
    while path.exists() or path.is_symlink() or Path(f"{path}.files").exists():
        number += 1
        path = folder / f"Notes {day.isoformat()} {number}{ending}"
    return path
