"""The filters of a query in SQL: a tree of `core.search.query` as one condition over `memories m`.

Owns what each filter means for a row. Words and phrases are the caller's, who says how they are looked for; nothing here
reads the database. Every condition is true or false and never null, so that Not means the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from core.search.dates import Span
from core.search.query import And, Filter, Node, Not, Or, Phrase, Query, TagName, Word, leaves
from core.store.asking import superset_of

Sql = tuple[str, dict[str, Any]]

_IS = {
    "trashed": "m.deleted_at is not null",
    "untagged": "m.tags = '{}'",
    "conflict": "(m.clashes <> '{}' or exists (select from links l where l.source = m.id and l.kind = 'conflict')"
    " or exists (select from links l where l.target = m.id and l.kind = 'conflict'))",
}
_IMPORTED = (
    "exists (select from events e where e.aggregate_id = m.id and e.stream_version = 1 and e.superseded_by is null"
    " and e.data ? 'source')"
)
# Of this device, and not taken back since. One that was gone on with is as new as its end.
_LAST_IMPORT = (
    "(select b.aggregate_id from events b where b.event_type like 'import.%%' and not exists (select from events u"
    " where u.event_type = 'import.undone' and u.aggregate_id = b.aggregate_id) order by b.position desc limit 1)"
)
_SOURCES = {
    "import": _IMPORTED,
    "last-import": "m.id in (select e.aggregate_id from events e where e.event_type = 'memory.created'"
    f" and e.superseded_by is null and e.correlation_id = {_LAST_IMPORT})",
    "device": f"not {_IMPORTED}",
}
# The index of words knows it, and each part of a note does.
_LABELED = "exists (select from search_documents d where d.memory_id = m.id and d.part = 0 and d.words @@ {}::tsquery)"


def condition(node: Node | None, leaf: Callable[[Word | Phrase], Sql]) -> Sql:
    """The SQL that is true for the notes that a tree asks for, and its parameters; `leaf` gives that of words and phrases.

    Parameters of one name have one value, also in several conditions. The trash is the caller's: see `wants_trash`.
    """
    if node is None:
        return "true", {}
    if isinstance(node, And | Or):
        inner = [condition(each, leaf) for each in node.nodes]
        text = (" and " if isinstance(node, And) else " or ").join(sql for sql, _ in inner)
        return f"({text})", {name: value for _, parameters in inner for name, value in parameters.items()}
    if isinstance(node, Not):
        sql, parameters = condition(node.node, leaf)
        return f"not ({sql})", parameters
    if isinstance(node, Filter):
        return _filter(node)
    sql, parameters = leaf(node)
    return f"({sql})", parameters


def wants_trash(query: Query) -> bool:
    """Whether the query itself says what it wants of the trash; notes in it are left out of all others."""
    return Filter("is", "trashed") in leaves(query.root)


def _filter(node: Filter) -> Sql:
    name, value = node.name, node.value
    label = superset_of(node, {})
    if label is not None:
        return _with(_LABELED, "label", label)
    if isinstance(value, TagName):  # one longer than any that the index takes, if it is not any tag
        return ("false" if value.text else "m.tags <> '{}'"), {}
    if isinstance(value, Span):
        return _within(f"m.{name}_at", value)
    match name:
        case "is":
            return _IS[value], {}
        case "source":
            return _SOURCES[value], {}
        case "type":
            return _with("coalesce(lower(m.metadata ->> 'type') = lower({}), false)", "type", value)
        case _:
            return _identified(value)


def _within(column: str, span: Span) -> Sql:
    bounds = [(sign, value) for sign, value in ((">=", span.start), ("<", span.end)) if value is not None]
    conditions = [_with(f"{column} {sign} {{}}", "moment", value) for sign, value in bounds]
    return " and ".join(sql for sql, _ in conditions), {
        k: v for _, each in conditions for k, v in each.items()
    }


def _identified(digits: str) -> Sql:
    """Ids that begin or end with these digits; the beginning is a range of the primary key."""
    low, low_value = _with("m.id >= {}::uuid", "id", digits.ljust(32, "0"))
    high, high_value = _with("m.id <= {}::uuid", "id", digits.ljust(32, "f"))
    begins = f"{low} and {high}"
    if len(digits) == 32:
        return f"({begins})", low_value | high_value
    ends, end_value = _with("replace(m.id::text, '-', '') like {}", "id", "%" + digits)
    return f"({begins} or {ends})", low_value | high_value | end_value


def _with(sql: str, name: str, value: object) -> Sql:
    """The SQL with one parameter, named by its value: conditions put side by side never mean different things by a name."""
    digest = blake2b(repr(value).encode(), digest_size=8).hexdigest()
    name = f"{name}_{digest}"
    return sql.replace("{}", f"%({name})s"), {name: value}
