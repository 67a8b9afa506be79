"""An export lies in folders that other programs read as a vault: links lead, no name is taken twice, and all comes back."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path, PurePosixPath
from typing import get_args
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.brain import Brain
from core.exchange.folders import Folders
from core.exchange.intake import recognized
from core.exchange.made_tags import Taking
from core.exchange.markdown import MarkdownFolder
from core.exchange.names import folded
from core.exchange.outlet import export
from core.exchange.placing import Placing
from core.exchange.record import Incoming
from core.memory import Memory
from core.store.blobs import Blobs

OWNER = uuid4()
WAYS: tuple[Folders, ...] = get_args(Folders)


def files_in(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*.md") if each.is_file())


def note(text: str, *tags: str, path: str = "", alias: str = "") -> Memory:
    told = {"source_path": path, "aliases": [alias] if alias else []}
    return Memory.create(text, OWNER, tags, metadata={key: each for key, each in told.items() if each})


def body(file: Path) -> str:
    return file.read_text().split("\n---\n", 1)[1]


def test_imported_notes_go_back_to_their_folder_and_others_to_the_one_of_their_first_tag(
    brain: Brain, tmp_path: Path
) -> None:
    vault = tmp_path / "vault"
    for name, text in {
        "House/Roof/Tiles.md": "Red ones. [[Plumber]] [letter](../Letters/a%20b.md#Dear)",
        "House/Letters/a b.md": "# Dear Maria\n\nDear",
        "Plumber.md": "---\ntags: [people]\n---\n0123 [[House/Roof/Tiles|tiles]]",
        "House/Own.md": f"---\nid: {uuid4()}\ntags: [people]\n---\nText",
    }.items():
        (vault / name).parent.mkdir(parents=True, exist_ok=True)
        (vault / name).write_text(text)
    (vault / ".obsidian").mkdir()
    brain.import_notes(vault, taking=Taking(folders=False))
    brain.create_memory("# Saw", tags=["Garden/Tools", "sharp"])
    brain.create_memory("# Thought")
    brain.export(tmp_path / "came", "markdown")
    assert files_in(tmp_path / "came") == [
        "Garden/Tools/Saw.md",
        "House/Letters/a b.md",
        "House/Own.md",
        "House/Roof/Tiles.md",
        "Plumber.md",
        "Thought.md",
    ]
    tiles = body(tmp_path / "came" / "House" / "Roof" / "Tiles.md")
    assert tiles.endswith("[[Plumber]] [letter](../Letters/a%20b.md#Dear)"), "as it was"

    brain.exchange.export(tmp_path / "tags", "markdown", folders="tags")
    assert files_in(tmp_path / "tags") == [
        "Garden/Tools/Saw.md",
        "Thought.md",
        "Tiles.md",
        "a b.md",
        "people/Own.md",
        "people/Plumber.md",
    ]
    assert body(tmp_path / "tags" / "Tiles.md").endswith("[[Plumber]] [letter](a%20b.md#Dear)")
    assert body(tmp_path / "tags" / "people" / "Plumber.md").endswith("[[Tiles|tiles]]")

    brain.exchange.export(tmp_path / "flat", "markdown", folders="flat")
    assert all("/" not in name for name in files_in(tmp_path / "flat"))


def test_a_link_to_a_title_that_no_file_can_have_leads_to_the_file_and_comes_back(tmp_path: Path) -> None:
    text = (
        "# See\n\n[[What? Why: how]], [[what? why: how|so]] ![[Two#Part]]\n"
        "| [[Two\\|2]] |\n`[[What? Why: how]]` [[Gone?]] [[One]]"
    )
    notes = [
        note("# What? Why: how", "a"),
        note("# One", "a"),
        note("# two", "a"),
        note("# Two", "b/c").delete(),
        note(text, "b"),
    ]
    export(notes, tmp_path / "out", "markdown", folders="tags")
    assert files_in(tmp_path / "out") == [
        "a/One.md",
        "a/What Why how.md",
        "a/two.md",
        "b/See.md",
        "trash/Two.md",
    ]
    assert body(tmp_path / "out" / "b" / "See.md") == (
        "# See\n\n[[What Why how|What? Why: how]], [[a/What Why how|so]] ![[a/two#Part]]\n"
        "| [[a/two\\|2]] |\n`[[What? Why: how]]` [[Gone?]] [[One]]"
    )
    came = MarkdownFolder(tmp_path / "out").notes(OWNER)
    found = {each.memory.title: each.memory for each in came if isinstance(each, Incoming)}
    assert found["See"].content == text
    assert found["See"].metadata == {}


def test_a_note_of_very_many_links_beside_code_goes_out_in_a_moment(tmp_path: Path) -> None:
    text = "# See\n\n" + "`x` [[What? Why]] and\n" * 10_000 + "[[What? Why]] " * 10_000
    begun = time.process_time()
    export([note("# What? Why"), note(text)], tmp_path / "out", "markdown")
    assert time.process_time() - begun < 15, "it is some 0.5 s on a machine with nothing else to do"
    written = body(tmp_path / "out" / "See.md")
    assert written.startswith("# See\n\n`x` [[What Why|What? Why]] and\n")
    assert written.endswith("[[What Why|What? Why]] ")


def test_notes_of_one_path_and_names_that_differ_by_case_alone_have_files_of_their_own(
    tmp_path: Path,
) -> None:
    notes = [
        note("# One", path="Daily/One.md"),
        note("# Other", path="Daily/One.md"),
        note("# Third", path="daily/ONE.md"),
        note("# Fourth", path="../../Daily/One.md"),
        note("# Con", "nul/aux."),
        note("# x", "trash"),
        note("# y", path="files/y.md"),
        note("# z", "y.md"),
        note("# y", "w"),
        note("# Deep", "/".join(["deeper"] * 60)),
        note("# gone", "trash").delete(),
    ]
    export(notes, tmp_path / "out", "markdown")
    found = files_in(tmp_path / "out")
    assert len({folded(name) for name in found}) == len(notes)
    assert "Daily/One.md" in found
    assert "nul note/aux note/Con note.md" in found
    assert {"trash/x.md", "files/y.md"} <= set(found)
    assert "trash of notes/gone.md" in found
    assert all(len(name) <= 230 for name in found)


def test_a_text_that_got_its_files_name_for_a_heading_goes_out_without_it(
    brain: Brain, other_brain: Brain, tmp_path: Path
) -> None:
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    texts = {
        "2026-11-28.md": "Went to work.\n\n[[Own]]",
        "Own.md": "# Own\n\nText",
        "Bare.md": "",
        "C.md": "\n---\na",
    }
    for name, text in texts.items():
        (vault / name).write_text(text)
    brain.import_notes(vault)
    ids = {brain.memory(each).title: each for each in brain.memory_ids()}
    assert brain.memory(ids["2026-11-28"]).content == "# 2026-11-28\n\nWent to work.\n\n[[Own]]"
    brain.export(tmp_path / "out", "markdown")
    assert {name: body(tmp_path / "out" / name) for name in texts} == texts
    assert "front_matter_heading" not in (tmp_path / "out" / "2026-11-28.md").read_text()
    assert brain.import_notes(tmp_path / "out").identical == 4
    assert brain.import_notes(vault).identical == 4
    other_brain.import_notes(tmp_path / "out")
    assert [told(other_brain.memory(each)) for each in ids.values()] == [
        told(brain.memory(each)) for each in ids.values()
    ]

    brain.update_memory(ids["2026-11-28"], "# Saturday\n\nWent to work.")
    brain.export(tmp_path / "renamed", "markdown")
    assert body(tmp_path / "renamed" / "2026-11-28.md") == "# Saturday\n\nWent to work."
    assert brain.import_notes(tmp_path / "renamed").identical == 4


def test_a_folder_is_spelled_as_the_imported_one_and_not_as_a_tag_that_came_before(tmp_path: Path) -> None:
    notes = [
        note("# Maria", "people/near"),
        note("# Pay", "WORK"),
        note("# Gone", path="work/Gone.md").delete(),
        note("# Anna", path="People/Anna.md"),
        note("# Tom", path="people/Near/Tom.md"),
        note("# Plan", path="Work/Plan.md"),
    ]
    export(notes, tmp_path / "out", "markdown")
    assert files_in(tmp_path / "out") == [
        "People/Anna.md",
        "People/Near/Maria.md",
        "People/Near/Tom.md",
        "Work/Pay.md",
        "Work/Plan.md",
        "trash/Gone.md",
    ]
    export(notes, tmp_path / "tags", "markdown", folders="tags")
    assert "people/near/Maria.md" in files_in(tmp_path / "tags")


def test_a_link_by_another_name_shows_that_name_after_an_export_and_comes_back(tmp_path: Path) -> None:
    text = (
        "# See\n\nThe [[Heater]] of the [[Boiler]], [[Heater|it]], ![[Heater]] [[Heater#Use]]\n"
        "| [[Heater]] | `[[Heater]]` |\nor [[Heater]] | so"
    )
    told = note("# Boiler", alias="Heater")
    twice = note("# Twice\n\n[[Heater]] and [[Heater|Heater]]")
    plain = note("# Plain\n\n[[Heater]] and more")
    export([told, note(text), twice, plain], tmp_path / "out", "markdown")
    assert body(tmp_path / "out" / "See.md") == (
        "# See\n\nThe [[Boiler|Heater]] of the [[Boiler]], [[Boiler.md|it]], ![[Boiler.md]] [[Boiler.md#Use]]\n"
        "| [[Boiler\\|Heater]] | `[[Heater]]` |\nor [[Boiler.md]] | so"
    )
    assert body(tmp_path / "out" / "Plain.md").endswith("\n\n[[Boiler|Heater]] and more")
    assert '{"[[Boiler|Heater]]":"[[Heater]]"}' in (tmp_path / "out" / "Plain.md").read_text().replace(
        " ", ""
    )
    came = MarkdownFolder(tmp_path / "out").notes(OWNER)
    found = {each.memory.title: each.memory for each in came if isinstance(each, Incoming)}
    assert found["See"].content == text
    assert found["Twice"].content == twice.content
    assert found["Plain"].content == plain.content
    assert found["Plain"].metadata == {}


class Obsidian:
    """How that program follows links: by the path from the top, by a name that one file has, or by the way from a file."""

    def __init__(self, folder: Path) -> None:
        self.files = files_in(folder)

    def leads(self, target: str, here: str) -> str | None:
        wanted = target.strip().lower().removesuffix(".md")
        if wanted.startswith(("../", "./")):
            return self.beside(target, here)
        exact = [each for each in self.files if each.lower() == f"{wanted}.md"]
        ends = [each for each in self.files if f"/{each.lower()}".endswith(f"/{wanted}.md")]
        return exact[0] if exact else ends[0] if len(ends) == 1 else None

    def beside(self, address: str, here: str) -> str | None:
        parts: list[str] = []
        for part in (PurePosixPath(here).parent / unquote(address.partition("#")[0])).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        return "/".join(parts) if "/".join(parts) in self.files else None


_TITLES = st.sampled_from(
    ["One", "one", "What? Why", "C# it", "a/b", "Heater", "Café", "Cafe\u0301", "One.md", "x" * 150, "[x]"]
)
_TAGS = st.sampled_from(
    ["", "a", "A/b", "trash", "files", "a/b/c", "one.md", "nul", "..", "/", "日" * 60, "."]
)
_PATHS = st.sampled_from(
    ["", "", "One.md", "a/One.md", "a/b/one.MD", "b/C#.md", "../x.md", "files/One.md", "a//b.md"]
)
_LINKS = st.sampled_from(
    [
        "[[{}]]",
        "[[{}|w]]",
        "![[{}]]",
        "[[ {} ]]",
        "[[{}#p]]",
        "| [[{}\\|w]] |",
        "[w](<{}.md>)",
        "[w]({})",
        "`[[{}]]`",
    ]
)
_TARGETS = _TITLES | st.sampled_from(
    ["a/One", "../One", "One#x", "b/C#", "a/b/one", "tin.png", "files/tin.png", "gone"]
)


@st.composite
def linked_notes(draw: st.DrawFn) -> Memory:
    links = draw(st.lists(st.tuples(_LINKS, _TARGETS), max_size=4))
    text = f"# {draw(_TITLES)}\n\n" + "\n".join(form.format(target) for form, target in links)
    alias = draw(st.sampled_from(["", "", "Heater", "one"]))
    made = note(text, *filter(str.strip, [draw(_TAGS)]), path=draw(_PATHS), alias=alias)
    if draw(st.booleans()):
        made = made.attach("0" * 64, "tin.png", "image/png", 1)
    return made.delete() if draw(st.integers(0, 5)) == 0 else made


@given(
    notes=st.lists(linked_notes(), min_size=1, max_size=6),
    folders=st.sampled_from(WAYS),
    opened=st.booleans(),
)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_notes_are_called_they_come_back_exactly_from_any_folders(
    notes: list[Memory], folders: Folders, opened: bool
) -> None:
    with tempfile.TemporaryDirectory() as place:
        out, blobs = Path(place) / "out", Blobs(Path(place) / "blobs")
        export(notes, out, "markdown", blobs, folders=folders)
        names = files_in(out)
        assert len({folded(each) for each in names}) == len(notes)
        assert all(len(part.encode()) <= 143 for each in names for part in each.split("/"))
        if opened:  # in Obsidian, which makes a vault of it
            (out / ".obsidian").mkdir()
        found = list(recognized(out, Placing(blobs, dry_run=False)).notes(OWNER))
    assert {each.memory.id: told(each.memory) for each in found if isinstance(each, Incoming)} == {
        each.id: told(each) for each in notes
    }


def told(memory: Memory) -> tuple[object, ...]:
    return memory.content, memory.tags, memory.metadata, memory.attachments, memory.deleted_at is None


def test_links_lead_in_obsidian_where_they_lead_here(brain: Brain, tmp_path: Path) -> None:
    titles = ["One", "What? Why", "a/b", "Café: x", "Long " + "words " * 30, "Trash"]
    ids = {
        title.strip(): brain.create_memory(f"# {title}", tags=[f"t{number}/u"]).memory
        for number, title in enumerate(titles)
    }
    brain.create_memory("# One", tags=["elsewhere"])
    brain.delete(brain.create_memory("# Trash").memory)
    newest_one = next(each for each in brain.memory_ids() if brain.memory(each).tags == ("elsewhere",))
    ids["One"] = newest_one
    text = "# All\n\n" + "\n".join(f"[[{title}]] [[{title}|w]]" for title in ids)
    brain.create_memory(text, tags=["x/y/z"])
    for folders in WAYS:
        out = tmp_path / folders
        brain.exchange.export(out, "markdown", folders=folders)
        obsidian = Obsidian(out)
        (here,) = (each for each in obsidian.files if each.endswith("All.md"))
        ids_of = {
            name: UUID(re.findall(r'id: "?([0-9a-f-]{36})', (out / name).read_text())[0])
            for name in obsidian.files
        }
        targets = re.findall(r"\[\[([^\]|]+)(?:\|[^\]]+)?\]\]", body(out / here))
        assert [ids_of.get(obsidian.leads(each, here) or "") for each in targets] == [
            each for each in ids.values() for _ in range(2)
        ]


@pytest.mark.parametrize("folders", WAYS)
def test_a_file_is_found_from_inside_a_folder_and_markdown_that_is_attached_is_no_note(
    brain: Brain, tmp_path: Path, folders: Folders
) -> None:
    memory_id = brain.create_memory("![tin](tin.png) ![[tin.png]] [read](readme.md)", tags=["a/b"]).memory
    brain.files.give(
        memory_id, brain.files.keep(b"picture", "tin.png"), brain.files.keep(b"# me", "readme.md")
    )
    brain.exchange.export(tmp_path / "out", "markdown", folders=folders)
    up = "" if folders == "flat" else "../../"
    (name,) = files_in(tmp_path / "out")
    assert body(tmp_path / "out" / name) == (
        f"![tin]({up}files/tin.png) ![[files/tin.png]] [read]({up}files/readme.md.txt)"
    )
    told = brain.import_notes(tmp_path / "out")
    assert (told.source, told.identical, told.passed_over) == (1, 1, 0)
