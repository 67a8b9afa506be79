"""How capturing is set up: the key for everywhere, the tray, the folder that is watched, the tag of today's note.

Owns the fields. What they change is done by whoever is asked, and what comes of it is said below each field.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.capture.hotkey import SUGGESTED, or_else
from app.migration.sheet import stand_in
from app.migration.ticks import Tick
from app.remembered import Remembered
from app.sizes import KEY_FIELD, TAG_FIELD
from app.theme import GRID, Theme
from core import tr

_PORTABLE = QKeySequence.SequenceFormat.PortableText


class CaptureSettings(QWidget):
    """The fields, to be put into a window or a page."""

    key_wanted = Signal(str)
    """This key, in Qt's portable form, shall open the capture window from anywhere; none when empty."""
    tray_wanted = Signal(bool)
    stay_wanted = Signal(bool)
    """Closing the window shall leave the program in the tray."""
    folder_wanted = Signal(str)
    """This folder shall be watched; none when empty."""

    def __init__(
        self, theme: Theme, remembered: Remembered, *, hotkey: bool, tray: bool, parent: QWidget | None = None
    ) -> None:
        """`hotkey` and `tray` say whether this system has such things."""
        super().__init__(parent)
        self._theme = theme
        self._remembered = remembered
        self.use_key = Tick(theme, tr("Open the capture window from anywhere with"))
        self.key = QKeySequenceEdit(QKeySequence(remembered.hotkey or SUGGESTED, _PORTABLE), self)
        self._key_words = self._words(
            "" if hotkey else or_else(tr("This system gives a program no such key."))
        )
        self.use_tray = Tick(theme, tr("Show an icon in the system's tray"))
        self.stay = Tick(theme, tr("Closing the window leaves Second Brain in the tray"))
        self._tray_words = self._words("" if tray else tr("This desktop has no tray."))
        self.folder = QLabel(self)
        self.choose, self.stop = QPushButton(tr("Choose a folder…"), self), QPushButton(tr("Stop"), self)
        self._folder_words = self._words(
            tr(
                "Markdown and text files that are put there become notes, each once. The files stay as they are."
            )
        )
        self.tag = QLineEdit(remembered.journal_tag, self)
        self._lay_out(hotkey=hotkey, tray=tray)
        self._connect()
        self.show_folder(remembered.watched)

    def say_key(self, words: str) -> None:
        """What came of the last key."""
        self._key_words.setText(words)
        self._key_words.setVisible(bool(words))

    def say_folder(self, words: str) -> None:
        """How it stands with the folder."""
        self._folder_words.setText(words)
        self._folder_words.setVisible(bool(words))

    def show_folder(self, folder: str) -> None:
        """This folder is watched now."""
        self.folder.setText(folder or tr("No folder is watched."))
        self.stop.setVisible(bool(folder))

    def _lay_out(self, *, hotkey: bool, tray: bool) -> None:
        self.key.setMaximumSequenceLength(1)
        self.key.setMinimumWidth(KEY_FIELD)  # “Strg+Alt+Leertaste” is long
        self.key.setAccessibleName(tr("Key for the capture window"))
        for within in self.key.findChildren(QLineEdit):
            within.setAccessibleName(tr("Key for the capture window"))
            # It hands the focus back, so Shift+Tab would never leave.
            within.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.use_key.setChecked(bool(self._remembered.hotkey) and hotkey)
        for widget in (self.use_key, self.key):
            widget.setEnabled(hotkey)
        self.use_tray.setChecked(self._remembered.shown("tray") and tray)
        self.use_tray.setEnabled(tray)
        self.stay.setChecked(self._remembered.stays and tray)
        self.stay.setEnabled(self.use_tray.isChecked())
        self.tag.setAccessibleName(tr("Tag of today's note"))
        self.tag.setMaximumWidth(TAG_FIELD)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.setContentsMargins(6 * GRID, 5 * GRID, 6 * GRID, 5 * GRID)
        self._add(column, tr("Ways in"), (self.use_key, self.key), self._key_words, (self.use_tray,))
        column.addWidget(self.stay)
        column.addWidget(self._tray_words)
        for words in (self._key_words, self._tray_words):
            stand_in(words)
        self._tray_words.setVisible(not tray)
        self._add(
            column,
            tr("A folder that becomes notes"),
            (self.folder, self.choose, self.stop),
            self._folder_words,
        )
        self._add(column, tr("Tag of today's note"), (self.tag,))
        column.addStretch()

    def _add(self, column: QVBoxLayout, title: str, *lines: tuple[QWidget, ...] | QLabel) -> None:
        heading = QLabel(title, self)
        heading.setFont(self._theme.font("strong"))
        if column.count():
            column.addSpacing(3 * GRID)
        column.addWidget(heading)
        for line in lines:
            if isinstance(line, QLabel):
                column.addWidget(line)
                continue
            row = QHBoxLayout()
            row.setSpacing(2 * GRID)
            for widget in line:
                row.addWidget(widget)
            row.addStretch()
            column.addLayout(row)

    def _connect(self) -> None:
        self.use_key.toggled.connect(lambda _: self._want_key())
        self.key.editingFinished.connect(self._want_key)
        self.use_tray.toggled.connect(self.tray_wanted)
        self.use_tray.toggled.connect(self.stay.setEnabled)
        self.stay.toggled.connect(self.stay_wanted)
        self.choose.clicked.connect(self._choose)
        self.stop.clicked.connect(lambda: self.folder_wanted.emit(""))
        self.tag.editingFinished.connect(self._keep_tag)

    def _want_key(self) -> None:
        wanted = self.key.keySequence().toString(_PORTABLE) if self.use_key.isChecked() else ""
        if wanted != self._remembered.hotkey or self._key_words.text():
            self.key_wanted.emit(wanted)

    def _keep_tag(self) -> None:
        self._remembered.journal_tag = self.tag.text().strip().lstrip("#")
        self.tag.setText(self._remembered.journal_tag)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("A folder to watch"), self._remembered.watched or str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.folder_wanted)
        dialog.open()

    def _words(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setObjectName("muted")
        label.setWordWrap(True)
        label.setVisible(bool(words))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
