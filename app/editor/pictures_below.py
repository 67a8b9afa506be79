"""The pictures that a note's text names, shown below their lines while the text stays plain text.

Owns where each is, how it is painted, and what is said where one cannot be shown: that nothing is loaded from the network,
that the note has no such file. The document never holds more than what was typed. It refuses to know what a click does.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QTextBlock

from app.editor.page import Page, band
from app.editor.picture_links import PictureLink, pictures_in
from app.editor.pointer import line_of, visible
from app.editor.text import NoteText
from app.pictures import Fit, Pictures
from app.sizes import COLUMN, ICON, PICTURE_HIGH
from app.theme import GRID, Theme
from core import Attachment, tr

# Bytes of a file that is as high as may be, most likely: until it is known, so much room is kept.
_LARGE = 40_000
# Pictures that are kept as wide as a narrow window shows them: more than a screen holds of large ones.
_SCALED = 24
_AHEAD = 4  # paragraphs: so many, and the one at the top, are measured before they are scrolled to


class Shown(NamedTuple):
    """One picture: its link, where it is below its paragraph's lines, its file, and words where it is not shown."""

    link: PictureLink
    rect: QRectF
    file: Attachment | None
    words: str


class PicturesBelow(QObject):
    """The pictures below the lines of one text."""

    def __init__(self, text: NoteText, pictures: Pictures, theme: Theme, *, on: bool = True) -> None:
        super().__init__(text)
        self._text = text
        self._pictures = pictures
        self._theme = theme
        self._on = on
        self._scaled: OrderedDict[tuple[str, int, int], QImage] = OrderedDict()
        text.below = self
        for news in (pictures.arrived, pictures.listed, theme.changed):
            news.connect(self.measure)
        text.updateRequest.connect(self._follow)
        text.verticalScrollBar().rangeChanged.connect(self._end)
        self.measure()

    @property
    def on(self) -> bool:
        """Whether pictures are shown."""
        return self._on

    def show_pictures(self, on: bool) -> None:
        """Show them, or leave the text alone."""
        self._on = on
        self.measure()

    def measure(self) -> None:
        """Something is known now, or is another one: look at every picture again."""
        if (page := self._page) is not None:
            page.show_below(self)
            self._follow()

    def shown(self) -> Iterator[Shown]:
        """The pictures on the screen, with their places on it."""
        for block, rect in visible(self._text):
            for each, place in self._placed(block, rect):
                yield each._replace(rect=place)

    def at(self, point: QPointF) -> Shown | None:
        """The picture, or the words in its place, under a point."""
        return next((each for each in self.shown() if each.rect.contains(point)), None)

    def in_line(self, block: QTextBlock) -> Shown | None:
        """The first picture of a paragraph."""
        return next(iter(self._all(block, self._text.viewport().width())[0]), None)

    # ---- for the page, and the text that is painted

    def height(self, block: QTextBlock, width: float) -> float:
        """How much room the pictures of a paragraph need below its lines."""
        return self._all(block, width)[1] if self._on else 0.0

    def paint(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        """Paint the pictures of a paragraph that fills this rectangle on the screen."""
        for each, place in self._placed(block, rect):
            if each.words:
                self._say(painter, each.words, place)
            elif each.file is not None:
                self._paint(painter, each.file, place)

    def _placed(self, block: QTextBlock, rect: QRectF) -> Iterator[tuple[Shown, QRectF]]:
        if self._on and "![" in block.text():
            found, _ = self._all(block, self._text.viewport().width())
            rows = block.layout()
            end = band(block, rows.lineAt(rows.lineCount() - 1))[1]
            for each in found:
                yield each, each.rect.translated(rect.left(), rect.top() + end)

    def _all(self, block: QTextBlock, width: float) -> tuple[list[Shown], float]:
        """The pictures of a paragraph from the end of its lines on, side by side where they fit, and how high that is."""
        links = pictures_in(block.text(), line_of(self._text, block))
        left = block.layout().lineAt(0).x() if block.layout().lineCount() else 0.0
        room = max(width - left, float(ICON))
        placed: list[Shown] = []
        x, y, row = left, 2.0 * GRID, 0.0
        for link in links:
            file, told = self._known(link)
            size = QSizeF(room, self._line()) if told else self._size(file, min(room, link.width or room))
            if x > left and x + size.width() > width:
                x, y, row = left, y + row + 2 * GRID, 0.0
            placed.append(Shown(link, QRectF(QPointF(x, y), size), file, told))
            x, row = x + size.width() + 2 * GRID, max(row, size.height())
        return placed, y + row + 2 * GRID if placed else 0.0

    def _known(self, link: PictureLink) -> tuple[Attachment | None, str]:
        """The file of a link, and in words why it is not shown."""
        if link.elsewhere:
            return None, tr(
                "This picture is at {place}. Nothing is loaded from there: drop a copy here to see it.",
                place=link.elsewhere,
            )
        file = self._pictures.file(link.address)
        if file is None:
            return None, tr(
                "This note has no file “{name}”. Drop the picture here to add it.", name=link.address
            )
        return file, self._pictures.wrong(file)

    def _size(self, file: Attachment | None, width: float) -> QSizeF:
        size = self._pictures.size(file) if file is not None else None
        if file is not None and size is None:
            self._pictures.get(file, self._fit())
            return QSizeF(width, PICTURE_HIGH if file.size > _LARGE else 0)
        assert size is not None  # a link without a file has words
        return QSizeF(Fit(round(min(width, COLUMN)), PICTURE_HIGH).of(size))

    def _fit(self) -> Fit:
        density = self._text.devicePixelRatioF()
        return Fit(round(COLUMN * density), round(PICTURE_HIGH * density))

    def _line(self) -> float:
        return QFontMetricsF(self._theme.font("small")).height()

    def _paint(self, painter: QPainter, file: Attachment, place: QRectF) -> None:
        picture = self._pictures.get(file, self._fit())
        if picture is None:
            painter.fillRect(place, self._theme.colors.side)
            return
        painter.drawImage(place, self._exact(file.sha256, picture.image, place.size()))

    def _exact(self, sha256: str, image: QImage, size: QSizeF) -> QImage:
        """A picture with just as many pixels as are painted, made once: the text is painted with each key."""
        wanted = (size * self._text.devicePixelRatioF()).toSize()
        if image.size() == wanted:
            return image
        key = (sha256, wanted.width(), wanted.height())  # one may be seen in two sizes
        kept = self._scaled.get(key)
        if kept is None:
            way = Qt.TransformationMode.SmoothTransformation
            kept = self._scaled[key] = image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, way)
        self._scaled.move_to_end(key)
        while len(self._scaled) > _SCALED:
            self._scaled.popitem(last=False)
        return kept

    def _say(self, painter: QPainter, words: str, place: QRectF) -> None:
        colors = self._theme.colors
        font = self._theme.font("small")
        icon = QRectF(place.left(), place.center().y() - ICON / 2, ICON, ICON)
        self._theme.paint_icon(painter, icon, "image", colors.muted)
        room = place.adjusted(ICON + 2 * GRID, 0, 0, 0)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(colors.muted)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    # ---- scrolling

    @property
    def _page(self) -> Page | None:
        page = self._text.document().documentLayout()
        return page if isinstance(page, Page) else None

    def _follow(self) -> None:
        """The line at the top may be one that a picture takes; those just above it have to be known before they are seen."""
        page, bar = self._page, self._text.verticalScrollBar()
        if page is None:
            return
        top = above = self._text.firstVisibleBlock()
        for _ in range(_AHEAD):
            page.blockBoundingRect(above)
            above = above.previous()
        lines = bar.value() - top.firstLineNumber()
        if 0 < top.lineCount() <= lines:  # a picture that was as high is smaller, or gone
            lines = top.lineCount() - 1
            bar.setValue(top.firstLineNumber() + lines)
        page.scroll_into(top, lines)

    def _end(self) -> None:
        """Qt, which counts the lines of text that fit on the last screen, would let one scroll past the end."""
        if (page := self._page) is not None:
            bar = self._text.verticalScrollBar()
            last = page.last_top(self._text.viewport().height() - 1)
            if last < bar.maximum():
                bar.setMaximum(last)
