"""Qdrant's exports: every form is read, every point is taken or counted, and whatever else comes gets words."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import json
import lzma
import os
import struct
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BrainError, Cancelled
from core.v2.report import REMARKS
from core.v2.sources.qdrant import read_points, recognize_points
from core.v2.values import FileRead, Item, SetAside, TableRead, V2Point

VECTOR = [n / 1536 for n in range(1536)]
PACKED = struct.pack("<1536f", *VECTOR)
Write = Callable[[bytes], Path]


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def write(data: bytes) -> Path:
        path = tmp_path / "points.json"
        path.write_bytes(data)
        return path

    return write


def point(**over: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "vector": VECTOR, "payload": {"memory_id": str(uuid4())}} | over


def points(items: list[Item]) -> list[V2Point]:
    found = [item for item in items if isinstance(item, V2Point)]
    assert all(set(item.remarks) <= REMARKS.keys() for item in found)
    return found


def aside(items: list[Item]) -> list[str]:
    return [item.code for item in items if isinstance(item, SetAside)]


def one(file: Write, **over: Any) -> V2Point | SetAside:
    item, table, end = read_points(file(json.dumps([point(**over)]).encode()))
    assert isinstance(item, V2Point | SetAside)
    assert (table, isinstance(end, FileRead)) == (TableRead("points.json", 1, "vectors"), True)
    return item


def scroll(found: list[dict[str, Any]]) -> dict[str, Any]:
    answer = {"result": {"points": found, "next_page_offset": None}, "status": "ok", "time": 0.01}
    return {"usage": {"cpu": [1, {"points": "no"}]}} | answer


FORMS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "guide": lambda found: json.dumps({"points": found}),
    "scroll": lambda found: json.dumps(scroll(found), indent=2),
    "retrieve": lambda found: json.dumps({"time": 1, "status": "ok", "result": found}),
    "list": json.dumps,
    "pretty list": lambda found: json.dumps(found, indent=1),
    "lines": lambda found: "\n".join(map(json.dumps, found)) + "\n",
    "pages": lambda found: "\r\n".join(json.dumps(scroll([one])) for one in found),
}
PACKINGS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "gzip": lambda text: gzip.compress(text.encode()),
    "gzip in parts": lambda text: gzip.compress(text[:99].encode()) + gzip.compress(text[99:].encode()),
    "bzip2": lambda text: bz2.compress(text.encode()),
    "xz": lambda text: lzma.compress(text.encode()),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("packing", PACKINGS)
def test_every_form_gives_the_same_points(file: Write, form: str, packing: str) -> None:
    found = [point(payload={"memory_id": str(uuid4()), "title": 'Zürich "☃"\n'}) for _ in range(3)]
    data = PACKINGS[packing](FORMS[form](found))
    *items, table, end = read_points(file(data))
    assert [(p.point_id, str(p.memory_id), p.line) for p in points(items)] == [
        (one["id"], one["payload"]["memory_id"], line) for line, one in enumerate(found, 1)
    ]
    assert {p.embedding for p in points(items)} == {PACKED}
    assert points(items)[0].metadata == {"v2": {"title": 'Zürich "☃"\n'}}
    assert table == TableRead("points.json", 3, "vectors")
    assert end == FileRead(len(data), True)
    assert recognize_points(data)
    assert packing in ("bzip2", "xz") or recognize_points(data[:4096]), "these unpack in large blocks only"


def test_a_point_of_v1_brings_its_text_and_what_else_it_says(file: Write) -> None:
    payload = {
        "id": "note-1",
        "type": "note",
        "data": {"note": "Buy milk", "done": False},
        "meta": {"tags": ["shop", " shop "], "weight": 0.1},
    }
    found = one(file, id=str(uuid5(NAMESPACE_URL, "note-1")), payload=payload)
    assert isinstance(found, V2Point)
    assert (found.original_id, found.text, found.memory_id, found.tags) == (
        "note-1",
        "Buy milk",
        None,
        ("shop",),
    )
    assert found.metadata["weight"] == 0.1
    assert found.metadata["v2"] == {"type": "note", "data": {"done": False}}
    assert found.point_id == str(uuid5(NAMESPACE_URL, "note-1"))


def test_a_text_without_a_vector_is_not_lost(file: Write) -> None:
    for vector, code in ((None, "no-vector"), ([1, 2], "wrong-dimension"), ([0] * 1536, "zero-vector")):
        found = one(file, vector=vector, payload={"id": 7, "data": {"note": "Buy milk"}})
        assert isinstance(found, V2Point)
        assert (found.text, found.embedding, found.remarks) == ("Buy milk", None, (code,))


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"vector": None}, "no-vector"),
        ({"vector": {}}, "no-vector"),
        ({"vector": [0.5] * 384}, "wrong-dimension"),
        ({"vector": [0.1] * 1536}, "dummy-vector"),
        ({"vector": [0] * 1536}, "zero-vector"),
        ({"vector": [float("nan"), *VECTOR[1:]]}, "broken-vector"),
        ({"vector": [float("-inf"), *VECTOR[1:]]}, "broken-vector"),
        ({"vector": [1e300, *VECTOR[1:]]}, "broken-vector"),
        ({"vector": ["x", *VECTOR[1:]]}, "broken-vector"),
        ({"vector": "[1,2]"}, "broken-vector"),
        ({"id": None}, "no-id"),
        ({"id": -1}, "no-id"),
        ({"id": True}, "no-id"),
        ({"id": 1.5}, "no-id"),
        ({"id": "seven"}, "no-id"),
        ({"id": 1 << 64}, "no-id"),
    ],
)
def test_a_point_that_cannot_be_used_is_counted_in_its_bucket(
    file: Write, over: dict[str, Any], code: str
) -> None:
    found = one(file, **over)
    assert isinstance(found, SetAside) and found.code == code
    assert found.reason and found.remedy and "memory_id" in found.excerpt


def test_a_number_beyond_all_numbers_breaks_its_vector_only(file: Write) -> None:
    good = json.dumps(point())
    bad = good.replace("[0.0,", "[1e999,")
    assert aside(list(read_points(file(f"[{bad},{good}]".encode())))) == ["broken-vector"]


def test_a_negative_zero_keeps_its_sign(file: Write) -> None:
    text = json.dumps([point()]).replace("[0.0,", "[-0,")
    (found,) = points(list(read_points(file(text.encode()))))
    assert found.embedding is not None and found.embedding[:4] == struct.pack("<f", -0.0)


@pytest.mark.parametrize("names", [("",), ("default",), ("text",), ("text", "default"), ("small", "openai")])
def test_of_named_vectors_the_right_one_is_taken(file: Write, names: tuple[str, ...]) -> None:
    vectors: dict[str, Any] = {name: [0.5, 0.25] for name in names} | {names[-1]: VECTOR}
    found = one(file, vector=vectors)
    assert isinstance(found, V2Point) and found.embedding == PACKED
    assert found.metadata == ({"v2": {"vectors_left_out": list(names[:-1])}} if names[1:] else {})
    assert found.remarks == (("other-vectors",) if names[1:] else ())


def test_of_two_fitting_vectors_the_default_one_is_taken(file: Write) -> None:
    found = one(
        file, vector={"a": VECTOR[::-1], "sparse": {"indices": [1], "values": [2]}, "default": VECTOR}
    )
    assert isinstance(found, V2Point) and found.embedding == PACKED


def test_a_point_that_comes_twice_is_taken_once(file: Write) -> None:
    same, nil = str(uuid4()), UUID(int=0)
    ids = [same, 5, same.upper(), 5, str(UUID(int=5)), 0, str(nil), 0, nil.hex]
    items = list(read_points(file(json.dumps([point(id=one) for one in ids]).encode())))
    assert [p.point_id for p in points(items)] == [same, "5", str(UUID(int=5)), "0", str(nil)]
    assert aside(items) == ["repeated-id"] * 4
    again = json.dumps([point(id=7, vector=None), point(id=7)]).encode()
    assert len(points(list(read_points(file(again))))) == 1, "the first one was of no use"


def test_a_payload_is_kept_as_it_is(file: Write) -> None:
    text = '{"memory_id": "x", "n": 0.1234567890123456789012, "v2": 1, "metadata": {"v2": 3, "k": 12345678901234567890123}}'
    data = json.dumps([point(payload="PAYLOAD")]).replace('"PAYLOAD"', text)
    (found,) = points(list(read_points(file(data.encode()))))
    assert found.metadata["k"] == 12345678901234567890123
    assert found.metadata["v2"] == {
        "memory_id": "x",
        "n": "0.1234567890123456789012",
        "v2": 1,
        "metadata_v2": 3,
    }
    assert set(found.remarks) == {"odd-memory-id", "number-kept-as-text", "metadata-key-moved"}


@pytest.mark.parametrize("odd", [r"a\u0000b", r"\ud800", "NaN"])
def test_what_no_database_holds_is_kept_as_text(file: Write, odd: str) -> None:
    value = odd if odd == "NaN" else f'"{odd}"'
    text = f'{{"memory_id": "{uuid4()}", "note": "good", "x": {value}}}'
    data = json.dumps([point(payload="PAYLOAD")]).replace('"PAYLOAD"', text)
    (found,) = points(list(read_points(file(data.encode()))))
    assert found.memory_id and found.text == "good" and found.embedding
    assert found.metadata == {"v2": {"payload": text}}
    assert found.remarks == ("json-kept-as-text",)


@pytest.mark.parametrize("payload", [None, [], "text", 5, {}])
def test_a_payload_of_any_kind_does_not_sink_its_point(file: Write, payload: Any) -> None:
    assert isinstance(one(file, payload=payload), V2Point)


@pytest.mark.parametrize("form", ["list", "lines", "guide", "scroll"])
@pytest.mark.parametrize(
    "broken",
    [
        '{"id": oops}',
        '{"id": 1, "vector": [1, 2}',
        '{"id": 1, "vector": [1, 2 ',
        '{"id": 1, "payload": {"a": "b\n',
        '{"id": 1, "payload": "\ud800"}',
        "null",
        '"text"',
        "12",
    ],
)
def test_what_comes_after_a_broken_point_is_read(file: Write, form: str, broken: str) -> None:
    text = FORMS[form]([point(), point(id="BROKEN"), point()])
    start = text.index('{"id": "BROKEN"') if '{"id": "BROKEN"' in text else text.index('"BROKEN"')
    start = text.rindex("{", 0, start + 1)
    end = text.index("}", text.index("}", start) + 1) + 1
    rest = text[end:].lstrip(", ") if broken.count("{") > broken.count("}") else text[end:]
    text = text[:start] + broken + rest
    items = list(read_points(file(text.encode("utf-8", "surrogatepass"))))
    assert [type(item) for item in items] == [V2Point, SetAside, V2Point, TableRead, FileRead]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_file_gives_what_it_has_and_is_not_whole(file: Write, form: str, packed: bool) -> None:
    found = [point(vector=[random() for _ in VECTOR]) for _ in range(10)]
    data = FORMS[form](found).encode()
    data = gzip.compress(data) if packed else data
    data = data[: len(data) * 3 // 5].rstrip()[:-2]  # never right behind a page, where nobody could tell
    *items, table, end = read_points(file(data))
    assert isinstance(end, FileRead) and not end.whole
    assert isinstance(table, TableRead) and table.rows == len(items)
    taken = [p.point_id for p in points(items)]
    assert len(taken) >= 3 and taken == [one["id"] for one in found[: len(taken)]]
    assert aside(items) == ["cut"] * (len(items) - len(taken))


@pytest.mark.parametrize("at", [1, 3])
def test_a_file_cut_between_two_points_is_not_whole(file: Write, at: int) -> None:
    text = json.dumps([point(id=n) for n in range(4)])
    cut = text[: text.index('{"id": ' + str(at))]
    *items, _, end = read_points(file(cut.encode()))
    assert len(points(items)) == at and aside(items) == []
    assert isinstance(end, FileRead) and not end.whole


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"# Shopping\n- milk\n", "holds no JSON"),
        (b"[link](target) and more", "no points"),
        (b"{}", "no points"),
        (b'{"points": null}', "no points"),
        (b'{"result": {"status": "green", "points_count": 7}}', "no points"),
        (b'{"id": 1, "content": "a note of something else"}\n', "no points"),
        (b"[1, 2, 3]", "no points"),
        (gzip.compress(b"hello", mtime=0), "holds no JSON"),
        (b"\x1f\x8b\x08", "damaged or was cut"),
        (b"x" * 257 + b"ustar\x0000" + bytes(500), "snapshot of Qdrant"),
    ],
)
def test_what_is_no_export_is_refused_in_words(file: Write, data: bytes, words: str) -> None:
    with pytest.raises(BrainError, match=words) as caught:
        list(read_points(file(data)))
    assert "Nothing was changed" in caught.value.hint
    assert not recognize_points(data)


def test_an_export_of_no_points_is_one(file: Write) -> None:
    for data in (b'{"points": []}', b'{"result": {"points": []}}', b"[]"):
        assert list(read_points(file(data))) == [
            TableRead("points.json", 0, "vectors"),
            FileRead(len(data), True),
        ]


def test_a_file_that_is_not_there_or_a_folder_gets_words(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "none.json", tmp_path, tmp_path / "pipe"):
        with pytest.raises(BrainError):
            list(read_points(path))


def test_reading_stops_when_it_is_asked_to(file: Write) -> None:
    path = file(json.dumps([point() for _ in range(60)]).encode())
    told: list[tuple[int, int]] = []
    items: list[Item] = []
    with contextlib.suppress(Cancelled):
        items.extend(read_points(path, lambda done, of: told.append((done, of)), lambda: len(told) > 1))
        pytest.fail("it went on")
    assert 3 < len(points(items)) < 60
    assert items[-1] == TableRead("points.json", len(points(items)), "vectors")
    assert told == sorted(told) and told[-1][1] == path.stat().st_size


BITS = b"""[ ] { } " , : \\ \xff\xfe "points": "result": "id":1 "vector": "payload": {"points":[ null NaN""".split()
MORE_BITS = (b"\n", b"\x1f\x8b\x08", b'{"id":1,"vector":[1]}')
LOOKS_LIKE_IT = st.lists(st.binary(max_size=8) | st.sampled_from([*BITS, *MORE_BITS])).map(b"".join)


@given(st.binary() | LOOKS_LIKE_IT)
def test_no_bytes_bring_anything_but_items_or_words(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(data)
    recognize_points(data)
    with contextlib.suppress(BrainError):
        items = list(read_points(path))
        table, end = items[-2:]
        kinds = Counter(map(type, items))
        assert isinstance(table, TableRead) and isinstance(end, FileRead)
        assert table.rows == kinds[V2Point] + kinds[SetAside]
