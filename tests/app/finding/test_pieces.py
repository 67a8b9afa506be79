"""What finding one's way is made of: how letters match, where one has been, how a list is cut into groups, changed keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenuBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.finding.choice import Choice
from app.finding.commands import Commands
from app.finding.groups import spans
from app.finding.keys import Keys
from app.finding.matching import rank
from app.finding.palette import Palette
from app.finding.trail import Step, Trail
from app.remembered import Remembered
from app.theme import Theme
from core import View
from tests.stories.keyboard import press, write


@pytest.mark.parametrize(
    ("typed", "words", "place"),
    [
        ("new note", "New note", 0),
        ("new", "New note", 1),
        ("no ne", "New note", 2),
        ("w n", "New note", 3),
        ("nwnt", "New note", 4),
        ("", "New note", 1),
        ("x", "New note", None),
        ("ton", "New note", None),
    ],
)
def test_letters_answer_words_as_well_as_this(typed: str, words: str, place: int | None) -> None:
    assert rank(typed, words) == place


def test_one_goes_back_and_forward_and_a_new_way_gives_up_what_was_ahead() -> None:
    trail, steps = Trail(), [Step(View(), UUID(int=number)) for number in range(150)]
    for step in steps:
        trail.went(step)
        trail.went(step)
    assert not trail.leads(1)
    assert [trail.go(-1), trail.go(-1), trail.go(1)] == [steps[148], steps[147], steps[148]]
    trail.went(steps[0])
    assert not trail.leads(1)
    assert trail.notes()[:2] == [UUID(int=0), UUID(int=148)]
    back = 0
    while trail.go(-1):
        back += 1
    assert back == 99  # of a hundred steps that are kept


@pytest.mark.parametrize(
    ("now", "names"),
    [
        ("2026-11-28", ["October", "This month", "Last week", "This week", "Yesterday", "Today", "Later"]),
        ("2026-11-03", ["September", "October", "Last week", "Yesterday", "Today", "Later"]),
        ("2026-01-01", ["2024", "2025", "Last week", "This week", "Yesterday", "Today", "Later"]),
    ],
)
def test_time_is_cut_as_people_speak_of_it(now: str, names: list[str]) -> None:
    found = spans(datetime.fromisoformat(now).replace(tzinfo=UTC, hour=15))
    begins = [each.begins for each in found]
    assert begins == sorted(set(begins))
    assert [each.name for each in found][-len(names) :] == names


def test_changed_keys_are_there_next_time_and_can_be_reset(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    widgets = []

    def window() -> tuple[Actions, Keys]:
        widget = QWidget()
        widgets.append(widget)
        qtbot.addWidget(widget)
        actions = Actions(widget, theme)
        return actions, Keys(actions, Remembered(tmp_path), widget)

    actions, keys = window()
    new, redo = (next(each for each in keys.actions if each.id == name) for name in ("note.new", "edit.redo"))
    assert keys.taken_by("Ctrl+Y", new) == redo
    keys.change(new, "Ctrl+Y")
    assert (keys.of(new), keys.of(redo)) == ("Ctrl+Y", "Ctrl+Shift+Z")
    actions, keys = window()
    assert [each.toString() for each in actions["edit.redo"].shortcuts()] == ["Ctrl+Shift+Z"]
    assert actions["note.new"].shortcut().toString() == "Ctrl+Y"
    keys.reset(redo)
    assert (keys.of(new), keys.of(redo)) == ("", "Ctrl+Shift+Z Ctrl+Y")
    keys.reset_all()
    assert Remembered(tmp_path).shortcuts == {}
    assert actions["note.new"].shortcut().toString() == "Ctrl+N"


def test_what_is_possible_is_offered_before_what_is_not_and_letters_here_and_there_last(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    actions, remembered = Actions(widget, theme), Remembered(tmp_path)
    for action in actions.declared:
        if action.id != "trash.empty":
            actions.on(action.id, lambda: None)
    actions["trash.empty"].setEnabled(False)
    commands = Commands(actions, Keys(actions, remembered, widget), remembered, widget)
    assert [(each.title, each.possible) for each in commands.matching("trash")] == [
        ("Trash", True),
        ("Move to trash", True),
        ("Restore from trash", True),
        ("Empty trash…", False),
    ]
    assert "New note" in [each.title for each in commands.matching("nwnt")]
    everything = [each.possible for each in commands.matching("")]
    assert everything == sorted(everything, reverse=True)


GERMAN = {
    "Empty trash…": "Papierkorb leeren…",
    "Note": "Notiz",
    "Search": "Suche",
    "Sync": "Abgleich",
    "View": "Ansicht",
}


@pytest.fixture
def in_german(speaking: Callable[[Mapping[str, str]], None]) -> None:
    speaking(GERMAN)


@pytest.mark.usefixtures("in_german")
def test_an_action_is_found_by_its_words_of_either_language_and_shown_in_that_of_the_window(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    actions, remembered = Actions(widget, theme), Remembered(tmp_path)
    commands = Commands(actions, Keys(actions, remembered, widget), remembered, widget)
    for typed in ("papierk", "notiz papier", "empty", "note empty"):
        assert [each.title for each in commands.matching(typed)] == ["Papierkorb leeren…"]
    assert commands.matching("papier")[0].detail == "Notiz · you are not in the trash, or it is empty"
    bar = QMenuBar(widget)
    actions.fill(bar)
    titles = [menu.text() for menu in bar.actions()]
    assert titles == ["&Notiz", "&Edit", "&Format", "&Go", "&Suche", "&Abgleich", "Ans&icht", "&Help"]


def test_the_menus_of_a_narrow_window_are_behind_a_button_with_a_name_and_a_picture(
    qtbot: QtBot, theme: Theme
) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    actions = Actions(bar, theme)
    actions.fill(bar)
    actions.dress()
    bar.resize(200, 30)
    bar.show()
    (more,) = bar.findChildren(QToolButton)
    qtbot.waitUntil(more.isVisible)
    assert more.accessibleName() == "More menus"
    assert more.icon().pixmap(16, 16).toImage() == theme.icon("caret-double-right").pixmap(16, 16).toImage()


def test_a_broken_file_means_the_keys_that_the_program_brought(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text('[keys]\nchanged="[1"\ndone_last={}\n')
    assert (Remembered(tmp_path).shortcuts, Remembered(tmp_path).done_last) == ({}, ())


def test_enter_before_the_answer_chooses_from_the_answer_and_what_is_typed_next_goes_there(
    qtbot: QtBot, theme: Theme
) -> None:
    window, chosen = QWidget(), list[str]()
    note, bar = QLineEdit(window), QWidget(window)
    qtbot.addWidget(window)
    window.resize(800, 600)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    note.setFocus()
    palette = Palette(theme, bar)
    palette.ask("", "Go to")
    palette.offer([Choice("open before", lambda: chosen.append("open before"))])
    write("meant\nhello")
    assert chosen == []
    assert palette.field.text() == "meant"
    palette.offer([Choice("meant", lambda: chosen.append("meant"))])
    assert (chosen, note.text()) == (["meant"], "hello")
    palette.ask("", "Go to")
    write("never\nlost")
    press(Qt.Key.Key_Escape)
    palette.offer([Choice("never", lambda: chosen.append("never"))])
    assert (chosen, note.text()) == (["meant"], "hello")
