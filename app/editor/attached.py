"""The files of the open note, in a quiet strip below its text: what they are called, how large they are, a copy of one, and
which other notes have the same.

Owns the strip: a click opens a file, and a menu of each says what else can be done. Files come from anywhere, so nothing is
ever run: what is not known to be mere content can only be saved. Takes no room when there are none, and never waits for the
disk.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QPoint, Qt, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.direction import step_across
from app.editor.file_chip import FileChip
from app.flow import Flow
from app.opening import may_open
from app.pictures import Pictures
from app.sizes import CHIP
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import Attachment, BrainError, Changes, Summary, tr, tr_n

_AT_ONCE = 6  # files side by side; the others are in a menu
_BRIEFLY = 2  # where there is little room, unless only one more would be in the menu
_IN_MENU = 200
_USING = 30  # notes that are named
_TITLE = 60  # characters of a title in a menu
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_MENU_TOO = QKeyCombination(
    Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10
)  # of which Qt knows on Windows only
_OFFER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu)


class Attached(QWidget):
    """The files of one note at a time."""

    told = Signal(str)
    """In words, what became of a file."""
    left = Signal()
    """Esc was pressed."""
    wanted = Signal(object)
    """The UUID of the note that a person wants to see."""
    unwanted = Signal(object)
    """The `Attachment` that the note shall no longer have."""

    def __init__(
        self, workspace: Workspace, theme: Theme, pictures: Pictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._pictures = pictures
        self._theme = theme
        self._note: UUID | None = None
        self._shown: tuple[Attachment, ...] = ()
        self._can_change = True
        self._brief = False
        self._copies: QTemporaryDir | None = None  # of files that were opened; goes away with the window
        self._folder = str(Path.home())
        self._chips: list[FileChip] = []
        rows = QWidget(self)
        self._flow = Flow(rows, GRID)
        self._around = QVBoxLayout(self)
        self._around.addWidget(rows)
        self._more = QToolButton(rows)
        self._more.setFont(theme.font("small"))
        self._more.setFixedHeight(CHIP)
        self._more.clicked.connect(lambda: self._offer(self._more))
        self._more.installEventFilter(self)
        self._rest = QMenu(self._more)
        self._flow.addWidget(self._more)
        self.setAccessibleName(tr("Files of the note"))
        for each in (rows, self):
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            each.setSizePolicy(policy)
        self.set_side(0)
        theme.changed.connect(self.update)
        workspace.changed.connect(self._changed)
        self.hide()

    @property
    def names(self) -> list[str]:
        """The files that are shown now, without those in the menu."""
        return [chip.attachment.name for chip in self._chips] if not self.isHidden() else []

    def set_side(self, side: int) -> None:
        """Leave this much room left and right, as the column of text does."""
        self._around.setContentsMargins(side, 2 * GRID, side, 2 * GRID)

    def set_brief(self, brief: bool) -> None:
        """Whether the text needs the room: then few of many files are side by side."""
        if brief != self._brief:
            self._brief = brief
            self._lay_out(self._shown)
            self._ask_read()

    def follow(self, note: UUID | None) -> None:
        """This note is open."""
        self._note = note

    def show_files(self, files: tuple[Attachment, ...], *, can_change: bool = True) -> None:
        """Show these files, or nothing, and whether the note can be changed."""
        if (files, can_change) != (self._shown, self._can_change):
            self._shown, self._can_change = files, can_change
            self._lay_out(files)
            self.updateGeometry()
        self.setVisible(bool(files))
        self._ask_read()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt: a hairline keeps the text apart."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._theme.colors.hairline)
        painter.end()

    def open_file(self, attachment: Attachment) -> None:
        """Have the system's program show a copy; what may not be opened is saved instead."""
        if not may_open(attachment.name):
            self.save_file(attachment)
            return
        if self._copies is None:
            self._copies = QTemporaryDir()
        folder = Path(self._copies.path())
        self._workspace.read(
            lambda brain: brain.files.copy_to(attachment, folder),
            partial(self._hand_over, attachment),
            owner=self,
        )

    def save_file(self, attachment: Attachment) -> None:
        """Ask where to, then write a copy there."""
        name = str(Path(self._folder) / attachment.file_name)
        dialog = QFileDialog(self, tr("Save {name}", name=attachment.name), name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self._save(attachment, Path(chosen)))
        dialog.open()

    def show_uses(self, attachment: Attachment) -> None:
        """List the notes that have the same content, whatever they call it."""
        note = self._note
        self._workspace.read(
            lambda brain: brain.files.where_used(attachment.sha256),
            lambda found: self._list_uses(attachment, note, found),
            owner=self,
            latest="uses",
        )

    def _list_uses(self, attachment: Attachment, note: UUID | None, found: tuple[Summary, ...]) -> None:
        if note != self._note or attachment not in self._shown:
            return  # the person went on meanwhile
        others = [each for each in found if each.id != note]
        if not others:
            self.told.emit(tr("No other note has {name}.", name=attachment.name))
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Notes with {name}", name=attachment.name))
        for each in others[:_USING]:
            title = _escaped(words.shortened(each.title or tr("Untitled"), _TITLE))
            menu.addAction(title).triggered.connect(partial(self.wanted.emit, each.id))
        if len(others) > _USING:
            menu.addAction(tr("{count} more", count=words.figure(len(others) - _USING))).setEnabled(False)
        at = self._shown.index(attachment)
        self._pop_up(menu, self._chips[at] if at < len(self._chips) else self._more)

    def _save(self, attachment: Attachment, goal: Path) -> None:
        self._folder = str(goal.parent)
        self._workspace.read(
            lambda brain: brain.files.save_as(attachment.sha256, goal, replace=True),
            lambda _: self.told.emit(tr("Saved {name} as {file}.", name=attachment.name, file=goal.name)),
            owner=self,
        )

    def _hand_over(self, attachment: Attachment, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            words = tr("No program could be found for {name}.", name=attachment.name)
            self._workspace.trouble.emit(BrainError(words, tr("Save it, and open it from there.")))

    def _lay_out(self, files: tuple[Attachment, ...]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        at_once = _BRIEFLY if self._brief and len(files) > _BRIEFLY + 1 else _AT_ONCE
        self._chips = [self._chip(each) for each in files[:at_once]]
        for number, chip in enumerate(self._chips):
            self._flow.insert(number, chip)
            chip.show()
        self._fill_more(files[at_once:])

    def _chip(self, attachment: Attachment) -> FileChip:
        chip = FileChip(attachment, self._theme, self._pictures, self)
        chip.clicked.connect(lambda: self._press(chip))
        chip.installEventFilter(self)
        return chip

    def _changed(self, changes: Changes) -> None:
        if self._note in changes.memories:  # its files may have been read meanwhile
            self._ask_read()

    def _ask_read(self) -> None:
        brain, contents = self._workspace.brain, [each.sha256 for each in self._shown]
        if contents:
            self._workspace.read(
                lambda _: brain.file_texts.told(contents), self._tell_read, owner=self, latest="texts"
            )

    def _tell_read(self, told: dict[str, str]) -> None:
        """Say of each file whether search finds its text, or why not."""
        for chip in self._chips:
            chip.tell(told.get(chip.attachment.sha256, ""))

    def _fill_more(self, files: tuple[Attachment, ...]) -> None:
        menu = self._rest
        menu.clear()
        for each in files[:_IN_MENU]:
            self._fill(menu.addMenu(_escaped(f"{each.name} · {words.size(each.size)}")), each)
        if len(files) > _IN_MENU:
            menu.addAction(tr("The command line lists all of them")).setEnabled(False)
        self._more.setText(tr("{count} more", count=words.figure(len(files))))
        for named in (self._more, menu):
            named.setAccessibleName(tr_n("{n} more file", "{n} more files", len(files)))
        self._more.setVisible(bool(files))

    def _fill(self, menu: QMenu, attachment: Attachment) -> None:
        if may_open(attachment.name):
            menu.addAction(tr("Open")).triggered.connect(lambda: self.open_file(attachment))
        menu.addAction(tr("Save as…")).triggered.connect(lambda: self.save_file(attachment))
        menu.addAction(tr("Where is it used?")).triggered.connect(lambda: self.show_uses(attachment))
        if self._can_change:
            menu.addAction(tr("Take from the note")).triggered.connect(lambda: self.unwanted.emit(attachment))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt: the keys and the menu of a file, and of the button for those that are not side by side."""
        if isinstance(event, QContextMenuEvent) and isinstance(watched, QAbstractButton):
            self._offer(watched)
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            assert isinstance(watched, QAbstractButton)  # no others are watched
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, button: QAbstractButton, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if step := _STEPS.get(key) or step_across(event, button):
            self._step(button, step)
        elif key in _OFFER or event.keyCombination() == _MENU_TOO:
            self._offer(button)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _press(self, chip: FileChip) -> None:
        """A click opens what may be opened, and says of any other file what can be done with it."""
        if may_open(chip.attachment.name):
            self.open_file(chip.attachment)
        else:
            self._offer(chip)

    def _offer(self, button: QAbstractButton) -> None:
        """Say what can be done with a file, or which others there are."""
        if not isinstance(button, FileChip):
            self._pop_up(self._rest, button)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(button.attachment.name)
        self._fill(menu, button.attachment)
        self._pop_up(menu, button)

    def _pop_up(self, menu: QMenu, above: QWidget) -> None:
        menu.setActiveAction(menu.actions()[0])
        place = above.mapToGlobal(QPoint(0, 0))
        menu.popup(place - QPoint(0, menu.sizeHint().height()))

    def _step(self, button: QAbstractButton, by: int) -> None:
        row: list[QAbstractButton] = [*self._chips, *([] if self._more.isHidden() else [self._more])]
        at = row.index(button) + by
        if 0 <= at < len(row):
            row[at].setFocus(Qt.FocusReason.TabFocusReason)


def _escaped(name: str) -> str:
    """A name in which no letter becomes a shortcut."""
    return name.replace("&", "&&")
