"""The folder of the embedded server: what lies where, who may enter, and the key to it.

    <home>/postgres/            0700
        data18/                 Postgres's own, never there by half
        data18.new/             what an interrupted creation left behind; goes away with the next one
        key.json                the two passwords, 0600
        socket/                 0700
        server.log, start.lock, users.lock

Owns those paths, the passwords and the choice of a place for the socket. It refuses to know processes and SQL.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core.store.cluster import words
from core.store.cluster.programs import MAJOR, Account, nobody
from core.store.cluster.watchdog import DOOR, USERS

_SOCKET_BYTES = 100  # of the whole path; the limit is 104 with its closing zero on macOS, 108 on Linux
_LOG_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Key:
    """The passwords of the server's owner and of the ordinary role. Never shown."""

    owner: str = field(default_factory=lambda: os.urandom(24).hex(), repr=False)
    role: str = field(default_factory=lambda: os.urandom(24).hex(), repr=False)


class ServerFolder:
    """`<home>/postgres`. Nothing is touched before `prepare`."""

    def __init__(self, home: Path) -> None:
        self.path = home.expanduser().absolute() / "postgres"
        self.data = self.path / f"data{MAJOR}"
        self.half_made = self.path / f"data{MAJOR}.new"
        self.log = self.path / "server.log"
        self.door = self.path / DOOR
        self.users = self.path / USERS
        self._key = self.path / "key.json"

    def prepare(self) -> None:
        """Make the folder, for us alone. OSError when that cannot be."""
        self.path.mkdir(parents=True, exist_ok=True)
        if sys.platform != "win32" and self.path.stat().st_mode & 0o077:
            self.path.chmod(0o700)

    def has_data(self) -> bool:
        """Whether there is a notebook to open.

        DatabaseUnsuitable when there is one of another major version, DatabaseUnavailable when the place is taken by
        something else; both leave everything as it is.
        """
        if self.data.is_dir() and any(self.data.iterdir()):
            version = _version(self.data)
            if version == str(MAJOR):
                return True
            if (self.data / "PG_VERSION").exists():
                raise words.other_version(self.path, version, MAJOR)
            raise words.not_a_notebook(self.data)
        for other in self.path.glob("data*"):
            if other != self.data and other.name[4:].isdigit() and (other / "PG_VERSION").exists():
                raise words.other_version(self.path, _version(other), MAJOR)
        return False

    def has_key(self) -> bool:
        """Whether there is a key file at all."""
        return self._key.exists()

    def key(self) -> Key:
        """The passwords. DatabaseUnavailable when their file is missing or damaged."""
        with suppress(FileNotFoundError, ValueError):
            match json.loads(self._key.read_bytes()):
                case {"owner": str(owner), "role": str(role)} if owner and role:
                    return Key(owner, role)
        raise words.lost_key(self._key)

    def write_key(self, key: Key) -> None:
        """Put the passwords on the disk, in place of any other."""
        draft = self._key.with_suffix(".new")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(asdict(key), file)
            file.flush()
            os.fsync(handle)
        draft.replace(self._key)
        self.sync()

    def sync(self) -> None:
        """Put the names in this folder on the disk: a renamed data folder must not come back half made."""
        if sys.platform == "win32":
            return
        handle = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def socket_folder(self, account: Account) -> Path:
        """A folder that only the server's account may enter, with a path that fits into a socket's address."""
        here = self.path / "socket"
        if _fits(here):
            here.mkdir(mode=0o700, exist_ok=True)
            here.chmod(0o700)
            self.give(here, account)
            return here
        import hashlib  # this and tempfile below: hardly ever needed, and they cost a start some milliseconds

        mark = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        owner = nobody()[0] if account is Account.NOBODY else os.getuid()
        for place in _temporary_places():
            there = place / f"second-brain-{owner}-{mark}"
            if not _fits(there):
                continue
            with suppress(OSError):
                there.mkdir(mode=0o700)
                self.give(there, account)
            if _is_private(there, owner):
                return there
        raise words.no_safe_socket(self.path)

    def open_the_way(self) -> None:
        """Let the server's account pass through the home folder, without a look at what is in it."""
        home = self.path.parent
        home.chmod(home.stat().st_mode | 0o011)

    def give(self, path: Path, account: Account) -> None:
        """Let the account own the path, where it is another one than ours."""
        if account is Account.NOBODY:
            os.chown(path, *nobody(), follow_symlinks=False)

    def note(self, text: str) -> None:
        """Add to the server's log what a program of its family said."""
        with suppress(OSError), self.log.open("a") as file:
            file.write(text)

    def fresh_log(self) -> int:
        """Keep the log small; the size it has now, which is where the next server's words begin."""
        try:
            size = self.log.stat().st_size
        except FileNotFoundError:
            return 0
        if size < _LOG_BYTES:
            return size
        self.log.replace(self.log.with_suffix(".log.old"))
        return 0


def _version(data: Path) -> str:
    with suppress(OSError):
        return (data / "PG_VERSION").read_text(errors="replace").strip()[:8]
    return ""


def _fits(folder: Path) -> bool:
    """Whether clients can name a socket in here: short, and free of what separates hosts in a connection string."""
    name = str(folder)
    try:
        length = len(f"{name}/.s.PGSQL.5432".encode())
    except UnicodeEncodeError:
        return False
    return length <= _SOCKET_BYTES and "," not in name and name.isprintable()


def _temporary_places() -> Iterator[Path]:
    import tempfile

    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and Path(runtime).is_absolute():
        yield Path(runtime)
    yield Path(tempfile.gettempdir())
    yield Path("/tmp")  # noqa: S108 - only a folder in it that is provably ours and closed is used


def _is_private(folder: Path, owner: int) -> bool:
    """Whether it is a real folder, of this owner, closed to everybody else: nobody may have laid it there for us."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and not found.st_mode & 0o077
