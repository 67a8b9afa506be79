"""What helps with writing beside the editor itself: the menu *Format*, finding in the note, its length, its pictures, and
the preview beside it.

Owns which keys lead there. It refuses to know how each of them works.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from app.editor.counting import Counting
from app.editor.find_bar import FindBar
from app.editor.formatting import Formatting
from app.editor.glance import Glance
from app.editor.landing import Landing
from app.editor.lost_links import LostLinks
from app.editor.picture_hands import PictureHands
from app.editor.pictures_below import PicturesBelow
from app.editor.views import Show
from app.migration.ticks import Tick
from app.parts import Shell
from app.theme import Theme
from core import tr


class Writing(QObject):
    """The part of the window that helps with writing."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._actions = shell.window.actions_
        self._editor = shell.notebook.editor
        self.bar = FindBar(self._editor.text, shell.workspace, shell.theme, self._editor)
        column = self._editor.layout()
        assert isinstance(column, QVBoxLayout)  # the text is at its top
        column.insertWidget(1, self.bar)
        self.bar.put_behind(self._editor.preview)
        self._editor.opened.connect(self.bar.look_again)
        self.bar.left.connect(self._editor.focus_text)
        self.counting = Counting(self._editor, shell.workspace)
        self.formatting = Formatting(self._editor, self._actions)
        self.landing = Landing(self._editor)
        self.lost_links = LostLinks(self._editor, shell.workspace)
        self._remembered, text = shell.remembered, self._editor.text
        self.pictures = PicturesBelow(
            text, self._editor.pictures, shell.theme, on=self._remembered.shown("pictures")
        )
        self.hands = PictureHands(text, self.pictures, self._editor.files, shell.workspace)
        self._actions.on("view.pictures", self._turn_pictures)
        self._actions.check("view.pictures", self.pictures.on)
        shell.panels["pictures"] = lambda: self._switch(shell.theme)
        self._actions.on("edit.find", self._find)
        self._actions.on("edit.find_next", self.bar.step)
        self._actions.on("edit.find_previous", lambda: self.bar.step(back=True))
        self._actions.on("note.beside", self._beside)

        self.glance = Glance(self._editor, shell.theme)
        self._actions.on("note.glance", self.glance.look)
        linking = self._editor.linking
        linking.unanswered_changed.connect(self._keep_renamed)
        linking.take_up(self._remembered.renamed)

    def end(self) -> None:
        """What is typed last may rename a note: that is kept when it is written."""

    def _keep_renamed(self) -> None:
        self._remembered.renamed = self._editor.linking.unanswered

    def _find(self) -> None:
        """In the open note, wherever the keyboard is; among all notes where none is open."""
        if self._editor.note is not None:
            self._editor.focus_text()
            self.bar.begin()
        else:
            self._actions["go.search"].trigger()

    def _switch(self, theme: Theme) -> Tick:
        tick = Tick(theme, tr("Show pictures in the text"))
        tick.setChecked(self.pictures.on)
        tick.clicked.connect(self._turn_pictures)
        return tick

    def _turn_pictures(self) -> None:
        self.pictures.show_pictures(not self.pictures.on)
        self._remembered.show("pictures", self.pictures.on)
        self._actions.check("view.pictures", self.pictures.on)

    def _beside(self) -> None:
        beside = self._editor.shown_as is Show.BESIDE
        self._editor.show_as(Show.TEXT if beside else Show.BESIDE)
