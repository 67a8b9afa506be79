"""Pictures and files that are pasted or dropped become files of the note, named in its text."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.capture.brought import Brought, apart, brought, keep_each, links_to, named_apart
from app.capture.capturing import Capturing
from app.session import Session
from core import Attachment
from core.brain import Brain
from tests.fixtures.desktop import OpenSession

LONG = 10_000
WHEN = datetime(2026, 11, 28, 14, 5, 12)  # noqa: DTZ001 - as on a clock on the wall


def picture() -> QMimeData:
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 10, 10))
    mime = QMimeData()
    mime.setImageData(image)
    return mime


def dropped(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("tin.png", "![tin](tin.png)"),
        ("my tin.JPG", "![my tin](<my tin.JPG>)"),
        ("plan (2).pdf", "[plan (2).pdf](<plan (2).pdf>)"),
        ("a]b.txt", "[a\\]b.txt](a]b.txt)"),
        ("<x>.txt", "[<x>.txt](%3Cx%3E.txt)"),
    ],
)
def test_a_link_names_the_file_as_the_note_does(name: str, link: str) -> None:
    assert links_to([Attachment("0" * 64, name, "", 1)]) == link


@pytest.mark.parametrize(
    ("before", "behind", "written"),
    [
        ("", "", "[a](a)"),
        ("see", "", " [a](a)"),
        ("see ", " it", "[a](a)"),
        ("- ", "now", "[a](a) "),
        ("(", ")", "[a](a)"),
    ],
)
def test_a_link_does_not_stick_to_the_word_beside_it(before: str, behind: str, written: str) -> None:
    assert apart("[a](a)", before, behind) == written


def test_two_contents_never_share_a_name() -> None:
    first, second = Attachment("1" * 64, "a.png", "", 1), Attachment("2" * 64, "a.png", "", 1)
    assert [each.name for each in named_apart([first, second, first], [second])] == [
        "a-2.png",
        "a.png",
        "a-2.png",
    ]


def test_words_stay_words(qtbot: QtBot, tmp_path: Path) -> None:
    mime = picture()
    mime.setText("also text")
    assert brought(mime) == ()
    assert brought(dropped(tmp_path)) == ()  # a folder
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/a.png")])
    assert brought(web) == ()
    assert [each.name for each in brought(picture(), WHEN)] == ["picture-20261128-140512.png"]


def test_what_is_refused_is_told_once_and_the_others_come(brain: Brain, tmp_path: Path) -> None:
    brain.files.set_limit(1 << 20)
    (tmp_path / "a.txt").write_bytes(b"a")
    for number in range(5):
        (tmp_path / f"{number}.mov").write_bytes(b"." * ((1 << 20) + 1))
    files = tuple(Brought(each.name, each) for each in sorted(tmp_path.glob("*.*")) if each.is_file())
    kept = keep_each(brain, files)
    assert [each.name for each in kept.files] == ["a.txt"] and kept.refused is not None
    assert "“2.mov”" in kept.refused.words and "2 more could not be attached" in kept.refused.words
    assert "The other file came." in kept.refused.hint


def test_of_files_and_a_folder_the_files_come_and_the_folder_is_told(brain: Brain, tmp_path: Path) -> None:
    (tmp_path / "album").mkdir()
    (tmp_path / "a.txt").write_bytes(b"a")
    kept = keep_each(brain, brought(dropped(tmp_path / "album", tmp_path / "a.txt")))
    assert [each.name for each in kept.files] == ["a.txt"] and kept.refused is not None
    assert kept.refused.words == "“album” is a folder, so it was not attached."


def test_they_come_into_the_open_note_and_into_a_capture(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    brain, notebook = session._brain, session.notebook
    assert brain is not None and notebook is not None
    (tmp_path / "my plan.pdf").write_bytes(b"a plan")
    notebook.new_note()
    text = notebook.editor.text
    assert text.canInsertFromMimeData(picture())
    text.insertFromMimeData(dropped(tmp_path / "my plan.pdf"))
    qtbot.waitUntil(lambda: attached(brain) == [["my plan.pdf"]])
    assert text.toPlainText() == "[my plan.pdf](<my plan.pdf>)"

    card = next(each for each in session._window.findChildren(Capturing)).card
    card.open("A tin: ")
    card.window.text.insertFromMimeData(picture())
    qtbot.waitUntil(lambda: "![picture-" in card.text)
    card.save()
    qtbot.waitUntil(lambda: len(attached(brain)) == 2 and len(attached(brain)[0]) == 1)
    (file,) = brain.memory(brain.memories().items[0].id).attachments
    with brain.files.open(file.sha256) as content:
        assert QImage.fromData(content.read()).size() == QImage(3, 2, QImage.Format.Format_RGB32).size()


def attached(brain: Brain) -> list[list[str]]:
    return [[file.name for file in brain.memory(each.id).attachments] for each in brain.memories().items]


@pytest.mark.parametrize(
    "gone", [False, True], ids=["its content is here", "its content is on another device"]
)
def test_a_file_is_taken_from_the_open_note_and_undo_gives_it_back(
    qtbot: QtBot, brain: Brain, open_session: OpenSession, tmp_path: Path, gone: bool
) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"plan")
    note = brain.create_memory("Roof\n\n[plan](plan.pdf)").memory
    brain.files.attach(note, tmp_path / "plan.pdf")
    (before,) = brain.memory(note).attachments
    if gone:
        brain.files.blobs.path(before.sha256).unlink()
    session = open_session()
    notebook = session.notebook
    assert notebook is not None
    notebook.show_note(note)
    files = notebook.editor.files
    qtbot.waitUntil(lambda: files.names == ["plan.pdf"], timeout=LONG)
    files._offer(files._chips[0])
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(each for each in menu.actions() if each.text() == "Take from the note").trigger()
    menu.close()
    qtbot.waitUntil(files.isHidden, timeout=LONG)
    toast = session._window.toast
    qtbot.waitUntil(lambda: toast.accessibleName() == "Took plan.pdf from the note", timeout=LONG)
    assert (brain.memory(note).attachments, brain.memory(note).content) == ((), "Roof\n\n[plan](plan.pdf)")
    assert toast.undo()
    qtbot.waitUntil(lambda: files.names == ["plan.pdf"], timeout=LONG)
    assert brain.memory(note).attachments == (before,)
