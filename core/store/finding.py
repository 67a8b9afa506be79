"""Answers a question from the index of words: which notes hold them, and how well each note answers.

Owns the SQL of searching by words. The cost is bounded whatever is typed: at most `RANKED` documents are ranked, the newest
of those that match, and no statement runs longer than `LIMIT_MS`. Refuses to know meaning and how channels are put together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.rows import namedtuple_row

from core.errors import TimedOut
from core.search import ranking
from core.search.nodes import Node, Not, Phrase, Sort, Word, all_of, leaves
from core.store.asking import Term, chunk_in_file, is_row
from core.store.engine import Connection, translating
from core.store.file_words import FILES, SUMS
from core.store.filters import Sql, condition
from core.store.question import Question, in_index, members_of

RANKED = 2_000  # documents: measured as quick as a person types, at a million notes too
MOST_WALKED = 100_000  # documents at most that are gone through one after the other
_STEPS = 0.5  # documents are gone through in the time in which the index of words gives one of the newest
KEPT = 200  # notes that leave this module: more than anybody looks through
LIMIT_MS = 2_000
_LIKE = re.compile(r"[%_\\]")
ORDERS = {Sort.UPDATED: "m.updated_at desc", Sort.CREATED: "m.created_at desc", Sort.TITLE: "lower(m.title)"}


class Found(NamedTuple):
    """A note and how well its words answer, not normed."""

    memory_id: UUID
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The notes that hold what was asked, best first. `total` counts all of them; `at_least` says there are more.
    `newest_only` says that older ones were not looked at, because the words are too common for that. `files` are the notes
    of which a file answers, as well as it does; the total knows them, each note once."""

    found: tuple[Found, ...]
    total: int
    at_least: bool = False
    too_long: bool = False
    newest_only: bool = False
    files: tuple[Found, ...] = ()


class _Source(NamedTuple):
    """Where documents come from, and in which order; whether there may be too few of them."""

    documents: str
    newest: str
    is_guess: bool = False


NOTHING = Answer((), 0)


def bounded(connection: Connection) -> None:
    """From here to the end of the transaction no statement runs longer than the limit."""
    connection.execute(f"set local statement_timeout = {LIMIT_MS}".encode())


def answer(connection: Connection, asked: Question) -> Answer:
    """The notes for which every condition holds, ranked by words, or sorted as the query says."""
    if asked.root is None and asked.driver is None:
        return NOTHING
    source = _source(connection, asked)
    try:
        with connection.transaction():  # one that is stopped is given up alone
            rows = rows_of(connection, *_search(asked, source))
            if source.is_guess and not _is_full(rows):
                rows = rows_of(connection, *_search(asked, _LOOKED_UP))
    except TimedOut:
        return Answer((), 0, at_least=True, too_long=True)
    found = tuple(Found(row.memory_id, float(row.score)) for row in rows)
    walked = source is _WALKED or _is_read(asked)
    cut = walked and asked.statistics.documents > MOST_WALKED and not _is_full(rows)
    return Answer(found, rows[0].total if rows else 0, at_least=_is_full(rows), newest_only=cut)


def scores(connection: Connection, asked: Question, ids: Collection[UUID]) -> dict[UUID, float]:
    """How well the words of these notes answer; those that hold none of them are missing."""
    if not asked.terms or not ids:
        return {}
    scored, parameters = score_of(asked)
    sql = _SCORES.format(scored=scored, length=LENGTH, files=FILES)
    rows = rows_of(connection, sql, parameters | shape_of(asked) | {"ids": list(ids)})
    return {row.memory_id: float(row.score) for row in rows if row.score > 0}


def ideal(asked: Question) -> float:
    """About what a note gets that holds every term once in its text."""
    return 0.4 * sum(ranking.rarity(term.notes, asked.statistics.documents) for term in asked.terms)


def called(connection: Connection, title: str) -> tuple[UUID, ...]:
    """The notes outside the trash that are called exactly this, newest first."""
    return tuple(row[0] for row in connection.execute(_CALLED, (title,)))


def in_order(connection: Connection, ids: Sequence[UUID], sort: Sort) -> list[UUID]:
    """These notes in an order; the best first is none that is known here, and stays as it is given."""
    if sort not in ORDERS:
        return list(ids)
    query = f"select m.id from memories m where m.id = any(%s) order by {ORDERS[sort]}, m.id"
    return [row[0] for row in connection.execute(query.encode(), (list(ids),))]


def holds(connection: Connection, memory_id: UUID, told: Sql) -> bool:
    """Whether a condition is true for a note."""
    sql, parameters = told
    asks = f"select {sql} as holds from memories m where m.id = %(this_note)s"
    rows = rows_of(connection, asks, parameters | {"this_note": memory_id})
    return bool(rows and rows[0].holds)


def in_text(connection: Connection, memory_id: UUID, asked: Question) -> bool:
    """Whether what is looked for stands in a note itself, and not some of it in a file."""
    held = (
        "exists (select from search_documents d where d.memory_id = m.id and d.words @@ %(driver)s::tsquery)"
    )
    return asked.driver is None or holds(connection, memory_id, (held, {"driver": asked.driver}))


def _search(asked: Question, source: _Source) -> tuple[str, dict[str, Any]]:
    where, of_words, parameters = _where(asked)
    scored, weights = score_of(asked) if asked.terms else ("0", {})
    parameters |= weights | shape_of(asked) | {"ranked": RANKED, "kept": KEPT}
    order = ORDERS.get(asked.sort)
    parts = {
        "where": where,
        "length": LENGTH,
        "scored": scored,
        "newest": order or "m.updated_at desc",
        "best": f"{order}, m.id" if order else "s.score desc, m.updated_at desc, m.id",
        "only": "" if order else "order by score desc, number desc limit %(kept)s",
    }
    if asked.driver is None and not asked.terms:
        return _FILTERED.format(notes=_NEWEST_NOTES if _is_read(asked) else "memories", **parts), parameters
    parts["documents"], parts["newest"] = source.documents, source.newest
    parts["note"] = _ID_ALONE if of_words else _NOTE
    return _WORDS.format(**parts), parameters


def _where(asked: Question) -> tuple[str, bool, dict[str, Any]]:
    """Everything that has to hold, over the document `d` and its note `m`; and whether of the note its id is enough."""
    parameters: dict[str, Any] = {}
    told = []
    if asked.driver is not None:
        told.append("d.words @@ %(driver)s::tsquery")
        parameters["driver"] = asked.driver
    members = members_of(asked.root)
    left = all_of([node for node in members if asked.driver is None or not in_index(node, asked.asks)])
    of_words = (asked.driver is not None or bool(asked.terms)) and all(
        in_index(leaf, asked.asks) for leaf in leaves(left)
    )
    for number, node in enumerate(members_of(left)):
        sql, more = condition(node, leaf_of(asked, f"leaf{number}_", alone=isinstance(node, Not)))
        told.append(f"({sql})")
        parameters |= more
    if not asked.trash:
        told.append(_NOT_TRASHED if of_words else "m.deleted_at is null")
    return " and ".join(told) or "true", of_words, parameters


def leaf_of(asked: Question, names_begin: str = "leaf", alone: bool = True) -> Callable[[Word | Phrase], Sql]:
    """How a word or phrase is asked of a note, for `condition`: some part of the note holds it, or a file. One that does not
    decide alone is looked up note by note (`offset 0`), because the server would first gather all notes that hold it."""
    names: dict[Node, str] = {}
    apart = "" if alone else " offset 0"

    def sql(node: Word | Phrase) -> Sql:
        name = names.setdefault(node, f"{names_begin}{len(names)}")
        if node in asked.asks:
            parts = "select from search_documents x where x.memory_id = m.id and x.words @@"
            told, asks = f"exists ({parts} %({name})s::tsquery{apart})", asked.asks[node]
            if asked.beside is None or node not in asked.beside.asks:
                return told, {name: asks}
            if is_row(node):  # the sum of a file knows no order
                either = {name: asks, f"{name}c": " | ".join(filter(None, [asks, chunk_in_file(node)]))}
                told = f"exists ({parts} %({name}c)s::tsquery{apart})"
                return f"({told} or {_IN_A_FILE.format(name=name)})", either
            return told, {name: f"({asks}) | ({asked.beside.asks[node]})"}
        column = "m.title" if node.field == "title" else "m.content"
        return f"{column} ilike %({name})s", {name: "%" + _LIKE.sub(r"\\\g<0>", node.text) + "%"}

    return sql


def _source(connection: Connection, asked: Question) -> _Source:
    """The quickest way to the newest documents that match. Where very many do, the newest are gone through until enough of
    them match; where many do, the index of words is asked for the newer ones only. How many notes fulfill filters that the
    index does not know, the server knows better."""
    if asked.driver is None:
        return _AS_IT_COMES
    if asked.expected <= 2 * RANKED:
        return _LOOKED_UP
    _, of_words, _ = _where(asked)
    walked = asked.statistics.documents * RANKED / asked.expected
    if not of_words:
        return _AS_IT_COMES if walked < asked.expected else _LOOKED_UP
    if walked < min(_STEPS * asked.expected, MOST_WALKED):
        return _WALKED
    newer = 1 - 1.5 * RANKED / asked.expected
    row = connection.execute("select position from log_head").fetchone()
    since = int(newer * row[0]) if row is not None else 0
    return _Source(
        f"(select * from search_documents where number > {since})", _LOOKED_UP.newest, is_guess=True
    )


def _is_read(asked: Question) -> bool:
    """Whether texts have to be read, because signs stand in them that the index of words does not know."""
    unknown = (
        leaf for leaf in leaves(asked.root) if isinstance(leaf, Word | Phrase) and leaf not in asked.asks
    )
    return asked.driver is None and not asked.trash and any(unknown)


def _is_full(rows: Sequence[Any]) -> bool:
    return bool(rows) and rows[0].matched >= RANKED


def shape_of(asked: Question) -> dict[str, Any]:
    """The parameters by which a length and a place count."""
    return {"average": max(asked.statistics.average_length, 1.0), "places": ranking.PLACES}


def score_of(asked: Question) -> tuple[str, dict[str, Any]]:
    """The sum that ranks a document, over its `words` and the `k` of its length."""
    documents = asked.statistics.documents
    short = len(asked.terms) <= ranking.SHORT
    told: list[str] = []
    parameters: dict[str, Any] = {}
    for number, term in enumerate(asked.terms):
        weight = ranking.rarity(term.notes, documents)
        best = []
        for at, (factor, lexemes, asks) in enumerate(_grades(term)):
            best.append(_counted(f"t{number}g{at}", lexemes))
            parameters |= {f"t{number}g{at}": asks, f"t{number}g{at}w": factor * weight}
        told.append(best[0] if len(best) == 1 else f"greatest({', '.join(best)})")
        if short:
            told.append(f"case when words @@ %(t{number}x)s::tsquery then %(t{number}xw)s::float8 else 0 end")
            parameters |= {
                f"t{number}x": term.exact,
                f"t{number}xw": ranking.EXACT * ranking.rarity(term.as_typed, documents),
            }
    for number, (asks, notes) in enumerate(asked.pairs):
        told.append(f"case when words @@ %(p{number})s::tsquery then %(p{number}w)s::float8 else 0 end")
        parameters |= {f"p{number}": asks, f"p{number}w": ranking.NEAR * ranking.rarity(notes, documents)}
    return " + ".join(told), parameters


def _grades(term: Term) -> list[tuple[float, int, str]]:
    """What counts as the term: by how much, how many lexemes, and the `tsquery`."""
    grades = [(1.0, len(term.forms), term.same)]
    if term.begins:
        grades.append((ranking.LONGER, 1, term.longer))
    for factor, words in ((ranking.PART, term.parts), (ranking.MEANT, term.meant)):
        if words:
            grades.append((factor, len(words), Term(words[0], words, field=term.field).same))
    return grades


def _counted(name: str, lexemes: int) -> str:
    """BM25 for one `tsquery`, its weight included. `ts_rank` gives the saturated count, divided by the lexemes asked for."""
    count = f"least({lexemes} * ts_rank(%(places)s::float4[], words, %({name})s::tsquery), 0.97)"
    return f"coalesce(%({name}w)s::float8 / (1 + k * (1 / nullif({count}, 0) - 1)), 0)"


def rows_of(connection: Connection, query: str, parameters: dict[str, Any]) -> list[Any]:
    """What a query gives, by the names of its columns."""
    with translating(), connection.cursor(row_factory=namedtuple_row) as cursor:
        return cursor.execute(query.encode(), parameters).fetchall()


LENGTH = (
    f"{ranking.SATURATION} * ({1 - ranking.LENGTH} + {ranking.LENGTH} * d.length / %(average)s::float8) as k"
)

_WALKED = _Source(
    f"(select * from search_documents where part < {FILES} order by number desc limit {MOST_WALKED})",
    "d.number desc",
)
# With `+ 0` no index gives the order, and so the index of words is read and what it gives is sorted.
_LOOKED_UP = _Source("search_documents", "d.number + 0 desc")
_AS_IT_COMES = _Source("search_documents", "d.number desc")

_NEWEST_NOTES = (
    f"(select * from memories where deleted_at is null order by updated_at desc limit {MOST_WALKED})"
)

_IN_A_FILE = f"""exists (
    select from search_documents x join file_words w on w.file = x.part / {SUMS} and w.part >= 0
    where x.memory_id = m.id and x.part >= {FILES} and w.words @@ %({{name}})s::tsquery
)"""

# To join every match with its note takes longer than all the rest; the trash is small and has an index of its own.
_NOTE = "join memories m on m.id = d.memory_id"
_ID_ALONE = "cross join lateral (select d.memory_id as id) m"
_NOT_TRASHED = "d.memory_id not in (select id from memories where deleted_at is not null)"

_WORDS = """
with found as materialized (
    select d.memory_id, d.words, d.number, {length}
    from {documents} d {note}
    where {where} order by {newest} limit %(ranked)s
),
scored as materialized (select memory_id, max(number) as number, max({scored}) as score from found group by memory_id)
select s.memory_id, s.score, s.total, (select count(*) from found) as matched
from (select memory_id, score, count(*) over () as total from scored {only}) s join memories m on m.id = s.memory_id
order by {best} limit %(kept)s
"""

_FILTERED = """
with s as materialized (
    select m.id as memory_id, 0 as score from {notes} m where {where} order by {newest} limit %(ranked)s
)
select s.memory_id, s.score, count(*) over () as total, (select count(*) from s) as matched
from s join memories m on m.id = s.memory_id
order by {best} limit %(kept)s
"""

# `offset 0`: the index of titles is read. To go through all notes in the order of the list never ends where there is none.
_CALLED = """
select id from (
    select id, updated_at from memories where lower(title) = lower(%s) and deleted_at is null offset 0
) as titled order by updated_at desc limit 50
"""

_SCORES = """
select memory_id, max({scored}) as score
from (select d.memory_id, d.words, {length} from search_documents d where d.memory_id = any(%(ids)s)
    and d.part < {files}) as found
group by memory_id
"""
