"""Starting the notebook's server and waiting until it takes work.

Owns the settings it runs with and the patience to see it through: as long as its process lives it is making progress, and
after a hard stop that may take minutes, so there is no deadline. It refuses to know passwords, databases and who uses it.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from core.language import tr, tr_noop
from core.store.cluster import words
from core.store.cluster.folder import ServerFolder
from core.store.cluster.programs import Programs, executable
from core.store.cluster.watchdog import Postmaster, find_postmaster, somebody_works_in, stop_server

STARTING = tr_noop("Starting the notebook's database")
MENDING = tr_noop("Putting the notebook's database in order after a sudden stop")

_POLL = 0.01
_WORDS_EVERY = 2.0
_ORPHANS_SECONDS = 60.0

_ANSWER_SECONDS = 2.0

# The first message of a client, protocol 3.0; the server answers by asking for a password or by refusing.
_HELLO = (3 << 16).to_bytes(4, "big") + b"user\0postgres\0\0"
_GREETING = (len(_HELLO) + 4).to_bytes(4, "big") + _HELLO

# Given at every start, so that a new version of the program changes them for old notebooks too.
SETTINGS = {
    # A person's own computer: small when idle, since the notebook is open all day.
    "max_connections": "30",
    "shared_buffers": "64MB",  # the most that ever stays resident; the system's own cache does the rest
    "huge_pages": "off",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "io_method": "sync",  # no standing processes for reading ahead
    "max_worker_processes": "6",
    "max_parallel_workers": "2",
    "max_parallel_workers_per_gather": "1",
    "autovacuum_worker_slots": "2",
    "autovacuum_max_workers": "2",
    # What was saved is saved.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    # No replicas: rows copied into a table made in the same transaction need no log.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "wal_compression": "pglz",
    "min_wal_size": "48MB",
    "max_wal_size": "512MB",
    "checkpoint_timeout": "15min",
    # Nobody else comes in.
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    # The log is for us, and holds no word of a note.
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_min_messages": "log",  # not errors: those quote what was typed
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


class Server:
    """The server of one folder, as seen by whoever starts it. Its process outlives this object."""

    def __init__(self, folder: ServerFolder) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None  # only if it was started here
        self._log_begins = 0

    def run(self, programs: Programs, progress: Callable[[str], None]) -> Postmaster:
        """Wait until a server is ready for work: the one that runs, or a new one. The caller holds the start lock.

        Raises BrainError when it gives up by itself, OSError when it cannot be launched.
        """
        began = spoke = time.monotonic()
        self.let_go()
        while (found := find_postmaster(self._folder.data)) is None or not takes_connections(found):
            if found is not None and found.ready and _is_cut_off(found):
                stop_server(self._folder.data, programs.folder / executable("pg_ctl"))
                continue
            if self._process is not None and self._process.poll() is not None:
                self._refuse_unless_orphans(time.monotonic() - began)
            if self._process is None and found is None and not self._must_wait(time.monotonic() - began):
                progress(tr(STARTING))
                self._launch(programs)
            if time.monotonic() - spoke > _WORDS_EVERY:
                spoke = time.monotonic()
                progress(tr("{words} ({seconds} s)", words=tr(MENDING), seconds=f"{spoke - began:.0f}"))
            time.sleep(_POLL)
        return found

    def let_go(self) -> None:
        """Forget the process, whether it lives on for others or not."""
        if self._process is not None and self._process.poll() is None:
            self._process.returncode = 0  # it is not ours to wait for any more; Popen would complain about it
        self._process = None

    def _launch(self, programs: Programs) -> None:
        clear_remains(self._folder, programs)
        self._log_begins = self._folder.fresh_log()
        with self._folder.log.open("ab") as log:
            arguments = _arguments(self._folder, programs)
            self._process = programs.launch("postgres", *arguments, cwd=self._folder.data, log=log)

    def _must_wait(self, waited: float) -> bool:
        """Whether a server that has not said so yet works in the folder; not for ever, for it may be stuck."""
        return waited < _ORPHANS_SECONDS and somebody_works_in(self._folder.data)

    def _refuse_unless_orphans(self, waited: float) -> None:
        """Have it launched again if what is left of its predecessor was in the way; otherwise say why it gave up."""
        self._process = None
        with self._folder.log.open("rb") as log:
            log.seek(self._log_begins)
            said = log.read(100_000).decode(errors="replace")
        in_the_way = any(sign in said for sign in (words.ORPHANS, words.ANOTHER))
        if not in_the_way or waited > _ORPHANS_SECONDS:
            raise words.from_log(said, self._folder.path)
        time.sleep(10 * _POLL)


def takes_connections(server: Postmaster) -> bool:
    """Whether it lets clients in now. Its status file alone does not tell: it stays "ready" while the server mends itself
    after one of its processes was killed. Costs about a millisecond.
    """
    if not server.ready:
        return False
    try:
        with _connect(server) as client:
            client.sendall(_GREETING)
            answer = client.recv(1000)
    except OSError:
        return False
    return bool(answer) and b"\0C57P03\0" not in answer  # cannot_connect_now


def _connect(server: Postmaster) -> socket.socket:
    if sys.platform == "win32":
        return socket.create_connection(("127.0.0.1", server.port), _ANSWER_SECONDS)
    client = socket.socket(socket.AF_UNIX)
    try:
        client.settimeout(_ANSWER_SECONDS)
        client.connect(f"{server.socket_folder}/.s.PGSQL.{server.port}")
    except BaseException:
        client.close()
        raise
    return client


def _is_cut_off(server: Postmaster) -> bool:
    """Whether somebody removed the socket of a living server, so that no client will ever reach it again."""
    return bool(server.socket_folder) and not Path(server.socket_folder, f".s.PGSQL.{server.port}").exists()


def clear_remains(folder: ServerFolder, programs: Programs) -> None:
    """Remove lock files that no living server holds.

    Postgres does so itself when their pid is dead, but takes a zombie, or a stranger that got the pid since, for a server.
    Two servers on one folder cannot come of it: we hold the start lock, nothing alive works in the folder, and Postgres's
    own interlock on shared memory still stands.
    """
    (folder.data / "postmaster.pid").unlink(missing_ok=True)
    if sys.platform != "win32":
        place = folder.socket_folder(programs.account)
        for name in (".s.PGSQL.5432.lock", ".s.PGSQL.5432"):
            (place / name).unlink(missing_ok=True)


def _arguments(folder: ServerFolder, programs: Programs) -> list[str]:
    settings = dict(SETTINGS)
    if sys.platform == "win32":
        settings |= {
            "listen_addresses": "127.0.0.1",
            "port": str(_free_port()),
            "unix_socket_directories": "",
        }
    else:
        place = str(folder.socket_folder(programs.account)).replace('"', '""')
        settings |= {"listen_addresses": "", "port": "5432", "unix_socket_directories": f'"{place}"'}
    return [
        "-D",
        str(folder.data),
        *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
