"""Texts of notes that were deleted for good go when every device knows, and not before."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from core import Event, Memory, evolve
from sync.server.cli import program
from sync.server.database import Database
from sync.server.retention import Tidied, tidy, tidying
from sync.server.settings import Settings
from sync.server.storage import Folder, storage_of
from tests.sync.server.feeding import Headers, Signed, body_of, made, post, pull, push

Tidying = Callable[[], Tidied]
SECRET = "the words that were to go"


@pytest.fixture
def tidied(team: TestClient, team_settings: Settings) -> Tidying:
    """Tidies up now."""

    async def once() -> Tidied:
        database = Database(team_settings.database_url)
        await database.open()
        try:
            return await tidy(database, storage_of(team_settings))
        finally:
            await database.close()

    return lambda: asyncio.run(once())


def purged_note(team: TestClient, headers: Headers) -> UUID:
    """A note with everything that a note can have, gone for good."""
    note = uuid4()
    file = {"sha256": "0" * 64, "name": SECRET, "media_type": "text/plain", "size": 7}
    link = {"target": str(uuid4()), "kind": SECRET}
    push(
        team,
        headers,
        made(note, content=SECRET, tags=[SECRET], metadata={SECRET: 1}),
        made(note, 1, content=SECRET),
        made(note, 2, "memory.tagged", tags=[SECRET]),
        made(note, 3, "memory.untagged", tags=[SECRET]),
        made(note, 4, "memory.linked", **link),
        made(note, 5, "memory.unlinked", **link),
        made(note, 6, "memory.attached", **file),
        made(note, 7, "memory.detached", **file),
        made(note, 8, "memory.dreamed", of=SECRET),
        made(note, 9, "memory.purged"),
    )
    return note


def go_through(team: TestClient, headers: Headers, device: UUID) -> None:
    """Let a device pull all there is, and say so."""
    on = {**headers, "X-Device-Id": str(device)}
    page = pull(team, on)
    while page["events"]:
        page = pull(team, on, page["cursor"])


def test_texts_go_when_every_device_knows(
    team: TestClient, signed: Signed, tidied: Tidying, sql: psycopg.Connection
) -> None:
    ada, laptop, desktop = signed("ada"), uuid4(), uuid4()
    pull(team, {**ada, "X-Device-Id": str(desktop)})
    purged_note(team, ada)
    go_through(team, ada, laptop)
    assert tidied().emptied == 0
    go_through(team, ada, desktop)
    assert tidied().emptied == 1
    assert tidied().emptied == 0
    kept = sql.execute(
        "select string_agg(data::text, ''), sum(size) = sum(length(data::text)) from events"
    ).fetchone()
    assert kept is not None and SECRET not in kept[0] and kept[1]


def test_a_device_that_was_forgotten_does_not_count(
    team: TestClient, signed: Signed, tidied: Tidying
) -> None:
    ada, lost = signed("ada"), uuid4()
    pull(team, {**ada, "X-Device-Id": str(lost)})
    purged_note(team, ada)
    assert tidied().emptied == 0
    team.delete(f"/api/v1/devices/{lost}", headers=ada)
    assert tidied().emptied == 1


def test_devices_of_others_do_not_count_and_other_notes_stay(
    team: TestClient, signed: Signed, tidied: Tidying, sql: psycopg.Connection
) -> None:
    ada, bob, kept = signed("ada"), signed("bob"), uuid4()
    pull(team, {**bob, "X-Device-Id": str(uuid4())})
    push(team, ada, made(kept, content="kept"))
    push(team, bob, made(uuid4(), content="kept"))
    purged_note(team, ada)
    assert tidied().emptied == 1
    assert sql.execute("select count(*) from events where data ->> 'content' = 'kept'").fetchone() == (2,)


def test_a_stream_without_its_texts_still_ends_in_a_purged_note(
    team: TestClient, signed: Signed, tidied: Tidying
) -> None:
    ada = signed("ada")
    note = purged_note(team, ada)
    before = pull(team, ada, aggregate_id=str(note))["events"]
    tidied()
    events = pull(team, ada, aggregate_id=str(note))["events"]
    without = ("data",)
    assert [{k: v for k, v in e.items() if k not in without} for e in events] == [
        {k: v for k, v in e.items() if k not in without} for e in before
    ]
    assert SECRET not in json.dumps(events)
    known = [event for event in events if event["event_type"] != "memory.dreamed"]
    memory: Memory | None = None
    for version, event in enumerate(known, start=1):
        memory = evolve(memory, Event.decode(event | {"stream_version": version}))
    assert memory is not None and memory.purged


def test_answers_are_kept_for_a_day(
    team: TestClient, signed: Signed, tidied: Tidying, sql: psycopg.Connection
) -> None:
    ada, body = signed("ada"), body_of([made(uuid4())])
    post(team, ada, body, "one")
    assert tidied().answers == 0
    sql.execute("update answers set answered_at = now() - interval '25 hours'")
    assert tidied().answers == 1
    assert post(team, ada, body, "one").json()["results"][0]["status"] == "duplicate"


def test_chunks_of_a_file_that_never_came_whole_go_after_a_day(
    team: TestClient, signed: Signed, tidied: Tidying, team_settings: Settings, sql: psycopg.Connection
) -> None:
    ada, content = signed("ada"), b"half of a scan"
    address = f"/api/v1/blobs/{hashlib.sha256(content).hexdigest()}"
    chunk = ada | {"Content-Range": f"bytes 0-5/{len(content)}", "Content-Type": "application/octet-stream"}
    assert team.put(address, content=content[:6], headers=chunk).status_code == 202
    assert tidied().parts == 0
    sql.execute("update parts set created_at = now() - interval '25 hours'")
    sql.commit()
    assert tidied().parts == 1
    assert not any(path.is_file() for path in (team_settings.files / "parts").rglob("*"))
    assert team.head(address, headers=ada).headers["Upload-Offset"] == "0"


def test_the_server_tidies_up_by_itself(
    team: TestClient, signed: Signed, team_settings: Settings, sql: psycopg.Connection
) -> None:
    purged_note(team, signed("ada"))

    async def two_processes() -> None:
        database = Database(team_settings.database_url)
        await database.open()
        tasks = [asyncio.create_task(tidying(database, storage_of(team_settings), 0, 0.05)) for _ in range(2)]
        async with asyncio.timeout(90):
            while sql.execute("select from streams where not emptied").fetchone():
                await asyncio.sleep(0.02)
        assert not any(task.done() for task in tasks)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await database.close()

    asyncio.run(two_processes())


def test_tidying_up_goes_on_when_the_database_was_away(tmp_path: Path) -> None:
    async def without() -> None:
        database = Database("postgresql://nobody@127.0.0.1:1/none")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(tidying(database, Folder(tmp_path), 0, 0.01), 0.3)

    asyncio.run(without())


def test_a_command_tidies_up_at_once(
    team: TestClient, signed: Signed, team_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    purged_note(team, signed("ada"))
    monkeypatch.setenv("DATABASE_URL", team_settings.database_url)
    result = CliRunner().invoke(program, ["tidy"])
    assert result.exit_code == 0
    assert "texts went: 1." in result.stderr
