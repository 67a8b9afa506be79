"""Who comes with folders or notebooks finds them among the tags, and gets them back as folders, without a tag too many."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import Brain, Taking
from core.exchange.folders import Folders
from core.exchange.head import FOLDER, IN_FOLDER
from core.exchange.intake import recognized
from core.exchange.outlet import export
from core.exchange.placing import Placing
from core.exchange.record import Incoming
from core.memory import Memory
from core.search.printing import quoted
from core.store.blobs import Blobs
from tests.core.exchange.test_other_programs import ITEMS, NOTE, OTHER, jex

OWNER = uuid4()
ODD = {
    "Projects/Garden/Beds.md": "Projects/Garden",
    "Projects/Plan.md": "Projects",
    "Top.md": "",
    "C++/Pointers.md": "C++",
    "-Inbox/Later.md": "-Inbox",
    "#1 Ideas/# two/Third.md": "1 Ideas/two",
    "🌱 Seeds/To  sow.md": "🌱 Seeds",
    "Smith, John/Letter.md": "Smith, John",
    "Cafe\u0301/Menu.md": "Caf\u00e9",
    'say "hi"/Words.md': 'say "hi"',
    "2026-11-28/Day.md": "2026-11-28",
    "2026/Year.md": "2026",
    "null/None.md": "null",
}


def vault(folder: Path, notes: dict[str, str]) -> Path:
    (folder / ".obsidian").mkdir(parents=True, exist_ok=True)
    for name, text in notes.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def by_path(brain: Brain) -> dict[str, Memory]:
    every = (brain.memory(each) for each in brain.memory_ids())
    return {str(each.metadata["source_path"]): each for each in every}


def texts(folder: Path) -> dict[str, str]:
    return {each.relative_to(folder).as_posix(): each.read_text() for each in folder.rglob("*.md")}


def head(text: str) -> str:
    return text.split("\n---\n", 1)[0]


def test_folders_are_tags_whatever_they_are_called_and_each_finds_its_notes(
    brain: Brain, tmp_path: Path
) -> None:
    path = vault(tmp_path / "Vault", dict.fromkeys(ODD, "Text"))
    plan = brain.import_notes(path, dry_run=True)
    told = brain.import_notes(path)
    assert (plan.folders, told.folders, told.tags) == (12, 12, 12)
    came = by_path(brain)
    tags = [note.tags for _, note in sorted(came.items())]
    names = {name.replace("Cafe\u0301", "Caf\u00e9"): tag for name, tag in ODD.items()}
    assert tags == [(tag,) if tag else () for _, tag in sorted(names.items())]
    nodes = {node.tag: node.count for node in brain.tagging.tree()}
    assert (nodes["Projects"], nodes["Projects/Garden"]) == (2, 1)
    for tag in filter(None, ODD.values()):
        found = brain.search(f"tag:{quoted(tag)}")
        assert {hit.id for hit in found.hits} >= {note.id for note in came.values() if tag in note.tags}


def test_what_a_note_names_itself_comes_after_its_folder_and_no_tag_twice(
    brain: Brain, tmp_path: Path
) -> None:
    folder = vault(
        tmp_path / "Vault",
        {
            "Garden/A.md": "---\ntags: [work, garden]\n---\nA #seeds",
            "Garden/B.md": "---\ntags: work\n---\nB #garden #seeds",
        },
    )
    brain.import_notes(folder)
    came = by_path(brain)
    assert came["Garden/A.md"].tags == ("work", "garden", "seeds")
    assert came["Garden/B.md"].tags == ("Garden", "work", "seeds")


@pytest.mark.parametrize("mark", [".obsidian", "no vault"])
def test_folders_can_be_left_and_neither_way_brings_anything_twice(
    brain: Brain, tmp_path: Path, mark: str
) -> None:
    folder = vault(tmp_path / "Notes", {"Garden/A.md": "A", "B.md": "B"})
    (folder / ".obsidian").rename(folder / mark)
    left = brain.import_notes(folder, taking=Taking(folders=False))
    assert (left.created, left.folders, left.tags) == (2, 1, 0)
    again = brain.import_notes(folder)
    assert (again.created, again.identical, again.set_aside) == (0, 2, 0)
    assert {note.tags for note in by_path(brain).values()} == {()}
    vault(folder, {"Garden/C.md": "C"})
    brain.import_notes(folder)
    assert by_path(brain)["Garden/C.md"].tags == ("Garden",)


def test_notebooks_of_joplin_can_be_left_and_neither_way_brings_anything_twice(
    brain: Brain, tmp_path: Path
) -> None:
    path = jex(tmp_path / "all.jex", ITEMS)
    left = brain.import_notes(path, taking=Taking(folders=False))
    assert (left.folders, left.tags) == (1, 1)
    assert brain.memory(UUID(NOTE)).tags == ("urgent",)
    again = brain.import_notes(path)
    assert (again.created, again.identical, again.set_aside) == (0, 2, 0)
    brain.exchange.undo(left.batch or UUID(OTHER))
    assert brain.import_notes(path).created == 2
    assert brain.memory(UUID(NOTE)).tags == ("House/Roof", "urgent")


def test_who_goes_back_to_obsidian_has_the_folders_and_in_front_matter_the_tags_of_before(
    brain: Brain, other_brain: Brain, tmp_path: Path
) -> None:
    folder = vault(
        tmp_path / "Vault",
        {
            "Projects/Garden/Beds.md": "---\ntags:\n  - spring\n---\nSow",
            "Top.md": "Top",
            "Projects/Plan.md": "P",
        },
    )
    brain.import_notes(folder)
    brain.export(tmp_path / "out", "markdown")
    out = texts(tmp_path / "out")
    assert sorted(out) == ["Projects/Garden/Beds.md", "Projects/Plan.md", "Top.md"]
    assert 'tags:\n  - "spring"\n' in head(out["Projects/Garden/Beds.md"])
    assert f'{IN_FOLDER}: "Projects/Garden"' in head(out["Projects/Garden/Beds.md"])
    assert "tags: []" in head(out["Projects/Plan.md"])
    assert IN_FOLDER not in out["Top.md"]
    assert brain.import_notes(tmp_path / "out").identical == 3
    told = other_brain.import_notes(tmp_path / "out")
    assert (told.created, told.folders) == (3, 0)
    notes = by_path(brain)
    assert {path: (note.tags, note.metadata) for path, note in by_path(other_brain).items()} == {
        path: (note.tags, note.metadata) for path, note in notes.items()
    }
    other_brain.export(tmp_path / "again", "markdown")
    assert texts(tmp_path / "again") == out


def test_a_tag_that_its_folder_does_not_tell_any_more_is_written_down(brain: Brain, tmp_path: Path) -> None:
    brain.import_notes(vault(tmp_path / "Vault", {"House/A.md": "A", "House/B.md": "B", "House/C.md": "C"}))
    came = by_path(brain)
    brain.untag(came["House/B.md"].id, "House")
    brain.tag(came["House/C.md"].id, "urgent")
    brain.tagging.rename("urgent", "soon")
    brain.export(tmp_path / "out", "markdown")
    brain.exchange.export(tmp_path / "flat", "markdown", folders="flat")
    out, flat = texts(tmp_path / "out"), texts(tmp_path / "flat")
    assert [IN_FOLDER in out[f"House/{each}.md"] for each in "ABC"] == [True, False, True]
    assert "tags: []" in head(out["House/B.md"])
    assert 'tags:\n  - "soon"\n' in head(out["House/C.md"])
    assert 'tags:\n  - "House"\n' in head(flat["A.md"])
    for each in ("out", "flat"):
        told = brain.import_notes(tmp_path / each)
        assert (told.identical, told.created, told.set_aside) == (3, 0, 0)


_NAMES = st.sampled_from(
    ["House", "house", "C++", "-x", "#y", "2026", "2026-11-28", "null", "a: b", " ", "Ü", "..x"]
)
_TAGS = _NAMES | st.sampled_from(["House/C++", "House/house", "2026/Ü"])


@st.composite
def sorted_notes(draw: st.DrawFn) -> Memory:
    """A note whose folder, tags and properties may or may not be what an import makes of them."""
    folder = "/".join(draw(st.lists(_NAMES, max_size=2)))
    tags = list(filter(str.strip, draw(st.lists(_TAGS, max_size=3))))
    told: dict[str, object] = {"source_path": f"{folder}/{draw(_NAMES)}.md".lstrip("/")}
    made = draw(st.sampled_from(["", folder.strip(), *tags, 7, ["House"]]))
    told |= {FOLDER: made} if made else {}
    told |= draw(st.sampled_from([{}, {}, {IN_FOLDER: "House"}, {IN_FOLDER: 7}, {f"{FOLDER}_2": "House"}]))
    return Memory.create(f"# {draw(_NAMES)}", OWNER, tags, metadata=told)


@given(
    notes=st.lists(sorted_notes(), min_size=1, max_size=5), folders=st.sampled_from(["came", "tags", "flat"])
)
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_was_made_of_folders_an_export_gives_the_same_notes_and_the_same_export(
    notes: list[Memory], folders: Folders
) -> None:
    with tempfile.TemporaryDirectory() as place:
        out, again, blobs = Path(place) / "out", Path(place) / "again", Blobs(Path(place) / "blobs")
        export(notes, out, "markdown", blobs, folders=folders)
        found = list(recognized(out, Placing(blobs, dry_run=True)).notes(OWNER))
        read = {each.memory.id: each.memory for each in found if isinstance(each, Incoming)}
        export([read[each.id] for each in notes], again, "markdown", blobs, folders=folders)
        assert texts(again) == texts(out)
    assert [(read[each.id].tags, read[each.id].metadata) for each in notes] == [
        (each.tags, each.metadata) for each in notes
    ]
