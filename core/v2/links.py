"""The relationships of a v2 on their way into the notebook, where they are links.

Owns what counts as the same link, and that a link which somebody removed since does not come back by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from core.language import tr_noop
from core.memory import Memory
from core.store.imports import links_brought
from core.v2 import reasons
from core.v2.destination import Destination
from core.v2.ledger import Ledger
from core.v2.report import Outcome
from core.v2.values import SetAside, V2Link

_Link = tuple[UUID, UUID, str]  # source, target, kind

NO_SUCH_NOTE = "no-such-note"
"""The code of a link that is set aside because one of its notes is not here."""


def bring_links(
    batch: Sequence[V2Link], into: Destination, ledger: Ledger, patience: int = 0
) -> list[V2Link]:
    """Account for each of these links; what came in is durable when this returns. Up to `patience` of those whose notes are
    not here are returned instead: their notes may still come."""
    linking = _Linking(batch, into)
    into.append({end for link in batch for end in (link.source, link.target)}, linking.decide)
    loose: list[V2Link] = []
    for link, verdict in linking.verdicts:
        if isinstance(verdict, SetAside) and verdict.code == NO_SUCH_NOTE and len(loose) < patience:
            loose.append(link)
        elif isinstance(verdict, SetAside):
            ledger.aside(verdict)
        else:
            ledger.took(link, verdict, link.source)
    return loose


class _Linking:
    """Decides about one batch of links."""

    def __init__(self, batch: Sequence[V2Link], into: Destination) -> None:
        self._batch = batch
        self._own = into.batch
        self._brought = into.ask(links_brought, list({link.source for link in batch}))
        self.verdicts: list[tuple[V2Link, Outcome | SetAside]] = []

    def decide(self, known: Mapping[UUID, Memory]) -> list[Memory]:
        """The memories with their new links. May be called again: only the last time counts."""
        now = {key: memory for key, memory in known.items() if not memory.purged}
        before = dict(now)
        brought = dict(self._brought)
        self.verdicts = [(link, self._judge(link, now, brought)) for link in self._batch]
        return [memory for key, memory in now.items() if memory is not before[key]]

    def _judge(self, link: V2Link, now: dict[UUID, Memory], brought: dict[_Link, UUID]) -> Outcome | SetAside:
        for end in (link.source, link.target):
            if end not in now:
                return _loose(link, end)
        metadata = _metadata(link)
        memory = now[link.source]
        there = [old for old in memory.links if (old.target, old.kind) == (link.target, link.kind)]
        same = link.source, link.target, link.kind
        if there and there[0].metadata != metadata:
            return _second(link)
        if brought.get(same) == self._own:
            return "created"
        if there or same in brought:
            return "identical"
        brought[same] = self._own
        now[link.source] = memory.link(link.target, link.kind, metadata)
        return "created"


def _metadata(link: V2Link) -> dict[str, Any]:
    """v2's own metadata, and under "v2" what a link has no field for."""
    left = {
        "confidence": link.confidence,
        "created_at": link.created_at.isoformat() if link.created_at else None,
    }
    left = {name: value for name, value in left.items() if value is not None}
    v2 = left | link.metadata.get("v2", {})
    return {**link.metadata, "v2": v2} if v2 else dict(link.metadata)


def _loose(link: V2Link, end: UUID) -> SetAside:
    return _aside(
        link,
        NO_SUCH_NOTE,
        reasons.NO_SUCH_NOTE.format(note=end),
        tr_noop("Bring that note in first, then retry what was set aside."),
    )


def _second(link: V2Link) -> SetAside:
    reason = reasons.SECOND_LINK.format(kind=link.kind)
    return _aside(
        link, "second-link", reason, tr_noop("What is here was left alone; nothing else needs to be done.")
    )


def _aside(link: V2Link, code: str, reason: str, remedy: str) -> SetAside:
    row_id = str(link.metadata.get("v2", {}).get("id", "")) or None
    excerpt = f"{link.source} {link.kind} {link.target}"
    return SetAside(link.table, row_id, link.line, code, reason, remedy, excerpt)
