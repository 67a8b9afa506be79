"""What a person is told of notes that came in: nothing when all went well, else what happened and what is safe."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.account.news import news
from app.session import Session
from core import Received
from core.brain import Brain
from tests.app.account.conftest import window_of
from tests.fixtures.syncing import FakeServer

ONE, TWO = UUID(int=1), UUID(int=2)
TITLES = {ONE: "Bread", TWO: ""}


@pytest.mark.parametrize(
    ("received", "told", "safe"),
    [
        (
            Received(clashed=frozenset({ONE})),
            "“Bread” was changed here and on another device, in the same place.",
            "Both versions are kept.",
        ),
        (
            Received(revived=frozenset({ONE})),
            "“Bread” was deleted on one device and edited on another.",
            "it is here again",
        ),
        (
            Received(copies=frozenset({TWO}), refused=frozenset({ONE})),
            "“Bread” was shared with you to read, or not any more, when you changed it.",
            "kept as a note of your own",
        ),
        (
            Received(copies=frozenset({TWO})),
            "“Untitled” was deleted for good on another device while you wrote in it.",
            "kept as a note of its own",
        ),
        (
            Received(clashed=frozenset({ONE, TWO}), revived=frozenset({ONE})),
            "2 notes were changed here and on another device, in the same place.",
            "Both versions are kept.",
        ),
    ],
)
def test_what_is_told(received: Received, told: str, safe: str) -> None:
    found = news(received, TITLES)
    assert found is not None
    assert found.words.replace("\N{NARROW NO-BREAK SPACE}", " ") == told
    assert safe in found.hint


def test_a_merge_that_went_well_is_not_worth_a_word() -> None:
    assert news(Received(applied=12, merged=frozenset({ONE})), TITLES) is None


def test_a_note_with_two_texts_is_one_click_away(
    qtbot: QtBot, signed_in: Session, server: FakeServer, brain: Brain
) -> None:
    changes = brain.create_memory("Bread")
    server.engines[-1].came(Received(changes, 1, clashed=changes.memories))
    notice = window_of(signed_in).notice
    qtbot.waitUntil(notice.isVisible, timeout=5_000)
    assert "“Bread” was changed here and on another device" in notice._words.text()
    button = notice.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()
    notebook = signed_in.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.editor.note == changes.memory, timeout=5_000)


def test_what_is_told_takes_no_keyboard(
    qtbot: QtBot, signed_in: Session, server: FakeServer, brain: Brain
) -> None:
    window, notebook = window_of(signed_in), signed_in.notebook
    assert notebook is not None
    window.activateWindow()
    notebook.new_note()
    qtbot.waitUntil(notebook.editor.text.hasFocus, timeout=5_000)
    changes = brain.create_memory("Bread")
    server.engines[-1].came(Received(changes, 1, revived=changes.memories))
    qtbot.waitUntil(window.notice.isVisible, timeout=5_000)
    assert notebook.editor.text.hasFocus()
