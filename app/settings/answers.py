"""Which model answers searches by meaning, where there is more than one to choose from.

Owns the choice as it is shown. A model of OpenAI can be chosen only while a person agrees that notes are sent there; what
another one has read stays, so the way back costs nothing. It refuses to know how a model is changed.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import words
from app.migration.ticks import Pick
from app.settings.facts import Facts
from app.theme import Theme
from core import EmbeddingModel, is_cloud, tr


class Answers(QWidget):
    """A line for each model that has read notes; none where there is no choice."""

    wanted = Signal(str)
    """The person wants this one to answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._said: list[tuple[EmbeddingModel, bool]] = []
        self.picks: dict[str, Pick] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(tr("The model that answers"))
        self.hide()

    def tell(self, now: Facts) -> None:
        """How it stands."""
        read = [each for each in now.models if each.serving or (each.embedded and not each.imported)]
        said = [(each, now.consent.given or not is_cloud(each.name)) for each in read]
        if said != self._said:
            self._said = said
            self._show()
        self.setVisible(len(said) > 1)

    def _show(self) -> None:
        held = next((name for name, pick in self.picks.items() if pick.hasFocus()), "")
        for pick in self.picks.values():
            pick.hide()
            pick.deleteLater()
        self.picks = {each.name: self._pick(each, able=able) for each, able in self._said}
        if held in self.picks:  # else the keyboard would be nowhere, and Esc lead nowhere
            self.picks[held].show()
            self.picks[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, model: EmbeddingModel, *, able: bool) -> Pick:
        values = {
            "model": model.name,
            "done": words.figure(model.embedded),
            "notes": words.notes(model.total),
        }
        if is_cloud(model.name):
            told = tr("{model}, at OpenAI: {done} of {notes}", **values)
        else:
            told = tr("{model}, on this machine: {done} of {notes}", **values)
        pick = Pick(self._theme, told)
        pick.setChecked(model.serving)
        pick.setEnabled(able)
        pick.clicked.connect(lambda: self.wanted.emit(model.name))
        self._column.addWidget(pick)
        return pick
