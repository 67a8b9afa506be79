"""Moments as people write them: what they stand for, and what is not guessed."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import words
from core import UnreadableDate, read_moment

NOW = datetime(2026, 11, 28, 19, 28, 40, tzinfo=UTC)  # a Saturday
_LAST = timedelta(microseconds=1)
GERMAN_DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
GERMAN_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("28 Nov 2026, 18:28", "2026-11-28 18:28"),
        ("28 november 18:28", "2026-11-28 18:28"),
        ("Nov 28, 2026 at 6:28 pm", "2026-11-28 18:28"),
        ("28.11.2026 18.28", "2026-11-28 18:28"),
        ("2026-11-28 18:28", "2026-11-28 18:28"),
        ("2026-11-28T18:28", "2026-11-28 18:28"),
        ("2026-11-28T20:28+02:00", "2026-11-28 18:28"),
        ("18:28", "2026-11-28 18:28"),
        ("6pm", "2026-11-28 18:00"),
        ("12 am", "2026-11-28 00:00"),
        ("yesterday 9:00", "2026-11-27 09:00"),
        ("Yesterday at noon", "2026-11-27 12:00"),
        ("Friday, 9:00", "2026-11-27 09:00"),
        ("sunday 9:00", "2026-11-22 09:00"),
        ("Friday, 27 Nov 2026, 20:26", "2026-11-27 20:26"),
        ("day-7 8:15:30", "2026-11-21 08:15:30"),
        ("now", "2026-11-28 19:28:40"),
        ("an hour ago", "2026-11-28 18:28:40"),
        ("2h ago", "2026-11-28 17:28:40"),
        ("half an hour ago", "2026-11-28 18:58:40"),
        ("90 minutes ago", "2026-11-28 17:58:40"),
        ("three days ago", "2026-11-25 19:28:40"),
        ("a week ago", "2026-11-21 19:28:40"),
        ("9 months ago", "2026-02-28 19:28:40"),
        ("2 years ago", "2024-11-28 19:28:40"),
        ("29 nov 9:00", "2025-11-29 09:00"),
        ("23:00", "2026-11-28 23:00"),  # to come, and said so by who asks
        ("2027-01-02", "2027-01-02 00:00"),
        ("today", "2026-11-28 19:28:40"),
    ],
)
def test_a_moment_is_understood_as_it_is_said(typed: str, meant: str) -> None:
    assert read_moment(typed, NOW) == datetime.fromisoformat(meant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("yesterday", "2026-11-28"),
        ("Thursday", "2026-11-27"),
        ("3 march", "2026-03-04"),
        ("march 2025", "2025-04-01"),
        ("2025", "2026-01-01"),
        ("week-1", "2026-11-23"),
        ("last month", "2026-11-01"),
    ],
)
def test_a_day_or_more_without_a_time_stands_for_its_last_instant(typed: str, after: str) -> None:
    assert read_moment(typed, NOW) == datetime.fromisoformat(after).replace(tzinfo=UTC) - _LAST


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Freitag, 27. Nov. 2026, 20:26", "Friday, 27 Nov 2026, 20:26"),
        ("am Freitag, den 27. November 2026 um 20.26 Uhr", "Friday, 27 Nov 2026, 20:26"),
        ("3. März 2025 9 Uhr", "3 March 2025 9:00"),
        ("3. Mai", "3 May"),
        ("Dez. 2025", "December 2025"),
        ("gestern 9:00", "yesterday 9:00"),
        ("gestern um 9 Uhr 15", "yesterday 9:15"),
        ("heute mittag", "today noon"),
        ("jetzt", "now"),
        ("vor einer Stunde", "an hour ago"),
        ("vor einer halben Stunde", "half an hour ago"),
        ("vor drei Tagen", "three days ago"),
        ("vor 2 Jahren", "2 years ago"),
        ("vor 2 Std.", "2 hours ago"),
        ("vorgestern mittag", "day-2 noon"),
        ("Fr, 27. Nov. 2026, 20:26", "Friday, 27 Nov 2026, 20:26"),
        ("28.11. 18.28 Uhr", "28 Nov 18:28"),
        ("28.11. 18 Uhr", "28 Nov 18:00"),
        ("29.11.", "29 Nov 2025"),
        ("27.11.26 9:00", "27 Nov 2026 9:00"),
        ("1. 2. 2026", "1 Feb 2026"),
        ("letzte Woche", "last week"),
        ("letzten Monat", "last month"),
        ("Sonntag", "Sunday"),
    ],
)
def test_a_moment_may_be_said_in_german(german: str, english: str) -> None:
    assert read_moment(german, NOW) == read_moment(english, NOW)


@pytest.mark.parametrize(
    "german",
    ["vor einer Tasse", "31. Feb. 2026", "bald", "Montag, 27. Nov. 2026", "25 Uhr", "28.13.2026", "28.11"],
)
def test_german_is_not_guessed_either(german: str) -> None:
    with pytest.raises(UnreadableDate):
        read_moment(german, NOW)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "28",
        "9",
        "3/4/2026",
        "25:00",
        "18:75",
        "13pm",
        "31 feb 2026",
        "29 Feb 2026",
        "monday 27 nov 2026",
        "2026 9:00",
        "soon",
        "a cup ago",
        "half a day",
        "99999 years ago",
        "0000-01-01",
        "2026-13-01T10:00",
        "..",
    ],
)
def test_what_may_mean_two_things_or_nothing_is_not_guessed(typed: str) -> None:
    with pytest.raises(UnreadableDate):
        read_moment(typed, NOW)


def test_a_time_is_one_of_the_place_and_its_rules_that_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 11, 28, 0, 30, tzinfo=berlin)  # still the 27th in UTC
    assert read_moment("today 0:10", now) == datetime(2026, 11, 27, 23, 10, tzinfo=UTC)
    assert read_moment("1 jul 2026 12:00", now) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    here = NOW.astimezone().replace(tzinfo=None)
    assert read_moment("now", here) == NOW


@settings(max_examples=60)
@given(st.integers(1, 500_000_000))
def test_what_the_window_shows_of_a_moment_can_be_typed_again(minutes: int) -> None:
    whole = NOW.replace(second=0) - timedelta(minutes=minutes)
    assert read_moment(words.exactly(whole, NOW), NOW) == whole


@settings(max_examples=60)
@given(st.integers(1, 99_999))
def test_any_moment_can_be_typed_as_germans_write_it(hours: int) -> None:
    whole = NOW.replace(second=0) - timedelta(hours=hours)
    day, month = GERMAN_DAYS[whole.weekday()], GERMAN_MONTHS[whole.month - 1]
    for said in (
        f"{day}, den {whole.day}. {month} {whole.year}, {whole:%H:%M} Uhr",
        f"{day[:2]}, {whole.day}. {month[:3]}. {whole.year} um {whole:%H:%M}",
        f"{whole.day}.{whole.month}.{whole.year} {whole:%H:%M}",
    ):
        assert read_moment(said, NOW) == whole
    assert read_moment(f"vor {hours} Stunden", NOW) == read_moment(f"{hours} hours ago", NOW)


@settings(max_examples=150)
@given(st.text(max_size=30) | st.text("0123456789apmz:. ,-", max_size=20))
def test_any_text_is_a_moment_with_its_zone_or_refused(text: str) -> None:
    with suppress(UnreadableDate):
        assert read_moment(text, NOW).tzinfo is not None
