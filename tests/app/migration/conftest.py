"""The window on a first start, its pages, and dumps to import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.migration.page import ImportPage
from app.migration.sheet import Sheet
from app.session import Session
from app.theme import Theme
from app.workspace import Workspace
from tests.core.v2.copying import copy_block, dump
from tests.fixtures.desktop import OpenSession

_COLUMNS = ("id", "content", "tags", "created_at", "updated_at", "user_id")


def write_dump(path: Path, contents: list[str], *, broken: int = 0) -> Path:
    """A dump of so many notes, with rows after them whose id is none."""
    moment = "2024-05-06 07:08:09+00"
    rows = [
        [str(UUID(int=number + 1)), text, "{a}", moment, moment, "maria"]
        for number, text in enumerate(contents)
    ]
    rows += [[f"no id {number}", "lost", "{}", moment, moment, "maria"] for number in range(broken)]
    path.write_bytes(dump(copy_block("public.memories", _COLUMNS, rows)))
    return path


def buttons(page: QWidget) -> dict[str, QPushButton]:
    """The buttons that a person can press, by their words."""
    return {button.text(): button for button in page.findChildren(QPushButton) if button.isVisible()}


def words_of(page: QWidget) -> str:
    """Everything that stands on a page."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def wait_for(qtbot: QtBot, page: QWidget, kind: type[Sheet]) -> Sheet:
    """The sheet of that kind, as soon as it is shown."""

    def there() -> bool:
        return any(sheet.isVisible() for sheet in page.findChildren(kind))

    qtbot.waitUntil(there, timeout=30_000)
    return next(sheet for sheet in page.findChildren(kind) if sheet.isVisible())


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, theme: Theme) -> Iterator[ImportPage]:
    """The page alone, on an empty notebook."""
    made = ImportPage(workspace, theme)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.begin()
    yield made
    workspace.tasks.close()


@pytest.fixture
def newcomer(open_session: OpenSession) -> Session:
    """The whole window on a notebook that nobody has used."""
    return open_session(welcomed=False)
