"""The moments that people ask for: `28 Nov 2026, 18:28`, `18:28`, `an hour ago`, `yesterday 9:00`, and what `as-of:` takes.

Owns how a moment is written by hand, in English or German, and what it stands for where the person is. A day, or a longer
period, without a time stands for its end: that is when all of it had happened. Refuses to guess: `28` or `3/4/2026` may
mean two things.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from core.language import tr, tr_noop
from core.search.dates import MONTHS, UnreadableDate, here, period_of
from core.search.german import in_english

_EXACT = re.compile(r"\d{4}-\d{2}-\d{2}t\d", re.ASCII)
_AGO = re.compile(
    r"(half an(?= )|[a-z]+(?= )|\d{1,5}) ?(minute|min|m|hour|h|day|d|week|w|month|year|y)s?(?: ago)?",
    re.ASCII,
)
_CLOCK = re.compile(r"(?:^| )(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?)?(?: ?([ap])\.?m\.?)?$", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)? ?([a-z]+)\.?(?: (\d{4}))?", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_FILLING = re.compile(r"[,·]|\b(?:at|on|of|the)\b|\bo'clock\b")
_WEEKDAYS = (
    *(tr_noop("Monday"), tr_noop("Tuesday"), tr_noop("Wednesday"), tr_noop("Thursday")),
    *(tr_noop("Friday"), tr_noop("Saturday"), tr_noop("Sunday")),
)
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(days=7),
}
_INSTANT = timedelta(microseconds=1)


def read_moment(text: str, now: datetime) -> datetime:
    """The moment that is meant, with its zone; in the zone of `now`, else in this machine's. It may lie in the future.

    A period without a time ends with its last instant, or now. Raises UnreadableDate.
    """
    plain = in_english(" ".join(_FILLING.sub(" ", text.lower()).split()))
    if not plain:
        raise UnreadableDate(tr("A moment is missing."))
    try:
        if plain == "now":
            return here(now, now)
        if _EXACT.match(plain):
            return _exact(text.strip(), now)
        if (match := _AGO.fullmatch(plain)) and match[1] != "last":
            return _ago(match[1], match[2], now)
        return _day_and_time(plain, now)
    except UnreadableDate:
        raise
    except (ValueError, OverflowError, OSError) as error:
        raise UnreadableDate(tr("“{text}” is no moment.", text=text.strip())) from error


def _exact(text: str, now: datetime) -> datetime:
    exact = datetime.fromisoformat(text)
    return exact if exact.tzinfo else here(exact, now)


def _ago(count: str, unit: str, now: datetime) -> datetime:
    """So long before this very moment: days, weeks, months and years by the calendar, at the same time of the day."""
    if count == "half an":
        if unit != "hour":
            raise UnreadableDate(tr("Half of what?"))
        return here(now, now) - timedelta(minutes=30)
    number = int(count) if count.isdecimal() else 1 if count in ("a", "an") else _NUMBERS.get(count, 0)
    if not number and count != "0":
        raise UnreadableDate(tr("“{text}” is no number.", text=count))
    if unit in ("month", "year", "y"):
        months = number if unit == "month" else 12 * number
        year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
        last = period_of(f"{year:04}-{month + 1}", now)[1] - timedelta(days=1)
        return here(datetime.combine(last.replace(day=min(now.day, last.day)), now.time()), now)
    span = number * _UNITS[unit[0]]
    return here(now - span, now) if unit[0] in "dw" else here(now, now) - span


def _day_and_time(plain: str, now: datetime) -> datetime:
    """A day, a time, or both; a time alone is one of today."""
    clock = _clock(plain)
    day_text = plain if clock is None else plain[: clock[1]].strip()
    if clock is not None and not day_text:
        return here(datetime.combine(now.date(), clock[0]), now)
    first, after = _days(day_text, now)
    if clock is not None:
        if after - first != timedelta(days=1):
            raise UnreadableDate(tr("“{text}” is more than a day.", text=day_text))
        return here(datetime.combine(first, clock[0]), now)
    begins, ends = (here(datetime.combine(day, time()), now) for day in (first, after))
    present = here(now, now)
    return begins if begins > present else min(ends - _INSTANT, present)


def _clock(plain: str) -> tuple[time, int] | None:
    """The time at the end of a text, and where it begins. A bare number is no time."""
    if plain in ("noon", "midnight") or plain.endswith((" noon", " midnight")):
        word = plain.rsplit(" ", 1)[-1]
        return time(12 if word == "noon" else 0), len(plain) - len(word)
    match = _CLOCK.search(plain)
    if match is None or (match[2] is None and match[4] is None):
        return None
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            raise UnreadableDate(tr("“{text}” is no time.", text=match[0].strip()))
        hour = hour % 12 + (12 if match[4] == "p" else 0)
    return time(hour, minute, second), match.start()


def _days(text: str, now: datetime) -> tuple[date, date]:
    """The first day that is meant, and the one after the last."""
    name, _, rest = text.partition(" ")
    weekday = _begins(name.removesuffix("."), _WEEKDAYS)
    if weekday is not None:
        named = now.date() - timedelta(days=(now.weekday() - weekday) % 7)
        if not rest:
            return named, named + timedelta(days=1)
        first, after = _days(rest, now)
        if first.weekday() != weekday:
            day = tr(_WEEKDAYS[weekday])
            raise UnreadableDate(tr("{text} is no {weekday}.", text=rest, weekday=day))
        return first, after
    if name == "last" and rest in ("week", "month", "year"):
        return period_of(f"{rest}-1", now)
    if match := _DOTTED.fullmatch(text):
        return period_of(f"{match[3]}-{match[2]}-{match[1]}", now)
    if match := _DAY_FIRST.fullmatch(text):
        return _named_day(match[1], match[2], match[3], now)
    if match := _MONTH_FIRST.fullmatch(text):
        return _named_day(match[2], match[1], match[3], now)
    if (month := _begins(name.removesuffix("."), MONTHS)) is not None and re.fullmatch(
        r"\d{4}", rest, re.ASCII
    ):
        return period_of(f"{rest}-{month + 1}", now)
    return period_of(text, now)


def _named_day(day: str, name: str, year: str | None, now: datetime) -> tuple[date, date]:
    """A day of a month by its name; without a year the last one that has begun."""
    month = _begins(name, MONTHS)
    if month is None:
        raise UnreadableDate(tr("“{text}” is no month.", text=name))
    this_year = year or f"{now.year if (month + 1, int(day)) <= (now.month, now.day) else now.year - 1}"
    return period_of(f"{this_year}-{month + 1}-{day}", now)


def _begins(word: str, names: tuple[str, ...]) -> int | None:
    """Which name this is, or begins with three letters or more."""
    if len(word) < 3:
        return None
    return next((at for at, name in enumerate(names) if name.lower().startswith(word.lower())), None)
