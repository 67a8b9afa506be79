"""File names that every system takes, out of any title. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

LONGEST = 100  # bytes of a name before its ending: some encrypted disks take no more than 143 in all
_FORBIDDEN = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+'
)
_IN_LINKS = re.compile(r"[\[\]#^|%`()]+")  # means something in a link to a file
_NOT_LINKED = re.compile(r"[\[\]#^|]+")  # ends or parts the target of `[[…]]`
_ENDING = re.compile(r"[A-Za-z0-9]{1,12}")
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


class FileNames:
    """Names for the files of one folder: each differs from all others, also where case and accents' form do not count."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {folded(name) for name in taken}

    def name(self, title: str, mark: str, ending: str) -> str:
        """A new name made from the title. `mark` tells this note from others, and is used where the title does not."""
        stem = safe(title)
        number = 1
        candidate = stem
        while folded(candidate + ending) in self._taken:
            candidate = f"{stem} {mark}" if number == 1 else f"{stem} {mark} {number}"
            number += 1
        self._taken.add(folded(candidate + ending))
        return candidate + ending


def safe(title: str) -> str:
    """A title as a name without ending: nothing reserved or hidden, not too long; "Untitled" when nothing is left."""
    text = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", title))
    text = " ".join(text.split()).lstrip(".- ~")
    text = text.encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore").rstrip(". ")
    if not text:
        return "Untitled"
    return f"{text} note" if _DEVICES.fullmatch(text) else text


def safe_note(title: str) -> str:
    """A title as the name of a note's file, without what no link of other programs can hold."""
    return safe(_NOT_LINKED.sub(" ", title))


def safe_file(name: str) -> tuple[str, str]:
    """The name of a file as a stem and an ending that every system takes, and that a link can hold."""
    stem, dot, ending = name.rpartition(".")
    if not stem.strip(". ") or not _ENDING.fullmatch(ending):
        stem, dot, ending = name, "", ""
    return safe(_IN_LINKS.sub(" ", stem)), f"{dot}{ending}"


def beside(lines: Path) -> Path:
    """The folder that holds the contents of files which a file of JSON lines names, each under its SHA-256."""
    return lines.with_name(f"{lines.name}.files")


def inside(folder: PurePosixPath, named: str) -> str:
    """The path inside a root of what is named in one of its folders, `..` resolved; what leads out of it names nothing."""
    parts: list[str] = []
    for part in (folder / named.lstrip("/")).parts:
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def folded(name: str) -> str:
    """A name as the systems compare it that make no difference between capital letters or forms of accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())
