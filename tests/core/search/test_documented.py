"""The query language and docs/using.md tell the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.search.lexer import FILTERS
from core.search.nodes import CHOICES
from core.search.query import MOST_CHARACTERS, MOST_LEAVES, Phrase, Word, parse
from tests.core.search.trees import NOW

USING = (Path(__file__).parents[3] / "docs" / "using.md").read_text()
SECTION = USING.partition("## What you can search for\n")[2].partition("\n## ")[0]
EXAMPLES = [
    typed
    for row in re.findall(r"^\| (`.*?`) \|", SECTION, re.MULTILINE)
    for typed in re.findall(r"`([^`]+)`", row)
]
TEXT = re.findall(r"`([^`]+)`", SECTION.partition("as it stands: ")[2].partition("a path")[0])


@pytest.mark.parametrize("typed", EXAMPLES)
def test_every_example_is_understood(typed: str) -> None:
    query = parse(typed, NOW)
    assert query != parse("", NOW) or typed == "sort:relevance"


def test_every_filter_and_every_choice_has_an_example() -> None:
    assert len(EXAMPLES) > 40
    assert [name for name in FILTERS if not any(f"{name}:" in each for each in EXAMPLES)] == []
    choices = [f"{name}:{value}" for name, values in CHOICES.items() for value in values]
    assert [choice for choice in choices if choice not in EXAMPLES] == []


@pytest.mark.parametrize("typed", TEXT)
def test_what_is_said_to_be_text_is_text(typed: str) -> None:
    assert parse(typed, NOW).root in (Word(typed), Phrase(typed))


def test_the_limits_are_the_ones_that_are_told() -> None:
    assert f"{MOST_CHARACTERS:,} characters and {MOST_LEAVES} words".replace(",", " ") in SECTION
