"""`python -m tests.screenshots [FOLDER [LANGUAGE]] [--scale FACTOR] [--right-to-left]`: draw the main states of the window,
by default into docs/screenshots, in English. `/tmp/german de` draws them in German, `/tmp/large --scale 2` as on a screen
with two pixels for each, `/tmp/mirrored --right-to-left` in a window that is read from the right."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path


def main() -> None:
    """Draw every picture."""
    told = _told()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(told.scale)  # Qt reads it once, when it starts
    told.folder.mkdir(parents=True, exist_ok=True)
    _draw(told.folder, told.language, mirrored=told.right_to_left)


def _told() -> argparse.Namespace:
    line = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    line.add_argument("folder", nargs="?", type=Path, default=Path("docs/screenshots"))
    line.add_argument("language", nargs="?", default="en")
    line.add_argument("--scale", type=float, default=1.0, metavar="FACTOR", help="such as 1.5 or 2")
    line.add_argument("--right-to-left", action="store_true", help="mirror the window")
    return line.parse_args()


def _draw(folder: Path, language: str, *, mirrored: bool) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from app.collecting import collect_here
    from app.theme import Mode, Theme
    from app.translation import speak
    from tests.screenshots.scenes import play

    application = QApplication(["second-brain"])
    collect_here(application)
    speak(application, language)
    if mirrored:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    theme = Theme(application, Mode.LIGHT)
    with tempfile.TemporaryDirectory(prefix="second-brain-pictures-") as place:
        play(theme, Path(place), folder)


if __name__ == "__main__":
    main()
