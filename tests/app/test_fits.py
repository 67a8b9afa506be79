"""Words have room and stay where they are, in German and in a narrow window, too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.account.fields import Field
from app.chip import Chip
from app.editor.notice import Notice
from app.editor.tags import Tags
from app.history.note_history import NoteHistory
from app.migration.sheet import GOOD, INDENT, Sheet
from app.settings.entry import Entry
from app.settings.table import SETTINGS
from app.sizes import CHIP_MOST, WINDOW_LEAST
from app.theme import Theme
from app.window import Status
from app.workspace import Workspace
from core import tr
from core.search.dates import read_span, span_in_words

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)


@pytest.mark.usefixtures("german")
def test_the_count_of_notes_stands_still_while_somebody_writes(qtbot: QtBot, theme: Theme) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    status = Status(theme, around)
    status.resize(600, 36)
    status.say_count("204 Notizen")
    around.show()
    (count,) = [each for each in status.findChildren(QLabel) if each.text() == "204 Notizen"]
    places = set()
    for told in ("saved here", "editing", "saving…", "saved here", "not saved"):
        status.say_saved(told)
        qtbot.wait(20)
        saved = next(each for each in status.findChildren(QLabel) if each.text() == tr(told))
        assert saved.width() >= saved.sizeHint().width(), told
        places.add(count.x())
    assert len(places) == 1


@pytest.mark.usefixtures("german")
def test_in_the_least_window_how_far_the_search_by_meaning_is_gives_way_to_what_is_saved(
    qtbot: QtBot, theme: Theme
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    status = Status(theme, around)
    status.resize(WINDOW_LEAST.width(), 36)
    status.say_count("12 048 Notizen")
    status.sync.say("cloud-check", "offline, 12 ausstehend")
    status.say_meaning(119, 12_048)
    status.say_saved("saved here")
    around.show()
    (saved,) = [each for each in status.findChildren(QLabel) if each.text() == tr("saved here")]
    (meaning,) = [each for each in status.findChildren(QLabel) if each.text().startswith("119")]

    def whole(label: QLabel) -> bool:
        right = label.mapTo(status, label.rect().topRight()).x()
        return label.width() >= label.sizeHint().width() and right < status.width()

    qtbot.waitUntil(lambda: whole(saved) and not whole(meaning))
    assert meaning.text() in meaning.toolTip()
    status.resize(1_280, 36)
    qtbot.waitUntil(lambda: whole(saved) and whole(meaning))


@pytest.mark.usefixtures("german")
def test_the_field_for_a_tag_says_in_full_what_it_is_for(qtbot: QtBot, theme: Theme) -> None:
    tags = Tags(theme)
    qtbot.addWidget(tags)
    tags.show_tags(("garden",))
    tags.resize(180, 60)
    tags.show()
    field = tags.field
    room = field.width() - 12  # its ring, and the space within
    assert field.placeholderText() == "Schlagwort hinzufügen"
    assert field.fontMetrics().horizontalAdvance(field.placeholderText()) <= room


def test_a_notice_in_a_narrow_pane_has_its_button_below_its_words(qtbot: QtBot, theme: Theme) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    notice = Notice(theme, around)
    column = QVBoxLayout(around)
    column.addWidget(notice)
    column.addStretch(1)
    notice.say("sides", "Two versions of this note could not be merged. Both are kept.", "Compare")
    around.show()
    (words,), (button,) = notice.findChildren(QLabel), notice.findChildren(QPushButton)

    def is_below() -> bool:
        return button.y() > words.geometry().bottom()

    for width, below in ((380, True), (700, False), (380, True)):
        around.resize(width, 300)
        qtbot.waitUntil(is_below if below else lambda: not is_below())
        assert words.width() > width / 2


@pytest.mark.usefixtures("german")
def test_what_is_done_with_a_version_stands_on_one_line(
    qtbot: QtBot, theme: Theme, workspace: Workspace
) -> None:
    history = NoteHistory(workspace, theme)
    qtbot.addWidget(history)
    history.resize(737, 560)  # the editor of a window of usual width
    history.show()
    offered = (history.with_now, history.apart, history.copy, history.restore)
    middles = [each.geometry().center().y() for each in offered]
    assert max(middles) - min(middles) <= 1
    for each in offered:
        assert each.width() >= each.sizeHint().width()


def test_what_belongs_to_words_with_a_mark_stands_below_the_words(qtbot: QtBot, theme: Theme) -> None:
    sheet = Sheet(theme, "Report")
    qtbot.addWidget(sheet)
    words = sheet.mark(*GOOD, "All is well")
    about = sheet.say("Nothing is to be done.", muted=True, tight=True)
    apart = sheet.say("Something else.")
    sheet.resize(400, 300)
    sheet.show()
    assert (
        about.mapTo(sheet, about.contentsRect().topLeft()).x()
        == words.mapTo(sheet, words.rect().topLeft()).x()
    )
    assert about.contentsMargins().left() == INDENT and not apart.contentsMargins().left()


def test_the_name_of_a_field_stands_nearer_to_it_than_to_what_is_above(qtbot: QtBot, theme: Theme) -> None:
    entry = Entry(theme, SETTINGS[0])
    qtbot.addWidget(entry)
    one, other = Field(theme, "Access key"), Field(theme, "Region")
    entry.add(one)
    entry.add(other)
    entry.resize(400, 300)
    entry.show()
    (name,) = other.findChildren(QLabel)
    above = name.mapTo(entry, name.rect().topLeft()).y() - one.geometry().bottom()
    below = other.line.y() - name.geometry().bottom()
    assert above > 1.5 * below


@pytest.mark.usefixtures("german")
def test_a_chip_says_in_full_between_which_years_it_looks(qtbot: QtBot, theme: Theme) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    words = span_in_words(read_span("2023..2025", NOW), NOW)
    told = tr("created {when}", when=words)
    chip = Chip(told, theme, around, name=told, description="")
    assert told == "erstellt 2023 bis 2025"
    assert chip.sizeHint().width() < CHIP_MOST
