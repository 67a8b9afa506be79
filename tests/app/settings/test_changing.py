"""A setting that could not be changed as a whole: the page says how it stands then."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.session import Session
from app.settings.place import SettingsPlace
from core import Brain, BrainError, Consent, EmbeddingModel, write_consent
from core.indexing import Meaning


def test_a_keyring_that_keeps_its_key_does_not_hide_that_nothing_is_sent_any_more(
    qtbot: QtBot, session: Session, brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> None:
        raise BrainError("The keyring is locked.")

    cloud = EmbeddingModel("text-embedding-3-small", 1536, 9, 9, serving=True)
    monkeypatch.setattr(Meaning, "models", lambda _: (cloud,))
    monkeypatch.setattr("app.settings.place.forget_key", locked)
    write_consent(brain.home, Consent(True, frozenset()))
    session._window.actions_["app.settings"].trigger()
    place = next(each for each in session._parts if isinstance(each, SettingsPlace))
    assert place.sheet is not None
    state = place.sheet.entries["openai"].state
    qtbot.waitUntil(lambda: state.text() == "On: text-embedding-3-small")
    next(each for each in place.sheet.findChildren(QPushButton) if each.text() == "Remove key").click()
    qtbot.waitUntil(lambda: state.text() == "Off. No note is sent to OpenAI.")
    told = [each.text() for each in session._window.notice.findChildren(QLabel)]
    assert any("The keyring is locked." in each for each in told)
