"""A query's text changed by a hand that does not type: a filter put in or taken out, the last word dropped.

The text is the truth, so every click becomes text here. Pure; refuses to know windows. Text that is no query keeps what
stands in it: a filter is put behind it then.
"""

from __future__ import annotations

from core.search.lexer import Kind, scan
from core.search.nodes import Filter, TagName
from core.search.printing import typed
from core.search.query import Part, QueryError, parse, without

_SAME = {"before": "updated", "after": "updated"}  # filters that set bounds for one and the same thing


def tag_filter(tag: str) -> str:
    """The filter for a tag as it is typed: `tag:work`, `tag:"two words"`."""
    return typed(Filter("tag", TagName(tag)))


def query_holds(text: str, *pieces: str) -> frozenset[str]:
    """Which of these pieces, such as `tag:work` or `sort:title`, stand in the text, however they are typed there."""
    there = {_plain(text[part.start : part.end]) for part in _parts(text)}
    return frozenset(piece for piece in pieces if _plain(piece) in there)


def query_toggled(text: str, piece: str) -> str:
    """The text without this piece if it holds it, else with it at the end."""
    part = _part_like(text, piece)
    return without(parse(text), part) if part is not None else _joined(text, piece)


def query_set(text: str, piece: str) -> str:
    """The text with this piece in place of what it says of the same thing: the last sort or time that is chosen counts."""
    if query_holds(text, piece):
        return query_toggled(text, piece)
    name = _SAME.get(_name_of(piece), _name_of(piece))
    kept = text
    while (part := next((each for each in _parts(kept) if each.kind == name), None)) is not None:
        kept = without(parse(kept), part)
    return _joined(kept, piece)


def query_shortened(text: str) -> str:
    """The text without its last word or phrase; filters stay. Empty when there is only one."""
    said = [part for part in _parts(text) if part.kind in ("word", "phrase", "group")]
    return without(parse(text), said[-1]) if len(said) > 1 else ""


def _parts(text: str) -> tuple[Part, ...]:
    try:
        return parse(text).parts
    except QueryError:
        return ()


def _part_like(text: str, piece: str) -> Part | None:
    wanted = _plain(piece)
    return next((part for part in _parts(text) if _plain(text[part.start : part.end]) == wanted), None)


def _plain(piece: str) -> str:
    """The piece as it is printed, large and small letters alike, as filters take them."""
    return str(parse(f"{piece} ")).casefold()


def _joined(text: str, piece: str) -> str:
    return f"{text.strip()} {piece}".strip()


def _name_of(piece: str) -> str:
    token = next(scan(piece))
    return token.name if token.kind is Kind.FILTER else ""
