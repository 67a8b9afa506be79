"""JSON lines: one note a line, in both directions.

Owns what a line may hold and what an export's line looks like. Reads a file of any size a line at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from core.errors import BrainError, InvalidMemory
from core.events import to_json
from core.exchange.names import beside
from core.exchange.placing import Placing
from core.exchange.record import Incoming, Refused, incoming
from core.exchange.tally import SetAside
from core.language import tr
from core.memory import Memory

LONGEST_LINE = 128 << 20  # bytes
_BOM = b"\xef\xbb\xbf"


class JsonLines:
    """A file of JSON lines. `read` counts the notes met so far, `total` is an estimate from the bytes read."""

    system = name = "jsonl"
    passed_over = 0
    left = ()

    def __init__(self, path: Path, placing: Placing | None = None) -> None:
        self._path = path
        self._placing = placing
        self._bytes = 0
        self.read = 0

    @property
    def total(self) -> int:
        """About how many notes there are; exact when everything was read."""
        size = self._path.stat().st_size
        return self.read if self._bytes >= size else max(self.read, self.read * size // (self._bytes or size))

    def notes(self, owner: UUID) -> Iterator[Incoming | SetAside]:
        """Every line that is not blank, as a note or with the reason why it is none."""
        try:
            with self._path.open("rb") as file:
                line = 0
                while piece := file.readline(LONGEST_LINE + 1):
                    line += 1
                    whole = len(piece) <= LONGEST_LINE
                    self._bytes += len(piece)
                    self._bytes += 0 if whole else _skip_line(file)
                    if text := piece.removeprefix(_BOM if line == 1 else b"").strip():
                        self.read += 1
                        yield self._note(text if whole else None, line, owner)
        except OSError as error:
            raise BrainError(
                tr("Reading {path} stopped: {reason}.", path=self._path, reason=error.strerror),
                tr("What was imported before is safe. Import the file again to go on; nothing comes twice."),
            ) from error

    def _note(self, text: bytes | None, line: int, owner: UUID) -> Incoming | SetAside:
        name = self._path.name
        values: dict[str, Any] = {}
        try:
            values = _values(text)
            note = incoming(values, self.system, owner, file=name, line=line)
            if self._placing is not None:
                for file in note.memory.attachments:
                    self._placing.bring(file.sha256, beside(self._path) / file.sha256, file.name)
            return note
        except Refused as refused:
            return SetAside(name, line, _id(values), refused.reason, refused.remedy)
        except InvalidMemory as invalid:
            return SetAside(name, line, _id(values), invalid.words, invalid.hint)


def line_of(memory: Memory) -> bytes:
    """A memory as a line of an export, in UTF-8 and with its line feed."""
    return to_json(memory.as_json()).encode() + b"\n"


def exact(text: str) -> float | str:
    """A JSON number with a point; as text when it has more digits than would survive."""
    number = float(text)
    return number if Decimal(text) == Decimal(repr(number)) else text


def _values(text: bytes | None) -> dict[str, Any]:
    if text is None:
        raise Refused(
            tr("The line is longer than {most} MB.", most=LONGEST_LINE >> 20),
            tr("Cut it into several notes."),
        )
    try:
        values = json.loads(
            text.decode(), object_pairs_hook=_object, parse_float=exact, parse_constant=_no_number
        )
    except UnicodeDecodeError:
        raise Refused(
            tr("The line is not in UTF-8."), tr("Save the file as UTF-8 and import again.")
        ) from None
    except json.JSONDecodeError as error:
        raise Refused(
            tr("The line is not JSON ({reason}, column {column}).", reason=error.msg, column=error.colno)
        ) from None
    except (ValueError, RecursionError):
        raise Refused(tr("The line holds a number or a nesting that is beyond all measure.")) from None
    if not isinstance(values, dict):
        raise Refused(tr("The line is no JSON object."))
    return values


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise Refused(tr("The line names something twice."), tr("Keep one of the two and import again."))
    return values


def _no_number(name: str) -> Any:
    raise Refused(tr("The line holds {name}, which is no number in JSON.", name=name))


def _id(values: dict[str, Any]) -> str | None:
    given = values.get("id")
    return None if given is None else str(given)[:100]


def _skip_line(file: Any) -> int:
    skipped = 0
    while piece := file.readline(1 << 20):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped
