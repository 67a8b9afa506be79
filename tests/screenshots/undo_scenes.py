"""The pictures of tags as a tree, of many notes at once, and of what undo says."""

from __future__ import annotations

from app.library.many_sheet import ManyTags, Preview
from app.library.tag_sheet import TagSheet
from app.theme import Mode
from core import View
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)


def play_undo(stage: Stage) -> None:
    """On a library of notes with tags."""
    _plant(stage)
    _tree(stage)
    _many(stage)
    _undone(stage)


def _plant(stage: Stage) -> None:
    """Some tags below others."""
    brain = stage.notebook.editor._workspace.brain
    ids = list(brain.memory_ids(View()))
    for tag, first, last in (
        ("house", 0, 9),
        ("house/roof", 4, 12),
        ("house/roof/tiles", 10, 14),
        ("house/heating", 2, 5),
        ("work/clients/Novak", 20, 26),
    ):
        brain.tag(ids[first:last], tag)
    places = stage.notebook.places
    stage.wait(lambda: places._rows.row_of(View(tag="work/clients/Novak")) is not None)
    stage.session._remembered.tag_colors = {"house": "orange", "house/roof": "red", "work": "blue"}
    places.color(stage.session._remembered.tag_colors)
    stage.rest()


def _tree(stage: Stage) -> None:
    places = stage.notebook.places
    places.go(View(tag="house", below=True))
    stage.wait(lambda: stage.notebook.pane.list.ids)
    places.list.setFocus()
    places.list.scrollTo(places.list.currentIndex(), places.list.ScrollHint.PositionAtCenter)
    stage.shoot("tag-tree", *_BOTH)
    stage.window.actions_["tag.rename"].trigger()
    sheet = stage.window.findChildren(TagSheet)[0]
    stage.wait(lambda: sheet._affected)
    sheet.field.setText("home")
    stage.shoot("tag-rename", *_BOTH)
    sheet.dismiss()


def _many(stage: Stage) -> None:
    listed = stage.notebook.pane.list
    listed.setFocus()
    listed.selectAll()
    stage.rest()
    stage.shoot("many-notes", *_BOTH)
    stage.window.actions_["note.tag"].trigger()
    sheet = stage.window.findChildren(ManyTags)[0]
    stage.wait(lambda: sheet._there)
    sheet._add("to do")
    stage.shoot("many-tags", *_BOTH)
    sheet.dismiss()
    stage.notebook.places.go(View())
    stage.wait(lambda: len(listed.ids) > 99)
    listed.selectAll()
    stage.window.actions_["note.delete"].trigger()
    preview = stage.window.findChildren(Preview)[0]
    stage.wait(preview.isVisible)
    stage.shoot("many-preview", *_BOTH)
    preview.dismiss()


def _undone(stage: Stage) -> None:
    listed = stage.notebook.pane.list
    stage.session._window.toast.hide()
    listed.clearSelection()
    listed.step(1)
    listed.setFocus()
    stage.window.actions_["edit.undo"].trigger()
    stage.wait(stage.window.toast.isVisible)
    stage.shoot("undo", *_BOTH)
