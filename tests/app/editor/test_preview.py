"""A note as it reads: nothing is loaded, nothing is followed unasked, and it looks like the rest of the window."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QSize, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QGuiApplication, QImage, QTextBlock, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.dressing import blocks
from app.editor.ink import Ink
from app.editor.links import may_open
from app.editor.markdown import NO_TITLE_YET, read_line
from app.editor.pointer import visible, written
from app.editor.preview import AT_MOST
from app.theme import Role, Theme
from core.brain import Brain
from tests.app.editor.conftest import opened, write


class Listener(http.server.BaseHTTPRequestHandler):
    """Counts who comes."""

    came: list[str] = []  # noqa: RUF012 - one list for the one server of a test

    def do_GET(self) -> None:
        self.came.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        """Quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    Listener.came.clear()
    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    thread.join()
    listening.server_close()


def test_the_preview_loads_nothing_from_files_or_the_network(
    qtbot: QtBot, patient: Editor, server: str, tmp_path: Path
) -> None:
    picture = tmp_path / "red.png"
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(picture))
    patient.new_note()
    write(
        patient,
        f"# Pictures\n\n![of the web]({server}/a.png) ![of a file]({picture}) ![again](file://{picture})\n\n"
        f"<img src='{server}/b.png'><script src='{server}/c.js'></script>\n",
    )
    patient.set_preview(True)
    patient.grab()
    qtbot.wait(100)
    assert Listener.came == []
    assert "[picture: of the web]" in patient.preview.toPlainText()
    assert "<img src=" in patient.preview.toPlainText(), "HTML is shown as it was typed"


def test_even_pictures_that_are_too_many_to_describe_are_not_loaded(
    qtbot: QtBot, patient: Editor, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "red.png"
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.save(str(picture))
    monkeypatch.chdir(tmp_path)
    for address in (str(picture), picture.as_uri(), "red.png", f"{server}/red.png"):
        patient.preview.show_text(f"![]({address}) a " * 300)
        patient.preview.grab()
        loaded = patient.preview.document().resource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(address)
        )
        assert loaded.size() == QSize(1, 1), "an empty picture, whatever is in the file"
    qtbot.wait(50)
    assert Listener.came == []


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://example.org", True),
        ("http://example.org", True),
        ("mailto:jana@example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("smb://server/share", False),
        ("relative/path", False),
        ("#anchor", False),
    ],
)
def test_only_the_web_and_mail_are_followed(address: str, followed: bool) -> None:
    assert may_open(address) is followed


class Desktop(QObject):
    """Takes the links that would be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.followed: list[str] = []

    @Slot(QUrl)
    def follow(self, url: QUrl) -> None:
        self.followed.append(url.toString())


def test_a_link_is_followed_when_it_is_clicked(qtbot: QtBot, patient: Editor) -> None:
    desktop = Desktop()
    for scheme in ("https", "file"):
        QDesktopServices.setUrlHandler(scheme, desktop, "follow")  # type: ignore[arg-type]  # the stubs say bytes, which Qt refuses
    patient.new_note()
    write(patient, "[the web](https://example.org/)\n\n[a file](file:///etc/passwd)")
    patient.set_preview(True)
    assert desktop.followed == []
    for address in ("https://example.org/", "file:///etc/passwd"):
        patient.preview.anchorClicked.emit(QUrl(address))
    for scheme in ("https", "file"):
        QDesktopServices.unsetUrlHandler(scheme)
    assert desktop.followed == ["https://example.org/"]


def test_a_link_that_no_program_opens_can_be_copied(
    qtbot: QtBot, patient: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    patient.new_note()
    patient.linking.follow("https://example.org/?a=b")
    told = "No program was found on this computer that opens https://example.org/?a=b"
    assert patient.notice.words == told
    next(each for each in patient.notice.findChildren(QPushButton) if each.isVisible()).click()
    assert QGuiApplication.clipboard().text() == "https://example.org/?a=b"
    assert patient.notice.words == ""


def test_the_preview_shows_what_is_typed_and_escape_leads_back(qtbot: QtBot, patient: Editor) -> None:
    heard: list[bool] = []
    patient.preview_changed.connect(heard.append)
    patient.new_note()
    write(patient, "# Bread\n\n- [x] rye\n\n```\ncode\n```\n\n> said\n\n|a|b|\n|-|-|\n|1|2|\n")
    patient.set_preview(True)
    assert patient.preview.hasFocus()
    assert "#" not in patient.preview.toPlainText()
    patient.grab()
    QTest.keyClick(patient.preview, Qt.Key.Key_Escape)
    assert patient.text.hasFocus()
    assert heard == [True, False]


def test_the_preview_stays_on_when_another_note_is_opened(
    qtbot: QtBot, patient: Editor, brain: Brain
) -> None:
    notes = [brain.create_memory(text).memory for text in ("# One", "# Two")]
    opened(qtbot, patient, notes[0])
    patient.set_preview(True)
    opened(qtbot, patient, notes[1])
    assert patient.preview_shown
    assert patient.preview.toPlainText() == "Two"


def test_of_a_very_long_note_the_beginning_is_shown(qtbot: QtBot, patient: Editor) -> None:
    patient.preview.show_text("words and words\n\n" * (AT_MOST // 8))
    shown = patient.preview.toPlainText()
    assert len(shown) < AT_MOST + 200
    assert shown.endswith("the note goes on.")


def test_callouts_in_a_row_and_a_quote_at_the_end_have_bars_of_their_own(
    qtbot: QtBot, patient: Editor
) -> None:
    patient.new_note()
    write(patient, "# Care\n\n> [!note]\n> Mind it.\n\n> [!tip] Try\n> More.\n\n> the end")
    patient.set_preview(True)
    (first, last), (second, end) = patient.preview._bars
    texts = [each.text() for each in (first, last, second, end)]
    assert texts == ["Note", "Mind it.", "Tip · Try", "the end"]
    patient.set_preview(False)
    quote = patient.text.document().lastBlock()
    (rect,) = (place for block, place in visible(patient.text) if block == quote)
    words = quote.layout().lineAt(0)
    assert written(patient.text, quote, rect).height() < 2 * words.height()


def test_a_task_is_ticked_on_its_box_in_the_preview_and_is_struck_through_then(
    qtbot: QtBot, patient: Editor
) -> None:
    patient.new_note()
    write(patient, "# Shed\n\n- [ ] order the door\n  - [ ] measure\n")
    patient.set_preview(True)
    patient.grab()
    block = patient.preview.document().findBlockByNumber(1)
    line = block.layout().lineAt(0).rect().translated(block.layout().position())
    box = QPoint(int(line.left()) - 12, int(line.center().y()))
    seen = patient.preview.viewport().grab().toImage().pixelColor(box)
    qtbot.mouseClick(
        patient.preview.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(line.left()) + 20, box.y())
    )
    assert "- [ ] order" in patient.text.toPlainText(), "its words are only read"
    qtbot.mouseClick(patient.preview.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert "- [x] order the door\n  - [ ] measure" in patient.text.toPlainText()
    qtbot.waitUntil(lambda: _is_struck(patient, 1))
    assert not _is_struck(patient, 2)
    assert patient.preview.viewport().grab().toImage().pixelColor(box) != seen, "a mark is in the box"


def test_what_follows_a_done_task_is_none_and_a_line_of_a_task_has_no_box_of_its_own(
    qtbot: QtBot, patient: Editor
) -> None:
    patient.new_note()
    write(patient, "Shed\n\n- [x] order the door\n  in green\n\nIt comes on Monday.\n\n> by noon\n")
    patient.set_preview(True)
    patient.grab()
    document = patient.preview.document()
    lines = [document.findBlockByNumber(each).text() for each in range(document.blockCount())]
    assert lines == ["Shed", "order the door\u2028in green", "It comes on Monday.", "by noon"]
    assert document.firstBlock().blockFormat().headingLevel() == 1
    assert [_is_struck(patient, each) for each in range(4)] == [False, True, False, False]
    assert len(patient.preview._tasks) == len(patient.preview._boxes) == 1


def _is_struck(editor: Editor, number: int) -> bool:
    block = editor.preview.document().findBlockByNumber(number)
    formats = block.textFormats()
    return all(each.format.fontStrikeOut() for each in formats)


def _ink(block: QTextBlock) -> QColor:
    *_, last = block.textFormats()
    return QColor(last.format.foreground().color())


def test_a_callout_stands_out_from_a_quote_and_its_title_stands_on_its_words(
    patient: Editor, theme: Theme
) -> None:
    patient.new_note()
    write(patient, "> [!tip] Cheaper\n> Wood by the cart.\n\nWords.\n\n> A quote.\n")
    patient.set_preview(True)
    patient.grab()
    document = patient.preview.document()
    title, words = document.findBlockByNumber(0), document.findBlockByNumber(1)
    quote = document.findBlockByNumber(3)
    assert title.text() == "Tip · Cheaper" and quote.text() == "A quote."
    inks = [_ink(each) for each in (title, words, quote)]
    assert inks[0] != theme.colors.muted and inks[1:] == [theme.colors.muted] * 2
    layout = document.documentLayout()
    assert layout.blockBoundingRect(words).top() - layout.blockBoundingRect(title).bottom() < 10


def test_headings_are_as_large_as_in_the_editor(qtbot: QtBot, theme: Theme, patient: Editor) -> None:
    patient.preview.show_text("# Greenhouse\n\n# Beds\n\n## Roof\n\n### Tiles\n\n#### Slates\n")
    sizes = [
        block.begin().fragment().charFormat().fontPointSize()
        for block in blocks(patient.preview.document())
        if block.text()
    ]
    roles: list[Role] = ["title", "heading1", "heading2", "heading3", "heading3"]
    assert sizes == [theme.text_font(role).pointSizeF() for role in roles]
    patient.preview.show_text("# " + "Greenhouse by the south wall " * 20)
    layout = patient.preview.document().firstBlock().layout()
    apart = layout.lineAt(1).y() - layout.lineAt(0).y()
    assert abs(apart - Ink(theme).spacing(read_line("# Greenhouse", NO_TITLE_YET))[1]) <= 2, (
        "and their lines as far apart"
    )
