"""What hands do with the pictures below a note's lines: a click opens one, its menu saves and copies it.

Owns the mouse and the menu key where a picture is. How a file is opened and saved is the business of the strip of files.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolTip

from app import words
from app.editor.attached import Attached
from app.editor.pictures_below import PicturesBelow, Shown
from app.editor.text import NoteText
from app.opening import may_open
from app.pictures import WHOLE, Picture, read_picture
from app.workspace import Workspace
from core import Attachment, tr


class PictureHands(QObject):
    """Mouse and menu key on the pictures of one text."""

    def __init__(self, text: NoteText, below: PicturesBelow, files: Attached, workspace: Workspace) -> None:
        super().__init__(text)
        self._text = text
        self._below = below
        self._files = files
        self._workspace = workspace
        self._pressed: Attachment | None = None
        text.installEventFilter(self)
        text.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt."""
        if watched is self._text:
            return isinstance(event, QContextMenuEvent) and self._menu_of_line(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QContextMenuEvent):
            return self._menu_here(event)
        return isinstance(event, QHelpEvent) and self._tell(event)

    def copy(self, file: Attachment) -> None:
        """Put a picture on the clipboard, as large as it is."""
        self._workspace.read(
            lambda brain: read_picture(brain, file.sha256, WHOLE), partial(self._copied, file), owner=self
        )

    def _copied(self, file: Attachment, found: Picture | None) -> None:
        if found is None:
            self._files.told.emit(
                tr("{name} is no picture that can be copied. Save it instead.", name=file.name)
            )
        else:
            QGuiApplication.clipboard().setImage(found.image)
            self._files.told.emit(tr("Copied {name}.", name=file.name))

    def _mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.MouseMove:
            return not event.buttons() and self._point(event.position())
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        file = self._file_at(event.position())
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._pressed = file
            return file is not None
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == file:
            self._files.open_file(pressed)
        return pressed is not None

    def _point(self, point: QPointF) -> bool:
        over = self._file_at(point) is not None
        if over:
            self._text.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        return over

    def _file_at(self, point: QPointF) -> Attachment | None:
        found = self._below.at(point)
        return found.file if found is not None else None

    def _menu_here(self, event: QContextMenuEvent) -> bool:
        found = self._below.at(QPointF(event.pos()))
        if found is None or found.file is None:
            return False
        menu = QMenu(self._text)
        menu.addActions(self._actions(found, found.file, menu))
        self._open(menu, event.globalPos())
        return True

    def _menu_of_line(self, event: QContextMenuEvent) -> bool:
        """With the menu key, the picture of the line is above what is possible everywhere."""
        found = self._below.in_line(self._text.textCursor().block()) if self._below.on else None
        if event.reason() is not QContextMenuEvent.Reason.Keyboard or found is None or found.file is None:
            return False
        menu = self._text.usual_menu()
        first = menu.actions()[0] if menu.actions() else None
        actions = self._actions(found, found.file, menu)
        if first is not None:
            menu.insertActions(first, actions)
            menu.insertSeparator(first)
        menu.setActiveAction(actions[0])
        self._open(menu, self._text.viewport().mapToGlobal(self._text.cursorRect().bottomLeft()))
        return True

    def _open(self, menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _actions(self, shown: Shown, file: Attachment, menu: QMenu) -> list[QAction]:
        deeds: list[tuple[str, Callable[[Attachment], None]]] = [(tr("Save as…"), self._files.save_file)]
        if may_open(file.name):
            deeds.insert(0, (tr("Open"), self._files.open_file))
        if not shown.words:
            deeds.append((tr("Copy picture"), self.copy))
        menu.setAccessibleName(file.name)
        made = []
        for told, deed in deeds:
            action = QAction(told, menu)
            action.triggered.connect(lambda _=False, deed=deed: deed(file))
            made.append(action)
        return made

    def _tell(self, event: QHelpEvent) -> bool:
        found = self._below.at(QPointF(event.pos()))
        if found is None:
            return False
        about = found.words or (f"{found.file.name}, {words.size(found.file.size)}" if found.file else "")
        QToolTip.showText(event.globalPos(), about, self._text)
        return True
