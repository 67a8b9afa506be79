"""The window, opened by the command line."""

from __future__ import annotations

import typer

from app.cli.asked import Asked


def window(asked: Asked) -> None:
    """Open the window."""
    from app.desktop import run

    code = run(home=asked.home, database=asked.database)
    if code:
        raise typer.Exit(code)
