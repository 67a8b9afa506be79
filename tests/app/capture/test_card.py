"""The capture window: what is written there becomes a note, or is kept until it does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.capture.brought import Brought
from app.capture.card import Card
from app.remembered import Remembered
from app.theme import Theme
from app.workspace import Workspace
from core import Attachment, BrainError, View
from core.brain import Brain

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered(tmp_path)


@pytest.fixture
def card(qtbot: QtBot, workspace: Workspace, theme: Theme, remembered: Remembered) -> Iterator[Card]:
    made = begun(qtbot, workspace, theme, remembered)
    yield made
    qtbot.waitUntil(lambda: made.window.words in ("", "kept as a draft"))  # the lanes close after this
    made.close()


def begun(qtbot: QtBot, workspace: Workspace, theme: Theme, remembered: Remembered) -> Card:
    """A capture window as it is made when the program starts, in front of everything."""
    made = Card(workspace, theme, remembered, workspace)
    made.open()
    qtbot.waitUntil(made.window.isVisible)
    return made


def contents(brain: Brain) -> list[str]:
    return [brain.memory(each).content for each in brain.memory_ids(View())]


def test_a_window_that_outlives_its_card_shows_nothing_of_it(
    qtbot: QtBot, workspace: Workspace, theme: Theme, remembered: Remembered
) -> None:
    """As when the notebook ends while somebody writes here: Qt asks for the document until the window is gone."""
    card = begun(qtbot, workspace, theme, remembered)
    window = card.window
    document = window.text.document()
    shiboken6.delete(card)
    assert not shiboken6.isValid(document)
    assert window.text.toPlainText() == ""
    window.repaint()


def test_the_hint_stands_in_the_line_of_the_cursor_as_large_as_the_text(
    qtbot: QtBot, card: Card, theme: Theme
) -> None:
    def inked() -> int:
        """How many points of that line are not empty, from behind the cursor on."""
        caret = text.cursorRect()
        line = text.viewport().rect().adjusted(caret.right() + 4, 0, 0, 0)
        line.setTop(caret.top())
        line.setBottom(caret.bottom())
        image = text.viewport().grab(line).toImage()
        empty = image.pixel(image.width() - 1, 0)
        return sum(
            image.pixel(x, y) != empty for x in range(0, image.width(), 2) for y in range(image.height())
        )

    text = card.window.text
    usual = inked()
    assert usual > 50
    theme.set_text_size(200)
    qtbot.waitUntil(lambda: inked() > 2 * usual)
    theme.set_text_size(100)
    qtbot.keyClicks(text, " ")
    qtbot.waitUntil(lambda: inked() == 0)


def test_a_thought_is_typed_tagged_and_saved_with_the_keyboard_alone(
    qtbot: QtBot, brain: Brain, card: Card
) -> None:
    brain.create_memory("Something else", tags=["household"])
    heard: list[str] = []
    card.saved.connect(lambda _, title: heard.append(title))
    assert QApplication.focusWidget() is card.window.text
    qtbot.keyClicks(card.window.text, "Call the plumber")
    qtbot.keyClick(card.window.text, Qt.Key.Key_Tab)
    field = card.window.tags.field
    assert QApplication.focusWidget() is field
    completer = field.completer()
    assert completer is not None
    qtbot.waitUntil(lambda: completer.model().rowCount() == 1)
    qtbot.keyClicks(field, "HOUSEhold,")
    qtbot.keyClick(field, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: heard == ["Call the plumber"])
    assert not card.window.isVisible()
    note = next(each for each in brain.memories().items if each.title == "Call the plumber")
    assert (note.tags, brain.drafts()) == (("household",), ())
    card.open()
    assert (card.text, card.tags) == ("", ())


def test_a_tag_is_completed_in_the_text_and_moves_to_the_tags(qtbot: QtBot, brain: Brain, card: Card) -> None:
    brain.create_memory("Something else", tags=["household", "Household/paint", "garden"])
    text = card.window.text
    qtbot.keyClicks(text, "# Plumber")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "at 5 #HOUS")
    qtbot.waitUntil(lambda: card.tagging.offered == ["household", "Household/paint"])
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert (card.window.isVisible(), card.tagging.offered) == (True, [])
    qtbot.keyClicks(text, "E")
    qtbot.waitUntil(lambda: len(card.tagging.offered) == 2)
    qtbot.keyClick(text, Qt.Key.Key_Down)
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "sharp, C#gar")
    assert (card.text, card.tags) == ("# Plumber\nat 5 sharp, C#gar", ("Household/paint",))
    assert card.tagging.offered == []


def test_a_picture_that_is_pasted_and_saved_at_once_is_in_that_note(
    qtbot: QtBot, brain: Brain, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large one takes longer to be kept than it takes to press Ctrl+Enter."""
    kept, keep = threading.Event(), Brought.keep

    def slowly(file: Brought, brain: Brain) -> Attachment:
        assert kept.wait(20)
        return keep(file, brain)

    monkeypatch.setattr(Brought, "keep", slowly)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(180, 120, 60))
    mime = QMimeData()
    mime.setImageData(image)
    text = card.window.text
    qtbot.keyClicks(text, "The label of the jar ")
    text.insertFromMimeData(mime)
    qtbot.keyClick(text, Qt.Key.Key_Return, CTRL)
    qtbot.keyClicks(text, "not typed any more")
    assert (card.window.isVisible(), card.window.words) == (True, "saving…")
    kept.set()
    qtbot.waitUntil(lambda: not card.window.isVisible())
    (note,) = brain.memories().items
    (file,) = brain.memory(note.id).attachments
    assert brain.memory(note.id).content == f"The label of the jar ![{Path(file.name).stem}]({file.name})"
    assert card.text == ""


def test_a_picture_that_cannot_be_kept_keeps_the_thought_from_being_saved_without_it(
    qtbot: QtBot, brain: Brain, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BrainError("The file is too large.", "Nothing was attached.")

    monkeypatch.setattr(Brought, "keep", refuse)
    mime = QMimeData()
    mime.setImageData(QImage(40, 30, QImage.Format.Format_RGB32))
    qtbot.keyClicks(card.window.text, "The label of the jar")
    card.window.text.insertFromMimeData(mime)
    qtbot.keyClick(card.window.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "too large" in card.window.words)
    assert card.window.isVisible() and brain.counts().memories == 0
    card.save()
    qtbot.waitUntil(lambda: not card.window.isVisible())
    assert contents(brain) == ["The label of the jar"]


def test_who_types_faster_than_tags_are_found_gets_the_one_that_was_typed_or_none(
    qtbot: QtBot, brain: Brain, card: Card
) -> None:
    """What is offered for the letters before is still to be seen when Enter comes."""
    brain.create_memory("Something else", tags=["kiosk", "kitchen"])
    text = card.window.text
    qtbot.keyClicks(text, "Flour #ki")
    qtbot.waitUntil(lambda: card.tagging.offered == ["kiosk", "kitchen"])
    qtbot.keyClicks(text, "tch")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert (card.text, card.tags) == ("Flour ", ("kitchen",))
    qtbot.keyClicks(text, "and #ki")
    qtbot.waitUntil(lambda: card.tagging.offered == ["kiosk", "kitchen"])
    qtbot.keyClicks(text, "wi")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert (card.text, card.tags) == ("Flour and #kiwi\n", ("kitchen",))
    assert card.tagging.offered == []


def test_esc_keeps_it_and_the_next_time_it_is_here_even_after_a_restart(
    qtbot: QtBot, brain: Brain, workspace: Workspace, theme: Theme, remembered: Remembered, card: Card
) -> None:
    qtbot.keyClicks(card.window.text, "Half a thou")
    qtbot.keyClicks(card.window.tags.field, "idea,")
    qtbot.keyClick(card.window.text, Qt.Key.Key_Escape)
    assert not card.window.isVisible()
    qtbot.waitUntil(lambda: card.window.words == "kept as a draft")
    assert contents(brain) == []
    card.open()
    assert card.text == "Half a thou"
    again = begun(qtbot, workspace, theme, remembered)
    assert (again.text, again.tags) == ("Half a thou", ("idea",))
    qtbot.keyClicks(again.window.text, "ght")
    qtbot.keyClick(again.window.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: contents(brain) == ["Half a thought"])
    assert brain.drafts() == ()
    again.close()


def test_what_is_put_aside_while_a_draft_of_it_is_under_way_is_kept_once_more_and_no_more(
    qtbot: QtBot, brain: Brain, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, save = threading.Event(), threading.Event(), Brain.save_draft

    def slowly(self: Brain, *arguments: Any) -> Any:
        begun.set()
        assert go_on.wait(60)
        return save(self, *arguments)

    monkeypatch.setattr(Brain, "save_draft", slowly)
    qtbot.keyClicks(card.window.text, "Half")
    qtbot.waitUntil(begun.is_set)
    qtbot.keyClicks(card.window.text, " a thought")
    qtbot.keyClick(card.window.text, Qt.Key.Key_Escape)
    go_on.set()
    qtbot.waitUntil(lambda: card.window.words == "kept as a draft")
    assert [each.content for each in brain.drafts()] == ["Half a thought"]
    assert card._sheet is not None
    assert not card._sheet.saving._draft_soon.isActive(), "the program may be about to end"


def test_what_is_brought_along_stands_below_what_was_begun(qtbot: QtBot, card: Card) -> None:
    qtbot.keyClicks(card.window.text, "mine")
    card.open("https://example.org", ("web",))
    card.open("", ("Web", "later"))
    assert (card.text, card.tags) == ("mine\n\nhttps://example.org", ("web", "later"))


def test_it_says_saved_only_when_it_is_and_keeps_what_could_not_be(
    qtbot: QtBot, brain: Brain, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    card.saved.connect(lambda _, title: heard.append(title))

    def refuse(*_: object, **__: object) -> None:
        raise BrainError("The disk is full.", "Free some room.")

    with monkeypatch.context() as patched:
        patched.setattr(Brain, "create_memory", refuse)
        patched.setattr(Brain, "write", refuse)
        qtbot.keyClicks(card.window.text, "precious")
        qtbot.keyClick(card.window.text, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: "The disk is full." in card.window.words)
        assert card.window.isVisible() and not card.window.text.isReadOnly()
        assert heard == []
    qtbot.keyClick(card.window.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: heard == ["precious"], timeout=15_000)
    assert contents(brain) == ["precious"]


def test_a_draft_that_could_not_be_kept_is_tried_again_and_is_no_note(
    qtbot: QtBot, brain: Brain, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BrainError("The disk is full.", "Free some room.")

    with monkeypatch.context() as patched:
        patched.setattr(Brain, "save_draft", refuse)
        qtbot.keyClicks(card.window.text, "precious")
        qtbot.waitUntil(lambda: "The disk is full." in card.window.words)
        assert not card.kept
    qtbot.keyClicks(card.window.text, " thing")
    qtbot.waitUntil(lambda: [each.content for each in brain.drafts()] == ["precious thing"])
    assert contents(brain) == []
    qtbot.waitUntil(lambda: card.kept)
    qtbot.keyClick(card.window.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: contents(brain) == ["precious thing"])
    qtbot.waitUntil(lambda: not card.window.isVisible())


def test_an_empty_one_leaves_nothing(qtbot: QtBot, brain: Brain, card: Card) -> None:
    qtbot.keyClick(card.window.text, Qt.Key.Key_Return, CTRL)
    assert not card.window.isVisible()
    assert (contents(brain), brain.drafts()) == ([], ())


def test_the_line_that_is_written_stays_in_sight_when_tags_take_its_room(qtbot: QtBot, card: Card) -> None:
    text = card.window.text
    qtbot.keyClicks(text, "One")
    for _ in range(6):
        qtbot.keyClick(text, Qt.Key.Key_Return)
    room = text.viewport().height()
    card.window.tags.show_tags(tuple(f"a-tag-with-a-long-name/{number}" for number in range(9)))
    qtbot.waitUntil(lambda: text.viewport().height() < room - text.cursorRect().height())
    qtbot.waitUntil(lambda: text.viewport().rect().contains(text.cursorRect()))
