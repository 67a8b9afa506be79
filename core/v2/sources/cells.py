"""From the text of one cell to a value: times, JSON, arrays, vectors.

Owns what "not silently changed" means for each of them: a value that Python cannot hold exactly is refused here, and the
caller keeps its text. Pure.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Literal

import jiter

from core.v2.values import EMBEDDING_DIMENSIONS

_TIME = re.compile(
    r"([0-9]{4,7})(-[0-9]{2}-[0-9]{2} [0-9:]{8}(?:\.[0-9]{1,6})?)([+-][0-9]{2}(?::[0-9]{2}){0,2})?( BC)?"
)
_DEEPEST = 200  # levels of JSON; beyond it neither Python nor Postgres is sure to follow


class Unreadable(ValueError):
    """The cell does not hold what its column promises."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of v2, in UTC. `exact` is None where Python cannot hold it; `near` is then the nearest that every time zone can
    show, and None where the text is no time at all. `name` is the same for the same moment, whatever its offset was.
    `zoned` is False where the text names no offset.
    """

    exact: datetime | None
    near: datetime | None
    name: str
    zoned: bool = True


def moment(text: str) -> Moment:
    """What the text of a time says."""
    match = _TIME.fullmatch(text)
    if match is None:
        return _BOUNDLESS.get(text) or Moment(None, None, text)
    year, rest, offset, before_christ = match.groups()
    try:
        if len(year) == 4 and not before_christ:
            found = datetime.fromisoformat(year + rest + (offset or "+00:00")).astimezone(UTC)
            return Moment(found, found, found.isoformat(), bool(offset))
        return _far(1 - int(year) if before_christ else int(year), rest, offset)
    except OverflowError:
        return _far(int(year), rest, offset)
    except ValueError:
        return Moment(None, None, text)


def _far(year: int, rest: str, offset: str | None) -> Moment:
    """A moment near or beyond the ends of Python's calendar, by way of a year 400 years apart, or many times that."""
    there = 2000 + year % 400
    found = datetime.fromisoformat(f"{there}{rest}{offset or '+00:00'}").astimezone(UTC)
    year += found.year - there
    if MINYEAR <= year <= MAXYEAR:
        found = found.replace(year=year)
        return Moment(found, found, found.isoformat(), bool(offset))
    return Moment(
        None, EARLIEST if year < MINYEAR else LATEST, f"{year}{found.isoformat()[4:]}", bool(offset)
    )


EARLIEST, LATEST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
"""What is shown for times beyond: a day or two from the ends, because a local time may be a day off."""

_BOUNDLESS = {
    "infinity": Moment(None, LATEST, "infinity"),
    "-infinity": Moment(None, EARLIEST, "-infinity"),
}


class Json:
    """Reads JSON so that no number changes: one that a float cannot hold exactly stays text, and `changed` is set."""

    def __init__(self) -> None:
        self.changed = False
        self._decoder = json.JSONDecoder(
            parse_float=self._float, parse_int=self._int, parse_constant=self._constant
        )

    def value(self, text: str) -> Any:
        """The value. Raises Unreadable for what is no JSON, and OverflowError for what is but cannot be kept as such."""
        if text.count("[") + text.count("{") > _DEEPEST and _depth(text) > _DEEPEST:
            raise OverflowError
        try:
            value = self._decoder.decode(text)
        except ValueError as error:
            raise Unreadable(str(error)) from None
        if "\\u" in text and not _storable(value):
            raise OverflowError
        return value

    def number(self, text: str) -> Any:
        """The number that a numeric cell holds; its text where it is none that JSON knows (NaN, Infinity)."""
        try:
            return self.value(text)
        except Unreadable:
            self.changed = True
            return text

    def _float(self, digits: str) -> float | str:
        number = float(digits)
        try:
            if Decimal(repr(number)) == Decimal(digits):
                return number
        except ArithmeticError:
            pass
        self.changed = True
        return digits

    def _int(self, digits: str) -> int | str:
        if len(digits) < 4000:  # Python refuses to turn longer ones into text again
            return int(digits)
        self.changed = True
        return digits

    def _constant(self, word: str) -> Any:
        raise Unreadable(f"{word} is no JSON")


def _depth(text: str) -> int:
    deepest = depth = 0
    for bracket in re.findall(r'"(?:[^"\\]++|\\.)*+"?|[\[{\]}]', text, re.DOTALL):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(bracket, 0)
        deepest = max(deepest, depth)
    return deepest


def _storable(value: Any) -> bool:
    """Whether all its text can be written as UTF-8 and into Postgres, which has no U+0000."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return not re.search(r"(?<!\\)(?:\\\\)*\\u0000", text)


_ELEMENT = re.compile(r'"((?:[^"\\]++|\\.)*+)"|([^,{}"\\]++)', re.DOTALL)
_BOUNDS = re.compile(r"(?:\[-?\d+:-?\d+\])+=")


def array_elements(text: str) -> list[str | None]:
    """The elements of a Postgres array of text, those of several dimensions in a row. Raises Unreadable."""
    body = _BOUNDS.sub("", text, count=1)
    if not (body.startswith("{") and body.endswith("}")):
        raise Unreadable("no array")
    elements: list[str | None] = []
    at, wanted = 0, True
    while at < len(body):
        if body[at] in "{},":
            at, wanted = at + 1, body[at] != "}"
        elif wanted and (match := _ELEMENT.match(body, at)):
            elements.append(_element(match))
            at, wanted = match.end(), False
        else:
            raise Unreadable("no array")
    return elements


def _element(match: re.Match[str]) -> str | None:
    quoted, bare = match.groups()
    if quoted is not None:
        return re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)
    return None if bare.upper() == "NULL" else bare.strip()


VectorRemark = Literal["broken-vector", "wrong-dimension", "zero-vector", "dummy-vector"]
_FLOATS = struct.Struct(f"<{EMBEDDING_DIMENSIONS}f")


def embedding(cell: bytes) -> bytes | VectorRemark:
    """A vector as little-endian 32-bit floats, or why it is none to keep."""
    if cell.startswith(b"{"):  # an array of floats instead of a vector
        cell = b"[" + cell[1:-1] + b"]"
    try:
        numbers = jiter.from_json(cell, allow_inf_nan=False)
    except ValueError:
        return "broken-vector"
    found = packed(numbers)
    if type(found) is bytes and ZERO in found and MINUS_ZERO.search(cell):
        return _FLOATS.pack(*jiter.from_json(MINUS_ZERO.sub(b"-0.0", cell)))
    return found


def packed(numbers: object) -> bytes | VectorRemark:
    """A list of numbers as little-endian 32-bit floats, or why it is no vector to keep."""
    if type(numbers) is not list:
        return "broken-vector"
    if len(numbers) != EMBEDDING_DIMENSIONS:
        return "wrong-dimension"
    try:
        floats = _FLOATS.pack(*numbers)
    except (OverflowError, struct.error):
        return "broken-vector"
    if not isfinite(sum(numbers)):  # infinities and NaN do fit into 32 bits
        return "broken-vector"
    if numbers[0] == numbers[-1] and numbers.count(numbers[0]) == len(numbers):
        return "dummy-vector" if numbers[0] else "zero-vector"
    return floats


ZERO = bytes(4)
MINUS_ZERO = re.compile(rb"(?<=[\[,])-0(?=[,\]])")
"""Read as an integer, it loses its sign."""
