"""Fixtures of the tests of the team server alone."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from sync.server.database import SCHEMA, plain_address
from sync.server.settings import Settings


@pytest.fixture
def sql(team_settings: Settings) -> Iterator[psycopg.Connection]:
    """A look into the server's tables."""
    address = plain_address(team_settings.database_url)
    with psycopg.connect(address, options=f"-c search_path={SCHEMA}", autocommit=True) as connection:
        yield connection
