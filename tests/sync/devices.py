"""Devices of one person at a server in memory: what tests of rounds begin with."""

from __future__ import annotations

from uuid import UUID

from core import Account, Memory
from sync.far import Server
from sync.round import BatchSize, Round
from tests.sync.simulation.notebook import Notebook

ME = UUID(int=1)


def device_at(server: Server, number: int = 1) -> Notebook:
    """An empty notebook that is signed in."""
    notebook = Notebook(UUID(int=100 + number))
    notebook.join(Account("https://team", "me", ME, server.log_id(), f"device {number}"))
    return notebook


def travel(notebook: Notebook, server: Server, size: BatchSize | None = None) -> Round:
    """One round; what it counted is in its tally."""
    done = Round(notebook, server, size or BatchSize())
    done.run()
    return done


def write(notebook: Notebook, content: str) -> Memory:
    """A new note."""
    memory = Memory.create(content, ME)
    notebook.write(memory)
    return memory


def edit(notebook: Notebook, memory: Memory, content: str) -> None:
    """Another text of a note that is here."""
    notebook.write(notebook.notes[memory.id].update(content))
