"""Links, vectors and files of an import that are not here any more, and whether somebody took them away.

Owns what makes the absence of such a thing a person's own doing: the log says so. Refuses to know where it is known from
that they should be here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from core import events
from core.events import Event
from core.language import tr
from core.store.blobs import Blobs
from core.store.database import Database
from core.store.imports import files_here, links_here, present, vectors_here
from core.store.log import Log
from core.v2.batch import Deviation, Difference
from core.v2.expected import Expected

_GONE = (events.PURGED, events.VOIDED)


class Missing:
    """Looks for what belongs to notes."""

    def __init__(self, database: Database, log: Log, blobs: Blobs) -> None:
        self._database = database
        self._log = log
        self._blobs = blobs

    def among(self, expected: Sequence[Expected]) -> Iterator[tuple[Expected, Deviation]]:
        """Those of these that are not here."""
        gone = self._gone(expected)
        ids = {each.memory_id for each in gone if each.memory_id is not None}
        titles = self._database.ask(present, list(ids)) if ids else {}
        streams = {memory_id: self._log.stream(memory_id) for memory_id in ids}
        for each in gone:
            if each.memory_id is None:
                yield each, _deviation(each, "", ())
            else:
                found = titles.get(each.memory_id)
                yield each, _deviation(each, found.title if found else "", streams[each.memory_id])

    def _gone(self, expected: Sequence[Expected]) -> list[Expected]:
        ids = {
            kind: [each.memory_id for each in expected if each.kind == kind and each.memory_id is not None]
            for kind in ("link", "vector", "file")
        }
        ask = self._database.ask
        links = ask(links_here, ids["link"]) if ids["link"] else set()
        vectors = ask(vectors_here, ids["vector"]) if ids["vector"] else set()
        files = ask(files_here, ids["file"]) if ids["file"] else set()
        elsewhere = self._blobs.elsewhere() if ids["file"] else ()

        def is_here(each: Expected) -> bool:
            if each.kind == "link":
                return (each.memory_id, each.target, each.name) in links
            if each.kind == "vector":
                return (each.memory_id, each.sha256) in vectors
            attached = each.memory_id is None or (each.memory_id, each.sha256) in files
            return attached and (self._blobs.has(each.sha256) or each.sha256 in elsewhere)

        return [each for each in expected if not is_here(each)]


def _deviation(each: Expected, title: str, stream: Sequence[Event]) -> Deviation:
    since = takewhile(lambda event: event.event_type != events.CREATED, reversed(stream))
    by = next((event for event in since if _explains(event, each)), None)
    what = _words(each)
    if by is None:
        return Deviation(each.memory_id, title, "missing", what=what)
    kind: Difference = "purged" if by.event_type in _GONE else "changed"
    return Deviation(each.memory_id, title, kind, by.occurred_at, str(by.device_id), what)


def _explains(event: Event, each: Expected) -> bool:
    """Whether the event took the thing away from its note."""
    data = event.data
    if event.event_type in _GONE:
        return True
    match each.kind:
        case "link":
            same = (data.get("target"), data.get("kind")) == (str(each.target), each.name)
            return event.event_type == events.UNLINKED and same
        case "file":
            return event.event_type == events.DETACHED and data["sha256"] == each.sha256
    return event.event_type == events.UNEMBEDDED


def _words(each: Expected) -> str:
    if each.kind == "link":
        return tr("link “{name}” to {target}", name=each.name, target=each.target)
    return tr("file {name}", name=each.name) if each.kind == "file" else tr("vector")
