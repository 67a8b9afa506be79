"""Why a note is among the results, why another is not, and what to try when there are none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.library.list_pane import ListPane
from app.notebook import Notebook
from app.search import reasons
from app.search.why import WhySheet
from core import Channel, Evidence
from tests.app.search.conftest import LONG, answered, found

Ask = Callable[[str], list[str]]
Do = Callable[[str], None]


def sheet(notebook: Notebook) -> WhySheet:
    opened = notebook.window().findChild(WhySheet)
    assert isinstance(opened, WhySheet)
    return opened


def said(notebook: Notebook) -> list[str]:
    return [label.text() for label in sheet(notebook).findChildren(QLabel) if label.isVisible()]


def test_a_result_tells_channel_rank_score_share_and_what_matched(
    qtbot: QtBot, notebook: Notebook, ask: Ask, do: Do
) -> None:
    ask("bread flour")
    notebook.pane.list.step(1)
    do("search.why")
    told = said(notebook)
    assert told[0] == "Why “Bread” is here"
    assert told[1].startswith("Place 1 of ")
    assert "Words" in told
    assert any(line.startswith("No other note answers better by its words.") for line in told)
    assert not any("score" in line for line in told), "figures are for those who ask"
    assert any("flour" in line.lower() for line in told)
    assert sheet(notebook).hasFocus()
    assert "Why “Bread” is here" in sheet(notebook).accessibleName()


def test_the_exact_figures_are_a_step_away(qtbot: QtBot, notebook: Notebook, ask: Ask, do: Do) -> None:
    ask("bread flour")
    notebook.pane.list.step(1)
    do("search.why")
    before = sheet(notebook).height()
    QTest.keyClick(sheet(notebook), Qt.Key.Key_Tab)
    QTest.keyClick(notebook.window().focusWidget(), Qt.Key.Key_Space)
    assert any("\nNo. 1 of its kind · score " in line for line in said(notebook))
    taller = sheet(notebook).height()
    assert sheet(notebook).isVisible() and taller > before
    QTest.keyClick(notebook.window().focusWidget(), Qt.Key.Key_Space)
    assert not any("score" in line for line in said(notebook))
    assert before <= sheet(notebook).height() < taller


def test_esc_closes_it_and_gives_the_keyboard_back(
    qtbot: QtBot, notebook: Notebook, ask: Ask, do: Do
) -> None:
    ask("bread")
    notebook.pane.list.setFocus()
    notebook.pane.list.step(1)
    do("search.why")
    QTest.keyClick(sheet(notebook), Qt.Key.Key_Escape)
    assert not sheet(notebook).isVisible()
    assert notebook.pane.list.hasFocus()


def test_a_click_elsewhere_closes_it(qtbot: QtBot, notebook: Notebook, ask: Ask, do: Do) -> None:
    ask("bread")
    notebook.pane.list.step(1)
    do("search.why")
    QTest.mouseClick(notebook.pane.search, Qt.MouseButton.LeftButton)
    assert not sheet(notebook).isVisible()


def test_the_word_in_the_row_can_be_clicked(qtbot: QtBot, notebook: Notebook, ask: Ask) -> None:
    ask("bread")
    listed = notebook.pane.list
    area = listed.visualRect(listed.model().index(1, 0))
    corner = QPoint(area.right() - 22, area.bottom() - 12)
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert said(notebook)[0] == "Why “Reading list” is here"


def test_an_open_note_that_was_not_found_says_what_keeps_it_away(
    qtbot: QtBot, notebook: Notebook, ask: Ask, do: Do
) -> None:
    notebook.pane.list.step(2)
    qtbot.waitUntil(lambda: notebook.editor.note is not None, timeout=LONG)
    opened = notebook.editor.note
    ask("bread tag:kitchen -water")
    assert opened not in list(notebook.pane.list.ids)
    do("search.why")
    qtbot.waitUntil(lambda: notebook.window().findChild(WhySheet) is not None, timeout=LONG)
    told = said(notebook)
    assert told[0].endswith("is not here")
    assert len(told) > 1


def test_nothing_found_says_what_was_looked_for_and_what_to_try(
    qtbot: QtBot, pane: ListPane, ask: Ask
) -> None:
    ask("peas tag:kitchen")
    assert pane.heading.text() == "Nothing found"
    assert "peas tag:kitchen" in pane._empty.words
    assert pane._empty.offers == ["Remove “tag kitchen”"]
    pane._empty._buttons[0].click()
    answered(qtbot, pane)
    assert found(pane) == ["The garden in March"]


def test_nothing_found_by_words_can_be_looked_for_by_meaning(
    qtbot: QtBot, notebook: Notebook, ask: Ask, do: Do
) -> None:
    notebook.searching.allow_meaning(True)
    do("search.words")
    ask("zeppelin")
    assert notebook.pane._empty.offers[0] == "Search by meaning too"
    notebook.pane._empty._buttons[0].click()
    assert notebook.pane.asking.mode == "both"
    assert notebook.pane.search.text() == "zeppelin"


def evidence(channel: Channel, share: float, *matched: str) -> Evidence:
    return Evidence(channel, 1, 0.5, share, matched)


def test_the_word_in_a_row_names_what_counted_most() -> None:
    words, meaning = evidence(Channel.WORDS, 0.3, "bread"), evidence(Channel.MEANING, 0.7, "Loaves of rye")
    assert reasons.brief(()) == ""
    assert reasons.brief((words,)) == "words"
    assert reasons.brief((meaning,)) == "by meaning"
    assert reasons.brief((words, meaning)) == "meaning + words"
    assert reasons.brief((evidence(Channel.MISSPELT, 1.0, "bread"),)) == "misspelt: bread"


def test_how_well_a_note_does_is_said_in_words() -> None:
    third = Evidence(Channel.MEANING, 3, 0.71, 0.81, ("Loaves of rye",))
    assert reasons.standing(third) == "2 notes are closer to what you mean."
    assert reasons.share(third) == "counts most (81\u202f%)"
    assert reasons.figures(third) == "No. 3 of its kind · score 0.71"
    second = Evidence(Channel.PARTS, 2, 0.5, 0.1, ("bread",))
    assert reasons.standing(second) == "1 note answers better by its words."
    assert reasons.share(second) == "counts a little (10\u202f%)"
    assert reasons.share(evidence(Channel.WORDS, 1.0)) == "counts alone"
    assert reasons.standing(evidence(Channel.TITLE, 1.0)) == ""


def test_what_matched_is_quoted_and_not_endless() -> None:
    many = evidence(Channel.WORDS, 1.0, *(f"word{number}" for number in range(9)))
    assert reasons.matched(many).endswith("“word5” and 3 more")
    assert reasons.matched(evidence(Channel.MEANING, 1.0, "Loaves of rye")) == "“Loaves of rye”"


def test_words_of_the_note_are_told_apart_from_those_of_its_file() -> None:
    both = Evidence(Channel.WORDS, 1, 0.5, 1.0, ("boiler", "warranty"), "manual.pdf", 2, ("warranty",))
    assert reasons.matched(both) == "“boiler” in the note; “warranty”, page 2 of manual.pdf"
    alone = Evidence(Channel.WORDS, 1, 0.5, 1.0, ("warranty",), "manual.pdf", 2, ("warranty",))
    assert reasons.matched(alone) == "“warranty”, page 2 of manual.pdf"
