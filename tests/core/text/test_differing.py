"""What differs between two texts is told by words, loses nothing, and is short however long they are."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from core.text.differing import Kind, Piece, differences

_TEXTS = st.text(alphabet="ab \n.é", max_size=60)


def _made(pieces: tuple[Piece, ...], *kinds: Kind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in (Kind.SAME, *kinds))


@given(_TEXTS, _TEXTS)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = differences(old, new, whole=True)
    assert _made(pieces, Kind.GONE) == old
    assert _made(pieces, Kind.NEW) == new
    assert all(piece.text for piece in pieces)


def test_a_word_that_changed_is_one_piece() -> None:
    assert differences("The boiler is cold", "The boiler is warm and loud") == (
        Piece(Kind.SAME, "The boiler is "),
        Piece(Kind.GONE, "cold"),
        Piece(Kind.NEW, "warm and loud"),
    )


def test_what_is_far_from_a_difference_is_left_out_and_counted() -> None:
    lines = [f"line {number}" for number in range(1_000)]
    changed = [*lines[:500], "another", *lines[501:]]
    pieces = differences("\n".join(lines), "\n".join(changed))
    assert [piece.kind for piece in pieces].count(Kind.LEFT_OUT) == 2
    assert sum(len(piece.text) for piece in pieces) < 200
    left = sum(int(piece.text) for piece in pieces if piece.kind is Kind.LEFT_OUT)
    shown = "".join(piece.text for piece in pieces if piece.kind in (Kind.SAME, Kind.GONE)).count("\n")
    assert left + shown == 999


def test_a_megabyte_takes_a_moment() -> None:
    """Changed at both ends and in the middle, in words that stand everywhere."""
    lines = [f"w{number % 97} and w{number % 13} or w{number % 7} again {number}" for number in range(40_000)]
    changed = ["first", *lines[1:20_000], "middle", *lines[20_005:-1], "last"]
    began = time.perf_counter()
    pieces = differences("\n".join(lines), "\n".join(changed))
    assert time.perf_counter() - began < 10, "it is some 0.3 s on a machine with nothing else to do"
    assert sum(len(piece.text) for piece in pieces) < 3_000
