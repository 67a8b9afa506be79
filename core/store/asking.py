"""Turns the words of a query into what the index of words understands.

Owns how a word, a chunk or a phrase becomes a `tsquery`, and which terms are weighed when a note is ranked. Pure text:
`core.store.finding` runs it. The lexemes and their namespaces are those of `core.store.lexemes`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.search.nodes import And, Field, Filter, Node, Or, Phrase, TagName, Word
from core.store.lexemes import FEATURE, LONGEST_LEXEME, STEM, TITLE, in_file, quoted, tag_lexemes
from core.text.language import is_small
from core.text.segmentation import Kind, Token, tokens
from core.text.stems import stems

_WEIGHTS = {"any": "", "title": "A", "body": "D"}
_OF_STEMS = {"any": "", "title": "B", "body": "C"}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a note is ranked by.

    `word` is it as typed, folded, and its lexeme; `forms` are that and the lexemes of its other forms; `begins` when longer
    words that begin so count as well. `parts` and `meant` stand in for it: words of the notebook that hold it inside, and
    words that may have been meant where it is itself unknown.
    """

    word: str
    forms: tuple[str, ...]
    kind: Kind = Kind.WORD
    field: Field = "any"
    begins: bool = False
    small: bool = False
    """It says little: an article, a question word."""
    parts: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    notes: int = 0
    """In about how many documents one of its forms is."""
    documents: int = 0
    """In about how many documents anything is that counts as this word, longer words included."""
    as_typed: int = 0
    """In how many it stands exactly so."""
    file: bool = False
    """Whether words of files are asked for, and not those of notes."""

    @property
    def exact(self) -> str:
        """The `tsquery` for the word as it was typed."""
        return self._item(self.word)

    @property
    def same(self) -> str:
        """The `tsquery` for all its forms."""
        return _any([self._item(each) for each in self.forms])

    @property
    def plain_forms(self) -> tuple[str, ...]:
        """Its forms as words, without their namespace."""
        return tuple(dict.fromkeys(form.removeprefix(STEM) for form in self.forms))

    @property
    def longer(self) -> str:
        """The `tsquery` for words that begin so."""
        return self._item(self.word, "*")

    @property
    def asks(self) -> str:
        """The `tsquery` for whatever counts as this word."""
        items = [self._item(each) for each in (*self.forms, *self.parts, *self.meant)]
        return _any([*items, self.longer] if self.begins else items)

    def _item(self, lexeme: str, begins: str = "") -> str:
        return _item(lexeme, self.field, begins, self.file)


def term_of(word: str, field: Field, languages: Sequence[str]) -> Term:
    """The term for one folded word in all its forms in these languages."""
    found = [word]
    for language in languages:
        stem = stems([word], language)[0]
        found += [stem, STEM + stem]
    small = any(is_small(word, language) for language in languages)
    return Term(word, tuple(dict.fromkeys(found)), field=field, small=small)


def terms_of(node: Word | Phrase, languages: Sequence[str]) -> list[Term]:
    """What a note is ranked by for a word or phrase: words in their forms, chunks, and pairs of unspaced characters."""
    found: list[Term] = []
    run = list(tokens(node.text))
    chunked = [each for each in run if each.kind is Kind.CHUNK]
    for token in run:
        if token.kind is Kind.WORD and not _only_part(token, chunked, run):
            found.append(term_of(token.text, node.field, languages))
        elif token.kind is Kind.CHUNK or (token.kind is Kind.GRAM and not _last_alone(token, run)):
            found.append(_plain(token, node.field))
    if isinstance(node, Phrase):
        return [replace(each, forms=(each.word,)) for each in found]
    begins = node.prefix and len(found) > 0
    return [*found[:-1], replace(found[-1], begins=True)] if begins else found


def tsquery_of(node: Word | Phrase, terms: Sequence[Term], file: bool = False) -> str | None:
    """What a part of a note must match to hold this word or phrase; None where it holds nothing to look up.

    `terms` are those of `terms_of`, perhaps with words that stand in for them. With `file`, what the words of a whole file
    must match, which are in no order: see `is_row`.
    """
    run = list(tokens(node.text))
    if not run:
        return None
    words = [each for each in run if each.kind is not Kind.CHUNK]
    if len(words) == 1 and len(terms) == 1 and not isinstance(node, Phrase):
        return terms[0].asks
    row = _row(words, node, file)
    chunks = [each for each in terms if each.kind is Kind.CHUNK]
    if isinstance(node, Phrase):
        return " & ".join([row, *(each.asks for each in chunks)])
    return _any([*(each.asks for each in chunks), row]) if chunks else row


def is_row(node: Word | Phrase) -> bool:
    """Whether several words have to stand one after the other."""
    return sum(each.kind is not Kind.CHUNK for each in tokens(node.text)) > 1


def chunk_in_file(node: Word | Phrase) -> str:
    """A `tsquery` for the sums of files which hold a word of several as it was typed, a file's name for instance, whatever
    stands beside what; empty where there is nothing of that kind."""
    chunks = [each.text for each in tokens(node.text) if each.kind is Kind.CHUNK]
    found = [_item(chunk, node.field, file=True) for chunk in chunks]
    return _any(found) if found and not isinstance(node, Phrase) else ""


def superset_of(node: Node | None, asks: Mapping[Word | Phrase, str], labels: bool = True) -> str | None:
    """A `tsquery` that every part of a note matches for which the node may hold; None where any may. Without `labels` where
    tags and features are not looked at, as the words of files have none."""
    if isinstance(node, Word | Phrase):
        return asks.get(node)
    if isinstance(node, Filter):
        return _label(*label) if labels and (label := label_of(node)) else None
    if isinstance(node, And):
        inner = [each for each in (superset_of(each, asks, labels) for each in node.nodes) if each]
        return " & ".join(f"({each})" for each in inner) or None
    if isinstance(node, Or):
        either = [superset_of(each, asks, labels) for each in node.nodes]
        return _any([each for each in either if each]) if all(either) else None
    return None


def label_of(node: Filter) -> tuple[str, bool] | None:
    """The lexeme that all parts of just those notes hold for which a filter holds, and whether one that begins so will do;
    None where the index of words does not tell."""
    if isinstance(node.value, TagName):
        tag = node.value
        lexeme = tag_lexemes(tag.text if tag.prefix else tag.text.rstrip("/") or tag.text)[-1]
        return (lexeme, tag.prefix) if tag.text and len(lexeme.encode()) <= LONGEST_LEXEME else None
    if node.name == "has" or (node.name, node.value) == ("is", "pinned"):
        return f"{FEATURE}{node.value}", False
    return None


def _label(lexeme: str, begins: bool) -> str:
    return quoted(lexeme) + (":*" if begins else "")


def _plain(token: Token, field: Field) -> Term:
    alone = token.kind is Kind.GRAM and len(token.text) == 1
    return Term(token.text, (token.text,), token.kind, field, begins=alone)


def _row(words: Sequence[Token], node: Word | Phrase, file: bool) -> str:
    """The words one after the other, as far apart as they stand; of a file all of them."""
    kept = [each for each in words if not _last_alone(each, words)]
    asked = ""
    for number, token in enumerate(kept):
        unfinished = isinstance(node, Word) and node.prefix and number == len(kept) - 1
        alone = token.kind is Kind.GRAM and len(token.text) == 1
        item = _item(token.text, node.field, "*" if unfinished or alone else "", file)
        between = "&" if file else f"<{token.position - kept[number - 1].position}>"
        asked += f" {between} {item}" if number else item
    return f"({asked})"


def _last_alone(token: Token, run: Sequence[Token]) -> bool:
    """Whether this is the last character of a longer run, which the pair before it holds already."""
    return (
        token.kind is Kind.GRAM
        and len(token.text) == 1
        and any(other.kind is Kind.GRAM and other.end == token.end and other is not token for other in run)
    )


def _only_part(word: Token, chunks: Sequence[Token], run: Sequence[Token]) -> bool:
    """Whether a word is the only one of its chunk, as in C++: then the chunk alone is meant."""
    for chunk in chunks:
        if chunk.start <= word.start and word.end <= chunk.end:
            inside = [w for w in run if w.kind is Kind.WORD and chunk.start <= w.start and w.end <= chunk.end]
            return len(inside) == 1
    return False


def _item(lexeme: str, field: Field, begins: str = "", file: bool = False) -> str:
    """A lexeme in a `tsquery`. Words of titles have lexemes of their own, and so a rare title is found quickly."""
    if field == "title" and not lexeme.startswith(STEM):
        return quoted(TITLE + lexeme) + (":*" if begins else "")
    weight = (_OF_STEMS if lexeme.startswith(STEM) else _WEIGHTS)[field]
    flags = begins + weight
    stored = quoted(in_file(lexeme) if file else lexeme)
    return f"{stored}:{flags}" if flags else stored


def _any(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else "(" + " | ".join(items) + ")"
