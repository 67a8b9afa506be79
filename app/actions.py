"""The actions of one window: the menus, shortcuts and enabled states of everything that a person can do.

Owns what Qt makes of the table in `app/action_table.py`. It refuses to know what an action does: whoever
can do it says so with `on`, and until then it is shown as not possible.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton, QWidget

from app.action_table import ACTIONS, Action
from app.theme import Theme
from core import tr

_QTS_MORE = "qt_menubar_ext_button"


class Actions:
    """The actions of one window."""

    def __init__(self, window: QWidget, theme: Theme, declared: tuple[Action, ...] = ACTIONS) -> None:
        self._declared = {action.id: action for action in declared}
        self._handlers: dict[str, Callable[[], object]] = {}
        self._possible: set[str] = set()
        self._only: Collection[str] | None = None
        self._watching: list[Callable[[str], None]] = []
        self._groups: dict[str, QActionGroup] = {}
        self.menus: dict[str, QMenu] = {}
        """Those of the menu bar, by their titles in English, once it is filled."""
        self._more: QToolButton | None = None  # shows the menus that a narrow window has no room for
        self._made = {action.id: self._make(action, window) for action in declared}
        self._theme = theme
        window.addActions(list(self._made.values()))
        theme.changed.connect(self.dress)

    def __getitem__(self, name: str) -> QAction:
        """The Qt action of that id, for buttons and menus."""
        return self._made[name]

    @property
    def declared(self) -> tuple[Action, ...]:
        """All of them as they are declared, in the order of the menus."""
        return tuple(self._declared.values())

    def set_keys(self, name: str, keys: str) -> None:
        """Give an action these shortcuts, as the table writes them, in place of those that it has."""
        self._made[name].setShortcuts([QKeySequence(each) for each in keys.split()])

    def on(self, name: str, handler: Callable[[], object]) -> None:
        """Say what an action does; from now on it is possible. A checkable one is checked or not when it is called."""
        self._handlers[name] = handler
        self.allow(name, True)

    def allow(self, name: str, possible: bool) -> None:
        """Say whether an action is possible just now; one that nobody handles never is."""
        if possible and name in self._handlers:
            self._possible.add(name)
        else:
            self._possible.discard(name)
        self._enable(name)

    def only(self, names: Collection[str] | None) -> None:
        """While a page covers the notes, nothing but these is possible; None ends it."""
        self._only = names
        for name in self._made:
            self._enable(name)

    def watch(self, heard: Callable[[str], None]) -> None:
        """`heard` is called with the id of an action that is about to be done."""
        self._watching.append(heard)

    def dress(self) -> None:
        """Give the actions their icons, in the present look; they do without until the window is on the screen."""
        for action in self._declared.values():
            if action.icon:
                self._made[action.id].setIcon(self._theme.icon(action.icon))
        if self._more is not None:
            self._more.setIcon(self._theme.icon("caret-double-right"))

    def check(self, name: str, checked: bool = True) -> None:
        """Show a checkable action as on or off, without doing it."""
        self._made[name].setChecked(checked)

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into the menus of a menu bar, in the order of the table."""
        letters: set[str] = set()
        for title in dict.fromkeys(action.menu for action in self._declared.values()):
            menu = bar.addMenu(_with_a_letter(tr(title), letters))
            menu.setToolTipsVisible(True)
            self._fill(menu, title)
            self.menus[title] = menu
        self._more = bar.findChild(QToolButton, _QTS_MORE)
        if self._more is not None:  # else Qt has another name for it by now: its own picture stays
            self._more.setAccessibleName(tr("More menus"))

    def _fill(self, menu: QMenu, title: str) -> None:
        section = 0
        for action in self._of(title):
            if action.section != section:
                menu.addSeparator()
                section = action.section
            menu.addAction(self._made[action.id])

    def _of(self, title: str) -> Iterator[Action]:
        return (action for action in self._declared.values() if action.menu == title)

    def _make(self, action: Action, window: QWidget) -> QAction:
        made = QAction(action.name, window)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(keys) for keys in action.shortcuts.split()])
        if action.tip:
            made.setToolTip(action.about)
        made.setCheckable(action.checkable or bool(action.group))
        if action.group:
            group = self._groups.setdefault(action.group, QActionGroup(window))
            group.addAction(made)
        made.setEnabled(False)
        made.triggered.connect(lambda: self._do(action.id))
        return made

    def _do(self, name: str) -> None:
        handler = self._handlers.get(name)
        if handler is not None:
            for heard in self._watching:
                heard(name)
            handler()

    def _enable(self, name: str) -> None:
        covered = self._only is not None and name not in self._only
        self._made[name].setEnabled(name in self._possible and not covered)


def _with_a_letter(title: str, taken: set[str]) -> str:
    """A title with the letter marked that opens it with Alt: the first one that no other has."""
    at = next(
        (at for at, letter in enumerate(title.casefold()) if letter.isalpha() and letter not in taken), 0
    )
    taken.add(title[at].casefold())
    return f"{title[:at]}&{title[at:]}"
