"""The domain events: the only stored and wire form of what happened.

Owns the envelope, the names of the events, their payloads' versions and the upcasters that read old payloads. Refuses to
know what a memory is made of events (that is `core.memory`) and where they are kept (`core.store.log`).

Payloads (`data`), all JSON; a key that is not listed is kept and ignored:

| event | data |
|---|---|
| memory.created | content, tags, metadata; updated_at where it is not occurred_at; of imports source and embedding |
| … source | system, sha256 of the source's record; also of an update that an import made |
| … embedding | model, dimensions, sha256 of the vector's bytes |
| memory.updated | content, or splices [[at, removed, inserted]…] and sha256 of the resulting text; metadata |
| … metadata | set {…}, unset […] |
| … merged | of an update that brought two edits together: see below |
| memory.settled | versions: the clashes that a person has looked at |
| memory.tagged, memory.untagged | tags |
| memory.linked | target, kind, metadata |
| memory.unlinked | target, kind |
| memory.attached | sha256 of the file's bytes, name, media_type, size in bytes |
| memory.detached | sha256, name |
| memory.deleted, memory.restored, memory.purged | – |
| memory.embedded | embedding: a vector came later than its memory |
| memory.unembedded | model: that vector is taken back |
| memory.voided | batch: what an import created is taken back, as if it had never come; it may be created again |
| import.started | system, names, choices |
| import.finished | complete, sha256 of the manifest, name of the backup, counts by outcome |
| import.undone | removed, restored, kept |
| action.begun | kind, and what it is about: tag, to, of (the action that is undone or redone), notes |
| action.ended | – : it came to its end, so nothing of it is left to be done |

What an update calls `merged` is how two edits of one text came together: `base`, the version that both began from; `typed`,
the texts that one side wrote behind it, each `content`, or `splices` on the text before it, with `sha256`, `event_id`,
`occurred_at` and `device_id`; `clash`, true where they could not be merged, so that a person should look at both.

The stream of an import is named by its batch, and so is `correlation_id` of every event that it or its undoing appends.
So all events of one command, or of one bulk action in many parts, have one `correlation_id`; where their kinds alone do not
say what was done, a stream of that id does.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.errors import BrainError
from core.language import tr

CREATED = "memory.created"
UPDATED = "memory.updated"
TAGGED = "memory.tagged"
UNTAGGED = "memory.untagged"
LINKED = "memory.linked"
UNLINKED = "memory.unlinked"
ATTACHED = "memory.attached"
DETACHED = "memory.detached"
DELETED = "memory.deleted"
RESTORED = "memory.restored"
PURGED = "memory.purged"
EMBEDDED = "memory.embedded"
UNEMBEDDED = "memory.unembedded"
VOIDED = "memory.voided"
SETTLED = "memory.settled"
IMPORT_STARTED = "import.started"
IMPORT_FINISHED = "import.finished"
IMPORT_UNDONE = "import.undone"
ACTION_BEGUN = "action.begun"
ACTION_ENDED = "action.ended"

OF_MEMORIES = frozenset(
    (
        CREATED,
        UPDATED,
        TAGGED,
        UNTAGGED,
        LINKED,
        UNLINKED,
        ATTACHED,
        DETACHED,
        DELETED,
        RESTORED,
        PURGED,
        EMBEDDED,
        UNEMBEDDED,
        VOIDED,
        SETTLED,
    )
)
"""The events whose stream is a memory."""

type_versions: Mapping[str, int] = dict.fromkeys(
    (*OF_MEMORIES, IMPORT_STARTED, IMPORT_FINISHED, IMPORT_UNDONE, ACTION_BEGUN, ACTION_ENDED), 1
)

Data = Mapping[str, Any]

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
Upcaster = Callable[[Data], Data]

# From (event type, version of its payload) to the payload of the next version. Old events are never rewritten: they are
# read through this chain. Every payload is still at its first version.
upcasters: Mapping[tuple[str, int], Upcaster] = {}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one memory.

    `stream_version` counts the events of that memory from 1: an event expects the memory at the version before it.
    `event_version` is the version of the payload's form. `device_id` and `clock` are stamped, and `position` is assigned,
    when the event is appended; until then they are None.
    """

    event_id: UUID
    aggregate_id: UUID
    event_type: str
    stream_version: int
    user_id: UUID
    occurred_at: datetime
    data: Data
    event_version: int = 1
    device_id: UUID | None = None
    clock: int | None = None
    correlation_id: UUID | None = None
    causation_id: UUID | None = None
    position: int | None = None

    def encode(self) -> dict[str, Any]:
        """The event as JSON values, with the names of the v3 contract."""
        return {
            "event_id": str(self.event_id),
            "aggregate_id": str(self.aggregate_id),
            "event_type": self.event_type,
            "event_version": self.event_version,
            "stream_version": self.stream_version,
            "user_id": str(self.user_id),
            "device_id": _text(self.device_id),
            "occurred_at": self.occurred_at.isoformat(),
            "clock": None if self.clock is None else f"{self.clock:016x}",
            "correlation_id": _text(self.correlation_id),
            "causation_id": _text(self.causation_id),
            "position": self.position,
            "data": dict(self.data),
        }

    @classmethod
    def decode(cls, values: Mapping[str, Any]) -> Event:
        """The event that `encode` wrote, its payload upcast. Raises ValueError or KeyError on anything else."""
        clock = values.get("clock")
        version, data = upcast(values["event_type"], values["event_version"], values["data"])
        return cls(
            event_id=UUID(values["event_id"]),
            aggregate_id=UUID(values["aggregate_id"]),
            event_type=values["event_type"],
            event_version=version,
            stream_version=values["stream_version"],
            user_id=UUID(values["user_id"]),
            device_id=_uuid(values.get("device_id")),
            occurred_at=datetime.fromisoformat(values["occurred_at"]),
            clock=None if clock is None else int(clock, 16),
            correlation_id=_uuid(values.get("correlation_id")),
            causation_id=_uuid(values.get("causation_id")),
            position=values.get("position"),
            data=data,
        )


def upcast(
    event_type: str,
    version: int,
    data: Data,
    chain: Mapping[tuple[str, int], Upcaster] = upcasters,
    known: Mapping[str, int] = type_versions,
) -> tuple[int, Data]:
    """The payload in the version that this program writes, and that version.

    Raises BrainError for an event that a newer program wrote: it can be kept but not understood.
    """
    present = known.get(event_type)
    if present is None or version > present:
        raise BrainError(
            tr(
                "This notebook holds something that a newer Second Brain wrote ({event_type}, form "
                "{version}).",
                event_type=event_type,
                version=version,
            ),
            tr("Nothing was changed. Update Second Brain on this machine and open the notebook again."),
        )
    while version < present:
        data = chain[event_type, version](data)
        version += 1
    return version, data


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562): unique, and growing with time, so that indexes stay dense."""
    value = (time.time_ns() // 1_000_000 & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def to_json(data: Data) -> str:
    """Compact JSON; refuses NaN and infinity, which JSON does not know."""
    return _compact(data)


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _uuid(value: str | None) -> UUID | None:
    return None if value is None else UUID(value)
