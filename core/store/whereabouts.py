"""The address of a foreign database: read leniently, completed by libpq's own variables, shown without its secrets.

Owns what the drivers of a v2 understand and libpq does not, and the way in which an address may be shown. Connects to
nothing. libpq's own words never leave here: they quote what they could not read, and that may be a password.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from core.errors import DatabaseUnsuitable
from core.language import tr, tr_noop

_SCHEMES = {"postgresql", "postgres"}
_LEAVE_OUT = {"client_encoding", "application_name", "replication"}
_UNREADABLE = tr_noop(
    "It looks like postgresql://user@host:5432/name. In a password write @ as %40, : as %3A, / as %2F, ? as %3F and"
    " % as %25, or leave it out and put it in PGPASSWORD or in the file .pgpass."
)


def complete_address(url: str, environment: Mapping[str, str] | None = None) -> str:
    """The address as libpq reads it, with what the environment's PG… variables add to it.

    The name of a driver (`postgresql+asyncpg`) is dropped, and options that only such a driver knows are, too. What the
    address says itself goes before any variable. Raises DatabaseUnsuitable when it is no address of a Postgres.
    """
    scheme, separator, rest = url.strip().partition("://")
    kind = scheme.partition("+")[0].lower()
    if not separator:
        raise DatabaseUnsuitable(tr("The address of the v2 database cannot be read."), tr(_UNREADABLE))
    if kind not in _SCHEMES:
        raise DatabaseUnsuitable(
            tr("A v2 keeps its notes in Postgres, and {kind} is none.", kind=kind[:20] or "this"),
            tr("Give an address that begins with postgresql://."),
        )
    place, _, query = rest.partition("?")
    options = _options(query)
    given = _read(place, options)
    for keyword, variable in _variables().items():
        value = (os.environ if environment is None else environment).get(variable)
        if value and keyword not in given:
            options[keyword] = value
    return _joined(place, options)


def shown_address(address: str) -> str:
    """Host, port and name of a complete address, as a person may read them."""
    given = conninfo_to_dict(address)
    host = str(given.get("host") or given.get("hostaddr") or "this machine")
    port = f":{given['port']}" if given.get("port") else ""
    return f"{host}{port}/{given.get('dbname') or given.get('user') or ''}".rstrip("/")


def address_without_secrets(address: str) -> str:
    """A complete address as it may be written down: it leads to the same database for whoever has the password elsewhere."""
    given = conninfo_to_dict(address)
    kept = {name: str(value) for name, value in given.items() if value and name not in _SECRETS}
    return f"postgresql://?{urlencode(kept, quote_via=quote)}"


_SECRETS = {
    "password",
    "sslpassword",
    "scram_client_key",
    "scram_server_key",
    "oauth_client_secret",
    "sslkeylogfile",
}


def same_place(one: str, other: str) -> bool:
    """Whether two complete addresses name the same database of the same server, as far as their words tell."""

    def place(address: str) -> tuple[str, str, str]:
        given = conninfo_to_dict(address)
        host = str(given.get("hostaddr") or given.get("host") or "localhost").lower()
        here = host in ("localhost", "127.0.0.1", "::1")
        name = str(given.get("dbname") or given.get("user") or "")
        return ("localhost" if here else host, str(given.get("port") or "5432"), name)

    return place(one) == place(other)


def _options(query: str) -> dict[str, str]:
    """What an address says after its question mark, in libpq's words."""
    known = _keywords()
    options: dict[str, str] = {}
    for name, value in parse_qsl(query):
        if name == "ssl":
            name, value = "sslmode", _SSL.get(value.lower(), value)
        if name in known and name not in _LEAVE_OUT:
            options[name] = value
    return options


_SSL = {
    "true": "require",
    "1": "require",
    "on": "require",
    "false": "disable",
    "0": "disable",
    "off": "disable",
}


def _read(place: str, options: Mapping[str, str]) -> dict[str, object]:
    """What the address says, by libpq's keywords."""
    try:
        given: dict[str, object] = dict(conninfo_to_dict(_joined(place, options)))
    except psycopg.Error:
        given = {}
    host, port = str(given.get("host", "")), str(given.get("port", "0") or "0")
    if not given or "@" in host or not all(each.isdigit() or not each for each in port.split(",")):
        raise DatabaseUnsuitable(tr("The address of the v2 database cannot be read."), tr(_UNREADABLE))
    return given


def _joined(place: str, options: Mapping[str, str]) -> str:
    query = f"?{urlencode(options, quote_via=quote)}" if options else ""
    return f"postgresql://{place}{query}"


def _keywords() -> set[str]:
    return {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}


def _variables() -> dict[str, str]:
    """libpq's variables by the keywords that they stand for."""
    return {
        option.keyword.decode(): option.envvar.decode()
        for option in psycopg.pq.Conninfo.get_defaults()
        if option.envvar and option.keyword.decode() not in _LEAVE_OUT
    }


def other_machine(address: str) -> str:
    """The name of the machine that a plain address leads to; empty when it is this one."""
    host = str(conninfo_to_dict(address).get("host") or os.environ.get("PGHOST", ""))
    here = not host or host.startswith(("/", "@")) or host in ("localhost", "127.0.0.1", "::1")
    return "" if here else host
