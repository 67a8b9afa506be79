"""Nothing pops up beside the window while one works in it: no part is shown before it has its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.settings.place import SettingsPlace
from app.window import Window
from tests.fixtures.desktop import OpenSession

PAGES = (
    "app.settings",
    "view.shortcuts",
    "import.notes",
    "export.notes",
    "capture.settings",
    "note.history",
    "go.activity",
    "go.past",
    "sync.account",
)
LONG = 20_000


class _Strays(QObject):
    """Hears of every widget that becomes a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt."""
        if not isinstance(watched, QWidget) or event.type() is not QEvent.Type.Show or not watched.isWindow():
            return False
        if watched.windowType() is Qt.WindowType.Window and not isinstance(watched, Window):
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[list[str]]:
    """What was a window for a moment and should not have been."""
    watching = _Strays()
    qapp.installEventFilter(watching)
    yield watching.seen
    qapp.removeEventFilter(watching)


def test_pages_come_and_go_without_a_window_beside(
    qtbot: QtBot, open_session: OpenSession, strays: list[str]
) -> None:
    session = open_session()
    notebook = session.notebook
    assert notebook is not None
    notebook.capture("Boiler\n\n- [ ] bleed the radiators")
    qtbot.waitUntil(lambda: notebook.editor.note is not None, timeout=LONG)
    place = next(each for each in session._parts if isinstance(each, SettingsPlace))
    for page in PAGES:
        session._window.actions_[page].trigger()
        if page == "app.settings":
            qtbot.waitUntil(
                lambda: place.sheet is not None and bool(place.sheet.entries["made"].state.text())
            )
        qtbot.wait(50)
        assert strays == [], page
