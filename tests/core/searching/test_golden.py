"""What the owner of a small notebook looks for comes first, and for the reason that it should: see golden.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from core import Brain, Mode


class Query(NamedTuple):
    """What is typed, the note that has to come first, by which channel (none for filters alone), and a remark."""

    typed: str
    first: str
    channel: str
    remark: str


def rows(heading: str) -> Iterator[list[str]]:
    """The rows of the table under a heading."""
    text = (Path(__file__).parent / "golden.md").read_text(encoding="utf-8")
    for line in text.partition(f"## {heading}\n")[2].partition("\n## ")[0].strip().splitlines()[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


QUERIES = [Query(*row) for row in rows("Queries")]


@pytest.fixture
def notebook(brain: Brain) -> Brain:
    """The notes of the table."""
    for title, text, tags in rows("Notes"):
        brain.create_memory(f"{title}\n\n{text.replace(' - [', chr(10) + '- [')}", tags=tags.split())
    return brain


def test_every_query_finds_its_note_first_and_says_why(notebook: Brain) -> None:
    assert len(QUERIES) >= 60
    wrong = []
    for query in QUERIES:
        hits = notebook.search(query.typed, mode=Mode.WORDS).hits
        why = hits[0].why if hits else ()
        channel = max(why, key=lambda each: each.share).channel if why else ""
        if (hits[0].title if hits else None, channel) != (query.first, query.channel):
            wrong.append((query.typed, [hit.title for hit in hits[:3]], str(channel)))
    assert not wrong, "\n".join(str(each) for each in wrong)
