"""The ways to the capture window, and how they are set up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.capture.capturing import Capturing
from app.capture.hotkey import Hotkey, chord
from app.capture.tray import Tray
from app.session import Session
from core import BrainError
from core.brain import Brain

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Held(Hotkey):
    """A system that gives any key but one."""

    possible = True

    def __init__(self) -> None:
        super().__init__()
        self.keys = ""

    def grab(self, keys: str) -> None:
        chord(keys)
        self.release()  # as each system does it: it has one key at a time
        if keys == "Ctrl+Alt+T":
            raise BrainError("Another program has Ctrl+Alt+T already.", "Choose other keys.")
        self.keys = keys

    def release(self) -> None:
        self.keys = ""


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    made = Held()
    monkeypatch.setattr("app.capture.capturing.hotkey_here", lambda *_: made)
    return made


def capturing(session: Session) -> Capturing:
    return next(each for each in session._window.findChildren(Capturing))


def test_the_keys_of_format_work_in_a_thought_too_as_they_are_and_as_they_become(
    qtbot: QtBot, session: Session
) -> None:
    card = capturing(session).card
    card.open("milk")
    qtbot.waitUntil(card.window.isVisible)
    with qtbot.waitActive(card.window):
        card.window.activateWindow()
    text = card.window.text
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_L, CTRL | SHIFT)
    assert card.text == "- [ ] milk"
    session._window.actions_.set_keys("format.tasks", "Ctrl+Alt+9")
    QTest.keyClick(text, Qt.Key.Key_L, CTRL | SHIFT)
    assert card.text == "- [ ] milk"
    QTest.keyClick(text, Qt.Key.Key_9, CTRL | Qt.KeyboardModifier.AltModifier)
    assert card.text == "milk"
    qtbot.waitUntil(lambda: card.kept)


def test_a_key_is_off_until_it_is_chosen_and_what_is_wrong_is_said(
    held: Held, qtbot: QtBot, session: Session
) -> None:
    part = capturing(session)
    assert held.keys == ""
    session._window.actions_["capture.settings"].trigger()
    settings = part.settings
    assert settings is not None and not settings.use_key.isChecked()
    settings.use_key.setChecked(True)
    assert held.keys == "Ctrl+Alt+Space" == session._remembered.hotkey
    settings.key.setKeySequence("Ctrl+Alt+T")
    settings.key.editingFinished.emit()
    assert "Another program" in settings._key_words.text()
    settings.key.setKeySequence("x")
    settings.key.editingFinished.emit()
    assert "taken from every program" in settings._key_words.text()
    assert session._remembered.hotkey == "Ctrl+Alt+Space" == held.keys, "the one before still works"
    held.pressed.emit()
    qtbot.waitUntil(part.card.window.isVisible)
    settings.use_key.setChecked(False)
    assert (held.keys, session._remembered.hotkey) == ("", "")


def test_the_settings_grow_with_what_they_say(held: Held, qtbot: QtBot, session: Session) -> None:
    part = capturing(session)
    part.show_settings()
    settings = part.settings
    assert settings is not None
    qtbot.waitUntil(settings.isVisible)
    settings.use_key.setChecked(True)
    settings.say_folder("Nothing could be read in the folder. " * 6)
    shown = [each for each in settings.findChildren(QLabel) if each.isVisible() and each.text()]
    qtbot.waitUntil(lambda: all(each.height() >= each.heightForWidth(each.width()) for each in shown))
    for field in (settings.key, settings.tag, settings.choose):
        assert field.height() >= field.sizeHint().height()
    tall = settings.height()
    settings.window().resize(2 * settings.width(), tall)  # a person may make it larger, and it stays so
    qtbot.wait(50)
    assert settings.height() == tall


def test_a_wish_fills_the_window_and_nonsense_does_nothing(qtbot: QtBot, session: Session) -> None:
    card = capturing(session).card
    assert session._brain is not None
    session.wish({"capture": {"text": "from a second start", "tags": ["web"]}})
    qtbot.waitUntil(card.window.isVisible)
    session.wish({"capture": "nonsense"})
    session.wish({"capture": {"text": "Buy milk", "tags": ["Web", "errand"]}})
    assert (card.text, card.tags) == ("from a second start\n\nBuy milk", ("web", "errand"))
    qtbot.waitUntil(lambda: card.window.words == "kept as a draft")
    assert session._brain.counts().memories == 0


def test_where_a_program_gets_no_key_the_settings_name_the_other_way(qtbot: QtBot, session: Session) -> None:
    part = capturing(session)
    part.show_settings()
    assert part.settings is not None
    assert not part.settings.use_key.isEnabled() and not part.settings.use_tray.isEnabled()
    assert "second-brain capture --window" in part.settings._key_words.text()
    with pytest.raises(BrainError):
        part.hotkey.grab("Ctrl+Alt+Space")


def test_closing_leaves_the_program_in_the_tray_only_where_that_is_wanted_and_there_is_one(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, window = capturing(session), session._window
    assert not window.stays()
    part._stay(True)
    assert not window.stays(), "there is no tray here"
    monkeypatch.setattr(Tray, "shown", True)
    assert window.stays()
    window.close()
    assert window.isHidden()
    assert not session._ending
    window.come_forward()
    part._stay(False)
    assert not window.stays()


def test_the_tray_leads_to_capturing(qtbot: QtBot, session: Session) -> None:
    part = capturing(session)
    assert not part.tray.shown  # there is none here
    words = [action.text() for action in part.tray.menu.actions() if not action.isSeparator()]
    assert words == ["Quick capture", "Today's note", "Open Second Brain", "Quit"]
    part.tray._icon.activated.emit(part.tray._icon.ActivationReason.Trigger)
    qtbot.waitUntil(part.card.window.isVisible)


def test_the_program_stays_while_what_is_begun_cannot_be_kept(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, window = capturing(session).card, session._window
    card.open()
    qtbot.waitUntil(card.window.isVisible)

    def refuse(*_: object, **__: object) -> None:
        raise BrainError("The disk is full.", "Free some room.")

    with monkeypatch.context() as patched:
        patched.setattr(Brain, "save_draft", refuse)
        qtbot.keyClicks(card.window.text, "precious")
        window.close()
        qtbot.waitUntil(lambda: "stays open" in window.notice._words.text())
        assert window.isVisible() and card.text == "precious"
    with qtbot.waitSignal(session.ended, timeout=10_000):
        window.close()
    assert session._brain is not None
    assert [draft.content for draft in session._brain.drafts()] == ["precious"]
