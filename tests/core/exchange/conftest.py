"""A second notebook to bring things into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import open_brain
from core.brain import Brain


@pytest.fixture
def other_brain(bare_database_url: str, tmp_path: Path) -> Iterator[Brain]:
    """Another empty notebook, as on another machine."""
    with open_brain(tmp_path / "other home", bare_database_url) as opened:
        yield opened
