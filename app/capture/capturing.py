"""Everything about capturing in one window: the capture window, the ways to it, their settings, and what is said of it all.

Owns how one leads to the other. It refuses to know what happens inside each.
"""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout

from app.capture.card import Card
from app.capture.hotkey import hotkey_here
from app.capture.said import Said
from app.capture.settings import CaptureSettings
from app.capture.thought import thought_in
from app.capture.tray import Tray
from app.capture.watching import Watching
from app.editor.formatting import DEEDS, LentKey
from app.instance import Wish
from app.parts import Shell
from app.sizes import PLAIN
from core import BrainError, tr


class Capturing(QObject):
    """The part of the window that captures."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._remembered = shell.remembered
        self._dialog: QDialog | None = None
        self.settings: CaptureSettings | None = None
        """The fields of the settings, while they are shown."""
        self.card = Card(shell.workspace, shell.theme, shell.remembered, self)
        shell.texts[self.card.window.text] = lambda: self.card.note
        self.said = Said()
        self.destroyed.connect(self.said.deleteLater)
        self.hotkey = hotkey_here(QGuiApplication.platformName(), self)
        self.tray = Tray(shell.window, shell.theme)
        self.watching = Watching(shell.workspace, self)
        self._connect()
        self._use_key(self._remembered.hotkey)
        self.tray.show(self._remembered.shown("tray"))
        self.tray.stay(self._remembered.stays)
        self.watching.watch(self._remembered.watched)

    def heed(self, wish: Wish) -> None:
        """A second start brings a thought: it stands in the capture window until a person saves it."""
        if (thought := thought_in(wish)) is not None:
            self.card.open(thought.text, thought.tags)

    def end(self) -> None:
        """The window is about to close: what is begun is kept."""
        self.card.put_aside()

    @property
    def kept(self) -> bool:
        """Whether all that is written in the capture window is safe."""
        return self.card.kept

    def show_settings(self) -> None:
        """Show how capturing is set up."""
        if self._dialog is None:
            self._dialog = self._made_dialog()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _connect(self) -> None:
        actions = self._shell.window.actions_
        actions.on("note.capture", self.card.open)
        actions.on("capture.settings", self.show_settings)
        for name, deed in DEEDS.items():
            LentKey(actions[name], self.card.window.text, deed)
        self.card.saved.connect(self._saved)
        self.hotkey.pressed.connect(self._pressed)
        self.hotkey.told.connect(self._tell_key)
        self.hotkey.lost.connect(self._miss_key)
        self.watching.told.connect(self._tell_folder)

    def _saved(self, _note: UUID, title: str) -> None:
        words = tr("Saved: {title}", title=title or tr("Untitled"))
        self._shell.window.toast.say(words)
        self.said.say(words, self.card.window.geometry())

    # ---- the key

    def _pressed(self) -> None:
        self.card.open()
        self.hotkey.bring_forward(int(self.card.window.winId()))

    def _use_key(self, keys: str) -> None:
        """Have this key, or none, from now on, and say what came of it."""
        try:
            if keys:
                self.hotkey.grab(keys)
            else:
                self.hotkey.release()
        except BrainError as error:
            if keys != self._remembered.hotkey:  # the one before is let go by then
                with suppress(BrainError):
                    self.hotkey.grab(self._remembered.hotkey)
            self._miss_key(f"{error.words} {error.hint}")
            return
        self._remembered.hotkey = keys
        self._tell_key(tr("{keys} opens it while Second Brain runs.", keys=keys) if keys else "")

    def _tell_key(self, words: str) -> None:
        if self.settings is not None:
            self.settings.say_key(words)

    def _miss_key(self, words: str) -> None:
        """There is no key: said where it was chosen, else where a person sees it."""
        self._tell_key(words)
        if self.settings is None or not self.settings.isVisible():
            self._shell.window.notice.say(tr("The key for quick capture does not work. {why}", why=words))

    # ---- settings

    def _made_dialog(self) -> QDialog:
        dialog = _Dialog(self._shell.window)
        dialog.setWindowTitle(tr("Capturing"))
        settings = self.settings = CaptureSettings(
            self._shell.theme,
            self._remembered,
            hotkey=self.hotkey.possible,
            tray=Tray.possible(),
            parent=dialog,
        )
        settings.key_wanted.connect(self._use_key)
        settings.tray_wanted.connect(self._show_tray)
        settings.stay_wanted.connect(self._stay)
        settings.folder_wanted.connect(self._watch)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(settings)
        dialog.resize(PLAIN, dialog.sizeHint().height())
        return dialog

    def _show_tray(self, shown: bool) -> None:
        self._remembered.show("tray", shown)
        self.tray.show(shown)

    def _stay(self, wanted: bool) -> None:
        self._remembered.stays = wanted
        self.tray.stay(wanted)

    # ---- the folder

    def _watch(self, folder: str) -> None:
        self._remembered.watched = folder
        if self.settings is not None:
            self.settings.show_folder(folder)
        self.watching.watch(folder)

    def _tell_folder(self, words: str) -> None:
        self._shell.window.toast.say(words)
        if self.settings is not None:
            self.settings.say_folder(words)


class _Dialog(QDialog):
    """Never lower than what it says: Qt itself does not ask lines that wrap how tall they are."""

    def event(self, event: QEvent) -> bool:
        """Called by Qt."""
        heeded = super().event(event)
        column = self.layout()
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and column is not None:
            self.setMinimumHeight(column.totalHeightForWidth(self.width()))
        return heeded
