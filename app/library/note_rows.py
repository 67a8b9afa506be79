"""The rows of the note list, however many there are.

Owns the ids of what is shown and the few rows that were looked at; a row that nobody has seen yet is fetched when it is
painted, in chunks, and is a blank until then. It refuses to know how a row looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from app import words
from app.library.carrying import mark_of
from app.search.reasons import brief
from app.workspace import Workspace
from core import BrainError, Hit, MemoryIds, Summary, Unsaved, tr, tr_noop

Index = QModelIndex | QPersistentModelIndex
Marks = tuple[tuple[int, int], ...]

ROW = Qt.ItemDataRole.UserRole
HEADING = Qt.ItemDataRole.UserRole + 1
UNTITLED = tr_noop("Empty note")
_CHUNK = 64  # rows fetched at once, around those that are on the screen
_PARAGRAPH = 100  # characters of a title that surely needs more than a line
_KEPT = 2_000  # rows; what was seen long ago is fetched again


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note as a row: what is written in it, what was found (`marks` are places in `excerpt`), and why, in a word."""

    id: UUID
    title: str
    excerpt: str
    tags: tuple[str, ...]
    moment: datetime
    marks: Marks = ()
    why: str = ""
    pinned: bool = False
    picture: str = ""
    """The SHA-256 of the picture at its end; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The notes of a place, and the headings that stand above some of them, by the number of the row."""

    ids: MemoryIds
    headings: Mapping[int, str] = field(default_factory=dict)


def row_of(summary: Summary) -> NoteRow:
    """A note of a place as a row."""
    moment = summary.deleted_at or summary.updated_at
    return NoteRow(
        summary.id,
        summary.title,
        summary.excerpt,
        summary.tags,
        moment,
        pinned=summary.pinned,
        picture=summary.picture,
    )


def row_of_hit(hit: Hit) -> NoteRow:
    """A found note as a row. The excerpt of a note of one line goes on after its title, since that is there already."""
    text, marks = hit.excerpt.text, hit.excerpt.marks
    one_line = text == hit.title or len(hit.title) > _PARAGRAPH  # else the words of a line below may begin so
    if hit.title and one_line and text.startswith(hit.title):
        end = len(hit.title)
        if text[end : end + 1].isalnum():  # a long first line: its title ends within a word
            end = text.rfind(" ", 0, end) + 1
        after = len(text) - len(text[end:].lstrip())
        marks = tuple((start - after, end - after) for start, end in marks if start >= after)
        text = text[after:]
        if len(hit.title) > _PARAGRAPH and not marks:
            text = ""  # the title itself goes on in the line below: else its middle would be missing
    return NoteRow(
        hit.id, hit.title, text, hit.tags, hit.updated_at, marks, brief(hit.why), picture=hit.picture
    )


class NoteRows(QAbstractTableModel):
    """A table of one column. `data(index, ROW)` is a `NoteRow`, or None while it is being fetched."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ids = MemoryIds()
        self.headings: Mapping[int, str] = {}
        """What stands above a row, by its number; only for a place."""
        self._rows: dict[UUID, NoteRow] = {}
        self._before: dict[UUID, NoteRow] = {}  # while a search is shown: the rows of the place
        self._stale: set[UUID] = set()
        self._unsaved: dict[UUID, Unsaved] = {}
        self._wanted: tuple[int, int] | None = None
        self._fetching = False
        self._coming: set[UUID] = set()  # asked for, and not doubted since
        self._found = False  # these are hits of a search, which are known as a whole
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)

    @property
    def ids(self) -> MemoryIds:
        """The ids of what is shown, in its order."""
        return self._ids

    @property
    def known(self) -> frozenset[UUID]:
        """The notes of which there is something to show, as it was read last."""
        return frozenset(self._before if self._found else self._rows)

    def show_place(self, ids: MemoryIds, known: Iterable[Summary] = ()) -> None:
        """Show the notes of a place; those that are `known` need not be fetched."""
        if self._found:
            # What was known before the search is shown until it is read again: no row is a blank meanwhile.
            self._rows, self._before = self._before, {}
            self._stale = set(self._rows)
        self._found = False
        self._show(ids, [row_of(summary) for summary in known])

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show what a search found, with its marks."""
        if not self._found:
            self._before, self._rows = self._rows, {}
            self._stale.clear()
        self._found = True
        self._coming.clear()  # it was asked for before this was found
        self._show(MemoryIds(hit.id for hit in hits), [row_of_hit(hit) for hit in hits])

    def show_unsaved(self, unsaved: Iterable[Unsaved]) -> None:
        """Notes in which somebody writes: their rows say what is typed, and go on saying it until what was saved is read."""
        before, self._unsaved = self._unsaved, {each.id: each for each in unsaved}
        for memory_id, told in before.items():
            known = self._rows.get(memory_id)
            if memory_id not in self._unsaved and (known is not None or told.tags is not None):
                self._rows[memory_id] = self._typed_over(known, told)
                self._coming.discard(memory_id)
                self._stale.add(memory_id)
        self._repaint(before.keys() | self._unsaved.keys())

    def is_begun(self, memory_id: UUID) -> bool:
        """Whether somebody writes this note who just began it."""
        told = self._unsaved.get(memory_id)
        return told is not None and told.tags is not None

    def doubt(self, ids: Iterable[UUID]) -> None:
        """These notes have changed: what is known of them, or is on its way, is shown until it is read again."""
        doubted = list(ids)
        self._coming.difference_update(doubted)
        if not self._found:
            known = [memory_id for memory_id in doubted if memory_id in self._rows]
            self._stale.update(known)
            self._repaint(known)

    def doubt_all(self) -> None:
        """Any note may be another one now."""
        self.doubt(list(self._rows))

    def rowCount(self, parent: Index | None = None) -> int:
        """How many notes are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """One."""
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Notes can be dragged, where the list lets them."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, _indexes: Sequence[QModelIndex]) -> QMimeData:
        """Whatever they are dropped on asks the list which are selected."""
        return mark_of("notes")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, or the words for a screen reader and for whoever hovers."""
        if index.isValid() and role == HEADING:
            return self.headings.get(index.row())
        if not index.isValid() or role not in _ROLES:
            return None
        row = self._row(index.row())
        if role == ROW or row is None:
            return row
        now = datetime.now(UTC).astimezone()
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.exactly(row.moment, now)
        found = tr("found by {way}", way=row.why.removeprefix("by ")) if row.why else ""
        above = self.headings.get(index.row(), "")
        pinned = tr("pinned") if row.pinned else ""
        picture = tr("with a picture") if row.picture else ""
        parts = (
            above,
            row.title or tr(UNTITLED),
            pinned,
            picture,
            row.excerpt,
            words.day(row.moment, now),
            *row.tags,
            found,
        )
        return ", ".join(part for part in parts if part)

    def _row(self, number: int) -> NoteRow | None:
        memory_id = self._ids[number]
        row = self._rows.get(memory_id)
        unsaved = self._unsaved.get(memory_id)
        known = row is not None or (unsaved is not None and unsaved.tags is not None)
        if memory_id in self._stale or not known:
            self._want(number)
        return row if unsaved is None or not known else self._typed_over(row, unsaved)

    def _typed_over(self, row: NoteRow | None, told: Unsaved) -> NoteRow:
        """A found note keeps its excerpt, which says what was found in it."""
        if row is None:
            return NoteRow(told.id, told.title, told.excerpt, told.tags or (), told.moment)
        excerpt = row.excerpt if self._found else told.excerpt
        return replace(row, title=told.title, excerpt=excerpt, moment=told.moment)

    def _want(self, number: int) -> None:
        first, last = self._wanted or (number, number)
        # Who drags the scroll bar leaves rows behind that nobody waits for any more.
        far = number < first - _CHUNK or number > last + _CHUNK
        self._wanted = (number, number) if far else (min(first, number), max(last, number))
        if not self._soon.isActive():
            self._soon.start()

    def _fetch(self) -> None:
        if self._wanted is None or self._fetching:
            return
        first, last = self._wanted
        self._wanted = None
        around = self._ids[max(0, first - _CHUNK // 4) : last + _CHUNK * 3 // 4]
        missing = [each for each in around if each not in self._rows or each in self._stale]
        if missing:
            self._fetching, self._coming = True, set(missing)
            self._workspace.read(
                lambda brain: brain.summaries(missing), self._arrived, owner=self, failed=self._did_not_arrive
            )

    def _arrived(self, found: tuple[Summary, ...]) -> None:
        """What changed while it was on its way is shown, and asked for again. A found note keeps what was found in it."""
        self._fetching = False
        told = [row_of(summary) for summary in found]
        if self._found:
            known = [(row, self._rows.get(row.id)) for row in told]
            told = [
                replace(
                    hit,
                    title=row.title,
                    tags=row.tags,
                    moment=row.moment,
                    pinned=row.pinned,
                    picture=row.picture,
                )
                for row, hit in known
                if hit is not None
            ]
        self._learn(told, doubted={row.id for row in told} - self._coming)
        self._fetch()

    def _did_not_arrive(self, error: Exception) -> None:
        self._fetching = False
        self._fetch()  # what was wanted meanwhile
        if isinstance(error, BrainError):
            self._workspace.trouble.emit(error)
        else:
            raise error

    def _show(self, ids: MemoryIds, rows: Sequence[NoteRow]) -> None:
        if ids == self._ids:
            self._learn(rows)
            return
        self.beginResetModel()
        self._ids = ids
        self._wanted = None
        self._remember(rows)
        self.endResetModel()

    def _learn(self, rows: Sequence[NoteRow], doubted: Iterable[UUID] = ()) -> None:
        self._remember(rows)
        self._stale.update(doubted)
        self._repaint(row.id for row in rows)

    def _remember(self, rows: Sequence[NoteRow]) -> None:
        for row in rows:
            self._rows.pop(row.id, None)  # learned last, forgotten last
            self._rows[row.id] = row
            self._stale.discard(row.id)
        for memory_id in list(self._rows)[: max(0, len(self._rows) - _KEPT)]:
            del self._rows[memory_id]
            self._stale.discard(memory_id)

    def _repaint(self, ids: Iterable[UUID]) -> None:
        numbers = [number for each in ids if (number := self._ids.position_of(each)) is not None]
        if numbers:
            self.dataChanged.emit(self.index(min(numbers), 0), self.index(max(numbers), 0))


_ROLES = {
    ROW,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
}
