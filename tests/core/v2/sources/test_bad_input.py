"""What is no whole dump of a v2: it gets words, or what could be read and the truth about it. Nothing hangs or crashes."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import random
import subprocess
import tarfile
import time
import zipfile
from collections.abc import Generator, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psutil
import psycopg
import pytest

from core.errors import BrainError
from core.store.cluster import Cluster
from core.v2.sources import restoring, script
from core.v2.sources.pg_dump import read_dump, recognize
from core.v2.sources.recognizing import recognized
from core.v2.sources.tarstream import is_whole
from core.v2.values import FileRead, Item, SetAside, TableRead, V2Memory
from tests.core.v2.sources.copying import copy_block, dump
from tests.core.v2.sources.shapes_in_sql import SHAPES

C = ("id", "content", "metadata", "embedding", "created_at", "updated_at")

Forms = dict[str, Path]


def note(content: str, **values: str | None) -> list[str | None]:
    given: dict[str, str | None] = {
        "id": str(uuid4()),
        "content": content,
        "created_at": "2023-01-01 00:00:00",
    }
    return [(given | values).get(name) for name in C]


def memories(items: list[Item]) -> dict[UUID, str]:
    return {item.id: item.content for item in items if isinstance(item, V2Memory)}


def codes(items: list[Item]) -> list[str]:
    return [item.code for item in items if isinstance(item, SetAside)]


def whole(items: list[Item]) -> bool:
    assert isinstance(items[-1], FileRead)
    return items[-1].whole


@pytest.fixture(scope="module")
def archives(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forms]:
    """A few notes in each of pg_dump's archives."""
    folder = tmp_path_factory.mktemp("archives")
    administrator = cluster.admin_url("postgres").replace("+psycopg", "", 1)
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute("create database bad_input owner second_brain")
    url = cluster.url("bad_input").replace("+psycopg", "", 1)
    with psycopg.connect(url) as connection:
        connection.execute(SHAPES["C"].format(schema="public").encode())
        connection.execute("insert into memories (content) select md5(n::text) from generate_series(1, 50) n")
    for form in ("custom", "directory", "tar"):
        command = [
            str(cluster.bin / "pg_dump"),
            f"--dbname={url}",
            f"--file={folder / form}",
            f"--format={form}",
        ]
        subprocess.run(command, check=True)
    yield {form: folder / form for form in ("custom", "directory", "tar")}
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute("drop database bad_input with (force)")


def refused(path: Path) -> str:
    """The words with which a path is refused by whoever reads it."""
    with pytest.raises(BrainError) as caught:
        list(read_dump(path))
    assert caught.value.hint
    return caught.value.words


def answered(path: Path) -> list[Item] | None:
    """What is read from a path; None when it is refused in words."""
    try:
        return list(read_dump(path))
    except BrainError:
        return None


@pytest.mark.parametrize("form", ["custom", "tar"])
def test_flipped_bits_in_an_archive_give_words_or_what_is_there(
    archives: Forms, form: str, tmp_path: Path, chance: random.Random
) -> None:
    original = archives[form].read_bytes()
    known = memories(list(read_dump(archives[form])))
    for _ in range(25):
        damaged = bytearray(original)
        place = chance.randrange(len(damaged))
        damaged[place] ^= 1 << chance.randrange(8)
        path = tmp_path / "damaged"
        path.write_bytes(damaged)
        items = answered(path)
        if items is None:
            continue
        rows = sum(item.rows for item in items if isinstance(item, TableRead) and item.role == "memories")
        assert rows == len(memories(items)) + len(codes(items)), place
        if form == "custom" and not codes(items) and whole(items):  # its rows are packed with a checksum
            assert memories(items) == known, place


@pytest.mark.parametrize("form", ["custom", "tar"])
@pytest.mark.parametrize("kept", [0.05, 0.3, 0.6, 0.95])
def test_an_archive_that_was_cut_is_told_so(archives: Forms, form: str, kept: float, tmp_path: Path) -> None:
    data = archives[form].read_bytes()
    for wrap in (bytes, gzip.compress):
        path = tmp_path / "cut"
        path.write_bytes(wrap(data[: int(len(data) * kept)]))
        assert any(word in refused(path) for word in ("cut off", "not complete", "damaged"))


@pytest.mark.parametrize("form", ["custom", "directory", "tar"])
def test_an_archive_of_a_newer_pg_dump_is_told_so(archives: Forms, form: str, tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    contents = folder / "toc.dat" if form == "directory" else folder
    if form == "directory":
        folder.mkdir()
    data = (archives[form] / "toc.dat" if form == "directory" else archives[form]).read_bytes()
    contents.write_bytes(data.replace(b"PGDMP\x01\x10", b"PGDMP\x01\x11", 1))
    for reading in (lambda: list(read_dump(folder)), lambda: recognize(folder), lambda: recognized(folder)):
        with pytest.raises(BrainError, match=r"newer pg_dump \(archive version 1\.17\)"):
            reading()


def test_a_tar_archive_with_a_member_of_more_than_eight_gigabytes_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.tar"
    size = 9 << 30
    member = tarfile.TarInfo("toc.dat")
    member.size = size
    with path.open("wb") as file:
        file.write(member.tobuf(tarfile.GNU_FORMAT))
        file.truncate(512 + size + 1024)  # a hole, which takes no space
    with path.open("rb") as file:
        assert is_whole(file, path.stat().st_size)
        assert not is_whole(file, size)


def test_a_directory_that_lost_a_file_is_told_so(archives: Forms, tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    folder.mkdir()
    for file in archives["directory"].iterdir():
        if file.name == "toc.dat":
            (folder / file.name).write_bytes(file.read_bytes())
    assert "not complete" in refused(folder)


def test_a_gzip_file_that_was_cut_gives_what_it_has(tmp_path: Path) -> None:
    data = dump(copy_block("memories", C, [note(f"note {n}") for n in range(2000)]))
    packed = gzip.compress(data)
    path = tmp_path / "cut.gz"
    path.write_bytes(packed[: len(packed) // 2])
    items = list(read_dump(path))
    assert not whole(items)
    assert 500 < len(memories(items)) < 2000
    path.write_bytes(packed[:-4])
    assert not whole(list(read_dump(path)))


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    packed = bytearray(
        gzip.compress(dump(copy_block("memories", C, [note(f"note {n}") for n in range(2000)])))
    )
    packed[len(packed) // 2] ^= 255
    path = tmp_path / "damaged.gz"
    path.write_bytes(packed)
    assert "packed with gzip, and damaged" in refused(path)


def test_a_disk_without_space_to_unpack_is_told_in_words(
    archives: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "packed"
    path.write_bytes(gzip.compress(archives["tar"].read_bytes()))
    monkeypatch.setattr(script, "_SPARE", 1 << 60)
    assert "too little space" in refused(path)


@pytest.fixture
def pg_restore(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of a program that stands in for pg_restore."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(restoring, "find_binaries", lambda: folder)
    monkeypatch.setattr(restoring, "PATIENCE", 0.3)
    return folder / "pg_restore"


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("echo begun; while :; do :; done", "no end"),
        ("kill -SEGV $$", r"code -11"),
        ("while :; do echo 'pg_restore: error: again and again' >&2; done", "no end|again and again"),
        (
            "echo 'pg_restore: error: this build does not support compression with zstd' >&2; exit 1",
            "Zstandard",
        ),
        ("echo 'pg_restore: error: no such thing' >&2; exit 1", "pg_restore says: no such thing"),
    ],
)
def test_a_pg_restore_that_hangs_or_fails_is_told_in_words(
    archives: Forms, pg_restore: Path, program: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "_MOST_COMPLAINTS", 10_000)
    pg_restore.write_text(f"#!/bin/sh\n{program}\n")
    pg_restore.chmod(0o755)
    before = psutil.Process().children()
    with pytest.raises(BrainError, match=words):
        list(read_dump(archives["custom"]))
    assert psutil.Process().children() == before


def test_a_reader_that_stops_early_leaves_no_child(archives: Forms, pg_restore: Path) -> None:
    pg_restore.write_text(
        "#!/bin/sh\necho 'COPY memories (id, content) FROM stdin;'\nexec yes 'no id\tno end'\n"
    )
    pg_restore.chmod(0o755)
    before = psutil.Process().children()
    items = read_dump(archives["custom"])
    assert isinstance(items, Generator) and isinstance(next(items), SetAside)
    assert len(psutil.Process().children()) == len(before) + 1
    items.close()
    assert psutil.Process().children() == before


def test_a_file_that_vanishes_or_changes_while_it_is_read(tmp_path: Path) -> None:
    data = dump(copy_block("memories", C, [note("x" * 900) for _ in range(3000)]))
    path = tmp_path / "dump"
    for change in (Path.unlink, lambda path: os.truncate(path, len(data) // 2), _grow):
        path.write_bytes(data)
        reading = read_dump(path)
        items = [next(reading)]
        change(path)
        items.extend(reading)
        assert whole(items) == (len(memories(items)) == 3000)
        assert len(memories(items)) > 1000


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\n-- more\n" * 1000)


def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        assert "neither a file nor a folder" in refused(path)


def test_a_file_that_may_not_be_read_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "dump"
    path.write_bytes(b"x")
    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be read: Permission denied" in refused(path)


def _packed(data: bytes) -> bytes:
    """Packed at no time, so that a test has the same name in every process that collects it."""
    return gzip.compress(data, mtime=0)


def _tar(name: str, content: bytes = b"") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def _zip(text: str = "x") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b' {"points": []}', "qdrant"),
        (b"\xef\xbb\xbf[]", "qdrant"),
        (b'{"result": {"points": [{"id"', "qdrant"),
        (_packed(b"[1]"), "qdrant"),
        (_tar("photos/cat.jpg"), "attachments"),
        (_packed(_tar("../../etc/passwd")), "attachments"),
        (_zip(), "attachments"),
    ],
)
def test_what_is_no_dump_but_belongs_to_a_v2_is_recognized(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "dump.sql"
    path.write_bytes(data)
    found = recognize(path)
    assert (found.kind, found.size) == (kind, len(data))
    assert "no dump" in refused(path)
    assert recognize(tmp_path).kind == "attachments"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"  \n", "empty"),
        (_packed(b""), "empty"),
        (bytes(300), "empty"),
        (bz2.compress(b"COPY"), "bzip2"),
        (b"\x7fELF\x02\0\0\0", "neither text nor an archive"),
        (_packed(_packed(_packed(_packed(b"-- SQL")))), "again and again"),
        (b"PGDMP", "damaged"),
        (_tar("backup/toc.dat"), "dump of a database is packed"),
        (
            _packed(_tar("backup.sql", b"--\n-- PostgreSQL database dump\n--\n")),
            "dump of a database is packed",
        ),
        (_zip("--\n-- PostgreSQL database dump\n--\n"), "dump of a database is packed"),
    ],
)
def test_other_files_are_refused_by_name(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "dump.sql"
    path.write_bytes(data)
    assert words in refused(path)
    for told in (recognize, recognized):
        with pytest.raises(BrainError):
            told(path)


def test_random_bytes_get_words(tmp_path: Path, chance: random.Random) -> None:
    path = tmp_path / "dump"
    for size in (1, 100, 100_000):
        path.write_bytes(b"\x01" + chance.randbytes(size))
        assert refused(path)


def test_rows_that_cannot_be_are_set_aside_one_by_one(tmp_path: Path) -> None:
    once = str(uuid4())
    rows = [
        note("first", id=once),
        note("again", id=once),
        note("cut JSON", metadata='{"tags": ["a'),
        note("NaN", embedding="[" + ",".join(["NaN"] * 1536) + "]"),
        note("ÿ invalid"),
    ]
    path = tmp_path / "dump"
    path.write_bytes(dump(copy_block("memories", C, rows)).replace("ÿ".encode(), b"\xff"))
    items = list(read_dump(path))
    assert codes(items) == ["repeated-id", "broken-json", "encoding"]
    [vectorless] = [item for item in items if isinstance(item, V2Memory) and item.content == "NaN"]
    assert "broken-vector" in vectorless.remarks and vectorless.embedding is None
    assert whole(items)


def test_columns_may_come_in_any_order(tmp_path: Path, chance: random.Random) -> None:
    row = note("text")
    order = list(range(len(C)))
    chance.shuffle(order)
    path = tmp_path / "dump"
    found = []
    for columns, values in ((C, row), ([C[n] for n in order], [row[n] for n in order])):
        path.write_bytes(dump(copy_block("memories", columns, [values])))
        found += [item for item in read_dump(path) if isinstance(item, V2Memory)]
    assert found[0] == found[1]


def test_a_note_of_ten_megabytes_and_one_with_five_thousand_tags(tmp_path: Path) -> None:
    big = "wörds " * 1_500_000  # put in afterwards: the tests' own writer takes its time
    tags = "{" + ",".join(f'"tag {n}"' for n in range(5000)) + "}"
    path = tmp_path / "dump"
    columns = ("id", "content", "tags")
    path.write_bytes(
        dump(copy_block("memories", columns, [[str(uuid4()), "BIG", tags]])).replace(b"BIG", big.encode())
    )
    began = time.monotonic()
    [memory] = [item for item in read_dump(path) if isinstance(item, V2Memory)]
    assert memory.content == big
    assert len(memory.tags) == 5000
    assert time.monotonic() - began < 20
