"""Room on this device: contents that are proven to be in the S3 store go here, and come back when somebody wants them.

Owns which may go, and the proof. A content goes only after all of it was read back from the store and had its SHA-256, when
nothing waits to send it to a server, and nobody opened it for a while. Everything before that is the record's word, which is
good enough to say what could go, and never to let it go. Refuses to know how a store is spoken to.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import BrainError
from core.far_files.checking import Damaged, checked
from core.language import tr, tr_n
from core.progress import Progress, Stop, never, unheard
from core.replica import Fetching
from core.store import account, transfers
from core.store.blobs import Blobs
from core.store.database import Database
from core.store.wanted import wanted

if TYPE_CHECKING:
    from core.far_files.bucket import Bucket
    from core.far_files.place import FarPlace
    from core.far_files.record import FarRecord

DAYS = 30
"""Days for which nobody opened what goes, where nothing else is said."""
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Freed:
    """Contents that could go from this device, or went: how many, and their size in bytes. `mended` counts those that the
    store did not have whole: they stayed, and were copied there again."""

    files: int = 0
    size: int = 0
    mended: int = 0


class Freeing:
    """The contents of one notebook on one device."""

    def __init__(
        self,
        blobs: Blobs,
        database: Database,
        chosen: Callable[[], FarPlace | None],
        record: Callable[[FarPlace], FarRecord],
        bucket: Callable[[FarPlace], Bucket],
    ) -> None:
        self._blobs = blobs
        self._database = database
        self._chosen = chosen
        self._record = record
        self._bucket = bucket

    def find(self, days: int = DAYS) -> Freed:
        """What could go: the store is not asked. Raises BrainError where nothing may go."""
        found = self._found(self._place(), days)
        return Freed(len(found), sum(found.values()))

    def free(self, days: int = DAYS, progress: Progress = unheard, cancelled: Stop = never) -> Freed:
        """Let it go, each content after it was read back whole from the store. `progress` hears of files; stopped, what went
        until then is in the store. Raises BrainError where nothing may go, and when the store does not answer."""
        place = self._place()
        found, record, bucket = self._found(place, days), self._record(place), self._bucket(place)
        files = freed = mended = 0
        for done, (sha256, size) in enumerate(found.items()):
            progress(done, len(found))
            if cancelled():
                break
            if not self._is_proven(bucket, sha256, size):
                record.add("-", sha256)
                mended += self._mend(bucket, record, sha256, size)
            elif self._chosen() == place and (gone := self._blobs.remove(sha256)) is not None:
                files, freed = files + 1, freed + gone
        progress(len(found), len(found))
        return Freed(files, freed, mended)

    def bring(self, progress: Progress = unheard, cancelled: Stop = never) -> tuple[int, int]:
        """Bring everything here that is in the store alone; how many came, and how many the store does not have whole.
        Raises BrainError when it does not answer, or the disk refuses; what came until then stays."""
        place = self._place()
        contents, bucket, came, damaged = sorted(self.alone(place)), self._bucket(place), 0, 0
        for done, sha256 in enumerate(contents):
            progress(done, len(contents))
            if cancelled():
                break
            size = bucket.size(sha256)
            try:
                self._blobs.put(checked(bucket.pieces(sha256) if size is not None else (), sha256, size or 0))
                came += 1
            except Damaged:
                damaged += 1
        progress(len(contents), len(contents))
        return came, damaged

    def alone(self, place: FarPlace) -> set[str]:
        """What this device knows to be in the store, and has not itself."""
        known = self._record(place).copied() & self._database.ask(wanted)
        return {sha256 for sha256 in known if not self._blobs.has(sha256)}

    def check_left(self, place: FarPlace) -> None:
        """Raises BrainError where leaving this store would leave contents behind."""
        if number := len(self.alone(place)):
            raise BrainError(
                tr_n(
                    "{n} file is not on this device, and is kept in the S3 store.",
                    "{n} files are not on this device, and are kept in the S3 store.",
                    number,
                ),
                tr(
                    "Nothing was changed. Bring them here first (second-brain files --bring), or leave them there "
                    "with --leave."
                ),
            )

    def _place(self) -> FarPlace:
        place = self._chosen()
        if place is None:
            raise BrainError(
                tr("Files of notes are kept in the data folder alone."),
                tr("Nothing was changed. Choose an S3 store first."),
            )
        return place

    def _found(self, place: FarPlace, days: int) -> dict[str, int]:
        signed = self._database.ask(account.account)
        signed = signed if signed is not None and signed.signed_in and not signed.plain else None
        if signed is not None and signed.fetching is Fetching.ALWAYS:
            raise BrainError(
                tr("This device is set to have all files of its account here."),
                tr(
                    "Nothing was removed. Choose in the account's settings that a file is fetched when it is opened."
                ),
            )
        may = self._record(place).copied() & self._database.ask(wanted)
        if signed is not None:
            may -= self._database.ask(transfers.unsent)
        before = time.time() - max(days, 1) * _DAY
        found: dict[str, int] = {}
        for sha256 in sorted(may):
            with suppress(OSError):
                about = self._blobs.path(sha256).stat()
                if max(about.st_atime, about.st_mtime) < before:
                    found[sha256] = about.st_size
        return found

    def _is_proven(self, bucket: Bucket, sha256: str, size: int) -> bool:
        """Whether the store gives all of it back."""
        if bucket.size(sha256) != size:
            return False
        try:
            for _ in checked(bucket.pieces(sha256), sha256, size):
                pass
        except Damaged:
            return False
        return True

    def _mend(self, bucket: Bucket, record: FarRecord, sha256: str, size: int) -> bool:
        """Copy a content again that the store does not have whole, if it is whole here."""
        if not self._blobs.verify(sha256):
            return False
        with self._blobs.open(sha256) as content:
            bucket.put(sha256, content, size)
        if bucket.size(sha256) == size:
            record.add("+", sha256)
        return True
