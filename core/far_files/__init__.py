"""The contents of notes' files in an S3 store as well: copying them there, and fetching back what is missing here.

`FarFiles` is this room's face, reached as `brain.far_files`. A content is written in the data folder first, always; what
notes name is then copied, one content after the other, so that a stop or a kill loses at most the one under way. What is
known of the store is in `record.py`. Refuses to know how a store is spoken to.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import BrainError
from core.far_files.place import (
    FarKey,
    FarPlace,
    forget_far_key,
    read_far_key,
    read_place,
    write_far_key,
    write_place,
)
from core.far_files.record import FarRecord
from core.language import tr, tr_n
from core.progress import Progress, Stop, never, unheard
from core.store.blobs import Blobs
from core.store.database import Database
from core.store.wanted import notebook, wanted

if TYPE_CHECKING:
    from core.far_files.bucket import Bucket

FOLDER = "s3"


@dataclass(frozen=True, slots=True)
class FarStanding:
    """Where contents are kept beside the data folder: nowhere, when `place` is None. Of the `files` on this device that
    notes have or had, with their `size` in bytes, `copied` are there, too. `at` is when copying last came to its end,
    `trouble` what kept it from that since."""

    place: FarPlace | None
    files: int = 0
    size: int = 0
    copied: int = 0
    at: datetime | None = None
    trouble: str = ""


class FarFiles:
    """The S3 store of one notebook. May be used from any thread."""

    def __init__(self, home: Path, blobs: Blobs, database: Database) -> None:
        self._home = home
        self._blobs = blobs
        self._database = database

    @property
    def place(self) -> FarPlace | None:
        """Where contents are kept, too; None for nowhere. Raises BrainError when that cannot be read."""
        return read_place(self._home)

    def keep_in(self, place: FarPlace, key: FarKey | None = None) -> None:
        """Keep contents there, too, from now on; the key goes into the keyring, in place of any other. Without one, that in
        the keyring is used. First something small is written there, read and removed. Raises BrainError; then the choice is
        as before."""
        key = key or read_far_key(place)
        self._try(self._bucket(place, key))
        write_far_key(place, key)
        write_place(self._home, place)

    def keep_here(self) -> None:
        """Keep contents in the data folder alone from now on, and forget the key. What is in the store stays there. Raises
        BrainError when the keyring does not answer; by then nothing is sent any more."""
        try:
            place = self.place
        except BrainError:
            place = None
        write_place(self._home, None)
        if place is not None:
            forget_far_key(place)

    def standing(self) -> FarStanding:
        """How it is, as far as it is known on this device: the store is not asked. Raises BrainError as `place` does."""
        place = self.place
        if place is None:
            return FarStanding(None)
        record, here = self._record(place), dict(self._here())
        at, trouble = record.outcome()
        there = len(record.copied() & here.keys())
        return FarStanding(place, len(here), sum(here.values()), there, at, trouble)

    def copy(self, progress: Progress = unheard, cancelled: Stop = never, *, look: bool = False) -> int:
        """Copy what is not in the store yet, until nothing is left or `cancelled` says so; says how many were. With `look`,
        and once a day anyway, the store is asked for all that it has. `progress` hears of files. Calling again goes on. Does
        nothing where no store is chosen. Raises BrainError, which is noted for `standing`, and Cancelled."""
        place = self.place
        if place is None:
            return 0
        record = self._record(place)
        try:
            done, ended = self._copy(place, record, progress, cancelled, look)
        except BrainError as error:
            record.note(error)
            raise
        if ended:
            record.note(None)
        return done

    def fetch(self, sha256: str) -> bool:
        """Bring a content here that is not, and say whether it came: False where no store is chosen or it is not there. It
        is kept only if it is what its SHA-256 says. Raises BrainError for one that is not, and when the store does not
        answer."""
        place = self.place
        if place is None:
            return False
        bucket = self._bucket(place)
        if bucket.size(sha256) is None:
            return False
        self._blobs.put(_checked(bucket.pieces(sha256), sha256))
        return True

    def remove(self, needed: Collection[str], cancelled: Stop = never) -> int:
        """Remove those contents of this notebook from the store that nothing asks for, that are not `needed` and not on this
        device either; how many that were. Raises BrainError; what went until then, nothing asks for."""
        place = self.place
        if place is None:
            return 0
        bucket, record, removed = self._bucket(place), self._record(place), 0
        for sha256, _ in list(bucket.all()):
            if cancelled():
                break
            if sha256 in needed or self._blobs.has(sha256) or sha256 in self._database.ask(wanted):
                continue
            record.add("-", sha256)
            bucket.remove(sha256)
            removed += 1
        return removed

    def _copy(
        self, place: FarPlace, record: FarRecord, progress: Progress, cancelled: Stop, look: bool
    ) -> tuple[int, bool]:
        """How many were copied, and whether nothing is left."""
        here, known = dict(self._here()), record.copied()
        bucket: Bucket | None = None
        if look or record.is_old():
            bucket = self._bucket(place)
            known = self._compare(bucket, record, here, known)
        waiting = [sha256 for sha256 in here if sha256 not in known]
        damaged = 0
        for done, sha256 in enumerate(waiting):
            if cancelled():
                return done - damaged, False
            progress(done, len(waiting))
            bucket = bucket or self._bucket(place)
            if self._blobs.verify(sha256):
                self._send(bucket, sha256, here[sha256], cancelled)
                record.add("+", sha256)
            else:
                damaged += 1
        progress(len(waiting), len(waiting))
        if damaged:
            raise _damaged_here(damaged)
        return len(waiting), True

    def _compare(self, bucket: Bucket, record: FarRecord, here: dict[str, int], known: set[str]) -> set[str]:
        """What of the contents here is in the store, by its own word, which is noted."""
        there = {sha256 for sha256, size in bucket.all() if here.get(sha256) == size}
        record.add("-", *(known - there))
        record.add("+", *(there - known))
        record.looked()
        return there

    def _send(self, bucket: Bucket, sha256: str, size: int, cancelled: Stop) -> None:
        """Nothing counts as copied before the store says how much it has."""
        if bucket.size(sha256) == size:
            return
        with self._blobs.open(sha256) as content:
            bucket.put(sha256, content, size, cancelled)
        if bucket.size(sha256) != size:
            raise BrainError(
                tr("The S3 store took a file and does not have all of it."),
                tr("Nothing is lost: the file is on this device. It is copied again later."),
            )

    def _here(self) -> Iterator[tuple[str, int]]:
        """The contents on this device that anything in the database asks for, with their sizes. Nothing else is sent."""
        for sha256 in sorted(self._database.ask(wanted)):
            with suppress(OSError, BrainError):
                yield sha256, self._blobs.path(sha256).stat().st_size

    def _bucket(self, place: FarPlace, key: FarKey | None = None) -> Bucket:
        from core.far_files.bucket import Bucket

        return Bucket(place, key or read_far_key(place), self._notebook())

    def _try(self, bucket: Bucket) -> None:
        """Raises BrainError where not all can be done there that has to be done."""
        trial = b"Second Brain was here."
        sha256 = hashlib.sha256(trial).hexdigest()
        bucket.ask()
        bucket.put(sha256, io.BytesIO(trial), len(trial))
        for _ in _checked(bucket.pieces(sha256), sha256):
            pass
        if (sha256, len(trial)) not in bucket.all():
            raise BrainError(
                tr("The S3 store took a file and does not have all of it."), tr("Nothing was changed.")
            )
        if not self._blobs.has(sha256):
            bucket.remove(sha256)

    def _record(self, place: FarPlace) -> FarRecord:
        whole = json.dumps([place.endpoint, place.bucket, place.prefix, self._notebook()])
        return FarRecord(self._home / FOLDER, hashlib.sha256(whole.encode()).hexdigest()[:16])

    def _notebook(self) -> str:
        return self._database.ask(notebook)


def _checked(pieces: Iterable[bytes], sha256: str) -> Iterator[bytes]:
    """The pieces, unless they are together something else: then BrainError comes in the place of their end."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    if digest.hexdigest() != sha256:
        raise BrainError(
            tr("What the S3 store has of this file is damaged: it is not what was attached."),
            tr(
                "It was not kept and is not shown. Remove it there, and copy it again from where it is whole."
            ),
        )


def _damaged_here(number: int) -> BrainError:
    return BrainError(
        tr_n(
            "{n} file is damaged on this device and was not copied to the S3 store.",
            "{n} files are damaged on this device and were not copied to the S3 store.",
            number,
        ),
        tr("All others were. Bring the folder “blobs” back from a backup, or attach the file again."),
    )
