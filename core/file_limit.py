"""How large a file of a note may be, and the words for one that is larger.

Owns one small file in the home folder with what a person chose. It refuses to know how files are kept and how they travel.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from core.errors import BrainError
from core.language import tr
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
                tr(
                    "“{name}” has {size}, and a note takes files up to {limit}.",
                    name=name,
                    size=told(size),
                    limit=told(self.here),
                ),
                tr(
                    "It was not attached, and is where it was. Write down in the note where that is, or allow larger files"
                    " in the settings."
                ),
            )

    def stays(self, name: str, size: int) -> str:
        """What to say of a file that is taken and does not travel; empty for one that does, or has nowhere to go."""
        if not self.server or size <= self.there:
            return ""
        if not self.there:
            return tr(
                "“{name}” is no text, and {server} takes only texts: it stays on this device.",
                name=name,
                server=self.server,
            )
        return tr(
            "“{name}” has {size}, more than the {limit} that {server} takes: it stays on this device.",
            name=name,
            size=told(size),
            limit=told(self.there),
            server=self.server,
        )

    @property
    def words(self) -> str:
        """Both in one sentence or two."""
        here = tr("A note takes files up to {limit}.", limit=told(self.here))
        if not self.server:
            return here
        if not self.there:
            takes = tr("{server} takes no files, so all stay on this device.", server=self.server)
            return f"{here} {takes}"
        takes = tr(
            "{server} takes up to {limit} of each; larger ones stay on this device.",
            server=self.server,
            limit=told(self.there),
        )
        return f"{here} {takes}"


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
        raise BrainError(
            tr("A limit below 1 MB would refuse most files."), tr("It is as before. Name a larger one.")
        )
    try:
        write_whole(home / _FILE, json.dumps({"largest": largest}))
    except OSError as error:
        raise BrainError(
            tr("The limit cannot be kept in {home}: {reason}.", home=home, reason=error.strerror),
            tr("It is as before. Make room, or make the folder writable for you, and try again."),
        ) from error


def size_in(text: str) -> int:
    """The bytes that a person means: “250 MB”, “2g”; a number alone counts megabytes. Raises BrainError."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise BrainError(
            tr("“{text}” is no size.", text=text[:40]),
            tr("The limit is as before. Write it like 250 MB or 2 GB."),
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
    return tr("{size} bytes", size=size)
