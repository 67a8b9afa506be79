"""Where the sample notes are that a person can look around with."""

from __future__ import annotations

from pathlib import Path

import resources


def sample_dump() -> Path | None:
    """A small dump of version 2 that comes with the program; None where it was left out."""
    assert resources.__file__ is not None  # it is a folder of the program
    path = Path(resources.__file__).parent / "sample" / "v2_sample.sql"
    return path if path.is_file() else None
