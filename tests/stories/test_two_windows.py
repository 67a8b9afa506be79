"""Two windows and a command line at the server that `make server` starts, on a bad line; each of them is killed, and at the
end all have the same, with everything that was typed.

Nothing in here is made up but the line and the screen: the windows, the services, the keyring and the commands are the real
ones, each in its own process.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from core import open_brain
from core.store.cluster import Cluster
from tests.fixtures.devices import assert_even, ever_written
from tests.fixtures.faults import FAULTS, BadLine, Fault, bad_line
from tests.fixtures.postgres import create_database, drop_database
from tests.fixtures.serving import LocalServer
from tests.fixtures.syncing import NAME, PASSWORD
from tests.stories.device import Device, await_keyring, sign_in_all
from tests.stories.machine import ROOT

_PATIENCE = 180.0  # seconds; a busy machine may be slow
_SHARE = 0.5  # of the requests meet a fault
_PASSING = [each for each in FAULTS if each not in (Fault.TOO_LARGE, Fault.BROKE)]  # what sets no note aside


_TYPED = {
    "Bread\n\nwith walnuts and hazelnuts",
    "Garden\n\nbeans and peas",
    "Books\n\nto bring back",
    "Letters\n\nto answer",
}


class Screen:
    """The window of a device, in a process of its own, with a hand on it."""

    def __init__(self, device: Device, environment: dict[str, str]) -> None:
        self.device = device
        self._environment = environment
        self._words = device.home / "window.words"
        self.start()

    def start(self) -> None:
        """Open the window; it is there when it shows something."""
        command = [sys.executable, "-m", "tests.stories.hand", str(self.device.home), self.device.database]
        pipe = subprocess.PIPE
        with self._words.open("ab") as words:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._environment, stdin=pipe, stdout=pipe, stderr=words, text=True
            )

    def ask(self, **line: str) -> dict[str, Any]:
        """Do something, and see what there is then; nothing while it opens."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()
        told = self._process.stdout.readline()
        assert told, self.words()
        seen: dict[str, Any] = json.loads(told)
        return seen

    def await_titles(self, *titles: str) -> None:
        """Wait until these notes are to be seen; a person asks for a round meanwhile, as the line is bad."""
        until(
            lambda: set(titles) <= set(self.ask().get("titles", ())),
            lambda: self.ask(do="sync.now"),
            self.ask,
        )

    def await_sync(self, word: str) -> None:
        """Wait until the status bar says so of the server; a person asks for a round meanwhile, as one that a busy machine
        gave up is tried again much later."""
        until(lambda: self.ask().get("sync", "").startswith(word), lambda: self.ask(do="sync.now"), self.ask)

    def kill(self) -> None:
        """End it as kill -9 does; it has said nothing that nobody asked for."""
        self._process.kill()
        self._process.communicate()
        assert self.words() == ""

    def quit(self) -> None:
        """End it as a person does."""
        self.ask(do="app.quit")
        assert self._process.wait(_PATIENCE) == 0, self.words()

    def words(self) -> str:
        """What it complained of."""
        return self._words.read_text()


def until(
    there: Callable[[], bool],
    again: Callable[[], object] = lambda: None,
    seen: Callable[[], object] = lambda: "",
) -> None:
    """Wait for something, doing `again` every second; what is `seen` is told where it does not come."""
    deadline = time.monotonic() + _PATIENCE
    while not there():
        assert time.monotonic() < deadline, seen()
        for _ in range(10):
            time.sleep(0.1)
            if there():
                return
        again()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalServer]:
    """`make server`, up, with a user."""
    made = LocalServer(tmp_path / "server")
    try:
        made.start()
        made.await_ready()
        made.create_user(NAME, PASSWORD)
        yield made
    finally:
        made.kill()


@pytest.fixture
def line(server: LocalServer) -> Iterator[BadLine]:
    with bad_line(server.url) as proxy:
        yield proxy


@pytest.fixture
def three(
    cluster: Cluster, template_database: str, tmp_path: Path, secret_service: dict[str, str], line: BadLine
) -> Iterator[list[Device]]:
    """Three notebooks that are signed in."""
    names = ("windows_laptop", "windows_desktop", "windows_terminal")
    await_keyring(secret_service)
    with ExitStack() as stack:
        devices = []
        for name in names:
            create_database(cluster, name, template_database)
            stack.callback(drop_database, cluster, name)
            devices.append(Device(tmp_path / name, cluster.url(name), secret_service))
        sign_in_all(devices, line.url, secret_service)
        yield devices


@pytest.fixture
def screens(
    three: list[Device], secret_service: dict[str, str], display: dict[str, str]
) -> Iterator[list[Screen]]:
    """Windows of the first two."""
    with ExitStack() as stack:
        opened = []
        for device in three[:2]:
            opened.append(screen := Screen(device, secret_service | display))
            stack.callback(screen.kill)
        yield opened


@pytest.fixture
def watching(three: list[Device]) -> Iterator[subprocess.Popen[str]]:
    """The third one stays in touch from the command line."""
    with three[2].begin("sync", "--watch") as process:
        yield process
        process.kill()
        process.communicate()


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_two_windows_and_a_command_line_survive_the_line_and_every_death(
    server: LocalServer,
    line: BadLine,
    three: list[Device],
    screens: list[Screen],
    watching: subprocess.Popen[str],
    chance: random.Random,
) -> None:
    services = httpx.get(f"{server.url}/health", trust_env=False, timeout=30).json()["services"]
    assert set(services.values()) <= {"healthy", "absent"}, services
    (first, other), terminal = screens, three[2]
    for screen in screens:
        screen.await_sync("synced")

    first.ask(new="Bread\n\nwith walnuts")
    other.await_titles("Bread")
    until(lambda: terminal.ask("list")["total"] == 1)

    line.choose = lambda _: chance.choice(_PASSING) if chance.random() < _SHARE else Fault.NONE
    other.ask(new="Garden\n\nbeans and peas")
    terminal.run("capture", "Books\n\nto bring back")
    for screen in screens:
        screen.await_titles("Bread", "Garden", "Books")

    server.kill()
    other.ask(new="Letters\n\nto answer")
    other.await_sync("offline")
    server.start()
    first.ask(type=" and hazelnuts")
    until(lambda: first.ask()["saved"] == "saved here")
    first.kill()
    watching.kill()
    first.start()
    server.await_ready()
    line.choose = lambda _: Fault.NONE
    for screen in screens:
        screen.await_titles("Bread", "Garden", "Books", "Letters")
        screen.await_sync("synced")
    for screen in screens:
        screen.quit()
    assert sum(line.met[fault] for fault in _PASSING) > 0, line.met
    assert terminal.ask("sync", "--verify")["compared"] == {"differing": [], "mended": []}
    _even(three, _TYPED)


def _even(devices: list[Device], typed: set[str]) -> None:
    with ExitStack() as stack:
        brains = [stack.enter_context(open_brain(each.home, each.database)) for each in devices]
        assert_even(brains)
        for brain in brains:
            assert not typed - ever_written(brain), brain.home.name
