"""What a file in somebody's archive is called, made harmless: for people to read, and to match it with a note.

Owns which names are odd, how they are shown instead, and the note ids in them. Pure; nothing is ever written under
such a name.
"""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

_LONGEST_NAME = 200  # bytes, its ending included
_LONGEST_PATH = 1000  # characters, from its end
_CONTROLS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
_UUID = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])",
    re.IGNORECASE,
)
_JUNK_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".localized"})
_TYPES = mimetypes.MimeTypes()  # what Python itself knows: the same on every machine


@dataclass(frozen=True, slots=True)
class Place:
    """A path made harmless. `odd` says that it was absolute, led out of its folder, or held what no name should hold."""

    path: str
    name: str
    odd: bool

    @property
    def memory_ids(self) -> tuple[UUID, ...]:
        """Every UUID in the path, each once, the last one first."""
        found = [UUID(match[0]) for match in _UUID.finditer(self.path)]
        return tuple(dict.fromkeys(reversed(found)))

    @property
    def media_type(self) -> str:
        """By the ending of its name; "application/octet-stream" where that tells nothing."""
        kind, packing = _TYPES.guess_type(f"file.{self.name.rpartition('.')[2]}" if "." in self.name else "")
        packed = {"gzip": "application/gzip", "bzip2": "application/x-bzip2", "xz": "application/x-xz"}
        return packed.get(packing or "", kind or "application/octet-stream")

    @property
    def junk(self) -> bool:
        """Whether this is what macOS or Windows leave in folders for themselves."""
        return self.name.lower() in _JUNK_NAMES or self.path.startswith("__MACOSX/")


def place(path: str) -> Place:
    """The path, with "/" between its parts, of which none is empty, hidden from the eye or a way out."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    clean = [_part(part) for part in parts] or ["file"]
    absolute = path[:1] in ("/", "\\") or bool(re.match(r"[A-Za-z]:", path))
    told = "/".join(clean)
    name = _name(clean[-1])
    return Place(
        told[-_LONGEST_PATH:],
        name,
        absolute or clean != parts or name != unicodedata.normalize("NFC", clean[-1]),
    )


def _part(part: str) -> str:
    if part == "..":
        return "(up)"
    return _CONTROLS.sub("_", part)


def _name(part: str) -> str:
    """A name that a file may have on any system."""
    text = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", part)).strip().rstrip(". ")
    if _DEVICES.fullmatch(text):
        text = f"_{text}"
    if len(text.encode()) > _LONGEST_NAME:
        stem, dot, ending = text.rpartition(".")
        ending = dot + ending if stem and len(ending) <= 20 else ""
        room = _LONGEST_NAME - len(ending.encode())
        text = (stem if ending else text).encode()[:room].decode("utf-8", "ignore") + ending
    return text or "file"
