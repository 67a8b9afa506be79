"""Run the fuzzer: `python -m tests.fuzz [SECONDS]`. Needs atheris, which exists for Linux only.

Prints libFuzzer's own lines; the last ones tell how often it ran and how much of the readers it covered. A finding ends it
with an error, and the input that caused it is kept in the folder that is named then.
"""

from __future__ import annotations

import gzip
import importlib
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

_WORDS = (
    *(
        "COPY",
        "FROM stdin;",
        "INSERT INTO",
        "VALUES",
        "CREATE TABLE",
        "memories",
        "users",
        "memory_relationships",
        "content",
    ),
    *(
        "SET client_encoding = 'LATIN1';",
        "SET standard_conforming_strings = off;",
        "NULL",
        "DEFAULT",
        "::jsonb",
        "E'",
    ),
    *(
        "PostgreSQL database dump complete",
        "infinity",
        "10000-01-01 00:00:00+14",
        " BC",
        "ON CONFLICT",
        "$$",
        "/*",
        "*/",
    ),
)


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    try:
        atheris: Any = importlib.import_module("atheris")
    except ImportError:
        sys.exit("The fuzzer atheris is not installed: .venv/bin/python -m pip install atheris (Linux only).")
    with atheris.instrument_imports(include=["core.v2"]):
        targets: Any = importlib.import_module("tests.fuzz.targets")
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    scratch = folder / "scratch"

    def one(data: bytes) -> None:
        if not data:
            return
        kind, rest = data[0] % 4, data[1:]
        if kind == 0:
            targets.script(rest)
        elif kind == 1:
            targets.inserted(rest)
        elif kind == 2:
            targets.rows(rest)
        else:
            targets.file(rest, scratch)

    _write_seeds(folder / "corpus")
    (folder / "words").write_text("".join(f'"{word}"\n' for word in _WORDS))
    options = [
        "-max_len=4096",
        "-timeout=20",
        "-rss_limit_mb=4096",
        f"-dict={folder / 'words'}",
        "-print_final_stats=1",
    ]
    options += [f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", str(folder / "corpus")]
    sys.stdout.write(f"Inputs and findings: {folder}\n")
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


def _write_seeds(folder: Path) -> None:
    """A few good inputs to begin with, so that the fuzzer need not find out what SQL is."""
    from tests.core.v2.sources.copying import LINKS, copy_block, dump
    from tests.core.v2.sources.inserting import insert_block

    folder.mkdir()
    chance = random.Random(1)
    note = [
        "00000000-0000-0000-0000-000000000001",
        "it's\na \\ note",
        '{"tags": ["a"], "n": 0.5}',
        None,
        "2024-01-01 00:00:00+00",
    ]
    columns = ("id", "content", "metadata", "embedding", "created_at")
    link: list[str | None] = [note[0], note[0], note[0], "extends", "0.5", "{}", None]
    copied = dump(
        copy_block("public.memories", columns, [note]), copy_block("memory_relationships", LINKS, [link])
    )
    seeds = [
        copied,
        dump(
            insert_block("memories", columns, [note] * 4, chance),
            insert_block("users", ("id", "name"), [["1", "m"]], chance),
        ),
        dump(
            b"CREATE TABLE memories (id uuid, content text, tags text[]);",
            insert_block("memories", None, [note[:3]], chance),
        ),
        insert_block("memories", ("id", "content"), [note[:2]] * 3, chance).partition(b"VALUES")[2],
        b"\0".join(b"note|[1,2]|{}|0.5|{a,b}|infinity|2024-01-01 00:00:00+00".split(b"|")),
        gzip.compress(copied),
        copied.decode().encode("utf-16"),
    ]
    for number, seed in enumerate(seeds):
        for kind in range(4):
            (folder / f"{number}-{kind}").write_bytes(bytes([kind]) + seed)


if __name__ == "__main__":
    main()
