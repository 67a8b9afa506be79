"""A window that is killed while somebody types: what was typed a second ago comes back as a note."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from core import open_brain

TYPIST = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.editor import Editor
from app.tasks import Tasks
from app.theme import Mode, Theme
from app.workspace import Workspace
from core import open_brain
from uuid import UUID

application = QApplication([])
brain = open_brain(sys.argv[1], sys.argv[2])
tasks = Tasks()
workspace = Workspace(brain, tasks, brain.position())
editor = Editor(workspace, Theme(application, Mode.LIGHT))
editor.show()
if len(sys.argv) > 3:
    editor.open_note(UUID(sys.argv[3]))
else:
    editor.new_note()
words = 0

def type_on():
    global words
    if editor.text.isReadOnly():
        return
    editor.text.insertPlainText(f"{words} ")
    words += 1
    print(words, flush=True)

timer = QTimer(interval=20)
timer.timeout.connect(type_on)
timer.start()
sys.exit(application.exec())
"""


def typed_until_killed(*arguments: str, seconds: float) -> int:
    """Let a real window type without a rest, kill it, and tell how many words were there a second before."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[3])}
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, *arguments], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert typist.stdout is not None
    moments: list[tuple[float, int]] = []
    try:
        for line in typist.stdout:
            moments.append((time.monotonic(), int(line)))
            if moments[-1][0] - moments[0][0] > seconds:
                break
    finally:
        typist.kill()
        typist.wait()
        typist.stdout.close()
    end = moments[-1][0]
    return max(
        words for moment, words in moments if moment <= end - 1.5
    )  # half a second for a loaded machine


def test_a_killed_window_loses_at_most_the_last_second_of_a_new_note(
    database_url: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    safe = typed_until_killed(str(home), database_url, seconds=3.0)
    with open_brain(home, database_url) as brain:
        assert brain.counts().memories == 0, "the hand never rested"
        changes = brain.recover_drafts()
        words = brain.memory(changes.memory).content.split()
        assert words == [str(number) for number in range(len(words))]
        assert len(words) >= safe
        assert brain.drafts() == ()
        assert not brain.recover_drafts()


def test_a_killed_window_loses_at_most_the_last_second_in_an_old_note(
    database_url: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with open_brain(home, database_url) as brain:
        note = brain.create_memory("the end").memory
    safe = typed_until_killed(str(home), database_url, str(note), seconds=3.0)
    with open_brain(home, database_url) as brain:
        assert brain.memory(note).content == "the end"
        brain.recover_drafts()
        words = brain.memory(note).content.removesuffix("the end").split()
        assert words == [str(number) for number in range(len(words))]
        assert len(words) >= safe
        assert brain.counts().memories == 1
