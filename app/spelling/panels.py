"""What the page of settings shows of spelling: the switch, the dictionaries to choose from, and the person's own words.

Owns the widgets. What they change is done by the part that made them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.account.sections import LISTED, Row, Section
from app.migration.sheet import label_of
from app.migration.ticks import Tick
from app.theme import Theme
from core import tr, tr_noop

if TYPE_CHECKING:
    from app.spelling.place import Spelling


QTS_NAMES = (
    tr_noop("Arabic"),
    tr_noop("Bulgarian"),
    tr_noop("Catalan"),
    tr_noop("Croatian"),
    tr_noop("Czech"),
    tr_noop("Danish"),
    tr_noop("Dutch"),
    tr_noop("English"),
    tr_noop("Estonian"),
    tr_noop("Finnish"),
    tr_noop("French"),
    tr_noop("German"),
    tr_noop("Greek"),
    tr_noop("Hebrew"),
    tr_noop("Hungarian"),
    tr_noop("Italian"),
    tr_noop("Latvian"),
    tr_noop("Lithuanian"),
    tr_noop("Polish"),
    tr_noop("Portuguese"),
    tr_noop("Romanian"),
    tr_noop("Russian"),
    tr_noop("Slovak"),
    tr_noop("Slovenian"),
    tr_noop("Spanish"),
    tr_noop("Swedish"),
    tr_noop("Turkish"),
    tr_noop("Ukrainian"),
    tr_noop("Norwegian Bokmål"),
    tr_noop("Norwegian Nynorsk"),
    tr_noop("Australia"),
    tr_noop("Austria"),
    tr_noop("Belgium"),
    tr_noop("Brazil"),
    tr_noop("Canada"),
    tr_noop("France"),
    tr_noop("Germany"),
    tr_noop("Italy"),
    tr_noop("Luxembourg"),
    tr_noop("Netherlands"),
    tr_noop("Poland"),
    tr_noop("Portugal"),
    tr_noop("Spain"),
    tr_noop("Switzerland"),
    tr_noop("United Kingdom"),
    tr_noop("United States"),
)
"""The languages and countries that Qt names in English and we in that of the window; it has more, which stay English."""


def named(tag: str) -> str:
    """A language, or a dictionary, in words: "German", "English (United States)"."""
    locale = QLocale(tag)
    if locale.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return tag
    language = tr(QLocale.languageToString(locale.language()))
    country = tr(QLocale.territoryToString(locale.territory())) if "_" in tag else ""
    return f"{language} ({country})" if country else language


class Switch(QWidget):
    """Whether words are marked, and how it stands."""

    def __init__(self, theme: Theme, spelling: Spelling) -> None:
        super().__init__()
        self._spelling = spelling
        self.tick = Tick(theme, tr("Check spelling while I write"))
        self.tick.setChecked(spelling.on)
        self.tick.clicked.connect(self._turn)
        self.state = label_of(theme, spelling.told, muted=True)
        _column(self).addWidget(self.tick)
        _column(self).addWidget(self.state)

    def _turn(self, on: bool) -> None:
        self._spelling.turn(on)
        self.state.setText(self._spelling.told)


class Choice(QWidget):
    """The dictionaries of this machine."""

    def __init__(self, theme: Theme, spelling: Spelling) -> None:
        super().__init__()
        self._spelling = spelling
        self.ticks: dict[str, Tick] = {}
        for tag in spelling.installed or ():
            tick = self.ticks[tag] = Tick(theme, named(tag))
            tick.setChecked(tag in spelling.wanted)
            tick.clicked.connect(self._want)
            _column(self).addWidget(tick)
        if not self.ticks:
            _column(self).addWidget(label_of(theme, tr("There is none."), muted=True))

    def _want(self) -> None:
        self._spelling.want(tuple(tag for tag, tick in self.ticks.items() if tick.isChecked()))
        for tag, tick in self.ticks.items():  # with none chosen, that of the system's language counts
            tick.setChecked(tag in self._spelling.wanted)


class Words(QWidget):
    """The person's own words, each of which can be removed."""

    def __init__(self, theme: Theme, spelling: Spelling) -> None:
        super().__init__()
        self._spelling = spelling
        self._theme = theme
        self.sections: list[Section] = []
        self._show()

    def remove(self, word: str) -> None:
        """Take it out of the dictionary."""
        self._spelling.remove(word)
        self._show()

    def _show(self) -> None:
        """All of them, as many in a section as one lists."""
        for section in self.sections:
            section.hide()
            section.deleteLater()
        rows = [
            Row(word, verb=tr("Remove"), act=partial(self.remove, word)) for word in self._spelling.own.words
        ]
        self.sections = []
        for first in range(0, len(rows), LISTED) or (0,):
            section = Section(self._theme, "")
            # Before it speaks: what has no place yet would be a window of its own.
            _column(self).addWidget(section)
            section.say("" if rows else tr("You have added no words yet."), rows[first : first + LISTED])
            self.sections.append(section)


def _column(widget: QWidget) -> QVBoxLayout:
    column = widget.layout()
    if not isinstance(column, QVBoxLayout):
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
    return column
