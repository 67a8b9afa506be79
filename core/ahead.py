"""Reading ahead: a source is read in a thread of its own while its reader is busy, for instance waiting for a database."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import TypeVar

from core.giving_way import give_way

T = TypeVar("T")

_CHUNK = 250  # items that travel together, because handing over costs more than an item
_CHUNK_WEIGHT = 2_000_000  # and fewer when they are heavy
_CHUNKS = 8  # at most so many wait: with the weight, this bounds the memory


class _End:
    """The source has ended, with an error or without."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def _light(_: object) -> int:
    return 0


def ahead(items: Iterable[T], weigh: Callable[[T], int] = _light) -> Generator[T, None, None]:
    """The same items in the same order, read a bounded way ahead. `weigh` says how many bytes an item holds, more or less.
    An error of the source is raised where it was met; a reader that stops early stops the source."""
    waiting: Queue[list[T] | _End] = Queue(_CHUNKS)
    stopped = Event()
    thread = Thread(target=_read, args=(iter(items), weigh, waiting, stopped), daemon=True)
    thread.start()
    try:
        while not isinstance(chunk := waiting.get(), _End):
            yield from chunk
        if chunk.error is not None:
            raise chunk.error
    finally:
        stopped.set()
        thread.join()


def _read(
    items: Iterator[T], weigh: Callable[[T], int], waiting: Queue[list[T] | _End], stopped: Event
) -> None:
    chunk: list[T] = []
    weight = 0
    error: BaseException | None = None
    try:
        for item in items:
            give_way()
            chunk.append(item)
            weight += weigh(item)
            if len(chunk) >= _CHUNK or weight >= _CHUNK_WEIGHT:
                _put(waiting, chunk, stopped)
                chunk, weight = [], 0
            if stopped.is_set():
                return
    except BaseException as raised:  # noqa: BLE001 - it is raised again where it is read
        error = raised
    _put(waiting, chunk, stopped)
    _put(waiting, _End(error), stopped)


def _put(waiting: Queue[list[T] | _End], chunk: list[T] | _End, stopped: Event) -> None:
    while not stopped.is_set():
        try:
            waiting.put(chunk, timeout=0.1)
        except Full:
            continue
        return
