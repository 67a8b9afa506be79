"""Spaces on the command line: which space is meant, who stays in it, and what is asked before. No server is there."""

from __future__ import annotations

from uuid import UUID

import pytest

from core import Shared, Space
from core.brain import Brain
from tests.app.cli.conftest import CommandLine
from tests.fixtures.syncing import FakeReplica, FakeServer

GARDEN = Space(UUID(int=1), "Garden", "maria", own=True, may_write=True, members={"bob": True})
SOCIETY = Space(UUID(int=2), "Society", "eve", own=False, may_write=False, members={"maria": False})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    """A server with two spaces."""
    made = FakeServer(FakeReplica())
    made.shared = Shared((GARDEN, SOCIETY))
    monkeypatch.setattr("app.account.server.TeamServer", lambda: made)
    monkeypatch.setattr(Brain, "replica", made.replica)
    return made


def test_the_list_says_who_is_in_a_space_and_what_one_may_do(
    second_brain: CommandLine, server: FakeServer
) -> None:
    told = second_brain("spaces")
    assert told.exit_code == 0, told.output
    assert "bob (may write)" in told.stdout and "you may only read" in told.stdout
    assert [each["name"] for each in second_brain.json("spaces", "list")["spaces"]] == ["Garden", "Society"]


def test_inviting_and_removing_leaves_everybody_else_in(
    second_brain: CommandLine, server: FakeServer
) -> None:
    second_brain.json("spaces", "invite", "garden", "dora")
    second_brain.json("spaces", "invite", "Garden", "bob")
    second_brain.json("spaces", "remove", "Garden", "BOB")
    assert server.wanted == [
        ("change", {"bob": True, "dora": False}),
        ("change", {"bob": False}),
        ("change", {}),
    ]
    told = second_brain.json("spaces", "remove", "Garden", "zoe", code=1)
    assert "zoe is not in" in told["error"]["words"]


def test_notes_go_in_and_out_by_their_ids(
    second_brain: CommandLine, server: FakeServer, brain: Brain
) -> None:
    note = brain.create_memory("# Beans").memory
    second_brain.json("spaces", "put", "Garden", str(note))
    second_brain.json("spaces", "take", "Garden", str(note))
    assert server.wanted == [("put in", {note}), ("take out", {note})]


def test_leaving_and_deleting_ask_first(second_brain: CommandLine, server: FakeServer) -> None:
    assert second_brain("spaces", "leave", "Society", stdin="n\n").exit_code == 1
    assert second_brain("spaces", "delete", "Garden", "--json").exit_code == 2
    assert server.wanted == []
    second_brain.json("spaces", "leave", "Society", "--yes")
    assert server.wanted == [("leave", "Society")]


def test_a_space_that_is_not_there_is_said(second_brain: CommandLine, server: FakeServer) -> None:
    told = second_brain.json("spaces", "rename", "Shed", "Barn", code=1)
    assert "You are in no space" in told["error"]["words"] and server.wanted == []
