"""The shapes that a v2's tables have, recognized by their columns.

Owns which column means what. The order of columns, the schema's name and columns that no shape knows do not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.language import tr_noop

SHAPES = {
    "A": tr_noop("the v2 server, 2.4 to 2.8"),
    "B": tr_noop("the docker-compose set-up of v2"),
    "C": tr_noop("the set-up script of v2.0 to v2.2"),
    "S": tr_noop("the form of the migration guide"),
}
"""In words, by the letter that `memory_shape` answers."""

CONTENT = ("content", "text")
EMBEDDING = ("embedding", "content_vector")
OWNER = ("user_id", "user", "owner")
NUMBERS = frozenset({"importance_score", "importance", "consolidation_score", "access_count", "confidence"})
TIMES = frozenset({"created_at", "updated_at", "last_accessed", "last_consolidated", "deleted_at"})
TRUTHS = frozenset({"decay_applied"})
OBJECTS = frozenset({"semantic_metadata", "episodic_metadata", "procedural_metadata"})

USER_NAMES = ("username", "user_name", "name", "display_name", "email")
"""What a user is called by: the first of these that is there."""

_NEWER = {"stream_version", "event_type", "search_position"}


def memory_shape(columns: Collection[str]) -> str:
    """The letter of the shape, empty when these are no columns of a v2's `memories`."""
    have = set(columns)
    if "id" not in have or not have & set(CONTENT) or have & _NEWER:
        return ""
    if "content" not in have or have & {"user_id", "user"}:
        return "S"
    if have & {"memory_type", "importance_score", *OBJECTS}:
        return "A"
    if "content_vector" in have or {"tags", "importance"} <= have:
        return "B"
    return "S" if "tags" in have else "C"


def holds_links(columns: Collection[str]) -> bool:
    """Whether these are the columns of a v2's relationships between memories."""
    return {"source_memory_id", "target_memory_id"} <= set(columns)


def holds_users(table: str, columns: Collection[str]) -> bool:
    """Whether this is the table of the users that notes belong to."""
    return table.lower() in ("users", "user") and "id" in columns and bool(set(USER_NAMES) & set(columns))


def holds_events(columns: Collection[str]) -> bool:
    """Whether these are the columns of an event log, which no v2 has and every v3 does."""
    return {"aggregate_id", "stream_version"} <= set(columns)


def first_of(names: Sequence[str], columns: Collection[str]) -> str:
    """The first of the names that is a column; empty when none is."""
    return next((name for name in names if name in columns), "")
