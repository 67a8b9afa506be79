"""The seven pages of the import that have a picture, in their order."""

from __future__ import annotations

from pathlib import Path

from app.migration.found import Found, Working
from app.migration.told import Told
from app.migration.wizard import Wizard
from app.theme import Mode
from core import Standing, TableCount
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)
_HALF_WAY = Standing(
    "reading",
    "backup_v2.sql",
    214_000_000,
    640_000_000,
    (
        TableCount("public.memories", "memories", "A", 41_204, 41_180, 0, 24),
        TableCount("public.memory_relationships", "links", "", 0, 0, 0, 0),
    ),
)
_SO_FAR = "Importing notes · backup_v2.sql · 214 MB of 640 MB · 1 200 rows a second · 80 s left"


def play_import(stage: Stage, left: list[Path]) -> None:
    """From the checklist to the report."""
    stage.arrival.import_v2()
    wizard = stage.find(Wizard)
    assert isinstance(wizard, Wizard)
    stage.rest()  # what is checked is checked by then
    stage.rest()
    stage.shoot("import-1-checklist", *_BOTH)
    wizard.show_files()
    wizard.take(left)
    stage.wait(lambda: wizard.ready)
    stage.shoot("import-2-files", *_BOTH)
    wizard.look()
    stage.wait(lambda: isinstance(wizard.sheet, Found))
    stage.shoot("import-3-found", *_BOTH)
    wizard.show_choices()
    stage.shoot("import-4-choices", *_BOTH)
    wizard.show_safety()
    stage.shoot("import-5-safety", *_BOTH)
    _half_way(stage, wizard)
    wizard.bring()
    stage.wait(lambda: isinstance(wizard.sheet, Told))
    stage.shoot("import-7-report", *_BOTH)
    stage.arrival.go_to_notes()


def _half_way(stage: Stage, wizard: Wizard) -> None:
    """A large import half way; waiting for a real one would take a minute."""
    wizard.show_importing("Importing 120 000 notes")
    assert isinstance(wizard.sheet, Working)
    wizard.sheet.tell(_SO_FAR, _HALF_WAY.done / _HALF_WAY.total)
    wizard.sheet.stand(_HALF_WAY)
    stage.shoot("import-6-progress", *_BOTH)
