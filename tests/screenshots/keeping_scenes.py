"""What is set about the files of notes, and what was found to be unused."""

from __future__ import annotations

import os

from app.settings.kept_files import KeptFiles
from app.settings.place import SettingsPlace
from app.theme import Mode
from tests.screenshots.stage import Stage


def play_keeping(stage: Stage) -> None:
    """The settings of files, after somebody looked for unused ones."""
    place = next(each for each in stage.session._parts if isinstance(each, SettingsPlace))
    files = place._workspace.brain.files
    given_up = files.keep(b"." * 3_400_000, "given up.png")
    os.utime(files.blobs.path(given_up.sha256), (0, 0))
    stage.window.actions_["app.settings"].trigger()
    stage.rest()
    assert place.sheet is not None
    (kept,) = place.sheet.findChildren(KeptFiles)
    place.sheet.box.setText("files")
    kept.look.click()
    stage.wait(lambda: not kept.remove.isHidden())
    stage.shoot("settings-files", Mode.LIGHT, Mode.DARK)
    files.blobs.remove(given_up.sha256)
    stage.arrival.go_to_notes()
