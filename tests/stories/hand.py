"""A hand and an eye at the real window of another process: what a test writes to its standard input is done there.

    python -m tests.stories.hand HOME DATABASE

Each line is a JSON object, answered by one with all that is to be seen then: {} looks, {"new": text} types a new note,
{"type": text} goes on in the open one, {"do": action} is a choice from the menu.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.arrival import Arrival
from app.desktop import run
from app.library.note_rows import ROW, NoteRow
from app.notebook import Notebook
from app.window import Window


class Hand(QObject):
    """Lives on the window's thread; `asked` brings lines from the one that reads."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._do)

    def listen(self) -> None:
        """Until nobody asks any more."""
        for line in sys.stdin:
            self.asked.emit(line)

    def _do(self, line: str) -> None:
        window = next((each for each in QApplication.topLevelWidgets() if isinstance(each, Window)), None)
        notebook = window.findChild(Notebook) if window is not None else None
        if window is None or notebook is None:
            seen: dict[str, Any] = {}
        else:
            _touch(window, notebook, **json.loads(line))
            seen = _seen(window, notebook)
        sys.stdout.write(json.dumps(seen) + "\n")
        sys.stdout.flush()


def _touch(window: Window, notebook: Notebook, new: str = "", type: str = "", do: str = "") -> None:  # noqa: A002 - a word of the line
    if new and (arrival := window.findChild(Arrival)) is not None:
        arrival.go_to_notes()
    if new or do:
        window.actions_[do or "note.new"].trigger()
    for number, paragraph in enumerate((new or type).split("\n")):
        if number:
            QTest.keyClick(notebook.editor.text, Qt.Key.Key_Return)
        QTest.keyClicks(notebook.editor.text, paragraph)


def _seen(window: Window, notebook: Notebook) -> dict[str, Any]:
    rows = notebook.pane.list.model()
    notebook.pane.list.viewport().repaint()  # rows are fetched when they are painted
    shown = [rows.index(number, 0).data(ROW) for number in range(rows.rowCount())]
    return {
        "titles": [row.title for row in shown if isinstance(row, NoteRow)],
        "text": notebook.editor.text.toPlainText(),
        "sync": window.status.sync.text().strip(),
        "saved": window.status._saved.text(),
    }


if __name__ == "__main__":
    home, database = sys.argv[1:]
    hand = Hand()
    threading.Thread(target=hand.listen, daemon=True).start()
    sys.exit(run(home, database))
