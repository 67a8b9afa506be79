"""The guide is read in a window without a network, its links lead on, and the log is told in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.help.place import HelpPlace
from app.help.reader import Reader, links_in
from app.help.texts import guide, program_version, slug, told, window_log
from app.session import Session
from app.theme import Mode, Theme
from tests.fixtures.contrast import contrast

Speaking = Callable[[Mapping[str, str]], None]

LOG = """\
2026-11-28 09:00:01,123 WARNING app: the server was slow
2026-11-28 09:05:02,456 ERROR app: unexpected
Traceback (most recent call last):
ValueError: 7
"""


@pytest.mark.parametrize(
    ("name", "heading"), [("using.md", "the-command-line"), ("using.de.md", "die-befehlszeile")]
)
def test_the_guide_is_there_in_each_language_and_every_link_in_it_leads_to_a_heading(
    name: str, heading: str, speaking: Speaking
) -> None:
    speaking({"using.md": name})
    text = guide()
    headings = {slug(heading.replace("`", "")) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert heading in headings
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings
    assert "screenshots" not in text


def test_a_language_without_a_guide_gets_the_english_one_and_is_told(
    speaking: Speaking,
) -> None:
    speaking({"using.md": "using.la.md", "This guide is in English.": "Hic liber Anglice scriptus est."})
    assert guide().startswith("Hic liber Anglice scriptus est.\n\n# Using Second Brain")


def test_a_heading_is_found_by_its_link_in_german_too(qtbot: QtBot, theme: Theme, speaking: Speaking) -> None:
    speaking({"using.md": "using.de.md"})
    above = QWidget()
    qtbot.addWidget(above)
    reader = Reader(theme, "Guide", above)
    reader.show_markdown(guide())
    link = next(each for each in links_in(reader.text.document()) if "Umzugsanleitung" in each.selectedText())
    reader.follow(QUrl(link.charFormat().anchorHref()))
    assert reader.text.textCursor().block().text() == "Aus Version 2, Schritt für Schritt"
    reader.box.setText("prüfsumme")
    assert reader.text.textCursor().selectedText() == "Prüfsumme"
    reader.close()


def test_one_finds_and_follows_in_the_guide(qtbot: QtBot, theme: Theme) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    reader = Reader(theme, "Guide", above)
    reader.show_markdown("# One\n\n[on](#two-things)\n\nwalnut\n\n## Two things\n\nwalnut again")
    reader.follow(QUrl("#two-things"))
    assert reader.text.textCursor().block().text() == "Two things"
    reader.box.setText("walnut")
    first = reader.text.textCursor().position()
    assert reader.text.textCursor().selectedText() == "walnut"
    assert reader.find_next()
    assert reader.text.textCursor().position() > first
    assert reader.find_next()
    assert reader.text.textCursor().position() == first
    reader.box.setText("hazel")
    assert not reader.find_next()
    reader.close()


def test_links_in_the_guide_can_be_read_in_both_looks(qtbot: QtBot, theme: Theme) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    reader = Reader(theme, "Guide", above)
    reader.show_markdown("[here](#one) and\n\n| a |\n|---|\n| [there](https://a.example) |")
    for look in (Mode.DARK, Mode.LIGHT):
        theme.set_mode(look)
        colors = [each.charFormat().foreground().color() for each in links_in(reader.text.document())]
        assert len(colors) == 2
        assert all(contrast(color, theme.colors.base) >= 4.5 for color in colors), look
    reader.close()


def test_headings_of_the_guide_are_as_large_as_those_of_notes(qtbot: QtBot, theme: Theme) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    reader = Reader(theme, "Guide", above)
    reader.show_markdown("# One\n\n## Two `code`\n\nwords and `code`\n")
    found = {}
    for words in ("One", "Two", "words", "code"):
        found[words] = reader.text.document().find(words).charFormat().font().pointSizeF()
    assert found["One"] == theme.font("title").pointSizeF()
    assert found["Two"] == found["code"] == theme.font("heading1").pointSizeF(), (
        "code in a heading is as large as it"
    )
    code = reader.text.document().find("and ").block()
    assert code.text() == "words and code"
    last = reader.text.document().find("code", code.position())
    assert last.charFormat().font().pointSizeF() == theme.font("code").pointSizeF() < found["words"]
    reader.close()


def test_the_guide_is_never_wider_than_its_window(qtbot: QtBot, theme: Theme) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    reader = Reader(theme, "Guide", above)
    reader.show_markdown(guide())
    assert reader.text.horizontalScrollBar().maximum() == 0
    assert "[--format jsonl|markdown]" in reader.text.toPlainText()
    reader.close()


def test_the_log_is_told_newest_first_in_plain_words(tmp_path: Path) -> None:
    first, second = told(LOG).split("\n\n")
    assert first.startswith("2026-11-28 09:05 · went wrong (app): unexpected\n    Traceback")
    assert second == "2026-11-28 09:00 · worth knowing (app): the server was slow"
    assert window_log(tmp_path) == "Nothing is in the log: nothing went wrong."


def test_what_went_wrong_is_still_told_when_a_new_log_was_begun_since(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "window.log.1").write_text(LOG)
    assert window_log(tmp_path) == told(LOG), "the new one is made with its first line"
    (folder / "window.log").write_text("2026-11-28 09:06:00,000 WARNING app: later\n")
    assert window_log(tmp_path).startswith(
        "2026-11-28 09:06 · worth knowing (app): later\n\n2026-11-28 09:05"
    )


def test_the_headings_stand_beside_the_guide_and_lead_there(qtbot: QtBot, theme: Theme) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    reader = Reader(theme, "Guide", above)
    below = "\n\nwalnut" * 60
    reader.show_markdown(
        f"# Guide\n\n## Bread{below}\n\n### Rye\n\n`x`{below}\n\n#### Deep{below}\n\n## Jam{below}"
    )
    contents = reader.contents
    listed = [contents.item(row) for row in range(contents.count())]
    assert [each.text() for each in listed] == ["Bread", "    Rye", "Jam"]
    contents.itemActivated.emit(listed[1])
    assert reader.text.textCursor().block().text() == "Rye"
    assert contents.currentRow() == 1
    reader.text.verticalScrollBar().setValue(0)
    assert contents.currentRow() == 0
    reader.show_plain("a log has no headings")
    assert contents.isHidden()
    reader.close()


def test_about_says_which_version_this_is_and_where_the_notes_are(session: Session) -> None:
    session._window.actions_["help.about"].trigger()
    place = next(each for each in session._parts if isinstance(each, HelpPlace))
    (reader,) = place._readers.values()
    said = reader.text.toPlainText()
    assert reader.windowTitle() == "About Second Brain"
    assert f"Version {program_version()}" in said
    assert "Apache License 2.0" in said
    assert str(session._home) in said
    reader.close()
