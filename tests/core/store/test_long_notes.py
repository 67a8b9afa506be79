"""Notes of many pages: they are written, found by any of their words, and outrank nothing that answers better."""

from __future__ import annotations

import random

import pytest

from core import Brain
from core.store.lexemes import FIRST_BYTES, parts_of


def some_words(chance: random.Random, characters: int) -> str:
    """Text in which hardly a word comes twice."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join("".join(chance.choices(letters, k=7)) for _ in range(characters // 8))


@pytest.mark.timeout(1200)
def test_a_note_of_megabytes_is_written_and_changed(brain: Brain, chance: random.Random) -> None:
    text = some_words(chance, 1_500_000)
    memory = brain.create_memory(text).memory
    brain.update_memory(memory, text + " and more")
    assert brain.memory(memory).content.endswith(" and more")


def found(brain: Brain, typed: str) -> list[str]:
    return [hit.title for hit in brain.search(typed).hits]


def test_words_that_stand_pages_apart_find_the_note(brain: Brain) -> None:
    pages = "other words fill this page up with what nobody looks for. " * 2_000
    brain.create_memory("Diary\n\nan albatross " + pages + " the running boiler " + pages + pages + " zebras")
    brain.create_memory("Zoo\n\nzebras")
    for typed in (
        "albatross zebra ",
        "zebra albatross",
        "albatross run ",
        "boiler zebr",
        "diary body:zebras boiler",
    ):
        assert found(brain, typed) == ["Diary"], typed
    result = brain.search("albatross zebras ")
    assert result.cut == ()
    for typed in (
        '"albatross zebras"',
        '"albatross the running"',
        "title:zebras",
        "title:run boiler",
        "albatross -zebras",
    ):
        assert found(brain, typed) == [], typed


def test_a_long_note_outranks_no_short_one_that_answers_better(brain: Brain, chance: random.Random) -> None:
    page = some_words(chance, 60_000)
    brain.create_memory("Log\n\nharbor " + page + page + " ferry " + page + page)
    brain.create_memory("Travel\n\nthe ferry from the harbor of Kiel")
    for typed in ("harbor ferry", "ferry harbor ", "harbor", "ferry "):
        assert found(brain, typed) == ["Travel", "Log"], typed


@pytest.mark.parametrize("letter", ["z", "д", "ក"])
def test_words_of_any_length_fit_into_the_index(brain: Brain, chance: random.Random, letter: str) -> None:
    words = [letter * 40 + "".join(chance.choices("abcdefgh", k=20)) for _ in range(12_000)]
    brain.create_memory("Long words\n\n" + " ".join(words))
    for word in (words[0], words[-1]):
        assert found(brain, word) == ["Long words"]


def test_a_chunk_of_signs_that_stand_for_sentences_fits_into_the_index(brain: Brain) -> None:
    brain.create_memory("Blessings\n\n" + "\ufdfa" * 97 + "_amen")
    assert found(brain, "amen") == ["Blessings"]


def test_what_the_first_part_carries_is_bounded(chance: random.Random) -> None:
    parts = parts_of(some_words(chance, 2_000_000), (), {})
    carried = int.from_bytes(parts[0].words[:4])
    assert len(parts) > 10
    assert len(parts[0].words) < 2 * FIRST_BYTES
    assert 20_000 < carried < 60_000
