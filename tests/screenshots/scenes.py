"""The states of the window that have a picture, in the order in which a newcomer meets them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QPixmap

from app.theme import Mode, Theme
from app.welcome.page import Welcome
from core import View
from tests.screenshots.capture_scenes import play_capture
from tests.screenshots.conflict_scenes import play_conflict
from tests.screenshots.dump import left_behind
from tests.screenshots.exchange_scenes import play_exchange
from tests.screenshots.file_text_scenes import play_found_in_files
from tests.screenshots.finding_scenes import play_finding
from tests.screenshots.help_scenes import play_help
from tests.screenshots.import_scenes import play_import
from tests.screenshots.keeping_scenes import play_far, play_keeping
from tests.screenshots.reading_scenes import play_reading
from tests.screenshots.safety_scenes import play_safety
from tests.screenshots.search_scenes import play_search
from tests.screenshots.space_scenes import play_spaces
from tests.screenshots.spelling_scenes import play_spelling
from tests.screenshots.stage import Stage, opened
from tests.screenshots.sync_scenes import play_sync, signed_in
from tests.screenshots.time_scenes import play_time
from tests.screenshots.undo_scenes import play_undo
from tests.screenshots.writing_scenes import play_writing

_LONG = UUID("60ba6af0-950e-443a-9b78-da644f512b0d")
_RICH = UUID("12c2a03b-044a-464c-8ae6-61b192111ea7")
_FILES = {
    "Planting plan 2026.pdf": 1_840_000,
    "raised-bed.jpg": 412_000,
    "Measurements of the south-facing beds, after the new fence (final).ods": 23_500,
    "note.txt": 312,
}
_WITH_FILES = [UUID("6725aca0-5492-4429-a7d1-41073e0ee580"), UUID("68d031b3-40af-4dee-9159-9345146dce80")]
_BOTH = (Mode.LIGHT, Mode.DARK)


def play(theme: Theme, place: Path, pictures: Path, *, hasty: bool = False) -> None:
    """Every scene. `place` is an empty folder for homes and dumps."""
    left = left_behind(place, _WITH_FILES)
    with opened(theme, place / "home", pictures, hasty=hasty) as stage:
        _starting(stage)
        _first_start(stage)
        play_import(stage, left)
        _library(stage)
        play_search(stage)
        play_finding(stage)
        play_conflict(stage)
        play_capture(stage)
        play_time(stage)
        play_safety(stage)
        play_keeping(stage)
        play_far(stage)
        play_writing(stage)
        play_undo(stage)
        play_help(stage)
        play_exchange(stage)
        _trash(stage)
        play_spelling(stage)
    with opened(theme, place / "empty", pictures, hasty=hasty) as stage:
        _empty(stage)
        play_found_in_files(stage)
        play_reading(stage)
    with signed_in() as server, opened(theme, place / "signed-in", pictures, hasty=hasty) as stage:
        stage.session._remembered.welcomed = True
        stage.window.show()
        stage.wait(lambda: stage.session.notebook)
        play_sync(stage, server)
    with signed_in() as server, opened(theme, place / "shares", pictures, hasty=hasty) as stage:
        stage.session._remembered.welcomed = True
        stage.window.show()
        stage.wait(lambda: stage.session.notebook)
        play_spaces(stage, server)


def _starting(stage: Stage) -> None:
    """The steps of the first start, which makes the notebook's database."""
    seen: list[QPixmap] = []

    def there() -> bool:
        if stage.session.notebook is None:
            seen[:] = [*seen[-1:], stage.window.grab()]
        return stage.session.notebook is not None

    stage.window.show()
    stage.wait(there)
    stage.keep(seen[0], "starting-light")


def _first_start(stage: Stage) -> None:
    stage.wait(lambda: stage.window.findChild(Welcome))
    stage.shoot("first-start", *_BOTH)


def _library(stage: Stage) -> None:
    pane = stage.notebook.pane
    stage.wait(lambda: len(pane.list.ids) > 100)
    _open(stage, _LONG)
    stage.shoot("library", *_BOTH)
    stage.notebook.places.go(View(tag="garden"))
    stage.wait(lambda: len(pane.list.ids) < 100)
    _open(stage, _RICH)
    stage.notebook.editor.focus_text()
    stage.shoot("editor", *_BOTH)
    stage.notebook.editor.set_preview(True)
    stage.shoot("preview", *_BOTH)
    stage.notebook.editor.set_preview(False)
    _attachments(stage)
    stage.notebook.places.go(View())
    pane.list.setFocus()


def _attachments(stage: Stage) -> None:
    """A note with files, one of them with a long name."""
    brain = stage.notebook.editor._workspace.brain
    folder = brain.home / "to-attach"  # it goes with the notebook; beside the pictures it would stay
    folder.mkdir()
    for name, size in _FILES.items():
        (folder / name).write_bytes(bytes(size))
        brain.files.attach(_RICH, folder / name)
    files = stage.notebook.editor.files
    stage.wait(lambda: len(files._shown) == len(_FILES))
    stage.shoot("attachments", *_BOTH)
    for attachment in files._shown:
        brain.files.detach(_RICH, attachment.sha256, attachment.name)
    stage.wait(lambda: not files.names)


def _open(stage: Stage, note: UUID) -> None:
    stage.notebook.pane.list.follow(note)
    stage.notebook.editor.open_note(note)
    stage.wait(lambda: stage.notebook.editor.note == note)


def _trash(stage: Stage) -> None:
    stage.notebook.places.go(View(trash=True))
    stage.wait(lambda: not len(stage.notebook.pane.list.ids))
    stage.shoot("trash-empty")


def _empty(stage: Stage) -> None:
    """A notebook in which nothing was written yet."""
    stage.window.show()
    stage.wait(lambda: stage.window.findChild(Welcome))
    stage.arrival.go_to_notes()
    stage.shoot("empty", *_BOTH)
