"""Time: the notebook of another day, with its bar over everything."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.history.place import TimePlace
from app.theme import Mode, Theme
from core import Brain, Memory
from tests.screenshots.stage import Stage, opened

_BOTH = (Mode.LIGHT, Mode.DARK)
_NOTES = (
    ("# Garden in spring\n\nLeeks after the beans, the raised bed needs compost.", ("garden",), 640),
    (
        "# Trip to the observatory\n\nTrain at 9:30 from platform 4, tickets for two.",
        ("astronomy", "travel"),
        500,
    ),
    ("# Sourdough, third try\n\n80 % water, a longer rest, a hotter oven.", ("kitchen",), 420),
    ("# Letter to the landlord\n\nThe boiler is loud at night.", ("house",), 300),
    ("# Books to return\n\n- The Periodic Table\n- A Field Guide to Lies", (), 200),
)


def fill(brain: Brain) -> None:
    """A notebook with two years behind it."""
    now = datetime.now(UTC)
    made = [
        Memory.create(text, brain.user_id, tags, created_at=now - timedelta(days=days))
        for text, tags, days in _NOTES
    ]
    brain._log.append((), lambda _: made)


def play_time(stage: Stage) -> None:
    """The notebook as it was a year ago, with one of its notes."""
    place = next(part for part in stage.session._parts if isinstance(part, TimePlace))
    place.look_back(datetime.now(UTC) - timedelta(days=365))
    stage.wait(lambda: place.page is not None and len(place.page.pane.list.ids))
    assert place.page is not None
    page = place.page
    page.pane.list.step(1)
    stage.wait(lambda: page.note.memory)
    stage.shoot("past", *_BOTH)
    page.left.emit()
    _history(stage)
    stage.window.actions_["go.activity"].trigger()
    stage.wait(lambda: place.activity is not None and place.activity.notes.count())
    stage.shoot("activity", *_BOTH)
    stage.arrival.go_to_notes()


def _history(stage: Stage) -> None:
    """What happened to a note, with a step of it."""
    brain = stage.notebook.editor._workspace.brain
    note = brain.create_memory(
        "# Trip to the observatory\n\nTrain at 9:30 from platform 4, tickets for two.\n"
    ).memory
    text = brain.memory(note).content
    brain.tag(note, "astronomy", "travel")
    brain.update_memory(note, text + "Bring the red torch and warm gloves.\n\n- [ ] book the room\n")
    there = brain.memory(note).content
    brain.update_memory(note, there.replace("9:30 from platform 4", "10:15 from platform 2"))
    brain.write(note, there.replace("9:30 from", "8:45 from the old"), 3)
    stage.notebook.show_note(note)
    stage.wait(lambda: stage.notebook.editor.note == note)
    stage.window.actions_["note.history"].trigger()
    place = next(part for part in stage.session._parts if isinstance(part, TimePlace))
    stage.wait(lambda: place.one_note.pane is not None and place.one_note.pane.rows.rowCount() == 6)
    pane = place.one_note.pane
    assert pane is not None
    pane.list.setCurrentIndex(pane.rows.index(2, 0))
    stage.rest()
    stage.shoot("history", *_BOTH)
    pane.list.setCurrentIndex(pane.rows.index(1, 0))
    pane.apart.setChecked(True)
    stage.rest()
    stage.shoot("history-side-by-side", *_BOTH)
    pane.left.emit()
    brain.delete(note)
    brain.purge(note)
    stage.rest()


def main() -> None:
    """Draw only these pictures, on a notebook of their own."""
    from PySide6.QtWidgets import QApplication

    theme = Theme(QApplication(["second-brain"]), Mode.LIGHT)
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots")
    with (
        tempfile.TemporaryDirectory(prefix="second-brain-pictures-") as home,
        opened(theme, Path(home) / "home", folder) as stage,
    ):
        stage.session._remembered.welcomed = True
        stage.window.show()
        stage.wait(lambda: stage.session.notebook)
        fill(stage.notebook.editor._workspace.brain)
        stage.wait(lambda: len(stage.notebook.pane.list.ids) == len(_NOTES))
        play_time(stage)


if __name__ == "__main__":
    main()
