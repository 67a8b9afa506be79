"""The migration from a v2, as the window and the command line use it: look, plan, run, resume, verify, undo.

`Migration` is the whole face of this room. Everything runs on the caller's thread and can be stopped: `told` hears where it
is, `cancelled` is asked every few hundred rows. Refuses to know who asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from core.errors import BrainError
from core.progress import Stop, never, unheard
from core.store.database import Database
from core.store.log import Log
from core.v2.batch import Batch, Undoing, Verified
from core.v2.choices import AS_THEY_ARE, Choices, Sources
from core.v2.plan import Plan, Recognized
from core.v2.report import Report
from core.v2.run import import_dump
from core.v2.source import recognize
from core.v2.standing import Standing, Told


class Migration:
    """The way from a v2 into one notebook, and back."""

    def __init__(self, database: Database, log: Log, user_id: UUID, home: Path) -> None:
        self._database = database
        self._log = log
        self._user_id = user_id
        self._home = home

    def recognize(self, path: Path) -> Recognized:
        """What a file or folder is, told in milliseconds by looking into it. BrainError when no v2 left such a thing."""
        found = recognize(path)
        return Recognized(path.name, found.kind, found.words, found.size)

    def sources(self, paths: Sequence[Path], database: str | None = None) -> Sources:
        """The files as what they are, whatever they are called. Raises BrainError when one is nothing that a v2 left behind,
        and when there are two dumps."""
        kinds: dict[str, list[Path]] = {}
        for path in paths:
            kinds.setdefault(self.recognize(path).kind, []).append(path)
        dumps = kinds.get("dump", [])
        if len(dumps) + bool(database) > 1:
            raise BrainError("An import reads one dump or one database at a time.", "Choose one of them.")
        return Sources(
            dump=dumps[0] if dumps else None,
            database=database,
            qdrant=tuple(kinds.get("qdrant", ())),
            attachments=tuple(kinds.get("attachments", ())),
        )

    def plan(
        self, sources: Sources, choices: Choices = AS_THEY_ARE, told: Told = unheard, cancelled: Stop = never
    ) -> Plan:
        """Read everything once and say what an import would do; nothing is written. Raises Cancelled when it was stopped."""
        assert sources.dump is not None
        report = import_dump(
            self._log,
            self._user_id,
            sources.dump,
            dry_run=True,
            progress=lambda done, total: told(Standing("reading", "", done, total)),
            cancelled=cancelled,
        )
        return Plan(sources, (), report, (), (), 0.0, 0, -1)

    def run(
        self, sources: Sources, choices: Choices = AS_THEY_ARE, told: Told = unheard, cancelled: Stop = never
    ) -> Report:
        """Bring everything in. An import of the same sources that was stopped or killed is gone on with.

        When `cancelled` answers True, what was read so far is written and the report is not `finished`.
        """
        assert sources.dump is not None
        return import_dump(
            self._log,
            self._user_id,
            sources.dump,
            progress=lambda done, total: told(Standing("reading", "", done, total)),
            cancelled=cancelled,
        )

    def batches(self) -> tuple[Batch, ...]:
        """All imports from a v2 into this notebook, the newest first."""
        raise NotImplementedError

    def resumable(self) -> Batch | None:
        """The newest import, if it was not finished and its files are still where they were on this machine."""
        raise NotImplementedError

    def resume(self, batch: UUID, told: Told = unheard, cancelled: Stop = never) -> Report:
        """Go on with an unfinished import, with its own sources and choices."""
        raise NotImplementedError

    def retry(self, batch: UUID, told: Told = unheard, cancelled: Stop = never) -> Report:
        """Try the rows of a finished import again that were set aside; what came in is not touched. Its report becomes new."""
        raise NotImplementedError

    def report(self, batch: UUID) -> Report:
        """The report of an import, as it was written at its end. Raises BrainError when it is not on this machine."""
        raise NotImplementedError

    def verify(self, batch: UUID | None = None, told: Told = unheard, cancelled: Stop = never) -> Verified:
        """Compare the notebook today with what an import brought, the newest one if none is named."""
        raise NotImplementedError

    def undoing(self, batch: UUID) -> Undoing:
        """What undoing an import would do. Nothing is changed."""
        raise NotImplementedError

    def undo(
        self, batch: UUID, *, everything: bool = False, told: Told = unheard, cancelled: Stop = never
    ) -> Undoing:
        """Take an import back. Notes that were used since are kept unless `everything` is to go."""
        raise NotImplementedError
