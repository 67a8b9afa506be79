"""Searches that are kept under a name: none takes the place of another one."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest

from core.brain import Brain
from core.errors import BrainError
from core.search.result import SavedSearch

KEPT = (SavedSearch("Baking", "bread tag:kitchen"),)


def test_a_name_that_another_search_has_is_refused_and_nothing_is_changed(brain: Brain) -> None:
    brain.save_search("Baking", "bread tag:kitchen")
    with pytest.raises(BrainError) as refused:
        brain.save_search(" Baking ", "garden")
    assert refused.value.words == "Another search is called “Baking” already."
    assert refused.value.hint.startswith("All saved searches are as they were.")
    assert brain.saved_searches() == KEPT


def test_the_same_search_may_be_saved_again(brain: Brain) -> None:
    brain.save_search("Baking", "bread tag:kitchen")
    brain.save_search("Baking", " bread  tag:kitchen")
    assert brain.saved_searches() == KEPT
    brain.forget_search("Baking")
    brain.save_search("Baking", "garden")
    assert brain.saved_searches() == (SavedSearch("Baking", "garden"),)


def test_a_search_needs_a_name(brain: Brain) -> None:
    with pytest.raises(BrainError) as refused:
        brain.save_search("  ", "garden")
    assert refused.value.hint == "Nothing was changed. Give it a name."
    assert brain.saved_searches() == ()


def test_a_search_that_cannot_be_asked_is_not_saved(brain: Brain) -> None:
    with pytest.raises(BrainError) as refused:
        brain.save_search("Kitchen", "bread tga:kitchen")
    assert refused.value.words == "This search was not saved, since it cannot be asked."
    assert refused.value.hint.startswith("There is no filter “tga:”. Did you mean tag:kitchen?")
    assert brain.saved_searches() == ()
    brain.create_memory("tga:kitchen")
    brain.save_search("Kitchen", "tga:kitchen")  # what a note is called can be asked
    assert brain.saved_searches() == (SavedSearch("Kitchen", "tga:kitchen"),)


def test_of_two_that_take_a_name_at_one_moment_one_is_told(brain: Brain) -> None:
    together, told = Barrier(4), list[BrainError | None]()

    def save(query: str) -> None:
        together.wait()
        try:
            brain.save_search("Baking", query)
        except BrainError as refused:
            told.append(refused)
        else:
            told.append(None)

    threads = [Thread(target=save, args=(query,)) for query in ("bread", "cake", "pie", "rolls")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (told.count(None), len(told), len(brain.saved_searches())) == (1, 4, 1)
