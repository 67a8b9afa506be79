"""A copy of the whole notebook in one file, as pg_dump makes it, and the way back into an empty database.

Owns the calls of pg_dump and pg_restore, and the look whether the file can be read. The password goes by the environment,
never by the command line, which others on the machine can see.
"""

from __future__ import annotations

import errno
import os
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from core.errors import BrainError, Cancelled
from core.language import tr
from core.progress import Progress, Stop, never, unheard
from core.store.cluster.programs import NO_CONSOLE, environment, executable, find_binaries

_EVERY = 0.1  # seconds between two looks at how far it is


def back_up(
    address: str,
    path: Path,
    about: int = 0,
    progress: Progress = unheard,
    cancelled: Stop = never,
    snapshot: str = "",
) -> None:
    """Write the database at this plain address into a new file in pg_dump's custom format, and see that it can be read.

    `progress` hears of bytes written; `about` is how many they may become. `snapshot` names an exported one to write. Raises
    BrainError, and Cancelled; no file is left then. Nothing but reading happens to the database.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _dump(address, fresh, about, progress, cancelled, snapshot)
        _look_into(fresh)
        fresh.replace(path)
    except OSError as error:
        raise _failed(error.strerror or str(error)) from error
    finally:
        fresh.unlink(missing_ok=True)


def put_back(address: str, path: Path, cancelled: Stop = never) -> None:
    """Fill the empty database at this plain address from such a file, all of it or nothing. Raises BrainError when the file
    is damaged or the database refuses, and Cancelled."""
    how = ("--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--single-transaction")
    told = _run("pg_restore", address, [*how, str(path)], lambda: None, cancelled)
    if told:
        full = os.strerror(errno.ENOSPC) in told
        raise BrainError(
            tr("The backup {path} cannot be read back: {told}.", path=path, told=told),
            tr("Your notes are safe. Free some space and try again.") if full else tr("Take another backup."),
        )


def _dump(address: str, path: Path, about: int, progress: Progress, cancelled: Stop, snapshot: str) -> None:
    path.touch(mode=0o600)
    how = ["--format=custom", "--compress=1", "--no-owner", f"--file={path}"]
    if snapshot:
        how.append(f"--snapshot={snapshot}")
    told = _run("pg_dump", address, how, lambda: progress(path.stat().st_size, about), cancelled)
    if told:
        raise _failed(told)


def _run(program: str, address: str, how: list[str], look: Callable[[], None], cancelled: Stop) -> str:
    """Run one of Postgres' programs to its end; why it failed, in its own last words, or nothing."""
    parts = {name: str(value) for name, value in conninfo_to_dict(address).items() if value is not None}
    password = parts.pop("password", "")
    command = [str(find_binaries() / executable(program)), f"--dbname={make_conninfo(**parts)}", *how]
    with tempfile.TemporaryFile() as said:
        running = _start(command, {"PGPASSWORD": password} if password else {}, said)
        try:
            while True:
                if cancelled():
                    raise Cancelled
                look()
                with suppress(subprocess.TimeoutExpired):
                    running.wait(_EVERY)
                    break
        finally:
            running.kill()
            running.wait()
        if cancelled():  # while it ended, and the last look came too early
            raise Cancelled
        said.seek(0)
        words = _reason(said.read(2_000).decode(errors="replace"))
        return (
            (words or tr("{program} ended with {code}", program=program, code=running.returncode))
            if running.returncode
            else ""
        )


def _reason(said: str) -> str:
    """The line that says what went wrong; where no line says that it does, the last one."""
    lines = said.strip().splitlines() or [""]
    wrong = [line for line in lines if "ERROR:" in line] or [line for line in lines if "error:" in line]
    return (wrong or lines)[-1].strip()


def _look_into(path: Path) -> None:
    """A file whose table of contents cannot be read is no backup."""
    command = [str(find_binaries() / executable("pg_restore")), "--list", str(path)]
    listed = subprocess.run(
        command, env=environment(), capture_output=True, check=False, creationflags=NO_CONSOLE
    )
    if listed.returncode or b"TABLE DATA" not in listed.stdout:
        raise _failed(tr("the file that it wrote cannot be read"))


def _start(command: list[str], secret: dict[str, str], said: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env=environment() | secret,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=said,
        creationflags=NO_CONSOLE,
    )


def _failed(why: str) -> BrainError:
    return BrainError(
        tr("The backup could not be made: {why}.", why=why),
        tr(
            "Your notes are safe and nothing was changed. Free some space, or choose another folder, "
            "and try again."
        ),
    )
