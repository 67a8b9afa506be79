"""Addresses of a v2's database: read as people write them, completed by libpq's variables, shown without secrets."""

from __future__ import annotations

import pytest
from psycopg.conninfo import conninfo_to_dict

from core.errors import DatabaseUnsuitable
from core.store.whereabouts import (
    address_without_secrets,
    complete_address,
    same_place,
    shown_address,
)


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("postgresql+asyncpg://u:p@h/db?ssl=require&prepared_statement_cache_size=0", "u p h db require"),
        ("postgres://u:p%40%2F@h:6000/db", "u p@/ h db -"),
        ("  postgresql+psycopg2://u:p@h/db?sslmode=disable\n", "u p h db disable"),
        ("postgresql://u:p@h/db?schema=public&pgbouncer=true&ssl=false", "u p h db disable"),
    ],
)
def test_what_a_v2_has_in_its_settings_is_understood(url: str, meant: str) -> None:
    found = conninfo_to_dict(complete_address(url, {}))
    told = [str(found.get(name) or "-") for name in ("user", "password", "host", "dbname", "sslmode")]
    assert told == meant.split()


def test_what_libpq_has_in_its_variables_completes_an_address() -> None:
    variables = {
        "PGPASSWORD": "s e&cret",
        "PGUSER": "maria",
        "PGPORT": "6000",
        "PGSSLMODE": "require",
        "PGFOO": "x",
    }
    found = conninfo_to_dict(complete_address("postgresql://h:5433/db", variables))
    assert (found["password"], found["user"], found["port"], found["sslmode"]) == (
        "s e&cret",
        "maria",
        "5433",
        "require",
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "secret",
        "mysql://u:secret@h/db",
        "postgresql://u:se@cret@h/db",
        "postgresql://u:secret/x@h/db",
        "postgresql://u:secret?x@h/db",
        "postgresql://u:secret@h:port/db",
        "postgresql://u:secret%zz@h/db",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(DatabaseUnsuitable) as told:
        complete_address(url, {})
    assert "cret" not in str(told.value)
    assert told.value.__cause__ is None


def test_an_address_is_shown_without_its_secrets() -> None:
    assert shown_address(complete_address("postgresql://u:secret@h:5433/db?passfile=/x", {})) == "h:5433/db"
    assert shown_address(complete_address("postgresql:///db", {"PGPASSWORD": "secret"})) == "this machine/db"


def test_an_address_is_written_down_without_its_secrets() -> None:
    whole = complete_address("postgresql://u:secret@h:5433/my%20db?sslmode=require&sslpassword=secret", {})
    kept = address_without_secrets(whole)
    assert "secret" not in kept
    assert same_place(kept, whole)
    found = conninfo_to_dict(complete_address(kept, {}))
    assert found == {"user": "u", "host": "h", "port": "5433", "dbname": "my db", "sslmode": "require"}


def test_the_same_database_is_known_by_other_words() -> None:
    one = complete_address("postgresql://a@localhost/brain", {})
    assert same_place(
        one, complete_address("postgresql+psycopg://b:c@127.0.0.1:5432/brain?sslmode=disable", {})
    )
    assert not same_place(one, complete_address("postgresql://a@localhost/other", {}))
    assert not same_place(one, complete_address("postgresql://a@localhost:5433/brain", {}))
