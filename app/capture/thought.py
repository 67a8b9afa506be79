"""A thought that comes from outside with its tags: as a link `secondbrain://capture?text=…&tag=…`, or from a second start.

Anybody can make such a link, so it is read strictly and never becomes a note by itself: it stands in the capture window
until a person saves it. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from core import BrainError, tr, tr_noop

_LONGEST, _MOST_TAGS, _LONGEST_TAG = 100_000, 20, 100
_LINK = re.compile(r"(?i:secondbrain)://(?P<place>[a-z]+)/?(?:\?(?P<query>[^#\s]*))?")
_ESCAPES = re.compile("%(?![0-9A-Fa-f]{2})")
# A note may hold tabs and ends of lines. Other control characters have no business in a link.
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_HINT = tr_noop("Nothing was captured. A link looks like secondbrain://capture?text=Buy%20milk&tag=errand")


@dataclass(frozen=True, slots=True)
class Thought:
    """What is to stand in the capture window."""

    text: str = ""
    tags: tuple[str, ...] = ()

    def wish(self) -> dict[str, Any]:
        """As one start of the program says it to another."""
        return {"capture": {"text": self.text, "tags": list(self.tags)}}


def thought_in(wish: dict[str, Any]) -> Thought | None:
    """The thought in what a second start wants; None when that is something else, or nobody can tell what."""
    told = wish.get("capture")
    if not isinstance(told, dict):
        return None
    text, tags = told.get("text", ""), told.get("tags", [])
    if (
        not isinstance(text, str)
        or not isinstance(tags, list)
        or not all(isinstance(each, str) for each in tags)
    ):
        return None
    return Thought(text, tuple(tags))


def thought_of(link: str) -> Thought:
    """The thought in a link. BrainError for whatever is not exactly such a link, in words that show none of it."""
    if len(link) > _LONGEST:
        raise BrainError(tr("The link is too long to be one of Second Brain's."), tr(_HINT))
    found = _LINK.fullmatch(link)
    if found is None or found["place"] != "capture":
        raise BrainError(tr("The link is none that Second Brain knows."), tr(_HINT))
    texts: list[str] = []
    tags: list[str] = []
    for piece in filter(None, (found["query"] or "").split("&")):
        name, _, value = piece.partition("=")
        if name not in ("text", "tag"):
            raise BrainError(tr("The link asks for something that Second Brain does not know."), tr(_HINT))
        (texts if name == "text" else tags).append(_decoded(value))
    if len(texts) > 1:
        raise BrainError(tr("The link has more than one text."), tr(_HINT))
    return Thought(texts[0] if texts else "", _tags(tags))


def _decoded(value: str) -> str:
    if _ESCAPES.search(value):
        raise BrainError(tr("The link is damaged: a percent sign stands where none can be."), tr(_HINT))
    try:
        text = unquote_plus(value, errors="strict").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BrainError(tr("The link is damaged: its text is not UTF-8."), tr(_HINT)) from None
    if _CONTROL.search(text) or "\r" in text:
        raise BrainError(tr("The link holds characters that no text has."), tr(_HINT))
    return text


def _tags(told: list[str]) -> tuple[str, ...]:
    tags = tuple(dict.fromkeys(filter(None, (" ".join(each.split()).lstrip("#").strip() for each in told))))
    if len(tags) > _MOST_TAGS or any(len(tag) > _LONGEST_TAG for tag in tags):
        raise BrainError(tr("The link has too many tags, or one that is too long."), tr(_HINT))
    return tags
