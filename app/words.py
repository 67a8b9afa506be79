"""How figures and dates are said on the screen.

Pure: knows no widget, and no moment but the one it is given.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core import Unused

THIN = "\N{NARROW NO-BREAK SPACE}"
_GB, _MB, _KB = 1_000_000_000, 1_000_000, 1_000
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WHOLE_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def figure(number: int) -> str:
    """A number with its thousands apart: 12 400."""
    return f"{number:,}".replace(",", THIN)


def notes(number: int) -> str:
    """How many notes: "1 note", "12 400 notes"."""
    return "1 note" if number == 1 else f"{figure(number)} notes"


def links(number: int) -> str:
    """How many links between notes."""
    return "1 link" if number == 1 else f"{figure(number)} links"


def files(number: int) -> str:
    """How many files."""
    return "1 file" if number == 1 else f"{figure(number)} files"


def events(number: int) -> str:
    """How many events of the history."""
    return "1 event" if number == 1 else f"{figure(number)} events"


def rows(number: int) -> str:
    """How many rows of a table."""
    return "1 row" if number == 1 else f"{figure(number)} rows"


def unused_words(found: Unused, *, removed: bool = False) -> str:
    """How many contents of files nothing asks for, or were removed."""
    which = files(found.files) if found.files else "No file"
    if removed:
        told = f"{which} removed, {size(found.size)} freed." if found.files else "No file was removed."
    else:
        told = (
            f"{which} unused, {size(found.size)}. Removing cannot be undone."
            if found.files
            else "No file is unused."
        )
    if found.lately:
        one = "is one" if found.lately == 1 else f"are {figure(found.lately)}"
        told += f" There {one} more that came or was read within a day, and will be looked at after that."
    return told


def shortened(text: str, most: int) -> str:
    """A text, or so much of it that it has no more characters than this."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def size(of: int) -> str:
    """How large something is: "340 kB", "1.2 MB", "2.3 GB". Less than a kilobyte is told in bytes."""
    if of < _KB:
        return "1 byte" if of == 1 else f"{of} bytes"
    if of < _MB:
        return f"{of // _KB}{THIN}kB"
    unit, name = (_MB, "MB") if of < _GB else (_GB, "GB")
    return f"{of / unit:.1f}{THIN}{name}" if of < 10 * unit else f"{figure(round(of / unit))}{THIN}{name}"


def day(moment: datetime, now: datetime) -> str:
    """A moment as people say it: "today 14:05", "yesterday 9:30", "Tuesday", "3 Mar", "3 Mar 2025".

    In the time zone of `now`.
    """
    local = moment.astimezone(now.tzinfo)
    ago = now.date() - local.date()
    if ago == timedelta(0):
        return f"today {local.hour}:{local.minute:02}"
    if ago == timedelta(days=1):
        return f"yesterday {local.hour}:{local.minute:02}"
    if timedelta(0) < ago < timedelta(days=7):
        return _DAYS[local.weekday()]
    told = f"{local.day} {_MONTHS[local.month - 1]}"
    return told if local.year == now.year else f"{told} {local.year}"


def long_date(local: date) -> str:
    """A day in words, of a moment in its own time zone: "3 March 2025"."""
    return f"{local.day} {_WHOLE_MONTHS[local.month - 1]} {local.year}"


def weekday(local: date) -> str:
    """The name of a day: "Tuesday"."""
    return _DAYS[local.weekday()]


def month(local: date) -> str:
    """The name of a month, short: "Mar"."""
    return _MONTHS[local.month - 1]


def clock(local: datetime) -> str:
    """A time of the day, in the moment's own time zone: "14:05"."""
    return f"{local.hour}:{local.minute:02}"


def device(which: str, own: str) -> str:
    """Where something was done: "this device", or another one by the end of its id."""
    return "this device" if which == own else f"the device {which[-8:]}"


def exactly(moment: datetime, now: datetime) -> str:
    """The whole moment, for whoever asks: "Tuesday, 3 Mar 2025, 14:05"."""
    local = moment.astimezone(now.tzinfo)
    date = f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{_DAYS[local.weekday()]}, {date}, {local.hour}:{local.minute:02}"


def month_name(number: int) -> str:
    """A month by its number: 1 is January."""
    return _WHOLE_MONTHS[number - 1]
