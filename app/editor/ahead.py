"""Notes that may be opened next, made ready while nothing else is to be done.

Owns which are ready, and when they are read: never while somebody waits for a note, but after it is painted, one after the
other. What is told to have changed is let go, and whoever shows one asks the notebook again. It refuses to know which notes
may be next.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from app.editor.sheet import Sheet
from app.editor.text import NoteText
from app.editor.typeset import typeset
from app.workspace import Workspace
from core import Brain, BrainError, Changes, Memory, NotFound

_SOON_MS = 10  # from a step to the next reading: a held key repeats each 33 milliseconds
_LARGEST = 200_000  # characters: a longer note is read when it is wanted


class Ahead(QObject):
    """The sheets of a few notes that nobody has seen yet."""

    def __init__(
        self,
        workspace: Workspace,
        kept: Container[UUID],
        make: Callable[[UUID, Memory], Sheet],
        text: NoteText,
        parent: QObject,
    ) -> None:
        """`make` gives a sheet to a note, which is laid out for this `text`; those that are `kept` need none."""
        super().__init__(parent)
        self._workspace = workspace
        self._kept = kept
        self._make = make
        self._text = text
        self._wanted: tuple[UUID, ...] = ()
        self._waiting = False
        self._reading: dict[UUID, list[UUID]] = {}  # each with all that was asked for at once
        self._read: list[Memory] = []
        self._ready: dict[UUID, Sheet] = {}
        self._made: Sheet | None = None  # the last of them, while it is not laid out
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._ask)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._prepare)
        workspace.changed.connect(self._changed)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(list(self._ready.values()))

    def expect(self, ids: Sequence[UUID]) -> None:
        """One of these may be opened next. Others that are ready are let go, when there is time for it."""
        self._wanted = tuple(ids)
        if not self._waiting and not self._soon.isActive():
            self._soon.start()

    def wait(self) -> None:
        """A note is on its way to the screen: do nothing until `go_on`."""
        self._waiting = True
        self._soon.stop()
        self._next.stop()

    def go_on(self, _note: UUID | None = None) -> None:
        """The note is there, and painted before anything is done here."""
        if self._waiting:
            self._waiting = False
            self._soon.start()

    def take(self, memory_id: UUID) -> Sheet | None:
        """The sheet of this note, if it is ready or the note is read at least; it belongs to whoever asks."""
        read = next((memory for memory in self._read if memory.id == memory_id), None)
        if read is not None:
            self._read.remove(read)
            return self._make(read.id, read)
        return self._ready.pop(memory_id, None)

    def _ask(self) -> None:
        self._forget(self._ready.keys() - set(self._wanted))
        self._next.start()
        here = {*self._ready, *self._reading, *(memory.id for memory in self._read)}
        missing = [each for each in self._wanted if each not in here and each not in self._kept]
        if missing:
            self._reading.update(dict.fromkeys(missing, missing))
            self._workspace.read(
                lambda brain: _found(brain, missing),
                lambda found: self._arrived(missing, found),
                owner=self,
                failed=self._did_not_arrive,
            )

    def _arrived(self, asked: list[UUID], found: list[Memory]) -> None:
        """What changed since it was asked for is not in this answer as it is now, even if it was asked for again."""
        self._read += [memory for memory in found if self._reading.get(memory.id) is asked]
        self._reading = {each: those for each, those in self._reading.items() if those is not asked}
        if not self._waiting:
            self._next.start()

    def _did_not_arrive(self, error: Exception) -> None:
        self._reading.clear()
        if not isinstance(error, BrainError):  # that one is told when the note is wanted
            raise error

    def _prepare(self) -> None:
        """One note at a time, and half of it, so that no key has to wait."""
        if (made := self._made) is not None:
            self._made = None
            if self._ready.get(made.memory_id) is made:
                typeset(made, self._text)
        elif self._read:
            memory = self._read.pop(0)
            if memory.id in self._wanted and memory.id not in self._kept:
                self._made = self._ready[memory.id] = self._make(memory.id, memory)
        if self._read or self._made is not None:
            self._next.start()

    def _changed(self, changes: Changes) -> None:
        self._reading = {each: those for each, those in self._reading.items() if each not in changes.memories}
        self._read = [memory for memory in self._read if memory.id not in changes.memories]
        self._forget(self._ready.keys() & changes.memories)

    def _forget(self, ids: set[UUID]) -> None:
        for memory_id in ids:
            sheet = self._ready.pop(memory_id)
            sheet.page.hold(None)
            sheet.deleteLater()


def _found(brain: Brain, ids: list[UUID]) -> list[Memory]:
    """Those of these notes that are there and not long."""
    found = []
    for memory_id in ids:
        with suppress(NotFound):
            found.append(brain.memory(memory_id))
    return [memory for memory in found if len(memory.content) <= _LARGEST]
