"""From the key for the next note to that note painted, among 100 000, beside a bare editor given the same text from memory.

The notes that are gone to have 10 kB each; the others are as long as in the other figures, because filling takes long.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from core import Brain, Memory
from tests.bench import ground
from tests.bench.figures import Figure, interleaved, ms, p50, p95

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

_GOAL = 0.050  # seconds
_TIMES = 10  # times a bare editor that has the text already
_SIZE = 10_000  # characters
_REPEAT = 33  # milliseconds after which a held key comes again
_FAR = 37  # notes: further than anything is read ahead, and more apart than are kept
_PATIENCE_MS = 10_000


def run(rounds: int = 300, warm: int = 30) -> list[Figure]:
    """Down, down, down, as a held key does; then to notes elsewhere. Each note is painted before the next key, and so is
    the same text in the bare editor. `SWITCHING_NOTES` makes the notebook smaller."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    notes = int(os.environ.get("SWITCHING_NOTES", "100_000"))
    long = rounds + warm + 10
    with ground.home() as place:
        with ground.notebook(max(0, notes - long), place) as brain:
            texts = _add_long_ones(brain, long)
            brain.upkeep.prepare_search()
            brain.meaning.pause()  # what is done once after 100 000 notes came is another figure
        next_one, far, theirs = _measure(place, texts, rounds, warm)
    size = f"{notes:_} notes, 10 kB each that is gone to, p95".replace("_", " ")
    return [
        _figure(f"key to the next note painted, {size}", next_one, theirs),
        _figure(f"the same to a note elsewhere in the list, {size}", far, theirs),
    ]


def _figure(what: str, ours: list[float], theirs: list[float]) -> Figure:
    ratio = p95(ours) / p95(theirs)
    seen = (
        f"p95 {ms(p95(ours))}, p50 {ms(p50(ours))}; {ratio:.1f} × a bare QPlainTextEdit given the text from memory"
        f" ({ms(p95(theirs))})"
    )
    goal = f"≤ 50 ms, ≤ {_TIMES} × a bare editor"
    return Figure(what, goal, seen, p95(ours) <= _GOAL and ratio <= _TIMES)


def _add_long_ones(brain: Brain, count: int) -> list[str]:
    """Notes of 10 kB above all others; their texts in the order of the list."""
    chance = Random(10)
    made = [Memory.create(_text(chance, number), brain.user_id) for number in range(count)]
    brain._log.append((), lambda _: made)
    return [brain.memory(each).content for each in brain.memory_ids()[:count]]


def _text(chance: Random, number: int) -> str:
    parts = [f"# A long note {number}"]
    while sum(map(len, parts)) < _SIZE:
        parts += [
            f"## Part {len(parts)}",
            f"{ground.text(chance, number)[2:]} **strong** and [[Part {number}]]",
            "- [ ] a task\n- [x] another one",
            "```python\ndef told(words: str) -> int:\n    return len(words)\n```",
        ]
    return "\n\n".join(parts)


def _measure(place: Path, texts: list[str], rounds: int, warm: int) -> list[list[float]]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QPlainTextEdit

    from app.collecting import collect_here
    from app.theme import Theme, make_application
    from tests.screenshots.stage import opened

    application = make_application()
    collect_here(application)
    bare = QPlainTextEdit()
    with opened(Theme(application), place, place) as stage:
        stage.window.show()
        stage.wait(
            lambda: stage.session.notebook is not None and len(stage.notebook.pane.list.ids) > len(texts)
        )
        editor, listed = stage.notebook.editor, stage.notebook.pane.list
        bare.resize(editor.text.size())
        bare.show()
        listed.setFocus()
        stage.rest()
        at = [-1]

        def go(act: Callable[[], object], number: int) -> None:
            at[0] = number
            _until_painted(editor.text, act, lambda: editor.note == listed.ids[number])

        def down() -> None:
            go(lambda: QTest.keyClick(listed, Qt.Key.Key_Down), at[0] + 1)

        def jump() -> None:
            far = (at[0] + _FAR) % len(texts)
            go(lambda: listed._open(far), far)

        def give() -> None:
            text = texts[at[0]]
            _until_painted(bare, lambda: bare.setPlainText(text), lambda: True)

        next_one, theirs = interleaved([down, give], rounds, warm, _rest)
        (far,) = interleaved([jump], rounds // 2, warm, _rest)
        bare.hide()
    return [next_one, far, theirs]


def _rest() -> None:
    """Until the next key of a held one: what the window does meanwhile, nobody waits for."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(_REPEAT, loop.quit)
    loop.exec()


def _until_painted(text: QPlainTextEdit, act: Callable[[], object], shown: Callable[[], bool]) -> None:
    """Do it, and live until the text is painted that is to be shown then."""
    from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

    loop = QEventLoop()

    class Watch(QObject):
        """Ends the loop right after a paint."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and shown():
                QTimer.singleShot(0, loop.quit)
            return super().eventFilter(watched, event)

    watch = Watch()
    late = QTimer(singleShot=True, interval=_PATIENCE_MS)
    late.timeout.connect(lambda: loop.exit(1))
    text.viewport().installEventFilter(watch)
    late.start()
    act()
    in_time = loop.exec() == 0
    text.viewport().removeEventFilter(watch)
    assert in_time, "the note was not painted"
