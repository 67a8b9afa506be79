"""The filters of a query: what their values mean, and what to say when a name or a value is not known.

Owns `QueryError` and its suggestions. Refuses to know how filters are answered (`core.store.filters`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from core.errors import BrainError
from core.language import tr
from core.search.dates import EXAMPLES, UnreadableDate, end_of, read_span
from core.search.lexer import FILTERS, Token
from core.search.nodes import CHOICES, Field, Filter, Leaf, Phrase, Sort, TagName, Word
from core.search.printing import quoted

_ID = re.compile(r"[0-9a-f]{4,32}")
_SIMPLE_GROUP = re.compile(r"\(([^()\"“„:-]*\w[^()\"“„:-]*)\)")
_EXACT = re.compile(r"[\d-]+T", re.IGNORECASE)
_LONGEST_NAME = 30  # letters: nothing known is nearly as long
# What people call these things elsewhere.
_ALSO_CALLED = {
    "tags": "tag",
    "label": "tag",
    "name": "title",
    "subject": "title",
    "text": "body",
    "content": "body",
    "changed": "updated",
    "modified": "updated",
    "edited": "updated",
    "date": "updated",
    "until": "before",
    "since": "after",
    "kind": "type",
    "from": "source",
    "order": "sort",
    "asof": "as-of",
    "at": "as-of",
    "trash": "trashed",
    "deleted": "trashed",
    "starred": "pinned",
    "file": "attachment",
    "url": "link",
    "todo": "task",
    "open": "open-task",
    "undone": "open-task",
    "done": "done-task",
    "completed": "done-task",
    "imported": "import",
    "newest": "created",
    "best": "relevance",
}
_PICTURES = {"images", "picture", "pictures", "photo", "photos"}  # names that one filter takes as they are
# The states of tasks, as other programs call them.
_TASKS = {
    "open": "has:open-task",
    "todo": "has:open-task",
    "0": "has:open-task",
    "done": "has:done-task",
    "1": "has:done-task",
}


class QueryError(BrainError):
    """A query holds a filter or a value that there is not; nothing was searched. It stands from `start` to `end` in the
    text; `suggestion` is a whole text for the query in its place, or empty."""

    def __init__(self, words: str, hint: str, start: int, end: int, suggestion: str = "") -> None:
        super().__init__(words, hint)
        self.start = start
        self.end = end
        self.suggestion = suggestion


def read_filter(token: Token, text: str, now: datetime) -> Leaf | Sort | datetime:
    """What a filter in `text` means: a leaf of the tree, or how all is sorted, or as of which moment it is asked.

    Raises QueryError.
    """
    name, value = token.name, token.text
    if name not in FILTERS:
        raise _unknown(token, text)
    if not token.quoted and (value.startswith("(") or not (value or token.prefix)):
        raise _parentheses(token, text)
    if name in ("title", "body"):
        return _words(token, text)
    if name == "tag":
        return Filter(name, TagName(value, token.prefix))
    if name in CHOICES:
        return _choice(token, text)
    if name == "id":
        return Filter(name, _id(token, text))
    if name == "type":
        return Filter(name, value)
    return _dated(token, text, now)


def _parentheses(token: Token, text: str) -> QueryError:
    """The error for `title:(a b)`, which is typed `(title:a title:b)`."""
    words = tr("“{name}:” takes one word or a phrase, not parentheses.", name=token.name)
    match = _SIMPLE_GROUP.match(text, token.body + len(token.name) + 1)
    if match is None:
        return _mistake(token, text, words)
    each = [word if word == "OR" else f"{token.name}:{word}" for word in match[1].split()]
    return _mistake(replace(token, end=match.end()), text, words, f"({' '.join(each)})")


def nearest(word: str, known: Iterable[str], one_in: int = 3) -> str:
    """The known word that was most likely meant: one that begins so, or differs in a letter of so many; empty for none."""
    if len(word) > _LONGEST_NAME:
        return ""
    ranked = [
        (0 if len(word) > 1 and each.startswith(word) else distance(word, each), each) for each in known
    ]
    best, found = min(ranked)
    return found if best <= len(word) // one_in else ""


def distance(one: str, other: str) -> int:
    """How many letters have to be put in, left out, replaced or swapped with a neighbor."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, each in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != each))
            if above and j > 1 and letter == other[j - 2] and each == one[i - 2]:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _words(token: Token, text: str) -> Word | Phrase:
    field: Field = "title" if token.name == "title" else "body"
    if token.quoted:
        return Phrase(token.text, field)
    if token.text == "*":
        raise _mistake(token, text, tr("“{name}:” needs a word.", name=field))
    return Word(token.text, field, token.prefix)


def _choice(token: Token, text: str) -> Filter | Sort:
    known, value = CHOICES[token.name], token.text.lower()
    value = "image" if token.name == "has" and value in _PICTURES else value
    if value in known:
        return Sort(value) if token.name == "sort" else Filter(token.name, value)
    meant = _ALSO_CALLED.get(value.removesuffix("s"), value)
    name = next((each for each in (token.name, *CHOICES) if meant in CHOICES[each]), token.name)
    meant = meant if meant in CHOICES[name] else nearest(value, known, one_in=2)
    words = tr(
        "“{name}:” does not know “{text}”; it knows {known}.",
        name=token.name,
        text=token.text,
        known=", ".join(known),
    )
    raise _mistake(token, text, words, meant and f"{name}:{meant}")


def _id(token: Token, text: str) -> str:
    digits = token.text.replace("-", "").lower()
    if not _ID.fullmatch(digits):
        raise _mistake(
            token,
            text,
            tr("“id:” takes the beginning or the end of a note's id: four hexadecimal digits or more."),
        )
    return digits


def _dated(token: Token, text: str, now: datetime) -> Filter | datetime:
    sign = {"before": "<", "after": ">"}.get(token.name, "")
    try:
        if token.name == "as-of":
            return _moment(token.text, now)
        return Filter("created" if token.name == "created" else "updated", read_span(sign + token.text, now))
    except UnreadableDate as unreadable:
        meant = unreadable.instead or nearest(token.text.lower(), EXAMPLES)
        words = tr(
            "{words} “{name}:” takes dates such as 2026, 2026-03, 2026-03-14 or day-7.",
            words=unreadable.words,
            name=token.name,
        )
        raise _mistake(token, text, words, meant and f"{token.name}:{meant}") from None


def _moment(value: str, now: datetime) -> datetime:
    """A moment of the past: the end of a period, or an exact time, in the zone of `now` unless it says its own."""
    if not _EXACT.match(value):
        return end_of(value, now)
    try:
        exact = datetime.fromisoformat(value)
        return exact if exact.tzinfo else exact.replace(tzinfo=now.tzinfo).astimezone(now.tzinfo)
    except (ValueError, OverflowError, OSError):
        raise UnreadableDate(
            tr("“{text}” is no time.", text=value), value.upper().partition("T")[0]
        ) from None


def _unknown(token: Token, text: str) -> QueryError:
    typed = text[token.body : token.end]
    name = _ALSO_CALLED.get(token.name, "")
    name = name if name in FILTERS else nearest(token.name, FILTERS)
    return _mistake(
        token,
        text,
        tr("There is no filter “{name}:”.", name=token.name),
        _of_tasks(token, typed) or (name and name + typed[len(token.name) :]),
    )


def _of_tasks(token: Token, typed: str) -> str:
    """How what other programs know by this name is asked for here; empty where it has nothing to do with tasks."""
    asked, _, state = token.name.rpartition("-")
    if asked == "task":  # Obsidian's takes words that stand in the task
        return f"{_TASKS[state]} {typed[len(token.name) + 1 :]}"
    return _TASKS.get(token.text.lower(), "has:task") if token.name in ("task", "todo", "iscompleted") else ""


def _mistake(token: Token, text: str, words: str, instead: str = "") -> QueryError:
    """The error for a token, with a suggestion: what is known in its place, else its own text in quotes."""
    typed = text[token.body : token.end]
    suggestion = text[: token.body] + (instead or quoted(typed)) + text[token.end :]
    hint = tr("To find the text itself, put it in quotes: {quoted}", quoted=quoted(typed))
    if instead:
        asked = tr("Did you mean {instead}?", instead=instead)
        hint = f"{asked} {hint}"
    return QueryError(words, hint, token.start, token.end, suggestion)


def not_to_be_excluded(token: Token, text: str) -> QueryError:
    """The error for a minus before a filter that concerns the whole query."""
    typed = text[token.body : token.end]
    words = tr("“{name}:” concerns the whole query and cannot be excluded.", name=token.name)
    suggestion = text[: token.start] + typed + text[token.end :]
    return QueryError(
        words, tr("Leave the minus away: {typed}", typed=typed), token.start, token.end, suggestion
    )


def said_twice(token: Token, text: str) -> QueryError:
    """The error for a second, different answer to what a query can say once: which one counts must not hang on the order."""
    words = tr("“{name}:” stands twice, with different values.", name=token.name)
    suggestion = (text[: token.start] + text[token.end :]).strip()
    return QueryError(words, tr("Keep the one that you mean."), token.start, token.end, suggestion)
