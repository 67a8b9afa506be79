"""The program is killed while somebody types into the capture window: text and tags are here again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.capture.begun import begun_in
from app.remembered import Remembered
from core import open_brain
from tests.architecture.source import ROOT
from tests.fixtures.desktop import OpenSession

TYPIST = """
import sys
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.capture.card import Card
from app.remembered import Remembered
from app.tasks import Tasks
from app.theme import Mode, Theme
from app.workspace import Workspace
from core import open_brain
from pathlib import Path

application = QApplication([])
home = Path(sys.argv[1])
brain = open_brain(home, sys.argv[2])
tasks = Tasks()
workspace = Workspace(brain, tasks, brain.position())
card = Card(workspace, Theme(application, Mode.LIGHT), Remembered(home))
card.open("", ("errand", "zwei Wörter"))
typed = 0

def type_on():
    global typed
    if not card.window.isVisible() or (50 <= typed and card.window.words == "keeping…" and typed % 50 == 0):
        return
    if typed and typed % 50 == 0:
        print(typed, flush=True)
    QTest.keyClick(card.window.text, "abcdefghij"[typed % 10])
    typed += 1

timer = QTimer(interval=2)
timer.timeout.connect(type_on)
timer.start()
sys.exit(application.exec())
"""


def test_nothing_that_was_said_to_be_kept_is_lost_by_a_kill(
    qtbot: QtBot, home: Path, database_url: str, open_session: OpenSession
) -> None:
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(home), database_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert typist.stdout is not None
    try:
        kept = max(int(typist.stdout.readline()) for _ in range(3))
    finally:
        typist.kill()  # in the middle of the fourth fifty
        typist.wait()
        typist.stdout.close()
    assert kept == 150
    with open_brain(home, database_url) as brain:
        (draft,) = brain.drafts()
        assert draft.content.startswith("abcdefghij" * 15)
    begun = begun_in(Remembered(home).begun)
    assert begun is not None and begun.note == draft.memory_id
    assert begun.tags == ("errand", "zwei Wörter")

    session = open_session()
    actions = session._window.actions_
    actions["note.capture"].trigger()
    (card,) = [each.card for each in session._parts if hasattr(each, "card")]
    qtbot.waitUntil(card.window.isVisible)
    assert (card.text, card.tags) == (draft.content, ("errand", "zwei Wörter"))
    card.save()
    assert session._brain is not None
    qtbot.waitUntil(lambda: session._brain is not None and session._brain.counts().memories == 1)
    (note,) = session._brain.memories().items
    assert note.tags == ("errand", "zwei Wörter")
