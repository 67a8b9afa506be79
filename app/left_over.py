"""What was typed before a sudden end and cannot be taken into the notes at the next start, as on a full disk.

Owns that the notebook opens all the same, that it is tried again, and that nothing is written before it: what is typed into
such a note meanwhile would take the place of its draft. It refuses to know why it did not succeed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from app.notice import Notice
from app.workspace import Workspace
from core import Brain, BrainError, Draft, tr

_AGAIN_MS = 10_000


@dataclass(frozen=True, slots=True)
class Untaken:
    """Drafts that stay drafts for now, and why. Those of the notes `but` are written elsewhere."""

    drafts: tuple[Draft, ...]
    why: BrainError
    but: Collection[UUID]

    @property
    def new(self) -> frozenset[UUID]:
        """The ids of notes that are not there yet."""
        return frozenset(draft.memory_id for draft in self.drafts if not draft.base_version)


def take(brain: Brain, but: Collection[UUID]) -> Untaken | None:
    """Make history of what a sudden end left behind, but of these notes; what could not be taken, if that is so."""
    try:
        brain.recover_drafts(but)
    except BrainError as error:
        return Untaken(tuple(each for each in brain.drafts() if each.memory_id not in but), error, but)
    return None


class LeftOver(QObject):
    """What one window could not take yet."""

    def __init__(self, workspace: Workspace, untaken: Untaken, notice: Notice) -> None:
        super().__init__(workspace)
        self._workspace, self._untaken, self._notice = workspace, untaken, notice
        workspace.first = lambda brain: brain.recover_drafts(untaken.but)
        self._again = QTimer(self, interval=_AGAIN_MS)
        self._again.timeout.connect(self._try)
        self._again.start()

    def say(self) -> None:
        """Say that it is in no note yet, and why."""
        why, text = self._untaken.why, "\n\n".join(each.content for each in self._untaken.drafts)
        self._notice.offer(
            tr(
                "What you typed before the program ended is kept, but is in no note yet. {why}", why=why.words
            ),
            tr("{hint} It is taken into its note by itself.", hint=why.hint),
            tr("Copy the text"),
            lambda: QGuiApplication.clipboard().setText(text),
            whose=self,
        )

    def _try(self) -> None:
        tasks = self._workspace.tasks
        tasks.write(self._workspace.do_first, lambda _: self._taken(), owner=self, failed=self._not_yet)

    def _taken(self) -> None:
        self._again.stop()
        words = tr("What you typed before the program ended is in its note now.")
        self._notice.withdraw(self)
        self._notice.offer(words, "", "", None, yields=True)

    def _not_yet(self, error: Exception) -> None:
        if not isinstance(error, BrainError):
            raise error
