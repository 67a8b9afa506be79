"""What a memory can hold: text, tags, properties and names of files that can be stored and read back unchanged.

Owns the refusals and their words. Knows neither memories nor what they are stored in. Pure.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from core import events
from core.errors import InvalidMemory
from core.language import tr_noop

_LONGEST_NAME = 240  # bytes: what every file system takes, and a key of the database too
_LARGEST = 1 << 62  # bytes of a file
_SHA256 = re.compile(r"[0-9a-f]{64}")
# What ends a line, hides, or turns the reading direction around, so that exe.fdp looks like a PDF.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


def valid_text(text: str) -> str:
    """The text itself. Raises InvalidMemory when it cannot be stored without a change."""
    if "\0" in text:
        raise InvalidMemory(
            tr_noop("A note cannot hold the character U+0000."), tr_noop("Remove it and try again.")
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidMemory(
            tr_noop("A note cannot hold half of a character (a lone surrogate)."),
            tr_noop("Remove it and try again."),
        ) from None
    return text


def valid_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags without surrounding space, each once, in their order. Raises InvalidMemory for an empty one."""
    trimmed = [valid_text(tag).strip() for tag in tags]
    if not all(trimmed):
        raise InvalidMemory(tr_noop("A tag needs at least one character."))
    return tuple(dict.fromkeys(trimmed))


def valid_metadata(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata as it will be read back. Raises InvalidMemory when it is no JSON, or text in it cannot be stored."""
    try:
        text = events.to_json(metadata)
    except (TypeError, ValueError):
        raise InvalidMemory(tr_noop("The note's properties hold a value that is not JSON.")) from None
    valid_text(text)
    if "\\u0000" in text and "\0" in _characters(metadata):
        raise InvalidMemory(
            tr_noop("The note's properties hold the character U+0000."), tr_noop("Remove it and try again.")
        )
    read_back: dict[str, Any] = json.loads(text)
    return read_back


def valid_name(name: str) -> str:
    """A file's name as it can be shown and stored: without the folders before it and without unseen characters, its
    ending kept when it is too long; "file" when nothing is left."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", _UNSEEN.sub(" ", name)).rstrip("/\\ "))[-1]
    last = " ".join(last.split())
    if last.strip(".") == "":
        return "file"
    if len(last.encode()) <= _LONGEST_NAME:
        return last
    stem, point, ending = last.rpartition(".")
    ending = point + ending if stem and len(ending.encode()) <= 20 else ""
    room = _LONGEST_NAME - len(ending.encode())
    return last.encode()[:room].decode("utf-8", "ignore").rstrip() + ending


def disk_name(name: str) -> str:
    """A file's name as every system takes it on its disk: nothing reserved, nothing hidden."""
    text = _FORBIDDEN.sub("_", valid_name(name)).rstrip(". ")
    return f"_{text}" if text.startswith(".") or _DEVICES.fullmatch(text) else text or "file"


def valid_file(sha256: str, name: str, media_type: str, size: int) -> dict[str, Any]:
    """What an event says of a file. Raises InvalidMemory where the SHA-256 or the size is none."""
    if not _SHA256.fullmatch(sha256):
        raise InvalidMemory(
            tr_noop("The file has no SHA-256 that could be its own."), tr_noop("Attach it again.")
        )
    if isinstance(size, bool) or not 0 <= size < _LARGEST:
        raise InvalidMemory(tr_noop("The file has a size that no file has."), tr_noop("Attach it again."))
    kind = " ".join(_UNSEEN.sub(" ", media_type).split())[:100]
    return {
        "sha256": sha256,
        "name": valid_name(name),
        "media_type": kind or "application/octet-stream",
        "size": size,
    }


def _characters(value: Any) -> str:
    """All text inside a JSON value, keys included."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "".join(_characters(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return "".join(_characters(part) for part in value)
    return ""
