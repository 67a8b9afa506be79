"""Queries made up by Hypothesis: trees as `parse` makes them, and texts as people and cats type them."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from core.search.dates import read_span
from core.search.nodes import (
    CHOICES,
    Field,
    Filter,
    Leaf,
    Node,
    Phrase,
    TagName,
    Word,
    all_of,
    any_of,
    negated,
)

NOW = datetime(2026, 11, 24, 21, 7, tzinfo=UTC)
WORDS = "garden lake C++ .env a@b.c #1234 12:30 std::vector note: tag: title: -> --flag f(x) ** % ' héron 日本".split()
PHRASES = ("two words", "- [ ]", "OR", 'say "hi"', "a “b” c", "tag:work", "(", "x*")
TAGS = ("work", "work/plan", "two words", "Año", "x*", "tag:", "#1", 'a "b" c')
SPANS = (
    "2026 2026-03 2026-3-4 2026-03..2026-05 ..2026 2026.. >2026 <2026-03 >=2026-03-14 <=today day-7 week-0 month-2"
    " year-1 yesterday week-2..yesterday"
).split()


def _words() -> st.SearchStrategy[Leaf]:
    fields: tuple[Field, ...] = ("any", "title", "body")
    plain = st.builds(Word, st.sampled_from(WORDS), st.sampled_from(fields))
    prefixes = st.builds(Word, st.sampled_from(["gar", "日", "a.b"]), st.sampled_from(fields), st.just(True))
    phrases = st.builds(Phrase, st.sampled_from(PHRASES), st.sampled_from(fields))
    return plain | prefixes | phrases


def _filters() -> st.SearchStrategy[Leaf]:
    tags = st.builds(TagName, st.sampled_from(TAGS), st.booleans()) | st.just(TagName("", True))
    spans = st.sampled_from(SPANS).map(lambda text: read_span(text, NOW))
    choices = [(name, value) for name in ("has", "is", "source") for value in CHOICES[name]]
    return (
        st.builds(Filter, st.just("tag"), tags)
        | st.builds(Filter, st.sampled_from(["created", "updated"]), spans)
        | st.sampled_from(choices).map(lambda choice: Filter(*choice))
        | st.sampled_from([Filter("type", "two words"), Filter("type", "*"), Filter("id", "28f32117")])
    )


def _branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=4)
    return inner.map(negated) | several.map(lambda nodes: _made(all_of(nodes))) | several.map(_any)


def _any(nodes: list[Node]) -> Node:
    return _made(any_of(nodes))


def _made(node: Node | None) -> Node:
    assert node is not None
    return node


def trees(leaves: st.SearchStrategy[Leaf] | None = None) -> st.SearchStrategy[Node]:
    """Trees in the simplest form that parsing gives."""
    return st.recursive(_words() | _filters() if leaves is None else leaves, _branches, max_leaves=12)


_PIECES = (
    '( ) " “ ” - # : * OR AND .. > < = , / @ tag: title: body: created: updated: before: after: has: is: type: source:'
    " id: sort: as-of: foo: work 2026 2026-03 day-7 image trashed import beef title relevance héron 日本 1234 - [ ]"
    " tag:* -tag:x has:image is:pinned sort:title as-of:2026 \0 \ud800 \u2028 \n"
).split(" ")
texts = st.lists(st.sampled_from([*_PIECES, " ", " ", " "]), max_size=30).map("".join) | st.text(max_size=60)
