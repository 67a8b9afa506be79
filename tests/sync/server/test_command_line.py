"""What the server's command line tells a person to type works as it stands."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sync.server.cli import _command, _say_removed


def test_the_first_user_is_made_by_the_program_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "second-brain-server").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert _command(None) == f"{tmp_path}/second-brain-server create-user"
    assert _command("/srv/my notes").endswith("create-user --home '/srv/my notes'")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")  # packed otherwise: it has to be on the path
    assert _command(None) == "second-brain-server create-user"


def test_what_version_2_left_in_the_environment_is_named_without_its_values(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QDRANT_URL", "QDRANT_API_KEY", "PROMETHEUS_PORT", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    _say_removed()
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("QDRANT_URL", "http://me:hunter3@host")
    monkeypatch.setenv("QDRANT_API_KEY", "hunter3")
    monkeypatch.setenv("PROMETHEUS_PORT", "9090")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-hunter3")
    _say_removed()
    said = capsys.readouterr().err
    assert "QDRANT_API_KEY, QDRANT_URL mean nothing any more" in said
    assert "PROMETHEUS_PORT is not read: the figures for Prometheus are at /metrics" in said
    assert "OPENAI_API_KEY is not read" in said
    assert "hunter3" not in said
