"""How large a file of a note may be, and the words for one that is larger.

Owns one small file in the home folder with what a person chose. It refuses to know how files are kept and how they travel.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from core.errors import BrainError
from core.whole import write_whole

_FILE = "files.json"
STANDARD = 100 << 20
"""Bytes: what servers take, so that a file that is taken reaches the other devices."""
_SMALLEST = 1 << 20
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*([kmgt]?)(?:i?b|bytes?)?", re.IGNORECASE)


class TooLarge(BrainError):
    """A file is larger than what a note takes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """In bytes, what a note takes here and what `server` takes; its name is empty and its limit 0 where nobody is signed in.
    A server of texts alone has a name and takes 0."""

    here: int
    server: str = ""
    there: int = 0

    def check(self, name: str, size: int) -> None:
        """Raises TooLarge for a file that is not taken."""
        if size > self.here:
            raise TooLarge(
                f"“{name}” has {told(size)}, and a note takes files up to {told(self.here)}.",
                "It was not attached, and is where it was. Write down in the note where that is, or allow larger files in"
                " the settings.",
            )

    def stays(self, name: str, size: int) -> str:
        """What to say of a file that is taken and does not travel; empty for one that does, or has nowhere to go."""
        if not self.server or size <= self.there:
            return ""
        reason = f"more than the {told(self.there)} that {self.server} takes" if self.there else ""
        why = f"has {told(size)}, {reason}" if reason else f"is no text, and {self.server} takes only texts"
        return f"“{name}” {why}: it stays on this device."

    @property
    def words(self) -> str:
        """Both in one sentence or two."""
        here = f"A note takes files up to {told(self.here)}."
        if not self.server:
            return here
        there = f"takes up to {told(self.there)} of each" if self.there else "takes no files"
        larger = "; larger ones stay on this device" if self.there else ", so all stay on this device"
        return f"{here} {self.server} {there}{larger}."


def read_limit(home: Path) -> int:
    """What was chosen on this device, in bytes; `STANDARD` when nothing was, or it cannot be read."""
    try:
        largest = json.loads((home / _FILE).read_text(encoding="utf-8"))["largest"]
    except (OSError, ValueError, TypeError, LookupError):
        return STANDARD
    return largest if type(largest) is int and largest >= _SMALLEST else STANDARD


def write_limit(home: Path, largest: int) -> None:
    """Take files up to so many bytes from now on, at least a megabyte. Raises BrainError; then it is as before."""
    if largest < _SMALLEST:
        raise BrainError("A limit below 1 MB would refuse most files.", "It is as before. Name a larger one.")
    try:
        write_whole(home / _FILE, json.dumps({"largest": largest}))
    except OSError as error:
        raise BrainError(
            f"The limit cannot be kept in {home}: {error.strerror}.",
            "It is as before. Make the folder writable for you and try again.",
        ) from error


def size_in(text: str) -> int:
    """The bytes that a person means: “250 MB”, “2g”; a number alone counts megabytes. Raises BrainError."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise BrainError(
            f"“{text[:40]}” is no size.", "The limit is as before. Write it like 250 MB or 2 GB."
        )
    unit = found[2].lower() or ("m" if found[0][-1].isdigit() else "")
    return int(float(found[1]) * _UNITS[unit])


def told(size: int) -> str:
    """A size for a person, never rounded down to the limit that it is over."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")):
        if size >= unit:
            return (
                f"{size // unit} {name}" if size % unit == 0 else f"{-(-size * 10 // unit) / 10:.1f} {name}"
            )
    return f"{size} bytes"
