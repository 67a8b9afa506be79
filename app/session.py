"""One run of the window: from the first paint over the open notebook to the last thing written.

Owns the order of starting and ending. It refuses to know what the parts do between.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from app import words
from app.capture.begun import Begun, begun_in
from app.instance import Instance, Wish
from app.left_over import LeftOver, Untaken, take
from app.parts import all_kept, heed
from app.remembered import Remembered
from app.tasks import Progress, Tasks
from app.theme import Theme
from app.window import Window
from app.workspace import SAVED, SAVING, Workspace
from core import BrainError, NotFound, open_brain, tr

if TYPE_CHECKING:
    from app.account.place import AccountPlace
    from app.arrival import Arrival
    from app.embedding import Embedding
    from app.notebook import Notebook
    from app.parts import Part
    from core import Background, Brain, Counts, Coverage, Page

_FIRST_ROWS = 40
_SELDOM = (
    "app.history.activity",
    "app.migration.wizard",
    "app.exchange.sheets",
    "app.exchange.importing",
    "app.exchange.exporting",
)
"""What the pages are made of that are opened seldom: imported one after the other, when the start is long over, so that
opening one does not hold up the window."""
_LATER_MS, _BETWEEN_MS = 5_000, 500


@dataclass(frozen=True, slots=True)
class Opened:
    """The notebook as it was when the first notes were read. `typed` is the note that was written in when the program came
    to a sudden end, `left_over` what was written then and could not be taken, and `renamed` are the notes to which it gave
    another title, each with what links may still name it by."""

    brain: Brain
    position: int
    page: Page
    typed: UUID | None
    left_over: Untaken | None
    renamed: dict[UUID, tuple[str, ...]]


class Session(QObject):
    """What happens between the start and the end of the program."""

    ended = Signal()
    """All is written, and the window is closed."""

    def __init__(
        self,
        window: Window,
        theme: Theme,
        remembered: Remembered,
        instance: Instance,
        home: Path,
        database: str | None,
    ) -> None:
        super().__init__()
        self._window = window
        self._theme = theme
        self._remembered = remembered
        self._instance = instance
        self._home = home
        self._database = database
        self._tasks = Tasks(self)
        self._brain: Brain | None = None
        self._background: Background | None = None
        self._workspace: Workspace | None = None
        self.notebook: Notebook | None = None
        self._arrival: Arrival | None = None
        self._embedding: Embedding | None = None
        self.account: AccountPlace | None = None
        self._left_over: LeftOver | None = None
        self._parts: list[Part] = []
        self._wishes: list[Wish] = []
        self._opening = self._ending = False
        self._whatever = self._died = False
        self._state = SAVED
        window.steps.again.connect(self._open)
        window.closing.connect(self.end)
        window.painted.connect(self.begin)
        instance.wished.connect(self.wish)

    def begin(self, *, died: bool = False) -> None:
        """The window is on the screen: open the notebook. Harmless when it was begun already. That the program before
        `died` is said once the notebook is there."""
        if not self._opening:
            self._opening, self._died = True, died
            self._open()
            self._instance.listen()
            QTimer.singleShot(0, self, self._get_ready)

    def _get_ready(self) -> None:
        """What the notebook will need, while its database is coming up and this thread has nothing else to do."""
        for module in (
            "app.notebook",
            "app.library.deeds",
            "app.arrival",
            "app.embedding",
            "app.account.place",
        ):
            import_module(module)
        self._window.actions_.dress()
        self._theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        from app.own_icon import own_icon  # whose font is read for the icons of the actions first

        QGuiApplication.setWindowIcon(own_icon(self._theme))

    def _import_ahead(self, left: tuple[str, ...] = _SELDOM) -> None:
        if left:
            import_module(left[0])
            QTimer.singleShot(_BETWEEN_MS, self, lambda: self._import_ahead(left[1:]))

    def wish(self, wish: Wish) -> None:
        """Do what this start or a later one wants: come forward, with a new note of a text ("note"), follow a "link", or do
        what one of the parts understands ("capture")."""
        if self._ending:
            return
        if token := wish.get("activation"):
            os.environ["XDG_ACTIVATION_TOKEN"] = str(token)  # where Qt takes it from, once
        if "link" in wish:
            self.open_link(str(wish["link"]))
        elif not wish.keys() & {"note", "capture"}:
            self._window.come_forward()
        elif self.notebook is None:
            self._wishes.append(wish)
        elif "capture" in wish:
            heed(self._parts, wish)
        else:
            self._window.come_forward()
            if self._arrival is not None:
                self._arrival.go_to_notes()
            self.notebook.capture(str(wish["note"]))

    def open_link(self, link: str) -> None:
        """Do what a link wants that the system brought to this window itself; one that is none is refused in words."""
        from app.capture.thought import thought_of

        try:
            self.wish(thought_of(link).wish())
        except BrainError as error:
            self._window.come_forward()
            self._in_trouble(error)

    def end(self, *, whatever: bool = False) -> None:
        """Write what is typed, then leave. When it cannot be written, stay and say so, unless it must end `whatever` is."""
        self._whatever = self._whatever or whatever
        if self._ending:
            return
        self._ending = True
        self._instance.stop_listening()
        self._window.remember()
        self._window.hide()
        if self.notebook is None or self._workspace is None:
            self._leave()
            return
        for work in (self._embedding, self.account):
            if work is not None:
                work.stop()
        for part in self._parts:
            part.end()
        self.notebook.editor.flush()
        self._workspace.settled(self._leave_if_written)

    def close(self) -> None:
        """After the event loop: wait for what is still being written, and let go of the notebook."""
        self._tasks.close()
        if self._background is not None:
            self._background.close()
        if self._brain is not None:
            self._brain.close()
        self._remembered.save()

    def _open(self) -> None:
        begun = begun_in(self._remembered.begun)

        def work(progress: Progress) -> Opened:
            brain = open_brain(self._home, self._database, progress=progress)
            try:
                return _read_first(brain, begun)
            except BaseException:
                brain.close()
                raise

        def progressed(step: str, _done: int, _total: int) -> None:
            self._window.steps.say(step)

        self._tasks.long(work, self._opened, owner=self, failed=self._not_opened, progressed=progressed)

    def _opened(self, opened: Opened) -> None:
        from app.arrival import Arrival
        from app.library.deeds import Deeds
        from app.notebook import Notebook
        from app.parts import Shell, build

        window = self._window
        if opened.typed is not None:
            self._remembered.last_note = opened.typed
        if opened.renamed:  # what links named a note by before that is still to be answered
            self._remembered.renamed = opened.renamed | self._remembered.renamed
        workspace = self._workspace = self._work_on(opened)
        deeds = Deeds(workspace, window.toast, window.status, window)
        notebook = self.notebook = Notebook(
            workspace, self._theme, window.actions_, deeds, self._remembered, window.toast
        )
        workspace.trouble.connect(self._in_trouble)
        workspace.saved.connect(self._say_saved)
        notebook.editor.state_changed.connect(self._editing)
        notebook.places.counted.connect(self._counted)
        window.show_in_middle(notebook)
        notebook.begin(opened.page)
        self._begin_embedding(workspace, notebook)
        self._arrival = Arrival(window, notebook, workspace, self._theme, self._remembered)
        self._arrival.begin(untouched=opened.position == 0)
        self._begin_sync(workspace, notebook, self._arrival)
        self._parts = build(
            Shell(
                window,
                notebook,
                workspace,
                self._theme,
                self._remembered,
                deeds,
                self._arrival,
                self._home,
            )
        )
        self._say_first()
        for wish in self._wishes:
            self.wish(wish)
        self._wishes.clear()
        QTimer.singleShot(_LATER_MS, self, self._import_ahead)

    def _say_first(self) -> None:
        self._say_saved()
        if self._left_over is not None:
            self._left_over.say()
        elif self._died:
            self._window.notice.offer(
                tr("The program ended suddenly last time. What you wrote is safe."),
                "",
                tr("Details"),
                self._window.actions_["help.log"].trigger,
                yields=True,
            )

    def _work_on(self, opened: Opened) -> Workspace:
        """The notebook for the widgets, and the process beside the window; that begins with the first work."""
        from core import OwnProcess

        brain = self._brain = opened.brain
        background = self._background = OwnProcess(brain, self._home, self._database)
        workspace = Workspace(brain, self._tasks, opened.position, self, background=background)
        if opened.left_over is not None:
            self._left_over = LeftOver(workspace, opened.left_over, self._window.notice)
        return workspace

    def _begin_embedding(self, workspace: Workspace, notebook: Notebook) -> None:
        """Search by meaning is made ready in the background; a person can pause it and sees how far it is."""
        from app.embedding import Embedding

        status, actions = self._window.status, self._window.actions_
        embedding = self._embedding = Embedding(workspace, parent=self)

        def found_out(coverage: Coverage | None) -> None:
            if not shiboken6.isValid(notebook):  # it is told once more while the window closes
                return
            notebook.searching.allow_meaning(coverage is not None)
            actions.check("search.pause", embedding.paused)

        embedding.coverage_changed.connect(found_out)
        embedding.progressed.connect(status.say_meaning)
        embedding.rested.connect(status.hush_meaning)  # a method of its own: it ends with the window
        actions.on("search.pause", lambda: embedding.pause(not embedding.paused))
        embedding.begin()

    def _begin_sync(self, workspace: Workspace, notebook: Notebook, arrival: Arrival) -> None:
        """Where somebody is signed in, notes travel in the background while the window is open."""
        from app.account.place import AccountPlace
        from app.account.server import TeamServer

        account = self.account = AccountPlace(
            self._window, notebook, workspace, self._theme, arrival, TeamServer(workspace.background)
        )
        account.begin()

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, BrainError):
            self._window.steps.fail(
                tr("Something went wrong that should not have. Your notes were not touched."),
                tr("Try again. If it stays so, the details in the other window help to mend it."),
            )
            raise error
        self._window.steps.fail(error.words, error.hint)

    def _counted(self, counts: Counts) -> None:
        self._window.status.say_count(words.notes(counts.memories))

    def _in_trouble(self, error: BrainError) -> None:
        self._window.notice.say(error.words, error.hint)

    def _editing(self, state: str) -> None:
        self._state = state
        self._say_saved()

    def _say_saved(self) -> None:
        """What the editor holds, and what is on its way: "saved here" only when both are."""
        writing = self._workspace is not None and self._workspace.writing
        self._window.status.say_saved(SAVING if self._state == SAVED and writing else self._state)

    def _leave_if_written(self) -> None:
        if (self._state == SAVED and all_kept(self._parts)) or self._whatever:
            self._leave()
            return
        self._ending = False
        self._instance.listen()
        for work in (self._embedding, self.account):
            if work is not None:
                work.begin()
        self._window.show()
        self._window.notice.say(
            tr("What you typed last could not be saved, so the window stays open."),
            tr("Your other notes are safe. Copy the text to another place before you quit."),
        )

    def _leave(self) -> None:
        self._window.close_for_good()
        self.ended.emit()


def _read_first(brain: Brain, begun: Begun | None) -> Opened:
    """What crashed while it was typed becomes a note first, unless the capture window still holds it; then the rows at the
    top of the list."""
    captured = () if begun is None else (begun.note,)
    typed = [draft.memory_id for draft in brain.drafts() if draft.memory_id not in captured]
    called = _called(brain, typed)
    left_over = take(brain, captured)
    now = _called(brain, called)
    renamed = {note: called[note] for note in now if now[note] != called[note]}
    last = next((note for note in reversed(typed) if left_over is None or note not in left_over.new), None)
    return Opened(brain, brain.position(), brain.ways.first_page(_FIRST_ROWS), last, left_over, renamed)


def _called(brain: Brain, notes: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """What links may name these notes by; those that are not there are left out."""
    found: dict[UUID, tuple[str, ...]] = {}
    for note in notes:
        with suppress(NotFound):
            found[note] = brain.memory(note).called
    return found
