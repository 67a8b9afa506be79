"""One question from its text to the notes that answer it: words and meaning asked, put together, and explained.

Owns the order in which the channels are asked and what is said of a hit. The SQL is in `core.store`, the weighing in
`core.search`, the models in `core.embedding`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from core.search.excerpt import Piece, Wanted, beginning_of, piece_of
from core.search.fusion import Channels, Fused, fused
from core.search.nodes import Phrase, Word, all_of
from core.search.query import Query, QueryError, parse
from core.search.result import Channel, Evidence, Hit, Mode, SearchResult
from core.store import finding, meaning, vocabulary
from core.store.asking import text_leaves
from core.store.engine import Connection
from core.store.filters import Sql, condition, wants_trash
from core.store.finding import Answer, Row
from core.store.meaning import Near
from core.store.question import Question, is_sentence, members_of, question, relaxed
from core.text.language import ENGLISH, language_of
from core.text.segmentation import has_grams

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from core.embedding import Model

MOST_NEAR = 100  # notes that meaning brings in


@dataclass(frozen=True, slots=True)
class Asked:
    """A question under way: what it means here, and what every channel found."""

    question: Question
    query: Query
    answer: Answer
    partly: bool
    ranked: tuple[Fused, ...]
    near: Mapping[UUID, Near]
    mode: Mode


def search(
    connection: Connection, text: str, limit: int, mode: Mode, model: Callable[[], Model | None]
) -> SearchResult:
    """The best notes for a query. Raises QueryError for what is no query, unless a note is called just that."""
    finding.bounded(connection)
    query = _read(connection, text)
    asked = ask(connection, query, mode, model)
    best = asked.ranked[:limit]
    rows = finding.shown(connection, [each.id for each in best], _plain_words(asked.question))
    wanted = _wanted(asked.question)
    hits = tuple(_hit(each, rows[each.id], asked, wanted) for each in best if each.id in rows)
    return SearchResult(
        text.strip(),
        hits,
        max(asked.answer.total, len(asked.ranked)),
        at_least=asked.answer.at_least,
        mode=asked.mode,
        understood=query,
        suggestion=_suggestion(query, asked.question.misspelt),
        cut=tuple(_cut(asked)),
        coverage=meaning.coverage(connection) if mode is not Mode.WORDS else None,
    )


def ask(connection: Connection, query: Query, mode: Mode, model: Callable[[], Model | None]) -> Asked:
    """Ask every channel that the mode names, and put their answers together."""
    vocabulary.catch_up(connection)
    asked = question(connection, query)
    said = plain_text(query)
    near = _near(connection, asked, query, said, model) if mode is not Mode.WORDS and said else None
    mode = mode if near is not None else Mode.WORDS
    answer, ranking, partly = (
        _by_words(connection, asked, query) if mode is not Mode.MEANING else (finding.NOTHING, asked, False)
    )
    titles = finding.called(connection, query.text) if query.text else ()
    words = {found.memory_id: found.score for found in answer.found}
    if near is not None and mode is Mode.BOTH:
        words |= finding.scores(connection, ranking, [id_ for id_ in near.found if id_ not in words])
        near.join(connection, [id_ for id_ in words if id_ not in near.found])
    cosines = {} if near is None else {id_: each.cosine for id_, each in near.found.items()}
    channels = Channels(titles, words, finding.ideal(ranking), cosines, abroad=_is_foreign(said))
    ranked = _sorted(answer, query) or tuple(fused(channels, mode))
    return Asked(ranking, query, answer, partly, ranked, near.found if near else {}, mode)


def plain_text(query: Query) -> str:
    """What the query says in plain words, without filters and what is excluded: this is what meaning is asked for."""
    return " ".join(leaf.text for leaf in text_leaves(query.root) if leaf.text.strip())


class _Nearness:
    """What meaning found, and the model and vector to ask for more."""

    def __init__(self, model: str, vector: NDArray[float32], found: list[Near]) -> None:
        self._model = model
        self._vector = vector
        self.found = {each.memory_id: each for each in found}

    def join(self, connection: Connection, ids: list[UUID]) -> None:
        """How near these notes are, too."""
        self.found |= meaning.cosines(connection, self._model, self._vector, ids)


def _read(connection: Connection, text: str) -> Query:
    try:
        return parse(text)
    except QueryError:
        if finding.called(connection, text.strip()):  # a note is called so: no filter was meant
            return replace(parse(""), root=Phrase(text.strip()), text=text)
        raise


def _near(
    connection: Connection, asked: Question, query: Query, said: str, load: Callable[[], Model | None]
) -> _Nearness | None:
    """What meaning finds among the notes that fulfil everything but the plain words; None where there is no model."""
    name = meaning.serving(connection)
    model = load() if name is not None else None
    if name is None or model is None or model.name != name:
        return None
    vector = model.embed_query(said)
    found = meaning.nearest(connection, name, vector, MOST_NEAR, _conditions(asked, query))
    return _Nearness(name, vector, found)


def _conditions(asked: Question, query: Query) -> Sql | None:
    """What a note must fulfil to be found by meaning: filters, quoted words, and nothing that is excluded."""
    rest = all_of(
        [each for each in members_of(asked.root) if not (isinstance(each, Word) and each.field == "any")]
    )
    if rest is None:
        return None
    sql, parameters = condition(rest, finding.leaf_of(asked))
    return (sql if wants_trash(query) else f"m.deleted_at is null and ({sql})"), parameters


def _by_words(connection: Connection, asked: Question, query: Query) -> tuple[Answer, Question, bool]:
    """The notes with every word; with some of the words, where a sentence was typed or no note has all."""
    some = relaxed(asked, finding.RANKED)
    if some is None or not is_sentence(asked):
        answer = finding.answer(connection, asked, query)
        if answer.total or answer.too_long or some is None:
            return answer, asked, False
    return finding.answer(connection, some, query), some, True


def _sorted(answer: Answer, query: Query) -> tuple[Fused, ...]:
    """The notes in another order than by relevance, if the query asks for one or for no words."""
    if query.sort.value == "relevance" and any(True for _ in text_leaves(query.root)):
        return ()
    return tuple(Fused(each.memory_id, each.score, ()) for each in answer.found)


def _is_foreign(said: str) -> bool:
    return has_grams(said) or language_of(said) not in (None, ENGLISH)


def _hit(found: Fused, row: Row, asked: Asked, wanted: Wanted) -> Hit:
    near = asked.near.get(found.id)
    piece = piece_of(row.around, row.title, wanted, row.language or ENGLISH)
    if not piece.excerpt.marks:
        piece = Piece(beginning_of(_passage(row.around, near), row.title), piece.matched)
    why = tuple(_with_matches(each, piece, near, row) for each in found.why)
    return Hit(
        row.id, row.title, piece.excerpt, found.score, tuple(row.tags), row.updated_at, why, row.source_id
    )


def _with_matches(evidence: Evidence, piece: Piece, near: Near | None, row: Row) -> Evidence:
    if evidence.channel is Channel.MEANING and near is not None:
        return replace(evidence, matched=(beginning_of(_passage(row.around, near), row.title).text,))
    if evidence.channel is Channel.WORDS:
        by_word = list(piece.matched.values())
        channel = next(
            (each for each in (Channel.WORDS, Channel.PARTS, Channel.MISSPELT) if each in by_word),
            Channel.WORDS,
        )
        return replace(evidence, channel=channel, matched=tuple(piece.matched))
    return evidence


def _passage(around: str, near: Near | None) -> str:
    return around[near.start : near.end] if near is not None and near.end <= len(around) else around


def _wanted(asked: Question) -> Wanted:
    words: dict[str, Channel] = {}
    for term in asked.terms:
        words |= dict.fromkeys(term.meant, Channel.MISSPELT)
        words |= dict.fromkeys(term.parts, Channel.PARTS)
    for term in asked.terms:
        words |= dict.fromkeys(term.plain_forms, Channel.WORDS)
    beginnings = tuple(term.word for term in asked.terms if term.begins)
    return Wanted(words, frozenset(form for term in asked.terms for form in term.plain_forms), beginnings)


def _plain_words(asked: Question) -> list[str]:
    """The words by which the place in a long note is looked for."""
    return [word for term in asked.terms for word in (term.word, *term.parts[:2], *term.meant[:2])]


def _suggestion(query: Query, misspelt: Mapping[str, str]) -> str | None:
    if not misspelt:
        return None
    text = query.text
    for leaf in text_leaves(query.root):
        for word, meant in misspelt.items():
            if isinstance(leaf, Word) and leaf.text.casefold() == word:
                text = text.replace(leaf.text, meant)
    return text if text != query.text else None


def _cut(asked: Asked) -> list[str]:
    told = [asked.query.cut] if asked.query.cut else []
    if asked.query.as_of is not None:
        told.append(
            "The notebook as it was on another day cannot be searched yet; these are the notes of today."
        )
    if asked.answer.too_long:
        told.append("The search took too long and was stopped. Type another word.")
    elif asked.answer.at_least:
        told.append(f"Very many notes match; the newest {finding.RANKED:,} of them were compared.")
    if asked.partly:
        told.append("Notes that hold only some of the words are listed too.")
    if asked.question.too_many:
        told.append("Of so many words, the rarest ones decide the order.")
    return told
