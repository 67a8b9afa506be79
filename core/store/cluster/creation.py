"""Making the notebook's database once, and giving it a new key.

Owns `initdb`, the two roles, the database and the vector extension. Everything happens before the data folder gets its
name, with no server running: whatever was interrupted is recognized by its name and made again, and a whole one is never
half equipped. It refuses to know how the server is started.
"""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

from core.store.cluster import words
from core.store.cluster.folder import Key, ServerFolder
from core.store.cluster.programs import Account, Outcome, Programs

DATABASE = "second_brain"
ROLE = "second_brain"
OWNER = "postgres"

# Anything that starts a fresh data folder by mistake, or between the steps below, lets nobody in.
_INITDB = (
    f"--username={OWNER}",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth=reject",
    "--data-checksums",
    "--text-search-config=simple",
)

_WHO_MAY_ENTER = """\
# Written by Second Brain: everybody shows a password, on the socket in a private folder or on this very computer.
local all all scram-sha-256
host  all all 127.0.0.1/32 scram-sha-256
"""

# Loads the extension's code and runs its widest instructions: on a processor without them this dies of SIGILL.
_VECTORS = (
    "create extension vector;",  # in the template, so that every further database has it
    "select '[1,2,3,4,5,6,7,8]'::vector <-> '[8,7,6,5,4,3,2,1]'::vector;",
    "select '[1,2,3,4,5,6,7,8]'::halfvec <=> '[8,7,6,5,4,3,2,1]'::halfvec;",
    "select bit '10101010' <~> bit '01010101';",
)

_ILLEGAL_INSTRUCTION = (-int(signal.SIGILL), 128 + int(signal.SIGILL), 0xC000001D)


def create(folder: ServerFolder, programs: Programs, lock: int) -> None:
    """Make a new, complete data folder. The programs hold `lock` as well, so it outlives our own sudden end.

    Raises BrainError or OSError; what is left behind then is removed by the next attempt at the latest.
    """
    new = folder.half_made
    if new.exists():
        shutil.rmtree(new)
    key = Key()
    folder.write_key(key)
    new.mkdir(mode=0o700)
    if programs.account is Account.NOBODY:
        folder.open_the_way()
        folder.give(folder.path, programs.account)
        folder.give(new, programs.account)
        if not programs.reach(new):
            raise words.no_way_in_for_nobody(folder.path)
    try:
        _equip(folder, programs, key, lock)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    new.rename(folder.data)
    folder.sync()


def _equip(folder: ServerFolder, programs: Programs, key: Key, lock: int) -> None:
    new = folder.half_made
    _check(programs.run("initdb", "-D", new, *_INITDB, keep=(lock,)), folder)
    (new / "pg_hba.conf").write_text(_WHO_MAY_ENTER)
    _check(_single_user(programs, new, _passwords(key, "create"), lock), folder)
    _check_vectors(_single_user(programs, new, _VECTORS, lock), folder)
    _check(_single_user(programs, new, (f"create database {DATABASE} owner {ROLE};",), lock), folder)


def renew_key(folder: ServerFolder, programs: Programs, lock: int) -> None:
    """Give both roles new passwords, for a key that was lost. No server may run."""
    key = Key()
    _check(_single_user(programs, folder.data, _passwords(key, "alter"), lock), folder)
    folder.write_key(key)  # last: killed before this there is still no key, and this is done again


def _passwords(key: Key, verb: str) -> tuple[str, str]:
    return (
        f"alter role {OWNER} password '{key.owner}';",
        f"{verb} role {ROLE} login password '{key.role}';",
    )


def _single_user(programs: Programs, data: Path, statements: tuple[str, ...], lock: int) -> Outcome:
    """Run statements, a line each, in the template database, without a server and so without a password."""
    settings = ("exit_on_error=true", "log_checkpoints=off", "log_min_error_statement=panic")
    options = [part for setting in settings for part in ("-c", setting)]
    lines = "".join(f"{statement}\n" for statement in statements)
    return programs.run("postgres", "--single", "-D", data, *options, "template1", stdin=lines, keep=(lock,))


def _check(outcome: Outcome, folder: ServerFolder) -> None:
    if outcome.code:
        folder.note(outcome.text)
        raise words.from_log(outcome.text, folder.path)


def _check_vectors(outcome: Outcome, folder: ServerFolder) -> None:
    if outcome.code in _ILLEGAL_INSTRUCTION:
        raise words.processor_too_old()
    _check(outcome, folder)
