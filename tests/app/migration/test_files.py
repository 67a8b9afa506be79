"""The second page: what is dropped or chosen is recognized at once, and what is wrong is said right there."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.migration.files import Files, Row
from app.migration.found import Found
from app.migration.wizard import Wizard
from core.brain import Brain
from tests.app.migration.conftest import buttons, choose, wait_for, words_of, write_dump

SECRET = "postgresql://maria:hush-hush@127.0.0.1:9/secondbrain"


def drop(wizard: Wizard, *paths: Path) -> None:
    """Let files fall onto the page, as from the desktop."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    coming = QDragEnterEvent(QPoint(50, 50), action, carried, button, keys)
    QApplication.sendEvent(wizard, coming)
    assert coming.isAccepted()
    QApplication.sendEvent(wizard, QDropEvent(QPointF(50, 50), action, carried, button, keys))


def test_what_is_dropped_on_the_first_page_is_recognized_and_named(
    qtbot: QtBot, wizard: Wizard, path: Path
) -> None:
    drop(wizard, write_dump(path, ["Bread"]))
    sheet = wait_for(qtbot, wizard, Files)
    qtbot.waitUntil(lambda: "Looking into it" not in words_of(sheet), timeout=10_000)
    assert "backup.sql" in words_of(sheet) and "dump of" in words_of(sheet) and "bytes" in words_of(sheet)
    assert buttons(wizard)["Read the files"].isEnabled()


@pytest.mark.parametrize("content", [b"", b"just a letter\n"])
def test_a_file_that_is_none_of_version_2_is_told_in_words_right_there(
    qtbot: QtBot, wizard: Wizard, path: Path, content: bytes
) -> None:
    path.write_bytes(content)
    choose(qtbot, wizard, path)
    said = words_of(wizard)
    assert "Nothing was changed." in said
    assert not buttons(wizard)["Read the files"].isEnabled()
    buttons(wizard)["Remove"].click()
    assert "Nothing was changed." not in words_of(wizard)


def test_a_wrong_file_does_not_keep_the_right_one_from_being_read(
    qtbot: QtBot, wizard: Wizard, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("Dear Maria")
    choose(qtbot, wizard, tmp_path / "letter.txt", write_dump(path, ["Bread"]))
    assert buttons(wizard)["Read the files"].isEnabled()
    assert wizard._gathered.sources.dump == path


def test_of_two_dumps_the_second_is_left_out_in_words(
    qtbot: QtBot, wizard: Wizard, path: Path, tmp_path: Path
) -> None:
    other = write_dump(tmp_path / "other.sql", ["Compost"])
    choose(qtbot, wizard, write_dump(path, ["Bread"]), other)
    assert "one dump or one database at a time" in words_of(wizard)
    assert wizard._gathered.sources.dump == path
    sheet = wait_for(qtbot, wizard, Files)
    sheet.findChildren(Row)[0].remove.click()
    assert "one dump or one database at a time" not in words_of(wizard)
    assert wizard._gathered.sources.dump == other


def test_the_same_file_is_taken_once(qtbot: QtBot, wizard: Wizard, path: Path) -> None:
    choose(qtbot, wizard, write_dump(path, ["Bread"]), path)
    choose(qtbot, wizard, path)
    assert len(wizard.findChildren(Row)) == 1


def test_files_are_chosen_without_stopping_the_program(qtbot: QtBot, wizard: Wizard, path: Path) -> None:
    write_dump(path, ["Bread"])
    buttons(wizard)["Choose the files"].click()
    buttons(wizard)["Choose files…"].click()
    dialog = wizard.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    qtbot.waitUntil(buttons(wizard)["Read the files"].isEnabled, timeout=10_000)


def test_after_removing_the_keyboard_is_on_what_can_be_done_next(
    qtbot: QtBot, wizard: Wizard, path: Path, tmp_path: Path
) -> None:
    choose(qtbot, wizard, write_dump(path, ["Bread"]), write_dump(tmp_path / "other.sql", ["Compost"]))
    first, second = wizard.findChildren(Row)
    first.remove.setFocus()
    QTest.keyClick(first.remove, Qt.Key.Key_Space)
    assert second.remove.hasFocus()
    QTest.keyClick(second.remove, Qt.Key.Key_Space)
    assert buttons(wizard)["Choose files…"].hasFocus()


def add_database(wizard: Wizard, address: str) -> QLineEdit:
    """Type the address of a database, and press Enter."""
    wizard.show_files()
    field = wizard.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(address)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return field


def test_the_database_of_a_v2_that_still_runs_is_read(
    qtbot: QtBot, wizard: Wizard, bare_database_url: str, brain: Brain
) -> None:
    address = bare_database_url.replace("+psycopg", "", 1)
    with psycopg.connect(address) as connection:
        connection.execute(
            "create table memories (id uuid primary key, content text, created_at timestamptz)"
        )
        connection.execute("insert into memories values (gen_random_uuid(), 'Bread', now())")
    add_database(wizard, address)
    qtbot.waitUntil(buttons(wizard)["Read the files"].isEnabled, timeout=10_000)
    buttons(wizard)["Read the files"].click()
    assert "1 note to import" in words_of(wait_for(qtbot, wizard, Found))


def test_the_address_of_a_database_is_shown_without_its_password(qtbot: QtBot, wizard: Wizard) -> None:
    field = add_database(wizard, SECRET)
    assert "127.0.0.1" in words_of(wizard)
    field.undo()
    qtbot.waitUntil(lambda: not wizard._gathered.looking, timeout=20_000)
    (given,) = wizard._gathered
    assert given.problem is not None  # nobody answers there
    shown = words_of(wizard) + field.text() + repr(given) + str(given.problem)
    shown += "".join(each.accessibleName() for each in wizard.findChildren(QWidget))
    assert "hush-hush" not in shown
    assert not buttons(wizard)["Read the files"].isEnabled()


@pytest.mark.parametrize("address", ["", "localhost", "mysql://localhost/notes", "postgresql://a b"])
def test_what_is_no_address_of_a_database_is_told_in_words(
    qtbot: QtBot, wizard: Wizard, address: str
) -> None:
    field = add_database(wizard, address)
    sheet = wait_for(qtbot, wizard, Files)
    assert sheet.wrong.isVisible() and sheet.wrong.words.text()
    assert field.hasFocus() and field.text() == address
    assert list(wizard._gathered) == []
