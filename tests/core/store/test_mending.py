"""What can be wrong with a notebook's database is found, and mended where that is safe; notes and history stay."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from core import BrainError, Cancelled, Check, open_brain
from core.brain import Brain
from core.store.cluster import Cluster
from core.store.database import Database
from core.store.engine import plain_address

Harm = Callable[[str], None]
NOBODY = "'00000000-0000-0000-0000-00000000dead'"
MANY_SEARCHES = (
    "insert into saved_searches select i::text, repeat('x', 100), now() from generate_series(1, 9000) i"
)
HASH = r"'\x00'"


@pytest.fixture
def harm(database_url: str, cluster: Cluster) -> Harm:
    """Whoever has the rights to do it runs a statement on the notebook's database."""
    name = database_url.partition("?")[0].rpartition("/")[2]

    def run(statement: str) -> None:
        with psycopg.connect(plain_address(cluster.admin_url(name)), autocommit=True) as connection:
            connection.execute(statement.encode())

    return run


@pytest.fixture
def read(brain: Brain, installed_model: str) -> Brain:
    """A notebook with notes that are read for their meaning, and counted."""
    one = brain.create_memory("The boiler\n\nCall the plumber about the boiler.", tags=["house"]).memory
    two = brain.create_memory("Ferries\n\nThey leave Kiel in the morning.").memory
    brain.link(one, two)
    brain.meaning.embed()
    brain.upkeep.prepare_search()
    return brain


def problems(brain: Brain) -> dict[str, Check]:
    """The findings of a look that are no good news."""
    return {check.name: check for check in brain.upkeep.health().checks if not check.ok}


def mend_all(brain: Brain) -> tuple[str, ...]:
    return brain.upkeep.mend(brain.upkeep.health().checks)


def test_a_notebook_that_is_well_has_nothing_to_mend(read: Brain) -> None:
    found = read.upkeep.health().checks
    assert [check for check in found if not check.ok or check.mend or check.hint] == []
    assert read.upkeep.mend(found) == ()


@pytest.mark.parametrize(
    ("damage", "name", "told"),
    [
        ("drop trigger append_only on events", "append-only", "Protected"),
        ("alter table events disable trigger append_only", "append-only", "Protected"),
        ("drop function refuse_change_of_log cascade", "append-only", "Protected"),
        ("delete from search_documents where part = 0", "search", "words of 2 notes"),
        (f"insert into links values ({NOBODY}, {NOBODY}, 'x', 0, '{{}}')", "orphans", "1 in links"),
        (f"insert into memory_vectors values ({NOBODY}, 'm', {HASH})", "orphans", "1 in memory_vectors"),
        (
            f"insert into attachments values ({NOBODY}, {HASH}, 'n', 't', 1, 0)",
            "orphans",
            "1 in attachments",
        ),
        (
            f"insert into search_documents values ({NOBODY}, 0, 1, 1, 'en', 'word')",
            "orphans",
            "1 in search_documents",
        ),
        (f"insert into passages values ({NOBODY}, 0, {HASH}, 0, 1)", "orphans", "1 in passages"),
        (f"insert into unembedded values (1, {HASH}, 0)", "orphans", "1 in unembedded"),
        (f"insert into vectors_1 select {HASH}, value from vectors_1 limit 1", "orphans", "1 in vectors_1"),
        ("delete from languages", "vocabulary", "Counted all words anew"),
        ("update languages set documents = documents + 1", "vocabulary", "Counted all words anew"),
        ("drop index ix_links_target", "indexes", "ix_links_target"),
        ("drop index ix_vocabulary_grams", "indexes", "ix_vocabulary_grams"),
        (
            "update pg_index set indisvalid = false where indexrelid = 'ix_memories_tags'::regclass",
            "indexes",
            "ix_memories_tags",
        ),
        (
            MANY_SEARCHES,
            "statistics",
            "saved_searches",
        ),
        (
            f"{MANY_SEARCHES}; delete from saved_searches",
            "statistics",
            "saved_searches",
        ),
        ("delete from vectors_1", "meaning", "search by meaning: 2."),
        ("delete from passages", "meaning", "search by meaning: 2."),
    ],
)
def test_what_is_wrong_is_found_and_mended(
    read: Brain, harm: Harm, damage: str, name: str, told: str
) -> None:
    before = list(map(read.memory, read.memory_ids()))
    harm(damage)
    assert problems(read)[name].hint == "Mend it with: second-brain doctor --fix"
    assert any(told in sentence for sentence in mend_all(read))
    assert problems(read) == {}
    assert list(map(read.memory, read.memory_ids())) == before
    assert read.upkeep.replay().equal


def test_a_mended_vocabulary_is_what_it_was(read: Brain, harm: Harm, database: Database) -> None:
    query = "select word, documents from vocabulary order by 1"
    before = database.fetch(query, ())
    harm("delete from vocabulary; update languages set documents = 0")
    mend_all(read)
    assert database.fetch(query, ()) == before != []


def test_notes_that_were_passed_over_are_read_after_all(read: Brain, harm: Harm) -> None:
    harm("delete from passages; delete from vectors_1")
    mend_all(read)
    meaning = next(check for check in read.upkeep.health().checks if check.name == "meaning")
    assert (meaning.ok, "0 of 2" in meaning.words, "second-brain embed" in meaning.hint) == (True, True, True)
    told = read.meaning.embed()
    assert told is not None
    assert told.embedded == told.total == 2


def test_a_mended_history_refuses_changes_again(read: Brain, harm: Harm) -> None:
    harm("drop trigger append_only on events")
    mend_all(read)
    with pytest.raises(psycopg.errors.RestrictViolation):
        harm("delete from events")


@pytest.mark.parametrize(
    ("damage", "name", "told"),
    [
        ("update log_head set position = 7", "history", "of 7"),
        ("update log_head set clock = clock + (3 * 86400000::bigint << 16)", "time", "3 days ahead"),
        (
            "insert into memory_vectors select id, 'm', '\\x01' from memories limit 1",
            "vectors",
            "any more: 1.",
        ),
        ("alter database {} set synchronous_commit = off", "durability", "does not wait"),
    ],
)
def test_what_only_a_person_can_mend_is_told_with_what_helps(
    read: Brain, harm: Harm, database_url: str, tmp_path: Path, damage: str, name: str, told: str
) -> None:
    harm(damage.format(database_url.partition("?")[0].rpartition("/")[2]) if "{" in damage else damage)
    with open_brain(tmp_path / "other", database_url) as again:
        found = problems(again)[name]
        assert told in found.words
        assert found.hint
        assert (found.mend, again.upkeep.mend([found])) == ("", ())


def test_a_server_with_another_clock_is_found(read: Brain, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 9_000)
    assert "2 hours" in problems(read)["time"].words


def test_a_missing_extension_is_told_with_its_statement_and_the_rest_is_looked_at(
    read: Brain, harm: Harm
) -> None:
    harm("drop extension vector cascade")
    found = read.upkeep.health()
    assert len(found.checks) == 15
    assert "CREATE EXTENSION vector" in next(check.hint for check in found.checks if check.name == "pgvector")
    assert found.memories == 2


def test_an_extension_without_its_library_is_told(read: Brain, harm: Harm) -> None:
    harm(
        "create or replace function broken(halfvec, halfvec) returns float8 language sql immutable as 'select 0.0::float8';"
        "update pg_operator set oprcode = 'broken'::regproc where oprname = '<=>' and oprleft = 'halfvec'::regtype"
    )
    assert "does not calculate" in problems(read)["pgvector"].words


def test_a_table_that_is_gone_is_told_in_words(brain: Brain, harm: Harm) -> None:
    harm("drop table drafts")
    with pytest.raises(BrainError, match="not all that a notebook has"):
        brain.upkeep.health()


def test_what_cannot_be_mended_is_told_and_the_rest_goes_on(read: Brain, harm: Harm) -> None:
    harm("drop trigger append_only on events")
    with pytest.raises(psycopg.errors.UniqueViolation):
        harm("create unique index concurrently doubled on memories (user_id)")
    told = mend_all(read)
    assert any(sentence.startswith("Not mended (indexes)") for sentence in told)
    assert any(sentence.startswith("Protected") for sentence in told)
    assert list(problems(read)) == ["indexes"]


def test_mending_stops_when_it_is_told_to(read: Brain, harm: Harm) -> None:
    harm("drop trigger append_only on events")
    with pytest.raises(Cancelled):
        read.upkeep.mend(read.upkeep.health().checks, cancelled=lambda: True)
    assert "append-only" in problems(read)


def test_words_that_wait_to_be_counted_are_work_and_no_fault(brain: Brain, harm: Harm) -> None:
    for number in range(51):
        brain.create_memory(f"note {number}")
    found = next(check for check in brain.upkeep.health().checks if check.name == "vocabulary")
    assert (found.ok, "51" in found.words) == (True, True)
    assert "Counted the words of new notes." in mend_all(brain)
    found = next(check for check in brain.upkeep.health().checks if check.name == "vocabulary")
    assert (found.ok, found.hint) == (True, "")


def test_notes_that_were_never_read_are_work_and_no_fault(read: Brain) -> None:
    read.create_memory("One more")
    read.meaning.pause()
    found = next(check for check in read.upkeep.health().checks if check.name == "meaning")
    assert (found.ok, found.hint) == (True, "Go on with: second-brain embed --resume")
    read.meaning.resume()
    found = next(check for check in read.upkeep.health().checks if check.name == "meaning")
    assert (found.ok, "second-brain embed" in found.hint, "2 of 3" in found.words) == (True, True, True)


def test_a_link_to_a_note_that_was_removed_for_good_is_no_orphan(read: Brain) -> None:
    target = read.create_memory("target").memory
    source = read.create_memory("source").memory
    read.link(source, target)
    read.delete(target)
    read.purge(target)
    assert problems(read) == {}
    assert any(
        "not here any more, which nobody sees: 1." in check.words for check in read.upkeep.health().checks
    )


def test_files_whose_content_is_gone_or_cut_are_named(read: Brain, tmp_path: Path) -> None:
    for number, name in enumerate(("plan.pdf", "photo.png", "whole.txt")):
        (tmp_path / name).write_text(f"content {number}")
        read.files.attach(read.create_memory(name).memory, tmp_path / name)
    assert problems(read) == {}
    contents = sorted(path for path in (read.home / "blobs").glob("??/*") if len(path.name) == 64)
    by_text = {path.read_text(): path for path in contents}
    by_text["content 0"].unlink()
    by_text["content 1"].write_text("cut")
    found = problems(read)["files"]
    assert "2 (photo.png, plan.pdf)" in found.words
    assert "blobs" in found.hint
