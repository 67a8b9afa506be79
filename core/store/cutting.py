"""Who cuts the words of notes that are about to be written: this process, or for many notes one beside it.

Owns the process beside this one: when it is started and asked, and that its end is no loss. Cutting takes a third of an
import's time and holds Python's lock meanwhile; beside it, a dump is read and rows are copied. What a word is stands in
`core.store.lexemes`. Knows no database.
"""

from __future__ import annotations

import os
import subprocess
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from core.memory import Memory
from core.own_process import own_process
from core.store.cluster.programs import NO_CONSOLE
from core.store.cutter import Cuttable, receive_parts, send_notes
from core.store.lexemes import Part, parts_of

Cut = Callable[[Sequence[Memory]], Iterator[list[Part]]]
"""Begins to cut these memories; gives the parts of each, in their order."""

_LITTLE = 100_000  # characters, some 0.2 seconds: so much is cut here, because the process has to start first
_CHUNK = 60_000  # characters that travel together: a tenth of a second
_PATIENCE = 120.0  # seconds for a chunk: the largest notes take some twenty


def cut_here(memories: Iterable[Memory]) -> Iterator[list[Part]]:
    """Cut memories in this process, each when it is asked for."""
    return (parts_of(*cuttable(memory)) for memory in memories)


def cuttable(memory: Memory) -> Cuttable:
    """What decides about a memory's words."""
    return Cuttable(
        memory.content,
        memory.tags,
        memory.metadata,
        is_linked(memory),
        [each.name for each in memory.attachments],
    )


def is_linked(memory: Memory) -> bool:
    """Whether a note links to another one, beside its text."""
    return any(link.kind != "conflict" for link in memory.links)


class Cutter:
    """Cuts many notes in a process of its own, which is there from the first time that it is needed until `close`.

    If that process cannot be started, or dies, all is cut in this one. For one thread at a time.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._talk = ThreadPoolExecutor(1, "cutter")
        self._lost = False

    def cut(self, memories: Sequence[Memory]) -> Iterator[list[Part]]:
        """A `Cut`. Nothing is waited for before the first parts are asked for."""
        if self._lost or sum(len(each.content) for each in memories) < _LITTLE:
            return cut_here(memories)
        asked = deque((chunk, self._talk.submit(self._ask, chunk)) for chunk in _chunks(memories))
        return self._parts(asked)

    def close(self) -> None:
        """End the process. What it was asked for and nobody took is forgotten."""
        self._lost = True
        if self._process is not None:
            self._process.kill()  # it holds nothing that could be lost, and may be in the middle of a long note
        self._talk.shutdown(cancel_futures=True)
        if self._process is not None:
            _put_away(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _parts(self, asked: deque[tuple[list[Memory], Future[list[list[Part]]]]]) -> Iterator[list[Part]]:
        while asked:
            chunk, answer = asked.popleft()
            yield from self._answer(chunk, answer)

    def _answer(self, chunk: list[Memory], answer: Future[list[list[Part]]]) -> Iterable[list[Part]]:
        try:
            return answer.result(_PATIENCE)
        except (OSError, EOFError, ValueError):  # OSError: also when it took too long
            self._lost = True
            if self._process is not None:
                self._process.kill()
            return cut_here(chunk)

    def _ask(self, chunk: list[Memory]) -> list[list[Part]]:
        """In the thread that talks to the process. Raises OSError, EOFError or ValueError when that is not to be had."""
        if self._lost:
            raise EOFError
        try:
            if self._process is None:
                self._process = _started()
            to, answers = _pipes(self._process)
            send_notes(to, map(cuttable, chunk))
            found = receive_parts(answers)
        except BaseException:
            self._lost = True  # half a note may be on its way, so nothing can be asked any more
            raise
        return found


def _started() -> subprocess.Popen[bytes]:
    command, environment = own_process("core.store.cutter", "--cut-words")
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=os.sep,
        env=environment,
        start_new_session=True,
        creationflags=NO_CONSOLE,
    )


def _put_away(process: subprocess.Popen[bytes]) -> None:
    process.wait()
    for pipe in _pipes(process):
        with suppress(OSError):  # what was still to be written is wanted by nobody
            pipe.close()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def _chunks(memories: Iterable[Memory]) -> Iterator[list[Memory]]:
    chunk: list[Memory] = []
    weight = 0
    for memory in memories:
        chunk.append(memory)
        weight += len(memory.content)
        if weight >= _CHUNK:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk
