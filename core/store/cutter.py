"""The process that cuts notes into words for another one of this program: `core.store.cutting` starts it and asks it.

Owns the form in which notes and their parts travel between the two, and the loop that answers. It lives as long as its
standard input: whoever started it may end in any way. Knows no database, and is quick to start because of that.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from struct import Struct
from typing import IO, Any, NamedTuple

from core.giving_way import give_way
from core.store.lexemes import PROPERTIES, Part, Tsvector, parts_of

_LENGTHS = Struct("!QQ")  # bytes of what is told about the words, and of the words


class Cuttable(NamedTuple):
    """What decides about the words of a note: see `core.store.lexemes.parts_of`."""

    content: str
    tags: Sequence[str]
    metadata: Mapping[str, Any]
    linked: bool
    files: Sequence[str]


def send_notes(to: IO[bytes], notes: Iterable[Cuttable]) -> None:
    """Ask for the parts of these notes."""
    _send(to, [note._replace(metadata=_deciding(note.metadata)) for note in notes], [])


def receive_parts(source: IO[bytes]) -> list[list[Part]]:
    """The answer: the parts of each note, equal to those that are cut in this process. Raises EOFError when none comes."""
    told, words = _receive(source)
    found, at = [], 0
    for note in told:
        give_way()
        parts = []
        for number, length, language, size in note:
            parts.append(Part(number, length, language, Tsvector(words[at : at + size])))
            at += size
        found.append(parts)
    return found


def answer_all(source: IO[bytes], to: IO[bytes]) -> None:
    """Cut what is asked for until nobody asks any more. Raises OSError when the answer is not wanted any more."""
    while True:
        try:
            notes, _ = _receive(source)
        except EOFError:
            return
        found = [parts_of(*note) for note in notes]
        told = [[(*part[:3], len(part.words)) for part in parts] for parts in found]
        _send(to, told, [part.words for parts in found for part in parts])


def main() -> int:
    """Answer whoever started this process. Its exit code."""
    try:
        answer_all(sys.stdin.buffer, sys.stdout.buffer)
    except (OSError, EOFError, KeyboardInterrupt):  # who asked is gone
        return 1
    return 0


def _deciding(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {name: metadata[name] for name in PROPERTIES if name in metadata}


def _send(to: IO[bytes], told: Sequence[Any], words: Sequence[bytes]) -> None:
    about = json.dumps(told, separators=(",", ":")).encode()
    to.write(_LENGTHS.pack(len(about), sum(map(len, words))))
    to.write(about)
    to.writelines(words)
    to.flush()


def _receive(source: IO[bytes]) -> tuple[list[Any], bytes]:
    about, words = _LENGTHS.unpack(_exactly(source, _LENGTHS.size))
    return json.loads(_exactly(source, about)), _exactly(source, words)


def _exactly(source: IO[bytes], count: int) -> bytes:
    found = source.read(count)
    if len(found) != count:
        raise EOFError
    return found


if __name__ == "__main__":
    sys.exit(main())
