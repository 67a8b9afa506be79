"""The shortcuts of all actions, to look at, to search in, and to change.

Owns the list, the field in which new keys are pressed, and what is said about keys that cannot be taken. It stands on the
sheet of shortcuts, and wherever else they are to be changed. It refuses to know where changes are kept: `Keys` does.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.action_table import Action
from app.clearing import make_clearable
from app.finding.keys import Keys
from app.finding.matching import best_rank
from app.flow import Flow
from app.theme import GRID, Theme
from core import tr, tr_noop

_ACTION = Qt.ItemDataRole.UserRole
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_RESTING = tr_noop("Enter, or a double click, changes the keys of an action.")


class Shortcuts(QWidget):
    """All actions by menu, with their keys."""

    def __init__(self, keys: Keys, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._theme = theme
        self._asked: str | None = None  # keys that belong to another action, and were pressed once
        self.field = QLineEdit(self)
        self.tree = _Tree(self)
        self.said = QLabel(tr(_RESTING), self)
        self.pressed = KeyField(self)
        self.change_button = QPushButton(tr("Change…"), self)
        self.reset_button = QPushButton(tr("Reset"), self)
        self.reset_all_button = QPushButton(tr("Reset all"), self)
        self.copy_button = QPushButton(tr("Copy the list"), self)
        self._lay_out()
        self._connect()
        self._dress()
        self.show_all()

    def show_all(self) -> None:
        """List the actions that answer what is typed, each below its menu."""
        chosen, typed = self._chosen(), self.field.text()
        self.tree.clear()
        menus: dict[str, QTreeWidgetItem] = {}
        for action in self._keys.actions:
            if not _answers(typed, action, self._keys.shown(action)):
                continue
            if action.menu not in menus:
                menus[action.menu] = QTreeWidgetItem(self.tree, [action.menu_name, ""])
                menus[action.menu].setFlags(Qt.ItemFlag.ItemIsEnabled)
                menus[action.menu].setFont(0, self._theme.font("strong"))
            self._row(menus[action.menu], action, chosen)
        self.tree.expandAll()
        self._moved()

    def change(self) -> None:
        """Wait for new keys of the chosen action."""
        action = self._chosen()
        if action is None:
            return
        self._asked = None
        self._say(
            tr("Press the new keys for “{action}”. Backspace: none. Esc: as before.", action=action.name)
        )
        self.pressed.show()
        self.pressed.setFocus(Qt.FocusReason.OtherFocusReason)

    def as_text(self) -> str:
        """The list as plain text, to be printed or kept."""
        lines: list[str] = []
        for menu in dict.fromkeys(action.menu for action in self._keys.actions):
            of_menu = [each for each in self._keys.actions if each.menu == menu]
            lines += [
                "",
                tr(menu),
                *(f"  {each.name:<40}{self._keys.shown(each)}".rstrip() for each in of_menu),
            ]
        return "\n".join(lines[1:]) + "\n"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt: an arrow down leads from the field into the list."""
        pressed = (
            event.key() if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress else None
        )
        if watched is not self.field or pressed != Qt.Key.Key_Down:
            return super().eventFilter(watched, event)
        self._choose_one()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _change_first(self) -> None:
        """Enter in the field changes what is chosen, or what was found first; without a word it is too early for that."""
        if self.field.text().strip():
            self._choose_one()
            self.change()

    def _choose_one(self) -> None:
        menu = self.tree.topLevelItem(0)
        row = menu.child(0) if menu is not None else None
        if self._chosen() is None and row is not None:
            self.tree.setCurrentItem(row)

    def _row(self, under: QTreeWidgetItem, action: Action, chosen: Action | None) -> None:
        changed = self._keys.is_changed(action)
        shown = self._keys.shown(action)
        if changed:
            shown = tr("{keys} (changed)", keys=shown) if shown else tr("none (changed)")
        row = QTreeWidgetItem(under, [action.name, shown])
        row.setData(0, _ACTION, action)
        row.setToolTip(0, action.about)
        if action == chosen:
            self.tree.setCurrentItem(row)

    def _chosen(self) -> Action | None:
        row = self.tree.currentItem()
        action = row.data(0, _ACTION) if row is not None else None
        return action if isinstance(action, Action) else None

    def _moved(self) -> None:
        action = self._chosen()
        self.change_button.setEnabled(action is not None)
        self.reset_button.setEnabled(action is not None and self._keys.is_changed(action))
        self.reset_all_button.setEnabled(any(map(self._keys.is_changed, self._keys.actions)))

    def _press(self, keys: str) -> None:
        """These keys were pressed. Those of another action are asked about first, by pressing them again."""
        action = self._chosen()
        if action is None:
            return
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        other = self._keys.taken_by(keys, action) if keys else None
        if keys and not _holds(keys):
            self._say(
                tr("{keys} alone is for typing. Hold Ctrl or Alt with it, or use a function key.", keys=shown)
            )
        elif other is not None and self._asked != keys:
            self._asked = keys
            self._say(
                tr(
                    "{keys} belongs to “{action}” ({menu}). Press it again to take it from there, or press other keys.",
                    keys=shown,
                    action=other.name,
                    menu=other.menu_name,
                )
            )
        else:
            self._keys.change(action, keys)
            self._rest(_told(action.name, shown, other.name if other is not None else ""))

    def _reset(self) -> None:
        action = self._chosen()
        if action is not None:
            self._keys.reset(action)
            self._say(tr("“{action}” has its own keys again.", action=action.name))

    def _reset_all(self) -> None:
        self._keys.reset_all()
        self._say(tr("All actions have their own keys again."))

    def _rest(self, told: str = "") -> None:
        self._asked = None
        self._say(told or tr(_RESTING))
        if self.pressed.isVisible():
            self.pressed.hide()
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, told: str) -> None:
        self.said.setText(told)
        self.pressed.setAccessibleDescription(told)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text())
        self._say(tr("The list is on the clipboard."))

    def _lay_out(self) -> None:
        self.field.setPlaceholderText(tr("Find an action or keys"))
        self.field.setAccessibleName(tr("Find an action or keys"))
        make_clearable(self.field, self._theme)
        self.said.setWordWrap(True)
        self.said.setObjectName("muted")
        self.pressed.hide()
        below = QWidget(self)
        flow = Flow(below, 2 * GRID)
        for button in (self.change_button, self.reset_button, self.reset_all_button, self.copy_button):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.field)
        column.addWidget(self.tree, 1)
        column.addWidget(self.said)
        column.addWidget(self.pressed)
        column.addWidget(below)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.show_all)
        self.tree.currentItemChanged.connect(self._moved)
        self.tree.itemDoubleClicked.connect(self.change)
        self.tree.entered_key.connect(self.change)
        self.field.returnPressed.connect(self._change_first)
        self.field.installEventFilter(self)
        self.pressed.pressed.connect(self._press)
        self.pressed.left.connect(self._rest)
        self.change_button.clicked.connect(self.change)
        self.reset_button.clicked.connect(self._reset)
        self.reset_all_button.clicked.connect(self._reset_all)
        self.copy_button.clicked.connect(self._copy)
        self._keys.changed.connect(self.show_all)
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.said.setFont(self._theme.font("small"))


class _Tree(QTreeWidget):
    entered_key = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Actions and their keys"))
        self.setColumnCount(2)
        self.setHeaderLabels([tr("Action"), tr("Keys")])
        self.setHeaderHidden(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(False)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setObjectName("shortcuts")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter changes the keys of the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_key.emit()
        else:
            super().keyPressEvent(event)


class KeyField(QLineEdit):
    """Takes whatever keys are pressed, also those that are the shortcut of something."""

    pressed = Signal(str)
    """The keys, as the table of actions writes them; empty for Backspace."""
    left = Signal()
    """Esc, or the keyboard went elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText(tr("Press keys"))
        self.setAccessibleName(tr("New keys"))

    def event(self, event: QEvent) -> bool:
        """No shortcut gets through while keys are waited for."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt for each key, also for those that are held only."""
        key = event.key()
        if key in _MODIFIERS or key == Qt.Key.Key_unknown:
            return
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Backspace and not event.modifiers():
            self.pressed.emit("")
        else:
            keys = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
            self.pressed.emit(keys.replace("Num+", ""))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.left.emit()


def _told(action: str, keys: str, other: str) -> str:
    """What was changed, in words; `other` is the action that had these keys before, if any."""
    if not keys:
        return tr("“{action}” has no keys now.", action=action)
    if not other:
        return tr("“{action}” has {keys} now.", action=action, keys=keys)
    return tr(
        "“{action}” has {keys} now, and “{other}” goes without it.", action=action, keys=keys, other=other
    )


def _holds(keys: str) -> bool:
    """Whether something is held with the key, or it is a key that types nothing."""
    *held, key = keys.removesuffix("++").split("+")
    return bool({"Ctrl", "Alt", "Meta"} & {*held, key}) or re.fullmatch(r"F\d+", key) is not None


def _answers(typed: str, action: Action, shown: str) -> bool:
    if not typed.strip():
        return True
    place = best_rank(typed, (f"{action.menu_name} {action.name}", f"{action.menu} {action.words}"))
    return (place is not None and place <= 3) or typed.strip().casefold() in shown.casefold()
