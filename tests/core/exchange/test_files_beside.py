"""A folder of Markdown has the files beside the notes, where other programs show them, and gives all of it back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from core.brain import Brain
from core.exchange.intake import recognized
from core.exchange.outlet import export
from core.exchange.placing import Placing
from core.exchange.record import Incoming
from core.memory import Attachment, Memory
from core.store.blobs import Blobs

OWNER = uuid4()
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_ODD = [
    "tin.png",
    "TIN.PNG",
    "a b (1).png",
    "../tin.png",
    "files/tin.png",
    "con.png",
    "x" * 300 + ".png",
    "",
    ".",
]
_ODD += ["..", ".hidden", "\u00e9.png", "e\u0301.png", "[a]#b|c^.png", "100%25.png", "<a>.png"]
_NAMES = st.text(_CHARACTERS, max_size=12) | st.sampled_from(_ODD)
_FORMS = st.sampled_from(
    ["![t]({})", "[t](<{}>)", "![[{}]]", "![[{}|300]]", '![t]({} "x")', "`![t]({})`", "{}"]
)
_FILES = st.lists(st.tuples(_NAMES, st.binary(max_size=3), _FORMS), max_size=4)


def note_with(blobs: Blobs, files: list[tuple[str, bytes, str]], trashed: bool) -> Memory:
    text = "# Note\n\n" + "\n".join(form.format(name) for name, _, form in files)
    memory = Memory.create(text, OWNER)
    for name, content, _ in files:
        sha256, size = blobs.put([content])
        memory = memory.attach(sha256, name, "image/png", size)
    return memory.delete() if trashed else memory


@given(notes=st.lists(st.tuples(_FILES, st.booleans()), min_size=1, max_size=3))
@settings(deadline=None, max_examples=60)
def test_notes_and_files_come_back_exactly_whatever_the_files_are_called(
    notes: list[tuple[list[tuple[str, bytes, str]], bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        blobs, others = Blobs(place / "blobs"), Blobs(place / "others")
        memories = [note_with(blobs, *each) for each in notes]
        out = place / "out"
        told = export(memories, out, "markdown", blobs)
        kept = {file.sha256 for memory in memories for file in memory.attachments}
        named = {(file.sha256, file.name) for memory in memories for file in memory.attachments}
        assert (told.files, told.files_missing) == (len(named), 0)
        source = recognized(out, Placing(others, dry_run=False))
        found = [each for each in source.notes(OWNER) if isinstance(each, Incoming)]
        assert {each.memory.id: (each.memory.content, each.memory.attachments) for each in found} == {
            memory.id: (memory.content, memory.attachments) for memory in memories
        }
        assert all(others.verify(each) for each in kept)
        assert source.passed_over == 0
        assert {each.resolve().parent for each in out.rglob("*")} <= {out, out / "files", out / "trash"}


def test_other_programs_find_the_pictures(brain: Brain, tmp_path: Path) -> None:
    text = "# Tin\n\n![tin](<tin can.png>) ![[tin can.png]] [plan](plan.pdf) `![tin](plan.pdf)` [web](https://a.b/plan.pdf)"
    memory_id = brain.create_memory(text).memory
    files = [brain.files.keep(b"picture", "tin can.png"), brain.files.keep(b"plan", "plan.pdf")]
    brain.files.give(memory_id, *files)
    other = brain.create_memory("# Other\n\n![](tin%20can.png)").memory
    brain.files.give(other, brain.files.keep(b"another picture", "tin can.png"))
    brain.delete(other)

    assert brain.export(tmp_path / "out", "markdown").files == 3
    written = (tmp_path / "out" / "Tin.md").read_text()
    assert written.endswith(
        "# Tin\n\n![tin](files/tin%20can.png) ![[files/tin can.png]] [plan](files/plan.pdf) "
        "`![tin](plan.pdf)` [web](https://a.b/plan.pdf)"
    )
    second = next(each for each in (tmp_path / "out" / "files").iterdir() if each.name.startswith("tin can "))
    assert second.read_bytes() == b"another picture"
    trashed = (tmp_path / "out" / "trash" / "Other.md").read_text()
    assert f"![](../files/{second.name.replace(' ', '%20')})" in trashed


def test_a_file_that_is_not_here_keeps_its_name_in_the_text(brain: Brain, tmp_path: Path) -> None:
    memory_id = brain.create_memory("![](tin.png)").memory
    kept: Attachment = brain.files.keep(b"picture", "tin.png")
    brain.files.give(memory_id, kept)
    brain.files.blobs.path(kept.sha256).unlink()
    told = brain.export(tmp_path / "out", "markdown")
    assert (told.files, told.files_missing) == (0, 1)
    assert (tmp_path / "out" / "tin.png.md").exists() or (tmp_path / "out" / "Untitled.md").exists()
    assert all("![](tin.png)" in each.read_text() for each in (tmp_path / "out").glob("*.md"))
