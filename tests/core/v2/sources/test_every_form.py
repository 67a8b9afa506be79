"""Every form that pg_dump writes of every shape, by Postgres 16 and 18, in every wrapper: what went in comes out."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import json
import os
import random
import struct
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from core.store.cluster import Cluster
from core.v2.sources.pg_dump import read_dump, recognize
from core.v2.values import FileRead, SetAside, TableRead, V2Link, V2Memory, V2User
from tests.core.v2.sources.shapes_in_sql import SHAPES
from tests.core.v2.sources.test_real_dumps import CONTENTS

FORMS: dict[str, tuple[str, ...]] = {
    "plain": (),
    "inserts": ("--inserts",),
    "column-inserts": ("--column-inserts", "--quote-all-identifiers"),
    "rows-per-insert": ("--rows-per-insert=4", "--clean", "--if-exists"),
    "data-only": ("--data-only",),
    "create": ("--create", "--no-owner"),
    "custom": ("--format=custom",),
    "custom-inserts": ("--format=custom", "--inserts", "--compress=0"),
    "directory": ("--format=directory",),
    "tar": ("--format=tar",),
}
TAGS: list[list[str | None] | None] = [["a", "b c", 'say "hi"', "ü\\{,}"], None, [], ["a", None]]


@dataclass(frozen=True)
class V2:
    """A server that holds all four shapes, each in a schema of its own, and where its programs are."""

    url: str
    bin: Path

    def dump(self, path: Path, *options: str, program: str = "pg_dump") -> Path:
        where = f"--dbname={self.url}"
        command = [str(self.bin / program), where, f"--file={path}", *options]
        password = str(conninfo_to_dict(self.url).get("password", ""))
        subprocess.run(
            command, check=True, env=os.environ | {"PGTZ": "Asia/Kathmandu", "PGPASSWORD": password}
        )
        return path


def rows_of(shape: str) -> list[dict[str, Any]]:
    chance = random.Random(shape)
    rows = []
    for n, content in enumerate(CONTENTS):
        moment = datetime(2020, 1, 1 + n, 5, 6, 7, 123456, UTC)
        if shape == "C":
            moment = moment.replace(tzinfo=None)
        row = {
            "id": UUID(int=chance.getrandbits(128)),
            "text" if shape == "S" else "content": content,
            "created_at": moment,
            "updated_at": moment.replace(year=2021),
        }
        if shape != "S":
            vector = [chance.gauss(0, 0.03) for _ in range(1536)] if n % 4 == 0 else None
            row["content_vector" if shape == "B" else "embedding"] = str(vector) if vector else None
            row["metadata"] = json.dumps({"n": n, "it's": [None, 0.5, "ü\n"], "tags": ["x", "y"]})
        if shape in "BS":
            row["tags"] = TAGS[n % len(TAGS)]
        rows.append(row)
    return rows


Told = tuple[str, tuple[str, ...], dict[str, Any], datetime, datetime, bytes | None]


def expected(shape: str) -> dict[UUID, Told]:
    found: dict[UUID, Told] = {}
    for row in rows_of(shape):
        metadata = json.loads(row.get("metadata") or "{}")
        tags = row["tags"] if "tags" in row and row["tags"] is not None else metadata.get("tags", [])
        vector = json.loads(row.get("embedding") or row.get("content_vector") or "[]")
        found[row["id"]] = (
            hashlib.sha256(row["text" if shape == "S" else "content"].encode()).hexdigest(),
            tuple(tag for tag in tags if tag),
            metadata,
            row["created_at"].replace(tzinfo=UTC),
            row["updated_at"].replace(tzinfo=UTC),
            struct.pack("<1536f", *vector) if vector else None,
        )
    return found


def told(memory: V2Memory) -> Told:
    metadata = {name: value for name, value in memory.metadata.items() if name != "v2"}
    assert memory.created_at and memory.updated_at
    content = hashlib.sha256(memory.content.encode()).hexdigest()
    return content, memory.tags, metadata, memory.created_at, memory.updated_at, memory.embedding


def fill(url: str) -> None:
    with psycopg.connect(url) as connection:
        for shape, tables in SHAPES.items():
            schema = f"v2 {shape}"
            connection.execute(sql.SQL("create schema {}").format(sql.Identifier(schema)))
            connection.execute(tables.format(schema=f'"{schema}"').encode())
            for row in rows_of(shape):
                connection.execute(
                    sql.SQL("insert into {} ({}) values ({})").format(
                        sql.Identifier(schema, "memories"),
                        sql.SQL(", ").join(map(sql.Identifier, row)),
                        sql.SQL(", ").join([sql.Placeholder()] * len(row)),
                    ),
                    list(row.values()),
                )
        owner = "00000000-0000-0000-0000-000000000001"
        connection.execute("insert into \"v2 S\".users values (%s, 'maria', 'maria@example.org')", [owner])
        connection.execute('update "v2 S".memories set user_id = %s', [owner])
        one, two = list(expected("A"))[:2]
        connection.execute(
            'insert into "v2 A".memory_relationships (source_memory_id, target_memory_id, relationship_type)'
            " values (%s, %s, 'it''s')",
            [one, two],
        )


@pytest.fixture(scope="module", params=[16, 18])
def v2(request: pytest.FixtureRequest) -> Iterator[V2]:
    if request.param == 16:
        url, programs = request.getfixturevalue("older_url"), request.getfixturevalue("older_binaries")
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        programs = cluster.bin
        with psycopg.connect(
            cluster.admin_url("postgres").replace("+psycopg", "", 1), autocommit=True
        ) as administrator:
            administrator.execute("create database every_form owner second_brain")
        url = cluster.url("every_form").replace("+psycopg", "", 1)
    fill(url)
    yield V2(url, programs)
    if request.param == 18:
        with psycopg.connect(
            cluster.admin_url("postgres").replace("+psycopg", "", 1), autocommit=True
        ) as administrator:
            administrator.execute("drop database every_form with (force)")


def check(path: Path, shapes: str = "ABCS") -> None:
    items = list(read_dump(path))
    assert not [item for item in items if isinstance(item, SetAside)]
    found = {item.id: told(item) for item in items if isinstance(item, V2Memory)}
    assert found == {key: value for shape in shapes for key, value in expected(shape).items()}
    assert [item.whole for item in items if isinstance(item, FileRead)] == [True]
    tables = [item for item in items if isinstance(item, TableRead) and item.role == "memories"]
    assert {item.table.rpartition("v2 ")[2]: item.shape for item in tables} == {
        f"{s}.memories": s for s in shapes
    }
    assert sum(item.rows for item in tables) == len(found)
    if "A" in shapes:
        assert [(link.kind, link.source) for link in items if isinstance(link, V2Link)] == [
            ("it's", next(iter(found)))
        ]
    if "S" in shapes:
        assert [user.name for user in items if isinstance(user, V2User)] == ["maria"]
        owners = {item.owner for item in items if isinstance(item, V2Memory) and "v2 S" in item.table}
        assert owners == {"00000000-0000-0000-0000-000000000001"}


@pytest.mark.parametrize("form", FORMS)
def test_every_shape_comes_out_of_every_form_as_it_was(v2: V2, form: str, tmp_path: Path) -> None:
    path = v2.dump(tmp_path / "no name that tells anything", *FORMS[form])
    check(path)
    found = recognize(path)
    assert (found.kind, found.shape) == ("dump", "A")


def test_rows_without_any_names_are_known_by_their_values(v2: V2, tmp_path: Path) -> None:
    check(v2.dump(tmp_path / "x", "--data-only", "--inserts", '--exclude-schema="v2 S"'), "ABC")


def test_all_databases_of_a_server_are_read(v2: V2, tmp_path: Path) -> None:
    options = (
        "--no-role-passwords",
        "--exclude-database=t*",
        "--exclude-database=brain*",
        "--exclude-database=second*",
    )
    for more in ((), ("--inserts",)):
        check(v2.dump(tmp_path / "all", *options, *more, program="pg_dumpall"))


def _crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def _powershell(data: bytes) -> bytes:
    return codecs.BOM_UTF16_LE + _crlf(data).decode().encode("utf-16-le")


def _members(data: bytes) -> bytes:
    half = len(data) // 2
    return gzip.compress(data[:half], 1) + gzip.compress(data[half:], 1) + bytes(300)


WRAPPERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "byte order mark": ("plain", lambda data: codecs.BOM_UTF8 + data),
    "byte order mark before inserts": ("rows-per-insert", lambda data: codecs.BOM_UTF8 + data),
    "Windows line ends": ("plain", _crlf),
    "PowerShell": ("plain", _powershell),
    "UTF-16 of Unix": ("inserts", lambda data: codecs.BOM_UTF16_BE + data.decode().encode("utf-16-be")),
    "gzip": ("plain", lambda data: gzip.compress(data, 1)),
    "gzip of several members": ("inserts", _members),
    "gzip in gzip": ("plain", lambda data: gzip.compress(gzip.compress(data, 1), 1)),
    "gzip around PowerShell": ("plain", lambda data: gzip.compress(_powershell(data), 1)),
    "gzip around custom": ("custom", _members),
    "gzip around tar": ("tar", _members),
}


@pytest.fixture(scope="module")
def originals(v2: V2, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The bytes of a form, dumped once."""
    folder, known = tmp_path_factory.mktemp("forms"), dict[str, bytes]()

    def bytes_of(form: str) -> bytes:
        if form not in known:
            known[form] = v2.dump(folder / form, *FORMS[form]).read_bytes()
        return known[form]

    return bytes_of


@pytest.mark.parametrize("v2", [18], indirect=True)
@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_what_a_dump_is_wrapped_in_changes_nothing(
    originals: Callable[[str], bytes], wrapper: str, tmp_path: Path
) -> None:
    form, wrap = WRAPPERS[wrapper]
    path = tmp_path / "dump"
    path.write_bytes(wrap(originals(form)))
    check(path)
    assert recognize(path).shape == "A"
