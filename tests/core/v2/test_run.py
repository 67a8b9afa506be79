"""A v2 dump in a real brain: once, twice, stopped, tried dry, and against what is there already."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.brain import Brain
from core.changes import Changes
from core.store.log import Origin
from core.v2 import run
from core.v2.sources.cells import LATEST
from core.v2.sources.pg_dump import read_dump
from core.v2.values import V2Memory
from tests.core.v2.importing import VECTOR, bring, link, note, outcome, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "backup.sql"


def memory_events(brain: Brain) -> int:
    return sum(event.event_type.startswith("memory.") for event in brain._log.since(0, 100_000))


def test_a_note_comes_across_with_everything_it_had(brain: Brain, path: Path) -> None:
    one = uuid4()
    report = bring(
        brain, write(path, [note("# Compost\n\nTurn it.", one, VECTOR, tags=["garden"], place="shed")])
    )
    memory = brain.memory(one)
    assert (memory.content, memory.tags, memory.user_id) == (
        "# Compost\n\nTurn it.",
        ("garden",),
        brain.user_id,
    )
    assert memory.created_at == datetime(2023, 5, 6, 5, 8, 9, 123456, UTC)
    assert memory.updated_at == datetime(2024, 1, 1, tzinfo=UTC)
    assert memory.metadata == {
        "tags": ["garden"],
        "place": "shed",
        "v2": {"memory_type": "semantic", "owner": "maria"},
    }
    assert report.complete
    assert report.embeddings == 1
    [event] = brain._log.stream(one)
    [source] = [item for item in read_dump(path) if isinstance(item, V2Memory)]
    assert event.data["source"] == {"system": "v2", "sha256": source.source_sha256}
    assert (event.data["embedding"]["model"], event.data["embedding"]["dimensions"]) == ("legacy-1536", 1536)
    assert [hit.id for hit in brain.search("compost").hits] == [one]


def test_a_second_import_brings_nothing(brain: Brain, path: Path) -> None:
    one, two = uuid4(), uuid4()
    write(path, [note("one", one, VECTOR), note("two", two)], [link(one, two)])
    first = bring(brain, path)
    before = memory_events(brain)
    second = bring(brain, path)
    assert (outcome(first), outcome(first, "links")) == ((2, 0, 0), (1, 0, 0))
    assert (outcome(second), outcome(second, "links")) == ((0, 2, 0), (0, 1, 0))
    assert memory_events(brain) == before
    assert first.complete and second.complete
    assert brain.upkeep.replay().equal


def test_what_a_person_did_since_is_not_undone_by_a_second_import(brain: Brain, path: Path) -> None:
    edited, trashed, purged = uuid4(), uuid4(), uuid4()
    write(path, [note("edited", edited), note("trashed", trashed), note("purged", purged)])
    bring(brain, path)
    brain.update_memory(edited, "By hand")
    brain.delete([trashed, purged])
    brain.purge([purged])
    assert outcome(bring(brain, path)) == (0, 3, 0)
    assert brain.memory(edited).content == "By hand"
    assert brain.memory(trashed).deleted_at is not None
    assert [event.event_type for event in brain._log.stream(purged)][-1] == "memory.purged"


def test_a_note_that_is_here_and_differs_is_left_alone(brain: Brain, path: Path) -> None:
    mine, changed = uuid4(), uuid4()
    brain.create_memory("Mine", id=mine)
    bring(brain, write(path, [note("as it was", changed)]))
    report = bring(brain, write(path, [note("v2's", mine), note("as it is now", changed), note("new")]))
    assert outcome(report) == (1, 0, 2)
    assert [row.code for row in report.set_aside] == ["differs", "changed-since"]
    assert (brain.memory(mine).content, brain.memory(changed).content) == ("Mine", "as it was")
    assert report.complete


def test_a_note_made_by_somebody_else_during_the_import_is_left_alone(
    brain: Brain, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = uuid4(), uuid4()
    origins = brain._log.origins

    def made_right_after_the_look(ids: Collection[UUID]) -> dict[UUID, Origin]:
        found = origins(ids)
        brain.create_memory("Mine", id=one)
        return found

    monkeypatch.setattr(brain._log, "origins", made_right_after_the_look)
    report = bring(brain, write(path, [note("v2's", one), note("new", two)]))
    assert outcome(report) == (1, 0, 1)
    assert (brain.memory(one).content, brain.memory(two).content) == ("Mine", "new")
    assert report.complete


def test_relationships_become_links(brain: Brain, path: Path) -> None:
    one, two, nowhere = uuid4(), uuid4(), uuid4()
    links = [
        link(one, two),
        link(two, one, "contradicts"),
        link(one, nowhere),
        link(one, two, confidence="0.9"),
    ]
    report = bring(brain, write(path, [note("one", one), note("two", two)], links))
    assert outcome(report, "links") == (2, 0, 2)
    assert sorted(row.code for row in report.set_aside) == ["no-such-note", "second-link"]
    [made] = brain.memory(one).links
    assert (made.target, made.kind, made.metadata["v2"]["confidence"]) == (two, "extends", 0.5)
    assert made.metadata["v2"]["created_at"] == "2023-05-07T00:00:00+00:00"
    assert report.complete
    assert brain.upkeep.replay().equal


def test_a_dry_run_counts_the_same_and_writes_nothing(brain: Brain, path: Path) -> None:
    one, two, bad = uuid4(), uuid4(), note("bad")
    bad[0] = "no id"
    links = [link(one, two), link(one, two, confidence="0.9"), link(one, uuid4())]
    write(path, [note("one", one, VECTOR), note("two", two), note("again", one), bad], links)
    tried = bring(brain, path, dry_run=True)
    assert brain.position() == 0
    done = bring(brain, path)
    for role in ("memories", "links"):
        assert outcome(tried, role) == outcome(done, role)
    assert (outcome(done), outcome(done, "links")) == ((2, 0, 2), (1, 0, 2))
    assert "What an import would do" in tried.as_text()
    json.dumps(done.as_json())


def test_a_stopped_import_goes_on_where_it_was(brain: Brain, path: Path) -> None:
    write(path, [note(f"note {n}") for n in range(3000)])
    asked = iter([False, False, False, True])  # once for every 512 rows
    stopped = bring(brain, path, cancelled=lambda: next(asked))
    assert not stopped.finished and not stopped.complete
    assert 0 < stopped.count("created") == brain.counts().memories < 3000
    rest = bring(brain, path)
    assert rest.complete
    assert outcome(rest) == (3000, 0, 0)
    assert rest.batch == stopped.batch
    assert [batch.created for batch in brain.migration.batches()] == [3000]
    assert "Stopped before the end" in stopped.as_text()


def test_long_and_odd_notes_come_across_in_small_batches(
    brain: Brain, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_BATCH_WEIGHT", 100_000)
    sizes: list[int] = []
    append = brain._log.append

    def counted(ids: Collection[UUID], *args: Any, **named: Any) -> Changes:
        sizes.append(len(ids))
        return append(ids, *args, **named)

    monkeypatch.setattr(brain._log, "append", counted)
    known = [uuid4() for _ in range(7)]
    contents = [
        "",
        " ",
        "x" * 3_000_000,
        "word " * 100_000,
        "\x85\u2028\x01",
        "# " + "t" * 5000,
        "a" * 50_000,
    ]
    notes = [note(text, key, tags=["t" * 9000, "ok"]) for key, text in zip(known, contents, strict=True)]
    report = bring(brain, write(path, notes))
    assert outcome(report) == (7, 0, 0)
    assert sizes == [3, 3, 1, 3]  # looked at once before the first is written
    assert [brain.memory(key).content for key in known] == contents
    assert brain.memory(known[0]).tags == ("ok",)
    assert report.remarks == {"long-tag": 7}
    assert brain.upkeep.replay().equal


def test_times_that_v2_lacked_are_those_of_the_last_change_or_the_nearest_that_can_be(
    brain: Brain, path: Path
) -> None:
    one, two = uuid4(), uuid4()
    rows = [note("one", one), note("two", two)]
    rows[0][4], rows[1][4], rows[1][5] = None, "infinity", None
    report = bring(brain, write(path, rows))
    assert brain.memory(one).created_at == datetime(2024, 1, 1, tzinfo=UTC)
    assert brain.memory(two).created_at == LATEST
    assert brain.memory(two).metadata["v2"]["created_at"] == "infinity"
    assert report.remarks == {"no-time": 1, "time-kept-as-text": 1}
