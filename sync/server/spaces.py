"""Spaces: a place for notes that its owner shares with named others, to read or to write.

Owns the rules of who may do what with a space; what becomes visible to whom by it, `audience` knows. Whoever made a space
changes its name and its members. Who may write in it may put notes of their own there, and they stay theirs: they can take
them out, and when they leave, or are made to, their notes go with them. A space one is not in does not exist for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from fastapi import APIRouter, Request

from sync.protocol import (
    API,
    NewSpace,
    Space,
    SpaceContents,
    SpaceMember,
    SpaceMemories,
    SpaceRole,
    Spaces,
    Trouble,
)
from sync.server.audience import put_into_space, set_members, take_out_of_space
from sync.server.database import Connection
from sync.server.identity import Signed, User
from sync.server.openapi import answers
from sync.server.problems import Problem, not_found
from sync.server.services import Services
from sync.server.users import plain_name

router = APIRouter(prefix=f"{API}/spaces", tags=["spaces"])

_SPACES = """
select s.id, s.name, o.username, o.id,
    coalesce(array_agg(u.username order by lower(u.username)) filter (where u.id is not null), '{}'),
    coalesce(array_agg(m.role order by lower(u.username)) filter (where u.id is not null), '{}'),
    coalesce(array_agg(u.id order by lower(u.username)) filter (where u.id is not null), '{}')
from spaces s join users o on o.id = s.owner_id
left join space_members m on m.space_id = s.id
left join users u on u.id = m.user_id
where (s.owner_id = %(user)s or exists (
    select from space_members mine where mine.space_id = s.id and mine.user_id = %(user)s
)) and (%(id)s::uuid is null or s.id = %(id)s)
group by s.id, o.id order by lower(s.name), s.id
"""
_ROLE = """
select case when s.owner_id = %(user)s then 'owner' else m.role end
from spaces s left join space_members m on m.space_id = s.id and m.user_id = %(user)s
where s.id = %(id)s for update of s
"""
_NAMED = """
select name, u.id from unnest(%s::text[]) name
left join users u on lower(u.username) = lower(name) and not u.disabled
"""
_NOTES_OF = """
select owner_id, array_agg(id) from streams
where space_id = %s and owner_id = any(%s) and purged_at is null group by owner_id order by owner_id
"""
_CONTENTS = "select id, owner_id = %s from streams where space_id = %s and purged_at is null order by id"
_GOING = "select user_id from space_members where space_id = %s and user_id <> all(%s)"


@router.post("", status_code=201)
async def create(request: Request, user: Signed, wanted: NewSpace) -> Space:
    """Make a space, with its first members."""
    services = Services.of(request)
    async with services.database.transaction() as connection:
        members = await _members(connection, user, wanted.members)
        row = await (
            await connection.execute(
                "insert into spaces (name, owner_id) values (%s, %s) returning id", (wanted.name, user.id)
            )
        ).fetchone()
        assert row is not None
        audiences = await set_members(connection, row[0], members)
        made = await _space(connection, user, row[0])
    await services.bell.ring(audiences)
    return made


@router.get("")
async def mine(request: Request, user: Signed) -> Spaces:
    """The spaces that the caller made or is in."""
    async with Services.of(request).database.transaction() as connection:
        return Spaces(spaces=await _spaces(connection, user, None))


@router.put("/{space_id}", responses=answers(403))
async def change(request: Request, user: Signed, space_id: UUID, wanted: NewSpace) -> Space:
    """Give a space of one's own this name and these members, in place of those it has. A new one sees all that is in it; one
    who is not named any more gets nothing further, and takes their own notes along."""
    services = Services.of(request)
    async with services.database.transaction() as connection:
        await _as_owner(connection, user, space_id)
        members = await _members(connection, user, wanted.members)
        await connection.execute("update spaces set name = %s where id = %s", (wanted.name, space_id))
        going = await connection.execute(_GOING, (space_id, list(members)))
        await _take_along(connection, space_id, [row[0] for row in await going.fetchall()])
        audiences = await set_members(connection, space_id, members)
        changed = await _space(connection, user, space_id)
    await services.bell.ring(audiences)
    return changed


@router.delete("/{space_id}", status_code=204, responses=answers(403))
async def dissolve(request: Request, user: Signed, space_id: UUID) -> None:
    """End a space of one's own. Each note goes on with whoever it belongs to."""
    async with Services.of(request).database.transaction() as connection:
        await _as_owner(connection, user, space_id)
        await connection.execute("update streams set space_id = null where space_id = %s", (space_id,))
        await connection.execute("delete from space_members where space_id = %s", (space_id,))
        await connection.execute("delete from spaces where id = %s", (space_id,))


@router.post("/{space_id}/leave", status_code=204, responses=answers(403))
async def leave(request: Request, user: Signed, space_id: UUID) -> None:
    """Leave a space that somebody else made, with one's own notes."""
    async with Services.of(request).database.transaction() as connection:
        if await _role(connection, user, space_id) == "owner":
            raise Problem(403, "Who made a space cannot leave it. End it instead.")
        await _take_along(connection, space_id, [user.id])
        await connection.execute(
            "delete from space_members where space_id = %s and user_id = %s", (space_id, user.id)
        )


@router.get("/{space_id}/memories")
async def contents(request: Request, user: Signed, space_id: UUID) -> SpaceContents:
    """Which notes are in a space that the caller made or is in."""
    async with Services.of(request).database.transaction() as connection:
        if not await _spaces(connection, user, space_id):
            raise not_found("space")
        rows = await (await connection.execute(_CONTENTS, (user.id, space_id))).fetchall()
    mine = [note for note, own in rows if own]
    return SpaceContents(mine=mine, others=[note for note, own in rows if not own])


@router.post("/{space_id}/memories", status_code=204, responses=answers(403))
async def put_in(request: Request, user: Signed, space_id: UUID, given: SpaceMemories) -> None:
    """Put notes of one's own into a space: its members see them whole. One that is in another space leaves that."""
    services = Services.of(request)
    async with services.database.transaction() as connection:
        if await _role(connection, user, space_id) == SpaceRole.READ:
            raise Problem(403, "One may only read in this space.")
        audiences = await put_into_space(connection, user.id, space_id, given.memory_ids)
        if audiences is None:
            raise not_found("memory of yours")
    await services.bell.ring(audiences)


@router.delete("/{space_id}/memories", status_code=204)
async def take_out(request: Request, user: Signed, space_id: UUID, given: SpaceMemories) -> None:
    """Take notes of one's own out of a space again. Devices that have them keep them, and get nothing further."""
    async with Services.of(request).database.transaction() as connection:
        await _role(connection, user, space_id)
        if not await take_out_of_space(connection, user.id, space_id, given.memory_ids):
            raise not_found("memory of yours")


async def _role(connection: Connection, user: User, space_id: UUID) -> str:
    """`owner`, `read` or `write`. The space stays locked. Problem 404 for one that the user is not in."""
    row = await (await connection.execute(_ROLE, {"user": user.id, "id": space_id})).fetchone()
    if row is None or row[0] is None:
        raise not_found("space")
    return str(row[0])


async def _as_owner(connection: Connection, user: User, space_id: UUID) -> None:
    if await _role(connection, user, space_id) != "owner":
        raise Problem(403, "Only who made this space can change it.")


async def _members(
    connection: Connection, owner: User, named: Iterable[SpaceMember]
) -> Mapping[UUID, SpaceRole]:
    """The users of these names. Problem 400 names those that nobody has."""
    roles = {plain_name(each.username): each.role for each in named}
    rows = await (await connection.execute(_NAMED, (list(roles),))).fetchall()
    if unknown := sorted(name for name, found in rows if found is None):
        details = [Trouble(field="members", message=f"There is no user {name}.") for name in unknown]
        raise Problem(400, "Some of the members are not users of this server.", details=details)
    return {found: roles[name] for name, found in rows if found != owner.id}


async def _take_along(connection: Connection, space_id: UUID, going: Collection[UUID]) -> None:
    """Take the notes of those who go out of a space."""
    rows = await (await connection.execute(_NOTES_OF, (space_id, list(going)))).fetchall()
    for owner, notes in rows:
        await take_out_of_space(connection, owner, space_id, notes)


async def _space(connection: Connection, user: User, space_id: UUID) -> Space:
    (space,) = await _spaces(connection, user, space_id)
    return space


async def _spaces(connection: Connection, user: User, space_id: UUID | None) -> list[Space]:
    rows = await (await connection.execute(_SPACES, {"user": user.id, "id": space_id})).fetchall()
    return [
        Space(
            id=row[0],
            name=row[1],
            owner=row[2],
            owner_id=row[3],
            members=[
                SpaceMember(username=name, role=SpaceRole(role), user_id=member)
                for name, role, member in zip(*row[4:7], strict=True)
            ],
        )
        for row in rows
    ]
