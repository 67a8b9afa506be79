"""The pages of an import of other programs' notes, and of an export."""

from __future__ import annotations

from pathlib import Path

from app.exchange.place import ExchangePlace
from app.exchange.sheets import Came, Choose, Planned, ToExport, Wrote
from app.theme import Mode
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)


def play_exchange(stage: Stage) -> None:
    """A vault comes, goes again, and some notes go out."""
    (place,) = stage.window.findChildren(ExchangePlace)
    brain = stage.notebook.editor._workspace.brain
    vault = _vault(brain.home / "Garden vault")
    stage.window.actions_["import.notes"].trigger()
    stage.wait(lambda: isinstance(place.importing.course.pages.sheet, Choose))
    place.importing.look([vault])
    stage.wait(lambda: isinstance(place.importing.course.pages.sheet, Planned))
    stage.shoot("import-notes-plan", *_BOTH)
    place.importing.bring([vault])
    stage.wait(lambda: isinstance(place.importing.course.pages.sheet, Came))
    stage.shoot("import-notes-report", *_BOTH)
    (batch,) = brain.exchange.batches()
    place.importing._take_back(batch.id)
    stage.wait(lambda: isinstance(place.importing.course.pages.sheet, Choose))
    stage.window.toast.hide()
    stage.rest()
    stage.shoot("import-notes", *_BOTH)
    stage.arrival.go_to_notes()
    stage.notebook.pane.list.selectAll()
    stage.window.actions_["export.notes"].trigger()
    stage.wait(lambda: isinstance(place.exporting.course.pages.sheet, ToExport))
    stage.shoot("export", *_BOTH)
    out = brain.home / "exports"
    out.mkdir()
    place.exporting.write(out, "markdown", None)
    stage.wait(lambda: isinstance(place.exporting.course.pages.sheet, Wrote))
    stage.shoot("export-done", *_BOTH)
    stage.arrival.go_to_notes()


def _vault(folder: Path) -> Path:
    """A small vault with folders, a file that is missing and a note that cannot be read."""
    for each in (".obsidian", "pictures", "Garden/Beds", "Letters"):
        (folder / each).mkdir(parents=True)
    (folder / "pictures" / "bed.png").write_bytes(b"a picture of the bed")
    for number in range(1, 13):
        (folder / "Garden" / "Beds" / f"Bed {number}.md").write_text(
            f"Sown in week {number}. See [[Bed {number % 12 + 1}]] #garden/beds #spring\n"
        )
    (folder / "Garden" / "Plan.md").write_text(
        "![[bed.png]] and ![[fence.png]], which is somewhere else. #garden\n"
    )
    (folder / "Letters" / "Old letter.md").write_bytes("Grüße aus dem Garten".encode("latin-1"))
    (folder / "seeds.ods").write_bytes(b"a table")
    return folder
