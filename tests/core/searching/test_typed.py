"""Whatever is typed or pasted is answered, within bounds: only a filter that is none is an error."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from threading import Thread
from time import monotonic, sleep
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import Brain, BrainError, Cancelled, Mode, QueryError, SearchResult
from core.searching import search
from core.store import finding
from core.store.database import Database
from core.store.engine import Connection
from tests.core.searching.conftest import Search

SIGNS = (
    "'",
    "&",
    "|",
    "!",
    "<->",
    "<2>",
    ":*",
    ":A",
    "\\",
    "%",
    "_",
    "%s",
    "%(x)s",
    "$1",
    "\0",
    "\ud800",
    "(",
    ")",
    '"',
    "`",
    ";",
)
TOO_LONG = "The search took too long and was stopped. Type another word."
PASTES = {
    "a paste of 10 kB": ("word other " * 1_000, "10000 characters"),
    "a paste of a book": ("lorem ipsum " * 50_000, "10000 characters"),
    "one word of 100 kB": ("x" * 100_000, "10000 characters"),
    "hundreds of words": (" ".join(f"word{number}" for number in range(500)), "first 64"),
    "hundreds of filters": ("tag:x " * 300, "first 64"),
    "hundreds of choices": (" OR ".join(f"w{number}" for number in range(300)), "first 64"),
    "hundreds of prefixes": (" ".join(f"{letter}*" for letter in "abcdefghij" * 20), "first 64"),
    "parentheses": ("(" * 5_000 + "word" + ")" * 3_000, "deep"),
}
TYPED = (
    "a*",
    "*",
    "a",
    "ß",
    "я",
    "学",
    "?!?",
    "…",
    "((((",
    "))))",
    '"',
    '""',
    "-",
    "--",
    "-a",
    "-(a OR b)",
    "\0",
    "a\0b",
    "\ud800",
    "\udfff a",
    "שלום עולם",
    "مرحبا",
    "\u202eabc\u202c",
    "e\u0301\u0301\u0301\u0301",
    "\u0301",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "\u200b",
    "\ufeff",
    "👩‍👩‍👧‍👦",
    "𝔘",
    "\r\n\t",
    "a" * 3_000,
    "tag:" + "x" * 3_000,
    "-tag:" + "x" * 3_000,
    "tag:" + "x" * 3_000 + "*",
    "#" + "é" * 3_000,
    "type:" + "x" * 3_000,
    "tag:'&|",
    "tag:\\",
    "a tag:" + "x" * 3_000,
    "a OR tag:" + "x" * 3_000,
    "title:'",
    "body:((",
    'title:"a & b"',
    'type:"%s"',
    "id:ffff",
    "OR",
    "OR OR a",
)


@pytest.fixture
def notes(brain: Brain) -> Brain:
    """A few notes with words that any query may touch."""
    for number in range(20):
        brain.create_memory(
            f"word a b x {number}\n\nother words, abc 'quoted' & | ! 学 \\", tags=["x", f"t{number}"]
        )
    brain.create_memory("Long tag", tags=["x" * 3_000])
    return brain


def error_of(ask: Callable[[], SearchResult], typed: str) -> QueryError | None:
    """What is wrong with a query, if it is none; whatever is one is answered in time."""
    try:
        result = ask()
    except QueryError as error:
        return error
    assert result.total >= len(result.hits), typed
    assert TOO_LONG not in result.cut, typed
    return None


def answered(brain: Brain, typed: str) -> None:
    """The query is answered, or said to be none, and where."""
    error = error_of(lambda: brain.search(typed), typed)
    assert error is None or (str(error) and 0 <= error.start <= error.end <= len(typed)), typed


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
def test_what_cats_and_other_scripts_type_is_answered(notes: Brain, typed: str) -> None:
    answered(notes, typed)


@pytest.mark.parametrize("paste", PASTES)
def test_of_a_paste_it_is_said_what_was_left_out(notes: Brain, paste: str) -> None:
    typed, told = PASTES[paste]
    result = notes.search(typed)
    assert any(told in sentence for sentence in result.cut), result.cut
    assert TOO_LONG not in result.cut


def test_signs_of_the_database_mean_nothing_anywhere(notes: Brain) -> None:
    for sign in SIGNS:
        for typed in (
            sign,
            f"{sign}word",
            f"word{sign}",
            f"wo{sign}rd",
            f"word {sign} other",
            f'"word {sign} other"',
            f"a*{sign}",
        ):
            answered(notes, typed)
    for one, other in product(SIGNS, SIGNS[:10]):
        answered(notes, f"{one}{other} word{other} tag:{one}{other} title:x{one}")
    assert notes.counts().memories == 21


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    typed=st.lists(
        st.sampled_from([*SIGNS, *(each for each in TYPED if len(each) < 50), " ", " ", "word"]), max_size=12
    ).map("".join)
)
def test_any_mixture_is_answered_in_every_mode(notes: Brain, search_by: Search, typed: str) -> None:
    for mode in Mode:
        error_of(partial(search_by, typed, mode), typed)


def test_no_statement_of_a_search_may_run_longer_than_the_limit(notes: Brain, database: Database) -> None:
    limits: list[str] = []

    def spying(connection: Connection) -> None:
        search(connection, "word other", 20, Mode.WORDS, lambda _: None)
        row = connection.execute("show statement_timeout").fetchone()
        limits.append(row[0] if row else "")

    database.ask(spying)
    assert limits == ["2s"]
    assert database.fetch("show statement_timeout", ()) == [("0",)]


def test_a_search_that_takes_too_long_is_stopped_and_says_so(
    notes: Brain, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(notes.search("word").hits) == 20
    with database.connection() as connection:
        connection.execute(_SLOW)
        connection.commit()
    monkeypatch.setattr(finding, "LIMIT_MS", 150)
    result = notes.search("word")
    assert result.hits == ()
    assert TOO_LONG in result.cut
    monkeypatch.undo()
    with database.connection() as connection:
        connection.execute(
            "drop policy slow on search_documents; alter table search_documents disable row level security"
        )
        connection.commit()
    assert len(notes.search("word").hits) == 20


# Whoever reads a document waits a little: a notebook far too large for its machine.
_SLOW = """
create function slow() returns boolean language plpgsql volatile as $$ begin perform pg_sleep(0.05); return true; end $$;
alter table search_documents enable row level security;
alter table search_documents force row level security;
create policy slow on search_documents using (slow());
"""


def test_a_search_that_the_database_is_asked_to_stop_passes_the_word_on(
    notes: Brain, database: Database
) -> None:
    raised: list[BaseException] = []

    def ask() -> None:
        try:
            notes.search("word")
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test judges it
            raised.append(error)

    with database.connection() as holding:
        holding.execute("lock table vocabulary in access exclusive mode")
        thread = Thread(target=ask)
        thread.start()
        cancel = (
            "select pg_cancel_backend(pid) from pg_stat_activity"
            " where wait_event_type = 'Lock' and datname = current_database()"
        )
        deadline = monotonic() + 90
        while not database.fetch(cancel, ()) and monotonic() < deadline:
            sleep(0.01)
        thread.join()
    assert [type(error) for error in raised] == [Cancelled]
    assert not isinstance(raised[0], BrainError)
    assert len(notes.search("word").hits) == 20


def test_what_takes_too_long_is_left_out_and_it_is_said(
    brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is the database's own; here it runs out at once."""
    brain.create_memory("Harbor")
    monkeypatch.setattr(finding, "LIMIT_MS", 100)
    slow = finding.called

    def sleeping(connection: Connection, title: str) -> tuple[UUID, ...]:
        connection.execute("select pg_sleep(0.2)")
        return slow(connection, title)

    monkeypatch.setattr(finding, "called", sleeping)
    result = brain.search("harbor")
    assert (result.hits, result.at_least) == ((), True)
    assert "took too long" in result.cut[0]
    monkeypatch.undo()
    assert [hit.title for hit in brain.search("harbor").hits] == ["Harbor"]


def test_a_search_that_nobody_waits_for_ends_between_two_steps(notes: Brain) -> None:
    asked: list[int] = []

    def enough() -> bool:
        asked.append(1)
        return len(asked) > 1

    with pytest.raises(Cancelled):
        notes.search("word", cancelled=enough)
    assert len(asked) == 2
    assert len(notes.search("word").hits) == 20
