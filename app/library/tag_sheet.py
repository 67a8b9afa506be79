"""The sheet that renames, merges or removes a tag: what will change is said before, with its figures.

Owns the field and the words. How many notes there are and which tags exist is told from outside.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app import words
from app.announcing import Calm
from app.popover import Popover
from app.sizes import SHEET
from app.theme import GRID, Theme
from core import Affected, tr, tr_n

_LONGEST = 200  # characters of a name


class TagSheet(Popover):
    """One tag at a time."""

    renamed = Signal(str, str)
    """The tag and the name that it is to have."""
    removed = Signal(str)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._tag = ""
        self._affected: Affected | None = None
        self._known: frozenset[str] = frozenset()
        self._heading = QLabel(self)
        self._heading.setFont(theme.font("strong"))
        self._heading.setWordWrap(True)
        self._calm = Calm(self)
        self._told = QLabel(self)
        self._told.setObjectName("muted")
        self._told.setWordWrap(True)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(tr("New name of the tag"))
        self.field.setMaxLength(_LONGEST)
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        self.button = QPushButton(self)
        self.button.setProperty("primary", True)
        self._lay_out()
        self.field.textChanged.connect(self._say)
        self.field.returnPressed.connect(self._act)
        self.button.clicked.connect(self._act)

    def ask(self, tag: str, beside: QWidget, area: QRect, *, remove: bool = False) -> None:
        """Ask for a new name of the tag, or whether it is to be removed."""
        self._tag, self._affected = tag, None
        self._heading.setText(
            tr("Remove “{tag}” from all notes", tag=tag) if remove else tr("Rename “{tag}”", tag=tag)
        )
        self.setAccessibleName(self._heading.text())
        self.field.setVisible(not remove)
        self.field.setText(tag)
        self._say()
        self.open_beside(beside, area, SHEET)
        (self.button if remove else self.field).setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def know(self, tag: str, affected: Affected, tags: Iterable[str]) -> None:
        """What a change of the tag would touch, and which tags exist."""
        if tag == self._tag:
            self._affected, self._known = affected, frozenset(tags)
            self._offered.setStringList(sorted(self._known - {tag}, key=str.casefold))
            self._say()
            if self.field.isHidden() and self.hasFocus():  # the button could not have it before
                self.button.setFocus(Qt.FocusReason.PopupFocusReason)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self._heading)
        column.addLayout(row)
        column.addWidget(self._told)

    @property
    def _name(self) -> str:
        return " ".join(self.field.text().split()).lstrip("#").strip("/ ")

    def _say(self) -> None:
        affected, name = self._affected, self._name
        removing = self.field.isHidden()
        merging = not removing and name in self._known and name != self._tag
        self.button.setText(tr("Remove") if removing else tr("Merge") if merging else tr("Rename"))
        self.button.setEnabled(affected is not None and (removing or (bool(name) and name != self._tag)))
        if affected is None:
            self._told.setText(tr("Counting the notes…"))
            self.fit()
            return
        below = len([each for each in affected.tags if each != self._tag])
        told = [tr("Changes {notes}.", notes=words.notes(affected.notes))]
        if below:
            told.append(tr_n("{n} tag below it goes along.", "{n} tags below it go along.", below))
        if merging:
            told.append(tr("“{name}” is in use: the two become one.", name=name))
        self._told.setText(" ".join([*told, tr("Undo takes it back.")]))
        self.fit()
        self._calm.say(self._told.text())

    def _act(self) -> None:
        if not self.button.isEnabled():
            return
        self.dismiss()
        if self.field.isHidden():
            self.removed.emit(self._tag)
        else:
            self.renamed.emit(self._tag, self._name)
