"""How notes come into the window for the first time: the welcome in an empty notebook, and the import from version 2.

Owns which of these pages covers the notebook, what is possible meanwhile, and when the welcome is over for good. It refuses
to know what the pages say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.actions import Actions
from app.notebook import Notebook
from app.remembered import Remembered
from app.theme import Theme
from app.window import Window
from app.workspace import Workspace
from core import Batch, BrainError, Choices, Report, SearchResult, Sources, tr, tr_n

if TYPE_CHECKING:  # the pages are loaded when they are needed, which for most starts is never
    from app.migration.wizard import Wizard
    from app.welcome.page import Welcome


class Arrival(QObject):
    """What can cover the notebook of one window."""

    def __init__(
        self, window: Window, notebook: Notebook, workspace: Workspace, theme: Theme, remembered: Remembered
    ) -> None:
        super().__init__(window)
        self._window = window
        self._notebook = notebook
        self._workspace = workspace
        self._theme = theme
        self._remembered = remembered
        self._actions: Actions = window.actions_
        self._welcome: Welcome | None = None
        self._import: Wizard | None = None
        self._actions.on("import.v2", self.import_v2)
        self._actions.watch(self._about_to)

    def begin(self, *, untouched: bool) -> None:
        """Welcome the person if nothing was ever written in this notebook, and nothing was chosen yet."""
        if untouched and not self._remembered.welcomed:
            self._show_welcome()
        self._workspace.read(lambda brain: brain.migration.resumable(), self._was_it_finished, owner=self)

    def import_v2(self) -> None:
        """Show the page that imports from version 2; while it is at work, where it is."""
        page = self._import or self._make_import()
        self.cover(page)
        self._window.status.say_work("")
        page.begin()

    def cover(self, page: QWidget) -> None:
        """Show a page in place of the notebook; whatever leads to notes leads away from it."""
        self._actions.only(_MEANWHILE)
        self._window.show_in_middle(page)

    def go_back(self) -> None:
        """From a page that covered the notebook to where the person came from: the welcome, or their notes."""
        if self._welcome is not None:
            self._show_welcome()
        elif self._notebook.editor.note is not None:
            self.go_to_notes()
        else:
            self._go_to_first()

    def go_to_notes(self) -> None:
        """Show the notebook, the keyboard in the text for whoever wrote there, else in the list; the welcome is over."""
        if self._notebook.isHidden():
            self._window.show_in_middle(self._notebook)
            self._actions.only(None)
            text, listed = self._notebook.editor.text, self._notebook.pane.list
            # What had the keyboard in the notebook Qt keeps while a page covers that.
            wrote = self._notebook.focusWidget() is text and text.isVisible()
            (text if wrote else listed).setFocus(Qt.FocusReason.OtherFocusReason)
        self.end_welcome()

    def end_welcome(self) -> None:
        """The person has chosen how to begin, and is not asked again."""
        self._remembered.welcomed = True
        if self._welcome is not None:
            self._welcome.deleteLater()
            self._welcome = None

    def _show_welcome(self) -> None:
        from app.welcome.page import Welcome
        from app.welcome.sample import sample_dump

        page = self._welcome
        if page is None:
            page = self._welcome = Welcome(self._theme, sample=sample_dump() is not None)
            page.empty.connect(self._start_empty)
            page.import_v2.connect(self.import_v2)
            page.notes.connect(self._actions["import.notes"].trigger)
            page.sample.connect(self._look_around)
            page.sign_in.connect(self._actions["sync.account"].trigger)
        self.cover(page)
        page.begin_keyboard()

    def _make_import(self) -> Wizard:
        from app.migration.wizard import Wizard

        page = self._import = Wizard(self._workspace, self._theme)
        page.left.connect(self._leave_import)
        page.opened.connect(self.go_to_imported)
        page.told.connect(self._tell)
        self._window.status.stop.connect(page.stop)
        page.brought.connect(self._brought)
        page.said.connect(self._window.toast.say)
        return page

    def offer_to_go_on(self, batch: Batch, go_on: Callable[[], None]) -> None:
        """An import was not finished when the program ended: say so, and how it goes on. What is said already stays,
        unless it asks for nothing."""
        if self._window.notice.free:
            self._window.notice.offer(
                tr("The import of {names} was not finished.", names=", ".join(batch.names)),
                tr("What came in is here. Going on brings the rest, and nothing twice."),
                tr("Go on importing"),
                go_on,
            )

    def _was_it_finished(self, batch: Batch | None) -> None:
        def go_on() -> None:
            self.import_v2()
            if batch is not None and self._import is not None and not self._import.busy:
                self._import.resume(batch)

        if batch is not None:
            self.offer_to_go_on(batch, go_on)

    def go_to_imported(self) -> None:
        """Show what the last import brought and nothing else, and open the first of it."""
        pane = self._notebook.pane

        def found(result: SearchResult) -> None:
            pane.asking.found.disconnect(connection)
            if result.query.strip() == _LAST_IMPORT and result.hits:
                self._notebook.show_note(result.hits[0].id)

        self.go_to_notes()
        connection = pane.asking.found.connect(found)
        if pane.search.text() == _LAST_IMPORT:
            pane.asking.ask(_LAST_IMPORT)
        else:
            pane.search.setText(_LAST_IMPORT)

    def _about_to(self, name: str) -> None:
        """Whatever leads to notes leads away from the page that covers them."""
        if name in _LEAD_TO_NOTES and self._notebook.isHidden():
            self.go_to_notes()

    def _start_empty(self) -> None:
        self.go_to_notes()
        self._notebook.new_note()

    def _leave_import(self) -> None:
        """Back to where the person came from; while the import is at work, to the notes."""
        if self._import is not None and self._import.busy:
            self.go_to_notes()
        else:
            self.go_back()

    def _tell(self, told: str) -> None:
        """What the import is doing, for a person who went back to their notes meanwhile."""
        if self._import is not None and self._import.isHidden():
            self._window.status.say_work(told, can_stop=self._import.busy)

    def _brought(self, report: Report) -> None:
        """Whoever has imported something needs no welcome. Says so if the person is elsewhere by now."""
        if report.count("created") and self._welcome is not None:
            self.end_welcome()
        if self._import is not None and self._import.isHidden():
            self._window.toast.say(
                tr_n(
                    "{n} note imported · see “Import from version 2…” for the report",
                    "{n} notes imported · see “Import from version 2…” for the report",
                    report.count("created"),
                )
            )

    def _look_around(self) -> None:
        from app.welcome.sample import sample_dump

        path, page = sample_dump(), self._welcome
        if path is None or page is None:
            return
        page.tell(tr("Bringing in the sample notes …"))
        sample, choices = Sources(dump=path), Choices(backup=False)
        self._workspace.write(
            lambda brain: brain.migration.run(sample, choices),
            self._sample_is_here,
            owner=self,
            failed=self._no_sample,
        )

    def _sample_is_here(self, report: Report) -> None:
        self._workspace.look()  # now, instead of when it is time to
        self._window.toast.say(
            tr_n(
                "{n} note to look around in. When you are done, put it into the trash.",
                "{n} notes to look around in. When you are done, put them into the trash.",
                report.count("created"),
            )
        )
        if self._notebook.isHidden():
            self._go_to_first()

    def _go_to_first(self) -> None:
        """Go to the notes and open the first one, when they are listed."""
        pane = self._notebook.pane

        def listed() -> None:
            pane.listed.disconnect(connection)
            if len(pane.list.ids) and self._notebook.editor.note is None:
                pane.list.step(1)

        connection = pane.listed.connect(listed)
        self.go_to_notes()
        pane.go(pane.view)

    def _no_sample(self, error: Exception) -> None:
        if self._welcome is not None:
            self._welcome.tell("")
        if not isinstance(error, BrainError):
            raise error
        self._workspace.trouble.emit(error)


OVER_ANY_PAGE = frozenset(
    "edit.copy edit.select_all look.system look.light look.dark view.larger view.smaller view.usual_size"
    " backup.make help.guide help.log help.about app.quit".split()
)
"""What leads nowhere else, and is possible whatever covers the notebook."""
_LAST_IMPORT = "source:last-import"
_LEAD_TO_NOTES = frozenset(
    "note.new note.today note.from_template go.search go.tags go.all go.pinned go.tasks go.untagged go.trash"
    " sync.conflicts".split()
)
_MEANWHILE = (
    _LEAD_TO_NOTES
    | OVER_ANY_PAGE
    | {
        "import.v2",
        "import.notes",
        "export.notes",
        "note.capture",
        "capture.settings",
        "sync.show",
        "sync.now",
        "sync.pause",
        "sync.account",
        "sync.spaces",
        "sync.sign_out",
        "app.settings",
        "view.shortcuts",
        "view.spelling",
    }
)
