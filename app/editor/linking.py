"""What happens to the links of a note: following one, making a note that is missing, keeping links right.

Owns these three, and the words for them. Which notes there are is asked of the notebook; it refuses to know how links look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, QUrl, Signal

from app import words
from app.editor.links import file_in, may_open, named_in, part_in
from app.editor.notice import Notice
from app.opening import open_outside
from app.workspace import Workspace
from core import (
    Attachment,
    Brain,
    Changes,
    Memory,
    NotFound,
    Summary,
    file_among,
    last_part,
    linkable,
    new_id,
    path_in,
    same_title,
    tr,
    tr_n,
)


class Nowhere(NamedTuple):
    """Where a link leads whose goal is not there; the words say so."""

    words: str


class Linking(QObject):
    """The links of one open note at a time, and those to notes that were renamed and left."""

    wanted = Signal(object)
    """The UUID of the note that a person wants to see."""
    made = Signal(object)
    """The UUID of a note that a link asked for, which is there now, to be written."""
    part_wanted = Signal(object, str)
    """The note that is about to be wanted, None for the open one, and the part of it: `Heading`, `^block`."""
    undo_wanted = Signal(object)
    """The UUID of an action that a person wants to take back."""
    unanswered_changed = Signal()
    """`unanswered` is another answer now."""

    def __init__(
        self,
        workspace: Workspace,
        notice: Notice,
        open_file: Callable[[Attachment], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._notice = notice
        self._open_file = open_file
        self._files: dict[str, Attachment] = {}
        self._note: UUID | None = None
        self._called: dict[UUID, tuple[str, ...]] = {}  # what links may name each note by that was open
        self._renamed: dict[UUID, Memory] = {}  # those of them that were renamed, until the offer is answered

    @property
    def unanswered(self) -> dict[UUID, tuple[str, ...]]:
        """The notes that were renamed, and what links may still name them by: nobody has said yet what becomes of those."""
        return {note: self._called[note] for note in self._renamed}

    def take_up(self, unanswered: Mapping[UUID, tuple[str, ...]]) -> None:
        """Offer what nobody had answered when the window was closed."""
        self._called |= unanswered
        self._workspace.read(partial(_still_there, unanswered), self._take_up, owner=self)

    def _take_up(self, renamed: list[Memory]) -> None:
        for each in renamed:
            self._compare(each)

    def follow(self, address: str) -> None:
        """Go where a link leads: to a note, to one of the note's files, to the web, to a mail address, and nowhere else."""
        path, part = path_in(address), part_in(address)
        if named := named_in(address):
            note = self._note
            self._workspace.read(
                lambda brain: brain.note_links.target(named, note),
                lambda found: self._found(named, last_part(path) or named, part, found),
                owner=self,
                latest="target",
            )
        elif part:
            self.part_wanted.emit(None, part)
        elif name := file_in(address):
            self._follow_to_file(name)
        elif may_open(address):
            open_outside(
                QUrl(address), lambda words, verb, act: self._notice.say("outside", words, verb, act)
            )

    @staticmethod
    def leads_within(address: str) -> bool:
        """Whether a link leads to a note, to a part of one, or to a file of the open one."""
        return bool(named_in(address) or part_in(address) or file_in(address))

    def find(self, leads: str | UUID, found: Callable[[str, Memory | Attachment | Nowhere], None]) -> None:
        """Where an address leads, or which note that is, and the part of it, without going there. Nothing is told of the
        open note while it is not written yet."""
        address, note = ("", leads) if isinstance(leads, UUID) else (leads, self._note)
        named, part, file = named_in(address), part_in(address), file_in(address)

        def ask(brain: Brain) -> Memory | None:
            goal = brain.note_links.target(named, note) if named else note
            try:
                return None if goal is None else brain.memory(goal)
            except NotFound:
                return None

        def answer(memory: Memory | None) -> None:
            if memory is not None:
                found(part, memory)
            elif goal := self._file(named or file):
                found("", goal)
            elif named:
                title = last_part(path_in(address)) or named
                missing = tr(
                    "There is no note called “{title}” yet. Follow the link to begin it.", title=title
                )
                found("", Nowhere(missing))
            elif file:
                found("", Nowhere(_no_file(file)))

        if file:
            answer(None)
        else:
            self._workspace.read(ask, answer, owner=self, latest="find")

    def look_at(self, memory: Memory | None, *, shown: bool = True) -> None:
        """A note as the notebook has it now: the one that is shown, or one that was left. Links to a title that it had are
        offered to change, also when the note was left before that was known."""
        if shown:
            self._files = {each.name: each for each in reversed(memory.attachments)} if memory else {}
            before, self._note = self._note, memory.id if memory else None
            if self._note != before and (last := self._last_renamed) is not None:
                self._ask_who_links(last)  # what was offered in the note before is not answered yet
        if memory is not None and (shown or memory.id in self._called):
            self._compare(memory)

    def _compare(self, memory: Memory) -> None:
        title = self._title(memory.id)
        if not title:
            self._called[memory.id] = memory.called
        elif same_title(memory.title) == same_title(title):
            self._answered(memory.id)
        elif linkable(memory.title):
            self._renamed.pop(memory.id, None)
            self._renamed[memory.id] = memory
            self.unanswered_changed.emit()
            self._ask_who_links(memory)

    @property
    def _last_renamed(self) -> Memory | None:
        return next(reversed(self._renamed.values()), None)

    def _found(self, named: str, title: str, part: str, found: UUID | None) -> None:
        if found is not None:
            self.part_wanted.emit(found, part)
            self.wanted.emit(found)
        elif (file := self._file(named)) is not None:
            self._open_file(file)
        else:
            self._notice.say(
                "missing",
                tr("There is no note “{title}” yet.", title=title),
                tr("Make it"),
                lambda: self._make(title),
            )

    def _file(self, target: str) -> Attachment | None:
        return self._files.get(file_among(self._files, target))

    def _follow_to_file(self, name: str) -> None:
        if (file := self._file(name)) is not None:
            self._open_file(file)
        else:
            self._notice.say("no file", _no_file(name))

    def _make(self, title: str) -> None:
        def made(changes: Changes) -> None:
            self.made.emit(changes.memory)

        self._workspace.write(lambda brain: brain.create_memory(f"# {title}\n\n"), made, owner=self)

    def _title(self, note: UUID) -> str:
        """The title that links to a note are compared with."""
        return next(iter(self._called.get(note, ())), "")

    def _answered(self, note: UUID, called: tuple[str, ...] | None = None) -> None:
        """Nothing is to be offered about a note; from now on links count that name it by what it is `called`."""
        if called is not None:
            self._called[note] = called
        if self._renamed.pop(note, None) is not None:
            self._notice.hush("renamed")
            self.unanswered_changed.emit()

    def _ask_who_links(self, memory: Memory) -> None:
        note, old = memory.id, self._called[memory.id]

        def linking(brain: Brain) -> tuple[list[str], tuple[Summary, ...]] | None:
            links = brain.note_links
            free = [each for each in old if links.target(each) in (None, note)]
            still = any(_is_still(row, memory) for row in brain.summaries([note]))
            return (free, links.linking_to(note, free)) if still else None

        def answer(found: tuple[list[str], tuple[Summary, ...]] | None) -> None:
            if found is not None and memory is self._last_renamed and old == self._called[note]:
                self._offer(memory, *found)

        self._workspace.read(linking, answer, owner=self, latest="linking")

    def _offer(self, memory: Memory, old: list[str], found: tuple[Summary, ...]) -> None:
        if not found:
            self._answered(memory.id, memory.called)  # nobody is left behind
            return
        if memory.id != self._note and self._notice.words and self._notice.about != "renamed":
            return  # what is said about the note that is shown comes first
        ids = [each.id for each in found]
        self._notice.say(
            "renamed",
            tr_n(
                "{n} note links to “{new}” by the old title “{old}”.",
                "{n} notes link to “{new}” by the old title “{old}”.",
                len(ids),
                new=memory.title,
                old=self._title(memory.id),
            ),
            tr("Update links"),
            lambda: self._retarget(memory, ids, old),
            lambda: self._answered(memory.id, memory.called),
        )

    def _retarget(self, memory: Memory, ids: list[UUID], old: list[str]) -> None:
        action = new_id()

        def told(changes: Changes) -> None:
            self._answered(memory.id, memory.called)
            self._notice.say(
                "retargeted",
                tr(
                    "Links in {notes} name “{new}” now.",
                    notes=words.notes(len(changes.memories)),
                    new=memory.title,
                ),
                tr("Undo"),
                partial(self.undo_wanted.emit, action),
            )

        self._workspace.write(
            lambda brain: brain.note_links.retarget(ids, old, memory.title, action), told, owner=self
        )


def _no_file(name: str) -> str:
    return tr("This note has no file “{name}”.", name=name.rpartition("/")[2])


def _still_there(notes: Iterable[UUID], brain: Brain) -> list[Memory]:
    """Those of these notes that are outside the trash."""
    return [brain.memory(row.id) for row in brain.summaries(list(notes)) if row.deleted_at is None]


def _is_still(row: Summary, memory: Memory) -> bool:
    """Whether a note is outside the trash, and called as it was when it was read."""
    return row.deleted_at is None and row.title == memory.title
