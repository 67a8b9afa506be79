"""Pieces of work that the tests have done in another process."""

from __future__ import annotations

import os
import signal
import threading
import time
from uuid import UUID

from core import Brain, BrainError, VersionConflict, Window, new_id, tr


def write_note(brain: Brain, _window: Window, text: str) -> int:
    """Write a note; the number of the process that did."""
    brain.create_memory(text)
    return os.getpid()


def clash(_brain: Brain, _window: Window, note: UUID) -> None:
    """What went wrong can be understood."""
    raise VersionConflict(note, 3, 5)


def stumble(_brain: Brain, _window: Window) -> None:
    """A bug."""
    raise ZeroDivisionError("of all things")


class Unpackable(Exception):
    """What went wrong cannot travel as it is."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


def stumble_strangely(_brain: Brain, _window: Window) -> None:
    """A bug, with an exception that does not travel."""
    raise Unpackable("one", "two")


def give_a_lock(_brain: Brain, _window: Window) -> object:
    """What comes out cannot travel."""
    return threading.Lock()


class Unreadable:
    """Can be packed, and not unpacked."""

    def __reduce__(self) -> tuple[object, ...]:
        return int, ("no number",)


def give_what_nobody_can_read(_brain: Brain, _window: Window) -> object:
    """What comes out cannot be read where it arrives."""
    return Unreadable()


def ask_at_the_end(_brain: Brain, window: Window) -> object:
    """Go on until it is to stop, and ask the window then."""
    window.tell(os.getpid())
    while not window.cancelled():
        time.sleep(0.01)
    time.sleep(0.2)
    return window.ask("anything else")


def count_up(_brain: Brain, window: Window, most: int) -> int:
    """Tell each of some, and show very many."""
    for number in range(most):
        window.tell(("told", number))
    for number in range(100 * most):
        window.show(("shown", number))
    return most


def until_stopped(_brain: Brain, window: Window) -> str:
    """Go on until it is to stop."""
    window.tell(os.getpid())
    while not window.cancelled():
        window.tell(time.monotonic())
        time.sleep(0.01)
    return "stopped in good order"


def repeat_orders(_brain: Brain, window: Window, number: int) -> list[object]:
    """Take some orders."""
    window.tell("ready")
    taken: list[object] = []
    while len(taken) < number and not window.cancelled():
        taken += window.orders.next(10)
    return taken


def ask(_brain: Brain, window: Window, question: object) -> object:
    """Ask the window."""
    return window.ask(question)


def say_in_words(_brain: Brain, _window: Window) -> str:
    """What is said here is said in the window's language."""
    raise BrainError(tr("The sea is {color}.", color="blue"))


def be_killed(brain: Brain, _window: Window) -> None:
    """Write, and be ended from outside at once."""
    brain.create_memory("written before the end")
    os.kill(os.getpid(), signal.SIGKILL)


def print_something(_brain: Brain, _window: Window) -> str:
    """What a library prints does not disturb what is told."""
    print("a library prints this", flush=True)  # noqa: T201 - that is what is tried
    return str(new_id())
