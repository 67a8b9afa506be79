"""One note as it lies open: its document with everything that can be undone, and its saving.

A sheet stays when another note is shown, so going back finds the caret and the undo where they were. When the note changes
elsewhere, the difference is put into the document and nothing else moves.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextDocument, QTextOption

from app.editor.door import Door
from app.editor.ink import Ink
from app.editor.page import Page
from app.editor.plaintext import as_typed, line_end, splice_into, text_of
from app.editor.saving import Pace, Saving
from app.workspace import Workspace
from core import Brain, Memory, NotFound, Splice, splices_between

_AT_ONCE = 500_000  # characters that are put into a document before something is drawn again
KEEP_SHEETS, KEEP_CHARACTERS = 30, 20_000_000

News = tuple[Memory, tuple[Splice, ...]]


class Sheet(QObject):
    """An open note. Make it with `memory` None for a note that is to be written."""

    loaded = Signal()
    """All of the text is in the document."""
    refreshed = Signal()
    """`memory` is another one: its tags, its times or its text."""
    copied = Signal()
    """The note changed elsewhere while something was typed here; this sheet belongs to a copy now."""
    gone = Signal()
    """The note was deleted for good elsewhere."""

    def __init__(
        self,
        workspace: Workspace,
        ink: Ink,
        memory_id: UUID,
        memory: Memory | None,
        pace: Pace,
        parent: QObject,
        tags: tuple[str, ...] = (),
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._memory_id = memory_id
        self.memory = memory
        self.tags = memory.tags if memory else tags
        self.caret: QTextCursor | None = (
            None  # where the person was when the note was left, and how far it was scrolled
        )
        self.scrolled = 0
        self.copy_of: UUID | None = None
        self._line_end = line_end(memory.content) if memory else "\n"
        self._patching = False
        self._rest = as_typed(memory.content) if memory else ""
        self.document = QTextDocument(self)
        self.page = Page(self.document, ink)
        self._set_up(ink)
        door = Door(memory_id, memory.version if memory else 0, tags)
        self.saving = Saving(workspace, door, self.text, pace, self)
        self.saving.answered.connect(self._answered)
        self._load()

    @property
    def memory_id(self) -> UUID:
        """The note's id; another one after `copied`."""
        return self._memory_id

    @property
    def is_loaded(self) -> bool:
        """Whether all of the text is in the document."""
        return not self._rest

    @property
    def is_in_trash(self) -> bool:
        """Whether somebody put the note there; one that was emptied here can still be written."""
        deleted = self.memory is not None and self.memory.deleted_at is not None
        return deleted and not self.saving.door.discarded

    @property
    def size(self) -> int:
        """Characters."""
        return self.document.characterCount()

    def text(self) -> str:
        """What the document holds, as the notebook shall have it."""
        text = text_of(self.document).replace("\0", "")
        return text if self._line_end == "\n" else text.replace("\n", self._line_end)

    def set_ink(self, ink: Ink) -> None:
        """Another look."""
        self.page.set_ink(ink)

    def look(self) -> None:
        """Read the note again; what is different comes into the document unless somebody is typing in it."""
        if self.memory is None or not self.is_loaded:
            return
        text = self.text() if self._shows_the_note else None
        memory_id = self._memory_id

        def compare(brain: Brain) -> News:
            memory = brain.memory(memory_id)
            same = text is None or text == memory.content
            return memory, () if same or text is None else splices_between(
                as_typed(text), as_typed(memory.content)
            )

        self._workspace.read(
            compare, lambda news: self._take(news, text), owner=self, failed=self._not_read, latest="look"
        )

    def change_tags(self, tags: tuple[str, ...]) -> None:
        """Let the note have these tags."""
        before, self.tags = self.tags, tags
        more = tuple(tag for tag in tags if tag not in before)
        fewer = tuple(tag for tag in before if tag not in tags)
        door = self.saving.door
        self.saving.send(
            lambda brain: door.tag(brain, more, fewer), lambda error: self._not_tagged(before, error)
        )

    def _set_up(self, ink: Ink) -> None:
        document = self.document
        option = QTextOption(document.defaultTextOption())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setDefaultFont(ink.body)
        document.setDocumentMargin(0)
        document.setDocumentLayout(self.page)
        document.contentsChange.connect(self._contents_changed)

    def _load(self) -> None:
        """Put some of the text into the document, and the rest when something was drawn."""
        self._patching = True
        document = self.document
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(self._rest[:_AT_ONCE])
        self._rest = self._rest[_AT_ONCE:]
        document.setUndoRedoEnabled(True)
        self._patching = False
        if self._rest:
            QTimer.singleShot(0, self, self._load)
        else:
            self.loaded.emit()

    def _contents_changed(self, _position: int, removed: int, added: int) -> None:
        if not self._patching and (removed or added):
            self.saving.typed()

    @property
    def _shows_the_note(self) -> bool:
        """Whether the document is meant to be the note's text: nothing is typed over it, and it was not emptied here."""
        return self.saving.clean and not self.saving.door.discarded

    def _take(self, news: News, compared: str | None) -> None:
        memory, splices = news
        if memory.id != self._memory_id or (self.memory is not None and memory.version < self.memory.version):
            return  # an answer from before a change of our own
        if self._shows_the_note and compared is not None and compared == self.text():
            self._patch(compared, splices)
            self._line_end = line_end(memory.content)
            self.saving.door.moved_on(memory.version)
        self._show(memory)

    def _patch(self, text: str, splices: tuple[Splice, ...]) -> None:
        if splices:
            self._patching = True
            splice_into(self.document, as_typed(text), splices)
            self._patching = False

    def _answered(self) -> None:
        door = self.saving.door
        memory = door.memory
        if memory is None:
            return
        if door.memory_id != self._memory_id:
            self.copy_of, self._memory_id = self._memory_id, door.memory_id
            self._show(memory)
            self.copied.emit()
        else:
            self._show(memory)
        if self.saving.clean and memory.version != door.version and memory.content != self.text():
            self.look()  # somebody changed the note right after us

    def _show(self, memory: Memory) -> None:
        older = (
            self.memory is not None and self.memory.id == memory.id and self.memory.version > memory.version
        )
        if memory != self.memory and not older:
            self.memory = memory
            self.tags = memory.tags
            self.refreshed.emit()

    def _not_read(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.gone.emit()
        else:
            self._workspace.trouble.emit(error)

    def _not_tagged(self, before: tuple[str, ...], error: Exception) -> None:
        self.tags = before
        self.refreshed.emit()
        self._workspace.trouble.emit(error)


class Sheets:
    """The sheets that are kept, the one used last at the end; old ones go when everything in them is saved."""

    def __init__(self) -> None:
        self._sheets: OrderedDict[UUID, Sheet] = OrderedDict()

    def __iter__(self) -> Iterator[Sheet]:
        return iter(list(self._sheets.values()))

    def find(self, memory_id: UUID) -> Sheet | None:
        """The sheet of a note, which counts as used now."""
        sheet = self._sheets.get(memory_id)
        if sheet is not None:
            self._sheets.move_to_end(memory_id)
        return sheet

    def keep(self, sheet: Sheet) -> None:
        """Keep a sheet, and let go of what is too much."""
        self._sheets[sheet.memory_id] = sheet
        self._sheets.move_to_end(sheet.memory_id)
        size = sum(each.size for each in self)
        for old in list(self)[:-1]:
            if len(self._sheets) <= KEEP_SHEETS and size <= KEEP_CHARACTERS:
                break
            if old.saving.clean and old.is_loaded:
                size -= old.size
                self.drop(old)

    def drop(self, sheet: Sheet) -> None:
        """Let go of a sheet."""
        self._sheets = OrderedDict((key, each) for key, each in self._sheets.items() if each is not sheet)
        sheet.deleteLater()

    def rename(self) -> None:
        """Some sheet belongs to another note now."""
        self._sheets = OrderedDict((each.memory_id, each) for each in self)
