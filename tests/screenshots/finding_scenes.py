"""Finding the way: go to, all actions, shortcuts, and a list with pinned notes and headings."""

from __future__ import annotations

from app.finding.palette import Palette
from app.finding.sheet import ShortcutSheet
from app.theme import Mode
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)


def play_finding(stage: Stage) -> None:
    """From a grouped list to the page of shortcuts and back."""
    actions, notebook = stage.window.actions_, stage.notebook
    actions["go.all"].trigger()
    stage.rest()
    notebook.pane.list.step(1)
    stage.rest()
    actions["note.pin"].trigger()
    stage.rest()
    actions["view.groups"].trigger()
    stage.rest()
    notebook.pane.list.scrollToTop()
    stage.shoot("groups", *_BOTH)
    actions["view.tag_groups"].trigger()
    stage.rest()
    stage.wait(lambda: "Today" not in notebook.pane.list._rows.headings.values())
    notebook.pane.list.scrollToTop()
    stage.shoot("groups-by-tag", *_BOTH)
    actions["view.groups"].trigger()
    stage.rest()
    actions["go.to"].trigger()
    palette = stage.find(Palette)
    assert isinstance(palette, Palette)
    palette.field.setText("gar")
    stage.rest()
    stage.shoot("go-to", *_BOTH)
    palette.field.setText(">note")
    stage.shoot("actions", *_BOTH)
    palette.dismiss()
    actions["view.groups"].trigger()
    actions["note.pin"].trigger()
    actions["view.shortcuts"].trigger()
    stage.rest()
    sheet = stage.find(ShortcutSheet)
    assert isinstance(sheet, ShortcutSheet)
    tree = sheet.shortcuts.tree
    menu = tree.topLevelItem(0)
    row = menu.child(0) if menu is not None else None
    assert row is not None
    tree.setCurrentItem(row)
    sheet.shortcuts.change()
    stage.shoot("shortcuts", *_BOTH)
    sheet.left.emit()
    stage.rest()
