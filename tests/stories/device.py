"""A device of a person on a machine with a keyring: a home folder with its own notebook, and `second-brain` on it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from app.cli.program import program
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
        self.home, self.database = home, database
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
            timeout=180,
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


_SIGN_IN = """
import sys
from core import open_brain
from sync.account import sign_in

url, name, *devices = sys.argv[1:]
password = sys.stdin.readline().rstrip()
for home, database in zip(devices[::2], devices[1::2]):
    with open_brain(home, database) as brain:
        sign_in(brain, url, name, password, device_name=brain.home.name)
"""


def sign_in_all(devices: Sequence[Device], url: str, environment: dict[str, str]) -> None:
    """Sign them all in, in one process, which is quicker than a command for each."""
    places = [each for device in devices for each in (str(device.home), device.database)]
    command = [sys.executable, "-c", _SIGN_IN, url, NAME, *places]
    subprocess.run(
        command, cwd=ROOT, env=environment, input=f"{PASSWORD}\n", text=True, check=True, timeout=120
    )


def await_keyring(environment: dict[str, str]) -> None:
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
