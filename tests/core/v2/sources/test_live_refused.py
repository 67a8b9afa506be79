"""A v2 database that cannot be read says why in words, and never repeats a password."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from core.errors import BrainError
from core.store.cluster import Cluster
from core.v2.sources.live import read_database, recognize_database
from core.v2.values import TableRead
from tests.core.v2.sources.shapes_in_sql import SHAPES
from tests.core.v2.sources.test_live import many


def refused(url: str, notebook: str = "") -> str:
    """What is said, the same when it is only looked at and when it is read."""
    said = []
    for attempt in (
        lambda: recognize_database(url, notebook),
        lambda: list(read_database(url, notebook=notebook)),
    ):
        with pytest.raises(BrainError) as told:
            attempt()
        said.append(str(told.value))
        for secret in {urlsplit(url).password or "", "hunter2"} - {""}:
            assert secret not in said[-1]
    assert said[0] == said[1]
    return said[0]


def test_a_wrong_password_a_wrong_name_and_a_wrong_user(v2: str) -> None:
    password, name = urlsplit(v2).password or "", urlsplit(v2).path
    assert "the name or the password is wrong" in refused(v2.replace(password, "hunter2"))
    assert "There is no such database at" in refused(v2.replace(name, "/no_such_database"))
    assert "the name or the password is wrong" in refused(v2.replace("second_brain:", "nobody_here:"))
    assert "wants a password" in refused(v2.replace(f":{password}@", "@"))


def test_no_server_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert f"No Postgres answers at 127.0.0.1:{port}/brain." in refused(
        f"postgresql://u:hunter2@127.0.0.1:{port}/brain"
    )
    assert "There is no server by the name in no-such-host.invalid/brain." in refused(
        "postgresql://u:hunter2@no-such-host.invalid/brain"
    )


@contextmanager
def answering(words: bytes) -> Iterator[int]:
    """A server that is something else: says this to everybody and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    guest, _ = server.accept()
                except OSError:
                    return
                with guest:
                    guest.recv(100)
                    guest.sendall(words)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.mark.parametrize("words", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_a_server_that_is_no_postgres(words: bytes) -> None:
    with answering(words) as port:
        assert "is no Postgres." in refused(f"postgresql://u:hunter2@127.0.0.1:{port}/brain?sslmode=disable")


@contextmanager
def somebody(administrator: psycopg.Connection, url: str) -> Iterator[str]:
    """The address for a user of the server who may do nothing yet."""
    administrator.execute("create role maria login password 'hunter2'")
    parts = urlsplit(url)
    try:
        yield url.replace(f"{parts.username}:{parts.password}", "maria:hunter2")
    finally:
        with psycopg.connect(url) as connection:
            connection.execute("drop owned by current_user")
        administrator.execute("drop role maria")


def test_a_user_who_may_not_read_or_not_all_of_it(
    v2: str,
    administrator: psycopg.Connection,
) -> None:
    many(v2, 2)
    with somebody(administrator, v2) as url:
        assert "may not read the table public.memories" in refused(url)
        with psycopg.connect(v2) as connection:
            connection.execute("grant select on memories to maria")
        assert "with 2 notes" in recognize_database(url).words
        with psycopg.connect(v2) as connection:
            connection.execute("alter table memories enable row level security")
        with pytest.raises(BrainError, match="or not all rows of it"):
            list(read_database(url))
        with psycopg.connect(v2) as connection:
            connection.execute("drop table memories")


def test_tables_of_others_need_no_rights(v2: str, administrator: psycopg.Connection) -> None:
    with psycopg.connect(v2) as connection:
        connection.execute(SHAPES["C"].format(schema="public").encode())
        connection.execute(
            "create table search_queries as select generate_series(1, 3) n; analyze search_queries"
        )
    with somebody(administrator, v2) as url:
        with psycopg.connect(v2) as connection:
            connection.execute("grant select on memories to maria")
        items = list(read_database(url))
        assert [(i.table, i.rows) for i in items if isinstance(i, TableRead)] == [
            ("public.memories", 0),
            ("public.search_queries", 3),
        ]
        with psycopg.connect(v2) as connection:
            connection.execute("drop table memories")


def test_a_table_that_somebody_locked(v2: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from core.store import foreign

    many(v2, 2)
    monkeypatch.setattr(foreign, "_SETTINGS", foreign._SETTINGS.replace("'10s'", "'100ms'"))
    with psycopg.connect(v2) as connection:
        connection.execute("lock table memories in access exclusive mode")
        with pytest.raises(BrainError, match=r"keeps public\.memories .* locked"):
            list(read_database(v2))


def test_databases_that_hold_something_else(v2: str, database_url: str) -> None:
    assert "is empty" in refused(v2)
    with psycopg.connect(v2) as connection:
        connection.execute("create table recipes (id int)")
    assert "no table of memories. It holds: public.recipes" in refused(v2)
    with psycopg.connect(v2) as connection:
        connection.execute("create table memories (id int, title text)")
    assert "not one that a v2 wrote: its columns are id, title" in refused(v2)
    assert "holds a notebook of Second Brain 3, not a v2" in refused(database_url)
    assert "holds this notebook itself" in refused(database_url, database_url)


def test_a_v2_beside_a_notebook_in_one_database_is_found(database_url: str) -> None:
    url = database_url.replace("+psycopg", "", 1)
    many(url, 2, "old")
    assert "with 2 notes" in recognize_database(url, database_url).words


def test_an_old_server_is_told_to_make_a_dump(v2: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.store.foreign.OLDEST", 999_999)
    assert "older than Postgres 9.6" in refused(v2)


def test_the_words_are_there_for_every_server(cluster: Cluster) -> None:
    """A name that needs quoting in SQL is read like any other."""
    url = cluster.admin_url("postgres").replace("+psycopg", "", 1)
    name = 'Maria\'s "brain"'
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        try:
            assert "is empty" in refused(url.replace("/postgres?", "/Maria%27s%20%22brain%22?"))
        finally:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
