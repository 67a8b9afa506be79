"""The second page: what version 2 left behind, dropped or chosen, and what each thing turned out to be.

Owns the list on the screen. It refuses to know how a thing is recognized.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.flow import Flow
from app.migration.gathered import Gathered, Given
from app.migration.sheet import Mark, Marked, Sheet, button_of, label_of
from app.one_line import OneLine
from app.sizes import FIELD
from app.theme import GRID, Theme
from app.words import size
from core import BrainError, tr

_ICONS = {"dump": "file-text", "qdrant": "cube", "attachments": "paperclip", "database": "database"}


class Files(Sheet):
    """Choosing."""

    def __init__(self, theme: Theme, gathered: Gathered, folder: Path) -> None:
        """`folder` is where choosing begins."""
        super().__init__(theme, tr("Which files are there?"))
        self._gathered = gathered
        self._folder = folder
        self._rows: dict[Given, Row] = {}
        self.say(
            tr(
                "The dump of your version 2 database, and if you have them the files from Qdrant and your attachments. What"
                " a file is, is found out by looking into it; its name does not matter."
            )
        )
        self._drop = DropHere(theme)
        self._files = button_of(tr("Choose files…"), self._choose_files)
        self._drop.place.addWidget(self._files)
        self._drop.place.addWidget(button_of(tr("Choose a folder…"), self._choose_folder))
        self.add(self._drop)
        self._list = QWidget()
        self._list_place = QVBoxLayout(self._list)
        self._list_place.setContentsMargins(0, 0, 0, 0)
        self._list_place.setSpacing(4 * GRID)
        self.add(self._list)
        self._database()
        gathered.changed.connect(self.show_given)
        self.show_given()

    def show_given(self) -> None:
        """The list is as what was gathered."""
        wanted = list(self._gathered)
        for given in [each for each in self._rows if each not in wanted]:
            row = self._rows.pop(given)
            self._list_place.removeWidget(row)
            row.hide()
            row.deleteLater()
        for given in wanted:
            if given not in self._rows:
                self._rows[given] = Row(self.theme, given)
                self._rows[given].remove.clicked.connect(lambda _=False, given=given: self._remove(given))
                self._list_place.addWidget(self._rows[given])
            self._rows[given].show_state(self._gathered.problem_of(given))
        self._list.setVisible(bool(wanted))

    def _remove(self, given: Given) -> None:
        """The keyboard goes to the next one that can be removed, or back to choosing."""
        rows = list(self._rows)
        at = rows.index(given)
        left = rows[at + 1 :] or rows[:at][-1:]
        following = self._rows[left[0]].remove if left else self._files
        following.setFocus(Qt.FocusReason.OtherFocusReason)
        self._gathered.remove(given)

    def _choose_files(self) -> None:
        self._choose(tr("Choose what version 2 left behind"), QFileDialog.FileMode.ExistingFiles)

    def _choose_folder(self) -> None:
        self._choose(tr("Choose a folder"), QFileDialog.FileMode.Directory)

    def _choose(self, title: str, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, title, str(self._folder))
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self._gathered.add(map(Path, names)))
        dialog.open()

    def _database(self) -> None:
        self.head(tr("Or the database itself"))
        self.say(
            tr(
                "Where version 2 still runs, its database can be read. Nothing is written there, and the password in its"
                " address is kept nowhere."
            ),
            muted=True,
        )
        self._address = QLineEdit()
        self._address.setPlaceholderText("postgresql://user:password@host/secondbrain")
        self._address.setAccessibleName(tr("Address of version 2's database"))
        self._address.returnPressed.connect(self._add_database)
        self._address.setMinimumWidth(FIELD)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._address, 1)
        row.addWidget(button_of(tr("Add"), self._add_database, name=tr("Add the database")))
        self.add(place)
        self.wrong = Marked(self.theme, "warning", "caution", "")
        self.wrong.hide()
        self.add(self.wrong)

    def _add_database(self) -> None:
        try:
            self._gathered.add_database(self._address.text())
        except BrainError as error:
            self.wrong.show()  # before it is said: what is hidden is not heard
            self.wrong.say("warning", "caution", f"{error.words} {error.hint}")
            self._address.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.wrong.hide()
            self._address.setText("")  # which forgets what Undo would bring back: the password with it


class DropHere(QWidget):
    """A frame that invites to drop things; the whole window takes them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)
        buttons = QWidget()
        self.place = Flow(buttons, 2 * GRID)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(Mark(theme, "download-simple", "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label_of(theme, tr("Drop files and folders here, or")), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 4 * GRID)
        column.setSpacing(3 * GRID)
        column.addLayout(row)
        column.addWidget(buttons)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colors.muted, 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2 * GRID, 2 * GRID)
        painter.end()


class Row(QWidget):
    """One thing on the list."""

    def __init__(self, theme: Theme, given: Given) -> None:
        super().__init__()
        self._given = given
        self._mark = Mark(theme, "dots-three-circle", "muted")
        self._words = label_of(theme, tr("Looking into it …"), muted=True)
        self.remove = button_of(tr("Remove"), lambda: None, name=tr("Remove {name}", name=given.name))
        text = QVBoxLayout()
        text.setSpacing(GRID)
        text.addWidget(OneLine(theme, given.name, "strong"))
        text.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * GRID)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def show_state(self, problem: BrainError | None) -> None:
        """Say what it is, or what is wrong with it."""
        found = self._given.recognized
        if problem is not None:
            self._mark.say("warning", "caution")
            self._words.setText(f"{problem.words} {problem.hint}".strip())
        elif found is not None:
            self._mark.say(_ICONS.get(found.kind, "file"), "good")
            said = tr(found.words)
            said = said[:1].upper() + said[1:]
            self._words.setText(f"{said}, {size(found.size)}" if found.size else said)
        self.setAccessibleName(f"{self._given.name}: {self._words.text()}")
