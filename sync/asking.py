"""The vault of a window, as a process beside it has it: it asks the window.

Owns nothing but the way: a keyring that opens for the window alone is asked by it, and tokens that are kept for a session
only are in its memory. Exchanging them is done by one process at a time, as for every vault of a notebook.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sync.vault import Kept, Vault


class AskedVault(Vault):
    """A vault elsewhere. `ask` is given a name of what a `Vault` does and its values, and gives the answer or raises."""

    def __init__(self, brain_home: str, ask: Callable[[Any], Any]) -> None:
        super().__init__(brain_home)
        self._ask = ask

    def read(self) -> Kept | None:
        """As there."""
        kept: Kept | None = self._ask(("read",))
        return kept

    def latest(self) -> Kept | None:
        """As there."""
        kept: Kept | None = self._ask(("latest",))
        return kept

    def write(self, kept: Kept) -> None:
        """As there."""
        self._ask(("write", kept))

    def forget(self) -> None:
        """As there."""
        self._ask(("forget",))

    def probe(self) -> None:
        """As there."""
        self._ask(("probe",))
