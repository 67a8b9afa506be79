"""Why a note is there, and why another one is not."""

from __future__ import annotations

from uuid import UUID

import pytest

from core import Brain, Channel, NotFound, QueryError, new_id


def kinds(brain: Brain, memory: UUID, text: str) -> list[str]:
    why = brain.why(memory, text)
    assert why.rank is None
    assert all(reason.words and reason.hint for reason in why.reasons)
    return [reason.kind for reason in why.reasons if reason.kind != "meaning"]


def test_a_note_that_was_found_says_by_what_and_at_which_place(brain: Brain) -> None:
    brain.create_memory("Garden\n\nleeks and more leeks")
    memory = brain.create_memory("Kitchen\n\nsoup of leeks").memory
    why = brain.why(memory, "leeks")
    assert why.rank == 2
    assert [(each.channel, each.matched) for each in why.evidence] == [(Channel.WORDS, ("leeks",))]


def test_a_note_that_lacks_a_word_says_which(brain: Brain) -> None:
    memory = brain.create_memory("Soup\n\nleeks and potatoes").memory
    brain.create_memory("Carrots and leeks")
    why = brain.why(memory, "leeks carrots")
    assert [reason.words for reason in why.reasons if reason.kind == "word"] == [
        "It does not hold “carrots”."
    ]


def test_words_that_stand_apart_are_no_phrase(brain: Brain) -> None:
    memory = brain.create_memory("Soup\n\nleeks and potatoes").memory
    assert kinds(brain, memory, '"leeks potatoes"') == ["phrase"]


def test_filters_and_exclusions_that_keep_a_note_out_are_named(brain: Brain) -> None:
    memory = brain.create_memory("Soup", tags=["kitchen"]).memory
    assert kinds(brain, memory, "soup tag:garden -kitchen") == ["filter", "excluded"]


def test_a_note_in_the_trash_says_so(brain: Brain) -> None:
    memory = brain.create_memory("Soup").memory
    brain.delete(memory)
    assert kinds(brain, memory, "soup") == ["trash"]
    assert brain.why(memory, "soup is:trashed").rank == 1


def test_an_unknown_note_and_a_query_that_is_none_are_errors(brain: Brain) -> None:
    with pytest.raises(NotFound):
        brain.why(new_id(), "x")
    with pytest.raises(QueryError):
        brain.why(brain.create_memory("x").memory, "created:someday")
