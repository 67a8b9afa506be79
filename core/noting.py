"""What was said to a person, noted down for somebody who reads it later, perhaps in another language.

Owns how it is written: in English, and behind that what it was made of, so that it is said again in the language of
whoever reads it. What was noted before that was so, and what others say, is read as it stands. It refuses to know where
notes are kept.
"""

from __future__ import annotations

import json
from typing import Any

from core.language import Said, spoken, thousands, tr

_BEHIND = "\x1f"  # between the English words and what they were made of; no words have it
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_LONGEST = 500  # characters of words that are not ours


def noted(words: str) -> str:
    """The words as they are noted down: in English, when they came out of `tr` or `tr_n`; others as they are, but for what
    cannot be printed, and not endlessly."""
    if not isinstance(words, Said):
        return _tame(words)
    if not (words.values or words.many):
        return words.text
    return f"{_in_english(words)}{_BEHIND}{json.dumps(_packed(words))}"


def said_again(note: str) -> str:
    """What was noted, in the language that is spoken now."""
    english, behind, packed = note.partition(_BEHIND)
    if not behind:
        return tr(english) if english else ""
    try:
        return _unpacked(json.loads(packed))
    except (ValueError, LookupError, TypeError, AttributeError):
        return english


def together(*sentences: str) -> str:
    """Sentences as one text, each of which can be said again."""
    values: dict[str, str | int | float] = {f"_{at}": each for at, each in enumerate(filter(None, sentences))}
    return Said(" ".join(map(str, values.values())), " ".join(f"{{{name}}}" for name in values), values)


def _in_english(words: str) -> str:
    if not isinstance(words, Said):
        return _tame(words)
    values = {
        name: _in_english(each) if isinstance(each, str) else each for name, each in words.values.items()
    }
    if words.many:
        text = words.text if words.number == 1 else words.many
        return text.format(**{"n": thousands(words.number), **values})
    return words.text.format(**values) if values else words.text


def _packed(words: str) -> object:
    if not isinstance(words, Said):
        return _tame(words)
    values = {name: _packed(each) if isinstance(each, str) else each for name, each in words.values.items()}
    return [words.text, values, words.many, words.number]


def _tame(text: str) -> str:
    """A text that may come from anywhere, so that it can be kept and shown."""
    return "".join(each if each.isprintable() or each in _SPACES else " " for each in text[:_LONGEST])


def _unpacked(packed: Any) -> str:
    text, values, many, number = packed
    again = {name: _unpacked(each) if isinstance(each, list) else each for name, each in values.items()}
    return spoken(text, again, many, number)
