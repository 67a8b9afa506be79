"""What is set about the files of notes, and what was found to be unused."""

from __future__ import annotations

import os

from app.settings.far_store import FarStore
from app.settings.kept_files import KeptFiles
from app.settings.place import SettingsPlace
from app.theme import Mode
from core import place_at
from core.far_files.place import write_place
from core.store.wanted import wanted
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


def play_far(stage: Stage) -> None:
    """An S3 store that has every file, and what could go from this device. Nothing is sent: all is said to be there."""
    settings = next(each for each in stage.session._parts if isinstance(each, SettingsPlace))
    brain = settings._workspace.brain
    chosen = place_at("s3://family-archive/notes", "https://s3.example.com", "eu-central-1")
    files = sorted(brain._database.ask(wanted))
    record = brain.far_files._record(chosen)
    record.add("+", *files)
    record.looked()
    record.note(None)
    write_place(brain.home, chosen)
    largest = max((brain.files.blobs.path(each) for each in files), key=lambda path: path.stat().st_size)
    times = largest.stat()
    os.utime(largest, (0, 0))
    stage.window.actions_["app.settings"].trigger()
    stage.rest()
    assert settings.sheet is not None
    (far,) = settings.sheet.findChildren(FarStore)
    settings.sheet.box.setText("s3")
    stage.wait(lambda: not far.free.isHidden())
    far.free.click()
    stage.wait(lambda: not far.go.isHidden())
    stage.shoot("settings-s3", Mode.LIGHT, Mode.DARK)
    os.utime(largest, (times.st_atime, times.st_mtime))
    write_place(brain.home, None)
    stage.arrival.go_to_notes()
