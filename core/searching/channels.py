"""A query put to every channel: words, titles and meaning, and one ranked list of notes out of their answers.

Owns the order in which the channels are asked, and which of them may answer. The SQL is in `core.store`, the weighing in
`core.search`, the models in `core.embedding`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from core.errors import BrainError, Cancelled
from core.progress import Stop, never
from core.search.fusion import Channels, Fused, fused
from core.search.nodes import Phrase, Sort, Word, all_of, text_leaves
from core.search.query import Query, QueryError, parse, plain
from core.search.result import Mode
from core.store import file_finding, finding, meaning, vocabulary
from core.store.engine import Connection
from core.store.filters import Sql, condition
from core.store.finding import Answer
from core.store.question import Question, is_sentence, members_of, question, relaxed
from core.text.language import ENGLISH, language_of
from core.text.segmentation import fold, has_grams

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from core.embedding import Model

MARKS = ".,;:!?"  # around a word; they are no part of it
MOST_NEAR = 50  # notes that meaning brings in


@dataclass(frozen=True, slots=True)
class Asked:
    """What every channel found. `strict` is the question with every condition, `question` the one that was answered by
    words: without some of them where `partly`. `mode` is what answered. `silent` says why the model gave no answer, if it
    was asked for one."""

    query: Query
    strict: Question
    question: Question
    answer: Answer
    ranked: tuple[Fused, ...]
    nearness: Nearness | None
    mode: Mode
    silent: str = ""

    @property
    def partly(self) -> bool:
        """Whether notes count that hold some of the words only."""
        return self.question is not self.strict


class Nearness:
    """How near notes are to a query by a model: those that meaning found, and any other that is asked for."""

    def __init__(
        self, connection: Connection, model: str, vector: NDArray[float32], where: Sql | None
    ) -> None:
        self._model = model
        self._vector = vector
        self.found = {
            each.memory_id: each for each in meaning.nearest(connection, model, vector, MOST_NEAR, where)
        }

    def join(self, connection: Connection, ids: Collection[UUID]) -> None:
        """How near these notes are, too."""
        missing = [id_ for id_ in ids if id_ not in self.found]
        if missing:
            self.found |= meaning.cosines(connection, self._model, self._vector, missing)


def ask(
    connection: Connection,
    text: str,
    mode: Mode,
    model: Callable[[str], Model | None],
    cancelled: Stop = never,
) -> Asked:
    """Ask every channel that the mode names, and put their answers together.

    Raises QueryError for what is no query, unless a note is called just that; and Cancelled between two channels.
    """
    vocabulary.count_for_search(connection)
    finding.bounded(connection)
    query = read(connection, text)
    strict = question(connection, query)
    _go_on(cancelled)
    said = plain_text(query, {term.word: term.meant[0] for term in strict.terms if term.meant})
    by_meaning = mode is not Mode.WORDS and said
    nearness, silent = _nearness(connection, strict, said, model) if by_meaning else (None, "")
    _go_on(cancelled)
    mode = mode if nearness is not None else Mode.WORDS
    answer, asked = _by_words(connection, strict) if mode is not Mode.MEANING else (finding.NOTHING, strict)
    _go_on(cancelled)
    words = {found.memory_id: found.score for found in answer.found}
    if nearness is not None and mode is Mode.BOTH:
        words |= finding.scores(connection, asked, [id_ for id_ in nearness.found if id_ not in words])
        nearness.join(connection, words)
    channels = Channels(
        titles=finding.called(connection, title) if (title := query.text.strip()) else (),
        words=words,
        files={found.memory_id: found.score for found in answer.files},
        ideal=finding.ideal(asked),
        meaning={id_: each.cosine for id_, each in nearness.found.items()} if nearness else {},
        telling=sum(not term.small for term in strict.terms),
        abroad=_is_foreign(said),
    )
    ranked = _sorted(connection, answer, query, fused(channels, mode), set(channels.titles))
    return Asked(query, strict, asked, answer, ranked, nearness, mode, silent)


def _go_on(cancelled: Stop) -> None:
    if cancelled():
        raise Cancelled


def plain_text(query: Query, meant: Mapping[str, str] | None = None) -> str:
    """What the query says in plain words, without filters and what is excluded: this is what meaning is asked for. Words
    that nobody wrote give way to those that were probably `meant`."""
    words = [leaf.text for leaf in text_leaves(query.root) if leaf.text.strip()]
    return " ".join((meant or {}).get(fold(word).strip(MARKS), word) for word in words)


def read(connection: Connection, text: str) -> Query:
    """The query that a text is. Raises QueryError for what is none, unless a note is called just that."""
    try:
        return parse(text)
    except QueryError:
        title = plain(text).strip()
        if finding.called(connection, title):  # a note is called so: no filter was meant
            return replace(parse(""), root=Phrase(title), text=title)
        raise


def _nearness(
    connection: Connection, asked: Question, said: str, load: Callable[[str], Model | None]
) -> tuple[Nearness | None, str]:
    """What meaning finds among the notes that fulfill everything but the plain words; None where no model can answer, and
    why one that should does not."""
    name = meaning.serving(connection)
    model = load(name) if name is not None else None
    if name is None or model is None:
        return None, ""
    try:
        vector = model.embed_query(said)
    except BrainError as error:  # a model elsewhere cannot be reached: words answer
        return None, error.words
    return Nearness(connection, name, vector, _conditions(asked)), ""


def _conditions(asked: Question) -> Sql | None:
    """What a note must fulfill to be found by meaning: filters, quoted words, and nothing that is excluded."""
    rest = all_of(
        [each for each in members_of(asked.root) if not (isinstance(each, Word) and each.field == "any")]
    )
    if rest is None:
        return None
    sql, parameters = condition(rest, finding.leaf_of(asked))
    return (sql if asked.trash else f"m.deleted_at is null and ({sql})"), parameters


def _by_words(connection: Connection, strict: Question) -> tuple[Answer, Question]:
    """The notes with every word; with some of the words, where a sentence was typed or no note has all."""
    some = _relaxed(strict)
    if some is None or not is_sentence(strict):
        answer = _answer(connection, strict)
        if answer.total or answer.too_long or some is None:
            return answer, strict
    return _answer(connection, some), some


def _relaxed(strict: Question) -> Question | None:
    some = relaxed(strict, finding.RANKED)
    files = relaxed(strict.beside, finding.RANKED) if strict.beside is not None else None
    return replace(some or strict, beside=files or strict.beside) if some or files else None


def _answer(connection: Connection, asked: Question) -> Answer:
    """What notes say themselves, and what their files say."""
    return file_finding.joined(connection, asked, finding.answer(connection, asked))


def _sorted(
    connection: Connection, answer: Answer, query: Query, best: Sequence[Fused], titles: Collection[UUID]
) -> tuple[Fused, ...]:
    """The notes, the best first; in another order if the query asks for one or for no words. Notes called what was typed
    come before all others even then: `tag:x` may be a title."""
    if query.sort is Sort.RELEVANCE and any(True for _ in text_leaves(query.root)):
        return tuple(best)
    order = [each.memory_id for each in answer.found]
    if answer.files or not order:
        order = finding.in_order(connection, [each.id for each in best], query.sort)
    by_id = {each.id: each for each in best}
    called = [each for each in best if each.id in titles]
    return (*called, *(by_id[id_] for id_ in order if id_ in by_id and id_ not in titles))


def _is_foreign(said: str) -> bool:
    return has_grams(said) or language_of(said) not in (None, ENGLISH)
