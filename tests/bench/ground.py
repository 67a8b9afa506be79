"""What benchmarks stand on: a home folder with its server, and notebooks of any size in it."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from core import Brain, open_brain
from core.memory import Memory

_WORDS = (
    "garden star house bread river stone light paper winter music engine letter window coffee branch harbor mirror "
    "basket candle thread valley copper marble summer ticket hammer pepper saddle velvet walnut anchor bridge"
).split()


@contextmanager
def home() -> Iterator[Path]:
    """A home folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="second-brain-bench-") as folder:
        yield Path(folder) / "home"


@contextmanager
def notebook(notes: int, place: Path) -> Iterator[Brain]:
    """A notebook on the built-in database with this many notes of some 55 words."""
    with open_brain(place) as brain:
        fill(brain, notes)
        yield brain


def fill(brain: Brain, notes: int) -> None:
    """Add notes of some 55 words, a minute apart, through the one append."""
    chance = random.Random(notes)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    for first in range(0, notes, 2_000):
        batch = [
            Memory.create(
                text(chance, number),
                brain.user_id,
                chance.sample(_WORDS, chance.randint(0, 3)),
                created_at=start + timedelta(minutes=number),
            )
            for number in range(first, min(first + 2_000, notes))
        ]
        brain._log.append((), lambda _, batch=batch: batch)  # type: ignore[misc]  # a default binds this round's batch
    if notes:
        with bare(brain) as connection:
            connection.execute("vacuum analyze")


def text(chance: random.Random, number: int) -> str:
    """A note: a heading and some 55 words."""
    words = " ".join(chance.choices(_WORDS, k=50))
    return f"# {chance.choice(_WORDS).title()} {number}\n\n{words} word{chance.randrange(20_000)}."


def bare(brain: Brain) -> psycopg.Connection:
    """A plain connection to the notebook's own database, for baselines."""
    return psycopg.connect(brain._database.address, autocommit=True)
