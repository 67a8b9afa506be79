"""A query made ready for the index of words: what each word stands for in this notebook, and how much it weighs.

Owns the look into the vocabulary: frequencies, longer words, words that were meant. `core.store.finding` answers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod

from core.search.nodes import And, Filter, Node, Or, Phrase, Sort, Word, all_of, text_leaves
from core.search.query import Query
from core.search.ranking import MOST_PAIRS
from core.search.spelling import Looked, corrected, suspicious
from core.store.asking import Term, label_of, superset_of, tsquery_of
from core.store.engine import Connection
from core.store.filters import wants_trash
from core.store.shelves import FileShelf, Shelf, documents_with
from core.store.vocabulary import Statistics, statistics
from core.text.language import ENGLISH
from core.text.segmentation import Kind, tokens

_MOST_LANGUAGES = 12  # whose stems a word of a query is brought to
_STRAY = 500  # of so many documents, one in a language is taken for a wrong guess
_MOST_TERMS = 24  # that a note is ranked by: the rarest ones
_FEW = 10  # notes: a word that is in fewer may be meant as a part of longer ones
_PARTS, _LIKE = 12, 3
# Words of a query for which others may stand in: each takes a look through the vocabulary.
_MOST_LOOKED_UP = 12
_SENTENCE = 4  # words that say something: from here on not every one has to be there


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the index.

    `root` is the tree of conditions, `asks` the `tsquery` of each word and phrase in it. Notes are ranked by `terms`, and by
    `pairs` of them side by side. `driver` is a `tsquery` that all answers match, None where any note may be one.
    """

    root: Node | None
    asks: dict[Word | Phrase, str]
    terms: tuple[Term, ...]
    pairs: tuple[tuple[str, int], ...]
    driver: str | None
    expected: int
    """About how many documents match the driver."""
    statistics: Statistics
    sort: Sort
    trash: bool
    """Whether notes in the trash may answer."""
    misspelt: dict[str, str]
    """Words that nobody wrote, and what was probably meant."""
    too_many: bool = False
    """Whether some words were left out of the ranking."""
    beside: Question | None = None
    """The same, asked of the sums of files: `asks` and `driver` are for those. None where no file can answer."""


def question(connection: Connection, query: Query) -> Question:
    """The query as this notebook understands it. Every condition of it holds for every answer."""
    known = statistics(connection)
    root = _finished(query)
    leaves = list(dict.fromkeys(text_leaves(root)))
    asked = _asked(connection, query, root, Shelf(connection, known))
    read = [leaf for leaf in leaves if leaf.field != "title"]
    if not known.files or not read or any(leaf not in asked.asks for leaf in read):
        return asked
    beside = _asked(connection, query, root, FileShelf(connection, known))
    if beside.driver is None:
        driver = " | ".join(f"({beside.asks[leaf]})" for leaf in read)
        beside = replace(beside, driver=driver)
    return replace(asked, beside=beside, misspelt=beside.misspelt | asked.misspelt)


def _asked(connection: Connection, query: Query, root: Node | None, shelf: Shelf) -> Question:
    """What is asked of one shelf."""
    leaves = list(dict.fromkeys(text_leaves(root)))
    languages = _languages(shelf)
    terms = {leaf: shelf.terms(leaf, languages) for leaf in [*leaves, *text_leaves(root, wanted=False)]}
    terms, misspelt = _looked_up(shelf, terms, leaves)
    asks = {
        leaf: asked
        for leaf, told in terms.items()
        if (asked := tsquery_of(leaf, told, shelf.file)) is not None
    }
    if shelf.file:
        asks = {leaf: asked for leaf, asked in asks.items() if leaf.field != "title"}
    wanted = _ranked(
        [term for leaf in leaves for term in terms[leaf] if not (shelf.file and term.field == "title")]
    )
    return Question(
        root=root,
        asks=asks,
        terms=wanted[:_MOST_TERMS],
        pairs=() if shelf.file else _pairs(leaves, terms),
        driver=superset_of(root, asks, labels=not shelf.file),
        expected=int(shelf.known.documents * _share(connection, root, terms, shelf.known.documents or 1)),
        statistics=shelf.known,
        sort=query.sort,
        trash=wants_trash(query),
        misspelt=misspelt,
        too_many=len(wanted) > _MOST_TERMS,
    )


def relaxed(asked: Question, most: int) -> Question | None:
    """The same for notes that hold some of the words only, the rarer ones; None where every word is needed.

    Phrases, filters and what is excluded still hold. `most` bounds how many documents may come into question.
    """
    words = [node for node in members_of(asked.root) if isinstance(node, Word) and node.field == "any"]
    terms = [term for term in asked.terms if term.notes]
    if not words or not terms or max(len(words), len(asked.terms)) < 2:
        return None
    rest = all_of([node for node in members_of(asked.root) if node not in words])
    some, expected = _rare_enough(terms, asked.statistics.documents, most)
    strict = superset_of(rest, asked.asks, labels=not terms[0].file)
    driver = f"({some}) & ({strict})" if strict else some
    return replace(asked, root=rest, driver=driver, expected=expected)


def is_sentence(asked: Question) -> bool:
    """Whether so many words were typed that hardly a note holds every one."""
    return sum(not term.small for term in asked.terms) >= _SENTENCE


def _rare_enough(terms: Sequence[Term], documents: int, most: int) -> tuple[str, int]:
    """A `tsquery` for the notes that hold one of the rarer words, so many of them that few enough documents match."""
    by_rarity = sorted(terms, key=lambda term: term.documents)
    taken, expected = [by_rarity[0].asks], by_rarity[0].documents
    for term in by_rarity[1:]:
        if expected + term.documents > most:
            break
        taken.append(term.asks)
        expected += term.documents
    if len(taken) == 1 and expected > most and len(by_rarity) > 1:  # only common words: two of them at once
        pairs = [(one, other) for one, other in pairwise(by_rarity[:4])]
        taken = [f"({one.asks} & {other.asks})" for one, other in pairs]
        expected = sum(one.documents * other.documents // (documents or 1) for one, other in pairs)
    return " | ".join(taken), expected


def _finished(query: Query) -> Node | None:
    """The tree, in which the word that is still being typed may be longer, and marks alone are looked for only where
    nothing but marks was typed, and then as they stand."""
    members = list(members_of(query.root))
    marks = [node for node in members if isinstance(node, Word) and not any(True for _ in tokens(node.text))]
    if marks and len(marks) == len(members):
        return Phrase(query.text.strip() if len(marks) > 1 else marks[0].text)
    open_word = query.open_word
    return all_of(
        [
            replace(node, prefix=True) if node is open_word and isinstance(node, Word) else node
            for node in members
            if node not in marks
        ]
    )


def members_of(root: Node | None) -> Iterator[Node]:
    """What all has to hold."""
    if isinstance(root, And):
        yield from root.nodes
    elif root is not None:
        yield root


def _languages(shelf: Shelf) -> list[str]:
    counts = shelf.languages
    spoken = [language for language in counts if counts[language] * _STRAY >= sum(counts.values())]
    return sorted(spoken, key=lambda language: -counts[language])[:_MOST_LANGUAGES] or [ENGLISH]


def _looked_up(
    shelf: Shelf, terms: dict[Word | Phrase, list[Term]], wanted: Sequence[Word | Phrase]
) -> tuple[dict[Word | Phrase, list[Term]], dict[str, str]]:
    """The terms with their frequencies, and with what stands in for those that hardly a note holds."""
    counts = shelf.counts({form for told in terms.values() for term in told for form in term.forms})
    found = {leaf: [_counted(term, counts) for term in told] for leaf, told in terms.items()}
    misspelt: dict[str, str] = {}
    rare = [leaf for leaf in wanted if isinstance(leaf, Word) and _is_rare(found[leaf])]
    for leaf in rare[:_MOST_LOOKED_UP]:
        found[leaf] = [_with_stand_ins(shelf, found[leaf][0], misspelt)]
    return {leaf: [shelf.with_documents(term) for term in told] for leaf, told in found.items()}, misspelt


def _is_rare(terms: Sequence[Term]) -> bool:
    """Whether it is a single term that hardly a note holds, and others may stand in for it."""
    return (
        len(terms) == 1
        and terms[0].notes < _FEW
        and terms[0].field == "any"
        and terms[0].kind is not Kind.GRAM
    )


def _counted(term: Term, counts: Mapping[str, int]) -> Term:
    return replace(
        term, notes=sum(counts.get(form, 0) for form in term.forms), as_typed=counts.get(term.word, 0)
    )


def _with_stand_ins(shelf: Shelf, term: Term, misspelt: dict[str, str]) -> Term:
    """The term with the longer words that hold it, or else with what was probably meant. Where a few notes hold it as it
    is, another spelling is only offered; where a file holds it, none."""
    longer = [(word, count) for word, count in shelf.words_with(term.word, _PARTS) if word != term.word]
    if term.kind is Kind.WORD and suspicious(term.word, term.notes) and not shelf.is_known(term):
        looked = Looked(term.word, term.notes, shelf.words_like(term.word, _LIKE))
        for correction in corrected([looked]):
            misspelt[term.word] = correction.instead[0]
            if not correction.known and not longer:
                counts = {each.word: each.documents for each in looked.neighbors}
                notes = sum(counts[word] for word in correction.instead)
                return replace(term, meant=correction.instead, notes=notes)
    return replace(
        term, parts=tuple(word for word, _ in longer), notes=term.notes + sum(count for _, count in longer)
    )


def _ranked(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Every term once, without those that say little where others say more; the rarest first where they are many."""
    once = list({(term.word, term.field): term for term in terms}.values())
    telling = [term for term in once if not term.small] or once
    return (
        tuple(sorted(telling, key=lambda term: term.notes)) if len(telling) > _MOST_TERMS else tuple(telling)
    )


def _pairs(
    leaves: Sequence[Word | Phrase], terms: dict[Word | Phrase, list[Term]]
) -> tuple[tuple[str, int], ...]:
    """The `tsquery` of two words side by side, with the frequency of the rarer one."""
    row = [told[0] for leaf in leaves if len(told := terms[leaf]) == 1 and told[0].kind is Kind.WORD]
    pairs = [(one, other) for one, other in pairwise(row) if not one.small and not other.small]
    return tuple(
        (f"{one.same} <-> {other.same}", min(one.notes, other.notes)) for one, other in pairs[:MOST_PAIRS]
    )


def in_index(node: Node, asks: Mapping[Word | Phrase, str]) -> bool:
    """Whether the index of words alone tells if a node holds."""
    if isinstance(node, And | Or):
        return all(in_index(each, asks) for each in node.nodes)
    return node in asks or (isinstance(node, Filter) and superset_of(node, {}) is not None)


def _share(
    connection: Connection, node: Node | None, terms: Mapping[Word | Phrase, list[Term]], documents: int
) -> float:
    """About what share of the documents matches `superset_of` a node, as if words came by chance."""
    if isinstance(node, Word | Phrase):
        return prod(min(1.0, term.documents / documents) for term in terms[node])
    if isinstance(node, Filter):
        label = label_of(node)
        return min(1.0, documents_with(connection, *label) / documents) if label else 1.0
    if isinstance(node, And):
        return prod(_share(connection, each, terms, documents) for each in node.nodes)
    if isinstance(node, Or):
        return min(1.0, sum(_share(connection, each, terms, documents) for each in node.nodes))
    return 1.0
