"""The words that a reader sees of a note's Markdown: rows and excerpts show nothing else."""

from __future__ import annotations

import pytest

from core.text.titles import excerpt_of


@pytest.mark.parametrize(
    ("below", "seen"),
    [
        ("> [!warning] Hot **water**\n> Mind it.", "Hot water Mind it."),
        ("> [!tip]- Folded", "Folded"),
        ("> [!note]\n> Mind it.", "Note Mind it."),
        ("![[boiler.png|200]] in the cellar", "boiler.png in the cellar"),
        ("![[Boiler#Pressure|the gauge]]", "the gauge"),
        ("![a wall|200x100](my pictures/wall.png) of bricks", "a wall of bricks"),
        ("![](walls/my%20wall.png)", "my wall.png"),
        ("[![a wall](wall.png)](https://example.org/a) and brick", "a wall and brick"),
        ("[heat](https://example.org/Heat_(physics)) is work", "heat is work"),
        ("[[Boiler|the old one]], [[Boiler#Pressure]], [[#Below]]", "the old one, Boiler, Below"),
        ("| Bed | Crop |\n|:-|--:|\n| 1 | [[Leek\\|leeks]] |", "Bed Crop 1 leeks"),
        ("Bed | Crop\n--|--\n1 | `a\\|b`\n\nkale | leeks", "Bed Crop 1 a|b kale | leeks"),
        ("<p class='x'>Hello<br>there</p> H<sub>2</sub>O", "Hello there H2O"),
        ("R&amp;D, AT&T, &lt;b&gt; and 1 < 2 > 0, Map<String>", "R&D, AT&T, <b> and 1 < 2 > 0, Map<String>"),
        ("a ==marked== and _told_ snake_case ***both***", "a marked and told snake_case both"),
        ("said %%not said%% <!-- nor this --> aloud", "said aloud"),
        ("`<br>` and `[[a|b]]` are code", "<br> and [[a|b]] are code"),
        ("```html\n<p>|a|</p>\n# all of it\n```\n<p>seen</p>", "<p>|a|</p> # all of it seen"),
    ],
)
def test_a_row_says_what_a_reader_sees(below: str, seen: str) -> None:
    assert excerpt_of(f"Title\n\n{below}") == seen


def test_properties_in_front_of_a_note_are_no_words_of_it() -> None:
    assert excerpt_of("---\naliases: [kettle]\n---\n# Boiler\n\nIt hums.") == "It hums."


def test_code_that_a_note_begins_with_is_seen_as_it_stands() -> None:
    assert excerpt_of("```\nfirst\n<b>second</b>\n```\n<b>third</b>") == "<b>second</b> third"
