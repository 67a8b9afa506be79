"""How much the log grows in an hour of work in a note of 20 kB."""

from __future__ import annotations

import random

from core.store.engine import Connection
from tests.bench import ground
from tests.bench.figures import Figure

_GOAL = 1_000_000


def run() -> list[Figure]:
    """An hour of an author: bursts of typing with rests, edits all over the text, an event at each rest of five seconds
    and at least every two minutes, as the editor does it."""
    chance = random.Random(4)
    with ground.home() as place, ground.notebook(0, place) as brain:
        text = " ".join(ground.text(chance, number) for number in range(55))[:20_000]
        memory = brain.create_memory(text).memory
        before, at, events = brain._database.ask(_size), len(text), 0
        seconds = 0.0
        while seconds < 3_600:
            burst = min(chance.expovariate(1 / 20), 120)  # seconds of typing until the hand rests
            if chance.random() < 0.4:
                at = chance.randrange(len(text))
            typed = "".join(chance.choices("abcdefghij klmnop\n", k=int(burst * 4)))  # four keys a second
            removed = int(len(typed) * chance.uniform(0, 0.9))
            text = text[:at] + typed + text[at + removed :]
            at += len(typed)
            brain.write(memory, text, brain.memory(memory).version)
            events += 1
            seconds += burst + 5 + chance.expovariate(1 / 5)
        grown = brain._database.ask(_size) - before
    seen = f"{grown / 1_000:.0f} kB in {events} events, their indexes included"
    return [Figure("log growth, an hour of typing in a 20 kB note", "≤ 1 MB", seen, grown <= _GOAL)]


def _size(connection: Connection) -> int:
    """Bytes of the table, what it keeps out of line, and its indexes."""
    row = connection.execute("select pg_total_relation_size('events')").fetchone()
    assert row
    return int(row[0])
