"""What leaves this machine, asked on the command line: nothing without a yes, never a note that is kept here, and the key in
the keyring alone."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time

import pytest

from core import Consent, read_consent, write_consent
from tests.app.cli.conftest import CommandLine
from tests.app.cli.test_program import ROOT, command, on_a_terminal

OPENAI = "text-embedding-3-small"
KEY = "sk-of-this-test-0123456789"


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that could not send anything, because it has no place for a key."""
    monkeypatch.setattr("core.embedding.keys.trusted_keyring", lambda: None)


def agreed(second_brain: CommandLine, *tags: str) -> None:
    """What was agreed to before."""
    write_consent(second_brain.home, Consent(True, frozenset(tags)))


def test_a_script_sends_nothing_without_yes(second_brain: CommandLine) -> None:
    second_brain.capture("a secret")
    for everywhere in ([], ["--json"]):
        result = second_brain("embed", "--model", OPENAI, *everywhere)
        assert (result.exit_code, result.stdout, "--yes" in result.stderr) == (2, "", True)
    assert read_consent(second_brain.home) == Consent()
    told = second_brain.json("embed", "--switch", OPENAI, code=1)["error"]
    assert told["words"]


@pytest.mark.usefixtures("no_keyring")
def test_yes_is_kept_with_the_tags_that_stay_here(second_brain: CommandLine) -> None:
    second_brain.capture("a secret")
    keep = ["--keep-here", "#private", "--keep-here", " two words ", "--keep-here", ""]
    told = second_brain.json("embed", "--model", OPENAI, "--yes", *keep, code=1)["error"]
    assert "keyring" in told["words"]
    assert read_consent(second_brain.home) == Consent(True, frozenset({"private", "two words"}))
    # Who has agreed is not asked again, and what stays here stays.
    assert second_brain.json("embed", "--model", f"{OPENAI}@512", code=1)["error"] == told
    assert read_consent(second_brain.home).kept_here == {"private", "two words"}


@pytest.mark.usefixtures("no_keyring")
def test_keeping_more_notes_here_needs_no_question_and_keeping_fewer_does(second_brain: CommandLine) -> None:
    second_brain.capture("a secret")
    agreed(second_brain, "private")
    more = ["--keep-here", "private", "--keep-here", "diary"]
    assert second_brain("embed", "--model", OPENAI, *more).exit_code == 1
    assert read_consent(second_brain.home).kept_here == {"private", "diary"}
    for fewer in (["--keep-here", "diary"], ["--keep-here", ""]):
        assert second_brain("embed", "--model", OPENAI, *fewer).exit_code == 2
    assert read_consent(second_brain.home).kept_here == {"private", "diary"}


@pytest.mark.parametrize("model", [[], ["--model", "all-MiniLM-L6-v2-int8"]])
def test_tags_are_kept_from_openai_only(second_brain: CommandLine, model: list[str]) -> None:
    assert second_brain("embed", *model, "--keep-here", "private").exit_code == 2
    assert read_consent(second_brain.home) == Consent()


def test_on_a_terminal_it_is_asked_with_what_would_leave_the_machine(second_brain: CommandLine) -> None:
    second_brain.capture("secret words " * 20)
    asked = command(second_brain, "embed", "--model", OPENAI)
    seen = " ".join(on_a_terminal(asked, b"n\n").split())
    assert f"{OPENAI} is a service of OpenAI." in seen
    assert (
        "titles and texts of your notes, those in the trash too. Now that is about 1 passage with 6" in seen
    )
    assert (
        "tokens, at most one US cent by prices as of 29 November 2026, so look at OpenAI’s own list" in seen
    )
    assert "what you search for" in seen and "second-brain openai-key --forget" in seen
    assert "Nothing was sent." in seen
    seen = " ".join(on_a_terminal([*asked, "--keep-here", "b", "--keep-here", "a"], b"\n").split())
    assert (
        "except notes with one of these tags or a tag below it: a, b. Now that is at most 1 passage with"
        in seen
    )
    assert not read_consent(second_brain.home).given


def test_to_forget_the_key_takes_back_what_was_agreed_to(
    second_brain: CommandLine, no_keyring: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    second_brain.home.mkdir()
    agreed(second_brain, "private")
    assert "keyring" in second_brain.json("openai-key", "--forget", code=1)["error"]["words"]
    assert read_consent(second_brain.home) == Consent(False, frozenset({"private"}))


def test_no_keyring_and_no_key_are_told_and_nothing_is_made(
    second_brain: CommandLine, no_keyring: None
) -> None:
    assert "keyring" in second_brain.json("openai-key", stdin=f"{KEY}\n", code=1)["error"]["words"]
    assert (
        second_brain.json("openai-key", stdin=" \n", code=1)["error"]["words"] == "There is no key in that."
    )
    assert second_brain.json("openai-key", "--forget", code=1)["error"]["hint"]
    assert not second_brain.home.exists()


def test_a_key_is_kept_by_the_systems_keyring_without_being_shown_and_forgotten(
    second_brain: CommandLine, secret_service: dict[str, str]
) -> None:
    def run(*arguments: str, stdin: str = "") -> dict[str, object]:
        done = subprocess.run(
            command(second_brain, *arguments, "--json"),
            cwd=ROOT,
            env=secret_service,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert KEY not in done.stdout + done.stderr
        found: dict[str, object] = json.loads(done.stdout)
        return found

    for _ in range(50):  # the daemon takes a moment to be on the bus
        if (told := run("openai-key", stdin=f"{KEY}\n")) == {"kept": True}:
            break
        time.sleep(0.1)
    assert told == {"kept": True}
    assert _kept(secret_service) == KEY
    assert run("openai-key", "--forget") == run("openai-key", "--forget") == {"kept": False}
    assert _kept(secret_service) == "None"
    run("capture", "a secret")
    without = run("embed", "--model", OPENAI, "--yes")["error"]
    assert isinstance(without, dict)
    assert "There is no key" in without["words"] and "second-brain openai-key" in without["hint"]


def test_on_a_terminal_a_key_is_not_echoed(second_brain: CommandLine) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["setsid", "--ctty", *command(second_brain, "openai-key")],
        cwd=ROOT,
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while (
        b"Key for OpenAI (it is not shown): " not in seen
    ):  # the last space comes when nothing is echoed any more
        seen += os.read(ours, 4096)
    os.write(ours, f"{KEY}\n".encode())
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # how Linux says that the other end of a terminal is closed
        pass
    os.close(ours)
    assert process.wait(20) == 1  # there is no keyring
    assert b"keyring" in seen and KEY.encode() not in seen


def _kept(environment: dict[str, str]) -> str:
    """The key that the keyring holds."""
    code = "from core.embedding.keys import read_key; print(read_key())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
