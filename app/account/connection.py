"""Sync of a notebook with the server of its account: the engine, and the connections that it makes.

Imported when somebody is signed in, and no sooner: the libraries of the network take their time.
"""

from __future__ import annotations

from app.account.engine import Came, Stood
from app.account.told import Standing
from core import Account, Brain, BrainError, Stop, tr
from sync.account import connected
from sync.client import Client
from sync.files import Files, bring
from sync.pace import FullJitter
from sync.plain import plainly
from sync.syncing import Status, Sync
from sync.vault import Vault


class Connection(Sync):
    """The engine. Close it when nobody runs it any more."""

    def __init__(self, brain: Brain, vault: Vault, received: Came, changed: Stood) -> None:
        super().__init__(
            brain.replica,
            self._connect,
            FullJitter(),
            plain=plainly(brain),
            files=self._file,
            received=received,
            changed=lambda status: changed(_standing(status)),
        )
        self._brain = brain
        self._vault = vault
        self._clients: list[Client] = []
        self._of_files: Files | None = None
        brain.files.fetch = lambda sha256: bring(brain, sha256, vault)

    def now(self) -> None:
        """A person wants a round now, and files that did not get through to be tried again behind it."""
        if self._of_files is not None:
            self._of_files.hurry()
        super().now()

    def close(self) -> None:
        """Close the connections."""
        self._brain.files.fetch = None
        while self._clients:
            self._clients.pop().line.close()

    def _file(self, stop: Stop) -> bool:
        return self._of_files is not None and self._of_files.step(stop)

    def _connect(self, _account: Account) -> Client:
        client = connected(self._brain, self._vault)
        if client is None:  # signed out a moment ago
            raise BrainError(tr("Nobody is signed in here any more."))
        self._clients.append(client)
        self._of_files = Files(self._brain, client)
        return client


def _standing(status: Status) -> Standing:
    return Standing(
        status.word,
        status.waiting,
        f"{status.detail} {status.hint}".strip(),
        status.held,
        status.compared,
        status.account.verified_at if status.account else None,
        status.last,
        texts_only=status.account is not None and status.account.plain,
    )
