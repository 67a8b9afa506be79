"""Which letters of a title are marked while one types, and how a row looks that no longer answers."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.library.note_list import NoteList
from app.library.note_paint import NotePaint
from app.theme import ROW, Mode, Theme
from app.workspace import Workspace
from core.brain import Brain


@pytest.mark.parametrize(
    ("query", "title", "marked"),
    [
        ("bread", "Sourdough bread, breadcrumbs", ["bread", "bread"]),
        ("br", "Bread in October", ["Br"]),  # half a word, still being typed
        ("at stars", "Late at night, looking at stars", ["stars"]),
        ("at stars", "Collimating the mirror", []),
        ("hand to eye", "An eye and a hand", ["eye", "hand"]),
        ("scope", "The telescope", ["scope"]),
        ("C++ x", "C++ and x, late", ["C++", "x"]),
        ("月", "満月の夜", ["月"]),
    ],
)
def test_words_are_marked_where_they_mean_something(
    theme: Theme, query: str, title: str, marked: list[str]
) -> None:
    paint = NotePaint(theme)
    paint.look_for(query)
    assert [title[start:end] for start, end in paint._found(title)] == marked


def test_what_no_longer_answers_is_paler_with_its_found_words_too(
    qtbot: QtBot, brain: Brain, workspace: Workspace, theme: Theme
) -> None:
    theme.set_mode(Mode.LIGHT)
    brain.create_memory("Bread\n\nflour, water and time")
    brain.create_memory("Reading list\n\nA history of bread")
    notes = NoteList(workspace, theme)
    qtbot.addWidget(notes)
    notes.resize(320, 6 * ROW)
    notes.show_hits("bread", brain.search("bread").hits)
    notes.show()

    def darkest() -> int:
        """Of all that is drawn."""
        picture = notes.viewport().grab().toImage()
        return min(
            picture.pixelColor(x, y).lightness() for x in range(picture.width()) for y in range(2 * ROW)
        )

    qtbot.waitUntil(lambda: darkest() <= theme.colors.text.lightness() + 10, timeout=10_000)
    notes.setProperty("old", True)
    assert darkest() >= theme.colors.muted.lightness()
