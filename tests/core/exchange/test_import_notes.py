"""Notes from other programs come in whole, once, and whatever does not says why."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from core import BrainError, Memory
from core.brain import Brain
from core.exchange import intake
from core.exchange.tally import Imported

ANY_ID = "0193ab12-0000-7000-8000-00000000c0de"


def lines(path: Path, *values: object) -> Path:
    texts = [value if isinstance(value, str) else json.dumps(value) for value in values]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8", errors="surrogatepass")
    return path


def everything(brain: Brain) -> list[Memory]:
    return [brain.memory(each) for each in brain.memory_ids()]


def counts(result: Imported) -> tuple[int, int, int, int]:
    assert result.complete
    return result.source, result.created, result.identical, result.set_aside


def test_a_line_becomes_a_note_with_its_tags_times_and_properties(brain: Brain, tmp_path: Path) -> None:
    told = {
        "id": ANY_ID,
        "title": "Boiler",
        "text": "Call the plumber\r\nbefore winter",
        "tags": ["house", " house ", "to do", ""],
        "created_at": "2024-05-01T10:00:00+02:00",
        "updated_at": "2024-05-02T08:00:00Z",
        "metadata": {"mood": "cold", "n": [1, 2.5]},
        "color": "red",
    }
    assert counts(brain.import_notes(lines(tmp_path / "notes.jsonl", told))) == (1, 1, 0, 0)
    memory = brain.memory(UUID(ANY_ID))
    assert memory.content == "# Boiler\n\nCall the plumber\r\nbefore winter"
    assert memory.tags == ("house", "to do")
    assert memory.metadata == {"mood": "cold", "n": [1, 2.5], "color": "red"}
    assert memory.created_at == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert memory.updated_at == datetime(2024, 5, 2, 8, tzinfo=UTC)
    (first,) = brain.history(memory.id)
    assert first.event.data["source"]["system"] == "jsonl"


@pytest.mark.parametrize(
    ("title", "text", "content"),
    [
        (None, "Text", "Text"),
        ("Boiler", "# Boiler\n\nText", "# Boiler\n\nText"),
        ("Boiler", "Boiler\nText", "Boiler\nText"),
        ("**Boiler**", "# Boiler", "# Boiler"),
        ("Boiler", "Text", "# Boiler\n\nText"),
        ("Two\nlines", "Text", "# Two lines\n\nText"),
        ("Boiler", "", "# Boiler"),
        ("  ", "Text", "Text"),
    ],
)
def test_a_title_becomes_a_heading_unless_the_text_says_it_already(
    title: str | None, text: str, content: str, brain: Brain, tmp_path: Path
) -> None:
    brain.import_notes(lines(tmp_path / "a.jsonl", {"title": title, "content": text}))
    assert [memory.content for memory in everything(brain)] == [content]


def test_running_it_again_imports_nothing(brain: Brain, tmp_path: Path) -> None:
    path = lines(
        tmp_path / "notes.jsonl",
        {"id": ANY_ID, "text": "a"},
        {"id": 7, "text": "b"},
        {"id": "x-9", "text": "c"},
        {"text": "d"},
    )
    assert counts(brain.import_notes(path)) == (4, 4, 0, 0)
    position = brain.position()
    assert counts(brain.import_notes(path)) == (4, 0, 4, 0)
    assert brain.position() == position


def test_an_import_whose_counts_do_not_add_up_is_not_complete(brain: Brain, tmp_path: Path) -> None:
    path = lines(tmp_path / "notes.jsonl", {"text": "one"}, {"text": "two"}, {"text": "two"}, "no JSON")
    came = brain.import_notes(path)
    assert came.complete
    assert came.source == came.created + came.identical + came.set_aside == 4
    lost = replace(came, created=came.created - 1), replace(came, set_aside=0), replace(came, source=5)
    assert not any(each.complete for each in (*lost, replace(came, finished=False)))


def test_an_id_that_is_no_uuid_is_kept_as_a_property(brain: Brain, tmp_path: Path) -> None:
    brain.import_notes(
        lines(
            tmp_path / "a.jsonl",
            {"id": 7, "text": "a"},
            {"id": "x-9", "text": "b", "metadata": {"source_id": "old"}},
        )
    )
    kept = {memory.content: dict(memory.metadata) for memory in everything(brain)}
    assert kept == {"a": {"source_id": 7}, "b": {"source_id": "x-9", "source_id_2": "old"}}


def test_a_note_that_was_edited_or_thrown_away_here_stays_so(brain: Brain, tmp_path: Path) -> None:
    ids = [uuid4(), uuid4(), uuid4()]
    path = lines(tmp_path / "a.jsonl", *[{"id": str(each), "text": "theirs"} for each in ids])
    brain.import_notes(path)
    brain.update_memory(ids[0], "mine")
    brain.delete(ids[1:])
    brain.purge(ids[2])
    assert counts(brain.import_notes(path)) == (3, 0, 3, 0)
    assert brain.memory(ids[0]).content == "mine"
    assert (brain.counts().memories, brain.counts().trash) == (1, 1)


def test_an_id_that_means_another_note_here_is_set_aside_and_nothing_overwritten(
    brain: Brain, tmp_path: Path
) -> None:
    mine = brain.create_memory("mine").memory
    gone, trashed = brain.create_memory("gone").memory, brain.create_memory("trashed").memory
    brain.delete([gone, trashed])
    brain.purge(gone)
    path = lines(
        tmp_path / "a.jsonl", *[{"id": str(each), "text": "theirs"} for each in (mine, gone, trashed)]
    )
    result = brain.import_notes(path)
    assert counts(result) == (3, 0, 0, 3)
    assert brain.memory(mine).content == "mine"
    assert [each.reason.partition(" (")[0] for each in result.listed] == [
        "A note with its id is here already and differs",
        "The note with its id was removed here for good",
        "The note with its id is in the trash here and differs",
    ]
    assert all(each.remedy for each in result.listed)


@pytest.mark.parametrize("dry_run", [False, True])
def test_the_same_id_twice_in_a_file_counts_once(
    dry_run: bool, brain: Brain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    same, other = {"id": "a", "text": "one"}, {"id": "a", "text": "two"}
    path = lines(tmp_path / "a.jsonl", same, same, other, {"text": "x"}, same)
    for batch in (1_000, 1):
        monkeypatch.setattr(intake, "_BATCH", batch)
        result = brain.import_notes(path, dry_run=True)
        assert counts(result) == (5, 2, 2, 1)
        assert result.listed[0].line == 3
    if not dry_run:
        assert counts(brain.import_notes(path)) == (5, 2, 2, 1)


BAD = [
    ("{", "not JSON"),
    ("[1]", "no JSON object"),
    ('{"text": "a", "text": "b"}', "twice"),
    ('{"text": NaN}', "NaN"),
    ('{"text": 1}', "no text"),
    ('{"tags": []}', "neither"),
    ('{"text": "a", "content": "b"}', "differ"),
    ('{"text": "a", "title": 1}', "title"),
    ('{"text": "a", "tags": {"a": 1}}', "no list"),
    ('{"text": "a", "tags": [null]}', "tags"),
    ('{"text": "a", "metadata": 1}', "no object"),
    ('{"text": "a", "links": [{"target": "x"}]}', "links"),
    ('{"text": "a", "created_at": "yesterday"}', "no time"),
    ('{"text": "a", "created_at": 1700000000}', "no time"),
    ('{"text": "a", "updated_at": "0001-01-01T00:00:00+14:00"}', "no time"),
    ('{"text": "a", "id": [1]}', "id"),
    ('{"text": "a\\u0000"}', "U+0000"),
    ('{"text": "a", "metadata": {"k": "\\u0000"}}', "U+0000"),
    ('{"text": "\\ud800"}', "half"),
    ('{"text": "a", "id": "\\ud800"}', "half"),
    ('{"text": "a", "metadata": {"n": ' + "9" * 5000 + "}}", "beyond"),
    ('{"text": "a", "metadata": ' + "[" * 100_000 + "}", ""),
]


def test_a_bad_line_is_set_aside_with_its_number_and_reason_and_the_rest_goes_on(
    brain: Brain, tmp_path: Path
) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": "first"}, "", *[text for text, _ in BAD], {"text": "last"})
    result = brain.import_notes(path)
    assert counts(result) == (len(BAD) + 2, 2, 0, len(BAD))
    assert [each.line for each in result.listed] == list(range(3, 3 + len(BAD)))
    for (text, why), each in zip(BAD, result.listed, strict=True):
        assert why in each.reason, text[:60]
        assert each.remedy


def test_a_line_that_is_not_utf_8_is_set_aside(brain: Brain, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "with a mark"}\r\n{"text": "caf\xe9"}\r\n{"text": "no line end"}')
    result = brain.import_notes(path)
    assert counts(result) == (3, 2, 0, 1)
    assert "UTF-8" in result.listed[0].reason


def test_a_line_without_end_is_set_aside_without_filling_the_memory(
    brain: Brain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.exchange.jsonl.LONGEST_LINE", 1_000)
    path = lines(tmp_path / "a.jsonl", {"text": "x" * 3_000_000}, {"text": "next"})
    result = brain.import_notes(path)
    assert counts(result) == (2, 1, 0, 1)
    assert "longer" in result.listed[0].reason


def test_a_number_with_too_many_digits_is_kept_as_text(brain: Brain, tmp_path: Path) -> None:
    brain.import_notes(
        lines(tmp_path / "a.jsonl", '{"text": "a", "metadata": {"n": 0.12345678901234567890123, "m": 1.50}}')
    )
    assert [dict(memory.metadata) for memory in everything(brain)] == [
        {"n": "0.12345678901234567890123", "m": 1.5}
    ]


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_a_folder_of_markdown_comes_in_with_its_front_matter(brain: Brain, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a/Boiler.md": "---\nTitle: Boiler\ntags: [house, 2024, yes]\ncreated: 2024-05-01 10:00\nmodified: 2024-05-02\n"
        "mood: cold\nrating: 5\naliases:\n  - heater\n---\n\nCall the plumber\r\n",
        "b.MARKDOWN": "---\r\nid: note-7\r\ntags: one, two\r\ndate: someday\r\n---\r\nText\r\n",
        "plain.md": "# No front matter\n",
        ".hidden/skipped.md": "x",
        "picture.png": b"\x89PNG",
    }
    result = brain.import_notes(write(tmp_path / "vault", files))
    assert counts(result) == (3, 3, 0, 0)
    assert (result.passed_over, result.passed_over_listed) == (1, ("picture.png",))
    notes = {memory.title: memory for memory in everything(brain)}
    boiler = notes["Boiler"]
    assert boiler.content == "# Boiler\n\n\nCall the plumber\r\n"
    assert boiler.tags == ("a", "house", "2024", "yes")
    assert boiler.created_at == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert boiler.updated_at == datetime(2024, 5, 2, tzinfo=UTC)
    assert boiler.metadata == {
        "mood": "cold",
        "rating": 5,
        "aliases": ["heater"],
        "source_path": "a/Boiler.md",
        "front_matter_folder": "a",
        "front_matter_heading": "Boiler",
        "front_matter_times": {"created": "2024-05-01 10:00", "modified": "2024-05-02"},
    }
    assert notes["Text"].content == "Text\r\n"
    assert notes["Text"].tags == ("one", "two")
    assert notes["Text"].metadata == {
        "source_id": "note-7",
        "date": "someday",
        "front_matter_order": ["source_id", "tags", "date"],
    }
    assert notes["No front matter"].metadata == {"source_path": "plain.md"}


def test_a_folder_imported_again_imports_nothing_and_a_changed_file_is_set_aside(
    brain: Brain, tmp_path: Path
) -> None:
    folder = write(tmp_path / "vault", {"a.md": "one", "b.md": "two"})
    assert counts(brain.import_notes(folder)) == (2, 2, 0, 0)
    os.utime(folder / "a.md", (0, 0))
    (folder / "b.md").write_text("two, changed")
    moved = folder.rename(tmp_path / "moved")
    assert counts(brain.import_notes(moved)) == (2, 0, 1, 1)
    assert sorted(memory.content for memory in everything(brain)) == ["one", "two"]


def test_files_without_times_are_as_old_as_the_file(brain: Brain, tmp_path: Path) -> None:
    folder = write(tmp_path / "vault", {"a.md": "one"})
    os.utime(folder / "a.md", (1_500_000_000, 1_500_000_000))
    brain.import_notes(folder / "a.md")
    (memory,) = everything(brain)
    assert memory.created_at == memory.updated_at == datetime.fromtimestamp(1_500_000_000, UTC)


def test_a_file_that_says_only_when_it_was_made_was_edited_when_it_was_saved(
    brain: Brain, tmp_path: Path
) -> None:
    folder = write(
        tmp_path / "vault",
        {"a.md": "---\ncreated: 2016-01-01\n---\none", "b.md": "---\ncreated: 2024-05-01\n---\ntwo"},
    )
    for name in ("a.md", "b.md"):
        os.utime(folder / name, (1_500_000_000, 1_500_000_000))
    brain.import_notes(folder)
    notes = {memory.title: memory for memory in everything(brain)}
    assert notes["one"].created_at == datetime(2016, 1, 1, tzinfo=UTC)
    assert notes["one"].updated_at == datetime.fromtimestamp(1_500_000_000, UTC)
    assert notes["two"].updated_at == datetime(2024, 5, 1, tzinfo=UTC), "not before it was made"
    assert counts(brain.import_notes(folder)) == (2, 0, 2, 0)


def test_text_is_kept_exactly_whatever_the_encoding_says(brain: Brain, tmp_path: Path) -> None:
    text = "# Café\r\n\ttabs, trailing  \r\n\n\n日本語 \U0001f600\r"
    files: dict[str, str | bytes] = {
        f"{name}.md": text.encode(name) for name in ("utf-8-sig", "utf-16", "utf-8")
    }
    assert counts(brain.import_notes(write(tmp_path / "vault", files))) == (3, 3, 0, 0)
    assert {memory.content for memory in everything(brain)} == {text}


def test_files_that_cannot_be_read_are_set_aside_with_their_names(brain: Brain, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "latin.md": b"caf\xe9",
        "zero.md": "a\0b",
        "good.md": "good",
    }
    folder = write(tmp_path / "vault", files)
    (tmp_path / "secret").write_text("not yours")
    (folder / "link.md").symlink_to(tmp_path / "secret")
    os.mkfifo(folder / "pipe.md")
    result = brain.import_notes(folder)
    assert counts(result) == (5, 1, 0, 4)
    reasons = {each.file: each.reason for each in result.listed}
    assert "UTF-8" in reasons["latin.md"]
    assert "U+0000" in reasons["zero.md"]
    assert "link" in reasons["link.md"]
    assert "link" in reasons["pipe.md"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.bin", b"\x00\x01", "neither"),
        ("a.json", b"[]", "neither"),
        ("empty", b"", "neither"),
        ("a.sql", b"--\n-- PostgreSQL database dump\n--\n", "import-v2"),
        ("a.dump", b"PGDMP\x01", "import-v2"),
    ],
)
def test_a_wrong_file_is_recognized_before_anything_is_written(
    name: str, data: bytes, words: str, brain: Brain, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BrainError, match=words):
        brain.import_notes(tmp_path / name)
    with pytest.raises(BrainError, match="cannot be read"):
        brain.import_notes(tmp_path / "not there")
    with pytest.raises(BrainError, match="no Markdown"):
        brain.import_notes(write(tmp_path / "folder", {"a.txt": "x"}))
    assert brain.position() == 0


def test_a_dry_run_counts_the_same_and_changes_nothing(brain: Brain, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": "a"}, {"text": "a"}, {"text": "b"}, "{")
    pretended = brain.import_notes(path, dry_run=True)
    assert brain.position() == 0
    assert counts(pretended) == counts(brain.import_notes(path)) == (4, 2, 1, 1)


def test_a_stopped_import_keeps_what_it_had_and_goes_on_the_next_time(brain: Brain, tmp_path: Path) -> None:
    texts = [f"note {number}" for number in range(2_500)]
    path = lines(tmp_path / "a.jsonl", *({"text": text} for text in ["[[note 2499]]", *texts[1:]]))
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        heard.append((done, total))

    stopped = brain.import_notes(path, progress=progress, cancelled=lambda: len(heard) >= 2)
    assert (stopped.finished, stopped.complete) == (False, False)
    assert (stopped.source, stopped.created) == (2_000, 2_000)
    assert stopped.links_lost == 0, "the rest may have what they lead to"
    assert counts(brain.import_notes(path, progress=progress)) == (2_500, 500, 2_000, 0)
    assert heard[-1] == (2_500, 2_500)
    assert [done for done, _ in heard] == [1_000, 2_000, 1_000, 2_000, 2_500]


def test_imported_notes_are_in_the_log_like_any_other(brain: Brain, tmp_path: Path) -> None:
    told: dict[str, Any] = {
        "id": ANY_ID,
        "text": "a",
        "links": [{"target": str(uuid4()), "kind": "see"}],
        "deleted_at": "2024-01-01",
    }
    brain.import_notes(lines(tmp_path / "a.jsonl", told, {"text": "b"}))
    assert [version.event.event_type for version in brain.history(UUID(ANY_ID))] == [
        "memory.created",
        "memory.linked",
        "memory.deleted",
    ]
    assert brain.upkeep.replay().equal
