"""The doctor: whether all is well with the notebook and the machine around it, and what can be mended.

Owns the order of looking, mending and looking again, and how findings are told. What is looked at and how it is mended is
known to `core`; nothing here or there changes the history or a note.
"""

from __future__ import annotations

import os
import platform
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.asked import Asked, stoppable
from app.words import events, figure, notes

if TYPE_CHECKING:
    from core import Brain, Check, Replayed

Fix = Annotated[bool, typer.Option("--fix", help="Mend what is safe to mend, then look again.")]
Replay = Annotated[
    bool, typer.Option("--replay", help="Prove that the history alone gives the notes; takes a while.")
]


def doctor(asked: Asked, fix: Fix = False, replay: Replay = False) -> None:
    """Look whether all is well with the notebook, and say what is in it."""
    from app.help.texts import program_version
    from core import look_around, tidy_up

    home = asked.place()
    values: dict[str, Any] = {"ok": False, "version": program_version(), "home": str(home)}
    facts, inside, mended = _notebook(asked, fix, replay)
    around = look_around(home)
    if fix:
        mended += tidy_up(home, around)
        around = look_around(home)
    checks = [*around, *inside]
    values |= facts
    values |= {
        "ok": all(check.ok for check in checks),
        "home_size": _size(home),
        "checks": [asdict(check) for check in checks],
        "mended": list(mended),
    }
    asked.screen.answer(values, lambda: _tell(asked, values))
    if not values["ok"]:
        raise typer.Exit(1)


def _notebook(asked: Asked, fix: bool, replay: bool) -> tuple[dict[str, Any], list[Check], tuple[str, ...]]:
    """What is in it, what was found, and what was mended. A database that does not open is one finding."""
    from core import BrainError, Check

    facts: dict[str, Any] = {}
    checks: list[Check] = []
    mended: tuple[str, ...] = ()
    try:
        with asked.brain() as brain:
            health = brain.upkeep.health()
            if fix:
                mended = _mend(asked, brain, health.checks)
                health = brain.upkeep.health()
            facts = _facts(health, brain.embedded)
            checks += (*health.checks, _imports(brain))
            if replay:
                checks.append(_replayed(asked, brain))
    except BrainError as problem:
        checks.append(Check("database", False, problem.words, problem.hint))
    return facts, checks, mended


def _mend(asked: Asked, brain: Brain, checks: tuple[Check, ...]) -> tuple[str, ...]:
    with stoppable(asked) as stopped, asked.screen.progress("Mending", "steps") as progress:
        return brain.upkeep.mend(checks, progress, stopped)


def _imports(brain: Brain) -> Check:
    """Whether an import from version 2 waits to be gone on with."""
    from core import BatchState, Check

    newest = next(iter(brain.migration.batches()), None)
    if newest is None or newest.state is not BatchState.UNFINISHED:
        return Check("import", True, "No import is half done.")
    names = ", ".join(newest.names)
    words = f"The import of {names} is not finished, unless it is running at this moment."
    if brain.migration.resumable() is not None:
        return Check("import", False, words, "Go on with: second-brain import resume")
    hint = "Its files are not where they were. Import them again, or take back what came in: second-brain import undo "
    return Check("import", False, words, f"{hint}{str(newest.id)[-8:]}")


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


def _replayed(asked: Asked, brain: Brain) -> Check:
    from core import Check

    with asked.screen.progress("Replaying the history", "events") as progress:
        told = brain.upkeep.replay(progress)
    if told.equal:
        return Check("replay", True, replayed_words(told))
    unlike = ", ".join(
        f"{figure(count)} rows of {table}" for table, count in told.differences.items() if count
    )
    return Check(
        "replay",
        False,
        f"The history gives something else than what is there: {unlike}.",
        "Please report it.",
    )


def replayed_words(told: Replayed) -> str:
    """A replay that went well; what else the history has is named, so that its number is that of the check above."""
    beside = (
        (told.gave_way, "gave way to a merge, and stayed"),
        (told.of_others, "for what was imported or done at once"),
    )
    rest = "".join(f"; {figure(count)} {what}" for count, what in beside if count)
    total = told.events + told.gave_way + told.of_others
    which = f"{figure(told.events)} of {figure(total)} events" if rest else f"All {figure(total)} events"
    there = "that is there" if told.memories == 1 else "that are there"
    return f"{which} count, and give exactly the {notes(told.memories)} {there}{rest}."


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
        ("Data folder", f"{values['home']} ({figure(values['home_size'] >> 20)} MB)"),
    ]
    if "database" in values:
        rows += _contents(values, values["database"])
    rows += [("mended", words) for words in values["mended"]]
    rows += [(_mark(check), f"{check['words']} {check['hint']}".strip()) for check in values["checks"]]
    for name, words in rows:
        asked.screen.line(f"{name:<14}{words}")
    if not values["ok"]:
        asked.screen.line("")
        asked.screen.line("Not everything is well. Your notes were not touched.")


def _mark(check: dict[str, Any]) -> str:
    if not check["ok"]:
        return "PROBLEM"
    return "to do" if check["hint"] else "ok"


def _contents(values: dict[str, Any], database: dict[str, Any]) -> list[tuple[str, str]]:
    kind = "built in" if database["embedded"] else "your own"
    parts = [
        notes(values["notes"]),
        f"{figure(values['trash'])} in the trash",
        events(values["events"]),
        f"{figure(database['size'] >> 20)} MB",
    ]
    server = f"Postgres {database['server']} ({kind})"
    return [
        ("Database", f"{server}, pgvector {database['pgvector']}, schema {database['schema']}"),
        ("Holds", ", ".join(parts)),
    ]
