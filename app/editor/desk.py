"""Which note lies open, which lay open lately, and how safe what was typed in them is.

Owns how one note gives way to another: from the sheets that are kept, from those made ready ahead, or read from the
notebook. A note that was left keeps its caret and its undo; old ones go when everything in them is saved. It refuses to know
how a note is shown, and what is said about it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.editor.ahead import Ahead
from app.editor.ink import Ink
from app.editor.saving import Pace, State
from app.editor.sheet import Sheet
from app.editor.text import NoteText
from app.workspace import Workspace
from core import Memory, Unsaved, new_id

KEEP_SHEETS, KEEP_CHARACTERS = 30, 20_000_000


class Desk(QObject):
    """The sheets of one editor, the one used last at the end."""

    leaving = Signal(object)
    """The sheet that is open for a moment still, to be told where the person was."""
    moving = Signal()
    """Another note is on its way."""
    reading = Signal()
    """It has to be read; what was open before is shown meanwhile, and nothing is to be typed into it."""
    opened = Signal(object)
    """The sheet that is open now, or None."""
    failed = Signal(object)
    """Why no note could be opened: none is open now."""

    def __init__(
        self,
        workspace: Workspace,
        ink: Ink,
        pace: Pace,
        text: NoteText,
        listen: Callable[[Sheet], None],
        parent: QObject,
    ) -> None:
        """Each new sheet is given to `listen`, so that its news is heard; notes are made ready ahead for this `text`."""
        super().__init__(parent)
        self._workspace = workspace
        self._ink = ink
        self._pace = pace
        self._listen = listen
        self._sheets: OrderedDict[UUID, Sheet] = OrderedDict()
        self._to_look: Sheet | None = None  # one that was not read anew, until it is painted
        self.sheet: Sheet | None = None
        """The open one."""
        self.wanted: UUID | None = None
        """The note that is open, or on its way."""
        self.ahead = Ahead(workspace, self, self._make, text, self)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(list(self._sheets.values()))

    def __contains__(self, memory_id: object) -> bool:
        return memory_id in self._sheets

    @property
    def unsaved(self) -> bool:
        """Whether something typed is not in the notebook's history yet."""
        return any(not sheet.saving.clean for sheet in self)

    @property
    def typed(self) -> tuple[Unsaved, ...]:
        """The notes in which something is typed that is not in the notebook's history yet, as they will be then."""
        return tuple(found for sheet in self if (found := sheet.unsaved) is not None)

    @property
    def state(self) -> State:
        """How safe what was typed in the open note is; that in another one is not, where that is so."""
        if any(sheet.saving.state is State.UNSAVED for sheet in self):
            return State.UNSAVED
        return self.sheet.saving.state if self.sheet else State.SAVED

    def flush(self) -> None:
        """Make history of what is typed, now. Done when the workspace has settled."""
        for sheet in self:
            sheet.saving.flush()

    def set_ink(self, ink: Ink) -> None:
        """Another look, also for those that nobody has seen yet."""
        self._ink = ink
        for sheet in (*self, *self.ahead):
            sheet.set_ink(ink)

    def open(self, memory_id: UUID | None) -> None:
        """Open this note, or none. What was typed in the one before is saved."""
        if memory_id is not None and memory_id == self.wanted:
            if self.sheet is not None and self.sheet.memory_id == memory_id:
                self.sheet.look()
            return
        self._leave()
        self.wanted = memory_id
        self.ahead.wait()
        self.moving.emit()
        if memory_id is None:
            self._put(None)
        elif (sheet := self._sheets.get(memory_id) or self.ahead.take(memory_id)) is not None:
            self._put(sheet)
            self._to_look = sheet
        else:
            self.reading.emit()
            self._workspace.read(
                lambda brain: brain.memory(memory_id),
                self._arrived,
                owner=self,
                failed=self._did_not_arrive,
                latest="open",
                patience=0.01,  # seconds in which nothing else is done
            )

    def begin(self, tags: tuple[str, ...]) -> None:
        """Open a new note. It exists from its first word on, and has these tags then."""
        self._leave()
        self.wanted = new_id()
        self._put(self._make(self.wanted, None, tags))

    def go_on(self) -> None:
        """The open note is painted: now it may be read again, and others may be made ready."""
        self.ahead.go_on()
        sheet, self._to_look = self._to_look, None
        if sheet is not None:
            sheet.look()

    def _leave(self) -> None:
        if self.sheet is not None:
            self.leaving.emit(self.sheet)
            self.sheet.saving.flush()

    def _put(self, sheet: Sheet | None) -> None:
        self.sheet, self._to_look = sheet, None
        if sheet is not None:
            self._keep(sheet)
        self.opened.emit(sheet)

    def _make(self, memory_id: UUID, memory: Memory | None, tags: tuple[str, ...] = ()) -> Sheet:
        sheet = Sheet(self._workspace, self._ink, memory_id, memory, self._pace, self, tags)
        sheet.copied.connect(lambda: self._rename(sheet))
        self._listen(sheet)
        return sheet

    def _arrived(self, memory: Memory) -> None:
        if memory.id == self.wanted:
            self._put(self._make(memory.id, memory))

    def _did_not_arrive(self, error: Exception) -> None:
        self.wanted = None
        self._put(None)
        self.failed.emit(error)

    def _keep(self, sheet: Sheet) -> None:
        """Keep a sheet, and let go of what is too much."""
        self._sheets[sheet.memory_id] = sheet
        self._sheets.move_to_end(sheet.memory_id)
        size = sum(each.size for each in self)
        for old in list(self)[:-1]:
            if len(self._sheets) <= KEEP_SHEETS and size <= KEEP_CHARACTERS:
                break
            if old.saving.clean and old.is_loaded:
                size -= old.size
                del self._sheets[old.memory_id]
                old.deleteLater()

    def _rename(self, sheet: Sheet) -> None:
        """A sheet belongs to another note now."""
        self._sheets = OrderedDict((each.memory_id, each) for each in self)
        if sheet is self.sheet:
            self.wanted = sheet.memory_id
