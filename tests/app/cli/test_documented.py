"""Every command and option of the command line stands in docs/using.md."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from app.cli.program import program

TEXT = (Path(__file__).parents[3] / "docs" / "using.md").read_text().partition("## The command line")[2]


def test_every_command_is_documented_with_its_options() -> None:
    group = typer.main.get_command(program)
    commands = group.commands  # type: ignore[attr-defined]  # a program with several commands is a group
    everywhere = ("--help", "--home", "--database", "--json")
    missing = [
        f"{name} {option}"
        for name, command in commands.items()
        for parameter in command.params
        for option in [
            "",
            *(each for each in parameter.opts if each.startswith("--") and each not in everywhere),
        ]
        if option not in _syntax(name)
    ]
    assert len(commands) >= 16
    assert missing == []
    assert [option for option in everywhere if f"`{option}" not in TEXT] == []


def _syntax(name: str) -> str:
    """What the table of commands says of one."""
    rows = [row for row in TEXT.splitlines() if row.startswith("|") and re.search(rf"`{name}[ `]", row)]
    assert rows, f"{name} is not documented"
    return rows[0]
