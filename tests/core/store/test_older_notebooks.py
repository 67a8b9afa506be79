"""A notebook that an earlier program made is opened, brought up, and searched."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic import command

from core import Brain, Memory, Mode, new_id, open_brain
from core.store.blobs import FOLDER, Blobs
from core.store.engine import plain_address
from core.store.upgrade import alembic_config, revisions

NOTES = {
    "Harbor\n\nthe ferries of Kiel": "ferry kiel",
    "Garden\n\n- [ ] water the leeks": "leeks has:task",
    "C++ notes\n\nsee `std::vector`": "C++",
    "日本\n\n数学を勉強した": "数学",
    "Long\n\nalbatross " + "filling words of a page " * 4_000 + " zebras": "albatross zebras",
}


def brought_to(url: str, revision: str) -> None:
    """An empty database with the schema as it was at a revision."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    engine.dispose()


def written_by_hand(url: str) -> None:
    """The notes, put into the log and the live tables as the program of that time did."""
    with psycopg.connect(plain_address(url)) as connection:
        row = connection.execute("select user_id from brain").fetchone()
        assert row is not None
        for position, text in enumerate(NOTES, 1):
            memory = Memory.create(text, row[0], ["old"])
            (event,) = memory.collect_events()
            connection.execute(
                "insert into events (position, event_id, aggregate_id, stream_version, event_type, event_version, user_id,"
                " device_id, occurred_at, clock, data) values (%s, %s, %s, 1, %s, %s, %s, %s, %s, %s, %s)",
                (
                    position,
                    event.event_id,
                    memory.id,
                    event.event_type,
                    event.event_version,
                    memory.user_id,
                    new_id(),
                    event.occurred_at,
                    position,
                    psycopg.types.json.Jsonb(dict(event.data)),
                ),
            )
            connection.execute(
                "insert into memories (id, version, user_id, created_at, updated_at, tags, title, excerpt, content,"
                " metadata) values (%s, 1, %s, %s, %s, %s, %s, %s, %s, '{}')",
                (
                    memory.id,
                    memory.user_id,
                    memory.created_at,
                    memory.updated_at,
                    list(memory.tags),
                    memory.title,
                    memory.excerpt,
                    memory.content,
                ),
            )
        connection.execute("update log_head set position = %s, clock = %s", (len(NOTES), len(NOTES)))


def everything_is_found(brain: Brain) -> None:
    """Each note answers, and the live tables are what the log gives."""
    for text, typed in NOTES.items():
        title = text.partition("\n")[0]
        assert [hit.title for hit in brain.search(typed, mode=Mode.WORDS).hits] == [title], typed
        assert brain.search(title, mode=Mode.WORDS).hits[0].title == title
    assert len(brain.search("tag:old").hits) == len(NOTES)
    assert brain.replay().equal


@pytest.mark.parametrize("revision", revisions()[:-1])
def test_a_notebook_of_any_earlier_schema_opens_and_every_note_is_found(
    bare_database_url: str, tmp_path: Path, revision: str
) -> None:
    brought_to(bare_database_url, revision)
    written_by_hand(bare_database_url)
    with open_brain(tmp_path / "home", bare_database_url) as brain:
        everything_is_found(brain)
        brain.create_memory("Another\n\none of today")
        assert [hit.title for hit in brain.search("today").hits] == ["Another"]
    with open_brain(tmp_path / "home", bare_database_url) as brain:
        everything_is_found(brain)


def test_files_that_were_there_before_their_text_was_searched_are_read(
    bare_database_url: str, tmp_path: Path
) -> None:
    brought_to(bare_database_url, "0010")
    written_by_hand(bare_database_url)
    sha256, size = Blobs(tmp_path / "home" / FOLDER).put([b"what only the file says"])
    with psycopg.connect(plain_address(bare_database_url)) as connection:
        connection.execute(
            "insert into attachments (memory_id, sha256, name, media_type, size, ordinal)"
            " select id, %s, 'old.txt', 'text/plain', %s, 0 from memories where title = 'Harbor'",
            (bytes.fromhex(sha256), size),
        )
    with open_brain(tmp_path / "home", bare_database_url) as brain:
        assert brain.file_texts.waiting().here == 1
        brain.file_texts.read()
        assert [hit.title for hit in brain.search("harbor only says").hits] == ["Harbor"]
