"""The program `second-brain`: its commands by name, and what happens without one."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from app.cli import (
    account,
    attached,
    backing_up,
    batches,
    beginning,
    conflicts,
    consent,
    doctor,
    embedding,
    files,
    finding,
    importing,
    lifecycle,
    migrating,
    searching,
    spaces,
    syncing,
    tagging,
    undoing,
    upkeep,
    writing,
)
from app.cli.asked import Command, Database, Home, Json, asking
from app.cli.behind import Commands
from app.cli.query import QueryCommand
from app.cli.screen import Screen

NAME = "second-brain"

program = typer.Typer(
    name=NAME,
    cls=Commands,
    help="Your notes, on your own computer. Without a command, the window opens; a text in its place is captured.",
    epilog="Exit codes: 0 done, 1 a problem told in words, 2 wrong usage, 130 stopped by Ctrl-C.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_PLACES: dict[str, dict[str, Command]] = {
    "Notes": {
        "capture": writing.capture,
        "today": beginning.today,
        "template": beginning.template,
        "edit": writing.edit,
        "files": attached.files,
        "tag": lifecycle.tag,
        "untag": lifecycle.untag,
        "delete": lifecycle.delete,
        "restore": lifecycle.restore,
        "purge": lifecycle.purge,
        "tag-rename": tagging.tag_rename,
        "tag-remove": tagging.tag_remove,
        "undo": undoing.undo,
        "redo": undoing.redo,
    },
    "Looking": {
        "show": finding.show,
        "list": finding.list_notes,
        "history": finding.history,
        "tags": finding.tags,
    },
    "Finding": {
        "search": searching.search,
        "why": searching.why,
        "related": searching.related,
        "searches": searching.searches,
        "embed": embedding.embed,
        "openai-key": consent.openai_key,
    },
    "In and out": {
        "import-v2": importing.import_v2,
        "migrate-v2": migrating.migrate_v2,
        "import-notes": files.import_notes,
        "export": files.export,
        "backup": backing_up.backup,
    },
    "More than one device": {
        "sign-in": account.sign_in,
        "sign-out": account.sign_out,
        "sync": syncing.sync,
        "status": syncing.status,
        "devices": account.devices,
    },
    "The program": {"doctor": doctor.doctor, "window": upkeep.window, "open": writing.open_link},
}
_QUERIES = ("search", "why")
for _panel, _commands in _PLACES.items():
    for _name, _command in _commands.items():
        _kind = QueryCommand if _name in _QUERIES else None
        program.command(_name, cls=_kind, rich_help_panel=_panel)(asking(_command))


_IMPORTS: dict[str, Command] = {
    "list": batches.list_batches,
    "show": batches.show,
    "verify": batches.verify,
    "undo": batches.undo,
    "retry": batches.retry,
    "resume": batches.resume,
}
imports = typer.Typer(name="import", help="Look at imports from version 2, verify them, take them back.")
for _name, _command in _IMPORTS.items():
    imports.command(_name)(asking(_command))
program.add_typer(imports, rich_help_panel="In and out")


_CONFLICTS: dict[str, Command] = {
    "list": conflicts.list_conflicts,
    "show": conflicts.show,
    "settle": conflicts.settle,
}
disputed = typer.Typer(
    name="conflicts", invoke_without_command=True, help="Notes whose text was changed in two places at once."
)
for _name, _command in _CONFLICTS.items():
    disputed.command(_name)(asking(_command))
program.add_typer(disputed, rich_help_panel="More than one device")


_SPACES: dict[str, Command] = {
    "list": spaces.list_spaces,
    "make": spaces.make,
    "rename": spaces.rename,
    "invite": spaces.invite,
    "remove": spaces.remove,
    "leave": spaces.leave,
    "delete": spaces.delete,
    "put": spaces.put,
    "take": spaces.take,
}
sharing = typer.Typer(
    name="spaces", invoke_without_command=True, help="Notes that you share with others on your server."
)
for _name, _command in _SPACES.items():
    sharing.command(_name)(asking(_command))
program.add_typer(sharing, rich_help_panel="More than one device")


@sharing.callback()
def among_spaces(
    context: typer.Context, home: Home = None, database: Database = None, as_json: Json = False
) -> None:
    """Notes that you share with others on your server. Without a command, the spaces are listed."""
    among(context, home, database, as_json)
    if context.invoked_subcommand is None:
        asking(spaces.list_spaces)(context=context, home=None, database=None, as_json=False)


@disputed.callback()
def among_conflicts(
    context: typer.Context, home: Home = None, database: Database = None, as_json: Json = False
) -> None:
    """Notes whose text was changed in two places at once. Without a command, they are listed."""
    among(context, home, database, as_json)
    if context.invoked_subcommand is None:
        asking(conflicts.list_conflicts)(context=context, home=None, database=None, as_json=False)


@imports.callback()
def among(
    context: typer.Context, home: Home = None, database: Database = None, as_json: Json = False
) -> None:
    """What is said before the name of a command in a group counts for it, too."""
    before = context.obj
    context.obj = {
        "home": home or before["home"],
        "database": database or before["database"],
        "as_json": as_json or before["as_json"],
    }


@program.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    home: Home = None,
    database: Database = None,
    as_json: Json = False,
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    """Your notes, on your own computer. Without a command, the window opens."""
    if version:
        from app.help.texts import program_version

        found = program_version()
        Screen(as_json).answer({"version": found}, f"Second Brain {found}")
        raise typer.Exit
    context.obj = {"home": home, "database": database, "as_json": as_json}
    if context.invoked_subcommand is None:
        asking(upkeep.window)(context=context, home=home, database=database, as_json=as_json)


def run(arguments: Sequence[str] | None = None) -> int:
    """One command, with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Notes are UTF-8 whatever the terminal's language, a pipe gets their line ends as they are, and what a terminal
        # cannot show must not end the command.
        form = {} if stream.isatty() else {"encoding": "utf-8", "newline": "\n"}
        stream.reconfigure(errors="backslashreplace", **form)  # type: ignore[union-attr]  # real streams can
    try:
        program(args=None if arguments is None else list(arguments), prog_name=NAME)
    except SystemExit as end:
        return _flushed(end.code if isinstance(end.code, int) else int(end.code is not None))
    return _flushed(0)


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer goes nowhere, or the interpreter would complain of it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
