"""A server that takes no events: it gets the texts of notes by its plain calls, and nothing comes from there.

Owns what each note that something happened to becomes in those calls: created, changed or deleted, as it stands now. Ids
there are the server's own; `replica.plain_id` has them. Every call may be made again: a note that was sent as it stands is
passed over, and a creation whose answer got lost is found by the id in its metadata. It refuses to know the pace, and
when a batch is sent again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import quote
from uuid import UUID

from pydantic import BaseModel, Field, ValidationError

from core import Answer, Brain, BrainError, Memory, NotFound, Outgoing, tr
from sync.client import Client
from sync.far import Refused, Server, TooLarge, Unwell
from sync.line import NotThere
from sync.protocol import API, Fate, Wire
from sync.round import PlainPush
from sync.rounds import Plainly

ID = "second_brain_id"
"""The key in a note's metadata there that holds its id here."""
_MEMORIES = f"{API}/memories"
_NEWEST = f"{_MEMORIES}?page=1&size=100&sort=created_at:desc"
_NOT_TAKEN = frozenset({"VALIDATION_ERROR", "400", "422"})
"""Codes of an answer that means this note alone."""
_UNKNOWN = ""
"""The id there of a note whose creation has begun."""

_Shape = TypeVar("_Shape", bound=BaseModel)


class _There(Wire):
    id: str
    metadata: Annotated[dict[str, Any], Field(default_factory=dict)]


class _Page(Wire):
    items: list[_There]


def plainly(brain: Brain) -> Plainly:
    """Sends the notes of this notebook by plain calls."""

    def to(server: Server) -> PlainPush:
        assert isinstance(server, Client)  # what the notebook's account connects to
        return Plain(brain, server).push

    return to


class Plain:
    """One notebook and one server without events."""

    def __init__(self, brain: Brain, client: Client) -> None:
        self._brain = brain
        self._replica = brain.replica
        self._client = client

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        """Send each note of a batch once, as it stands. What the server does not take is rejected, with its words. Raises
        the problems of `sync.far` for all else; what was sent until then counts."""
        notes = dict.fromkeys(event.aggregate_id for event in batch.events)
        problems = {note: self._problem_with(note) for note in notes}
        return [_answer(event.event_id, problems[event.aggregate_id]) for event in batch.events]

    def _problem_with(self, note: UUID) -> BrainError | None:
        """Send a note; why the server does not take it, None where it does."""
        try:
            memory = self._brain.memory(note)
        except NotFound:
            memory = None  # removed for good
        try:
            if memory is None or memory.deleted_at is not None:
                self._delete(note)
            else:
                self._save(memory)
        except TooLarge as problem:
            return problem
        except Refused as problem:
            if problem.code not in _NOT_TAKEN:
                raise
            return problem
        return None

    def _save(self, memory: Memory) -> None:
        there, sent = self._place(memory.id)
        if there and sent == memory.version:
            return
        body = _body(memory)
        if there:
            try:
                self._client.plain("PUT", _path(there), body)
            except NotThere:
                there = _UNKNOWN  # deleted there: nothing tells why, and what is written here is not lost
        if not there:
            there = self._create(memory.id, body)
        self._replica.keep_plain_id(memory.id, there, memory.version)

    def _create(self, note: UUID, body: bytes) -> str:
        self._replica.keep_plain_id(note, _UNKNOWN, 1)  # so that a lost answer is looked for
        try:
            return _read(self._client.plain("POST", _MEMORIES, body).body, _There).id
        except (Refused, TooLarge):
            self._replica.keep_plain_id(note, _UNKNOWN, 0)  # there was an answer: it was not created
            raise

    def _delete(self, note: UUID) -> None:
        there, _ = self._place(note)
        if there:
            with contextlib.suppress(NotThere):  # gone already, as it should be
                self._client.plain("DELETE", _path(there))
        self._replica.keep_plain_id(note, _UNKNOWN, 0)

    def _place(self, note: UUID) -> tuple[str, int]:
        """The id of a note there, and the version that was sent; an empty id where it is not there."""
        known = self._replica.plain_id(note)
        if known is None or known[0] != _UNKNOWN:
            return known or (_UNKNOWN, 0)
        newest = _read(self._client.plain("GET", _NEWEST).body, _Page).items
        found = next((each.id for each in newest if each.metadata.get(ID) == str(note)), _UNKNOWN)
        return found, 0  # its text there may be an older one


def _body(memory: Memory) -> bytes:
    metadata: Mapping[str, Any] = {**memory.metadata, ID: str(memory.id)}
    told = {"content": memory.content, "tags": list(memory.tags), "metadata": metadata}
    return json.dumps(told, ensure_ascii=False).encode()


def _path(there: str) -> str:
    return f"{_MEMORIES}/{quote(there, safe='')}"


def _answer(event: UUID, problem: BrainError | None) -> Answer:
    if problem is None:
        return Answer(event, Fate.STORED)
    code = problem.code if isinstance(problem, Refused) else "TOO_LARGE"
    return Answer(event, Fate.REJECTED, code, problem.words)


def _read(body: bytes, shape: type[_Shape]) -> _Shape:
    try:
        return shape.model_validate_json(body)
    except ValidationError:
        raise Unwell(
            tr("The server's answer cannot be read."),
            tr("Everything is safe here. Check the server's address and its version, then sync again."),
        ) from None
