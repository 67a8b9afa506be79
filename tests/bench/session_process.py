"""A person at the real window for some minutes, told by a script, while notes are imported and synced in the background.

Run as a program of its own: `python -m tests.bench.session_process HOME TOKEN SMALL_DUMP LARGE_DUMP SECONDS`. Prints
one line of JSON: how long the window's thread was blocked, with stacks, and the memory before and after.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.account.server import TeamServer
from app.capture.capturing import Capturing
from app.collecting import collect_here
from app.history.place import TimePlace
from app.migration.found import Found
from app.migration.wizard import Wizard
from app.theme import Theme, make_application
from core import go_first
from sync.vault import InMemory, Kept
from tests.bench.blocks import Blocks
from tests.bench.ground import _WORDS
from tests.screenshots.stage import Stage, opened

Steps = Iterator[float | Callable[[], object]]
"""What a person does, and between: seconds until the next thing, or what they wait to see."""
_PATIENCE = 120.0
_KEY = 0.08  # seconds between two keys of a hand


class Person:
    """Does one thing after another, each by keys where there are keys for it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._chance = Random(600)
        parts = stage.session._parts
        self._capturing = next(part for part in parts if isinstance(part, Capturing))
        self._time = next(part for part in parts if isinstance(part, TimePlace))

    def ways(self) -> dict[str, Callable[[], Steps]]:
        """All that they do again and again, by name."""
        names = ("capture", "search", "edit", "switch", "tag", "undo", "history", "past", "go_to")
        return {name: getattr(self, name) for name in names}

    def capture(self) -> Steps:
        """A thought into the capture window."""
        card = self._capturing.card
        self._act("note.capture")
        yield card.window.isVisible
        yield from self._type(card.window.text, self._words(8))
        QTest.keyClick(card.window.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        yield lambda: not card.window.isVisible()

    def search(self) -> Steps:
        """A search as one types, a look at some results, and out of it."""
        pane = self._stage.notebook.pane
        self._act("go.search")
        yield from self._type(pane.search, self._words(2))
        yield 1.0
        for _ in range(3):
            QTest.keyClick(pane.list, Qt.Key.Key_Down)
            yield 0.3
        pane.search.clear()
        yield 0.5

    def edit(self) -> Steps:
        """A sentence at the end of the open note."""
        text = self._stage.notebook.editor.text
        self._act("note.open")
        yield lambda: not text.isReadOnly()
        QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        yield from self._type(text, f" {self._words(12)}. ")
        yield 1.0

    def switch(self) -> Steps:
        """Down the list, faster than one reads."""
        listed = self._stage.notebook.pane.list
        listed.setFocus()
        for _ in range(10):
            QTest.keyClick(listed, Qt.Key.Key_Down)
            yield 0.15

    def tag(self) -> Steps:
        """A tag for the open note."""
        field = self._stage.notebook.editor.foot.tags.field
        self._act("note.tag")
        yield from self._type(field, self._chance.choice(_WORDS))
        QTest.keyClick(field, Qt.Key.Key_Return)
        yield 0.5

    def undo(self) -> Steps:
        """What was done last, taken back from the list."""
        self._stage.notebook.pane.list.setFocus()
        self._act("edit.undo")
        yield 0.7

    def history(self) -> Steps:
        """The history of the open note, and back to it."""
        one_note = self._time.one_note
        self._act("note.history")
        with suppress(TimeoutError):
            yield lambda: one_note.pane is not None
        yield 1.0
        if one_note.pane is not None:
            one_note.pane.left.emit()
        yield 0.3

    def past(self) -> Steps:
        """The notebook of yesterday, a look down its list, and back."""
        place = self._time
        self._act("go.past")
        yield lambda: place.page is not None and place.page.then.as_of is not None
        assert place.page is not None
        for _ in range(3):
            QTest.keyClick(place.page.pane.list, Qt.Key.Key_Down)
            yield 0.3
        place.page.left.emit()
        yield 0.3

    def go_to(self) -> Steps:
        """A note by a part of its title."""
        self._act("go.to")
        yield 0.2
        field = self._stage.window.focusWidget()
        if field is not None:
            yield from self._type(field, self._words(1))
            yield 0.3
            QTest.keyClick(field, Qt.Key.Key_Escape)
        yield 0.2

    def bring(self, dump: Path) -> Steps:
        """Files of version 2 through the pages of the import; it goes on while the notes are shown."""
        self._stage.arrival.import_v2()
        wizard = next(each for each in self._stage.window.findChildren(Wizard))
        yield 1.0
        wizard.show_files()
        wizard.take([dump])
        yield lambda: wizard.ready
        wizard.look()
        yield lambda: isinstance(wizard.sheet, Found)
        wizard.bring()
        yield 0.5
        self._stage.arrival.go_to_notes()

    def _act(self, action: str) -> None:
        self._stage.window.actions_[action].trigger()

    def _type(self, field: QWidget, text: str) -> Steps:
        for letter in text:
            QTest.keyClicks(field, letter)
            yield _KEY

    def _words(self, count: int) -> str:
        return " ".join(self._chance.choices(_WORDS, k=count))


class Playing(QObject):
    """Plays steps on the window's own loop, so that nothing but the window's work is on its thread."""

    def __init__(self, blocks: Blocks) -> None:
        super().__init__()
        self._blocks = blocks
        self._loop = QEventLoop()

    def play(self, name: str, steps: Steps) -> None:
        """Until they end; raises TimeoutError where something is not to be seen in time."""
        self._blocks.doing = name
        failed: list[BaseException] = []

        def go_on() -> None:
            try:
                wait = next(steps, None)
            except Exception as error:  # noqa: BLE001 - raised again where it can be
                failed.append(error)
                wait = None
            if wait is None:
                self._loop.quit()
            elif callable(wait):
                look(wait, time.monotonic() + _PATIENCE)
            else:
                QTimer.singleShot(int(wait * 1_000), self, go_on)

        def look(wait: Callable[[], object], end: float) -> None:
            if wait():
                go_on()
            elif time.monotonic() > end:
                failed.append(TimeoutError(name))
                self._loop.quit()
            else:
                QTimer.singleShot(20, self, lambda: look(wait, end))

        QTimer.singleShot(0, self, go_on)
        self._loop.exec()
        if failed:
            raise failed[0]


def main(home: Path, token: str, small: Path, large: Path, seconds: float) -> dict[str, object]:
    """Everything once, then the same for so long."""
    TeamServer._kept_in = lambda _self, _brain: InMemory(Kept(token, "", 0.0))  # type: ignore[method-assign,assignment]  # no keyring here
    with suppress(OSError, AttributeError):  # the priority it was given counts within its session only
        Path("/proc/self/autogroup").write_text(str(os.getpriority(os.PRIO_PROCESS, 0)))
    application = make_application()
    collect_here(application)
    go_first()
    with opened(Theme(application), home, home) as stage:
        stage.window.show()
        stage.wait(lambda: stage.session.notebook is not None and stage.session._parts)
        blocks = Blocks()
        playing, person = Playing(blocks), Person(stage)
        playing.play("first note", iter((1.0, lambda: len(stage.notebook.pane.list.ids) > 0)))
        for name, way in person.ways().items():
            playing.play(name, person.switch())
            playing.play(name, way())
        playing.play("import", person.bring(small))
        wizard = next(each for each in stage.window.findChildren(Wizard))
        playing.play("import", iter((lambda: not wizard.busy, 2.0)))
        before = _memory()
        playing.play("memory", iter((0.1,)))
        warm, blocks.found = blocks.found, []  # counting memory blocked the window, too
        playing.play("begin import", person.bring(large))
        end, rounds = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            for name, way in person.ways().items():
                playing.play(name, way())
            rounds += 1
        playing.play("rest", iter((5.0,)))
        blocks.end()
        after, threads = _memory(), len(sys._current_frames())
    return {
        "before": before,
        "after": after,
        "rounds": rounds,
        "threads": threads,
        "first": [asdict(each) for each in warm],
        "blocks": [asdict(each) for each in blocks.found],
    }


def _memory() -> int:
    """Bytes that this process holds, after it gave back what it can."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    return int(psutil.Process().memory_info().rss)


if __name__ == "__main__":
    place, secret, few, many, length = sys.argv[1:]
    print(json.dumps(main(Path(place), secret, Path(few), Path(many), float(length))), flush=True)
