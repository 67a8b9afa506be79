"""One home folder of a person, and `second-brain` on it as processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.store.cluster import Cluster

ROOT = Path(__file__).parents[2]


class Machine:
    """A machine with its own notebook. `within` is put before every command, as in `unshare --net`."""

    def __init__(self, home: Path, editor: str = "false", within: Sequence[str] = (sys.executable,)) -> None:
        self._home = home
        self._within = within
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "SECOND_BRAIN_HOME", "VISUAL")
        } | {"SECOND_BRAIN_HOME": str(home), "EDITOR": editor}

    @contextmanager
    def kept_up(self) -> Iterator[None]:
        """The notebook's server stays from one command to the next, as it does beside an open window. To start and stop it
        for each command takes as long as the command."""
        with Cluster(self._home, beside=True):
            yield

    def run(self, *arguments: str | Path, stdin: str | None = None) -> str:
        """What a command prints; it has to succeed and to be quiet beside that."""
        done = subprocess.run(
            [*self._within, "-m", "app.cli", *map(str, arguments)],
            cwd=ROOT,
            env=self._environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), (arguments, done.stdout)
        return done.stdout

    def ask(self, *arguments: str | Path) -> Any:
        """The same with --json."""
        return json.loads(self.run(*arguments, "--json"))
