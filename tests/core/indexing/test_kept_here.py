"""Notes with tags that a person keeps on this machine: no model elsewhere is ever given a word of them."""

from __future__ import annotations

import pytest

from core.brain import Brain
from core.errors import BrainError
from core.indexing import Meaning
from core.search.result import Coverage
from core.store.database import Database
from tests.core.indexing.hashed import Hashed


class Kept:
    """Meaning whose model is elsewhere, and the tags that it may not read."""

    def __init__(self, database: Database, model: Hashed) -> None:
        self.tags: frozenset[str] = frozenset({"private"})
        self.model = model
        self.meaning = Meaning(database, lambda *_: model, lambda: self.tags)

    def read(self) -> list[str]:
        """What the model is given next."""
        self.model.embedded.clear()
        self.meaning.embed("hashed")
        return [text.strip() for text in self.model.embedded]


@pytest.fixture
def kept(database: Database, model: Hashed) -> Kept:
    model.local = False
    return Kept(database, model)


@pytest.mark.parametrize("tag", ["private", "Private", "private/diary", "PRIVATE/x/y"])
def test_notes_with_the_tag_or_one_below_it_never_leave(brain: Brain, kept: Kept, tag: str) -> None:
    for number in range(100):  # more than a batch, so they must not stand in the way of the others either
        brain.create_memory(f"secret number {number}", tags=["x", tag])
    brain.create_memory("open", tags=["privateer"])
    for number in range(100):
        brain.create_memory(f"another secret {number}", tags=[tag])
    assert kept.read() == ["open"]
    assert kept.meaning.coverage() == Coverage("hashed", 1, 201)
    assert kept.read() == []


def test_a_passage_that_stands_in_an_open_note_too_stays_here(brain: Brain, kept: Kept) -> None:
    brain.create_memory("the same words", tags=["private"])
    brain.create_memory("the same words")
    assert kept.read() == []


def test_a_note_leaves_when_its_tag_is_taken_away_or_allowed(brain: Brain, kept: Kept) -> None:
    first = brain.create_memory("first", tags=["private"]).memory
    brain.create_memory("second", tags=["private", "diary"])
    brain.untag(first, "private")
    assert kept.read() == ["first"]
    kept.tags = frozenset({"diary"})
    assert kept.read() == []
    kept.tags = frozenset()
    assert kept.read() == ["second"]


def test_a_tag_that_is_named_meanwhile_counts_from_the_next_batch_on(brain: Brain, kept: Kept) -> None:
    for number in range(400):
        brain.create_memory(f"note {number}", tags=["diary"])
    kept.model.before = lambda _: setattr(kept, "tags", frozenset({"diary"}))
    assert 0 < len(kept.read()) <= 128  # the one under way, and the one that was ready


def test_a_model_of_this_machine_reads_everything(brain: Brain, kept: Kept) -> None:
    kept.model.local = True
    brain.create_memory("secret", tags=["private"])
    assert kept.read() == ["secret"]


def test_whoever_has_agreed_to_nothing_keeps_everything(brain: Brain) -> None:
    brain.create_memory("secret")
    with pytest.raises(BrainError, match="you have not agreed"):
        brain.meaning.embed("text-embedding-3-small")


def test_the_tags_of_a_consent_are_those_of_its_notebook(
    brain: Brain, model: Hashed, monkeypatch: pytest.MonkeyPatch
) -> None:
    (brain.home / "embedding.json").write_text('{"openai": true, "tags_kept_here": ["private"]}')
    model.local = False
    monkeypatch.setattr("core.embedding.model_named", lambda *_, **__: model)
    brain.create_memory("secret", tags=["private"])
    brain.create_memory("open")
    brain.meaning.embed("hashed")
    assert [text.strip() for text in model.embedded] == ["open"]
