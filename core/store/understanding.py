"""Whether search by meaning can reach every note, and what keeps it from that.

Owns the difference between a note that waits for its vectors, which is ordinary, and one that nobody will ever read because
its place in the queue was lost, which is a fault. Knows no model.
"""

from __future__ import annotations

from core.checks import Check, mendable
from core.language import thousands, tr, tr_noop
from core.store.embeddings import is_paused, progress
from core.store.engine import Connection
from core.store.models import Space, State, fill, only_one_changes, spaces, wants_index

_NOW = tr_noop("An open window reads them in the background; now: second-brain embed")


def look(connection: Connection) -> Check:
    """How far search by meaning has come, and whether it will ever come further."""
    in_use = [space for space in spaces(connection) if space.state is not State.KEPT]
    lost = _count(connection, _NEVER_CUT)
    lost += sum(_count(connection, _NEVER_EMBEDDED, space) for space in in_use)
    if lost:
        words = tr("{lost} pieces of notes were passed over by search by meaning.", lost=thousands(lost))
        return mendable("meaning", words, tr("Have them read."))
    serving = next((space for space in in_use if space.state is State.SERVING), None)
    if serving is None:
        total = _count(connection, "select count(*) from memories where deleted_at is null")
        nothing = tr("There is no note to be read yet.")
        words = tr("No note can be found by its meaning yet.") if total else nothing
        return Check("meaning", True, words, tr(_NOW) if total else "")
    return _reached(connection, serving)


def requeue(connection: Connection) -> str:
    """Give everything a place in the queue again that lost it; says how much."""
    only_one_changes(connection)
    count = connection.execute(
        f"insert into uncut (memory_id) {_LOST} on conflict do nothing".encode()
    ).rowcount
    for space in spaces(connection):
        if space.state is not State.KEPT:
            count += _count(connection, _NEVER_EMBEDDED, space)
            fill(connection, space)
    words = tr("Pieces of notes put up again for search by meaning: {count}.", count=thousands(count))
    return words if count else ""


def _reached(connection: Connection, space: Space) -> Check:
    embedded, total = progress(connection, space)
    words = tr(
        "{embedded} of {total} notes can be found by their meaning.",
        embedded=thousands(embedded),
        total=thousands(total),
    )
    if embedded == total:
        unbuilt = wants_index(connection, space)
        hint = tr("An index is still to be built: second-brain embed") if unbuilt else ""
        return Check("meaning", True, words, hint)
    if is_paused(connection):
        return Check(
            "meaning",
            True,
            tr("{words} Reading rests.", words=words),
            tr("Go on with: second-brain embed --resume"),
        )
    return Check("meaning", True, words, tr(_NOW))


def _count(connection: Connection, query: str, space: Space | None = None) -> int:
    query = query.replace("{vectors}", space.vectors) if space else query
    row = connection.execute(query.encode(), {"model_id": space.id if space else 0}).fetchone()
    return int(row[0]) if row else 0


# Every text with a word in it has a passage.
_LOST = r"""
select m.id from memories m where m.content ~ '\w'
    and not exists (select from passages p where p.memory_id = m.id)
    and not exists (select from uncut u where u.memory_id = m.id)
"""

_NEVER_CUT = f"select count(*) from ({_LOST}) as lost"

_NEVER_EMBEDDED = """
select count(distinct p.hash) from passages p
where not exists (select from {vectors} v where v.hash = p.hash)
    and not exists (select from unembedded u where u.model_id = %(model_id)s and u.hash = p.hash)
"""
