"""Notes of other programs into this notebook and out of it, as a person does it: plan, import, take back, export.

Owns that an import is one thing that stays in the log, so that it can be gone on with, seen in the activity and taken back.
Refuses to know what a file means as notes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

from core.events import IMPORT_FINISHED, IMPORT_STARTED, IMPORT_UNDONE, Event, new_id
from core.exchange import (
    ALL_OF_IT,
    Exported,
    Folders,
    Format,
    Imported,
    Taking,
    Vaults,
    export_notebook,
    import_notes,
)
from core.progress import Progress, Stop, never, unheard
from core.store import link_targets
from core.store.blobs import Blobs
from core.store.database import Database
from core.store.imports import count_created, only_import
from core.store.log import Log
from core.store.outgoing import Extent, extent
from core.v2 import batches
from core.v2.batch import Batch, BatchState, Undoing
from core.v2.undoing import undo


class Exchanging:
    """What goes between one notebook and files: `brain.exchange`. May be used from any thread."""

    def __init__(self, database: Database, log: Log, user_id: UUID, blobs: Blobs) -> None:
        self._database = database
        self._log = log
        self._user_id = user_id
        self._blobs = blobs
        self._import = partial(import_notes, log, user_id, blobs=blobs, known=self._known)

    def plan(
        self,
        paths: Sequence[Path],
        progress: Progress = unheard,
        cancelled: Stop = never,
        *,
        taking: Taking | None = None,
    ) -> Imported:
        """Read everything once and say what an import would do. Nothing is changed. Raises BrainError when no path holds
        anything of the kind; `finished` is False when it was stopped."""
        taking = taking or ALL_OF_IT
        vaults = Vaults(_numbers(self._log.imports()))
        return self._import(
            paths=paths, dry_run=True, taking=taking, vaults=vaults, progress=progress, cancelled=cancelled
        )

    def bring(
        self,
        paths: Sequence[Path],
        progress: Progress = unheard,
        cancelled: Stop = never,
        *,
        taking: Taking | None = None,
    ) -> Imported:
        """Bring the notes at these paths in, as one import. One of the same paths that was stopped or killed goes on,
        and nothing comes twice. `taking` says what becomes tags of the notes beyond those that they name. Raises BrainError
        as `plan` does, and while another import into this notebook runs."""
        places = [str(path.expanduser().absolute()) for path in paths]
        taking = taking or ALL_OF_IT
        with only_import(self._database.address):
            batch = self._begun_before(places)
            vaults = Vaults(_numbers(self._log.imports()))

            def begin(system: str) -> UUID:
                nonlocal batch
                if batch is None:
                    batch = new_id()
                    names = [path.name for path in paths]
                    told = {"system": system, "names": names, "paths": places}
                    self._log.record(IMPORT_STARTED, batch, self._user_id, told | _chosen(taking))
                return batch

            came = self._import(
                paths=paths,
                taking=taking,
                vaults=vaults,
                begin=begin,
                progress=progress,
                cancelled=cancelled,
            )
            if batch is not None and came.finished:
                created = self._database.ask(count_created, batch)
                numbers = {place: vaults.numbers[place] for place in places if place in vaults.numbers}
                told = _told(came, created) | {"vaults": numbers}
                self._log.record(IMPORT_FINISHED, batch, self._user_id, told)
        return replace(came, batch=batch)

    def resumable(self) -> Batch | None:
        """The newest import, if it was not finished and its files are still where they were on this device."""
        newest = next(iter(self.batches()), None)
        if newest is None or newest.state is not BatchState.UNFINISHED:
            return None
        places = _places(self._beginning(newest.id))
        return newest if places and all(Path(each).exists() for each in places) else None

    def resume(self, batch: UUID, progress: Progress = unheard, cancelled: Stop = never) -> Imported:
        """Go on with an unfinished import, with its own paths and choices; see `bring`."""
        begun = self._beginning(batch)
        return self.bring(
            [Path(each) for each in _places(begun)],
            progress,
            cancelled,
            taking=_taking(begun),
        )

    def batches(self) -> tuple[Batch, ...]:
        """The imports that brought something from other programs' files on this device, the newest first."""
        return batches.newest_first(
            self._log.imports(),
            lambda system: system != batches.V2,
            lambda batch: self._database.ask(count_created, batch),
        )

    def undoing(self, batch: UUID) -> Undoing:
        """What taking an import back would do. Nothing is changed."""
        return undo(self._database, self._log, batch, dry_run=True)

    def undo(
        self,
        batch: UUID,
        *,
        everything: bool = False,
        progress: Progress = unheard,
        cancelled: Stop = never,
    ) -> Undoing:
        """Take an import back: notes that were not used since disappear as if they had never come, and with `everything` all
        of them. Raises Cancelled when it was stopped; taking it back again goes on."""
        with only_import(self._database.address):
            total = self._database.ask(count_created, batch)
            done = undo(
                self._database,
                self._log,
                batch,
                everything=everything,
                total=total,
                progress=progress,
                cancelled=cancelled,
            )
            self._log.record(IMPORT_UNDONE, batch, self._user_id, batches.taken_back(done))
        return done

    def extent(self, form: Format = "jsonl", only: Sequence[UUID] | None = None) -> Extent:
        """How much `export` would write, of all notes or only of these."""
        return self._database.ask(lambda connection: extent(connection, only, named=form == "markdown"))

    def export(
        self,
        path: Path,
        form: Format = "jsonl",
        only: Sequence[UUID] | None = None,
        *,
        replace: bool = False,
        folders: Folders = "came",
        progress: Progress = unheard,
        cancelled: Stop = never,
    ) -> Exported:
        """Write all notes, those in the trash too, or only these, into a new file of JSON lines or a new folder of Markdown,
        where they lie in `folders`. Raises BrainError, or Cancelled; nothing is left there then."""
        return export_notebook(
            self._database,
            path,
            form,
            self._blobs,
            replace=replace,
            progress=progress,
            cancelled=cancelled,
            only=only,
            folders=folders,
        )

    def _known(self, names: Collection[str]) -> frozenset[str]:
        return self._database.ask(link_targets.known, names)

    def _begun_before(self, places: list[str]) -> UUID | None:
        """The newest import of these paths, if it did not come to its end."""
        told = self._log.imports()
        begun = [each for each in told if each.event_type == IMPORT_STARTED and _places(each) == places]
        newest = begun[-1].aggregate_id if begun else None
        unfinished = newest and batches.batches(told)[newest].state is BatchState.UNFINISHED
        return newest if unfinished else None

    def _beginning(self, batch: UUID) -> Event:
        """The event with which an import began."""
        of_it = (each for each in self._log.imports() if each.aggregate_id == batch)
        return next(each for each in of_it if each.event_type == IMPORT_STARTED)


def _places(begun: Event) -> list[str]:
    """What an import reads, as its first event says it; once it was one path, under a name of its own."""
    return list(begun.data.get("paths") or filter(None, [begun.data.get("path")]))


def _numbers(told: Iterable[Event]) -> dict[str, int]:
    """The numbers of vaults by the places that they came from, as imports tell that came to their end. At first they told
    none, and there was one vault."""
    begun: dict[UUID, list[str]] = {}
    numbers: dict[str, int] = {}
    for event in told:
        if event.event_type == IMPORT_STARTED:
            begun[event.aggregate_id] = _places(event)
        elif event.event_type == IMPORT_FINISHED:
            given = event.data.get("vaults", {})
            numbers |= {place: given.get(place, 1) for place in begun.get(event.aggregate_id, ())}
    return numbers


def _chosen(taking: Taking) -> dict[str, bool]:
    """What the log keeps of what was chosen."""
    return {"take_tags": taking.text_tags, "take_folders": taking.folders}


def _taking(begun: Event) -> Taking:
    """What was chosen for an import; one that knows nothing of folders began before they could become tags."""
    system = begun.data.get("system")
    return Taking(
        folders=begun.data.get("take_folders", system == "joplin") is not False,
        text_tags=begun.data.get("take_tags") is not False,
    )


def _told(came: Imported, created: int) -> dict[str, object]:
    """What the log keeps of an import that came to its end."""
    table = {
        "table": "notes",
        "source": came.source,
        "created": came.created,
        "identical": came.identical,
        "set_aside": came.set_aside,
        "updated": 0,
    }
    notes = {"created": created, "updated": 0, "identical": came.identical}
    return {"complete": came.complete, "notes": notes, "tables": [table]}
