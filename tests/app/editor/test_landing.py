"""Links to a part of a note lead there: to its heading, or to its block."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.landing import Landing
from app.editor.links import address_at, part_in, title_in
from app.editor.markdown import PROSE, read_line
from app.editor.note_parts import line_of
from app.editor.reading import readable
from app.editor.views import Show
from core.brain import Brain
from tests.app.editor.conftest import opened, write
from tests.app.editor.test_typing import middle_of

LONG = 10_000
CONTROL = Qt.KeyboardModifier.ControlModifier
FILLING = "\n\n".join(f"line {number}" for number in range(100))
TEXT = f"# Plan\n\n{FILLING}\n\n## What's [[Note|new]]?\n\nwords ^first-block\n\n{FILLING}"


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("Spring", 2),
        ("what's NEW, here?", 4),
        ("whats-new-here", 4),
        ("Autumn#Beds", 10),
        ("Spring#Autumn", 9),
        ("Autumn#Nothing", 9),
        ("not a heading", None),
        ("🌱", 8),
        ("^block", 11),
        ("^alone", 12),
        ("^none", None),
        ("", None),
        ("##", None),
    ],
)
def test_a_part_is_found_however_the_link_writes_it(part: str, line: int | None) -> None:
    lines = "# Year||## Spring|### Beds|### What's *new*, here?|```|# not a heading|```|# 🌱|## Autumn ##|### Beds"
    assert line_of(lines.replace("|", "\n") + "\nwords ^Block\nmore\n\n^alone", part) == line


@pytest.mark.parametrize(
    ("text", "title", "part"),
    [
        ("x [[A#B c]]", "A", "B c"),
        ("x [[A#^b-1|said]]", "A", "^b-1"),
        ("x [[#B]]", "", "B"),
        ("x ![[A#B]]", "A", "B"),
        ("x ![[A]]", "A", ""),
        ("x | [[A#B\\|said]] |", "A", "B"),
        ("x [[A\\|said]] |", "A", ""),
        ("x `![[A]]`", "", ""),
        ("x ![[a.png]]", "", ""),
    ],
)
def test_a_link_says_which_part_of_which_note(text: str, title: str, part: str) -> None:
    address = address_at(text, read_line(text, PROSE).spans, 6)
    assert (title_in(address), part_in(address)) == (title, part)
    assert part_in("../a%20b.md#Some%20part") == "Some part"
    assert "](note:" not in readable("`[[#B]]`")
    assert readable("[[#B c|there]]") == "[there](note:#B%20c)"


@pytest.fixture
def landing(qtbot: QtBot, patient: Editor, brain: Brain) -> Editor:
    """An editor that goes where links lead, on a note with links to a part of another one."""
    brain.create_memory(TEXT.replace("# Plan", "# Garden"))
    note = brain.create_memory("a [[Garden#what's new?]]\nb ![[Garden]]\nc [[Garden#Nothing]]").memory
    opened(qtbot, patient, note)
    Landing(patient)
    patient.linking.wanted.connect(patient.open_note)
    return patient


def at_top(editor: Editor) -> str:
    return editor.text.firstVisibleBlock().text()


def control_click(editor: Editor, position: int) -> None:
    QTest.mouseClick(editor.text.viewport(), Qt.MouseButton.LeftButton, CONTROL, middle_of(editor, position))


def test_control_and_a_click_lead_to_the_heading_and_a_note_shown_in_place_is_followed(
    qtbot: QtBot, landing: Editor
) -> None:
    first = landing.note
    control_click(landing, 8)
    qtbot.waitUntil(lambda: at_top(landing).startswith("## What's"), timeout=LONG)
    assert landing.text.textCursor().block().text().startswith("## What's"), "the caret is there, too"
    landing.open_note(first)
    qtbot.waitUntil(lambda: landing.note == first)
    landing.linking.follow("note:Garden#%5Efirst-block")
    qtbot.waitUntil(lambda: at_top(landing).startswith("words"), timeout=LONG)
    landing.open_note(first)
    qtbot.waitUntil(lambda: landing.note == first)
    line = landing.text.document().findBlockByNumber(1).position()
    control_click(landing, line + 6)
    qtbot.waitUntil(lambda: landing.note != first, timeout=LONG)
    assert at_top(landing).startswith("words"), "without a part, one is where one was"


def test_the_preview_leads_to_the_heading_in_the_preview(qtbot: QtBot, landing: Editor) -> None:
    landing.set_preview(True)
    cursor = landing.preview.textCursor()
    cursor.setPosition(4)
    point = landing.preview.cursorRect(cursor).center() + QPoint(2, 0)
    QTest.mouseClick(landing.preview.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def top() -> str:
        return landing.preview.cursorForPosition(QPoint(4, 12)).block().text()

    qtbot.waitUntil(lambda: landing.preview_shown and top() == "What's new?", timeout=LONG)


def test_a_part_that_is_not_there_is_said_and_one_of_the_open_note_is_gone_to(
    qtbot: QtBot, landing: Editor
) -> None:
    landing.linking.follow("note:Garden#Nothing")
    qtbot.waitUntil(lambda: "no part “Nothing”" in landing.notice.words, timeout=LONG)
    assert landing.shown_as is Show.TEXT
    note: UUID | None = landing.note
    landing.text.moveCursor(landing.text.textCursor().MoveOperation.End)
    write(landing, "\n[[#what's new?]]")
    landing.linking.follow("note:#what%27s%20new%3F")
    assert at_top(landing).startswith("## What's")
    assert landing.note == note


def test_a_part_that_is_not_there_is_said_of_a_note_that_one_may_only_read_too(
    qtbot: QtBot, landing: Editor
) -> None:
    first = landing.note
    landing.linking.follow("note:Garden")
    qtbot.waitUntil(lambda: landing.note != first, timeout=LONG)
    landing.lock(on=True)
    landing.open_note(first)
    qtbot.waitUntil(lambda: landing.note == first, timeout=LONG)
    landing.linking.follow("note:Garden#Nothing")
    qtbot.waitUntil(lambda: "no part “Nothing”" in landing.notice.words, timeout=LONG)
    assert landing.text.isReadOnly()
