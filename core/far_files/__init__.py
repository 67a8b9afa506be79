"""The contents of notes' files in an S3 store as well: copying them there, and fetching back what is missing here.

`FarFiles` is this room's face, reached as `brain.far_files`. A content is written in the data folder first, always; what
notes name is then copied, one content after the other, so that a stop or a kill loses at most the one under way. What is
known of the store is in `record.py`. Refuses to know how a store is spoken to.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import BrainError, Cancelled
from core.far_files.checking import Damaged, checked, damaged_there
from core.far_files.freeing import Freeing
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
from core.store.wanted import newest_named, notebook, size_named, wanted, wanted_of

if TYPE_CHECKING:
    from core.far_files.bucket import Bucket

Keys = Callable[[FarPlace], FarKey]
"""Gives the key for a place, or raises BrainError."""

FOLDER = "s3"
_TRIES = 3  # contents one after the other that the store does not take, before that is said to be its fault
_PAGE = 500  # contents that the database is asked about at once


@dataclass(frozen=True, slots=True)
class FarStanding:
    """Where contents are kept beside the data folder: nowhere, when `place` is None. Of the `files` on this device that
    notes have or had, with their `size` in bytes, `copied` are there, too; `alone` are there, and not on this device. `at`
    is when copying last came to its end, `trouble` what kept it from that since."""

    place: FarPlace | None
    files: int = 0
    size: int = 0
    copied: int = 0
    alone: int = 0
    at: datetime | None = None
    trouble: str = ""
    seen: tuple[int, datetime | None, int, int] = field(default=(-1, None, 0, 0), compare=False, repr=False)
    """What it was made of: the newest event that named a content, the last look at all of the store, how much was noted of
    that, and how many contents are known to be there."""


class FarFiles:
    """The S3 store of one notebook. May be used from any thread."""

    def __init__(self, home: Path, blobs: Blobs, database: Database) -> None:
        self._home = home
        self._blobs = blobs
        self._database = database
        self.freeing = Freeing(blobs, database, lambda: self.place, self._record, self._bucket)
        """Room on this device: what may go, letting it go, and bringing it back."""
        blobs.elsewhere = self.known

    @property
    def place(self) -> FarPlace | None:
        """Where contents are kept, too; None for nowhere. Raises BrainError when that cannot be read."""
        return read_place(self._home)

    def keep_in(self, place: FarPlace, key: FarKey | None = None, *, leave: bool = False) -> None:
        """Keep contents there, too, from now on; the key goes into the keyring, in place of any other. Without one, that in
        the keyring is used. First something small is written there, read and removed. A store that alone has contents is
        not left for another, unless `leave` says so. Raises BrainError; then the choice is as before."""
        before = self._place_if_known()
        if before is not None and not leave and self._name(before) != self._name(place):
            self.freeing.check_left(before)
        key = key or read_far_key(place)
        self._try(self._bucket(place, key))
        write_far_key(place, key)
        write_place(self._home, place)
        if before is not None and (before.endpoint, before.bucket) != (place.endpoint, place.bucket):
            with suppress(BrainError):  # the keyring took one a moment ago
                forget_far_key(before)

    def keep_here(self, *, leave: bool = False) -> None:
        """Keep contents in the data folder alone from now on, and forget the key. What is in the store stays there; what is
        there alone keeps it from being left, unless `leave` says so. Raises BrainError, also when the keyring does not
        answer; by then nothing more is sent than the one that is under way."""
        place = self._place_if_known()
        if place is not None and not leave:
            self.freeing.check_left(place)
        write_place(self._home, None)
        if place is not None:
            forget_far_key(place)

    def known(self) -> Collection[str]:
        """What this device knows to be in the store, which is not asked; nothing where that cannot be read."""
        try:
            return frozenset() if (place := self.place) is None else self._record(place).copied()
        except BrainError:
            return frozenset()

    def saver(self) -> Callable[[str, Path], bool]:
        """Writes a content that is in the store into a file, and says whether it could: all of it, or nothing. Where the
        store does not answer it is not asked again."""
        place, known = self._place_if_known(), set(self.known())

        @cache
        def bucket() -> Bucket:
            assert place is not None, "where none is chosen, nothing is known to be there"
            return self._bucket(place)

        def save(sha256: str, path: Path) -> bool:
            if sha256 not in known:
                return False
            try:
                size = bucket().size(sha256) or 0
                with path.open("wb") as file:
                    for piece in checked(bucket().pieces(sha256), sha256, size):
                        file.write(piece)
            except BrainError as error:
                path.unlink(missing_ok=True)
                if not isinstance(error, Damaged):
                    known.clear()
                return False
            return True

        return save

    def key(self, place: FarPlace) -> FarKey:
        """The key for a place, out of the keyring. Raises BrainError."""
        return read_far_key(place)

    def newest(self) -> int | None:
        """While this stays, no note asks for another content than before, and there is nothing new to copy; None where no
        store is chosen. Costs next to nothing. Raises BrainError as `place` does."""
        return None if self.place is None else self._database.ask(newest_named)

    def standing(self, before: FarStanding | None = None) -> FarStanding:
        """How it is, as far as it is known on this device: the store is not asked. Whoever asks often hands over what
        was said `before`: then no content is looked at again unless a note was given a file since. Raises BrainError
        as `place` does."""
        place = self.place
        if place is None:
            return FarStanding(None)
        record, newest = self._record(place), self._database.ask(newest_named)
        at, trouble = record.outcome()
        seen = newest, record.looked_at(), record.written()
        if before is not None and (before.place, before.seen[:3]) == (place, seen):
            return replace(before, at=at, trouble=trouble)
        known = record.copied()
        if before is not None and (before.place, before.seen[:2]) == (place, seen[:2]):
            now = replace(before, copied=before.copied + len(known) - before.seen[3], at=at, trouble=trouble)
        else:
            asked = self._database.ask(wanted)
            here = self._here(asked)
            both, size = len(known & here.keys()), sum(here.values())
            now = FarStanding(place, len(here), size, both, len(known & asked) - both, at, trouble)
        return replace(now, seen=(*seen, len(known)))

    def copy(
        self,
        progress: Progress = unheard,
        cancelled: Stop = never,
        *,
        look: bool = False,
        key: Keys = read_far_key,
    ) -> int:
        """Copy what is not in the store yet, until nothing is left, `cancelled` says so, or another store is chosen; says
        how many were. With `look`, and once a day anyway, the store is asked for all that it has. `progress` hears of files.
        Calling again goes on. One program copies at a time, others wait for it. A content that cannot be copied keeps no
        other back. `key` gives the key where not this program reads the keyring. Does nothing where no store is chosen.
        Raises BrainError, noted for `standing`, and Cancelled."""
        place = self.place
        if place is None:
            return 0
        record = self._record(place)
        with record.alone(cancelled):
            try:
                # Where nothing waits, no key is asked for.
                bucket = cache(lambda: self._bucket(place, key(place)))
                done, ended = self._copy(place, bucket, record, progress, cancelled, look)
            except BrainError as error:
                record.note(error)
                raise
            if ended:
                record.note(None)
        return done

    def fetch(self, sha256: str) -> bool:
        """Bring a content here that is not, and say whether it came: False where no store is chosen or it is not
        there. It is kept only if it is what its SHA-256 says. Raises BrainError for one that is not, and when the
        store does not answer."""
        place = self.place
        if place is None:
            return False
        bucket = self._bucket(place)
        size = bucket.size(sha256)
        if size is None:
            return False
        if size != (self._database.ask(size_named, sha256) or size):
            raise damaged_there()
        self._blobs.put(checked(bucket.pieces(sha256), sha256, size))
        return True

    def remove(self, needed: Collection[str], cancelled: Stop = never) -> int:
        """Remove those contents of this notebook from the store that nothing asks for, that are not `needed` and not on
        this device either; how many that were. Only what this device knew to be there goes: what another copy of the
        notebook put there since, and may have there alone, cannot be judged here. Raises BrainError; what went until then,
        nothing asks for."""
        place = self.place
        if place is None:
            return 0
        bucket, record, removed = self._bucket(place), self._record(place), 0
        known = record.copied() - set(needed)
        with suppress(Cancelled):
            found = [sha256 for sha256, _ in bucket.all(cancelled) if sha256 in known]
            for sha256 in self._unasked(found):
                if cancelled():
                    break
                if not self._blobs.has(sha256):
                    record.add("-", sha256)
                    bucket.remove(sha256)
                    removed += 1
        return removed

    def _unasked(self, contents: list[str]) -> Iterator[str]:
        """Those that nothing in the database asks for at the moment when they are given."""
        for start in range(0, len(contents), _PAGE):
            page = contents[start : start + _PAGE]
            newest = self._database.ask(newest_named)
            asked = self._database.ask(wanted_of, page)
            for sha256 in page:
                if self._database.ask(newest_named) != newest:
                    newest = self._database.ask(newest_named)
                    asked = self._database.ask(wanted_of, page)
                if sha256 not in asked:
                    yield sha256

    def _copy(
        self,
        place: FarPlace,
        bucket: Callable[[], Bucket],
        record: FarRecord,
        progress: Progress,
        cancelled: Stop,
        look: bool,
    ) -> tuple[int, bool]:
        """How many were copied, and whether nothing is left."""
        asked, known = self._database.ask(wanted), record.copied()
        if look or record.is_old():
            known = self._compare(bucket(), record, asked, known, cancelled)
        waiting = self._here(asked - known)
        copied = damaged = in_a_row = 0
        refused: list[BrainError] = []
        for done, (sha256, size) in enumerate(waiting.items()):
            if cancelled() or self.place != place:
                return copied, False
            progress(done, len(waiting))
            if not self._is_whole(sha256):
                damaged += 1
                continue
            try:
                self._send(bucket(), sha256, size, cancelled)
            except BrainError as error:
                bucket().ask()  # says so where it is not the fault of this content
                refused.append(error)
                in_a_row += 1
                if in_a_row == _TRIES:
                    raise
                continue
            record.add("+", sha256)
            copied, in_a_row = copied + 1, 0
        progress(len(waiting), len(waiting))
        if refused:
            raise refused[0]
        if damaged:
            raise _damaged_here(damaged)
        return copied, True

    def _compare(
        self, bucket: Bucket, record: FarRecord, asked: set[str], known: set[str], cancelled: Stop
    ) -> set[str]:
        """What of the contents that are asked for is in the store, by its own word, which is noted."""
        there = {
            sha256
            for sha256, size in bucket.all(cancelled)
            if sha256 in asked and self._size(sha256) in (None, size)
        }
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

    def _here(self, contents: Iterable[str]) -> dict[str, int]:
        """Those of these contents that are on this device, with their sizes."""
        found = ((sha256, self._size(sha256)) for sha256 in sorted(contents))
        return {sha256: size for sha256, size in found if size is not None}

    def _size(self, sha256: str) -> int | None:
        """The size of a content in bytes; None when it is not on this device."""
        try:
            return self._blobs.path(sha256).stat().st_size
        except (OSError, BrainError):
            return None

    def _is_whole(self, sha256: str) -> bool:
        try:
            return self._blobs.verify(sha256)
        except BrainError:
            return False  # it cannot be read

    def _place_if_known(self) -> FarPlace | None:
        try:
            return self.place
        except BrainError:
            return None

    def _bucket(self, place: FarPlace, key: FarKey | None = None) -> Bucket:
        from core.far_files.bucket import Bucket

        return Bucket(place, key or read_far_key(place), self._notebook())

    def _try(self, bucket: Bucket) -> None:
        """Raises BrainError where not all can be done there that has to be done."""
        trial = os.urandom(32)  # so that no file of a note is the same
        sha256 = hashlib.sha256(trial).hexdigest()
        bucket.ask()
        bucket.put(sha256, io.BytesIO(trial), len(trial))
        for _ in checked(bucket.pieces(sha256), sha256, len(trial)):
            pass
        if (sha256, len(trial)) not in bucket.all(only=sha256):
            raise BrainError(
                tr("The S3 store took a file and does not have all of it."), tr("Nothing was changed.")
            )
        bucket.remove(sha256)

    def _record(self, place: FarPlace) -> FarRecord:
        return FarRecord(self._home / FOLDER, self._name(place))

    def _name(self, place: FarPlace) -> str:
        whole = json.dumps([place.endpoint, place.bucket, place.prefix, self._notebook()])
        return hashlib.sha256(whole.encode()).hexdigest()[:16]

    def _notebook(self) -> str:
        return self._database.ask(notebook)


def _damaged_here(number: int) -> BrainError:
    return BrainError(
        tr_n(
            "{n} file is damaged on this device and was not copied to the S3 store.",
            "{n} files are damaged on this device and were not copied to the S3 store.",
            number,
        ),
        tr("All others were. Bring the folder “blobs” back from a backup, or attach the file again."),
    )
