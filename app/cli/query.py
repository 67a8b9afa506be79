"""A query on the command line: its words among the options, and the place where it cannot be understood.

Owns how a query is typed here and how its errors are drawn. It refuses to know what a query means: that is in the core.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from app.cli.asked import Asked
from app.cli.screen import shown

if TYPE_CHECKING:
    from core import QueryError

_WORDS = typer.Argument(
    metavar="QUERY", help='Words, "phrases", -excluded, tag:work, created:2026-03 and more.'
)
Words = Annotated[list[str], _WORDS]
SomeWords = Annotated[list[str] | None, _WORDS]
_WIDE = 76  # columns of a query that are shown around the place
_BEFORE = 30
_BREAK = re.compile(r"\s")


class QueryCommand(TyperCommand):
    """A command whose words may begin with a hyphen: `-draft` excludes a word unless it is one of the command's options."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # typer's own context is click's
        """The options first and the words behind `--`, so that no word is taken for an option."""
        takes = {
            name: not getattr(each, "is_flag", False) for each in self.get_params(ctx) for name in each.opts
        }
        options: list[str] = []
        words: list[str] = []
        rest = list(args)
        while rest:
            each = rest.pop(0)
            if each == "--":
                words, rest = words + rest, []
            elif each in takes:
                options += [each, *(rest[:1] if takes[each] else [])]
                del rest[: takes[each]]
            elif each.startswith("--") or re.fullmatch(r"-n\d+", each):
                options.append(each)
            else:
                words.append(each)
        return super().parse_args(ctx, [*options, "--", *words])


@contextmanager
def pointing_at(asked: Asked, text: str) -> Iterator[None]:
    """Tells what is wrong with this query, where, and what may have been meant, and ends the command then."""
    from core import QueryError

    try:
        yield
    except QueryError as error:
        _tell(asked, text, error)
        raise typer.Exit(1) from None


def picture(text: str, start: int, end: int) -> str:
    """A line with the query and a line with carets under the characters from `start` to `end`.

    Of a long query, what is around the place. Columns are those of a terminal, where some characters take two or none.
    """
    line = _BREAK.sub(" ", shown(text))
    first = max(0, start - _BEFORE) if len(line) > _WIDE else 0
    cut = line[first : first + _WIDE]
    opening = "…" if first else ""
    closing = "…" if first + len(cut) < len(line) else ""
    place = cut[start - first : max(end, start + 1) - first]
    indent = " " * (len(opening) + _columns(cut[: start - first]))
    return f"{opening}{cut}{closing}\n{indent}{'^' * max(_columns(place), 1)}"


def _tell(asked: Asked, text: str, error: QueryError) -> None:
    screen = asked.screen
    if screen.as_json:
        place = {"start": error.start, "end": error.end, "suggestion": error.suggestion}
        screen.answer({"error": {"words": error.words, "hint": error.hint} | place}, "")
        return
    screen.aside(error.words)
    screen.aside("\n".join(f"  {line}" for line in picture(text, error.start, error.end).splitlines()))
    if error.hint:
        screen.aside(error.hint)
    if error.suggestion:
        screen.aside(f"Try: {error.suggestion}")


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )
