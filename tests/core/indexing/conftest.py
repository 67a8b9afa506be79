"""A notebook with a model of the tests, and the truth about how far it is embedded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.errors import BrainError
from core.indexing import Meaning
from core.search.result import Coverage
from core.store.database import Database
from core.text.passages import passage_hash, passages_of
from tests.core.indexing.hashed import Hashed


@pytest.fixture
def models() -> dict[str, Hashed]:
    """The models that are installed, by name. The second one has another number of dimensions."""
    return {"hashed": Hashed(), "other": Hashed("other", 24)}


@pytest.fixture
def meaning(database: Database, models: dict[str, Hashed]) -> Meaning:
    """Meaning of the brain's notes, by these models."""

    def load(name: str, cancelled: Callable[[], bool]) -> Hashed:
        if name not in models:
            raise BrainError(f"There is no {name}.")
        return models[name]

    return Meaning(database, load)


@pytest.fixture
def model(models: dict[str, Hashed]) -> Hashed:
    """The model that answers first."""
    return models["hashed"]


Truth = Callable[[], Coverage]


@pytest.fixture
def truth(database: Database) -> Truth:
    """How far the model that serves is, counted from the notes themselves."""

    def count() -> Coverage:
        ((number, name),) = database.fetch(
            "select id, name from embedding_models where state = 'serving'", ()
        )
        known = {row[0] for row in database.fetch(f"select hash from vectors_{number}", ())}
        notes = database.fetch("select title, content from memories where deleted_at is null", ())
        done = [
            note for note in notes if all(passage_hash(each.text) in known for each in passages_of(*note))
        ]
        return Coverage(name, len(done), len(notes))

    return count
