"""The pages of an import, of settings, of sync: they are parts of the window from their first moment on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.account.sections import Row, Section
from app.migration.frame import Frame
from app.migration.sheet import Sheet
from app.theme import Theme


class Watching(QObject):
    """Notes down what is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt for each event of the program."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return super().eventFilter(watched, event)


def test_no_part_of_a_page_is_a_window_of_its_own_for_a_moment(qtbot: QtBot, theme: Theme) -> None:
    window, watching = QWidget(), Watching()
    qtbot.addWidget(window)
    window.show()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watching)
    for stepwise in (True, False):
        Frame(theme, window, stepwise=stepwise).show()
    application.removeEventFilter(watching)
    assert watching.windows == []


def test_what_comes_onto_a_page_has_its_room_before_anything_is_painted(qtbot: QtBot, theme: Theme) -> None:
    frame, sheet = Frame(theme, stepwise=False), Sheet(theme, "Sync")
    qtbot.addWidget(frame)
    frame.resize(900, 400)
    parts = [Section(theme, title) for title in ("Set aside", "On the way")]
    for part in parts:
        sheet.add(part)
    frame.show_sheet(sheet)
    with qtbot.waitExposed(frame):
        frame.show()
    qtbot.wait(50)
    for part in parts:
        part.say(
            "What you wrote is saved here. " * 6, [Row(f"Note {n}", "It is large. " * 12) for n in range(9)]
        )
    frame.order()
    labels = [each for each in sheet.findChildren(QLabel) if each.isVisible()]
    assert len(labels) > 30
    for each in labels:
        assert each.height() >= max(each.heightForWidth(each.width()), each.minimumSizeHint().height())
