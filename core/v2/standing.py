"""Where a plan or an import is, for whoever waits for it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from core.v2.report import TableCount

Phase = Literal["backup", "reading", "vectors", "files", "finishing", "verifying", "undoing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is being done, how far it is (`done` of `total`, in bytes of the sources or in notes; 0 in all when unknown), and
    what became of the rows so far, by table."""

    phase: Phase
    name: str = ""
    done: int = 0
    total: int = 0
    tables: tuple[TableCount, ...] = ()


Told = Callable[[Standing], None]
"""Hears where the work is, several times a second at most."""
