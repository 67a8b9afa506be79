"""A plain dump as tables of raw cells: compared with an independent writer, and fed with noise."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import BrainError
from core.v2.sources import copytext, sqltext
from core.v2.sources.copytext import CopyBlock, Row, cell_bytes
from core.v2.sources.dump import Dump
from core.v2.sources.sqltext import Kind, Lines, Token, Tokens
from tests.core.v2.sources.copying import copy_block, dump

Cells = list[list[str | None]]

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
cells = (
    st.none()
    | texts
    | st.sampled_from(["", " ", "\\N", "\\.", "\\", "a\tb", "\r\n", "\x85\u2028\x1c\x1e", "{}"])
)
tables = st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), max_size=8))


def read(data: bytes) -> list[tuple[str, tuple[str, ...], Cells]]:
    reader = Dump(io.BytesIO(data))
    return [
        (str(block.name), block.columns, [_decoded(row.text) for row in block.rows()])
        for block in reader.blocks()
        if isinstance(block, CopyBlock)
    ]


def _decoded(row: bytes) -> list[str | None]:
    found = map(cell_bytes, row.split(b"\t"))
    return [None if value is None else value.decode() for value in found]


def names_of(rows: Cells) -> list[str]:
    return [f"c{n}" for n in range(len(rows[0]) if rows else 1)]


@given(tables, tables)
def test_every_cell_comes_back_as_it_was_written(first: Cells, second: Cells) -> None:
    data = dump(
        copy_block("public.memories", names_of(first), first), copy_block('"x y".t', names_of(second), second)
    )
    assert read(data) == [
        ("public.memories", tuple(names_of(first)), first),
        ("x y.t", tuple(names_of(second)), second),
    ]


@given(tables)
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(rows: Cells) -> None:
    data = dump(copy_block("t", names_of(rows), rows))
    assert read(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")) == read(data)


@given(st.binary(max_size=400))
@example(b"COPY t (a) FROM stdin;\n\\.")
@example(b"/* /* */ 'a")
@example(b"E'\\")
@example(b"COPY FROM stdin;")
@example(b"INSERT INTO")
@example(b"CREATE TABLE")
@example(b"COPY t (a FROM stdin;\n")
def test_no_bytes_surprise_the_reader(noise: bytes) -> None:
    for data in (noise, b"COPY t (a, b) FROM stdin;\n" + noise, b"INSERT INTO t VALUES ('" + noise):
        with contextlib.suppress(BrainError):
            read_raw(data)


WORDS = "COPY t a ( ) , ; FROM stdin 'x' ' \" E' $$ $t$ -- /* */ \\. \\connect SET client_encoding CREATE TABLE INSERT ."


@given(st.lists(st.sampled_from([*WORDS.split(), "\n", "\\"]), max_size=60))
def test_no_mixture_of_sql_surprises_the_reader(words: list[str]) -> None:
    with contextlib.suppress(BrainError):
        read_raw(" ".join(words).encode())


def read_raw(data: bytes) -> list[list[Any]]:
    return [list(block.rows()) for block in Dump(io.BytesIO(data)).blocks()]


HIDDEN = b"COPY hidden (a) FROM stdin;\nnot a row\n\\.\n"


@pytest.mark.parametrize(
    "statement",
    [
        b"INSERT INTO notes VALUES ('it''s\n" + HIDDEN + b"');",
        b"INSERT INTO notes VALUES (E'it\\'s\n" + HIDDEN + b"\\\\');",
        b"CREATE FUNCTION f() AS $_$\n" + HIDDEN + b"$x$ $_$;",
        b"CREATE FUNCTION f() AS $$\n" + HIDDEN + b"$$;",
        b'CREATE TABLE "odd""\n' + HIDDEN + b'" (a int);',
        b"/* a comment /* in another */\n" + HIDDEN + b"*/",
        b"CREATE RULE r DO (\n" + HIDDEN.replace(b"\\.", b"") + b");",
        b"-- " + HIDDEN.replace(b"\n", b"\n-- ") + b"\n",
        b"SET standard_conforming_strings = off; SELECT 'it\\'s\n" + HIDDEN + b"';",
    ],
)
def test_a_copy_command_inside_something_else_is_not_one(statement: bytes) -> None:
    seen = copy_block("seen", ["a"], [["row"]])
    assert read(statement + b"\n" + seen) == [("seen", ("a",), [["row"]])]


def test_meta_commands_are_passed_over_and_connect_names_the_database() -> None:
    data = b"\\restrict abc'def\n\\connect first\n" + copy_block("public.t", ["a"], [["1"]])
    data += (
        b"\\connect -reuse-previous=on \"dbname='second'\"\n"
        + copy_block("public.t", ["a"], [["2"]])
        + b"\\unrestrict x\n"
    )
    assert [name for name, _, _ in read(data)] == ["first.public.t", "second.public.t"]


def test_a_byte_order_mark_right_before_a_block_is_no_part_of_it() -> None:
    block = copy_block("t", ["a"], [["1"]])
    assert read(b"\xef\xbb\xbf" + block) == read(block) == [("t", ("a",), [["1"]])]


def test_only_a_whole_line_ends_a_block() -> None:
    assert read(b"COPY t (a) FROM stdin;\n\\.x\n\\.\n") == [("t", ("a",), [[".x"]])]


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (b"'it''s ''quoted'''", b"it's 'quoted'"),
        (b"'two\nlines '' \\n'", b"two\nlines ' \\n"),
        (b"E'it''s \\'quoted\\' \\x41\\102\\u00fc\\n'", "it's 'quoted' ABü\n".encode()),
        (b'"a ""name"""', b'a "name"'),
        (b"$q$ '' $$ \\n$q$", b" '' $$ \\n"),
    ],
)
def test_a_literal_is_worth_what_postgres_says(literal: bytes, value: bytes) -> None:
    tokens = Tokens(Lines(io.BytesIO(literal + b" word")))
    first, second, third = tokens.next(), tokens.next(), tokens.next()
    assert first is not None and first.value == value
    assert (second, third) == (Token(Kind.WORD, b"word"), None)


def test_a_block_nobody_reads_is_passed_over() -> None:
    data = dump(copy_block("a", ["x"], [["1"], ["2"]]), copy_block("b", ["x"], [["3"]]))
    reader = Dump(io.BytesIO(data))
    assert [str(block.name) for block in reader.blocks()] == ["a", "b"]
    assert reader.whole


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.7, 0.97])
def test_a_file_that_was_cut_says_so(kept: float) -> None:
    data = dump(copy_block("a", ["x"], [[f"row {n}"] for n in range(50)]))
    reader = Dump(io.BytesIO(data[: int(len(data) * kept)]))
    for block in reader.blocks():
        list(block.rows())
    assert not reader.whole


def test_the_last_line_of_a_cut_file_is_marked() -> None:
    reader = Dump(io.BytesIO(b"COPY t (a) FROM stdin;\nwhole\nhal"))
    rows = [row for block in reader.blocks() for row in block.rows()]
    assert rows == [Row(2, b"whole", None), Row(3, b"hal", "cut")]


def test_a_line_of_monstrous_length_is_marked_and_the_next_one_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sqltext, "LONGEST", 1000)
    monkeypatch.setattr(copytext, "LONGEST", 1000)
    data = copy_block("t", ["a"], [["x" * 5000], ["y" * 998], ["z"]])
    rows = [row for block in Dump(io.BytesIO(data)).blocks() for row in block.rows()]
    assert [(row.line, row.trouble) for row in rows] == [(2, "too-long"), (3, None), (4, None)]
    with pytest.raises(BrainError, match="longer than"):
        list(Dump(io.BytesIO(b"SELECT '" + b"x" * 2000 + b"';")).blocks())


def test_octal_and_hexadecimal_escapes_are_bytes() -> None:
    assert cell_bytes(rb"\303\274 \xc3\xBC \q \\N \x") == "ü ü q \\N x".encode()


def test_a_dump_in_another_encoding_is_read_in_it() -> None:
    data = b"SET client_encoding = 'LATIN1';\n" + "COPY t (a) FROM stdin;\nGrün\n\\.\n".encode("latin-1")
    reader = Dump(io.BytesIO(data))
    rows = [row for block in reader.blocks() for row in block.rows()]
    assert rows[0].text.decode(reader.codec) == "Grün"
    with pytest.raises(BrainError, match="SJIS"):
        list(Dump(io.BytesIO(b"SET client_encoding = 'SJIS';")).blocks())


def test_columns_come_from_create_table_where_copy_names_none() -> None:
    table = b"CREATE TABLE public.t (\n a uuid DEFAULT f(1, 2) NOT NULL,\n "
    table += b' "B c" numeric(5,4),\n CONSTRAINT x CHECK (a > 0)\n);\n'
    reader = Dump(io.BytesIO(table + b"COPY public.t FROM stdin;\n1\t2\n\\.\n"))
    assert [block.columns for block in reader.blocks()] == [("a", "B c")]


def test_a_block_in_csv_form_is_refused_in_words() -> None:
    with pytest.raises(BrainError, match="form that pg_dump does not write"):
        read_raw(b"COPY t (a) FROM stdin WITH (FORMAT csv);\n1\n\\.\n")
