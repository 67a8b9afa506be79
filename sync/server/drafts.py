"""Events on their way into the log: what was sent, read and judged one by one.

Owns what can be stored at all. An event that cannot be read, or holds what no notebook could take, is refused alone: the
others of its push go on. An event of a kind that is not known here is as good as any. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import to_json

from sync.protocol import MOST_EVENTS, Push, SentEvent, Trouble, Wire
from sync.server.problems import Problem

_push = TypeAdapter(Push).validate_json
_DEEPEST = 150  # levels: what the quick reader of JSON at either end takes


class Draft(NamedTuple):
    """An event that can be stored, about the memory `stream`: `occurred_at` in UTC, and `data` as JSON in UTF-8."""

    event_id: UUID
    stream: UUID
    event: SentEvent
    occurred_at: datetime
    data: bytes


class Refused(NamedTuple):
    """An event that cannot be stored. `stream` is None where it cannot be read."""

    event_id: UUID
    stream: UUID | None
    code: str
    message: str


class _Envelope(Wire):
    device_id: UUID
    events: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MOST_EVENTS)]


class _Named(Wire):
    event_id: UUID


class _Placed(Wire):
    aggregate_id: UUID


def read_push(body: bytes) -> list[Draft | Refused]:
    """The events of a push, in their order. Problem 400 for what is no push, or has an event without an id."""
    try:
        return [draft(event) for event in _push(body).events]
    except ValidationError:
        return _read_singly(body)


def draft(event: SentEvent) -> Draft | Refused:
    """The event as it can be stored."""
    try:
        data = to_json(event.data)
        if b"\\u0000" in data or b"NaN" in data or b"Infinity" in data:  # or words about them
            json.dumps(event.data, allow_nan=False)
            if _holds_nul(event.data):
                return _refused(event, "It holds the character U+0000.")
        at = event.occurred_at
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        return Draft(event.event_id, event.aggregate_id, event, at, data)
    except OverflowError:
        return _refused(event, "Its time is out of range.")
    except (ValueError, RecursionError):
        return _refused(event, "It holds half of a character, or a number that cannot be stored.")


def _read_singly(body: bytes) -> list[Draft | Refused]:
    """Slower: one event that is not as it should be costs only itself."""
    try:
        envelope = _Envelope.model_validate(json.loads(body))
        named = [_Named.model_validate(event).event_id for event in envelope.events]
    except ValidationError as error:
        raise Problem(400, "This is not a push of events.", details=_troubles(error)) from None
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not JSON that can be read.") from None
    return [_read(event_id, event) for event_id, event in zip(named, envelope.events, strict=True)]


def _read(event_id: UUID, values: dict[str, Any]) -> Draft | Refused:
    try:
        event = SentEvent.model_validate(values)
    except ValidationError as error:
        words = "; ".join(f"{each.field}: {each.message}" for each in _troubles(error))
        return Refused(event_id, _placed(values), "VALIDATION_ERROR", words[:500])
    if _deeper(event.data, _DEEPEST):
        return _refused(event, "It is nested too deep.")
    return draft(event)


def _placed(values: dict[str, Any]) -> UUID | None:
    try:
        return _Placed.model_validate(values).aggregate_id
    except ValidationError:
        return None


def _refused(event: SentEvent, message: str) -> Refused:
    return Refused(event.event_id, event.aggregate_id, "VALIDATION_ERROR", message)


def _troubles(error: ValidationError) -> Sequence[Trouble]:
    found = error.errors(include_url=False, include_context=False, include_input=False)[:20]
    return [Trouble(field=".".join(map(str, each["loc"])), message=each["msg"]) for each in found]


def _holds_nul(value: object) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_holds_nul(key) or _holds_nul(inner) for key, inner in value.items())
    return isinstance(value, list) and any(map(_holds_nul, value))


def _deeper(value: object, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels == 0 or any(_deeper(each, levels - 1) for each in inner)
