"""The points of a Qdrant export on their way to the notes that they belong to.

Owns how a point finds its note, and what becomes of one that finds none: where it carries the note's text it becomes that
note, else it is set aside, to be tried again when the note is here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import NAMESPACE_URL, UUID, uuid5

from core.errors import InvalidMemory
from core.language import tr_noop
from core.memory import Memory
from core.store.imports import ids_of_texts, vectors_brought
from core.store.log import Origin
from core.v2.destination import Destination
from core.v2.ledger import Ledger
from core.v2.notes import described, vector_of
from core.v2.report import Outcome
from core.v2.seen import SeenIds
from core.v2.values import SetAside, V2Point

_Verdict = tuple[Outcome | SetAside, UUID | None]


def bring_points(
    batch: Sequence[V2Point],
    into: Destination,
    ledger: Ledger,
    unwanted: SeenIds,
    *,
    keep_vectors: bool = True,
) -> None:
    """Account for each of these points; what came in is durable when this returns. None becomes a note that is unwanted."""
    bringing = _Bringing(batch, into, unwanted, keep_vectors)
    vectors = (
        [vector_of(point.embedding) for point in batch if point.embedding is not None] if keep_vectors else []
    )
    into.append(bringing.ids, bringing.decide, vectors)
    into.would_create(bringing.created)
    for point, (verdict, memory_id) in bringing.verdicts:
        if isinstance(verdict, SetAside):
            ledger.aside(verdict)
        else:
            taken = point if keep_vectors else replace(point, embedding=None)
            ledger.took(taken, verdict, memory_id, point.text if bringing.is_note(point, memory_id) else None)


class _Bringing:
    """Decides about one batch of points."""

    def __init__(
        self, batch: Sequence[V2Point], into: Destination, unwanted: SeenIds, keep_vectors: bool
    ) -> None:
        self._batch = batch
        self._into = into
        self._unwanted = unwanted
        self._keep = keep_vectors
        ids = {memory_id for point in batch for memory_id in _candidates(point)}
        self._origins = into.origins(ids)
        texts = {point.text for point in batch if point.text and not self._is_known(point)}
        self._by_text: Mapping[str, UUID] = into.ask(ids_of_texts, texts) if texts else {}
        self.ids = ids | set(self._by_text.values())
        self._vectors = into.ask(vectors_brought, self.ids)
        self.verdicts: list[tuple[V2Point, _Verdict]] = []
        self.created: dict[UUID, V2Point] = {}

    def decide(self, known: Mapping[UUID, Memory]) -> list[Memory]:
        """The memories with their vectors, and new ones. May be called again: only the last time counts."""
        now = {key: memory for key, memory in known.items() if not memory.purged}
        before = dict(now)
        vectors = dict(self._vectors)
        self.created = {}
        self.verdicts = [(point, self._judge(point, now, vectors)) for point in self._batch]
        return [memory for key, memory in now.items() if memory is not before.get(key)]

    def is_note(self, point: V2Point, memory_id: UUID | None) -> bool:
        """Whether the point itself became that note, now or before."""
        if memory_id is None:
            return False
        return self.created.get(memory_id) is point or self._came_as_note(point, self._origins.get(memory_id))

    def _is_known(self, point: V2Point) -> bool:
        return any(each in self._origins and not self._origins[each].voided for each in _candidates(point))

    def _judge(
        self, point: V2Point, now: dict[UUID, Memory], vectors: dict[UUID, tuple[str, UUID | None]]
    ) -> _Verdict:
        memory_id = next((each for each in self._places(point) if each in now), None)
        if memory_id is None:
            return self._alone(point, now, vectors)
        if self._came_as_note(point, self._origins.get(memory_id)):
            return self._again(self._origins[memory_id].batch), memory_id
        if point.embedding is None:
            return _aside(
                point, "no-vector", tr_noop("The point has no vector, and its note is here."), _NOTHING
            ), None
        if not self._keep:
            return _aside(point, "not-wanted", tr_noop("Vectors were not to be kept."), _WANTED), None
        sha256 = hashlib.sha256(point.embedding).hexdigest()
        if self._into.would_have(memory_id):
            there = sha256 if self._into.would_have(memory_id, sha256) else "another"
            vectors[memory_id] = there, self._into.batch
        if memory_id not in vectors:
            now[memory_id] = now[memory_id].embed(described(vector_of(point.embedding)))
            vectors[memory_id] = sha256, self._into.batch
            self._into.would_embed(memory_id, bytes.fromhex(sha256))
            return "created", memory_id
        there, brought = vectors[memory_id]
        if there == sha256:
            return self._again(brought), memory_id
        return _aside(
            point, "second-vector", tr_noop("Its note has another vector from version 2 already."), _NOTHING
        ), None

    def _places(self, point: V2Point) -> Iterator[UUID]:
        yield from _candidates(point)
        if point.text is not None and point.text in self._by_text:
            yield self._by_text[point.text]

    def _again(self, brought: UUID | None) -> Outcome:
        """The outcome of what is here already: this import may have brought it before it was stopped."""
        return "created" if brought == self._into.batch else "identical"

    def _came_as_note(self, point: V2Point, origin: Origin | None) -> bool:
        return point.text is not None and origin is not None and origin.sha256 == _source_hash(point)

    def _alone(
        self, point: V2Point, now: dict[UUID, Memory], vectors: dict[UUID, tuple[str, UUID | None]]
    ) -> _Verdict:
        """A point without its note: it becomes the note where it carries the text."""
        if any(each in self._unwanted for each in _candidates(point)):
            return _aside(
                point, "other-owner", tr_noop("Its note belongs to a user who was not chosen."), _CHOOSE
            ), None
        if point.text is None:
            return _aside(
                point, "orphan", tr_noop("The note that this vector belongs to is not here."), _BRING
            ), None
        try:
            memory = self._made(point)
        except InvalidMemory as error:
            return _aside(point, "invalid", error.kept[0], error.kept[1] or _NOTHING), None
        if memory.id in self._origins and not self._origins[memory.id].voided:
            return _aside(point, "removed", tr_noop("Its note was removed here for good."), _NOTHING), None
        now[memory.id] = memory
        self.created[memory.id] = point
        if point.embedding is not None and self._keep:
            vectors[memory.id] = hashlib.sha256(point.embedding).hexdigest(), self._into.batch
        return "created", memory.id

    def _made(self, point: V2Point) -> Memory:
        vector = vector_of(point.embedding) if point.embedding is not None and self._keep else None
        return Memory.create(
            point.text or "",
            self._into.user_id,
            point.tags,
            metadata=point.metadata,
            id=next(_candidates(point)),
            source={"system": "v2", "sha256": _source_hash(point)},
            embedding=None if vector is None else described(vector),
        )


def _candidates(point: V2Point) -> Iterator[UUID]:
    """The notes that a point may belong to, the surest first."""
    if point.memory_id is not None:
        yield point.memory_id
    for text in (point.point_id, point.original_id):
        try:
            yield UUID(text)
        except ValueError:
            continue
    if name := point.original_id or point.point_id:
        yield uuid5(NAMESPACE_URL, name)


def _source_hash(point: V2Point) -> str:
    told = [point.point_id, point.original_id, point.text, list(point.tags), point.metadata]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


_NOTHING = tr_noop("Nothing else needs to be done.")
_WANTED = tr_noop("Import again with the choice to keep version 2's vectors.")
_CHOOSE = tr_noop("To bring it in, import again with that user chosen, too.")
_BRING = tr_noop("Bring the note in with its dump, then retry what was set aside.")


def _aside(point: V2Point, code: str, reason: str, remedy: str) -> SetAside:
    excerpt = (point.text or str(point.memory_id or point.original_id or ""))[:200]
    return SetAside(point.table, point.point_id or None, point.line, code, reason, remedy, excerpt)
