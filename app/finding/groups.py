"""The headings of a list: pinned, then by day, week and month, by letter, or by tag.

Owns where a group begins and what it is called. Pure but for the notebook that it asks, and for the clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.library.note_rows import Listed
from app.words import month_name
from core import Order, View, tr, tr_noop

if TYPE_CHECKING:
    from core import Brain

_YEARS = 40  # that have a heading of their own; what is older is “Earlier”
PINNED, EARLIER, NO_TAG = tr_noop("Pinned"), tr_noop("Earlier"), tr_noop("No tag")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that begins at a moment, and lasts until the next one begins."""

    begins: datetime
    name: str


def spans(now: datetime) -> list[Span]:
    """The stretches of time that have a heading, the oldest first: years, months of this year, this week, today."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    month = today.replace(day=1)
    found = [
        Span(month.replace(month=1, year=now.year - ago), str(now.year - ago)) for ago in range(_YEARS, 0, -1)
    ]
    found += [Span(month.replace(month=number), month_name(number)) for number in range(1, now.month)]
    recent = [
        Span(month, tr("This month")),
        Span(today - timedelta(days=today.weekday() + 7), tr("Last week")),
        Span(today - timedelta(days=today.weekday()), tr("This week")),
        Span(today - timedelta(days=1), tr("Yesterday")),
        Span(today, tr("Today")),
        Span(today + timedelta(days=1), tr("Later")),
    ]
    for span in recent:  # a week that began before this month ends it early, and so on
        found = [each for each in found if each.begins < span.begins]
        found.append(span)
    return found


def by_groups(brain: Brain, view: View, now: Callable[[], datetime] | None = None) -> Listed:
    """A place with its headings, as its order asks for them."""
    stretches = spans(now() if now else datetime.now(UTC).astimezone())
    listing = brain.ways.listing(view, [each.begins for each in stretches], grouped=True)
    by_letter = view.order is Order.TITLE and not view.trash
    headings, row = {0: tr(PINNED)} if listing.pinned else {}, listing.pinned
    for group, count in listing.runs:
        headings[row] = (
            group if by_letter else tr(EARLIER) if group == "0" else stretches[int(group) - 1].name
        )
        row += count
    return Listed(listing.ids, headings)


def by_tag(brain: Brain, view: View) -> Listed:
    """A place with the first tag of its notes as headings."""
    listing = brain.ways.by_tag(view)
    headings, row = {0: tr(PINNED)} if listing.pinned else {}, listing.pinned
    for tag, count in listing.runs:
        headings[row] = tag or tr(NO_TAG)
        row += count
    return Listed(listing.ids, headings)


def ungrouped(brain: Brain, view: View) -> Listed:
    """A place without headings, pinned notes first."""
    return Listed(brain.ways.listing(view).ids)
