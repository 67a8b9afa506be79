"""Spaces: who may share what with whom, and what becomes of it when somebody goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient

from sync.server.database import SCHEMA
from sync.server.settings import Settings
from tests.sync.server.feeding import history, made, pull, pull_all, push, statuses

Sign = Callable[..., dict[str, str]]


class Person:
    """Somebody who calls the server."""

    def __init__(self, team: TestClient, name: str, headers: dict[str, str]) -> None:
        self.name, self._team, self._headers = name, team, headers

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """The body of a good answer, or the status of another one."""
        answer = self._team.request(method, f"/api/v1{path}", json=body, headers=self._headers)
        if answer.is_success:
            return answer.json() if answer.content else None
        return answer.status_code

    def space(self, name: str = "team", **members: str) -> str:
        return str(self.call("POST", "/spaces", space(name, **members))["id"])

    def spaces(self) -> list[str]:
        return [each["name"] for each in self.call("GET", "/spaces")["spaces"]]


def space(name: str = "team", **members: str) -> dict[str, Any]:
    return {
        "name": name,
        "members": [{"username": each, "role": role} for each, role in members.items()],
    }


def members(told: dict[str, Any]) -> dict[str, str]:
    return {each["username"]: each["role"] for each in told["members"]}


@pytest.fixture
def person(team: TestClient, signed: Sign) -> Callable[[str], Person]:
    return lambda name: Person(team, name, signed(name))


@pytest.fixture
def log(team_settings: Settings) -> Callable[..., list[Any]]:
    """Runs a statement on the server's tables."""

    def run(statement: str, *given: Any) -> list[Any]:
        address = team_settings.database_url.replace("+psycopg", "", 1)
        with psycopg.connect(address, options=f"-c search_path={SCHEMA}") as connection:
            cursor = connection.execute(statement, given)
            return cursor.fetchall() if cursor.description else []

    return run


@pytest.fixture
def note(log: Callable[..., list[Any]]) -> Callable[[str], str]:
    """Makes a stream of two events that belongs to somebody."""

    def make(owner: str) -> str:
        memory = str(uuid4())
        log(
            "insert into streams (id, owner_id, version) select %s, id, 2 from users where username = %s",
            memory,
            owner,
        )
        return memory

    return make


def test_a_space_is_seen_by_who_made_it_and_by_its_members_only(person: Callable[[str], Person]) -> None:
    ada, bob, eve = person("ada"), person("bob"), person("eve")
    place = ada.call("POST", "/spaces", space("garden", BOB="read"))
    assert place["owner"] == "ada" and members(place) == {"bob": "read"}
    assert (ada.spaces(), bob.spaces(), eve.spaces()) == (["garden"], ["garden"], [])


def test_who_is_in_a_space_learns_by_whose_ids_its_events_are_and_nobody_else_does(
    person: Callable[[str], Person], log: Callable[..., list[Any]]
) -> None:
    ada, bob, eve = person("ada"), person("bob"), person("eve")
    known = {name: str(who) for name, who in log("select username, id from users")}
    # What a device says of an id counts for nothing.
    sent = {"username": "bob", "role": "read", "user_id": known["eve"]}
    place = ada.call("POST", "/spaces", {"name": "garden", "members": [sent]})
    (seen,) = bob.call("GET", "/spaces")["spaces"]
    assert seen == place and place["owner_id"] == known["ada"]
    assert [(each["username"], each["user_id"]) for each in place["members"]] == [("bob", known["bob"])]
    assert eve.call("GET", "/spaces") == {"spaces": []}


def test_only_who_made_a_space_changes_or_ends_it(person: Callable[[str], Person]) -> None:
    ada, bob, eve = person("ada"), person("bob"), person("eve")
    place = ada.space(bob="write")
    for method, body in (("PUT", space("mine", eve="write")), ("DELETE", None)):
        assert bob.call(method, f"/spaces/{place}", body) == 403
        assert eve.call(method, f"/spaces/{place}", body) == 404
    assert members(ada.call("PUT", f"/spaces/{place}", space("ours", eve="read"))) == {"eve": "read"}
    assert (bob.spaces(), eve.spaces()) == ([], ["ours"])
    assert ada.call("DELETE", f"/spaces/{place}") is None
    assert (ada.spaces(), eve.spaces()) == ([], [])


def test_a_name_that_nobody_has_is_told_and_nothing_is_made(person: Callable[[str], Person]) -> None:
    ada = person("ada")
    assert ada.call("POST", "/spaces", space("x", nobody="read")) == 400
    assert ada.spaces() == []


def test_notes_of_ones_own_are_put_in_by_who_may_write(
    person: Callable[[str], Person], note: Callable[[str], str], log: Callable[..., list[Any]]
) -> None:
    ada, bob, eve, zoe = person("ada"), person("bob"), person("eve"), person("zoe")
    place = ada.space(bob="write", eve="read")
    of_ada, of_bob, of_eve = note("ada"), note("bob"), note("eve")
    assert ada.call("POST", f"/spaces/{place}/memories", {"memory_ids": [of_ada]}) is None
    assert bob.call("POST", f"/spaces/{place}/memories", {"memory_ids": [of_bob]}) is None
    assert bob.call("POST", f"/spaces/{place}/memories", {"memory_ids": [of_eve]}) == 404
    assert eve.call("POST", f"/spaces/{place}/memories", {"memory_ids": [of_eve]}) == 403
    assert zoe.call("POST", f"/spaces/{place}/memories", {"memory_ids": [of_ada]}) == 404
    assert {row[0] for row in log("select id from streams where space_id is not null")} == {
        UUID(of_ada),
        UUID(of_bob),
    }
    inside = f"/spaces/{place}/memories"
    assert ada.call("GET", inside) == {"mine": [of_ada], "others": [of_bob]}
    assert eve.call("GET", inside)["mine"] == [] and zoe.call("GET", inside) == 404
    whole = log("select stream_id, first_version, last_version from feed where audience_id = %s", place)
    assert set(whole) == {(UUID(of_ada), 1, 2), (UUID(of_bob), 1, 2)}


def test_a_note_is_taken_out_by_its_owner_only(
    person: Callable[[str], Person], note: Callable[[str], str], log: Callable[..., list[Any]]
) -> None:
    ada, bob = person("ada"), person("bob")
    place, memory = ada.space(bob="write"), note("bob")
    bob.call("POST", f"/spaces/{place}/memories", {"memory_ids": [memory]})
    assert ada.call("DELETE", f"/spaces/{place}/memories", {"memory_ids": [memory]}) == 404
    assert bob.call("DELETE", f"/spaces/{place}/memories", {"memory_ids": [memory]}) is None
    assert log("select space_id from streams") == [(None,)]


def test_who_comes_later_is_told_of_everything_that_is_there(
    person: Callable[[str], Person], note: Callable[[str], str], log: Callable[..., list[Any]]
) -> None:
    ada, _ = person("ada"), person("bob")
    place, memory = ada.space(), note("ada")
    ada.call("POST", f"/spaces/{place}/memories", {"memory_ids": [memory]})
    ada.call("PUT", f"/spaces/{place}", space(bob="read"))
    told = log(
        "select stream_id, first_version, last_version from feed"
        " where audience_id = (select id from users where username = 'bob')"
    )
    assert told == [(UUID(memory), 1, 2)]


@pytest.mark.parametrize("way", ["leaves", "is removed"])
def test_who_goes_takes_their_notes_along(
    person: Callable[[str], Person], note: Callable[[str], str], log: Callable[..., list[Any]], way: str
) -> None:
    ada, bob = person("ada"), person("bob")
    place, of_ada, of_bob = ada.space(bob="write"), note("ada"), note("bob")
    ada.call("POST", f"/spaces/{place}/memories", {"memory_ids": [of_ada]})
    bob.call("POST", f"/spaces/{place}/memories", {"memory_ids": [of_bob]})
    if way == "leaves":
        assert bob.call("POST", f"/spaces/{place}/leave") is None
    else:
        ada.call("PUT", f"/spaces/{place}", space())
    assert log("select id from streams where space_id is not null") == [(UUID(of_ada),)]
    assert bob.spaces() == []
    assert bob.call("POST", f"/spaces/{place}/leave") == 404


def test_who_made_a_space_cannot_leave_it_but_end_it(
    person: Callable[[str], Person], note: Callable[[str], str], log: Callable[..., list[Any]]
) -> None:
    ada, bob = person("ada"), person("bob")
    place, memory = ada.space(bob="write"), note("bob")
    bob.call("POST", f"/spaces/{place}/memories", {"memory_ids": [memory]})
    assert ada.call("POST", f"/spaces/{place}/leave") == 403
    assert ada.call("DELETE", f"/spaces/{place}") is None
    assert log("select id, space_id from streams") == [(UUID(memory), None)]


def test_what_cannot_be_stored_is_the_callers_mistake(person: Callable[[str], Person]) -> None:
    assert person("ada").call("POST", "/spaces", space("a\0b")) == 400


def test_a_shared_note_travels_to_its_members_for_as_long_as_they_are_members(
    team: TestClient, signed: Sign, person: Callable[[str], Person]
) -> None:
    ada, bob, eve, zoe = (signed(name) for name in ("ada", "bob", "eve", "zoe"))
    owner, note = person("ada"), uuid4()
    place = owner.space(bob="write", eve="read")
    push(team, ada, *history(note, 2))
    put_in = {"memory_ids": [str(note)]}
    assert owner.call("POST", f"/spaces/{place}/memories", put_in) is None
    assert [len(pull_all(team, who)) for who in (ada, bob, eve, zoe)] == [2, 2, 2, 0]

    assert statuses(push(team, bob, made(note, 2))) == ["stored"]
    assert statuses(push(team, eve, made(note, 3))) == ["rejected"]
    assert statuses(push(team, zoe, made(note, 3))) == ["rejected"]
    assert [len(pull_all(team, who)) for who in (ada, bob, eve, zoe)] == [3, 3, 3, 0]

    after = pull(team, bob)["cursor"]
    owner.call("PUT", f"/spaces/{place}", space(eve="read", zoe="read"))
    assert len(pull_all(team, zoe)) == 3  # a new member gets the whole of it
    push(team, ada, made(note, 3))
    assert pull_all(team, bob, after) == []  # who was removed gets nothing further
    assert statuses(push(team, bob, made(note, 4))) == ["rejected"]
    assert len(pull_all(team, eve)) == 4

    after = pull(team, eve)["cursor"]
    owner.call("DELETE", f"/spaces/{place}/memories", put_in)
    push(team, ada, made(note, 4))
    assert pull_all(team, eve, after) == []
    assert len(pull_all(team, ada)) == 5
