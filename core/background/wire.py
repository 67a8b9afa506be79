"""Two processes of this program talking over two pipes.

Owns how a message travels: its length, then the values as Python packs them. Both ends are this program, with the same
rights, and nobody else can write into the pipes; what strangers wrote is never read by these means. It refuses to know
what the messages mean.
"""

from __future__ import annotations

import pickle
import threading
import traceback
from contextlib import suppress
from struct import Struct
from typing import IO, Any

from core.errors import BrainError

_LENGTH = Struct(">Q")


class Wire:
    """One end. Anyone may send; one thread receives."""

    def __init__(self, source: IO[bytes], to: IO[bytes]) -> None:
        self._source = source
        self._to = to
        self._sending = threading.Lock()

    def send(self, *message: Any) -> None:
        """Send it. Raises OSError when the other end is gone, and what packing raises before anything was sent."""
        packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        with self._sending:
            try:
                self._to.write(_LENGTH.pack(len(packed)))
                self._to.write(packed)
                self._to.flush()
            except ValueError as closed:
                raise BrokenPipeError from closed

    def receive(self) -> tuple[Any, ...]:
        """The next message. Raises EOFError when the other end is gone."""
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        message: tuple[Any, ...] = pickle.loads(self._exactly(length))  # noqa: S301 - packed by this program itself
        return message

    def hang_up(self) -> None:
        """Say no more; the other end receives EOFError."""
        with self._sending, suppress(OSError):  # the other end may be gone already
            self._to.close()

    def close(self) -> None:
        """Let go of both pipes. For the thread that receives, when the other end is gone."""
        self.hang_up()
        self._source.close()

    def _exactly(self, count: int) -> bytes:
        try:
            found = self._source.read(count)
        except (OSError, ValueError) as broken:
            raise EOFError from broken
        if len(found) != count:
            raise EOFError
        return found


def portable(error: Exception) -> Exception:
    """An exception as it can travel: itself, with where it was raised, or one that says the same."""
    where = "".join(traceback.format_exception(error))
    try:
        copy: Exception = pickle.loads(pickle.dumps(error))  # noqa: S301 - packed a moment ago
        faithful = str(copy) == str(error)
    except Exception:  # noqa: BLE001 - whatever keeps it from travelling
        faithful = False
    if not faithful:
        words = error.words if isinstance(error, BrainError) else ""
        error = BrainError(words, error.hint) if isinstance(error, BrainError) else RuntimeError(repr(error))
    error.add_note(f"In the process beside the window:\n{where}")
    return error
