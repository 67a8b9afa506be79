"""Dates and figures as people say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone

import pytest

from app import words

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-22T14:05+02:00", "today 14:05"),
        ("2026-11-21T22:30+00:00", "today 0:30"),
        ("2026-11-21T09:03+02:00", "yesterday 9:03"),
        ("2026-11-17T10:00+02:00", "Tuesday"),
        ("2026-11-15T10:00+02:00", "15 Nov"),
        ("2025-03-03T10:00+02:00", "3 Mar 2025"),
        ("2026-11-23T10:00+02:00", "23 Nov"),
    ],
)
def test_a_date_is_said_as_people_say_it(moment: str, said: str) -> None:
    assert words.day(datetime.fromisoformat(moment), NOW) == said


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (340_999, "340 kB"),
        (1_240_000, "1.2 MB"),
        (23_000_000, "23 MB"),
        (2_300_000_000, "2.3 GB"),
    ],
)
def test_a_size_is_said_in_few_figures(of: int, said: str) -> None:
    assert words.size(of).replace(words.THIN, " ") == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0.0, "at most one US cent"),
        (0.01, "at most one US cent"),
        (0.0101, "0.02 US dollars"),
        (3.1, "3.10 US dollars"),
        (1_204.5, "1 204.50 US dollars"),
    ],
)
def test_a_sum_of_money_is_never_said_smaller_than_it_is(amount: float, said: str) -> None:
    assert words.dollars(amount).replace(words.THIN, " ") == said


def test_the_exact_moment_is_there_for_whoever_asks() -> None:
    moment = datetime.fromisoformat("2025-03-03T14:05+02:00")
    assert words.exactly(moment, NOW) == "Monday, 3 Mar 2025, 14:05"


def test_thousands_are_set_apart() -> None:
    assert words.notes(1) == "1 note"
    assert words.notes(0) == "0 notes"
    assert (words.files(1), words.files(2), words.events(1)) == ("1 file", "2 files", "1 event")
    assert words.notes(12_400).replace(words.THIN, " ") == "12 400 notes"


GERMAN = {
    "{whole}.{tenths}": "{whole},{tenths}",
    "{day} {month} {year}": "{day}. {month} {year}",
    "today {time}": "heute {time}",
    "Mar": "März",
    "Monday": "Montag",
}


@pytest.fixture
def in_german(speaking: Callable[[Mapping[str, str]], None]) -> None:
    speaking(GERMAN)


@pytest.mark.usefixtures("in_german")
def test_another_language_has_other_names_another_order_and_a_comma() -> None:
    assert words.size(1_240_000).replace(words.THIN, " ") == "1,2 MB"
    assert words.day(datetime.fromisoformat("2026-11-22T14:05+02:00"), NOW) == "heute 14:05"
    moment = datetime.fromisoformat("2025-03-03T14:05+02:00")
    assert words.exactly(moment, NOW) == "Montag, 3. März 2025, 14:05"


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [
        ("Eclipse at moonset", 40, "Eclipse at moonset"),
        ("Eclipse at moonset", 15, "Eclipse at…"),
        ("Eclipse, at last", 9, "Eclipse…"),
        ("Eclipse. At last", 9, "Eclipse…"),
        ("Eclipse at moonset", 11, "Eclipse at…"),
        ("Donaudampfschifffahrt", 12, "Donaudampfs…"),
        ("A Donaudampfschifffahrt", 12, "A Donaudamp…"),
        ("学习笔记与想法的整理", 6, "学习笔记与…"),
    ],
)
def test_what_is_too_long_ends_with_a_word(text: str, most: int, said: str) -> None:
    assert words.shortened(text, most) == said
