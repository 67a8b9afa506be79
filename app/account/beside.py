"""Sync in the process beside the window: the engine as the window has it, and the work that is done there.

Owns what the two say to each other. The tokens stay with the window: the system's keyring knows it, and what is kept for a
session only is in its memory. It refuses to know how notes travel.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core import Brain, Orders, Window

if TYPE_CHECKING:
    from app.account.engine import Came, Stood, Stop
    from core import Background
    from sync.vault import Vault

_LOOK = 0.1  # seconds between two looks whether it is to stop
_ORDERS = ("poke", "now", "online", "pause", "resume", "verify", "accept_held", "keep_held")


class Beside:
    """The engine. What is wanted of it is passed on; what it tells is heard on the thread of `run`."""

    def __init__(
        self, background: Background, brain: Brain, vault: Vault, received: Came, changed: Stood
    ) -> None:
        self._background = background
        self._brain = brain
        self._vault = vault
        self._hears: dict[str, Callable[[Any], None]] = {"came": received, "stood": changed}
        self._orders = Orders()
        self._ended = False
        brain.files.fetch = self._fetch

    def run(self, stop: Stop) -> None:
        """Stay in touch with the server until `listen` hears that it is to stop."""
        try:
            if not stop():
                self._background.do(sync, self._orders, self._hear, self._answer)
        finally:
            self._ended = True

    def listen(self, stop: Stop) -> None:
        """Wait for the word to stop, and pass it on."""
        while not self._ended and not stop():
            time.sleep(_LOOK)
        self._orders.stop()

    def poke(self) -> None:
        """As of `sync.syncing.Sync`, and so are the others."""
        self._orders.give("poke")

    def now(self) -> None:
        self._orders.give("now")

    def online(self) -> None:
        self._orders.give("online")

    def pause(self) -> None:
        self._orders.give("pause")

    def resume(self) -> None:
        self._orders.give("resume")

    def verify(self) -> None:
        self._orders.give("verify")

    def accept_held(self) -> None:
        self._orders.give("accept_held")

    def keep_held(self) -> None:
        self._orders.give("keep_held")

    def close(self) -> None:
        """Nothing is fetched any more."""
        self._brain.files.fetch = None

    def _fetch(self, sha256: str) -> Any:
        from sync.files import bring  # what travels on request does so here: somebody waits for it

        return bring(self._brain, sha256, self._vault)

    def _hear(self, told: Any) -> None:
        kind, value = told
        self._hears[kind](value)

    def _answer(self, question: Any) -> Any:
        name, *values = question
        return getattr(self._vault, name)(*values)


def sync(brain: Brain, window: Window) -> None:
    """Stay in touch with the server of the notebook's account until it is to stop."""
    from app.account.connection import Connection
    from sync.asking import AskedVault
    from sync.watching import stay_in_touch

    engine = Connection(
        brain,
        AskedVault(str(brain.home), window.ask),
        lambda received: window.tell(("came", received)),
        lambda standing: window.tell(("stood", standing)),
    )

    def take_orders() -> None:
        for order in window.orders.next(_LOOK):
            assert order in _ORDERS
            getattr(engine, order)()

    try:
        stay_in_touch(engine, window.cancelled, take_orders)
    finally:
        engine.close()
