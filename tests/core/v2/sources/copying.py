"""A writer of COPY text, independent of the reader: what the tests compare the reader with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_ESCAPES = {
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
}


LINKS = (
    "id",
    "source_memory_id",
    "target_memory_id",
    "relationship_type",
    "confidence",
    "metadata",
    "created_at",
)
"""The columns of a table of links."""


def cell(value: str | None) -> str:
    return "\\N" if value is None else "".join(_ESCAPES.get(character, character) for character in value)


def copy_block(table: str, columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> bytes:
    lines = [f"COPY {table} ({', '.join(columns)}) FROM stdin;"]
    lines += ["\t".join(map(cell, row)) for row in rows]
    return ("\n".join([*lines, "\\."]) + "\n").encode()


def dump(*parts: bytes) -> bytes:
    head = b"--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\n"
    return head + b"\n".join(parts) + b"\n--\n-- PostgreSQL database dump complete\n--\n"
