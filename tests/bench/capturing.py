"""From the request for the capture window to the focus in its text, while the program runs, against an empty window."""

from __future__ import annotations

import os
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.capture.card import Card
from app.remembered import Remembered
from app.tasks import Tasks
from app.theme import Mode, Theme
from app.workspace import Workspace
from tests.bench import ground
from tests.bench.figures import Figure, ms, p50, p95

_GOAL = 0.150


class _Watch(QObject):
    """Notes when a window was painted and the keyboard was in it."""

    def __init__(self, window: QWidget, field: QWidget) -> None:
        super().__init__()
        self._window, self._field = window, field
        self.painted = False
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)

    @property
    def ready(self) -> bool:
        return self.painted and self._window.isActiveWindow() and QApplication.focusWidget() is self._field


def run(notes: int = 10_000, rounds: int = 60) -> list[Figure]:
    """Open both windows in turns and close them again; the first time of each is told apart."""
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    with ground.home() as place, ground.notebook(notes, place) as brain:
        tasks = Tasks()
        workspace = Workspace(brain, tasks, brain.position())
        card = Card(workspace, Theme(application, Mode.LIGHT), Remembered(place))
        empty = QWidget()
        empty.resize(card.window.size())
        until = time.perf_counter() + 1  # as in a program that runs: what is begun was looked for
        while time.perf_counter() < until:
            application.processEvents()
        taken: list[float] = []
        bare: list[float] = []
        for _ in range(rounds + 1):
            bare.append(_opened(application, empty, empty, lambda: _show(empty)))
            taken.append(_opened(application, card.window, card.window.text, card.open))
        card.close()
        tasks.close()
    seen = (
        f"first {ms(taken[0])}, then p95 {ms(p95(taken[1:]))}, p50 {ms(p50(taken[1:]))};"
        f" {p50(taken[1:]) / p50(bare[1:]):.1f} × an empty window ({ms(p50(bare[1:]))})"
    )
    worst = max(taken[0], p95(taken[1:]))
    return [Figure("capture window, request to focus in its text", "≤ 150 ms", seen, worst <= _GOAL)]


def _show(window: QWidget) -> None:
    window.show()
    window.activateWindow()
    window.setFocus()


def _opened(application: QApplication, window: QWidget, field: QWidget, request: object) -> float:
    watch = _Watch(window, field)
    began = time.perf_counter()
    assert callable(request)
    request()
    while not watch.ready:
        application.processEvents()
    took = time.perf_counter() - began
    field.removeEventFilter(watch)
    window.hide()
    for _ in range(5):
        application.processEvents()
    return took
