"""Sync on the command line: what is told, what is asked, and in which words it cannot be done. No server is there."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from app.account.told import Standing
from core import Received, Risk, RoundNote, SetAside
from core.brain import Brain
from sync.comparing import Compared
from sync.state import Word
from tests.app.cli.conftest import CommandLine
from tests.app.cli.test_program import ROOT
from tests.fixtures.syncing import ACCOUNT, FakeEngine, FakeReplica, FakeServer

NOW = datetime.now(UTC)
URL = "https://notes.example.org"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    """A server that knows the password "right"."""
    made = FakeServer(FakeReplica())
    made.ready = FakeEngine()
    monkeypatch.setattr("app.account.server.TeamServer", lambda: made)
    monkeypatch.setattr(Brain, "replica", made.replica)
    return made


def test_signing_in_reads_the_password_from_stdin_and_prints_no_secret(
    second_brain: CommandLine, server: FakeServer
) -> None:
    server.replica.signed_in = None
    told = second_brain(
        "sign-in",
        "notes.example.org",
        "--user",
        "maria",
        "--password-stdin",
        "--device-name",
        "Shed",
        stdin="right\n",
    )
    assert told.exit_code == 0, told.output
    assert "maria" in told.stdout and "Shed" in told.stdout and "keyring" in told.stdout
    assert "right" not in told.output
    assert server.entries[-1].server == URL


def test_the_document_of_signing_in(second_brain: CommandLine, server: FakeServer) -> None:
    told = second_brain.json("sign-in", URL, "--user", "maria", "--password-stdin", stdin="right\n")
    assert told == {"server": URL, "username": "maria", "device_name": "Laptop", "signed_in": True}


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [(("--password-stdin",), "right\n"), (("--user", "maria"), ""), ((), "")],
)
def test_who_cannot_be_asked_has_to_say_it(
    second_brain: CommandLine, server: FakeServer, arguments: tuple[str, ...], stdin: str
) -> None:
    assert second_brain("sign-in", URL, *arguments, stdin=stdin).exit_code == 2
    assert server.entries == []


def test_a_password_that_is_not_right_is_told_in_words(second_brain: CommandLine, server: FakeServer) -> None:
    told = second_brain.json("sign-in", URL, "-u", "maria", "--password-stdin", stdin="wrong\n", code=1)
    assert "does not know this user name" in told["error"]["words"]
    assert second_brain("sign-in", URL, "-u", "maria", "--password-stdin", stdin="\n").exit_code == 1


def test_plain_http_needs_a_word(second_brain: CommandLine, server: FakeServer) -> None:
    plain = ("sign-in", "http://notes.example.org", "-u", "maria", "--password-stdin")
    told = second_brain.json(*plain, stdin="right\n", code=1)["error"]
    assert "not encrypted" in told["words"] and "--insecure" in told["hint"]
    assert server.entries == []
    assert second_brain(*plain, "--insecure", stdin="right\n").exit_code == 0
    assert server.entries[-1].insecure
    assert (
        second_brain(
            "sign-in", "http://localhost:1", "-u", "m", "--password-stdin", stdin="right\n"
        ).exit_code
        == 0
    )


def test_without_a_keyring_it_is_said_and_nothing_is_asked(
    second_brain: CommandLine, server: FakeServer
) -> None:
    server.keeps = "none"
    told = second_brain.json("sign-in", URL, "-u", "maria", "--password-stdin", stdin="right\n", code=1)
    assert "keyring" in told["error"]["words"]
    assert f"second-brain sync --server {URL} --user NAME --password-stdin" in told["error"]["hint"]
    assert server.entries == []


def test_a_keyring_that_refuses_after_its_trial_is_said_with_what_to_do(
    second_brain: CommandLine, server: FakeServer
) -> None:
    server.keeps = "session"
    told = second_brain.json("sign-in", URL, "-u", "maria", "--password-stdin", stdin="right\n", code=1)
    assert "nothing keeps you signed in" in told["error"]["words"]
    assert "second-brain sync --user" in told["error"]["hint"]


def test_one_run_can_do_without_a_keyring(second_brain: CommandLine, server: FakeServer) -> None:
    told = second_brain("sync", "--user", "maria", "--password-stdin", stdin="right\n")
    assert told.exit_code == 0, told.output
    assert server.entries[-1].password == "right"
    assert server.engines[-1].asked == ["once"]


def test_signing_out_says_what_stays(second_brain: CommandLine, server: FakeServer) -> None:
    second_brain.capture("Bread")
    server.replica.waits = 3
    assert second_brain("sign-out", "--json").exit_code == 2
    assert second_brain("sign-out", stdin="n\n").exit_code == 1
    assert server.replica.signed_in == ACCOUNT
    assert second_brain.json("sign-out", "--yes") == {
        "server": URL,
        "server_told": True,
        "notes": 1,
        "waiting": 3,
    }
    assert "only on this device" in second_brain.text("status")


def test_signing_out_where_the_keyring_is_gone_is_done_and_says_what_was_not(
    second_brain: CommandLine, server: FakeServer
) -> None:
    server.keeps = "none"
    told = second_brain.text("sign-out", "--yes")
    assert "Signed out of" in told and "the server was not told" in told
    assert "only on this device" in second_brain.text("status")


@pytest.mark.parametrize("command", [("sync",), ("sign-out", "--yes"), ("devices",)])
def test_who_is_not_signed_in_is_told_how(
    second_brain: CommandLine, server: FakeServer, command: tuple[str, ...]
) -> None:
    server.replica.signed_in = None
    told = second_brain.json(*command, code=1)["error"]
    assert "on this device only" in told["words"] and "second-brain sign-in" in told["hint"]


def test_a_round_is_told_in_a_line_and_as_a_document(second_brain: CommandLine, server: FakeServer) -> None:
    engine = server.ready
    assert engine is not None
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    server.replica.noted = (RoundNote(long_ago, long_ago, 99, 99, "synced"),)
    assert second_brain.text("sync") == "Synced: 0 sent, 0 fetched.\n"

    def round_of_three() -> None:
        now = datetime.now(UTC)
        server.replica.noted = (RoundNote(now, now, 3, 12, "synced"), *server.replica.noted)
        assert engine is not None
        engine.came(Received(applied=12))

    engine.on_round = round_of_three
    assert second_brain.text("sync") == "Synced: 3 sent, 12 fetched.\n"
    told = second_brain.json("sync")
    assert (told["state"], told["pushed"], told["pulled"]) == ("synced", 3, 12)
    assert (told["waiting"], told["held"], told["compared"], told["texts_only"]) == (0, None, None, False)


def test_a_server_that_is_away_is_exit_code_1_and_says_what_is_safe(
    second_brain: CommandLine, server: FakeServer
) -> None:
    assert server.ready is not None
    server.ready.stands = Standing(Word.OFFLINE, 2, "The server does not answer.")
    told = second_brain("sync")
    assert told.exit_code == 1
    assert "Offline, 2 waiting" in told.stdout
    assert "The server does not answer. Everything you wrote is saved on this device." in told.stdout
    assert second_brain.json("sync", code=1)["state"] == "offline"


def test_what_is_held_is_listed_and_taken_only_when_asked(
    second_brain: CommandLine, server: FakeServer
) -> None:
    note = UUID(second_brain.capture("Bread"))
    engine = server.ready
    assert engine is not None
    engine.stands = Standing(Word.NEEDS_YOU, 0, "", Risk(frozenset({note}), frozenset(), 1))
    told = second_brain("sync")
    assert told.exit_code == 1
    assert "would delete 1 note" in told.stdout and "Bread\twould be deleted" in told.stdout
    assert "--accept-held" in told.stdout and "--keep-mine" in told.stdout
    held = second_brain.json("sync", code=1)["held"]
    assert held == {"notes": 1, "deleted": [{"id": str(note), "title": "Bread"}], "overwritten": []}
    assert "accept" not in engine.asked
    second_brain.text("sync", "--accept-held")
    assert engine.asked[-2:] == ["accept", "once"]


def test_keeping_mine_on_the_command_line(second_brain: CommandLine, server: FakeServer) -> None:
    note = second_brain.capture("Bread")
    engine = server.ready
    assert engine is not None
    engine.stands = Standing(Word.NEEDS_YOU, 0, "", Risk(frozenset({UUID(note)}), frozenset(), 1))
    second_brain.text("sync", "--keep-mine")
    assert engine.asked[-2:] == ["keep", "once"]
    assert second_brain("sync", "--keep-mine", "--accept-held").exit_code == 2


def test_comparing_and_trying_again(second_brain: CommandLine, server: FakeServer) -> None:
    note = second_brain.capture("Bread")
    assert "Every note is the same here and on the server." in second_brain.text("sync", "--verify")
    assert second_brain.json("sync", "--verify", "--retry")["compared"] == {"differing": [], "mended": []}
    assert server.ready is not None
    server.ready.finds = Compared(differing=frozenset({UUID(note)}))
    told = second_brain.text("sync", "--verify")
    assert "1 note still differs from the server." in told and "“Bread”" in told
    assert server.replica.asked == ["retry"]


def test_watching_tells_a_line_a_round(second_brain: CommandLine, server: FakeServer) -> None:
    server.to_watch = (RoundNote(NOW, NOW, 3, 0, "synced"), RoundNote(NOW, NOW, 0, 2, "synced"))
    told = second_brain("sync", "--watch")
    assert told.exit_code == 130
    assert [line.partition(" · ")[2] for line in told.stdout.splitlines()] == ["3 sent", "2 fetched"]
    server.ready = FakeEngine()
    lines = second_brain("sync", "--watch", "--json").stdout.splitlines()
    assert [json.loads(line)["pushed"] for line in lines] == [3, 0]


def test_pausing_holds_for_the_window_too(second_brain: CommandLine, server: FakeServer) -> None:
    assert "Paused until: second-brain sync --resume" in second_brain.text("sync", "--pause")
    assert server.replica.signed_in is not None and server.replica.signed_in.paused
    told = second_brain("sync")
    assert (told.exit_code, "--resume" in told.stderr) == (1, True)
    second_brain.text("sync", "--resume")
    assert not server.replica.signed_in.paused


def test_status_says_all_of_it_without_asking_a_server(second_brain: CommandLine, server: FakeServer) -> None:
    note = second_brain.capture("Bread")
    server.replica.waits = 3
    server.replica.noted = (RoundNote(NOW, NOW, 1, 2, "synced"),)
    server.replica.aside = (
        SetAside(UUID(note), UUID(int=9), False, "TOO_LARGE", "It is too large.", NOW, 2),
    )
    told = second_brain.text("status")
    assert (
        f"maria at {URL}; this device is called Laptop.\n1 note saved here.\n3 changes have to be sent.\n"
        in told
    )
    assert "Set aside: “Bread”. 2 changes were not taken by the server: It is too large." in told
    assert "is in the system's keyring" in told
    document = second_brain.json("status")
    assert (document["state"], document["waiting"], document["notes"]) == ("needs you", 3, 1)
    assert document["set_aside"][0]["title"] == "Bread"
    assert server.engines == []


@pytest.mark.parametrize(
    ("outcome", "waits", "paused", "state"),
    [
        ("synced", 0, False, "synced"),
        ("synced", 2, False, "waiting"),
        ("offline", 2, False, "offline"),
        ("sign in again", 0, False, "sign in again"),
        ("synced", 2, True, "paused"),
    ],
)
def test_the_word_of_a_status(
    second_brain: CommandLine, server: FakeServer, outcome: str, waits: int, paused: bool, state: str
) -> None:
    server.replica.waits = waits
    server.replica.noted = (RoundNote(NOW, NOW, 0, 0, outcome),)
    server.replica.signed_in = replace(ACCOUNT, paused=paused)
    assert second_brain.json("status")["state"] == state


def test_devices_are_listed_and_one_that_is_gone_is_forgotten(
    second_brain: CommandLine, server: FakeServer
) -> None:
    told = second_brain.json("devices")["devices"]
    assert [(each["name"], each["this"], each["behind"]) for each in told] == [
        ("Laptop", True, 0),
        ("Desktop", False, 12),
    ]
    assert "Desktop\tlast seen 1 Mar 2020\t12 changes to fetch when it last asked" in second_brain.text(
        "devices"
    )
    gone = str(UUID(int=4))
    assert [each["name"] for each in second_brain.json("devices", "--forget", gone)["devices"]] == ["Laptop"]
    assert server.forgotten == [UUID(gone)]
    assert second_brain("devices", "--forget", str(UUID(int=3))).exit_code == 1
    assert second_brain("devices", "--forget", "abcdef").exit_code == 1


def test_capturing_a_thought_loads_nothing_of_sync() -> None:
    code = (
        "import sys; import app.cli.program; "
        "print([name for name in sys.modules if name.split('.')[0] in ('pydantic', 'httpx', 'sync', 'keyring')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
