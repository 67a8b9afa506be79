"""Dates in queries: what part of time they mean, where the person is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.search.dates import Span
from core.search.query import Filter, parse
from tests.core.search.trees import NOW


def span(typed: str, now: datetime | None = NOW) -> Span:
    node = parse(typed, now).root
    assert isinstance(node, Filter) and isinstance(node.value, Span)
    return node.value


def moments(*texts: str) -> list[datetime | None]:
    return [None if text == "" else datetime.fromisoformat(text).replace(tzinfo=UTC) for text in texts]


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("created:2026", "2026-01-01", "2027-01-01"),
        ("created:2026-12", "2026-12-01", "2027-01-01"),
        ("created:2026-3-4", "2026-03-04", "2026-03-05"),
        ("created:2024-02-29", "2024-02-29", "2024-03-01"),
        ("created:2026-03..2026-05", "2026-03-01", "2026-06-01"),
        ("created:2026-03..", "2026-03-01", ""),
        ("created:..2026-05", "", "2026-06-01"),
        ("created:>2026-03", "2026-04-01", ""),
        ("created:>=2026-03", "2026-03-01", ""),
        ("created:<2026-03", "", "2026-03-01"),
        ("created:<=2026-03", "", "2026-04-01"),
        ("before:2026-03", "", "2026-03-01"),
        ("after:2026-03", "2026-04-01", ""),
        ("created:today", "2026-11-24", "2026-11-25"),
        ("created:yesterday", "2026-11-23", "2026-11-24"),
        ("created:day-7", "2026-11-17", ""),
        ("created:week-0", "2026-11-23", ""),
        ("created:week-1", "2026-11-16", ""),
        ("created:month-11", "2025-12-01", ""),
        ("created:year-1", "2025-01-01", ""),
        ("created:week-1..week-1", "2026-11-16", "2026-11-23"),
        ("before:month-0", "", "2026-11-01"),
    ],
)
def test_dates_are_half_open_spans(typed: str, start: str, end: str) -> None:
    assert [span(typed).start, span(typed).end] == moments(start, end)


def test_days_begin_at_midnight_where_the_person_is() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    late = datetime(2026, 11, 25, 0, 30, tzinfo=berlin)  # still the 24th in UTC
    assert span("created:today", late).start == datetime(2026, 11, 24, 23, tzinfo=UTC)
    assert span("created:2026-07", late).start == datetime(2026, 6, 30, 22, tzinfo=UTC)


def test_without_a_zone_it_is_this_machine_s() -> None:
    assert span("created:2026-07", None).start == datetime(2026, 7, 1).astimezone()
    as_of = parse("as-of:today").as_of
    assert as_of is not None
    assert abs(as_of - datetime.now(UTC)) < timedelta(minutes=1)
