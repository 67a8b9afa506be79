"""The wire between a device and the team server: one set of models for both ends.

Owns the shapes of part 2 of the v3 contract (events, digests, tokens, devices, spaces) and the limits that both ends
keep to. Refuses to know how either end stores anything, and does no I/O. Unknown keys are ignored, so that either
end may be newer.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

MOST_EVENTS = 200
"""Events in one push."""
LARGEST_BATCH = 1 << 20
"""Bytes of one push, as JSON before compression. An event that is larger travels alone."""
LARGEST_EVENT = 32 << 20
"""Bytes of one event that travels alone."""
LARGEST_BLOB = 100 << 20
"""Bytes of one file."""
LARGEST_CHUNK = 8 << 20
"""Bytes of one chunk of a file that is sent in chunks."""
UPLOAD_OFFSET = "Upload-Offset"
"""Header of answers about a file that is not all there: so many bytes of it are.

`/api/v1/blobs/{sha256}`, where the SHA-256 is 64 hexadecimal digits in lower case:

- `HEAD`: 200 with `Content-Length` where the caller may read the file. 404 otherwise, with this header: where to go on with
  sending it, 0 for the beginning.
- `PUT` of a whole file, or of a chunk with `Content-Range: bytes FIRST-LAST/TOTAL`, at most LARGEST_CHUNK, in their order.
  201: the file is kept, and the hash was right. 200: the caller may read it already; nothing was read. 202 with this header:
  the chunk is kept, and the next one begins there. 409 with this header: the next one begins elsewhere, namely there (an
  answer was lost, or another of the user's devices sends the same file). 400 HASH_MISMATCH: the bytes have another hash;
  they are forgotten, and sending begins anew. 413: beyond LARGEST_BLOB. Chunks are kept for a day.
- `GET`: the bytes; with `Range: bytes=…` (one range) 206, or 416. `?presigned=1` gives a `BlobLink` instead.

404 for a file that the caller may not read. 503 with `Retry-After` while the storage is away. Who may read a file: who sent
all of it, and who sees a memory to which it was attached by somebody who sent it or could read it. So send a file before
the event that attaches it, or soon after.
"""
MOST_PULLED = 1_000
"""Events in one page of a pull."""
LARGEST_PAGE = 4 << 20
"""Bytes of events that a page stops at; it holds at least one event."""
LONGEST_WAIT = 120
"""Seconds that a long poll may wait."""
API = "/api/v1"
IDEMPOTENCY_KEY = "Idempotency-Key"
DEVICE = "X-Device-Id"
"""Header of every call of a signed-in device: its id, so that the server knows how far each has come."""

ENVELOPE = 64 << 10
"""Bytes that the server allows for beside those, so that a sender need not count what is around its events."""

Clock = Annotated[str, Field(pattern=r"^[0-7][0-9a-f]{15}$")]
"""A reading of the hybrid clock, in hexadecimal; 63 bits."""
EventType = Annotated[str, Field(max_length=100, pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Wire(BaseModel):
    """What all shapes share."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class SentEvent(Wire):
    """An event on its way to the server. `expected_version` is the version of the stream that it follows; 0 begins one."""

    event_id: UUID
    aggregate_id: UUID
    event_type: EventType
    event_version: Annotated[int, Field(ge=1, le=1_000)]
    expected_version: Annotated[int, Field(ge=0)]
    occurred_at: datetime
    clock: Clock
    device_id: UUID
    correlation_id: UUID | None = None
    causation_id: UUID | None = None
    data: dict[str, Any]


class StoredEvent(Wire):
    """An event as the server keeps it: what was sent, its place in its stream, and who sent it.

    `position` is the place in the feed by which it is told here. The texts of a purged memory may be gone from its events,
    so that only the whole of them, which ends with the purge, makes sense.
    """

    event_id: UUID
    aggregate_id: UUID
    event_type: str
    event_version: int
    stream_version: int
    user_id: UUID
    device_id: UUID
    occurred_at: datetime
    clock: Clock
    correlation_id: UUID | None = None
    causation_id: UUID | None = None
    position: int
    data: dict[str, Any]


class Push(Wire):
    """`POST /api/v1/events`, with the header `Idempotency-Key`."""

    device_id: UUID
    events: Annotated[list[SentEvent], Field(min_length=1, max_length=MOST_EVENTS)]


class Fate(StrEnum):
    """What became of a sent event."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class Result(Wire):
    """What became of one sent event.

    `stream_version` and `position` are those of a stored or duplicate one; of a conflict `stream_version` is the stream's
    present version, which may be less than was expected. The first conflict of a stream carries `missing`: the events of
    that stream after the expected version, as many as fit a page. All conflicts of an answer share that page, so `missing`
    may be short of the present version, or empty: pull then, and push again. The later ones of that stream carry none.

    `code` and `message` say why one was rejected: VALIDATION_ERROR (not an event, or holds what cannot be stored),
    EVENT_ID_TAKEN (by an event of another stream), NO_ACCESS (somebody else's), READ_ONLY (a space where one may only read),
    PURGED (the memory is gone for good), FOLLOWS_REJECTED (an earlier one of its stream in this push was rejected).
    """

    event_id: UUID
    status: Fate
    stream_version: int | None = None
    position: int | None = None
    code: str = ""
    message: str = ""
    missing: tuple[StoredEvent, ...] = ()


class Pushed(Wire):
    """The answer to a push: one result an event, in their order; `head` is the server's last position. The same key with the
    same body gives the same answer for 24 hours, though `missing` is read anew; with another body it is 409
    IDEMPOTENCY_MISMATCH, and nothing was done.

    `POST /api/v1/events?after=CURSOR` says up to where in the feed the sender has everything. Where nothing else came in
    between, `cursor` is the place behind what was stored, and none of it has to be pulled; else it is the same place. Either
    vouches for the events that are stored: a log that was restored to a moment before them gives 410 for it, to a push, too,
    which then stores nothing. Without `after` there is none. It is no part of what the same key gives again."""

    results: list[Result]
    head: int
    cursor: str = ""


class Pulled(Wire):
    """The answer to `GET /api/v1/events?after=&limit=&wait=`, to the same with `aggregate_id=` (one whole stream, from its
    first event; 404 where it is somebody else's), and to `GET /api/v1/events/snapshot?after=&limit=`.

    `cursor` is opaque, and empty where one stream has no next page. Of a snapshot and of one stream it means the next page
    of that while `has_more`; the last one of a snapshot is the place in the feed from which pulls go on, from before the
    snapshot began. A stream's events come in the order of their versions. An event may come again. A snapshot leaves out
    purged memories, and one that was shared may go on for whoever lost it: a stream may go on at a version whose
    predecessors are not here, and then fetch it whole. A cursor that is none of this server's log as it is now gives 410
    CURSOR_GONE: take a snapshot, and delete nothing. A snapshot brings what one may see, and never says what is gone.

    With `behind=`, the place of the caller in the feed, the last page of one stream has that place as its `cursor`, in words
    that vouch for the stream's events as those of `Pushed` do.
    """

    events: list[StoredEvent]
    cursor: str
    has_more: bool


class Leaf(Wire):
    """The memories of one prefix: how many streams, and the exclusive or of their digests (16 hexadecimal digits).

    A stream's digest is the first 16 hexadecimal digits of MD5 over its event ids, in their textual form, in the
    order of their versions, joined by nothing. Purged memories are not counted on either end: a snapshot leaves them out.
    """

    count: int
    hash: str


class Digest(Wire):
    """`GET /api/v1/events/digest?prefix=`: for each next hexadecimal digit after `prefix` of the aggregate ids (in
    their textual form, hyphens left out) its leaf; a prefix of 4 to 32 digits gives whole ids (with hyphens) instead, each
    with count 1. `position` is the feed's place it is true for: compare only when nothing newer was pulled or waits."""

    prefix: str
    leaves: dict[str, Leaf]
    position: int


class Credentials(Wire):
    """`POST /api/v1/auth/token`."""

    username: Annotated[str, Field(min_length=1, max_length=200)]
    password: Annotated[str, Field(min_length=1, max_length=1_000)]


class Refresh(Wire):
    """`POST /api/v1/auth/refresh` and, to end it, `POST /api/v1/auth/revoke`."""

    refresh_token: Annotated[str, Field(min_length=1, max_length=1_000)]


class Tokens(Wire):
    """The answer to both: an access token for `expires_in` seconds. `refresh_token` is ours."""

    access_token: str
    token_type: str = "bearer"  # noqa: S105 - a kind of token, not one
    expires_in: int
    refresh_token: str = ""


class SignedIn(Wire):
    """`GET /api/v1/auth/me`: who is signed in, at which server. `log_id` names the server's log: another one is
    another server, or one whose data began anew. `largest_blob` is the limit of a file in bytes."""

    user_id: UUID
    username: str
    is_admin: bool = False
    log_id: UUID
    largest_blob: int = LARGEST_BLOB


class DeviceEntry(Wire):
    """One of `GET /api/v1/devices`. `PUT /api/v1/devices/{id}` takes `{"name": …}`; `DELETE` forgets one that is
    gone for good."""

    device_id: UUID
    name: str
    last_seen: datetime
    position: int
    """How far it has pulled."""
    head: int
    """How far there is to pull."""


class Devices(Wire):
    """`GET /api/v1/devices`."""

    devices: list[DeviceEntry]


class SpaceRole(StrEnum):
    """What a member of a space may do with its notes."""

    READ = "read"
    WRITE = "write"


class SpaceMember(Wire):
    """A named other in a space. `user_id` is by whom events are (`Event.user_id`); the server says it, where it is not older
    than this, and looks at the name alone in what it is sent."""

    username: Annotated[str, Field(min_length=1, max_length=200)]
    role: SpaceRole
    user_id: UUID | None = None


class NewSpace(Wire):
    """`POST /api/v1/spaces`; the members are changed by `PUT /api/v1/spaces/{id}` with the same shape."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    members: Annotated[list[SpaceMember], Field(max_length=200)] = []


class Space(Wire):
    """A space; `owner` is who made it, and is not among its members. `owner_id` is missing where the server is older.
    `DELETE /api/v1/spaces/{id}` ends one's own, `POST /api/v1/spaces/{id}/leave` leaves somebody else's."""

    id: UUID
    name: str
    owner: str
    members: list[SpaceMember]
    owner_id: UUID | None = None


class Spaces(Wire):
    """`GET /api/v1/spaces`: those that one made or is in."""

    spaces: list[Space]


class SpaceMemories(Wire):
    """`POST /api/v1/spaces/{id}/memories` puts notes of one's own into a space; `DELETE` of the same takes
    them back out."""

    memory_ids: Annotated[list[UUID], Field(min_length=1, max_length=1_000)]


class SpaceContents(Wire):
    """`GET /api/v1/spaces/{id}/memories`: the notes in a space, one's own and those of others."""

    mine: list[UUID]
    others: list[UUID]


class BlobLink(Wire):
    """`GET /api/v1/blobs/{sha256}?presigned=1`: an address that gives the bytes without a token for `expires_in` seconds.
    Where the server keeps files in a folder it is the call itself, with the token as ever, and `expires_in` is null."""

    url: str
    expires_in: int | None = None


class Trouble(Wire):
    """One field's problem in an error."""

    field: str
    message: str


class ErrorBody(Wire):
    """The inside of an error."""

    code: str
    message: str
    details: list[Trouble] = []
    request_id: str = ""


class ErrorAnswer(Wire):
    """Every error: `{"error": …}`. 410 has the code CURSOR_GONE, 413 TOO_LARGE, 426 UPGRADE_REQUIRED."""

    error: ErrorBody
