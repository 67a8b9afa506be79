"""What a person does to a tag: rename it, drag it below another one, merge it, color it, remove it from all notes, fold it.

Owns the way from the side bar to the notebook and back. What the window remembers of tags, their colors and which are
folded, is kept here, too.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from app import words
from app.library.place_rows import ALL, color_words
from app.library.tag_following import TagFollowing
from app.library.tag_sheet import TagSheet
from app.parts import Shell
from app.sizes import ICON
from app.theme import SIDE_ROW, TAG_COLORS
from core import Affected, Done, View, is_within, new_id, tr

if TYPE_CHECKING:
    from core import Brain


class TagDeeds(QObject):
    """The tags of one window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._places = places = shell.notebook.places
        self.sheet = TagSheet(shell.theme, shell.window)
        self.sheet.renamed.connect(self._rename)
        self.sheet.removed.connect(self._remove)
        places.fold(shell.remembered.folded_tags)
        places.color(shell.remembered.tag_colors)
        places.folded.connect(self._folded)
        places.tag_offered.connect(self._offer)
        places.chosen.connect(lambda _: self._allow())
        places.list.tag_carried.connect(self._carried)
        places.list.take_what_is_dragged()
        actions = shell.window.actions_
        actions.on("tag.rename", lambda: self._ask(places.view.tag))
        actions.on("tag.remove", lambda: self._ask(places.view.tag, remove=True))
        actions.on("tag.color", lambda: self._choose_color(places.view.tag))
        self._following = TagFollowing(places, shell.notebook.pane, shell.workspace, self)
        self._allow()

    def end(self) -> None:
        """All is remembered when it is chosen."""

    def _allow(self) -> None:
        for name in ("tag.rename", "tag.remove", "tag.color"):
            self._shell.window.actions_.allow(name, self._places.view.tag is not None)

    def _folded(self, tags: frozenset[str]) -> None:
        self._shell.remembered.folded_tags = tags

    def _offer(self, tag: str, point: QPoint) -> None:
        menu = QMenu(self._places)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Rename or merge…"), partial(self._ask, tag))
        self._fill_colors(menu.addMenu(tr("Color")), tag)
        menu.addSeparator()
        menu.addAction(tr("Remove from all notes…"), partial(self._ask, tag, remove=True))
        menu.popup(point)

    def _ask(self, tag: str | None, *, remove: bool = False) -> None:
        if tag is None:
            return
        self._shell.notebook.editor.flush()
        self.sheet.ask(tag, self._places.list, self._area(tag), remove=remove)

        def found(answer: tuple[Affected, tuple[str, ...]]) -> None:
            self.sheet.know(tag, *answer)

        self._shell.workspace.read(partial(_standing, tag=tag), found, owner=self, latest="tag")

    def _area(self, tag: str) -> QRect:
        return self._places.area_of(View(tag=tag)) or QRect(0, 0, self._places.width(), SIDE_ROW)

    def _carried(self, tag: str, onto: str) -> None:
        """A tag was dropped on another one, below which it is to stand."""
        name = tag.rpartition("/")[2]
        self._shell.notebook.editor.flush()
        self._rename(tag, f"{onto}/{name}" if onto else name)

    def _rename(self, tag: str, to: str) -> None:
        self._keep_colors({_moved(each, tag, to): color for each, color in self._colors_below(tag).items()})
        action = new_id()

        def done(answer: Done) -> None:
            view = self._places.view
            if view.tag is not None and (moved := _moved(view.tag, tag, to)) != view.tag:
                below = view.below or moved in self._places.above  # of one that it was merged into
                self._places.go(replace(view, tag=moved, below=below))
            said = tr("Renamed “{tag}” to “{to}” in {notes}", tag=tag, to=to, notes=words.notes(answer.notes))
            self._tell(answer, said, action)

        self._shell.deeds.work.run(
            tr("Renaming “{tag}”", tag=tag),
            lambda brain, heard, stop: brain.tagging.rename(tag, to, heard, stop, action),
            lambda answer: answer.changes,
            done,
        )

    def _remove(self, tag: str) -> None:
        action = new_id()

        def done(answer: Done) -> None:
            here = self._places.view.tag
            if answer.finished and here is not None and _moved(here, tag, "") != here:
                self._places.go(ALL)
            said = tr("Removed “{tag}” from {notes}", tag=tag, notes=words.notes(answer.notes))
            self._tell(answer, said, action)

        self._shell.deeds.work.run(
            tr("Removing “{tag}”", tag=tag),
            lambda brain, heard, stop: brain.tagging.remove(tag, heard, stop, action),
            lambda answer: answer.changes,
            done,
        )

    def _tell(self, answer: Done, said: str, action: UUID) -> None:
        if not answer.finished:
            said = tr("{done}, then stopped", done=said)
        undo = partial(self._shell.deeds.undo_wanted.emit, action)
        self._shell.window.toast.say(said, undo, logged=True)

    def _choose_color(self, tag: str | None) -> None:
        if tag is None:
            return
        menu = QMenu(self._places)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_colors(menu, tag)
        menu.popup(self._places.list.viewport().mapToGlobal(self._area(tag).bottomLeft()))

    def _fill_colors(self, menu: QMenu, tag: str) -> None:
        now = self._shell.remembered.tag_colors.get(tag, "")
        for name in ("", *TAG_COLORS):
            action = menu.addAction(
                self._dot(name),
                color_words(name) if name else tr("No color"),
                partial(self._color, tag, name),
            )
            action.setCheckable(True)
            action.setChecked(name == now)

    def _dot(self, name: str) -> QIcon:
        color = self._shell.theme.tag_color(name)
        if color is None:
            return QIcon()
        dot = QPixmap(2 * ICON, 2 * ICON)
        dot.fill(Qt.GlobalColor.transparent)
        painter = QPainter(dot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(dot.rect().adjusted(6, 6, -6, -6))
        painter.end()
        return QIcon(dot)

    def _color(self, tag: str, name: str) -> None:
        self._keep_colors({tag: name})

    def _colors_below(self, tag: str) -> dict[str, str]:
        colors = self._shell.remembered.tag_colors
        return {each: color for each, color in colors.items() if _moved(each, tag, "") != each}

    def _keep_colors(self, more: dict[str, str]) -> None:
        """A tag that is renamed keeps its color, and the old name does, too, for the way back."""
        self._shell.remembered.tag_colors = self._shell.remembered.tag_colors | more
        self._places.color(self._shell.remembered.tag_colors)


def _standing(brain: Brain, tag: str) -> tuple[Affected, tuple[str, ...]]:
    return brain.tagging.affected(tag), tuple(each.tag for each in brain.tags())


def _moved(each: str, tag: str, to: str) -> str:
    return to + each[len(tag) :] if is_within(each, tag) else each
