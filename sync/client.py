"""The team server over HTTP: what `sync.far.Server` promises, and the few calls about accounts and devices.

Owns how each call is said on the wire. It never tries again by itself, but for one new token; when is for whoever keeps the
pace. Answers that do not have the promised form are problems like any other.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from core import Answer, BrainError, Event, Outgoing, Stop, never, tr
from sync import wire
from sync.auth import Session
from sync.far import FeedPage, NoEvents, Unwell
from sync.line import Line, NotThere, Reply
from sync.protocol import (
    API,
    DEVICE,
    IDEMPOTENCY_KEY,
    MOST_PULLED,
    Devices,
    Digest,
    Pulled,
    Push,
    Pushed,
    Result,
    SignedIn,
)

_Shape = TypeVar("_Shape", bound=BaseModel)

_MARGIN = 15.0  # seconds that a long poll may take longer than it was to wait
_SQUEEZED = 1_000  # bytes of a body from which on it pays to compress it
_EVENTS = f"{API}/events"


class Client:
    """One signed-in device at one server. Safe to share between threads."""

    def __init__(self, line: Line, session: Session, device_id: UUID) -> None:
        self.line = line
        self._session = session
        self._device = {DEVICE: str(device_id)}
        self._device_id = device_id
        self._ready: tuple[UUID, bytes, dict[str, str]] | None = None

    # ---- sync.far.Server

    def log_id(self) -> UUID:
        """See `sync.far.Server`."""
        return self.whoami().log_id

    def prepare(self, batch: Outgoing) -> None:
        """See `sync.far.Server`."""
        device = batch.events[0].device_id or self._device_id
        body = Push(device_id=device, events=[wire.sent(event) for event in batch.events]).model_dump_json()
        self._ready = batch.key, *_squeezed(body.encode())

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        """See `sync.far.Server`."""
        if self._ready is None or self._ready[0] != batch.key:
            self.prepare(batch)
        assert self._ready is not None
        key, content, headers = self._ready
        reply = self._ask(
            "POST",
            _EVENTS,
            content=content,
            headers={IDEMPOTENCY_KEY: str(key), **headers},
            params={"after": batch.after},
        )
        pushed = self._read(reply, Pushed)
        if [result.event_id for result in pushed.results] != [event.event_id for event in batch.events]:
            raise _unreadable()
        answers = list(map(_answer, pushed.results))
        answers[-1] = replace(answers[-1], cursor=pushed.cursor)
        return answers

    def pull(self, cursor: str, wait: float = 0, stop: Stop = never) -> FeedPage:
        """See `sync.far.Server`."""
        asked = {"after": cursor, "limit": str(MOST_PULLED)}
        if wait <= 0:
            return self._page(self._ask("GET", _EVENTS, params=asked))
        asked["wait"] = str(int(wait))
        return self._page(
            self._asked_of_events(
                lambda signed: self.line.wait(
                    _EVENTS, headers=signed | self._device, params=asked, patience=wait + _MARGIN, stop=stop
                )
            )
        )

    def stream(self, memory_id: UUID, place: str = "") -> FeedPage:
        """See `sync.far.Server`."""
        events: list[Event] = []
        cursor, more = "", True
        while more:
            asked = {
                "aggregate_id": str(memory_id),
                "after": cursor,
                "behind": place,
                "limit": str(MOST_PULLED),
            }
            try:
                page = self._page(self._ask("GET", _EVENTS, params=asked))
            except NoEvents:
                return FeedPage((), "")  # a note that is nobody's business here any more
            events += page.events
            cursor, more = page.cursor, page.more and bool(page.events)
        return FeedPage(tuple(events), cursor)

    def snapshot(self, after: str = "") -> FeedPage:
        """See `sync.far.Server`."""
        asked = {"after": after, "limit": str(MOST_PULLED)}
        return self._page(self._ask("GET", f"{_EVENTS}/snapshot", params=asked))

    def digest(self, prefix: str = "") -> Mapping[str, tuple[int, str]]:
        """See `sync.far.Server`."""
        digest = self._read(self._ask("GET", f"{_EVENTS}/digest", params={"prefix": prefix}), Digest)
        return {digits.replace("-", ""): (leaf.count, leaf.hash) for digits, leaf in digest.leaves.items()}

    # ---- the account and its devices

    def whoami(self) -> SignedIn:
        """Who is signed in, at which log. Raises NoEvents where the server has only part 1 of the contract."""
        return self._read(self._ask("GET", f"{API}/auth/me"), SignedIn)

    def devices(self) -> Devices:
        """The devices of the account."""
        return self._read(self._ask("GET", f"{API}/devices"), Devices)

    def name_device(self, name: str) -> None:
        """Call this device so, for the others to see."""
        body = json.dumps({"name": name}).encode()
        headers = {"Content-Type": "application/json"}
        self._ask("PUT", f"{API}/devices/{self._device_id}", content=body, headers=headers)

    def plain(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        also: Collection[int] = (),
    ) -> Reply:
        """A call of part 1 or about files, signed. Raises NotThere where the server has no such thing; `also` are statuses
        that are answers."""
        given = (
            {"Content-Type": "application/json", **(headers or {})}
            if content is not None
            else dict(headers or {})
        )
        return self._session.call(
            lambda signed: self.line.ask(
                method, path, content=content, headers=signed | self._device | given, also=also
            )
        )

    def save(self, path: str, into: BinaryIO, largest: int, stop: Stop = never) -> int:
        """See `Line.save`, signed."""

        def ask(signed: dict[str, str]) -> Reply:
            status = self.line.save(path, into, headers=signed | self._device, largest=largest, stop=stop)
            return Reply(status, {}, b"")

        return self._session.call(ask).status

    # ---- how it is said

    def _ask(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Reply:
        given = self._device | dict(headers or {})
        return self._asked_of_events(
            lambda signed: self.line.ask(method, path, content=content, headers=signed | given, params=params)
        )

    def _asked_of_events(self, ask: Callable[[dict[str, str]], Reply]) -> Reply:
        try:
            return self._session.call(ask)
        except NotThere as problem:
            raise NoEvents(
                tr("This server does not take the history of notes, only their texts."),
                tr("Ask whoever runs it for a newer one."),
            ) from problem

    def _page(self, reply: Reply) -> FeedPage:
        pulled = self._read(reply, Pulled)
        events = tuple(map(wire.received, pulled.events))
        return FeedPage(events, pulled.cursor, pulled.has_more, len(reply.body))

    def _read(self, reply: Reply, shape: type[_Shape]) -> _Shape:
        try:
            return shape.model_validate_json(reply.body)
        except ValidationError:
            raise _unreadable() from None


def _answer(result: Result) -> Answer:
    return Answer(result.event_id, result.status, result.code, result.message)


def _unreadable() -> BrainError:
    return Unwell(
        tr("The server's answer cannot be read."),
        tr("Everything is safe here. Check the server's address and its version, then sync again."),
    )


def _squeezed(body: bytes) -> tuple[bytes, dict[str, str]]:
    headers = {"Content-Type": "application/json"}
    if len(body) < _SQUEEZED:
        return body, headers
    return gzip.compress(body, 1), headers | {"Content-Encoding": "gzip"}
