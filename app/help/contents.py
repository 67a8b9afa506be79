"""What a text in the help has to offer: its headings, one below the other beside it.

Owns the list, and that it follows where one reads. It refuses to know what stands below a heading.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QWidget

from app.editor.dressing import blocks
from app.sizes import CONTENTS_WIDTH
from app.theme import Theme
from core import tr

_DEEPEST = 3  # levels of headings that are listed; the first is the text's own title
_PLACE = Qt.ItemDataRole.UserRole
_INDENT = "    "


class Contents(QListWidget):
    """The headings of what a browser shows; hidden where there are none."""

    chosen = Signal(int)
    """The place in the document that somebody wants to read."""

    def __init__(self, text: QTextBrowser, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setObjectName("contents")
        self.setAccessibleName(tr("Contents"))
        self.setFont(theme.font("body"))
        self.setFixedWidth(CONTENTS_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        text.verticalScrollBar().valueChanged.connect(self._follow)

    def look_again(self) -> None:
        """List the headings of what is shown now."""
        self.clear()
        for block in blocks(self._text.document()):
            level = block.blockFormat().headingLevel()
            if not 1 < level <= _DEEPEST:
                continue
            item = QListWidgetItem(_INDENT * (level - 2) + block.text())
            item.setData(_PLACE, block.position())
            item.setToolTip(block.text())
            self.addItem(item)
        self.setVisible(self.count() > 1)
        self._follow()

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_PLACE))

    def _follow(self) -> None:
        """Mark the heading that one reads below, unless somebody is choosing one."""
        if self.hasFocus() or not self.count():
            return
        top = self._text.cursorForPosition(self._text.viewport().rect().topLeft()).position()
        rows = [row for row in range(self.count()) if self.item(row).data(_PLACE) <= top]
        self.setCurrentRow(rows[-1] if rows else 0)
