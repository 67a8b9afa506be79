"""Links that lead nowhere look different, in the text and in the preview, until the note is made."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.dressing import blocks
from app.editor.lost_links import LostLinks
from app.workspace import Workspace
from core.brain import Brain
from tests.app.editor.conftest import opened
from tests.app.editor.test_typing import middle_of

TEXT = "Links\n[[Here|said]] and [[Gone#part|lost]]\n![[Away]] [md](other.md) https://a.b\n`[[Gone]]`"
DASHED = QTextCharFormat.UnderlineStyle.DashUnderline


def lost_in_text(editor: Editor) -> list[str]:
    return sorted(
        block.text()[each.start : each.start + each.length]
        for block in blocks(editor.text.document())
        for each in block.layout().formats()
        if each.format.underlineStyle() is DASHED
    )


def lost_in_preview(editor: Editor) -> list[str]:
    found = []
    for block in blocks(editor.preview.document()):
        steps = block.begin()
        while not steps.atEnd():
            if steps.fragment().charFormat().underlineStyle() is DASHED:
                found.append(steps.fragment().text())
            steps += 1
    return found


def test_a_link_that_leads_nowhere_has_a_dashed_line_until_its_note_is_there(
    qtbot: QtBot, patient: Editor, workspace: Workspace, brain: Brain
) -> None:
    brain.create_memory("# Here")
    note = brain.create_memory(TEXT).memory
    LostLinks(patient, workspace)
    opened(qtbot, patient, note)
    qtbot.waitUntil(lambda: lost_in_text(patient) == ["Away", "Gone#part|lost", "md"])
    patient.set_preview(True)
    assert lost_in_preview(patient) == ["lost", "Away", "md"]
    patient.set_preview(False)
    at = TEXT.index("Gone") + 1
    point = middle_of(patient, at)
    QTest.mouseClick(
        patient.text.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, point
    )
    qtbot.waitUntil(lambda: "no note “Gone”" in patient.notice.words)
    patient.notice._button.click()
    qtbot.waitUntil(lambda: lost_in_text(patient) == ["Away", "md"])
    opened(qtbot, patient, brain.create_memory("# Away").memory)
    patient.open_note(note)
    qtbot.waitUntil(lambda: patient.note == note and lost_in_text(patient) == ["md"])
