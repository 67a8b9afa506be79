"""What differs between two texts, by words, in pieces to read: what is the same, what is gone, what is new.

For eyes, not for storing (that is `core.text.splices`). Of a long text only what is near a difference is kept, so that
whoever shows it has little to lay out, however long the text is. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from core.text.splices import Splice
from core.text.threeway import changed_lines, changed_words

_NEAR = 3  # lines before and behind a difference that are kept
_WORDS_NEAR = 2_000  # characters of a line without an end that are kept
_MOST_BY_WORDS = 150_000  # characters of lines that differ; what is beyond differs by lines
_MOST_IN_ALL = 120_000
_MOST = 40_000  # characters of a piece that is gone or new: its beginning


class Kind(StrEnum):
    """What a piece is."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    LEFT_OUT = "left out"
    """Text that is the same and far from every difference; the piece says of it how many lines."""


class Piece(NamedTuple):
    """A piece of both texts, of the old one, or of the new one."""

    kind: Kind
    text: str


def differences(old: str, new: str, *, whole: bool = False) -> tuple[Piece, ...]:
    """The pieces in their order. Same and gone ones make the old text, same and new ones the new one, where it is asked for
    the `whole` of them and nothing is left out. Of two equal texts the beginning is kept."""
    ended = old + "\n"  # so that every line ends
    pieces = _without_last_end(list(_pieces(ended, _joined(ended, _changed(ended, new + "\n")))))
    if whole:
        return tuple(pieces)
    last = len(pieces) - 1
    near = (
        kept
        for at, piece in enumerate(pieces)
        for kept in (
            _near(piece, first=at == 0, last=at == last) if piece.kind is Kind.SAME else _beginning(piece)
        )
    )
    return tuple(_enough(near))


def _enough(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """As many pieces as anybody reads, and how many lines of pieces there are behind them."""
    room, lines = _MOST_IN_ALL, 0
    for piece in pieces:
        if room > 0:
            yield piece
        else:
            lines += int(piece.text) if piece.kind is Kind.LEFT_OUT else piece.text.count("\n")
        room -= len(piece.text)
    if room < 0 and lines:
        yield Piece(Kind.LEFT_OUT, str(lines))


def _changed(old: str, new: str) -> Iterator[Splice]:
    """The words that differ, looked for within the lines that do, and not in more of them than anybody reads."""
    left = _MOST_BY_WORDS
    for at, removed, inserted in changed_lines(old, new):
        left -= removed + len(inserted)
        if left < 0:
            yield Splice(at, removed, inserted)
            continue
        for each in changed_words(old[at : at + removed], inserted):
            yield Splice(at + each.at, each.removed, each.inserted)


def _without_last_end(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the end of the last line, which was added to both texts."""
    kinds = [piece.kind for piece in pieces[-2:]]
    if kinds[-1] is not Kind.SAME and kinds[0] is Kind.SAME and len(kinds) == 2:
        # Lines were added or removed at the very end: with them goes the end of the line before them.
        before, (kind, text) = pieces[-2], pieces[-1]
        pieces[-2:] = [Piece(Kind.SAME, before.text[:-1]), Piece(kind, f"\n{text[:-1]}")]
    else:
        many = 2 if kinds == [Kind.GONE, Kind.NEW] else 1
        pieces[-many:] = [Piece(kind, text[:-1]) for kind, text in pieces[-many:]]
    return [piece for piece in pieces if piece.text]


def _joined(old: str, splices: Iterator[Splice]) -> Iterator[Splice]:
    """The splices, those as one between which only spaces are the same: a sentence that was written anew reads as one."""
    before: Splice | None = None
    for each in splices:
        if before is None:
            before = each
            continue
        end = before.at + before.removed
        between = old[end : each.at]
        if between.isspace() and "\n" not in between:
            before = Splice(
                before.at, each.at + each.removed - before.at, before.inserted + between + each.inserted
            )
        else:
            yield before
            before = each
    if before is not None:
        yield before


def _pieces(old: str, splices: Iterator[Splice]) -> Iterator[Piece]:
    done = 0
    for at, removed, inserted in splices:
        told = ((Kind.SAME, old[done:at]), (Kind.GONE, old[at : at + removed]), (Kind.NEW, inserted))
        yield from (Piece(kind, text) for kind, text in told if text)
        done = at + removed
    if done < len(old):
        yield Piece(Kind.SAME, old[done:])


def _near(piece: Piece, *, first: bool, last: bool) -> Iterator[Piece]:
    """A piece that is the same, without what is far from its ends; the beginning of all and its end are no differences."""
    text = piece.text
    begins = 0 if first and not last else _end_of_lines(text)
    ends = len(text) if last else _begin_of_lines(text)
    left_out = text[begins:ends].count("\n")
    if ends - begins < 2 or (left_out < 2 and ends - begins <= 2 * _WORDS_NEAR):
        yield piece
        return
    for kind, kept in (
        (Kind.SAME, text[:begins]),
        (Kind.LEFT_OUT, str(max(1, left_out))),
        (Kind.SAME, text[ends:]),
    ):
        if kept:
            yield Piece(kind, kept)


def _end_of_lines(text: str) -> int:
    """Where the first lines end."""
    at = 0
    for _ in range(_NEAR):
        found = text.find("\n", at, _WORDS_NEAR)
        if found < 0:
            return min(len(text), _WORDS_NEAR) if at == 0 else at
        at = found + 1
    return at


def _begin_of_lines(text: str) -> int:
    """Where the last lines begin."""
    least = max(0, len(text) - _WORDS_NEAR)
    at = len(text)
    for _ in range(_NEAR + 1):
        found = text.rfind("\n", least, at)
        if found < 0:
            return least if at == len(text) else at + 1
        at = found
    return at + 1


def _beginning(piece: Piece) -> Iterator[Piece]:
    """A piece that only one of the texts has; of a very long one the beginning."""
    yield piece if len(piece.text) <= _MOST else Piece(piece.kind, piece.text[:_MOST])
    if len(piece.text) > _MOST:
        yield Piece(Kind.LEFT_OUT, str(max(1, piece.text.count("\n", _MOST))))
