"""Text goes into a Qt document and comes out as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from app.editor.plaintext import as_typed, line_end, splice_into, text_of, units, without_impossible
from core import splices_between

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("a \n\r\t\u00a0\u2028\u2029\ufdd0\ufdd1\ufeff\ufffc🍞e\u0301"),
        st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def test_any_text_comes_out_of_a_document_as_it_went_in(qtbot: QtBot) -> None:
    @given(TEXTS)
    def check(text: str) -> None:
        document = QTextDocument()
        document.setPlainText(text)
        assert text_of(document) == as_typed(text)
        assert document.characterCount() - 1 == units(as_typed(text))

    check()


def test_any_two_texts_can_be_made_of_each_other(qtbot: QtBot) -> None:
    @given(TEXTS, TEXTS)
    def check(old: str, new: str) -> None:
        old, new = as_typed(old), as_typed(new)
        document = QTextDocument()
        document.setPlainText(old)
        splice_into(document, old, splices_between(old, new))
        assert text_of(document) == new
        document.undo()
        assert text_of(document) == old

    check()


def test_only_texts_whose_lines_all_end_that_way_are_windows_texts() -> None:
    assert line_end("a\r\nb\r\n") == "\r\n"
    assert line_end("a\r\nb\n") == "\n"
    assert line_end("a\rb\r\n") == "\n"
    assert line_end("") == "\n"


def test_what_a_note_cannot_hold_is_left_out() -> None:
    assert without_impossible("a\0b\ud83dc🍞") == ("abc🍞", 2)
