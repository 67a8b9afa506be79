"""The dates of a query: `2026-03`, `2026-03..2026-05`, `>2026`, `day-7`, `yesterday`, as spans of time.

Owns how dates are written and what they stand for in the person's own time zone. Refuses to know which time of a note is
asked for. A value names a period (a year, a month, a week or a day). One with a number of days, weeks, months or years
before today stands alone for the time since that period began, as in `created:week-1`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from core.language import tr, tr_noop

_ABSOLUTE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_RELATIVE = re.compile(r"(day|week|month|year)-(\d{1,5})", re.ASCII)
_OTHERWISE = re.compile(r"(\d{4})[./]?(\d{2})(?:[./]?(\d{2}))?", re.ASCII)
_COMPARED = re.compile(r"(>=|<=|>|<)(.*)", re.DOTALL)
_EARLIEST, _LATEST = 1000, 9998  # years: the end of the last one is still a date
_NAMED = {tr_noop("today"): 0, tr_noop("yesterday"): 1}
_COMPARED_TO = {
    "<": tr_noop("before {day}"),
    ">": tr_noop("after {day}"),
    "<=": tr_noop("until {day}"),
    ">=": tr_noop("since {day}"),
}
MONTHS = (
    *(
        tr_noop("January"),
        tr_noop("February"),
        tr_noop("March"),
        tr_noop("April"),
        tr_noop("May"),
        tr_noop("June"),
    ),
    *(tr_noop("July"), tr_noop("August"), tr_noop("September"), tr_noop("October")),
    *(tr_noop("November"), tr_noop("December")),
)  # those of datetime follow the system's language
EXAMPLES = ("today", "yesterday", "day-7", "week-1", "month-1", "year-1")


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` on and before `end`; None is open. `text` is how it is written: spans written alike are equal, because
    `day-7` means another week tomorrow."""

    text: str
    start: datetime | None = field(default=None, compare=False)
    end: datetime | None = field(default=None, compare=False)


class UnreadableDate(ValueError):
    """What was written is no date. `words` say why, `instead` is a date that may be meant, or empty."""

    def __init__(self, words: str, instead: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.instead = instead


class _Period(NamedTuple):
    text: str
    first: date
    after: date
    relative: bool = False


def read_span(text: str, now: datetime) -> Span:
    """The span that is meant. Raises UnreadableDate."""
    text = text.lower()
    if match := _COMPARED.fullmatch(text):
        return _compared(match[1], _period(match[2], now), now)
    if ".." in text:
        return _between(text, now)
    period = _period(text, now)
    return Span(period.text, _midnight(period.first, now), None if period.relative else _end(period, now))


def span_in_words(span: Span, now: datetime) -> str:
    """The span as it reads after “created” or “changed”."""
    if match := _COMPARED.fullmatch(span.text):
        period = _period(match[2], now)
        return tr(_COMPARED_TO[match[1]], day=_named(period))
    if ".." in span.text:
        first, _, last = span.text.partition("..")
        if first and last:
            return tr(
                "from {first} to {last}", first=_named(_period(first, now)), last=_named(_period(last, now))
            )
        sign, side = (">=", first) if first else ("<=", last)
        return tr(_COMPARED_TO[sign], day=_named(_period(side, now)))
    period = _period(span.text, now)
    if period.relative:
        return tr("since {day}", day=_day_in_words(period.first))
    if period.text in _NAMED:
        return tr(period.text)
    if period.after - period.first == timedelta(days=1):
        return tr("on {day}", day=_named(period))
    if period.after - period.first > timedelta(days=31):
        return tr("in {year}", year=_named(period))
    return tr("in {month}", month=_named(period))


def end_of(text: str, now: datetime) -> datetime:
    """The moment when a period is over, now at the latest. Raises UnreadableDate."""
    return min(_end(_period(text.lower(), now), now), now if now.tzinfo else now.astimezone())


def period_of(text: str, now: datetime) -> tuple[date, date]:
    """The first day of a period, and the day after its last. Raises UnreadableDate."""
    period = _period(text.lower(), now)
    return period.first, period.after


def here(moment: datetime, now: datetime) -> datetime:
    """A moment that was told without its zone: in the zone of `now`, else in this machine's, by its rules for that day."""
    if moment.tzinfo is not None:
        return moment
    if now.tzinfo is None:
        try:
            return moment.astimezone()
        except (OSError, OverflowError, ValueError):  # long before 1970 some systems know no zones
            return moment.replace(tzinfo=UTC)
    return moment.replace(tzinfo=now.tzinfo)


def _compared(sign: str, period: _Period, now: datetime) -> Span:
    bound = _midnight(period.first, now) if sign in ("<", ">=") else _end(period, now)
    text = sign + period.text
    return Span(text, end=bound) if sign.startswith("<") else Span(text, start=bound)


def _between(text: str, now: datetime) -> Span:
    first, _, last = text.partition("..")
    if not first and not last:
        raise UnreadableDate(tr("A range needs a date on at least one side."), EXAMPLES[0])
    start = _period(first, now) if first else None
    end = _period(last, now) if last else None
    if start and end and start.first >= end.after:
        raise UnreadableDate(
            tr("The range {range} ends before it begins.", range=text), f"{end.text}..{start.text}"
        )
    return Span(
        f"{start.text if start else ''}..{end.text if end else ''}",
        _midnight(start.first, now) if start else None,
        _end(end, now) if end else None,
    )


def _period(text: str, now: datetime) -> _Period:
    if text in _NAMED:
        day = now.date() - timedelta(days=_NAMED[text])
        return _Period(text, day, day + timedelta(days=1))
    if match := _RELATIVE.fullmatch(text):
        return _back(match[1], int(match[2]), now.date())
    if match := _ABSOLUTE.fullmatch(text):
        return _calendar(*(int(group) if group else None for group in match.groups()))
    if (match := _OTHERWISE.fullmatch(text)) and match[0] != match[1]:
        raise UnreadableDate(
            tr("“{text}” is not written like a date.", text=text), "-".join(filter(None, match.groups()))
        )
    raise UnreadableDate(tr("“{text}” is no date.", text=text) if text else tr("A date is missing."))


def _calendar(year: int | None, month: int | None = None, day: int | None = None) -> _Period:
    if year is None or not _EARLIEST <= year <= _LATEST:
        raise UnreadableDate(
            tr("The year must be between {first} and {last}.", first=_EARLIEST, last=_LATEST)
        )
    if month is None:
        return _Period(f"{year}", date(year, 1, 1), date(year + 1, 1, 1))
    if not 1 <= month <= 12:
        raise UnreadableDate(tr("There is no month {month}.", month=month), f"{year}")
    first, after = date(year, month, 1), _months_on(date(year, month, 1), 1)
    if day is None:
        return _Period(f"{first:%Y-%m}", first, after)
    if not 1 <= day <= (after - first).days:
        words = tr("{month} has {days} days.", month=_month_in_words(first), days=(after - first).days)
        raise UnreadableDate(words, f"{first:%Y-%m}")
    return _Period(f"{first:%Y-%m}-{day:02}", first.replace(day=day), first + timedelta(days=day))


def _back(unit: str, count: int, today: date) -> _Period:
    """The day, week (from Monday), month or year so many before this one."""
    text = f"{unit}-{count}"
    try:
        if unit in ("day", "week"):
            days = 1 if unit == "day" else 7
            first = today - timedelta(days=count * days + (today.weekday() if unit == "week" else 0))
            after = first + timedelta(days=days)
        else:
            months = 1 if unit == "month" else 12
            first = _months_on(today.replace(day=1, month=today.month if months == 1 else 1), -count * months)
            after = _months_on(first, months)
    except (ValueError, OverflowError):
        raise UnreadableDate(tr("{text} is too long ago.", text=text)) from None
    if first.year < _EARLIEST:
        raise UnreadableDate(tr("{text} is too long ago.", text=text))
    return _Period(text, first, after, relative=True)


def _months_on(first: date, count: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return date(year, month + 1, 1)


def _end(period: _Period, now: datetime) -> datetime:
    return _midnight(period.after, now)


def _midnight(day: date, now: datetime) -> datetime:
    """The day's beginning where the person is."""
    return here(datetime.combine(day, time()), now)


def _named(period: _Period) -> str:
    if period.text in _NAMED:
        return tr(period.text)
    if period.relative and period.after - period.first == timedelta(days=7):
        return tr("the week of {day}", day=_day_in_words(period.first))
    days = (period.after - period.first).days
    if days == 1:
        return _day_in_words(period.first)
    return str(period.first.year) if days > 31 else _month_in_words(period.first)


def _day_in_words(day: date) -> str:
    return tr("{day} {month} {year}", day=day.day, month=tr(MONTHS[day.month - 1]), year=day.year)


def _month_in_words(day: date) -> str:
    return tr("{month} {year}", month=tr(MONTHS[day.month - 1]), year=day.year)
