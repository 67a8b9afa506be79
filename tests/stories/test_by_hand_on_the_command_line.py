"""A person with a terminal and two machines: notes captured, found, edited, lost, brought back and carried over.

Every step is a process of its own, on the notebook's own database, as it is for that person.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


class Machine:
    """One home folder, and `second-brain` on it."""

    def __init__(self, home: Path, editor: str = "false") -> None:
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "SECOND_BRAIN_HOME", "VISUAL")
        } | {"SECOND_BRAIN_HOME": str(home), "EDITOR": editor}

    def run(self, *arguments: str | Path, stdin: str | None = None) -> str:
        """What a command prints; it has to succeed and to be quiet beside that."""
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", *map(str, arguments)],
            cwd=ROOT,
            env=self._environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), (arguments, done.stdout)
        return done.stdout

    def ask(self, *arguments: str | Path) -> Any:
        """The same with --json."""
        return json.loads(self.run(*arguments, "--json"))


@pytest.mark.timeout(300)
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
    for form in ("jsonl", "markdown"):
        laptop.run("export", tmp_path / form, "--format", form)
        told = desktop.ask("import-notes", tmp_path / form)
        assert told["complete"] is True
        assert told["created" if form == "jsonl" else "identical"] == told["source"] == 2
    assert desktop.ask("show", boiler) == before | {"version": 1}
    assert [hit["id"] for hit in desktop.ask("search", "friday")["hits"]] == [boiler]
    for machine in (laptop, desktop):
        assert machine.ask("doctor", "--replay")["ok"] is True
