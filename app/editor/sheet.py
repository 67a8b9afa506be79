"""One note as it lies open: its document with everything that can be undone, and its saving.

A sheet stays when another note is shown, so going back finds the caret and the undo where they were. When the note changes
elsewhere, the difference is put into the document and nothing else moves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextDocument, QTextOption

from app.editor.door import Door
from app.editor.ink import Ink
from app.editor.page import Page
from app.editor.plaintext import as_typed, line_end, text_of
from app.editor.saving import Pace, Saving
from app.editor.steps import Steps
from app.workspace import Workspace
from core import (
    Brain,
    Changes,
    Memory,
    NotFound,
    Splice,
    Undone,
    Unsaved,
    merge_text,
    splices_between,
)

_AT_ONCE = 500_000  # characters that are put into a document before something is drawn again
_BEGINNING = 10_000  # UTF-16 units; what a note is called stands within


class News(NamedTuple):
    """The note as it was read, and what has to change in the document; None where that must stay as it is."""

    memory: Memory
    splices: tuple[Splice, ...] | None


class Sheet(QObject):
    """An open note. Make it with `memory` None for a note that is to be written."""

    loaded = Signal()
    """All of the text is in the document."""
    refreshed = Signal()
    """`memory` is another one: its tags, its times or its text."""
    patching = Signal()
    patched = Signal()
    """What changed elsewhere is about to come into the document, and is in it."""
    copied = Signal()
    """The note was deleted for good elsewhere while something was typed here; this sheet belongs to a new one now."""
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
        self._opened_at = memory.version if memory else 0
        self.tags = memory.tags if memory else tags
        self._tagging = 0  # wishes about tags that are on their way; `tags` is what they will leave
        # Where the person was when the note was left, and how far it was scrolled.
        self.caret: QTextCursor | None = None
        self.scrolled = 0
        self.locked = False
        self._line_end = line_end(memory.content) if memory else "\n"
        self._patching = self._missed = False
        self._rest = as_typed(memory.content) if memory else ""
        self.document = QTextDocument(self)
        self._steps = Steps(self.document)
        self.page = Page(self.document, ink)
        self._set_up(ink)
        door = Door(memory_id, memory.version, memory.content) if memory else Door(memory_id, 0, tags=tags)
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

    def lock(self, *, on: bool) -> None:
        """Keep the note as it is, because it is somebody else's, or let it be changed."""
        if on != self.locked:
            self.locked = on
            self.refreshed.emit()

    @property
    def size(self) -> int:
        """Characters."""
        return self.document.characterCount()

    def text(self) -> str:
        """What the document holds, as the notebook shall have it."""
        text = text_of(self.document).replace("\0", "")
        return text if self._line_end == "\n" else text.replace("\n", self._line_end)

    @property
    def unsaved(self) -> Unsaved | None:
        """The note as a row of a list will say it once what is typed is saved; None where nothing is typed that will be."""
        if not self.saving.behind:
            return None
        short = self.size <= _AT_ONCE
        text = self.text() if short else self._beginning()
        if self.memory is None:
            tags, same = self.tags, not text.strip()
        else:
            tags, same = None, short and text == self.memory.content
        return None if same else Unsaved.of(self._memory_id, text, self.saving.typed_at, tags)

    def _beginning(self) -> str:
        """Some of a long text, in a moment; enough for a row."""
        cursor = QTextCursor(self.document)
        cursor.setPosition(_BEGINNING, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n").replace("\0", "")

    def set_ink(self, ink: Ink) -> None:
        """Another look."""
        self.page.set_ink(ink)

    def look(self) -> None:
        """Read the note again; what is different comes into the document, together with what is typed there."""
        if self.memory is None or not self.is_loaded:
            return
        self._missed = self.saving.busy
        if self._missed:
            return  # what the command leaves behind is looked at when it is answered
        door, memory_id, sent = self.saving.door, self._memory_id, self.saving.sent
        text = None if door.discarded else self.text()
        base = None if self.saving.clean else door.base

        def compare(brain: Brain) -> News:
            memory = brain.memory(memory_id)
            return News(memory, None if text is None else _brought_together(base, text, memory.content))

        def take(news: News) -> None:
            if sent == self.saving.sent:
                self._take(news, text)
            else:
                self.look()

        self._workspace.read(compare, take, owner=self, failed=self._not_read, latest="look")

    def undo(self) -> None:
        """Take back the last step that was typed here; what came from elsewhere since stays in the text. When all that was
        typed since the note was opened is taken back, the notebook takes back what was typed before."""
        if not self._steps.can_undo:
            self._from_the_past(lambda brain: brain.undo.undo_edit(self._memory_id, self._opened_at))
            return
        before = self.document.revision()
        self._patching = True
        self._steps.undo()
        self._patching = False
        if self.document.revision() != before:
            self.saving.typed()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.document.isRedoAvailable():
            self.document.redo()
        else:
            self._from_the_past(lambda brain: brain.undo.redo_edit(self._memory_id))

    def _from_the_past(self, command: Callable[[Brain], Undone | None]) -> None:
        def changes(brain: Brain) -> Changes:
            done = command(brain)
            return done.changes if done else Changes()

        if self.saving.clean and self._opened_at:
            self._workspace.write(changes, owner=self)

    def change_tags(self, tags: tuple[str, ...]) -> None:
        """Let the note have these tags."""
        before, self.tags = self.tags, tags
        more = tuple(tag for tag in tags if tag not in before)
        fewer = tuple(tag for tag in before if tag not in tags)
        door = self.saving.door
        self._tagging += 1
        self.saving.send(
            lambda brain: door.tag(brain, more, fewer),
            lambda error: self._not_tagged(before, error),
            self._tagged,
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
        piece, self._rest = self._rest[:_AT_ONCE], self._rest[_AT_ONCE:]
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()  # else the cursor has the last paragraph laid out, to know how far right it is
        cursor.setPosition(document.characterCount() - 1)  # to move there would lay out what is there
        cursor.insertText(piece)
        cursor.endEditBlock()
        document.setUndoRedoEnabled(True)
        self._patching = False
        if self._rest:
            QTimer.singleShot(0, self, self._load)
        else:
            self.loaded.emit()

    def _contents_changed(self, _position: int, removed: int, added: int) -> None:
        if not self._patching and (removed or added):
            self._steps.typed()
            self.saving.typed()

    def _take(self, news: News, compared: str | None) -> None:
        if news.memory.id != self._memory_id:
            return
        # Where both changed the same words, what is typed here stays until it is written: then both texts are kept.
        if news.splices is not None and compared == self.text():
            self._patch(compared, news.splices)
            self._line_end = line_end(news.memory.content)
            self.saving.door.moved_on(news.memory)
        self._show(news.memory)

    def _patch(self, text: str, splices: tuple[Splice, ...]) -> None:
        if splices:
            self.patching.emit()
            self._patching = True
            self._steps.bring(as_typed(text), splices)
            self._patching = False
            self.patched.emit()

    def _answered(self) -> None:
        door = self.saving.door
        memory = door.memory
        if memory is not None:
            moved, self._memory_id = door.memory_id != self._memory_id, door.memory_id
            self._show(memory)
            if moved:
                self.copied.emit()
            self._missed |= memory.content != self.text() and not door.discarded
        if self._missed:
            self.look()  # somebody changed the note meanwhile, or right after us

    def _show(self, memory: Memory) -> None:
        tags = self.tags if self._tagging else memory.tags
        if (memory, tags) != (self.memory, self.tags):
            self.memory, self.tags = memory, tags
            self.refreshed.emit()

    def _not_read(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.gone.emit()
        else:
            self._workspace.trouble.emit(error)

    def _tagged(self) -> None:
        self._tagging -= 1

    def _not_tagged(self, before: tuple[str, ...], error: Exception) -> None:
        self._tagging -= 1
        self.tags = self.memory.tags if self.memory is not None else before
        self.refreshed.emit()
        self._workspace.trouble.emit(error)


def _brought_together(base: str | None, text: str, there: str) -> tuple[Splice, ...] | None:
    """What makes the note out of a document; of one in which something was typed over `base`, what brings both together,
    and None where they clash."""
    text, there = as_typed(text), as_typed(there)
    if base is None:
        return splices_between(text, there)
    merged = merge_text(as_typed(base), text, there)
    return None if merged.clash else splices_between(text, merged.text)
