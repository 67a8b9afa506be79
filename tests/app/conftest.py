"""Every test of the window fails on a stray log record; Qt's own messages are watched by pytest-qt."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _nothing_stray(quiet_log: None) -> None:
    """No warning or error may reach the log."""
