"""The account on the command line: signing in and out, and the devices that are signed in.

Owns how a password is asked for: never as an argument, which others on the machine could see.
"""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.asked import Asked, one_id
from app.cli.screen import short_id
from app.words import notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.account.engine import Device, Entry
    from core import Account

User = Annotated[str | None, typer.Option("--user", "-u", metavar="NAME", help="Your user name there.")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password as a line of stdin, for scripts.")
]
CaFile = Annotated[
    str | None,
    typer.Option("--ca-file", metavar="FILE", help="Trust this authority for the server's certificate."),
]
Insecure = Annotated[
    bool, typer.Option("--insecure", help="Agree to an address without encryption, as http://notes.local")
]


def sign_in(
    asked: Asked,
    url: Annotated[str, typer.Argument(metavar="URL", help="As in https://notes.example.org")],
    user: User = None,
    password_stdin: FromStdin = False,
    ca_file: CaFile = None,
    insecure: Insecure = False,
    device_name: Annotated[
        str | None, typer.Option("--device-name", metavar="NAME", help="What others call this device.")
    ] = None,
) -> None:
    """Sign this notebook in to a server, so that it and your other devices have the same notes."""
    from app.account.server import TeamServer
    from core import BrainError

    with asked.brain() as brain:
        server, before = TeamServer(), brain.replica.account()
        try:
            server.need_keyring(brain)
        except BrainError as problem:
            way = f"Without one, sign in for one run: second-brain sync --server {url} --user NAME --password-stdin"
            raise BrainError(problem.words, f"{problem.hint} {way}") from problem
        name = device_name or (before.device_name if before else platform.node())
        entry = entered(url, user, password_stdin, name, ca_file, insecure=insecure)
        trouble = server.sign_in(brain, entry)
        if trouble is not None:  # the tokens end with this command
            raise BrainError(
                f"{trouble.words} So nothing keeps you signed in after this command.",
                f"{trouble.hint} Or sign in for one run: second-brain sync --user NAME --password-stdin".strip(),
            )
        account = brain.replica.account()
    assert account is not None  # that was signing in
    asked.screen.answer(
        account_values(account),
        f"Signed in to {account.server} as {account.username}. This device is called {account.device_name} there. What the"
        " server gave in place of your password is in the system's keyring.\nSend and fetch with: second-brain sync",
    )


def sign_out(
    asked: Asked,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Sign out. Your notes with their whole history stay here."""
    from app.account.server import TeamServer
    from app.account.told import changes

    if asked.screen.as_json and not yes:
        raise typer.BadParameter("with --json nobody can be asked: say --yes")
    with asked.brain() as brain:
        account = signed_in(brain.replica.account())
        waiting, count = brain.replica.waiting(), brain.counts().memories
        left = (
            f" {changes(waiting)} did not reach the server; signing in again sends them." if waiting else ""
        )
        asked_for = f"Sign out of {account.server}? {notes(count)} stay here.{left}"
        if not yes and not typer.confirm(asked_for, err=True):
            asked.screen.line("Nothing was changed.")
            raise typer.Exit(1)
        untold = TeamServer().sign_out(brain)
    told = f"Signed out of {account.server}. {notes(count)} stay here.{left}"
    if untold is not None:
        told += f"\n{untold}"
    values = {"server": account.server, "server_told": untold is None, "notes": count, "waiting": waiting}
    asked.screen.answer(values, told)


def devices(
    asked: Asked,
    forget: Annotated[
        str | None, typer.Option("--forget", metavar="ID", help="Forget a device that is gone for good.")
    ] = None,
) -> None:
    """List the devices that are signed in to your account."""
    from datetime import datetime

    from app.account.server import TeamServer
    from app.account.told import to_fetch
    from app.words import day

    with asked.brain() as brain:
        signed_in(brain.replica.account())
        server = TeamServer()
        found = server.devices(brain)
        if forget is not None:
            gone = _meant(found, forget)
            server.forget(brain, gone.id)
            found = [each for each in found if each.id != gone.id]
    now = datetime.now().astimezone()
    rows = [
        (
            short_id(each.id),
            each.name,
            "this device" if each.this else f"last seen {day(each.last_seen, now)}",
            to_fetch(each.behind) if each.behind else "has everything",
        )
        for each in found
    ]
    values = {"devices": [device_values(each) for each in found]}
    asked.screen.answer(values, lambda: asked.screen.table(rows, wide=1))


def entered(
    url: str, user: str | None, from_stdin: bool, device_name: str, ca_file: str | None, *, insecure: bool
) -> Entry:
    """What is signed in with, asking for what was not given. Raises BadParameter where nobody can be asked."""
    from app.account.engine import Entry
    from core import BrainError, goes_unencrypted, with_scheme

    server = with_scheme(url)
    if goes_unencrypted(server) and not insecure:
        raise BrainError(
            f"{server} is not encrypted: whoever is on the network between can read your password and your notes.",
            "Use an address that begins with https. If you know that nobody is between, say --insecure.",
        )
    can_ask = sys.stdin.isatty()
    if user is None and (from_stdin or not can_ask):
        raise typer.BadParameter("nobody can be asked here: say --user NAME")
    if not (from_stdin or can_ask):
        raise typer.BadParameter("nobody can be asked here: say --password-stdin")
    name = user or typer.prompt("User name", err=True)
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = typer.prompt("Password (it is not shown)", hide_input=True, err=True)
    if not password:
        raise BrainError("There is no password in that.", "Nothing was changed.")
    return Entry(server, name, password, device_name, ca_file or "", insecure)


def signed_in(account: Account | None) -> Account:
    """The account, or a BrainError that says how to have one."""
    from core import BrainError

    if account is None or not account.signed_in:
        raise BrainError(
            "Nobody is signed in to a server here. Your notes are on this device only.",
            "Sign in with: second-brain sign-in URL",
        )
    return account


def account_values(account: Account) -> dict[str, Any]:
    """Who is signed in."""
    return {
        "server": account.server,
        "username": account.username,
        "device_name": account.device_name,
        "signed_in": account.signed_in,
    }


def device_values(device: Device) -> dict[str, Any]:
    """One device."""
    return {
        "id": str(device.id),
        "name": device.name,
        "this": device.this,
        "last_seen": device.last_seen.isoformat(),
        "behind": device.behind,
    }


def _meant(devices: Sequence[Device], text: str) -> Device:
    from core import BrainError

    known = {str(each.id): each for each in devices}
    chosen = text if text in known else one_id(text, known)
    if chosen is None:
        raise BrainError(
            f"There is no device with an id that begins or ends with {text}.",
            "List them with: second-brain devices",
        )
    if known[chosen].this:
        raise BrainError("That is this device.", "Sign it out with: second-brain sign-out")
    return known[chosen]
