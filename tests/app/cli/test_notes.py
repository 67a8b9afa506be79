"""Notes from the command line: captured, shown, listed, found, edited, tagged, thrown away and brought back."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.cli.finding import _HAPPENED
from core import Memory, open_brain
from core.brain import Brain
from core.events import OF_MEMORIES
from tests.app.cli.conftest import CommandLine
from tests.fixtures.exchange import Exchange, pull

NOTE = "id title content tags metadata links attachments created_at updated_at deleted_at version clashes".split()


def test_capture_prints_the_id_and_show_gives_the_text_back_exactly(second_brain: CommandLine) -> None:
    text = "# Boiler\n\nCall the plumber  "
    captured = second_brain.text("capture", text, "--tag", "house", "-t", "to do")
    assert str(UUID(captured.strip())) == captured.strip()
    assert second_brain.text("show", captured.strip()) == text
    note = second_brain.json("show", captured.strip())
    assert list(note) == NOTE
    assert (note["title"], note["tags"], note["version"]) == ("Boiler", ["house", "to do"], 1)


@pytest.mark.parametrize("arguments", [["capture"], ["capture", "-"]])
def test_capture_reads_what_is_piped_in(second_brain: CommandLine, arguments: list[str]) -> None:
    captured = second_brain.json(*arguments, stdin="one\r\ntwo — ü\n".encode())
    assert list(captured) == ["id"]
    assert second_brain.json("show", captured["id"])["content"] == "one\r\ntwo — ü\n"


@pytest.mark.parametrize(
    ("stdin", "words"), [(b"", "nothing to capture"), (b" \n", "nothing"), (b"caf\xe9", "UTF-8")]
)
def test_capture_says_why_it_keeps_nothing(second_brain: CommandLine, stdin: bytes, words: str) -> None:
    result = second_brain("capture", "-", stdin=stdin)
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert second_brain.json("list")["notes"] == []


def test_options_for_all_commands_may_stand_before_or_after(second_brain: CommandLine) -> None:
    second_brain.capture("text")
    assert second_brain("--json", "list").stdout == second_brain("list", "--json").stdout


def test_a_part_of_an_id_is_enough_where_only_one_note_has_it(second_brain: CommandLine) -> None:
    with open_brain(second_brain.home, second_brain.database) as brain:
        for tail in ("1111aaaaaaaa", "2222aaaaaaaa", "3333bbbbbbbb"):
            brain.create_memory(tail, id=UUID(f"0193ab12-0000-7000-8000-{tail}"))
    assert second_brain.text("show", "bbbbbb") == "3333bbbbbbbb"
    assert second_brain.text("show", "1111AAAAAAAA") == "1111aaaaaaaa"
    assert second_brain.text("show", "…2222aaaaaaaa") == "2222aaaaaaaa"
    ambiguous = second_brain("show", "aaaaaa")
    assert (ambiguous.exit_code, "Type more" in ambiguous.stderr) == (1, True)
    second_brain("delete", "1111aaaaaaaa")
    assert second_brain.text("show", "1111aaaaaaaa") == "1111aaaaaaaa"
    for none in ("aaaa", "nothex", "cccccc", str(uuid4())):
        assert second_brain.json("show", none, code=1)["error"]["words"].startswith("There is no note")


def test_list_shows_what_was_asked_for(second_brain: CommandLine) -> None:
    ids = [
        second_brain.capture(text, *tags) for text, *tags in [("b", "--tag", "x"), ("a",), ("c", "-t", "x")]
    ]
    second_brain.text("delete", second_brain.capture("gone"))

    def titles(*arguments: str) -> list[str]:
        return [note["title"] for note in second_brain.json("list", *arguments)["notes"]]

    assert titles() == ["c", "a", "b"]
    assert titles("--order", "title") == ["a", "b", "c"]
    assert titles("--tag", "x") == ["c", "b"]
    assert titles("--untagged") == ["a"]
    assert titles("--trash") == ["gone"]
    page = second_brain.json("list", "--limit", "2")
    assert (len(page["notes"]), page["total"]) == (2, 3)
    names = "id title excerpt tags created_at updated_at deleted_at version"
    assert list(page["notes"][0]) == names.split()
    rows = [line.split("\t") for line in second_brain.text("list").splitlines()]
    assert [row[0] for row in rows] == ids[::-1]
    assert rows[0][2:] == ["c", "#x"]


def test_list_goes_on_beyond_a_page(second_brain: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"text": "note {number}"}}\n' for number in range(450)))
    second_brain.text("import-notes", path)
    assert len({note["id"] for note in second_brain.json("list", "-n", "1000")["notes"]}) == 450


def editor(path: Path, code: str) -> str:
    """An editor that does what this code does with the file's bytes, `text`."""
    path.write_text(
        f"import sys, pathlib, subprocess\nnote = pathlib.Path(sys.argv[-1])\ntext = note.read_bytes()\n{code}\n"
    )
    return f'"{sys.executable}" "{path}"'


def test_edit_saves_what_the_editor_leaves(
    second_brain: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = second_brain.capture("one\r\ntwo")
    monkeypatch.setenv("VISUAL", editor(tmp_path / "e.py", "note.write_bytes(text + b' three\\n')"))
    edited = second_brain.json("edit", note)
    assert edited == {"id": note, "version": 2, "changed": True, "clash": False, "conflict": None}
    assert second_brain.json("show", note)["content"] == "one\r\ntwo three"


def test_what_a_sudden_end_of_the_window_left_is_there_after_an_edit_on_the_command_line(
    second_brain: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = second_brain.capture("# Bread\n\nflour\n\nwater")
    with open_brain(second_brain.home, second_brain.database) as brain:
        brain.save_draft(UUID(note), "# Bread\n\nflour, 500 g\n\nwater", 1, "# Bread\n\nflour\n\nwater")
    monkeypatch.setenv("EDITOR", editor(tmp_path / "e.py", "note.write_bytes(text + b' and salt')"))
    assert second_brain.json("edit", note)["changed"] is True
    with open_brain(second_brain.home, second_brain.database) as brain:
        brain.recover_drafts()  # as the next window does
        assert brain.memory(UUID(note)).content == "# Bread\n\nflour, 500 g\n\nwater and salt"


def test_an_editor_that_only_ends_the_last_line_changes_nothing(
    second_brain: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = second_brain.capture("one")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor(tmp_path / "e.py", "note.write_bytes(text + b'\\n')"))
    assert second_brain.json("edit", note)["changed"] is False
    assert second_brain.json("history", note)["versions"][-1]["version"] == 1


def test_a_note_that_changes_while_it_is_edited_keeps_both_texts(
    second_brain: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = second_brain.capture("one")
    code = (
        "import core\n"
        f"with core.open_brain({str(second_brain.home)!r}, {second_brain.database!r}) as brain:\n"
        f"    brain.update_memory(__import__('uuid').UUID({note!r}), 'theirs')\n"
        "note.write_bytes(b'mine')"
    )
    monkeypatch.setenv("EDITOR", editor(tmp_path / "e.py", code))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    edited = second_brain.json("edit", note)
    assert second_brain.text("show", note) == "theirs"
    assert (edited["clash"], edited["conflict"]) == (True, None)
    assert second_brain.json("show", note)["clashes"] == [edited["version"]]
    (typed,) = second_brain.json("history", note)["versions"][-1]["typed"]
    assert typed["content"] == "mine"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("sys.exit(3)", "ended with a problem"),
        ("note.write_bytes(b'\\xff')", "UTF-8"),
        (None, "cannot be started"),
    ],
)
def test_when_editing_fails_the_note_is_left_alone_and_what_was_typed_is_kept(
    code: str | None, words: str, second_brain: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = second_brain.capture("one")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    command = "/not/there" if code is None else editor(tmp_path / "e.py", code)
    monkeypatch.setenv("VISUAL", command)
    result = second_brain("edit", note)
    assert (result.exit_code, words in result.stderr) == (1, True)
    assert second_brain.text("show", note) == "one"
    kept = list(tmp_path.glob("second-brain-*/note.md"))
    assert len(kept) == (1 if words == "UTF-8" else 0)
    assert all(str(path) in result.stderr for path in kept)


def test_history_tells_every_step_and_show_goes_back_to_it(second_brain: CommandLine) -> None:
    note = second_brain.capture("one", "--tag", "x")
    second_brain.text("untag", note, "--tag", "x")
    second_brain.text("delete", note)
    told = second_brain.json("history", note)
    assert list(told) == ["id", "versions"]
    assert [each["event_type"] for each in told["versions"]] == [
        "memory.created",
        "memory.untagged",
        "memory.deleted",
    ]
    assert list(told["versions"][0]) == [
        "version",
        "event_type",
        "occurred_at",
        "device_id",
        "user_id",
        "own",
        "author",
        "title",
        "typed",
    ]
    assert second_brain.json("show", note, "--at", told["versions"][0]["occurred_at"])["tags"] == ["x"]
    before = second_brain.json("show", note, "--at", "2001-01-01", code=1)["error"]
    assert "was not there yet on 2001-01-01" in before["words"] and "It was written on 20" in before["words"]
    assert "--at" not in before["hint"] and "history" in before["hint"]
    assert [line.split("\t")[2] for line in second_brain.text("history", note).splitlines()] == [
        "created",
        "untagged",
        "put into the trash",
    ]


def test_history_says_who_did_it_and_on_which_device(second_brain: CommandLine, brain: Brain) -> None:
    """Alone one is told where; beside others also that it was oneself."""
    laptop, elsewhere, bob = UUID(int=1), UUID(int=2), UUID(int=98)
    exchange = Exchange()
    brain.replica.join(exchange.account())
    alone = str(brain.create_memory("Alone").memory)
    note = Memory.create("Roof", exchange.user_id).update("Roof, north")
    for clock, (event, device) in enumerate(zip(note.collect_events(), (laptop, elsewhere), strict=True), 1):
        exchange.put(replace(event, device_id=device, clock=clock))
    exchange.feed[1] = replace(exchange.feed[1], user_id=bob)
    pull(brain.replica, exchange)
    brain.devices.learn({laptop: "Laptop"})

    def who(note: str) -> list[str]:
        return [line.split("\t")[4] for line in second_brain.text("history", note).splitlines()]

    assert who(alone) == ["this device"]
    assert who(str(note.id)) == ["you, on Laptop", "somebody else, on the device 00000002"]
    brain.spaces.learn([], {bob: "bob"})
    assert who(str(note.id)) == ["you, on Laptop", "bob"]
    assert ", changed, bob\nRoof, north\n" in second_brain.text("history", str(note.id), "--texts")
    told = second_brain.json("history", str(note.id))["versions"]
    assert [(each["own"], each["author"]) for each in told] == [(True, None), (False, "bob")]
    assert told[1]["user_id"] == str(bob)


def test_everything_that_can_happen_to_a_note_has_words() -> None:
    assert set(_HAPPENED) == OF_MEMORIES


def test_a_note_goes_into_the_trash_and_back(second_brain: CommandLine) -> None:
    note = second_brain.capture("one")
    assert second_brain.text("delete", note) == "Put 1 note into the trash.\n"
    assert second_brain.json("delete", note) == {"changed": []}
    assert second_brain.json("restore", note) == {"changed": [note]}
    assert second_brain.json("list")["total"] == 1


def test_purge_asks_with_the_name_and_takes_no_for_an_answer(second_brain: CommandLine) -> None:
    note = second_brain.capture("# Precious")
    second_brain.text("delete", note)
    for answer in ("n\n", ""):
        refused = second_brain("purge", note, stdin=answer)
        assert (refused.exit_code, "Remove “Precious” for good?" in refused.stderr) == (1, True)
        assert "Nothing was removed" in refused.stdout
    assert second_brain("purge", note, stdin="y\n").exit_code == 0
    assert second_brain.json("show", note, code=1)


def test_purge_refuses_what_is_not_in_the_trash_and_empties_it_when_told(second_brain: CommandLine) -> None:
    kept, *gone = (second_brain.capture(text) for text in ("kept", "a", "b"))
    second_brain.text("delete", *gone)
    assert "not in the trash" in second_brain.json("purge", kept, gone[0], "--yes", code=1)["error"]["words"]
    assert second_brain("purge", "--all", stdin="n\n").stderr.startswith("Remove 2 notes for good?")
    assert second_brain.json("purge", "--all", "--yes") == {"changed": sorted(gone)}
    assert second_brain.json("list", "--trash")["total"] == 0
    for wrong in (["purge"], ["purge", kept, "--all"], ["purge", "--json", kept]):
        assert second_brain(*wrong).exit_code == 2


def test_tags_are_given_taken_and_counted(second_brain: CommandLine) -> None:
    one, two = second_brain.capture("one"), second_brain.capture("two")
    second_brain.text("tag", one, two, "--tag", "x", "--tag", "y")
    second_brain.text("untag", two, "-t", "y")
    assert second_brain.json("tags") == {"tags": [{"tag": "x", "count": 2}, {"tag": "y", "count": 1}]}
    assert second_brain.text("tags") == "x\t2\ny\t1\n"


def test_lists_tags_and_searches_of_another_time_are_as_they_were(second_brain: CommandLine) -> None:
    note = second_brain.capture("The boiler is cold", "--tag", "house")
    then = second_brain.json("history", note)["versions"][0]["occurred_at"]
    with open_brain(second_brain.home, second_brain.database) as brain:
        brain.update_memory(UUID(note), "The dahlia is tall")
        brain.untag(UUID(note), "house")
    second_brain.capture("Written later")
    assert [each["title"] for each in second_brain.json("list", "--at", then)["notes"]] == [
        "The boiler is cold"
    ]
    assert second_brain.json("list", "--at", "2001-01-01") == {"notes": [], "total": 0}
    assert second_brain.json("tags", "--at", then) == {"tags": [{"tag": "house", "count": 1}]}
    assert second_brain.json("tags") == {"tags": []}
    for asked in (["boiler", "--at", then], [f"boiler as-of:{then}"]):
        assert [hit["id"] for hit in second_brain.json("search", *asked)["hits"]] == [note]
    assert second_brain.json("search", "boiler", "--at", then, "--mode", "words")["cut"] == []
    assert second_brain("search", "--queries", "-", "--at", then).exit_code == 2
    assert second_brain("list", "--at", "someday").exit_code == 2
