"""Which backups stay: the newest five, and the last of seven days, of four weeks and of twelve months. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

RECENT, DAILY, WEEKLY, MONTHLY = 5, 7, 4, 12


def kept(made: Iterable[datetime]) -> set[datetime]:
    """Of these moments those whose backups stay: the newest 5, so that one made by hand before something risky outlives
    those after it, and of the last 7 days, 4 weeks and 12 months that have any, the last one each. Days are those of the
    moments' own zone."""
    newest_first = sorted(made, reverse=True)
    return (
        set(newest_first[:RECENT])
        | _last_of_each(newest_first, DAILY, lambda at: at.date())
        | _last_of_each(newest_first, WEEKLY, lambda at: at.isocalendar()[:2])
        | _last_of_each(newest_first, MONTHLY, lambda at: (at.year, at.month))
    )


def _last_of_each(newest_first: list[datetime], most: int, span: Callable[[datetime], Any]) -> set[datetime]:
    found: dict[Any, datetime] = {}
    for at in newest_first:
        found.setdefault(span(at), at)
    return set(list(found.values())[:most])
