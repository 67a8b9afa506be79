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
        y = rect.top()
        for row in self._rows(rect):
            height = max(size.height() for _, size in row)
            if move:
                self._place(row, QRect(rect.left(), y, rect.width(), height))
            y += height + self._space
        return max(y - self._space - rect.top(), 0)

    def _rows(self, rect: QRect) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands beside each other, each with its size."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        x = rect.left()
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), ENDLESS))
            if not rows or (x > rect.left() and x + size.width() > rect.right() + 1):
                rows.append([])
                x = rect.left()
            if self._fill and item is self._items[-1]:
                size.setWidth(max(rect.right() + 1 - x, size.width()))
            rows[-1].append((item, size))
            x += size.width() + self._space
        return rows

    def _place(self, row: list[tuple[QLayoutItem, QSize]], rect: QRect) -> None:
        """Side by side, and words on one line, however high the things are that they stand on."""
        around = self.parentWidget()
        direction = around.layoutDirection() if around else Qt.LayoutDirection.LeftToRight
        x = rect.left()
        for item, size in row:
            at = QPoint(x, rect.top() + (rect.height() - size.height()) // 2)
            item.setGeometry(QStyle.visualRect(direction, rect, QRect(at, size)))
            x += size.width() + self._space
