"""An empty database that can hold a v2, and whoever may do everything on its server."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from core.store.cluster import Cluster


@pytest.fixture
def v2(bare_database_url: str) -> str:
    """The address of an empty database that can hold a v2."""
    return bare_database_url.replace("+psycopg", "", 1)


@pytest.fixture
def administrator(cluster: Cluster) -> Iterator[psycopg.Connection]:
    """A connection that may do everything."""
    url = cluster.admin_url("postgres").replace("+psycopg", "", 1)
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection
