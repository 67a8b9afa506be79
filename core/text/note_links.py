"""Links from note to note as they stand in a text: `[[Title]]`, `[[Title|words]]`, `[[Title#part]]`.

Owns what such a link is, and how its target is written anew. Pure. It refuses to know which notes there are. What stands
in code is no link. In a table the words stand behind `\\|`. Offsets count code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.text.embedded import names_file

_CODE = r"^[ >]*(?P<fence>```|~~~).*?(?:^[ >]*(?P=fence)[^\n]*$|\Z)|`[^`\n]+`"
_LINK = r"\[\[(?P<target>[^\[\]|#\n]+?)(?P<part>#[^\[\]|\n]*?)?(?P<said>\\?\|[^\[\]\n]*)?\]\]"
_EITHER = re.compile(f"{_CODE}|{_LINK}", re.MULTILINE | re.DOTALL)
_OPEN = re.compile(r"\[\[([^\[\]|#\n]{0,200})$")
_IMPOSSIBLE = re.compile(r"[\[\]|#\n]+")


class NoteLink(NamedTuple):
    """One link: from where to where it stands, the title it names, the words to show for it, and the part of the note."""

    start: int
    end: int
    target: str
    shown: str
    part: str = ""


def note_links_in(text: str) -> Iterator[NoteLink]:
    """The links to notes in a text, in their order; files that are shown in place (`![[…]]`) are none."""
    for match in _links(text):
        target = match["target"].strip()
        shown = (match["said"] or "").removeprefix("\\").removeprefix("|").strip() or target
        part = (match["part"] or "").removeprefix("#").strip()
        yield NoteLink(match.start(), match.end(), target, shown, part)


def retargeted(text: str, old: str, new: str) -> str:
    """The text with every link to the title `old` leading to `new`, also where the note is shown in place; words that are
    shown for it, and parts, stay.

    A title that cannot stand between brackets is written without what cannot. One that is like a file's name would show that
    file in place, so such links stay.
    """
    wanted, written = same_title(old), linkable(new)
    pieces: list[str] = []
    done = 0
    for match in _links(text, shown=not names_file(written)):
        if written and same_title(match["target"]) == wanted:
            pieces += (text[done : match.start("target")], written)
            done = match.end("target")
    return "".join((*pieces, text[done:]))


def link_begun(before: str) -> str | None:
    """What was typed of a title so far, given the line up to the caret; None where no link was begun."""
    match = _OPEN.search(before)
    return None if match is None or before[: match.start()].endswith("!") else match[1]


def linkable(title: str) -> str:
    """A title as it can stand in a link."""
    return " ".join(_IMPOSSIBLE.sub(" ", title).split())


def same_title(title: str) -> str:
    """A title as links compare it: capital letters and spaces make no difference."""
    return linkable(title).lower()


def _links(text: str, *, shown: bool = False) -> Iterator[re.Match[str]]:
    """The links to notes, with `shown` also to those that are shown in place."""
    if "[[" not in text:
        return
    for match in _EITHER.finditer(text):
        target = (match["target"] or "").strip()
        in_place = text[match.start() - 1 : match.start()] == "!"
        if target and (not in_place or (shown and not names_file(target))):
            yield match
