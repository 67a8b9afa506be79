"""One of a few answers to a setting, as buttons beside each other.

Owns the row of buttons. It refuses to know what is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QPushButton, QWidget

from app.flow import Flow
from app.migration.sheet import button_of
from app.theme import GRID

V = TypeVar("V", int, str)


class Choice(QWidget, Generic[V]):
    """A button for each answer, with its words; the one that holds is pressed."""

    def __init__(self, answers: Mapping[V, str], now: V, chosen: Callable[[V], None]) -> None:
        super().__init__()
        self.buttons: dict[V, QPushButton] = {}
        self._chosen: Callable[[V], None] = chosen
        flow = Flow(self, 2 * GRID)
        for value, words in answers.items():
            button = button_of(words, partial(self._choose, value))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(value == now)
            self.buttons[value] = button
            flow.addWidget(button)

    def _choose(self, value: V) -> None:
        self.buttons[value].setChecked(True)
        self._chosen(value)
