"""Archives of pg_dump as a plain script: the bundled pg_restore writes it, and it is read as it comes.

Owns the child process: what it is asked, that it never outlives its reader, that it is ended when nothing comes of it any
more, and what its end means in words. Nothing of a dump is executed, by it or by anybody: it turns one form into another.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from core.errors import BrainError
from core.language import tr, tr_noop
from core.store.cluster.programs import NO_CONSOLE, environment, executable, find_binaries

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Archive = Literal["custom", "tar", "directory"]

MAGIC = b"PGDMP"
NEWEST = (1, 16)
"""The newest version of archives that the bundled pg_restore reads."""

PATIENCE = 60.0
"""Seconds without a byte after which the child is taken for stuck: it reads from the disk only."""

_MOST_COMPLAINTS = 1 << 20
_LOOK = 0.2

_AGAIN = tr_noop(
    "Your notes are safe, and nothing comes twice. Make the dump again, see that pg_dump ends well, and choose that."
)


def require_readable(header: bytes) -> None:
    """Returns when an archive that begins with these bytes is of a version that can be read. Raises BrainError."""
    version = (header[5], header[6]) if len(header) > 6 and header.startswith(MAGIC) else None
    if version is None:
        raise BrainError(tr("This archive of pg_dump is damaged: its first bytes are missing."), tr(_AGAIN))
    if version > NEWEST:
        found, known = (".".join(map(str, v)) for v in (version, NEWEST))
        raise BrainError(
            tr(
                "This archive was made by a newer pg_dump (archive version {found}) than Second Brain "
                "knows ({known}).",
                found=found,
                known=known,
            ),
            tr(
                "Nothing was changed. Make a plain dump with pg_dump without -F, or look for a newer "
                "Second Brain."
            ),
        )


class Restored(io.RawIOBase):
    """The script that an archive holds, without indexes and constraints. Close it, or use it in `with`: that ends the child.

    Reading raises BrainError when the archive turns out to be damaged, or the child is stuck.
    """

    def __init__(self, form: Archive, source: BinaryIO | Path, *, definitions_only: bool = False) -> None:
        command: list[str | Path] = [
            find_binaries() / executable("pg_restore"),
            "--file=-",
            f"--format={form}",
        ]
        command += ["--section=pre-data"] if definitions_only else ["--section=pre-data", "--section=data"]
        command += ["--no-owner", "--no-privileges", "--no-comments"]
        if isinstance(source, Path):
            command.append(source.absolute())
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the child, until close()
        self._process = subprocess.Popen(
            [*_mortal(), *command],
            stdin=subprocess.DEVNULL if isinstance(source, Path) else source,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            bufsize=0,
            env=environment(),
            creationflags=NO_CONSOLE,
        )
        assert self._process.stdout is not None
        self._output = self._process.stdout
        self._patience = PATIENCE if not definitions_only else PATIENCE / 10
        self._waiting_since: float | None = None
        self._stuck = False
        self._over = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)
        self._watching.start()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """As RawIOBase says; the end comes only after the child ended well."""
        self._waiting_since = time.monotonic()
        count = self._output.readinto(buffer)  # type: ignore[attr-defined]  # a FileIO, since bufsize is 0
        if not count:
            code = self._process.wait()
            if code or self._stuck:
                raise self._failure(code)
        self._waiting_since = None
        return int(count)

    def close(self) -> None:
        if not self.closed:
            self._over.set()
            self._process.kill()
            self._process.wait()
            self._watching.join()
            self._output.close()
            self._complaints.close()
        super().close()

    def _watch(self) -> None:
        while not self._over.wait(_LOOK):
            since = self._waiting_since
            silent = since is not None and time.monotonic() - since > self._patience
            if silent or os.fstat(self._complaints.fileno()).st_size > _MOST_COMPLAINTS:
                self._stuck = True
                self._process.kill()
                return

    def _failure(self, code: int) -> BrainError:
        self._complaints.seek(0)
        said = self._complaints.read(100_000).decode("utf-8", "replace")
        if self._stuck:
            return BrainError(
                tr("This archive of pg_dump is damaged: pg_restore came to no end with it."), tr(_AGAIN)
            )
        if "unsupported version" in said:
            return BrainError(
                tr("This archive was made by a newer pg_dump than Second Brain knows."), tr(_AGAIN)
            )
        if "compress" in said and ("not support" in said or "built" in said):
            return BrainError(
                tr(
                    "This archive is packed in a way (LZ4 or Zstandard) that the bundled pg_restore cannot "
                    "unpack."
                ),
                tr("Nothing was changed. Make the dump again with pg_dump --compress=gzip, or without -F."),
            )
        lines = [line.partition("error: ")[2] for line in said.splitlines() if "error: " in line]
        why = (
            tr("pg_restore says: {words}", words=lines[0][:200])
            if lines
            else tr("pg_restore broke off (code {code})", code=code)
        )
        return BrainError(
            tr("This archive of pg_dump is damaged or not complete; {why}.", why=why), tr(_AGAIN)
        )


def _mortal() -> list[str]:
    """What goes before a command that must die with us even when we are killed. Elsewhere it ends when it next writes."""
    program = shutil.which("setpriv") if sys.platform == "linux" else None
    return [program, "--pdeathsig", "KILL", "--"] if program else []
