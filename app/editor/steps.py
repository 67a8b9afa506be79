"""The steps of a document that can be undone: those that a person typed, and those that came from elsewhere.

Owns which are which, so that undoing takes back what was typed here and leaves alone what others wrote since. Knows neither
notes nor the notebook.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextDocument

from app.editor.plaintext import splice_into, text_of
from core import Splice, merge_text, splices_between

_PAUSE_MS = 1_000  # what is typed after it is a step of its own


class Steps:
    """The steps of one document."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._brought: list[int] = []  # how many steps there were after each that came from elsewhere
        # Qt adds letters to the step before as long as the document is modified: hours later, too.
        self._pause = QTimer(document, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: document.setModified(False))

    def bring(self, text: str, splices: Iterable[Splice]) -> None:
        """Put what came from elsewhere into the document, whose text is `text`."""
        splice_into(self._document, text, splices)
        self._brought.append(self._document.availableUndoSteps())

    def typed(self) -> None:
        """The person did something: what was undone before it cannot come back."""
        there = self._document.availableUndoSteps()
        self._brought = [steps for steps in self._brought if steps <= there]
        self._pause.start()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step that was typed."""
        there = self._document.availableUndoSteps()
        return there > sum(1 for steps in self._brought if steps <= there)

    def undo(self) -> None:
        """Take back the last step that was typed. What came from elsewhere after it is put in again; then it cannot be done
        again."""
        document, now = self._document, text_of(self._document)
        came_in = False
        while self._brought and self._brought[-1] == document.availableUndoSteps():
            self._brought.pop()
            document.undo()
            came_in = True
        before = text_of(document)
        document.undo()
        if came_in:
            undone = text_of(document)
            self.bring(undone, splices_between(undone, merge_text(before, undone, now).text))
