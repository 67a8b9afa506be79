"""The server is durable, quiet and small."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from core.store.cluster import Cluster
from tests.core.store.cluster.conftest import connection, servers


@pytest.fixture
def notes(cluster: Cluster) -> Iterator[psycopg.Connection]:
    with connection(cluster.url()) as opened:
        yield opened


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("data_checksums", "on"),
        ("jit", "off"),
        ("server_encoding", "UTF8"),
        ("listen_addresses", ""),
        ("password_encryption", "scram-sha-256"),
        ("unix_socket_permissions", "0700"),
        ("timezone", "UTC"),
        ("default_text_search_config", "pg_catalog.simple"),
    ],
)
def test_what_the_notebook_counts_on(notes: psycopg.Connection, setting: str, value: str) -> None:
    assert notes.execute("select current_setting(%s)", [setting]).fetchone() == (value,)


def test_letters_sort_and_fold_the_same_on_every_computer(notes: psycopg.Connection) -> None:
    locale = notes.execute(
        "select datlocprovider::text, datlocale from pg_database where datname = current_database()"
    )
    assert locale.fetchone() == ("b", "C.UTF-8")
    assert notes.execute("select lower('ÄÉΣ')").fetchone() == ("äéσ",)


def test_the_ordinary_role_owns_the_notebook_and_nothing_else(notes: psycopg.Connection) -> None:
    rights = "rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
    found = notes.execute(f"select {rights} from pg_roles where rolname = current_user")
    assert found.fetchone() == (False,) * 5
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        notes.execute("select pg_read_file('pg_hba.conf')")


def test_half_precision_vectors_are_there(notes: psycopg.Connection) -> None:
    assert notes.execute("select '[1,2]'::halfvec <-> '[1,2]'::halfvec").fetchone() == (0.0,)


def test_the_tools_are_there(cluster: Cluster) -> None:
    assert {"pg_dump", "pg_restore", "psql"} <= {path.stem for path in cluster.bin.iterdir()}


def test_the_server_is_small_while_nothing_happens(used_home: Path) -> None:
    with Cluster(used_home) as cluster, connection(cluster.url()) as one, connection(cluster.url()) as two:
        for each in (one, two):
            each.execute("select count(*) from notes, pg_class")
        share = sum(process.memory_full_info().pss for process in servers(used_home))
        assert share <= 100_000_000


def test_no_word_of_a_note_reaches_the_servers_log(used_home: Path) -> None:
    with Cluster(used_home) as cluster, connection(cluster.url()) as notes:
        notes.execute("create table secrets (id text primary key, number int)")
        notes.execute("insert into secrets (id) values ('confidential')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            notes.execute("insert into secrets (id) values (%s)", ["confidential"])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            notes.execute("insert into secrets (number) values ('confidential')")
    log = (used_home / "postgres/server.log").read_text()
    assert "ready to accept connections" in log
    assert "confidential" not in log
