"""A note with properties and callouts as it reads, the headings that a link is offered, and a low window."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from app.popover import Popover
from app.theme import Mode
from tests.screenshots.stage import SIZE, Stage

_BOTH = (Mode.LIGHT, Mode.DARK)
_LOW = QSize(900, 600)
_PROPERTIES = {"author": "Ada Kovac", "year": 1987, "read": True, "rooms": ["kitchen", "cellar"]}
_PLAN = (
    "# Heating plan\n\n## Boiler\n\nSeven years.\n\n## Radiators\n\nBleed them in autumn.\n\n## Costs\n\nLow."
)
_HOUSE = """# The house by the mill

Bought in spring, with a roof that holds.

> [!warning] Before the frost
> Empty the pipe in the yard.

> [!tip] Cheaper
> The mill sells wood by the cart."""


def play_reading(stage: Stage) -> None:
    """The three, in the notebook that is open."""
    workspace, editor = stage.session._workspace, stage.notebook.editor
    for popover in stage.window.findChildren(Popover):
        popover.hide()
    stage.notebook.pane.search.setText("")
    assert workspace is not None  # the notebook is open
    workspace.brain.create_memory(_PLAN, tags=["house"])
    note = workspace.brain.create_memory(_HOUSE, tags=["house"], metadata=_PROPERTIES).memory
    assert note is not None
    stage.notebook.show_note(note)
    stage.wait(lambda: editor.note == note and note in list(stage.notebook.pane.list.ids))
    editor.set_preview(True)
    stage.rest()
    stage.shoot("preview-properties", *_BOTH)
    editor.set_preview(False)
    editor.focus_text()
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    editor.text.insertPlainText("\n\nSee ")
    QTest.keyClicks(editor.text, "[[Heating plan#")
    stage.wait(lambda: editor.completing.offered)
    stage.shoot("writing-link-headings", *_BOTH)
    QTest.keyClick(editor.text, Qt.Key.Key_Return)
    stage.window.resize(_LOW)
    stage.rest()
    stage.shoot("low-window", *_BOTH)
    stage.window.resize(SIZE)
    editor.flush()
    stage.wait(lambda: not editor.unsaved)
