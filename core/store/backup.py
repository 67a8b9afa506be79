"""A copy of the whole notebook in one file, as pg_dump makes it.

Owns the call of pg_dump and the proof that the file it left can be read. The password goes by the environment, never by the
command line, which others on the machine can see.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from core.errors import BrainError, Cancelled
from core.progress import Progress, Stop, never, unheard
from core.store.cluster.programs import NO_CONSOLE, environment, executable, find_binaries

_EVERY = 0.1  # seconds between two looks at how far it is


def back_up(
    address: str, path: Path, about: int = 0, progress: Progress = unheard, cancelled: Stop = never
) -> None:
    """Write the database at this plain address into a new file in pg_dump's custom format, and see that it can be read.

    `progress` hears of bytes written; `about` is how many they may become. Raises BrainError, and Cancelled; no file is left
    then. Nothing but reading happens to the database.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _dump(address, fresh, about, progress, cancelled)
        _prove(fresh)
        fresh.replace(path)
    except OSError as error:
        raise _failed(error.strerror or str(error)) from error
    finally:
        fresh.unlink(missing_ok=True)


def _dump(address: str, path: Path, about: int, progress: Progress, cancelled: Stop) -> None:
    parts = {name: str(value) for name, value in conninfo_to_dict(address).items() if value is not None}
    password = parts.pop("password", "")
    command = [
        str(find_binaries() / executable("pg_dump")),
        "--format=custom",
        "--compress=1",
        "--no-owner",
        f"--file={path}",
        f"--dbname={make_conninfo(**parts)}",
    ]
    path.touch(mode=0o600)
    with tempfile.TemporaryFile() as said:
        running = _start(command, {"PGPASSWORD": password} if password else {}, said)
        try:
            while running.poll() is None:
                if cancelled():
                    raise Cancelled
                progress(path.stat().st_size, about)
                time.sleep(_EVERY)
        finally:
            running.kill()
            running.wait()
        if cancelled():  # while it was written, and the last look came too early
            raise Cancelled
        if running.returncode:
            said.seek(0)
            raise _failed(said.read(2_000).decode(errors="replace").strip().rpartition("\n")[2])


def _prove(path: Path) -> None:
    """A file whose table of contents cannot be read is no backup."""
    command = [str(find_binaries() / executable("pg_restore")), "--list", str(path)]
    listed = subprocess.run(
        command, env=environment(), capture_output=True, check=False, creationflags=NO_CONSOLE
    )
    if listed.returncode or b"TABLE DATA" not in listed.stdout:
        raise _failed("the file that it wrote cannot be read")


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
        f"The backup could not be made: {why}.",
        "Nothing was imported. Free some space and try again, or import without a backup.",
    )
