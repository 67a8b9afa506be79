"""Contents of files that nothing asks for any more: finding them, and removing them when a person says so.

Owns what counts as unused. All of it must hold: no event of the history ever named the content, no import brought it,
nothing that lies in the data folder mentions it (as what is begun in the capture window does), and nobody brought or opened
it for a day. So what history, undo, the trash and sync could want is never removed; what is left was dropped and given up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from core.errors import BrainError
from core.far_files import FarFiles
from core.language import tr, tr_noop
from core.noting import together
from core.progress import Stop, never
from core.store.blobs import Blobs
from core.store.database import Database
from core.store.log import Log
from core.store.wanted import notebook, wanted

_MENTIONED = re.compile(rb"(?<![0-9a-fA-F])[0-9a-f]{64}(?![0-9a-fA-F])")
_LEFT = tr_noop("No file was removed.")


@dataclass(frozen=True, slots=True)
class Unused:
    """Contents that nothing asks for: how many, and their size in bytes. `lately` counts those among the others that nothing
    asks for either, but that came or were opened within a day. `far` counts what was removed from the S3 store,
    `far_trouble` says in words what kept that from being done."""

    files: int = 0
    size: int = 0
    lately: int = 0
    far: int = 0
    far_trouble: str = ""


class Unwanted:
    """The unused contents of one notebook's folder."""

    def __init__(
        self,
        home: Path,
        embedded: bool,
        blobs: Blobs,
        database: Database,
        log: Log,
        imported: Callable[[], Iterable[str]],
        far: FarFiles,
    ) -> None:
        """`imported` gives the SHA-256 of all that imports brought, or raises BrainError."""
        self._home = home
        self._embedded = embedded
        self._blobs = blobs
        self._database = database
        self._log = log
        self._imported = imported
        self._far = far

    def find(self) -> Unused:
        """What could be removed now. Raises BrainError where that cannot be known."""
        self._check_folder()
        found, lately = self._blobs.beside(self._beside() | self._database.ask(wanted))
        return Unused(len(found), sum(found.values()), lately)

    def remove(self, cancelled: Stop = never) -> Unused:
        """Remove it, and say what was removed. Nothing is written into the history meanwhile, so that nothing begins to ask
        for a content while it goes. Raises BrainError where it cannot be known, or when the disk refuses; what went until
        then, nothing asks for. What of it is in the S3 store goes as well, if that can be reached."""
        self._check_folder()
        beside, files, size = self._beside(), 0, 0
        with self._log.locked() as cursor:
            found, lately = self._blobs.beside(beside | wanted(cursor.connection))
            for sha256 in found:
                if cancelled():
                    break
                freed = self._blobs.remove(sha256)
                if freed is not None:
                    files, size = files + 1, size + freed
        try:
            return Unused(files, size, lately, self._far.remove(beside, cancelled))
        except BrainError as error:
            return Unused(files, size, lately, far_trouble=together(error.words, error.hint))

    def _check_folder(self) -> None:
        """A folder that other notebooks keep files in, too, says nothing about what those want."""
        if self._blobs.others(self._database.ask(notebook)) or (
            not self._embedded and (self._home / "postgres").exists()
        ):
            raise BrainError(
                tr(
                    "Another notebook, in another database, keeps its files in {home}, too, and what that "
                    "one needs cannot be seen from here.",
                    home=self._home,
                ),
                tr("{left} Give each notebook a data folder of its own.", left=tr(_LEFT)),
            )

    def _beside(self) -> set[str]:
        """What is wanted by anything beside the database."""
        found = set(self._imported())
        for path in self._home.iterdir():
            try:
                if path.is_file():
                    with path.open("rb") as file:
                        found |= {each.decode() for line in file for each in _MENTIONED.findall(line)}
            except FileNotFoundError:
                continue  # it gave way to a whole one while this looked
            except OSError as error:
                raise BrainError(
                    tr(
                        "The file {path} cannot be read, so it is not known which files it asks for: {reason}.",
                        path=path,
                        reason=error.strerror,
                    ),
                    tr("{left} Make it readable for you and try again.", left=tr(_LEFT)),
                ) from error
        return found
