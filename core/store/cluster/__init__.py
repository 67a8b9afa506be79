"""The notebook's own Postgres: one server per home folder, up while somebody uses it.

Owns the life of the embedded server from the first start to the last program that closes it, and the addresses to reach it.
It refuses to know tables and events: whoever connects finds an empty database with the vector extension in it.

Any number of programs may use one home at once. Each holds a shared lock while it does and keeps a watchdog that stops the
server when the program is gone and nobody else holds the lock; starting is done by one of them at a time.

On Windows, where Postgres of this build offers no sockets that a folder's rights protect, the server listens on the
loopback address and asks for the password; that branch is written from the documentation and has not been tried.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from core.language import tr, tr_noop
from core.store.cluster import creation, watchdog, words
from core.store.cluster.folder import Key, ServerFolder
from core.store.cluster.programs import NO_CONSOLE, Account, Programs, executable, find_binaries
from core.store.cluster.server import Server, clear_remains, takes_connections

__all__ = ["Cluster"]

PREPARING = tr_noop("Preparing the notebook's database")
WAITING = tr_noop("Waiting for another Second Brain that is opening or closing this notebook")
RENEWING = tr_noop("Making a new key for the notebook's database")

_WORDS_EVERY = 2.0


def _silent(step: str) -> None:
    """Nobody listens to the steps."""


class Cluster:
    """The notebook's own Postgres under one home folder. Nothing is touched before `start`. Safe to use from any thread."""

    def __init__(self, home: Path, *, beside: bool = False) -> None:
        """`beside`: another server is in use in this process, so libpq's variables stay as they are for it."""
        self._folder = ServerFolder(Path(home))
        self._beside = beside
        self._lock = threading.RLock()
        self._users: int | None = None  # our share of the lock that keeps the server up
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._server = Server(self._folder)
        self._found: watchdog.Postmaster | None = None
        self._key: Key | None = None

    @property
    def bin(self) -> Path:
        """The folder of pg_dump, pg_restore and psql. DatabaseUnsuitable when the installation lacks them."""
        return find_binaries()

    def start(self, progress: Callable[[str], None] = _silent) -> None:
        """Have the server up and ready, made first if there is none. Harmless when it runs already.

        `progress` gets words for each step, and again every few seconds while a step lasts; there is no deadline. It is
        called in this thread. Environment variables of libpq (PGHOST and the like) leave this process, since every
        connection would obey them. Raises DatabaseUnavailable or DatabaseUnsuitable; nothing of ours runs on then.
        """
        with self._lock, words.told_in_words(self._folder.path):
            if self._is_up():
                return
            if not self._beside:
                _forget_libpq_variables()
            newcomer = self._users is None
            try:
                self._folder.prepare()
                with _door(self._folder.door, progress) as held:
                    self._start(held, progress)
            except BaseException:
                if newcomer:  # who was in stays in, and may try again
                    self.close()
                raise

    def ensure(self) -> None:
        """Have a server that takes connections, started again if it died under us; about a millisecond when it lives. One
        that has not taken note yet of the death of one of its processes counts as alive, and turns clients away soon after.

        To be called after a connection was lost; then connect anew. Raises what `start` raises, and DatabaseUnavailable
        when the cluster is not started or closed again.
        """
        with self._lock:
            if self._users is None:
                raise words.closed()
            self.start()

    def url(self, database: str = creation.DATABASE) -> str:
        """Where SQLAlchemy finds a database, as the role that owns the notebook. It holds a password: never show it."""
        return self._address(creation.ROLE, database)

    def admin_url(self, database: str = creation.DATABASE) -> str:
        """The same as the server's superuser, for tools and tests."""
        return self._address(creation.OWNER, database)

    def close(self) -> None:
        """Leave. The server stops if nobody else uses it, and has stopped on return. Harmless when closed already."""
        with self._lock:
            self._found = self._key = None
            if self._users is not None:
                os.close(self._users)
                self._users = None
            if self._watchdog is not None:
                self._dismiss(self._watchdog)
                self._watchdog = None
            self._server.let_go()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _is_up(self) -> bool:
        dog = self._watchdog
        if self._users is None or dog is None or dog.poll() is not None:
            return False
        found = watchdog.find_postmaster(self._folder.data)
        return found is not None and takes_connections(found)

    def _start(self, held: int, progress: Callable[[str], None]) -> None:
        folder = self._folder
        exists = folder.has_data()
        programs = Programs(find_binaries(), Account.owning(folder.data))
        self._join(programs)
        if not exists:
            progress(tr(PREPARING))
            creation.create(folder, programs, held)
        elif not folder.has_key() and watchdog.find_postmaster(folder.data) is None:
            progress(tr(RENEWING))
            clear_remains(folder, programs)
            creation.renew_key(folder, programs, held)
        self._key = folder.key()
        self._found = self._server.run(programs, progress)

    def _join(self, programs: Programs) -> None:
        """Become a user of the server, with a watchdog of our own: before it starts, lest a sudden end leave it behind."""
        if self._users is None:
            self._users = watchdog.try_lock(self._folder.users, shared=True)
        if self._watchdog is None or self._watchdog.poll() is not None:
            self._watchdog = _start_watchdog(self._folder, programs)

    def _dismiss(self, dog: subprocess.Popen[bytes]) -> None:
        assert dog.stdin is not None  # it was made with a pipe
        with suppress(OSError):
            dog.stdin.close()
        if dog.wait() != 0:  # it was killed, or could not run at all: its work is ours
            folder = self._folder
            watchdog.stop_if_unused(folder.path, folder.data, find_binaries() / executable("pg_ctl"))

    def _address(self, role: str, database: str) -> str:
        server, key = self._found, self._key
        if server is None or key is None:
            raise words.closed()
        password = key.owner if role == creation.OWNER else key.role
        name, tail = quote(database, safe=""), "sslmode=disable"
        if not server.socket_folder:
            return f"postgresql+psycopg://{role}:{password}@127.0.0.1:{server.port}/{name}?{tail}"
        host = quote(server.socket_folder, safe="")
        return f"postgresql+psycopg://{role}:{password}@/{name}?host={host}&port={server.port}&{tail}"


@contextmanager
def _door(path: Path, progress: Callable[[str], None]) -> Iterator[int]:
    """The lock of whoever starts or stops the server; waits as long as it takes, with words."""
    said = 0.0
    while (handle := watchdog.try_lock(path)) is None:
        if time.monotonic() - said > _WORDS_EVERY:
            progress(tr(WAITING))
            said = time.monotonic()
        time.sleep(0.01)
    try:
        yield handle
    finally:
        os.close(handle)


def _start_watchdog(folder: ServerFolder, programs: Programs) -> subprocess.Popen[bytes]:
    pg_ctl = programs.folder / executable("pg_ctl")
    return subprocess.Popen(
        [*_watchdog_command(), str(folder.path), str(folder.data), str(pg_ctl)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=os.sep,
        start_new_session=True,
        creationflags=NO_CONSOLE,
    )


def _watchdog_command() -> list[str]:
    """In a bundle `sys.executable` is the program itself, which runs the watchdog when called with this word."""
    if not Path(sys.executable).stem.lower().startswith("python"):
        return [sys.executable, "--watch-database"]
    bare = ["-S"] if sys.platform == "linux" else []  # elsewhere it needs psutil
    return [sys.executable, "-I", *bare, watchdog.__file__]


def _forget_libpq_variables() -> None:
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]
