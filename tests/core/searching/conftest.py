"""Searching as the program does, with a model of the tests for meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from core import Mode, SearchResult
from core.indexing import Meaning
from core.searching import search
from core.store.database import Database
from tests.core.indexing.hashed import Hashed

Search = Callable[[str, Mode], SearchResult]


@pytest.fixture
def search_by(database_url: str) -> Iterator[Search]:
    """Searches the notebook of this test in any mode; every note has its vectors then."""
    model = Hashed()
    database = Database(database_url)
    meaning = Meaning(database, lambda name, cancelled: model)

    def ask(text: str, mode: Mode) -> SearchResult:
        if not model.embedded:
            meaning.embed(model.name)
        return database.ask(search, text, 20, mode, lambda _: model)

    yield ask
    database.close()
