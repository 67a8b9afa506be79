"""Targets of links that are paths in the folder that notes came from: `A/Deep`, `../index.md`, `A/Deep%20sea.md#Part`.

Owns which addresses may be such a path, and how paths are compared. Pure. It refuses to know which notes there are, and no
file is ever meant by what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

ENDINGS = ("", ".md", ".markdown")
_MARKDOWN = re.compile(r"`[^`\n]+`|(?<!!)\[[^\[\]\n]*\]\((?:<([^<>\n]+)>|([^()\s<>]+))")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\#?]", re.IGNORECASE)


def path_in(address: str) -> str:
    """The path that the address of a Markdown link names, if it may be one of a note; else nothing."""
    if _ELSEWHERE.match(address):
        return ""
    path = unquote(address.partition("#")[0]).strip()
    return path if "." not in path.rpartition("/")[2] or _ending(path) else ""


def paths_in(text: str) -> Iterator[str]:
    """The paths that the Markdown links of a text name."""
    for match in _MARKDOWN.finditer(text) if "](" in text else ():
        if path := path_in(match[1] or match[2] or ""):
            yield path


def is_path(target: str) -> bool:
    """Whether a target looks like more than a title."""
    return "/" in target or bool(_ending(target))


def last_part(target: str) -> str:
    """What a note at this path is called, if it is called as its file."""
    name = target.rpartition("/")[2].strip()
    return name.removesuffix(_ending(name))


def absolute(target: str, at: str) -> str | None:
    """The path from the top of the folder, seen from the note at the path `at`; None if it leads outside."""
    parts = at.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def tail(target: str) -> str:
    """A target without the steps that lead up."""
    return "/".join(part for part in target.split("/") if part not in ("", ".", ".."))


def is_at(path: str, wanted: str) -> bool:
    """Whether a note at this path is meant by a whole path; capital letters and the file's ending make no difference."""
    return path.lower() in {wanted.lower() + ending for ending in ENDINGS}


def ends_with(path: str, wanted: str) -> bool:
    """Whether the last parts of a path are these."""
    return any(("/" + path.lower()).endswith(f"/{wanted.lower()}{ending}") for ending in ENDINGS)


def _ending(name: str) -> str:
    found = name[name.rfind(".") :] if "." in name else ""
    return found if found.lower() in ENDINGS else ""
