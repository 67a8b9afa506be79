"""Where an account's tokens are: in the system's keyring, or nowhere but in this program's memory.

Owns that choice and says which one holds. A keyring is trusted after something was written to it, read and taken out
again; where there is none, or it is locked or silent, nothing falls back to a file, and the person is told. A window and
a command line share one keyring, so whoever exchanges tokens does so alone, with what is in the keyring at that moment.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from core import BrainError, forget_secret, read_secret, tr, write_secret
from sync.alone import alone

PATIENCE = 30.0  # seconds: time to type a password into the keyring's own window
_SHORTLY = 5.0  # seconds for a keyring that has just refused


class Holding(StrEnum):
    """Where the tokens are."""

    KEYRING = "in this system's keyring"
    SESSION = "for this session only"


@dataclass(frozen=True, slots=True)
class Kept:
    """An account's tokens. `expires_at` is in seconds since 1970, by the clock here. `insecure`: plain http was
    agreed to. Out of the keyring comes no `access` where there is a `refresh`: it is asked for then."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: float = 0.0
    insecure: bool = False


class Vault:
    """The tokens of one notebook's account. Safe to share between threads."""

    def __init__(self, brain_home: str, account: UUID | None = None, patience: float = PATIENCE) -> None:
        """`brain_home` tells the notebooks of one person apart. Nothing is asked of the keyring yet."""
        self._name = f"account {brain_home}" if account is None else f"account {account} {brain_home}"
        self._gate = Path(brain_home) / "account.lock"
        self._patience = patience
        self._lock = threading.Lock()
        self._exchanging = threading.Lock()
        self._kept: Kept | None = None
        self._looked = False
        self.holding: Holding | None = None
        """Where they are; None before they were found or written."""
        self.trouble: BrainError | None = None
        """Why the keyring does not hold them; None while nothing says so."""

    def read(self) -> Kept | None:
        """The tokens, or None where none are kept. Raises BrainError when the keyring cannot be asked; it is
        asked again then."""
        with self._lock:
            return self._kept if self._kept is not None or self._looked else self._found()

    def latest(self) -> Kept | None:
        """The tokens as `read` gives them, but with another process's newer ones in place of those that are known here.
        Raises BrainError when the keyring cannot be asked: what could not be kept must not be exchanged."""
        with self._lock:
            return self._kept if self.holding is Holding.SESSION else self._found()

    def write(self, kept: Kept) -> None:
        """Keep these. Where the keyring does not take them they are kept for this session, until a `probe` succeeds;
        `holding` says so. No older ones stay in the keyring as far as it can be told."""
        with self._lock:
            self._kept, self._looked = kept, True
            if self.trouble is None:
                try:
                    write_secret(self._name, _text(kept), self._patience)
                except BrainError as problem:
                    self.trouble = problem
            if self.trouble is None:
                self.holding = Holding.KEYRING
            else:
                self.holding = Holding.SESSION
                self._clear_quietly()

    def forget(self) -> None:
        """Keep none any more. Raises BrainError when the keyring holds some and cannot be asked; the ones in memory are
        gone all the same."""
        with self._lock:
            session_only = self.holding is Holding.SESSION
            self._kept, self._looked, self.holding = None, True, None
            if session_only:
                self._clear_quietly()
            else:
                forget_secret(self._name, self._patience)

    def probe(self) -> None:
        """Write something to the keyring, read it and take it out again. Raises BrainError in words when that fails; the
        keyring is not given anything then until a probe succeeds."""
        name, value = f"{self._name} probe", secrets.token_urlsafe(16)
        try:
            write_secret(name, value, self._patience)
            same = read_secret(name, self._patience) == value
            forget_secret(name, self._patience)
            if not same:
                raise BrainError(
                    tr("The system's keyring does not give back what it was given."),
                    tr("Sign-in would last for this session only. Unlock the keyring, then try again."),
                )
        except BrainError as problem:
            self.trouble = problem
            raise
        self.trouble = None

    @contextlib.contextmanager
    def exchanging(self) -> Iterator[None]:
        """While tokens are exchanged for new ones: nobody else does, in this process or another one of this notebook."""
        with self._exchanging, alone(self._gate):
            yield

    def _found(self) -> Kept | None:
        """What the keyring gives; with what is known here beside it, where that is of the same tokens."""
        found = _read(read_secret(self._name, self._patience))
        known = self._kept
        self._looked = True
        if found is None or known is None or found.refresh != known.refresh or not found.refresh:
            self._kept = found
        self.holding = None if found is None else Holding.KEYRING
        return self._kept

    def _clear_quietly(self) -> None:
        """Leave no older tokens in a keyring that did not take newer ones: they would be read at the next start."""
        with contextlib.suppress(BrainError):
            forget_secret(self._name, min(self._patience, _SHORTLY))


class InMemory(Vault):
    """Tokens in this program's memory; no keyring is ever asked."""

    def __init__(self, kept: Kept) -> None:
        """It holds these."""
        super().__init__("")
        self._kept, self._looked, self.holding = kept, True, Holding.SESSION

    def write(self, kept: Kept) -> None:
        """Keep these."""
        self._kept = kept

    def forget(self) -> None:
        """Keep none any more."""
        self._kept = None

    def probe(self) -> None:
        """There is nothing to try."""

    @contextlib.contextmanager
    def exchanging(self) -> Iterator[None]:
        """No other process knows of these."""
        with self._exchanging:
            yield


def _text(kept: Kept) -> str:
    """What goes into a keyring. Some take no more than 1 280 characters, and an access token may be long; it is soon
    over besides, so where another can be asked for it is not stored at all."""
    stored: dict[str, object] = {"refresh": kept.refresh, "insecure": kept.insecure}
    if not kept.refresh:
        stored |= {"access": kept.access, "expires_at": kept.expires_at}
    return json.dumps(stored)


def _read(text: str | None) -> Kept | None:
    try:
        told = json.loads(text or "")
        return Kept(
            str(told.get("access", "")),
            str(told["refresh"]),
            float(told.get("expires_at", 0)),
            told.get("insecure") is True,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
