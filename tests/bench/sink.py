"""The baseline of pushing: an endpoint that takes a body and COPYs its lines into a table, and does nothing else."""

from __future__ import annotations

import gzip
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from psycopg_pool import AsyncConnectionPool

from sync.server.database import plain_address


def application() -> FastAPI:
    """The application, on the database that DATABASE_URL names."""
    pool = AsyncConnectionPool(plain_address(os.environ["DATABASE_URL"]), open=False)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await pool.open()
        async with pool.connection() as connection:
            await connection.execute("create table if not exists sink (line text not null)")
        try:
            yield
        finally:
            await pool.close()

    app = FastAPI(lifespan=lifespan)

    @app.post("/sink")
    async def sink(request: Request) -> dict[str, int]:
        body = gzip.decompress(await request.body())
        async with (
            pool.connection() as connection,
            connection.cursor() as cursor,
            cursor.copy("copy sink from stdin") as copy,
        ):
            await copy.write(body)
        return {"bytes": len(body)}

    return app
