"""Runs the migrations on the connection that `sync.server.database.migrate` gives."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table="alembic_version")
with context.begin_transaction():
    context.run_migrations()
