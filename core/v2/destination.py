"""Where an import goes: one notebook, under one batch, or nowhere at all in a dry run.

Owns that every event of an import carries its batch, that a dry run writes nothing, and what a dry run would have written
by now, so that it decides about links, vectors and files just as the import will.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID, uuid5

from core.memory import Memory
from core.store.cutting import Cut, cut_here
from core.store.database import Database
from core.store.engine import Connection
from core.store.log import Decide, Log, Origin, Vector
from core.v2.seen import SeenIds

P = ParamSpec("P")
R = TypeVar("R")


class Destination:
    """The notebook as an import sees it."""

    def __init__(
        self,
        database: Database,
        log: Log,
        user_id: UUID,
        batch: UUID,
        *,
        dry_run: bool,
        before: Callable[[], None] | None = None,
        cut: Cut = cut_here,
    ) -> None:
        """`before` is called once, before anything is written, if anything is. `cut` cuts the words of what is written."""
        self.user_id = user_id
        self.batch = batch
        self.dry_run = dry_run
        self._database = database
        self._log = log
        self._before = before
        self._cut = cut
        self._would_exist = SeenIds()
        self._would_have = SeenIds()

    def ask(self, question: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer to a question about the notebook."""
        return self._database.ask(question, *args, **kwargs)

    def origins(self, ids: Collection[UUID]) -> dict[UUID, Origin]:
        """Where those of these memories came from that are here, or were removed for good, or were taken back."""
        return self._log.origins(ids)

    def append(self, ids: Collection[UUID], decide: Decide, vectors: Sequence[Vector] = ()) -> None:
        """Append what `decide` records as part of this batch, durably. A dry run lets it decide, and writes nothing."""

        def considered(known: Mapping[UUID, Memory]) -> Iterable[Memory]:
            decided = list(decide(self._as_if_written(ids, known)))
            return () if self.dry_run else decided

        if self._before is not None and not self._prepared(ids, decide):
            return
        vectors = () if self.dry_run else vectors
        self._log.append(ids, considered, vectors=vectors, correlation_id=self.batch, cut=self._cut)

    def would_embed(self, memory_id: UUID, sha256: bytes) -> None:
        """In a dry run: take note of a vector that an import would have given a memory by now."""
        if self.dry_run:
            self._would_have.add(uuid5(memory_id, ""))
            self._would_have.add(uuid5(memory_id, sha256.hex()))

    def would_have(self, memory_id: UUID, sha256: str = "") -> bool:
        """In a dry run: whether an import would have given this memory a vector by now, or this very one."""
        return self.dry_run and uuid5(memory_id, sha256) in self._would_have

    def _prepared(self, ids: Collection[UUID], decide: Decide) -> bool:
        """Whether something is to be written; what has to be done before it is done then, while others may write."""
        wanted = False

        def look(known: Mapping[UUID, Memory]) -> Iterable[Memory]:
            nonlocal wanted
            wanted = any(True for _ in decide(known))
            return ()

        self._log.append(ids, look)
        if wanted and self._before is not None:
            self._before()
            self._before = None
        return wanted

    def would_create(self, ids: Iterable[UUID]) -> None:
        """In a dry run: take note of what an import would have created."""
        if self.dry_run:
            for memory_id in ids:
                self._would_exist.add(memory_id)

    def would_be(self, memory_id: UUID) -> bool:
        """In a dry run: whether an import would have created this memory by now."""
        return self.dry_run and memory_id in self._would_exist

    def _as_if_written(self, ids: Collection[UUID], known: Mapping[UUID, Memory]) -> Mapping[UUID, Memory]:
        if not self.dry_run:
            return known
        created = [
            memory_id
            for memory_id in ids
            if (memory_id not in known or known[memory_id].voided) and memory_id in self._would_exist
        ]
        return {
            **known,
            **{memory_id: Memory.create("", self.user_id, id=memory_id) for memory_id in created},
        }
