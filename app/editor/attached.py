"""The files of the open note, in a quiet strip below its text: what they are called, how large they are, a copy of one, and
which other notes have the same.

Owns the strip, and which kinds of files may be handed to other programs. Files come from anywhere, so nothing is ever run:
what is not known to be mere content can only be saved. Takes no room when there are none, and never waits for the disk.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
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
from app.direction import line_flags, placed, step_across
from app.editor.pictures import Fit, Pictures
from app.flow import Flow
from app.sizes import CHIP, FILE_LEAST, FILE_MOST, ROUND, SMALL_ICON
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import Attachment, BrainError, Changes, Summary, tr, tr_n

_AT_ONCE = 6  # files side by side; the others are in a menu
_IN_MENU = 200
_USING = 30  # notes that are named
_TITLE = 60  # characters of a title in a menu
_THUMBNAIL = CHIP - GRID
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
# Kinds whose programs show them and run nothing of theirs. Web pages are none: they may ask for things from elsewhere.
_CONTENT = frozenset(
    "pdf epub txt md log csv tsv json png jpg jpeg gif webp bmp tif tiff heic avif mp3 m4a ogg oga opus flac wav aac"
    " mp4 m4v mov webm mkv avi odt ods odp docx xlsx pptx rtf".split()
)


def may_open(name: str) -> bool:
    """Whether a file of this name is content that another program may be asked to show."""
    return Path(name).suffix.lower().removeprefix(".") in _CONTENT


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
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(QMenu(self._more))
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
        self._chips = [self._chip(each) for each in files[:_AT_ONCE]]
        for number, chip in enumerate(self._chips):
            self._flow.insert(number, chip)
            chip.show()
        self._fill_more(files[_AT_ONCE:])

    def _chip(self, attachment: Attachment) -> FileChip:
        chip = FileChip(attachment, self._theme, self._pictures, self)
        chip.clicked.connect(lambda: self._offer(chip))
        chip.stepped.connect(lambda by: self._step(chip, by))
        chip.left.connect(self.left)
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
        menu = self._more.menu()
        assert menu is not None  # it was given one
        menu.clear()
        for each in files[:_IN_MENU]:
            self._fill(menu.addMenu(_escaped(f"{each.name} · {words.size(each.size)}")), each)
        if len(files) > _IN_MENU:
            menu.addAction(tr("The command line lists all of them")).setEnabled(False)
        self._more.setText(tr("{count} more", count=words.figure(len(files))))
        self._more.setAccessibleName(tr_n("{n} more file", "{n} more files", len(files)))
        self._more.setVisible(bool(files))

    def _fill(self, menu: QMenu, attachment: Attachment) -> None:
        if may_open(attachment.name):
            menu.addAction(tr("Open")).triggered.connect(lambda: self.open_file(attachment))
        menu.addAction(tr("Save as…")).triggered.connect(lambda: self.save_file(attachment))
        menu.addAction(tr("Where is it used?")).triggered.connect(lambda: self.show_uses(attachment))
        if self._can_change:
            menu.addAction(tr("Take from the note")).triggered.connect(lambda: self.unwanted.emit(attachment))

    def _offer(self, chip: FileChip) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(chip.attachment.name)
        self._fill(menu, chip.attachment)
        self._pop_up(menu, chip)

    def _pop_up(self, menu: QMenu, above: QWidget) -> None:
        menu.setActiveAction(menu.actions()[0])
        place = above.mapToGlobal(QPoint(0, 0))
        menu.popup(place - QPoint(0, menu.sizeHint().height()))

    def _step(self, chip: FileChip, by: int) -> None:
        at = self._chips.index(chip) + by
        if 0 <= at < len(self._chips):
            self._chips[at].setFocus(Qt.FocusReason.TabFocusReason)
        elif at == len(self._chips) and self._more.isVisible():
            self._more.setFocus(Qt.FocusReason.TabFocusReason)


class FileChip(QAbstractButton):
    """One file: its name and size. Enter, Space or a click say what can be done with it."""

    stepped = Signal(int)
    """An arrow key: on to a neighbor."""
    left = Signal()

    def __init__(self, attachment: Attachment, theme: Theme, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self.attachment = attachment
        self._pictures = pictures
        self._theme = theme
        self._size = words.size(attachment.size)
        self.setFont(theme.font("small"))
        self.setText(_escaped(attachment.name))
        self.setAccessibleName(tr("File {name}, {size}", name=attachment.name, size=self._size))
        self.tell("")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)
        if self._is_picture:
            pictures.arrived.connect(self.update)

    def tell(self, told: str) -> None:
        """Say of its text, in a sentence, what search does with it."""
        about = f"{self.attachment.name}\n{self.attachment.media_type}, {self._size}"
        self.setToolTip(f"{about}\n{told}" if told else about)
        can = (
            tr("Open or save it, or see where it is used.")
            if may_open(self.attachment.name)
            else tr("Save it, or see where it is used.")
        )
        self.setAccessibleDescription(f"{can} {told}".rstrip())

    @property
    def _is_picture(self) -> bool:
        return self.attachment.media_type.startswith("image/")

    @property
    def thumbnail(self) -> QImage | None:
        """The file as a small picture, if it is one and is known; else it is read."""
        side = round(_THUMBNAIL * self.devicePixelRatioF())
        found = self._pictures.get(self.attachment, Fit(2 * side, 2 * side)) if self._is_picture else None
        return found.image if found else None

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        metrics = self.fontMetrics()
        text = metrics.horizontalAdvance(self.attachment.name) + metrics.horizontalAdvance(self._size)
        return QSize(min(text + SMALL_ICON + 7 * GRID + 2, FILE_MOST), CHIP)

    def minimumSizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(min(self.sizeHint().width(), FILE_LEAST), CHIP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        key = Qt.Key(event.key())
        if step := _STEPS.get(key) or step_across(event, self):
            self.stepped.emit(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
            self.click()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Called by Qt."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def _paint_thumbnail(self, painter: QPainter, icon: QRectF) -> QRectF:
        """Paint the small picture, or an icon until it is known; where that is."""
        place = self._seen(QRectF(GRID, (self.height() - _THUMBNAIL) / 2, _THUMBNAIL, _THUMBNAIL))
        if (picture := self.thumbnail) is None:
            self._theme.paint_icon(painter, icon, "image", self._theme.colors.muted)
        else:
            _paint_middle(painter, picture, place)
        return place

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(colors.accent, 2) if self.hasFocus() else QPen(colors.hairline, 1)
        inset = edge.widthF() / 2
        painter.setPen(edge)
        painter.setBrush(colors.hover if self.underMouse() else colors.base)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), ROUND, ROUND)
        icon = self._seen(QRectF(2 * GRID, (self.height() - SMALL_ICON) / 2, SMALL_ICON, SMALL_ICON))
        if self._is_picture:
            icon = self._paint_thumbnail(painter, icon)
        else:
            self._theme.paint_icon(painter, icon, "paperclip", colors.muted)
        room = QRectF(self.rect()).adjusted(self._seen(icon).right() + GRID, 0, -2 * GRID, 0)
        painter.setFont(self.font())
        painter.setPen(colors.muted)
        painter.drawText(
            self._seen(room), line_flags(self._size, self.layoutDirection(), at_end=True), self._size
        )
        room.setRight(room.right() - self.fontMetrics().horizontalAdvance(self._size) - 2 * GRID)
        name = self.fontMetrics().elidedText(
            self.attachment.name, Qt.TextElideMode.ElideMiddle, int(room.width()) + 1
        )
        painter.setPen(colors.text)
        painter.drawText(self._seen(room), line_flags(name, self.layoutDirection()), name)
        painter.end()

    def _seen(self, place: QRectF) -> QRectF:
        return placed(place, QRectF(self.rect()), self.layoutDirection())


def _paint_middle(painter: QPainter, picture: QImage, place: QRectF) -> None:
    """Fill a square with the middle of a picture."""
    side = min(picture.width(), picture.height())
    middle = QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)
    edge = QPainterPath()
    edge.addRoundedRect(place, GRID, GRID)
    painter.save()
    painter.setClipPath(edge)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, picture, middle)
    painter.restore()


def _escaped(name: str) -> str:
    """A name in which no letter becomes a shortcut."""
    return name.replace("&", "&&")
