"""Bringing a database up to the schema, and saying why that is impossible."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.errors import DatabaseUnsuitable
from core.store import schema
from core.store.cluster import Cluster
from core.store.upgrade import alembic_config, head, revisions, upgrade

OF_ANOTHER = "create table alembic_version (version_num text); insert into alembic_version values ('a1b2c3')"


@pytest.fixture
def bare(bare_database_url: str) -> Iterator[sa.Engine]:
    engine = sa.create_engine(bare_database_url)
    yield engine
    engine.dispose()


def _address(engine: sa.Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_the_migrations_amount_to_the_metadata(bare: sa.Engine) -> None:
    assert upgrade(_address(bare))
    with bare.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []


def test_an_upgraded_database_needs_no_upgrade(bare: sa.Engine) -> None:
    assert upgrade(_address(bare))
    assert not upgrade(_address(bare))


def test_several_programs_may_start_on_a_new_database_at_once(bare_database_url: str) -> None:
    done: list[bool] = []
    threads = [Thread(target=lambda: done.append(upgrade(bare_database_url))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False] * 4 + [True]


def test_the_files_tell_the_same_steps_as_alembic() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert revisions() == tuple(sorted(step.revision for step in script.walk_revisions()))
    assert script.get_current_head() == head()


def test_a_newer_schema_is_refused_and_left_alone(bare: sa.Engine) -> None:
    upgrade(_address(bare))
    with bare.begin() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    with pytest.raises(DatabaseUnsuitable, match="newer Second Brain") as raised:
        upgrade(_address(bare))
    assert "Update Second Brain" in raised.value.hint
    with bare.connect() as connection:
        assert connection.scalar(sa.text("select version_num from alembic_version")) == "9999"


def test_a_migration_that_fails_leaves_the_database_as_it_was(bare: sa.Engine) -> None:
    with bare.begin() as connection:
        connection.execute(sa.text("create table search_documents (mine int)"))
    with pytest.raises(Exception, match="already exists"):
        upgrade(_address(bare))
    with bare.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["search_documents"]


@pytest.mark.parametrize(
    ("statements", "told", "helps"),
    [
        (
            "create table memories (id uuid, content text)",
            "database of a Second Brain 2",
            "import-v2 --source-db",
        ),
        (
            f"create table memories (id uuid); {OF_ANOTHER}",
            "database of a Second Brain 2",
            "Unset DATABASE_URL",
        ),
        ("create view events as select 1 as x", "Another program", "CREATE DATABASE"),
        (
            f"create table shop (id int); {OF_ANOTHER}",
            "Another program",
            "CREATE DATABASE",
        ),
    ],
)
def test_the_database_of_another_program_is_refused_and_left_alone(
    bare: sa.Engine, statements: str, told: str, helps: str
) -> None:
    with bare.begin() as connection:
        connection.exec_driver_sql(statements)
        before = sa.inspect(connection).get_table_names()
    with pytest.raises(DatabaseUnsuitable, match=told) as raised:
        upgrade(_address(bare))
    assert helps in raised.value.hint
    with bare.connect() as connection:
        assert sa.inspect(connection).get_table_names() == before


def test_a_user_who_may_not_create_the_extension_is_told_the_statement(
    cluster: Cluster, bare_database_url: str
) -> None:
    name = sa.make_url(bare_database_url).database or ""
    administrator = sa.create_engine(cluster.admin_url(name))
    with administrator.begin() as connection:
        connection.execute(sa.text("drop extension vector"))
    administrator.dispose()
    with pytest.raises(DatabaseUnsuitable, match="lacks the extension pgvector") as raised:
        upgrade(bare_database_url)
    assert "CREATE EXTENSION vector;" in raised.value.hint


def test_a_user_who_may_not_create_tables_is_told_the_statement(
    cluster: Cluster, bare_database_url: str
) -> None:
    name = sa.make_url(bare_database_url).database or ""
    administrator = sa.create_engine(cluster.admin_url(name))
    with administrator.begin() as connection:
        connection.execute(sa.text(f'alter database "{name}" owner to postgres'))
        connection.execute(sa.text("revoke create on schema public from public, second_brain"))
        connection.execute(sa.text("alter schema public owner to postgres"))
    administrator.dispose()
    with pytest.raises(DatabaseUnsuitable, match="may not create tables") as raised:
        upgrade(bare_database_url)
    assert "GRANT CREATE" in raised.value.hint


@pytest.mark.parametrize("url", ["mysql://u@h/db", "not a url", "sqlite:///x.db"])
def test_an_address_of_something_else_is_refused_in_words(url: str) -> None:
    with pytest.raises(DatabaseUnsuitable):
        upgrade(url)


def test_a_wrong_password_and_a_missing_database_are_told_apart(bare_database_url: str) -> None:
    url = sa.make_url(bare_database_url)
    with pytest.raises(Exception, match="name or the password is wrong") as wrong:
        upgrade(url.set(password="wrong").render_as_string(hide_password=False))
    assert "wrong@" not in str(wrong.value)
    with pytest.raises(DatabaseUnsuitable, match="no database of that name"):
        upgrade(url.set(database="absent").render_as_string(hide_password=False))
