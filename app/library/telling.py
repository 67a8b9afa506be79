"""What the list of notes says of itself: its heading, what an empty place teaches, and which words were looked for.

Pure; knows no widget.
"""

from __future__ import annotations

import re

from app import words
from app.library.place_rows import name_of
from core import SearchResult, View, tr, tr_noop

_FIELD = re.compile(r"^(title|body):")
_PLAIN = re.compile(r"[^\s()\"“”*]+")
BUTTONS = {"note.new": tr_noop("New note"), "go.all": tr_noop("Show all notes")}

NOTHING_PINNED = tr_noop("No note is pinned. Note, Pin to the top, puts one first in every list.")


def heading(view: View, count: int) -> str:
    every = not (view.tag or view.untagged or view.trash or view.space)
    return words.notes(count) if every else f"{name_of(view)} · {words.notes(count)}"


def found(result: SearchResult) -> str:
    """How much was found, in words."""
    if not result.total:
        return tr("The search took too long. Try another word.") if result.at_least else tr("Nothing found")
    notes, best = words.notes(result.total), len(result.hits)
    if result.total <= best:
        return tr("{notes} found", notes=notes)
    if result.at_least:
        return tr("More than {notes} found · the best {best}", notes=notes, best=best)
    return tr("{notes} found · the best {best}", notes=notes, best=best)


def not_searched(still: int) -> str:
    """That so many notes are listed from before, since the question was not understood."""
    if not still:
        return tr("Not searched")
    return tr("Not searched. Still listed: {notes}", notes=words.notes(still))


def looked_for(result: SearchResult) -> list[str]:
    """The plain words of a query, and those that may be meant, which are marked in titles."""
    query = result.understood
    if not query.parts:
        return result.query.split()
    said = (
        query.text[part.start : part.end] for part in query.parts if part.kind in ("word", "phrase", "group")
    )
    plain = " ".join(_FIELD.sub("", each) for each in said if not each.startswith("-"))
    return [word for word in _PLAIN.findall(f"{plain} {result.suggestion or ''}") if word != "OR"]


def empty_place(view: View) -> tuple[str, str, str]:
    """Icon, sentence and action of an empty place."""
    if view.trash:
        return (
            "trash",
            tr("The trash is empty. What you delete waits here until you delete it for good."),
            "go.all",
        )
    if view.untagged:
        return "tag-simple", tr("Every note has a tag. Notes without one are listed here."), "go.all"
    if view.space is not None:
        told = tr(
            "No note is in the space “{space}” now. Share one of yours: Note, Share in a space.",
            space=view.space,
        )
        return "users-three", told, "go.all"
    if view.tag is not None:
        return (
            "hash",
            tr("No note has the tag “{tag}” now. A note that you begin here has it.", tag=view.tag),
            "note.new",
        )
    return "note", tr("Nothing here yet. Write your first note; it is saved while you type."), "note.new"
