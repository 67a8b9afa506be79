"""A dump file from end to end: what is told, what is refused, what is counted."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BrainError, Cancelled
from core.v2.report import Report, Tally
from core.v2.seen import SeenIds
from core.v2.sources.pg_dump import read_dump, recognize
from core.v2.values import FileRead, Item, SetAside, TableRead, V2Link, V2Memory
from tests.core.v2.sources.copying import LINKS, copy_block, dump

C = ("id", "content", "metadata", "embedding", "created_at", "updated_at")


def note(content: str, note_id: UUID | str | None = None) -> list[str | None]:
    return [str(note_id or uuid4()), content, "{}", None, "2023-01-01 00:00:00", None]


def notes(*rows: list[str | None], table: str = "public.memories") -> bytes:
    return copy_block(table, C, rows)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / "backup.sql"
        path.write_bytes(data)
        return path

    return write


File = Callable[[bytes], Path]


def told(path: Path) -> tuple[list[Item], Report]:
    """All items, and the report of an import that takes every value that there is."""
    tally = Tally(path.name, dry_run=True)
    items = list(read_dump(path))
    for item in items:
        match item:
            case V2Memory() | V2Link():
                tally.took(item, "created", None)
            case SetAside():
                tally.set_aside(item)
            case TableRead() | FileRead():
                tally.read(item)
    return items, tally.report(finished=True)


def test_a_dump_is_told_from_end_to_end(file: File) -> None:
    first, second = uuid4(), uuid4()
    link = [str(uuid4()), str(first), str(second), "extends", "0.5", None, None]
    path = file(
        dump(
            copy_block("public.entities", ("id", "name"), [["1", "Maria"], ["2", "Kyoto"]]),
            notes(note("one", first), note("two", second)),
            copy_block("public.memory_relationships", LINKS, [link]),
        )
    )
    items, report = told(path)
    assert [type(item).__name__ for item in items] == [
        "TableRead", "V2Memory", "V2Memory", "TableRead", "V2Link", "TableRead", "FileRead",
    ]  # fmt: skip
    assert report.complete
    assert report.not_carried == {"public.entities": 2}
    assert (report.count("created"), report.count("created", "links")) == (2, 1)
    assert recognize(path).shape == "C"
    assert "2 in the source = 2 to create + 0 here already + 0 updated + 0 set aside" in report.as_text()


def test_one_bad_row_does_not_hold_up_the_others(file: File) -> None:
    repeated = uuid4()
    rows = (note("good", repeated), note("bad", "no id"), note("again", repeated), note("good too"))
    _, report = told(file(dump(notes(*rows))))
    assert report.complete
    assert (report.count("created"), report.count("set_aside")) == (2, 2)
    assert [(row.code, row.id) for row in report.set_aside] == [
        ("no-uuid", "no id"),
        ("repeated-id", str(repeated)),
    ]
    assert "line 9" in report.as_text() and "no id" in report.as_text()


def test_a_cut_file_gives_what_it_has_and_is_not_complete(file: File) -> None:
    whole = dump(notes(*(note(f"note {n}") for n in range(20))))
    _, report = told(file(whole[: len(whole) // 2]))
    assert not report.complete and not report.whole
    assert report.count("created") > 5
    assert [row.code for row in report.set_aside] == ["cut"]
    assert "cut off" in report.as_text()


def test_a_report_is_only_complete_when_its_counts_add_up(file: File) -> None:
    tally = Tally("backup.sql")
    for item in read_dump(file(dump(notes(note("one"), note("two"))))):
        if isinstance(item, TableRead | FileRead):
            tally.read(item)
    report = tally.report(finished=True)
    assert report.whole and not report.complete
    assert "do not add up" in report.as_text()
    assert report.as_json()["tables"][0]["source"] == 2


def test_two_databases_in_one_file_are_both_read(file: File) -> None:
    path = file(
        b"\\connect one\n"
        + dump(notes(note("one")))
        + b"\\connect two\n"
        + dump(notes(note("two"), table="x.memories"))
    )
    items, report = told(path)
    assert [item.content for item in items if isinstance(item, V2Memory)] == ["one", "two"]
    assert [table.table for table in report.tables] == ["one.public.memories", "two.x.memories"]


def test_a_note_in_two_tables_comes_once(file: File) -> None:
    one, two = uuid4(), uuid4()
    path = file(
        dump(notes(note("here", one), note("x", two)), notes(note("there", one), table='"Old".memories'))
    )
    items, report = told(path)
    assert [item.content for item in items if isinstance(item, V2Memory)] == ["here", "x"]
    assert [(row.table, row.code) for row in report.set_aside] == [("Old.memories", "repeated-id")]
    assert recognize(path).words.endswith("with 2 tables of notes: public.memories, Old.memories")
    assert report.complete


def test_a_western_dump_that_powershell_wrote_is_read_as_it_is(file: File) -> None:
    dumped = dump(notes(note("Grüße"))).replace(b"'UTF8'", b"'LATIN1'").decode()
    for encoding in ("utf-16", "latin-1"):
        items, _ = told(file(dumped.encode(encoding)))
        assert [item.content for item in items if isinstance(item, V2Memory)] == ["Grüße"]


def test_a_v3_beside_a_v2_is_passed_over(file: File) -> None:
    newer = copy_block("public.events", ("aggregate_id", "stream_version"), [[str(uuid4()), "1"]])
    path = file(
        b"\\connect brain\n"
        + dump(newer, notes(note("new")))
        + b'\\connect "old brain"\n'
        + dump(notes(note("old")))
    )
    items, report = told(path)
    assert [item.content for item in items if isinstance(item, V2Memory)] == ["old"]
    assert report.not_carried == {"brain.public.events": 1, "brain.public.memories": 1}
    assert recognize(path).table == "brain.public.memories".replace("brain", "old brain")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\x1f\x8b\x08", "empty"),
        (b"# Shopping\n\n- bread; butter\n", "no dump of a v2 database"),
        (
            dump(copy_block("public.cats", ("id", "name"), [["1", "Mia"]])),
            "no table of memories. It holds: public.cats",
        ),
        (dump(copy_block("public.memories", ("key", "value"), [["1", "2"]])), "not one that a v2 wrote"),
        (dump(b"INSERT INTO public.memories VALUES ('1', 'text');"), "does not name the columns"),
        (dump(b"CREATE TABLE public.memories (id uuid, content text);"), "holds no rows"),
        (
            dump(copy_block("public.events", ("aggregate_id", "stream_version"), []), notes(note("one"))),
            "Second Brain v3",
        ),
    ],
)
def test_what_is_no_v2_dump_is_refused_in_words(file: File, data: bytes, words: str) -> None:
    path = file(data)
    for reading in (lambda: list(read_dump(path)), lambda: recognize(path)):
        with pytest.raises(BrainError, match=words) as caught:
            reading()
        assert "Nothing was changed" in caught.value.hint


def test_a_file_that_is_not_there_or_is_a_folder_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(BrainError, match="There is no file"):
        recognize(tmp_path / "gone.sql")
    with pytest.raises(BrainError, match="folder of files, and no dump"):
        list(read_dump(tmp_path))


def test_a_big_dump_is_recognized_by_its_first_part(file: File) -> None:
    table = (
        b"CREATE TABLE v2.memories (\n id uuid,\n content text,\n content_vector public.vector(1536)\n);\n"
    )
    filler = copy_block("v2.entities", ("name",), [["x" * 999]] * 6000)
    path = file(dump(table, filler, copy_block("v2.memories", ("id", "content"), [])))
    assert (recognize(path).shape, recognize(path).table) == ("B", "v2.memories")
    path = file(dump(filler, notes(note("one"))))
    assert recognize(path).shape == ""


def test_progress_is_told_and_a_stop_is_heard(file: File) -> None:
    path = file(dump(notes(*(note(f"note {n}") for n in range(2000)))))
    steps: list[tuple[int, int]] = []
    list(read_dump(path, lambda done, size: steps.append((done, size))))
    assert steps == sorted(steps)
    assert steps[-1] == (path.stat().st_size, path.stat().st_size)
    with pytest.raises(Cancelled):
        list(read_dump(path, cancelled=lambda: True))


@given(st.binary(max_size=300))
def test_no_bytes_surprise_the_reader_of_files(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.sql"
    for data in (noise, b"COPY memories (id, content) FROM stdin;\n" + noise):
        path.write_bytes(data)
        with contextlib.suppress(BrainError):
            list(read_dump(path))
        with contextlib.suppress(BrainError):
            recognize(path)


@given(st.lists(st.integers(0, 40) | st.uuids().map(int)))
def test_ids_are_known_again(numbers: list[int]) -> None:
    seen, expected = SeenIds(), set[int]()
    for number in numbers:
        assert seen.add(UUID(int=number)) == (number not in expected)
        expected.add(number)


def test_many_ids_are_known_again() -> None:
    seen = SeenIds()
    ids = [UUID(int=number << 64) for number in range(20_000)]
    assert all(seen.add(memory_id) for memory_id in ids)
    assert not any(seen.add(memory_id) for memory_id in ids)
