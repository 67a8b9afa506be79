"""Code in notes: the language behind the fence gives words, texts, numbers and remarks their colors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.code import code_spans
from app.editor.languages import LANGUAGES, language_number
from app.editor.markdown import Style, read_line
from app.editor.page import Page
from tests.app.editor.conftest import write


def seen(text: str, language: str) -> dict[str, Style]:
    return {
        text[span.start : span.start + span.length]: span.style
        for span in code_spans(text, language_number(language))
    }


def test_words_texts_numbers_and_remarks_stand_out() -> None:
    assert seen("return 'a' + 12  # why", "python") == {
        "return": Style.KEYWORD,
        "'": Style.STRING,
        "a": Style.STRING,
        "12": Style.NUMBER,
        "# why": Style.REMARK,
    }


@pytest.mark.parametrize("info", ["", "nonsense", "mermaid"])
def test_a_language_that_is_not_known_has_no_colors(info: str) -> None:
    assert language_number(info) == 0
    assert code_spans("return 1", 0) == ()


def test_every_language_that_is_named_is_known_to_pygments() -> None:
    from pygments.lexers import get_lexer_by_name

    for name in LANGUAGES:
        get_lexer_by_name(name)  # raises for what is not known


@given(
    st.sampled_from(["py", "JS", "{.rust}", "c++ title=x", "sql"]), st.integers(3, 300), st.sampled_from("`~")
)
def test_the_language_holds_until_the_fence_ends(info: str, length: int, mark: str) -> None:
    opened = read_line(mark * length + info, 1).after
    inside = read_line("return", opened)
    assert inside.language == language_number(info) > 0
    assert inside.after == opened
    assert read_line(mark * length, opened).after == 1
    assert read_line("`~"[mark == "`"] * length, opened).after == opened


def test_code_is_colored_where_it_is_written(qtbot: QtBot, patient: Editor) -> None:
    patient.new_note()
    write(patient, "Title\n```python\nreturn 1\n```\nreturn 1")
    patient.grab()
    document = patient.text.document()
    page = document.documentLayout()
    assert isinstance(page, Page)
    colors = [
        {
            each.format.foreground().color().name()
            for each in document.findBlockByNumber(line).layout().formats()
        }
        for line in (2, 4)
    ]
    assert page.ink.colors.accent.name() in colors[0]
    assert page.ink.colors.accent.name() not in colors[1]
