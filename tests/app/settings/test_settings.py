"""Each setting is declared once, found by its words, and documented; and the table of what leaves is true."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app import words
from app.finding.sheet import ShortcutSheet
from app.migration.ticks import Tick
from app.remembered import Remembered
from app.session import Session
from app.settings.backing_up import held
from app.settings.choice import Choice
from app.settings.facts import Facts, facts, leaving
from app.settings.kept_files import KeptFiles
from app.settings.page import SettingsSheet
from app.settings.place import SettingsPlace
from app.settings.read_files import ReadFiles
from app.settings.table import PLACES, SETTINGS
from app.theme import Mode, Theme
from core import (
    Account,
    Brain,
    Consent,
    EmbeddingModel,
    FarKey,
    FarPlace,
    Space,
    read_consent,
    write_consent,
)
from core.indexing import Meaning
from core.store.embeddings import Backlog
from tests.fixtures.far_store import Ring

USING = (Path(__file__).parents[3] / "docs" / "using.md").read_text(encoding="utf-8")
_ROW = re.compile(rf"^\| ({'|'.join(PLACES)}) \| ([^|]+?) \| [^|]+\|$", re.MULTILINE)


def test_every_setting_is_documented_and_no_other_is() -> None:
    assert _ROW.findall(USING) == [(each.place, each.words) for each in SETTINGS]
    assert len({each.id for each in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize("mode", Mode)
def test_the_look_that_is_worn_is_chosen_from_the_first_moment_on(theme: Theme, mode: Mode) -> None:
    theme.set_mode(mode)
    sheet = SettingsSheet(theme)
    assert [value for value, pick in sheet._picks.items() if pick.isChecked()] == [mode.value]
    sheet.deleteLater()


GERMAN = {"theme color look mode": "farbe thema", "Where your notes are": "Wo deine Notizen sind"}


@pytest.fixture
def in_german(speaking: Callable[[Mapping[str, str]], None]) -> None:
    speaking(GERMAN)


@pytest.mark.usefixtures("in_german")
def test_a_setting_is_found_by_its_words_of_either_language() -> None:
    def found(looked_for: str) -> list[str]:
        return [each.id for each in SETTINGS if each.answers(looked_for)]

    assert found("wo deine notizen") == found("where your notes condition") == ["database"]
    assert (found("Farbe"), found("color dark")) == (["look"], ["look"])


def _yes(now: Facts) -> dict[str, str]:
    return {each.what: each.told for each in leaving(now) if each.on}


def test_the_table_of_what_leaves_names_the_store_that_gets_files(
    brain: Brain, far_place: FarPlace, far_key: FarKey, far_ring: Ring
) -> None:
    assert _yes(facts(brain)) == {}
    brain.far_files.keep_in(far_place, far_key)
    assert far_ring.kept
    assert _yes(facts(brain)) == {
        "Files in S3": f"The contents of notes' files are copied to {far_place.host}, into the bucket"
        f" {far_place.bucket}; notes are not."
    }
    (brain.home / "s3.json").write_text("{")  # then nothing is copied
    assert _yes(facts(brain)) == {}


def test_the_table_of_what_leaves_says_what_is_so(brain: Brain, monkeypatch: pytest.MonkeyPatch) -> None:
    now = facts(brain)
    assert _yes(now) == {}

    local = EmbeddingModel("all-MiniLM-L6-v2", 384, 1, 1, local=True, serving=True)
    cloud = EmbeddingModel("text-embedding-3-small", 1536, 0, 1, filling=True)
    assert _yes(replace(now, models=(local, cloud))) == {}  # without a yes, a model in use sends nothing
    write_consent(brain.home, Consent(True, frozenset({"diary"})))
    agreed = replace(facts(brain), models=(local, cloud))
    assert "text-embedding-3-small, except notes with diary" in _yes(agreed)["OpenAI"]
    tried = replace(agreed, models=(local, replace(cloud, filling=False)))
    assert _yes(tried) == {}
    (told,) = (each.told for each in leaving(tried) if each.what == "OpenAI")
    assert "Nothing is sent" not in told and "second-brain embed --compare" in told

    account = Account("https://notes.example.org", "maria", UUID(int=1), UUID(int=2), "desk")
    brain.replica.join(account)
    alone = _yes(facts(brain))["Sync"]
    assert "https://notes.example.org as maria" in alone and "Members" not in alone
    brain.spaces.learn([Space(UUID(int=3), "House", "maria", own=True, may_write=True)])
    assert "Members of a space see the notes" in _yes(facts(brain))["Sync"]
    brain.replica.configure(paused=True)
    assert "Sync" not in _yes(facts(brain))
    brain.replica.leave()
    assert "Sync" not in _yes(facts(brain))

    monkeypatch.setattr(type(brain), "database_server", "db.example.org")
    assert "db.example.org" in _yes(facts(brain))["Database"]


def test_a_row_of_a_backup_says_whether_it_counts(qtbot: QtBot, theme: Theme, brain: Brain) -> None:
    now = facts(brain)
    sheet = SettingsSheet(theme)
    qtbot.addWidget(sheet)
    sheet.tell(now, Mode.DARK)
    assert sheet.entries["made"].state.text() == "Nothing is proven yet."
    at = datetime.now(UTC)
    sheet.tell(
        replace(now, backups=replace(now.backups, last_proven=at, trouble="The disk is full.")), Mode.DARK
    )
    assert "Last proven restore: today" in sheet.entries["made"].state.text()
    assert "The disk is full." in sheet.entries["made"].state.text()


def test_a_backup_is_made_at_once_from_the_menu(qtbot: QtBot, session: Session) -> None:
    """Without the page of settings: what goes on and what came of it is said at the bottom."""
    toast = session._window.toast.findChildren(QLabel)[0]
    assert session._brain is not None
    session._window.actions_["backup.make"].trigger()
    assert toast.isVisible() and toast.text() == "Making a backup"
    qtbot.waitUntil(lambda: toast.text().startswith("Backup made and proven: 0 notes"))
    assert len(session._brain.backups.standing().backups) == 1


def test_a_backup_says_what_its_size_counts(brain: Brain, tmp_path: Path) -> None:
    picture = brain.files.keep(bytes(300_000), "plan.png")
    brain.files.give(brain.create_memory("Kitchen").memory, picture)
    backup = brain.backups.make(to=tmp_path)
    size = words.size(backup.size)
    assert held(backup) == f"1 note and its history, {size} · 1 file beside it"
    assert backup.size < picture.size


def test_how_large_a_file_may_be_is_set_and_unused_ones_are_removed_on_the_page(
    qtbot: QtBot, session: Session
) -> None:
    session._window.actions_["app.settings"].trigger()
    settings = next(each for each in session._parts if isinstance(each, SettingsPlace))
    assert settings.sheet is not None and session._brain is not None
    told = settings.sheet.entries["largest"].state
    (kept,) = settings.sheet.findChildren(KeptFiles)
    qtbot.waitUntil(lambda: told.text() == "A note takes files up to 100 MB.")
    QTest.keyClicks(kept.limit.line, "much")
    QTest.keyClick(kept.limit.line, Qt.Key.Key_Return)
    assert "“much” is no size. The limit is as before." in told.text()
    kept.limit.line.setText("2 GB")
    QTest.keyClick(kept.limit.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told.text() == "A note takes files up to 2 GB.")
    assert session._brain.files.limits().here == 2 << 30

    given_up = session._brain.files.blobs.path(session._brain.files.keep(b"given up", "a.txt").sha256)
    os.utime(given_up, (0, 0))
    unused = settings.sheet.entries["unused"].state
    kept.look.click()
    qtbot.waitUntil(lambda: unused.text() == "1 file unused, 8 bytes. Removing cannot be undone.")
    assert kept.remove.text() == "Remove 1 file, 8 bytes" and given_up.exists()
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    kept.remove.setFocus()
    kept.remove.click()
    assert settings.sheet.window().focusWidget() is kept.look, "the keyboard stays near"
    qtbot.waitUntil(lambda: unused.text() == "1 file removed, 8 bytes freed.")
    assert not given_up.exists() and kept.remove.isHidden()
    _read_files(qtbot, settings, session._brain)


def _read_files(qtbot: QtBot, settings: SettingsPlace, brain: Brain) -> None:
    assert settings.sheet is not None
    told = settings.sheet.entries["file_texts"].state
    (reading,) = settings.sheet.findChildren(ReadFiles)
    qtbot.waitUntil(lambda: told.text() == "Search finds the text of 0 files.")
    reading.choice.buttons[0].click()
    qtbot.waitUntil(lambda: not brain.file_texts.is_on)
    note = brain.create_memory("The heating").memory
    brain.files.give(note, brain.files.keep(b"%PDF-1.7 and nothing more", "torn.pdf"))
    reading.choice.buttons[1].click()  # it is read in the background at once
    words = "1 file could not be read as a whole:"
    qtbot.waitUntil(lambda: words in told.text(), timeout=20_000)
    assert reading.lacking.text().startswith("torn.pdf · The heating: It is damaged")
    assert not reading.again.isHidden()
    reading.again.setFocus()
    reading.again.click()
    assert told.text() == "Reading …"
    assert settings.sheet.window().focusWidget() is reading.again
    qtbot.waitUntil(lambda: words in told.text(), timeout=20_000)


def test_the_page_of_shortcuts_is_reached_from_the_settings(qtbot: QtBot, session: Session) -> None:
    window = session._window
    window.actions_["app.settings"].trigger()
    settings = next(each for each in session._parts if isinstance(each, SettingsPlace))
    assert settings.sheet is not None
    qtbot.waitUntil(settings.sheet.isVisible)
    settings.sheet.keys.click()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(ShortcutSheet)))


def test_pictures_in_the_text_are_a_setting_too(qtbot: QtBot, session: Session) -> None:
    action = session._window.actions_["view.pictures"]
    session._window.actions_["app.settings"].trigger()
    place = next(each for each in session._window.children() if isinstance(each, SettingsPlace))
    assert place.sheet is not None
    tick = place.sheet.entries["pictures"].findChild(Tick)
    assert isinstance(tick, Tick) and tick.isChecked() and action.isChecked()
    tick.click()
    assert not action.isChecked() and not session._remembered.shown("pictures")


def test_another_model_answers_only_where_notes_may_be_sent_to_it(
    qtbot: QtBot, session: Session, brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Meaning, "switch", lambda _, name: asked.append(name))
    session._window.actions_["app.settings"].trigger()
    place = next(each for each in session._parts if isinstance(each, SettingsPlace))
    sheet = place.sheet
    assert sheet is not None
    local = EmbeddingModel("all-MiniLM-L6-v2", 384, 5, 9, local=True, serving=True)
    cloud = EmbeddingModel("text-embedding-3-small", 1536, 9, 9, filling=True)
    now = facts(brain)
    qtbot.waitUntil(lambda: bool(sheet.entries["database"].state.text()))  # nothing else is told after this
    sheet.tell(replace(now, models=(local,)), Mode.LIGHT)
    assert sheet.answers.isHidden(), "there is nothing to choose from"
    sheet.tell(replace(now, models=(local, cloud)), Mode.LIGHT)
    assert not sheet.answers.picks["text-embedding-3-small"].isEnabled()
    agreed = replace(now, models=(local, cloud), consent=Consent(True, frozenset()))
    sheet.tell(agreed, Mode.LIGHT)
    assert sheet.answers.picks["all-MiniLM-L6-v2"].isChecked()
    sheet.answers.picks["text-embedding-3-small"].click()
    qtbot.waitUntil(lambda: asked == ["text-embedding-3-small"])
    sheet.tell(
        replace(agreed, models=(replace(local, serving=False), replace(cloud, serving=True))), Mode.LIGHT
    )
    sheet.answers.picks["all-MiniLM-L6-v2"].click()
    qtbot.waitUntil(lambda: asked == ["text-embedding-3-small", "all-MiniLM-L6-v2"])


def test_a_key_alone_sends_nothing_and_the_price_is_said_before_a_person_agrees(
    qtbot: QtBot, session: Session, brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    sent: list[str] = []
    monkeypatch.setattr("app.settings.place.write_key", kept.append)
    monkeypatch.setattr(Meaning, "backlog", lambda *_: Backlog(passages=90_000, tokens=151_000_000))
    # The window's own round names no model.
    monkeypatch.setattr(Meaning, "embed", lambda _, name="", **__: sent.append(name) if name else None)
    session._window.actions_["app.settings"].trigger()
    place = next(each for each in session._parts if isinstance(each, SettingsPlace))
    sheet = place.sheet
    assert sheet is not None
    agree = next(each for each in sheet.findChildren(QPushButton) if each.text() == "Send them")
    assert agree.isHidden()
    QTest.keyClicks(sheet._key.line, "sk-1")
    QTest.keyClick(sheet._key.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not agree.isHidden())
    said = [each.text() for each in sheet.findChildren(QLabel) if "The key is kept." in each.text()]
    assert len(said) == 1 and "3.02 US dollars by prices as of 29 November 2026" in said[0]
    assert (kept, sent, read_consent(brain.home).given) == (["sk-1"], [], False)
    agree.click()
    qtbot.waitUntil(lambda: sent == ["text-embedding-3-small"])
    assert read_consent(brain.home).given


def test_the_text_grows_and_shrinks_by_keys_and_the_toast_leaves_done_alone(
    qtbot: QtBot, session: Session
) -> None:
    window = session._window
    assert session.notebook is not None
    session.notebook.new_note()
    editor = session.notebook.editor
    text = editor.text
    usual = text.document().defaultFont().pointSizeF()
    editor.set_preview(True)
    room_before_lists = editor.preview.document().indentWidth()
    for _ in range(9):
        window.actions_["view.larger"].trigger()
    assert text.document().defaultFont().pointSizeF() == pytest.approx(2 * usual, abs=0.1)
    assert editor.preview.document().indentWidth() == pytest.approx(2 * room_before_lists), (
        "no box is cut off"
    )
    assert Remembered(session._home).text_size == 200
    window.actions_["view.usual_size"].trigger()
    window.actions_["view.smaller"].trigger()
    assert text.document().defaultFont().pointSizeF() == pytest.approx(0.9 * usual, abs=0.1)
    window.actions_["app.settings"].trigger()
    place = next(each for each in session._parts if isinstance(each, SettingsPlace))
    assert place.sheet is not None
    choice = place.sheet.entries["window_size"].findChild(Choice)
    assert isinstance(choice, Choice)
    choice.buttons[150].click()
    assert Remembered(session._home).window_size == 150
    assert place.pages is not None
    done = next(each for each in place.pages.findChildren(QPushButton) if each.text() == "Done")
    qtbot.waitUntil(lambda: window.toast.isVisible() and done.isVisible())
    assert window.toast.geometry().bottom() < done.mapTo(window, done.rect().topLeft()).y()
    window.actions_["view.usual_size"].trigger()


def test_the_keyboard_stays_where_a_backup_is_made(qtbot: QtBot, theme: Theme) -> None:
    sheet = SettingsSheet(theme)
    qtbot.addWidget(sheet)
    sheet.show()
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    buttons = {each.text(): each for each in sheet.findChildren(QPushButton)}
    make, stop = buttons["Make one now"], buttons["Stop"]
    make.setFocus()
    sheet.tell_making("Making a backup")
    assert make.hasFocus()
    sheet.tell_making("")
    assert make.hasFocus()

    # Who goes on to the button that stops it is back when that goes away.
    sheet.tell_making("Making a backup")
    stop.setFocus()
    sheet.tell_making("")
    assert make.hasFocus()
