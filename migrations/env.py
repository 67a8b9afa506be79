"""Alembic's way in: runs the migrations on the connection that `core.store.upgrade` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
