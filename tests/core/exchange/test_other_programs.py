"""Vaults of Obsidian and archives of Joplin: everything arrives, nothing comes twice, nothing outside is read."""

from __future__ import annotations

import io
import tarfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Brain, BrainError, Taking
from core.exchange.joplin import parsed
from core.exchange.record import Refused

NOTE, OTHER, BOOK, SHELF, TAG, PICTURE = (f"{number:032x}" for number in range(1, 7))
_TIMES = "created_time: 2024-03-01T10:00:00.000Z\nupdated_time: 2024-03-02T10:00:00.000Z\n"


def item(itself: str, kind: int, title: str, body: str = "", **values: str) -> tuple[str, bytes]:
    told = "".join(f"{key}: {value}\n" for key, value in values.items())
    text = f"{title}\n\n{body}\n\n" if body else f"{title}\n\n"
    return f"{itself}.md", f"{text}id: {itself}\n{_TIMES}{told}type_: {kind}".encode()


ITEMS = [
    item(SHELF, 2, "House"),
    item(BOOK, 2, "Roof", parent_id=SHELF),
    item(NOTE, 1, "Tiles", f"![tile](:/{PICTURE}) and [the letter](:/{OTHER})", parent_id=BOOK, is_todo="1"),
    item(OTHER, 1, "A letter", "Dear Maria,\n\nname: value", parent_id="", source_url="https://x.y"),
    item(TAG, 5, "urgent"),
    item("a" * 32, 6, "", note_id=NOTE, tag_id=TAG),
    item(PICTURE, 4, "tile.png", mime="image/png"),
    (f"resources/{PICTURE}.png", b"a picture"),
]


def jex(path: Path, members: list[tuple[str, bytes]], *strange: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w") as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for each in strange:
            archive.addfile(each)
    return path


def test_an_archive_of_joplin_arrives_with_everything_that_belongs_to_it(
    brain: Brain, tmp_path: Path
) -> None:
    nowhere = item("c" * 32, 1, "Gone", f"[away](:/{'d' * 32})")
    closed = item("e" * 32, 1, "Closed", encryption_applied="1")
    lost = brain.import_notes(jex(tmp_path / "lost.jex", [nowhere, closed]), dry_run=True)
    assert [row.files for row in lost.lost_listed] == [("Gone",)]
    assert [row.file for row in lost.listed] == ["Closed"]
    path = jex(tmp_path / "all.jex", [*ITEMS, ("b" * 32 + ".md", b"no item")])
    would = brain.import_notes(path, dry_run=True)
    assert (would.created, would.set_aside, would.files, brain.counts().memories) == (2, 1, 1, 0)
    assert not brain.files.blobs.has("0" * 64)
    told = brain.import_notes(path)
    assert (told.format, told.source, told.created, told.set_aside, told.complete) == (
        "joplin",
        3,
        2,
        1,
        True,
    )
    tiles, letter = brain.memory(UUID(NOTE)), brain.memory(UUID(OTHER))
    assert tiles.content == "# Tiles\n\n- [ ] Tiles\n\n![[tile.png|tile]] and [[A letter|the letter]]"
    assert tiles.tags == ("House/Roof", "urgent")
    assert tiles.metadata["todo"] == "open"
    assert [link.target for link in tiles.links] == [letter.id]
    assert tiles.created_at.isoformat() == "2024-03-01T10:00:00+00:00"
    (file,) = tiles.attachments
    assert (file.name, file.media_type) == ("tile.png", "image/png")
    with brain.files.open(file.sha256) as content:
        assert content.read() == b"a picture"
    assert letter.content == "# A letter\n\nDear Maria,\n\nname: value"
    assert letter.metadata["source_url"] == "https://x.y"
    again = brain.import_notes(path)
    assert (again.created, again.identical, again.set_aside) == (0, 2, 1)
    assert brain.upkeep.replay().equal


def test_a_to_do_of_joplin_is_a_task_to_tick_off_here(brain: Brain, tmp_path: Path) -> None:
    due = f"{datetime.fromtimestamp(1798020000, UTC).astimezone():%Y-%m-%d %H:%M}"
    expected = [
        (("Pay", "", {}), "# Pay\n\n- [ ] Pay"),
        (("Pay", "By card.", {"todo_completed": "1714990000000"}), "# Pay\n\n- [x] Pay\n\nBy card."),
        (("Pay", "By card.", {"todo_due": "1798020000000"}), f"# Pay\n\n- [ ] Pay (due {due})\n\nBy card."),
        (("Pay", "# Pay\nBy card.", {}), "# Pay\n\n- [ ] Pay\n\nBy card."),
        (("", "Pay\n\nBy card.", {}), "Pay\n\n- [ ] Pay\n\nBy card."),
        (("", "```\nrun\n```", {}), "- [ ] run\n\n```\nrun\n```"),
    ]
    items = [
        item(f"{number:032x}", 1, title, body, is_todo="1", **told)
        for number, ((title, body, told), _) in enumerate(expected)
    ]
    path = jex(tmp_path / "all.jex", items)
    assert brain.import_notes(path).created == len(expected)
    came = [brain.memory(UUID(int=number)).content for number in range(len(expected))]
    assert came == [content for _, content in expected]
    assert len(brain.search("has:task").hits) == len(expected)
    assert brain.import_notes(path).identical == len(expected)


def test_a_to_do_that_is_due_at_the_end_of_all_times_keeps_no_note_out(
    brain: Brain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "XXX-14")
        time.tzset()
        pay = item(NOTE, 1, "Pay", "", is_todo="1", todo_due="253402300799000")
        came = brain.import_notes(jex(tmp_path / "all.jex", [pay]))
    time.tzset()
    assert came.created == 1
    assert "Pay (due 9999-12-31T23:59:59+00:00)" in brain.memory(UUID(NOTE)).content


def test_what_joplin_writes_as_html_comes_along_and_what_no_note_names_is_counted(
    brain: Brain, tmp_path: Path
) -> None:
    told = (
        f'<img src=":/{PICTURE}" alt="A &amp; B" width="300"/> <IMG SRC=":/{PICTURE}" width="50%">'
        f' <img alt="tile.png" src=":/{PICTURE}"> ![The roof](:/{PICTURE}) <a href=":/{OTHER}">it</a>'
    )
    items = [
        item(NOTE, 1, "Tiles", told),
        item(PICTURE, 4, "tile.png", mime="image/png"),
        (f"resources/{PICTURE}.png", b"a picture"),
        item(OTHER, 4, "it.txt", mime="text/plain"),
        (f"resources/{OTHER}.txt", b"a file"),
        item(SHELF, 4, "none.txt", mime="text/plain"),
        (f"resources/{SHELF}.txt", b"of no note"),
    ]
    came = brain.import_notes(jex(tmp_path / "all.jex", items))
    assert (came.files, came.passed_over) == (2, 1)
    tiles = brain.memory(UUID(NOTE))
    shown = "![[tile.png|A & B|300]] ![[tile.png]] ![[tile.png]] ![[tile.png|The roof]]"
    assert tiles.content == f'# Tiles\n\n{shown} <a href=":/{OTHER}">it</a>'
    assert {file.name for file in tiles.attachments} == {"tile.png", "it.txt"}


def _member(name: str, kind: bytes) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type = kind
    made.linkname = "/etc/passwd"
    return made


@pytest.mark.parametrize(
    "strange",
    [
        _member("../../outside.md", tarfile.REGTYPE),
        _member("/etc/cron.d/x", tarfile.REGTYPE),
        _member(f"{NOTE}.md", tarfile.SYMTYPE),
        _member(f"resources/{PICTURE}.png", tarfile.LNKTYPE),
        _member("device", tarfile.CHRTYPE),
    ],
)
def test_an_archive_that_leads_elsewhere_is_refused_as_a_whole(
    brain: Brain, tmp_path: Path, strange: tarfile.TarInfo
) -> None:
    with pytest.raises(BrainError, match="no export of Joplin does"):
        brain.import_notes(jex(tmp_path / "bad.jex", ITEMS, strange))
    assert brain.position() == 0


def test_what_is_no_archive_or_ends_too_early_is_told_in_words(brain: Brain, tmp_path: Path) -> None:
    (tmp_path / "text.jex").write_text("hello")
    with pytest.raises(BrainError, match="no archive of Joplin"):
        brain.import_notes(tmp_path / "text.jex")
    whole = jex(tmp_path / "whole.jex", ITEMS).read_bytes()
    (tmp_path / "half.jex").write_bytes(whole[:1_600])
    with pytest.raises(BrainError, match="no archive of Joplin, or it is damaged"):
        brain.import_notes(tmp_path / "half.jex")
    assert brain.position() == 0


def test_a_vault_of_obsidian_arrives_with_titles_tags_links_and_files(brain: Brain, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    for folder in (".obsidian", "pictures", "daily"):
        (vault / folder).mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("not in the vault")
    (vault / "pictures" / "shed.png").write_bytes(b"a shed")
    (vault / "link.txt").symlink_to(tmp_path / "secret.txt")
    (vault / "daily" / "Monday.md").write_text(
        "---\ntags: [garden]\naliases: [First day]\n---\n"
        "See [[The shed]], ![[shed.png|200]] #tools/saw `#code` 1#no\n![](../pictures/shed.png) ![[gone.pdf]]\n"
        "![](../../secret.txt) [x](link.txt) [y](https://a.b/c.png)"
    )
    (vault / "The shed.md").write_text("# The shed\n\nIt leaks.")
    told = brain.import_notes(vault)
    assert (told.format, told.created, told.files, told.files_missing) == ("obsidian", 2, 1, 3)
    monday = next(each for each in map(brain.memory, brain.memory_ids()) if each.title == "Monday")
    assert monday.tags == ("daily", "garden", "tools/saw")
    assert monday.metadata["aliases"] == ["First day"]
    assert [file.name for file in monday.attachments] == ["shed.png"]
    assert "[[The shed]]" in monday.content
    assert brain.import_notes(vault).created == 0


def test_links_between_notes_are_counted_once_and_pictures_and_files_are_none(
    brain: Brain, tmp_path: Path
) -> None:
    scan, memo = "7" * 32, "8" * 32
    more = [
        item("9" * 32, 1, "Scans", f"![a wall](:/{scan}), [the memo](:/{memo})"),
        item(scan, 4, "Scan of the wall", mime="image/jpeg"),  # a name without an ending
        item(memo, 4, "memo.pdf", mime="application/pdf"),
        (f"resources/{scan}.jpg", b"a wall"),
        (f"resources/{memo}.pdf", b"a memo"),
    ]
    told = brain.import_notes(jex(tmp_path / "all.jex", [*ITEMS, *more]), dry_run=True)
    assert (told.created, told.files, told.links, told.links_lost) == (3, 3, 1, 0)
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / "shed.png").write_bytes(b"a shed")
    (vault / "Shed.md").write_text("[[shed.png]] [[in/it.pdf]] ![[shed.png]] ![](shed.png) [[Node.js]]")
    (vault / "in").mkdir()
    (vault / "in" / "it.pdf").write_bytes(b"an offer")
    (vault / "Node.js.md").write_text("A program")
    told = brain.import_notes(vault, dry_run=True)
    assert (told.created, told.files, told.links, told.links_lost) == (2, 2, 1, 0)


@given(st.text())
def test_any_text_is_an_item_or_is_refused(text: str) -> None:
    with suppress(Refused):  # nothing else may come out of it
        assert parsed(text).values["type_"]


_LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)


@given(_LINE, st.lists(_LINE, max_size=6))
def test_a_text_comes_out_of_an_item_as_it_went_in(title: str, lines: list[str]) -> None:
    body = "\n".join(lines).strip("\n")
    name, content = item(NOTE, 1, title, body)
    found = parsed(content.decode())
    assert (name, found.title, found.body) == (f"{NOTE}.md", title, body)


def test_links_of_a_vault_that_lead_nowhere_are_counted_with_their_names_and_files(
    brain: Brain, tmp_path: Path
) -> None:
    brain.create_memory("Here already")
    folder = tmp_path / "vault"
    (folder / ".obsidian").mkdir(parents=True)
    (folder / "A.md").write_text(
        "[[B]] [[here ALREADY]] [[Beta]] [[x/B.md#part]] [[Gone]] ![[Gone]] ![[a.png]] [m](no.md)"
    )
    (folder / "B.md").write_text("---\naliases: Beta\n---\n[[gone|x]] `[[code]]` [[B]]")
    plan = brain.import_notes(folder, dry_run=True)
    came = brain.import_notes(folder)
    for told in (plan, came):
        assert (told.links_lost, told.links_lost_files) == (4, 2)
        assert [(each.name, each.links, each.files) for each in told.lost_listed] == [
            ("Gone", 3, ("A.md", "B.md")),
            ("no.md", 1, ("A.md",)),
        ]
    again = brain.import_notes(folder)
    assert (again.links_lost, again.lost_listed) == (0, ()), "only what comes is told of"


@pytest.mark.parametrize("vault", [True, False])
def test_tags_in_texts_become_tags_or_stay_words_and_neither_comes_twice(
    brain: Brain, tmp_path: Path, vault: bool
) -> None:
    folder = tmp_path / "notes"
    (folder / (".obsidian" if vault else "sub")).mkdir(parents=True)
    text = "Words #garden/tools, #Garden and #2024 `#code`\n\n```\n#include\n```\nan a#b, [x](#anchor)"
    (folder / "A.md").write_text(f"---\ntags: [garden, house]\n---\n{text}")
    plan = brain.import_notes(folder, dry_run=True)
    left = brain.import_notes(folder, dry_run=True, taking=Taking(text_tags=False))
    assert (plan.text_tags, left.text_tags) == (1, 1)
    assert (plan.tags, left.tags) == (3, 2)
    brain.import_notes(folder, taking=Taking(text_tags=False))
    (note,) = (brain.memory(id_) for id_ in brain.memory_ids())
    assert note.tags == ("garden", "house")
    assert note.content.endswith(text)
    again = brain.import_notes(folder)
    assert (again.created, again.identical, again.set_aside) == (0, 1, 0)
    (folder / "B.md").write_text("B #deep/sea #日本")
    brain.import_notes(folder)
    assert {brain.memory(id_).tags for id_ in brain.memory_ids()} == {note.tags, ("deep/sea", "日本")}


def test_an_export_of_ours_gets_no_other_tags_from_its_texts(brain: Brain, tmp_path: Path) -> None:
    brain.create_memory("typed here #word", tags=("house",))
    brain.export(tmp_path / "out", "markdown")
    told = brain.import_notes(tmp_path / "out")
    assert (told.created, told.identical, told.set_aside, told.text_tags) == (0, 1, 0, 0)
