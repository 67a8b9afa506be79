"""A typed text cut into tokens: what is a word, a phrase, a filter, a parenthesis or an OR.

Owns the line between text and filter. Whatever a person types gives tokens; nothing here is an error. Refuses to know which
values a filter takes (`core.search.reading`) and how tokens form a tree (`core.search.query`).

Tokens do not depend on what stands around them, except that a filter's name at the very end waits for its value. Words keep
balanced parentheses inside (`f(x)`, a Markdown link), any other parenthesis groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

# As they are typed.
FILTERS = "tag title body created updated before after has is type source id sort as-of".split()
ELSEWHERE = ("task-todo", "task-done")  # filters of other programs that no text looks like
QUOTES = {'"': '"', "“": "”", "„": "“"}

_EXCLUDES = re.compile(r"-(?![-\s>=<|*,;:)]|$)")
_TASK = re.compile(r"[-*] \[[ xX]\]")
_NAME = re.compile(r"([A-Za-z]{2,}(?:-[A-Za-z]+)*):(?![:\s)]|//|$)")
_LOOKS_LIKE_A_VALUE = re.compile(r"[\w\"“„]")
_HASH = re.compile(r"#(?=[\w\"“„])")
_PREFIX = re.compile(r"[^*]*\w\*")
_TAKES_A_PREFIX = ("", "title", "body", "tag")
_AFTER_A_TAG = ".,;:!?"
_SAY_NOTHING = ("-", "*")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    PHRASE = auto()
    FILTER = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text from `start` to `end`; `body` is where it begins behind a minus.

    `text` is a word without its star, a phrase without its quotes, or a filter's value likewise. A filter has a `name`, in
    lower case and not always a known one.
    """

    kind: Kind
    start: int
    body: int
    end: int
    text: str = ""
    name: str = ""
    prefix: bool = False
    quoted: bool = False

    @property
    def excluded(self) -> bool:
        """Whether a minus stands before it."""
        return self.body > self.start


def scan(text: str) -> Iterator[Token]:
    """The tokens of a text from left to right."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        else:
            token = _token(text, at)
            yield token
            at = token.end


def can_be_excluded(typed: str) -> bool:
    """Whether a minus right before this excludes it; else it needs parentheses between."""
    return bool(_EXCLUDES.match("-" + typed))


def _token(text: str, start: int) -> Token:
    body = start + 1 if _EXCLUDES.match(text, start) else start
    first = text[body]
    if first in "()":
        return Token(Kind.OPEN if first == "(" else Kind.CLOSE, start, body, body + 1)
    if first in QUOTES:
        return _valued(Kind.PHRASE, text, start, body, body)
    if match := _TASK.match(text, body):
        return Token(Kind.PHRASE, start, body, match.end(), match[0], quoted=True)
    if (match := _NAME.match(text, body)) and _is_filter(match, text):
        return _valued(Kind.FILTER, text, start, body, match.end(), match[1].lower())
    if _HASH.match(text, body) and (tag := _hash(text, start, body)):
        return tag
    return _word(text, start, body)


def _is_filter(match: re.Match[str], text: str) -> bool:
    name = match[1].lower()
    return name in (*FILTERS, *ELSEWHERE) or (
        "-" not in name and bool(_LOOKS_LIKE_A_VALUE.match(text, match.end()))
    )


def _valued(kind: Kind, text: str, start: int, body: int, at: int, name: str = "") -> Token:
    """A token whose text begins at a place, in quotes or not."""
    if (closing := QUOTES.get(text[at])) is None:
        end = _end_of_word(text, at)
        value, prefix = _without_star(text[at:end], name)
        return Token(kind, start, body, end, value, name, prefix)
    found = text.find(closing, at + 1)
    end = len(text) if found < 0 else found + 1
    value = text[at + 1 : len(text) if found < 0 else found].strip()
    prefix = name == "tag" and text.startswith("*", end)
    if not value:
        return Token(Kind.NOTHING, start, body, end)
    return Token(kind, start, body, end + prefix, value, name, prefix, quoted=True)


def _hash(text: str, start: int, body: int) -> Token | None:
    """`#tag`, but not `#1234`; marks behind it belong to the sentence."""
    token = _valued(Kind.FILTER, text, start, body, body + 1, "tag")
    if token.quoted or token.kind is Kind.NOTHING:
        return token
    name = token.text.rstrip(_AFTER_A_TAG)
    if name.isdecimal():
        return None
    return Token(Kind.FILTER, start, body, token.end, name, "tag", token.prefix)


def _word(text: str, start: int, body: int) -> Token:
    end = _end_of_word(text, body)
    word, prefix = _without_star(text[body:end])
    waiting = end == len(text) and word.endswith(":") and word[:-1].lower() in FILTERS
    if word == "OR" and not prefix:
        return Token(Kind.NOTHING if body > start else Kind.OR, start, body, end)
    if word in _SAY_NOTHING or waiting:
        return Token(Kind.NOTHING, start, body, end)
    return Token(Kind.WORD, start, body, end, word, prefix=prefix)


def _without_star(word: str, name: str = "") -> tuple[str, bool]:
    """A word and whether it is a prefix: one star at the end, behind a letter or digit; behind anything in a tag."""
    if name not in _TAKES_A_PREFIX:
        return word, False
    tag = name == "tag" and word.endswith("*") and "*" not in word[:-1]
    return (word[:-1], True) if tag or _PREFIX.fullmatch(word) else (word, False)


def _end_of_word(text: str, start: int) -> int:
    """Where the space, the end, or a parenthesis without its partner is."""
    opened: list[int] = []
    end = start
    while end < len(text) and not text[end].isspace():
        if text[end] == "(":
            opened.append(end)
        elif text[end] == ")":
            if not opened:
                return end
            opened.pop()
        end += 1
    return opened[0] if opened else end
