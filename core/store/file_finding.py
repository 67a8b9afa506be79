"""Answers a question from what the files of notes say: which notes have such a file, and how well it answers.

A file answers by its own words and its names; filters, and what is excluded, are asked of the note that has it. Owns the SQL
of that. All notes that answer are counted, and the newest `RANKED` files are ranked. Refuses to know how words are stored.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from core.errors import TimedOut
from core.search.nodes import And, Node, Or, Phrase, Word, leaves
from core.store.asking import chunk_in_file, is_row
from core.store.engine import Connection
from core.store.file_words import FILES, SUMS, InFile, found_in
from core.store.filters import Sql, condition
from core.store.finding import KEPT, LENGTH, ORDERS, Answer, Found, leaf_of, rows_of, score_of, shape_of
from core.store.question import Question, members_of

RANKED = 500  # files; the sum of a large one takes a tenth of a millisecond


def joined(connection: Connection, asked: Question, answer: Answer) -> Answer:
    """The answer with the notes of which a file answers. Where that takes too long, without them."""
    if asked.beside is None or answer.too_long:
        return answer
    try:
        with connection.transaction():  # one that is stopped is given up alone
            found = rows_of(connection, *_search(asked, asked.beside))
    except TimedOut:
        return replace(answer, at_least=True, too_long=not answer.found)
    files = tuple(Found(row.memory_id, float(row.score)) for row in found)
    return replace(answer, total=answer.total + (found[0].more if found else 0), files=files)


def holds(connection: Connection, memory_id: UUID, asked: Question) -> bool:
    """Whether one file of a note answers alone."""
    if asked.beside is None:
        return False
    where, parameters = _where(asked, asked.beside)
    query = _HOLDS.format(where=where)
    return bool(rows_of(connection, query, parameters | {"this_note": memory_id}))


def places(connection: Connection, asked: Question, memory_ids: list[UUID]) -> dict[UUID, InFile]:
    """For each of these notes of which a file holds something of what was asked, where that is best."""
    if asked.beside is None or not asked.beside.terms:
        return {}
    plain = [replace(term, file=False) for term in asked.beside.terms]
    rows = [leaf for leaf in leaves(asked.root) if isinstance(leaf, Word | Phrase) and leaf in asked.asks]
    best = [asked.asks[leaf] for leaf in rows if is_row(leaf)] or [term.asks for term in plain]
    return found_in(
        connection,
        memory_ids,
        " | ".join(term.asks for term in asked.beside.terms),
        " | ".join(term.asks for term in plain),
        " & ".join(f"({each})" for each in best),
    )


def _search(asked: Question, beside: Question) -> tuple[str, dict[str, Any]]:
    where, parameters = _where(asked, beside)
    scored, weights = score_of(beside) if beside.terms else ("0", {})
    parameters |= weights | shape_of(beside) | {"ranked": RANKED, "kept": KEPT, "own": asked.driver}
    order = ORDERS.get(asked.sort)
    return _WORDS.format(
        where=where,
        length=LENGTH,
        scored=scored,
        newest=order or "m.updated_at desc",
        best=f"{order}, m.id" if order else "s.score desc, m.updated_at desc, m.id",
    ), parameters


def _where(asked: Question, beside: Question) -> tuple[str, dict[str, Any]]:
    """Everything that has to hold, over the sum `d` of a file and the note `m` that has it."""
    told, parameters = ["d.words @@ %(files)s::tsquery"], {"files": beside.driver}
    for number, node in enumerate(members_of(beside.root)):
        if not _is_text(node, beside):
            sql, more = condition(node, leaf_of(asked, f"leaf{number}_", alone=False))
        elif any(is_row(leaf) for leaf in leaves(node) if isinstance(leaf, Word | Phrase)):
            sql, more = condition(node, _InFile(asked, beside, f"row{number}_"))
        else:
            continue  # the driver told
        told.append(f"({sql})")
        parameters |= more
    if not asked.trash:
        told.append("m.deleted_at is null")
    return " and ".join(told), parameters


def _is_text(node: Node, beside: Question) -> bool:
    """Whether the words of a file alone tell if a node holds."""
    if isinstance(node, And | Or):
        return all(_is_text(each, beside) for each in node.nodes)
    return node in beside.asks


class _InFile:
    """How a word or phrase is asked of one file, for `condition`."""

    def __init__(self, asked: Question, beside: Question, names_begin: str) -> None:
        self._asked = asked
        self._beside = beside
        self._begin = names_begin
        self._names: dict[Node, str] = {}

    def __call__(self, node: Word | Phrase) -> Sql:
        name = self._names.setdefault(node, f"{self._begin}{len(self._names)}")
        if is_row(node):
            asks = {name: self._asked.asks[node], f"{name}c": chunk_in_file(node) or None}
            return _ROW.format(name=name), asks
        return f"d.words @@ %({name})s::tsquery", {name: self._beside.asks[node]}


_ROW = f"""coalesce(d.words @@ %({{name}}c)s::tsquery, false) or exists (
    select from file_words w where w.file = d.part / {SUMS} and w.part >= 0 and w.words @@ %({{name}})s::tsquery
)"""

_HOLDS = f"""
select from search_documents d join memories m on m.id = d.memory_id
where d.memory_id = %(this_note)s and d.part >= {FILES} and {{where}} limit 1
"""

# A note that answers by its own words is counted there, and so are all where nothing tells own words: the others are more.
_WORDS = f"""
with matching as materialized (
    select d.memory_id, d.part, row_number() over (order by {{newest}}) as place
    from search_documents d join memories m on m.id = d.memory_id
    where d.part >= {FILES} and {{where}}
),
found as materialized (
    select d.memory_id, d.words, {{length}} from matching join search_documents d using (memory_id, part)
    where place <= %(ranked)s
),
scored as materialized (select memory_id, max({{scored}}) as score from found group by memory_id),
alone as (
    select count(*) as more from (select distinct memory_id from matching) as note
    where %(own)s::tsquery is not null and not exists (
        select from search_documents x
        where x.memory_id = note.memory_id and x.part < {FILES} and x.words @@ %(own)s::tsquery offset 0
    )
)
select s.memory_id, s.score, (select more from alone) as more from scored s join memories m on m.id = s.memory_id
order by {{best}} limit %(kept)s
"""
