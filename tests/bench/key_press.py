"""From a key press to the painted character in a note of 1 MB, beside a bare QPlainTextEdit that has the same text; and in
the same note with pictures on the screen."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.bench import ground
from tests.bench.figures import Figure, interleaved, ms, p50, p95

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

_SIZE = 1_000_000  # characters
_GOAL = 0.016
_ROUNDS, _WARM = 400, 40
_LETTERS = "the quick note "


def run() -> list[Figure]:
    """Keys in the middle of the note, each painted before the next one; and titles while a link is typed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    from app.editor import Editor
    from app.editor.pictures_below import PicturesBelow
    from app.spelling.marking import Marking
    from app.spelling.own import OwnWords
    from app.tasks import Tasks
    from app.theme import Theme
    from app.workspace import Workspace
    from core import Dictionaries

    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    text = _note()
    with ground.home() as place, ground.notebook(0, place) as brain:
        note = brain.create_memory(text).memory
        brain.files.give(note, brain.files.keep(_picture(), "wall.png"))
        tasks = Tasks()
        workspace = Workspace(brain, tasks, brain.position())
        theme = Theme(application)
        editor = Editor(workspace, theme)
        below = PicturesBelow(editor.text, editor.pictures, theme)
        bare = QPlainTextEdit(text)
        for window in (bare, editor):
            window.resize(800, 700)
            window.show()
        editor.open_note(note)
        _live(lambda: editor.note == note and not editor.text.isReadOnly(), 60)
        ours, theirs = interleaved([_pressing(editor.text), _pressing(bare)], _ROUNDS, _WARM)
        _name_pictures(editor.text)
        _live(lambda: any(below._pictures.size(each.file) for each in below.shown() if each.file), 60)
        pictured, _ = interleaved([_pressing(editor.text), _pressing(bare)], _ROUNDS, _WARM)
        marking = Marking(editor.text, workspace, theme, dictionaries := Dictionaries(), OwnWords(place))
        marking.use(dictionaries.installed()[:1], note)
        _live(lambda: bool(marking.marked()), 5)
        marked, _ = interleaved([_pressing(editor.text), _pressing(bare)], _ROUNDS, _WARM)
        count = len(marking.marked())
        editor.flush()
        tasks.close()
    return [*_told(ours, theirs, pictured), _told_marked(marked, ours, count)]


def _live(until: Callable[[], bool], seconds: float) -> None:
    """Let the window live until something is true, or for so long."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        QApplication.processEvents()


def _told_marked(marked: list[float], ours: list[float], count: int) -> Figure:
    """By the first dictionary that is installed, which may be one of another language: then nearly each word is marked."""
    seen = f"p95 {ms(p95(marked))}, p50 {ms(p50(marked))}; {p95(marked) / p95(ours):.1f} × without; {count} words marked"
    return Figure("the same with misspelt words marked, too", "≤ 16 ms", seen, p95(marked) <= _GOAL)


def _told(ours: list[float], theirs: list[float], pictured: list[float]) -> list[Figure]:
    ratio = p95(ours) / p95(theirs)
    seen = (
        f"p95 {ms(p95(ours))}, p50 {ms(p50(ours))}; {ratio:.1f} × a bare QPlainTextEdit ({ms(p95(theirs))})"
    )
    with_pictures = (
        f"p95 {ms(p95(pictured))}, p50 {ms(p50(pictured))}; {p95(pictured) / p95(ours):.1f} × without"
    )
    return [
        Figure("key press to painted character in a 1 MB note, p95", "≤ 16 ms", seen, p95(ours) <= _GOAL),
        Figure("the same with pictures on the screen", "≤ 16 ms", with_pictures, p95(pictured) <= _GOAL),
    ]


def _name_pictures(widget: QPlainTextEdit) -> None:
    """Two pictures above the caret and one below it."""
    cursor = widget.textCursor()
    cursor.insertText("\n\n![wall](wall.png)\n![wall](wall.png)\n\nhere\n\n![wall](wall.png)\n")


def _picture() -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QColor, QImage

    image = QImage(2_000, 800, QImage.Format.Format_RGB32)
    image.fill(QColor("steelblue"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a name
    return bytes(buffer.data().data())


def _pressing(widget: QPlainTextEdit) -> Callable[[], None]:
    """Each call is one key in the middle of a text, painted."""
    from PySide6.QtGui import QTextCursor
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    cursor = QTextCursor(widget.document())
    cursor.setPosition(widget.document().characterCount() // 2)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    widget.setTextCursor(cursor)
    widget.centerCursor()
    letters = iter(_LETTERS * (_ROUNDS + _WARM))

    def press() -> None:
        QTest.keyClicks(widget, next(letters))
        widget.viewport().repaint()
        QApplication.processEvents()

    return press


def _note() -> str:
    chance = random.Random(7)
    parts = ["# A long note"]
    size = 0
    while size < _SIZE:
        number = len(parts)
        parts += [
            f"\n## Part {number}\n",
            f"{ground.text(chance, number)} **strong** and [[Part {number}]], https://example.org/{number}",
            "- [ ] a task\n- [x] another one\n",
            "| a | b |\n| - | - |\n| 1 | 2 |\n",
            "```python\ndef told(words: str) -> int:\n    return len(words)  # so many\n```",
        ]
        size += sum(map(len, parts[-5:]))
    return "\n".join(parts)
