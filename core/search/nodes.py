"""What a query is made of: a tree of words, phrases and filters. Pure values.

Owns the shapes and the rules that keep a tree in its simplest form: nothing empty, no And inside an And, no double Not.
Refuses to know how a tree is typed (`core.search.printing`, `core.search.lexer`) and how it is answered (`core.store`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from core.search.dates import Span

Field = Literal["any", "title", "body"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word to be found, in any of its forms; with `prefix`, longer words that begin so count too."""

    text: str
    field: Field = "any"
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row, exactly these."""

    text: str
    field: Field = "any"


@dataclass(frozen=True, slots=True)
class TagName:
    """A tag as a person names it: case and accents do not matter, the tags below it count too. With `prefix`, every tag
    that begins so; a prefix without text is any tag."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What a note must be like, other than its words. `value` by `name`:

    "tag": a TagName · "created", "updated": a Span · "has", "is", "source": one of `CHOICES[name]` · "type": any text ·
    "id": 4 to 32 hexadecimal digits, lower case, without hyphens.
    """

    name: str
    value: TagName | Span | str


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that the node does not hold for."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """What all of two or more nodes hold for."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What at least one of two or more nodes holds for."""

    nodes: tuple[Node, ...]


class Sort(StrEnum):
    """How hits are sorted: the best, the last changed or the newest first, or by title from A to Z."""

    RELEVANCE = "relevance"
    UPDATED = "updated"
    CREATED = "created"
    TITLE = "title"


Leaf = Word | Phrase | Filter
Node = Leaf | Not | And | Or

CHOICES = {
    "has": ("attachment", "image", "link", "task", "open-task", "done-task", "code"),
    "is": ("trashed", "conflict", "untagged", "pinned"),
    "source": ("import", "last-import", "device"),
    "sort": tuple(Sort),
}


def all_of(nodes: Sequence[Node]) -> Node | None:
    """The simplest node that holds where all of these do; None for none."""
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, And) else (node,))]
    return And(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def any_of(nodes: Sequence[Node]) -> Node | None:
    """The simplest node that holds where one of these does; None for none."""
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, Or) else (node,))]
    return Or(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def negated(node: Node) -> Node:
    """The simplest node that holds where this one does not."""
    return node.node if isinstance(node, Not) else Not(node)


def leaves(node: Node | None) -> Iterator[Leaf]:
    """The words, phrases and filters of a tree in the order they were typed, whether excluded or not."""
    if isinstance(node, And | Or):
        for inner in node.nodes:
            yield from leaves(inner)
    elif isinstance(node, Not):
        yield from leaves(node.node)
    elif node is not None:
        yield node


def text_leaves(node: Node | None, wanted: bool = True) -> Iterator[Word | Phrase]:
    """The words and phrases that a note shall hold, or with `wanted` False those it shall not."""
    return (leaf for leaf in wanted_leaves(node, wanted) if not isinstance(leaf, Filter))


def wanted_leaves(node: Node | None, wanted: bool = True) -> Iterator[Leaf]:
    """The words, phrases and filters that shall hold for a note, or with `wanted` False those that shall not."""
    if isinstance(node, And | Or):
        for each in node.nodes:
            yield from wanted_leaves(each, wanted)
    elif isinstance(node, Not):
        yield from wanted_leaves(node.node, not wanted)
    elif node is not None and wanted:
        yield node
