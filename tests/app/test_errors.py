"""What nobody expected is logged and shown once, and the program goes on; a look changes everything at once."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.errors import Bugs, write_log
from app.help.texts import window_log
from app.theme import Mode, Theme
from tests.fixtures.contrast import contrast


def bug(bugs: Bugs, words: str) -> None:
    try:
        raise RuntimeError(words)
    except RuntimeError as error:
        bugs.take(type(error), error, error.__traceback__)


def test_a_bug_is_logged_and_shown_in_one_window_with_details_to_copy(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copied: list[str] = []
    before = sys.excepthook
    with Bugs(lambda: None, copied.append) as bugs, write_log(tmp_path):
        assert sys.excepthook == bugs.take
        bug(bugs, "the first")
        dialog = bugs._dialog
        bug(bugs, "the second")
    assert sys.excepthook is before
    assert dialog is not None
    assert bugs._dialog is dialog  # still one
    assert dialog.isVisible()
    (button,) = [each for each in dialog.findChildren(QPushButton) if each.text() == "Copy details"]
    button.click()
    assert "the first" in copied[0]
    assert "the second" in copied[0]
    dialog.close()
    assert [record.getMessage() for record in caplog.records] == ["unexpected", "unexpected"]
    caplog.clear()  # they were asked for
    log = (tmp_path / "log" / "window.log").read_text()
    assert "RuntimeError: the second" in log
    assert logging.getLogger().handlers != []


def test_a_fixed_look_stays_and_the_panes_hear_of_a_change(qtbot: QtBot, theme: Theme) -> None:
    heard: list[bool] = []
    theme.changed.connect(lambda: heard.append(theme.dark))
    light = theme.colors
    theme.set_mode(Mode.DARK)
    theme.set_mode(Mode.DARK)
    assert heard == [True]
    assert theme.colors != light
    theme.set_mode(Mode.LIGHT)
    assert heard == [True, False]


def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.set_mode(mode)
        colors = theme.colors
        for ground in (colors.base, colors.side, colors.selected, colors.hover):
            for ink in (colors.text, colors.muted):
                assert contrast(ink, ground) >= 4.5, (
                    mode,
                    ink.name(),
                    ground.name(),
                )
        for ink in (colors.accent, colors.danger, colors.good, colors.caution):
            assert contrast(ink, colors.base) >= 4.5, (mode, ink.name())
    theme.set_mode(Mode.LIGHT)


def test_where_the_program_died_stands_in_the_log_of_the_next_start_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dying = f"""
import faulthandler, pathlib
from app.errors import write_log

def draw_a_note():
    faulthandler._sigsegv()

with write_log(pathlib.Path({str(tmp_path)!r})):
    draw_a_note()
"""
    died = subprocess.run([sys.executable, "-c", dying], check=False, capture_output=True)
    assert died.returncode != 0
    assert "ended suddenly" not in window_log(tmp_path)
    for _ in range(2):
        with write_log(tmp_path):
            pass
    caplog.clear()  # they were asked for
    told = window_log(tmp_path)
    assert told.count("went wrong (app): the program ended suddenly the last time") == 1
    assert "Segmentation fault" in told and "in draw_a_note" in told


def test_where_no_log_can_be_written_the_program_starts_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("in the way, as a full disk or one without rights is")
    with write_log(tmp_path) as died:
        assert not died
    (tmp_path / "log").unlink()
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "sudden-end.txt").mkdir()
    with write_log(tmp_path) as died:
        assert not died
