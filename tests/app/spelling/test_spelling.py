"""Words that no dictionary knows: marked while one writes, mended by mouse or keys, and said to be right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.capture.capturing import Capturing
from app.settings.place import SettingsPlace
from app.spelling import panels
from app.spelling.place import Spelling
from core import Brain, Dictionaries
from tests.fixtures.desktop import OpenSession

pytest.importorskip("enchant", reason="Enchant is not installed", exc_type=ImportError)

LONG = 10_000
WORDS = "the and garden grows well with of this note is in my".split()


@pytest.fixture
def dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A small dictionary of English that is there on every machine with Enchant."""
    folder = tmp_path / "enchant" / "hunspell"
    folder.mkdir(parents=True)
    (folder / "en_ZW.aff").write_text("SET UTF-8\nTRY aeiou\n", encoding="utf-8")
    (folder / "en_ZW.dic").write_text(f"{len(WORDS)}\n" + "\n".join(WORDS), encoding="utf-8")
    monkeypatch.setenv("ENCHANT_CONFIG_DIR", str(folder.parent))
    return "en_ZW"


@pytest.fixture
def spelling(qtbot: QtBot, open_session: OpenSession, dictionary: str, brain: Brain) -> Spelling:
    note = brain.create_memory("# My gardn\n\nThe garden grows wel with `codee` of #taggg.\n").memory
    session = open_session()
    assert session.notebook is not None
    part = next(each for each in session._parts if isinstance(each, Spelling))
    qtbot.waitUntil(lambda: part.installed is not None, timeout=LONG)
    part.want((dictionary,))
    session.notebook.show_note(note)
    qtbot.waitUntil(lambda: part.marking.tags == (dictionary,), timeout=LONG)
    qtbot.waitUntil(lambda: part.marking.marked() == ["gardn", "wel"], timeout=LONG)
    return part


def put_caret(part: Spelling, word: str) -> None:
    text = part._editor.text
    text.moveCursor(QTextCursor.MoveOperation.Start)
    assert text.find(word)
    cursor = text.textCursor()
    cursor.setPosition(cursor.selectionStart() + 1)
    text.setTextCursor(cursor)
    text.setFocus()


def menu_at_caret(qtbot: QtBot, part: Spelling) -> QMenu:
    """What the Menu key does."""
    text = part._editor.text
    at = text.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, text.viewport().mapToGlobal(at))
    QApplication.sendEvent(text.viewport(), event)
    qtbot.waitUntil(lambda: part.menu.menu is not None and part.menu.menu.isVisible(), timeout=LONG)
    assert part.menu.menu is not None
    return part.menu.menu


def reds(part: Spelling) -> int:
    """How many points of the text are about as red as the wave."""
    image: QImage = part._editor.text.viewport().grab().toImage()
    seen = (QColor(image.pixel(x, y)) for x in range(image.width()) for y in range(image.height()))
    return sum(color.red() > 180 and color.green() < 120 and color.blue() < 120 for color in seen)


def test_a_wrong_word_is_marked_and_mended_by_keys(qtbot: QtBot, spelling: Spelling) -> None:
    assert reds(spelling) > 20, "the waves are there to be seen"
    text = spelling._editor.text
    put_caret(spelling, "gardn")
    menu = menu_at_caret(qtbot, spelling)
    assert menu.actions()[0].text() == "garden"
    assert any("Select All" in each.text() for each in menu.actions()), "what was there before is there, too"
    assert menu.activeAction() is menu.actions()[0]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: text.toPlainText().startswith("# My garden\n"), timeout=LONG)
    qtbot.waitUntil(lambda: spelling.marking.marked() == ["wel"], timeout=LONG)
    text.undo()
    assert text.toPlainText().startswith("# My gardn\n"), "one step"


def test_a_word_is_added_or_ignored_and_removed_again(qtbot: QtBot, spelling: Spelling, brain: Brain) -> None:
    window = spelling._shell.window
    put_caret(spelling, "wel")
    menu = menu_at_caret(qtbot, spelling)
    next(each for each in menu.actions() if each.text() == "Add “wel” to my dictionary").trigger()
    assert spelling.marking.marked() == ["gardn"]
    menu.close()
    put_caret(spelling, "gardn")
    menu = menu_at_caret(qtbot, spelling)
    next(each for each in menu.actions() if each.text() == "Ignore in this note").trigger()
    menu.close()
    assert spelling.marking.marked() == []
    other = brain.create_memory("The gardn grows wel").memory
    assert spelling._shell.notebook is not None
    spelling._shell.notebook.show_note(other)
    qtbot.waitUntil(lambda: spelling.marking.marked() == ["gardn"], timeout=LONG)

    window.actions_["app.settings"].trigger()
    place = next(each for each in window.children() if isinstance(each, SettingsPlace))
    assert place.sheet is not None
    shown = place.sheet.entries["own_words"].findChild(panels.Words)
    assert isinstance(shown, panels.Words)
    shown.remove("wel")
    assert spelling.own.words == ()
    tick = place.sheet.entries["spelling"].findChild(panels.Switch)
    assert isinstance(tick, panels.Switch)
    assert "On, by" in tick.state.text()
    tick.tick.click()
    assert tick.state.text().startswith("Off.")
    assert not window.actions_["view.spelling"].isChecked()
    assert spelling.marking.tags == ()


def test_the_word_under_the_caret_is_not_marked_before_it_is_finished(
    qtbot: QtBot, spelling: Spelling
) -> None:
    text = spelling._editor.text
    text.selectAll()
    text.setFocus()
    QTest.keyClicks(text, "grwos")
    qtbot.waitUntil(lambda: spelling.marking.marked() == ["grwos"], timeout=LONG)
    assert not reds(spelling), "it is known, but the hand may go on"
    QTest.keyClick(text, Qt.Key.Key_Left)
    assert reds(spelling)


def is_selected(part: Spelling, word: str) -> bool:
    return part._editor.text.textCursor().selectedText() == word


def test_a_key_goes_from_one_wrong_word_to_the_next(
    qtbot: QtBot, spelling: Spelling, brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also to one that is far below what was ever on the screen, and round again at the end."""
    go = spelling._shell.window.actions_["edit.next_wrong"].trigger
    right = "The garden grows.\n\n" * 700
    far = brain.create_memory(f"The gardn grows.\n\n{right}The garden grows wel.").memory
    spelling._shell.notebook.show_note(far)
    qtbot.waitUntil(lambda: spelling.marking.marked() == ["gardn"], timeout=LONG)
    for word in ("gardn", "wel", "gardn"):
        go()
        qtbot.waitUntil(partial(is_selected, spelling, word), timeout=LONG)
    menu = menu_at_caret(qtbot, spelling)
    assert menu.actions()[0].text() == "garden", "the word that is gone to has suggestions"
    menu.close()
    for word in ("gardn", "wel"):
        spelling.own.add(word)
    go()
    toast = spelling._shell.window.toast
    qtbot.waitUntil(lambda: toast.accessibleName() == "No wrong word here.", timeout=LONG)
    spelling.turn(False)
    go()
    assert toast.accessibleName() == "Off. Nothing is checked."
    toast._button.click()
    assert spelling.on, "the way to turn it on is beside the words"
    qtbot.waitUntil(lambda: bool(spelling.marking.tags), timeout=LONG)
    answers: list[Callable[[], None]] = []
    monkeypatch.setattr(spelling.marking, "learn", lambda _words, then: answers.append(then))
    spelling.own.remove("wel")
    text = spelling._editor.text
    text.moveCursor(QTextCursor.MoveOperation.Start)
    go()
    spelling._shell.notebook.show_note(brain.create_memory("Another note").memory)
    qtbot.waitUntil(lambda: text.toPlainText() == "Another note", timeout=LONG)
    while answers:
        answers.pop()()
    assert text.textCursor().document() is text.document(), "what is written goes into the note that is shown"


def test_quick_capture_is_checked_too(qtbot: QtBot, spelling: Spelling) -> None:
    card = next(each for each in spelling._shell.window.findChildren(Capturing)).card
    spelling._shell.window.actions_["note.capture"].trigger()
    qtbot.waitUntil(card.window.isVisible)
    text = card.window.text
    QTest.keyClicks(text, "The gardn grows wel with this")
    here = spelling._texts[1]
    qtbot.waitUntil(lambda: here.marking.marked() == ["gardn", "wel"], timeout=LONG)
    QTest.keyClick(text, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: text.textCursor().selectedText() == "gardn", timeout=LONG)
    assert card.note is not None
    here.menu.ignored.emit("gardn")
    assert here.marking.marked() == ["wel"]
    assert spelling.own.right("gardn", card.note), "and it stays so in the note that becomes of it"


def test_without_a_dictionary_it_is_said_how_to_get_one(
    qtbot: QtBot, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dictionaries, "installed", lambda _: ())
    session = open_session()
    part = next(each for each in session._parts if isinstance(each, Spelling))
    qtbot.waitUntil(lambda: part.installed == (), timeout=LONG)
    assert "No dictionary is installed" in part.told
    assert "hunspell" in part.told.casefold() or "enchant" in part.told.casefold()
    window = part._shell.window
    window.actions_["view.spelling"].trigger()
    window.actions_["view.spelling"].trigger()
    assert "No dictionary is installed" in window.notice._words.text()
