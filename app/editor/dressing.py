"""How a document that was made from Markdown gets the theme's fonts, colors and spaces.

Qt's own import knows structure only. A picture that is known here is shown as wide as the column at most; any other becomes
its description, since none is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from app.editor.code import code_spans
from app.editor.ink import Ink, as_lost
from app.editor.languages import language_number
from app.editor.links import named_in
from app.editor.plaintext import units
from app.editor.reading import CALLOUT, MARKED, width_in
from app.sizes import INDENT, PICTURE, READ_BOTTOM, READ_TOP
from app.theme import GRID, Role, Theme
from core import tr

HEADINGS: tuple[Role, ...] = ("title", "heading1", "heading2", "heading3")
"""The fonts of headings, the highest first."""
_PICTURE = "\ufffc"  # stands for one in a text of Qt's
_LINE_HEIGHT = 124  # percent of what the font asks for: 1.5 of its size
_HEADING_HEIGHT = 107  # 1.3
PADDING = 3 * GRID  # inside the panel behind code
_FRAGMENTS_AT_MOST = 500  # in one paragraph: beyond, each further one costs Qt more than the one before
_Property = QTextFormat.Property
_CALLOUT = _Property.UserProperty.value + 1  # of a paragraph that is a callout's title


def dress(
    document: QTextDocument,
    theme: Theme,
    picture: Callable[[str], QImage | None],
    lost: Collection[str] = (),
) -> None:
    """Dress a document that was just made; its default font is set already. `picture` gives what is known by a name, `lost`
    are the notes that links lead to and that are not there."""
    document.setIndentWidth(INDENT * theme.text_size / 100)
    _join_split_cells(document)
    _find_callouts(document)
    for block in blocks(document):
        _Paragraph(block, theme, picture, lost).dress()
    _color_code(document, theme)
    _dress_tables(document, theme)
    root = document.rootFrame()
    frame = root.frameFormat()
    frame.setMargin(0)
    frame.setTopMargin(READ_TOP)
    frame.setBottomMargin(READ_BOTTOM)
    root.setFrameFormat(frame)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """All paragraphs of a document."""
    block = document.firstBlock()
    while block.isValid():
        yield block
        block = block.next()


def is_code(block: QTextBlock) -> bool:
    """Whether a paragraph is a line of a code block."""
    form = block.blockFormat()
    return block.isValid() and (
        form.hasProperty(_Property.BlockCodeFence) or form.hasProperty(_Property.BlockCodeLanguage)
    )


def marker_of(block: QTextBlock) -> QTextBlockFormat.MarkerType:
    """The box of a paragraph that is an item; Qt gives that of the last item to whatever follows the list, too."""
    return (
        block.blockFormat().marker() if block.textList() is not None else QTextBlockFormat.MarkerType.NoMarker
    )


def quote_level(block: QTextBlock) -> int:
    """How deep in quotes a paragraph is."""
    return block.blockFormat().intProperty(_Property.BlockQuoteLevel) if block.isValid() else 0


def begins_callout(block: QTextBlock) -> bool:
    """Whether a paragraph is the title of a callout."""
    return block.isValid() and block.blockFormat().boolProperty(_CALLOUT)


def _find_callouts(document: QTextDocument) -> None:
    """Remember of the paragraphs where a callout begins, and take away what said so."""
    for block in blocks(document):
        if quote_level(block) and block.text().startswith(CALLOUT):
            cursor = QTextCursor(block)
            cursor.deleteChar()
            form = QTextBlockFormat()
            form.setProperty(_CALLOUT, True)
            cursor.mergeBlockFormat(form)


class _Paragraph:
    def __init__(
        self,
        block: QTextBlock,
        theme: Theme,
        picture: Callable[[str], QImage | None],
        lost: Collection[str],
    ) -> None:
        self._block = block
        self._picture = picture
        self._lost = lost
        self._theme = theme
        self._before = block.blockFormat()
        self._code = is_code(block)

    def dress(self) -> None:
        cursor = QTextCursor(self._block)
        cursor.mergeBlockFormat(self._form())
        fragments = self._fragments()
        if len(fragments) <= _FRAGMENTS_AT_MOST:
            for dress, fragment in fragments:
                dress(fragment)

    def _form(self) -> QTextBlockFormat:
        form = QTextBlockFormat()
        kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        height = _HEADING_HEIGHT if self._before.headingLevel() else _LINE_HEIGHT
        if _PICTURE in self._block.text():  # in proportion to a picture, the room would be very large
            kind, height = QTextBlockFormat.LineHeightTypes.LineDistanceHeight, GRID
        form.setLineHeight(height, kind.value)
        above, below = self._room()
        form.setTopMargin(above)
        form.setBottomMargin(below)
        if self._code:
            form.setLeftMargin(PADDING)
            form.setRightMargin(PADDING)
            form.setNonBreakableLines(False)
        elif level := quote_level(self._block):
            form.setLeftMargin(level * 4 * GRID)
        if self._before.hasProperty(_Property.BlockTrailingHorizontalRulerWidth):
            form.setBackground(self._theme.colors.hairline)
        return form

    def _room(self) -> tuple[int, int]:
        block, following = self._block, self._block.next()
        if QTextCursor(block).currentTable() is not None:
            return 0, 0
        if self._code:
            return (
                0 if is_code(block.previous()) else PADDING + 2 * GRID,
                0 if is_code(following) else PADDING + 3 * GRID,
            )
        if self._before.headingLevel():
            return (4 * GRID if block.blockNumber() else 0), 2 * GRID
        if begins_callout(block):
            return 0, 0
        goes_on = _in_list(block) and _in_list(following)
        return 0, GRID if goes_on else 3 * GRID

    def _fragments(self) -> list[tuple[Callable[[QTextCursor], None], QTextCursor]]:
        """What to do with each run of equally drawn characters, in an order that leaves the rest where they are."""
        found: list[tuple[Callable[[QTextCursor], None], QTextCursor]] = []
        steps = self._block.begin()
        while not steps.atEnd():
            fragment = steps.fragment()
            cursor = QTextCursor(self._block)
            cursor.setPosition(fragment.position())
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            found.append((self._describe if fragment.charFormat().isImageFormat() else self._letters, cursor))
            steps += 1
        return found

    def _letters(self, cursor: QTextCursor) -> None:
        form = cursor.charFormat()
        colors = self._theme.colors
        form.clearProperty(_Property.FontSizeAdjustment)
        if level := self._before.headingLevel():
            # As in the editor: the first line is the note's title, whatever its level.
            size = min(level, 3) if self._block.blockNumber() else 0
            font = self._theme.text_font(HEADINGS[size])
            form.setFontPointSize(font.pointSizeF())
            form.setFontWeight(font.weight())
        elif form.fontWeight() > QFont.Weight.DemiBold:
            form.setFontWeight(QFont.Weight.DemiBold)
        if self._code or form.fontFixedPitch():
            self._as_code(form)
        done = marker_of(self._block) == QTextBlockFormat.MarkerType.Checked
        kind = begins_callout(self._block) and form.fontWeight() < QFont.Weight.DemiBold
        if done or kind or (quote_level(self._block) and not begins_callout(self._block)):
            form.setForeground(colors.muted)
        form.setFontStrikeOut(done or form.fontStrikeOut())
        if form.anchorHref() == MARKED:
            self._mark(form)
        elif form.isAnchor():
            form.setForeground(colors.accent)
            form.setFontUnderline(False)
            if named_in(form.anchorHref()) in self._lost:
                as_lost(form, colors)
        cursor.setCharFormat(form)

    def _mark(self, form: QTextCharFormat) -> None:
        form.clearProperty(_Property.IsAnchor)
        form.clearProperty(_Property.AnchorHref)
        form.setFontUnderline(False)
        form.setForeground(self._theme.colors.text)
        form.setBackground(self._theme.colors.found)

    def _as_code(self, form: QTextCharFormat) -> None:
        font = self._theme.text_font("code")
        form.setFontFamilies(font.families())
        if self._before.headingLevel() == 0:
            form.setFontPointSize(font.pointSizeF())
        if not self._code:
            form.setBackground(self._theme.colors.side)

    def _describe(self, cursor: QTextCursor) -> None:
        picture = cursor.charFormat().toImageFormat()
        image = self._picture(picture.name())
        if image is not None:
            self._show(cursor, picture, image)
            return
        words = picture.property(_Property.ImageAltText) or picture.name()
        form = QTextCharFormat()
        form.setForeground(self._theme.colors.muted)
        cursor.insertText(tr("[picture: {words}]", words=words), form)

    def _show(self, cursor: QTextCursor, picture: QTextImageFormat, image: QImage) -> None:
        document = cursor.document()
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(picture.name()), image)
        shown = QTextImageFormat(picture)
        wanted = width_in(picture.stringProperty(_Property.ImageTitle)) or PICTURE
        shown.setWidth(min(image.width(), wanted, PICTURE))  # as high as it becomes by that
        shown.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        cursor.setCharFormat(shown)


def _in_list(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().objectIndex() >= 0


def _color_code(document: QTextDocument, theme: Theme) -> None:
    ink = Ink(theme)
    for block in blocks(document):
        if is_code(block):
            language = language_number(block.blockFormat().stringProperty(_Property.BlockCodeLanguage))
            for span in code_spans(block.text(), language) if language else ():
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + units(block.text()[: span.start]))
                length = units(block.text()[span.start : span.start + span.length])
                cursor.setPosition(cursor.position() + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(ink.format(span.style))


def _tables(document: QTextDocument) -> Iterator[QTextTable]:
    waiting = document.rootFrame().childFrames()
    while waiting:
        frame = waiting.pop()
        waiting += frame.childFrames()
        if isinstance(frame, QTextTable):
            yield frame


def _join_split_cells(document: QTextDocument) -> None:
    """Qt puts an empty paragraph into the first cell of a table that follows code; it goes."""
    for table in _tables(document):
        cursor = table.cellAt(0, 0).firstCursorPosition()
        last = table.cellAt(0, 0).lastCursorPosition()
        if cursor.block() != last.block() and not cursor.block().text():
            cursor.deleteChar()


def _dress_tables(document: QTextDocument, theme: Theme) -> None:
    for table in _tables(document):
        form = table.format()
        form.setBorder(1)
        form.setBorderBrush(theme.colors.hairline)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderCollapse(True)
        form.setCellPadding(6)
        form.setCellSpacing(0)
        before = table.firstCursorPosition().block().previous()
        if before.isValid():  # the room below a paragraph does not count where a table follows
            form.setTopMargin(3 * GRID + (PADDING if is_code(before) else 0))
        form.setBottomMargin(3 * GRID)
        table.setFormat(form)
        for column in range(table.columns()):
            cursor = table.cellAt(0, column).firstCursorPosition()
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.DemiBold)
            cursor.mergeCharFormat(bold)
