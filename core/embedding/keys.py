"""Secrets in the system's keyring, and nowhere else: the key for OpenAI, the tokens of an account.

Owns which keyrings are trusted: those of the systems themselves, never one that writes a plain file. A keyring may ask the
person to unlock it, so every call waits on a thread of its own and gives up in time. A secret is never part of an error.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from core.errors import BrainError
from core.language import tr

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")


class KeyringState(StrEnum):
    """What the system's keyring is for us at the moment."""

    NONE = "none"
    """The system has none that is trusted."""
    LOCKED = "locked"
    """It is there, and a person has to unlock it."""
    SILENT = "silent"
    """It is there, and does not answer or refuses."""
    EMPTY = "empty"
    """It is open and keeps no key of ours."""
    KEPT = "kept"
    """It is open and keeps the key for OpenAI."""


SERVICE = "second-brain"
OPENAI = "openai"
PATIENCE = 60.0  # seconds: long enough to type a password into the keyring's own window
_TRUSTED = {
    *("keyring.backends.SecretService", "keyring.backends.libsecret", "keyring.backends.kwallet"),
    *("keyring.backends.Windows", "keyring.backends.macOS"),
}


def read_key(patience: float = PATIENCE) -> str | None:
    """The key, or None when none is kept. Raises BrainError when the keyring is missing, locked or silent."""
    return read_secret(OPENAI, patience)


def write_key(key: str, patience: float = PATIENCE) -> None:
    """Keep this key in place of any other. Raises BrainError as `read_key` does."""
    write_secret(OPENAI, key.strip(), patience)


def forget_key(patience: float = PATIENCE) -> None:
    """Keep no key any more; nothing happens when there is none. Raises BrainError as `read_key` does."""
    forget_secret(OPENAI, patience)


def read_secret(name: str, patience: float = PATIENCE) -> str | None:
    """The secret that is kept under a name, or None. Raises BrainError when the keyring is missing, locked or silent."""
    return _asked(lambda ring: ring.get_password(SERVICE, name), patience)


def write_secret(name: str, secret: str, patience: float = PATIENCE) -> None:
    """Keep a secret under a name, in place of any other. Raises BrainError as `read_secret` does."""
    _asked(lambda ring: ring.set_password(SERVICE, name, secret), patience)


def forget_secret(name: str, patience: float = PATIENCE) -> None:
    """Keep nothing under that name any more. Raises BrainError as `read_secret` does."""

    def forget(ring: KeyringBackend) -> None:
        if ring.get_password(SERVICE, name) is not None:
            ring.delete_password(SERVICE, name)

    _asked(forget, patience)


def trusted_keyring() -> KeyringBackend | None:
    """The system's own keyring, the preferred one where there are several; None where there is none."""
    from keyring.backend import get_all_keyring

    trusted = [ring for ring in get_all_keyring() if type(ring).__module__ in _TRUSTED]
    return max(trusted, key=lambda ring: float(ring.priority), default=None)


def keyring_state(patience: float = PATIENCE) -> KeyringState:
    """How the system's keyring is. It is never asked to be unlocked where that can be known before, and no error is raised:
    one that does not answer in time is SILENT."""

    def look(ring: KeyringBackend) -> KeyringState:
        if _is_locked(ring):
            return KeyringState.LOCKED
        kept = ring.get_password(SERVICE, OPENAI) is not None
        return KeyringState.KEPT if kept else KeyringState.EMPTY

    try:
        return _asked(look, patience)
    except BrainError as problem:
        return KeyringState.NONE if isinstance(problem.__cause__, _NoKeyring) else KeyringState.SILENT


def _is_locked(ring: KeyringBackend) -> bool:
    """Only the Secret Service says so beforehand; others ask the person."""
    if type(ring).__module__ != "keyring.backends.SecretService":
        return False
    import secretstorage

    bus = secretstorage.dbus_init()
    try:
        return bool(secretstorage.get_default_collection(bus).is_locked())
    finally:
        bus.close()


def _asked(question: Callable[[KeyringBackend], T], patience: float) -> T:
    """The keyring's answer, if it comes in time. A silent keyring keeps its thread, which ends with the program."""
    answers: list[T] = []
    problems: list[Exception] = []

    def ask() -> None:
        try:
            ring = trusted_keyring()
            if ring is None:
                raise _NoKeyring
            answers.append(question(ring))
        except Exception as error:  # noqa: BLE001 - a keyring's backends raise what their systems raise
            problems.append(error)

    thread = threading.Thread(target=ask, name="keyring", daemon=True)
    thread.start()
    thread.join(patience)
    if answers:
        return answers[0]
    raise _told(problems) from (problems[0] if problems and isinstance(problems[0], _NoKeyring) else None)


class _NoKeyring(Exception):
    pass


def _told(problems: list[Exception]) -> BrainError:
    if not problems:
        return BrainError(
            tr("The system's keyring does not answer."), tr("Unlock it if it asks you to, then try again.")
        )
    if isinstance(problems[0], _NoKeyring):
        return BrainError(
            tr("This system has no keyring that a secret could be kept in."),
            tr("On Linux, install and start GNOME Keyring or KWallet."),
        )
    kind = type(problems[0]).__name__  # its words might hold what was asked for
    return BrainError(
        tr("The system's keyring refused ({kind}).", kind=kind),
        tr("Unlock it, allow Second Brain to use it, then try again."),
    )
