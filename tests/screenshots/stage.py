"""A real window on a real notebook in a folder of its own, with a hand on it and a camera in front.

Owns waiting and taking pictures. It refuses to know which states are worth one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QCursor, QImage, QImageWriter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.arrival import Arrival
from app.instance import Instance
from app.notebook import Notebook
from app.remembered import Remembered
from app.session import Session
from app.theme import Mode, Theme
from app.window import Window

SIZE = QSize(1_280, 800)
_PATIENCE = 120.0
_CALM = 0.4  # seconds without anything to wait for, in which what is late is painted
_SELDOM = 10


class Stage:
    """One run of the window."""

    def __init__(self, theme: Theme, home: Path, pictures: Path, *, hasty: bool = False) -> None:
        self.theme = theme
        self._hasty = hasty
        self._shots = 0
        self.pictures = pictures
        remembered = Remembered(home)
        self._instance = Instance(home)
        assert self._instance.claim({})
        self.window = Window(theme, remembered)
        self.session = Session(self.window, theme, remembered, self._instance, home, None)
        self.window.resize(SIZE)

    @property
    def notebook(self) -> Notebook:
        """The open notebook."""
        assert self.session.notebook is not None
        return self.session.notebook

    @property
    def arrival(self) -> Arrival:
        """The pages that can cover the notebook."""
        return next(each for each in self.window.findChildren(Arrival))

    def find(self, kind: type[QWidget]) -> QWidget:
        """The visible widget of that kind."""
        return next(each for each in self.window.findChildren(kind) if each.isVisible())

    def wait(self, until: Callable[[], object]) -> None:
        """Let the window live until something is true, and then a little longer."""
        end = time.monotonic() + _PATIENCE
        while not until():
            assert time.monotonic() < end, "the window did not get there"
            self._live()
        self.rest()

    def rest(self) -> None:
        """Let the window live for a moment."""
        end = time.monotonic() + (_CALM / 5 if self._hasty else _CALM)
        while time.monotonic() < end:
            self._live()

    def shoot(self, name: str, *looks: Mode) -> None:
        """Save what is to be seen as `<name>-light.png` and `<name>-dark.png`."""
        stays = self._hasty and self._shots % _SELDOM != 0
        self._shots += 1
        picture: QPixmap | None = None
        for look in looks or (Mode.LIGHT,):
            if look is Mode.LIGHT or not stays:
                self.theme.set_mode(look)
                self.rest()
            if picture is None or not stays:
                picture = self.window.grab()
            self.keep(picture, f"{name}-{look.value}")
        self.theme.set_mode(Mode.LIGHT)

    def keep(self, picture: QPixmap, name: str) -> None:
        """Save a picture, as small as PNG can."""
        image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
        writer = QImageWriter(str(self.pictures / f"{name}.png"), b"png")
        writer.setCompression(100)
        assert writer.write(image), writer.errorString()
        print(f"{name}.png")

    def close(self) -> None:
        """End the program as a person does."""
        self.window.close_for_good()
        self.session.close()
        self._instance.release()
        self.window.deleteLater()

    def _live(self) -> None:
        QApplication.processEvents()
        time.sleep(0.005)


@contextmanager
def opened(theme: Theme, home: Path, pictures: Path, *, hasty: bool = False) -> Iterator[Stage]:
    """A window before its first paint. A `hasty` one may miss what is painted late, and mostly stays light: to put a sheet
    of styles on a whole window takes a second."""
    QCursor.setPos(QPoint(SIZE.width() - 1, 1))  # away from what lights up under the pointer
    stage = Stage(theme, home, pictures, hasty=hasty)
    try:
        yield stage
    finally:
        stage.close()
