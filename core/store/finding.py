"""Answers a query from the words of the notes: full text with ranking, title first, the last word as a prefix.

Owns the SQL of searching. Its cost is bounded whatever is typed: only the newest `_RANKED` matches are ranked, and no
statement runs longer than `_LIMIT_MS`. Where no word matches, the text is looked for as it stands, so that `C++` and words
inside longer ones are found as well.
"""

from __future__ import annotations

import re
from typing import Any

from psycopg.rows import namedtuple_row

from core.errors import Cancelled
from core.search.result import Excerpt, Hit, SearchResult
from core.search.terms import Query, Term
from core.store.engine import Connection, translating
from core.text.titles import plain_line

_RANKED = 2_000  # matches, the newest ones: measured as quick as a person types, at a million notes too
_LIMIT_MS = 2_000
_LOOK_AT = 4_000  # characters of a note that an excerpt is made from
_EXCERPT = 200
_LIKE = re.compile(r"[%_\\]")
_OPEN, _CLOSE = "\x02", "\x03"
_MARKS = re.compile(f"([{_OPEN}{_CLOSE}])")
_HEADLINE = (
    f"StartSel={_OPEN}, StopSel={_CLOSE}, MaxWords=32, MinWords=16, MaxFragments=1, FragmentDelimiter= … "
)


def find(connection: Connection, query: Query, limit: int) -> SearchResult:
    """The notes outside the trash that hold every term. Notes with exactly this title come first, always."""
    if not query.terms:
        return SearchResult(query.text, (), 0)
    try:
        with translating():
            connection.execute(f"set local statement_timeout = {_LIMIT_MS}".encode())
            return _by_words(connection, query, limit) or _as_typed(connection, query, limit)
    except Cancelled:
        return SearchResult(query.text, (), 0, at_least=True)


def _by_words(connection: Connection, query: Query, limit: int) -> SearchResult | None:
    wanted, parameters = _tsquery(query.terms)
    parameters |= {"limit": limit, "text": query.text, "headline": _HEADLINE, "first": query.terms[0].text}
    parameters |= {"ranked": _RANKED, "look_at": _LOOK_AT}
    rows = _rows(connection, _WORDS.replace("{wanted}", wanted), parameters)
    if not rows:
        return None
    total, matched = rows[0].total, rows[0].matched
    return SearchResult(query.text, tuple(_hit(row) for row in rows), total, at_least=matched >= _RANKED)


def _as_typed(connection: Connection, query: Query, limit: int) -> SearchResult:
    conditions = []
    parameters: dict[str, Any] = {"limit": limit, "first": query.terms[0].text, "ranked": _RANKED}
    for number, term in enumerate(query.terms):
        conditions.append(f"content ilike %(t{number})s")
        parameters[f"t{number}"] = "%" + _LIKE.sub(r"\\\g<0>", term.text) + "%"
    rows = _rows(connection, _AS_TYPED.replace("{conditions}", " and ".join(conditions)), parameters)
    hits = tuple(_hit_as_typed(row, query.terms) for row in rows)
    return SearchResult(query.text, hits, rows[0].total if rows else 0)


# Matches are taken newest first and ranked only then; the exact title is looked up by its own index, so that it is found
# among however many matches. The excerpt is made for the hits alone, from the part around the first term.
_WORDS = """
with wanted as materialized (select {wanted} as q),
matched as materialized (
    select memory_id, words from search_documents, wanted
    where words @@ q order by number desc limit %(ranked)s
),
ranked as (
    select memory_id, max(ts_rank_cd('{0.1, 0.2, 0.6, 1.0}', words, q, 1)) as rank
    from matched, wanted group by memory_id
),
named as (
    select id as memory_id from memories
    where lower(title) = lower(%(text)s::text) and deleted_at is null limit 50
),
scored as (
    select m.id, m.title, m.tags, m.updated_at, m.content, coalesce(r.rank, 0) + case
        when n.memory_id is not null then 100
        when starts_with(lower(m.title), lower(%(text)s::text)) then 10
        else 0 end as score
    from ranked r full join named n using (memory_id)
    join memories m on m.id = coalesce(r.memory_id, n.memory_id)
    where m.deleted_at is null
),
best as (
    select *, count(*) over () as total from scored order by score desc, updated_at desc, id limit %(limit)s
)
select id, title, tags, updated_at, score, total, (select count(*) from matched) as matched,
    ts_headline('english', substring(
        content from greatest(1, strpos(lower(content), lower(%(first)s::text)) - 150) for %(look_at)s
    ), q, %(headline)s) as headline
from best, wanted order by score desc, updated_at desc, id
"""

_AS_TYPED = """
with matched as materialized (
    select id, title, tags, updated_at, content from memories
    where deleted_at is null and {conditions} order by updated_at desc limit %(ranked)s
)
select id, title, tags, updated_at, count(*) over () as total,
    substring(content from greatest(1, strpos(lower(content), lower(%(first)s::text)) - 80) for 400) as around
from matched order by updated_at desc limit %(limit)s
"""


def _rows(connection: Connection, query: str, parameters: dict[str, Any]) -> list[Any]:
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        return cursor.execute(query.encode(), parameters).fetchall()


def _tsquery(terms: tuple[Term, ...]) -> tuple[str, dict[str, Any]]:
    """An SQL expression for the query, and its parameters: exact form or English stem of every term.

    A term that holds no word for Postgres, such as `++`, gives an empty query, which `&&` passes over.
    """
    parts = []
    parameters: dict[str, Any] = {}
    for number, term in enumerate(terms):
        name = f"t{number}"
        if term.phrase:
            words = f"fold_accents(%({name})s)"
            parts.append(f"(phraseto_tsquery('simple', {words}) || phraseto_tsquery('english', {words}))")
            parameters[name] = term.text
        else:
            quoted = "'" + term.text.replace("\\", "\\\\").replace("'", "''") + "'"
            parts.append(
                f"(to_tsquery('simple', fold_accents(%({name})s)) || to_tsquery('english', fold_accents(%({name}e)s)))"
            )
            parameters[name] = quoted + (":*" if term.prefix else "")
            parameters[f"{name}e"] = quoted
    return " && ".join(parts), parameters


def _hit(row: Any) -> Hit:
    return Hit(
        row.id,
        row.title,
        _excerpt(row.headline, row.title),
        float(row.score),
        tuple(row.tags),
        row.updated_at,
    )


def _excerpt(headline: str, title: str) -> Excerpt:
    """The headline in plain words on one line, without the title in front, its marks as places."""
    lines = [plain for line in headline.splitlines() if (plain := _plain(line))]
    while len(lines) > 1 and _MARKS.sub("", lines[0]) in title:
        del lines[0]
    text, marks, start = "", [], 0
    for piece in _MARKS.split(" ".join(lines)):
        if piece == _OPEN:
            start = len(text)
        elif piece == _CLOSE:
            marks.append((start, len(text)))
        else:
            text += piece
    return Excerpt(text, tuple(marks))


def _plain(line: str) -> str:
    """A line without its marks; the cells of a table side by side, and nothing of the rule below its head."""
    plain = plain_line(line)
    return plain_line(plain.strip("| ").replace("|", "·")) if plain.startswith("|") else plain


def _hit_as_typed(row: Any, terms: tuple[Term, ...]) -> Hit:
    text = re.sub(r"\s+", " ", row.around).strip()[:_EXCERPT]
    pattern = "|".join(re.escape(term.text) for term in terms)
    marks = tuple(match.span() for match in re.finditer(pattern, text, re.IGNORECASE))
    return Hit(row.id, row.title, Excerpt(text, marks), 0.0, tuple(row.tags), row.updated_at)
