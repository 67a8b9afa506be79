"""Copying files to an S3 store costs nothing where nobody chose one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.library import file_copying
from app.library.file_copying import FileCopying
from app.parts import Shell
from app.rounds import Rests
from app.workspace import Workspace
from core import place_at
from core.far_files.place import write_place


def test_no_process_is_begun_where_files_are_in_the_data_folder_alone(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(file_copying, "_RESTS", Rests(start=0, change=0, failure=600_000))
    monkeypatch.setattr(file_copying, "copy_beside", lambda *_given, **_named: begun.append("a process"))
    window = QWidget()
    qtbot.addWidget(window)
    shell = cast("Shell", SimpleNamespace(window=window, workspace=workspace))
    copying = FileCopying(shell)
    an_hour = 3_000_000  # milliseconds: it has looked, and rests
    qtbot.waitUntil(lambda: copying._rounds._soon.remainingTime() > an_hour)
    assert not begun
    write_place(workspace.brain.home, place_at("s3://notes", "https://s3.example.com"))
    copying._rounds.begin()
    qtbot.waitUntil(lambda: begun == ["a process"])
    copying.end()
