"""A writer of INSERT statements, independent of the reader: what the tests compare the reader with."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence


def literal(value: str | None, chance: random.Random) -> str:
    """One of the ways in which a value may be written, that of pg_dump most often."""
    if value is None:
        return chance.choice(["NULL", "NULL", "DEFAULT", "null", "NULL::jsonb"])
    plain = "'" + value.replace("'", "''") + "'"
    escaped = "E'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    cast = plain + chance.choice(
        ["::text", "::public.vector(1536)", " :: character varying(50)", '::"my".t[]']
    )
    return chance.choice([plain, plain, plain, escaped, cast])


def insert_block(
    table: str,
    columns: Sequence[str] | None,
    rows: Iterable[Sequence[str | None]],
    chance: random.Random,
) -> bytes:
    """Statements of one or of several rows, with the spaces and comments that tools like to write between them."""
    names = f" ({', '.join(columns)})" if columns else ""
    head = f"INSERT INTO {table}{names} VALUES"
    texts = [f"({', '.join(literal(value, chance) for value in row)})" for row in rows]
    script = ""
    while texts:
        count = chance.randint(1, 3)
        some, texts = texts[:count], texts[count:]
        before, between = chance.choice(
            [(" ", ", "), ("\n\t", ",\n\t"), (" -- a comment ) ' ;\n", " /* ; ' */,\n")]
        )
        script += chance.choice(["", "\n", "-- Data; 'quoted\n"]) + head + before + between.join(some)
        script += chance.choice([";\n", " ;", "\nON CONFLICT DO NOTHING;\n"])
    return script.encode()
