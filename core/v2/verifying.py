"""The notebook today against what an import brought, months later too.

Owns the comparison: every note of the manifest is looked up, its text hashed by the database, and where it differs the log
is asked who changed it. Only reads. Refuses to know how the import went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from uuid import UUID

from core.errors import Cancelled
from core.events import CREATED, DELETED, PURGED, UPDATED, VOIDED
from core.progress import Progress, Stop, never, unheard
from core.store.database import Database
from core.store.imports import Step, created_by, present, steps
from core.store.log import Log
from core.v2.batch import Deviation, Difference, Verified
from core.v2.manifest import manifest_hash, read_manifest

LISTED = 1_000
"""Deviations that are listed; the others are counted."""

_CHUNK = 1_000
_Expected = tuple[UUID, str]  # a note and the SHA-256 of its text, empty where only its being there is known


def verify(
    database: Database,
    log: Log,
    batch: UUID,
    folder: Path,
    sealed: str,
    total: int,
    progress: Progress = unheard,
    cancelled: Stop = never,
) -> Verified:
    """Compare each note that the import brought. `sealed` is the manifest's hash by the log. Raises Cancelled."""
    found = manifest_hash(folder)
    intact = None if found is None else found == sealed
    expected = _of_manifest(folder) if intact else _of_log(database, log, batch)
    counts: Counter[str] = Counter()
    deviations: list[Deviation] = []
    while chunk := list(islice(expected, _CHUNK)):
        if cancelled():
            raise Cancelled
        for deviation in _compare(database, batch, chunk):
            counts[deviation.kind] += 1
            if len(deviations) < LISTED:
                deviations.append(deviation)
        counts["checked"] += len(chunk)
        progress(counts["checked"], max(total, counts["checked"]))
    lost = counts["missing"] + counts["altered"]
    changed = counts["changed"] + counts["deleted"] + counts["purged"]
    same = counts["checked"] - lost - changed
    return Verified(batch, counts["checked"], same, changed, lost, intact, tuple(deviations))


def _of_manifest(folder: Path) -> Iterator[_Expected]:
    """Every note that the import created or changed."""
    for line in read_manifest(folder):
        if line.kind == "note" and line.memory is not None and line.outcome in ("created", "updated"):
            yield line.memory, line.sha256


def _of_log(database: Database, log: Log, batch: UUID) -> Iterator[_Expected]:
    """Where the manifest is not at hand, or is not what it was, the log tells what it brought."""
    import hashlib

    after = 0
    while rows := database.ask(created_by, batch, after, _CHUNK):
        after = rows[-1][0]
        for _, memory_id in rows:
            first = next(
                event
                for event in log.stream(memory_id)
                if event.event_type == CREATED and event.correlation_id == batch
            )
            yield memory_id, hashlib.sha256(first.data["content"].encode()).hexdigest()


def _compare(database: Database, batch: UUID, chunk: Iterable[_Expected]) -> Iterator[Deviation]:
    expected = dict(chunk)
    here = database.ask(present, list(expected))
    unlike = [
        memory_id
        for memory_id, sha256 in expected.items()
        if memory_id not in here
        or here[memory_id].trashed
        or (sha256 and here[memory_id].sha256.hex() != sha256)
    ]
    told = database.ask(steps, unlike) if unlike else {}
    for memory_id in unlike:
        title = here[memory_id].title if memory_id in here else ""
        yield _deviation(memory_id, title, memory_id in here, batch, told.get(memory_id, []))


def _deviation(memory_id: UUID, title: str, there: bool, batch: UUID, told: list[Step]) -> Deviation:
    """Who changed a note since: the first event after the import's last one that explains what is seen."""
    own = max((at for at, step in enumerate(told) if step.batch == batch), default=-1)
    since = [step for step in told[own + 1 :] if step.event_type in _EXPLAINS]
    if told and told[-1].event_type == VOIDED:
        return Deviation(memory_id, title, "purged", told[-1].occurred_at, str(told[-1].device_id))
    if not since:
        return Deviation(memory_id, title, "altered" if there else "missing")
    by = min(since, key=lambda step: _WEIGHT.index(step.event_type))
    kind: Difference = _EXPLAINS[by.event_type]
    return Deviation(memory_id, title, kind, by.occurred_at, str(by.device_id))


_WEIGHT = (PURGED, DELETED, UPDATED)
_EXPLAINS: dict[str, Difference] = {UPDATED: "changed", DELETED: "deleted", PURGED: "purged"}
