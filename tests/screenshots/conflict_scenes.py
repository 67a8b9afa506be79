"""A note that was written on two devices at once, in a place where nothing can be merged."""

from __future__ import annotations

from app.theme import Mode
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)
_BEFORE = """# Trip to the observatory

Train at 9:30 from platform 4, tickets for two.
Bring the red torch and warm gloves.

- [ ] ask Jana about the dome
- [ ] book the room
"""
_THERE = _BEFORE.replace("9:30 from platform 4", "10:15 from platform 2").replace(
    "the room", "a room with a view"
)
_HERE = _BEFORE.replace("9:30 from platform 4", "8:45 from the old platform").replace("ask Jana", "call Jana")


def play_conflict(stage: Stage) -> None:
    """The notice on the note, and both versions beside each other; the note is gone afterwards."""
    brain = stage.notebook.editor._workspace.brain
    note = brain.create_memory(_BEFORE, tags=["astronomy"]).memory
    brain.update_memory(note, _THERE)
    brain.write(note, _HERE, 1)
    editor = stage.notebook.editor
    stage.notebook.pane.list.follow(note)
    editor.open_note(note)
    stage.wait(lambda: editor.notice.words)
    stage.shoot("conflict-notice")
    editor.compare()
    stage.wait(editor.clash.isVisible)
    stage.shoot("conflict", *_BOTH)
    brain.delete(note)
    brain.purge(note)
    stage.rest()
    editor.open_note(None)
