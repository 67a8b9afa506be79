"""The files of a note in the window: quiet when there are none, seen, opened and saved when there are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPlainTextEdit, QTextBrowser
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.attached import Attached
from app.editor.links import note_address
from app.editor.lost_links import LostLinks
from app.opening import may_open
from app.workspace import Workspace
from core import Memory
from core.brain import Brain
from tests.app.editor.conftest import opened, select_all, write
from tests.app.editor.test_lost_links import lost_in_text

LONG = 10_000


@pytest.fixture
def note(brain: Brain, tmp_path: Path) -> UUID:
    """A note with two files: one to be looked at, one that is a program."""
    made: UUID = brain.create_memory("With files").memory
    for name in ("R&D plan.pdf", "setup.exe"):
        (tmp_path / name).write_bytes(name.encode())
        brain.files.attach(made, tmp_path / name)
    return made


@pytest.fixture
def strip(qtbot: QtBot, editor: Editor, note: UUID) -> Attached:
    opened(qtbot, editor, note)
    return editor.files


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What other programs were asked to open."""
    found: list[Path] = []

    def open_url(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


@pytest.fixture
def menus(qtbot: QtBot) -> Iterator[None]:
    """Menus that a test opened are closed."""
    yield
    while isinstance(menu := QApplication.activePopupWidget(), QMenu):
        menu.close()


def menu_now() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def verbs() -> list[str]:
    return [action.text() for action in menu_now().actions()]


def test_files_are_shown_with_their_sizes_for_eyes_and_ears(strip: Attached) -> None:
    assert strip.isVisible()
    assert strip.names == ["R&D plan.pdf", "setup.exe"]
    assert [chip.accessibleName() for chip in strip._chips] == [
        "File R&D plan.pdf, 12 bytes",
        "File setup.exe, 9 bytes",
    ]


def test_a_note_without_files_shows_nothing(
    qtbot: QtBot, editor: Editor, brain: Brain, strip: Attached
) -> None:
    opened(qtbot, editor, brain.create_memory("Without").memory)
    assert strip.isHidden()
    editor.new_note()
    assert strip.isHidden()
    editor.open_note(None)
    assert strip.isHidden()


def test_a_file_that_is_attached_elsewhere_appears(
    qtbot: QtBot, brain: Brain, editor: Editor, strip: Attached, note: UUID, tmp_path: Path
) -> None:
    editor.text.insertPlainText("typed meanwhile ")
    (tmp_path / "late.txt").write_text("late")
    brain.files.attach(note, tmp_path / "late.txt")
    qtbot.waitUntil(lambda: "late.txt" in strip.names, timeout=LONG)
    assert editor.text.toPlainText() == "typed meanwhile With files"
    for each in brain.memory(note).attachments:
        brain.files.detach(note, each.sha256, each.name)
    qtbot.waitUntil(strip.isHidden, timeout=LONG)


@pytest.mark.usefixtures("menus")
def test_a_file_opens_as_a_copy_that_cannot_be_written_by_keyboard_alone(
    qtbot: QtBot, strip: Attached, handed_over: list[Path], brain: Brain
) -> None:
    strip._chips[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(strip._chips[0], Qt.Key.Key_Return)
    assert verbs() == ["Open", "Save as…", "Where is it used?", "Take from the note"]
    QTest.keyClick(menu_now(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(handed_over), timeout=LONG)
    (copy,) = handed_over
    assert (copy.name, copy.read_bytes()) == ("R&D plan.pdf", b"R&D plan.pdf")
    assert not copy.stat().st_mode & 0o222
    assert not copy.is_relative_to(brain.home)


def test_a_click_opens_a_file(qtbot: QtBot, strip: Attached, handed_over: list[Path]) -> None:
    QTest.mouseClick(strip._chips[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [each.name for each in handed_over] == ["R&D plan.pdf"], timeout=LONG)
    assert QApplication.activePopupWidget() is None


@pytest.mark.usefixtures("menus")
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Enter, Qt.Key.Key_Menu, Qt.Key.Key_F10])
def test_a_key_says_what_can_be_done_with_a_file(
    strip: Attached, handed_over: list[Path], key: Qt.Key
) -> None:
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    QTest.keyClick(strip._chips[0], key, shift if key == Qt.Key.Key_F10 else none)
    assert verbs() == ["Open", "Save as…", "Where is it used?", "Take from the note"]
    assert not handed_over


@pytest.mark.usefixtures("menus")
@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_a_right_click_and_its_key_say_what_can_be_done_with_a_file(
    strip: Attached, reason: QContextMenuEvent.Reason
) -> None:
    chip = strip._chips[0]
    at = chip.rect().center()
    QApplication.sendEvent(chip, QContextMenuEvent(reason, at, chip.mapToGlobal(at)))
    assert verbs() == ["Open", "Save as…", "Where is it used?", "Take from the note"]


@pytest.mark.usefixtures("menus")
def test_a_program_can_only_be_saved(qtbot: QtBot, strip: Attached, handed_over: list[Path]) -> None:
    QTest.mouseClick(strip._chips[1], Qt.MouseButton.LeftButton)
    assert verbs() == ["Save as…", "Where is it used?", "Take from the note"]
    strip.open_file(strip._chips[1].attachment)
    dialog = strip.findChild(QFileDialog)
    assert dialog is not None
    dialog.close()
    assert handed_over == []


@pytest.mark.usefixtures("menus")
def test_the_other_notes_with_a_file_are_listed_and_one_opens(
    qtbot: QtBot, editor: Editor, strip: Attached, brain: Brain, tmp_path: Path
) -> None:
    strip.show_uses(strip._chips[0].attachment)
    qtbot.waitUntil(lambda: editor.notice.words == "No other note has R&D plan.pdf.", timeout=LONG)
    other, trashed = brain.create_memory("Budget & plan").memory, brain.create_memory("Gone").memory
    for each in (other, trashed):
        brain.files.attach(each, tmp_path / "R&D plan.pdf", "renamed.pdf")
    brain.delete(trashed)
    strip.show_uses(strip._chips[0].attachment)
    qtbot.waitUntil(
        lambda: isinstance(QApplication.activePopupWidget(), QMenu) and verbs() == ["Budget && plan"],
        timeout=LONG,
    )
    with qtbot.waitSignal(strip.wanted) as wanted:
        QTest.keyClick(menu_now(), Qt.Key.Key_Return)
    assert wanted.args == [other]


@pytest.mark.parametrize(
    "name", "a.exe b.sh c.desktop d.html e.svg f.docm g.pdf.lnk noending h.py .pdf".split()
)
def test_what_could_do_something_is_never_opened(name: str) -> None:
    assert not may_open(name)


@pytest.mark.parametrize("name", ["a.pdf", "B.JPG", "a.b.txt"])
def test_what_is_content_may_be_opened(name: str) -> None:
    assert may_open(name)


def test_a_file_is_saved_where_the_person_says(
    qtbot: QtBot, editor: Editor, strip: Attached, tmp_path: Path
) -> None:
    strip.save_file(strip._chips[0].attachment)
    dialog = strip.findChild(QFileDialog)
    assert dialog is not None
    assert [Path(name).name for name in dialog.selectedFiles()] == ["R&D plan.pdf"]
    dialog.fileSelected.emit(str(tmp_path / "kept.pdf"))
    dialog.close()
    qtbot.waitUntil(lambda: editor.notice.words == "Saved R&D plan.pdf as kept.pdf.", timeout=LONG)
    assert (tmp_path / "kept.pdf").read_bytes() == b"R&D plan.pdf"


def test_a_content_that_is_missing_is_told_in_words(
    qtbot: QtBot, brain: Brain, workspace: Workspace, strip: Attached, handed_over: list[Path]
) -> None:
    attachment = strip._chips[0].attachment
    brain.files.blobs.path(attachment.sha256).unlink()
    with qtbot.waitSignal(workspace.trouble, timeout=LONG) as told:
        strip.open_file(attachment)
    assert told.args
    assert "not on this device" in told.args[0].words
    assert handed_over == []


def test_the_arrow_keys_go_from_file_to_file_and_esc_back_to_the_text(
    qtbot: QtBot, editor: Editor, strip: Attached
) -> None:
    strip._chips[0].setFocus()
    QTest.keyClick(strip._chips[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is strip._chips[1]
    QTest.keyClick(strip._chips[1], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is strip._chips[1]
    QTest.keyClick(strip._chips[1], Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is editor.text


@pytest.mark.usefixtures("menus")
def test_very_many_files_take_one_row_and_a_menu(
    qtbot: QtBot, brain: Brain, strip: Attached, note: UUID
) -> None:
    brain._log.append([note], lambda known: [_with_many(known[note])])
    qtbot.waitUntil(lambda: len(strip.names) == 6, timeout=LONG)
    assert strip._more.isVisible()
    assert strip._more.text() == "296 more"
    strip._chips[-1].setFocus()
    QTest.keyClick(strip._chips[-1], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is strip._more
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(strip._more, key)
        assert len(verbs()) == 201
        assert verbs()[0] == "4.png · 4 bytes"
        menu_now().close()
    QTest.keyClick(strip._more, Qt.Key.Key_Left)
    assert QApplication.focusWidget() is strip._chips[-1]
    QTest.mouseClick(strip._more, Qt.MouseButton.LeftButton)
    assert len(verbs()) == 201, "and no loop of its own: this goes on"


def test_in_a_small_pane_many_files_leave_the_text_its_room(
    qtbot: QtBot, editor: Editor, brain: Brain, strip: Attached, note: UUID, tmp_path: Path
) -> None:
    editor.resize(380, 420)
    assert strip.names == ["R&D plan.pdf", "setup.exe"]
    for number, name in enumerate(("seeds.txt", "bulbs.txt"), 3):
        assert not strip._more.isVisible()
        (tmp_path / name).write_text(name)
        brain.files.attach(note, tmp_path / name)
        qtbot.waitUntil(partial(_has, strip, number), timeout=LONG)
    assert (strip.names, strip._more.text()) == (["R&D plan.pdf", "setup.exe"], "2 more")
    qtbot.waitUntil(lambda: editor.text.height() > editor.height() / 3)
    editor.resize(800, 600)
    assert len(strip.names) == 4 and not strip._more.isVisible()


def _has(strip: Attached, number: int) -> bool:
    return len(strip._shown) == number


def _with_many(memory: Memory) -> Memory:
    for number in range(300):
        memory = memory.attach(f"{number:064x}", f"{number}.png", "image/png", number)
    return memory


@pytest.mark.usefixtures("menus")
def test_nothing_is_taken_from_a_note_that_cannot_be_changed(
    qtbot: QtBot, strip: Attached, brain: Brain, note: UUID
) -> None:
    brain.delete(note)
    qtbot.waitUntil(lambda: not strip._can_change, timeout=LONG)
    QTest.keyClick(strip._chips[0], Qt.Key.Key_Return)
    assert verbs() == ["Open", "Save as…", "Where is it used?"]


@pytest.mark.parametrize(
    "link",
    ["[[R&D plan.pdf]]", "[[papers/R&D plan.pdf|the plan]]", "[the plan](../papers/R&D%20plan.pdf)"],
)
@pytest.mark.parametrize("preview", [False, True])
def test_a_link_to_a_file_of_the_note_opens_it_and_is_not_lost(
    qtbot: QtBot, strip: Attached, editor: Editor, workspace: Workspace, handed_over: list[Path],
    link: str, preview: bool,
) -> None:  # fmt: skip
    LostLinks(editor, workspace)
    select_all(editor)
    write(editor, f"See {link} and [[Gone]]")
    qtbot.waitUntil(lambda: lost_in_text(editor) == ["Gone"], timeout=LONG)
    shown: QTextBrowser | QPlainTextEdit = editor.text
    if preview:
        editor.set_preview(True)
        shown = editor.preview
    cursor = shown.textCursor()
    cursor.setPosition(8 if preview else len("See [[R&"))
    place = shown.cursorRect(cursor).center() + QPoint(2, 0)
    held = Qt.KeyboardModifier.NoModifier if preview else Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, held, place)
    qtbot.waitUntil(lambda: bool(handed_over), timeout=LONG)
    assert handed_over[0].read_bytes() == b"R&D plan.pdf"
    assert not editor.notice.words


def test_a_note_that_is_called_as_the_file_comes_first(
    qtbot: QtBot, strip: Attached, editor: Editor, brain: Brain, handed_over: list[Path]
) -> None:
    other = brain.create_memory("# R&D plan.pdf\n\nWhat I think of it").memory
    with qtbot.waitSignal(editor.linking.wanted, timeout=LONG) as told:
        editor.linking.follow(note_address("R&D plan.pdf"))
    assert told.args == [other]
    assert not handed_over


def test_a_link_to_a_file_that_the_note_does_not_have_is_told(
    qtbot: QtBot, strip: Attached, editor: Editor
) -> None:
    editor.linking.follow("papers/gone.pdf")
    assert editor.notice.words == "This note has no file “gone.pdf”."
