"""The margins at the sides of a column of text, where the mouse means the line at its height.

Owns which events beside the column are the column's. Qt gives them to the widget around it, which does nothing with them. It
refuses to know what the text does with a click.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

_BEGINS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Margins:
    """Those of one text."""

    def __init__(self, around: QPlainTextEdit | QTextEdit) -> None:
        self._around = around
        self._held = False  # from a press in a margin until the button is let go

    def point(self) -> None:
        """Have the mouse look as over text in the margins, too."""
        around = self._around
        around.setCursor(Qt.CursorShape.IBeamCursor)
        for bar in (around.verticalScrollBar(), around.horizontalScrollBar()):
            bar.setCursor(Qt.CursorShape.ArrowCursor)

    def take(self, event: QEvent) -> bool | None:
        """Let the column have an event of the widget around it, and say whether that took it; None where the event is
        none of the margins'."""
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QWheelEvent) and self._beside(event.position()):
            return self._around.viewportEvent(event)
        if isinstance(event, QDropEvent):
            return self._drop(event)
        if isinstance(event, QContextMenuEvent) and event.reason() is QContextMenuEvent.Reason.Mouse:
            return self._menu(event)
        return None

    def _mouse(self, event: QMouseEvent) -> bool | None:
        if event.type() in _BEGINS:
            self._held = self._beside(event.position())
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if self._held and plain and event.button() is Qt.MouseButton.LeftButton:
                self._choose_nothing()
        if not self._held:
            return None
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._held = False
        moved = QMouseEvent(
            event.type(),
            self._around.viewport().mapFrom(self._around, event.position()),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )
        taken = self._around.viewportEvent(moved)
        event.setAccepted(moved.isAccepted())
        return taken

    def _drop(self, event: QDropEvent) -> bool | None:
        """Something that is dragged over a margin or dropped there."""
        if not self._beside(event.position()):
            return None
        at = self._around.viewport().mapFrom(self._around, event.position())
        said = event.possibleActions(), event.mimeData(), event.buttons(), event.modifiers()
        moved: QDropEvent
        if isinstance(event, QDragEnterEvent):
            moved = QDragEnterEvent(at.toPoint(), *said)
        elif isinstance(event, QDragMoveEvent):
            moved = QDragMoveEvent(at.toPoint(), *said)
        else:
            moved = QDropEvent(at, *said)
        moved.setDropAction(event.dropAction())
        taken = self._around.viewportEvent(moved)
        event.setDropAction(moved.dropAction())
        event.setAccepted(moved.isAccepted())
        return taken

    def _choose_nothing(self) -> None:
        """What is chosen is not to be dragged from here: a press in a margin chooses anew."""
        cursor = self._around.textCursor()
        cursor.clearSelection()
        self._around.setTextCursor(cursor)

    def _menu(self, event: QContextMenuEvent) -> bool | None:
        if not self._beside(QPointF(event.pos())):
            return None
        at = self._around.viewport().mapFrom(self._around, event.pos())
        moved = QContextMenuEvent(event.reason(), at, event.globalPos(), event.modifiers())
        taken = self._around.viewportEvent(moved)
        event.setAccepted(moved.isAccepted())
        return taken

    def _beside(self, point: QPointF) -> bool:
        return not self._around.viewport().geometry().contains(point.toPoint())
