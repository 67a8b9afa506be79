"""Bold, italic, code and links in a line, and away again by the same wish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor.marks import Marking, after, bold, code, italic, link, several
from app.session import Session
from core.brain import Brain

LONG = 10_000
LINES = st.text(alphabet="ab *`[]()-# 面:/.!", max_size=14)


def told(line: str, marking: Marking) -> str:
    """A line in which what is chosen, or the caret, is between two bars, before and after."""
    before, chosen, behind = line.split("|")
    found = marking(before + chosen + behind, len(before), len(before + chosen))
    text = after(before + chosen + behind, found.edits)
    return f"{text[: found.start]}|{text[found.start : found.end]}|{text[found.end :]}"


@pytest.mark.parametrize(
    ("line", "marking", "made"),
    [
        ("call |Maria| now", bold, "call **|Maria|** now"),
        ("call **|Maria|** now", bold, "call |Maria| now"),
        ("call |**Maria**| now", bold, "call |Maria| now"),
        ("call **|Maria|** now", italic, "call ***|Maria|*** now"),
        ("call ***|Maria|*** now", bold, "call *|Maria|* now"),
        ("call ***|Maria|*** now", italic, "call **|Maria|** now"),
        ("call Ma||ria now", italic, "call *Ma||ria* now"),
        ("call *Ma||ria* now", italic, "call Ma||ria now"),
        ("call Maria|| now", bold, "call **Maria||** now"),
        ("call || now", bold, "call **||** now"),
        ("||", bold, "**||**"),
        ("|**a** b **c**|", bold, "**|**a** b **c**|**"),
        ("**|**a** b **c**|**", bold, "|**a** b **c**|"),
        ("|*a* b *c*|", italic, "*|*a* b *c*|*"),
        ("|**a *b* c**|", bold, "|a *b* c|"),
        ("|**a *b* c** d **e**|", bold, "**|**a *b* c** d **e**|**"),
        ("|***a** b*|", italic, "|**a** b|"),
        ("|**2 * 3**|", bold, "|2 * 3|"),
        ("a |* b *|", bold, "a **|* b *|**"),
        ("call| Maria |now", bold, "call **|Maria|** now"),
        ("|- [ ] call Maria|", bold, "- [ ] **|call Maria|**"),
        ("|> ## call|", italic, "> ## *|call|*"),
        ("|* call|", bold, "* **|call|**"),
        ("|    # call|", bold, "    **|# call|**"),  # drawn as words, too
        ("run |make test| now", code, "run `|make test|` now"),
        ("run `make te||st` now", code, "run make te||st now"),
        ("run |`make`| now", code, "run |make| now"),
        ("a |`|", code, "a `` |`| ``"),
        ("a `` |`| ``", code, "a |`|"),
        ("||", code, "`||`"),
        ("`||`", code, "||"),
    ],
)
def test_marks_go_around_words_and_away_again(line: str, marking: Marking, made: str) -> None:
    assert told(line, marking) == made


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("see |the plan| now", "see [the plan](||) now"),
        ("see the pl||an now", "see the [plan](||) now"),
        ("see || now", "see [||]() now"),
        ("see [the plan](||) now", "see |the plan| now"),
        ("see [||]() now", "see || now"),
        ("see https://exa||mple.org/a now", "see [||](https://example.org/a) now"),
        ("see [||](https://example.org/a) now", "see |https://example.org/a| now"),
        ("see [the p||lan](https://example.org/a) now", "see [the plan](|https://example.org/a|) now"),
    ],
)
def test_words_become_a_link_whose_address_comes_next_and_what_lacks_one_is_no_link_any_more(
    line: str, made: str
) -> None:
    assert told(line, link) == made


@pytest.mark.parametrize("marking", [bold, italic, code, link])
@pytest.mark.parametrize(
    "line",
    [
        "see [[De||ep sea]]",
        "see [[|Deep sea|]]",
        "|see [[Deep| sea]]",
        "see [[Deep sea#how d||eep]]",
        "![[pi||c.png#200]]",
        "!|[[pic.png]]|",
        "![pi||c](a.png)",
        "![pic](https://a.b/c||.png)",
    ],
)
def test_what_names_a_note_or_a_picture_stays_whole(line: str, marking: Marking) -> None:
    assert told(line, marking) == line


@pytest.mark.parametrize("marking", [bold, italic, link])
@pytest.mark.parametrize("line", ["run `code|| here` now", "run `|code here|`", "|run `code| here`", "`||`"])
def test_within_code_nothing_else_is_marked(line: str, marking: Marking) -> None:
    assert told(line, marking) == line


@pytest.mark.parametrize(
    ("line", "marking", "made"),
    [
        ("see |[[Deep sea]]|", bold, "see **|[[Deep sea]]|**"),
        ("see **|[[Deep sea]]|** now", bold, "see |[[Deep sea]]| now"),
        ("|see [[Deep sea]]|", italic, "*|see [[Deep sea]]|*"),
        ("deep||[[sea]]", bold, "**deep||**[[sea]]"),
        ("run |`make`| now", bold, "run **|`make`|** now"),
        ("[`co||de`](https://a.b)", link, "[`code`](|https://a.b|)"),
    ],
)
def test_as_a_whole_it_is_marked_like_any_words(line: str, marking: Marking, made: str) -> None:
    assert told(line, marking) == made


@pytest.mark.parametrize("marking", [bold, italic, code])
@pytest.mark.parametrize("line", ["[a](https://exam||ple.org)", "[[||]]"])
def test_an_address_and_a_note_link_that_is_begun_get_no_marks(line: str, marking: Marking) -> None:
    assert told(line, marking) == line


@given(LINES, st.integers(0, 14), st.integers(0, 14), st.sampled_from([bold, italic, code, link]))
def test_marking_twice_gives_the_same_line_and_no_word_is_ever_lost(
    line: str, one: int, other: int, marking: Marking
) -> None:
    start, end = sorted((min(one, len(line)), min(other, len(line))))
    found = marking(line, start, end)
    made = after(line, found.edits)
    if any(edit.inserted for edit in found.edits):
        assert after(made, marking(made, found.start, found.end).edits) == line
    assert [letter for letter in made if letter in "ab面:/."] == [
        letter for letter in line if letter in "ab面:/."
    ]
    assert 0 <= found.start <= found.end <= len(made)


@given(
    st.lists(LINES, min_size=2, max_size=4),
    st.integers(0, 14),
    st.integers(0, 14),
    st.sampled_from([bold, italic, code, link]),
)
def test_over_several_lines_twice_gives_the_text_back(
    lines: list[str], one: int, other: int, marking: Marking
) -> None:
    """Where one of them had the marks already, all have them first, and then none."""
    parts = [(line, 0, len(line)) for line in lines]
    parts[0] = (lines[0], min(one, len(lines[0])), len(lines[0]))
    parts[-1] = (lines[-1], 0, min(other, len(lines[-1])))
    once = several(parts, marking)
    made = [after(line, told.edits) for line, told in zip(lines, once, strict=True)]
    if not any(edit.inserted for told in once for edit in told.edits):
        return
    again = several([(line, told.start, told.end) for line, told in zip(made, once, strict=True)], marking)
    assert not any(edit.inserted for told in again for edit in told.edits)
    for line, told, line_made, gone in zip(lines, once, made, again, strict=True):
        if told.edits:
            assert after(line_made, gone.edits) == line


@pytest.mark.parametrize(
    ("key", "content", "made", "again"),
    [
        (Qt.Key.Key_B, "alpha one\n- beta two\ngamma three",
         "**alpha one**\n- **beta two**\n**gamma three**", "alpha one\n- beta two\ngamma three"),
        (Qt.Key.Key_I, "alpha one\n- beta two\ngamma three",
         "*alpha one*\n- *beta two*\n*gamma three*", "alpha one\n- beta two\ngamma three"),
        (Qt.Key.Key_B, "alpha\n\n- \n**beta**\ngamma",
         "**alpha**\n\n- \n**beta**\n**gamma**", "alpha\n\n- \nbeta\ngamma"),
        (Qt.Key.Key_I, "**alpha**\nbeta", "***alpha***\n*beta*", "**alpha**\nbeta"),
    ],
)  # fmt: skip
def test_the_same_key_twice_on_several_lines_is_one_wish_for_all(
    qtbot: QtBot, brain: Brain, session: Session, key: Qt.Key, content: str, made: str, again: str
) -> None:
    note = brain.create_memory(content).memory
    notebook = session.notebook
    assert notebook is not None
    notebook.show_note(note)
    text = notebook.editor.text
    qtbot.waitUntil(lambda: text.toPlainText() == content, timeout=LONG)
    notebook.editor.focus_text()
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(
        text, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    for wanted in (made, again):
        QTest.keyClick(text, key, Qt.KeyboardModifier.ControlModifier)
        assert text.toPlainText() == wanted


def test_what_is_chosen_gets_bold_and_italic_by_key_as_one_step(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    note = brain.create_memory("# Trip\n\n- 🚂 night train\n- Rome").memory
    notebook = session.notebook
    assert notebook is not None
    notebook.show_note(note)
    text = notebook.editor.text
    qtbot.waitUntil(lambda: text.toPlainText().startswith("# Trip"), timeout=LONG)
    notebook.editor.focus_text()
    cursor = text.textCursor()
    cursor.setPosition(8)
    cursor.setPosition(len("# Trip\n\n- 🚂 night train\n- Rome") + 1, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    keys = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(text, Qt.Key.Key_B, keys)
    assert text.toPlainText() == "# Trip\n\n- **🚂 night train**\n- **Rome**"
    assert text.textCursor().selectedText() == "- **🚂 night train**\u2029- **Rome**"
    QTest.keyClick(text, Qt.Key.Key_I, keys)
    assert text.toPlainText() == "# Trip\n\n- ***🚂 night train***\n- ***Rome***"
    text.undo()
    text.undo()
    assert text.toPlainText() == "# Trip\n\n- 🚂 night train\n- Rome"
