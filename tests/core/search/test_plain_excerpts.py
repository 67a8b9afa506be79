"""An excerpt says words, and nothing of how Obsidian writes pictures and callouts."""

from __future__ import annotations

from core.search.excerpt import Wanted, beginning_of, piece_of
from core.search.result import Channel

TEXT = "# Boiler\n\n![[boiler.png|200]] the boiler\n\n> [!note] Callout\n> Remember 200."
SAID = "boiler.png the boiler Callout Remember 200."


def test_an_excerpt_leaves_out_widths_and_the_kinds_of_callouts() -> None:
    assert beginning_of(TEXT, "Boiler").text == SAID


def test_so_it_does_where_the_search_found_them() -> None:
    wanted = Wanted(words=dict.fromkeys(("boiler", "200", "note"), Channel.WORDS))
    excerpt = piece_of(TEXT, "Boiler", wanted, "english").excerpt
    assert excerpt.text == SAID
    assert [SAID[start:end] for start, end in excerpt.marks] == ["boiler", "boiler", "200"]
