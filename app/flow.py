"""A layout that puts widgets side by side like words, and begins a new row where one is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from app.sizes import ENDLESS


class Flow(QLayout):
    """Rows of widgets."""

    def __init__(self, parent: QWidget, space: int, *, fill: bool = False) -> None:
        """With `fill`, the last widget gets what is left of its row."""
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._space = space
        self._fill = fill
        self._items: list[QLayoutItem] = []

    def insert(self, index: int, widget: QWidget) -> None:
        """Put a widget before another one."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Called by Qt."""
        self._items.append(item)

    def count(self) -> int:
        """Called by Qt."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Called by Qt."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Called by Qt."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Called by Qt."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Called by Qt."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Called by Qt."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Called by Qt."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Called by Qt."""
        sizes = [item.minimumSize() for item in self._items]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, row = rect.left(), rect.top(), 0
        around = self.parentWidget()
        direction = around.layoutDirection() if around else Qt.LayoutDirection.LeftToRight
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), ENDLESS))
            if x > rect.left() and x + size.width() > rect.right() + 1:
                x, y, row = rect.left(), y + row + self._space, 0
            if self._fill and item is self._items[-1]:
                size.setWidth(max(rect.right() + 1 - x, size.width()))
            if move:
                item.setGeometry(QStyle.visualRect(direction, rect, QRect(QPoint(x, y), size)))
            x += size.width() + self._space
            row = max(row, size.height())
        return y + row - rect.top()
