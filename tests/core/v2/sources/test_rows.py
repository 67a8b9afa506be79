"""Rows of a v2 as values: what is kept, what is left out with a remark, what is set aside with a reason."""

from __future__ import annotations

import json
import math
import random
import struct
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.memory import Memory
from core.v2.report import REMARKS
from core.v2.sources.cells import EARLIEST, LATEST
from core.v2.sources.copytext import Row
from core.v2.sources.rows import LinkRows, MemoryRows
from core.v2.sources.shapes import memory_shape
from core.v2.values import SetAside, V2Link, V2Memory
from tests.core.v2.sources.copying import LINKS, cell

ID = UUID("6f1c7c1e-9e3b-4c0e-8f0a-2f4f5f6f7f8f")
B = ("id", "content", "content_vector", "metadata", "tags", "importance", "created_at", "updated_at")
C = ("id", "content", "metadata", "embedding", "created_at", "updated_at")


def row(*values: str | None) -> Row:
    return Row(7, "\t".join(map(cell, values)).encode(), None)


def memory(columns: tuple[str, ...] = C, **values: str | None) -> V2Memory:
    found = read(columns, **values)
    assert isinstance(found, V2Memory), found
    assert set(found.remarks) <= REMARKS.keys()
    return found


def read(columns: tuple[str, ...] = C, **values: str | None) -> V2Memory | SetAside:
    given_values: dict[str, str | None] = {
        "id": str(ID),
        "content": "A note",
        "created_at": "2024-01-01 00:00:00+00",
        **values,
    }
    return MemoryRows("public.memories", columns).read(row(*(given_values.get(name) for name in columns)))


def aside(columns: tuple[str, ...] = C, **values: str | None) -> SetAside:
    found = read(columns, **values)
    assert isinstance(found, SetAside), found
    assert found.reason.endswith(".") and found.remedy.endswith(".")
    return found


@pytest.mark.parametrize(
    ("columns", "shape"),
    [
        ("id content embedding memory_type importance_score metadata created_at", "A"),
        ("metadata semantic_metadata content id unheard_of", "A"),
        ("id content content_vector metadata tags importance created_at updated_at", "B"),
        ("id content metadata tags importance", "B"),
        ("id content embedding metadata created_at updated_at", "C"),
        ("id content user_id tags created_at updated_at", "S"),
        ("id text user", "S"),
        ("id content tags", "S"),
        ("content embedding", ""),
        ("id title body", ""),
        ("id content aggregate_id stream_version", ""),
    ],
)
def test_the_shape_is_told_by_the_columns_in_any_order(columns: str, shape: str) -> None:
    names = columns.split()
    assert memory_shape(names) == memory_shape(names[::-1]) == shape


def test_a_note_of_the_server_keeps_everything_it_had() -> None:
    columns = (
        "id content embedding memory_type importance_score access_count last_accessed created_at updated_at"
        " semantic_metadata episodic_metadata procedural_metadata consolidation_score last_consolidated decay_applied"
        " metadata favourite_color"
    )
    found = memory(
        tuple(columns.split()),
        memory_type="episodic",
        importance_score="0.7500",
        access_count="12",
        last_accessed="2024-10-02 05:24:23.835437+05:30",
        created_at="2024-10-01 05:24:23.8+05:30",
        updated_at="2024-10-03 00:00:00+00",
        semantic_metadata='{"domain": "garden", "confidence": 0.9}',
        episodic_metadata="[1, 2]",
        decay_applied="t",
        metadata='{"tags": ["compost", "spring"], "source": "phone", "nested": {"a": [null, true]}}',
        favourite_color="green",
    )
    assert found.tags == ("compost", "spring")
    assert found.created_at == datetime(2024, 9, 30, 23, 54, 23, 800000, UTC)
    assert found.updated_at == datetime(2024, 10, 3, tzinfo=UTC)
    assert found.metadata == {
        "tags": ["compost", "spring"],
        "source": "phone",
        "nested": {"a": [None, True]},
        "v2": {
            "memory_type": "episodic",
            "importance_score": 0.75,
            "access_count": 12,
            "last_accessed": "2024-10-02 05:24:23.835437+05:30",
            "semantic_metadata": {"domain": "garden", "confidence": 0.9},
            "episodic_metadata": [1, 2],
            "decay_applied": True,
            "favourite_color": "green",
        },
    }
    assert (found.owner, found.embedding, found.remarks, found.line) == (None, None, (), 7)


@pytest.mark.parametrize(
    "content", ["", " ", "\n", "é" * 100_000, "a\x01\x7f\x85\u2028\u2029\x1c\u200f👩‍👩‍👧‍👦\ufeff"]
)
def test_any_text_is_kept_exactly(content: str) -> None:
    assert memory(content=content).content == content


@pytest.mark.parametrize(
    ("metadata", "tags", "remarks"),
    [
        ("{}", (), ()),
        ('{"tags": null}', (), ()),
        ('{"tags": "garden"}', ("garden",), ("bare-tag",)),
        ('{"tags": ["a", null, "a", " b ", "", 7, {"x": 1}]}', ("a", "b", "7", '{"x": 1}'),
         ("null-tag", "duplicate-tag", "trimmed-tag", "blank-tag", "tag-no-text", "tag-no-text")),
    ],
)  # fmt: skip
def test_tags_of_the_server_are_in_its_metadata(
    metadata: str, tags: tuple[str, ...], remarks: tuple[str, ...]
) -> None:
    found = memory(metadata=metadata)
    assert (found.tags, found.remarks) == (tags, remarks)
    assert found.metadata == json.loads(metadata)


@pytest.mark.parametrize(
    ("text", "tags", "left"),
    [
        ("{}", (), None),
        ('{a,"b c",NULL,a}', ("a", "b c"), ["a", "b c", None, "a"]),
        (
            '{"say \\"hi\\"","back\\\\slash","{x,y}","NULL"}',
            ('say "hi"', "back\\slash", "{x,y}", "NULL"),
            None,
        ),
        ("[0:1]={a,b}", ("a", "b"), None),
        ('["a", "b"]', ("a", "b"), None),
        ("a, b", ("a", "b"), ["a", " b"]),
    ],
)
def test_tags_of_other_shapes_have_a_column(text: str, tags: tuple[str, ...], left: list[str] | None) -> None:
    found = memory(B, tags=text)
    assert found.tags == tags
    assert found.metadata.get("v2", {}).get("tags") == left


@pytest.mark.parametrize(
    ("metadata", "kept", "remark"),
    [
        ('"just words"', {"v2": {"metadata": "just words"}}, "metadata-no-object"),
        ("[1]", {"v2": {"metadata": [1]}}, "metadata-no-object"),
        ("null", {"v2": {"metadata": None}}, "metadata-no-object"),
        ('{"v2": 1, "a": 2}', {"a": 2, "v2": {"metadata": {"v2": 1}}}, "metadata-key-moved"),
        ('{"a": "\\ud800"}', {"v2": {"metadata": '{"a": "\\ud800"}'}}, "json-kept-as-text"),
        ('{"a": "\\u0000"}', {"v2": {"metadata": '{"a": "\\u0000"}'}}, "json-kept-as-text"),
        ('{"a": "\\\\u0000"}', {"a": "\\u0000"}, None),
    ],
)
def test_metadata_of_any_form_is_kept(metadata: str, kept: dict[str, Any], remark: str | None) -> None:
    found = memory(metadata=metadata)
    assert found.metadata == kept
    assert remark is None or remark in found.remarks
    Memory.create("x", uuid4(), metadata=found.metadata)


def test_json_of_monstrous_depth_is_kept_as_text() -> None:
    deep = '{"a": ' + "[" * 5000 + "]" * 5000 + "}"
    assert memory(metadata=deep).metadata == {"v2": {"metadata": deep}}
    wide = json.dumps({"a": [[] for _ in range(5000)], "b": "[" * 5000})
    assert memory(metadata=wide).metadata == json.loads(wide)


def test_numbers_that_need_more_digits_are_kept_as_text() -> None:
    found = memory(metadata='{"pi": 3.14159265358979323846, "half": 0.5}')
    assert found.metadata == {"pi": "3.14159265358979323846", "half": 0.5}
    assert found.remarks == ("number-kept-as-text",)
    assert memory(B, importance="NaN").metadata == {"v2": {"importance": "NaN"}}


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("infinity", LATEST),
        ("-infinity", EARLIEST),
        ("0044-03-15 12:00:00+00 BC", EARLIEST),
        ("12024-01-01 00:00:00+00", LATEST),
        ("9999-12-31 23:00:00-14", LATEST),
        ("0001-01-01 00:00:00+14", EARLIEST),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_time_that_no_calendar_here_holds_is_kept_as_text(text: str, near: datetime | None) -> None:
    found = memory(created_at=text)
    assert found.created_at == near
    assert found.metadata == {"v2": {"created_at": text}}
    assert found.remarks == ("time-kept-as-text",)


def test_a_time_without_a_zone_is_utc_and_said_so() -> None:
    found = memory(created_at="2023-05-06 07:08:09.1")
    assert found.created_at == datetime(2023, 5, 6, 7, 8, 9, 100000, UTC)
    assert found.remarks == ("time-without-zone",)
    assert memory(created_at=None).remarks == ("no-time",)


def vector(numbers: list[float]) -> str:
    return "[" + ",".join(map(repr, numbers)) + "]"


def test_a_vector_is_kept_bit_by_bit() -> None:
    seed = random.randrange(1 << 32)
    numbers = list(struct.unpack("<1536f", random.Random(seed).randbytes(6144)))
    numbers = [number if math.isfinite(number) else -0.0 for number in numbers]
    assert memory(embedding=vector(numbers)).embedding == struct.pack("<1536f", *numbers), f"seed {seed}"
    negative = "[-0,0," + ",".join(["1.5"] * 1533) + ",-0]"
    assert memory(embedding=negative).embedding == struct.pack("<1536f", -0.0, 0.0, *[1.5] * 1533, -0.0)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        (vector([0.1] * 1536), "dummy-vector"),
        (vector([0.0] * 1536), "zero-vector"),
        (vector([0.1] * 384), "wrong-dimension"),
        ("[]", "wrong-dimension"),
        (vector([0.1] * 1535)[:-1] + ",NaN]", "broken-vector"),
        (vector([0.1] * 1535)[:-1] + ",1e39]", "broken-vector"),
        ("[1,2", "broken-vector"),
        ("words", "broken-vector"),
        ('{"a":1}', "broken-vector"),
        ("[" * 1000, "broken-vector"),
        ("[" + ",".join(["[1]"] * 1536) + "]", "broken-vector"),
    ],
)
def test_what_is_no_embedding_is_left_out_and_counted(text: str, remark: str) -> None:
    found = memory(embedding=text)
    assert (found.embedding, found.remarks) == (None, (remark,))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"id": "17"}, "no-uuid"),
        ({"id": None}, "no-uuid"),
        ({"content": None}, "no-content"),
        ({"metadata": '{"cut": "sho'}, "broken-json"),
        ({"metadata": '{"a": NaN}'}, "broken-json"),
        ({"content": "a\0b"}, "nul"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_reason(values: dict[str, str | None], code: str) -> None:
    found = aside(C, **values)
    assert (found.code, found.line, found.table) == (code, 7, "public.memories")
    assert len(found.excerpt) <= 200


def test_a_row_that_is_no_row_is_set_aside() -> None:
    reader = MemoryRows("memories", C)
    cases = {
        "cell-count": Row(1, b"too\tfew", None),
        "cut": Row(1, b"cut", "cut"),
        "too-long": Row(1, b"long", "too-long"),
        "encoding": Row(
            1, f"{ID}\tnot \udcff UTF-8\t{{}}\t\\N\t\\N\t\\N".encode(errors="surrogateescape"), None
        ),
        "nul": Row(1, f"{ID}\tescaped \\000\t{{}}\t\\N\t\\N\t\\N".encode(), None),
    }
    for code, bad in cases.items():
        found = reader.read(bad)
        assert isinstance(found, SetAside)
        assert found.code == code


@given(st.binary())
def test_no_bytes_surprise_the_reader_of_rows(noise: bytes) -> None:
    for line in (
        noise,
        f"{ID}\tA note\t".encode() + noise + b"\t\\N\t\\N\t\\N",
        f"{ID}\t".encode() + noise + b"\t{}\t\\N\t\\N\t\\N",
    ):
        MemoryRows("memories", C).read(Row(1, line, None))
        LinkRows("links", C).read(Row(1, line, None))


def test_a_source_row_is_known_again_whatever_the_order_of_its_columns_and_the_zone_of_its_dump() -> None:
    values = {"created_at": "2024-05-01 12:00:00+00", "metadata": '{"a": 1}', "updated_at": "infinity"}
    one = memory(C, **values)
    other = memory(C[::-1], **values | {"created_at": "2024-05-01 14:00:00+02"})
    assert one.source_sha256 == other.source_sha256
    changes = {"content": "Another", "metadata": None, "created_at": None, "updated_at": "-infinity"}
    for name, value in changes.items():
        assert memory(C, **{**values, name: value}).source_sha256 != one.source_sha256


def test_the_owner_is_told_as_v2_knew_it() -> None:
    assert memory(("id", "content", "user"), user="maria").owner == "maria"
    found = memory(("id", "text", "user_id", "user"), text="words", user_id="7", user="maria")
    assert (found.owner, found.content, found.metadata) == ("7", "words", {"v2": {"user": "maria"}})


def test_a_relationship_becomes_a_link() -> None:
    other = uuid4()
    reader = LinkRows("public.memory_relationships", LINKS)
    found = reader.read(
        row("5", str(ID), str(other), "extends", "0.9", '{"why": "said so"}', "2024-01-01 00:00:00+00")
    )
    assert found == V2Link(
        source=ID,
        target=other,
        kind="extends",
        confidence=0.9,
        metadata={"why": "said so", "v2": {"id": "5"}},
        created_at=datetime(2024, 1, 1, tzinfo=UTC),
        table="public.memory_relationships",
        line=7,
    )
    plain = reader.read(row("5", str(ID), str(other), None, None, None, None))
    assert isinstance(plain, V2Link)
    assert (plain.kind, plain.confidence) == ("related", None)
    assert isinstance(reader.read(row("5", str(ID), None, "x", None, None, None)), SetAside)


def test_a_dump_in_another_encoding_gives_the_same_notes() -> None:
    line = "\t".join(map(cell, (str(ID), "Grüße", '{"ä": "ö"}', None, None, None)))
    found = MemoryRows("memories", C, "latin1").read(Row(1, line.encode("latin1"), None))
    assert isinstance(found, V2Memory)
    assert (
        found.source_sha256
        == memory(C, content="Grüße", created_at=None, metadata='{"ä": "ö"}').source_sha256
    )
