"""Properties of a note, as its preview shows them."""

from __future__ import annotations

from PySide6.QtGui import QTextTable
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.properties import properties_of
from core.brain import Brain
from tests.app.editor.conftest import opened


def test_every_kind_of_value_reads_well_and_means_nothing_to_markdown() -> None:
    table = properties_of(
        {
            "rating": 4,
            "done": False,
            "people": ["[[Ada Lovelace|Ada]]", "Bob *the* second"],
            "url": "https://example.org/a_b_c",
            "empty": None,
            "two | lines": "a\nb",
            "deep": {"a": [1]},
            "pinned": True,
        }
    )
    assert table.startswith("| Property | Value |\n"), "a screen reader says what stands in a column"
    assert table.split("\n")[2:] == [
        '| deep | {"a": [1]} |',
        "| done | no |",
        "| empty |  |",
        "| people | [[Ada Lovelace\\|Ada]], Bob \\*the\\* second |",
        "| rating | 4 |",
        "| two \\| lines | a b |",
        "| url | https://example.org/a_b_c |",
    ]
    assert properties_of({"pinned": True}) == ""


def test_properties_that_came_with_a_note_stand_below_it_and_their_links_lead_somewhere(
    qtbot: QtBot, patient: Editor, brain: Brain
) -> None:
    note = brain.create_memory(
        "# Garden\n\n- [ ] water", metadata={"due": "2025-04-01", "who": "[[Ada]]"}
    ).memory
    opened(qtbot, patient, note)
    patient.set_preview(True)
    preview = patient.preview
    shown = preview.toPlainText()
    assert shown.startswith("Garden\nwater") and "2025-04-01" in shown, shown
    tables = [each for each in preview.document().rootFrame().childFrames() if isinstance(each, QTextTable)]
    assert [each.rows() for each in tables] == [3]
    assert "[[" not in shown and "Ada" in shown
    assert patient.text.toPlainText() == "# Garden\n\n- [ ] water", "the text stays the text"
