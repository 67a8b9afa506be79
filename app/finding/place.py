"""Finding one's way in one window: go to, all actions by name, shortcuts, back and forward, pinned notes, groups.

Owns how these hang together with the window. What each of them does is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent

from app.finding.choice import Choice
from app.finding.commands import Commands
from app.finding.going import Going
from app.finding.groups import by_groups, by_tag, ungrouped
from app.finding.keys import Keys
from app.finding.palette import Palette
from app.finding.pinning import Pinning
from app.finding.sheet import ShortcutSheet
from app.finding.trail import Step, Trail
from app.library.note_rows import Listed
from app.library.place_rows import PINNED, TASKS
from app.parts import Shell
from app.remembered import Groups
from core import View, tr, tr_noop

if TYPE_CHECKING:
    from core import Brain

COMMAND = ">"
"""What is typed first to choose an action."""
_GO_TO = tr_noop("Go to a note, #tag or place · > for actions")
_GROUPS: Mapping[Groups, Callable[[Brain, View], Listed]] = {"groups": by_groups, "tag_groups": by_tag}
_SIDES = {Qt.MouseButton.BackButton: "go.back", Qt.MouseButton.ForwardButton: "go.forward"}


class Finding(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._actions = shell.window.actions_
        self._trail, self._led = Trail(), False
        self.keys = Keys(self._actions, shell.remembered, self)
        self.palette = Palette(shell.theme, shell.window.menuBar())
        self.sheet: ShortcutSheet | None = None
        self._commands = Commands(self._actions, self.keys, shell.remembered, self)
        self._going = Going(shell, self._trail.notes, self._offer_places, self)
        self._pinning = Pinning(shell, self)
        self._connect()
        self._group()

    def end(self) -> None:
        """Nothing is lost: shortcuts are kept when they are changed."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The two buttons at the side of a mouse go back and forward, whatever is below them."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            action = _SIDES.get(event.button())
        else:
            action = None
        if action is not None:
            self._actions[action].trigger()
            return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        on, notebook = self._actions.on, self._shell.notebook
        self.palette.asked.connect(self._asked)
        self.palette.insisted.connect(self._insisted)
        on("go.to", self._go_to)
        on("go.actions", lambda: self.palette.ask(COMMAND, tr(_GO_TO)))
        on("go.pinned", lambda: notebook.pane.search_for(PINNED.query))
        on("go.tasks", lambda: notebook.pane.search_for(TASKS.query))
        on("go.back", lambda: self._walk(-1))
        on("go.forward", lambda: self._walk(1))
        on("view.shortcuts", self._show_shortcuts)
        for name in _GROUPS:
            on(f"view.{name}", partial(self._toggle_groups, name))
        notebook.editor.opened.connect(self._moved)
        notebook.places.chosen.connect(self._moved)
        self._moved()
        self._shell.window.winId()  # so that it has a handle, which is not so before it was shown
        handle = self._shell.window.windowHandle()
        # Not at the application, where each event of each object would come by here: that costs more than most of them do.
        handle.installEventFilter(self)

    # ---- the palette

    def _go_to(self) -> None:
        self.palette.ask("", tr(_GO_TO))

    def _asked(self, text: str) -> None:
        if text.startswith(COMMAND):
            self.palette.offer(self._commands.matching(text.removeprefix(COMMAND)))
        else:
            self._going.ask(text)

    def _offer_places(self, choices: Sequence[Choice]) -> None:
        """Not when the answer comes late, to one who meanwhile looks for an action."""
        if not self.palette.field.text().startswith(COMMAND):
            self.palette.offer(choices)

    def _insisted(self, text: str) -> None:
        if text.strip() and not text.startswith((COMMAND, "#")):
            self.palette.dismiss()
            self._going.create(text)

    # ---- back and forward

    def _moved(self, _to: object = None) -> None:
        if not self._led:
            notebook = self._shell.notebook
            self._trail.went(Step(notebook.places.view, notebook.editor.note))
        self._allow()

    def _walk(self, by: int) -> None:
        step, notebook = self._trail.go(by), self._shell.notebook
        if step is None:
            return
        self._led = True  # where one is led leaves no step
        try:
            if notebook.pane.search.searching:
                notebook.pane.search.clear()
            notebook.places.go(step.view)
            if step.note is not None and step.note != notebook.editor.note:
                notebook.show_note(step.note)
        finally:
            self._led = False
        self._allow()

    def _allow(self) -> None:
        self._actions.allow("go.back", self._trail.leads(-1))
        self._actions.allow("go.forward", self._trail.leads(1))

    # ---- shortcuts

    def _show_shortcuts(self) -> None:
        if self.sheet is None:
            self.sheet = ShortcutSheet(self.keys, self._shell.theme)
            self.sheet.left.connect(self._shell.arrival.go_back)
        if self.sheet.isVisible():
            self._shell.arrival.go_back()
            return
        self._shell.notebook.editor.flush()
        self._shell.arrival.cover(self.sheet)
        self.sheet.begin()

    # ---- groups

    def _toggle_groups(self, name: Groups) -> None:
        remembered = self._shell.remembered
        remembered.groups = "" if remembered.groups == name else name
        self._group()

    def _group(self) -> None:
        groups = self._shell.remembered.groups
        for name in _GROUPS:
            self._actions.check(f"view.{name}", groups == name)
        self._shell.notebook.pane.arrange(_GROUPS[groups] if groups else ungrouped)
