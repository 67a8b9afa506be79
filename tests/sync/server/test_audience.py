"""Who sees a note that was put into a space, from when on, and who may write in it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID, uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient

from sync.protocol import SpaceRole
from sync.server.audience import put_into_space, set_members, take_out_of_space
from sync.server.database import Connection, Database
from sync.server.settings import Settings
from tests.sync.server.feeding import (
    EVENTS,
    Headers,
    Made,
    Signed,
    history,
    ids,
    made,
    pull,
    pull_all,
    push,
    statuses,
)

T = TypeVar("T")


class Sharing:
    """A space that Ada made, and what she does with it."""

    def __init__(self, settings: Settings, sql: psycopg.Connection, signed: Signed) -> None:
        self._settings = settings
        self._sql = sql
        self.headers = {name: signed(name) for name in ("ada", "bob", "eve")}
        query = "insert into spaces (name, owner_id) values ('Team', %s) returning id"
        row = sql.execute(query, (self.id_of("ada"),)).fetchone()
        assert row is not None
        self.space: UUID = row[0]

    def id_of(self, name: str) -> UUID:
        row = self._sql.execute("select id from users where username = %s", (name,)).fetchone()
        assert row is not None
        user: UUID = row[0]
        return user

    def members(self, **roles: SpaceRole) -> frozenset[UUID]:
        of = {self.id_of(name): role for name, role in roles.items()}
        return self._do(lambda connection: set_members(connection, self.space, of))

    def put(self, *notes: UUID, by: str = "ada") -> frozenset[UUID] | None:
        return self._do(lambda connection: put_into_space(connection, self.id_of(by), self.space, notes))

    def take_out(self, *notes: UUID, by: str = "ada") -> bool:
        return self._do(lambda connection: take_out_of_space(connection, self.id_of(by), self.space, notes))

    def _do(self, act: Callable[[Connection], Awaitable[T]]) -> T:
        async def once() -> T:
            database = Database(self._settings.database_url)
            await database.open()
            try:
                async with database.transaction() as connection:
                    return await act(connection)
            finally:
                await database.close()

        return asyncio.run(once())


@pytest.fixture
def sharing(team: TestClient, team_settings: Settings, sql: psycopg.Connection, signed: Signed) -> Sharing:
    """Ada's space, with Bob and Eve about."""
    return Sharing(team_settings, sql, signed)


def snapshot(team: TestClient, headers: Headers) -> list[Made]:
    answer = team.get(f"{EVENTS}/snapshot", headers=headers)
    events: list[Made] = answer.json()["events"]
    return events


def test_a_member_sees_the_whole_of_a_note_and_what_follows(team: TestClient, sharing: Sharing) -> None:
    ada, bob, eve = (sharing.headers[name] for name in ("ada", "bob", "eve"))
    note = uuid4()
    before = history(note, 3)
    push(team, ada, *before)
    assert sharing.members(bob=SpaceRole.READ) == {sharing.space}.union([sharing.id_of("bob")])
    cursor = pull(team, bob)["cursor"]
    assert sharing.put(note) == frozenset((sharing.space,))
    push(team, ada, after := made(note, 3))
    assert ids(pull_all(team, bob, cursor)) == ids([*before, after])
    assert ids(pull_all(team, bob, aggregate_id=str(note))) == ids([*before, after])
    assert ids(snapshot(team, bob)) == ids([*before, after])
    assert pull_all(team, eve) == snapshot(team, eve) == []


def test_who_joins_later_gets_all_of_it_once_and_in_order(team: TestClient, sharing: Sharing) -> None:
    ada, bob = sharing.headers["ada"], sharing.headers["bob"]
    note = uuid4()
    push(team, ada, *history(note, 2))
    sharing.members()
    sharing.put(note)
    push(team, ada, made(note, 2))
    cursor = pull(team, bob)["cursor"]
    sharing.members(bob=SpaceRole.WRITE)
    push(team, ada, made(note, 3))
    events = pull_all(team, bob, cursor)
    assert [event["stream_version"] for event in events] == [1, 2, 3, 4]
    sharing.members(bob=SpaceRole.READ)  # another role is no second joining
    assert pull_all(team, bob, cursor) == events


def test_an_owner_does_not_get_shared_notes_twice(team: TestClient, sharing: Sharing) -> None:
    ada, note = sharing.headers["ada"], uuid4()
    sharing.members(bob=SpaceRole.WRITE)
    push(team, ada, made(note))
    sharing.put(note)
    push(team, ada, made(note, 1))
    push(team, sharing.headers["bob"], made(note, 2))
    assert [event["stream_version"] for event in pull_all(team, ada)] == [1, 2, 3]
    assert [event["stream_version"] for event in pull_all(team, ada, limit=1)] == [1, 2, 3]
    assert len(snapshot(team, ada)) == 3


def test_a_role_says_whether_one_may_write(team: TestClient, sharing: Sharing) -> None:
    ada, bob, note = sharing.headers["ada"], sharing.headers["bob"], uuid4()
    push(team, ada, made(note))
    sharing.put(note)
    sharing.members(bob=SpaceRole.READ)
    (result,) = push(team, bob, made(note, 1))
    assert (result["status"], result["code"]) == ("rejected", "READ_ONLY")
    sharing.members(bob=SpaceRole.WRITE)
    (result,) = push(team, bob, written := made(note, 1))
    assert result["status"] == "stored"
    (event,) = pull_all(team, ada)[1:]
    assert (event["event_id"], event["user_id"]) == (written["event_id"], str(sharing.id_of("bob")))


def test_who_made_the_space_writes_in_what_others_put_there(team: TestClient, sharing: Sharing) -> None:
    ada, bob, note = sharing.headers["ada"], sharing.headers["bob"], uuid4()
    push(team, bob, made(note))
    sharing.members(bob=SpaceRole.WRITE)
    sharing.put(note, by="bob")
    assert statuses(push(team, ada, made(note, 1))) == ["stored"]
    assert [event["stream_version"] for event in pull_all(team, ada)] == [1, 2]
    assert [event["stream_version"] for event in pull_all(team, bob)] == [1, 2]


def test_nobody_puts_somebody_elses_note_into_a_space(team: TestClient, sharing: Sharing) -> None:
    mine, his = uuid4(), uuid4()
    push(team, sharing.headers["ada"], made(mine))
    push(team, sharing.headers["bob"], made(his))
    sharing.members(eve=SpaceRole.READ)
    assert sharing.put(mine, his) is None
    assert sharing.put(mine, uuid4()) is None
    assert sharing.take_out(mine, his) is False
    assert snapshot(team, sharing.headers["eve"]) == []


def test_who_leaves_and_what_is_taken_out_get_no_more(team: TestClient, sharing: Sharing) -> None:
    ada, bob, note, other = sharing.headers["ada"], sharing.headers["bob"], uuid4(), uuid4()
    push(team, ada, made(note), made(other))
    sharing.members(bob=SpaceRole.WRITE)
    sharing.put(note, other)
    cursor = pull(team, bob)["cursor"]
    assert sharing.take_out(note) is True
    push(team, ada, made(note, 1), more := made(other, 1))
    assert ids(pull_all(team, bob, cursor)) == ids([more])
    # What was told to the space before is not told any more, to whoever was slow.
    assert {event["aggregate_id"] for event in pull_all(team, bob)} == {str(other)}
    (result,) = push(team, bob, made(note, 2))
    assert (result["code"], result["missing"]) == ("NO_ACCESS", [])
    sharing.members()
    push(team, ada, made(other, 2))
    assert pull_all(team, bob) == snapshot(team, bob) == []
    assert team.get(EVENTS, params={"aggregate_id": str(other)}, headers=bob).status_code == 404
    assert team.get(f"{EVENTS}/digest", headers=bob).json()["leaves"] == {}


def test_a_note_that_comes_back_into_a_space_comes_whole(team: TestClient, sharing: Sharing) -> None:
    ada, bob, note = sharing.headers["ada"], sharing.headers["bob"], uuid4()
    push(team, ada, made(note))
    sharing.members(bob=SpaceRole.WRITE)
    sharing.put(note)
    cursor = pull(team, bob)["cursor"]
    sharing.take_out(note)
    push(team, ada, made(note, 1))
    sharing.put(note)
    assert [event["stream_version"] for event in pull_all(team, bob, cursor)] == [1, 2]
