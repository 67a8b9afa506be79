"""Webhooks: addresses of other programs that want to hear what happens to a user's notes.

Owns the routes and what a webhook is allowed to be. `outside` decides which addresses may be called, and `delivering`
calls them. The secret goes in, is kept sealed, and never comes out again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field, SecretStr

from sync.protocol import API, Trouble, Wire
from sync.server.identity import Signed
from sync.server.openapi import answers
from sync.server.outside import Refused
from sync.server.problems import Problem, not_found
from sync.server.sealing import Seal
from sync.server.services import Services

router = APIRouter(prefix=f"{API}/webhooks", tags=["webhooks"])

MOST_WEBHOOKS = 20
"""Webhooks of one user."""
EventName = Annotated[str, Field(pattern=r"^(\*|[a-z_]{1,50}\.[a-z_]{1,50})$")]


class NewWebhook(Wire):
    """Which events, by type or `*` for all, go to which address. `secret` signs what is sent."""

    url: Annotated[str, Field(min_length=1, max_length=2_000)]
    events: Annotated[list[EventName], Field(min_length=1, max_length=100)]
    secret: Annotated[SecretStr, Field(min_length=8, max_length=256)]


class Webhook(Wire):
    """A webhook without its secret. `trouble` says why the last try failed; one that is not `active` failed for days, and
    gets nothing more until it is made anew."""

    id: UUID
    url: str
    events: list[str]
    created_at: datetime
    active: bool
    trouble: str


class Webhooks(Wire):
    """The webhooks of a user."""

    webhooks: list[Webhook]


_COLUMNS = "id, url, events, created_at, active, trouble"
_MAKE = f"""
insert into webhooks (user_id, url, events, secret, position)
select %(user)s, %(url)s, %(events)s, %(secret)s, head from server
where (select count(*) from webhooks where user_id = %(user)s) < %(most)s
returning {_COLUMNS}
"""
_LIST = f"select {_COLUMNS} from webhooks where user_id = %s order by created_at, id"


@router.post("", status_code=201, responses=answers(409))
async def make(request: Request, user: Signed, wanted: NewWebhook) -> Webhook:
    """Tell this address of what happens to the caller's notes from now on."""
    services = Services.of(request)
    try:
        await services.outside.check(wanted.url)
    except Refused as refused:
        raise Problem(
            400, "This address cannot be a webhook.", details=[Trouble(field="url", message=str(refused))]
        ) from None
    values = {
        "user": user.id,
        "url": wanted.url,
        "events": sorted(set(wanted.events)),
        "secret": Seal(services.settings.jwt_secret).seal(wanted.secret.get_secret_value(), user.id),
        "most": MOST_WEBHOOKS,
    }
    async with services.database.transaction() as connection:
        row = await (await connection.execute(_MAKE, values)).fetchone()
    if row is None:
        raise Problem(409, f"There are {MOST_WEBHOOKS} webhooks already. Delete one first.")
    return _webhook(row)


@router.get("")
async def mine(request: Request, user: Signed) -> Webhooks:
    """The caller's webhooks."""
    async with Services.of(request).database.transaction() as connection:
        rows = await (await connection.execute(_LIST, (user.id,))).fetchall()
    return Webhooks(webhooks=[_webhook(row) for row in rows])


@router.delete("/{webhook_id}", status_code=204)
async def delete(request: Request, user: Signed, webhook_id: UUID) -> None:
    """Tell that address nothing more."""
    async with Services.of(request).database.transaction() as connection:
        cursor = await connection.execute(
            "delete from webhooks where id = %s and user_id = %s", (webhook_id, user.id)
        )
        if cursor.rowcount == 0:
            raise not_found("webhook")


def _webhook(row: tuple[object, ...]) -> Webhook:
    return Webhook.model_validate(dict(zip(_COLUMNS.split(", "), row, strict=True)))
