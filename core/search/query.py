"""The query language: what a person typed, as a tree of words, phrases and filters.

Owns the grammar, its limits, and the pieces (chips) in which an understood query is shown. Words stand together and all of
them count; OR binds its two neighbors closer than the space does, so that a filter means the same at either end of a query.
Refuses to know notes, databases and ranking. The language is told in docs/using.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from core.language import tr, tr_noop
from core.search.filters import QueryError, not_to_be_excluded, read_filter, said_twice
from core.search.lexer import Kind, Token, scan
from core.search.nodes import (
    And,
    Field,
    Filter,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Sort,
    TagName,
    Word,
    all_of,
    any_of,
    leaves,
    negated,
    text_leaves,
)
from core.search.printing import in_words, typed

__all__ = [
    "MOST_CHARACTERS",
    "MOST_LEAVES",
    "And",
    "Field",
    "Filter",
    "Leaf",
    "Node",
    "Not",
    "Or",
    "Part",
    "Phrase",
    "Query",
    "QueryError",
    "Sort",
    "TagName",
    "Word",
    "leaves",
    "parse",
    "plain",
    "without",
]

MOST_CHARACTERS = 10_000
MOST_LEAVES = 64
DEEPEST = 20  # parentheses inside parentheses
_BEFORE_THE_LAST_WORD = re.compile(r".*(?=\s)", re.DOTALL)
_SORTED = {
    Sort.RELEVANCE: tr_noop("best first"),
    Sort.UPDATED: tr_noop("last changed first"),
    Sort.CREATED: tr_noop("newest first"),
    Sort.TITLE: tr_noop("by title"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """How one piece of the text, from `start` to `end`, was understood, in words that a person reads.

    `kind` is "word", "phrase", "group", or the name of a filter.
    """

    start: int
    end: int
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, understood. Two queries are equal when they ask the same; prints as a text that reads as an equal one.

    `root` is None when nothing is looked for. `text` is what was typed, characters that no note can hold replaced by spaces.
    `open_word` is the very object in the tree that is still being typed: the last word, not excluded, with nothing behind
    it. `cut` says in a sentence what was left out because it was too much; it is empty else.
    """

    root: Node | None = None
    sort: Sort = Sort.RELEVANCE
    as_of: datetime | None = None
    text: str = field(default="", compare=False)
    parts: tuple[Part, ...] = field(default=(), compare=False)
    open_word: Word | None = field(default=None, compare=False)
    cut: str = field(default="", compare=False)

    @property
    def by_meaning(self) -> bool:
        """Whether notes can be found for it by meaning, too: it has words that they shall hold, and asks about today."""
        return self.as_of is None and any(True for _ in text_leaves(self.root))

    def __str__(self) -> str:
        pieces = [] if self.root is None else [typed(self.root)]
        if self.sort is not Sort.RELEVANCE:
            pieces.append(f"sort:{self.sort}")
        if self.as_of is not None:
            pieces.append(f"as-of:{self.as_of.isoformat()}")
        text = " ".join(pieces)
        return f"{text} " if text.endswith(":") else text  # a name at the very end would wait for its value


def parse(text: str, now: datetime | None = None) -> Query:
    """The query that a text asks. Its dates are in the zone of `now`; without one, or without `now`, in this machine's.

    Raises QueryError for a filter or a value that there is not, and nothing else whatever the text is.
    """
    return _Parser(plain(text), now or datetime.now()).query()  # noqa: DTZ005 - without a zone it stands for this machine's


def plain(text: str) -> str:
    """The text with spaces for the characters that no note can hold."""
    return "".join(" " if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign for sign in text)


def without(query: Query, part: Part) -> str:
    """The text of the query without one of its parts."""
    before, after = query.text[: part.start].rstrip(), query.text[part.end :].lstrip()
    return f"{before} {after}".strip()


@dataclass(frozen=True, slots=True)
class _Piece:
    node: Node
    start: int
    end: int


class _Group:
    """What stands between two parentheses, or in the whole text: runs of pieces with OR between them."""

    def __init__(self, opening: Token | None = None) -> None:
        self.opening = opening
        self.runs: list[list[_Piece]] = []
        self._either = False

    def either(self) -> None:
        """An OR was read; it joins what stands on both its sides, and is nothing where there is only one."""
        self._either = bool(self.runs)

    def add(self, piece: _Piece) -> None:
        """One more piece was read."""
        if self._either:
            self.runs[-1].append(piece)
        else:
            self.runs.append([piece])
        self._either = False

    def pieces(self) -> list[_Piece]:
        """The runs, each as one piece; all of them count."""
        made = []
        for run in self.runs:
            node = any_of([piece.node for piece in run])
            assert node is not None, "a run begins with a piece"
            made.append(_Piece(node, run[0].start, run[-1].end))
        return made


class _Parser:
    """One pass over the tokens, with the open groups on a stack: no text is too deep."""

    def __init__(self, text: str, now: datetime) -> None:
        self._text = text
        self._now = now
        self._groups = [_Group()]
        self._ignored = 0  # parentheses opened beyond the deepest
        self._leaves = 0
        self._sort: Sort | None = None
        self._as_of: datetime | None = None
        self._settings: list[Part] = []
        self._last: Word | None = None  # the word that ends where the text does
        self._cut: list[str] = []

    def query(self) -> Query:
        """The whole text, understood."""
        read = self._within_limit()
        for token in scan(read):
            if self._leaves == MOST_LEAVES and token.kind in (Kind.WORD, Kind.PHRASE, Kind.FILTER):
                self._cut.append(
                    tr("Only the first {most} words and filters were looked for.", most=MOST_LEAVES)
                )
                self._last = None
                break
            self._take(token)
        while len(self._groups) > 1:
            self._close(len(read))
        pieces = self._groups[0].pieces()
        return Query(
            all_of([piece.node for piece in pieces]),
            self._sort or Sort.RELEVANCE,
            self._as_of,
            self._text,
            self._parts(pieces),
            self._open_word(),
            " ".join(self._cut),
        )

    def _within_limit(self) -> str:
        """As much of the text as is read, up to the end of a word where there is one."""
        if len(self._text) <= MOST_CHARACTERS:
            return self._text
        self._cut.append(tr("Only the first {most} characters were read.", most=MOST_CHARACTERS))
        words = _BEFORE_THE_LAST_WORD.match(self._text, 0, MOST_CHARACTERS + 1)
        return words[0] if words and words[0].strip() else self._text[:MOST_CHARACTERS]

    def _take(self, token: Token) -> None:
        if token.kind is Kind.OPEN:
            self._open(token)
        elif token.kind is Kind.CLOSE:
            self._close(token.end)
        elif token.kind is Kind.OR:
            self._groups[-1].either()
        elif token.kind is not Kind.NOTHING:
            self._read(token)

    def _open(self, token: Token) -> None:
        if len(self._groups) <= DEEPEST:
            self._groups.append(_Group(token))
            return
        self._ignored += 1
        if self._ignored == 1:
            self._cut.append(tr("Parentheses more than {most} deep were left out.", most=DEEPEST))

    def _close(self, end: int) -> None:
        if self._ignored:
            self._ignored -= 1
        elif len(self._groups) > 1:
            group = self._groups.pop()
            node = all_of([piece.node for piece in group.pieces()])
            if node is not None:
                self._add(node, group.opening, end)

    def _read(self, token: Token) -> None:
        leaf = self._meaning(token)
        if isinstance(leaf, Sort | datetime):
            self._set(token, leaf)
            return
        self._leaves += 1
        self._add(leaf, token, token.end)
        if isinstance(leaf, Word) and token.end == len(self._text) and not leaf.prefix:
            self._last = leaf

    def _meaning(self, token: Token) -> Leaf | Sort | datetime:
        if token.kind is Kind.WORD:
            return Word(token.text, prefix=token.prefix)
        if token.kind is Kind.PHRASE:
            return Phrase(token.text)
        return read_filter(token, self._text, self._now)

    def _set(self, token: Token, setting: Sort | datetime) -> None:
        """What concerns the whole query, wherever it stands."""
        if token.excluded:
            raise not_to_be_excluded(token, self._text)
        present = self._sort if isinstance(setting, Sort) else self._as_of
        if present not in (None, setting):
            raise said_twice(token, self._text)
        if isinstance(setting, Sort):
            self._sort, words = setting, tr(_SORTED[setting])
        else:
            self._as_of, words = setting, tr("as of {moment}", moment=f"{setting:%Y-%m-%d %H:%M}")
        self._settings.append(Part(token.start, token.end, words, token.name))

    def _add(self, node: Node, token: Token | None, end: int) -> None:
        assert token is not None, "only the outermost group has no parenthesis, and it is never added"
        node = negated(node) if token.excluded else node
        self._groups[-1].add(_Piece(node, token.start, end))

    def _parts(self, pieces: list[_Piece]) -> tuple[Part, ...]:
        parts = [
            Part(piece.start, piece.end, in_words(piece.node, self._now), _kind(piece.node))
            for piece in pieces
        ]
        return tuple(sorted([*parts, *self._settings], key=lambda part: part.start))

    def _open_word(self) -> Word | None:
        """The word at the end, unless a minus before it or before a group around it excludes it."""
        last = self._groups[0].runs[-1][-1].node if self._groups[0].runs else None
        while isinstance(last, And | Or):
            last = last.nodes[-1]
        return last if last is self._last and isinstance(last, Word) else None


def _kind(node: Node) -> str:
    node = node.node if isinstance(node, Not) else node
    match node:
        case Word():
            return "word"
        case Phrase():
            return "phrase"
        case Filter(name):
            return name
    return "group"
