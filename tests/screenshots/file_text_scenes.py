"""A note that is found by what a file of it says."""

from __future__ import annotations

from app.theme import Mode
from tests.fixtures.pdf import pdf
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)
_OTHERS = ("# Garden\n\nBeds along the south wall.", "# Taxes\n\nThe receipts are in the blue folder.")
_NOTE = "# The heating\n\nMr. Novak repaired it in spring. The manual and the bill are below."
_FILES = {
    "boiler-manual.pdf": pdf(
        "Boiler manual",
        "Chapter 2\nThe warranty lasts for seven years when the boiler is looked after once a year.",
    ),
    "bill.pdf": pdf(""),
}


def play_found_in_files(stage: Stage) -> None:
    """Search in the text of a PDF, in a notebook without other notes."""
    workspace, pane = stage.session._workspace, stage.notebook.pane
    assert workspace is not None  # the notebook is open
    brain = workspace.brain
    for text in _OTHERS:
        brain.create_memory(text, tags=["home"])
    note = brain.create_memory(_NOTE, tags=["house/cellar"]).memory
    for name, data in _FILES.items():
        brain.files.give(note, brain.files.keep(data, name))
    brain.file_texts.read()
    pane.search.setText("warranty")
    stage.wait(lambda: list(pane.list.ids) == [note])
    stage.notebook.show_note(note)
    stage.wait(lambda: stage.notebook.editor.files.names)
    stage.shoot("search-in-file", *_BOTH)
    stage.window.actions_["search.why"].trigger()
    stage.shoot("search-in-file-why", *_BOTH)
