"""A program that writes into a notebook and syncs it at the same time, until it is killed."""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from core import open_brain
from sync.account import connected
from sync.pace import FullJitter
from sync.syncing import Sync
from sync.vault import InMemory, Kept
from sync.watching import watch
from tests.fixtures.hands import Hands

_PAUSE = 0.06  # seconds at most between two things that the hands do
_HURRY = 0.1  # of them are followed by asking for a round: nobody waits out the back-off


def write(home: Path, database: str, token: str, said: Path) -> None:
    """Each text that the notebook has becomes a line of `said`, and only then: whoever reads may count on it. What is wrong
    with sync ends it, too. Sign the notebook in before."""
    chance = random.Random()
    over = threading.Event()
    with open_brain(home, database) as brain, ThreadPoolExecutor(1) as threads:
        client = connected(brain, InMemory(Kept(token, "", 0.0)))
        assert client is not None, "it is signed in"
        sync = Sync(brain.replica, lambda _: client, FullJitter())
        hands = Hands(chance, _sayer(said))
        syncing = threads.submit(watch, sync, brain.replica, over.is_set)
        try:
            while not syncing.done():
                hands.do(brain)
                sync.poke()
                if chance.random() < _HURRY:
                    sync.now()
                time.sleep(chance.uniform(0, _PAUSE))
        finally:
            over.set()
            syncing.result()


def heard(said: Path) -> set[str]:
    """The texts that the notebook had by the writer's words; a line that death cut does not count."""
    told = said.read_text() if said.exists() else ""
    return {json.loads(line) for line in told.splitlines(keepends=True) if line.endswith("\n")}


def _sayer(said: Path) -> Callable[[str], None]:
    descriptor = os.open(said, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def say(text: str) -> None:
        os.write(descriptor, f"{json.dumps(text)}\n".encode())

    return say
