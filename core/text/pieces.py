"""How many pieces the model on this machine makes of a text: it reads `MOST` of them, and nothing behind.

Owns the counting, by the model's own tokenizer, and what is assumed where the model is not installed. Each word is asked of
the tokenizer once and remembered, for a notebook says the same words over and over. Importing this loads nothing. It refuses
to know what the pieces are, and what is done with a text that has too many.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from core.text.language import ENGLISH, language_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

assert resources.__file__ is not None  # it is a folder of the program
TOKENIZER = Path(resources.__file__).parent / "model" / "tokenizer.json"

READ = 256
"""So many pieces the model reads, with one in front and one behind that it puts there itself."""
MOST = READ - 2
MOST_OF_A_WORD = 100
"""No word is more pieces; one of more letters is a single one, which says that it is unknown."""

_KEPT_WORDS = 50_000
_LONGEST_KEPT = 100  # characters

# Where the tokenizer, too, ends a word: spaces, signs, and each letter of the Chinese script. Where it does at rarer ones as
# well, several of its words are counted as one here, which gives the same number.
_BETWEEN = (
    r"!-/:-@\[-`{-~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u2043\u2045-\u2051\u2053-\u205e"
    r"\u3001-\u3003\u3008-\u3011\u3014-\u301f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff03\uff05-\uff0a\uff0c-\uff0f"
    r"\uff1a\uff1b\uff1f\uff20\uff3b-\uff3d\uff3f\uff5b\uff5d\uff5f-\uff65\U00020000-\U0002a6df\U0002a700-\U0002ceaf"
    r"\U0002f800-\U0002fa1f"
)
_WORD = re.compile(rf"[^\s{_BETWEEN}]+|[{_BETWEEN}]")
_INSIDE = re.compile(rf"[^\s{_BETWEEN}]{{2}}")

# What is assumed without the tokenizer. It knows English best: there eight letters are a piece. Elsewhere three are, in most
# words, so a tenth is added.
_OF_ENGLISH = re.compile(r"[A-Za-z\u00c0-\u024f]{1,8}|[0-9]{1,3}|\S")
_OF_OTHERS = re.compile(r"[A-Za-z\u00c0-\u024f]{1,3}|[0-9]|\S")

Count = Callable[[str], int]


def counting(text: str) -> Count:
    """What counts the pieces of this text and of parts of it, without the two that the model adds. Parts that are cut where
    no word goes on have as many together as the whole."""
    counted = _counted(TOKENIZER)
    if counted is None:
        return _of_english if language_of(text) == ENGLISH else _of_others
    ask = counted.__getitem__
    return lambda part: sum(map(ask, _WORD.findall(part)))


def word_ends(text: str, start: int, end: int) -> list[int]:
    """Where the words and signs end in a part of the text."""
    return [match.end() for match in _WORD.finditer(text, start, end)]


def is_inside_a_word(text: str, at: int) -> bool:
    """Whether a word goes on at this place."""
    return at > 0 and _INSIDE.match(text, at - 1) is not None


def _of_english(part: str) -> int:
    return len(_OF_ENGLISH.findall(part))


def _of_others(part: str) -> int:
    found = len(_OF_OTHERS.findall(part))
    return found + (found + 9) // 10


class _Counted(dict[str, int]):
    """Words and how many pieces each has. One that is not there is counted."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, word: str) -> int:
        readable = word.encode("utf-8", "replace").decode()  # half of a surrogate pair is no text
        number = len(self._tokenizer.encode(readable, add_special_tokens=False).ids)
        if len(word) <= _LONGEST_KEPT:
            if len(self) >= _KEPT_WORDS:
                self.clear()
            self[word] = number
        return number


@cache
def _counted(file: Path) -> _Counted | None:
    """None where the file is not there or cannot be read; whoever wants the model for itself is told why."""
    if not file.is_file():
        return None
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(file))
    except Exception:  # noqa: BLE001 - tokenizers raises nothing narrower
        return None
    tokenizer.no_truncation()
    return _Counted(tokenizer)
