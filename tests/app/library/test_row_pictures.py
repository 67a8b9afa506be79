"""A note with a picture shows it at the end of its row, wherever notes are listed."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QImageReader
from pytestqt.qtbot import QtBot

from app.library.note_list import NoteList
from app.library.note_rows import Listed
from app.pictures import Fit, read_picture
from app.theme import ROW, Theme
from app.workspace import Workspace
from core import PICTURES, View
from core.brain import Brain
from tests.app.editor.test_pictures_below import png

LONG = 20_000
RED = QColor("#CC0000")
_GIF = bytes.fromhex("47494638396101000100800000ffffff00000021f90400000000002c00000000010001000002024401003b")


def with_picture(brain: Brain, text: str, content: bytes) -> UUID:
    note = brain.create_memory(text).memory
    brain.files.give(note, brain.files.keep(content, "wall.png"))
    return note


def listed(qtbot: QtBot, brain: Brain, workspace: Workspace, theme: Theme) -> NoteList:
    made = NoteList(workspace, theme)
    qtbot.addWidget(made)
    made.resize(320, 6 * ROW)
    made.show_place(Listed(brain.memory_ids()), brain.memories(View()).items)
    made.show()
    return made


def at_the_end(notes: NoteList, number: int) -> QColor:
    """The color in the middle of a row's picture, which stands where the row's words end."""
    across = (
        38 if notes.layoutDirection() is Qt.LayoutDirection.RightToLeft else notes.viewport().width() - 38
    )
    return notes.viewport().grab().toImage().pixelColor(QPoint(across, number * ROW + ROW // 2))


def test_a_row_shows_the_first_picture_of_its_note(
    qtbot: QtBot, brain: Brain, workspace: Workspace, theme: Theme
) -> None:
    with_picture(brain, "Garden", png(300, 100, RED.name()))
    brain.create_memory("Plain")
    notes = listed(qtbot, brain, workspace, theme)
    qtbot.waitUntil(lambda: at_the_end(notes, 1) == RED, timeout=LONG)
    assert at_the_end(notes, 0) == theme.colors.base


@pytest.mark.usefixtures("mirrored")
def test_in_a_window_read_from_the_right_it_stands_at_the_left(
    qtbot: QtBot, brain: Brain, workspace: Workspace, theme: Theme
) -> None:
    with_picture(brain, "Garden", png(100, 100, RED.name()))
    notes = listed(qtbot, brain, workspace, theme)
    qtbot.waitUntil(lambda: at_the_end(notes, 0) == RED, timeout=LONG)


def test_a_found_note_shows_its_picture(
    qtbot: QtBot, brain: Brain, workspace: Workspace, theme: Theme
) -> None:
    with_picture(brain, "Garden", png(100, 100, RED.name()))
    notes = listed(qtbot, brain, workspace, theme)
    notes.show_hits("garden", brain.search("garden").hits)
    qtbot.waitUntil(lambda: at_the_end(notes, 0) == RED, timeout=LONG)


def test_a_picture_that_is_elsewhere_is_not_fetched_for_its_row_and_shown_once_it_is_here(
    qtbot: QtBot, brain: Brain, workspace: Workspace, theme: Theme
) -> None:
    content = png(100, 100, RED.name())
    note = with_picture(brain, "Garden", content)
    (file,) = brain.memory(note).attachments
    brain.files.blobs.path(file.sha256).unlink()
    asked: list[str] = []
    brain.files.fetch = asked.append
    notes = listed(qtbot, brain, workspace, theme)
    with qtbot.waitSignal(notes._pictures.arrived, timeout=LONG):
        at_the_end(notes, 0)
    assert not asked

    brain.files.keep(content, "wall.png")  # as opening the note does
    notes.follow(note)
    qtbot.waitUntil(lambda: at_the_end(notes, 0) == RED, timeout=LONG)


def test_what_is_no_picture_leaves_a_sign_and_no_error(
    qtbot: QtBot, brain: Brain, workspace: Workspace, theme: Theme
) -> None:
    with_picture(brain, "Garden", b"not a picture at all")
    notes = listed(qtbot, brain, workspace, theme)
    with qtbot.waitSignal(notes._pictures.arrived, timeout=LONG):
        at_the_end(notes, 0)
    drawn = notes.viewport().grab().toImage()
    place = [
        drawn.pixelColor(notes.viewport().width() - across, ROW // 2 + down)
        for across in range(28, 50)
        for down in range(-8, 8)
    ]
    assert theme.colors.muted in place or len(set(map(QColor.name, place))) > 1


def test_a_screen_reader_hears_that_there_is_a_picture(
    brain: Brain, workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    with_picture(brain, "Garden", png(10, 10, RED.name()))
    notes = listed(qtbot, brain, workspace, theme)
    said = notes.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "with a picture" in said


@pytest.mark.parametrize("media_type", PICTURES)
def test_whatever_kind_of_picture_a_row_has_it_can_be_drawn(brain: Brain, media_type: str) -> None:
    kind = media_type.removeprefix("image/")
    assert kind.encode() in [
        bytes(each.data()) for each in QImageReader.imageFormatsForMimeType(media_type.encode())
    ]
    content, image = QBuffer(), QImage(30, 20, QImage.Format.Format_RGB32)
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    image.fill(RED)
    if not image.save(content, kind):  # type: ignore[call-overload]  # its words say bytes
        assert kind == "gif", "Qt only reads these"
        content.write(_GIF)
    kept = brain.files.keep(bytes(content.data().data()), f"wall.{kind}")
    assert kept.media_type == media_type
    picture = read_picture(brain, kept.sha256, Fit(40, 40))
    assert picture is not None and not picture.size.isEmpty()
