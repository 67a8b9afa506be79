"""One row of a v2's table as a value, or set aside with its reason.

Owns the way from raw cells to `V2Memory` and `V2Link`: what goes where, what is kept under `metadata["v2"]`, and what makes
a row unfit. Refuses to know files, blocks and counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from core.language import tr_noop
from core.v2 import reasons
from core.v2.sources import cells, shapes
from core.v2.sources.cells import Json, Moment, Unreadable
from core.v2.sources.copytext import Row, Trouble, cell_bytes
from core.v2.sources.tags import clean_tags, tags_of_cell, tags_of_metadata
from core.v2.values import SetAside, V2Link, V2Memory

_CORRECT = tr_noop(
    "Correct the row in v2, make a new dump and import it: what is here already is not imported twice."
)
_NEW_DUMP = tr_noop("Make the dump again, see that pg_dump ends without an error, and import the new file.")
_LONGEST_KIND = 200


class Unfit(Exception):
    """A row that is no value; the three words of its SetAside."""

    def __init__(self, code: str, reason: str, remedy: str = _CORRECT) -> None:
        super().__init__(code, reason, remedy)
        self.code, self.reason, self.remedy = code, reason, remedy


_TROUBLES: Mapping[Trouble, tuple[str, str, str]] = {
    "too-long": ("too-long", tr_noop("The row is longer than 64 MB."), _CORRECT),
    "cut": ("cut", tr_noop("The file ends in the middle of this row."), _NEW_DUMP),
    "expression": ("expression", tr_noop("A value of the row would have to be calculated."), _NEW_DUMP),
}


class Reading:
    """One row while it is read: its cells as bytes in UTF-8 (None for NULL), and what comes of them beside the value."""

    __slots__ = ("left", "remarks", "times", "values")

    def __init__(self, values: dict[str, bytes]) -> None:
        self.values = values
        self.remarks: list[str] = []
        self.left: dict[str, Any] = {}
        self.times: dict[str, Moment] = {}

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return None if value is None else value.decode()


class TableRows:
    """What all kinds of rows have in common: their cells, and how each kind of column is read."""

    def __init__(self, table: str, columns: Sequence[str], codec: str, taken: Sequence[str]) -> None:
        self.table = table
        self._columns = tuple(columns)
        self._codec = codec
        self._json = Json()
        self._others = [(name, self._reader(name)) for name in columns if name not in taken]
        self._canonical = [(name, f"{name}\0".encode()) for name in sorted(columns)]

    def no_text(self) -> Unfit:
        """Why a row whose bytes are no text is not taken."""
        return Unfit("encoding", reasons.ENCODING.format(encoding=self._codec.upper()))

    def set_aside(self, row: Row, unfit: Unfit) -> SetAside:
        """The row as one that was not taken."""
        found: Sequence[bytes | None]
        if row.cells is None:
            text, found = row.text[:1000], row.text.split(b"\t", len(self._columns))
        else:
            text, found = b"\t".join((cell or b"")[:1000] for cell in row.cells[:100]), row.cells
        at = self._columns.index("id") if "id" in self._columns else len(found)
        row_id = _shown((found[at] or b"")[:64]) if at < len(found) else None
        excerpt = _shown(text[:1000])[:200]
        return SetAside(self.table, row_id, row.line, unfit.code, unfit.reason, unfit.remedy, excerpt)

    def read_cells(self, row: Row) -> Reading:
        """The row's cells by their columns. Raises Unfit, and UnicodeDecodeError for some encodings."""
        if row.trouble is not None:
            raise Unfit(*_TROUBLES[row.trouble])
        found = row.cells
        if found is None:
            found = tuple(cell_bytes(cell) if b"\\" in cell else cell for cell in row.text.split(b"\t"))
        if len(found) != len(self._columns):
            reason = reasons.CELL_COUNT.format(values=len(found), columns=len(self._columns))
            raise Unfit("cell-count", reason, _NEW_DUMP)
        values = {name: cell for name, cell in zip(self._columns, found, strict=True) if cell is not None}
        if self._codec != "utf-8":
            values = {name: value.decode(self._codec).encode() for name, value in values.items()}
        return Reading(values)

    def _reader(self, name: str) -> Callable[[Reading, str, str], Any]:
        if name in shapes.NUMBERS:
            return self._number
        if name in shapes.OBJECTS:
            return self._value
        if name in shapes.TRUTHS:
            return _truth
        return _as_it_is

    def _number(self, reading: Reading, _name: str, text: str) -> Any:
        number = self._json.number(text)
        self._note_changed(reading)
        return number

    def _value(self, reading: Reading, name: str, text: str) -> Any:
        """The JSON of a cell; its text where it cannot be kept as JSON."""
        try:
            value = self._json.value(text)
        except OverflowError:
            reading.remarks.append("json-kept-as-text")
            return text
        except Unreadable:
            raise Unfit("broken-json", reasons.BROKEN_JSON.format(column=name)) from None
        self._note_changed(reading)
        return value

    def _note_changed(self, reading: Reading) -> None:
        if self._json.changed:
            reading.remarks.append("number-kept-as-text")
            self._json.changed = False

    def _read_times(self, reading: Reading) -> None:
        """Every time of the row in UTC, also for the hash: the offsets in a dump are those of the clock it was made by."""
        for name in shapes.TIMES & reading.values.keys():
            moment = reading.times[name] = cells.moment(reading.values[name].decode())
            if moment.exact is not None and not moment.zoned:
                reading.remarks.append("time-without-zone")

    def _time(self, reading: Reading, name: str) -> datetime | None:
        moment = reading.times.get(name)
        if moment is None:
            return None
        if moment.exact is None:
            reading.left[name] = reading.text(name)
            reading.remarks.append("time-kept-as-text")
        return moment.near

    def _metadata(self, reading: Reading) -> dict[str, Any]:
        """v2's own metadata where it is an object without a key "v2"; the rest of it is left for `metadata["v2"]`."""
        text = reading.text("metadata")
        if text is None:
            return {}
        value = self._value(reading, "metadata", text)
        if not isinstance(value, dict):
            reading.left["metadata"] = value
            reading.remarks.append("metadata-no-object")
            return {}
        if "v2" in value:
            reading.left["metadata"] = {"v2": value.pop("v2")}
            reading.remarks.append("metadata-key-moved")
        return value

    def _leave_others(self, reading: Reading) -> None:
        for name, read in self._others:
            text = reading.text(name)
            if text is not None:
                reading.left[name] = read(reading, name, text)

    def _canonical_hash(self, reading: Reading) -> str:
        parts: list[bytes] = []
        for name, prefix in self._canonical:
            value = reading.values.get(name)
            if value is not None:
                moment = reading.times.get(name)
                parts += (prefix, moment.name.encode() if moment else value)
        canonical = b"\0".join(parts)
        if canonical.count(b"\0") != max(len(parts) * 3 // 2 - 1, 0):
            raise Unfit("nul", tr_noop("The row holds the character U+0000, which no text may hold."))
        return hashlib.sha256(canonical).hexdigest()


class MemoryRows(TableRows):
    """Reads the rows of one table of memories."""

    def __init__(self, table: str, columns: Sequence[str], codec: str = "utf-8") -> None:
        self._content = shapes.first_of(shapes.CONTENT, columns)
        self._embedding = shapes.first_of(shapes.EMBEDDING, columns)
        self._owner = shapes.first_of(shapes.OWNER, columns)
        taken = (
            "id",
            "metadata",
            "tags",
            "created_at",
            "updated_at",
            self._content,
            self._embedding,
            self._owner,
        )
        super().__init__(table, columns, codec, taken)

    def read(self, row: Row) -> V2Memory | SetAside:
        """The memory that the row holds, or the row set aside."""
        try:
            return self._memory(row)
        except Unfit as unfit:
            return self.set_aside(row, unfit)
        except UnicodeDecodeError:
            return self.set_aside(row, self.no_text())

    def _memory(self, row: Row) -> V2Memory:
        reading = self.read_cells(row)
        memory_id = _uuid(reading, "id")
        content = reading.text(self._content)
        if content is None:
            raise Unfit("no-content", tr_noop("The note has no text (NULL)."))
        self._read_times(reading)
        digest = self._canonical_hash(reading)
        metadata = self._metadata(reading)
        tags = self._tags(reading, metadata)
        embedding = self._vector(reading)
        created, updated = self._time(reading, "created_at"), self._time(reading, "updated_at")
        if "created_at" not in reading.times:
            reading.remarks.append("no-time")
        self._leave_others(reading)
        if reading.left:
            metadata["v2"] = reading.left
        owner = reading.text(self._owner)
        return V2Memory(
            id=memory_id,
            content=content,
            tags=tags,
            metadata=metadata,
            created_at=created,
            updated_at=updated,
            owner=owner,
            embedding=embedding,
            remarks=tuple(reading.remarks),
            source_sha256=digest,
            table=self.table,
            line=row.line,
        )

    def _tags(self, reading: Reading, metadata: dict[str, Any]) -> tuple[str, ...]:
        text = reading.text("tags")
        if text is None:
            return clean_tags(tags_of_metadata(metadata.get("tags"), reading.remarks), reading.remarks)
        before = len(reading.remarks)
        found = tags_of_cell(text, reading.remarks)
        tags = clean_tags(found, reading.remarks)
        if len(reading.remarks) > before:
            reading.left["tags"] = found
        return tags

    def _vector(self, reading: Reading) -> bytes | None:
        cell = reading.values.get(self._embedding)
        if cell is None:
            return None
        vector = cells.embedding(cell)
        if isinstance(vector, bytes):
            return vector
        reading.remarks.append(vector)
        return None


class LinkRows(TableRows):
    """Reads the rows of one table of relationships."""

    def __init__(self, table: str, columns: Sequence[str], codec: str = "utf-8") -> None:
        taken = (
            "source_memory_id",
            "target_memory_id",
            "relationship_type",
            "confidence",
            "metadata",
            "created_at",
        )
        super().__init__(table, columns, codec, taken)

    def read(self, row: Row) -> V2Link | SetAside:
        """The link that the row holds, or the row set aside."""
        try:
            return self._link(row)
        except Unfit as unfit:
            return self.set_aside(row, unfit)
        except UnicodeDecodeError:
            return self.set_aside(row, self.no_text())

    def _link(self, row: Row) -> V2Link:
        reading = self.read_cells(row)
        source, target = _uuid(reading, "source_memory_id"), _uuid(reading, "target_memory_id")
        self._read_times(reading)
        self._canonical_hash(reading)
        metadata = self._metadata(reading)
        kind = (reading.text("relationship_type") or "").strip() or "related"
        if len(kind) > _LONGEST_KIND:
            raise Unfit(
                "long-kind",
                reasons.LONG_KIND.format(length=len(kind), most=_LONGEST_KIND),
            )
        confidence = reading.text("confidence")
        number = None if confidence is None else self._number(reading, "confidence", confidence)
        created = self._time(reading, "created_at")
        self._leave_others(reading)
        if reading.left:
            metadata["v2"] = reading.left
        remarks = tuple(reading.remarks)
        return V2Link(source, target, kind, number, metadata, created, remarks, self.table, row.line)


def _shown(text: bytes) -> str:
    return text.decode("utf-8", "replace").replace("\0", "\ufffd")


def _uuid(reading: Reading, name: str) -> UUID:
    text = reading.text(name) or ""
    try:
        return UUID(text)
    except ValueError:
        raise Unfit("no-uuid", reasons.NO_UUID.format(column=name, value=text[:60] or "nothing")) from None


def _truth(_reading: Reading, _name: str, text: str) -> Any:
    return {"t": True, "f": False}.get(text, text)


def _as_it_is(_reading: Reading, _name: str, text: str) -> Any:
    return text
