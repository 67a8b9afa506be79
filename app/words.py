"""How figures and dates are said on the screen.

Pure: knows no widget, and no moment but the one it is given.
"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from core import thousands, tr, tr_n, tr_noop

if TYPE_CHECKING:
    from core import FarStanding, Freed, Unused

_BEFORE_A_CUT = " .,;:–—-"  # what does not stand before an ellipsis
THIN = "\N{NARROW NO-BREAK SPACE}"
_GB, _MB, _KB = 1_000_000_000, 1_000_000, 1_000
_DAYS = (
    tr_noop("Monday"),
    tr_noop("Tuesday"),
    tr_noop("Wednesday"),
    tr_noop("Thursday"),
    tr_noop("Friday"),
    tr_noop("Saturday"),
    tr_noop("Sunday"),
)
_WHOLE_MONTHS = (
    tr_noop("January"),
    tr_noop("February"),
    tr_noop("March"),
    tr_noop("April"),
    tr_noop("May"),
    tr_noop("June"),
    tr_noop("July"),
    tr_noop("August"),
    tr_noop("September"),
    tr_noop("October"),
    tr_noop("November"),
    tr_noop("December"),
)
_MONTHS = (
    tr_noop("Jan"),
    tr_noop("Feb"),
    tr_noop("Mar"),
    tr_noop("Apr"),
    tr_noop("May"),
    tr_noop("Jun"),
    tr_noop("Jul"),
    tr_noop("Aug"),
    tr_noop("Sep"),
    tr_noop("Oct"),
    tr_noop("Nov"),
    tr_noop("Dec"),
)


def figure(number: int) -> str:
    """A number with its thousands apart: 12 400."""
    return thousands(number)


def notes(number: int) -> str:
    """How many notes: "1 note", "12 400 notes"."""
    return tr_n("{n} note", "{n} notes", number)


def links(number: int) -> str:
    """How many links between notes."""
    return tr_n("{n} link", "{n} links", number)


def files(number: int) -> str:
    """How many files."""
    return tr_n("{n} file", "{n} files", number)


def events(number: int) -> str:
    """How many events of the history."""
    return tr_n("{n} event", "{n} events", number)


def rows(number: int) -> str:
    """How many rows of a table."""
    return tr_n("{n} row", "{n} rows", number)


def unused_words(found: Unused, *, removed: bool = False) -> str:
    """How many contents of files nothing asks for, or were removed."""
    if not found.files:
        told = tr("No file was removed.") if removed else tr("No file is unused.")
    elif removed:
        told = tr_n(
            "{n} file removed, {size} freed.",
            "{n} files removed, {size} freed.",
            found.files,
            size=size(found.size),
        )
    else:
        told = tr_n(
            "{n} file unused, {size}. Removing cannot be undone.",
            "{n} files unused, {size}. Removing cannot be undone.",
            found.files,
            size=size(found.size),
        )
    if found.far:
        removed_there = tr_n("{n} file removed from S3.", "{n} files removed from S3.", found.far)
        told = f"{told} {removed_there}"
    if found.far_trouble:
        stays = tr("What of it is in S3 stays there.")
        told = f"{told} {stays} {found.far_trouble}"
    if not found.lately:
        return told
    more = tr_n(
        "There is one more that came or was read within a day, and will be looked at after that.",
        "There are {n} more that came or was read within a day, and will be looked at after that.",
        found.lately,
    )
    return f"{told} {more}"


def far_words(now: FarStanding) -> str:
    """Where contents of files are kept, how much that is, and how far copying is."""
    if now.place is None:
        return tr("Files of notes are kept in the data folder alone.")
    if not now.files:
        told = tr("No note has a file yet. Those that come are kept in S3, too.")
    elif now.copied == now.files:
        told = tr("{files}, {size}; all of them also in S3.", files=files(now.files), size=size(now.size))
    else:
        told = tr(
            "{files}, {size}; {copied} of them also in S3.",
            files=files(now.files),
            size=size(now.size),
            copied=figure(now.copied),
        )
    if now.alone:
        alone = tr_n("{n} more is in S3 alone.", "{n} more are in S3 alone.", now.alone)
        told = f"{told} {alone}"
    if now.at is not None:
        when = tr("Last copied {when}.", when=day(now.at, datetime.now().astimezone()))
        told = f"{told} {when}"
    return f"{told} {now.trouble}".strip()


def freed_words(found: Freed, *, removed: bool = False) -> str:
    """How much could go from this device because the S3 store has it, or went."""
    told = tr("No file went from this device.") if removed else tr("No file could go from this device.")
    if found.files and removed:
        told = tr_n(
            "{n} file is in S3 alone now, {size} freed.",
            "{n} files are in S3 alone now, {size} freed.",
            found.files,
            size=size(found.size),
        )
    elif found.files:
        told = tr_n(
            "{n} file could go from this device, {size}. It is read back from S3 first, and comes when it is opened.",
            "{n} files could go from this device, {size}. Each is read back from S3 first, and comes when it is opened.",
            found.files,
            size=size(found.size),
        )
    if found.mended:
        more = tr_n(
            "{n} was not whole in S3: it stays, and was copied again.",
            "{n} were not whole in S3: they stay, and were copied again.",
            found.mended,
        )
        told = f"{told} {more}"
    return told


def shortened(text: str, most: int) -> str:
    """A text, or so much of it that it has no more characters than this, up to the end of a word if one is near."""
    return text if len(text) <= most else at_a_word(text, f"{text[: most - 1]}…")


def at_a_word(text: str, shown: str) -> str:
    """What is shown of a text, which may end with `…` within a word: cut at the end of the word before, if that is near."""
    if shown == text or not shown.endswith("…"):
        return shown
    kept = shown[:-1]
    cut = len(kept) if text[len(kept) : len(kept) + 1].isspace() else kept.rfind(" ")
    return f"{kept[: cut if cut > len(kept) * 0.6 else None].rstrip(_BEFORE_A_CUT)}…"


def place_in_file(name: str, page: int) -> str:
    """Where in a file something is: “page 3 of manual.pdf”, or “in notes.txt” where there are no pages."""
    if page:
        return tr("page {page} of {file}", page=figure(page), file=name)
    return tr("in {file}", file=name)


def size(of: int) -> str:
    """How large something is: "340 kB", "1.2 MB", "2.3 GB". Less than a kilobyte is told in bytes."""
    if of < _KB:
        return tr_n("{n} byte", "{n} bytes", of)
    if of < _MB:
        return f"{of // _KB}{THIN}kB"
    unit, name = (_MB, "MB") if of < _GB else (_GB, "GB")
    of_unit = decimal(of / unit) if of < 10 * unit else figure(round(of / unit))
    return f"{of_unit}{THIN}{name}"


def dollars(amount: float) -> str:
    """A sum of money, rounded up: "3.02 US dollars"."""
    cents = math.ceil(amount * 100 - 1e-6)
    if cents <= 1:
        return tr("at most one US cent")
    said = tr("{whole}.{tenths}", whole=figure(cents // 100), tenths=f"{cents % 100:02}")
    return tr("{sum} US dollars", sum=said)


def price(amount: float) -> str:
    """What OpenAI may charge, a sum as of `dollars`, and that its own list counts."""
    from core import PRICED

    return tr(
        "{sum} by prices as of {day}, so look at OpenAI’s own list",
        sum=dollars(amount),
        day=long_date(PRICED),
    )


def decimal(number: float) -> str:
    """A number with one place after the point, or the comma: "1.2"."""
    whole, _, tenths = f"{number:.1f}".partition(".")
    return tr("{whole}.{tenths}", whole=whole, tenths=tenths)


def day(moment: datetime, now: datetime) -> str:
    """A moment as people say it: "today 14:05", "yesterday 9:30", "Tuesday", "3 Mar", "3 Mar 2025".

    In the time zone of `now`.
    """
    local = moment.astimezone(now.tzinfo)
    ago = now.date() - local.date()
    if ago == timedelta(0):
        return tr("today {time}", time=clock(local))
    if ago == timedelta(days=1):
        return tr("yesterday {time}", time=clock(local))
    if timedelta(0) < ago < timedelta(days=7):
        return weekday(local)
    if local.year == now.year:
        return tr("{day} {month}", day=local.day, month=month(local))
    return _dated(local, month(local))


def long_date(local: date) -> str:
    """A day in words, of a moment in its own time zone: "3 March 2025"."""
    return _dated(local, month_name(local.month))


def weekday(local: date) -> str:
    """The name of a day: "Tuesday"."""
    return tr(_DAYS[local.weekday()])


def month(local: date) -> str:
    """The name of a month, short: "Mar"."""
    return tr(_MONTHS[local.month - 1])


def clock(local: datetime) -> str:
    """A time of the day, in the moment's own time zone: "14:05"."""
    return f"{local.hour}:{local.minute:02}"


def device(which: str, own: str, name: str = "") -> str:
    """Where something was done: "this device", or another one by its name, else by the end of its id."""
    return tr("this device") if which == own else name or tr("the device {end}", end=which[-8:])


def exactly(moment: datetime, now: datetime) -> str:
    """The whole moment, for whoever asks: "Tuesday, 3 Mar 2025, 14:05"."""
    local = moment.astimezone(now.tzinfo)
    return f"{weekday(local)}, {_dated(local, month(local))}, {clock(local)}"


def month_name(number: int) -> str:
    """A month by its number: 1 is January."""
    return tr(_WHOLE_MONTHS[number - 1])


def _dated(local: date, month: str) -> str:
    return tr("{day} {month} {year}", day=local.day, month=month, year=local.year)
