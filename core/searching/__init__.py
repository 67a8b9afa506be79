"""Searching: a query goes in, and the notes that answer it come out, each with the reason why.

This is the whole face towards `core.brain`: `channels` finds and ranks, `hits` shows, `reasons` explains, and `relating`
finds what has to do with a note.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.errors import BrainError, TimedOut
from core.language import tr
from core.progress import Stop, never
from core.search.query import Query, QueryError, parse
from core.search.result import Mode, SearchResult
from core.searching.channels import ask, read
from core.searching.hits import TOO_LONG, cut, hits_of, suggestion
from core.searching.reasons import why
from core.searching.relating import related
from core.store import saved_searches
from core.store.engine import Connection, translating

if TYPE_CHECKING:
    from core.embedding import Model

__all__ = ["moment_of", "related", "save", "search", "why"]


def moment_of(text: str) -> datetime | None:
    """As of when a query asks; None when it asks about today, or is no query."""
    return _understood(text).as_of


def search(
    connection: Connection,
    text: str,
    limit: int,
    mode: Mode,
    model: Callable[[str], Model | None],
    cancelled: Stop = never,
) -> SearchResult:
    """The best notes for a query. Raises QueryError for what is no query, unless a note is called just that.

    What takes longer than its limit is left out, and the answer says so: meaning first, then everything. Raises Cancelled
    between two steps when `cancelled` says so.
    """
    with suppress(TimedOut):
        return _answered(connection, text, limit, mode, model, cancelled)
    connection.rollback()
    if mode is not Mode.WORDS:
        with suppress(TimedOut):
            answered = _answered(connection, text, limit, Mode.WORDS, model, cancelled)
            left_out = tr("Search by meaning took too long and was left out.")
            return replace(answered, cut=(*answered.cut, left_out))
        connection.rollback()
    return SearchResult(text.strip(), (), 0, at_least=True, cut=(tr(TOO_LONG),), understood=_understood(text))


def save(connection: Connection, name: str, text: str) -> None:
    """Keep a query under a name. Raises BrainError for one that cannot be asked, and for a name as `saved_searches` does."""
    try:
        read(connection, text)
    except QueryError as error:
        raise BrainError(
            tr("This search was not saved, since it cannot be asked."), f"{error.words} {error.hint}"
        ) from error
    saved_searches.save(connection, name, text)


def _understood(text: str) -> Query:
    """The query; an empty one for what is none."""
    try:
        return parse(text)
    except QueryError:
        return Query()


def _answered(
    connection: Connection,
    text: str,
    limit: int,
    mode: Mode,
    model: Callable[[str], Model | None],
    cancelled: Stop,
) -> SearchResult:
    with translating():
        asked = ask(connection, text, mode, model, cancelled)
        hits = hits_of(connection, asked, asked.ranked[:limit])
    return SearchResult(
        text.strip(),
        hits,
        max(asked.answer.total, len(asked.ranked)),
        at_least=asked.answer.at_least,
        mode=asked.mode,
        understood=asked.query,
        suggestion=suggestion(asked.query, asked.strict.misspelt),
        cut=cut(asked),
    )
