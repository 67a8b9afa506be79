"""The files of a note beside its Markdown file: links in the text that lead to them, there and back.

A note calls a file by its name, other programs by its path; so a text that goes out gets paths in its links, and one that
comes in gets its names again. Owns that exchange. What would not come back to the last character goes out as it is. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from core.memory import Attachment

FILE, LINK, WIKI = "file", "link", "embedded"
BESIDE = (FILE, LINK, WIKI)
"""What front matter says of a file that lies beside it, beside what every export says: its path as seen from the note, and
how the note's text names it in a link and in `[[…]]`, where it does."""

_CODE = re.compile(r"^(```|~~~).*?(?:^\1|\Z)|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(
    r"(!?\[(?:[^\[\]\\\n]|\\.)*\]\()(<[^<>\n]+>|[^()<>\s]+)(?=(?:\s+\"[^\"\n]*\")?\))"
    r"|(!?\[\[)([^\[\]|#\n]+?)((?:\\?[|#][^\[\]\n]*|\\)?)(?=\]\])"
)
_PLAIN = re.compile(r"[^\w./~-]")


def outward(
    text: str, entries: list[dict[str, Any]], paths: Mapping[Attachment, str]
) -> tuple[str, list[dict[str, Any]]]:
    """The text with paths in place of the names of files that have one, and the entries with all that is needed to turn it
    back. `entries` are the note's files as JSON values, with their own keys only."""
    told = [dict(each) for each in entries]
    by_name: dict[str, dict[str, Any]] = {}
    for each in told:
        path = paths.get(Attachment(**each))
        if path is not None:
            each[FILE] = path
            by_name.setdefault(each["name"], each)

    def lead(target: str, wiki: bool) -> str:
        name = target.strip() if wiki else unquote(bare(target))
        found = by_name.get(name) or by_name.get(PurePosixPath(name).name)
        if found is None or "://" in target:
            return target
        if found.setdefault(WIKI if wiki else LINK, target) != target:
            return target
        return _from_top(found[FILE]) if wiki else address_of(found[FILE])

    written = exchanged(text, lead)
    if inward(written, told) == text:
        return written, told
    return text, [{key: each[key] for key in each if key not in (LINK, WIKI)} for each in told]


def inward(text: str, entries: list[dict[str, Any]]) -> str:
    """The text with the names that its files have in the note, in place of the paths that an export of ours wrote."""
    lying = [each for each in reversed(entries) if FILE in each]
    links = {address_of(each[FILE]): each[LINK] for each in lying if LINK in each}
    embedded = {
        path: each[WIKI] for each in lying if WIKI in each for path in (each[FILE], _from_top(each[FILE]))
    }
    return exchanged(text, lambda target, wiki: (embedded if wiki else links).get(target, target))


def _from_top(path: str) -> str:
    """What lies beside a note as `[[…]]` names it, from wherever."""
    while path.startswith("../"):
        path = path[3:]
    return path


def exchanged(
    text: str,
    lead: Callable[[str, bool], str],
    whole: Callable[[str, str], str | None] = lambda _link, _line: None,
) -> str:
    """The text with other targets of its links; `lead` hears a target and whether it is one of `[[…]]`. Code stays.
    `whole` hears the whole of `[[…]]` and its line first, and may answer another one."""
    if "[[" not in text and "](" not in text:
        return text
    code = [match.span() for match in _CODE.finditer(text)]
    starts = [start for start, _ in code]
    line, ends = "", -1

    def exchanged(match: re.Match[str]) -> str:
        nonlocal line, ends
        at = match.start()
        before = bisect_right(starts, at)
        if before and at < code[before - 1][1]:
            return match[0]
        if not match[3]:
            return match[1] + lead(match[2], False)
        if at >= ends:  # not for each link: all of a text may be one line
            found = text.find("\n", at)
            ends = len(text) if found < 0 else found
            line = text[text.rfind("\n", 0, at) + 1 : ends]
        other = whole(f"{match[0]}]]", line)
        return match[3] + lead(match[4], True) + match[5] if other is None else other.removesuffix("]]")

    return _LINK.sub(exchanged, text)


def bare(target: str) -> str:
    """The target of a link without the brackets around it."""
    return target[1:-1] if target.startswith("<") else target


def address_of(path: str) -> str:
    """A path as the target of a link that every program follows."""
    return _PLAIN.sub(lambda match: quote(match[0]), path)
