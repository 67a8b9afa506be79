"""A user's devices: when each was here last, and how far it has come.

Owns the table. A device is known from its first pull on. Retention waits for every one of them, so a device that is gone for
good has to be forgotten.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from pydantic import Field

from sync.protocol import API, DEVICE, DeviceEntry, Devices, Wire
from sync.server.database import Connection
from sync.server.identity import Signed
from sync.server.problems import not_found
from sync.server.services import Services

router = APIRouter(prefix=API, tags=["devices"])

FromDevice = Annotated[UUID | None, Header(alias=DEVICE)]
"""The type of a parameter that is the calling device, None where it does not say."""

# A poll that brings nothing new writes nothing, but for now and then that the device is alive. What is written does not wait
# for the disk: lost in a crash, it is noted again by the next pull.
_NOTE = """
insert into devices (user_id, device_id, position)
select %(user)s::uuid, %(device)s::uuid, %(position)s::bigint where not exists (
    select from devices
    where user_id = %(user)s and device_id = %(device)s and position = %(position)s
        and last_seen > now() - interval '5 minutes'
)
on conflict (user_id, device_id) do update set position = excluded.position, last_seen = now()
returning set_config('synchronous_commit', 'off', true)
"""
_NAME = """
insert into devices (user_id, device_id, name) values (%(user)s, %(device)s, %(name)s)
on conflict (user_id, device_id) do update set name = excluded.name, last_seen = now()
"""
_LIST = """
select device_id, name, last_seen, position, coalesce((
    select max(f.position) from (
        select %(user)s as id
        union all select id from spaces where owner_id = %(user)s
        union all select space_id from space_members where user_id = %(user)s
    ) a
    cross join lateral (
        select position from feed where (audience_id, position) >= (a.id, 0) and (audience_id, position) <= (a.id, %(last)s)
        order by audience_id desc, position desc limit 1
    ) f
), 0)
from devices where user_id = %(user)s order by last_seen desc
"""
_LAST = (1 << 63) - 1
_FORGET = "delete from devices where user_id = %s and device_id = %s"


class DeviceName(Wire):
    """What `PUT` takes."""

    name: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


async def note_pull(connection: Connection, user_id: UUID, device_id: UUID, position: int) -> None:
    """Note that this device has everything up to a position, and was here."""
    await connection.execute(_NOTE, {"user": user_id, "device": device_id, "position": position})


@router.get("/devices")
async def list_devices(request: Request, user: Signed) -> Devices:
    """The caller's devices, the one that was here last first."""
    async with Services.of(request).database.transaction() as connection:
        rows = await (await connection.execute(_LIST, {"user": user.id, "last": _LAST})).fetchall()
    return Devices(
        devices=[
            DeviceEntry(
                device_id=device, name=name, last_seen=seen, position=position, head=max(head, position)
            )
            for device, name, seen, position, head in rows
        ]
    )


@router.put("/devices/{device_id}", status_code=204)
async def name_device(request: Request, user: Signed, device_id: UUID, device: DeviceName) -> Response:
    """Give a device of the caller's a name."""
    async with Services.of(request).database.transaction() as connection:
        await connection.execute(_NAME, {"user": user.id, "device": device_id, "name": device.name})
    return Response(status_code=204)


@router.delete("/devices/{device_id}", status_code=204)
async def forget_device(request: Request, user: Signed, device_id: UUID) -> Response:
    """Forget a device that is gone for good. One that comes back is known again, and fetches what it lacks."""
    async with Services.of(request).database.transaction() as connection:
        if (await connection.execute(_FORGET, (user.id, device_id))).rowcount == 0:
            raise not_found("device")
    return Response(status_code=204)
