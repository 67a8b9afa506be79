"""Vectors of Qdrant and attached files find the notes that they belong to."""

from __future__ import annotations

import hashlib
import json
import tarfile
import time
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import pytest

from core.brain import Brain
from core.v2.choices import Choices, Sources
from core.v2.report import Report
from tests.core.v2.importing import VECTOR, link, note, outcome, write

ONE = [0.5, *[0.25] * 1535]
OTHER = [0.125, *[0.5] * 1535]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    return tmp_path / "backup.sql"


@pytest.fixture
def qdrant(tmp_path: Path) -> Path:
    return tmp_path / "qdrant.json"


def point(vector: list[float] | None, point_id: str | int | None = None, **payload: Any) -> dict[str, Any]:
    return {"id": point_id or str(uuid4()), "vector": vector, "payload": payload}


def bring(brain: Brain, *paths: Path, **options: Any) -> Report:
    return brain.migration.run(brain.migration.sources(paths), Choices(backup=False, **options))


def vectors(brain: Brain) -> dict[UUID, str]:
    rows = brain._database.fetch("select memory_id, encode(sha256, 'hex') from memory_vectors", ())
    return dict(rows)


def test_a_vector_finds_its_note_by_what_it_names_and_by_its_own_id(
    brain: Brain, dump: Path, qdrant: Path
) -> None:
    ids = [uuid4() for _ in range(4)]
    write(dump, [note(f"note {n}", key) for n, key in enumerate(ids)])
    points = [
        point(ONE, memory_id=str(ids[0])),
        point(ONE, str(ids[1])),
        point(ONE, id=str(ids[2])),
        point(OTHER, data={"note": "note 3"}, id="an old id"),
        point(ONE, memory_id=str(uuid4())),
    ]
    qdrant.write_text(json.dumps({"points": points}))
    report = bring(brain, dump, qdrant)
    assert outcome(report, "vectors") == (4, 0, 1)
    assert report.reasons == {"orphan": 1}
    assert report.complete
    assert set(vectors(brain)) == set(ids)
    assert len(set(vectors(brain).values())) == 2
    assert brain.upkeep.replay().equal


def test_a_second_run_over_vectors_brings_nothing(brain: Brain, dump: Path, qdrant: Path) -> None:
    one = uuid4()
    write(dump, [note("one", one)])
    points = [point(ONE, memory_id=str(one)), point(OTHER, 7, data={"note": "of Qdrant alone"}, id="x")]
    qdrant.write_text(json.dumps({"points": points}))
    first = bring(brain, dump, qdrant)
    position = brain.counts().memories, len(vectors(brain))
    second = bring(brain, dump, qdrant)
    assert outcome(first, "vectors") == (2, 0, 0)
    assert (outcome(second), outcome(second, "vectors")) == ((0, 1, 0), (0, 2, 0))
    assert (brain.counts().memories, len(vectors(brain))) == position


def test_a_point_that_carries_its_text_becomes_the_note_that_no_dump_has(brain: Brain, qdrant: Path) -> None:
    points = [point(ONE, str(uuid5(NAMESPACE_URL, "old-7")), id="old-7", data={"note": "kept in Qdrant"})]
    qdrant.write_text(json.dumps(points))
    report = bring(brain, qdrant)
    assert outcome(report, "vectors") == (1, 0, 0)
    [found] = brain.memories().items
    assert (found.title, found.id) == ("kept in Qdrant", uuid5(NAMESPACE_URL, "old-7"))
    told = brain.migration.verify()
    assert (told.checked, told.same) == (1, 1)
    assert report.batch is not None
    assert brain.migration.undo(report.batch).removed == 1


def test_a_vector_does_not_replace_the_one_that_came_with_the_dump(
    brain: Brain, dump: Path, qdrant: Path
) -> None:
    one, two = uuid4(), uuid4()
    write(dump, [note("one", one, VECTOR), note("two", two, VECTOR)])
    points = [point(ONE, memory_id=str(one)), point(OTHER, memory_id=str(two))]
    qdrant.write_text(json.dumps({"points": points}))
    report = bring(brain, dump, qdrant)
    # The first is the very vector of the dump, which this import brought.
    assert (outcome(report, "vectors"), report.reasons) == ((1, 0, 1), {"second-vector": 1})


def test_vectors_that_came_later_are_taken_back_with_their_import(
    brain: Brain, dump: Path, qdrant: Path
) -> None:
    one = uuid4()
    bring(brain, write(dump, [note("one", one)]))
    qdrant.write_text(json.dumps({"points": [point(ONE, memory_id=str(one))]}))
    report = bring(brain, qdrant)
    assert list(vectors(brain)) == [one]
    assert report.batch is not None
    done = brain.migration.undo(report.batch)
    assert (done.removed, done.restored, vectors(brain)) == (0, 1, {})
    assert brain.memory(one).content == "one"
    assert outcome(bring(brain, qdrant), "vectors") == (1, 0, 0)
    assert brain.upkeep.replay().equal


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, BytesIO(content))
    return path


def test_files_come_to_the_notes_that_name_them(brain: Brain, dump: Path, tmp_path: Path) -> None:
    by_id, by_name, by_property = uuid4(), uuid4(), uuid4()
    notes = [
        note("by id", by_id),
        note("See [the plan](files/House%20plan.pdf), and map_7.png", by_name),
        note("elsewhere", by_property, attachment="scan-0007.jpg"),
    ]
    files = {
        f"uploads/{by_id}/photo.jpg": b"a photo",
        "uploads/House plan.pdf": b"a plan",
        "uploads/map_7.png": b"a map",
        "uploads/scan-0007.jpg": b"a scan",
        "uploads/nobody.txt": b"nobody's",
    }
    tar = archive(tmp_path / "attachments_backup.tar.gz", files)
    report = bring(brain, write(dump, notes), tar)
    assert (outcome(report, "files"), report.complete) == ((5, 0, 0), True)
    assert report.unattached == ("uploads/nobody.txt",)

    def names(memory_id: UUID) -> list[str]:
        return sorted(each.name for each in brain.memory(memory_id).attachments)

    assert names(by_id) == ["photo.jpg"]
    assert names(by_name) == ["House plan.pdf", "map_7.png"]
    assert names(by_property) == ["scan-0007.jpg"]
    for content in files.values():
        with brain.files.open(hashlib.sha256(content).hexdigest()) as kept:
            assert kept.read() == content
    again = bring(brain, dump, tar)
    assert outcome(again, "files") == (0, 5, 0)
    assert brain.upkeep.replay().equal


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("My photo (1).jpg", "see My photo (1).jpg"),
        ("计划 书.pdf", "见计划 书.pdf文件"),
        ("3f2a9c77d0", "kept as 3f2a9c77d0."),
        ("[odd].txt", "in [odd].txt, too"),
    ],
)
def test_odd_names_of_files_are_found_too(
    brain: Brain, dump: Path, tmp_path: Path, name: str, text: str
) -> None:
    one = uuid4()
    tar = archive(tmp_path / "files.tar", {f"uploads/{name}": b"a file", "uploads/notes": b"a mere word"})
    write(dump, [note(text, one), note("notes on nothing"), note("another photo")])
    report = bring(brain, dump, tar)
    assert [each.name for each in brain.memory(one).attachments] == [name]
    assert report.unattached == ("uploads/notes",)


def test_a_file_that_a_person_took_off_does_not_come_back(brain: Brain, dump: Path, tmp_path: Path) -> None:
    one = uuid4()
    tar = archive(tmp_path / "files.tar", {f"{one}/photo.jpg": b"a photo"})
    bring(brain, write(dump, [note("one", one)]), tar)
    [attached] = brain.memory(one).attachments
    brain.files.detach(one, attached.sha256, attached.name)
    assert outcome(bring(brain, dump, tar), "files") == (0, 1, 0)
    assert brain.memory(one).attachments == ()


def test_a_dry_run_tells_the_same_about_vectors_and_files(
    brain: Brain, dump: Path, qdrant: Path, tmp_path: Path
) -> None:
    one = uuid4()
    write(dump, [note("one, with map_7.png", one)])
    qdrant.write_text(json.dumps([point(ONE, memory_id=str(one)), point(ONE, memory_id=str(uuid4()))]))
    tar = archive(tmp_path / "files.tar", {f"{one}/photo.jpg": b"a photo", "map_7.png": b"a map"})
    sources = brain.migration.sources([dump, qdrant, tar])
    assert sources == Sources(dump=dump, qdrant=(qdrant,), attachments=(tar,))
    tried = brain.migration.plan(sources).report
    assert brain.position() == 0
    assert not (brain.home / "blobs").exists() or not list((brain.home / "blobs").rglob("*"))
    done = bring(brain, dump, qdrant, tar)
    assert [table.source for table in tried.tables] == [table.source for table in done.tables]
    assert [table.created for table in tried.tables] == [table.created for table in done.tables]


def test_what_a_source_holds_twice_is_counted_alike_when_it_is_read_again(
    brain: Brain, dump: Path, qdrant: Path, tmp_path: Path
) -> None:
    one, two = uuid4(), uuid4()
    twice = link(one, two)
    write(dump, [note("one", one), note("two", two)], [twice, twice])
    texts = [point(ONE, n, data={"note": f"text {n}"}, id="x") for n in (7, 8)]
    qdrant.write_text(json.dumps([point(ONE, memory_id=str(one)), point(ONE, memory_id=str(one)), *texts]))
    tar = archive(
        tmp_path / "files.tar", {f"{one}/a/photo.jpg": b"a photo", f"{one}/b/photo.jpg": b"a photo"}
    )
    tried = brain.migration.plan(brain.migration.sources([dump, qdrant, tar])).report
    first = bring(brain, dump, qdrant, tar)
    assert first.batch is not None
    again = brain.migration.retry(first.batch)
    assert tried.tables == first.tables == again.tables
    assert first.complete and again.complete
    assert brain.migration.verify().sound


def test_a_long_text_without_a_space_holds_no_import_up(brain: Brain, dump: Path, tmp_path: Path) -> None:
    notes = [note("x" * 200_000), note("a." * 100_000), note("see `plan.pdf`, or photo%201.jpg.")]
    files = {"plan.pdf": b"a plan", "photo 1.jpg": b"a photo", "nobody.txt": b"nobody's"}
    begun = time.monotonic()
    report = bring(brain, write(dump, notes), archive(tmp_path / "files.tar", files))
    assert report.unattached == ("nobody.txt",)
    assert time.monotonic() - begun < 30  # it took minutes


def test_a_dry_run_knows_of_the_vectors_that_come_with_the_dump(
    brain: Brain, dump: Path, qdrant: Path
) -> None:
    one, two, three = uuid4(), uuid4(), uuid4()
    write(dump, [note("one", one, VECTOR), note("two", two, VECTOR), note("three", three)])
    points = [point(vector, memory_id=str(key)) for vector, key in ((ONE, one), (OTHER, two), (OTHER, three))]
    qdrant.write_text(json.dumps({"points": points}))
    tried = brain.migration.plan(brain.migration.sources([dump, qdrant])).report
    done = bring(brain, dump, qdrant)
    assert outcome(tried, "vectors") == outcome(done, "vectors") == (2, 0, 1)
