"""Importing other programs' notes in the window: choose or drop, see the plan, import, read what came, take it back.

Owns the order of these pages. The notebook stays usable: an import goes on when the person goes back to their notes. It
refuses to know what is in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app import words
from app.confirm import confirm
from app.exchange import works
from app.exchange.course import Course
from app.exchange.sheets import Came, Choose, Planned
from app.migration.names import listed
from app.migration.told import TakingBack
from app.parts import Shell
from core import Batch, Imported, Taking, Undoing, tr, tr_n, tr_noop

if TYPE_CHECKING:
    from core import Work

_STAYS = tr_noop(
    "You can stop at any time: what is here by then stays, and importing it again goes on from there."
)
_AGAIN = tr_noop("The files are not touched: importing them again brings everything back.")
_NAMED = 3  # files and folders of one import


class Importing(QObject):
    """The import of one window."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self.course = Course(shell, tr("This could not be imported"), self)
        self.course.begun.connect(lambda: self.choose(opening=True))
        self.course.work.stopped.connect(self.choose)
        self.course.pages.dropped.connect(self.take)

    def choose(self, *, opening: bool = False) -> None:
        """The first page, whole as soon as the earlier imports are known. `opening` puts it in place of the notebook."""

        def known(found: tuple[tuple[Batch, ...], Batch | None]) -> None:
            if self.course.work.busy:  # something was dropped meanwhile
                return
            sheet = Choose(self._shell.theme, *found, datetime.now().astimezone())
            sheet.offer(tr("Not now"), self.course.leave)
            sheet.folder.connect(lambda: self._ask(QFileDialog.FileMode.Directory))
            sheet.file.connect(lambda: self._ask(QFileDialog.FileMode.ExistingFiles))
            sheet.resumed.connect(self.resume)
            sheet.undo.connect(lambda batch: self._consider(batch.id))
            if opening:
                self.course.cover()
            self.course.show(sheet)

        self._shell.workspace.read(
            lambda brain: (brain.exchange.batches(), brain.exchange.resumable()),
            known,
            owner=self,
            latest="page",
        )

    def look(self, paths: Sequence[Path]) -> None:
        """Read what is there and say what would come. Nothing is changed."""
        called = _called([path.name for path in paths])
        title = tr("Reading {name}", name=called)
        self.course.show_work(title, tr("Nothing is changed yet."), brief=True)
        self.course.work.begin(
            tr("Reading notes"),
            partial(works.plan, paths=paths),
            lambda plan: self._looked(paths, plan),
        )

    def bring(self, paths: Sequence[Path], taking: Taking | None = None) -> None:
        """Import what is there. `taking` says what becomes tags of notes; all there is, if not told."""
        self._import(
            _called([path.name for path in paths]),
            partial(works.bring, paths=paths, taking=taking or Taking()),
        )

    def resume(self, batch: Batch) -> None:
        """Go on with an import that was not finished; what is under way is shown instead."""
        self.course.cover()
        if not self.course.work.busy:
            self._import(_called(batch.names), partial(works.resume, batch=batch.id))

    def _import(self, called: str, work: Work[Imported]) -> None:
        self.course.show_work(tr("Importing {name}", name=called), tr(_STAYS))
        again = partial(self._import, called, work)
        places = self._shell.notebook.places
        above = places.above

        def came(told: Imported) -> None:
            if told.created and told.folders and told.taking.folders:
                places.read_folded(above)
            self._came(called, told, again)

        self.course.work.begin(tr("Importing notes"), work, came)

    def _looked(self, paths: Sequence[Path], plan: Imported) -> None:
        if not plan.finished:
            self.choose()
            return
        called, waits = _called([path.name for path in paths]), ""
        sheet = Planned(self._shell.theme, plan, called)
        if plan.created:
            notes = words.notes(plan.created)
            waits = tr(
                "What an import of {name} would bring waits for you: {notes}.", name=called, notes=notes
            )
            sheet.offer(
                tr("Import {notes}", notes=notes),
                lambda: self.bring(paths, sheet.taking),
                primary=True,
            )
        sheet.offer(tr("Back"), self.choose)
        sheet.offer(tr("Not now"), self.course.leave)
        self.course.show(sheet, waits=waits)

    def _came(self, called: str, came: Imported, again: Callable[[], None]) -> None:
        sheet = Came(self._shell.theme, came, called)
        if not came.finished:
            sheet.offer(tr("Go on importing"), again, primary=True)
        batch = came.batch
        if came.created and batch is not None:
            sheet.offer(
                tr("Show the imported notes"), self._shell.arrival.go_to_imported, primary=came.finished
            )
            sheet.offer(tr("Take it back…"), lambda: self._consider(batch))
            self._shell.arrival.end_welcome()
        sheet.offer(tr("Close"), self.course.leave)
        if not self.course.show(sheet):
            said = tr("{notes} imported", notes=words.notes(came.created))
            self._shell.window.toast.say(said, self.course.begin, tr("See the report"))

    def _consider(self, batch: UUID) -> None:
        self._shell.workspace.read(
            lambda brain: brain.exchange.undoing(batch), lambda told: self._ask_back(batch, told), owner=self
        )

    def _ask_back(self, batch: UUID, told: Undoing) -> None:
        """Ask at once, or first show the notes that were used since: they stay, or go as well."""
        if not told.kept and not told.removed:  # it was stopped behind the last note
            self._take_back(batch)
            return
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
            partial(works.take_back, batch=batch, everything=everything),
            done,
        )

    def _ask(self, mode: QFileDialog.FileMode) -> None:
        kinds = _kinds() if mode is QFileDialog.FileMode.ExistingFiles else ()
        dialog = self.course.ask(tr("Choose what to import"), mode, kinds)
        dialog.filesSelected.connect(lambda names: self.look([Path(name) for name in names]))

    def take(self, paths: Sequence[Path]) -> None:
        """Something was dropped: show what would come of it."""
        self.course.cover()
        if self.course.work.busy:
            said = tr("What you dropped was not taken: wait until this has ended, and drop it again.")
            self._shell.window.toast.say(said)
        else:
            self.look(paths)


def _called(names: Sequence[str]) -> str:
    """What an import of these files and folders is called."""
    few = len(names) <= _NAMED
    return listed(names) if few else tr_n("{n} file or folder", "{n} files and folders", len(names))


def _kinds() -> tuple[str, ...]:
    """What can be chosen, as the system's dialog names it; whatever it is called, all can be tried."""
    markdown, lines = "*.md *.markdown", "*.jsonl *.ndjson"
    return (
        tr("Notes ({endings})", endings=f"*.jex {markdown} {lines}"),
        tr("Archives of Joplin ({endings})", endings="*.jex"),
        tr("Markdown ({endings})", endings=markdown),
        tr("JSON lines ({endings})", endings=lines),
        tr("All files ({endings})", endings="*"),
    )
