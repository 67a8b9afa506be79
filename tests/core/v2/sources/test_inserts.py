"""INSERT statements as tables of cells: compared with an independent writer and with COPY, cut anywhere, fed with noise."""

from __future__ import annotations

import contextlib
import io
import random
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import BrainError
from core.v2.sources import sqltext
from core.v2.sources.dump import Dump
from core.v2.sources.pg_dump import read_dump
from core.v2.values import FileRead, Item, SetAside, TableRead, V2Memory
from tests.core.v2.sources.copying import copy_block, dump
from tests.core.v2.sources.inserting import insert_block

Cells = list[list[str | None]]
C = ("id", "content", "metadata", "embedding", "created_at", "updated_at")

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
odd = [
    "",
    " ",
    "'",
    "''",
    "\\'",
    "); DROP",
    ";",
    "COPY t FROM stdin;\n1\n\\.\n",
    "INSERT INTO t VALUES ('x');",
    "--",
    "\r\n",
    "/*",
]
cells = st.none() | texts | st.sampled_from(odd)
tables = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=8)
)


def read(data: bytes) -> list[tuple[str, tuple[str, ...], Cells]]:
    found = []
    for block in Dump(io.BytesIO(data)).blocks():
        rows = [[None if cell is None else cell.decode() for cell in row.cells or ()] for row in block.rows()]
        found.append((str(block.name), block.columns, rows))
    return found


def names_of(rows: Cells) -> list[str]:
    return [f"c{n}" for n in range(len(rows[0]))]


@given(tables, tables, st.integers(0, 1 << 32))
def test_every_value_comes_back_as_it_was_written(first: Cells, second: Cells, seed: int) -> None:
    chance = random.Random(seed)
    data = dump(
        insert_block("public.memories", names_of(first), first, chance),
        insert_block('"x y".t', None, second, chance),
    )
    assert read(data) == [("public.memories", tuple(names_of(first)), first), ("x y.t", (), second)]


@given(st.binary(max_size=200), st.integers(0, 1 << 32))
@example(b"('a', 'b'", 0)
@example(b"(1, 2), (", 0)
@example(b"('a' 'b' E'\\", 0)
@example(b"(:, ::, :)", 0)
@example(b"DEFAULT VALUES;", 0)
def test_no_bytes_surprise_the_reader(noise: bytes, seed: int) -> None:
    for data in (
        b"INSERT INTO t VALUES " + noise,
        b"INSERT INTO t (a) VALUES (1); INSERT INTO t (a) VALUES (" + noise,
    ):
        with contextlib.suppress(BrainError):
            read(data.replace(b"\xff", b"'"))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("-5", "-5"),
        ("- 5.25", "-5.25"),
        ("+7", "7"),
        ("0.5000", "0.5000"),
        ("1e-07", "1e-07"),
        ("true", "t"),
        ("TRUE", "t"),
        ("FALSE", "f"),
        ("B'101'", "101"),
        ("'a'\n'b'", "ab"),
        ("E'\\u00fc\\'\\\\'", "ü'\\"),
        ("'{}'::jsonb", "{}"),
        ("'2024-01-01'::timestamp with time zone", "2024-01-01"),
    ],
)
def test_a_value_is_worth_what_copy_would_say(written: str, value: str) -> None:
    assert read(f"INSERT INTO t VALUES ({written}, {written});".encode()) == [("t", (), [[value, value]])]


def test_backslashes_count_where_the_standard_is_off() -> None:
    data = b"SET standard_conforming_strings = off;\nINSERT INTO t VALUES ('it\\'s', 'a\\\\b');\n"
    assert read(data) == [("t", (), [["it's", "a\\b"]])]


def test_tables_that_take_turns_stay_apart() -> None:
    data = (
        b"INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (2);\n\\connect other\nINSERT INTO b VALUES (3);\n"
    )
    data += b"INSERT INTO b (x) VALUES (4);INSERT INTO b (x) VALUES (5);"
    assert read(data) == [
        ("a", (), [["1"]]),
        ("b", (), [["2"]]),
        ("other.b", (), [["3"]]),
        ("other.b", ("x",), [["4"], ["5"]]),
    ]


def test_statements_that_share_a_line_are_all_read() -> None:
    line = b"INSERT INTO b VALUES (0); INSERT INTO a VALUES (%d);\n"
    assert read(line % 1 + line % 2) == [
        ("b", (), [["0"]]),
        ("a", (), [["1"]]),
        ("b", (), [["0"]]),
        ("a", (), [["2"]]),
    ]


def row(content: str, note_id: UUID | str | None = None) -> list[str | None]:
    return [str(note_id or uuid4()), content, '{"a": 1}', None, "2023-01-01 00:00:00", None]


def items(path: Path, data: bytes) -> list[Item]:
    path.write_bytes(data)
    return list(read_dump(path))


def test_a_row_is_the_same_in_either_form(tmp_path: Path) -> None:
    rows = [row("one's\nname \\ \t"), row("two")]
    copied = items(tmp_path / "a", dump(copy_block("memories", C, rows)))
    inserted = items(tmp_path / "b", dump(insert_block("memories", C, rows, random.Random(1))))
    hashes = [
        [item.source_sha256 for item in found if isinstance(item, V2Memory)] for found in (copied, inserted)
    ]
    assert hashes[0] == hashes[1] and len(hashes[0]) == 2


def test_rows_say_on_which_line_they_begin(tmp_path: Path) -> None:
    data = b"INSERT INTO memories (id, content) VALUES\n ('x', 'two\nlines'),\n ('y', 'z');\n"
    found = items(tmp_path / "a", data + b"INSERT INTO memories (id, content) VALUES ('q', now());\n")
    assert [(item.line, item.code, item.id) for item in found if isinstance(item, SetAside)] == [
        (2, "no-uuid", "x"),
        (4, "no-uuid", "y"),
        (5, "expression", "q"),
    ]
    assert [item.rows for item in found if isinstance(item, TableRead)] == [3]


def test_a_file_that_was_cut_anywhere_gives_what_it_has(tmp_path: Path) -> None:
    ids = [uuid4() for _ in range(6)]
    whole = dump(
        insert_block("memories", C, [row(f"note {n}", key) for n, key in enumerate(ids)], random.Random(3))
    )
    contents = {key: f"note {n}" for n, key in enumerate(ids)}
    start = whole.index(b"'note 0'")
    for end in range(start, len(whole) - 2, 7):
        found = items(tmp_path / "a", whole[:end])
        assert all(contents[item.id] == item.content for item in found if isinstance(item, V2Memory))
        assert [item.whole for item in found if isinstance(item, FileRead)] == [False]
        rows = sum(item.rows for item in found if isinstance(item, TableRead))
        assert rows == sum(isinstance(item, V2Memory | SetAside) for item in found)


def test_a_dump_without_any_names_is_known_by_its_values(tmp_path: Path) -> None:
    rows = [[f"{UUID(int=n + 1)}", "text", "{}", None, "2023-01-01 00:00:00", None] for n in range(3)]
    found = items(tmp_path / "a", dump(insert_block("public.memories", None, rows, random.Random(1))))
    assert [item.content for item in found if isinstance(item, V2Memory)] == ["text"] * 3
    odd = [["7", "text", "{}"]]
    with pytest.raises(BrainError, match="does not name the columns of the table"):
        items(tmp_path / "b", dump(insert_block("public.memories", None, odd, random.Random(1))))


def test_a_row_of_monstrous_size_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqltext, "LONGEST", 3000)
    data = dump(
        insert_block(
            "memories", ("id", "content"), [[str(uuid4()), "x" * 900] for _ in range(2)], random.Random(1)
        )
    )
    data += (
        b"INSERT INTO memories (id, content, a, b) VALUES ('1',\n"
        + b",\n".join([b"'" + b"x" * 1200 + b"'"] * 3)
        + b");"
    )
    found = items(tmp_path / "a", data)
    assert [item.code for item in found if isinstance(item, SetAside)] == ["too-long"]
    assert sum(isinstance(item, V2Memory) for item in found) == 2
