"""Where a person has been in one window, to go back and forward. Pure: knows no window."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core import View

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Step:
    """A place, and the note that was open there."""

    view: View
    note: UUID | None


class Trail:
    """Steps in their order, and which of them is the present one. The oldest are forgotten."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._at = -1

    def went(self, step: Step) -> None:
        """The person went there; what was ahead is given up. The same step again is none."""
        if self._at >= 0 and self._steps[self._at] == step:
            return
        self._steps = [*self._steps[: self._at + 1], step][-_LONGEST:]
        self._at = len(self._steps) - 1

    def go(self, by: int) -> Step | None:
        """One step back (-1) or forward (1); None when there is none."""
        if not self.leads(by):
            return None
        self._at += by
        return self._steps[self._at]

    def leads(self, by: int) -> bool:
        """Whether there is a step back (-1) or forward (1)."""
        return 0 <= self._at + by < len(self._steps)

    def notes(self) -> list[UUID]:
        """The notes that were open, the last one first, each once."""
        return list(dict.fromkeys(each.note for each in reversed(self._steps) if each.note is not None))
