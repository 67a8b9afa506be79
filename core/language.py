"""In which language the program speaks: the one door that every word for a person goes through.

Words stand in the code in English. Whoever shows them says once, with `translate_with`, how another language says them;
without that they are said as they stand. It refuses to know which languages there are, and the toolkit that has them.

What is kept of notes (events, settings, files) and what programs read is never translated: a notebook does not depend on the
language of the one who wrote in it. What went wrong on this machine is noted down so that it can be said again, in the
language of whoever reads it then: `core.noting`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Translate = Callable[[str, int], str]
"""The words in another language, or "" where it has none. The number chooses the form; it is -1 where nothing is counted."""

_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
_translate: Translate | None = None


def translate_with(translate: Translate | None) -> None:
    """From now on words are said as this says them. None: in English."""
    global _translate  # noqa: PLW0603 - a program speaks one language to one person
    _translate = translate


def translates() -> bool:
    """Whether words are said in another language than that of the code."""
    return _translate is not None


def translation(text: str, number: int) -> str:
    """What `Translate` gives for it: for those who say words of this window in another process."""
    return _translate(text, number) if _translate else ""


class Said(str):
    """Words as they were said, and what they were made of: the text that stands in the code, the values in it, and where
    something is counted the form for many and the number."""

    __slots__ = ("many", "number", "text", "values")
    text: str
    values: dict[str, str | int | float]
    many: str
    number: int

    def __new__(
        cls, said: str, text: str, values: Mapping[str, object], many: str = "", number: int = -1
    ) -> Said:
        self = super().__new__(cls, said)
        self.text, self.many, self.number = text, many, number
        self.values = {
            name: each if isinstance(each, str | int | float) else str(each) for name, each in values.items()
        }
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Said, (str(self), self.text, self.values, self.many, self.number)


def tr(text: str, /, **values: object) -> str:
    """Words for a person. `{name}` in them stands for a value; a text without values is taken as it is, braces and all.

    Only a text that stands in the call, or came out of `tr_noop`, can be found by those who translate.
    """
    return spoken(text, values)


def tr_n(one: str, many: str, number: int, /, **values: object) -> str:
    """The same for what is counted: `tr_n("{n} note", "{n} notes", 12)`. `{n}` is the number, its thousands apart."""
    return spoken(one, values, many, number)


def spoken(text: str, values: Mapping[str, object], many: str = "", number: int = -1) -> Said:
    """What both say, of a text that one of them said before: a new one would not be found by those who translate."""
    said = (_translate(text, number) if _translate else "") or (many if many and number != 1 else text)
    filled = {"n": thousands(number), **values} if many else values
    return Said(said.format(**filled) if filled else said, text, values, many, number)


def tr_noop(text: str) -> str:
    """The text itself. Marks words of a table, which are made before the language is known and said later, with `tr`."""
    return text


def thousands(number: int) -> str:
    """A number with its thousands apart: 12 400, in every language alike: a comma there is a fraction in some."""
    return f"{number:,}".replace(",", _NARROW_SPACE)
