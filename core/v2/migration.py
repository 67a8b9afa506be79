"""The migration from a v2, as the window and the command line use it: look, plan, run, resume, verify, undo.

`Migration` is the whole face of this room. Everything runs on the caller's thread and can be stopped: `told` hears where it
is, `cancelled` is asked every few hundred rows. Refuses to know who asks.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from core.errors import BrainError, Cancelled
from core.events import IMPORT_FINISHED, IMPORT_STARTED, IMPORT_UNDONE, new_id
from core.language import tr
from core.progress import Stop, never, unheard
from core.store.blobs import Blobs, hashed
from core.store.cutting import Cutter
from core.store.database import Database
from core.store.imports import count_created, gather_statistics, only_import
from core.store.log import Log
from core.v2 import batches
from core.v2.batch import Batch, BatchState, Undoing, Verified
from core.v2.choices import AS_THEY_ARE, Choices, Owners, Sources
from core.v2.destination import Destination
from core.v2.ledger import Ledger
from core.v2.manifest import ManifestWriter, read_manifest, settle
from core.v2.plan import Plan, Recognized
from core.v2.planning import planned
from core.v2.records import Records, choices_as_json
from core.v2.report import Report, Tally
from core.v2.run import Importing, bring_everything
from core.v2.safety import Safety
from core.v2.sources.live import recognize_database
from core.v2.sources.reading import read_everything
from core.v2.sources.recognizing import recognized
from core.v2.standing import Told
from core.v2.telling import heard_of, teller
from core.v2.undoing import undo
from core.v2.values import V2User
from core.v2.verifying import verify

_MANY = 1_000  # new rows, from which on the server should look at its tables anew


class Migration:
    """The way from a v2 into one notebook, and back."""

    def __init__(
        self, database: Database, log: Log, user_id: UUID, home: Path, blobs: Blobs, *, here: bool
    ) -> None:
        """`here` is whether the database keeps its data in the home folder."""
        self._database = database
        self._log = log
        self._user_id = user_id
        self._home = home
        self._records = Records(home)
        self._safety = Safety(database, home)
        self._blobs = blobs
        self._here = here
        self._names: tuple[Sources, Mapping[str, str]] | None = None  # of the users, as found last

    def recognize(self, path: Path) -> Recognized:
        """What a file or folder is, told in milliseconds by looking into it. BrainError when no v2 left such a thing."""
        return recognized(path)

    def recognize_database(self, address: str) -> Recognized:
        """The same of a database. Raises BrainError when it cannot be reached or holds no v2."""
        return recognize_database(address, self._database.address)

    def sources(self, paths: Sequence[Path], database: str | None = None) -> Sources:
        """The files as what they are, whatever they are called. Raises BrainError when one is nothing that a v2 left behind,
        and when there are two dumps."""
        kinds: dict[str, list[Path]] = {}
        for path in paths:
            kinds.setdefault(self.recognize(path).kind, []).append(path)
        dumps = kinds.get("dump", [])
        if len(dumps) + bool(database) > 1:
            raise BrainError(
                tr("An import reads one dump or one database at a time."),
                tr("Nothing was changed. Import them one after the other."),
            )
        return Sources(
            dump=dumps[0] if dumps else None,
            database=database,
            qdrant=tuple(kinds.get("qdrant", ())),
            attachments=tuple(kinds.get("attachments", ())),
        )

    def plan(
        self, sources: Sources, choices: Choices = AS_THEY_ARE, told: Told = unheard, cancelled: Stop = never
    ) -> Plan:
        """Read everything once and say what an import would do; nothing is written. Raises Cancelled when it was stopped."""
        found = self._recognized(sources)
        tally = Tally(", ".join(sources.names), dry_run=True)
        into = Destination(self._database, self._log, self._user_id, new_id(), dry_run=True)
        names = self._known_users(sources, choices, told, cancelled)
        importing = Importing(into, Ledger(tally), choices, names, lambda _: False)
        begun = time.monotonic()
        if not bring_everything(sources, importing, hashed, teller(told, tally), cancelled):
            raise Cancelled
        took = time.monotonic() - begun
        self._names = sources, importing.owners.names
        report = tally.report(finished=True)
        return planned(
            sources,
            choices,
            found,
            report,
            importing.owners,
            seconds=took,
            home=self._home,
            here=self._here,
            environment=os.environ,
        )

    def run(
        self, sources: Sources, choices: Choices = AS_THEY_ARE, told: Told = unheard, cancelled: Stop = never
    ) -> Report:
        """Bring everything in. An import of the same sources that was stopped or killed is gone on with.

        When `cancelled` answers True, what was read so far is written and the report is not `finished`. Raises BrainError
        when a source cannot be read, the database fails or another import is running; batches that were written stay.
        """
        if not sources:
            raise BrainError(
                tr("There is nothing to import."), tr("Choose the backup that you made of your v2 database.")
            )
        self._recognized(sources)  # wrong input is to be told before anything is written
        with only_import(self._database.address):
            batch = self._begun_before(sources, choices) or new_id()
            return self._import(batch, sources, choices, told, cancelled)

    def batches(self) -> tuple[Batch, ...]:
        """All imports from a v2 into this notebook, the newest first."""
        return batches.newest_first(
            self._log.imports(),
            lambda system: system == batches.V2,
            lambda batch: self._database.ask(count_created, batch),
        )

    def resumable(self) -> Batch | None:
        """The newest import, if it was not finished and its files are still where they were on this machine."""
        newest = next(iter(self.batches()), None)
        if newest is None or newest.state is not BatchState.UNFINISHED:
            return None
        return newest if self._records.is_still_there(newest.id) else None

    def resume(self, batch: UUID, told: Told = unheard, cancelled: Stop = never) -> Report:
        """Go on with an unfinished import, with its own sources and choices."""
        with only_import(self._database.address):
            return self._again(batch, BatchState.UNFINISHED, told, cancelled)

    def retry(self, batch: UUID, told: Told = unheard, cancelled: Stop = never) -> Report:
        """Try what a finished import set aside again; what came in is not touched. Its report becomes new."""
        with only_import(self._database.address):
            return self._again(batch, BatchState.FINISHED, told, cancelled)

    def report(self, batch: UUID) -> Report:
        """The report of an import, as it was written at its end. Raises BrainError when it is not on this machine."""
        self._batch(batch)
        found = self._records.report(batch)
        if found is None:
            raise BrainError(
                tr("The report of this import is not on this machine."),
                tr(
                    "It is kept where the import ran. Whether all is still here can be verified all the same."
                ),
            )
        return found

    def report_page(self, batch: UUID) -> Path | None:
        """The report of an import as a page for the browser; None while there is none on this machine."""
        return self._records.page(batch)

    def verify(self, batch: UUID | None = None, told: Told = unheard, cancelled: Stop = never) -> Verified:
        """Compare the notebook today with what an import brought, the newest one if none is named. Raises Cancelled."""
        chosen = self._batch(batch) if batch else self._newest_finished()
        if chosen.state is not BatchState.FINISHED:
            raise _not_finished(chosen)
        heard = heard_of(told, "verifying")
        folder = self._records.folder(chosen.id)
        settle(folder, chosen.sealed)
        found = verify(
            self._database,
            self._log,
            self._blobs,
            chosen.id,
            folder,
            chosen.sealed,
            chosen.created + chosen.updated,
            heard,
            cancelled,
        )
        return replace(found, device=str(self._log.device_id))

    def undoing(self, batch: UUID, told: Told = unheard, cancelled: Stop = never) -> Undoing:
        """What undoing an import would do. Nothing is changed."""
        return self._undo(batch, told, cancelled, dry_run=True)

    def undo(
        self, batch: UUID, *, everything: bool = False, told: Told = unheard, cancelled: Stop = never
    ) -> Undoing:
        """Take an import back. Notes that were used since are kept unless `everything` is to go.

        Raises Cancelled when it was stopped; undoing it again goes on.
        """
        with only_import(self._database.address):
            done = self._undo(batch, told, cancelled, everything=everything)
            self._log.record(IMPORT_UNDONE, batch, self._user_id, batches.taken_back(done))
        return done

    def _undo(
        self, batch: UUID, told: Told, cancelled: Stop, *, everything: bool = False, dry_run: bool = False
    ) -> Undoing:
        return undo(
            self._database,
            self._log,
            batch,
            everything=everything,
            dry_run=dry_run,
            total=self._batch(batch).created,
            progress=heard_of(told, "undoing"),
            cancelled=cancelled,
        )

    def _import(self, batch: UUID, sources: Sources, choices: Choices, told: Told, cancelled: Stop) -> Report:
        """One pass over all sources under this batch."""
        tally = Tally(", ".join(sources.names), batch=batch)
        folder = self._begin(batch, sources, choices)
        tally.backup = self._safety.kept(batch)
        try:
            names = self._known_users(sources, choices, told, cancelled)
        except Cancelled:
            return tally.report(finished=False)
        manifest = ManifestWriter(folder)
        started = time.time()

        def before() -> None:
            heard = heard_of(told, "backup")
            tally.backup = self._safety.back_up(batch, choices.backup, heard, cancelled)

        cutter = Cutter()
        try:
            into = Destination(
                self._database, self._log, self._user_id, batch, dry_run=False, before=before, cut=cutter.cut
            )
            importing = Importing(
                into, Ledger(tally, manifest), choices, names, self._had_before(batch, started)
            )
            finished = bring_everything(sources, importing, self._blobs.put, teller(told, tally), cancelled)
            report = tally.report(finished)
            if finished:
                teller(told, tally)("finishing", "", 0, 0)
                self._finish(batch, report, manifest)
        finally:
            cutter.close()
            manifest.give_up()
        return report

    def _begin(self, batch: UUID, sources: Sources, choices: Choices) -> Path:
        """The folder of the import's records, once the log knows of the import."""
        folder = self._records.folder(batch)
        self._records.begin(batch, sources, choices)
        known = batches.batches(self._log.imports()).get(batch)
        if known is None:
            data = {"system": "v2", "names": list(sources.names), "choices": choices_as_json(choices)}
            self._log.record(IMPORT_STARTED, batch, self._user_id, data)
        else:
            settle(folder, known.sealed)
        return folder

    def _finish(self, batch: UUID, report: Report, manifest: ManifestWriter) -> None:
        """Whoever is told that an import is finished finds its report and its manifest, whenever the program is killed."""
        sealed = manifest.close()
        self._records.finish(batch, report)
        self._log.record(IMPORT_FINISHED, batch, self._user_id, batches.finished(report, sealed))
        manifest.keep()
        if sum(table.created for table in report.tables) >= _MANY:
            self._database.ask(gather_statistics)

    def _again(self, batch: UUID, state: BatchState, told: Told, cancelled: Stop) -> Report:
        chosen, found = self._batch(batch), self._records.sources(batch)
        if chosen.state is BatchState.UNDONE:
            raise BrainError(tr("This import was taken back."), tr("Import its files again."))
        if chosen.state is not state:
            raise _not_finished(chosen)
        if found is None:
            raise BrainError(
                tr("This machine does not know which files that import read."),
                tr("Import the same files again: nothing comes twice."),
            )
        if not self._records.is_still_there(batch):
            gone = [str(path) for path in found[0].files if not path.exists()]
            raise BrainError(
                tr("This file of the import is not there any more: {file}.", file=gone[0])
                if gone
                else tr("The files of the import are not as they were."),
                tr("Put it back, or import the files that you have now: nothing comes twice."),
            )
        self._recognized(found[0])
        return self._import(batch, *found, told, cancelled)

    def _begun_before(self, sources: Sources, choices: Choices) -> UUID | None:
        """The unfinished import of these very sources."""
        for batch in self.batches():
            if batch.state is BatchState.UNFINISHED and self._records.is_of(batch.id, sources, choices):
                return batch.id
        return None

    def _recognized(self, sources: Sources) -> tuple[Recognized, ...]:
        databases = [self.recognize_database(sources.database)] if sources.database else []
        return (*databases, *map(self.recognize, sources.files))

    def _users(self, sources: Sources) -> Mapping[str, str]:
        return self._names[1] if self._names is not None and self._names[0] == sources else {}

    def _known_users(
        self, sources: Sources, choices: Choices, told: Told, cancelled: Stop
    ) -> Mapping[str, str]:
        """The names of v2's users, where a choice needs them: a dump tells them after the notes, so it is read for them."""
        needed = choices.owners is Owners.PROPERTY or choices.only
        if not needed or (self._names is not None and self._names[0] == sources):
            return self._users(sources)
        only_these = Sources(dump=sources.dump, database=sources.database)
        heard = teller(told, Tally(""))
        read = read_everything(only_these, hashed, heard, cancelled)
        names = {item.id: item.name for item in read if isinstance(item, V2User)}
        self._names = sources, names
        return names

    def _had_before(self, batch: UUID, started: float) -> Callable[[str], bool]:
        """Whether the store held a file before this import began, in whichever attempt."""
        known = batches.batches(self._log.imports()).get(batch)
        since = known.started_at.timestamp() if known else started

        def had(sha256: str) -> bool:
            try:
                return self._blobs.path(sha256).stat().st_mtime < since
            except OSError:
                return False

        return had

    def brought_files(self) -> set[str]:
        """The SHA-256 of every file that an import on this machine took, also of those that belong to no note. Raises
        BrainError where a manifest cannot be read, and while an import runs: its manifest comes with its end."""
        with only_import(self._database.address):
            return {
                line.sha256
                for folder in self._records.with_manifest()
                for line in read_manifest(folder)
                if line.kind == "file"
            }

    def _batch(self, batch: UUID) -> Batch:
        found = batches.batches(self._log.imports()).get(batch)
        if found is None:
            raise BrainError(
                tr("There is no import {batch}.", batch=batch), tr("List them with: second-brain import list")
            )
        return found

    def _newest_finished(self) -> Batch:
        found = next((each for each in self.batches() if each.state is BatchState.FINISHED), None)
        if found is None:
            raise BrainError(tr("There is no finished import to verify."), tr("Import from version 2 first."))
        return found


def _not_finished(batch: Batch) -> BrainError:
    words = {
        BatchState.UNFINISHED: (
            tr("This import is not finished."),
            tr("Go on with it: second-brain import resume"),
        ),
        BatchState.FINISHED: (tr("This import is finished."), tr("What was set aside can be tried again.")),
        BatchState.UNDONE: (tr("This import was taken back."), tr("Import its files again.")),
    }
    return BrainError(*words[batch.state])
