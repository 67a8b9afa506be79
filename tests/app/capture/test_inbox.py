"""A watched folder: whole text files become notes, each content once, and the files stay."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.capture.capturing import Capturing
from app.capture.inbox import LARGEST, STILL, Look, Seen, Stamp, due, is_for_us, look_into, text_in
from app.session import Session
from core import BrainError, Changes, DatabaseUnavailable, View
from core.brain import Brain


def looks(folder: Path, brain: Brain, seen: Mapping[str, Seen] | None = None, begin: float = 0.0) -> Look:
    """Two looks with a rest between, as after a file was put there."""
    first = look_into(folder, brain, seen or {}, begin)
    return look_into(folder, brain, first.seen, begin + STILL)


def contents(brain: Brain) -> set[str]:
    return {brain.memory(each).content for each in brain.memory_ids(View())}


def test_text_files_become_notes_once_and_stay_as_they_are(brain: Brain, tmp_path: Path) -> None:
    files = {
        "a.md": b"# Title\r\n\r\ntext\r\n",
        "b.TXT": "ö".encode("utf-8-sig"),
        "c.text": "wide".encode("utf-16"),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "same as a.md").write_bytes(files["a.md"])
    (tmp_path / "empty.md").write_bytes(b" \n")
    (tmp_path / "picture.png").write_bytes(b"no text")
    (tmp_path / ".hidden.md").write_bytes(b"hidden")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "link.md").symlink_to(tmp_path / "picture.png")
    look = looks(tmp_path, brain)
    assert contents(brain) == {"# Title\r\n\r\ntext\r\n", "ö", "wide"}
    assert (len(look.changes.memories), look.refused, look.waiting) == (3, (), False)
    assert {name: (tmp_path / name).read_bytes() for name in files} == files
    assert not look_into(tmp_path, brain, look.seen, 100.0).changes
    assert not looks(tmp_path, brain).changes  # after a restart
    ids = list(brain.memory_ids(View()))
    brain.delete(ids)
    brain.purge(ids)
    assert not looks(tmp_path, brain).changes


def test_a_half_written_file_waits_until_it_is_still(brain: Brain, tmp_path: Path) -> None:
    file, at = tmp_path / "long.md", 0.0
    seen: dict[str, Seen] = {}
    for size in range(1, 6):
        file.write_text("word " * size)
        os.utime(file, ns=(size, size))
        look = look_into(tmp_path, brain, seen, at)
        assert look.waiting and not look.changes
        seen, at = dict(look.seen), at + STILL / 2
    assert len(look_into(tmp_path, brain, seen, at + STILL).changes.memories) == 1
    assert contents(brain) == {"word " * 5}


def test_what_is_no_text_or_too_large_is_refused_in_words_once(brain: Brain, tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "latin.md").write_bytes("Müll".encode("latin-1"))
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(LARGEST + 1)
    look = looks(tmp_path, brain)
    assert sorted(words.split()[0] for words in look.refused) == ["binary.txt", "huge.md", "latin.md"]
    assert look_into(tmp_path, brain, look.seen, 100.0).refused == ()
    assert contents(brain) == set()
    assert (tmp_path / "binary.txt").read_bytes() == b"\x00\x01\x02"
    with pytest.raises(BrainError, match="cannot be read"):
        look_into(tmp_path / "gone", brain, {}, 0.0)


NAMES = st.sampled_from(["a.md", "b.md", "c.md"])
STAMPS = st.builds(Stamp, st.integers(0, 2), st.integers(0, 2))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.dictionaries(NAMES, STAMPS), st.floats(0, 3)), max_size=12))
def test_a_file_is_due_only_after_it_looked_the_same_for_long_enough(
    told: list[tuple[dict[str, Stamp], float]],
) -> None:
    seen: dict[str, Seen] = {}
    at, since = 0.0, dict[str, tuple[Stamp, float]]()
    for now, later in told:
        at += later
        since = {
            name: since[name] if since.get(name, (None,))[0] == stamp else (stamp, at)
            for name, stamp in now.items()
        }
        seen, ready = due(now, seen, at)
        assert set(seen) == set(now)
        assert set(ready) == {name for name, (_, begun) in since.items() if at - begun >= STILL}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=40) | st.text(max_size=20).map(str.encode))
def test_any_bytes_are_text_or_refused_in_words(content: bytes) -> None:
    try:
        text = text_in(content, "x.md")
    except BrainError:
        return
    assert "\0" not in text


def test_where_the_notebook_cannot_take_a_file_it_is_tried_again_and_not_refused(
    qtbot: QtBot, brain: Brain, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is not the file's fault."""
    monkeypatch.setattr("app.capture.inbox.STILL", 0.0)
    monkeypatch.setattr("app.capture.watching._NOW_AND_THEN_MS", 100)
    folder, real, full = tmp_path / "inbox", Brain.create_memory, [True]
    folder.mkdir()
    (folder / "thought.md").write_text("From the scanner")

    def create(brain: Brain, *arguments: Any, **named: Any) -> Changes:
        if full:
            raise DatabaseUnavailable("The disk is full.", "Free some space.")
        return real(brain, *arguments, **named)

    monkeypatch.setattr(Brain, "create_memory", create)
    watching = next(each for each in session._window.findChildren(Capturing)).watching
    told: list[str] = []
    watching.told.connect(told.append)
    watching.watch(str(folder))
    qtbot.waitUntil(lambda: told == ["The disk is full. Free some space."])
    full.clear()
    qtbot.waitUntil(lambda: contents(brain) == {"From the scanner"})


def test_who_turns_to_another_folder_hears_of_that_one(
    qtbot: QtBot, brain: Brain, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while the one before is still looked into, and cannot be read."""
    monkeypatch.setattr("app.capture.inbox.STILL", 0.0)
    gone, folder = tmp_path / "gone", tmp_path / "inbox"
    folder.mkdir()
    (folder / "thought.md").write_text("From the scanner")
    watching = next(each for each in session._window.findChildren(Capturing)).watching
    told: list[str] = []
    watching.told.connect(told.append)
    watching.watch(str(gone))
    watching.watch(str(folder))
    qtbot.waitUntil(lambda: contents(brain) == {"From the scanner"})
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["1 note came from the watched folder."]


def test_what_is_dropped_while_the_folder_is_looked_into_becomes_a_note_as_soon_as_anything_else(
    qtbot: QtBot, brain: Brain, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.capture.inbox.STILL", 0.0)
    monkeypatch.setattr("app.capture.watching._SOON_MS", 1_000)
    monkeypatch.setattr("app.capture.watching._NOW_AND_THEN_MS", 600_000)
    looked, go_on = threading.Event(), threading.Event()

    def slowly(*arguments: Any) -> Look:
        look = look_into(*arguments)
        looked.set()
        assert go_on.wait(60)
        return look

    monkeypatch.setattr("app.capture.watching.look_into", slowly)
    watching = next(each for each in session._window.findChildren(Capturing)).watching
    watching.watch(str(tmp_path))
    qtbot.waitUntil(looked.is_set)
    (tmp_path / "thought.md").write_text("From the scanner")
    qtbot.waitUntil(watching._soon.isActive)
    go_on.set()
    qtbot.waitUntil(lambda: contents(brain) == {"From the scanner"})


def test_names_of_leftovers_are_no_notes() -> None:
    assert all(map(is_for_us, ("a.md", "B.TXT", "ü.markdown")))
    assert not any(map(is_for_us, (".a.md", "~$a.md", "#a.md", "a.md~", "a.md.part", "a.docx", "md")))


def test_a_folder_is_watched_while_the_window_is_open(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("inbox", "watching"):
        monkeypatch.setattr(f"app.capture.{module}.STILL", 0.2)
    part = next(each for each in session._window.findChildren(Capturing))
    brain, folder = session._brain, tmp_path / "inbox"
    assert brain is not None and part.watching.folder is None
    folder.mkdir()
    (folder / "before.txt").write_text("was there before")
    session._window.actions_["capture.settings"].trigger()
    assert part.settings is not None
    part.settings.folder_wanted.emit(str(folder))
    qtbot.waitUntil(lambda: contents(brain) == {"was there before"}, timeout=15_000)
    (folder / "dropped.md").write_text("# Dropped")
    qtbot.waitUntil(lambda: contents(brain) == {"was there before", "# Dropped"}, timeout=15_000)
    qtbot.waitUntil(lambda: "1 note came" in session._window.toast._words.text())
    assert session._remembered.watched == str(folder)
    part.settings.stop.click()
    assert (part.watching.folder, session._remembered.watched) == (None, "")
