"""Panes beside each other: the order in which they are read, one in the place of another, which of them has the keyboard.

Owns two remedies: Qt puts each new pane of a splitter below the others, and a screen reader goes through them from below;
and it lays out what comes where there is hardly any room first.
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


def show_instead(panes: QSplitter, comes: QWidget, goes: QWidget) -> None:
    """Show one pane in the place of another one, and nothing else is laid out. Qt would make room for both first, or as
    little as a hidden one takes: each line of a long note would be broken for that, and then again."""
    place = goes.geometry()
    comes.hide()
    comes.setGeometry(place)  # or all is painted anew over which it would have stood
    if panes.indexOf(comes) < 0:
        panes.addWidget(comes)  # which makes it small
    goes.hide()
    comes.setGeometry(place)
    comes.show()


def holds_focus(pane: QWidget) -> bool:
    """Whether the keyboard is in this pane."""
    focus = QApplication.focusWidget()
    return focus is not None and pane.isAncestorOf(focus)
