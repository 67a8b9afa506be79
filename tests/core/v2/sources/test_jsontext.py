"""Where a value of a long JSON text begins and ends, in whatever pieces the text comes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.v2.sources.jsontext import END, Piece, Text


def test_a_value_of_any_length_needs_little_memory() -> None:
    long = json.dumps([1, {"note": "x" * 2_000_000}, 2]).encode()
    reading = Text(_pieces(long, 1 << 16), longest=1_000_000)
    reading.peek()
    assert [piece.trouble for piece in reading.elements()] == ["", "too-long", ""]


def _pieces(data: bytes, size: int) -> Callable[[int], bytes]:
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return lambda _size: parts.pop(0) if parts else b""


WORDS = st.text('"\\{}[],:\nü☃\ud800a1 ', max_size=6)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | WORDS
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60)
@given(st.lists(JSON, max_size=6), st.integers(1, 40), st.sampled_from([None, 0, 3]), st.booleans())
def test_the_elements_of_a_list_are_those_that_json_finds(
    values: list[Any], size: int, indent: int | None, escaped: bool
) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=escaped)
    reading = Text(_pieces(text.encode("utf-8", "surrogatepass"), size))
    assert reading.peek() == ord("[")
    found = list(reading.elements())
    assert all(piece.trouble == "" for piece in found)
    assert [json.dumps(json.loads(piece.raw)) for piece in found] == [json.dumps(value) for value in values]
    assert reading.peek() == END


@settings(max_examples=60)
@given(st.lists(JSON, min_size=1, max_size=6), st.integers(1, 40), st.data())
def test_a_cut_list_gives_what_comes_before_the_cut(
    values: list[Any], size: int, data: st.DataObject
) -> None:
    text = json.dumps(values).encode()
    cut = data.draw(st.integers(1, len(text) - 1))
    found = list(_elements(text[:cut], size))
    assert found[-1].trouble == "cut"
    assert found[:-1] == list(_elements(text, size))[: len(found) - 1]


def _elements(text: bytes, size: int) -> list[Piece]:
    reading = Text(_pieces(text, size))
    reading.peek()
    return list(reading.elements())


def test_keys_are_told_and_values_passed_over() -> None:
    text = b'{"a": [1, "]"], "b\\u00fc": {"c": 2}, "long": "' + b"x" * 5000 + b'"}'
    reading = Text(_pieces(text, 7))
    reading.peek()
    reading.mark()
    reading.step()
    keys = []
    while (key := reading.key()) is not None:
        keys.append(key)
        reading.peek()
        assert reading.skip()
    assert keys == ["a", "bü", "long"]
    reading.step()
    assert reading.kept(complete=True) == Piece(text)
