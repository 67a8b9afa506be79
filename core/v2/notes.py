"""The notes of a v2 on their way into the notebook.

Owns how a v2 note becomes a memory, what counts as here already, and what becomes of one whose id is taken by another note.
Refuses to know files and SQL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from core.errors import InvalidMemory
from core.giving_way import give_way
from core.language import tr_noop
from core.memory import Memory
from core.store.imports import rows_brought, vectors_brought
from core.store.log import Origin, Vector
from core.v2 import reasons
from core.v2.choices import Choices, Duplicates, Owners
from core.v2.destination import Destination
from core.v2.ledger import Ledger
from core.v2.seen import SeenIds
from core.v2.values import EMBEDDING_DIMENSIONS, SetAside, V2Memory

LEGACY_MODEL = "legacy-1536"
"""The name that v2's vectors are kept under: its dumps do not say which model made them."""

_KEEP_BOTH = tr_noop(
    "What is here was left alone. If you want the other one too, import again with the choice to copy."
)
_UPDATE = tr_noop("What is here was left alone. To bring the change, import again with the choice to update.")
_CORRECT = tr_noop("Correct the note in version 2 and import again; all others came in.")


@dataclass(frozen=True, slots=True)
class _New:
    """A memory that is to come, with what it came from and the vector that came with it."""

    source: V2Memory
    memory: Memory
    vector: Vector | None


class Notes:
    """Brings notes in, a batch at a time. `owners` are the names of v2's users by their ids."""

    def __init__(
        self, destination: Destination, ledger: Ledger, choices: Choices, owners: Mapping[str, str]
    ) -> None:
        self._into = destination
        self._ledger = ledger
        self._choices = choices
        self._owners = owners
        self.unwanted = SeenIds()
        """Notes of users who were not chosen: no other source brings them either."""

    def bring(self, batch: Sequence[V2Memory]) -> None:
        """Account for each of these notes; what came in is durable when this returns."""
        if not self._choices.keep_vectors:
            batch = [replace(found, embedding=None) for found in batch]
        wanted = [found for found in batch if self._is_wanted(found)]
        origins = self._into.origins([found.id for found in wanted])
        new, unlike = [], []
        for found in wanted:
            origin = origins.get(found.id)
            if origin is None or origin.voided:
                new.append((found, found.id))
            elif origin.sha256 == found.source_sha256:
                self._known(found, origin, found.id)
            else:
                unlike.append(found)
        unlike = self._without_own(unlike) if unlike else []
        updates = self._judge(unlike, new, origins) if unlike else []
        self._write([made for found, memory_id in new if (made := self._made(found, memory_id))], updates)

    def _is_wanted(self, found: V2Memory) -> bool:
        """Whether the note belongs to one of the chosen users; it is set aside when not."""
        only, owner = self._choices.only, found.owner
        if not only or owner is None or owner in only or self._owners.get(owner) in only:
            return True
        self.unwanted.add(found.id)
        name = self._owners.get(owner, owner)
        self._ledger.aside(_aside(found, "other-owner", reasons.OTHER_OWNER.format(name=name), _CHOOSE))
        return False

    def _known(self, found: V2Memory, origin: Origin, memory_id: UUID) -> None:
        """A row that came before: with this import, which is being gone on with, or with an earlier one."""
        if origin.batch != self._into.batch or self._into.dry_run:
            self._ledger.took(found, "identical", memory_id)
        else:
            self._ledger.took(found, "updated" if origin.updated else "created", memory_id)

    def _without_own(self, unlike: list[V2Memory]) -> list[V2Memory]:
        """Those that this very import did not bring before: a later one may have updated what it brought."""
        own = self._into.ask(rows_brought, [found.id for found in unlike], self._into.batch)
        left = []
        for found in unlike:
            sha256, updated = own.get(found.id, ("", False))
            if sha256 == found.source_sha256:
                self._ledger.took(found, "updated" if updated else "created", found.id)
            else:
                left.append(found)
        return left

    def _judge(
        self, unlike: list[V2Memory], new: list[tuple[V2Memory, UUID]], origins: Mapping[UUID, Origin]
    ) -> list[V2Memory]:
        """What becomes of notes whose id another one has here: those to be updated are returned, copies go to the new."""
        match self._choices.duplicates:
            case Duplicates.UPDATE:
                return unlike
            case Duplicates.COPY:
                self._copy(unlike, new)
            case Duplicates.SKIP:
                for found in unlike:
                    self._ledger.aside(_differs(found, origins[found.id]))
        return []

    def _copy(self, unlike: list[V2Memory], new: list[tuple[V2Memory, UUID]]) -> None:
        copies = {uuid5(found.id, found.source_sha256): found for found in unlike}
        origins = self._into.origins(list(copies))
        for memory_id, found in copies.items():
            origin = origins.get(memory_id)
            if origin is None or origin.voided:
                new.append((found, memory_id))
            else:
                self._known(found, origin, memory_id)

    def _made(self, found: V2Memory, memory_id: UUID) -> _New | None:
        give_way()
        try:
            made = _made(found, self._into.user_id, memory_id, self._metadata(found))
        except InvalidMemory as error:
            self._ledger.aside(_aside(found, "invalid", error.kept[0], error.kept[1] or _CORRECT))
            return None
        if memory_id != found.id:
            return replace(made, memory=made.memory.link(found.id, "copy"))
        return made

    def _metadata(self, found: V2Memory) -> dict[str, Any]:
        metadata = dict(found.metadata)
        if found.owner is None:
            return metadata
        metadata["v2"] = metadata.get("v2", {}) | {"owner": found.owner}
        if self._choices.owners is Owners.PROPERTY:
            metadata.setdefault("owner", self._owners.get(found.owner, found.owner))
        return metadata

    def _write(self, new: list[_New], updates: list[V2Memory]) -> None:
        """One append for all of them. Whatever somebody else created a moment ago is set aside."""
        if not (new or updates):
            return
        waiting = {made.memory.id: made for made in new}
        vectors = self._into.ask(vectors_brought, [found.id for found in updates]) if updates else {}
        created: list[_New] = []
        updated: list[V2Memory] = []

        def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
            created[:] = [made for key, made in waiting.items() if key not in known or known[key].voided]
            changed = {
                found.id: self._updated(found, known.get(found.id), vectors.get(found.id, ("", None))[0])
                for found in updates
            }
            updated[:] = [found for found in updates if changed[found.id] is not None]
            return [made.memory for made in created] + [memory for memory in changed.values() if memory]

        ids = [*waiting, *(found.id for found in updates)]
        came = [made.vector for made in new if made.vector is not None]
        came += [vector_of(found.embedding) for found in updates if found.embedding is not None]
        self._into.append(ids, decide, came)
        self._into.would_create(made.memory.id for made in created)
        for made in created:
            if made.vector is not None:
                self._into.would_embed(made.memory.id, made.vector.sha256)
        self._tell(new, created, updates, updated)

    def _tell(
        self, new: list[_New], created: list[_New], updates: list[V2Memory], updated: list[V2Memory]
    ) -> None:
        there = {made.memory.id for made in created}
        for made in new:
            if made.memory.id in there:
                self._ledger.took(made.source, "created", made.memory.id)
            else:
                self._ledger.aside(_differs(made.source))
        done = {found.id for found in updated}
        for found in updates:
            if found.id in done:
                self._ledger.took(found, "updated", found.id)
            else:
                self._ledger.aside(
                    _aside(found, "removed", tr_noop("The note was removed here for good."), _GONE)
                )

    def _updated(self, found: V2Memory, here: Memory | None, vector: str) -> Memory | None:
        """The note that is here, with a vector of that SHA-256, with what the source says of it; None where it cannot
        change any more."""
        if here is None or here.purged:
            return None
        source = {"system": "v2", "sha256": found.source_sha256}
        changed = here.update(found.content, set_metadata=self._metadata(found), source=source)
        if found.embedding is not None and hashlib.sha256(found.embedding).hexdigest() != vector:
            changed = changed.embed(described(vector_of(found.embedding)))
        return changed.tag(found.tags) if found.tags else changed


def described(vector: Vector) -> dict[str, Any]:
    """How an event names a vector that came from a v2."""
    return {"model": LEGACY_MODEL, "dimensions": EMBEDDING_DIMENSIONS, "sha256": vector.sha256.hex()}


def vector_of(embedding: bytes) -> Vector:
    """The vector as the log keeps it."""
    return Vector(hashlib.sha256(embedding).digest(), embedding)


def _made(found: V2Memory, user_id: UUID, memory_id: UUID, metadata: Mapping[str, Any]) -> _New:
    vector = None if found.embedding is None else vector_of(found.embedding)
    memory = Memory.create(
        found.content,
        user_id,
        found.tags,
        metadata=metadata,
        id=memory_id,
        created_at=found.created_at or found.updated_at,
        updated_at=found.updated_at,
        source={"system": "v2", "sha256": found.source_sha256},
        embedding=None if vector is None else described(vector),
    )
    return _New(found, memory, vector)


_CHOOSE = tr_noop("To bring it in, import again with that user chosen, too.")
_GONE = tr_noop("If you want it back, import again with the choice to copy.")


def _differs(found: V2Memory, origin: Origin | None = None) -> SetAside:
    if origin is not None and origin.sha256 is not None:
        reason = tr_noop("The note was changed in version 2 since it was imported.")
        return _aside(found, "changed-since", reason, _UPDATE)
    reason = tr_noop("Another note with this id is here already.")
    return _aside(found, "differs", reason, _KEEP_BOTH)


def _aside(found: V2Memory, code: str, reason: str, remedy: str) -> SetAside:
    return SetAside(found.table, str(found.id), found.line, code, reason, remedy, found.content[:200])
