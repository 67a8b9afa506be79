"""Events between the notebook and the wire.

Owns the two translations. Nothing is understood on the way: an event of a kind that a newer program made comes out with its
payload as it is, and whether it can be folded is for the notebook to find out.
"""

from __future__ import annotations

from core import Event, give_way
from sync.protocol import SentEvent, StoredEvent


def sent(event: Event) -> SentEvent:
    """An event of the notebook, as it travels to the server."""
    give_way()
    assert event.device_id is not None and event.clock is not None, "what is in the log has both"
    return SentEvent(
        event_id=event.event_id,
        aggregate_id=event.aggregate_id,
        event_type=event.event_type,
        event_version=event.event_version,
        expected_version=event.stream_version - 1,
        occurred_at=event.occurred_at,
        clock=f"{event.clock:016x}",
        device_id=event.device_id,
        correlation_id=event.correlation_id,
        causation_id=event.causation_id,
        data=dict(event.data),
    )


def received(event: StoredEvent) -> Event:
    """An event that came from the server, without a place in the log here."""
    give_way()
    return Event(
        event_id=event.event_id,
        aggregate_id=event.aggregate_id,
        event_type=event.event_type,
        event_version=event.event_version,
        stream_version=event.stream_version,
        user_id=event.user_id,
        device_id=event.device_id,
        occurred_at=event.occurred_at,
        clock=int(event.clock, 16),
        correlation_id=event.correlation_id,
        causation_id=event.causation_id,
        data=event.data,
    )
