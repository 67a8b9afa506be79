"""What a person chooses for an import: whose notes, which vectors, and what becomes of notes that are here already."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from core.brain import Brain
from core.v2.choices import Choices, Duplicates, Owners, Sources
from tests.core.v2.importing import COLUMNS, VECTOR, Row, bring, link, note, outcome, write
from tests.core.v2.sources.copying import copy_block, dump
from tests.core.v2.test_belonging import ONE, point


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "backup.sql"


def owned(content: str, owner: str | None) -> Row:
    row = note(content)
    row[COLUMNS.index("user_id")] = owner
    return row


def test_a_note_that_differs_is_set_aside_unless_something_else_is_chosen(brain: Brain, path: Path) -> None:
    one = uuid4()
    bring(brain, write(path, [note("as it was", one)]))
    report = bring(brain, write(path, [note("as v2 has it now", one)]))
    assert (outcome(report), report.reasons) == ((0, 0, 1), {"changed-since": 1})
    assert brain.memory(one).content == "as it was"


def test_an_update_brings_the_source_s_text_and_keeps_the_former_in_history(brain: Brain, path: Path) -> None:
    one = uuid4()
    bring(brain, write(path, [note("as it was", one, tags=["old"])]))
    brain.tag(one, "mine")
    newer = write(path, [note("as v2 has it now", one, tags=["new"], place="shed")])
    tried = bring(brain, newer, dry_run=True, duplicates=Duplicates.UPDATE)
    report = bring(brain, newer, duplicates=Duplicates.UPDATE)
    assert tried.count("updated") == report.count("updated") == 1
    assert report.complete
    memory = brain.memory(one)
    assert (memory.content, memory.tags, memory.metadata["place"]) == (
        "as v2 has it now",
        ("old", "mine", "new"),
        "shed",
    )
    assert brain.history(one)[0].memory.content == "as it was"
    again = bring(brain, newer, duplicates=Duplicates.UPDATE)
    assert outcome(again) == (0, 1, 0)
    assert brain.upkeep.replay().equal


def test_a_copy_comes_in_beside_what_is_here(brain: Brain, path: Path) -> None:
    one = uuid4()
    bring(brain, write(path, [note("as it was", one)]))
    newer = write(path, [note("as v2 has it now", one)])
    report = bring(brain, newer, duplicates=Duplicates.COPY)
    assert (outcome(report), brain.counts().memories) == ((1, 0, 0), 2)
    [copy] = [hit.id for hit in brain.search("v2 has it now").hits]
    assert copy != one
    assert [(link.target, link.kind) for link in brain.memory(copy).links] == [(one, "copy")]
    assert outcome(bring(brain, newer, duplicates=Duplicates.COPY)) == (0, 1, 0)


def test_only_the_notes_of_chosen_users_come_and_names_are_as_good_as_ids(brain: Brain, path: Path) -> None:
    maria, paul = str(uuid4()), str(uuid4())
    notes = [owned("hers", maria), owned("his", paul), owned("nobody's", None)]
    users = copy_block("public.users", ("id", "username"), [[maria, "maria"], [paul, "paul"]])
    path.write_bytes(dump(copy_block("public.memories", COLUMNS, notes), users))
    tried = bring(brain, path, dry_run=True, only=frozenset({"maria"}))
    report = bring(brain, path, only=frozenset({"maria"}))
    assert outcome(tried) == outcome(report)
    assert (outcome(report), report.reasons, report.complete) == ((2, 0, 1), {"other-owner": 1}, True)
    assert "paul" in report.set_aside[0].reason
    assert report.not_carried == {"public.users": 2}


def test_notes_of_users_who_were_not_chosen_do_not_come_with_their_vectors_either(
    brain: Brain, path: Path, tmp_path: Path
) -> None:
    hers, his = owned("hers", "maria"), owned("his", "paul")
    qdrant = tmp_path / "qdrant.json"
    points = [point(ONE, memory_id=row[0], data={"note": row[1]}) for row in (hers, his)]
    qdrant.write_text(json.dumps(points))
    sources = Sources(dump=write(path, [hers, his]), qdrant=(qdrant,))
    choices = Choices(only=frozenset({"maria"}))
    tried = brain.migration.plan(sources, choices).report
    report = brain.migration.run(sources, choices)
    assert report.complete
    assert (outcome(report), outcome(report, "vectors")) == ((1, 0, 1), (1, 0, 1))
    assert (tried.tables, tried.reasons) == (report.tables, {"other-owner": 2})
    assert [row.title for row in brain.memories().items] == ["hers"]


def test_owners_can_be_kept_as_a_property(brain: Brain, path: Path) -> None:
    maria = str(uuid4())
    notes = [owned("hers", maria), owned("nobody's", None)]
    users = copy_block("public.users", ("id", "username"), [[maria, "maria"]])
    path.write_bytes(dump(copy_block("public.memories", COLUMNS, notes), users))
    bring(brain, path, owners=Owners.PROPERTY)
    [hers, nobodys] = (brain.memory(UUID(str(row[0]))) for row in notes)
    assert (hers.metadata["owner"], hers.metadata["v2"]["owner"]) == ("maria", maria)
    assert "owner" not in nobodys.metadata


def test_v2_s_vectors_need_not_be_kept(brain: Brain, path: Path) -> None:
    write(path, [note("one", vector=VECTOR)])
    assert bring(brain, path, keep_vectors=False).embeddings == 0
    assert [each.name for each in brain.meaning.models() if each.imported] == []


def test_the_notebook_is_backed_up_before_an_import_unless_it_is_empty_or_refused(
    brain: Brain, path: Path
) -> None:
    first = bring(brain, write(path, [note("one")]))
    second = bring(brain, write(path, [note("two")]))
    third = bring(brain, write(path, [note("three")]), backup=False)
    assert (first.backup, third.backup) == ("", "")
    kept = Path(second.backup)
    assert kept.read_bytes().startswith(b"PGDMP")
    assert kept.stat().st_mode & 0o077 == 0
    assert list(kept.parent.iterdir()) == [kept]


def test_an_import_that_brings_nothing_new_needs_no_backup(brain: Brain, path: Path) -> None:
    one, two = uuid4(), uuid4()
    write(path, [note("one", one), note("two", two)], [link(one, two)])
    bring(brain, path)
    second = bring(brain, path)
    assert (outcome(second), second.backup) == ((0, 2, 0), "")
    assert not (brain.home / "backups").exists()
