"""Somebody whose language is German: chosen in the settings, spoken from the next start on, in every place of the window.

By keys and mouse on the real window. What stands on the screen, and what a screen reader is told beside it, is compared with
the translation: nothing of it may be in English. The table of what leaves this machine is read in it, before and after.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import resources
from app.help.reader import Reader
from app.session import Session
from app.settings.page import SettingsSheet
from app.settings.place import SettingsPlace
from app.translation import LANGUAGES, speak
from core import Account, translate_with
from core.brain import Brain
from tests.fixtures.desktop import OpenSession
from tests.stories.keyboard import CTRL, LONG, SHIFT, click, press, write

ROOT = Path(__file__).parents[2]
_PLACES = (
    "go.trash",
    "go.activity",
    "go.past",
    "import.notes",
    "import.v2",
    "export.notes",
    "sync.account",
    "view.shortcuts",
    "app.settings",
    "go.all",
)
_NOTE = "# Zählerstände\n\n- [ ] Gas ablesen"
_AT = "https://127.0.0.1:9"  # where nobody listens


@pytest.fixture
def translators(qapp: QApplication) -> Iterator[None]:
    """The words of this checkout, and English again afterwards."""
    subprocess.run([sys.executable, ROOT / ".make" / "languages.py", "--compile"], check=True)
    yield
    translate_with(None)
    for each in qapp.findChildren(QTranslator):
        qapp.removeTranslator(each)
        each.deleteLater()


@pytest.mark.timeout(180)
def test_german_is_chosen_and_nothing_on_the_screen_stays_english(
    qtbot: QtBot, brain: Brain, qapp: QApplication, open_session: OpenSession, translators: None
) -> None:
    brain.create_memory(_NOTE, tags=["haus"])
    first = open_session()
    sheet = settings_of(qtbot, first)
    assert rows_of_what_leaves(sheet) == {
        "Sync: no": "No server gets your notes.",
        "OpenAI: no": "Nothing is sent. Notes are read for their meaning on this machine.",
        "Files in S3: no": "Contents of files are copied to no S3 store.",
        "Database: no": "Your notes are kept in the data folder on this machine.",
        "Anything else: no": "Nothing: no statistics, no reports of crashes, no look for new versions.",
    }
    write("sprache")  # somebody who reads no English finds it
    click(qtbot, sheet, "Deutsch")
    assert "from the next start on" in " ".join(texts(first._window.toast))
    it_ends(qtbot, first)
    brain.replica.join(Account(_AT, "maria", UUID(int=1), UUID(int=2), "Laptop"))

    speak(qapp, first._remembered.language)
    second = open_session()
    english = English()
    sheet = settings_of(qtbot, second)
    left = rows_of_what_leaves(sheet)
    assert left["Abgleich: ja"] == (
        f"Texte, Schlagwörter, Eigenschaften, Links, Dateien und ihr Verlauf gehen als maria an {_AT}."
    )
    assert [name for name in left if name.endswith(": ja")] == ["Abgleich: ja"]
    press(Qt.Key.Key_Escape)
    every_place_is_walked_through(qtbot, second, english)
    the_guide_is_german(qtbot, second, english)


def it_ends(qtbot: QtBot, session: Session) -> None:
    session.end()
    qtbot.waitUntil(lambda: not session._window.isVisible(), timeout=LONG)
    session.close()
    session._instance.release()


def settings_of(qtbot: QtBot, session: Session) -> SettingsSheet:
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    press(Qt.Key.Key_Comma, CTRL)
    place = next(part for part in session._parts if isinstance(part, SettingsPlace))
    qtbot.waitUntil(lambda: place.sheet is not None and place.sheet.box.hasFocus(), timeout=LONG)
    assert place.sheet is not None
    sheet = place.sheet
    qtbot.waitUntil(lambda: bool(rows_of_what_leaves(sheet)), timeout=LONG)
    return sheet


def rows_of_what_leaves(sheet: SettingsSheet) -> dict[str, str]:
    """The table of what leaves this machine, as it is read: name and yes or no, and what is said of it."""
    named = (each.accessibleName() for each in sheet.entries["leaves"].findChildren(QWidget))
    rows = (each.partition(". ") for each in named if re.match(r".+: (yes|no|ja|nein)\. ", each))
    return {name: told for name, _, told in rows}


def every_place_is_walked_through(qtbot: QtBot, session: Session, english: English) -> None:
    window, notebook = session._window, session.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.isVisible() and len(notebook.pane.list.ids) == 1, timeout=LONG)
    QTest.mouseClick(notebook.pane.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText() == _NOTE, timeout=LONG)
    menus = {each.text().replace("&", "") for each in window.findChildren(QAction) if each.text()}
    assert english.among(menus) == set() and "Neue Notiz" in menus
    for place in _PLACES:
        window.actions_[place].trigger()
        qtbot.wait(150)
        said = set(texts(window))
        assert len(said) > 12, place
        assert english.among(said) <= {*LANGUAGES.values()}, place
    press(Qt.Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit), timeout=LONG)
    write("trash")  # the English words still find it
    qtbot.waitUntil(lambda: any("Papierkorb" in each for each in texts(window)), timeout=LONG)
    assert english.among({*texts(window)}) == set()
    press(Qt.Key.Key_Escape)


def the_guide_is_german(qtbot: QtBot, session: Session, english: English) -> None:
    press(Qt.Key.Key_F1)
    every = (each for each in QApplication.topLevelWidgets() if isinstance(each, Reader))
    (guide,) = [each for each in every if each.isVisible()]
    assert guide.windowTitle() == "So benutzt du Second Brain"
    assert guide.contents.findItems("Die Befehlszeile", Qt.MatchFlag.MatchExactly)
    assert english.among({*texts(guide)}) == set()
    guide.close()


class English:
    """Everything that the program says otherwise in German."""

    def __init__(self) -> None:
        with (Path(resources.__path__[0]) / "languages" / "de.po").open("rb") as file:
            pairs = [(each.id, each.string) for each in read_po(file) if each.id]
        told = [pair for one, other in pairs for pair in _forms(one, other)]
        german = {other for _, other in told}
        only = {one for one, other in told if one != other and one not in german}
        self._exact = {each for each in only if "{" not in each}
        patterned = (each for each in only if len(re.sub(r"\{\w+\}", "", each).strip()) > 3)
        self._like = [
            re.compile(re.sub(r"\\\{\w+\\\}", ".+?", re.escape(each))) for each in patterned if "{" in each
        ]

    def among(self, said: set[str]) -> set[str]:
        """Those of these that are English."""
        return {
            each for each in said if each in self._exact or any(one.fullmatch(each) for one in self._like)
        }


def _forms(one: object, other: object) -> list[tuple[str, str]]:
    ones = one if isinstance(one, tuple) else (one,)
    others = other if isinstance(other, tuple) else (other,)
    return [(str(each), str(others[min(at, len(others) - 1)])) for at, each in enumerate(ones)]


def texts(page: QWidget) -> Iterator[str]:
    """What can be read in a window now, on the screen and by a screen reader: a line each."""
    for each in (page, *page.findChildren(QWidget)):
        if each.isVisible():
            said = [each.accessibleName(), each.accessibleDescription(), each.toolTip(), *_written(each)]
            yield from (line.strip() for text in said for line in text.split("\n") if line.strip())


def _written(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text().replace("&", "")
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        for row in range(min(model.rowCount(), 200)):
            yield str(model.index(row, 0).data() or "")
