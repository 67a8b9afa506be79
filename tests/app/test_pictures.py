"""`make screenshots` draws a picture of every main state, the one that the README shows among them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.theme import Theme
from tests.screenshots.scenes import play
from tests.screenshots.stage import SIZE


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_main_state_has_a_picture(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    play(theme, tmp_path, pictures, hasty=True)
    drawn = {path.name for path in pictures.iterdir()}
    kept = {path.name for path in (Path(__file__).parents[2] / "docs" / "screenshots").glob("*.png")}
    assert drawn == kept
    assert "library-light.png" in drawn
    sizes = [QImage(str(pictures / name)).size() for name in drawn]
    assert all(size == SIZE or size.boundedTo(SIZE) == size for size in sizes)
