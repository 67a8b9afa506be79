"""Pieces of web pages that are pasted into a line: a block stands on lines of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from pytestqt.qtbot import QtBot

from app.editor import Editor
from tests.app.editor.conftest import write

TABLE = "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>"
HEADING = "<h2>From web</h2><p>words</p>"


@pytest.mark.parametrize(
    ("typed", "html", "shown"),
    [
        ("text|", HEADING, "text\n\n## From web\n\nwords|"),
        ("a list: |and so on", "<ul><li>one</li><li>two</li></ul>", "a list: \n\n- one\n- two\n\n|and so on"),
        ("text|", TABLE, "text\n\n| a | b |\n| --- | --- |\n| c | d ||"),
        ("|", HEADING, "## From web\n\nwords|"),
        ("text\n|", HEADING, "text\n## From web\n\nwords|"),
        ("- |", "<ul><li><b>one</b></li></ul>", "- - **one**|"),
        ("say | it", "<b>bold</b>", "say **bold**| it"),
        ("say | it", "<p><b>one</b></p><p>two</p>", "say **one**\n\ntwo| it"),
    ],
)
def test_a_pasted_block_begins_on_a_line_of_its_own(
    qtbot: QtBot, patient: Editor, typed: str, html: str, shown: str
) -> None:
    patient.new_note()
    qtbot.waitUntil(patient.text.hasFocus)
    write(patient, typed.replace("|", "", 1))
    cursor = patient.text.textCursor()
    cursor.setPosition(typed.index("|"))
    patient.text.setTextCursor(cursor)
    pasted = QMimeData()
    pasted.setHtml(html)
    pasted.setText("plain")
    patient.text.insertFromMimeData(pasted)
    text, caret = patient.text.toPlainText(), patient.text.textCursor().position()
    assert f"{text[:caret]}|{text[caret:]}" == shown


def test_words_that_are_pasted_stay_where_they_are_put(qtbot: QtBot, patient: Editor) -> None:
    patient.new_note()
    qtbot.waitUntil(patient.text.hasFocus)
    write(patient, "text")
    pasted = QMimeData()
    pasted.setText("## no page")
    patient.text.insertFromMimeData(pasted)
    assert patient.text.toPlainText() == "text## no page"
