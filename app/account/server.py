"""The real thing behind `app.account.engine`: the client half of `sync`, imported when it is first needed.

Owns the one vault of a notebook's tokens in this program, so that what is kept for a session only is there for all who ask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from app.account.engine import Device
from core import InProcess

if TYPE_CHECKING:
    from app.account.connection import Connection
    from app.account.engine import Came, Engine, Entry, SpacesThere, Stood, Stop
    from core import Background, Brain, BrainError
    from sync.vault import Vault

_SHORTLY = 5.0  # seconds that somebody waits for the keyring who only wants to know whether tokens are there


class TeamServer:
    """The server that a notebook is signed in to."""

    def __init__(self, background: Background | None = None) -> None:
        """`background` is where sync is done; without one, in this program."""
        self._background = background
        self._vault: Vault | None = None

    def engine(self, brain: Brain, received: Came, changed: Stood) -> Engine | None:
        """Sync of this notebook in the background; None where nobody is signed in. Nothing is sent yet."""
        if not _signed_in(brain):
            return None
        from app.account.beside import Beside

        background = self._background or InProcess(brain)
        return Beside(background, brain, self._kept_in(brain), received, changed)

    def connection(self, brain: Brain, received: Came, changed: Stood) -> Connection | None:
        """The same in this program, for whoever waits for each round."""
        if not _signed_in(brain):
            return None
        from app.account.connection import Connection

        return Connection(brain, self._kept_in(brain), received, changed)

    def watch(self, brain: Brain, connection: Connection, stop: Stop) -> None:
        """Stay in touch until `stop`, on threads of its own."""
        from sync.watching import watch

        watch(connection, brain.replica, stop)

    def need_keyring(self, brain: Brain) -> None:
        """Raise BrainError, in words, where no keyring would keep the tokens."""
        self._kept_in(brain).probe()

    def sign_in(self, brain: Brain, entry: Entry) -> BrainError | None:
        """Sign in. What keeps the keyring from holding the tokens, which are kept for this session then; None where nothing
        does. Raises BrainError, with nothing changed, when signing in does not come about."""
        from sync.account import sign_in

        return sign_in(
            brain,
            entry.server,
            entry.username,
            entry.password,
            device_name=entry.device_name,
            ca_file=entry.ca_file,
            insecure=entry.insecure,
            vault=self._kept_in(brain),
        ).trouble

    def sign_out(self, brain: Brain) -> BrainError | None:
        """Sign out; at the server too, where it can be told. In words, why it was not; None where it was."""
        from sync.account import sign_out

        return sign_out(brain, self._kept_in(brain))

    def rename(self, brain: Brain, name: str) -> None:
        """Call this device so, here and at the server."""
        from sync.account import rename_device

        rename_device(brain, name, self._kept_in(brain))

    def devices(self, brain: Brain) -> Sequence[Device]:
        """The devices of the account, this one first, then the one that was seen last."""
        from sync.account import devices

        found = [
            Device(
                each.device_id,
                each.name,
                this=each.device_id == brain.device_id,
                last_seen=each.last_seen,
                behind=max(0, each.head - each.position),
            )
            for each in devices(brain, self._kept_in(brain))
        ]
        return sorted(found, key=lambda each: (not each.this, -each.last_seen.timestamp()))

    def forget(self, brain: Brain, device: UUID) -> None:
        """Forget a device that is gone for good."""
        from sync.account import connected
        from sync.protocol import API

        client = connected(brain, self._kept_in(brain))
        if client is not None:
            try:
                client.plain("DELETE", f"{API}/devices/{device}")
            finally:
                client.line.close()

    def spaces(self, brain: Brain, hurry: Callable[[], object]) -> SpacesThere:
        """The spaces of the account. `hurry` sends what waits, on another thread. Raises BrainError where nobody is signed
        in; close it when it was asked."""
        from sync.spaces import SpacesThere

        return SpacesThere(brain, self._kept_in(brain), hurry)

    def tokens(self, brain: Brain) -> str:
        """Where what signs this notebook in is: "keyring", "session", or "none" where the keyring does not give it out."""
        from core import BrainError
        from sync.vault import Holding, Vault

        vault = self._vault or Vault(str(brain.home), patience=_SHORTLY)
        try:
            kept = vault.read()
        except BrainError:
            return "none"
        if kept is None:
            return "none"
        return "keyring" if vault.holding is Holding.KEYRING else "session"

    def _kept_in(self, brain: Brain) -> Vault:
        if self._vault is None:
            from sync.account import vault_of

            self._vault = vault_of(brain)
        return self._vault


def _signed_in(brain: Brain) -> bool:
    account = brain.replica.account()
    return account is not None and account.signed_in
