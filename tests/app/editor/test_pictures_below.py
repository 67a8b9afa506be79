"""Pictures in the text of a note: seen below the line that names them, while the text stays what was typed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QDesktopServices, QGuiApplication, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.markdown import PROSE, read_line
from app.editor.picture_hands import PictureHands
from app.editor.picture_links import pictures_in
from app.editor.pictures_below import PicturesBelow
from app.theme import Theme
from app.workspace import Workspace
from core.brain import Brain
from tests.app.editor.conftest import opened, settle, text_in

LONG = 10_000
TEXT = (
    "# With pictures\n\n![The wall](wall.png)\n![A dot](<a dot.png>)\n![far](https://example.org/far.png)\n"
    "![gone](gone.png)\n![huge](huge.png)\n![torn](torn.png)\n\n"
    + "\n".join(f"line {each}" for each in range(60))
)


def png(width: int, height: int, color: str) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a name
    return bytes(buffer.data().data())


def claiming(width: int, height: int) -> bytes:
    """The beginning of a PNG that says that it is so large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.fixture
def note(brain: Brain) -> UUID:
    made: UUID = brain.create_memory(TEXT).memory
    for name, content in (
        ("wall.png", png(900, 400, "#274472")),
        ("a dot.png", png(40, 30, "#C92A2A")),
        ("huge.png", claiming(60_000, 60_000)),
        ("torn.png", png(300, 300, "#237A35")[:60]),
    ):
        brain.files.give(made, brain.files.keep(content, name))
    return made


@pytest.fixture
def below(
    qtbot: QtBot,
    editor: Editor,
    workspace: Workspace,
    theme: Theme,
    note: UUID,
    capfd: pytest.CaptureFixture[str],
) -> PicturesBelow:
    """The note is open, and what can be known of its pictures is."""
    made = PicturesBelow(editor.text, editor.pictures, theme)
    PictureHands(editor.text, made, editor.files, workspace)
    opened(qtbot, editor, note)
    editor.resize(800, 2_000)
    qtbot.waitUntil(lambda: len(words(made)) == 4 and len(pictures(made)) == 2, timeout=LONG)
    capfd.readouterr()  # the library that reads PNG complains of the torn one
    return made


def pictures(below: PicturesBelow) -> dict[str, QPoint]:
    """The pictures on the screen whose size is known, and their middles."""
    shown = [
        each for each in below.shown() if not each.words and each.file and below._pictures.size(each.file)
    ]
    return {each.link.words: each.rect.center().toPoint() for each in shown}


def words(below: PicturesBelow) -> dict[str, str]:
    return {each.link.words: each.words for each in below.shown() if each.words}


def color_at(editor: Editor, point: QPoint) -> str:
    return editor.text.viewport().grab().toImage().pixelColor(point).name().upper()


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("![a](b.png)", ["b.png"]),
        ('x ![a](<b c.png>) ![](d(1).png "title") y', ["b c.png", "d(1).png"]),
        ("![a](b c.png)", ["b c.png"]),
        ("`![a](b.png)` \\![a](c.png) [a](d.png) ![a]() ![a](", []),
        (
            "![[a.png|200]] ![[b/c d.png]] ![[Note]] `![[e.png]]` \\![[f.png]] [[g.png]]",
            ["a.png", "b/c d.png"],
        ),
        ("![" * 5_000, []),
        ("![[" * 5_000, []),
        ("![a](" * 5_000, []),
    ],
)
def test_a_line_names_its_pictures(text: str, addresses: list[str]) -> None:
    assert [each.address for each in pictures_in(text, read_line(text, PROSE))] == addresses


def test_a_picture_is_below_its_line_and_the_text_is_what_was_typed(
    qtbot: QtBot, editor: Editor, below: PicturesBelow, brain: Brain, note: UUID, workspace: Workspace
) -> None:
    wall, dot = pictures(below)["The wall"], pictures(below)["A dot"]
    qtbot.waitUntil(lambda: color_at(editor, wall) == "#274472", timeout=LONG)
    qtbot.waitUntil(lambda: color_at(editor, dot) == "#C92A2A", timeout=LONG)
    assert editor.text.toPlainText() == TEXT
    editor.text.selectAll()
    editor.text.copy()
    assert QGuiApplication.clipboard().text() == TEXT
    cursor = editor.text.textCursor()
    cursor.setPosition(TEXT.index("\n![A dot]"))
    editor.text.setTextCursor(cursor)
    editor.text.moveCursor(QTextCursor.MoveOperation.Down)
    assert editor.text.textCursor().block().text() == "![A dot](<a dot.png>)"
    editor.text.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    QTest.keyClicks(editor.text, "x")
    assert pictures(below)["A dot"] == dot
    editor.text.undo()
    assert editor.text.toPlainText() == TEXT
    editor.flush()
    settle(qtbot, workspace)
    assert text_in(brain, note) == TEXT


def test_what_is_not_shown_says_why_and_nothing_comes_from_the_network(below: PicturesBelow) -> None:
    told = words(below)
    assert "example.org" in told["far"]
    assert "Nothing is loaded from there" in told["far"]
    assert told["gone"].startswith("This note has no file “gone.png”")
    assert told["huge"].startswith("“huge.png” is no picture that can be shown")
    assert told["torn"].startswith("“torn.png” is no picture that can be shown")


@pytest.mark.parametrize(
    ("text", "width", "said"),
    [
        ("![[a.png|200]]", 200, "a.png"),
        ("![[a.png|200x90]]", 200, "a.png"),
        ("![[a.png|The wall|80]]", 80, "The wall"),
        ("![The wall|120](a.png)", 120, "The wall"),
        ("![[a.png|The wall]]", 0, "The wall"),
        ("![[a.png|9999]]", 4_000, "a.png"),
    ],
)
def test_a_picture_is_as_wide_as_its_line_says(text: str, width: int, said: str) -> None:
    (link,) = pictures_in(text, read_line(text, PROSE))
    assert (link.width, link.words) == (width, said)


def test_pictures_written_as_obsidian_does_are_below_their_lines(
    qtbot: QtBot, editor: Editor, below: PicturesBelow, brain: Brain
) -> None:
    text = "# Boiler\n\n![[wall.png|200]]\n![[wall.png]]\n![[missing.png]]\n![[Boiler#Pressure]]"
    made: UUID = brain.create_memory(text).memory
    brain.files.give(made, brain.files.keep(png(900, 400, "#274472"), "wall.png"))
    opened(qtbot, editor, made)
    qtbot.waitUntil(lambda: "wall.png" in pictures(below), timeout=LONG)
    wide = [each.rect.width() for each in below.shown()]
    assert wide[0] == 200 < wide[1]
    assert words(below)["missing.png"].startswith("This note has no file “missing.png”")
    assert editor.text.toPlainText() == text


def test_without_pictures_the_lines_are_as_close_as_ever(editor: Editor, below: PicturesBelow) -> None:
    line = editor.text.document().findBlockByNumber(2)
    high = editor.text.blockBoundingRect(line).height()
    lines = editor.text.document().lineCount()
    below.show_pictures(False)
    low = editor.text.blockBoundingRect(line).height()
    assert low == editor.text.blockBoundingRect(line.previous()).height() < high - 300
    assert not list(below.shown())
    below.show_pictures(True)
    assert editor.text.blockBoundingRect(line).height() == high
    assert editor.text.document().lineCount() == lines


def test_a_picture_scrolls_line_by_line_and_the_end_is_the_end(editor: Editor, below: PicturesBelow) -> None:
    editor.resize(800, 600)
    bar = editor.text.verticalScrollBar()
    tops = []
    for value in range(12):
        bar.setValue(value)
        tops += [each.rect.top() for each in below.shown() if each.link.words == "The wall"]
    steps = [one - other for one, other in pairwise(tops)]
    assert len(steps) == 11
    assert all(0 < step < 70 for step in steps)
    assert tops[-1] < 0
    bar.setValue(bar.maximum())
    last = editor.text.document().lastBlock()
    bottom = editor.text.blockBoundingGeometry(last).translated(editor.text.contentOffset()).bottom()
    assert 0 <= editor.text.viewport().height() - bottom < 60


@pytest.fixture
def menus() -> Iterator[None]:
    """Menus that a test opened are closed."""
    yield
    while isinstance(menu := QApplication.activePopupWidget(), QMenu):
        menu.close()


@pytest.mark.usefixtures("menus")
def test_a_click_opens_a_picture_and_its_menu_copies_it(
    qtbot: QtBot, editor: Editor, below: PicturesBelow, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[Path] = []

    def open_url(url: QUrl) -> bool:
        handed.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    port, dot = editor.text.viewport(), pictures(below)["A dot"]
    before = editor.text.textCursor().position()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=dot)
    qtbot.waitUntil(lambda: bool(handed), timeout=LONG)
    assert handed[0].name == "a dot.png"
    assert editor.text.textCursor().position() == before
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, dot, port.mapToGlobal(dot))
    QApplication.sendEvent(port, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions()] == ["Open", "Save as…", "Copy picture"]
    menu.actions()[2].trigger()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().image().width() == 40, timeout=LONG)
    qtbot.waitUntil(lambda: editor.notice.words == "Copied a dot.png.", timeout=LONG)


@pytest.mark.usefixtures("menus")
def test_the_menu_key_has_the_picture_of_the_line(editor: Editor, below: PicturesBelow) -> None:
    assert below.on
    cursor = editor.text.textCursor()
    cursor.setPosition(TEXT.index("![The wall]") + 3)
    editor.text.setTextCursor(cursor)
    place = editor.text.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, editor.text.mapToGlobal(place))
    QApplication.sendEvent(editor.text, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    told = [each.text() for each in menu.actions()]
    assert told[:3] == ["Open", "Save as…", "Copy picture"]
    assert len(told) > 4


def test_the_strip_of_files_has_small_pictures(qtbot: QtBot, editor: Editor, below: PicturesBelow) -> None:
    assert below.on
    chips = {chip.attachment.name: chip for chip in editor.files._chips}
    qtbot.waitUntil(lambda: chips["wall.png"].thumbnail is not None, timeout=LONG)
    small = chips["wall.png"].thumbnail
    assert small is not None
    assert max(small.width(), small.height()) < 100
    shown = chips["wall.png"].grab().toImage()
    assert shown.pixelColor(12, shown.height() // 2).name().upper() == "#274472"
    assert chips["torn.png"].thumbnail is None
