"""What goes out comes in again: every text, tag, property, link and time, in both forms."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.brain import Brain
from core.exchange.jsonl import JsonLines
from core.exchange.markdown import MarkdownFolder
from core.exchange.outlet import Format, export
from core.exchange.record import Incoming
from core.memory import Memory

OWNER = uuid4()
FORMS: tuple[Format, ...] = ("jsonl", "markdown")

_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_TEXT = st.text(_CHARACTERS) | st.sampled_from(
    [
        "",
        "\n",
        "---\na: 1\n---\nx",
        "# Title\r\n\r\nx\r\n",
        "`# x`",
        "\ufeffx",
        "a\x85b\u2028c",
        "# A\n\nB",
        "x" * 300,
    ]
)
_DAYS = "2025-03-03 2025-13-03 2025-03-03T14:05 2025-03-03T14:05:00.5+02:00 0001-01-01"
_LOOKS = [*_DAYS.split(), *"007 1.10 5 yes true null ~ - [a] # &a *a".split()]
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(-1e9, 1e9)
    | st.text(_CHARACTERS, max_size=10)
    | st.sampled_from(_LOOKS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(_CHARACTERS, max_size=6), inner, max_size=3)
    ),
    max_leaves=5,
)
_KEYS = st.text(_CHARACTERS, max_size=6) | st.sampled_from(
    [
        "id",
        "title",
        "Tags",
        "created",
        "source_id",
        "source_path",
        "second_brain_metadata",
        "links",
        "attachments",
        "front_matter",
        "front_matter_order",
        "front_matter_times",
        "front_matter_heading",
        "date",
        "Date",
        "updated_at",
        "modified",
        "second_brain_links",
        "due date",
        "Größe",
        "a: b",
        "x" * 2000,
    ]
)
_ORDERS = st.lists(_KEYS, max_size=4)
_HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
_SIZES = st.integers(0, 2**60)
_TIMES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone


def _written_times(*times: datetime) -> st.SearchStrategy[dict[str, Any]]:
    """How front matter may have named the times of a note, or others."""
    keys = st.sampled_from(["date", "Created", "created", "created_at", "updated", "modified", "mood"])
    forms = [form for time in times for form in (time.isoformat(), f"{time:%Y-%m-%d %H:%M:%S.%f}")]
    values = st.sampled_from([*forms, *_DAYS.split(), 20250303, "20250303", 20250303.0, True, None, "", [1]])
    return st.dictionaries(keys, values, max_size=3)


@st.composite
def memories(draw: st.DrawFn) -> Memory:
    tags = draw(
        st.lists(
            st.text(_CHARACTERS, min_size=1, max_size=8).filter(lambda tag: tag.strip() != ""), max_size=3
        )
    )
    metadata = draw(st.dictionaries(_KEYS, _JSON, max_size=3))
    if draw(st.booleans()):
        metadata["front_matter_order"] = [
            *draw(st.permutations([*metadata, "tags", "title"])),
            *draw(_ORDERS),
        ]
    text = draw(_TEXT)
    if draw(st.booleans()):
        heading = draw(st.text(_CHARACTERS, min_size=1, max_size=4) | st.sampled_from(["Boiler", "x" * 300]))
        metadata["front_matter_heading"] = heading
        text = draw(st.sampled_from([f"# {heading}\n\n{text}", f"# {heading}", f"# {heading}\n{text}"]))
    created_at, updated_at = draw(_TIMES), draw(_TIMES)
    if draw(st.booleans()):
        metadata["front_matter_times"] = draw(_written_times(created_at, updated_at))
    memory = Memory.create(
        text,
        OWNER,
        tags,
        metadata=metadata,
        id=draw(st.uuids()),
        created_at=created_at,
        updated_at=updated_at,
    )
    for target in draw(st.lists(st.uuids(), max_size=2)):
        memory = memory.link(target, draw(st.text(_CHARACTERS, min_size=1, max_size=5)), {"n": draw(_JSON)})
    for name in draw(st.lists(st.text(_CHARACTERS, max_size=8), max_size=2)):
        memory = memory.attach(draw(_HASHES), name, draw(st.sampled_from(["", "image/png"])), draw(_SIZES))
    return memory.delete() if draw(st.booleans()) else memory


def told(memory: Memory) -> dict[str, Any]:
    """Everything that an export promises to keep."""
    values = memory.as_json()
    values["deleted_at"] = values["deleted_at"] is not None
    del values["version"], values["clashes"]  # of the history, which stays here
    return values


def read_back(path: Path, form: Format) -> dict[UUID, Memory]:
    source = JsonLines(path) if form == "jsonl" else MarkdownFolder(path)
    found = list(source.notes(OWNER))
    assert all(isinstance(note, Incoming) for note in found), found
    return {note.memory.id: note.memory for note in found if isinstance(note, Incoming)}


@pytest.mark.parametrize("form", FORMS)
@given(notes=st.lists(memories(), min_size=1, max_size=4, unique_by=lambda memory: memory.id))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_note_comes_back_as_it_was(form: Format, notes: list[Memory]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        exported = export(notes, path, form)
        assert exported.notes == len(notes)
        found = read_back(path, form)
    assert {memory_id: told(memory) for memory_id, memory in found.items()} == {
        note.id: told(note) for note in notes
    }


def _furnish(brain: Brain) -> list[UUID]:
    """A notebook with something of everything; the ids of its notes."""
    first = brain.create_memory(
        "# Boiler\r\n\r\nCall the plumber", tags=["house", "to do"], metadata={"n": 1.5}
    ).memory
    second = brain.create_memory("Same title\n").memory
    third = brain.create_memory("same title\n", created_at=datetime(2019, 5, 1, 12, 30, 1, 5, UTC)).memory
    brain.link(first, second, "see", {"why": "ü"})
    brain.update_memory(second, "Same title\nand more\n")
    brain.delete(third)
    return [first, second, third]


@pytest.mark.parametrize("form", FORMS)
def test_a_notebook_goes_out_and_into_another_one(
    form: Format, brain: Brain, other_brain: Brain, tmp_path: Path
) -> None:
    ids = _furnish(brain)
    assert brain.export(tmp_path / "out", form).notes == 3
    result = other_brain.import_notes(tmp_path / "out")
    assert (result.source, result.created, result.complete) == (3, 3, True)
    assert [told(other_brain.memory(each)) for each in ids] == [told(brain.memory(each)) for each in ids]
    assert other_brain.counts() == brain.counts()
    assert other_brain.upkeep.replay().equal


@pytest.mark.parametrize("form", FORMS)
def test_an_export_imported_where_it_came_from_changes_nothing(
    form: Format, brain: Brain, tmp_path: Path
) -> None:
    _furnish(brain)
    brain.export(tmp_path / "out", form)
    position = brain.position()
    result = brain.import_notes(tmp_path / "out")
    assert (result.identical, result.created, result.set_aside) == (3, 0, 0)
    assert brain.position() == position


def test_a_line_of_an_export_has_the_documented_shape(brain: Brain, tmp_path: Path) -> None:
    _furnish(brain)
    brain.export(tmp_path / "out.jsonl")
    line = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])
    names = (
        "id title content tags metadata links attachments created_at updated_at deleted_at version clashes"
    )
    assert list(line) == names.split()
