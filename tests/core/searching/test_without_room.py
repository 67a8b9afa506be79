"""Notes are found also where nothing can be written: on a full disk, or in a database that is only to be read."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from psycopg import errors as pg

from core import Brain
from core.store.engine import Connection, plain_address


def read_only(brain: Brain, database_url: str, _: pytest.MonkeyPatch) -> None:
    with psycopg.connect(plain_address(database_url), autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"alter database {name} set default_transaction_read_only = on".encode())
    brain._database._drop_idle()


def full(_: Brain, __: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(connection: Connection, *_: object, **__: object) -> int:
        raise pg.DiskFull("could not extend file: No space left on device")

    monkeypatch.setattr("core.store.vocabulary.catch_up", no_room)


@pytest.mark.parametrize("happens", [read_only, full])
def test_notes_are_found_where_nothing_can_be_written(
    brain: Brain,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[Brain, str, pytest.MonkeyPatch], None],
) -> None:
    boiler = brain.create_memory("Boiler\n\nthe plumber repaired it", tags=["house"]).memory
    brain.create_memory("Roof\n\nthe plumber knows somebody", tags=["house"])
    assert len(brain.search("plumber").hits) == 2
    brain.create_memory("Cellar\n\nnot counted yet", tags=["house"])
    happens(brain, database_url, monkeypatch)
    assert {hit.title for hit in brain.search("plumber").hits} == {"Boiler", "Roof"}
    assert brain.why(boiler, "plumber").rank
    assert {each.title for each in brain.related(boiler)} == {"Roof", "Cellar"}
