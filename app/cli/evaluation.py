"""Many queries from a file, each answered with a line of ids and scores: what an evaluation or a script needs.

Owns the two forms of lines. A line that is none is told with its number and the rest goes on; a text that is no query is
looked for as plain words, because sentences of people are full of colons and quotes that mean nothing.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import typer

from app.cli.asked import Asked

if TYPE_CHECKING:
    from core import Hit, Mode, SearchResult

Search = Callable[[str], "SearchResult"]
LONGEST_LINE = 1 << 20  # bytes
_BOM = b"\xef\xbb\xbf"
_PIECE = re.compile(r"\S+")
_CLOSING = ".,;:!?*"
_OPERATOR = "OR"
_TRIES = 8  # pieces that are made plain one by one; then all of them are


class _NoQuery(Exception):
    """A line that does not say what to look for; the message says why."""


def answer(asked: Asked, path: Path, limit: int, mode: Mode) -> None:
    """Print {"id", "hits": [{"id", "source_id", "score"}]} for every line {"id", "text"} of the file, as they come.

    Ends with exit code 1 when some line could not be read.
    """
    bad = 0
    with _opened(path) as file, asked.brain() as brain:
        for number, line in _lines(file):
            try:
                id_, text = _query(line)
            except _NoQuery as reason:
                bad += 1
                asked.screen.aside(f"Line {number}: {reason}")
                continue
            found, remark = in_words(text, lambda query: brain.search(query, limit, mode))
            if remark:
                asked.screen.aside(f"Line {number}: {remark}")
            hits = [{"id": str(hit.id), "source_id": hit.source_id, "score": hit.score} for hit in found]
            sys.stdout.write(json.dumps({"id": id_, "hits": hits}, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    if bad:
        raise typer.Exit(1)


def in_words(text: str, search: Search) -> tuple[tuple[Hit, ...], str]:
    """The hits of a sentence, and what had to be said about it.

    Where the query language misunderstands a piece of the sentence, that piece is looked for as it stands; where that does
    not help, every piece is. What is no query even then has no hits.
    """
    from core import QueryError

    remark, asked = "", text
    for left in range(_TRIES, -1, -1):
        try:
            return search(asked).hits, remark
        except QueryError as error:
            remark = remark or f"{error.words} Looked for as plain words."
            place = (error.start, max(error.end, error.start + 1)) if left > 1 else (0, len(asked))
            asked = plain(asked, *place)
    return (), f"{remark} Nothing could be looked for."


def plain(text: str, start: int, end: int) -> str:
    """The text with what stands from `start` to `end` made words that mean nothing but themselves."""

    def literal(match: re.Match[str]) -> str:
        return match[0] if match.end() <= start or match.start() >= end else _literal(match[0])

    return _PIECE.sub(literal, text).strip()


def _literal(piece: str) -> str:
    word = piece.replace('"', " ").strip(" ()'").rstrip(_CLOSING).lstrip("-")
    if not any(each.isalnum() for each in word):
        return ""
    return word if word.isalnum() and word != _OPERATOR else f'"{word}"'


def _query(line: bytes) -> tuple[Any, str]:
    if len(line) > LONGEST_LINE:
        raise _NoQuery(f"it is longer than {LONGEST_LINE >> 20} MB.")
    try:
        values = json.loads(line.decode())
    except UnicodeDecodeError:
        raise _NoQuery("it is not in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise _NoQuery(f"it is not JSON ({error.msg}, column {error.colno}).") from None
    except (ValueError, RecursionError):
        raise _NoQuery("it holds a number or a nesting that is beyond all measure.") from None
    if not isinstance(values, dict) or "id" not in values or not isinstance(values.get("text"), str):
        raise _NoQuery('it is not of the form {"id": …, "text": "…"}.')
    return values["id"], values["text"]


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Every line that is not blank, with its number; of one that is too long, a little more than is allowed."""
    number, going_on = 0, False
    while piece := file.readline(LONGEST_LINE + 1):
        begins, going_on = not going_on, not piece.endswith(b"\n")
        if begins:
            number += 1
            if line := piece.removeprefix(_BOM if number == 1 else b"").strip():
                yield number, line


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    from core import BrainError

    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise BrainError(f"{path} cannot be read: {error.strerror}.", "No query was asked.") from error
    with file:
        yield file
