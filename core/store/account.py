"""Who is signed in to which server, and how far the notebook and that server have come with each other.

Owns the one row of `account`, and what happens to everything that is kept about a server when its log turns out to be
another one. Everything runs on the caller's connection, in the caller's transaction.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core.replica import Account, Fetching
from core.store.engine import Connection

_COLUMNS = (
    "server, username, user_id, log_id, device_name, cursor, pushed, paused, plain, fetching, signed_in, ca_file,"
    " signed_in_at, verified_at"
)


def account(connection: Connection) -> Account | None:
    """Who is signed in, or was last; None where nobody ever was."""
    row = connection.execute(f"select {_COLUMNS} from account".encode()).fetchone()
    if row is None:
        return None
    values = list(row)
    values[9] = Fetching(values[9])
    return Account(*values)


def join(connection: Connection, joined: Account) -> None:
    """Sign in. What is known about the server stays when it is the same log and the same person."""
    before = account(connection)
    connection.execute(
        "insert into account (server, username, user_id, log_id, device_name, paused, plain, fetching, ca_file)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " on conflict (single) do update set server = excluded.server, username = excluded.username,"
        " user_id = excluded.user_id, device_name = excluded.device_name, paused = excluded.paused,"
        " plain = excluded.plain, fetching = excluded.fetching, ca_file = excluded.ca_file, signed_in = true,"
        " signed_in_at = now()",
        (
            joined.server,
            joined.username,
            joined.user_id,
            joined.log_id,
            joined.device_name,
            joined.paused,
            joined.plain,
            joined.fetching.value,
            joined.ca_file,
        ),
    )
    if before is None or (before.log_id, before.user_id) != (joined.log_id, joined.user_id):
        restart(connection, joined.log_id)
        connection.execute("delete from plain_ids")


def leave(connection: Connection) -> None:
    """Sign out; everything else stays."""
    connection.execute("update account set signed_in = false")


def configure(
    connection: Connection,
    paused: bool | None,
    plain: bool | None,
    fetching: Fetching | None,
    device_name: str | None,
) -> None:
    """Change what is given."""
    connection.execute(
        "update account set paused = coalesce(%s, paused), plain = coalesce(%s, plain),"
        " fetching = coalesce(%s, fetching), device_name = coalesce(%s, device_name)",
        (paused, plain, fetching.value if fetching else None, device_name),
    )


def restart(connection: Connection, log_id: UUID) -> None:
    """Forget what that server had: everything waits, files too, and pulls begin at the beginning. What came and could not
    be understood is kept, because that server may not have it any more."""
    connection.execute(
        "update account set log_id = %s, cursor = '', pushed = 0, verified_at = null", (log_id,)
    )
    for forgotten in ("received", "outgoing", "set_aside where not incoming", "file_transfers"):
        connection.execute(f"delete from {forgotten}".encode())


def move_cursor(connection: Connection, cursor: str) -> None:
    """Everything before this place in the server's feed was taken."""
    connection.execute("update account set cursor = %s where cursor <> %s", (cursor, cursor))


def pass_own(connection: Connection, after: str, cursor: str) -> bool:
    """Between these two places is only what was sent from here; nothing happens where the notebook is elsewhere by now.
    Whether it stands there now."""
    moved = connection.execute("update account set cursor = %s where cursor = %s", (cursor, after))
    return moved.rowcount > 0


def verified(connection: Connection, at: datetime) -> None:
    """Note the last comparison."""
    connection.execute("update account set verified_at = %s", (at,))


def seen(connection: Connection) -> tuple[int, str]:
    """The log's position and the place in the feed."""
    query = "select position, coalesce((select cursor from account), '') from log_head"
    row = connection.execute(query).fetchone()
    assert row is not None, "the head is one row"
    return int(row[0]), str(row[1])
