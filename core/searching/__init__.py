"""Searching: a query goes in, and the notes that answer it come out, each with the reason why.

This is the whole face towards `core.brain`: `channels` finds and ranks, `hits` shows, `reasons` explains, and `relating`
finds what has to do with a note.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.search.result import Mode, SearchResult
from core.searching.channels import ask
from core.searching.hits import cut, hits_of, suggestion
from core.searching.reasons import why
from core.searching.relating import related
from core.store.engine import Connection

if TYPE_CHECKING:
    from core.embedding import Model

__all__ = ["related", "search", "why"]


def search(
    connection: Connection, text: str, limit: int, mode: Mode, model: Callable[[str], Model | None]
) -> SearchResult:
    """The best notes for a query. Raises QueryError for what is no query, unless a note is called just that."""
    asked = ask(connection, text, mode, model)
    return SearchResult(
        text.strip(),
        hits_of(connection, asked, asked.ranked[:limit]),
        max(asked.answer.total, len(asked.ranked)),
        at_least=asked.answer.at_least,
        mode=asked.mode,
        understood=asked.query,
        suggestion=suggestion(asked.query, asked.strict.misspelt),
        cut=cut(asked),
    )
