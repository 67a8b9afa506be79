"""Brings a database to the schema that this program knows, or says why it cannot.

Owns the check of the server (version, pgvector, rights) and the run of Alembic's migrations, all in one transaction.
A database that is up to date costs one query and no import of Alembic: that is nearly every start.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg import errors as pg

from core.errors import DatabaseUnsuitable
from core.language import tr
from core.store.engine import Connection, connect, plain_address, translating

if TYPE_CHECKING:
    import sqlalchemy as sa
    from alembic.config import Config

OLDEST_SERVER = 15
OLDEST_VECTOR = (0, 8)
_NAMES = {"brain", "drafts", "events", "links", "memories", "vectors"}  # that stand in the way of ours
_UPGRADE_LOCK = 0x5EC0_4D_B4A1  # any number that nobody else takes for an advisory lock


def upgrade(address: str) -> bool:
    """Make the database's schema the present one; True when there was something to do.

    Raises DatabaseUnsuitable for a server that cannot hold a brain and for a schema newer than this program; nothing
    was changed then.
    """
    plain = plain_address(address)
    with translating():
        with connect(plain) as connection:
            present = _revision(connection)
        if present == head():
            return False
        return _bring_up(plain)


def revisions() -> tuple[str, ...]:
    """The numbers of all migrations, oldest first, read off the names of their files."""
    folder = resources.files("migrations") / "versions"
    return tuple(sorted(item.name[1:5] for item in folder.iterdir() if item.name.startswith("v0")))


def head() -> str:
    """The newest migration that this program knows."""
    return revisions()[-1]


def alembic_config() -> Config:
    """Alembic's configuration, in code: the project has no alembic.ini."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_migrations_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _migrations_folder() -> Path:
    with resources.as_file(resources.files("migrations")) as folder:
        return folder


def _revision(connection: Connection) -> str | None:
    # Asked of the catalog itself: to_regclass answers from a cache that may not know what another program just created.
    known = "select from pg_class where relname = 'alembic_version' and pg_table_is_visible(oid)"
    if connection.execute(known).fetchone() is None:
        return None
    row = connection.execute("select version_num from alembic_version").fetchone()
    return row[0] if row else None


def _bring_up(address: str) -> bool:
    """Check the server and run the migrations, in one transaction; False when another program was quicker."""
    import sqlalchemy as sa

    with connect(address) as connection:
        # Alembic works on our connection. SQLAlchemy gets to know it first, because it rolls it back in doing so.
        engine = sa.create_engine(
            "postgresql+psycopg://", creator=lambda: connection, poolclass=sa.StaticPool
        )
        with engine.connect() as wrapped:
            connection.execute("select pg_advisory_xact_lock(%s)", (_UPGRADE_LOCK,))
            present = _revision(connection)
            if present == head():
                return False
            _refuse_others(connection, present)
            _refuse_newer(present)
            _check_server(connection)
            _migrate(wrapped)
            wrapped.commit()
            return True


def _refuse_others(connection: Connection, present: str | None) -> None:
    """A database of another program gets no tables of ours: above all none of a v2, whose address may be in DATABASE_URL."""
    query = (
        "select coalesce(array_agg(relname::text), '{}') from pg_class"
        " where relnamespace = current_schema()::regnamespace and relkind in ('r', 'v', 'm', 'p')"
    )
    row = connection.execute(query).fetchone()
    there = set(row[0] if row else ())
    if "log_head" in there or not (present or there & _NAMES):
        return
    if "memories" in there:
        raise DatabaseUnsuitable(
            tr("This is the database of a Second Brain 2; a notebook lives in one of its own."),
            tr(
                "Nothing was changed in it. Unset DATABASE_URL, or leave --database away, to use the "
                "built-in one; then bring your notes over with: second-brain import-v2 --source-db, "
                "followed by that address."
            ),
        )
    raise DatabaseUnsuitable(
        tr("Another program keeps its tables in this database; a notebook lives in one of its own."),
        tr("Nothing was changed in it. Create one with: CREATE DATABASE second_brain;"),
    )


def _refuse_newer(present: str | None) -> None:
    if present is not None and present not in revisions():
        raise DatabaseUnsuitable(
            tr(
                "A newer Second Brain has used this notebook (its schema is {present}, this program "
                "knows {head}).",
                present=present,
                head=head(),
            ),
            tr("Your notes are safe and nothing was changed. Update Second Brain on this machine."),
        )


def _check_server(connection: Connection) -> None:
    version = connection.info.server_version // 10_000
    if version < OLDEST_SERVER:
        raise DatabaseUnsuitable(
            tr(
                "The server is Postgres {version}; a notebook needs {oldest} or later.",
                version=version,
                oldest=OLDEST_SERVER,
            ),
            tr("Nothing was changed. Use a newer server, or none to use the built-in database."),
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise DatabaseUnsuitable(
            tr("The database stores text as {encoding}, which cannot hold every note.", encoding=encoding),
            tr("Create one with: CREATE DATABASE second_brain ENCODING 'UTF8' TEMPLATE template0;"),
        )
    _check_vector(connection)


def _check_vector(connection: Connection) -> None:
    installed = "select extversion from pg_extension where extname = 'vector'"
    row = connection.execute(installed).fetchone()
    if row is None:
        _create_vector(connection)
        row = connection.execute(installed).fetchone()
    version = row[0] if row else "0"
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_VECTOR:
        raise DatabaseUnsuitable(
            tr("The database has pgvector {version}; a notebook needs 0.8 or later.", version=version),
            tr("Install the newer pgvector on the server, then run there: ALTER EXTENSION vector UPDATE;"),
        )


def _create_vector(connection: Connection) -> None:
    try:
        with connection.transaction():
            connection.execute("create extension vector")
    except pg.InsufficientPrivilege as error:
        raise DatabaseUnsuitable(
            tr("The database lacks the extension pgvector, and this user may not add it."),
            tr("Run there as an administrator: CREATE EXTENSION vector;"),
        ) from error
    except (pg.FeatureNotSupported, pg.UndefinedFile) as error:
        raise DatabaseUnsuitable(
            tr("The server has no pgvector, which a notebook needs."),
            tr(
                "Install it on the server (on Debian: apt install postgresql-17-pgvector, with your "
                "server's number), then run there: CREATE EXTENSION vector;"
            ),
        ) from error


def _migrate(connection: sa.Connection) -> None:
    import sqlalchemy as sa
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except sa.exc.DBAPIError as error:
        if isinstance(error.orig, pg.InsufficientPrivilege):
            raise DatabaseUnsuitable(
                tr("This user may not create tables in the database."),
                tr("Run there as an administrator: GRANT CREATE ON SCHEMA public TO your_user;"),
            ) from error
        raise
