"""What kind a callout is of, in words: `[!warning]` is a warning.

Owns the kinds that Obsidian knows, under all of their names; any other is called as it is written.
"""

from __future__ import annotations

from core import tr, tr_noop

_KINDS = {
    "note": tr_noop("Note"),
    "abstract summary tldr": tr_noop("Summary"),
    "info": tr_noop("Info"),
    "todo": tr_noop("To do"),
    "tip hint": tr_noop("Tip"),
    "important": tr_noop("Important"),
    "success check done": tr_noop("Done"),
    "question help faq": tr_noop("Question"),
    "warning attention": tr_noop("Warning"),
    "caution": tr_noop("Caution"),
    "failure fail missing": tr_noop("Failure"),
    "danger error": tr_noop("Danger"),
    "bug": tr_noop("Bug"),
    "example": tr_noop("Example"),
    "quote cite": tr_noop("Quote"),
}
_WORDS = {name: word for names, word in _KINDS.items() for name in names.split()}


def kind_of(written: str) -> str:
    """The word for a kind."""
    name = written.partition("|")[0].strip()
    word = _WORDS.get(name.lower())
    return tr(word) if word else name.capitalize()
