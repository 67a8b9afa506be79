"""The order of columns in v2's tables, for dumps that do not tell it.

Owns the guess: by the number of values and by what they look like. A guess that does not fit every row it is shown is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import jiter

from core.v2.sources import shapes
from core.v2.sources.cells import Unreadable, array_elements
from core.v2.sources.copytext import Cells

_A = (
    "id content embedding memory_type importance_score access_count last_accessed created_at updated_at semantic_metadata"
    " episodic_metadata procedural_metadata consolidation_score last_consolidated decay_applied metadata"
)
_LAYOUTS = {
    "memories": (
        _A,
        "id content content_vector metadata tags importance created_at updated_at search_vector",
        "id content content_vector tags metadata importance created_at updated_at search_vector",
        "id content metadata tags importance content_vector created_at updated_at search_vector",
        "id content metadata embedding created_at updated_at",
        "id content embedding metadata created_at updated_at",
        "id content user_id tags created_at updated_at",
        "id user_id content tags created_at updated_at",
        "id content user_id tags metadata created_at updated_at",
        "id user_id content tags metadata created_at updated_at",
        "id user_id content metadata tags created_at updated_at",
    ),
    "memory_relationships": (
        "id source_memory_id target_memory_id relationship_type confidence metadata created_at",
    ),
    "users": ("id username email created_at",),
}

_UUID = re.compile(rb"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
_NUMBER = re.compile(rb"-?[0-9.]+(?:e[+-]?[0-9]+)?|NaN|-?Infinity")
_TIME = re.compile(rb"[0-9]{4,}-[0-9]{2}-[0-9]{2} .*|-?infinity")
_VECTOR = re.compile(rb"\[[-+0-9.e,]*\]")
_WORD = re.compile(rb"[a-z_]+")
_TEXT = re.compile(rb".*", re.DOTALL)


def _looks_so(name: str, cell: bytes) -> bool:
    """Whether a value may be one of the column of this name."""
    if name == "metadata" or name in shapes.OBJECTS:
        return _is_json(cell)
    if name == "tags":
        return _is_array(cell)
    return _pattern(name).fullmatch(cell) is not None


def _pattern(name: str) -> re.Pattern[bytes]:
    if name == "id" or name.endswith("_id"):
        return _UUID
    if name in shapes.NUMBERS:
        return _NUMBER
    if name in shapes.TIMES:
        return _TIME
    if name in shapes.EMBEDDING:
        return _VECTOR
    return _WORD if name in ("memory_type", "decay_applied") else _TEXT


def _is_json(cell: bytes) -> bool:
    try:
        jiter.from_json(cell)
    except ValueError:
        return False
    return True


def _is_array(cell: bytes) -> bool:
    try:
        array_elements(cell.decode("utf-8", "replace"))
    except Unreadable:
        return False
    return True


def guess(table: str, rows: Iterable[Cells]) -> tuple[str, ...]:
    """The columns of these rows of a table of this name; empty when it is none that a v2 wrote in this order."""
    shown = list(rows)
    for layout in _LAYOUTS.get(table.lower(), ()):
        names = tuple(layout.split())
        if shown and all(_fits(names, cells) for cells in shown):
            return names
    return ()


def _fits(names: tuple[str, ...], cells: Cells) -> bool:
    return len(names) == len(cells) and all(
        cell is None or _looks_so(name, cell) for name, cell in zip(names, cells, strict=True)
    )
