"""How each part of a note's Markdown is drawn: the formats for its spans, in the theme's fonts and colors.

Made anew whenever the theme changes. It refuses to know documents and layouts.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QTextCharFormat

from app.editor.markdown import Line, Style
from app.theme import Colors, Role, Theme

LINE_HEIGHT, HEADING_HEIGHT = 1.5, 1.3  # of the font's size
_ABOVE_HEADING = 8.0
_TAB = 4  # characters of code


class Ink:
    """The formats of one look."""

    def __init__(self, theme: Theme) -> None:
        self.body = theme.text_font("body")
        self.colors = theme.colors
        self._pitch: dict[Style | None, int] = {None: round(QFontInfo(self.body).pixelSize() * LINE_HEIGHT)}
        for style in _SIZED:
            self._pitch[style] = round(QFontInfo(theme.text_font(_FONTS[style])).pixelSize() * HEADING_HEIGHT)
        self.tab = _TAB * QFontMetricsF(theme.text_font("code")).horizontalAdvance("0")
        """How far it is from one tab stop to the next, in device-independent pixels."""
        self._formats = {style: self._format(theme, style) for style in Style}

    def spacing(self, line: Line) -> tuple[float, int]:
        """The room above a paragraph, and how far its lines are from one to the next, in device-independent pixels."""
        style = next((span.style for span in line.spans if span.style in _SIZED), None)
        above = _ABOVE_HEADING if style in _SIZED - {Style.TITLE} else 0.0
        return above, self._pitch[style]

    def format(self, style: Style) -> QTextCharFormat:
        """How characters of this style are drawn; what it leaves open is as in the text around."""
        return self._formats[style]

    def _format(self, theme: Theme, style: Style) -> QTextCharFormat:
        format = QTextCharFormat()  # noqa: A001 - Qt's own word for it
        if role := _FONTS.get(style):
            _use_font(format, theme.text_font(role), size_only=style in _SIZED)
        if style in _MUTED:
            format.setForeground(self.colors.muted)
        elif style in _ACCENTED:
            format.setForeground(self.colors.accent)
        elif style is Style.STRING:
            format.setForeground(self.colors.good)
        elif style is Style.NUMBER:
            format.setForeground(self.colors.caution)
        if style is Style.STRONG:
            format.setFontWeight(QFont.Weight.DemiBold)
        elif style is Style.EMPHASIS:
            format.setFontItalic(True)
        elif style in (Style.STRUCK, Style.DONE):
            format.setFontStrikeOut(True)
        elif style is Style.LOST:
            as_lost(format, self.colors)
        return format


def as_lost(format: QTextCharFormat, colors: Colors) -> None:  # noqa: A002 - Qt's own word for it
    """A link that leads nowhere: quieter than others, and its line has gaps."""
    format.setForeground(colors.muted)
    format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
    format.setUnderlineColor(colors.muted)


_FONTS: dict[Style, Role] = {
    Style.TITLE: "title",
    Style.HEADING1: "heading1",
    Style.HEADING2: "heading2",
    Style.HEADING3: "heading3",
    Style.CODE: "code",
    Style.TABLE: "code",
    Style.OPEN_TASK: "code",
    Style.DONE_TASK: "code",
}
_SIZED = {Style.TITLE, Style.HEADING1, Style.HEADING2, Style.HEADING3}
_MUTED = {Style.MARK, Style.QUOTE, Style.DONE, Style.REMARK}
_ACCENTED = {Style.BULLET, Style.LINK, Style.OPEN_TASK, Style.DONE_TASK, Style.KEYWORD}


def _use_font(format: QTextCharFormat, font: QFont, *, size_only: bool) -> None:  # noqa: A002 - Qt's own word for it
    """Take over size and weight, and the family where it is another one: code in a heading keeps the heading's size."""
    if size_only:
        format.setFontPointSize(font.pointSizeF())
        format.setFontWeight(font.weight())
    else:
        format.setFontFamilies(font.families())
        format.setFontFixedPitch(True)
