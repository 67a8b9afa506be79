"""Somebody lets OpenAI read notes for their meaning: what it costs is said first, and a diary never leaves the machine."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.notebook import Notebook
from app.session import Session
from app.settings.page import SettingsSheet
from app.settings.place import SettingsPlace
from core import Consent, View, read_consent
from core.brain import Brain
from core.embedding.openai import OpenAIModel
from tests.fixtures.desktop import OpenSession
from tests.fixtures.far_store import Ring
from tests.fixtures.openai_server import OpenAIServer
from tests.stories.keyboard import CTRL, SHIFT, click, fill_in, press, write

MODEL = "text-embedding-3-small"


@pytest.fixture
def openai(openai_server: OpenAIServer, monkeypatch: pytest.MonkeyPatch) -> OpenAIServer:
    """What the program takes for OpenAI."""
    defaults = OpenAIModel.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "address", openai_server.address)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return openai_server


def heard(openai: OpenAIServer) -> list[str]:
    """Every text that was sent there."""
    return [text for request in openai.requests for text in request["input"]]


@pytest.mark.timeout(120)
def test_openai_reads_after_the_price_was_said_and_never_the_diary(
    qtbot: QtBot,
    brain: Brain,
    openai: OpenAIServer,
    far_ring: Ring,
    open_session: OpenSession,
    installed_model: str,
) -> None:
    brain.create_memory("# Boiler\n\nMr. Novak repaired it.", tags=["house"])
    brain.create_memory("# Spring\n\nI am in love.", tags=["Diary/2026"])
    brain.meaning.embed()
    session = open_session()
    session._window.activateWindow()
    sheet = settings_of(qtbot, session)
    qtbot.waitUntil(lambda: said(sheet, f"2 of 2 notes can be found by meaning, by {installed_model}."))
    fill_in(sheet, "Tags", "diary")
    qtbot.waitUntil(lambda: read_consent(brain.home) == Consent(given=False, kept_here=frozenset({"diary"})))
    fill_in(sheet, "Key for OpenAI", "sk-mine")
    qtbot.waitUntil(lambda: said(sheet, "The key is kept.") and said(sheet, "at most one US cent"))
    assert said(sheet, "except notes with diary")
    assert (far_ring.kept, openai.requests) == ({"openai": "sk-mine"}, [])
    click(qtbot, sheet, "Send them")
    qtbot.waitUntil(lambda: said(sheet, f"On: {MODEL}"))
    assert ["Novak" in text for text in heard(openai)] == [True]
    qtbot.waitUntil(lambda: said(sheet, f"go to {MODEL}, except notes with diary."))
    it_answers(qtbot, session, sheet, openai)
    what_is_written_later_goes_there_but_for_the_diary(qtbot, session, brain, openai)
    the_key_is_removed(qtbot, session, openai, far_ring)


def settings_of(qtbot: QtBot, session: Session) -> SettingsSheet:
    """The page, and on it what has to do with OpenAI and search."""
    press(Qt.Key.Key_Comma, CTRL)
    place = next(part for part in session._parts if isinstance(part, SettingsPlace))
    qtbot.waitUntil(lambda: place.sheet is not None and place.sheet.box.hasFocus())
    assert place.sheet is not None
    return place.sheet


def said(sheet: SettingsSheet, words: str) -> bool:
    return any(words in each.text() for each in sheet.findChildren(QLabel) if each.isVisible())


def searched(qtbot: QtBot, session: Session, words: str) -> Notebook:
    """Back to the notes, and these words into the search box."""
    press(Qt.Key.Key_Escape)
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(notebook.isVisible)
    press(Qt.Key.Key_F, CTRL | SHIFT)
    qtbot.waitUntil(notebook.pane.search.hasFocus)
    write(words)
    return notebook


def it_answers(qtbot: QtBot, session: Session, sheet: SettingsSheet, openai: OpenAIServer) -> None:
    """Whoever searches is told by the notes; the diary is still found by its words."""
    session._window.activateWindow()
    qtbot.waitUntil(session._window.isActiveWindow)
    qtbot.mouseClick(sheet.answers.picks[MODEL], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said(sheet, f"1 of 2 notes can be found by meaning, by {MODEL}."))
    assert sheet.answers.picks[MODEL].hasFocus(), "the keyboard stays where it is"
    notebook = searched(qtbot, session, "in love")
    qtbot.waitUntil(lambda: "in love" in heard(openai))
    qtbot.waitUntil(
        lambda: (found := notebook.pane.asking.result) is not None and found.hits[0].title == "Spring"
    )


def what_is_written_later_goes_there_but_for_the_diary(
    qtbot: QtBot, session: Session, brain: Brain, openai: OpenAIServer
) -> None:
    brain.create_memory("# Summer\n\nNot in love any more.", tags=["diary"])
    brain.create_memory("# Roof\n\nA tile is loose.")
    for _ in range(2):  # a pause that ends makes it read at once
        session._window.actions_["search.pause"].trigger()
        qtbot.wait(50)
    qtbot.waitUntil(lambda: any("tile" in text for text in heard(openai)))
    qtbot.waitUntil(lambda: (far := brain.meaning.coverage()) is not None and far.embedded == 2)
    assert not any("I am in love" in text or "any more" in text for text in heard(openai))
    assert len(brain.memory_ids(View())) == 4


def the_key_is_removed(qtbot: QtBot, session: Session, openai: OpenAIServer, far_ring: Ring) -> None:
    """Nothing is sent from then on, and the page says so."""
    sheet = settings_of(qtbot, session)
    click(qtbot, sheet, "Remove key")
    qtbot.waitUntil(lambda: said(sheet, "Off. No note is sent to OpenAI."))
    assert far_ring.kept == {}
    before = len(openai.requests)
    notebook = searched(qtbot, session, "the roof")
    qtbot.waitUntil(
        lambda: (found := notebook.pane.asking.result) is not None and found.query == "the roof",
    )
    assert len(openai.requests) == before
