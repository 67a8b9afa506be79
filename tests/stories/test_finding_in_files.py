"""Somebody keeps a manual with a note and finds it again by what stands in the manual, in the real window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor.file_chip import FileChip
from app.library.note_rows import ROW, NoteRow
from app.session import Session
from tests.fixtures.pdf import pdf

LONG = 30_000
CONTROL = Qt.KeyboardModifier.ControlModifier


def clipboard(path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(mime)


def rows(session: Session) -> list[NoteRow]:
    """What the list shows."""
    assert session.notebook is not None
    model = session.notebook.pane.list.model()
    found = [model.index(row, 0).data(ROW) for row in range(model.rowCount())]
    return [row for row in found if isinstance(row, NoteRow)]


@pytest.mark.timeout(120)
def test_a_manual_is_pasted_and_found_by_a_word_on_its_second_page(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    notebook, brain, workspace = session.notebook, session._brain, session._workspace
    assert notebook is not None and brain is not None and workspace is not None
    manual, scan = tmp_path / "boiler.pdf", tmp_path / "scan.pdf"
    manual.write_bytes(pdf("Boiler manual", "The warranty lasts for seven years."))
    scan.write_bytes(pdf(""))
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    text = notebook.editor.text
    session._window.actions_["note.new"].trigger()
    qtbot.waitUntil(text.hasFocus, timeout=LONG)
    QTest.keyClicks(text, "The heating ")

    def named(name: str) -> bool:
        return name in text.toPlainText()

    for path in (manual, scan):
        clipboard(path)
        QTest.keyClick(text, Qt.Key.Key_V, CONTROL)
        qtbot.waitUntil(partial(named, path.name), timeout=LONG)
    # In the search box before it is read: the result comes by itself.
    session._window.actions_["go.search"].trigger()
    QTest.keyClicks(notebook.pane.search, "warranty")
    qtbot.waitUntil(lambda: [row.why for row in rows(session)] == ["page 2 of boiler.pdf"], timeout=LONG)
    (row,) = rows(session)
    assert row.title.startswith("The heating")
    assert "The warranty lasts for seven years." in row.excerpt
    assert [row.excerpt[start:end] for start, end in row.marks] == ["warranty"]

    def told() -> list[str]:
        return [chip.toolTip().splitlines()[-1] for chip in notebook.editor.files.findChildren(FileChip)]

    expected = [
        "Search finds its text.",
        "Its pages are pictures without text, so search does not find it by words.",
    ]
    qtbot.waitUntil(lambda: told() == expected, timeout=LONG)
    file = brain.memory(row.id).attachments[0]
    workspace.write(lambda brain: brain.files.detach(row.id, file.sha256, file.name), owner=session)
    qtbot.waitUntil(lambda: rows(session) == [], timeout=LONG)
