"""Who sees a stream, and who may go on with it.

Owns the rule: a stream is its owner's, and of the members of the space it was put into, who may write in it if their role
says so, or if they made the space. Changes of a space go through here, since each makes something visible: whoever gets to
see streams gets rows of the feed over the whole of them. Taking away hides nothing on devices that have it.

What writes to the feed here must come last in its transaction and once (see `feed.tell`), and returns whom to wake with
`Bell.ring` after the commit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sync.protocol import SpaceRole
from sync.server.database import Connection
from sync.server.deciding import Access
from sync.server.feed import Visible, head, tell

MINE_OR_SHARED = """(
    {streams}.owner_id = %(user)s or {streams}.space_id in (
        select id from spaces where owner_id = %(user)s union all select space_id from space_members where user_id = %(user)s
    )
)"""
"""A condition on a table of streams: the user may read it. Needs the parameter `user`."""
STREAMS_SHARED = """streams s
left join spaces p on p.id = s.space_id
left join space_members m on m.space_id = s.space_id and m.user_id = %(user)s"""
"""What to select from for ACCESS to be known. Needs the parameter `user`."""
ACCESS = """case
    when s.owner_id = %(user)s or p.owner_id = %(user)s or m.role = 'write' then 2
    when m.role = 'read' then 1
    else 0
end"""
"""What the user may do with the stream `s`, as a number of `Access`."""


@dataclass(frozen=True, slots=True)
class Audiences:
    """Whose rows of the feed a user reads: their own, and from some position on those of each space."""

    user_id: UUID
    spaces: Mapping[UUID, int]

    def __iter__(self) -> Iterator[UUID]:
        return iter((self.user_id, *self.spaces))


_AUDIENCES = """
select id, 0::bigint from spaces where owner_id = %(user)s
union all
select space_id, since from space_members where user_id = %(user)s
"""
_ACCESS_TO = f"select s.id, {ACCESS} from {STREAMS_SHARED} where s.id = any(%(ids)s)"
_LOCK_OWN = """
select id, version, space_id from streams
where id = any(%(ids)s) and owner_id = %(user)s and purged_at is null order by id for update
"""
_LOCK_OF_SPACE = """
select id, version, owner_id from streams where space_id = %(space)s and purged_at is null order by id for share
"""
_ADMIT = """
insert into space_members (space_id, user_id, role, since) values (%(space)s, %(user)s, %(role)s, %(since)s)
on conflict (space_id, user_id) do update set role = excluded.role
"""


async def audiences_of(connection: Connection, user_id: UUID) -> Audiences:
    """Whose rows this user reads."""
    rows = await (await connection.execute(_AUDIENCES, {"user": user_id})).fetchall()
    return Audiences(user_id, dict(rows))


async def access_to(
    connection: Connection, user_id: UUID, stream_ids: Collection[UUID]
) -> dict[UUID, Access]:
    """What the user may do with each of these streams; one that does not exist is missing."""
    rows = await (await connection.execute(_ACCESS_TO, {"user": user_id, "ids": list(stream_ids)})).fetchall()
    return {stream: Access(access) for stream, access in rows}


async def put_into_space(
    connection: Connection, owner_id: UUID, space_id: UUID, stream_ids: Collection[UUID]
) -> frozenset[UUID] | None:
    """Put streams of one's own into a space: its members see the whole of them. One that was in another space leaves that.

    None, with nothing changed, where one of them is not the owner's. Whether the owner may put something into that space is
    for the caller to know.
    """
    wanted = sorted(set(stream_ids))
    await connection.execute("select from spaces where id = %s for share", (space_id,))  # see set_members
    rows = await (await connection.execute(_LOCK_OWN, {"ids": wanted, "user": owner_id})).fetchall()
    if len(rows) < len(wanted):
        return None
    new = [(stream, version) for stream, version, space in rows if space != space_id]
    if new:
        ids = [stream for stream, _ in new]
        await connection.execute("update streams set space_id = %s where id = any(%s)", (space_id, ids))
        await tell(connection, [Visible(space_id, stream, 1, version) for stream, version in new])
    return frozenset((space_id,))


async def take_out_of_space(
    connection: Connection, owner_id: UUID, space_id: UUID, stream_ids: Collection[UUID]
) -> bool:
    """Take streams of one's own out of a space: its members get no more of them. False, with nothing changed, where one of
    them is not the owner's; one that is not in this space stays where it is."""
    wanted = sorted(set(stream_ids))
    rows = await (await connection.execute(_LOCK_OWN, {"ids": wanted, "user": owner_id})).fetchall()
    if len(rows) < len(wanted):
        return False
    await connection.execute(
        "update streams set space_id = null where id = any(%s) and space_id = %s", (wanted, space_id)
    )
    return True


async def set_members(
    connection: Connection, space_id: UUID, members: Mapping[UUID, SpaceRole]
) -> frozenset[UUID]:
    """Make these the members of a space, in place of those it has. Who is new sees the whole of what is in it."""
    # Nothing is put into the space meanwhile, and nothing is written in what is there already.
    await connection.execute("select from spaces where id = %s for update", (space_id,))
    streams = await (await connection.execute(_LOCK_OF_SPACE, {"space": space_id})).fetchall()
    query = "select user_id from space_members where space_id = %s"
    present = {row[0] for row in await (await connection.execute(query, (space_id,))).fetchall()}
    await connection.execute(
        "delete from space_members where space_id = %s and user_id <> all(%s)", (space_id, list(members))
    )
    new = members.keys() - present
    told = [
        Visible(user, stream, 1, version)
        for user in sorted(new)
        for stream, version, owner in streams
        if owner != user
    ]
    # What was told to the space before now is in these rows, and after them in the right order.
    since = (await tell(connection, told)).stop - 1 if told else await head(connection)
    async with connection.cursor() as cursor:
        await cursor.executemany(
            _ADMIT,
            [
                {"space": space_id, "user": user, "role": role.value, "since": since}
                for user, role in members.items()
            ],
        )
    return frozenset((space_id, *new))
