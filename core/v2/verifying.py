"""The notebook today against what an import brought, months later too.

Owns the comparison: every note that the import brought is looked up, its text hashed by the database, and where it differs
the log is asked who changed it; so are its links, vectors and files. Only reads. Refuses to know how the import went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from uuid import UUID

from core.errors import Cancelled
from core.events import CREATED, DELETED, PURGED, UPDATED, VOIDED
from core.progress import Progress, Stop, never, unheard
from core.store.blobs import Blobs
from core.store.database import Database
from core.store.imports import Present, Step, present, steps
from core.store.log import Log
from core.v2.batch import BESIDE, Checked, Deviation, Difference, Verified
from core.v2.expected import of_log, of_manifest
from core.v2.manifest import manifest_hash
from core.v2.missing import Missing

LISTED = 1_000
"""Deviations that are listed; the others are counted."""

_CHUNK = 1_000
_LOST = ("missing", "altered")


def verify(
    database: Database,
    log: Log,
    blobs: Blobs,
    batch: UUID,
    folder: Path,
    sealed: str,
    total: int,
    progress: Progress = unheard,
    cancelled: Stop = never,
) -> Verified:
    """Compare all that the import brought. `sealed` is the manifest's hash by the log, `total` the notes that it
    says. Raises Cancelled."""
    found = manifest_hash(folder)
    intact = None if found is None else found == sealed
    expected = of_manifest(folder) if intact else of_log(database, batch)
    missing = Missing(database, log, blobs)
    seen = _Seen()
    while chunk := list(islice(expected, _CHUNK)):
        if cancelled():
            raise Cancelled
        notes = {each.memory_id: each.sha256 for each in chunk if each.kind == "note" and each.memory_id}
        for deviation in _compare(database, batch, notes):
            seen.deviates("note", deviation)
        seen.checked["note"] += len(notes)
        others = [each for each in chunk if each.kind != "note"]
        for each, deviation in missing.among(others):
            seen.deviates(each.kind, deviation)
        seen.checked.update(each.kind for each in others)
        progress(seen.checked["note"], max(total, seen.checked["note"]))
    return seen.verified(batch, intact)


class _Seen:
    """What was compared so far."""

    def __init__(self) -> None:
        self.checked: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._deviations: list[Deviation] = []

    def deviates(self, kind: str, deviation: Deviation) -> None:
        (self._lost if deviation.kind in _LOST else self._changed)[kind] += 1
        if len(self._deviations) < LISTED:
            self._deviations.append(deviation)

    def verified(self, batch: UUID, intact: bool | None) -> Verified:
        checked, changed, lost = self.checked["note"], self._changed["note"], self._lost["note"]
        others = tuple(
            Checked(kind, self.checked[kind], self._changed[kind], self._lost[kind])
            for kind in BESIDE
            if self.checked[kind]
        )
        same = checked - changed - lost
        return Verified(batch, checked, same, changed, lost, intact, tuple(self._deviations), others)


def _compare(database: Database, batch: UUID, expected: dict[UUID, str]) -> Iterator[Deviation]:
    """The notes that are not here with the text that has this hash, or are in the trash."""
    here = database.ask(present, list(expected)) if expected else {}
    unlike = [
        memory_id
        for memory_id, sha256 in expected.items()
        if memory_id not in here or here[memory_id].trashed or here[memory_id].sha256.hex() != sha256
    ]
    told = database.ask(steps, unlike) if unlike else {}
    for memory_id in unlike:
        found = here.get(memory_id)
        only_trashed = found is not None and found.sha256.hex() == expected[memory_id]
        deviation = _deviation(memory_id, found, _since(told.get(memory_id, []), batch))
        if deviation.since is not None or not only_trashed:  # else it was in the trash before it was updated
            yield deviation


def _since(told: Sequence[Step], batch: UUID) -> Sequence[Step]:
    """What happened to a note since the import gave it its text. It may have got a link or a file later."""
    own = (
        at for at, step in enumerate(told) if step.batch == batch and step.event_type in (CREATED, UPDATED)
    )
    return told[max(own, default=-1) + 1 :]


def _deviation(memory_id: UUID, found: Present | None, since: Sequence[Step]) -> Deviation:
    """Who changed a note since: the first event that explains what is seen."""
    title = found.title if found is not None else ""
    explaining = [step for step in since if step.event_type in _EXPLAINS]
    if not explaining:
        return Deviation(memory_id, title, "missing" if found is None else "altered")
    by = min(explaining, key=lambda step: _WEIGHT.index(step.event_type))
    return Deviation(memory_id, title, _EXPLAINS[by.event_type], by.occurred_at, str(by.device_id))


_WEIGHT = (VOIDED, PURGED, DELETED, UPDATED)
_EXPLAINS: dict[str, Difference] = {
    UPDATED: "changed",
    DELETED: "deleted",
    PURGED: "purged",
    VOIDED: "purged",
}
