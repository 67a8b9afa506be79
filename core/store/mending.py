"""What the doctor does for the database: everything here is derived, or guards what is not, and can be made again.

Owns which finding is mended how. Refuses to touch the log, drafts and imported vectors; no note is different afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import psycopg

from core.checks import Check
from core.errors import BrainError, Cancelled
from core.language import thousands, tr, tr_n
from core.progress import Progress, Stop, never, unheard
from core.store import orphans, soundness, understanding, vocabulary, words
from core.store.database import Database
from core.store.engine import Connection

Mend = Callable[[Database, Progress, Stop], str]


def mend(
    database: Database, checks: Iterable[Check], progress: Progress = unheard, cancelled: Stop = never
) -> tuple[str, ...]:
    """Mend what these checks say can be mended; what was done, a sentence each. What cannot be done is told as well, and
    the rest goes on. Raises Cancelled between two of them."""
    told = []
    for check in checks:
        if not check.mend or check.name not in _MENDS:
            continue
        if cancelled():
            raise Cancelled("Mending was stopped.")
        try:
            told.append(_MENDS[check.name](database, progress, cancelled))
        except Cancelled:
            raise
        except BrainError as problem:
            told.append(tr("Not mended ({name}): {reason}", name=check.name, reason=problem.words))
        except psycopg.Error as error:
            reason = error.diag.message_primary
            told.append(tr("Not mended ({name}): {reason}.", name=check.name, reason=reason))
    return tuple(sentence for sentence in told if sentence)


def _in_one(work: Callable[[Connection], str]) -> Mend:
    """A mend that is one transaction, and is quickly done."""
    return lambda database, *_: database.ask(work)


def _guard_log(connection: Connection) -> str:
    connection.execute(_APPEND_ONLY)
    return tr("Protected the history from changes again.")


def _index_words(database: Database, progress: Progress, _cancelled: Stop) -> str:
    before = _count(database, "select count(distinct memory_id) from search_documents")
    words.catch_up(database, progress)
    found = _count(database, "select count(distinct memory_id) from search_documents") - before
    return tr_n(
        "Indexed the words of {n} note.", "Indexed the words of {n} notes.", found, n=thousands(found)
    )


def _count_words(database: Database, progress: Progress, cancelled: Stop) -> str:
    if database.ask(vocabulary.recount_if_wrong):
        vocabulary.count_all(database, progress, cancelled)
        return tr("Counted all words anew.")
    vocabulary.count_all(database, progress, cancelled)
    return tr("Counted the words of new notes.")


def _count(database: Database, query: str) -> int:
    return int(database.fetch(query, ())[0][0])


# As the migrations made it.
_APPEND_ONLY = """
create or replace function refuse_change_of_log() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only' using errcode = 'restrict_violation';
end $$;
create or replace function refuse_second_mark() returns trigger language plpgsql as $$
begin
    if old.superseded_by is not null or new.superseded_by is null then
        raise exception 'the log is append-only' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create or replace trigger append_only before delete or truncate or update of position, event_id, aggregate_id,
    stream_version, event_type, event_version, user_id, device_id, occurred_at, clock, correlation_id, causation_id, data
    on events for each statement execute function refuse_change_of_log();
create or replace trigger append_only_rows before update on events
    for each row execute function refuse_second_mark();
alter table events enable trigger append_only;
alter table events enable trigger append_only_rows;
"""

_MENDS: dict[str, Mend] = {
    "append-only": _in_one(_guard_log),
    "search": _index_words,
    "orphans": _in_one(orphans.remove),
    "vocabulary": _count_words,
    "indexes": _in_one(soundness.rebuild_indexes),
    "statistics": _in_one(soundness.gather_statistics),
    "meaning": _in_one(understanding.requeue),
}
