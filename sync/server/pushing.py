"""`POST /api/v1/events`: a device sends what happened on it.

Owns the call: its limits, and that it may be repeated. An answer is kept with its key in the transaction that wrote the
events, so a device that lost it gets the same again.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response
from psycopg.errors import DeadlockDetected
from pydantic_core import to_json

from sync.protocol import (
    API,
    ENVELOPE,
    IDEMPOTENCY_KEY,
    LARGEST_BATCH,
    LARGEST_EVENT,
    LARGEST_PAGE,
    MOST_PULLED,
    Fate,
    Push,
    Pushed,
)
from sync.server.bodies import json_answer, read_body
from sync.server.database import Connection
from sync.server.devices import FromDevice
from sync.server.drafts import Draft, Refused, read_push
from sync.server.echo import place_behind, place_of, vouching
from sync.server.feed import read_head
from sync.server.identity import Signed
from sync.server.log import Appended, Raced, ask_to_publish, hold, write
from sync.server.openapi import answers
from sync.server.problems import Problem
from sync.server.services import Services
from sync.server.telling import Span, tell_events

router = APIRouter(prefix=API, tags=["events"])

Sent = Sequence[Draft | Refused]
After = Annotated[str, Query(max_length=500)]
Key = Annotated[str, Header(alias=IDEMPOTENCY_KEY, min_length=1, max_length=200)]

_TRIES = 5
_CONFLICT = b'"conflict"'  # as it stands in an answer: words of others are not in there
_LOCK = "select pg_advisory_xact_lock(hashtextextended(%s || %s, 0))"
_ANSWERED = "select request_sha256, answer, base from answers where user_id = %s and key = %s"
_ANSWER = """
insert into answers (user_id, key, request_sha256, answer, base) select %s, %s, %s, %s, head - %s from server
"""
_VERSION = "select version from streams where id = %s"


def _body_schema() -> dict[str, Any]:
    """The body for the API's description, which is read by hand here and so not known to FastAPI."""
    schema = Push.model_json_schema()
    schema["properties"]["events"]["items"] = schema.pop("$defs")["SentEvent"]
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


@router.post("/events", response_model=Pushed, responses=answers(409, 410), openapi_extra=_body_schema())
async def push(
    request: Request, user: Signed, key: Key, after: After = "", device: FromDevice = None
) -> Response:
    """Send events. Each stream is decided on alone: a conflict or a rejection in one does not touch another. Who says with
    `after` up to which cursor they have everything is told a new one: behind what they sent, or at the same place. Either
    vouches for what they sent. With a cursor that is not in the log any more nothing is stored."""
    services = Services.of(request)
    body = await read_body(request, LARGEST_EVENT + ENVELOPE)
    large = len(body) > LARGEST_BATCH + ENVELOPE
    sent = await asyncio.to_thread(read_push, body) if large else read_push(body)
    if large and len(sent) > 1:
        raise Problem(413, f"More than {LARGEST_BATCH} bytes are taken for one event alone.")
    pushed, appended = await _persist(services, user.id, key, body, sent, after)
    if appended is not None:
        await services.bell.ring(appended.audiences, device)
        services.metrics.stored(_stored(sent, appended))
    return await json_answer(request, pushed)


async def _persist(
    services: Services, user_id: UUID, key: str, body: bytes, sent: Sent, after: str
) -> tuple[bytes, Appended | None]:
    sha256 = hashlib.sha256(body).digest()
    for _ in range(_TRIES):
        try:
            async with services.database.transaction() as connection:
                return await _once(connection, user_id, key, sha256, sent, after)
        except (Raced, DeadlockDetected):
            continue
    raise Problem(503, "Others write the same notes just now.", headers={"Retry-After": "1"})


async def _once(
    connection: Connection, user_id: UUID, key: str, sha256: bytes, sent: Sent, after: str
) -> tuple[bytes, Appended | None]:
    """The answer that was given before, or a new one; then also what was appended."""
    async with connection.pipeline():  # all of it is asked at once
        await connection.execute(_LOCK, (str(user_id), key))
        answered = await connection.execute(_ANSWERED, (user_id, key))
        held = await hold(connection, user_id, sent)
        here = await place_of(connection, after)
        row = await answered.fetchone()
    if row is None:
        written = await write(connection, user_id, sent, held)
        pushed = _pushed(sent, written.at(0))
        kept = to_json(pushed), len(written.rows)
        async with connection.pipeline():  # with the commit, for all others wait for the places
            published = await ask_to_publish(connection, written)
            await connection.execute(_ANSWER, (user_id, key, sha256, *kept))
            await connection.commit()
        base = await read_head(published) - len(written.rows)
        appended, answer = written.at(base), _moved(pushed, base)
        if _CONFLICT in answer:  # then there is something to take first
            answer = await _with_missing(connection, sent, answer)
            return _placed(answer, await vouching(connection, here)), appended
        return _placed(answer, await place_behind(connection, user_id, here, appended)), appended
    if row[0] != sha256:
        message = "This Idempotency-Key was used for another request."
        raise Problem(409, message, code="IDEMPOTENCY_MISMATCH")
    answer = await _with_missing(connection, sent, _moved(json.loads(row[1]), row[2]))
    return _placed(answer, await vouching(connection, here)), None


def _placed(answer: bytes, place: str) -> bytes:
    return b'%s,"cursor":"%s"}' % (answer[:-1], place.encode()) if place else answer


def _stored(sent: Sent, appended: Appended) -> list[str]:
    """The types of the events that were stored."""
    return [
        each.event.event_type
        for each, verdict in zip(sent, appended.verdicts, strict=True)
        if verdict.status is Fate.STORED and isinstance(each, Draft)
    ]


def _pushed(sent: Sent, appended: Appended) -> dict[str, Any]:
    """`Pushed` as plain values, without what is missing."""
    results = [
        {
            "event_id": str(each.event_id),
            "status": verdict.status,
            "stream_version": verdict.version,
            "position": position,
            "code": verdict.code,
            "message": verdict.message,
            "missing": (),
        }
        for each, verdict, position in zip(sent, appended.verdicts, appended.positions, strict=True)
    ]
    return {"results": results, "head": appended.head}


def _moved(pushed: dict[str, Any], base: int) -> bytes:
    """The answer as it is given: it is kept before its places are known, as if they began at 1."""
    for result in pushed["results"]:
        if result["status"] == Fate.STORED:
            result["position"] += base
    pushed["head"] += base
    return to_json(pushed)


async def _with_missing(connection: Connection, sent: Sent, answer: bytes) -> bytes:
    """The answer with the events that the sender lacks, which are not kept with it: they are in the log."""
    if _CONFLICT not in answer:
        return answer
    pushed = json.loads(answer)
    room, largest, seen = MOST_PULLED, LARGEST_PAGE, set[UUID]()
    for each, result in zip(sent, pushed["results"], strict=True):
        if result["status"] != Fate.CONFLICT or isinstance(each, Refused) or each.stream in seen:
            continue
        seen.add(each.stream)
        row = await (await connection.execute(_VERSION, (each.stream,))).fetchone()
        span = Span(each.stream, each.event.expected_version + 1, row[0] if row else 0)
        if span.first <= span.last and room > 0 and largest > 0:
            told = await tell_events(connection, [span], room, largest)
            result["missing"] = json.loads(f"[{told.text}]")
            room, largest = room - told.count, largest - len(told.text)
    return to_json(pushed)
