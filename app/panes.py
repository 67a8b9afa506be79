"""Panes beside each other: the order in which they are read, and which of them has the keyboard.

Owns one remedy: Qt puts each new pane of a splitter below the others, and a screen reader goes through them from below.
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QSplitter, QWidget


def put_in_reading_order(panes: QSplitter) -> None:
    """Let a screen reader come to the first pane first. The grips stay on top, where the pointer finds them."""
    parts = [panes.widget(number) for number in range(panes.count())]
    grips = [panes.handle(number) for number in range(panes.count())]
    for each in (*parts, *grips):
        if each is not None:
            each.raise_()


def holds_focus(pane: QWidget) -> bool:
    """Whether the keyboard is in this pane."""
    focus = QApplication.focusWidget()
    return focus is not None and pane.isAncestorOf(focus)
