"""A person with a laptop and a desktop, a team server, and a keyring on each: what is written on one is on the other.

What needs the keyring is a process of its own, with the system's real one; the server is the real one, behind a socket.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli.program import program
from core.store.cluster import Cluster
from tests.fixtures.postgres import create_database, drop_database
from tests.fixtures.syncing import NAME, PASSWORD
from tests.stories.machine import ROOT

_OFFLINE = (
    "capture",
    "show",
    "edit",
    "list",
    "conflicts",
    "doctor",
)  # these need no keyring, and so no process


class Device:
    """A home folder with its own notebook, on a machine with a keyring."""

    def __init__(self, home: Path, database: str, environment: dict[str, str]) -> None:
        self.home = home
        self._command = [sys.executable, "-m", "app.cli", "--home", str(home), "--database", database]
        self._environment = environment

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """A command that goes on."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [*self._command, *arguments], cwd=ROOT, env=self._environment, stdout=pipe, stderr=pipe, text=True
        )

    def run(self, *arguments: str, stdin: str = "", code: int = 0) -> str:
        """What a command prints. No secret is ever in it."""
        if arguments[0] in _OFFLINE:
            told = CliRunner().invoke(program, [*self._command[3:], *arguments], input=stdin)
            assert told.exit_code == code, (arguments, told.output)
            return told.stdout
        done = subprocess.run(
            [*self._command, *arguments],
            cwd=ROOT,
            env=self._environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == code, (arguments, done.stdout, done.stderr)
        assert PASSWORD not in done.stdout + done.stderr
        return done.stdout

    def ask(self, *arguments: str, stdin: str = "", code: int = 0) -> Any:
        """The same with --json."""
        return json.loads(self.run(*arguments, "--json", stdin=stdin, code=code))

    def sign_in(self, url: str, name: str) -> Any:
        """Sign in with the password on stdin."""
        given = ("--user", NAME, "--password-stdin", "--device-name", name)
        return self.ask("sign-in", url, *given, stdin=f"{PASSWORD}\n")


@pytest.fixture
def devices(
    cluster: Cluster, template_database: str, tmp_path: Path, secret_service: dict[str, str]
) -> Iterator[tuple[Device, Device]]:
    """A laptop and a desktop."""
    names = ("story_laptop", "story_desktop")
    for name in names:
        create_database(cluster, name, template_database)
    _await_keyring(secret_service)
    yield (
        Device(tmp_path / "laptop", cluster.url(names[0]), secret_service),
        Device(tmp_path / "desktop", cluster.url(names[1]), secret_service),
    )
    for name in names:
        drop_database(cluster, name)


@pytest.mark.usefixtures("maria")
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_what_is_written_on_the_laptop_is_on_the_desktop_and_back(
    devices: tuple[Device, Device], team_url: str
) -> None:
    laptop, desktop = devices
    bread = laptop.run("capture", "# Bread\n\nwith walnuts", "--tag", "baking").strip()
    assert laptop.sign_in(team_url, "Laptop")["username"] == NAME
    assert laptop.ask("status")["tokens"] == "keyring"
    assert laptop.ask("sync")["pushed"] == 1

    desktop.sign_in(team_url, "Desktop")
    assert desktop.ask("sync")["pulled"] == 1
    assert desktop.ask("show", bread) == laptop.ask("show", bread)
    assert [each["name"] for each in desktop.ask("devices")["devices"]] == ["Desktop", "Laptop"]

    # The same words are changed on both; nothing is lost, and a person chooses.
    _write(laptop, bread, "# Bread\n\nwith hazelnuts")
    _write(desktop, bread, "# Bread\n\nwith almonds")
    laptop.run("sync")
    assert desktop.ask("sync")["clashed"] == [bread]
    (conflict,) = desktop.ask("conflicts", "show", bread)["conflicts"]
    assert conflict["mine"] == "# Bread\n\nwith almonds" and conflict["theirs"] == "# Bread\n\nwith hazelnuts"
    desktop.run("conflicts", "settle", bread, "--both")
    desktop.run("sync")
    assert laptop.ask("sync", "--verify")["compared"] == {"differing": [], "mended": []}
    assert laptop.run("show", bread) == desktop.run("show", bread) == conflict["both"]
    assert laptop.ask("conflicts", "list") == {"conflicts": []}

    # Signed out, the desktop keeps its notes, and what it writes waits.
    assert desktop.ask("sign-out", "--yes")["notes"] == 1
    assert desktop.ask("status")["state"] == "signed out"
    cake = desktop.run("capture", "Cake").strip()
    assert "sign-in" in desktop.ask("sync", code=1)["error"]["hint"]
    desktop.sign_in(team_url, "Desktop")
    desktop.run("sync")
    laptop.run("sync")
    assert laptop.run("show", cake) == "Cake"
    for each in devices:
        assert each.ask("doctor", "--replay")["ok"] is True


@pytest.mark.usefixtures("maria")
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_who_watches_has_it_within_two_seconds(devices: tuple[Device, Device], team_url: str) -> None:
    laptop, desktop = devices
    for device, name in ((laptop, "Laptop"), (desktop, "Desktop")):
        device.sign_in(team_url, name)
        device.run("sync")
    watching = [device.begin("sync", "--watch") for device in devices]
    time.sleep(4)  # both are in touch, and wait
    began = time.monotonic()
    note = laptop.run("capture", "Written in the train").strip()
    while desktop.ask("list")["total"] == 0:
        assert time.monotonic() - began < 20
    told = [_stopped(process) for process in watching]
    assert "1 sent" in told[0] and "1 fetched" in told[1]
    assert desktop.run("show", note) == "Written in the train"


@pytest.mark.timeout(1200)
@pytest.mark.usefixtures("maria")
def test_a_wrong_password_changes_nothing(devices: tuple[Device, Device], team_url: str) -> None:
    laptop, _ = devices
    wrong = ("sign-in", team_url, "--user", NAME, "--password-stdin")
    assert laptop.ask(*wrong, stdin="not it at all\n", code=1)["error"]["hint"]
    assert laptop.ask("status")["signed_in"] is False


def _write(device: Device, note: str, text: str) -> None:
    editor = device.home / "editor.py"
    editor.write_text(f"import pathlib, sys\npathlib.Path(sys.argv[1]).write_text({text!r})\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("EDITOR", f'"{sys.executable}" "{editor}"')
        device.run("edit", note)


def _stopped(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130, (out, err)
    return out


def _await_keyring(environment: dict[str, str]) -> None:
    """The daemon takes a moment to be on the bus."""
    code = "from core.embedding.keys import write_key; write_key('probe')"
    for _ in range(50):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, check=False, capture_output=True
        )
        if done.returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError(done.stderr)
