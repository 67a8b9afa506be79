"""What the server's command line tells a person to type works as it stands."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sync.server.cli import _command


def test_the_first_user_is_made_by_the_program_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "second-brain-server").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert _command(None) == f"{tmp_path}/second-brain-server create-user"
    assert _command("/srv/my notes").endswith("create-user --home '/srv/my notes'")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")  # packed otherwise: it has to be on the path
    assert _command(None) == "second-brain-server create-user"
