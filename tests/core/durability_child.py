"""A program that is going to be killed: writes notes as fast as it can and reports what was acknowledged.

Started once, it forks a child for each line on its standard input, because importing everything anew each time
would be most of the test. Each child opens the notebook itself and prints `pid N`, then one line for each change that the
core said was done: the note's id, its version and the SHA-256 of its text.
"""

from __future__ import annotations

import os
import random
import sys
from importlib import import_module
from uuid import UUID

from core import Brain, BrainError, open_brain
from core.typed import text_hash


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # one write, so a line is whole or not there


def _work(brain: Brain, chance: random.Random) -> None:
    mine: list[UUID] = []
    while True:
        if not mine or chance.random() < 0.5:
            memory_id = brain.create_memory("word " * chance.randint(1, 3_000), tags=["killed"]).memory
            mine.append(memory_id)
        else:
            memory_id = chance.choice(mine)
            text = brain.memory(memory_id).content
            at = chance.randint(0, len(text))
            brain.update_memory(memory_id, text[:at] + "typed " + text[at:])
        memory = brain.memory(memory_id)
        _say(f"{memory_id} {memory.version} {text_hash(memory.content)}")


def _child(home: str, seed: str) -> None:
    _say(f"pid {os.getpid()}")
    try:
        with open_brain(home) as brain:
            _work(brain, random.Random(seed))
    except BrainError as error:
        _say(f"told {error}")
    finally:
        os._exit(0)


if __name__ == "__main__":
    for module in ("core.brain", "core.store.cluster"):
        import_module(module)  # before the forks, which is the point of them
    for line in sys.stdin:
        if os.fork() == 0:
            _child(sys.argv[1], line)
        os.wait()
        _say("ended")
