"""What the window looks like: its colors, fonts and icons, light and dark.

The only Python that knows a color or a font. Follows the system's light or dark while it runs, or stays with one that was
chosen. It refuses to know widgets: they ask for a color when they paint, and again when `changed` is told.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtWidgets import QApplication

import resources
from app.linked import Application
from core import tr_noop

GRID = 4  # device-independent pixels: every space is a multiple of this
ROW, SIDE_ROW = 64, 30
_BASE_POINTS = 10.5
_ICON_SET = "phosphor"
_FACTOR = "QT_SCALE_FACTOR"
_DENSITIES = (1, 2, 3)  # pixels for each device-independent one

Role = Literal["body", "strong", "title", "small", "code", "heading1", "heading2", "heading3"]
_SCALE: dict[Role, float] = {
    "body": 1.0,
    "strong": 1.0,
    "title": 1.6,
    "small": 0.88,
    "code": 0.95,
    "heading1": 1.4,
    "heading2": 1.2,
    "heading3": 1.1,
}
_HEAVY: frozenset[Role] = frozenset({"strong", "title", "heading1", "heading2", "heading3"})
# Where the desktop names no font of its own, these are tried in turn.
_UNNAMED = {"", "Sans Serif", "Sans", "sans", "serif", "Open Sans", "DejaVu Sans", "Cantarell"}
_FAMILIES = ["Inter", "Noto Sans", "DejaVu Sans"]
_FIXED = ["JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono"]
_OTHER_SCRIPTS = ["Noto Sans CJK SC", "Noto Color Emoji"]


class Mode(StrEnum):
    """Which look is wanted."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""How large the text of notes, and everything in the window, can be: percent of what is usual."""


@dataclass(frozen=True, slots=True)
class Colors:
    """The colors by what they mean. `base` is behind the editor and dialogs, `side` behind side bar and status."""

    base: QColor
    side: QColor
    text: QColor
    muted: QColor
    accent: QColor
    selected: QColor
    danger: QColor
    good: QColor
    caution: QColor
    found: QColor
    hairline: QColor
    hover: QColor


TAG_COLORS = (
    tr_noop("red"),
    tr_noop("orange"),
    tr_noop("green"),
    tr_noop("teal"),
    tr_noop("blue"),
    tr_noop("violet"),
    tr_noop("pink"),
    tr_noop("gray"),
)
"""The names of the colors that a tag can have."""


def _colors(*values: str) -> Colors:
    return Colors(*(QColor(value) for value in values))


_LIGHT = _colors(
    "#FFFFFF", "#F4F4F1", "#1F2328", "#5C636B", "#3B5BDB", "#E7ECFD",
    "#C92A2A", "#22782F", "#A65200", "#FFF0B3", "#DEDED9", "#EBEBE7",
)  # fmt: skip
_DARK = _colors(
    "#1C1E22", "#151719", "#E6E8EB", "#9AA3AD", "#8FA8FF", "#27314F",
    "#FF8787", "#69DB7C", "#FFC078", "#433600", "#33373E", "#212429",
)  # fmt: skip

_TAGS_LIGHT = ("#C92A2A", "#A65200", "#237A35", "#0B7285", "#1864AB", "#6741D9", "#A61E4D", "#5C636B")
_TAGS_DARK = ("#FF8787", "#FFC078", "#69DB7C", "#66D9E8", "#74C0FC", "#B197FC", "#F783AC", "#9AA3AD")


def make_application(size: int = 100) -> Application:
    """The one application object, in the style that this look is made for. Everything in it is `size` percent as large as
    usual: Qt scales it as it does for a screen, so nothing is clipped; a factor that is set for Qt already stays."""
    if size != 100 and _FACTOR not in os.environ:
        os.environ[_FACTOR] = str(size / 100)
        try:
            return make_application()
        finally:
            del os.environ[_FACTOR]  # other programs that are opened from here are none of ours
    # Said as an argument, because calling setStyle costs a tenth of the time until the window is on the screen.
    QApplication.setDesktopFileName("second-brain")
    application = Application(["second-brain", "-style", "fusion"])
    application.setApplicationDisplayName("Second Brain")
    application.setQuitOnLastWindowClosed(False)
    return application


class Theme(QObject):
    """The look of one program. Applies itself to the application, at once and whenever it changes."""

    changed = Signal()

    def __init__(self, application: QApplication, mode: Mode = Mode.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self._mode = mode
        self._text_size = 100
        self._fonts: dict[Role, QFont] = {}
        self._general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        hints = application.styleHints()
        self.dark = self._wants_dark()
        self._apply()
        hints.colorSchemeChanged.connect(self._look_again)

    @property
    def colors(self) -> Colors:
        """The colors of the present look."""
        return _DARK if self.dark else _LIGHT

    @property
    def mode(self) -> Mode:
        """Which look was chosen: the system's, or one that stays."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Follow the system, or stay light or dark."""
        self._mode = mode
        self._look_again()

    def tag_color(self, name: str) -> QColor | None:
        """The color of that name for the dot of a tag; None when there is no such."""
        if name not in TAG_COLORS:
            return None
        return QColor((_TAGS_DARK if self.dark else _TAGS_LIGHT)[TAG_COLORS.index(name)])

    def font(self, role: Role) -> QFont:
        """The font for a role; at the size that the platform's own font has, or 10.5 points."""
        if role not in self._fonts:
            self._fonts[role] = self._make_font(role)
        return QFont(self._fonts[role])

    @property
    def text_size(self) -> int:
        """How large the text of notes is: percent of what is usual."""
        return self._text_size

    def set_text_size(self, percent: int) -> None:
        """Make the text of notes as large as this, at once."""
        if percent != self._text_size:
            self._text_size = percent
            self.changed.emit()

    def text_font(self, role: Role) -> QFont:
        """The font for a role in the text of a note, as large as a person wants it there."""
        font = self.font(role)
        font.setPointSizeF(round(font.pointSizeF() * self._text_size / 100, 1))
        return font

    def icon(self, name: str, size: int = 16) -> QIcon:
        """An icon of the line set in the present color of text; `name` is one of Phosphor's. Ask again when `changed`."""
        icon = QIcon()
        for mode, color in ((QIcon.Mode.Normal, self.colors.text), (QIcon.Mode.Disabled, self.colors.muted)):
            for density in _DENSITIES:
                icon.addPixmap(self._picture(name, size, density, color), mode)
        return icon

    def paint_icon(self, painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
        """Paint an icon that fills a square."""
        painter.save()
        font = QFont(_icon_family())
        font.setPixelSize(max(1, round(rect.height())))
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _glyphs().get(name, "?"))
        painter.restore()

    def _picture(self, name: str, size: int, density: int, color: QColor) -> QPixmap:
        key = f"{name} {size} {density} {color.name()}"
        pixmap = QPixmap()
        if QPixmapCache.find(key, pixmap):
            return pixmap
        pixmap = QPixmap(size * density, size * density)
        pixmap.setDevicePixelRatio(density)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        self.paint_icon(painter, QRectF(0, 0, size, size), name, color)
        painter.end()
        QPixmapCache.insert(key, pixmap)
        return pixmap

    def _wants_dark(self) -> bool:
        if self._mode is not Mode.SYSTEM:
            return self._mode is Mode.DARK
        return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark

    def _look_again(self) -> None:
        dark = self._wants_dark()
        if dark != self.dark:
            self.dark = dark
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        self._application.setPalette(_palette(self.colors))
        self._application.setFont(self.font("body"))
        sheet = self._style_sheet()
        if self._application.styleSheet() != sheet:  # Qt would put it on every widget anew
            self._application.setStyleSheet(sheet)

    def _style_sheet(self) -> str:
        assert resources.__file__ is not None  # it is a folder of the program
        text = (Path(resources.__file__).parent / "styles" / "window.qss").read_text("utf-8")
        for field in fields(Colors):
            text = text.replace(f"@{field.name};", f"{getattr(self.colors, field.name).name()};")
        return text

    def _make_font(self, role: Role) -> QFont:
        general = self._general
        font = QFont(general)
        if role == "code":
            font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            named = font.family()
            font.setFamilies([*([] if sys.platform == "linux" else [named]), *_FIXED, *_OTHER_SCRIPTS])
        else:
            named = general.family()
            first = _FAMILIES if sys.platform == "linux" and named in _UNNAMED else [named]
            font.setFamilies([*first, *_OTHER_SCRIPTS])
        points = max(general.pointSizeF(), _BASE_POINTS) if sys.platform != "linux" else _BASE_POINTS
        font.setPointSizeF(round(points * _SCALE[role], 1))
        font.setWeight(QFont.Weight.DemiBold if role in _HEAVY else QFont.Weight.Normal)
        return font


@cache
def _icon_family() -> str:
    number = QFontDatabase.addApplicationFont(str(next(_icon_files().glob(f"{_ICON_SET}-[0-9]*.ttf"))))
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _glyphs() -> dict[str, str]:
    path = next(_icon_files().glob(f"{_ICON_SET}-charmap*.json"))
    import json

    found: dict[str, str] = json.loads(path.read_text("utf-8"))
    return {name: chr(int(code, 16)) for name, code in found.items()}


def _icon_files() -> Path:
    # The set's files are used without importing qtawesome, which takes as long as all of Qt.
    from importlib.util import find_spec

    found = find_spec("qtawesome")
    assert found is not None and found.origin is not None  # it is a dependency
    return Path(found.origin).parent / "fonts"


def _palette(colors: Colors) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for color, roles in (
        (colors.base, (role.Base, role.Window, role.Button, role.ToolTipBase, role.Light)),
        (colors.side, (role.AlternateBase, role.Midlight)),
        (colors.text, (role.Text, role.WindowText, role.ButtonText, role.ToolTipText, role.HighlightedText)),
        (colors.muted, (role.PlaceholderText, role.Dark)),
        (colors.accent, (role.Link, role.LinkVisited, role.Accent)),
        (colors.selected, (role.Highlight,)),
        (colors.danger, (role.BrightText,)),
        (colors.hairline, (role.Mid, role.Shadow)),
    ):
        for each in roles:
            palette.setColor(each, color)
    for each in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, colors.muted)
    return palette
