"""What a row of the list says about its note, when the note is one long line or was found."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.library.note_paint import _broken, _with_tags
from app.library.note_rows import row_of_hit
from app.theme import Theme
from core import Excerpt, Hit
from core.brain import Brain

MOMENT = datetime(2025, 1, 1, tzinfo=UTC)


def hit(title: str, excerpt: str, *marks: tuple[int, int]) -> Hit:
    return Hit(UUID(int=1), title, Excerpt(excerpt, marks), 1.0, (), MOMENT)


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("Bread", "Bread", ""),
        ("Seed potatoes chitting in egg boxes", "Seed potatoes", "chitting in egg boxes"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsgesellschaft", ""),
        ("", "", ""),
    ],
)
def test_a_long_line_goes_on_with_the_word_that_did_not_fit(
    qtbot: QtBot, theme: Theme, text: str, first: str, rest: str
) -> None:
    metrics = QFontMetricsF(theme.font("strong"))
    room = metrics.horizontalAdvance("Seed potatoes chit")
    assert _broken(text, metrics, room) == (first, rest)


@pytest.mark.parametrize(
    "note",
    [
        "# Kitchen\n\nKitchen plans.\n\nAnd costs.",
        "# Meeting\n\n# Meeting {{date}}",
        "Roof\nRoofer and tiles",
        "Only a title",
        "# Boiler\n\nIt hums.",
    ],
)
def test_a_found_note_says_the_words_below_its_title_as_every_list_does(brain: Brain, note: str) -> None:
    brain.create_memory(note)
    (listed,) = brain.memories().items
    (found,) = brain.search("created:today").hits
    assert (row_of_hit(found).title, row_of_hit(found).excerpt) == (listed.title, listed.excerpt)


def test_a_found_note_of_one_line_has_no_words_but_its_title() -> None:
    row = row_of_hit(hit("Ring the garden shop", "Ring the garden shop", (9, 15)))
    assert (row.excerpt, row.marks) == ("", ())


def test_words_from_the_middle_of_a_note_stay_as_they_were_found() -> None:
    row = row_of_hit(hit("Garden plan", "beds in the garden", (12, 18)))
    assert (row.excerpt, row.marks) == ("beds in the garden", ((12, 18),))


@pytest.mark.parametrize(
    ("room", "told"),
    [
        ("1 Jan  #garden  #plan  #tomatoes", "1 Jan  #garden  #plan  #tomatoes"),
        ("1 Jan  #garden  #plan  #toma", "1 Jan  #garden  #plan  +1"),
        ("1 Jan  #garden  +22", "1 Jan  #garden  +2"),
        ("1 Jan  #gar", "1 Jan  #garden"),  # what paints it cuts it off
    ],
)
def test_tags_are_seen_whole_or_counted(qtbot: QtBot, theme: Theme, room: str, told: str) -> None:
    metrics = QFontMetricsF(theme.font("small"))
    width = metrics.horizontalAdvance(room) + 1
    assert _with_tags("1 Jan", ("garden", "plan", "tomatoes"), metrics, width) == told
    assert _with_tags("1 Jan", (), metrics, 0) == "1 Jan"


def test_a_title_as_long_as_a_paragraph_goes_on_where_nothing_else_was_found() -> None:
    title = "Nearly full moon, too bright for anything else, so I looked at it" + " and looked at it" * 3
    assert row_of_hit(hit(title, f"{title} like a lamp", (12, 16))).excerpt == ""
    later = row_of_hit(hit(title, f"{title} like a lamp", (len(title) + 8, len(title) + 12)))
    assert (later.excerpt, later.marks) == ("like a lamp", ((7, 11),))
