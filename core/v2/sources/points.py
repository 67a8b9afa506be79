"""One point of a Qdrant export as a value, or set aside with its reason.

Owns which of a point's vectors is the note's, what in a payload says which note it belongs to, and what makes a point unfit.
Refuses to know files. A text that only the point has is never lost for want of a vector.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

import jiter

from core.language import tr_noop
from core.v2 import reasons
from core.v2.seen import SeenIds
from core.v2.sources import cells
from core.v2.sources.cells import Json, Unreadable
from core.v2.sources.jsontext import LONGEST, Piece, Text
from core.v2.sources.tags import clean_tags, tags_of_metadata
from core.v2.values import EMBEDDING_DIMENSIONS, SetAside, V2Point

_AGAIN = tr_noop("Correct it and import the file again: what is here already is not imported twice.")
_EXPORT = tr_noop("Export the points again, see that it ends without an error, and import the new file.")
_ANEW = tr_noop("Nothing needs to be done: the note it belongs to gets a new vector here.")
_FIRST_NAMES = ("", "default")
_TEXTS = ("note", "text", "content")
_LARGEST_ID = (1 << 64) - 1
_DEEPEST = 200  # brackets in a point that only the slow way may read
_UNSURE = re.compile(r"\0|[\ud800-\udfff]")

_REASONS: Mapping[str, tuple[str, str]] = {
    "no-vector": (tr_noop("The point has no vector."), _ANEW),
    "wrong-dimension": (reasons.DIMENSIONS.format(dimensions=EMBEDDING_DIMENSIONS), _ANEW),
    "dummy-vector": (tr_noop("All values of the vector are equal: v2 had made it up without OpenAI."), _ANEW),
    "zero-vector": (tr_noop("All values of the vector are zero."), _ANEW),
    "broken-vector": (tr_noop("The vector is no list of numbers that can be calculated with."), _ANEW),
}


class _Unfit(Exception):
    """A point that is no value; the three words of its SetAside."""

    def __init__(self, code: str, reason: str, remedy: str = _AGAIN) -> None:
        super().__init__(code, reason, remedy)
        self.code, self.reason, self.remedy = code, reason, remedy


@dataclass(slots=True)
class _Payload:
    """What the payload says of a note."""

    memory_id: UUID | None = None
    original_id: str = ""
    text: str | None = None
    tags: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)


class Points:
    """Reads the points of one file. `rows` are those that were met; `sound` those of them that Qdrant may have written."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._uuids, self._numbers = SeenIds(), SeenIds()
        self.rows = 0
        self.sound = 0

    def read(self, piece: Piece) -> V2Point | SetAside:
        """The point that these bytes of JSON hold, or why it is set aside."""
        self.rows += 1
        found: dict[str, Any] = {}
        try:
            self.sound += b'"vector"' in piece.raw or b'"payload"' in piece.raw
            found = _parsed(piece)
            return self._point(found, piece.raw)
        except _Unfit as unfit:
            return self._set_aside(found, piece.raw, unfit)

    def _set_aside(self, found: Mapping[str, Any], raw: bytes, unfit: _Unfit) -> SetAside:
        point_id = str(found["id"])[:64] if found.get("id") is not None else None
        rest = {key: value for key, value in found.items() if key not in ("vector", "vectors")}
        text = json.dumps(rest) if rest else raw[:1000].decode("utf-8", "replace")
        excerpt = text.replace("\0", "\ufffd")[:200]
        return SetAside(
            self._table,
            None if point_id is None else _UNSURE.sub("\ufffd", point_id),
            self.rows,
            unfit.code,
            unfit.reason,
            unfit.remedy,
            excerpt,
        )

    def _point(self, found: Mapping[str, Any], raw: bytes) -> V2Point:
        point_id = _id(found.get("id"))
        seen, key = self._uuids, point_id
        if isinstance(key, int):
            seen, key = self._numbers, UUID(int=key)
        if key in seen:
            reason = tr_noop("Another point with this id came before it in the file.")
            raise _Unfit("repeated-id", reason, tr_noop("The first one was taken."))
        remarks: list[str] = []
        payload = _payload(found.get("payload"), raw, remarks)
        embedding, left_out = _embedding(found, raw)
        if left_out:
            remarks.append("other-vectors")
            payload.metadata.setdefault("v2", {})["vectors_left_out"] = left_out
        if not isinstance(embedding, bytes):
            if payload.text is None:
                raise _Unfit(embedding, *_REASONS[embedding])
            remarks.append(embedding)
        seen.add(key)
        return V2Point(
            point_id=str(point_id),
            embedding=embedding if isinstance(embedding, bytes) else None,
            memory_id=payload.memory_id,
            original_id=payload.original_id,
            text=payload.text,
            tags=payload.tags,
            metadata=payload.metadata,
            remarks=tuple(remarks),
            table=self._table,
            line=self.rows,
        )


def _parsed(piece: Piece) -> dict[str, Any]:
    """The object that these bytes are. Raises _Unfit."""
    if piece.trouble == "cut":
        raise _Unfit("cut", tr_noop("The file ends in the middle of this point."), _EXPORT)
    if piece.trouble == "too-long":
        raise _Unfit("too-long", reasons.LONG_POINT.format(most=LONGEST >> 20))
    try:
        found = _json(piece.raw)
    except (ValueError, RecursionError):
        raise _Unfit(
            "broken-json", tr_noop("The point cannot be read: its JSON is broken."), _EXPORT
        ) from None
    if not isinstance(found, dict):
        raise _Unfit("no-id", tr_noop("Here should be a point, but there is something else."))
    return found


def _json(raw: bytes) -> Any:
    try:
        return jiter.from_json(raw)
    except ValueError:
        if raw.count(b"{") + raw.count(b"[") > _DEEPEST:
            raise
        return json.loads(raw)  # knows halves of characters, which jiter refuses


def _id(value: Any) -> UUID | int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_ID:
        return value
    try:
        if isinstance(value, str):
            return UUID(value)
    except ValueError:
        pass
    reason = (
        tr_noop("The point has no id.")
        if value is None
        else tr_noop("The id of the point is neither a number nor a UUID.")
    )
    raise _Unfit("no-id", reason)


_Trouble = Literal["no-vector"] | cells.VectorRemark


def _embedding(found: Mapping[str, Any], raw: bytes) -> tuple[bytes | _Trouble, list[str]]:
    """The vector of the point, or why it has none, and the names of its other vectors."""
    vector, left_out = _chosen(found)
    if vector is None:
        return "no-vector", left_out
    packed = cells.packed(vector)
    if isinstance(packed, bytes) and cells.ZERO in packed and cells.MINUS_ZERO.search(raw):
        vector, _ = _chosen(_json(cells.MINUS_ZERO.sub(b"-0.0", raw)))
        packed = cells.packed(vector)
    return packed, left_out


def _chosen(found: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """The vector that is the note's, and the names of the others: of several, one that may have come from v2 is preferred,
    then the one without a name or named "default"."""
    vectors = found.get("vector", found.get("vectors"))
    if not isinstance(vectors, dict):
        return vectors, []
    names = [name for name in (*_FIRST_NAMES, *vectors) if vectors.get(name) is not None]
    names = list(dict.fromkeys(names))
    if not names:
        return None, []
    fitting = [name for name in names if _fits(vectors[name])]
    taken = (fitting or names)[0]
    return vectors[taken], [_UNSURE.sub("\ufffd", name) for name in names if name != taken]


def _fits(vector: Any) -> bool:
    return isinstance(vector, list) and len(vector) == EMBEDDING_DIMENSIONS


def _payload(value: Any, raw: bytes, remarks: list[str]) -> _Payload:
    if value is None:
        return _Payload()
    if not isinstance(value, dict) or _unsure(value):
        return _careful(value, raw, remarks)
    return _told(value, remarks)


def _careful(value: Any, raw: bytes, remarks: list[str]) -> _Payload:
    """A payload with numbers or characters that are easily changed on the way."""
    text = _payload_text(raw)
    reader = Json()
    try:
        exact = reader.value(text)
    except (OverflowError, Unreadable):
        exact = None
    if isinstance(exact, dict):
        if reader.changed:
            remarks.append("number-kept-as-text")
        return _told(exact, remarks)
    remarks.append("json-kept-as-text" if exact is None else "metadata-no-object")
    payload = _told(value, []) if isinstance(value, dict) else _Payload()
    if payload.text is not None and _UNSURE.search(payload.text):
        payload.text = None
    if _UNSURE.search(payload.original_id):
        payload.original_id = ""
    payload.tags, payload.metadata = (), {"v2": {"payload": text if exact is None else exact}}
    return payload


def _payload_text(raw: bytes) -> str:
    """The JSON of the payload as it stands in that of its point."""
    text = Text(io.BytesIO(raw).read)
    text.peek()
    text.step()
    found = b"null"
    while (key := text.key()) is not None:
        text.peek()
        value = text.value()
        if key == "payload":
            found = value.raw
    return found.decode("utf-8", "replace")


def _unsure(value: Any) -> bool:
    """Whether there is anything in it that plain reading may have changed, or that cannot be stored."""
    if isinstance(value, str):
        return _UNSURE.search(value) is not None
    if isinstance(value, dict):
        return any(_unsure(key) or _unsure(inner) for key, inner in value.items())
    if isinstance(value, list):
        return any(map(_unsure, value))
    return isinstance(value, float) or (isinstance(value, int) and abs(value) > _LARGEST_ID)


def _told(found: Mapping[str, Any], remarks: list[str]) -> _Payload:
    """What an object says of a note; what a note has no field for is under "v2" of the metadata."""
    left = dict(found)
    payload = _Payload()
    payload.memory_id = _memory_id(left, remarks)
    if isinstance(left.get("id"), str | int) and not isinstance(left["id"], bool):
        payload.original_id = str(left.pop("id"))
    payload.text = _text(left)
    payload.metadata = _metadata(left, remarks)
    payload.tags = _tags(left, payload.metadata, remarks)
    if left:
        payload.metadata["v2"] = left
    return payload


def _memory_id(left: dict[str, Any], remarks: list[str]) -> UUID | None:
    value = left.get("memory_id")
    try:
        memory_id = UUID(value) if isinstance(value, str) else None
    except ValueError:
        memory_id = None
    if memory_id is not None or value is None:
        left.pop("memory_id", None)
    else:
        remarks.append("odd-memory-id")
    return memory_id


def _text(left: dict[str, Any]) -> str | None:
    """The text of the note, taken out: v1 kept it as `data.note`."""
    data = left.get("data")
    if isinstance(data, dict):
        for name in _TEXTS:
            if isinstance(data.get(name), str):
                rest = {key: value for key, value in data.items() if key != name}
                left.pop("data")
                if rest:
                    left["data"] = rest
                return str(data[name])
    for name in _TEXTS:
        if isinstance(left.get(name), str):
            return str(left.pop(name))
    return None


def _metadata(left: dict[str, Any], remarks: list[str]) -> dict[str, Any]:
    """The note's own properties, taken out."""
    for name in ("metadata", "meta"):
        value = left.get(name)
        if isinstance(value, dict):
            metadata = dict(left.pop(name))
            if "v2" in metadata:
                left["metadata_v2"] = metadata.pop("v2")
                remarks.append("metadata-key-moved")
            return metadata
        if value is not None:
            remarks.append("metadata-no-object")
    return {}


def _tags(left: dict[str, Any], metadata: Mapping[str, Any], remarks: list[str]) -> tuple[str, ...]:
    value = left.pop("tags", None)
    if value is None:
        return clean_tags(tags_of_metadata(metadata.get("tags"), remarks), remarks)
    before = len(remarks)
    tags = clean_tags(tags_of_metadata(value, remarks), remarks)
    if len(remarks) > before:
        left["tags"] = value
    return tags
