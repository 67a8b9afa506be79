"""Reading what Qdrant gave out: every form of its exports, told by looking into them, each read once from end to end.

Owns where the points are in such a file, and what is said of one that holds none. Refuses to know what a point holds
(`points`) and what becomes of it. Memory stays the same for files of any size, apart from 16 bytes for each id.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import jiter

from core.errors import BrainError, Cancelled
from core.language import tr, tr_noop
from core.progress import Progress, Stop, never, unheard
from core.v2.sources.jsontext import END, Piece, Text
from core.v2.sources.points import Points
from core.v2.sources.unpacked import Unpacked, opened
from core.v2.values import FileRead, Item, TableRead

_HINT = tr_noop(
    "Nothing was changed. Choose the file of points that you saved from Qdrant: the answers of its scroll, as JSON."
)
_OF_A_POINT = frozenset({"vector", "vectors", "payload"})
_HEAD = 512  # bytes that are looked at before anything is read
_BESIDE = frozenset({"id", "score", "version", "order_value", "shard_key"})
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


def recognize_points(head: bytes) -> bool:
    """Whether a file that begins so, packed or not, is an export of Qdrant. Takes milliseconds; never fails.

    4 kB are enough; of a file in bzip2 or xz a whole block, mostly a megabyte.
    """
    try:
        finding = _Finding(Text(_Utf8(Unpacked(io.BytesIO(head), "").read).read))
        first = next(finding.pieces(), None)
        if finding.enveloped or first is None or not first.raw:
            return finding.enveloped
        found = jiter.from_json(first.raw, partial_mode=True)
    except (BrainError, ValueError):
        return False
    return isinstance(found, dict) and not _OF_A_POINT.isdisjoint(found)


def read_points(path: Path, progress: Progress = unheard, cancelled: Stop = never) -> Iterator[Item]:
    """Every point of the file, or its being set aside, in the order of the file; then one TableRead and one FileRead.

    The file may be an object with "points", an answer of Qdrant's scroll, several of them after each other, a list of
    points, or points line by line; packed or not; in UTF-8 or, with its mark, in UTF-16. One that is cut gives what comes
    before the cut, and its FileRead says that it is not whole.

    `progress` hears of bytes on the disk. Raises BrainError when the file cannot be read or holds no points, Cancelled when
    `cancelled` answers True, which is asked for every 256 kB: after the TableRead of what was read until then.
    """
    with opened(path) as (stream, size):
        watched = _Watched(stream, size, progress, cancelled)
        yield from _items(path.name or str(path), watched)
        if watched.stopped:
            raise Cancelled
        progress(size, size)


def _items(name: str, watched: _Watched) -> Iterator[Item]:
    text = _Utf8(watched.read)
    finding = _Finding(Text(text.read))
    points = Points(name)
    whole = True
    for piece in finding.pieces():
        if watched.stopped and piece.trouble == "cut":
            break
        whole = whole and piece.trouble != "cut"
        if piece.raw:
            if not (points.rows or finding.enveloped) and _is_no_point(piece.raw):
                raise _no_points(text.head, watched.stream)
            yield points.read(piece)
    if not (watched.stopped or finding.listed or points.rows) or (points.rows and not points.sound):
        raise _no_points(text.head, watched.stream)
    yield TableRead(name, points.rows, "vectors")
    if not watched.stopped:
        yield FileRead(watched.size, whole and watched.stream.whole and text.whole)


class _Finding:
    """Finds the points in a JSON text. `listed` tells that a list was met where one of points stands, `enveloped` that it
    lay in an object which only such a list lies in."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self.listed = False
        self.enveloped = False

    def pieces(self) -> Iterator[Piece]:
        """What stands where points stand, in its order, be it one or not; nothing when the text begins like no JSON. A last
        piece without bytes says "cut" where the text ends between two points."""
        first = True
        while (byte := self._text.peek()) != END:
            if byte == ord("["):
                self.listed = True
                yield from self._text.elements()
            elif byte == ord("{"):
                yield from self._object(outermost=True)
            elif first:
                return
            else:
                yield self._line()
            first = False

    def _line(self) -> Piece:
        """What is no JSON at all, up to the end of its line."""
        self._text.mark()
        self._text.step()
        self._text.skip_line()
        return self._text.kept(complete=True)

    def _object(self, outermost: bool) -> Iterator[Piece]:
        """A point, or the points in an envelope."""
        self._text.mark()
        self._text.step()
        around = ended = False
        while not ended and (key := self._text.key()) is not None:
            byte = self._text.peek()
            if byte == ord("[") and (key == "points" or (key == "result" and outermost)):
                around = self.listed = self.enveloped = True
                yield from self._text.elements()
            elif byte == ord("{") and key == "result" and outermost:
                around = True
                yield from self._object(outermost=False)
            else:
                ended = byte == END or not self._text.skip()
        byte = self._text.peek()
        complete = byte == ord("}")
        if complete:
            self._text.step()
        if not around:
            yield self._text.kept(complete or byte != END)
        elif not complete:
            yield Piece(b"", "cut")
        self._text.release()
        if not complete and byte != ord("{"):
            self._text.skip_line()


class _Watched:
    """The bytes of a file, as long as they are wanted: tells `progress` of them, and ends when `cancelled` says so."""

    def __init__(self, stream: Unpacked, size: int, progress: Progress, cancelled: Stop) -> None:
        self.stream = stream
        self.size = size
        self.stopped = False
        self._progress = progress
        self._cancelled = cancelled

    def read(self, size: int) -> bytes:
        self.stopped = self.stopped or self._cancelled()
        self._progress(min(self.stream.offset, self.size), self.size)
        return b"" if self.stopped else self.stream.read(size)


class _Utf8:
    """Bytes of text in UTF-8, out of that or, by its mark, UTF-16. `head` is how they begin."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._decoder: codecs.IncrementalDecoder | None = None
        self.head = b""
        self.whole = True

    def read(self, size: int) -> bytes:
        """The next bytes, none at the end. What is no UTF-16 becomes U+FFFD; the text is not whole when it ends half-way
        through a character."""
        if not self.head:
            return self._begin(size)
        return self._next(size)

    def _begin(self, size: int) -> bytes:
        while len(self.head) < _HEAD and (piece := self._read(size)):
            self.head += piece
        for mark, codec in _MARKS.items():
            if self.head.startswith(mark):
                self._decoder = codecs.getincrementaldecoder(codec)("replace")
                begun = self._decoder.decode(self.head[len(mark) :])
                return begun.encode() or self._next(size)
        return self.head

    def _next(self, size: int) -> bytes:
        while (data := self._read(size)) and self._decoder is not None:
            if text := self._decoder.decode(data):
                return text.encode()
        if self._decoder is not None and self._decoder.decode(b"", final=True):
            self.whole = False
        return data


def _is_no_point(raw: bytes) -> bool:
    """Whether this is JSON, but not of Qdrant."""
    try:
        found = jiter.from_json(raw, partial_mode=True)
    except ValueError:
        return False
    return not isinstance(found, dict) or (_OF_A_POINT.isdisjoint(found) and not found.keys() <= _BESIDE)


def _no_points(head: bytes, stream: Unpacked) -> BrainError:
    """Why a file is no export of Qdrant, as far as its beginning tells."""
    if not head and not stream.whole:
        return BrainError(
            tr("This packed file is damaged or was cut: nothing can be unpacked from it."), tr(_HINT)
        )
    if not head.strip():
        return BrainError(tr("This file is empty."), tr(_HINT))
    if head[257:262] == b"ustar":
        return BrainError(
            tr(
                "This is a tar archive, as a snapshot of Qdrant is: it holds the server's storage, not "
                "points as JSON."
            ),
            tr(_HINT),
        )
    if head.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] in (b"{", b"["):
        return BrainError(tr("This file is JSON, but there are no points of Qdrant in it."), tr(_HINT))
    return BrainError(tr("This file is no export of Qdrant: it holds no JSON."), tr(_HINT))
