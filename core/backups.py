"""Backups that are known to be good: each is read back into a server of its own and compared before it counts.

`Backups` is this room's face, reached as `brain.backups`. Owns where they lie, what stands beside each, when one is
due and which stay. It refuses to know how a database is written and read back (`core.store`), and what lies in
their folder (`core.backup_folder`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from core.backup_folder import (
    Backup,
    BackupFolder,
    Kept,
    Told,
    cannot,
    check_folder,
    check_room,
    check_whole,
    sha256_of,
    sync,
    write_json,
)
from core.errors import BrainError
from core.far_files import FarFiles
from core.language import tr
from core.locks import try_lock
from core.noting import noted, said_again, together
from core.progress import Stop, never, unheard
from core.store import imports, proof
from core.store.blobs import Blobs
from core.store.database import Database

if TYPE_CHECKING:
    from core.store.bringing_back import BroughtBack
    from core.store.log import Log

Every = Literal["day", "week", "never"]
_PLAN = "backups.json"
_PACKED = 3  # times smaller than the database is its backup, more or less
_SPANS: dict[Every, timedelta] = {"day": timedelta(days=1), "week": timedelta(days=7)}
_EARLY = timedelta(hours=2)  # so that a backup each day does not wander through the day
_AGAIN = timedelta(hours=1)  # after one that failed


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person chose: the folder of the backups, and how often one is made. `chosen` says that it was chosen."""

    folder: Path
    every: Every = "day"
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """How the backups of this notebook stand. `last_proven` is when one was last read back and was the same, `trouble` why
    the last try failed, empty when it did not. `same_disk` says that the folder is on the notebook's own disk."""

    plan: Plan
    backups: tuple[Backup, ...]
    last_proven: datetime | None
    trouble: str
    same_disk: bool


class Backups:
    """The backups of one notebook. Commands run on the caller's thread and take their time; one is made at a time."""

    def __init__(
        self, home: Path, device_id: UUID, database: Database, log: Log, blobs: Blobs, far: FarFiles
    ) -> None:
        self._home = home
        self._device = str(device_id)
        self._database = database
        self._log = log
        self._blobs = blobs
        self._far = far

    def plan(self) -> Plan:
        """What was chosen; a backup a day in the data folder when nothing was, or it cannot be read."""
        values = self._read_plan()
        folder, every = values.get("folder"), values.get("every")
        chosen = isinstance(folder, str) and Path(folder).is_absolute()
        return Plan(
            Path(str(folder)) if chosen else self._home / "backups",
            every if every in ("day", "week", "never") else "day",
            chosen,
        )

    def configure(self, *, folder: Path | None = None, every: Every | None = None) -> Plan:
        """Choose the folder, which must be there, or how often. Raises BrainError; nothing is chosen then."""
        values = self._read_plan()
        if folder is not None:
            place = folder.expanduser().absolute()
            check_folder(place, made=place == self._home / "backups")
            values["folder"] = str(place)
        if every is not None:
            values["every"] = every
        self._write_plan(values)
        return self.plan()

    def list(self) -> tuple[Backup, ...]:
        """The backups in the folder, the newest first; also those that other devices made there."""
        return tuple(each.backup for each in self._in(self.plan().folder).all())

    def standing(self) -> BackupStanding:
        """How they stand. Reads small files only."""
        plan, backups = self.plan(), self.list()
        proven = [each.proven_at for each in backups if each.own and each.good and each.proven_at]
        trouble = said_again(str(self._read_plan().get("trouble", "")))
        return BackupStanding(
            plan, backups, max(proven, default=None), trouble, self._on_same_disk(plan.folder)
        )

    def due(self, now: datetime | None = None) -> bool:
        """Whether it is time for one: as often as was chosen, and an hour after one that failed. What lies in the future
        does not count: it was made while the clock was wrong, and must not keep the next ones from being made."""
        now = now or datetime.now(UTC)
        standing, tried = self.standing(), _time(self._read_plan().get("tried_at"))
        if standing.plan.every == "never" or timedelta() <= now - tried < _AGAIN:
            return False
        made = [each.made_at for each in standing.backups if each.own and each.good and each.made_at <= now]
        return now - max(made, default=_LONG_AGO) > _SPANS[standing.plan.every] - _EARLY

    def make(self, told: Told = unheard, cancelled: Stop = never, to: Path | None = None) -> Backup:
        """Make a backup, prove it, and let go of those that need not stay. `to` is another folder for this one. Raises
        BrainError and Cancelled; then none was made, and those that are there stay."""
        folder = to.expanduser().absolute() if to else self.plan().folder
        try:
            with self._alone(folder):
                made = self._make(self._in(folder), told, cancelled)
                self._in(folder).rotate()
        except BrainError as error:
            self._note_try(noted(together(error.words, error.hint)))
            raise
        self._note_try("")
        return made

    def prove(self, path: Path, told: Told = unheard, cancelled: Stop = never) -> Backup:
        """Read a backup back once more, with the files beside it, and compare. Raises BrainError when it is not what it was,
        and it does not count from then on; and Cancelled."""
        folder = self._in(path.parent)
        known = folder.known(path)
        try:
            check_whole(known.backup)
            self._compare(path, known.figures, told, cancelled)
            folder.check_files(known, cancelled)
        except BrainError as error:
            folder.keep(replace(known, backup=replace(known.backup, trouble=error.words)))
            raise
        good = replace(known.backup, proven_at=datetime.now(UTC), trouble="")
        folder.keep(replace(known, backup=good))
        return good

    def restore(
        self,
        path: Path,
        only: Collection[UUID] = (),
        *,
        choose: Callable[[Collection[UUID]], Collection[UUID]] | None = None,
        dry_run: bool = False,
        told: Told = unheard,
        cancelled: Stop = never,
    ) -> BroughtBack:
        """Bring notes back from a backup, all or only these, as new events on top: nothing that is here is lost. With
        `dry_run` only say which differ. `choose` picks them from the ids of the backup. Raises BrainError, also for notes
        that are not in it, and Cancelled; stopped and called again, it goes on."""
        from core.store.bringing_back import Bringing
        from core.store.upgrade import upgrade

        folder = self._in(path.parent)
        told(tr("Reading the backup"), 0, 0)
        check_whole(folder.known(path).backup)
        check_room(self._home, path.stat().st_size * _PACKED + proof.SERVER)
        with proof.restored(self._home, path, cancelled) as scratch:
            upgrade(scratch.address)
            bringing = Bringing(
                scratch,
                self._database,
                self._log,
                lambda sha256: folder.bring_file(self._blobs, sha256),
                lambda sha256: folder.would_bring(self._blobs, sha256),
            )
            if choose is not None:
                only = choose(bringing.ids())
            words = tr("Comparing notes") if dry_run else tr("Bringing notes back")
            result = bringing.run(
                only,
                dry_run=dry_run,
                progress=lambda done, total: told(words, done, total),
                cancelled=cancelled,
            )
        if only and not result.notes:
            raise BrainError(
                tr("The backup has no note with the id {only}.", only=next(iter(only))),
                tr("Your notes are as they were. Look into another backup: second-brain backup --list"),
            )
        return result

    def _make(self, folder: BackupFolder, told: Told, cancelled: Stop) -> Backup:
        now = datetime.now(UTC).replace(microsecond=0)
        path = folder.name(now)
        size = self._database.ask(imports.size)
        about = size // _PACKED
        self._check_rooms(folder.path, about, size)
        fresh = path.with_name(f".{path.name}.whole")
        try:
            figures = proof.written(
                self._database,
                fresh,
                about,
                lambda done, of: told(tr("Writing the backup"), done, of),
                cancelled,
            )
            missing = folder.copy_files(self._blobs, figures, told, cancelled, self._far.saver())
            self._compare(fresh, figures, told, cancelled)
            backup = Backup(
                path, now, fresh.stat().st_size, sha256_of(fresh), figures.notes, figures.trash, figures.events,
                len(figures.files) - missing, missing, datetime.now(UTC),
            )  # fmt: skip
            folder.keep(Kept(backup, figures, self._device))
            fresh.replace(path)  # only now there is a backup
            sync(folder.path)
        except OSError as error:
            raise cannot(folder.path, error) from error
        finally:
            fresh.unlink(missing_ok=True)
        return backup

    def _check_rooms(self, folder: Path, about: int, size: int) -> None:
        """Raise BrainError where the backup, or the copy beside the notebook that it is read back into, would fill a disk: a
        full one is in the notebook's way, too."""
        here = self._on_same_disk(folder)
        check_room(folder, about + (size + proof.SERVER if here else 0))
        if not here:
            check_room(self._home, size + proof.SERVER)

    def _compare(self, path: Path, figures: proof.Figures, told: Told, cancelled: Stop) -> None:
        told(tr("Reading it back"), 0, 0)
        check_room(self._home, path.stat().st_size * _PACKED + proof.SERVER)
        with proof.restored(self._home, path, cancelled) as scratch:
            proof.check(scratch, figures, lambda done, of: told(tr("Comparing it"), done, of), cancelled)

    @contextmanager
    def _alone(self, folder: Path) -> Iterator[None]:
        """Only one program makes a backup; what one that was killed left behind goes."""
        check_folder(folder, made=folder == self._home / "backups")
        with (self._home / "backups.lock").open("a+") as lock:
            if not try_lock(lock):
                raise BrainError(tr("A backup is being made already."), tr("Wait until it is done."))
            proof.sweep(self._home)
            self._in(folder).begin()
            yield

    def _in(self, folder: Path) -> BackupFolder:
        return BackupFolder(folder, self._device)

    def _on_same_disk(self, folder: Path) -> bool:
        try:
            return folder.stat().st_dev == self._home.stat().st_dev
        except OSError:
            return folder == self._home / "backups"

    def _note_try(self, trouble: str) -> None:
        """Remember how the last try went; where even that cannot be written, the person hears of the trouble itself."""
        with suppress(BrainError):
            self._write_plan(
                self._read_plan() | {"tried_at": datetime.now(UTC).isoformat(), "trouble": trouble}
            )

    def _read_plan(self) -> dict[str, Any]:
        try:
            told = json.loads((self._home / _PLAN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def _write_plan(self, values: dict[str, Any]) -> None:
        write_json(self._home / _PLAN, values)


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _time(text: object) -> datetime:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return _LONG_AGO
