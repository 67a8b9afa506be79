"""Where an account's tokens are: in the system's keyring, or nowhere but in this program's memory.

Owns that choice and says which one holds. A keyring is trusted after something was written to it, read and taken out
again; where there is none, or it is locked or silent, nothing falls back to a file, and the person is told.
"""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from uuid import UUID

from core import BrainError, forget_secret, read_secret, write_secret

PATIENCE = 30.0  # seconds: time to type a password into the keyring's own window


class Holding(StrEnum):
    """Where the tokens are."""

    KEYRING = "in this system's keyring"
    SESSION = "for this session only"


@dataclass(frozen=True, slots=True)
class Kept:
    """An account's tokens. `expires_at` is in seconds since 1970, by the clock here. `insecure`: plain http was
    agreed to."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: float = 0.0
    insecure: bool = False


class Vault:
    """The tokens of one notebook's account. Safe to share between threads."""

    def __init__(self, brain_home: str, account: UUID | None = None, patience: float = PATIENCE) -> None:
        """`brain_home` tells the notebooks of one person apart. Nothing is asked of the keyring yet."""
        self._name = f"account {brain_home}" if account is None else f"account {account} {brain_home}"
        self._patience = patience
        self._lock = threading.Lock()
        self._kept: Kept | None = None
        self._looked = False
        self.holding = Holding.KEYRING
        self.trouble: BrainError | None = None
        """Why the keyring does not hold them; None while it does."""

    def read(self) -> Kept | None:
        """The tokens, or None where none are kept. Raises BrainError when the keyring cannot be asked; it is asked
        again then."""
        with self._lock:
            if self._kept is None and not self._looked:
                text = read_secret(self._name, self._patience)
                self._looked = True
                self._kept = _read(text)
            return self._kept

    def write(self, kept: Kept) -> None:
        """Keep these. Where the keyring does not take them they are kept for this session; `holding` says so."""
        with self._lock:
            self._kept, self._looked = kept, True
            try:
                write_secret(self._name, json.dumps(asdict(kept)), self._patience)
                self.holding, self.trouble = Holding.KEYRING, None
            except BrainError as problem:
                self.holding, self.trouble = Holding.SESSION, problem

    def forget(self) -> None:
        """Keep none any more. Raises BrainError when the keyring cannot be asked; the ones in memory are gone all
        the same."""
        with self._lock:
            self._kept, self._looked = None, True
            if self.holding is Holding.KEYRING:
                forget_secret(self._name, self._patience)

    def probe(self) -> None:
        """Write something to the keyring, read it and take it out again. Raises BrainError in words when that fails."""
        name, value = f"{self._name} probe", secrets.token_urlsafe(16)
        write_secret(name, value, self._patience)
        same = read_secret(name, self._patience) == value
        forget_secret(name, self._patience)
        if not same:
            raise BrainError(
                "The system's keyring does not give back what it was given.",
                "Sign-in would last for this session only. Unlock the keyring, then try again.",
            )


def _read(text: str | None) -> Kept | None:
    if text is None:
        return None
    try:
        return Kept(**json.loads(text))
    except (ValueError, TypeError):
        return None
