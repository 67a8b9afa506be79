"""What the pages of an import say of tags in texts, front matter that stays text, HTML, and links that lead nowhere."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.exchange.sheets import Came, Planned, ToExport
from app.migration.sheet import Sheet
from app.migration.ticks import Pick, Tick
from app.theme import Theme
from core import Imported, Taking
from core.exchange.tally import Lost, Unread

PLAIN = Imported("/vault", "obsidian", True, True, source=3, created=3, identical=0, set_aside=0)
ODD = replace(
    PLAIN,
    text_tags=2,
    folders=12,
    unread=1,
    unread_listed=(Unread("A.md", 4, "The lines between --- at its top cannot be read: line 4: no."),),
    links_lost=3,
    links_lost_files=2,
    lost_listed=(Lost("Gone", 3, ("A.md", "B.md")),),
    converted=2,
)


def words_of(sheet: Sheet) -> str:
    return "\n".join(each.text() for each in sheet.findChildren(QLabel))


def test_the_plan_offers_to_leave_folders_and_the_tags_in_the_texts(qtbot: QtBot, theme: Theme) -> None:
    plain, odd = Planned(theme, PLAIN, "vault"), Planned(theme, ODD, "vault")
    for sheet in (plain, odd):
        qtbot.addWidget(sheet)
    assert plain.taking == Taking()
    assert plain.findChildren(Tick) == []
    folders, tags = odd.findChildren(Tick)
    assert [each.text() for each in (folders, tags)] == [
        "Make tags of the folders",
        "Make tags of the #tags in the texts",
    ]
    assert "12 folders stand among the tags in the side bar then" in words_of(odd)
    assert odd.taking == Taking()
    folders.click()
    assert odd.taking == Taking(folders=False)
    tags.click()
    assert odd.taking == Taking(folders=False, text_tags=False)


def test_notebooks_of_joplin_are_offered_by_their_name(qtbot: QtBot, theme: Theme) -> None:
    sheet = Planned(theme, replace(ODD, format="joplin", folders=1), "all.jex")
    qtbot.addWidget(sheet)
    assert sheet.findChildren(Tick)[0].text() == "Make tags of the notebooks"
    assert "1 notebook stands among the tags in the side bar then." in words_of(sheet)


def test_the_report_says_where_folders_are_unless_they_were_left(qtbot: QtBot, theme: Theme) -> None:
    told = "stand among the tags in the side bar."
    for taking in (Taking(), Taking(folders=False)):
        sheet = Came(theme, replace(ODD, taking=taking), "vault")
        qtbot.addWidget(sheet)
        assert (told in words_of(sheet)) is taking.folders


def test_plan_and_report_name_what_came_not_quite_as_meant(qtbot: QtBot, theme: Theme) -> None:
    for sheet in (Planned(theme, ODD, "vault"), Came(theme, ODD, "vault")):
        qtbot.addWidget(sheet)
        told = words_of(sheet)
        assert "1 note keeps its front matter as text" in told
        assert "A.md, line 4" in told
        assert "2 notes in HTML become Markdown" in told
        assert "3 links lead to no note" in told
        assert "Found in 2 notes." in told
        assert "[[Gone]] · A.md, B.md" in told


def test_folders_are_offered_for_markdown_and_not_for_one_file(qtbot: QtBot, theme: Theme) -> None:
    sheet = ToExport(theme, selected=0)
    qtbot.addWidget(sheet)
    markdown, lines, came, tags, flat = sheet.findChildren(Pick)
    chosen: list[str] = [sheet.folders]
    tags.click()
    chosen.append(sheet.folders)
    assert chosen == ["came", "tags"]
    lines.click()
    assert not any(each.isEnabled() for each in (came, tags, flat))
    markdown.click()
    assert all(each.isEnabled() for each in (came, tags, flat))
    assert sheet.folders == "tags"


def test_the_report_names_a_few_of_the_files_that_stay(qtbot: QtBot, theme: Theme) -> None:
    told = []
    for number, names in ((1, ("a.css",)), (5, ("a.css", "b.js", "c.ini", "d.sh", "e.py")), (2, ())):
        sheet = Came(theme, replace(PLAIN, passed_over=number, passed_over_listed=names), "vault")
        qtbot.addWidget(sheet)
        told += [each for each in words_of(sheet).splitlines() if "no note" in each]
    assert told == [
        "1 file belongs to no note, and stays where it is: a.css",
        "5 files belong to no note, and stay where they are: a.css, b.js, c.ini and 2 more",
        "2 files belong to no note, and stay where they are.",
    ]
