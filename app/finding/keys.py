"""The shortcuts of one window as a person wants them: the table's, unless they were changed.

Owns which keys an action has, which key would be in conflict, and that changes are remembered. Knows no widget.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from app.action_table import Action
from app.actions import Actions
from app.remembered import Remembered


class Keys(QObject):
    """The shortcuts of one window."""

    changed = Signal()

    def __init__(self, actions: Actions, remembered: Remembered, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._remembered = remembered
        known = {action.id for action in actions.declared}
        self._chosen = {id_: keys for id_, keys in remembered.shortcuts.items() if id_ in known}
        for id_, keys in self._chosen.items():
            actions.set_keys(id_, keys)

    @property
    def actions(self) -> tuple[Action, ...]:
        """All actions, in the order of the menus."""
        return self._actions.declared

    def of(self, action: Action) -> str:
        """The keys of an action, several of them with a space between; empty when it has none."""
        return self._chosen.get(action.id, action.shortcuts)

    def shown(self, action: Action) -> str:
        """The same as the system writes them."""
        native = QKeySequence.SequenceFormat.NativeText
        return "  ".join(QKeySequence(each).toString(native) for each in self.of(action).split())

    def is_changed(self, action: Action) -> bool:
        """Whether they are others than the program brought along."""
        return action.id in self._chosen

    def taken_by(self, keys: str, but: Action) -> Action | None:
        """The other action that has these keys already."""
        return next(
            (each for each in self.actions if each.id != but.id and keys in self.of(each).split()), None
        )

    def change(self, action: Action, keys: str) -> None:
        """Give an action these keys and no others; another one that had them goes without."""
        other = self.taken_by(keys, action) if keys else None
        if other is not None:
            self._set(other, " ".join(each for each in self.of(other).split() if each != keys))
        self._set(action, keys)
        self._keep()

    def reset(self, action: Action) -> None:
        """Give an action back the keys that the program brought along, whoever has them now."""
        for keys in action.shortcuts.split():
            other = self.taken_by(keys, action)
            if other is not None:
                self._set(other, " ".join(each for each in self.of(other).split() if each != keys))
        self._set(action, action.shortcuts)
        self._keep()

    def reset_all(self) -> None:
        """All as the program brought them along."""
        for action in self.actions:
            self._set(action, action.shortcuts)
        self._keep()

    def _set(self, action: Action, keys: str) -> None:
        if keys == action.shortcuts:
            self._chosen.pop(action.id, None)
        else:
            self._chosen[action.id] = keys
        self._actions.set_keys(action.id, keys)

    def _keep(self) -> None:
        self._remembered.shortcuts = dict(self._chosen)
        self.changed.emit()
