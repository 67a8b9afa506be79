"""The doctor and the window."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.asked import Asked
from app.words import figure

if TYPE_CHECKING:
    from core import Brain

_LOW = 500 << 20  # bytes free: below that a database begins to be in danger


def doctor(
    asked: Asked,
    replay: Annotated[
        bool, typer.Option("--replay", help="Prove that the history alone gives the notes; takes a while.")
    ] = False,
) -> None:
    """Look whether all is well with the notebook, and say what is in it."""
    from core import BrainError

    home = asked.place()
    values: dict[str, Any] = {"ok": False, "version": program_version(), "home": str(home)}
    checks = []
    try:
        with asked.brain() as brain:
            health = brain.health()
            values |= _facts(health, brain.embedded)
            checks += [_check(each.name, each.ok, each.words, each.hint) for each in health.checks]
            if replay:
                checks.append(_replayed(asked, brain))
    except BrainError as problem:
        checks.append(_check("database", False, problem.words, problem.hint))
    checks[:0] = _home_checks(home)
    values |= {"ok": all(check["ok"] for check in checks), "home_size": _size(home), "checks": checks}
    asked.screen.answer(values, lambda: _tell(asked, values))
    if not values["ok"]:
        raise typer.Exit(1)


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


def _facts(health: Any, embedded: bool) -> dict[str, Any]:
    return {
        "database": {
            "embedded": embedded,
            "server": health.server,
            "pgvector": health.pgvector,
            "schema": health.schema,
            "known_schema": health.known_schema,
            "size": health.size,
        },
        "notes": health.memories,
        "trash": health.trash,
        "events": health.events,
        "drafts": health.drafts,
    }


def _replayed(asked: Asked, brain: Brain) -> dict[str, Any]:
    with asked.screen.progress("Replaying the history", "events") as progress:
        told = brain.replay(progress)
    if told.equal:
        words = f"{figure(told.events)} events give exactly the {figure(told.memories)} notes that are there."
        return _check("replay", True, words, "")
    unlike = ", ".join(f"{count:,} rows of {table}" for table, count in told.differences.items() if count)
    return _check(
        "replay",
        False,
        f"The history gives something else than what is there: {unlike}.",
        "Please report it.",
    )


def _home_checks(home: Path) -> list[dict[str, Any]]:
    if not home.is_dir():
        return [
            _check(
                "home", False, f"There is no folder {home}.", "Name another with --home or SECOND_BRAIN_HOME."
            )
        ]
    checks = []
    writable = os.access(home, os.W_OK | os.X_OK)
    words = f"{home} can be written." if writable else f"{home} cannot be written."
    checks.append(_check("home", writable, words, "" if writable else "Make it writable for you."))
    if os.name == "posix":
        private = not home.stat().st_mode & 0o077
        words = (
            "Nobody else on this machine can look into it."
            if private
            else "Others on this machine can look into it."
        )
        checks.append(_check("privacy", private, words, "" if private else f"Run: chmod 700 {home}"))
    free = shutil.disk_usage(home).free
    words = f"{free >> 20:,} MB are free on its disk."
    checks.append(_check("disk", free > _LOW, words, "" if free > _LOW else "Free some space."))
    return checks


def _check(name: str, ok: bool, words: str, hint: str) -> dict[str, Any]:
    return {"name": name, "ok": ok, "words": words, "hint": hint}


def _size(home: Path) -> int:
    """Bytes of all files below a folder; what vanishes meanwhile does not count."""
    total = 0
    for folder, _, names in os.walk(home):
        for name in names:
            try:
                total += (Path(folder) / name).lstat().st_size
            except OSError:
                continue
    return total


def _tell(asked: Asked, values: dict[str, Any]) -> None:
    rows = [
        ("Second Brain", f"{values['version']}, Python {platform.python_version()}"),
        ("Data folder", f"{values['home']} ({values['home_size'] >> 20:,} MB)"),
    ]
    if "database" in values:
        rows += _contents(values, values["database"])
    rows += [
        ("ok" if check["ok"] else "PROBLEM", f"{check['words']} {check['hint']}".strip())
        for check in values["checks"]
    ]
    for name, words in rows:
        asked.screen.line(f"{name:<14}{words}")
    asked.screen.line("" if values["ok"] else "\nNot everything is well. Your notes were not touched.")


def _contents(values: dict[str, Any], database: dict[str, Any]) -> list[tuple[str, str]]:
    kind = "built in" if database["embedded"] else "your own"
    parts = [
        f"{figure(values['notes'])} notes",
        f"{figure(values['trash'])} in the trash",
        f"{figure(values['events'])} events",
        f"{database['size'] >> 20:,} MB",
    ]
    server = f"Postgres {database['server']} ({kind})"
    return [
        ("Database", f"{server}, pgvector {database['pgvector']}, schema {database['schema']}"),
        ("Holds", ", ".join(parts)),
    ]
