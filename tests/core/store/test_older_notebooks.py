"""A notebook that an earlier program made is opened, brought up, and searched."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic import command

from core import Brain, Memory, Mode, new_id, open_brain
from core.store.blobs import FOLDER, Blobs
from core.store.engine import connect, plain_address
from core.store.lexemes import parts_of
from core.store.upgrade import alembic_config, revisions

NOTES = {
    "Harbor\n\nthe ferries of Kiel": "ferry kiel",
    "Garden\n\n- [ ] water the leeks": "leeks has:task has:open-task",
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
        kept = (
            "select from information_schema.columns where table_name = 'memories' and column_name = 'excerpt'"
        )
        if connection.execute(kept).fetchone() is not None:
            connection.execute("alter table memories alter excerpt set default ''")
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
                "insert into memories (id, version, user_id, created_at, updated_at, tags, title, content,"
                " metadata) values (%s, 1, %s, %s, %s, %s, %s, %s, '{}')",
                (
                    memory.id,
                    memory.user_id,
                    memory.created_at,
                    memory.updated_at,
                    list(memory.tags),
                    memory.title,
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
    assert brain.upkeep.replay().equal


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


def test_tasks_that_were_there_before_their_state_was_searched_are_open_or_done(
    bare_database_url: str, tmp_path: Path
) -> None:
    brought_to(bare_database_url, "0014")
    written_by_hand(bare_database_url)
    with connect(plain_address(bare_database_url)) as connection:
        for memory_id, content in connection.execute("select id, content from memories").fetchall():
            for part in parts_of(content, ["old"], {}):
                connection.execute(
                    "insert into search_documents (memory_id, part, number, length, language, words)"
                    " values (%s, %s, 1, %s, %s, ts_delete(%b, array['Hopen-task', 'Hdone-task']))",
                    (memory_id, *part),
                )
        connection.commit()
    with open_brain(tmp_path / "home", bare_database_url) as brain:
        assert [hit.title for hit in brain.search("has:open-task").hits] == ["Garden"]
        assert brain.search("has:done-task").hits == ()
        everything_is_found(brain)


def test_titles_that_were_half_markdown_are_what_a_reader_sees_and_stay_found(
    bare_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = {
        "> [!note] Mind the gap\n> between": ("[!note] Mind the gap", "Mind the gap"),
        "![[boiler.png]]\nIt hums.": ("!boiler.png", "It hums."),
        "![](boiler.png)": ("", "boiler.png"),
        "```sh\n# all of it\n```": ("all of it", "# all of it"),
        "Plain\n\nas ever": ("Plain", "Plain"),
    }
    monkeypatch.setattr(f"{__name__}.NOTES", dict.fromkeys(notes, ""))
    brought_to(bare_database_url, "0015")
    written_by_hand(bare_database_url)
    with connect(plain_address(bare_database_url)) as connection:
        for memory_id, content in connection.execute("select id, content from memories").fetchall():
            connection.execute("update memories set title = %s where id = %s", (notes[content][0], memory_id))
            indexed = content.replace("\nIt hums.", "")  # as if that line were no title
            for part in parts_of(indexed, ["old"], {}):
                connection.execute(
                    "insert into search_documents (memory_id, part, number, length, language, words)"
                    " values (%s, %s, 1, %s, %s, %b)",
                    (memory_id, *part),
                )
        connection.execute("delete from uncut")  # all was read for its meaning
        connection.commit()
    with open_brain(tmp_path / "home", bare_database_url) as brain:
        with connect(plain_address(bare_database_url)) as connection:
            anew = "select m.content from uncut u join memories m on m.id = u.memory_id where u.number < 0"
            again = {row[0] for row in connection.execute(anew)}
        assert again == {text for text, (once, now) in notes.items() if once != now}
        for once, now in notes.values():
            assert [hit.title for hit in brain.search(f'title:"{now}"', mode=Mode.WORDS).hits] == [now]
            assert not once or brain.note_links.target(once) is not None
        assert brain.upkeep.replay().equal


def with_a_file(url: str, home: Path) -> bytes:
    """The notes, one of which has a file; the hash of that."""
    written_by_hand(url)
    sha256, size = Blobs(home / FOLDER).put([b"what only the file says"])
    with psycopg.connect(plain_address(url)) as connection:
        connection.execute(
            "insert into attachments (memory_id, sha256, name, media_type, size, ordinal)"
            " select id, %s, 'old.txt', 'text/plain', %s, 0 from memories where title = 'Harbor'",
            (bytes.fromhex(sha256), size),
        )
    return bytes.fromhex(sha256)


def test_files_that_were_there_before_their_text_was_searched_are_read(
    bare_database_url: str, tmp_path: Path
) -> None:
    brought_to(bare_database_url, "0010")
    with_a_file(bare_database_url, tmp_path / "home")
    with open_brain(tmp_path / "home", bare_database_url) as brain:
        assert brain.file_texts.waiting().here == 1
        brain.file_texts.read()
        assert [hit.title for hit in brain.search("harbor only says").hits] == ["Harbor"]


def test_files_that_were_read_in_an_earlier_form_are_read_again_and_nothing_of_that_form_stays(
    bare_database_url: str, tmp_path: Path
) -> None:
    brought_to(bare_database_url, "0012")
    sha256 = with_a_file(bare_database_url, tmp_path / "home")
    with psycopg.connect(plain_address(bare_database_url)) as connection:
        connection.execute("delete from unread_files")
        connection.execute(
            "insert into file_texts (sha256, pages, read, lack, rules) values (%s, 0, 0, '', 1)", (sha256,)
        )
        told = "0, 'it says quokka', 3, 'english', 'quokka:3'::tsvector"
        connection.execute(
            "insert into file_words (file, part, page, text, length, language, words)"
            f" select id, 0, {told} from file_texts"
        )
        connection.execute(
            "insert into search_documents (memory_id, part, number, length, language, words)"
            " select m.id, of.part, 1, 3, 'english', of.words::tsvector from memories m, file_texts t,"
            " lateral (values (0, 'harbor:1'), (t.id * 1000, 'quokka:3')) of (part, words) where m.title = 'Harbor'"
        )
    with open_brain(tmp_path / "home", bare_database_url) as brain:
        assert brain.search("quokka", mode=Mode.WORDS).hits == ()
        assert brain.file_texts.waiting().here == 1
        assert brain.file_texts.standing().found == 0
    with open_brain(tmp_path / "home", bare_database_url) as brain:
        brain.file_texts.read()
        assert [hit.title for hit in brain.search("only says").hits] == ["Harbor"]
        assert brain.search("quokka", mode=Mode.WORDS).hits == ()
