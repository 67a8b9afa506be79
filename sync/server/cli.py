"""`second-brain-server`: running the team server and looking after it.

Owns the words of the server's command line. Passwords are asked for or read from standard input, and are never an argument.
"""

from __future__ import annotations

import asyncio
import gc
import getpass
import os
import shlex
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from core import BrainError
from sync.server import local
from sync.server.settings import Settings, from_environment

if TYPE_CHECKING:
    from fastapi import FastAPI

    from sync.server.database import Database

Answer = TypeVar("Answer")

NAME = "second-brain-server"
_DATABASE = "DATABASE_URL"

program = typer.Typer(
    name=NAME,
    help="The team server of Second Brain.",
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Host = Annotated[str, typer.Option("--host", help="Listen on this address.")]
Port = Annotated[int, typer.Option("--port", help="Listen on this port.", min=0, max=65_535)]
Home = Annotated[str | None, typer.Option("--home", metavar="FOLDER", help="The local server's folder.")]
Name = Annotated[str, typer.Argument(metavar="NAME")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


@program.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8_000,
    workers: Annotated[int, typer.Option("--workers", help="So many processes.", min=1, max=64)] = 1,
) -> None:
    """Serve, as the environment says (docs/server.md lists it). The tables are brought up to date first."""
    settings = from_environment()
    if workers > 1 and settings.redis_url is None:
        raise BrainError(
            "Several processes need Redis to wake each other.", "Set REDIS_URL, or leave --workers away."
        )
    _say_removed()
    _migrate(settings.database_url)
    for words in _reduced(settings):
        _say(words)
    _serve(host, port, workers)


@program.command("local")
def serve_locally(host: Host = "127.0.0.1", port: Port = 8_000, home: Home = None) -> None:
    """Serve from this machine alone: a database and, where they are installed, Redis, RabbitMQ and an S3 server are started,
    and stopped at the end. This is `make server`."""
    place = local.server_home(home)
    _say_removed()
    _say(f"Starting in {place}")
    with local.running(place) as running:
        os.environ.update(running.environment)
        _migrate(running.environment[_DATABASE])
        _say(f"Runs: {', '.join(running.runs)}.")
        for words in running.reduced:
            _say(f"Reduced: {words}.")
        _say(f"The address is http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}")  # noqa: S104 - compared, not bound
        _say(f"Make the first user, in another terminal: {_command(home)} NAME --admin")
        _say("Then, on each device: second-brain sign-in, followed by the address. Ctrl-C stops everything.")
        _serve(host, port, 1)


@program.command()
def migrate(home: Home = None) -> None:
    """Bring the server's tables up to date."""
    with _database_url(home) as url:
        _migrate(url)
    _say("The tables are up to date.")


@program.command("create-user")
def create_user(
    name: Name,
    admin: Annotated[bool, typer.Option("--admin", help="May look at everybody's notes.")] = False,
    password_stdin: FromStdin = False,
    home: Home = None,
) -> None:
    """Make a user. Without DATABASE_URL, of the local server."""
    from sync.server import users

    password = _password(password_stdin)
    _with_database(home, lambda database: users.create_user(database, name, password, is_admin=admin))
    _say(f"Made the user {name}.")


@program.command("set-password")
def set_password(name: Name, password_stdin: FromStdin = False, home: Home = None) -> None:
    """Give a user another password; they are signed out everywhere."""
    from sync.server import users

    password = _password(password_stdin)
    _with_database(home, lambda database: users.change_password(database, name, password))
    _say(f"{name} has another password, and has to sign in again.")


@program.command()
def disable(name: Name, home: Home = None) -> None:
    """Shut a user out. What they wrote stays."""
    from sync.server import users

    _with_database(home, lambda database: users.set_disabled(database, name, True))
    _say(f"{name} is shut out.")


@program.command()
def enable(name: Name, home: Home = None) -> None:
    """Let a user in again."""
    from sync.server import users

    _with_database(home, lambda database: users.set_disabled(database, name, False))
    _say(f"{name} may sign in again.")


@program.command()
def users(home: Home = None) -> None:
    """List the users."""
    from sync.server.users import all_users

    for user, disabled in _with_database(home, all_users):
        marks = [word for word, holds in (("admin", user.is_admin), ("shut out", disabled)) if holds]
        typer.echo(f"{user.username}{'  (' + ', '.join(marks) + ')' if marks else ''}")


@program.command()
def tidy(home: Home = None) -> None:
    """Forget at once what the server forgets by itself within hours: texts of notes that were deleted for good, where every
    device knows of it, answers older than a day, and what came of files that never came whole."""
    from sync.server import retention
    from sync.server.storage import storage_of

    # A local server's database may be asked while its files are not known here: the chunks wait for its own next turn.
    known = home is None and all(os.environ.get(name) for name in (_DATABASE, "JWT_SECRET_KEY"))
    storage = storage_of(from_environment()) if known else None
    tidied = _with_database(home, lambda database: retention.tidy(database, storage))
    _say(
        f"Notes whose texts went: {tidied.emptied}. Old answers that went: {tidied.answers}."
        f" Chunks of files that never came whole: {tidied.parts}."
    )


@program.command()
def doctor() -> None:
    """Ask every service that the environment names whether it answers, in words. Exit code 1 when one does not."""
    from sync.server.app import create_app

    settings = from_environment()
    _say_removed()
    well = asyncio.run(_looked(create_app(settings)))
    for words in _reduced(settings):
        _say(words)
    if not well:
        raise typer.Exit(1)


def application() -> FastAPI:
    """The application as the environment says; each process of `serve` makes its own."""
    from sync.server.app import create_app

    app = create_app(from_environment())
    gc.freeze()  # what lives as long as the process need not be looked through again, which holds every call up
    return app


def main() -> None:
    """The command, with problems in words and an exit code."""
    try:
        program(prog_name=NAME)
    except BrainError as problem:
        _say(f"{problem.words} {problem.hint}".strip())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


async def _looked(app: FastAPI) -> bool:
    from sync.server.health import asked

    async with app.router.lifespan_context(app):
        found = await asked(app.state.services.probes)
    for name, each in found.items():
        if each is not None:
            told = f"answers in {each.latency_ms} ms" if each.ready else "does not answer"
            typer.echo(f"{name}: {told}")
    return all(each is None or each.ready for each in found.values())


def _serve(host: str, port: int, workers: int) -> None:
    import uvicorn

    uvicorn.run(
        f"{__name__}:application",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=True,  # of a proxy on this machine, or at FORWARDED_ALLOW_IPS: who calls, and whether by https
        ws="none",
        timeout_graceful_shutdown=3,
        backlog=2_048,
    )


def _migrate(url: str) -> None:
    from sync.server.database import migrate as bring_up

    bring_up(url)


def _with_database(home: str | None, ask: Callable[[Database], Awaitable[Answer]]) -> Answer:
    from sync.server.database import Database, migrate

    async def work(url: str) -> Answer:
        database = Database(url, 1)
        await database.open()
        try:
            return await ask(database)
        finally:
            await database.close()

    with _database_url(home) as url:
        migrate(url)
        return asyncio.run(work(url))


@contextmanager
def _database_url(home: str | None) -> Iterator[str]:
    """The database that the environment names, else the local server's."""
    if home is None and (url := os.environ.get(_DATABASE)):
        yield url
    else:
        with local.database(local.server_home(home)) as url:
            yield url


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise BrainError("The two differ.", "Nothing was made.")
    return password


def _command(home: str | None) -> str:
    """What makes a user of the local server, as it works in another terminal: this very program, not one on its path."""
    program = Path(sys.executable).with_name(NAME)
    words = [str(program) if program.exists() else NAME, "create-user"]
    return shlex.join(words if home is None else [*words, "--home", str(Path(home).absolute())])


def _reduced(settings: Settings) -> list[str]:
    absent = (
        (settings.redis_url, "REDIS_URL is not set: limits and wake-up are those of one process."),
        (
            settings.rabbitmq_url,
            "RABBITMQ_URL is not set: events are kept, and published when there is a broker.",
        ),
        (settings.objects, f"MINIO_ENDPOINT is not set: files of notes lie in {settings.files}."),
    )
    return [words for given, words in absent if given is None]


def _say_removed() -> None:
    if gone := sorted(name for name in os.environ if name.startswith("QDRANT_")):
        _say(f"{', '.join(gone)} mean nothing any more: vectors are in Postgres. They can be removed.")
    for name, words in _NOT_READ.items():
        if os.environ.get(name):
            _say(f"{name} is not read: {words}")


_NOT_READ = {
    "PROMETHEUS_PORT": "the figures for Prometheus are at /metrics, on the port of everything else.",
    "OPENAI_API_KEY": "this server makes no vectors, each device makes its own.",
}


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - this is a command line


if __name__ == "__main__":
    main()
