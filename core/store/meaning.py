"""Passages and their vectors in the database: which notes are near a vector. Nothing is embedded yet."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from core.search.result import Coverage
from core.store.engine import Connection
from core.store.filters import Sql

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray


class Near(NamedTuple):
    """A note and the passage of it that is nearest: where it stands in the text, and the cosine."""

    memory_id: UUID
    cosine: float
    ordinal: int
    start: int
    end: int


def serving(connection: Connection) -> str | None:
    """The model that answers; None when there is none."""
    return None


def coverage(connection: Connection) -> Coverage | None:
    """How many notes can be found by meaning."""
    return None


def nearest(
    connection: Connection, model: str, vector: NDArray[float32], limit: int, where: Sql | None = None
) -> list[Near]:
    """The notes nearest to a vector, best first."""
    return []


def cosines(
    connection: Connection, model: str, vector: NDArray[float32], ids: Collection[UUID]
) -> dict[UUID, Near]:
    """How near these notes are."""
    return {}
