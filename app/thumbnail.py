"""A picture as a small square with round corners.

Owns how large it is read for that, and that its middle is shown. It refuses to know where the picture comes from.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from app.pictures import Fit
from app.sizes import SOFT


def fit(side: int, ratio: float) -> Fit:
    """How large a picture is read to fill a square of this side, in pixels of a screen with this ratio: most are up to twice
    as long as they are high."""
    longest = round(2 * side * ratio)
    return Fit(longest, longest)


def paint_thumbnail(painter: QPainter, picture: QImage, place: QRectF, edge: QColor) -> None:
    """Fill a square with the middle of a picture, with a line around it, so that a white one has an end, too."""
    side = min(picture.width(), picture.height())
    middle = QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)
    shape = QPainterPath()
    shape.addRoundedRect(place, SOFT, SOFT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    painter.drawImage(place, picture, middle)
    painter.setClipping(False)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), SOFT, SOFT)
    painter.restore()
