"""What is fed to the readers of a v2 dump, and what must hold whatever it was.

Each target takes bytes and returns; anything that it raises is a finding. A `BrainError` is an answer, not a finding.
"""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from pathlib import Path
from uuid import UUID

from core.errors import BrainError
from core.v2.sources.copytext import Row
from core.v2.sources.dump import Dump
from core.v2.sources.pg_dump import read_dump, recognize
from core.v2.sources.restoring import MAGIC
from core.v2.sources.rows import LinkRows, MemoryRows
from core.v2.sources.sqltext import Tokens
from core.v2.sources.userrows import UserRows
from core.v2.values import FileRead, SetAside, TableRead, V2Link, V2Memory, V2User

_A = (
    "id",
    "content",
    "embedding",
    "memory_type",
    "importance_score",
    "created_at",
    "semantic_metadata",
    "metadata",
)
_B = ("id", "content", "content_vector", "metadata", "tags", "importance", "created_at", "updated_at")
_LINK = ("source_memory_id", "target_memory_id", "relationship_type", "confidence", "metadata", "created_at")
_SOME = str(UUID(int=7)).encode()


class _SlowTokens(Tokens):
    """Without what is there for speed only."""

    def value(self) -> tuple[bytes | None, bytes] | None:
        return None

    def skip(self, words: bytes) -> bool:
        return False


def script(data: bytes) -> None:
    """A plain script: read the quick way and the slow way, it says the same."""
    assert _blocks(data, Tokens) == _blocks(data, _SlowTokens)


def inserted(data: bytes) -> None:
    """The inside of INSERT statements."""
    script(b"INSERT INTO memories (id, content) VALUES " + data)


def _blocks(data: bytes, tokens: type[Tokens]) -> list[object]:
    found: list[object] = []
    dump = Dump(io.BytesIO(data))
    dump._tokens = tokens(dump.lines)
    try:
        found.extend((block.name, block.columns, list(block.rows()), block.ended) for block in dump.blocks())
    except BrainError as error:
        found.append(error.words)
    return [*found, dump.whole, dump.codec, dump.defined]


def rows(data: bytes) -> None:
    """Cells of one row, between zero bytes, as COPY and as INSERT has them."""
    cells = data.split(b"\0")
    for columns, reader in (
        (_A, MemoryRows),
        (_B, MemoryRows),
        (_LINK, LinkRows),
        (("id", "name"), UserRows),
    ):
        some = (_SOME, *cells, *[b""] * len(columns))[: len(columns)]
        for row in (Row(1, b"\t".join(some), None), Row(1, b"", None, some)):
            item = reader("t", columns).read(row)
            assert isinstance(item, V2Memory | V2Link | V2User | SetAside)


def file(data: bytes, path: Path) -> None:
    """A whole file: every row is accounted for. Archives of pg_dump are left to a test of their own: they start a child."""
    if MAGIC in data[:1024]:
        return
    path.write_bytes(data)
    with contextlib.suppress(BrainError):
        recognize(path)
    with contextlib.suppress(BrainError):
        items = list(read_dump(path))
        assert isinstance(items[-1], FileRead)
        told = Counter(
            item.table for item in items if isinstance(item, V2Memory | V2Link | V2User | SetAside)
        )
        read = Counter[str]()
        for item in items:
            if isinstance(item, TableRead) and item.role:
                read[item.table] += item.rows
        assert +told == +read
