"""Bytes become the text that they were written as, and what is no text is not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.decoding import decoded

# What a text may hold: no marks but tabs and ends of lines, and no lone halves of characters.
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n")
TEXTS = st.text(LETTERS).filter(lambda text: not text.startswith("\ufeff"))
WESTERN = st.text(st.sampled_from("abcABC 019,.äöüßéñ€“”–\t\n"))


@given(TEXTS)
def test_utf_8_comes_back_with_a_mark_in_front_or_without(text: str) -> None:
    assert decoded(text.encode()) == text
    assert decoded(text.encode("utf-8-sig")) == text


@given(TEXTS)
def test_utf_16_comes_back_by_its_mark(text: str) -> None:
    assert decoded(b"\xff\xfe" + text.encode("utf-16-le")) == text
    assert decoded(b"\xfe\xff" + text.encode("utf-16-be")) == text


@given(WESTERN, st.sampled_from("äöüß€"))
def test_old_western_texts_come_back(text: str, letter: str) -> None:
    assert decoded((f"{text} {letter} ").encode("cp1252")) == f"{text} {letter} "


@given(TEXTS, st.integers(0, 3))
def test_a_text_that_was_cut_within_a_character_loses_that_alone(text: str, most: int) -> None:
    whole = text.encode()
    cut = whole[: max(len(whole) - most, 0)]
    assert text.startswith(decoded(cut) or "")


@given(st.binary())
def test_whatever_comes_there_is_an_answer_that_a_database_takes(data: bytes) -> None:
    text = decoded(data)
    if text is not None:
        text.encode()
        assert "\0" not in text
        assert "\r" not in text


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0", b"PK\x03\x04", b"\x7fELF\x02\x01\x01\0", b"GIF89a\x01\0"]
)
def test_what_programs_write_is_no_text(data: bytes) -> None:
    assert decoded(data) is None


def test_lines_end_alike() -> None:
    assert decoded(b"one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"
