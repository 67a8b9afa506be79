"""The question that is asked while a person types: words answer at once, meaning joins them when it has its answer.

Owns what is asked, when, and which answers still count: a question that was typed over has none. It refuses to know how a
question is typed and how an answer looks.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.workspace import Workspace
from core import BrainError, Cancelled, Changes, Mode, QueryError, SearchResult

LIMIT = 100  # hits; who does not find it among these types another word
_AT_ONCE = 2  # questions under way: an old one may take long, and a lane stays free for other things
_TYPING_MS = 40
_CHANGED_MS = 400
_PATIENCE_MS = 600  # that a query may stay half typed before somebody says that it cannot be understood


class Asking(QObject):
    """One question at a time."""

    found = Signal(object, bool)
    """`core.SearchResult`, and whether it answers another question than the one before."""
    misread = Signal(object)
    """The `core.QueryError` of a question that cannot be understood. What was found before still stands."""
    cleared = Signal()
    """Nothing is asked any more."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._text = ""
        self._mode = Mode.BOTH
        self._by_meaning = False
        self._number = 0  # of the question; answers to an older one are let go
        # Of the one that waits: its number, by what, and by what after that.
        self._waiting: tuple[int, Mode, Mode | None] | None = None
        self._under_way = 0
        self._shown: tuple[str, Mode] | None = None
        self._result: SearchResult | None = None
        self._error: QueryError | None = None
        self._misread = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._ask)
        self._half_typed = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._half_typed.timeout.connect(self.insist)
        workspace.changed.connect(self._something_changed)

    @property
    def text(self) -> str:
        """What is asked."""
        return self._text

    @property
    def mode(self) -> Mode:
        """By what notes are to be found."""
        return self._mode

    @property
    def by_meaning(self) -> bool:
        """Whether meaning can answer at all."""
        return self._by_meaning

    @property
    def result(self) -> SearchResult | None:
        """The answer that stands, if something is asked."""
        return self._result

    @property
    def is_misread(self) -> bool:
        """Whether it was said of what is asked that it cannot be understood."""
        return self._misread

    def ask(self, text: str) -> None:
        """Ask this, as soon as the hand pauses; nothing when there is no word in it."""
        self._text = text
        self._forget()
        if text.strip():
            self._soon.start(_TYPING_MS)
        else:
            self._soon.stop()
            self._shown = self._result = None
            self.cleared.emit()

    def find_by(self, mode: Mode) -> None:
        """Ask by words, by meaning, or by both, from now on."""
        if mode is not self._mode:
            self._mode = mode
            self._again()

    def allow_meaning(self, possible: bool) -> None:
        """Say whether there is a model; without one, words answer alone."""
        if possible != self._by_meaning:
            self._by_meaning = possible
            self._again()

    def insist(self) -> bool:
        """The query is typed to its end: if it cannot be understood, say so now. Whether there was something to say."""
        self._half_typed.stop()
        error, self._error = self._error, None
        if error is not None:
            self._misread = True
            self.misread.emit(error)
        return error is not None

    def _again(self) -> None:
        if self._text.strip():
            self._forget()
            self._soon.start(0)

    def _forget(self) -> None:
        """Whatever is under way, nobody waits for it any more."""
        self._number += 1
        self._error, self._misread = None, False
        self._half_typed.stop()

    def _something_changed(self, _changes: Changes) -> None:
        if self._text.strip() and not self._soon.isActive():
            self._soon.start(_CHANGED_MS)

    def _ask(self) -> None:
        self._number += 1
        mode = self._mode if self._by_meaning else Mode.WORDS
        if mode is Mode.BOTH and self._shown != (self._text, mode):
            self._put(Mode.WORDS, then=mode)
        else:
            self._put(mode)

    def _put(self, mode: Mode, then: Mode | None = None) -> None:
        self._waiting = (self._number, mode, then)
        self._begin()

    def _begin(self) -> None:
        """Send the question that waits, if there is room: who types quickly must not fill every lane with old questions."""
        if self._waiting is None or self._under_way == _AT_ONCE:
            return
        (number, mode, then), self._waiting = self._waiting, None
        if number != self._number:
            return
        text = self._text
        self._under_way += 1

        def answered(result: SearchResult) -> None:
            self._ended()
            if number == self._number:
                self._answer(result, mode, then)

        def failed(error: Exception) -> None:
            self._ended()
            if number == self._number:
                self._failed(error)

        self._workspace.read(
            lambda brain: brain.search(text, LIMIT, mode, cancelled=lambda: number != self._number),
            answered,
            owner=self,
            failed=failed,
        )

    def _ended(self) -> None:
        self._under_way -= 1
        self._begin()

    def _answer(self, result: SearchResult, mode: Mode, then: Mode | None) -> None:
        # That words found nothing is said when meaning has found nothing either.
        if result.hits or then is None:
            self._show(result, then or mode)
        if then is not None:
            self._put(then)

    def _show(self, result: SearchResult, mode: Mode) -> None:
        asked = (self._text, mode)
        anew, self._shown = asked != self._shown, asked
        self._result, self._misread = result, False
        self.found.emit(result, anew)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, QueryError):
            self._error = error
            self._half_typed.start()
        elif isinstance(error, BrainError):
            self._workspace.trouble.emit(error)
        elif not isinstance(error, Cancelled):
            raise error
