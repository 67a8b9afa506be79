"""The way of a person's notes from version 2 into the notebook: seven pages, from the checklist to the report.

Owns the order of the pages and what their buttons do. It covers the notebook while it is shown, and an import goes on when
the person goes back to their notes. It refuses to know what is in a file and how a page looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app import words
from app.migration.bringing import Bringing
from app.migration.checklist import Checklist
from app.migration.checks import Checked, check
from app.migration.choosing import Choosing
from app.migration.files import Files
from app.migration.found import Failed, Found, Working, worth_importing
from app.migration.frame import Frame
from app.migration.gathered import Gathered
from app.migration.names import listed
from app.migration.reporting import Reporting
from app.migration.safety import Safety, button_words
from app.migration.sheet import Sheet
from app.migration.steps import CHECKLIST, CHOICES, FILES, FOUND, IMPORT, REPORT, SAFETY
from app.theme import Theme
from app.workspace import Workspace
from core import Batch, BrainError, Choices, Plan, Standing, tr, tr_noop

_STAYS = tr_noop("You can stop at any time: what is here by then stays, and the import can go on from there.")


class Wizard(Frame):
    """Import from version 2."""

    left = Signal()
    """The person wants to go back to where they came from."""
    opened = Signal()
    """The person wants to see the notes that were imported."""
    told = Signal(str)
    """What is going on, in words and figures; empty when nothing is."""
    brought = Signal(object)
    """The `Report` of an import that has ended."""
    said = Signal(str)
    """In words, what was done: a report saved, an import taken back."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._workspace = workspace
        self._theme = theme
        self._gathered = Gathered(workspace, self)
        self._bringing = Bringing(workspace, self)
        self._reporting = Reporting(self, self._bringing, workspace, theme)
        self._ticked: set[str] = set()
        self._choices = Choices()
        self._attachments = True
        self._plan: Plan | None = None
        self._unread = False  # what came while the person was elsewhere
        self._back: Callable[[], object] = self.left.emit
        self._again: Callable[[], object] = self.begin
        self.setAcceptDrops(True)
        self._listen()

    @property
    def busy(self) -> bool:
        """Whether something is being read or imported."""
        return self._bringing.busy

    def begin(self) -> None:
        """Begin with the checklist. While something is under way, or ended while nobody looked, that is shown instead."""
        if self.busy or self._unread:
            self._unread = False
            self.begin_keyboard()
            return
        self.show_checklist()

    def show_page(self, sheet: Sheet, step: int, back: Callable[[], object]) -> None:
        """Show a page; `back` is where Esc leads."""
        self._back = back
        self._unread = not self.isVisible()
        self.show_sheet(sheet, step)

    def show_checklist(self) -> None:
        """The first page."""
        sheet = Checklist(self._theme, self._ticked)
        usable = self._gathered.usable
        if usable:
            sheet.say_backup(", ".join(given.name for given in usable))
        sheet.offer(tr("Choose the files"), self.show_files, primary=True)
        sheet.offer(tr("Not now"), self.left.emit)
        sheet.resumed.connect(self.resume)
        sheet.opened.connect(self._reporting.open)
        self.show_page(sheet, CHECKLIST, self.left.emit)

        def checked(found: Checked) -> None:
            sheet.show_checked(found, datetime.now().astimezone())
            self.order()

        def failed(error: Exception) -> None:
            sheet.fail(str(error))
            if not isinstance(error, BrainError):
                raise error

        self._workspace.read(check, checked, owner=sheet, failed=failed)

    def show_files(self) -> None:
        """The second page."""
        sheet = Files(self._theme, self._gathered, Path.home())
        sheet.offer(tr("Read the files"), self.look, primary=True).setEnabled(self.ready)
        sheet.offer(tr("Back"), self.show_checklist)
        self.show_page(sheet, FILES, self.show_checklist)

    def look(self) -> None:
        """The third page: read what was chosen and say what is in it. Nothing is written."""
        sources = self._gathered.sources
        if self._plan is not None and self._plan.sources == sources:
            self.show_found()
            return
        title = tr("Reading {name}", name=listed(sources.names))
        sheet = Working(self._theme, title, tr("Nothing is imported yet."), "reading")
        sheet.offer(tr("Stop"), self.stop)
        self._again = self.look
        self.show_page(sheet, FOUND, self.stop)
        self._bringing.look(sources, self._choices)

    def show_found(self) -> None:
        """The third page, when everything was read."""
        plan = self._plan
        if plan is None:
            return
        sheet = Found(self._theme, plan, datetime.now().astimezone())
        if worth_importing(plan.report):
            sheet.offer(tr("Go on"), self.show_choices, primary=True)
        sheet.offer(tr("Back"), self.show_files)
        sheet.offer(tr("Not now"), self.left.emit)
        self.show_page(sheet, FOUND, self.show_files)

    def show_choices(self) -> None:
        """The fourth page."""
        plan = self._plan
        if plan is None:
            return
        sheet = Choosing(self._theme, plan, self._choices, attachments=self._attachments)

        def keep(then: Callable[[], None]) -> Callable[[], None]:
            def leave() -> None:
                self._choices, self._attachments = sheet.choices, sheet.attachments
                then()

            return leave

        def go_on() -> None:
            if not sheet.wrong:
                keep(self.show_safety)()

        sheet.offer(tr("Go on"), go_on, primary=True)
        sheet.offer(tr("Back"), keep(self.show_found))
        self.show_page(sheet, CHOICES, keep(self.show_found))

    def show_safety(self) -> None:
        """The fifth page."""
        plan = self._plan
        if plan is None:
            return
        sheet = Safety(self._theme, plan, self._choices)

        def keep(then: Callable[[], None]) -> Callable[[], None]:
            def leave() -> None:
                self._choices = replace(self._choices, backup=sheet.backup)
                then()

            return leave

        sheet.offer(button_words(plan, self._choices), keep(self.bring), primary=True)
        sheet.offer(tr("Back"), keep(self.show_choices))
        self.show_page(sheet, SAFETY, keep(self.show_choices))

    def bring(self) -> None:
        """The sixth page: import what was read."""
        if self._plan is None:
            return
        sources = self._plan.sources
        if not self._attachments:
            sources = replace(sources, attachments=())
        self._again = self.bring
        self.show_importing(tr("Importing {notes}", notes=words.notes(self._plan.report.count("created"))))
        self._bringing.bring(sources, self._choices)

    def resume(self, batch: Batch) -> None:
        """The sixth page: go on with an import that was not finished."""
        self._again = lambda: self.resume(batch)
        self.show_importing(tr("Importing {name}", name=listed(batch.names)))
        self._bringing.resume(batch.id)

    def retry(self, batch: Batch) -> None:
        """The sixth page: try again what an import set aside."""
        self._again = lambda: self.retry(batch)
        self.show_importing(tr("Trying again what was set aside"))
        self._bringing.retry(batch.id)

    def try_again_with(self, again: Callable[[], object]) -> None:
        """What to do when something goes wrong and the person wants another try."""
        self._again = again

    def forget_files(self, *, finished: bool) -> None:
        """An import has ended. When it was whole, the next one begins with an empty list."""
        self._plan = None
        if finished:
            self._gathered.clear()

    def stop(self) -> None:
        """Stop what is under way."""
        self._bringing.stop()

    def fail(self, title: str, error: BrainError, back: Callable[[], object]) -> None:
        """Say what went wrong, with a way back and another try."""
        sheet = Failed(self._theme, title, error.words, error.hint)
        sheet.offer(tr("Back"), back, primary=True)
        sheet.offer(tr("Try again"), lambda: self._again())  # noqa: PLW0108 - it may be another one by then
        sheet.offer(tr("Not now"), self.left.emit)
        self.show_page(sheet, self.steps.at, back)
        if self._unread:
            self._workspace.trouble.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc steps back one page, and from the first to where the person came from."""
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files can be dropped anywhere on the first pages."""
        if self.steps.at in (CHECKLIST, FILES) and not self.busy and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files in, and say what they are."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if not isinstance(self.sheet, Files):
            self.show_files()
        self.take(paths)

    def take(self, paths: Iterable[Path]) -> None:
        """Take files and folders in, and look into them."""
        self._gathered.add(paths)

    @property
    def ready(self) -> bool:
        """Whether there is something to read, and nothing is still being looked into."""
        return bool(self._gathered.usable) and not self._gathered.looking

    def show_importing(self, title: str) -> None:
        """The sixth page."""
        sheet = Working(self._theme, title, tr(_STAYS), "importing")
        sheet.offer(tr("Go on using Second Brain"), self.left.emit, primary=True)
        pause = sheet.offer(tr("Pause"), lambda: self._pause(pause))
        sheet.offer(tr("Stop"), self.stop)
        self.show_page(sheet, IMPORT, self.left.emit)

    def _pause(self, button: QPushButton) -> None:
        self._bringing.pause(not self._bringing.paused)
        said = tr("Go on") if self._bringing.paused else tr("Pause")
        button.setText(said)
        button.setAccessibleName(said)

    def _listen(self) -> None:
        self._gathered.changed.connect(self._gathered_more)
        self._gathered.recognized.connect(self.announce)
        bringing = self._bringing
        bringing.told.connect(self._tell)
        bringing.stood.connect(self._stand)
        bringing.looked.connect(self._looked)
        bringing.stopped.connect(self._stopped)
        bringing.failed.connect(self._failed)

    def _gathered_more(self) -> None:
        """There is something else on the list now."""
        if isinstance(self.sheet, Files):
            for button in self.sheet.row.findChildren(QPushButton):
                if button.property("primary"):
                    button.setEnabled(self.ready)
            self.order()

    def _tell(self, told: str, share: float) -> None:
        self.told.emit(told)
        if isinstance(self.sheet, Working):
            self.sheet.tell(told, share)

    def _stand(self, standing: Standing) -> None:
        if isinstance(self.sheet, Working):
            self.sheet.stand(standing)

    def _looked(self, plan: Plan) -> None:
        self.told.emit("")
        if not plan.report.finished:
            self.show_files()
            return
        self._plan = plan
        self.show_found()

    def _stopped(self) -> None:
        self.told.emit("")
        if self.steps.at == FOUND:
            self.show_files()
        else:
            self._reporting.show_again()

    def _failed(self, error: BrainError) -> None:
        self.told.emit("")
        if self.steps.at == FOUND:
            self.fail(tr("These files could not be read"), error, self.show_files)
        elif self.steps.at == REPORT:
            self.fail(tr("That could not be done"), error, self._reporting.show_again)
        else:
            self.fail(tr("The import has stopped"), error, self.show_checklist)
