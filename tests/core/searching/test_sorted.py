"""What a query sorts stays found, in the order that was asked for, each note with its reasons."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core import Brain, BrainError, Channel, Mode
from core.searching import search
from core.store.database import Database
from tests.core.indexing.hashed import Hashed
from tests.core.searching.conftest import Search


@pytest.fixture
def harbors(brain: Brain) -> Brain:
    """Three notes that say the same at different length; the newest says it last."""
    for title in ("Cod", "Ants", "Bees"):
        brain.create_memory(f"{title}\n\nharbor lights")
    return brain


@pytest.mark.parametrize("mode", list(Mode))
def test_an_order_that_is_asked_for_holds_by_whatever_notes_are_found(
    harbors: Brain, search_by: Search, mode: Mode
) -> None:
    assert [hit.title for hit in search_by("harbor lights sort:title", mode).hits] == ["Ants", "Bees", "Cod"]
    assert [hit.title for hit in search_by("harbor lights sort:created", mode).hits] == [
        "Bees",
        "Ants",
        "Cod",
    ]


def test_a_sorted_note_says_why_it_is_there(harbors: Brain, search_by: Search) -> None:
    for hit in search_by("harbor sort:title", Mode.WORDS).hits:
        assert [(each.channel, each.matched) for each in hit.why] == [(Channel.WORDS, ("harbor",))]


class Unreachable(Hashed):
    """A model elsewhere, when this machine is offline."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        raise BrainError("The model cannot be reached.")


def test_words_answer_when_the_model_does_not_and_that_is_said(
    harbors: Brain, search_by: Search, database: Database
) -> None:
    assert search_by("harbor", Mode.BOTH).mode is Mode.BOTH
    for mode in (Mode.BOTH, Mode.MEANING):
        result = database.ask(search, "harbor", 20, mode, lambda _: Unreachable())
        assert len(result.hits) == 3
        assert result.mode is Mode.WORDS
        assert result.cut == ("The model cannot be reached. Only words were looked for.",)


def test_another_spelling_is_put_in_for_the_whole_word_alone(brain: Brain) -> None:
    for number in range(4):
        brain.create_memory(f"Telescope {number}\n\nof the observatory")
    assert brain.search("tag:telescoep telescoep").suggestion == "tag:telescoep telescope"
    assert brain.search("telescoepic telescoep -telescoeps").suggestion == "telescoepic telescope -telescoeps"
    assert brain.search("observatory Telescoep?").suggestion == "observatory telescope?"
