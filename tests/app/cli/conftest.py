"""The command line on a notebook of its own, run in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli.program import program


class CommandLine:
    """Runs commands on one notebook, as a program would: nothing here is a terminal."""

    def __init__(self, home: Path, database: str) -> None:
        self.home = home
        self.database = database

    def __call__(self, *arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        """The result of a command, whatever it is."""
        given = ["--home", str(self.home), "--database", self.database, *map(str, arguments)]
        return CliRunner().invoke(program, given, input=stdin)

    def text(self, *arguments: str | Path, stdin: str | bytes | None = None) -> str:
        """What a command that has to succeed prints."""
        result = self(*arguments, stdin=stdin)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, *arguments: str | Path, stdin: str | bytes | None = None, code: int = 0) -> Any:
        """The JSON document that a command prints, and nothing beside it."""
        result = self(*arguments, "--json", stdin=stdin)
        assert (result.exit_code, result.stderr) == (code, ""), result.output
        return json.loads(result.stdout)

    def capture(self, text: str, *arguments: str) -> str:
        """The id of a new note."""
        return self.text("capture", text, *arguments).strip()


@pytest.fixture
def second_brain(database_url: str, tmp_path: Path) -> CommandLine:
    """`second-brain` on an empty notebook of this test alone."""
    return CommandLine(tmp_path / "home", database_url)
