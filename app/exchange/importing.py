"""Importing other programs' notes in the window: choose or drop, see the plan, import, read what came, take it back.

Owns the order of these pages. The notebook stays usable: an import goes on when the person goes back to their notes. It
refuses to know what is in a file.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app import words
from app.confirm import confirm
from app.exchange.course import Course
from app.exchange.sheets import Came, Choose, Planned
from app.exchange.working import Heard
from app.migration.told import TakingBack
from app.parts import Shell
from core import Batch, Imported, Undoing, tr, tr_n, tr_noop

if TYPE_CHECKING:
    from core import Brain, Stop

_STAYS = tr_noop(
    "You can stop at any time: what is here by then stays, and importing it again goes on from there."
)
_AGAIN = tr_noop("The files are not touched: importing them again brings everything back.")


class Importing(QObject):
    """The import of one window."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._path = Path()
        self._take_tags = True
        self.course = Course(shell, tr("This could not be imported"), self)
        self.course.begun.connect(self.choose)
        self.course.work.stopped.connect(self.choose)
        self.course.pages.dropped.connect(self._dropped)

    def choose(self) -> None:
        """The first page."""
        sheet = Choose(self._shell.theme)
        sheet.offer(tr("Not now"), self.course.leave)
        sheet.folder.connect(lambda: self._ask(QFileDialog.FileMode.Directory))
        sheet.file.connect(lambda: self._ask(QFileDialog.FileMode.ExistingFile))
        sheet.undo.connect(lambda batch: self._consider(batch.id))
        self.course.show(sheet)

        def known(found: tuple[Batch, ...]) -> None:
            sheet.show_batches(found, datetime.now().astimezone())
            self.course.pages.order()

        self._shell.workspace.read(lambda brain: brain.exchange.batches(), known, owner=sheet)

    def look(self, path: Path) -> None:
        """Read what is there and say what would come. Nothing is changed."""
        self._path = path
        self.course.show_work(tr("Reading {name}", name=path.name), tr("Nothing is changed yet."))
        self.course.work.begin(
            tr("Reading notes"),
            lambda brain, heard, stop: brain.exchange.plan(path, heard, stop),
            self._looked,
        )

    def bring(self) -> None:
        """Import what was read."""
        path, take_tags = self._path, self._take_tags

        def work(brain: Brain, heard: Heard, stop: Stop) -> Imported:
            came = brain.exchange.bring(path, heard, stop, take_tags=take_tags)
            brain.prepare_search(cancelled=stop)
            return came

        self.course.show_work(tr("Importing {name}", name=path.name), tr(_STAYS))
        self.course.work.begin(tr("Importing notes"), work, self._came)

    def _looked(self, plan: Imported) -> None:
        if not plan.finished:
            self.choose()
            return
        sheet = Planned(self._shell.theme, plan, self._path.name)
        if plan.created:
            sheet.offer(
                tr("Import {notes}", notes=words.notes(plan.created)),
                lambda: self._bring_from(sheet),
                primary=True,
            )
        sheet.offer(tr("Back"), self.choose)
        sheet.offer(tr("Not now"), self.course.leave)
        self.course.show(sheet)

    def _bring_from(self, sheet: Planned) -> None:
        self._take_tags = sheet.takes_tags
        self.bring()

    def _came(self, came: Imported) -> None:
        sheet = Came(self._shell.theme, came, self._path.name)
        if not came.finished:
            sheet.offer(tr("Go on importing"), self.bring, primary=True)
        batch = came.batch
        if came.created and batch is not None:
            sheet.offer(tr("Show the imported notes"), self._show_notes, primary=came.finished)
            sheet.offer(tr("Take it back…"), lambda: self._consider(batch))
            self._shell.arrival.end_welcome()
        sheet.offer(tr("Close"), self.course.leave)
        if not self.course.show(sheet):
            said = tr("{notes} imported", notes=words.notes(came.created))
            self._shell.window.toast.say(said, self.course.cover, tr("See the report"))

    def _consider(self, batch: UUID) -> None:
        self._shell.workspace.read(
            lambda brain: brain.exchange.undoing(batch), lambda told: self._ask_back(batch, told), owner=self
        )

    def _ask_back(self, batch: UUID, told: Undoing) -> None:
        """Ask at once, or first show the notes that were used since: they stay, or go as well."""
        if not told.kept:
            self._make_sure(batch, told.removed, tr(_AGAIN))
            return
        sheet = TakingBack(self._shell.theme, told)

        def chosen() -> None:
            if sheet.everything:
                said = tr_n(
                    "{n} note that you used since is among them.",
                    "{n} notes that you used since are among them.",
                    told.kept,
                )
            else:
                said = tr_n(
                    "{n} note that you used since stays.", "{n} notes that you used since stay.", told.kept
                )
                said = f"{said} {tr(_AGAIN)}"
            self._make_sure(batch, sheet.number, said, everything=sheet.everything)

        sheet.offer(tr("Take it back…"), chosen)
        sheet.offer(tr("Back"), self.choose, primary=True)
        self.course.show(sheet)

    def _make_sure(self, batch: UUID, number: int, said: str, *, everything: bool = False) -> None:
        confirm(
            self._shell.window,
            tr("Take {notes} back?", notes=words.notes(number)),
            said,
            tr("Take back {notes}", notes=words.notes(number)),
            lambda: self._take_back(batch, everything=everything),
        )

    def _take_back(self, batch: UUID, *, everything: bool = False) -> None:
        def done(told: Undoing) -> None:
            self.choose()
            self._shell.window.toast.say(tr("{notes} taken back", notes=words.notes(told.removed)))

        promise = tr("Notes that stay are not touched.")
        self.course.show_work(tr("Taking the import back"), promise)
        self.course.work.begin(
            tr("Taking notes back"),
            lambda brain, heard, stop: brain.exchange.undo(
                batch, everything=everything, progress=heard, cancelled=stop
            ),
            done,
        )

    def _ask(self, mode: QFileDialog.FileMode) -> None:
        dialog = self.course.ask(tr("Choose what to import"), mode)
        dialog.fileSelected.connect(lambda name: self.look(Path(name)))

    def _dropped(self, paths: tuple[Path, ...]) -> None:
        if self.course.work.busy or not paths:
            return
        if len(paths) > 1:
            self._shell.window.toast.say(
                tr("One at a time, please: “{name}” comes first.", name=paths[0].name)
            )
        self.look(paths[0])

    def _show_notes(self) -> None:
        self._shell.arrival.go_to_notes()
        self._shell.notebook.pane.search.setText("source:import")
