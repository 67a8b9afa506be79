"""No front matter keeps a note out, and nothing of it is lost: it is understood, or it stays in the text as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core import Brain, new_id
from core.exchange import front_matter
from core.exchange.markdown import MarkdownFolder
from core.exchange.record import Incoming

BODY = "# Boiler\n\nCall the plumber\n"
ODD = "---: [ ] { } # ! & * | > ' \" % @ ` , ? ~ \0 \t\r\n\u2028\ufeffé日".split(" ")


def brought(text: str, folder: Path, name: str = "a.md") -> Incoming:
    """The note of a file, as an import has it."""
    (folder / name).write_bytes(text.encode())
    (note,) = MarkdownFolder(folder / name).notes(new_id())
    assert isinstance(note, Incoming), note
    return note


def everything_of(note: Incoming) -> str:
    memory = note.memory
    told = [memory.content, memory.tags, memory.metadata, memory.created_at, memory.updated_at]
    return json.dumps(told, ensure_ascii=False, default=str)


def leaves(value: Any) -> Iterator[str]:
    """The words that stand in a value."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, str):
        yield value


lines = st.lists(
    st.lists(
        st.sampled_from([*ODD, "title", "tags", "created", "id", "a: b", "  ", "- x"]) | st.text(max_size=6)
    ).map("".join),
    max_size=6,
).map("\n".join)


@given(block=lines | st.text())
@example(block="tags: [a, b\nmood: cold")
@example(block="id: x\0y\ntitle: b")
@example(block="second_brain_metadata: 5")
@example(block="title: Boiler # remark\n# another é\nmood: | # third\n  cold")
@example(block="a: &b 1\nc: !d 2")
@example(block='tags: "\\0"')
@example(block="links: [1]\nattachments: 5\ndeleted: yes\ncreated: [1]\nid: []\ntags: {a: b}")
def test_whatever_it_says_the_note_comes_and_has_all_of_it(
    tmp_path_factory: pytest.TempPathFactory, block: str
) -> None:
    block = block.encode("utf-8", "replace").decode()
    text = f"---\n{block}\n---\n{BODY}"
    if "\0" in text.replace(front_matter.top_of(text), "", 1):
        return  # it ends earlier, and a text with this character is no note
    note = brought(text, tmp_path_factory.getbasetemp())
    split = front_matter.split(text)
    if note.unread is not None or not split[0]:
        assert note.memory.content == text.replace("\0", "\N{SYMBOL FOR NULL}"), "word for word"
        return
    assert note.memory.content.endswith(split[1])
    found = front_matter.read(split[0])
    if found is None:
        assert note.memory.content == text
        return
    here = "".join(everything_of(note).split())
    used = {"id", "title", "tags", "created", "created_at", "date", "updated", "modified", "deleted"}
    for leaf in leaves(found[0]):
        for word in re.findall(r"\w{2,}", leaf):
            assert word in here or word.lower() in used or re.match(r"\d", word), (word, here)
    for remark in re.findall(r"(?:^|\s)#(.*)", split[0]):
        for word in re.findall(r"\w+", remark):
            assert word in here, (word, here)


def test_tags_that_are_none_stay_a_property(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntags: {house: 2}\n---\nText")
    (found,) = MarkdownFolder(tmp_path).notes(new_id())
    assert isinstance(found, Incoming)
    assert found.memory.tags == ()
    assert found.memory.metadata["tags"] == {"house": 2}


def test_a_remark_is_kept_with_the_note_and_makes_no_other_note_of_it(tmp_path: Path) -> None:
    plain = brought("---\nmood: cold\n---\nx", tmp_path)
    with_remark = brought("---\nmood: cold # very\n---\nx", tmp_path)
    assert with_remark.memory.metadata["front_matter"] == "mood: cold # very\n"
    assert "front_matter" not in plain.memory.metadata
    assert with_remark.sha256 == plain.sha256, "an import by an earlier version did not keep it"


def test_a_note_goes_back_with_its_properties_in_their_order_and_of_their_types(
    brain: Brain, other_brain: Brain, tmp_path: Path
) -> None:
    head = (
        "rating: 4.5\naliases:\n  - heater\n  - 2024\ndue date: 2025-03-03\nread: false\n"
        'zip: "007"\ntags:\n  - house\nseen: 2025-03-03T14:05\nGröße: 3\n'
    )
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "Boiler.md").write_text(f"---\n{head}---\n{BODY}")
    brain.import_notes(folder)
    (note,) = (brain.memory(each) for each in brain.memory_ids())
    assert note.metadata["due date"] == "2025-03-03"
    assert (note.metadata["rating"], note.metadata["read"], note.metadata["zip"]) == (4.5, False, "007")
    brain.export(tmp_path / "out", "markdown")
    written = (tmp_path / "out" / "Boiler.md").read_text()
    quoted = head.replace("heater", '"heater"').replace("house", '"house"')
    assert written.startswith(f'---\n{quoted}id: "{note.id}"\ntitle: "Boiler"\ncreated: ')
    assert "front_matter_order" not in written
    other_brain.import_notes(tmp_path / "out")
    there = other_brain.memory(note.id)
    assert (there.content, there.tags, there.metadata) == (note.content, note.tags, note.metadata)
    assert brain.import_notes(tmp_path / "out").identical == 1

    other_brain.update_memory(note.id, set_metadata={"new": 1}, unset_metadata=["rating", "aliases"])
    other_brain.export(tmp_path / "changed", "markdown")
    keys = re.findall(r"^([^ ].*?):", (tmp_path / "changed" / "Boiler.md").read_text(), re.MULTILINE)
    assert keys[:8] == ["due date", "read", "zip", "tags", "seen", "Größe", "id", "title"]
    assert other_brain.import_notes(tmp_path / "changed").identical == 1


def test_a_time_goes_back_under_its_own_key_and_as_it_was_written(
    brain: Brain, other_brain: Brain, tmp_path: Path
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    day = "date: 2026-11-28\n"
    both = "created: 2023-04-01\ndate: 2023-04-02\nmodified: 2023-05-01T10:00+02:00\n"
    (folder / "Day.md").write_text(f"---\n{day}---\n# Day\n")
    (folder / "Both.md").write_text(f"---\n{both}---\n# Both\n")
    (folder / "Number.md").write_text("---\nDate: 20230401\n---\n# Number\n")
    brain.import_notes(folder)
    ids = {brain.memory(each).title: each for each in brain.memory_ids()}
    assert brain.memory(ids["Day"]).created_at.isoformat() == "2026-11-28T00:00:00+00:00"
    brain.export(tmp_path / "out", "markdown")
    assert f"\n{day}" in (tmp_path / "out" / "Day.md").read_text()
    assert (tmp_path / "out" / "Both.md").read_text().startswith(f"---\n{both}id:")
    assert "\nDate: 20230401\n" in (tmp_path / "out" / "Number.md").read_text()
    assert "front_matter_times" not in "".join(each.read_text() for each in (tmp_path / "out").iterdir())
    assert brain.import_notes(tmp_path / "out").identical == 3
    other_brain.import_notes(tmp_path / "out")
    assert {each: other_brain.memory(each).metadata for each in ids.values()} == {
        each: brain.memory(each).metadata for each in ids.values()
    }

    brain.update_memory(ids["Both"], "# Both\n\nNew words")
    brain.export(tmp_path / "changed", "markdown")
    written = (tmp_path / "changed" / "Both.md").read_text()
    assert written.startswith("---\ncreated: 2023-04-01\ndate: 2023-04-02\n")
    assert f"\nmodified: {brain.memory(ids['Both']).updated_at.isoformat()}\n" in written
    assert brain.import_notes(tmp_path / "changed").identical == 3


def test_how_a_time_is_written_makes_no_other_note_of_it(tmp_path: Path) -> None:
    day = brought("---\ncreated: 2023-04-01\n---\nx", tmp_path)
    time = brought("---\ncreated: 2023-04-01T00:00:00+00:00\n---\nx", tmp_path)
    assert day.memory.metadata["front_matter_times"] == {"created": "2023-04-01"}
    assert "front_matter_times" not in time.memory.metadata
    assert day.sha256 == time.sha256, "an import by an earlier version did not keep it"


def test_a_file_with_a_mistake_comes_in_and_the_report_names_its_line(brain: Brain, tmp_path: Path) -> None:
    mistaken = "---\ntitle: Boiler\ntags: [house\nmood: cold\n---\n\nCall the plumber\r\n"
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "Boiler.md").write_text(mistaken, newline="")
    (folder / "Good.md").write_text("---\ntags: [house]\n---\nText")
    plan = brain.import_notes(folder, dry_run=True)
    came = brain.import_notes(folder)
    for told in (plan, came):
        assert (told.created, told.set_aside, told.unread) == (2, 0, 1)
        (row,) = told.unread_listed
        assert (row.file, row.line) == ("Boiler.md", 4)
        assert "cannot be read" in row.reason
    assert mistaken in {brain.memory(id_).content for id_ in brain.memory_ids()}
    again = brain.import_notes(folder)
    assert (again.created, again.identical, again.unread) == (0, 2, 0)
    assert came.as_json()["unread_listed"][0]["file"] == "Boiler.md"
