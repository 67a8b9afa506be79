"""The searches that are kept under a name: rows, not events.

Owns that a name means one search: none takes the place of another one.
"""

from __future__ import annotations

from core.errors import BrainError
from core.language import tr
from core.search.result import SavedSearch
from core.store.engine import Connection


def listed(connection: Connection) -> tuple[SavedSearch, ...]:
    """The searches that were kept, by name."""
    rows = connection.execute("select name, query from saved_searches order by lower(name), name")
    return tuple(SavedSearch(name, query) for name, query in rows)


def save(connection: Connection, name: str, query: str) -> None:
    """Keep a query under a name. Raises BrainError for no name, and for one that a search has which asks something else."""
    name = " ".join(name.split())
    if not name:
        raise BrainError(
            tr("A search is kept under a name, and this one has none."),
            tr("Nothing was changed. Give it a name."),
        )
    asked = "insert into saved_searches (name, query) values (%s, %s) on conflict (name) do nothing"
    if connection.execute(asked, (name, query.strip())).rowcount:
        return
    there = connection.execute("select query from saved_searches where name = %s", (name,)).fetchone()
    if there is None or there[0].split() != query.split():
        raise BrainError(
            tr("Another search is called “{name}” already.", name=name),
            tr("All saved searches are as they were. Choose another name, or remove that one first."),
        )


def forget(connection: Connection, name: str) -> None:
    """Keep the search of that name no longer."""
    connection.execute("delete from saved_searches where name = %s", (name,))
