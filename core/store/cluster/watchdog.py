"""Which process is the notebook's server, who uses it, and how it ends with its last user.

Owns the locks in the server's folder, the reading of `postmaster.pid`, and the end of the server. It also runs as a small
program of its own, one beside every program that has the notebook open: it waits on a pipe until that program is gone,
however it went, and stops the server unless somebody else still uses it. Therefore it needs the standard library only (and
psutil where there is no `/proc`). It refuses to know SQL, passwords and how a server is made or started.

A pid in a file proves nothing: it may be dead, a zombie, or by now belong to a stranger. A process counts as the server
only when it is a live `postgres` that works in this very data folder; nothing else is ever signalled.

The Windows branches are written from the documentation and have not been tried.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

USERS = "users.lock"
DOOR = "start.lock"

_POLL = 0.02
# A last checkpoint on a slow disk may take long; after that the log alone is enough.
_FAST_STOP_SECONDS = 120.0


class Postmaster(NamedTuple):
    """What `postmaster.pid` says about a process that was found to be the server indeed."""

    pid: int
    port: int
    socket_folder: str
    status: str  # "starting", "ready", "stopping", "standby", or "" when it has not written it yet

    @property
    def ready(self) -> bool:
        return self.status == "ready"


def find_postmaster(data: Path) -> Postmaster | None:
    """The live server of this data folder, or None. Costs a few system calls where there is `/proc`."""
    try:
        lines = [os.fsdecode(line).strip() for line in (data / "postmaster.pid").read_bytes().splitlines()]
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    if pid <= 0 or not _is_server(pid, data):
        return None
    lines += [""] * 8
    port = int(lines[3]) if lines[3].isdigit() else 0
    return Postmaster(pid, port, lines[4], lines[7])


if sys.platform == "linux":

    def _is_server(pid: int, data: Path) -> bool:
        process = Path("/proc") / str(pid)
        try:
            program = (process / "exe").readlink().name  # may end in "(deleted)" after an update
            return program.startswith("postgres") and (process / "cwd").samefile(data)
        except PermissionError:
            # Root without the right to trace looks at a server that runs as nobody: its command line is open to all.
            return _has_its_command_line(process, data)
        except OSError:
            return False

    def somebody_works_in(data: Path) -> bool:
        """Whether a server lives in the data folder that `postmaster.pid` does not tell of: one that is just starting, its
        starter killed, or what is left of one that was killed. Costs some milliseconds."""
        return any(_works_in(process, data) for process in Path("/proc").iterdir() if process.name.isdigit())

    def _works_in(process: Path, data: Path) -> bool:
        try:
            program = (process / "exe").readlink().name
            return program.startswith(("postgres", "unshare")) and (process / "cwd").samefile(data)
        except OSError:
            return False

    def _has_its_command_line(process: Path, data: Path) -> bool:
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return words[0].endswith(b"postgres") and os.fsencode(data) in words

else:

    def somebody_works_in(_data: Path) -> bool:
        """Not known here; Postgres itself will refuse to start then, and is asked again."""
        return False

    def _is_server(pid: int, data: Path) -> bool:
        import psutil

        try:
            process = psutil.Process(pid)
            return "postgres" in process.name().lower() and Path(process.cwd()).samefile(data)
        except (psutil.Error, OSError):
            return False


# ---- locks ------------------------------------------------------------------------------------------------------------


def try_lock(path: Path, *, shared: bool = False) -> int | None:
    """A file descriptor that holds the lock until it is closed or its process dies; None when somebody else holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if _lock(handle, shared):
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


if sys.platform == "win32":

    def _lock(handle: int, shared: bool) -> bool:
        import ctypes
        import msvcrt
        from ctypes import wintypes

        class Overlapped(ctypes.Structure):
            _fields_ = (
                ("Internal", ctypes.c_void_p),
                ("InternalHigh", ctypes.c_void_p),
                ("Offset", wintypes.DWORD),
                ("OffsetHigh", wintypes.DWORD),
                ("hEvent", wintypes.HANDLE),
            )

        exclusive, at_once = 2, 1
        flags = at_once | (0 if shared else exclusive)
        file = wintypes.HANDLE(msvcrt.get_osfhandle(handle))
        return bool(ctypes.windll.kernel32.LockFileEx(file, flags, 0, 1, 0, ctypes.byref(Overlapped())))

else:

    def _lock(handle: int, shared: bool) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextlib.contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold the exclusive lock; waits for it without a deadline."""
    while (handle := try_lock(path)) is None:
        time.sleep(_POLL)
    try:
        yield handle
    finally:
        os.close(handle)


# ---- the end of the server --------------------------------------------------------------------------------------------


def stop_server(data: Path, pg_ctl: Path) -> None:
    """Stop the server of this data folder, if one runs, and wait until it is gone.

    Open transactions are rolled back. A server that does not manage its last checkpoint in time is ended without one:
    nothing is lost, its next start replays the log.
    """
    server = find_postmaster(data)
    if server is None:
        return
    if sys.platform == "win32":
        subprocess.run(
            [str(pg_ctl), "stop", "-D", str(data), "-m", "fast", "-t", "120"],
            capture_output=True,
            check=False,
        )
        return
    pid = server.pid
    give_up = time.monotonic() + _FAST_STOP_SECONDS
    _signal(pid, signal.SIGINT)
    while (server := find_postmaster(data)) is not None and server.pid == pid:
        if time.monotonic() > give_up:
            _signal(pid, signal.SIGQUIT)
            give_up = float("inf")
        time.sleep(_POLL)


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def stop_if_unused(folder: Path, data: Path, pg_ctl: Path) -> None:
    """Stop the server when no program holds the users' lock any more; nobody can start it meanwhile."""
    with locked(folder / DOOR):
        for _ in range(20):  # a dying program may drop its pipe a moment before its lock
            alone = try_lock(folder / USERS)
            if alone is not None:
                break
            time.sleep(_POLL)
        else:
            return
        try:
            stop_server(data, pg_ctl)
        finally:
            os.close(alone)


def main(arguments: list[str]) -> int:
    """Wait for the end of standard input, then stop the server if nobody uses it. Arguments: folder, data, pg_ctl."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    folder, data, pg_ctl = map(Path, arguments)
    while os.read(0, 4096):
        pass
    stop_if_unused(folder, data, pg_ctl)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
