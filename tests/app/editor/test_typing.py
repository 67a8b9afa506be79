"""Keys, clicks and pasting in the text of a note."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.page import Page
from app.theme import Mode, Theme
from core.brain import Brain
from tests.app.editor.conftest import write

KEEP = QTextCursor.MoveMode.KeepAnchor


@pytest.fixture
def typing(qtbot: QtBot, patient: Editor) -> Editor:
    """A new note with the caret in it."""
    patient.new_note()
    qtbot.waitUntil(patient.text.hasFocus)
    return patient


def press(
    editor: Editor, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> bool:
    """Press a key; whether the text took it."""
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, modifiers, "\r" if key == Qt.Key.Key_Return else "")
    QApplication.sendEvent(editor.text, event)
    return event.isAccepted()


def text(editor: Editor) -> str:
    return editor.text.toPlainText()


def middle_of(editor: Editor, position: int) -> QPoint:
    """A point inside the character at a position."""
    cursor = editor.text.textCursor()
    cursor.setPosition(position)
    left = editor.text.cursorRect(cursor)
    cursor.setPosition(position + 1)
    right = editor.text.cursorRect(cursor)
    return QPoint((left.center().x() + right.center().x()) // 2, left.center().y())


def test_lists_go_on_with_enter_and_end_with_another(typing: Editor) -> None:
    write(typing, "Title\n- [ ] 🍞 bread")
    press(typing, Qt.Key.Key_Return)
    assert text(typing) == "Title\n- [ ] 🍞 bread\n- [ ] "
    press(typing, Qt.Key.Key_Return)
    assert text(typing) == "Title\n- [ ] 🍞 bread\n"
    typing.text.undo()
    assert text(typing) == "Title\n- [ ] 🍞 bread\n- [ ] "


def test_enter_in_code_is_only_a_new_line(typing: Editor) -> None:
    write(typing, "Title\n```\n- x")
    press(typing, Qt.Key.Key_Return)
    assert text(typing) == "Title\n```\n- x\n"


def test_tab_moves_list_items_in_and_out(qtbot: QtBot, typing: Editor) -> None:
    write(typing, "- one\n- two")
    press(typing, Qt.Key.Key_Tab)
    assert text(typing) == "- one\n  - two"
    typing.text.selectAll()
    press(typing, Qt.Key.Key_Tab)
    assert text(typing) == "  - one\n    - two"
    press(typing, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert text(typing) == "- one\n  - two"
    typing.text.undo()
    assert text(typing) == "  - one\n    - two", "one step for all lines"


def test_tab_writes_elsewhere_and_moves_chosen_lines_in_and_out(typing: Editor) -> None:
    write(typing, "plain")
    press(typing, Qt.Key.Key_Tab)
    write(typing, "words\n\n    code")
    assert text(typing) == "plain\twords\n\n    code"
    press(typing, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert text(typing) == "plain\twords\n\ncode"
    press(typing, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert text(typing) == "plain\twords\n\ncode"
    typing.text.selectAll()
    press(typing, Qt.Key.Key_Tab)
    assert text(typing) == "\tplain\twords\n\n\tcode"
    press(typing, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert text(typing) == "plain\twords\n\ncode"
    assert typing.text.hasFocus()
    typing.text.undo()
    assert text(typing) == "\tplain\twords\n\n\tcode", "one step for all lines"


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ControlModifier),
    ],
)
@pytest.mark.parametrize("words", ["- one", "plain"])
def test_nobody_is_caught_in_the_text(
    typing: Editor, key: Qt.Key, modifiers: Qt.KeyboardModifier, words: str
) -> None:
    write(typing, words)
    press(typing, key, modifiers)
    assert not typing.text.hasFocus()
    assert text(typing) == words


def test_tab_leads_on_in_a_note_that_one_may_only_read(typing: Editor) -> None:
    write(typing, "plain")
    typing.text.setReadOnly(True)
    press(typing, Qt.Key.Key_Tab)
    assert not typing.text.hasFocus()
    assert text(typing) == "plain"


def test_escape_is_left_to_the_panes_around(typing: Editor) -> None:
    assert not press(typing, Qt.Key.Key_Escape)


def test_control_and_enter_tick_a_task(typing: Editor) -> None:
    write(typing, "- [ ] bread")
    for expected in ("- [x] bread", "- [ ] bread"):
        press(typing, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert text(typing) == expected
    assert typing.text.textCursor().atEnd(), "the caret stays where it was"


def test_control_and_enter_belong_to_the_text_and_not_to_a_shortcut_of_the_window(typing: Editor) -> None:
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(typing.text, event)
    assert event.isAccepted()


def test_code_gets_no_box(typing: Editor) -> None:
    write(typing, "Title\n```\na")
    press(typing, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert text(typing) == "Title\n```\na"


def test_a_click_on_the_box_of_a_task_in_a_quote_ticks_it(qtbot: QtBot, typing: Editor) -> None:
    write(typing, "Title\n> - [ ] mow")
    box = middle_of(typing, len("Title\n> - ["))
    QTest.mouseClick(typing.text.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box)
    assert text(typing) == "Title\n> - [x] mow"


def test_a_click_on_the_box_ticks_a_task(qtbot: QtBot, typing: Editor) -> None:
    write(typing, "Title\n- [ ] 🍞 bread\nlast")
    QTest.mouseClick(
        typing.text.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(typing, len("Title\n- ["))
    )
    assert text(typing) == "Title\n- [x] 🍞 bread\nlast"
    QTest.mouseClick(
        typing.text.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(typing, len("Title\n- [ ] xx b"))
    )
    assert text(typing) == "Title\n- [x] 🍞 bread\nlast"


def test_a_click_between_two_lines_goes_to_the_nearest_one(qtbot: QtBot, typing: Editor) -> None:
    write(typing, "Title\n" + "word " * 100)
    point = middle_of(typing, 240)
    for offset in range(-9, 10):  # lines are 21 pixels apart, and their letters 17 high
        QTest.mouseClick(typing.text.viewport(), Qt.MouseButton.LeftButton, pos=point + QPoint(0, offset))
        assert abs(typing.text.textCursor().position() - 240) <= 1


def test_what_no_note_can_hold_is_left_out_of_what_is_pasted(typing: Editor) -> None:
    pasted = QMimeData()
    pasted.setText("one\0two\r\nthree\u00a0four")
    typing.text.insertFromMimeData(pasted)
    assert typing.text.document().toRawText() == "onetwo\u2029three\u00a0four"
    assert "left out" in typing.notice.words


def test_a_piece_of_a_web_page_is_pasted_as_markdown(typing: Editor) -> None:
    pasted = QMimeData()
    pasted.setHtml("<p>See <a href='https://example.org'>the <b>page</b></a></p><ul><li>one</li></ul>")
    assert typing.text.canInsertFromMimeData(pasted)
    pasted.setText("See the page\none")
    typing.text.insertFromMimeData(pasted)
    assert text(typing) == "See [the **page**](https://example.org)\n\n- one"


def test_in_code_and_where_a_person_wants_it_so_the_words_alone_are_pasted(typing: Editor) -> None:
    pasted = QMimeData()
    pasted.setHtml("<b>bold</b>")
    pasted.setText("bold")
    write(typing, "```\n")
    typing.text.insertFromMimeData(pasted)
    assert text(typing) == "```\nbold"
    QGuiApplication.clipboard().setMimeData(pasted)
    typing.text.selectAll()
    typing.text.paste_plain()
    assert text(typing) == "bold"


def test_an_input_method_composes_inside_a_styled_line(qtbot: QtBot, typing: Editor) -> None:
    write(typing, "Title\nsome **strong** words")
    cursor = typing.text.textCursor()
    cursor.setPosition(len("Title\nsome **st"))
    typing.text.setTextCursor(cursor)
    for composed in ("ni", "nih", "你好"):
        QApplication.sendEvent(typing.text, QInputMethodEvent(composed, []))
        typing.grab()
        formats = typing.text.textCursor().block().layout().formats()
        ends = max(each.start for each in formats)
        assert ends == len("some **strong") + len(composed), "the marks behind it move along"
    commit = QInputMethodEvent()
    commit.setCommitString("你好")
    QApplication.sendEvent(typing.text, commit)
    typing.grab()
    assert text(typing) == "Title\nsome **st你好rong** words"


def test_lines_have_room_and_the_title_is_bigger(qtbot: QtBot, typing: Editor, theme: Theme) -> None:
    write(typing, "Title\n" + "word " * 60 + "\nlast")
    page = typing.text.document().documentLayout()
    assert isinstance(page, Page)
    blocks = [typing.text.document().findBlockByNumber(number) for number in range(3)]
    heights = [page.blockBoundingRect(block).height() for block in blocks]
    rows = blocks[1].layout().lineCount()
    assert rows > 1
    assert heights[1] / rows == pytest.approx(21, abs=3)  # 1.5 times a font of 14 pixels
    title, body = (block.layout().lineAt(0).height() for block in blocks[:2])
    assert title / body == pytest.approx(1.6, abs=0.15)


def test_the_first_words_begin_32_below_the_top_while_they_are_typed(typing: Editor) -> None:
    for letter in "Title":
        write(typing, letter)
        typing.grab()
        assert typing.text.cursorRect().top() >= 32


def test_the_column_is_at_most_720_wide_and_in_the_middle(qtbot: QtBot, typing: Editor) -> None:
    for width, expected in ((1_200, 720), (600, 600 - 48)):
        typing.resize(width, 500)
        typing.grab()
        viewport = typing.text.viewport()
        assert abs(viewport.width() - expected) <= 1
        left = viewport.mapTo(typing, QPoint(0, 0)).x()
        assert abs(left - (width - left - viewport.width())) <= 1


def test_light_and_dark_change_while_a_note_is_open(qtbot: QtBot, typing: Editor, theme: Theme) -> None:
    write(typing, "Title\n\nhttps://example.org/a/link/of/many/letters")

    def in_accent() -> bool:
        image, accent = typing.text.viewport().grab().toImage(), theme.colors.accent
        colors = (image.pixelColor(x, y) for x in range(300) for y in range(70, 100))
        return any(
            abs(color.red() - accent.red())
            + abs(color.green() - accent.green())
            + abs(color.blue() - accent.blue())
            < 24
            for color in colors
        )

    def background() -> int:
        return typing.grab().toImage().pixelColor(QPoint(5, 5)).lightness()

    assert background() > 200
    assert in_accent()
    theme.set_mode(Mode.DARK)
    assert background() < 60
    assert in_accent()
    image = typing.grab().toImage()
    assert max(image.pixelColor(x, 46).lightness() for x in range(image.width() // 2)) > 180, "light letters"
    theme.set_mode(Mode.LIGHT)
    assert background() > 200


def test_the_text_has_a_name_and_a_role_for_screen_readers(typing: Editor) -> None:
    described = QAccessible.queryAccessibleInterface(typing.text)
    assert described.role() is QAccessible.Role.EditableText
    assert described.text(QAccessible.Text.Name) == "Text of the note"
    for widget in (typing.preview, typing.foot.tags.field, typing.foot.switch):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_a_long_note_is_there_at_once_and_whole(qtbot: QtBot, patient: Editor, brain: Brain) -> None:
    lines = [f"Line {number} **with** words" if number % 50 else "```" for number in range(60_000)]
    note = brain.create_memory("\n".join(lines)).memory
    patient.open_note(note)
    qtbot.waitUntil(lambda: patient.note == note, timeout=20_000)
    assert patient.text.isReadOnly(), "what is typed would come between"
    assert text(patient).startswith("```\nLine 1 ")
    qtbot.waitUntil(lambda: not patient.text.isReadOnly(), timeout=20_000)
    patient.text.moveCursor(QTextCursor.MoveOperation.End)
    write(patient, "!")
    assert text(patient) == "\n".join(lines) + "!"
    patient.grab()


def test_selecting_draws_whole_lines(qtbot: QtBot, typing: Editor, theme: Theme) -> None:
    write(typing, "Title\n\n" + "word " * 100)
    cursor = typing.text.textCursor()
    cursor.setPosition(10)
    cursor.setPosition(400, KEEP)
    typing.text.setTextCursor(cursor)
    image = typing.text.viewport().grab().toImage()
    x = typing.text.viewport().width() // 2
    column = [image.pixelColor(x, y) for y in range(image.height())]
    chosen = [y for y, color in enumerate(column) if color == theme.colors.selected]
    rows = [QPointF(0, y) for y in chosen]
    assert rows
    gaps = [y for y in range(chosen[0], chosen[-1]) if column[y] == theme.colors.base]
    assert gaps == [], "no stripes between the lines"
