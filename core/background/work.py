"""Long work as the one sees it who wants it done, and as the work sees the one for whom it is done.

Owns what the two can say to each other. Where the work is done is another's business: here in the same program, on the
thread that asks. It refuses to know what the work is.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from core.brain import Brain

T = TypeVar("T")
Kind = Literal["stop", "pause", "order"]
Said = tuple[Kind, Any]
Heard = Callable[[Any], None]
Answers = Callable[[Any], Any]
Work = Callable[["Brain", "Window"], T]
"""A function of a module, or a `partial` of one with values: what can be named to another process. Its result, what it tells
and what it raises can travel as well."""


class Orders:
    """What is said to a piece of work while it is under way. Safe from any thread; what is said early is not lost."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._listener: Callable[[Said], None] | None = None
        self._stopped = False
        self._paused = False
        self._orders: deque[Any] = deque()

    def stop(self) -> None:
        """Stop at the next clean point. Work that rests stops, too."""
        self.say("stop", None)

    def pause(self, paused: bool) -> None:
        """Rest at the next clean point, or go on. Work that was asked to stop does not rest any more."""
        self.say("pause", paused)

    def give(self, order: object) -> None:
        """Something that this kind of work understands."""
        self.say("order", order)

    @property
    def paused(self) -> bool:
        """Whether the work rests, or will at its next clean point."""
        return self._paused

    def say(self, kind: Kind, value: Any) -> None:
        """One of the three."""
        with self._changed:
            if kind == "stop":
                self._stopped, self._paused = True, False
            elif kind == "pause":
                self._paused = value and not self._stopped
            elif self._listener is None:
                self._orders.append(value)
            if self._listener is not None:
                self._listener((kind, value))
            self._changed.notify_all()

    def follow(self, listener: Callable[[Said], None]) -> None:
        """From now on this one hears what is said, and first what was said before. It must not wait."""
        with self._changed:
            self._listener = listener
            for order in self._orders:
                listener(("order", order))
            self._orders.clear()
            if self._paused:
                listener(("pause", True))
            if self._stopped:
                listener(("stop", None))

    def unfollow(self) -> None:
        """Nobody hears it any more: what is said from now on waits for whoever follows, or does the work, next."""
        with self._changed:
            self._listener = None

    # ---- what the work asks

    def cancelled(self) -> bool:
        """Whether the work should stop at the next clean point. While it is to rest, the answer waits."""
        with self._changed:
            self._changed.wait_for(lambda: not self._paused)
            return self._stopped

    def next(self, seconds: float) -> list[Any]:
        """The orders that came since the last time; waits so long for the first one, or until it is to stop."""
        with self._changed:
            self._changed.wait_for(lambda: self._orders or self._stopped, seconds)
            orders = list(self._orders)
            self._orders.clear()
            return orders


@dataclass(frozen=True, slots=True)
class Window:
    """The one for whom work is done. What `tell` says is heard, whatever comes after it; of what is given to `show` the
    latest counts, as of a progress; `ask` waits for an answer."""

    orders: Orders
    tell: Heard
    show: Heard
    ask: Answers

    def cancelled(self) -> bool:
        """As of its orders."""
        return self.orders.cancelled()


class Background(Protocol):
    """Where long work is done."""

    def do(self, work: Work[T], orders: Orders, heard: Heard = ..., answers: Answers = ...) -> T:
        """Have this work done, and give its result or raise what it raised; `heard` and `answers` are called meanwhile, on
        a thread that is not the window's. Raises Cancelled after `close`."""

    def close(self) -> None:
        """No more work, ever; what is under way is asked to stop, and waited for."""


def unheard(_told: Any) -> None:
    """Nobody listens."""


def unanswered(question: Any) -> Any:
    """Nobody answers."""
    raise LookupError(f"nobody answers {question!r}")


class InProcess:
    """Work is done in this program, on the thread of whoever wants it."""

    def __init__(self, brain: Brain) -> None:
        self._brain = brain

    def do(self, work: Work[T], orders: Orders, heard: Heard = unheard, answers: Answers = unanswered) -> T:
        """As `Background`."""
        return work(self._brain, Window(orders, heard, heard, answers))

    def close(self) -> None:
        """There is nothing to end: the threads are the caller's."""
