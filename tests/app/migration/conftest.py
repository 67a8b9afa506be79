"""The window on a first start, the pages of the import, and dumps to import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.migration.files import Files
from app.migration.found import Found
from app.migration.sheet import Sheet
from app.migration.told import Told
from app.migration.wizard import Wizard
from app.session import Session
from app.theme import Theme
from app.words import THIN
from app.workspace import Workspace
from tests.core.v2.sources.copying import copy_block, dump
from tests.fixtures.desktop import OpenSession

S = TypeVar("S", bound=Sheet)
_COLUMNS = ("id", "content", "tags", "created_at", "updated_at", "user_id")


def write_dump(path: Path, contents: list[str], *, broken: int = 0, owner: str = "maria") -> Path:
    """A dump of so many notes, with rows after them whose id is none."""
    moment = "2024-05-06 07:08:09+00"
    rows = [
        [str(UUID(int=number + 1)), text, "{a}", moment, moment, owner]
        for number, text in enumerate(contents)
    ]
    rows += [[f"no id {number}", "lost", "{}", moment, moment, owner] for number in range(broken)]
    path.write_bytes(dump(copy_block("public.memories", _COLUMNS, rows)))
    return path


def buttons(page: QWidget) -> dict[str, QPushButton]:
    """The buttons that a person can press, by their words."""
    return {button.text(): button for button in page.findChildren(QPushButton) if button.isVisible()}


def words_of(page: QWidget) -> str:
    """Everything that stands on a page, with plain spaces."""
    told = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return "\n".join(told).replace(THIN, " ")


def wait_for(qtbot: QtBot, wizard: Wizard, kind: type[S], title: str = "") -> S:
    """The page of that kind, as soon as it is shown."""

    def there() -> bool:
        return isinstance(wizard.sheet, kind) and title in wizard.sheet.accessibleName()

    qtbot.waitUntil(there, timeout=60_000)
    assert isinstance(wizard.sheet, kind)
    return wizard.sheet


def choose(qtbot: QtBot, wizard: Wizard, *paths: Path) -> None:
    """Take files in, and wait until all of them were looked into."""
    if not isinstance(wizard.sheet, Files):
        wizard.show_files()
    wizard.take(paths)
    qtbot.waitUntil(lambda: not wizard._gathered.looking, timeout=10_000)


def read(qtbot: QtBot, wizard: Wizard, *paths: Path) -> Found:
    """Take files in and read them."""
    choose(qtbot, wizard, *paths)
    buttons(wizard)["Read the files"].click()
    return wait_for(qtbot, wizard, Found)


def bring(qtbot: QtBot, wizard: Wizard, *paths: Path) -> Told:
    """Import files, all as it is offered, without a backup, to the report."""
    read(qtbot, wizard, *paths)
    wizard.show_safety()
    start(wizard)
    return wait_for(qtbot, wizard, Told)


def start(wizard: Wizard) -> None:
    """Begin the import, from the page that is before it."""
    next(button for words, button in buttons(wizard).items() if words.startswith("Import")).click()


def tab_to(words: str) -> QWidget:
    """Press the Tab key until the keyboard is on the thing with these words."""
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if getattr(focus, "text", str)() == words:
            return focus
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError(f"the Tab key does not lead to “{words}”")


def enter(words: str) -> None:
    """Go to the button with these words by the Tab key, and press Enter on it."""
    QTest.keyClick(tab_to(words), Qt.Key.Key_Return)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the tests write their dump."""
    return tmp_path / "backup.sql"


@pytest.fixture
def wizard(qtbot: QtBot, workspace: Workspace, theme: Theme) -> Iterator[Wizard]:
    """The pages alone, on an empty notebook."""
    made = Wizard(workspace, theme)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.activateWindow()
    made.begin()
    yield made
    workspace.tasks.close()


@pytest.fixture
def newcomer(open_session: OpenSession) -> Session:
    """The whole window on a notebook that nobody has used."""
    return open_session(welcomed=False)
