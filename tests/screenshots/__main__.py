"""`python -m tests.screenshots [FOLDER [LANGUAGE]]`: draw the main states of the window, by default into docs/screenshots,
in English. `/tmp/german de` draws them in German."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.collecting import collect_here
from app.theme import Mode, Theme
from app.translation import speak
from tests.screenshots.scenes import play


def main() -> None:
    """Draw every picture."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["second-brain"])
    collect_here(application)
    speak(application, sys.argv[2] if len(sys.argv) > 2 else "en")
    theme = Theme(application, Mode.LIGHT)
    with tempfile.TemporaryDirectory(prefix="second-brain-pictures-") as place:
        play(theme, Path(place), folder)


if __name__ == "__main__":
    main()
