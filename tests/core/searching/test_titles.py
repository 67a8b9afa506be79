"""Whoever types a note's title finds that note first, whatever the title looks like."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from core import Brain, Mode
from tests.core.searching.conftest import Search

NASTY = (
    "C++: a (draft)",
    "tag:x",
    "-x",
    "x",
    "OR",
    "x OR y",
    "a OR (b",
    "-tag:x",
    "tag:",
    "is:trashed",
    "has:link",
    "has:nothing",
    "sort:title",
    "sort:updated x",
    "as-of:2020-01-01",
    "created:2026",
    "created:someday",
    "title:x",
    'say "hi"',
    '"hi"',
    '"unfinished',
    "“curly”",
    "it's",
    "a & b | !c",
    "<->",
    "a <-> b",
    "x:*",
    "50% off_",
    "\\",
    "back\\slash",
    "100%",
    "_",
    "%",
    "((((",
    ")(",
    "a*",
    "*",
    "-",
    "--flag",
    "- -",
    "...",
    "?",
    "#1",
    "#tag",
    "/usr/lib/x.so",
    "a@b.c",
    "12:30",
    "😀",
    "😀 👩‍👩‍👧",
    "日本語のノート",
    "数",
    "한국어",
    "ฉันชอบ",
    "עברית",
    "العربية",
    "Год",
    "ÉTÉ à la mer",
    "straße",
    "İstanbul",
    "ǅ",
    "ﬁne",
    "e\u0301t\u00e9",
    "a\u200bb",
    "non\u00a0breaking",
    "OR OR OR",
    "NOT x",
    "AND",
    "x AND y",
    "the",
    "to be or not to be",
    "id:28f32117",
    "source:import",
    "before:2026",
    "null",
    "select * from memories; drop table events",
    "'; --",
    "$1",
    "%(name)s",
    "{}",
    "\u202ertl\u202c",
    "𝔘𝔫𝔦",
)
MARKED = (
    "# A heading",
    "**bold** word",
    "[a link](https://example.org)",
    "- [ ] a task",
    "  trailing  spaces   ",
    "`code`",
    "## OR",
)


def nasty_titles(chance: random.Random) -> list[str]:
    """The titles above, some twice, and many put together from pieces of them."""
    pieces = [piece for title in NASTY for piece in title.split()]
    made = [" ".join(chance.choices(pieces, k=chance.randrange(1, 6))) for _ in range(120)]
    long = [" ".join(chance.choices(pieces, k=80)) for _ in range(5)]
    return [*NASTY, *MARKED, *chance.sample(NASTY, 10), *made, *long]


@pytest.mark.parametrize("mode", Mode)
def test_every_title_finds_its_note_first(
    brain: Brain, search_by: Search, chance: random.Random, mode: Mode
) -> None:
    for title in nasty_titles(chance):
        body = " ".join(chance.choices(NASTY, k=chance.randrange(8)))
        brain.create_memory(
            f"{title}\n\n{body}", tags=chance.sample(["x", "work", "OR"], chance.randrange(3))
        )
    titles = Counter(each.title for each in brain.memories(limit=1_000).items)
    del titles[""]  # a dash alone is no word: nobody can ask for such a note by its title
    assert len(titles) > 150
    for title, count in titles.items():
        first = [hit.title.lower() for hit in search_by(title, mode).hits[:count]]
        assert first == [title.lower()] * count, title
