"""What a start does first: the window, then the list, and nothing else before them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QIcon
from pytestqt.qtbot import QtBot

from app import session as session_module
from app.account.place import AccountPlace
from app.embedding import Embedding
from app.instance import Instance
from app.remembered import Remembered
from app.session import Session
from app.theme import Theme
from app.window import Window
from core.brain import Brain


def test_the_window_and_the_list_come_before_everything_else(
    qtbot: QtBot, theme: Theme, home: Path, brain: Brain, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        brain.create_memory(f"Note {number}")
    order: list[str] = []
    sessions: list[Session] = []

    def noted(owner: object, name: str, word: str) -> None:
        real: Callable[..., object] = getattr(owner, name)

        def wrapped(*arguments: object, **named: object) -> object:
            notebook = sessions[0].notebook
            listed = notebook is not None and notebook.pane.list.model().rowCount()
            order.append(f"{word} behind the list" if listed else word)
            return real(*arguments, **named)

        monkeypatch.setattr(owner, name, wrapped)

    noted(session_module, "open_brain", "the notebook opens")
    noted(Embedding, "begin", "meaning begins")
    noted(AccountPlace, "begin", "sync begins")
    remembered = Remembered(home)
    remembered.welcomed = True
    instance = Instance(home)
    assert instance.claim({})
    window = Window(theme, remembered)
    qtbot.addWidget(window)
    window.painted.connect(lambda: order.append("the window is painted"))
    sessions.append(Session(window, theme, remembered, instance, home, database_url))
    QGuiApplication.setWindowIcon(QIcon())
    window.show()
    qtbot.waitUntil(lambda: "sync begins" in " ".join(order), timeout=20_000)
    assert not window.windowIcon().isNull()
    with qtbot.waitSignal(sessions[0].ended, timeout=20_000):
        window.close()
    sessions[0].close()
    instance.release()
    sessions[0].deleteLater()
    assert order == [
        "the window is painted",
        "the notebook opens",
        "meaning begins behind the list",
        "sync begins behind the list",
    ]
