"""A person with a terminal and two machines: notes captured, found, edited, lost, brought back and carried over.

Every step is a process of its own, on the notebook's own database, as it is for that person.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.stories.machine import Machine


@pytest.mark.timeout(1200)
def test_a_note_is_captured_found_edited_lost_brought_back_and_carried_to_another_machine(
    tmp_path: Path,
) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "note = pathlib.Path(sys.argv[1])\n"
        "note.write_bytes(note.read_bytes() + b'He comes on Friday.\\n')\n"
    )
    laptop = Machine(tmp_path / "laptop", f'"{sys.executable}" "{editor}"')
    boiler = laptop.run("capture", "--tag", "house", stdin="# Boiler\n\nCall the plumber.\n").strip()
    laptop.run("capture", "Buy bread")

    with laptop.kept_up():
        assert [hit["id"] for hit in laptop.ask("search", "plumb")["hits"]] == [boiler]
        laptop.run("edit", boiler)
        told = laptop.ask("history", boiler)["versions"]
        assert [each["event_type"] for each in told] == ["memory.created", "memory.updated"]
        assert laptop.run("show", boiler) == "# Boiler\n\nCall the plumber.\nHe comes on Friday.\n"
        assert laptop.run("show", boiler, "--at", told[0]["occurred_at"]) == "# Boiler\n\nCall the plumber.\n"

        laptop.run("delete", boiler)
        assert laptop.ask("search", "plumb")["total"] == 0
        laptop.run("restore", boiler)
        before = laptop.ask("show", boiler)

    desktop = Machine(tmp_path / "desktop")
    with laptop.kept_up(), desktop.kept_up():
        for form in ("jsonl", "markdown"):
            laptop.run("export", tmp_path / form, "--format", form)
            told = desktop.ask("import-notes", tmp_path / form)
            assert told["complete"] is True
            assert told["created" if form == "jsonl" else "identical"] == told["source"] == 2
        assert desktop.ask("show", boiler) == before | {"version": 1}
        assert [hit["id"] for hit in desktop.ask("search", "friday")["hits"]] == [boiler]
    for machine in (laptop, desktop):
        assert machine.ask("doctor", "--replay")["ok"] is True
