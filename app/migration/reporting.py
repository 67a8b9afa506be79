"""The last page at work: showing a report, verifying, retrying, taking back, saving.

Owns what happens after an import, today's or an earlier one. It refuses to know how the pages before it lead here.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app import words
from app.confirm import confirm
from app.migration.bringing import Bringing
from app.migration.found import Working
from app.migration.saving import ask_and_save
from app.migration.steps import REPORT
from app.migration.told import TakingBack, Told, verified_words
from app.migration.works import Ended
from app.theme import Theme
from app.workspace import Workspace
from core import Batch, BatchState, Undoing, Verified, tr, tr_n

if TYPE_CHECKING:
    from app.migration.wizard import Wizard


class Reporting(QObject):
    """The report of one import at a time."""

    def __init__(self, wizard: Wizard, bringing: Bringing, workspace: Workspace, theme: Theme) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._bringing = bringing
        self._workspace = workspace
        self._theme = theme
        self._ended: Ended | None = None
        self._verified: Verified | None = None
        bringing.brought.connect(self._brought)
        bringing.read.connect(self._show)
        bringing.verified.connect(self._checked)
        bringing.considered.connect(self._considered)
        bringing.undone.connect(self._undone)

    def open(self, batch: Batch) -> None:
        """Show the report of an earlier import."""
        self._work(tr("Reading the report"), "", tr("Reading the report …"), stops=False)
        self._bringing.read_report(batch.id)

    def show_again(self) -> None:
        """Show the report that was shown last; the checklist when there is none."""
        if self._ended is None:
            self._wizard.show_checklist()
        else:
            self._show(self._ended)

    def _brought(self, ended: Ended) -> None:
        self._wizard.told.emit("")
        self._wizard.forget_files(finished=ended.report.finished)
        self._show(ended)
        self._wizard.brought.emit(ended.report)

    def _show(self, ended: Ended) -> None:
        if self._ended is None or self._ended.batch.id != ended.batch.id:
            self._verified = None
        self._ended = ended
        wizard, batch = self._wizard, ended.batch
        sheet = Told(self._theme, ended)
        if batch.state is BatchState.UNFINISHED:
            sheet.offer(tr("Go on importing"), lambda: wizard.resume(batch), primary=True)
        if batch.state is not BatchState.UNDONE:
            sheet.offer(tr("Open imported notes"), wizard.opened.emit, primary=ended.report.finished)
        sheet.offer(tr("Save report…"), self._save)
        sheet.offer(tr("Close"), wizard.left.emit)
        sheet.verify.connect(self._verify)
        sheet.retry.connect(lambda: wizard.retry(batch))
        sheet.undo.connect(self._consider)
        if self._verified is not None:
            sheet.show_verified(self._verified, datetime.now().astimezone())
        wizard.show_page(sheet, REPORT, wizard.left.emit)

    def _save(self) -> None:
        if self._ended is not None:
            ask_and_save(self._wizard, self._workspace, self._ended.report, self._wizard.said.emit)

    def _verify(self) -> None:
        if self._ended is not None:
            self._wizard.try_again_with(self._verify)
            self._work(tr("Verifying the import"), tr("Nothing is changed."), tr("Comparing notes …"))
            self._bringing.verify(self._ended.batch.id)

    def _checked(self, found: Verified) -> None:
        self._wizard.told.emit("")
        self._verified = found
        self.show_again()
        self._wizard.announce(verified_words(found))

    def _consider(self) -> None:
        if self._ended is not None:
            self._wizard.try_again_with(self._consider)
            self._work(
                tr("Undo the import?"),
                tr("Nothing is changed yet."),
                tr("Looking at what was used since …"),
                stops=False,
            )
            self._bringing.consider(self._ended.batch.id)

    def _considered(self, undoing: Undoing) -> None:
        sheet = TakingBack(self._theme, undoing)
        sheet.offer(tr("Undo import…"), lambda: self._ask(sheet, undoing))
        sheet.offer(tr("Back"), self.show_again, primary=True)
        self._wizard.show_page(sheet, REPORT, self.show_again)

    def _ask(self, sheet: TakingBack, undoing: Undoing) -> None:
        more = ""
        if undoing.kept:
            more = tr_n(
                "{n} note that you used since stays.", "{n} notes that you used since stay.", undoing.kept
            )
        if sheet.everything:
            more = tr_n(
                "{n} note that you used since is among them.",
                "{n} notes that you used since are among them.",
                undoing.kept,
            )
        everything = sheet.everything
        confirm(
            self._wizard,
            tr("Take {notes} back?", notes=words.notes(sheet.number)),
            more or tr("You can import them again."),
            tr("Undo import"),
            lambda: self._undo(everything),
        )

    def _undo(self, everything: bool) -> None:
        if self._ended is not None:
            self._wizard.try_again_with(self._consider)
            self._work(
                tr("Taking the import back"),
                tr("Notes that stay are not touched."),
                tr("Taking notes back …"),
            )
            self._bringing.undo(self._ended.batch.id, everything=everything)

    def _undone(self, undoing: Undoing, ended: Ended) -> None:
        self._wizard.told.emit("")
        self._verified = None
        self._show(ended)
        self._wizard.said.emit(tr("{notes} taken back", notes=words.notes(undoing.removed)))

    def _work(self, title: str, promise: str, first: str, *, stops: bool = True) -> None:
        sheet = Working(self._theme, title, promise, "told", first)
        if stops:
            sheet.offer(tr("Stop"), self._bringing.stop)
        sheet.offer(tr("Go on using Second Brain"), self._wizard.left.emit)
        self._wizard.show_page(sheet, REPORT, self._wizard.left.emit)
