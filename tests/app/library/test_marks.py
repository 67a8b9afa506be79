"""Which letters of a title are marked while one types."""

from __future__ import annotations

import pytest

from app.library.note_paint import NotePaint
from app.theme import Theme


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
