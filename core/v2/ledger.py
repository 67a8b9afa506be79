"""What became of every row of an import: counted for the report, and written into the manifest as it is decided.

Owns that nothing is decided about a row without being counted. A dry run has no manifest. Refuses to know why.
"""

from __future__ import annotations

from uuid import UUID

from core.v2.manifest import ManifestWriter, Row
from core.v2.report import Outcome, Tally
from core.v2.values import SetAside


class Ledger:
    """One import's book."""

    def __init__(self, tally: Tally, manifest: ManifestWriter | None = None) -> None:
        self.tally = tally
        self._manifest = manifest

    def took(
        self, item: Row, outcome: Outcome, memory_id: UUID | None = None, text: str | None = None
    ) -> None:
        """The row is in the notebook; `memory_id` is the note that it is, or that it belongs to now. `text` is that of a
        note which was made of something that is none."""
        self.tally.took(item, outcome, memory_id)
        if self._manifest is not None:
            self._manifest.row(item, outcome, memory_id, text)

    def aside(self, row: SetAside) -> None:
        """The row was not taken."""
        self.tally.set_aside(row)
        if self._manifest is not None:
            self._manifest.aside(row)
