"""Words that stand on one line, however much room there is."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.direction import line_flags
from app.theme import Role, Theme


class OneLine(QLabel):
    """Words on one line, as many as there is room for; all of them on hover."""

    def __init__(self, theme: Theme, words: str, role: Role = "body", *, muted: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setText(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if muted:
            self.setObjectName("muted")

    def setText(self, words: str) -> None:
        """From now on it says this."""
        super().setText(words)
        self.setToolTip(f"<p>{escape(words)}</p>" if words else "")  # as HTML it is wrapped

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), line_flags(shown, self.layoutDirection()), shown)
        painter.end()
