"""Spaces in one window: their pages, sharing notes, and what the open note and the side bar say of it.

Owns when the server is asked, and what a button leads to. It refuses to know how the pages look, and how notes travel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, QTimer

from app import words
from app.account import space_words as say
from app.account.engine import Server, SpacesThere
from app.account.syncing import Syncing
from app.confirm import confirm
from app.library.place_rows import view_of
from app.theme import Theme
from app.window import Window
from app.workspace import Workspace
from core import BrainError, Received, Shared, Space, tr

if TYPE_CHECKING:  # the pages are loaded when they are needed
    from app.account.spaces_sheet import Asking
    from app.arrival import Arrival
    from app.migration.sheet import Sheet
    from app.notebook import Notebook
    from core import Brain, Changes

_SOON_MS = 1_000  # after notes came: who may do what there may be different


class Sharing(QObject):
    """What is shared, and with whom."""

    def __init__(
        self,
        window: Window,
        notebook: Notebook,
        workspace: Workspace,
        theme: Theme,
        arrival: Arrival,
        server: Server,
        syncing: Syncing,
        show: Callable[[Sheet], None],
    ) -> None:
        super().__init__(window)
        self._window, self._notebook, self._workspace = window, notebook, workspace
        self._theme, self._arrival, self._server, self._syncing = theme, arrival, server, syncing
        self._show = show
        self.shared = Shared()
        """What is known of spaces."""
        self._asked = False
        self._turns = 0  # how often something was begun or done at the server
        self._sheet: Asking | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._look)
        syncing.stood.connect(self._stood)
        syncing.came.connect(self._came)
        notebook.editor.opened.connect(lambda _: self._mark())
        window.actions_.on("sync.spaces", self.show_spaces)
        window.actions_.on("note.share", self._share)
        for name in ("sync.spaces", "note.share"):
            window.actions_.allow(name, False)
        workspace.read(lambda brain: brain.spaces.known(), self._know, owner=self)

    def show_spaces(self) -> None:
        """The page of all spaces: what is known at once, and then what the server says."""
        self._show_all(self.shared)
        self._look()

    def stop(self) -> None:
        """The window closes."""
        self._soon.stop()

    # ---- what is known

    def _stood(self, _standing: object) -> None:
        signed_in = self._syncing.engine is not None
        for name in ("sync.spaces", "note.share"):
            self._window.actions_.allow(name, signed_in)
        if signed_in and not self._asked:
            self._asked = True
            self._soon.start()
        self._asked = signed_in

    def _came(self, received: Received) -> None:
        if received.changes or received.refused:
            self._soon.start()

    def _look(self) -> None:
        """Ask the server; the page of all spaces, where it is looked at, says what it answers."""
        from app.account.spaces_sheet import SpacesSheet

        def looked() -> None:
            page = self._page
            if isinstance(page, SpacesSheet) and page.shared != self.shared and not page.name.text:
                self._show_all(self.shared)

        def failed(error: BrainError) -> None:
            if isinstance(self._page, SpacesSheet):
                self._page.refuse(error)

        self._ask(lambda there: there.all(), looked, failed, looks=True)

    @property
    def _page(self) -> Asking | None:
        """The page of these that is looked at."""
        sheet = self._sheet
        return sheet if sheet is not None and shiboken6.isValid(sheet) and sheet.isVisible() else None

    def _know(self, shared: Shared) -> None:
        self.shared = shared
        self._notebook.places.share(shared.spaces)
        self._mark()

    def _mark(self) -> None:
        """Say of the open note where it is, and keep it as it is where one may only read."""
        editor, shared = self._notebook.editor, self.shared
        note = editor.note
        if note is None:
            return
        space, may_write = shared.space_of(note), shared.may_write(note)
        editor.lock(on=not may_write)
        editor.foot.show_space(
            say.in_foot(space, may_write) if space else "",
            say.who(space) if space else "",
        )
        if may_write:
            editor.notice.hush("space")
        elif not (editor.notice.words and editor.notice.about == "trash"):
            editor.notice.say(
                "space", say.why_locked(space), tr("Copy into my notes"), partial(self._copy, note)
            )

    def _copy(self, note: UUID) -> None:
        def copy(brain: Brain) -> Changes:
            memory = brain.memory(note)
            return brain.create_memory(memory.content, tags=memory.tags)

        def copied(changes: Changes) -> None:
            self._notebook.show_note(changes.memory)
            self._window.toast.say(tr("A copy is among your own notes, and is yours to write in."))

        self._workspace.write(copy, copied, owner=self)

    # ---- the pages

    def _show_page(self, sheet: Asking) -> None:
        self._sheet = sheet
        self._show(sheet)

    def _show_all(self, shared: Shared) -> None:
        from app.account.spaces_sheet import SpacesSheet

        sheet = SpacesSheet(self._theme, shared)
        sheet.offer(tr("Back to the notes"), self._arrival.go_back, primary=True)
        sheet.made.connect(
            lambda name: self._do(
                tr("Making “{name}” …", name=name), lambda there: there.make(name), self._made(name)
            )
        )
        sheet.wanted.connect(self._show_one)
        sheet.left.connect(self._leave)
        sheet.seen.connect(self._go_to)
        self._show_page(sheet)

    def _made(self, name: str) -> Callable[[], None]:
        before = {each.id for each in self.shared.spaces}

        def made() -> None:
            new = [each for each in self.shared.spaces if each.id not in before and each.own]
            self._show_one(new[0]) if len(new) == 1 else self._show_all(self.shared)
            self._window.toast.say(
                tr("“{name}” is there. Invite somebody, and share notes in it.", name=name)
            )

        return made

    def _show_one(self, space: Space) -> None:
        from app.account.spaces_sheet import SpaceSheet

        sheet = SpaceSheet(self._theme, space)
        sheet.offer(tr("All spaces"), lambda: self._show_all(self.shared), primary=True)
        sheet.offer(tr("Show its notes"), partial(self._go_to, space))
        again = partial(self._show_again, space.id)
        sheet.renamed.connect(
            lambda name: self._do(tr("Renaming …"), lambda there: there.change(space, name=name), again)
        )
        sheet.members.connect(
            lambda who: self._do(
                tr("Telling the server …"), lambda there: there.change(space, members=who), again
            )
        )
        sheet.removed.connect(partial(self._remove, space))
        sheet.ended.connect(partial(self._end, space))
        self._show_page(sheet)

    def _show_again(self, space_id: UUID) -> None:
        found = next((each for each in self.shared.spaces if each.id == space_id), None)
        self._show_one(found) if found else self._show_all(self.shared)

    def _remove(self, space: Space, name: str) -> None:
        left = {each: may for each, may in space.members.items() if each != name}
        again = partial(self._show_again, space.id)
        confirm(
            self._window,
            tr("Remove {name} from “{space}”?", name=name, space=space.name),
            tr(say.REMOVING),
            tr("Remove"),
            lambda: self._do(
                tr("Telling the server …"), lambda there: there.change(space, members=left), again
            ),
        )

    def _end(self, space: Space) -> None:
        confirm(
            self._window,
            tr(
                "Delete the space “{space}” with {notes} in it?",
                space=space.name,
                notes=words.notes(len(space.notes)),
            ),
            tr(say.DELETING),
            tr("Delete the space"),
            lambda: self._do(
                tr("Deleting …"), lambda there: there.delete(space), lambda: self._show_all(self.shared)
            ),
        )

    def _leave(self, space: Space) -> None:
        confirm(
            self._window,
            tr("Leave “{space}”?", space=space.name),
            tr(say.LEAVING),
            tr("Leave"),
            lambda: self._do(
                tr("Leaving …"), lambda there: there.leave(space), lambda: self._show_all(self.shared)
            ),
        )

    def _go_to(self, space: Space) -> None:
        self._arrival.go_to_notes()
        self._notebook.places.go(view_of(space))

    # ---- notes

    def _share(self) -> None:
        """Choose a space for the selected notes, else for the open one."""
        open_note = self._notebook.editor.note
        chosen = self._notebook.pane.list.selected or ([] if open_note is None else [open_note])
        mine = [each for each in chosen if self.shared.is_mine(each)]
        self._notebook.editor.flush()
        if chosen and not mine:
            self._window.notice.say(
                tr("Only whoever wrote a note can put it into a space or take it out."),
                tr("Copy it into your notes to share a copy."),
            )
        elif mine:
            self._workspace.settled(partial(self._choose, mine))

    def _choose(self, notes: Sequence[UUID]) -> None:
        from app.account.spaces_sheet import ShareSheet

        present = self.shared.space_of(notes[0])
        sheet = ShareSheet(self._theme, self.shared, len(notes), present.id if present else None)
        sheet.offer(tr("Make a space…"), lambda: self._show_all(self.shared))
        sheet.offer(tr("Back to the notes"), self._arrival.go_back)
        sheet.chosen.connect(partial(self._put, notes))
        self._show_page(sheet)

    def _put(self, notes: Sequence[UUID], space: Space | None) -> None:
        inside = [(each, [note for note in notes if note in each.mine]) for each in self.shared.spaces]

        def work(there: SpacesThere) -> Shared:
            if space is not None:
                return there.put_in(space, notes)
            for each, some in inside:
                if some:
                    there.take_out(each, some)
            return there.all()

        def done() -> None:
            self._arrival.go_back()
            many = words.notes(len(notes))
            self._window.toast.say(
                tr("{notes} in “{space}” now", notes=many, space=space.name)
                if space
                else tr("{notes} in no space now", notes=many)
            )

        self._do(tr("Sharing …") if space else tr("Taking out …"), work, done)

    # ---- asking the server

    def _do(self, told: str, work: Callable[[SpacesThere], Shared], done: Callable[[], object]) -> None:
        """Do something from the page that is shown, which says what goes on and what went wrong."""
        sheet = self._page
        if sheet is not None:
            sheet.work(told)

        def failed(error: BrainError) -> None:
            if sheet is not None and sheet is self._page:
                sheet.refuse(error)
            else:
                self._workspace.trouble.emit(error)

        def finished() -> None:
            if sheet is None or sheet is self._page:  # whoever went elsewhere meanwhile stays there
                done()

        self._ask(work, finished, failed)

    def _ask(
        self,
        work: Callable[[SpacesThere], Shared],
        done: Callable[[], object],
        failed: Callable[[BrainError], object],
        *,
        looks: bool = False,
    ) -> None:
        """What was asked first may be answered last, so whoever only `looks` is not believed where something was done
        meanwhile. What did not work may have been done in part, so that is looked at."""
        server, hurry = self._server, self._syncing.now
        self._turns += not looks
        begun = self._turns

        def asked(brain: Brain) -> Shared:
            there = server.spaces(brain, hurry)
            try:
                return work(there)
            finally:
                there.close()

        def answered(shared: Shared) -> None:
            if looks and begun != self._turns:
                self._soon.start()
                return
            self._turns += not looks
            self._know(shared)
            done()

        def told(error: Exception) -> None:
            if not isinstance(error, BrainError):
                raise error
            if not looks:
                self._soon.start()
            failed(error)

        self._syncing.ask(asked, answered, owner=self, failed=told)
