"""The page of settings, and what a backup would bring back."""

from __future__ import annotations

from app.settings.place import SettingsPlace
from app.theme import Mode
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)


def play_safety(stage: Stage) -> None:
    """The whole page, a backup that is proven, and the notes that differ from it."""
    place = next(each for each in stage.session._parts if isinstance(each, SettingsPlace))
    brain = place._workspace.brain
    notes = brain.memory_ids()[:3]
    stage.window.actions_["app.settings"].trigger()
    assert place.sheet is not None
    told = place.sheet.entries["database"].state
    stage.wait(told.text)
    stage.shoot("settings", *_BOTH)
    place.backing_up.make()
    stage.wait(brain.backups.list)
    stage.rest()
    place.sheet.box.setText("backups")
    stage.shoot("settings-backups", *_BOTH)
    place.sheet.box.setText("leaves")
    stage.shoot("settings-privacy", *_BOTH)
    for memory_id in notes:
        brain.update_memory(memory_id, "Spoiled.")
    (backup,) = brain.backups.list()
    place.sheet.bring_back.emit(backup)
    returning = place.returning
    stage.wait(lambda: returning is not None and returning._all.isEnabled())
    stage.shoot("bring-back", *_BOTH)
    brain.backups.restore(backup.path)
    stage.arrival.go_to_notes()
