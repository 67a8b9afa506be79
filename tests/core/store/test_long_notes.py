"""Notes of many pages: they are written, found by any of their words, and outrank nothing that answers better."""

from __future__ import annotations

import random

import pytest

from core import Brain


def some_words(chance: random.Random, characters: int) -> str:
    """Text in which hardly a word comes twice."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join("".join(chance.choices(letters, k=7)) for _ in range(characters // 8))


@pytest.mark.timeout(120)
def test_a_note_of_megabytes_is_written_and_changed(brain: Brain, chance: random.Random) -> None:
    text = some_words(chance, 1_500_000)
    memory = brain.create_memory(text).memory
    brain.update_memory(memory, text + " and more")
    assert brain.memory(memory).content.endswith(" and more")
