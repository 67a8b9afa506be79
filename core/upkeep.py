"""The upkeep of a notebook's database: its condition, what can be mended, words that wait to be counted, and the proof that
nothing but the log is needed.

All of it is about what is derived, or guards what is not: neither the log nor a note is ever changed by it. Refuses to know
when it is due, and what is told of it where.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.progress import Progress, Stop, never, unheard

if TYPE_CHECKING:
    from core.checks import Check
    from core.store.blobs import Blobs
    from core.store.database import Database
    from core.store.health import Health
    from core.store.replay import Replayed


class Upkeep:
    """The upkeep of one notebook: `brain.upkeep`. May be used from any thread."""

    def __init__(self, database: Database, blobs: Blobs) -> None:
        self._database = database
        self._blobs = blobs

    def health(self) -> Health:
        """The condition of the database: what it is, how much it holds, and whether all is well with it."""
        from core.store.health import health

        return self._database.ask(health, self._blobs)

    def mend(
        self, checks: Iterable[Check], progress: Progress = unheard, cancelled: Stop = never
    ) -> tuple[str, ...]:
        """Mend what these findings of `health` say can be mended; what was done, a sentence each. Raises Cancelled between
        two of them; what was mended stays."""
        from core.store.mending import mend

        return mend(self._database, checks, progress, cancelled)

    def prepare_search(self, progress: Progress = unheard, cancelled: Stop = never) -> None:
        """Count the words of very many new notes; a few are counted by the next search. Safe to stop and to call again."""
        from core.store.vocabulary import count_all

        count_all(self._database, progress, cancelled)

    def replay(self, progress: Progress = unheard) -> Replayed:
        """Prove that the log alone gives the live tables."""
        from core.store.replay import replay

        return replay(self._database, progress)
