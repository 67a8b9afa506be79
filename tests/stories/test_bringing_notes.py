"""Somebody comes from Obsidian, by keys and mouse: a vault comes, goes, comes again, and notes go out;
an import that was not finished goes on, and several things come at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.exchange.place import ExchangePlace
from app.exchange.sheets import Came, Choose, Planned, ToExport, Wrote
from app.migration.sheet import Sheet
from app.migration.ticks import Pick, Tick
from app.migration.told import TakingBack
from app.notebook import Notebook
from app.session import Session
from core.brain import Brain
from core.exchange import intake
from tests.fixtures.desktop import OpenSession
from tests.stories.keyboard import LONG, buttons, choose, click, press


def words_of(sheet: Sheet) -> str:
    return "\n".join(each.text() for each in sheet.findChildren(QLabel))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "Vault"
    (folder / ".obsidian").mkdir(parents=True)
    (folder / "Boiler.md").write_text("See [[Roof]] and ![[tin.png]] #house")
    (folder / "Leaks" / "Old").mkdir(parents=True)
    (folder / "Leaks" / "Old" / "Roof.md").write_text("---\ntags: [house]\n---\nLeaks")
    (folder / "Broken.md").write_bytes(b"\xff\xfe\xff")
    (folder / "tin.png").write_bytes(b"a picture")
    return folder


@pytest.mark.timeout(180)
def test_somebody_comes_from_obsidian(
    qtbot: QtBot,
    brain: Brain,
    open_session: OpenSession,
    vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    brain.create_memory("# Mine\n\nwas here before")
    session = open_session()
    session._window.activateWindow()
    qtbot.waitUntil(lambda: bool(session._window.findChildren(ExchangePlace)), timeout=LONG)
    (place,) = session._window.findChildren(ExchangePlace)
    _comes(qtbot, session, place, vault)
    _is_taken_back_and_comes_again(qtbot, brain, session, place, vault)
    _goes_out(qtbot, brain, session, place, tmp_path)


@pytest.mark.timeout(180)
def test_an_import_goes_on_at_the_next_start_and_several_things_come_at_once(
    qtbot: QtBot,
    brain: Brain,
    open_session: OpenSession,
    vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intake, "_BATCH", 1)
    began: list[int] = []
    brain.exchange.bring([vault], lambda done, _: began.append(done), lambda: len(began) > 1)
    there = brain.counts().memories
    session = open_session()
    window = session._window
    window.activateWindow()
    qtbot.waitUntil(window.notice.isVisible, timeout=LONG)
    assert not window.notice.isAncestorOf(QApplication.focusWidget() or window)
    (place,) = window.findChildren(ExchangePlace)
    click(qtbot, window.notice, "Go on importing")
    report = _sheet(qtbot, place, Came)
    assert there == 1
    assert report.accessibleName() == "1 note imported"
    _drops_several(qtbot, place, tmp_path)
    QTest.keyClick(place.importing.course.pages, Qt.Key.Key_Escape)
    window.actions_["import.notes"].trigger()
    assert [each.text() for each in _sheet(qtbot, place, Choose).findChildren(QPushButton)][2:] == [
        "Take back…"
    ]


def _drops_several(qtbot: QtBot, place: ExchangePlace, folder: Path) -> None:
    for name, text in (("one.md", "# One"), ("two.md", "# Two, see [[One]]"), ("song.mp3", "no note")):
        (folder / name).write_text(text)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder / each)) for each in ("one.md", "song.mp3", "two.md")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = QPointF(50, 50)
    event = QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, keys)
    place.importing.course.pages.dropEvent(event)
    plan = _sheet(qtbot, place, Planned)
    assert plan.accessibleName() == "2 notes to import"
    told = words_of(plan)
    assert "one.md, song.mp3 and two.md" in told
    assert "Not taken: 1 file or folder" in told
    assert "song.mp3 is neither" in told


def _sheet(qtbot: QtBot, place: ExchangePlace, kind: type[Sheet]) -> Sheet:
    pages = place.exporting.course.pages if kind in (ToExport, Wrote) else place.importing.course.pages
    qtbot.waitUntil(lambda: isinstance(pages.sheet, kind) and pages.isVisible(), timeout=LONG)
    assert pages.sheet is not None
    return pages.sheet


def _is_offered_the_files_of_other_programs(qtbot: QtBot, place: ExchangePlace) -> None:
    pages = place.importing.course.pages
    assert pages.sheet is not None
    click(qtbot, pages.sheet, "Choose files…")
    qtbot.waitUntil(lambda: bool(pages.findChildren(QFileDialog)), timeout=LONG)
    (dialog,) = pages.findChildren(QFileDialog)
    first, joplin, *_, everything = dialog.nameFilters()
    assert dialog.selectedNameFilter() == first
    assert "*.jex" in first
    assert (joplin, everything) == ("Archives of Joplin (*.jex)", "All files (*)")
    dialog.close()
    qtbot.waitUntil(lambda: not pages.findChildren(QFileDialog), timeout=LONG)
    pages.window().activateWindow()


def _comes(qtbot: QtBot, session: Session, place: ExchangePlace, vault: Path) -> None:
    session._window.actions_["import.notes"].trigger()
    _sheet(qtbot, place, Choose)
    press(Qt.Key.Key_Return)  # the keyboard is on “Choose a folder…”
    choose(qtbot, place.importing.course.pages, vault)
    plan = _sheet(qtbot, place, Planned)
    assert plan.accessibleName() == "2 notes to import"
    folders, _ = plan.findChildren(Tick)
    assert folders.text() == "Make tags of the folders"
    assert "1 folder stands among the tags in the side bar then." in words_of(plan)
    qtbot.waitUntil(
        lambda: QApplication.focusWidget() is buttons(plan.row, "Import 2 notes")[0], timeout=LONG
    )
    press(Qt.Key.Key_Return)
    report = _sheet(qtbot, place, Came)
    assert report.accessibleName() == "2 notes imported"
    assert "The folders stand among the tags in the side bar." in words_of(report)
    click(qtbot, report.row, "Show the imported notes")
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.isVisible() and len(notebook.pane.list.ids) == 2, timeout=LONG)
    qtbot.waitUntil(lambda: notebook.editor.note == notebook.pane.list.ids[0], timeout=LONG)
    _finds_the_folder(qtbot, notebook)


def _finds_the_folder(qtbot: QtBot, notebook: Notebook) -> None:
    """In the side bar, below the one that it was in; a click lists what lay in it."""
    rows = notebook.places.list

    def listed() -> list[str]:
        model = rows.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    qtbot.waitUntil(lambda: listed()[-3:] == ["house", "Leaks", "Old"], timeout=LONG)
    folder = rows.model().index(len(listed()) - 1, 0)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(folder).center())
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 1, timeout=LONG)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(folder).center())
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 2, timeout=LONG)


def _is_taken_back_and_comes_again(
    qtbot: QtBot, brain: Brain, session: Session, place: ExchangePlace, vault: Path
) -> None:
    """With the note that was used since: it would stay, and the page says so and lets it go, too."""
    (roof,) = (each.id for each in brain.memories().items if each.title == "Roof")
    brain.update_memory(roof, "# Roof\n\nLeaks no more")
    session._window.actions_["import.notes"].trigger()
    sheet = _sheet(qtbot, place, Choose)
    click(qtbot, sheet, "Take back…")
    used = _sheet(qtbot, place, TakingBack)
    assert isinstance(used, TakingBack)
    assert used.number == 1
    (tick,) = used.findChildren(Tick)
    tick.click()
    click(qtbot, used.row, "Take it back…")
    qtbot.waitUntil(lambda: bool(session._window.findChildren(QMessageBox)), timeout=LONG)
    (box,) = session._window.findChildren(QMessageBox)
    click(qtbot, box, "Take back 2 notes")
    qtbot.waitUntil(lambda: brain.counts().memories == 1, timeout=LONG)
    qtbot.waitUntil(lambda: not place.importing.course.work.busy, timeout=LONG)
    _sheet(qtbot, place, Choose)
    _is_offered_the_files_of_other_programs(qtbot, place)
    place.importing.course.pages.dropped.emit((vault,))
    plan = _sheet(qtbot, place, Planned)
    click(qtbot, plan.row, "Import 2 notes")
    _sheet(qtbot, place, Came)
    assert brain.counts().memories == 3
    QTest.keyClick(place.importing.course.pages, Qt.Key.Key_Escape)
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(notebook.isVisible, timeout=LONG)


def _goes_out(qtbot: QtBot, brain: Brain, session: Session, place: ExchangePlace, tmp_path: Path) -> None:
    notebook = session.notebook
    assert notebook is not None
    notebook.pane.search.clear()
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 3, timeout=LONG)
    QTest.keyClick(notebook.pane.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    session._window.actions_["note.pin"].trigger()
    qtbot.waitUntil(lambda: len(brain.search("is:pinned").hits) == 3, timeout=LONG)
    session._window.actions_["export.notes"].trigger()
    sheet = _sheet(qtbot, place, ToExport)
    assert isinstance(sheet, ToExport)
    assert sheet.only_selected
    assert "3 notes, 82 bytes of text. 1 file beside them, 9 bytes." in words_of(sheet)
    brain.create_memory("Another one")
    selected, everything, *_ = sheet.findChildren(Pick)
    QTest.mouseClick(everything, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "4 notes, 93 bytes of text." in words_of(sheet), timeout=LONG)
    QTest.mouseClick(selected, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "3 notes" in words_of(sheet).split("How much")[1], timeout=LONG)
    by_tags = next(each for each in sheet.findChildren(Pick) if each.text() == "A folder for each first tag")
    QTest.mouseClick(by_tags, Qt.MouseButton.LeftButton)
    QTest.keyClick(buttons(sheet.row, "Choose a folder and export…")[0], Qt.Key.Key_Return)
    choose(qtbot, place.exporting.course.pages, tmp_path)
    wrote = _sheet(qtbot, place, Wrote)
    assert wrote.accessibleName() == "3 notes exported"
    assert "of text · 1 file beside them, 9 bytes" in words_of(wrote)
    (out,) = (each for each in tmp_path.iterdir() if each.name.startswith("Notes "))
    notice = session._window.notice
    assert not notice.isVisible()
    click(qtbot, wrote.row, "Open folder")  # where no program opens folders
    assert notice.isVisible()
    assert notice.findChildren(QLabel)[1].text() == (
        f"No program was found on this computer that opens {out}"
    )
    click(qtbot, notice, "Copy the path")
    assert QApplication.clipboard().text() == str(out)
    assert not notice.isVisible()
    assert sorted(each.name for each in out.iterdir()) == ["Leaks", "Mine.md", "files", "house"]
    assert (out / "house" / "Boiler.md").exists()
    assert (out / "Leaks" / "Old" / "Roof.md").exists()
    assert (out / "files" / "tin.png").read_bytes() == b"a picture"
    assert "![[files/tin.png]]" in (out / "house" / "Boiler.md").read_text()
