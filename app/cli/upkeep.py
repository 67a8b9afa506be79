"""The window, and which version this is."""

from __future__ import annotations

import typer

from app.cli.asked import Asked


def window(asked: Asked) -> None:
    """Open the window."""
    from app.desktop import run

    code = run(home=asked.home, database=asked.database)
    if code:
        raise typer.Exit(code)


def program_version() -> str:
    """The version of this program, as its package says."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("second-brain")
    except PackageNotFoundError:
        return "unknown"
