"""What is shown around a found word: the words that a reader of the note sees, with the found ones marked."""

from __future__ import annotations

import pytest

from core import Brain, Mode

LONG = "and some more of the page that nobody asked for, as pages have it. " * 12


def excerpt(brain: Brain, typed: str) -> tuple[str, list[str]]:
    """What is shown of the only note that is found, and what is marked in it."""
    (hit,) = brain.search(typed, mode=Mode.WORDS).hits
    return hit.excerpt.text, [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks]


@pytest.mark.parametrize(
    ("line", "typed", "seen", "marked"),
    [
        ("> [!warning] Hot water", "water", "Hot water", ["water"]),
        ("> [!warning]\n> Mind it", "warning", "Warning Mind it", ["Warning"]),
        ("See [[Cellar plan|the plan]] first", "plan", "See the plan first", ["plan"]),
        ("![[gauge.png|200]] reads high", "gauge", "gauge.png reads high", ["gauge.png"]),
        ("| Bed | Crop |\n|---|---|\n| 1 | **leeks** |", "leeks", "Bed Crop 1 leeks", ["leeks"]),
        ("<div>a <b>pump</b></div>", "pump", "a pump", ["pump"]),
    ],
)
def test_an_excerpt_says_what_a_reader_sees(
    brain: Brain, line: str, typed: str, seen: str, marked: list[str]
) -> None:
    brain.create_memory(f"# Boiler\n\n{line}")
    assert excerpt(brain, typed) == (seen, marked)


def test_a_word_that_only_the_target_of_a_link_holds_is_found_and_the_note_begins(brain: Brain) -> None:
    brain.create_memory("# Boiler\n\nIt hums. See [[Cellar plan|this]].")
    assert excerpt(brain, "cellar") == ("It hums. See this.", [])


def test_properties_are_searched_and_not_shown(brain: Brain) -> None:
    brain.create_memory("---\naliases: [kettle]\n---\n# Boiler\n\nIt hums.")
    assert excerpt(brain, "kettle") == ("It hums.", [])


@pytest.mark.parametrize(
    "line",
    [
        "[[Cellar plan of the house that was built in Kiel before the war|the needle]]",
        "**bold from the beginning of a long sentence to the needle and on to its very end**",
        "[the needle](https://example.org/" + "path/" * 80 + ")",
        "| a cell of many words, as tables of recipes have them, to the brim | needle | " + "cell | " * 60,
    ],
)
def test_no_mark_is_cut_in_two_where_a_long_text_is(brain: Brain, line: str) -> None:
    brain.create_memory(f"# Boiler\n\n{LONG}{line} {LONG}")
    brain.create_memory(f"# Kettle\n\n{LONG}\n\n{line}\n\n{LONG}")
    for hit in brain.search("needle", mode=Mode.WORDS).hits:
        text = hit.excerpt.text
        assert [text[start:end] for start, end in hit.excerpt.marks] == ["needle"]
        assert not any(sign in text for sign in ("[", "]", "**", "path", "http"))
        assert len(text) <= 260


def test_the_list_shows_the_same_words(brain: Brain) -> None:
    brain.create_memory("# Boiler\n\n> [!warning] Hot water\n\n![[gauge.png|200]]")
    (row,) = brain.memories().items
    assert (row.title, row.excerpt) == ("Boiler", "Hot water gauge.png")
