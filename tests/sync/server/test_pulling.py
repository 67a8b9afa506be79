"""A device fetches what happened elsewhere, in pieces, and waits for it."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import suppress
from uuid import UUID, uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import SentEvent
from sync.server.cursor import START, Cursor, Kind, read_cursor
from sync.server.database import Database
from sync.server.drafts import Draft, draft
from sync.server.log import append
from sync.server.problems import Problem
from sync.server.pulling import _ROWS
from sync.server.settings import Settings
from tests.sync.server.feeding import (
    EVENTS,
    Headers,
    Made,
    Signed,
    history,
    ids,
    made,
    pull,
    pull_all,
    push,
    user_of,
)


def test_an_empty_feed_has_a_place_from_which_to_go_on(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    page = pull(team, ada)
    assert (page["events"], page["has_more"]) == ([], False)
    sent = made(uuid4())
    push(team, ada, sent)
    page = pull(team, ada, page["cursor"])
    assert ids(page["events"]) == ids([sent])
    assert pull(team, ada, page["cursor"]) == {"events": [], "cursor": page["cursor"], "has_more": False}


def test_everybody_gets_their_own_only(team: TestClient, signed: Signed) -> None:
    ada, bob = signed("ada"), signed("bob")
    hers, his = history(uuid4(), 2), history(uuid4(), 3)
    push(team, ada, *hers)
    push(team, bob, *his)
    assert ids(pull_all(team, ada)) == ids(hers)
    assert ids(pull_all(team, bob)) == ids(his)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_a_feed_comes_whole_and_in_order_by_pages_of_any_size(
    team: TestClient, signed: Signed, limit: int
) -> None:
    ada, bob = signed("ada"), signed("bob")
    notes = [uuid4() for _ in range(3)]
    sent: list[Made] = []
    for turn in range(3):
        batch = [event for note in sorted(notes) for event in history(note, 4, turn * 4)]
        sent += batch
        push(team, ada, *batch)
        push(team, bob, made(uuid4()))
    assert ids(pull_all(team, ada, limit=limit)) == ids(sent)


def test_a_page_stops_at_four_mebibytes_but_holds_at_least_one_event(
    team: TestClient, signed: Signed
) -> None:
    ada = signed("ada")
    note = uuid4()
    for version in range(3):
        push(team, ada, made(note, version, content="x" * (3 << 20)))
    push(team, ada, made(uuid4(), content="x" * (5 << 20)))
    pages = [pull(team, ada)]
    while pages[-1]["has_more"]:
        pages.append(pull(team, ada, pages[-1]["cursor"]))
    assert [len(page["events"]) for page in pages] == [2, 2]


def test_answers_are_compressed_where_that_is_asked_for(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    push(team, ada, made(uuid4(), content="x" * 10_000))
    with team.stream("GET", EVENTS, headers={**ada, "Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(raw) < 1_000 < len(gzip.decompress(raw))
    assert "Content-Encoding" not in team.get(EVENTS, headers={**ada, "Accept-Encoding": ""}).headers


# ---- one stream


def test_one_note_comes_whole_to_who_may_see_it(team: TestClient, signed: Signed) -> None:
    ada, bob, note = signed("ada"), signed("bob"), uuid4()
    sent = history(note, 5)
    push(team, ada, made(uuid4()), *sent)
    page = pull(team, ada, aggregate_id=str(note))
    assert ids(page["events"]) == ids(sent)
    assert (page["cursor"], page["has_more"]) == ("", False)
    assert ids(pull_all(team, ada, aggregate_id=str(note), limit=2)) == ids(sent)
    for stranger, asked in ((bob, note), (ada, uuid4())):
        answer = team.get(EVENTS, params={"aggregate_id": str(asked)}, headers=stranger)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")


# ---- cursors


def test_a_place_of_another_log_is_gone(team: TestClient, signed: Signed, sql: psycopg.Connection) -> None:
    ada = signed("ada")
    push(team, ada, made(uuid4()))
    cursor = pull(team, ada)["cursor"]
    sql.execute("update server set log_id = gen_random_uuid()")
    assert _code(team, ada, cursor) == (410, "CURSOR_GONE")


def test_a_place_beyond_the_head_of_a_restored_log_is_gone(
    team: TestClient, signed: Signed, sql: psycopg.Connection
) -> None:
    ada = signed("ada")
    push(team, ada, made(uuid4()))
    push(team, ada, made(uuid4()))
    cursor = pull(team, ada)["cursor"]
    sql.execute("delete from feed where position = 2")
    sql.execute("update server set head = 1")
    assert _code(team, ada, cursor) == (410, "CURSOR_GONE")


def test_a_restored_log_that_went_on_in_another_way_is_noticed(
    team: TestClient, signed: Signed, sql: psycopg.Connection
) -> None:
    ada, bob = signed("ada"), signed("bob")
    push(team, ada, made(uuid4()))
    push(team, ada, made(uuid4()))
    cursor = pull(team, ada)["cursor"]
    sql.execute("delete from feed where position = 2")
    sql.execute("update server set head = 1")
    push(team, bob, made(uuid4()))
    assert _code(team, ada, cursor) == (410, "CURSOR_GONE")


@pytest.mark.parametrize("after", ["x", "AAAA", "é", "=", "A" * 76, "../..", "' or 1=1 --", "%00"])
@pytest.mark.parametrize("path", [EVENTS, f"{EVENTS}/snapshot"])
def test_what_is_no_cursor_is_gone(team: TestClient, signed: Signed, after: str, path: str) -> None:
    assert _code(team, signed("ada"), after, path) == (410, "CURSOR_GONE")


def test_a_cursor_is_of_one_kind(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    push(team, ada, *history(uuid4(), 2))
    feed = pull(team, ada)["cursor"]
    snapshot = team.get(f"{EVENTS}/snapshot", params={"limit": 1}, headers=ada).json()["cursor"]
    assert _code(team, ada, snapshot)[0] == 410
    assert _code(team, ada, feed, f"{EVENTS}/snapshot")[0] == 410


@pytest.mark.parametrize(("offset", "position"), [(2, 1), (1, 0), (2**31 - 1, 1), (0, 2**62)])
def test_a_place_that_never_was_is_gone(
    team: TestClient, signed: Signed, sql: psycopg.Connection, offset: int, position: int
) -> None:
    ada = signed("ada")
    push(team, ada, *history(uuid4(), 2))
    true = read_cursor(pull(team, ada)["cursor"], Kind.FEED)
    assert true is not None
    forged = Cursor(Kind.FEED, true.log_id, position, offset, true.check if position else START)
    assert _code(team, ada, str(forged)) == (410, "CURSOR_GONE")


@given(st.text(max_size=120) | st.binary(max_size=60).map(lambda raw: raw.hex()))
def test_any_text_is_a_cursor_or_gone(text: str) -> None:
    for kind in Kind:
        with suppress(Problem):
            cursor = read_cursor(text, kind)
            assert cursor is None or str(cursor) == text


@given(
    st.builds(
        Cursor,
        st.sampled_from(Kind),
        st.uuids(),
        st.integers(0, 2**63 - 1),
        st.integers(0, 2**31 - 1),
        st.binary(min_size=8, max_size=8),
        st.uuids(),
        st.integers(1, 2**63 - 1),
        st.binary(min_size=8, max_size=8),
    )
)
def test_a_cursor_is_read_as_it_was_written(cursor: Cursor) -> None:
    assert read_cursor(str(cursor), cursor.kind) == cursor


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "wait=-1", "wait=121", "wait=nan", "aggregate_id=7"]
)
def test_a_question_that_makes_no_sense_is_refused(team: TestClient, signed: Signed, query: str) -> None:
    answer = team.get(f"{EVENTS}?{query}", headers=signed("ada"))
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "VALIDATION_ERROR")


def _code(team: TestClient, headers: Headers, after: str, path: str = EVENTS) -> tuple[int, str]:
    answer = team.get(path, params={"after": after}, headers=headers)
    return answer.status_code, answer.json().get("error", {}).get("code", "")


def test_a_pull_with_nothing_new_costs_the_same_however_much_others_wrote(
    team: TestClient, signed: Signed, sql: psycopg.Connection
) -> None:
    ada = signed("ada")
    user = user_of(team, ada)
    cost = [_blocks_read(sql, user)]
    sql.execute(
        "insert into feed (position, audience_id, stream_id, first_version, last_version, stored)"
        " select n, %s, gen_random_uuid(), 1, 1, true from generate_series(2, 50000) n",
        (uuid4(),),
    )
    sql.execute(
        "insert into streams (id, owner_id, version) select stream_id, audience_id, 1 from feed where position > 1"
    )
    for _ in range(2):
        cost.append(_blocks_read(sql, user))
        sql.execute("analyze")
    assert max(cost) <= cost[0] + 4, cost


def _blocks_read(sql: psycopg.Connection, user: UUID) -> int:
    """Blocks that Postgres looks at to find out that nothing came after position 1."""
    values = {
        "user": user,
        "spaces": [],
        "audiences": [user],
        "since": [0],
        "from": 2,
        "limit": 1_000,
        "last": 1 << 62,
    }
    row = sql.execute(f"explain (analyze, buffers, format json) {_ROWS}", values).fetchone()
    assert row is not None
    plan = row[0][0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


# ---- the order of commits


def test_a_reader_misses_nothing_of_transactions_that_overlap(
    team: TestClient, signed: Signed, team_settings: Settings
) -> None:
    """The first one takes its place, and commits after the second one began. Nobody may see the second's place before."""
    ada, bob = signed("ada"), signed("bob")
    user = user_of(team, ada)
    cursor = pull(team, ada)["cursor"]
    first, second = _sendable(), _sendable()
    seen: list[int] = []

    async def overlap() -> None:
        database = Database(team_settings.database_url)
        await database.open()
        placed, looked = asyncio.Event(), asyncio.Event()

        async def slow() -> None:
            async with database.transaction() as connection:
                await append(connection, user, [first])
                placed.set()
                await looked.wait()

        async def quick() -> None:
            await placed.wait()
            async with database.transaction() as connection:
                await append(connection, user, [second])

        async def look() -> None:
            await placed.wait()
            await asyncio.sleep(0.3)  # time for the quick one to overtake, if it could
            seen.append(len((await asyncio.to_thread(pull, team, ada, cursor))["events"]))
            looked.set()

        try:
            await asyncio.gather(slow(), quick(), look())
        finally:
            await database.close()

    asyncio.run(overlap())
    assert seen == [0]
    events = pull_all(team, ada, cursor)
    assert {event["event_id"] for event in events} == {str(first.event_id), str(second.event_id)}
    assert [event["position"] for event in events] == [2, 3]
    assert pull_all(team, bob) == []


def _sendable() -> Draft:
    drafted = draft(SentEvent.model_validate(made(uuid4())))
    assert isinstance(drafted, Draft)
    return drafted
